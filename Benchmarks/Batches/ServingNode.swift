import Database
import DatabaseTesting
import Foundation

/// A server as operators run it, on a port of its own.
final class ServingNode {
    let port: Int
    private let process = Process()

    /// Runs `body` beside a server that does everything, with its port, and stops it. It has a database and a folder of its own.
    static func run(_ program: String, on backend: TestBackend, _ body: @Sendable (Int) async throws -> Void) async throws {
        try await backend.withLocation { location in
            try await withFolder { folder in
                let node = try ServingNode(
                    program, location, folder: folder,
                    ["BATCHES_PER_MINUTE": "100000", "UPLOAD_FILES_PER_DAY": "1000000", "UPLOAD_MB_PER_DAY": "1000000"])
                defer { node.stop() }
                try await body(node.port)
            }
        }
    }

    /// - Parameters:
    ///   - location: of the database; when it is a file, the one in `folder` is taken.
    ///   - variables: of its configuration, beside those that say where things are.
    init(
        _ program: String, _ location: DatabaseConfiguration.Location, folder: URL, roles: String = "web,worker,scheduler",
        _ variables: [String: String]
    ) throws {
        process.executableURL = URL(filePath: program)
        process.arguments = ["serve", "--role", roles, "--port", "0"]
        var environment = variables
        environment["PATH"] = "/usr/bin:/bin"
        environment["HOME"] = folder.path
        environment["DATA_DIR"] = folder.appending(path: "data").path
        if case .postgres(let url) = location { environment["DATABASE_URL"] = url }
        process.environment = environment
        process.standardError = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let said = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = said.firstMatch(of: /http:\/\/localhost:(\d+)/).flatMap({ Int($0.1) }) else {
            process.terminate()
            throw Trouble("the server did not start: \(said)")
        }
        self.port = port
    }

    /// Bytes in use.
    var memory: Int {
        let text = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}
