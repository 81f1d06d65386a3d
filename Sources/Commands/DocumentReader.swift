import HeatSheets
import MeetModel
import PDFPages
import Schedules

/// Reads the documents of a command at the same time, in one pool of reader processes.
struct DocumentReader {
    /// A document, as far as it could be read.
    struct Document: Sendable {
        var file: InputFile
        var reading: Result<Reading, InputProblem>
        /// Kept only where asked for.
        var bytes: [UInt8] = []
    }

    let pool: ReaderPool

    /// In the order of `files`; one that fails does not hold up the others.
    func read(_ files: [InputFile], keepBytes: Bool = false) async -> [Document] {
        let progress = Progress(total: files.count, isShown: Console.isWatched)
        let documents = await withTaskGroup(of: (Int, Document).self) { group in
            var waiting = files.enumerated().makeIterator()
            func startNext() {
                guard let (index, file) = waiting.next() else { return }
                group.addTask {
                    await progress.start(file.name)
                    let document = await read(file, keepBytes: keepBytes)
                    await progress.finish(file.name)
                    return (index, document)
                }
            }
            for _ in 0..<Self.atOnce { startNext() }
            var documents: [Int: Document] = [:]
            for await (index, document) in group {
                documents[index] = document
                startNext()
            }
            return files.indices.compactMap { documents[$0] }
        }
        await progress.clear()
        return documents
    }

    private func read(_ file: InputFile, keepBytes: Bool) async -> Document {
        do {
            let bytes = file.isAddress ? try await file.fetched() : try file.bytes()
            let reading = try await HeatSheetReader.read(bytes, in: pool)
            return Document(file: file, reading: Self.judged(reading), bytes: keepBytes ? bytes : [])
        } catch let problem as InputProblem {
            return Document(file: file, reading: .failure(problem))
        } catch let error as PDFError {
            return Document(file: file, reading: .failure(InputProblem(error.message)))
        } catch {
            return Document(file: file, reading: .failure(InputProblem("This file cannot be read: \(error).")))
        }
    }

    /// A document without any text was not read, whatever it may show.
    private static func judged(_ reading: Reading) -> Result<Reading, InputProblem> {
        let completeness = reading.completeness
        guard completeness.pages > 0, completeness.pagesWithoutText.count == completeness.pages else { return .success(reading) }
        return .failure(
            InputProblem("This PDF has no text, only pictures of pages, as a scan has. Ask the meet's host for the original PDF."))
    }

    private static let atOnce = 4
}
