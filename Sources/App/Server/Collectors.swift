import Batches
import Database
import Foundation
import Logging
import Metrics
import PDFPages

/// Gauges that are looked up when somebody asks for the metrics.
struct Collectors: Sendable {
    let database: SQLDatabase
    let batches: BatchService
    let pool: ReaderPool
    let logger: Logger

    func collect() async {
        let statistics = database.statistics
        for (state, count) in [("open", statistics.open), ("busy", statistics.inUse), ("limit", statistics.limit)] {
            Gauge(label: "heatsync_database_connections", dimensions: [("state", state)]).record(count)
        }
        Gauge(label: "heatsync_database_waiting").record(statistics.waiting)
        Gauge(label: "heatsync_database_connections_opened").record(statistics.opened)
        Gauge(label: "heatsync_database_waits_timed_out").record(statistics.timedOut)
        await collectQueue()
        let readers = await pool.statistics
        Gauge(label: "heatsync_reader_processes", dimensions: [("state", "busy")]).record(readers.busy)
        Gauge(label: "heatsync_reader_processes", dimensions: [("state", "idle")]).record(readers.idle)
        Gauge(label: "heatsync_reader_waiting").record(readers.waiting)
        if let memory = ProcessFacts.residentBytes() { Gauge(label: "process_resident_memory_bytes").record(memory) }
        Gauge(label: "process_start_time_seconds").record(ProcessFacts.start.timeIntervalSince1970)
    }

    /// Of all nodes, so that any of them can be asked.
    private func collectQueue() async {
        do {
            let queue = try await batches.queueDepth()
            Gauge(label: "heatsync_queue_depth").record(queue.waiting)
            Gauge(label: "heatsync_queue_age_seconds").record(queue.seconds)
        } catch {
            logger.warning("the queue cannot be measured", metadata: ["error": "\(ErrorText.of(error))"])
        }
    }
}

/// What the system says of this process.
enum ProcessFacts {
    static let start = Date()

    /// Nil where the system has no `/proc`.
    static func residentBytes() -> Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        let fields = text.split(separator: " ")
        return fields.count > 1 ? Int(fields[1]).map { $0 * 4096 } : nil
    }
}
