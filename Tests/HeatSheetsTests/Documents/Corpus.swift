import Foundation

/// Documents of real layouts. They are no part of the project: they lie beside it, or where `HEATSYNC_CORPUS` says.
enum Corpus {
    static let folder: URL =
        ProcessInfo.processInfo.environment["HEATSYNC_CORPUS"].map { URL(filePath: $0) }
        ?? TestDocument.projectFolder.appending(path: "../shared/corpus").standardized

    static let path = folder.path(percentEncoded: false)

    static let documents = TestDocument.documents(in: folder) { pdf in
        folder.appending(path: "truth/" + pdf.deletingPathExtension().lastPathComponent + ".json")
    }

    /// Whether its tests run: only a machine that has no such folder goes without them, and never in continuous integration.
    static let isExpected =
        ProcessInfo.processInfo.environment["CI"] != nil || FileManager.default.fileExists(atPath: path)
}
