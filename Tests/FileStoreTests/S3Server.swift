import Foundation
import Testing

@testable import FileStore

/// The S3 server of the tests, one process for all of them, which ends with them.
final class S3Server: Sendable {
    static let shared = Result { try S3Server() }.mapError { $0 as any Error }

    struct Settings: Decodable, Sendable {
        var port: Int
        var bucket: String
        var key: String
        var secret: String
    }

    let settings: Settings
    /// Open as long as this process lives; the server ends when it closes.
    private let lifeline: FileHandle

    private init() throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent()
        let process = Process()
        process.executableURL = tests.appending(path: "../../.venv/bin/python").standardizedFileURL
        process.arguments = [tests.appending(path: "s3-server.py").path]
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            let piece = output.fileHandleForReading.availableData
            try #require(!piece.isEmpty, "the S3 server has ended; run scripts/bootstrap")
            line += piece
        }
        settings = try JSONDecoder().decode(Settings.self, from: line)
        lifeline = input.fileHandleForWriting
    }
}

extension Result<S3Server, any Error> {
    /// A place in the server's bucket that no other test uses.
    func configuration(port: Int? = nil, prefix: String = UUID().uuidString) throws -> S3Configuration {
        let settings = try get().settings
        return S3Configuration(
            bucket: settings.bucket, prefix: prefix + "/", region: "us-east-1",
            endpoint: try S3Endpoint("http://127.0.0.1:\(port ?? settings.port)"),
            credentials: S3Credentials(accessKey: settings.key, secretKey: settings.secret), givesLinks: true)
    }
}
