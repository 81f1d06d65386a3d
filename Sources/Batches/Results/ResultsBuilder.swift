import FileStore
import Logging
import MeetModel
import PDFPages
import Schedules

/// Puts what the documents of a batch say together.
struct ResultsBuilder {
    let batch: Batch
    let files: [JobID: StoredFile]
    let queries: [SwimmerQuery]
    let library: DocumentLibrary
    let logger: Logger

    private struct Part {
        var job: BatchJob
        var file: String
        var checksum: Checksum?
        var duplicateOf: Int?
        var reading: Reading?
    }

    func results() async throws -> BatchResults {
        var parts: [Part] = []
        var names: Set<String> = []
        var seen: [Checksum: Int] = [:]
        for job in batch.jobs {
            let checksum = job.status == .completed ? files[job.id]?.checksum : nil
            var part = Part(job: job, file: Self.name(job, &names), checksum: checksum)
            if let checksum, let earlier = seen[checksum] {
                part.duplicateOf = earlier
            } else if let checksum, let file = files[job.id] {
                seen[checksum] = job.sequence
                part.reading = try await reading(of: file)
            }
            parts.append(part)
        }
        let documents = parts.compactMap { part -> (name: DocumentLibrary.Named, reading: Reading)? in
            guard let checksum = part.checksum, let reading = part.reading else { return nil }
            return (DocumentLibrary.Named(file: part.file, checksum: checksum), reading)
        }
        let schedule = await library.index(documents).schedule(Question(swimmers: queries))
        let identifiers = CalendarIdentifiers(schedule.races)
        return BatchResults(
            batch: batch, schedule: schedule, raceIDs: schedule.races.indices.map(identifiers.name(at:)),
            documents: parts.map { document($0, schedule) })
    }

    private func document(_ part: Part, _ schedule: Schedule) -> BatchDocument {
        let races = schedule.races.indices.filter { index in
            let race = schedule.races[index]
            return race.evidence.first?.file == part.file
        }
        return BatchDocument(
            job: part.job, file: part.file, duplicateOf: part.duplicateOf,
            summary: part.reading == nil ? nil : schedule.documents.first { $0.file == part.file },
            usedLines: part.reading?.completeness.usedLines ?? 0, unread: part.reading?.completeness.unread ?? [], races: races)
    }

    /// A reading that was made by an earlier version of the reader is made anew; without the document itself the results do without.
    private func reading(of file: StoredFile) async throws -> Reading? {
        do {
            return try await library.reading(of: file).reading
        } catch let error as StoreError where !error.isTransient {
            logger.warning("A document of a batch is gone", metadata: ["error.code": "\(error.code.rawValue)"])
            return nil
        } catch let error as PDFError where error.code != .cancelled {
            logger.warning("A document of a batch can no longer be read", metadata: ["error.code": "\(error.code.rawValue)"])
            return nil
        }
    }

    /// The file name; the second of one name is `name (2).pdf`.
    private static func name(_ job: BatchJob, _ taken: inout Set<String>) -> String {
        let name = job.filename ?? job.sourceURL ?? "document \(job.sequence + 1)"
        if taken.insert(name).inserted { return name }
        let (stem, ending) = name.hasSuffix(".pdf") ? (name.dropLast(4), ".pdf") : (name[...], "")
        var number = 2
        while !taken.insert("\(stem) (\(number))\(ending)").inserted { number += 1 }
        return "\(stem) (\(number))\(ending)"
    }
}
