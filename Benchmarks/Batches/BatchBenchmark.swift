import Batches
import Database
import DatabaseTesting
import FileStore
import Foundation
import Logging
import PDFPages

/// Prints the figures of batches on both databases: how quickly jobs begin, how many can be run that do nothing, how long a batch of
/// fifteen documents takes, and what the next swimmer on the same document costs.
@main
enum BatchBenchmark {
    static func main() async throws {
        let documents = CommandLine.arguments.dropFirst()
        for backend in TestBackend.allCases {
            print("\n\(backend)")
            for _ in 0..<3 { try await measure(backend) { try await Throughput(service: $0).print() } }
            try await measure(backend) { try await Pickup(service: $0).print() }
            if !documents.isEmpty { try await measure(backend) { try await Reading(service: $0, paths: Array(documents)).print() } }
        }
    }

    /// With a database and a store of its own.
    private static func measure(_ backend: TestBackend, _ body: @Sendable (BenchmarkService) async throws -> Void) async throws {
        try await backend.withDatabase { database in
            let folder = FileManager.default.temporaryDirectory.appending(path: "heatsync-bench-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: folder) }
            let pool = ReaderPool()
            let store = try await DiskStore.open(root: folder.path)
            let batches = BatchService(database: database, store: store, pool: pool, logger: .silent)
            try await body(BenchmarkService(batches: batches, store: store))
            await pool.shutdown()
        }
    }
}

struct BenchmarkService: Sendable {
    var batches: BatchService
    var store: any ObjectStore
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
