package import FileStore

/// A store whose calls a test keeps waiting, or lets fail.
package struct StagedStore: ObjectStore {
    private let store: any ObjectStore
    private let afterUpload: @Sendable (ObjectKey) async throws -> Void
    private let beforeDownload: @Sendable (ObjectKey) async throws -> Void
    private let beforeDelete: @Sendable ([ObjectKey]) async throws -> Void

    /// - Parameters:
    ///   - afterUpload: gets the key of what has just been stored, before whoever stored it goes on.
    ///   - beforeDownload: gets the key of what is about to be read.
    ///   - beforeDelete: gets the keys of what is about to be removed.
    package init(
        _ store: any ObjectStore, afterUpload: @escaping @Sendable (ObjectKey) async throws -> Void = { _ in },
        beforeDownload: @escaping @Sendable (ObjectKey) async throws -> Void = { _ in },
        beforeDelete: @escaping @Sendable ([ObjectKey]) async throws -> Void = { _ in }
    ) {
        self.store = store
        self.afterUpload = afterUpload
        self.beforeDownload = beforeDownload
        self.beforeDelete = beforeDelete
    }

    package nonisolated(nonsending) func upload(
        _ key: ObjectKey, options: UploadOptions, _ body: nonisolated(nonsending) (any ObjectWriter) async throws -> Void
    ) async throws -> ObjectReceipt {
        let receipt = try await store.upload(key, options: options, body)
        try await afterUpload(key)
        return receipt
    }

    package nonisolated(nonsending) func download<Result>(
        _ key: ObjectKey, range: Range<Int64>?, _ body: nonisolated(nonsending) (ObjectBody) async throws -> Result
    ) async throws -> Result {
        try await beforeDownload(key)
        return try await store.download(key, range: range, body)
    }

    package nonisolated(nonsending) func info(_ key: ObjectKey) async throws -> ObjectInfo? { try await store.info(key) }

    package nonisolated(nonsending) func delete(_ keys: [ObjectKey]) async throws {
        try await beforeDelete(keys)
        try await store.delete(keys)
    }

    package nonisolated(nonsending) func list(prefix: String, after cursor: ListCursor?, limit: Int) async throws -> ObjectPage {
        try await store.list(prefix: prefix, after: cursor, limit: limit)
    }

    package func link(to key: ObjectKey, lifetime: Duration, presentation: LinkPresentation) throws -> String? {
        try store.link(to: key, lifetime: lifetime, presentation: presentation)
    }

    package nonisolated(nonsending) func sweep(limit: Int, dryRun: Bool) async throws -> SweepReport {
        try await store.sweep(limit: limit, dryRun: dryRun)
    }

    package nonisolated(nonsending) func check() async throws { try await store.check() }

    package func shutdown() async throws { try await store.shutdown() }
}
