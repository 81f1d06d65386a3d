import Database
import DatabaseTesting
import FileStore
import Foundation
import Logging
import NIOCore
import PDFPages
import Schedules

@testable import Batches

extension TestBackend {
    /// Runs `body` with a batch service on a database and a disk store of its own.
    func withService<Result>(
        _ configuration: BatchConfiguration = BatchConfiguration(), isolation: isolated (any Actor)? = #isolation,
        _ body: (BatchService) async throws -> Result
    ) async throws -> Result {
        try await withDatabase { database in
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("heatsync-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: folder) }
            let pool = ReaderPool(configuration: .init(processes: 2))
            let service = BatchService(
                database: database, store: try await DiskStore.open(root: folder.path), pool: pool, configuration: configuration,
                logger: .silent)
            do {
                let result = try await body(service)
                await pool.shutdown()
                return result
            } catch {
                await pool.shutdown()
                throw error
            }
        }
    }
}

extension NewBatch.Client {
    static let someone = NewBatch.Client(hash: "c0ffee", ip: "192.0.2.7", userAgent: "curl/8", referrer: nil)
}

extension NewBatch {
    /// A batch of documents that need not exist.
    static func urls(_ count: Int, swimmers: [String] = ["Mina Sol"]) -> NewBatch {
        NewBatch(
            swimmers: swimmers.map { SwimmerQuery(name: $0) }, sources: (0..<count).map { .url("https://meet.example/\($0).pdf") },
            client: .someone)
    }
}

extension JobQueue {
    /// Takes jobs, and tells that they have begun.
    func begin(_ limit: Int) async throws -> [ClaimedJob] {
        let jobs = try await claim(limit).jobs
        _ = try await report(jobs.map { ($0.lease, .started) })
        return jobs
    }
}
