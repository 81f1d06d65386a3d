import Foundation
import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// A program of the build that ends by itself.
struct Tool {
    var status: Int
    var output: [UInt8]
    var errors: String

    var text: String { String(decoding: output, as: UTF8.self) }

    static func run(_ name: String, _ arguments: [String], _ environment: [String: String]) async throws -> Tool {
        let path = try ServerProcess.executable(name).path
        let variables = ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }
        let result = try await Subprocess.run(
            .path(FilePath(path)), arguments: Arguments(arguments),
            environment: .custom(Dictionary(uniqueKeysWithValues: variables.map { (Environment.Key(stringLiteral: $0.key), $0.value) })),
            output: .bytes(limit: 64 << 20), error: .string(limit: 1 << 20))
        guard case .exited(let status) = result.terminationStatus else {
            throw ServerProcess.Failure(description: "\(name) ended by \(result.terminationStatus)")
        }
        return Tool(status: Int(status), output: result.standardOutput, errors: result.standardError)
    }
}
