import Database
import Downloads
import FileStore
import Foundation
import HeatSheets
import Logging
import MeetModel
import Schedules
import Synchronization

/// The work of a job: fetch the document if need be, read it, and keep what it has for the swimmers of the batch.
struct DocumentJob: Sendable {
    let service: BatchService

    func run(_ job: ClaimedJob, tell: @escaping @Sendable (JobReport) -> Void) async throws -> JobResult {
        let file: StoredFile
        if let stored = job.file {
            file = stored
        } else {
            file = try await StageMetrics.measure(.downloading) { try await fetch(job, tell: tell) }
            tell(.fetched(file))
        }
        let answer = try await StageMetrics.measure(.extracting) {
            try await service.library.reading(of: file) {
                tell(.progressed(.extracting, message: "Reading the document.", share: nil))
            }
        }
        try Self.check(answer.reading)
        let asked = try await service.swimmers(of: job.batch)
        let meet = answer.reading.meet
        let index = await service.library.index([(.init(file: file.filename, checksum: file.checksum), answer.reading)])
        let schedule = index.schedule(Question(swimmers: asked.swimmers.map(\.query)))
        tell(.progressed(.caching, message: "Keeping what was found.", share: nil))
        let findings = try await StageMetrics.measure(.caching) {
            try await service.keep(
                schedule, of: asked.swimmers, in: file, meet, sourceURL: job.url, pages: answer.reading.completeness.pages,
                until: { _ in asked.expiresAt }
            ).findings
        }
        service.logger.info(
            "A document was read",
            metadata: [
                "job.id": "\(job.id)", "job.attempt": "\(job.attempt)", "document.pages": "\(answer.reading.completeness.pages)",
                "document.cached": "\(answer.cached)",
            ])
        return JobResult(
            file: file, meetName: (schedule.meetName ?? meet.name)?.storable(500), findings: findings, cached: answer.cached)
    }

    /// A document without any text was not read, whatever it may show.
    static func check(_ reading: Reading) throws(JobFailure) {
        let completeness = reading.completeness
        guard completeness.pages > 0, completeness.pagesWithoutText.count == completeness.pages else { return }
        throw JobFailure(
            code: .unreadable, isTransient: false,
            message: "This PDF has no text, only pictures of pages, as a scan has. Ask the meet's host for the original PDF.")
    }

    private func fetch(_ job: ClaimedJob, tell: @escaping @Sendable (JobReport) -> Void) async throws -> StoredFile {
        guard let url = job.url else {
            throw JobFailure(
                code: .storage, isTransient: false, message: "The document of this job is no longer there. Add it again in a new batch.")
        }
        let asked = try await service.swimmers(of: job.batch)
        let options = UploadOptions(
            contentType: "application/pdf", expires: asked.expiresAt, maximumSize: service.configuration.maximumBytes)
        let account = asked.client.map { QuotaAccount(client: $0, ledger: service.quota, logger: service.logger) }
        tell(.progressed(.downloading, message: "Fetching the document.", share: 0))
        let steps = DownloadSteps()
        let document = try await service.downloader.download(
            url, as: ObjectKey("batches/\(job.batch)/\(job.id)-\(job.attempt).pdf"), options: options, account: account
        ) { bytes, total in
            if let share = steps.share(bytes, total) {
                tell(.progressed(.downloading, message: "Fetching the document.", share: share))
            }
        }
        return StoredFile(document.receipt, filename: document.filename)
    }
}

/// Which of the many pieces of a download are worth telling of: every tenth part.
private final class DownloadSteps {
    private var told = 0

    func share(_ bytes: Int64, _ total: Int64?) -> Double? {
        guard let total, total > 0 else { return nil }
        let tenth = Int(10 * bytes / total)
        guard tenth > told else { return nil }
        told = tenth
        return Double(bytes) / Double(total)
    }
}
