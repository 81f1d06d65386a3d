import Database
import DatabaseTesting
import Foundation
import Logging
import Testing

/// A database and a file store for the processes of one test.
struct ServiceWorld {
    let environment: [String: String]
    let location: DatabaseConfiguration.Location
    /// A folder of its own.
    let folder: URL

    /// Runs `body` in a world of its own, and removes it.
    static func with(
        _ backend: TestBackend, store: String? = nil, _ variables: [String: String] = [:], _ body: (ServiceWorld) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "heatsync-world-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await backend.withLocation { location in
            var environment = [
                "DATA_DIR": folder.path, "HOME": folder.path, "BATCHES_PER_MINUTE": "100000", "UPLOAD_FILES_PER_DAY": "1000000",
                "UPLOAD_MB_PER_DAY": "10000000",
            ]
            var location = location
            switch location {
            case .postgres(let url): environment["DATABASE_URL"] = url
            case .sqlite: location = .sqlite(path: folder.path + "/heatsync.sqlite")
            }
            environment["STORAGE_URL"] = store
            try await body(
                ServiceWorld(environment: environment.merging(variables) { $1 }, location: location, folder: folder))
        }
    }

    func start(_ role: String = "web,worker,scheduler", _ variables: [String: String] = [:]) async throws -> ServerProcess {
        try await ServerProcess.start(environment.merging(variables) { $1 }, role: role)
    }

    /// Runs `body` with the database itself.
    func withDatabase<Result>(_ body: (SQLDatabase) async throws -> Result) async throws -> Result {
        let database = try SQLDatabase(DatabaseConfiguration(location: location, maximumConnections: 2), logger: .silent)
        let result: Swift.Result<Result, any Error>
        do {
            result = .success(try await body(database))
        } catch {
            result = .failure(error)
        }
        await database.close()
        return try result.get()
    }
}

/// Documents to read.
enum Documents {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardizedFileURL

    /// The three of the sample meet.
    static func samples() throws -> [(name: String, bytes: [UInt8])] {
        try ["heat-sheet", "psych-sheet", "session-report"].map { name in
            let file = "harbor-lights-\(name).pdf"
            return (file, Array(try Data(contentsOf: root.appending(path: "samples/\(file)"))))
        }
    }

    /// Different documents that say the same: the number makes their content another.
    static func sheets(_ count: Int, from first: Int = 0) throws -> [(name: String, bytes: [UInt8])] {
        let sheet = try samples()[0].bytes
        return (first..<first + count).map { ("sheet-\($0).pdf", sheet + Array("\n% copy \($0) \(UUID().uuidString)\n".utf8)) }
    }
}
