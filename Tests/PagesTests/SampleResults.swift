import Foundation
import HeatSheets
import MeetModel
import PDFPages

@testable import Batches
@testable import Schedules
@testable import Web

/// Results of batches without a server or a database.
enum SampleResults {
    /// 2026-06-13, 12:00 UTC: a day of the sample meet.
    static let now = Date(timeIntervalSince1970: 1_781_352_000)

    /// The sample meet, read for some swimmers.
    static func read(_ swimmers: [SwimmerQuery], choices: [Int: SwimmerQuery] = [:]) async throws -> BatchResults {
        let pool = ReaderPool(configuration: .init(processes: 1))
        var documents: [SourceDocument] = []
        for name in ["harbor-lights-heat-sheet", "harbor-lights-psych-sheet", "harbor-lights-session-report"] {
            let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../samples/\(name).pdf")
            let pages = try await pool.read(Array(try Data(contentsOf: file)))
            documents.append(SourceDocument(file: "\(name).pdf", reading: HeatSheetReader.read(pages)))
        }
        await pool.shutdown()
        let asked = swimmers.enumerated().map { choices[$0] ?? $1 }
        let schedule = ScheduleBuilder.schedule(documents, Question(swimmers: asked))
        return results(schedule, swimmers: swimmers, readings: documents.map(\.reading))
    }

    /// A batch of as many documents as the schedule names, all of them read.
    static func results(
        _ schedule: Schedule, swimmers: [SwimmerQuery], readings: [Reading] = [], status: BatchStatus = .completed,
        jobs change: (inout BatchJob) -> Void = { _ in }
    ) -> BatchResults {
        let jobs = schedule.documents.indices.map { index -> BatchJob in
            var job = BatchJob(
                id: JobID(uuid(index + 1)), sequence: index, sourceType: .file, filename: schedule.documents[index].file,
                status: .completed, stage: .done, cached: false, retryCount: 0, createdAt: now)
            change(&job)
            return job
        }
        let batch = Batch(
            id: BatchID(uuid(0)), status: status, swimmers: swimmers, totalPDFs: jobs.count,
            completedPDFs: jobs.count { $0.status == .completed }, failedPDFs: jobs.count { $0.status == .failed }, createdAt: now,
            expiresAt: now + 30 * 86_400, lastEventID: 7, hasEmail: false, jobs: jobs)
        let documents = jobs.map { job in
            let summary = schedule.documents[job.sequence]
            let completeness = readings.indices.contains(job.sequence) ? readings[job.sequence].completeness : Completeness()
            return BatchDocument(
                job: job, file: summary.file, summary: job.status == .completed ? summary : nil, usedLines: completeness.usedLines,
                unread: completeness.unread,
                races: schedule.races.indices.filter { schedule.races[$0].evidence.first?.file == summary.file })
        }
        return BatchResults(
            batch: batch, schedule: schedule, raceIDs: schedule.races.indices.map { "race\($0)" }, documents: documents)
    }

    private static func uuid(_ number: Int) -> UUID {
        UUID(uuidString: "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - "\(number)".count) + "\(number)") ?? UUID()
    }

    static func input(_ results: BatchResults, choices: SwimmerChoices = SwimmerChoices()) -> BatchPageInput {
        BatchPageInput(results: results, choices: choices, baseURL: "https://heats.example", now: now)
    }

    static func renderer() throws -> PageRenderer {
        try PageRenderer(folder: URL(fileURLWithPath: #filePath).appending(path: "../../../Sources/Web/Resources").standardizedFileURL.path)
    }
}
