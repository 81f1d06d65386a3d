import Crypto
import Foundation

/// The stylesheet, scripts and icons: everything below one address whose name changes with their content, so that browsers keep
/// them for good and modules find each other by relative paths.
package struct StaticFiles: Sendable {
    /// Of everything, 16 hexadecimal digits.
    package let version: String
    private let files: [String: StaticFile]
    /// Told browsers about its own files: it is served from the root, where its scope is.
    package let serviceWorker: StaticFile
    package let manifest: StaticFile

    /// What `/sw.js` is made of; not served by itself.
    private static let workerName = "sw.js"

    /// Loads a folder.
    ///
    /// - Throws: when it cannot be read.
    package init(folder: String) throws {
        var files: [String: StaticFile] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            guard let type = StaticFile.type(of: name), name != Self.workerName else { continue }
            let data = try Data(contentsOf: URL(fileURLWithPath: folder).appendingPathComponent(name))
            files[name] = StaticFile(type: type, bytes: Array(data))
        }
        for (name, icon) in AppIcon.files() { files[name] = StaticFile(type: "image/png", bytes: icon) }
        let worker = try String(contentsOf: URL(fileURLWithPath: folder).appendingPathComponent(Self.workerName), encoding: .utf8)

        var hash = SHA256()
        for (name, file) in files.sorted(by: { $0.key < $1.key }) {
            hash.update(data: Array("\(name)\u{0}\(file.bytes.count)\u{0}".utf8))
            hash.update(data: file.bytes)
        }
        hash.update(data: Array(worker.utf8))
        let version = hash.finalize().prefix(8).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()

        self.files = files
        self.version = version
        let list = files.keys.filter { !$0.hasSuffix(".png") }.sorted().map { "\"\(Self.path($0, version))\"" }.joined(separator: ", ")
        let script = worker.replacingOccurrences(of: "__VERSION__", with: version).replacingOccurrences(of: "\"__FILES__\"", with: list)
        serviceWorker = StaticFile(type: "text/javascript; charset=utf-8", bytes: Array(script.utf8))
        manifest = StaticFile(type: "application/manifest+json", bytes: Array(AppIcon.manifest(path: { Self.path($0, version) }).utf8))
    }

    private static func path(_ name: String, _ version: String) -> String { "/assets/\(version)/\(name)" }

    /// The address of a file, which changes with its content.
    package func path(_ name: String) -> String { Self.path(name, version) }

    package func file(_ name: String) -> StaticFile? { files[name] }

    /// Names of all files, in alphabetical order.
    package var names: [String] { files.keys.sorted() }
}
