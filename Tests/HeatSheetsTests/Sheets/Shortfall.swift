import Foundation

/// How far a reading falls short of what its document says, in rows.
struct Shortfall: Hashable, CustomStringConvertible {
    var missing = 0
    var spurious = 0
    /// Found, with fields that differ.
    var wrong = 0
    /// Those of `missing` that no unread line holds.
    var silent = 0

    static let none = Shortfall()

    var description: String { "\(missing) missing, \(spurious) spurious, \(wrong) wrong, \(silent) lost silently" }
}

/// What readings are known to fall short by, in a file of the project: a line for each document that is not read as it should be. It may
/// only become shorter.
struct ShortfallList {
    private static let writing = "HEATSYNC_WRITE_SHORTFALLS"
    /// Whether the lists are to be written anew, instead of being held against what is read.
    static let isWritten = ProcessInfo.processInfo.environment[writing] != nil
    static let advice = "look why; when it is meant, write the list anew with \(writing)=1 and read the difference before you commit it"

    private let file: URL
    private let lines: [String: Shortfall]

    init(_ file: URL) throws {
        self.file = file
        let text = FileManager.default.fileExists(atPath: file.path) ? try String(contentsOf: file, encoding: .utf8) : ""
        var lines: [String: Shortfall] = [:]
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let fields = line.split(separator: " ")
            let counts = fields.suffix(4).compactMap { Int($0) }
            guard fields.count >= 5, counts.count == 4 else { throw InvalidLine(line: String(line)) }
            lines[fields.dropLast(4).joined(separator: " ")] = Shortfall(
                missing: counts[0], spurious: counts[1], wrong: counts[2], silent: counts[3])
        }
        self.lines = lines
    }

    struct InvalidLine: Error { var line: String }

    var names: Set<String> { Set(lines.keys) }

    subscript(name: String) -> Shortfall { lines[name] ?? .none }

    /// Writes a list with these lines in place of this one.
    func write(_ found: [String: Shortfall], under heading: String) throws {
        let bad = found.filter { $0.value != .none }.sorted { $0.key < $1.key }
        let lines = bad.map { "\($0.key) \($0.value.missing) \($0.value.spurious) \($0.value.wrong) \($0.value.silent)" }
        let heading = (heading + "\nmissing, spurious, wrong, lost silently").split(separator: "\n").map { "# \($0)" }
        try ((heading + lines).joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
    }
}
