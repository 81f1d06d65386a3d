import ArgumentParser
import Schedules
import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The three streams of the program.
enum Console {
    /// Prints a result. A reader that has gone away (`| head`) is no error, a full disk is.
    static func write(_ text: String) throws {
        do {
            try FileDescriptor.standardOutput.writeAll(text.utf8)
        } catch Errno.brokenPipe {
            return
        } catch {
            complain("the result cannot be written: \(error)")
            throw ExitCode.failure
        }
    }

    /// Says one problem, with what to do about it.
    static func complain(_ message: String) {
        let text = message.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).printable }.joined(separator: "\n")
        _ = try? FileDescriptor.standardError.writeAll("heatsync: \(text)\n".utf8)
    }

    /// Whether a person watches standard error.
    static var isWatched: Bool { isatty(FileDescriptor.standardError.rawValue) == 1 }

    /// Columns that a table may take: those of the terminal between 60 and 140, else 100.
    static var width: Int {
        var size = winsize()
        guard isatty(FileDescriptor.standardOutput.rawValue) == 1,
            ioctl(FileDescriptor.standardOutput.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
        else { return 100 }
        return min(140, max(60, Int(size.ws_col)))
    }

    /// The clock of the machine, or the instant that `SOURCE_DATE_EPOCH` sets for output that is the same every time.
    static var now: CalendarStamp {
        let fixed = getenv("SOURCE_DATE_EPOCH").flatMap { Int(String(cString: $0)) }
        return CalendarStamp(seconds: fixed ?? time(nil))
    }
}
