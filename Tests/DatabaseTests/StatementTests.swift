import Database
import DatabaseTesting
import Foundation
import Testing

@Suite struct StatementTests {
    private struct Everything: Sendable, Equatable {
        var id: UUID
        var whole: Int
        var broken: Double
        var words: String
        var bytes: [UInt8]
        var isTrue: Bool
        var instant: Date
        var json: SQLJSON
        var day: SQLDay
    }

    private static let table: SQL = """
        CREATE TABLE everything (
            id \(SQL(postgres: "uuid", sqlite: "TEXT")) PRIMARY KEY,
            whole \(SQL(postgres: "bigint", sqlite: "INTEGER")),
            broken \(SQL(postgres: "double precision", sqlite: "REAL")),
            words \(SQL(postgres: "varchar(200)", sqlite: "TEXT")),
            bytes \(SQL(postgres: "bytea", sqlite: "BLOB")),
            is_true \(SQL(postgres: "boolean", sqlite: "INTEGER")),
            instant \(SQL(postgres: "timestamptz", sqlite: "INTEGER")),
            json \(SQL(postgres: "jsonb", sqlite: "TEXT")),
            day \(SQL(postgres: "date", sqlite: "TEXT"))
        ) \(SQL(postgres: "", sqlite: "STRICT"))
        """

    private static func insert(_ value: Everything) -> SQL {
        """
        INSERT INTO everything (id, whole, broken, words, bytes, is_true, instant, json, day) VALUES (
            \(value.id), \(value.whole), \(value.broken), \(value.words), \(value.bytes), \(value.isTrue), \(value.instant),
            \(value.json), \(value.day))
        """
    }

    private static func read(_ row: SQLRow) throws -> Everything {
        Everything(
            id: try row.get("id"), whole: try row.get("whole"), broken: try row.get("broken"), words: try row.get("words"),
            bytes: try row.get("bytes"), isTrue: try row.get("is_true"), instant: try row.get("instant"), json: try row.get("json"),
            day: try row.get("day"))
    }

