import Foundation
package import Logging

/// Where the log goes: standard error, in whole lines.
package enum LogOutput {
    /// Makes every `Logger` from now on write there. To be called once, before the first one is made.
    package static func bootstrap(_ format: LogFormat, level: Logger.Level) {
        LoggingSystem.bootstrap { label in
            var handler = LineLogHandler(label: label, format: format, write: Self.write)
            handler.logLevel = level
            return handler
        }
    }

    /// Text for a person at a terminal, JSON for everything else.
    package static var usualFormat: LogFormat { isatty(FileHandle.standardError.fileDescriptor) == 1 ? .text : .json }

    @Sendable private static func write(_ line: String) {
        // A log that cannot be written (a full disk, a reader that went away) must not end the server.
        try? FileHandle.standardError.write(contentsOf: Data(line.utf8))
    }
}
