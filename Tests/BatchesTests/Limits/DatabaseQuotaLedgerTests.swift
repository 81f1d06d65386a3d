import Database
import DatabaseTesting
import FileStore
import Foundation
import Testing

@testable import Batches

@Suite struct DatabaseQuotaLedgerTests {
    /// 22:13:20 UTC.
    private let evening = Date(timeIntervalSince1970: 1_700_000_000)

    private func withLedger(
        _ backend: TestBackend, files: Int = 3, bytes: Int64 = 1000, _ body: (DatabaseQuotaLedger) async throws -> Void
    ) async throws {
        try await backend.withDatabase { database in
            try await body(DatabaseQuotaLedger(database: database, daily: StorageUsage(files: files, bytes: bytes)))
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a client may store as much as a day allows, to the byte`(backend: TestBackend) async throws {
        try await withLedger(backend) { ledger in
            try await ledger.charge(StorageUsage(files: 1, bytes: 999), to: "c", at: evening)
            try await ledger.charge(StorageUsage(files: 0, bytes: 1), to: "c", at: evening)
            let error = await #expect(throws: StoreError.self) {
                try await ledger.charge(StorageUsage(files: 0, bytes: 1), to: "c", at: evening)
            }
            #expect(error?.code == .quotaExceeded)
            #expect(error?.retryAfter == .seconds(6400))
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a charge that is refused leaves nothing in the books`(backend: TestBackend) async throws {
        try await withLedger(backend) { ledger in
            await #expect(throws: StoreError.self) {
                try await ledger.charge(StorageUsage(files: 3, bytes: 1001), to: "c", at: evening)
            }
            try await ledger.charge(StorageUsage(files: 3, bytes: 1000), to: "c", at: evening)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `what is taken back can be charged again, on the day it was charged`(backend: TestBackend) async throws {
        try await withLedger(backend) { ledger in
            let all = StorageUsage(files: 3, bytes: 1000)
            try await ledger.charge(all, to: "c", at: evening)
            try await ledger.refund(all, to: "c", chargedAt: evening.addingTimeInterval(86_400))
            await #expect(throws: StoreError.self) {
                try await ledger.charge(StorageUsage(files: 1, bytes: 0), to: "c", at: evening)
            }
            try await ledger.refund(all, to: "c", chargedAt: evening)
            try await ledger.charge(all, to: "c", at: evening)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `the next day and the next client begin anew`(backend: TestBackend) async throws {
        try await withLedger(backend) { ledger in
            let all = StorageUsage(files: 3, bytes: 1000)
            try await ledger.charge(all, to: "c", at: evening)
            try await ledger.charge(all, to: "d", at: evening)
            try await ledger.charge(all, to: "c", at: evening.addingTimeInterval(6400))
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `uploads at the same time never pass the limit together`(backend: TestBackend) async throws {
        try await withLedger(backend, files: 5, bytes: 100_000) { ledger in
            let evening = evening
            let stored = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        (try? await ledger.charge(StorageUsage(files: 1, bytes: 10), to: "c", at: evening)) != nil
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(stored == 5)
        }
    }
}
