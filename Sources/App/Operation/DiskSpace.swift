#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Room on disks.
enum DiskSpace {
    /// Bytes that this user may still write below a folder, or below the nearest one above it that is there.
    static func free(at folder: String) -> Int? {
        var path = folder[...]
        while true {
            var status = statvfs()
            if statvfs(String(path.isEmpty ? "/" : path), &status) == 0 { return Int(status.f_bavail) * Int(status.f_frsize) }
            guard let slash = path.lastIndex(of: "/") else { return nil }
            path = path[..<slash]
        }
    }
}
