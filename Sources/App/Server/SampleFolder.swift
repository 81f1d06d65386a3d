import Foundation
import Web

/// The documents of the sample meet: the folder `samples` beside the program, or above it in a checkout.
enum SampleFolder {
    /// A swimmer in them.
    private static let swimmer = "Yara Brammont"

    /// Nil where there is no such folder.
    static func meet() -> SampleMeet? {
        guard let program = Bundle.main.executableURL?.resolvingSymlinksInPath() else { return nil }
        var folder = program.deletingLastPathComponent()
        for _ in 0..<4 {
            let documents = documents(in: folder.appending(path: "samples"))
            if !documents.isEmpty { return SampleMeet(swimmers: [swimmer], documents: documents) }
            folder.deleteLastPathComponent()
        }
        return nil
    }

    private static func documents(in folder: URL) -> [SampleMeet.Document] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".pdf") }.sorted().compactMap { name in
            guard let data = FileManager.default.contents(atPath: folder.appending(path: name).path) else { return nil }
            return SampleMeet.Document(filename: name, bytes: Array(data))
        }
    }
}
