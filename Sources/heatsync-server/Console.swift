import Foundation

/// The streams of the program.
enum Console {
    /// Prints a line. A reader that has gone away is no error.
    static func say(_ line: String) { try? FileHandle.standardOutput.write(contentsOf: Data((line + "\n").utf8)) }

    /// Says one problem, with what to do about it.
    static func complain(_ message: String) { try? FileHandle.standardError.write(contentsOf: Data("heatsync: \(message)\n".utf8)) }

    static func write(_ bytes: [UInt8]) throws { try FileHandle.standardOutput.write(contentsOf: Data(bytes)) }
}
