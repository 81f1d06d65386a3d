#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An open file or directory, closed with the last reference. All calls block.
final class Descriptor: Sendable {
    let raw: Int32

    private init(raw: Int32) {
        self.raw = raw
    }

    deinit {
        close(raw)
    }

    /// Opens a directory by its path; the path's last component may be a link.
    static func directory(path: String) throws(DiskFailure) -> Descriptor {
        Descriptor(raw: try call { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
    }

    /// Opens a directory inside this one; a link is not followed.
    func directory(_ name: String) throws(DiskFailure) -> Descriptor {
        Descriptor(raw: try call { openat(raw, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) })
    }

    /// Opens a file inside this directory to read it; a link is not followed.
    func file(_ name: String) throws(DiskFailure) -> Descriptor {
        Descriptor(raw: try call { openat(raw, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC) })
    }

    /// Creates a file inside this directory that only its owner can read.
    /// - Parameter isNew: whether it is an error that the file is already there.
    func createFile(_ name: String, isNew: Bool) throws(DiskFailure) -> Descriptor {
        let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | (isNew ? O_EXCL : 0)
        return Descriptor(raw: try call { openat(raw, name, flags, 0o600) })
    }

    /// Creates a directory inside this one that only its owner can enter, unless it is there.
    /// - Returns: False when it is there already.
    @discardableResult
    func createDirectory(_ name: String) throws(DiskFailure) -> Bool {
        do {
            try call { mkdirat(raw, name, 0o700) }
            return true
        } catch  where error.code == EEXIST {
            return false
        }
    }

    func rename(_ name: String, to directory: Descriptor, _ newName: String) throws(DiskFailure) {
        try call { renameat(raw, name, directory.raw, newName) }
    }

    /// Removes a file; that it is not there is no error.
    /// - Returns: whether it was there.
    @discardableResult func remove(_ name: String) throws(DiskFailure) -> Bool {
        do {
            try call { unlinkat(raw, name, 0) }
            return true
        } catch  where error.code == ENOENT {
            return false
        }
    }

    /// Waits until what was written, or for a directory its entries, is on the disk.
    func synchronize() throws(DiskFailure) {
        try call { fsync(raw) }
    }

    /// Waits for the file's lock, which goes with the descriptor.
    func lock() throws(DiskFailure) {
        try call { flock(raw, LOCK_EX) }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(DiskFailure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            let count = try Self.count { systemWrite(raw, part) }
            rest = rest.dropFirst(count)
        }
    }

    /// Reads up to as many bytes as there is room for.
    /// - Returns: how many were read; fewer only at the file's end.
    func read(into room: UnsafeMutableRawBufferPointer, at offset: Int64) throws(DiskFailure) -> Int {
        var done = 0
        while done < room.count {
            let part = UnsafeMutableRawBufferPointer(rebasing: room[done...])
            let count = try Self.count { pread(raw, part.baseAddress, part.count, off_t(offset) + off_t(done)) }
            if count == 0 { break }
            done += count
        }
        return done
    }

    func truncate() throws(DiskFailure) {
        try call { ftruncate(raw, 0) }
        try Self.count { Int(lseek(raw, 0, SEEK_SET)) }
    }

    /// Size in bytes, and when it was last written in seconds since 1970.
    func status() throws(DiskFailure) -> (size: Int64, modified: Int64) {
        var status = stat()
        try call { fstat(raw, &status) }
        #if canImport(Darwin)
            return (Int64(status.st_size), Int64(status.st_mtimespec.tv_sec))
        #else
            return (Int64(status.st_size), Int64(status.st_mtim.tv_sec))
        #endif
    }

    /// The names in this directory, in no order, without `.` and `..`.
    func names() throws(DiskFailure) -> [String] {
        let copy = try Self.count { Int(openat(raw, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)) }
        guard let stream = fdopendir(Int32(copy)) else {
            let failure = DiskFailure(code: errno)
            close(Int32(copy))
            throw failure
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw DiskFailure(code: errno) }
                return names
            }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
                field.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: field.pointee)) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
    }

    @discardableResult private static func count(_ body: () -> Int) throws(DiskFailure) -> Int {
        while true {
            let result = body()
            if result >= 0 { return result }
            guard errno == EINTR else { throw DiskFailure(code: errno) }
        }
    }
}

/// Runs a system call until no signal interrupts it.
@discardableResult private func call(_ body: () -> Int32) throws(DiskFailure) -> Int32 {
    while true {
        let result = body()
        if result >= 0 { return result }
        guard errno == EINTR else { throw DiskFailure(code: errno) }
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}
