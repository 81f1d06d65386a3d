import Foundation

/// An S3 server of its own for the processes of a test: the one that the file store is tested with.
final class S3Store: Sendable {
    let url: String
    private let pid: pid_t
    /// The server ends when it closes.
    private let lifeline: FileHandle

    private init(url: String, pid: pid_t, lifeline: FileHandle) {
        self.url = url
        self.pid = pid
        self.lifeline = lifeline
    }

    static func start() async throws -> S3Store {
        struct Settings: Decodable {
            var port: Int
            var bucket: String
            var key: String
            var secret: String
        }
        let process = Process()
        process.executableURL = Documents.root.appending(path: ".venv/bin/python")
        process.arguments = [Documents.root.appending(path: "Tests/FileStoreTests/s3-server.py").path]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            let piece = output.fileHandleForReading.availableData
            guard !piece.isEmpty else { throw ServerProcess.Failure(description: "the S3 server has ended; run scripts/bootstrap") }
            line += piece
        }
        let settings = try JSONDecoder().decode(Settings.self, from: line)
        func encoded(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text }
        return S3Store(
            url:
                "s3://\(encoded(settings.key)):\(encoded(settings.secret))@\(settings.bucket)/test?endpoint=http://127.0.0.1:\(settings.port)",
            pid: process.processIdentifier, lifeline: input.fileHandleForWriting)
    }

    func stop() async { try? lifeline.close() }
}
