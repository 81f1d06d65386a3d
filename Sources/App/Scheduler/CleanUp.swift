package import Batches
package import Database
package import FileStore
package import Foundation
package import Logging

/// Removes what has expired, in small steps, so that it never holds anybody up.
///
/// What is due is due by the database's clock. The store goes by this node's, so nothing at all is removed when the two differ.
package struct CleanUp: Sendable {
    /// How much was removed.
    package struct Report: Sendable, Hashable {
        package var batches = 0
        package var objects = 0
        package var abandonedUploads = 0
        package var counters = 0
        package var keys = 0
        package var links = 0
        /// What was found for a swimmer, and no batch or link leads to any more.
        package var results = 0
        /// Documents, by name and fingerprint, in which nothing is found any more.
        package var documents = 0
        package var meets = 0
        /// Tasks that failed; the others were done all the same.
        package var failures: [String] = []

        package init() {}
    }

    private static let step = 200
    /// In seconds: further apart, one of the clocks is wrong.
    private static let clockTolerance: TimeInterval = 300

    private let database: SQLDatabase
    private let store: any ObjectStore
    private let batches: BatchService
    private let lifetime: TimeInterval
    private let now: @Sendable () -> Date
    private let logger: Logger

    /// - Parameters:
    ///   - lifetimeDays: after so many days without use a parsed document is forgotten.
    ///   - now: this node's clock.
    package init(
        database: SQLDatabase, store: any ObjectStore, batches: BatchService, lifetimeDays: Int, now: @escaping @Sendable () -> Date,
        logger: Logger
    ) {
        self.database = database
        self.store = store
        self.batches = batches
        lifetime = Double(lifetimeDays) * 86_400
        self.now = now
        self.logger = logger
    }

    /// Removes everything that is due. One task that fails does not keep the others from being done.
    package func run() async throws -> Report {
        var report = Report()
        guard let time = try await time(&report) else { return report }
        try await attempt("batches", &report) { report in report.batches = try await removeBatches(before: time) }
        try await attempt("files", &report) { report in try await sweepStore(&report) }
        try await attempt("uploads", &report) { report in
            report.abandonedUploads += try await repeated { try await batches.uploads.removeExpired(limit: $0) }
        }
        try await attempt("counters", &report) { report in
            report.counters = try await repeated { limit in
                try await RateLimiter.removeCounters(before: time.addingTimeInterval(-2 * 86_400), limit: limit, from: database)
            }
        }
        try await attempt("idempotency keys", &report) { report in
            report.keys = try await remove(
                "idempotency_keys", "client, key", where: "expires_at < \(time)")
        }
        try await attempt("links", &report) { report in
            report.links = try await remove("result_links", "id", where: "expires_at < \(time)")
        }
        try await attempt("results", &report) { report in
            report.results = try await remove(
                "extraction_results", "id",
                where: """
                    NOT EXISTS (SELECT 1 FROM result_links AS l WHERE l.extraction_id = extraction_results.id)
                    AND NOT EXISTS (SELECT 1 FROM batch_job_results AS r WHERE r.extraction_id = extraction_results.id)
                    """)
        }
        try await attempt("documents", &report) { report in
            report.documents = try await remove(
                "pdf_files", "id",
                where: """
                    last_accessed_at < \(time.addingTimeInterval(-lifetime))
                    AND NOT EXISTS (SELECT 1 FROM extraction_results AS e WHERE e.pdf_id = pdf_files.id)
                    """)
        }
        try await attempt("parsed documents", &report) { report in
            report.meets = try await remove(
                "parsed_meets", "sha256, reader_version", where: "last_used_at < \(time.addingTimeInterval(-lifetime))")
        }
        return report
    }

    /// The database's time; nil when it cannot be had, or this node's is another.
    private func time(_ report: inout Report) async throws -> Date? {
        var time: Date?
        try await attempt("clock", &report) { _ in
            guard let shared = try await database.value("SELECT \(SQL.now)", as: Date.self) else { return }
            let difference = now().timeIntervalSince(shared)
            guard abs(difference) <= Self.clockTolerance else {
                throw OperationFailure(
                    "This machine's clock differs from the database's by \(Int(difference)) s, so nothing is removed. "
                        + "Turn on time synchronization (timedatectl set-ntp true) on both.")
            }
            time = shared
        }
        return time
    }

    private func attempt(
        _ task: String, _ report: inout Report, _ body: (inout Report) async throws -> Void
    ) async throws {
        do {
            try await body(&report)
        } catch {
            // What the server's end interrupts has not failed.
            try Task.checkCancellation()
            report.failures.append(task)
            logger.error("cleaning up failed", metadata: ["task": "\(task)", "error": "\(ErrorText.of(error))"])
        }
    }

    private func removeBatches(before time: Date) async throws -> Int {
        try await repeated { limit in
            let rows = try await database.query(
                """
                SELECT id FROM processing_batches WHERE expires_at < \(time) AND status NOT IN ('pending', 'processing')
                ORDER BY expires_at LIMIT \(min(limit, 25))
                """)
            for row in rows {
                do {
                    try await batches.delete(BatchID(row.get("id")))
                } catch let error as BatchError where error.code == .notFound {
                    // Somebody has withdrawn it meanwhile.
                    continue
                }
            }
            // Fewer than asked for ends the repetition, so a full page has to count as a full step.
            return rows.count
        } fullStep: {
            25
        }
    }

    private func sweepStore(_ report: inout Report) async throws {
        for _ in 0..<50 {
            let swept = try await store.sweep(limit: Self.step, dryRun: false)
            report.objects += swept.expired.count
            report.abandonedUploads += swept.abandonedUploads
            let keys = swept.expired.map(\.text)
            if !keys.isEmpty { try await database.execute("DELETE FROM stored_files WHERE object_key \(in: keys)") }
            if swept.isComplete { return }
        }
    }

    /// `table`, `key` and `condition` are text of the program.
    private func remove(_ table: String, _ key: String, where condition: SQL) async throws -> Int {
        let (table, key) = (SQL(verbatim: table), SQL(verbatim: key))
        return try await repeated { limit in
            try await database.execute(
                "DELETE FROM \(table) WHERE (\(key)) IN (SELECT \(key) FROM \(table) WHERE \(condition) LIMIT \(limit))"
            ).changes
        }
    }

    /// Takes steps until one finds less than it could have taken, and not for ever.
    private func repeated(_ step: (Int) async throws -> Int, fullStep: () -> Int = { Self.step }) async throws -> Int {
        var total = 0
        for _ in 0..<500 {
            let count = try await step(Self.step)
            total += count
            if count < fullStep() { break }
            try Task.checkCancellation()
        }
        return total
    }
}
