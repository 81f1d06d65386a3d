import Crypto

/// The directories of a `DiskStore`, and what happens in them. All calls block.
struct DiskFolder: Sendable {
    static let buckets: [String] = (0...255).map { Hexadecimal.text([UInt8($0)]) }

    let incoming: Descriptor
    private let objects: Descriptor
    private let locks: Descriptor

    init(root path: String) throws(DiskFailure) {
        let parent: Descriptor
        let name: String
        let end = path.lastIndex { $0 != "/" } ?? path.startIndex
        let trimmed = path[...end]
        if let slash = trimmed.lastIndex(of: "/") {
            parent = try Descriptor.directory(path: slash == trimmed.startIndex ? "/" : String(trimmed[..<slash]))
            name = String(trimmed[trimmed.index(after: slash)...])
        } else {
            parent = try Descriptor.directory(path: ".")
            name = String(trimmed)
        }
        if !name.isEmpty { try parent.createDirectory(name) }
        let root = try Descriptor.directory(path: path)
        for folder in ["objects", "incoming", "locks"] {
            try root.createDirectory(folder)
        }
        objects = try root.directory("objects")
        incoming = try root.directory("incoming")
        locks = try root.directory("locks")
        // Once and for all, so that an upload need not wait until the folder of its folder is on the disk.
        for bucket in Self.buckets { try objects.createDirectory(bucket) }
        try objects.synchronize()
    }

    /// Gives an upload, whose bytes are on the disk, its place. Afterwards the object is there, if `isDurable` also after a power cut.
    func commit(_ name: String, as key: ObjectKey, isDurable: Bool) throws(DiskFailure) {
        let bucket = Self.bucket(of: key)
        // Somebody may have tidied up.
        let isNewBucket = try objects.createDirectory(bucket)
        let directory = try objects.directory(bucket)
        let lock = try lock(bucket)
        defer { withExtendedLifetime(lock) {} }
        try incoming.rename(name, to: directory, Self.fileName(of: key))
        if isDurable { try directory.synchronize() }
        if isNewBucket { try objects.synchronize() }
    }

    /// Opens an object and reads its trailer.
    ///
    /// - Throws: `DiskFailure`, or a `StoreError` of code `.damaged` when the file is not one that this store wrote to its end.
    func open(_ key: ObjectKey) throws -> (file: Descriptor, trailer: DiskTrailer) {
        let file = try objects.directory(Self.bucket(of: key)).file(Self.fileName(of: key))
        return (file, try Self.trailer(of: file))
    }

    func remove(_ key: ObjectKey) throws(DiskFailure) {
        do {
            try objects.directory(Self.bucket(of: key)).remove(Self.fileName(of: key))
        } catch  where error.storeError == .notFound {
            return
        }
    }

    /// What a file in the place of an object is.
    enum Content {
        case object(DiskTrailer)
        /// No object that this store wrote to its end: a power cut has taken one that was passing, or the disk is damaged.
        /// - Parameter modified: in seconds since 1970.
        case remains(modified: Int64)
    }

    /// Nil when there is no such file.
    func content(_ key: ObjectKey) throws -> Content? {
        do {
            return try Self.content(of: objects.directory(Self.bucket(of: key)).file(Self.fileName(of: key)))
        } catch let failure as DiskFailure where failure.storeError == .notFound {
            return nil
        }
    }

    /// Removes the file if what it holds is still such that `isDue` is true; nobody can put another object in its place meanwhile.
    func remove(_ key: ObjectKey, if isDue: (Content) -> Bool) throws -> Bool {
        let bucket = Self.bucket(of: key)
        let directory = try objects.directory(bucket)
        let lock = try lock(bucket)
        defer { withExtendedLifetime(lock) {} }
        let content = try Self.content(of: directory.file(Self.fileName(of: key)))
        return try isDue(content) && directory.remove(Self.fileName(of: key))
    }

    /// The keys of a bucket in their order; a bucket without objects may not be there.
    func keys(inBucket bucket: String) throws(DiskFailure) -> [ObjectKey] {
        do {
            return try objects.directory(bucket).names().compactMap(Self.key).sorted()
        } catch  where error.storeError == .notFound {
            return []
        }
    }

    static func bucket(of key: ObjectKey) -> String {
        let digest = SHA256.hash(data: Array(key.text.utf8))
        return Hexadecimal.text(digest.prefix(1))
    }

    /// `+` cannot be in a key, so that no two keys have one name.
    static func fileName(of key: ObjectKey) -> String {
        String(key.text.map { $0 == "/" ? "+" : $0 })
    }

    static func key(ofFile name: String) -> ObjectKey? {
        try? ObjectKey(String(name.map { $0 == "+" ? "/" : $0 }))
    }

    private static func content(of file: Descriptor) throws -> Content {
        do {
            return .object(try trailer(of: file))
        } catch let error as StoreError where error.code == .damaged {
            return .remains(modified: try file.status().modified)
        }
    }

    private static func trailer(of file: Descriptor) throws -> DiskTrailer {
        let size = try file.status().size
        guard size >= DiskTrailer.length else { throw StoreError.damaged }
        var bytes = [UInt8](repeating: 0, count: DiskTrailer.length)
        _ = try bytes.withUnsafeMutableBytes { room in try file.read(into: room, at: size - Int64(DiskTrailer.length)) }
        guard let trailer = DiskTrailer(bytes), trailer.size == size - Int64(DiskTrailer.length) else { throw StoreError.damaged }
        return trailer
    }

    /// Keeps others from putting objects into the bucket, and from removing any, until the last reference to the result goes.
    private func lock(_ bucket: String) throws(DiskFailure) -> Descriptor {
        let file = try locks.createFile(bucket, isNew: false)
        try file.lock()
        return file
    }
}