    private static let samples = [
        Everything(
            id: UUID(), whole: .max, broken: 0.1, words: "Zoë O’Neil ' \" \\ ; DROP TABLE everything; -- 🏊", bytes: Array(0...255),
            isTrue: true, instant: Date(timeIntervalSince1970: 1_790_000_000.123456), json: SQLJSON(text: #"{"a": [1, "é"]}"#),
            day: SQLDay(text: "2026-08-05")),
        Everything(
            id: UUID(), whole: .min, broken: -1e300, words: "", bytes: [], isTrue: false,
            instant: Date(timeIntervalSince1970: -1_000_000.000001), json: SQLJSON(text: "[]"), day: SQLDay(text: "1999-12-31")),
        Everything(
            id: UUID(), whole: 0, broken: 0, words: "$1 ? :a", bytes: [0], isTrue: false, instant: Date(timeIntervalSince1970: 0),
            json: SQLJSON(text: "null"), day: SQLDay(text: "2000-02-29")),
    ]

    @Test(arguments: TestBackend.allCases)
    func `every kind of value comes back as it was written`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            try await database.execute(Self.table)
            for sample in Self.samples {
                try await database.execute(Self.insert(sample))
                let rows = try await database.query("SELECT * FROM everything WHERE id = \(sample.id)")
                #expect(try rows.map(Self.read) == [sample])
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `null is read as nil, and refused where a value is expected`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            try await database.execute(Self.table)
            let id = UUID()
            try await database.execute(
                """
                INSERT INTO everything (id, whole, words, instant, json, bytes, is_true, broken, day)
                VALUES (\(id), \(Int?.none), \(String?.none), \(Date?.none), \(SQLJSON?.none), \([UInt8]?.none), \(Bool?.none),
                    \(Double?.none), \(SQLDay?.none))
                """)
            let row = try #require(try await database.query("SELECT * FROM everything").first)
            #expect(try row.get("whole", as: Int?.self) == nil)
            #expect(try row.get("instant", as: Date?.self) == nil)
            #expect(try row.get("json", as: SQLJSON?.self) == nil)
            #expect(throws: DatabaseError(.unexpectedValue, "")) { try row.get("words", as: String.self) }
            #expect(throws: DatabaseError(.misuse, "")) { try row.get("missing", as: String.self) }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a statement tells how many rows it changed and gives what RETURNING asks for`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            try await database.execute("CREATE TABLE numbers (n integer PRIMARY KEY, square integer)")
            #expect(try await database.execute("INSERT INTO numbers (n) VALUES (1), (2), (3)").changes == 3)
            let rows = try await database.execute("UPDATE numbers SET square = n * n WHERE n > \(1) RETURNING n, square")
            #expect(rows.changes == 2)
            #expect(try rows.map { try $0.get("square", as: Int.self) }.sorted() == [4, 9])
            #expect(try await database.execute("DELETE FROM numbers WHERE n = \(99)").changes == 0)
            let upsert: SQL =
                "INSERT INTO numbers (n, square) VALUES (\(3), \(0)) ON CONFLICT (n) DO UPDATE SET square = -1 RETURNING square"
            #expect(try await database.execute(upsert).map { try $0.get(at: 0, as: Int.self) } == [-1])
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `lists are compared with, empty ones too`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            try await database.execute(Self.table)
            for sample in Self.samples { try await database.execute(Self.insert(sample)) }
            func count(_ condition: SQL) async throws -> Int? {
                try await database.value("SELECT count(*) AS n FROM everything WHERE \(condition)")
            }
            #expect(try await count("id \(in: Self.samples.prefix(2).map(\.id))") == 2)
            #expect(try await count("words \(in: Self.samples.map(\.words))") == 3)
            #expect(try await count("whole \(in: [Int.max, 5])") == 1)
            #expect(try await count("instant \(in: Self.samples.map(\.instant))") == 3)
            #expect(try await count("is_true \(in: [true])") == 1)
            #expect(try await count("bytes \(in: Self.samples.prefix(2).map(\.bytes))") == 2)
            #expect(try await count("id \(in: [UUID]())") == 0)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a table of values is inserted, updated and joined in one statement`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            try await database.execute(Self.table)
            let samples = Self.samples
            let table = SQLTable(
                "new_rows", samples, .init("id") { $0.id }, .init("whole") { $0.whole }, .init("words") { $0.words },
                .init("is_true") { $0.isTrue }, .init("instant") { Optional($0.instant) }, .init("json") { $0.json },
                .init("broken") { $0.isTrue ? $0.broken : nil }, .init("bytes") { $0.bytes })
            let inserted = try await database.execute(
                """
                INSERT INTO everything (id, whole, words, is_true, instant, json, broken, bytes)
                SELECT id, whole, words, is_true, instant, json, broken, bytes FROM \(table) WHERE true
                ON CONFLICT (id) DO NOTHING
                """)
            #expect(inserted.changes == 3)
            let changes = SQLTable("changes", samples, .init("id") { $0.id }, .init("words") { $0.words + "!" })
            let updated = try await database.execute(
                "UPDATE everything SET words = changes.words FROM \(changes) WHERE everything.id = changes.id RETURNING everything.words")
            #expect(try Set(updated.map { try $0.get(at: 0, as: String.self) }) == Set(samples.map { $0.words + "!" }))
            let rows = try await database.query("SELECT instant, json, broken, bytes FROM everything ORDER BY whole")
            let sorted = samples.sorted { $0.whole < $1.whole }
            #expect(try rows.map { try $0.get("instant", as: Date.self) } == sorted.map(\.instant))
            #expect(try rows.map { try $0.get("json", as: SQLJSON.self) } == sorted.map(\.json))
            #expect(try rows.map { try $0.get("broken", as: Double?.self) } == [nil, nil, 0.1])
            #expect(try rows.map { try $0.get("bytes", as: [UInt8].self) } == sorted.map(\.bytes))
            let none = SQLTable("none", [Everything](), .init("id") { $0.id })
            #expect(try await database.query("SELECT id FROM \(none)").isEmpty)
        }
    }

