import DatabaseTesting
import FileStore
import Foundation
import Logging
import PDFPages
import Schedules
import Synchronization
import Testing

@testable import Batches
@testable import Database

/// The connection breaks between a commit and its answer.
@Suite struct UnknownOutcomeTests {
    @Test(arguments: TestBackend.allCases)
    func `a batch whose commit nobody told of is made once`(backend: TestBackend) async throws {
        try await withService(backend) { service, driver in
            var request = NewBatch.urls(2)
            request.idempotency = .init(key: "again", requestHash: "abc")
            driver.forget(1)
            let made = try await service.create(request)
            #expect(!made.isReplay && made.batch.jobs.count == 2)
            let again = try await service.create(request)
            #expect(again.isReplay && again.batch.id == made.batch.id)
            #expect(try await service.database.value("SELECT count(*) FROM processing_batches", as: Int.self) == 1)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `who cannot find out is told that the outcome is unknown, and gets the batch with the same key`(backend: TestBackend) async throws
    {
        try await withService(backend) { service, driver in
            var request = NewBatch.urls(1)
            request.idempotency = .init(key: "again", requestHash: "abc")
            driver.forget(2)
            let error = await #expect(throws: DatabaseError.self) { try await service.create(request) }
            #expect(error?.code == .outcomeUnknown)
            let again = try await service.create(request)
            #expect(again.isReplay)
        }
    }

    private func withService(
        _ backend: TestBackend, _ body: (BatchService, ForgetfulDriver) async throws -> Void
    ) async throws {
        try await backend.withLocation { location in
            let configuration = DatabaseConfiguration(location: location)
            let real: any DatabaseDriver =
                switch location {
                case .sqlite(let path): try SQLiteDriver(path: path, configuration, clock: ContinuousClock())
                case .postgres(let url):
                    PostgresDriver(
                        url: url, configuration, clock: ContinuousClock(), makeRandom: { SystemRandomNumberGenerator() }, logger: .silent)
                }
            let driver = ForgetfulDriver(real)
            let database = SQLDatabase(driver: driver, clock: ContinuousClock()) { SystemRandomNumberGenerator() }
            try await database.migrate()
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("heatsync-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: folder) }
            let pool = ReaderPool(configuration: .init(processes: 1))
            let store = try await DiskStore.open(root: folder.path)
            let result = await Result {
                try await body(BatchService(database: database, store: store, pool: pool, logger: .silent), driver)
            }
            await pool.shutdown()
            await database.close()
            try result.get()
        }
    }
}

/// Commits, and does not say so when it is told to forget.
private final class ForgetfulDriver: DatabaseDriver {
    private let driver: any DatabaseDriver
    private let left = Mutex(0)

    init(_ driver: any DatabaseDriver) { self.driver = driver }

    func forget(_ commits: Int) { left.withLock { $0 = commits } }

    var dialect: SQLDialect { driver.dialect }
    var notifier: any Notifier { driver.notifier }
    var statistics: DatabaseStatistics { driver.statistics }

    func perform<Value: Sendable>(
        _ access: DatabaseAccess, _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        let value = try await driver.perform(access, body)
        guard case .transaction = access else { return value }
        let forgets = left.withLock { left in
            defer { left = max(0, left - 1) }
            return left > 0
        }
        guard !forgets else { throw DatabaseError(.outcomeUnknown, "The connection broke while committing.") }
        return value
    }

    func close() async { await driver.close() }
}
