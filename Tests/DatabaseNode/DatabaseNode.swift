import Database
import DatabaseTesting
import Foundation
import Logging

/// A process of its own for the tests of several nodes: `database-node sqlite|postgres PLACE migrate|write`.
@main
struct DatabaseNode {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4 else { return print("usage: database-node sqlite|postgres PLACE migrate|write") }
        let location: DatabaseConfiguration.Location =
            arguments[1] == "sqlite" ? .sqlite(path: arguments[2]) : .postgres(url: arguments[2])
        let database = try SQLDatabase(DatabaseConfiguration(location: location, maximumConnections: 2), logger: .silent)
        switch arguments[3] {
        case "migrate": say("applied \(try await database.migrate().applied.count)")
        default: try await write(database)
        }
        await database.close()
    }

    /// Writes two rows at a time, and says so once they are committed, until it is stopped.
    private static func write(_ database: SQLDatabase) async throws {
        for number in 0..<1_000_000 {
            try await database.transaction { connection in
                try connection.run("INSERT INTO slot_leases (pool, slot) VALUES ('first', \(number))")
                try connection.run("INSERT INTO slot_leases (pool, slot) VALUES ('second', \(number))")
            }
            say("\(number)")
        }
    }

    private static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}
