import Database
import DatabaseTesting
import FileStore
import Foundation
import Logging
import PDFPages
import Testing

@testable import Batches

@Suite struct CrashTests {
    /// Its id would be given to another event otherwise, which who has seen the first would never get.
    @Test func `an event that was told of is still there after PostgreSQL has crashed`() async throws {
        let cluster = try await PostgresCluster.start()
        let database = try SQLDatabase(DatabaseConfiguration(location: .postgres(url: cluster.url())), logger: .silent)
        try await database.migrate()
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("heatsync-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let pool = ReaderPool(configuration: .init(processes: 1))
        let store = try await DiskStore.open(root: folder.path)
        let service = BatchService(database: database, store: store, pool: pool, logger: .silent)
        let queue = service.queue(owner: "test", lease: .seconds(10))
        let id = try await service.create(.urls(1)).batch.id
        let job = try #require(try await queue.claim(1).jobs.first)
        for number in 0..<5 {
            _ = try await queue.report([(job.lease, .progressed(.extracting, message: "Step \(number).", share: nil))])
            let told: Int? = try await database.value("SELECT last_event_id FROM processing_batches WHERE id = \(id)")
            try await cluster.crash()
            try await cluster.resume()
            let kept: Int? = try await database.value("SELECT max(id) FROM batch_events WHERE batch_id = \(id)")
            #expect(kept == told)
        }
        await pool.shutdown()
        await database.close()
        await cluster.remove()
    }
}
