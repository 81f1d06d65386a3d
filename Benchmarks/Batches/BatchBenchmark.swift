import Batches
import Database
import DatabaseTesting
import FileStore
import Foundation
import Logging
import PDFPages

/// Prints the figures of batches on both databases: how quickly jobs begin, how many can be run that do nothing, how long a batch of
/// fifteen documents takes, what the next swimmer on the same document costs, and how many can watch.
///
/// Usage: `batch-benchmark PYTHON SERVER FILE...` (see scripts/bench). `HEATSYNC_BENCH_PART` asks for one part alone: `throughput`,
/// `pickup`, `reading`, `peers` or `streams`.
@main
enum BatchBenchmark {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count > 2 else { throw Trouble("usage: batch-benchmark PYTHON SERVER FILE...") }
        let documents = Array(arguments[2...])
        let asked = ProcessInfo.processInfo.environment["HEATSYNC_BENCH_PART"]
        func wants(_ part: String) -> Bool { asked == nil || asked == part }
        print("Batches; the bars for jobs that do nothing are 5,000 a second on PostgreSQL and 15,000 on SQLite, and faster than the peers")
        for backend in TestBackend.allCases {
            print("\n\(try await description(of: backend))")
            if wants("throughput") {
                // The peers have a hundred at a time.
                for concurrency in [100, 100, 100, 2_000, 2_000, 2_000] {
                    try await measure(backend) { try await Throughput(service: $0, concurrency: concurrency).print() }
                }
            }
            if wants("pickup") { try await measure(backend) { try await Pickup(service: $0).print() } }
            if wants("reading") {
                try await ServingNode.run(arguments[1], on: backend) { try await ReadingDocuments(port: $0, paths: documents).print() }
            }
            if wants("peers"), backend == .postgres { try await Peers(python: arguments[0]).print() }
        }
        print()
        if wants("streams") { try await Streams(server: arguments[1]).print() }
    }

    /// With what it waits for at a commit.
    private static func description(of backend: TestBackend) async throws -> String {
        guard backend == .postgres else { return "SQLite (ends of jobs are on the disk)" }
        return try await backend.withDatabase { database in
            let fsync: String? = try await database.value("SELECT current_setting('fsync')")
            return "PostgreSQL (fsync = \(fsync ?? "?"))"
        }
    }

    /// With a database and a store of its own.
    private static func measure(_ backend: TestBackend, _ body: @Sendable (BatchService) async throws -> Void) async throws {
        try await backend.withDatabase { database in
            try await withFolder { folder in
                let pool = ReaderPool()
                let store = try await DiskStore.open(root: folder.path)
                try await body(BatchService(database: database, store: store, pool: pool, logger: .silent))
                await pool.shutdown()
            }
        }
    }
}

/// A folder that goes when `body` has ended.
func withFolder(_ body: @Sendable (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "heatsync-bench-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try await body(folder)
}

extension Array where Element == Duration {
    /// Milliseconds of the share `share` of the values, in order.
    func milliseconds(at share: Double) -> String {
        guard !isEmpty else { return "-" }
        let value = sorted()[Swift.min(count - 1, Int(Double(count) * share))]
        return String(format: "%.2f", Double(value.components.attoseconds) / 1e15 + Double(value.components.seconds) * 1000)
    }
}

extension Duration {
    var inSeconds: Double { Double(components.attoseconds) / 1e18 + Double(components.seconds) }
}
