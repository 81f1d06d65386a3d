import Foundation

/// Finds the templates and static files.
package enum ResourceFolder {
    /// What the package manager calls it.
    package static let name = "heatsync_Web.resources"

    /// `$HEATSYNC_RESOURCES` if set, else the folder beside the running executable or, for test bundles, beside the bundle.
    package static func find() -> String? {
        if let path = ProcessInfo.processInfo.environment["HEATSYNC_RESOURCES"], !path.isEmpty { return path }
        var places = [Bundle.main.bundleURL.path]
        if let path = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent().path { places.append(path) }
        let arguments = CommandLine.arguments
        if let option = arguments.firstIndex(of: "--test-bundle-path"), option + 1 < arguments.count {
            var folder = URL(fileURLWithPath: arguments[option + 1])
            for _ in 0..<4 {
                folder.deleteLastPathComponent()
                places.append(folder.path)
            }
        }
        return places.lazy.map { "\($0)/\(name)/Resources" }.first { FileManager.default.fileExists(atPath: $0) }
    }
}
