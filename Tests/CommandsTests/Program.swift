import Subprocess
import Testing

#if canImport(Darwin)
    import Darwin
    import System
#else
    import Glibc
    import SystemPackage
#endif

/// The built program, run as a user runs it.
struct Program {
    var status: Int32
    var output: String
    var errors: String

    /// The folder of the repository.
    static let root = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent().string

    /// Runs `heatsync` in the repository and waits for its end. The time it stamps is 2026-06-01 12:00:00 UTC.
    static func run(_ arguments: [String], input: [UInt8] = []) async throws -> Program {
        try await run(tool: executable(), arguments, input: input)
    }

    /// Runs another program in the repository.
    static func run(tool: String, _ arguments: [String], input: [UInt8] = []) async throws -> Program {
        let result = try await Subprocess.run(
            .path(FilePath(tool)), arguments: Arguments(arguments), environment: .inherit.updating(["SOURCE_DATE_EPOCH": "1780315200"]),
            workingDirectory: FilePath(root), input: .array(input), output: .bytes(limit: 1 << 24), error: .bytes(limit: 1 << 20))
        guard case .exited(let status) = result.terminationStatus else {
            Issue.record("\(tool) \(arguments) ended by \(result.terminationStatus)")
            return Program(status: -1, output: "", errors: "")
        }
        return Program(
            status: Int32(status), output: String(decoding: result.standardOutput, as: UTF8.self),
            errors: String(decoding: result.standardError, as: UTF8.self))
    }

    /// The Python that `scripts/bootstrap` made.
    static func python() throws -> String {
        let path = root + "/.venv/bin/python"
        guard access(path, X_OK) == 0 else { throw NotThere(description: "There is no .venv: run scripts/bootstrap.") }
        return path
    }

    /// The program beside the test bundle.
    static func executable() throws -> String {
        let arguments = CommandLine.arguments
        let bundle = arguments.firstIndex(of: "--test-bundle-path").flatMap { $0 + 1 < arguments.count ? arguments[$0 + 1] : nil }
        var folder = FilePath(bundle ?? arguments[0])
        while folder.removeLastComponent() {
            let candidate = folder.appending("heatsync").string
            if access(candidate, X_OK) == 0 { return candidate }
        }
        throw NotThere(description: "heatsync does not stand beside the tests: run 'make build'.")
    }

    private struct NotThere: Error, CustomStringConvertible { var description: String }
}

/// A folder for the files of one test, which takes them along when it goes.
final class Folder: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/heatsync-tests-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Errno(rawValue: errno) }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
        for name in File.names(in: path) { unlink(path + "/" + name) }
        rmdir(path)
    }

    /// The path of a file in the folder, written or not.
    func file(_ name: String) -> String { path + "/" + name }
}

enum File {
    static func isWritable(_ path: String) -> Bool { access(path, W_OK) == 0 }

    static func bytes(_ path: String) throws -> [UInt8] {
        let file = try FileDescriptor.open(FilePath(path), .readOnly)
        return try file.closeAfter {
            var bytes: [UInt8] = []
            var chunk = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = try chunk.withUnsafeMutableBytes { try file.read(into: $0) }
                if count == 0 { return bytes }
                bytes += chunk[..<count]
            }
        }
    }

    static func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }

    static func write(_ bytes: some Sequence<UInt8>, to path: String) throws {
        let permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead]
        let file = try FileDescriptor.open(FilePath(path), .writeOnly, options: [.create, .truncate], permissions: permissions)
        _ = try file.closeAfter { try file.writeAll(bytes) }
    }

    /// The names of the files in a folder, in order.
    static func names(in path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}
