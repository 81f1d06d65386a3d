import Foundation

/// Documents of real layouts, beside the project or where `HEATSYNC_CORPUS` says; none on a machine that does not have them.
enum Corpus {
    static let folder =
        ProcessInfo.processInfo.environment["HEATSYNC_CORPUS"].map { URL(filePath: $0) }
        ?? URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/corpus").standardized

    static let documents: [URL] = {
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return files.filter { $0.pathExtension == "pdf" }.sorted { $0.path < $1.path }
    }()
}
