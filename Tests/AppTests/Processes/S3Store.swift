import Foundation

/// An S3 server of its own for the processes of a test: the one that the file store is tested with.
final class S3Store: Sendable {
    let url: String
    /// The server ends when it closes.
    private let lifeline: FileHandle
    private let output: FileHandle

    private init(url: String, lifeline: FileHandle, output: FileHandle) {
        self.url = url
        self.lifeline = lifeline
        self.output = output
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
        let settings = try JSONDecoder().decode(Settings.self, from: Self.line(of: output.fileHandleForReading))
        func encoded(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text }
        return S3Store(
            url:
                "s3://\(encoded(settings.key)):\(encoded(settings.secret))@\(settings.bucket)/test?endpoint=http://127.0.0.1:\(settings.port)",
            lifeline: input.fileHandleForWriting, output: output.fileHandleForReading)
    }

    /// Cuts everybody off until it is back, with all that it has.
    func goAway() throws { try tell("away") }

    func comeBack() throws { try tell("back") }

    func stop() async { try? lifeline.close() }

    private func tell(_ word: String) throws {
        try lifeline.write(contentsOf: Data((word + "\n").utf8))
        _ = try Self.line(of: output)
    }

    private static func line(of output: FileHandle) throws -> Data {
        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            let piece = output.availableData
            guard !piece.isEmpty else { throw ServerProcess.Failure(description: "the S3 server has ended; run scripts/bootstrap") }
            line += piece
        }
        return line
    }
}
