import Database
import DatabaseTesting
import Logging
import Testing

@Suite struct NotifierTests {
    private struct Refused: Error {}

    @Test(arguments: TestBackend.allCases)
    func `subscribers are told to look, then get every message once and in order`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            var first = database.notifier.notices(on: "jobs").makeAsyncIterator()
            var second = database.notifier.notices(on: "jobs").makeAsyncIterator()
            #expect(await first.next() == .lookAgain)
            #expect(await second.next() == .lookAgain)
            for number in 0..<50 {
                try await database.transaction { connection in
                    try connection.notify("jobs", "\(number)a")
                    try connection.notify("others", "not for them")
                    try connection.notify("jobs", "\(number)b")
                    try connection.notify("jobs", "\(number)a")
                }
            }
            for number in 0..<50 {
                for letter in ["a", "b"] {
                    #expect(await first.next() == .message("\(number)\(letter)"))
                    #expect(await second.next() == .message("\(number)\(letter)"))
                }
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a transaction that is rolled back notifies nobody`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            var notices = database.notifier.notices(on: "jobs").makeAsyncIterator()
            #expect(await notices.next() == .lookAgain)
            await #expect(throws: Refused.self) {
                try await database.transaction { connection in
                    try connection.notify("jobs", "never")
                    throw Refused()
                }
            }
            await #expect(throws: DatabaseError.self) {
                try await database.transaction { connection in
                    try connection.notify("jobs", "never")
                    try connection.run("SELECT * FROM nothing_of_this_name")
                }
            }
            try await database.transaction { try $0.notify("jobs", "after") }
            #expect(await notices.next() == .message("after"))
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `what a message tells of can be seen when it arrives`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            try await database.execute("CREATE TABLE news (n integer)")
            var notices = database.notifier.notices(on: "news").makeAsyncIterator()
            #expect(await notices.next() == .lookAgain)
            for number in 1...20 {
                try await database.transaction { connection in
                    try connection.run("INSERT INTO news VALUES (\(number))")
                    try connection.notify("news", "\(number)")
                }
                #expect(await notices.next() == .message("\(number)"))
                #expect(try await database.value("SELECT max(n) AS n FROM news", as: Int.self) == number)
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a slow subscriber is told to look again after what it missed`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            var slow = database.notifier.notices(on: "jobs", buffer: 10).makeAsyncIterator()
            var quick = database.notifier.notices(on: "jobs", buffer: 1_000).makeAsyncIterator()
            #expect(await quick.next() == .lookAgain)
            for number in 0..<100 { try await database.transaction { try $0.notify("jobs", "\(number)") } }
            for number in 0..<100 { #expect(await quick.next() == .message("\(number)")) }
            // Who comes now is taken in when the last of the hundred has been given to all, the slow one too.
            _ = database.notifier.notices(on: "jobs")

            #expect(await slow.next() == .lookAgain)
            var seen = 0
            while case .message(let text)? = await slow.next() {
                #expect(text == "\(seen)")
                seen += 1
            }
            #expect((1..<12).contains(seen))  // ended by `lookAgain`
            // Whether it has caught up is known once it has been given something.
            try await database.transaction { try $0.notify("jobs", "first") }
            #expect([.lookAgain, .message("first")].contains(await slow.next()))
            try await database.transaction { try $0.notify("jobs", "second") }
            #expect(await slow.next() == .message("second"))
        }
    }

    @Test func `messages reach the other nodes of a PostgreSQL database`() async throws {
        try await TestBackend.postgres.withLocation { location in
            let here = try SQLDatabase(DatabaseConfiguration(location: location), logger: .silent)
            let there = try SQLDatabase(DatabaseConfiguration(location: location), logger: .silent)
            var notices = there.notifier.notices(on: "jobs").makeAsyncIterator()
            #expect(await notices.next() == .lookAgain)
            try await here.transaction { try $0.notify("jobs", "from here") }
            #expect(await notices.next() == .message("from here"))
            await here.close()
            await there.close()
            #expect(await notices.next() == nil)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a message that is too long is refused`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            await #expect(throws: DatabaseError(.misuse, "")) {
                try await database.transaction { try $0.notify("jobs", String(repeating: "x", count: 8_000)) }
            }
            await #expect(throws: DatabaseError(.misuse, "")) {
                try await database.transaction { try $0.notify("Jobs; DROP", "x") }
            }
        }
    }
}
