import Database
import DatabaseTesting
import Foundation
import Schedules
import Synchronization
import Testing

@testable import Batches

/// What other requests found, too, stays when a batch is withdrawn.
@Suite struct WithdrawalTests {
    private static let swimmer = SwimmerQuery(name: "Yara Brammont")

    private func request(_ service: BatchService) async throws -> NewBatch {
        let sheet = try await service.stored("samples/harbor-lights-heat-sheet.pdf")
        return NewBatch(swimmers: [Self.swimmer], sources: [.file(sheet)], client: .someone)
    }

    @Test(arguments: TestBackend.allCases, [true, false])
    func `a link that version 1 gave out holds as long as it said`(backend: TestBackend, isBeforeBatch: Bool) async throws {
        try await backend.withService { service in
            try await withReadingWorker(service) {
                func extract() async throws -> SharedResult {
                    let sheet = try await service.stored("samples/harbor-lights-heat-sheet.pdf")
                    return try await service.extractNow(.file(sheet), Self.swimmer, client: .someone)
                }
                let before = isBeforeBatch ? try await extract() : nil
                let batch = try await service.end(of: service.create(request(service)).batch.id)
                let after = isBeforeBatch ? nil : try await extract()
                let given = try #require(before ?? after)
                let code = try #require(given.code)
                #expect(code == batch.jobs[0].resultCode)

                try await service.delete(batch.id)
                let result = try #require(try await service.result(code: code))
                #expect(result.races == given.races && result.races.count == 2)
                let (promised, left) = (try #require(given.expiresAt), try #require(result.expiresAt))
                #expect(abs(promised.timeIntervalSince(left)) < 0.001)
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a link of the batch alone goes with it`(backend: TestBackend) async throws {
        try await backend.withService { service in
            try await withReadingWorker(service) {
                let batch = try await service.end(of: service.create(request(service)).batch.id)
                let code = try #require(batch.jobs[0].resultCode)
                try await service.delete(batch.id)
                expectNil(try await service.result(code: code))
                #expect(try await service.database.value("SELECT count(*) FROM extraction_results", as: Int.self) == 0)
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `what goes with another batch while a job ends is found again`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let hub = Task { try await service.hub.run() }
            defer { hub.cancel() }
            let work = DocumentJob(service: service)
            let first = Mutex<BatchID?>(nil)
            try await withWorker(service) { job, tell in
                let result = try await work.run(job, tell: tell)
                // The first batch goes when the second has found the same and has not said so yet.
                if let id = first.withLock({ $0.take() }), id != job.batch { try await service.delete(id) }
                return result
            } _: { _ in
                let earlier = try await service.end(of: service.create(request(service)).batch.id)
                first.withLock { $0 = earlier.id }
                let batch = try await service.end(of: service.create(request(service)).batch.id)
                #expect(batch.status == .completed && batch.jobs[0].retryCount == 1)
                let result = try await service.result(code: try #require(batch.jobs[0].resultCode))
                #expect(result?.races.count == 2)
            }
        }
    }
}
