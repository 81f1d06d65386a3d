import Database
import DatabaseTesting
import Foundation
import Logging
import Subprocess
import Testing

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// With several processes, as on several machines.
@Suite struct NodeTests {
    @Test(arguments: TestBackend.allCases)
    func `processes that start at once make the schema once`(backend: TestBackend) async throws {
        try await backend.withLocation { location in
            let lines = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await Node.run("migrate", at: location) { _, lines in try await lines.reduce(into: []) { $0.append($1) } }
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(lines.sorted() == ["applied 0", "applied 0", "applied 0", "applied \(Migration.all.count)"])
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a process that is killed while it writes loses nothing it had committed, and holds nobody up`(backend: TestBackend) async throws {
        try await backend.withLocation { location in
            let database = try SQLDatabase(DatabaseConfiguration(location: location), logger: .silent)
            try await database.migrate()
            let committed = try await Node.run("write", at: location) { kill, lines in
                var committed = -1
                for try await line in lines {
                    committed = Int(line) ?? committed
                    if committed >= 50 { try kill() }
                }
                return committed
            }
            #expect(committed >= 50)
            try await database.execute("INSERT INTO slot_leases (pool, slot) VALUES ('third', 0)")
            let first = try await database.value("SELECT count(*) FROM slot_leases WHERE pool = 'first'", as: Int.self)
            let second = try await database.value("SELECT count(*) FROM slot_leases WHERE pool = 'second'", as: Int.self)
            #expect(first == second)
            #expect(first ?? 0 >= committed + 1)
            await database.close()
        }
    }
}

/// A process of `database-node`.
private enum Node {
    typealias Lines = AsyncThrowingStream<String, any Error>

    static func run<Value: Sendable>(
        _ command: String, at location: DatabaseConfiguration.Location,
        _ body: @Sendable (_ kill: @Sendable () throws -> Void, Lines) async throws -> Value
    ) async throws -> Value {
        let place =
            switch location {
            case .sqlite(let path): ["sqlite", path]
            case .postgres(let url): ["postgres", url]
            }
        let result = try await Subprocess.run(
            .path(FilePath(try executable())), arguments: Arguments(place + [command]), input: .none, output: .sequence, error: .discarded
        ) { execution in
            let (lines, continuation) = Lines.makeStream()
            async let value = body({ try execution.send(signal: .kill) }, lines)
            var line: [UInt8] = []
            for try await piece in execution.standardOutput {
                for byte in piece.withUnsafeBytes({ Array($0) }) {
                    if byte == UInt8(ascii: "\n") {
                        continuation.yield(String(decoding: line, as: UTF8.self))
                        line = []
                    } else {
                        line.append(byte)
                    }
                }
            }
            continuation.finish()
            return try await value
        }
        return result.closureResult
    }

    /// Beside the test bundle, or in a folder above it.
    private static func executable() throws -> String {
        let arguments = ProcessInfo.processInfo.arguments
        var folder = URL(fileURLWithPath: arguments.first ?? "")
        if let option = arguments.firstIndex(of: "--test-bundle-path"), option + 1 < arguments.count {
            folder = URL(fileURLWithPath: arguments[option + 1])
        }
        for _ in 0..<4 {
            folder.deleteLastPathComponent()
            let path = folder.appendingPathComponent("database-node").path
            if FileManager.default.isExecutableFile(atPath: path) { return path }
        }
        throw PostgresCluster.Failure(description: "database-node was not built")
    }
}
