import Database
import DatabaseTesting
import Testing

@Suite struct SmokeTests {
    @Test(arguments: TestBackend.allCases)
    func `a row that was written can be read`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            try await database.execute("INSERT INTO slot_leases (pool, slot) VALUES (\("ai"), \(7))")
            let rows = try await database.query("SELECT slot FROM slot_leases WHERE pool = \("ai")")
            #expect(try rows.map { try $0.get("slot", as: Int.self) } == [7])
        }
    }
}
