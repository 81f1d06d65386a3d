import Database
import DatabaseTesting
import Foundation
import Synchronization
import Testing

@testable import Batches

@Suite struct DocumentLibraryTests {
    @Test(arguments: TestBackend.allCases)
    func `a reading that is served from memory is noted as used, once an hour at most`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let time = Mutex(Date())
            let library = DocumentLibrary(
                database: service.database, store: service.store, pool: service.pool, logger: .silent, now: { time.withLock { $0 } })
            let file = try await service.stored("samples/harbor-lights-heat-sheet.pdf")
            let today: SQL = "SELECT count(*) FROM parsed_meets WHERE last_used_at > \(SQL.instant(.now, plus: .seconds(-86_400)))"
            func makeOld() async throws {
                let old = SQL.instant(.now, plus: .seconds(-20 * 86_400))
                try await service.database.execute("UPDATE parsed_meets SET last_used_at = \(old)")
                #expect(try await service.database.value(today, as: Int.self) == 0)
            }
            #expect(try await !library.reading(of: file).cached)
            #expect(try await service.database.value(today, as: Int.self) == 1)
            try await makeOld()
            for _ in 0..<2 {
                time.withLock { $0 += 3_599 }
                #expect(try await library.reading(of: file).cached)
                #expect(try await service.database.value(today, as: Int.self) == 0)
                time.withLock { $0 += 1 }
                #expect(try await library.reading(of: file).cached)
                let start = ContinuousClock.now
                while try await service.database.value(today, as: Int.self) == 0, ContinuousClock.now - start < .seconds(10) {
                    await Task.yield()
                }
                #expect(try await service.database.value(today, as: Int.self) == 1)
                try await makeOld()
            }
        }
    }
}
