#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Finds the program that reads PDFs.
package enum ReaderExecutable {
    static let name = "pdf-reader"

    /// `$HEATSYNC_PDF_READER` if set, else `pdf-reader` beside the running executable or, for test bundles, in a folder above it.
    package static func find() -> String? {
        if let path = getenv("HEATSYNC_PDF_READER").map({ String(cString: $0) }), !path.isEmpty { return path }
        var places = [runningExecutable()].compactMap { $0 }
        let arguments = CommandLine.arguments
        if let option = arguments.firstIndex(of: "--test-bundle-path"), option + 1 < arguments.count {
            places.append(arguments[option + 1])
        }
        return places.lazy.flatMap(foldersAbove).map { $0 + "/" + name }.first { access($0, X_OK) == 0 }
    }

    /// The folder of a path and the three above it.
    private static func foldersAbove(_ path: String) -> [String] {
        var folders: [String] = []
        var rest = path[...]
        while folders.count < 4, let slash = rest.lastIndex(of: "/") {
            rest = rest[..<slash]
            folders.append(String(rest))
        }
        return folders
    }

    private static func runningExecutable() -> String? {
        #if canImport(Darwin)
            var size = UInt32(PATH_MAX)
            var path = [CChar](repeating: 0, count: Int(size))
            guard _NSGetExecutablePath(&path, &size) == 0, let resolved = realpath(path, nil) else { return nil }
        #else
            guard let resolved = realpath("/proc/self/exe", nil) else { return nil }
        #endif
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
