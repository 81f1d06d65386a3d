import Foundation

/// A file system of its own with so much room and no more.
enum SmallDisk {
    /// Whether this machine lets us make one: root in a container often may, others may not.
    static let isPossible: Bool = {
        guard geteuid() == 0, let folder = try? mount(megabytes: 1) else { return false }
        unmount(folder)
        return true
    }()

    static func mount(megabytes: Int) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "heatsync-disk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        guard try run("mount", ["-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", folder.path]) == 0 else {
            try? FileManager.default.removeItem(at: folder)
            throw ServerProcess.Failure(description: "mounting is not allowed here")
        }
        return folder
    }

    static func unmount(_ folder: URL) {
        // Lazily: what still has a file open there must not keep it.
        _ = try? run("umount", ["-l", folder.path])
        try? FileManager.default.removeItem(at: folder)
    }

    private static func run(_ program: String, _ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
