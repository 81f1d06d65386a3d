import Foundation

/// What the documents of the project were read as when the version of the reader was raised last: a fingerprint for each.
struct ReadingList {
    private static let writing = "HEATSYNC_WRITE_READINGS"
    private static let value = ProcessInfo.processInfo.environment[writing]
    static let isWritten = value != nil
    /// For a version that has not gone out yet: its readings may change without another one.
    static let keepsVersion = value == "same"
    static let advice = "\(writing)=1 writes Tests/Fixtures/readings.txt anew"

    private static let file = TestDocument.fixtureFolder.appending(path: "readings.txt")

    var version: Int
    var fingerprints: [String: String]

    /// The list of the project.
    static func recorded() throws -> ReadingList {
        var list = ReadingList(version: 0, fingerprints: [:])
        guard FileManager.default.fileExists(atPath: file.path) else { return list }
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
            let fields = line.split(separator: " ").map(String.init)
            guard fields.count == 2 else { continue }
            if fields[0] == "version" { list.version = Int(fields[1]) ?? 0 } else { list.fingerprints[fields[0]] = fields[1] }
        }
        return list
    }

    func write() throws {
        let heading = [
            "# What the documents of the project are read as, by version of the reader: HeatSheetReader.version says when it is to be raised.",
            "version \(version)",
        ]
        let lines = fingerprints.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        try ((heading + lines).joined(separator: "\n") + "\n").write(to: Self.file, atomically: true, encoding: .utf8)
    }
}
