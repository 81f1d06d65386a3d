import Database
import DatabaseTesting
import Foundation
import Testing

@Suite struct SlotLeaseTests {
    private func take(_ database: SQLDatabase, of slots: Int = 1, owner: String, for duration: Duration = .seconds(60)) async throws
        -> SlotLease?
    {
        try await SlotLease.take("scheduler", of: slots, owner: owner, token: UUID(), for: duration, in: database)
    }

    @Test(arguments: TestBackend.allCases)
    func `a place is held by one, until it is given back`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            let first = try #require(try await take(database, owner: "a"))
            let second = try await take(database, owner: "b")
            #expect(second == nil)
            let isRenewed = try await first.renew(for: .seconds(60), in: database)
            #expect(isRenewed)
            try await first.release(in: database)
            let third = try await take(database, owner: "b")
            #expect(third != nil)
            let isHeld = try await first.renew(for: .seconds(60), in: database)
            #expect(!isHeld)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a place whose holder has died is taken by another, and the late one cannot disturb it`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            let dead = try #require(try await take(database, owner: "a", for: .zero - .seconds(1)))
            let alive = try #require(try await take(database, owner: "b"))
            #expect(alive.slot == dead.slot)
            let isHeld = try await dead.renew(for: .seconds(60), in: database)
            #expect(!isHeld)
            try await dead.release(in: database)
            let isRenewed = try await alive.renew(for: .seconds(60), in: database)
            #expect(isRenewed)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `many who ask at once get each place once`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            let leases = try await withThrowingTaskGroup(of: SlotLease?.self) { group in
                for number in 0..<12 {
                    group.addTask {
                        try await SlotLease.take("ai", of: 3, owner: "\(number)", token: UUID(), for: .seconds(60), in: database)
                    }
                }
                return try await group.reduce(into: [SlotLease]()) { if let lease = $1 { $0.append(lease) } }
            }
            #expect(leases.map(\.slot).sorted() == [0, 1, 2])
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `fewer places than before are respected`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            for _ in 0..<3 { _ = try await take(database, of: 3, owner: "a", for: .zero - .seconds(1)) }
            let first = try await take(database, of: 1, owner: "b")
            let second = try await take(database, of: 1, owner: "b")
            #expect(first != nil && second == nil)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `the state of the schema tells what is missing and what is another's`(backend: TestBackend) async throws {
        try await backend.withLocation { location in
            let database = try SQLDatabase(DatabaseConfiguration(location: location), logger: .silent)
            let steps = [Migration(1, "one", ["CREATE TABLE one (id integer)"]), Migration(2, "two", ["CREATE TABLE two (id integer)"])]
            #expect(try await database.schemaState(steps) == SchemaState(applied: 0, missing: [1, 2]))
            try await database.migrate([steps[0]])
            #expect(try await database.schemaState(steps) == SchemaState(applied: 1, missing: [2]))
            let other = [Migration(1, "one", ["CREATE TABLE one (other integer)"])]
            let state = try await database.schemaState(other)
            #expect(state.isForeign)
            await database.close()
        }
    }
}