    @Test func `a UUID is read from 36 characters in either case, and from nothing else`() throws {
        for _ in 0..<100 {
            let id = UUID()
            #expect(UUID(text: id.uuidString) == id)
            #expect(UUID(text: id.lowercaseText) == id)
            #expect(id.lowercaseText == id.uuidString.lowercased())
        }
        let text = "0b7f3c52-9d1e-4a68-8c35-2f6e1d90a4b7"
        for wrong in [
            "", "0", String(text.dropLast()), text + "0", " " + text.dropLast(), text.replacing("-", with: ""),
            "{" + text.dropLast(2) + "}",
            text.replacing("b", with: "g"), text.replacing("-", with: "0"), String(repeating: "-", count: 36), "é" + text.dropFirst(2),
        ] {
            #expect(UUID(text: wrong) == nil, "\(wrong)")
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `text that looks like a UUID comes back as it was`(backend: TestBackend) async throws {
        let id = "0b7f3c52-9d1e-4a68-8c35-2f6e1d90a4b7"
        var texts = [id, id.uppercased(), id.replacing("-", with: "0"), String(id.dropLast()) + "g", String(id.dropLast(2)) + "é"]
        // Every character in the place of every other: those beside the digits and letters among them.
        for character in UInt8(32)..<127 {
            for place in [0, 7, 8, 9, 35] {
                var text = Array(id.utf8)
                text[place] = character
                texts.append(String(decoding: text, as: UTF8.self))
            }
        }
        try await backend.withDatabase { database in
            let table = SQLTable("texts", texts.enumerated(), .init("place") { $0.offset }, .init("text") { $0.element })
            let rows = try await database.query("SELECT text FROM \(table) ORDER BY place")
            #expect(try rows.map { try $0.get("text", as: String.self) } == texts)
            let found = try #require(try await database.query("SELECT \(id) AS a, \(UUID(text: id)) AS b").first)
            #expect(try found.get("a", as: String.self) == id)
            #expect(try found.get("b", as: UUID.self).lowercaseText == id)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `text that differs between databases takes its own parameters`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            let sql: SQL = "SELECT \(1) AS a, \(SQL(postgres: "\(2) + \(3)", sqlite: "\(50)")) AS b, \("c") AS c"
            let row = try #require(try await database.query(sql).first)
            #expect(try row.get("a", as: Int.self) == 1)
            #expect(try row.get("b", as: Int.self) == (backend == .postgres ? 5 : 50))
            #expect(try row.get("c", as: String.self) == "c")
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `the database's clock is the time in UTC, and can be reckoned with`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            let row = try #require(
                try await database.query("SELECT \(SQL.now) AS now, \(SQL.instant(.now, plus: .milliseconds(1_500))) AS later").first)
            let now = try row.get("now", as: Date.self)
            #expect(abs(now.timeIntervalSinceNow) < 60)
            #expect(abs(try row.get("later", as: Date.self).timeIntervalSince(now) - 1.5) < 0.002)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `sums and counts are whole numbers`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            try await database.execute("CREATE TABLE sizes (bytes \(SQL(postgres: "bigint", sqlite: "INTEGER")))")
            for size in [50_000_000_000, 12_345, -7] { try await database.execute("INSERT INTO sizes VALUES (\(size))") }
            let row = try #require(
                try await database.query("SELECT sum(bytes) AS sum, count(*) AS count, avg(bytes) AS mean FROM sizes").first)
            #expect(try row.get("sum", as: Int.self) == 50_000_012_338)
            #expect(try row.get("count", as: Int.self) == 3)
            #expect(abs(try row.get("mean", as: Double.self) - 16_666_670_779.333) < 1)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `several statements at once give their results in order`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            let numbers = try await database.read { connection in
                try connection.run(all: (0..<500).map { "SELECT \($0) AS n" }).map { try $0.first?.get("n", as: Int.self) }
            }
            #expect(numbers == Array(0..<500))
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `large values and many rows pass`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            try await database.execute("CREATE TABLE big (n integer PRIMARY KEY, b \(SQL(postgres: "bytea", sqlite: "BLOB")))")
            let bytes = [UInt8](repeating: 7, count: 8 << 20)
            let lengths = try await database.transaction { connection in
                try connection.run(all: (0..<4).map { "INSERT INTO big VALUES (\($0), \(bytes))" })
                return try connection.all("SELECT b FROM big") { try $0.get("b", as: [UInt8].self).count }
            }
            #expect(lengths == [8 << 20, 8 << 20, 8 << 20, 8 << 20])
        }
    }
}
