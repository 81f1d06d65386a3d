import Database
import DatabaseTesting
import Foundation

/// A server as operators run it, with a database and a folder of its own.
final class ServingNode {
    /// Without a slash at the end.
    private let address: String
    private let process = Process()

    /// Runs `body` beside a server that does everything, with its address, and stops it.
    static func run(_ program: String, on backend: TestBackend, _ body: @Sendable (String) async throws -> Void) async throws {
        try await backend.withLocation { location in
            let folder = FileManager.default.temporaryDirectory.appending(path: "heatsync-bench-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: folder) }
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            var environment = [
                "PATH": "/usr/bin:/bin", "HOME": folder.path, "DATA_DIR": folder.path, "BATCHES_PER_MINUTE": "100000",
                "UPLOAD_FILES_PER_DAY": "1000000", "UPLOAD_MB_PER_DAY": "1000000",
            ]
            if case .postgres(let url) = location { environment["DATABASE_URL"] = url }
            let node = try ServingNode(program, environment)
            defer { node.stop() }
            try await body(node.address)
        }
    }

    private init(_ program: String, _ environment: [String: String]) throws {
        process.executableURL = URL(filePath: program)
        process.arguments = ["serve", "--port", "0"]
        process.environment = environment
        process.standardError = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let said = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = said.firstMatch(of: /http:\/\/localhost:(\d+)/)?.1 else {
            process.terminate()
            throw Trouble("the server did not start: \(said)")
        }
        address = "http://127.0.0.1:\(port)"
    }

    private func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}
