package import Foundation
package import NIOCore

/// Where documents are kept: named objects, each written once and as a whole.
///
/// An object is there completely or not at all: an upload that fails, is cancelled or dies with the process leaves what was there before.
/// Every call throws `StoreError`, or `CancellationError` when its task was cancelled; what a caller's closure throws comes out as it is.
package protocol ObjectStore: Sendable {
    /// Writes what `body` hands to its writer as the object `key`, in place of an object of that name.
    ///
    /// The bytes are never held in memory as a whole, and `write` returns when there is room for more. When `body` throws, nothing is stored.
    nonisolated(nonsending) func upload(
        _ key: ObjectKey, options: UploadOptions, _ body: nonisolated(nonsending) (any ObjectWriter) async throws -> Void
    ) async throws -> ObjectReceipt

    /// Hands the object's bytes, or those of `range`, to `body` as they come, and no faster than it takes them.
    ///
    /// They are not compared with anything: use `read(_:expecting:_:)` for whole objects. A range ends with the object if it reaches
    /// past it; one that begins there is an error of code `.invalidRange`.
    nonisolated(nonsending) func download<Result>(
        _ key: ObjectKey, range: Range<Int64>?, _ body: nonisolated(nonsending) (ObjectBody) async throws -> Result
    ) async throws -> Result

    /// What is known of an object without reading it; nil when there is none.
    nonisolated(nonsending) func info(_ key: ObjectKey) async throws -> ObjectInfo?

    /// Removes the objects; those that are not there are no error. When some cannot be removed the others are, and the first error is thrown.
    nonisolated(nonsending) func delete(_ keys: [ObjectKey]) async throws

    /// The objects whose keys begin with `prefix`, at most `limit` of them, in an order of the store's own.
    ///
    /// - Parameter cursor: the `next` of the page before, or nil for the first page. Objects that come or go between two pages may be
    ///   missed; all others are listed exactly once.
    nonisolated(nonsending) func list(prefix: String, after cursor: ListCursor?, limit: Int) async throws -> ObjectPage

    /// An address from which anyone can download the object until `lifetime` (one second to seven days) has passed; nil when the store has
    /// no such addresses and its objects must be passed on by the server.
    func link(to key: ObjectKey, lifetime: Duration, presentation: LinkPresentation) throws -> String?

    /// Removes objects that have expired, and what uploads that never ended have left.
    ///
    /// - Parameter limit: the most objects to remove; what is left over is for the next sweep.
    nonisolated(nonsending) func sweep(limit: Int, dryRun: Bool) async throws -> SweepReport

    /// Writes, reads and removes a small object, and throws what goes wrong.
    nonisolated(nonsending) func check() async throws

    /// Gives connections back. The store must not be used afterwards.
    func shutdown() async throws
}

/// Takes the bytes of an upload.
package protocol ObjectWriter: AnyObject {
    /// Takes more bytes, and returns when it has room for the next.
    nonisolated(nonsending) func write(_ bytes: ByteBuffer) async throws
}

package struct UploadOptions: Sendable {
    package var contentType: String
    /// From when on a sweep removes the object; nil for never.
    package var expires: Date?
    /// The most bytes to accept; one more is an error of code `.tooLarge`.
    package var maximumSize: Int64?
    /// What the bytes must turn out to be; anything else is an error of code `.damaged`, and nothing is stored.
    package var checksum: Checksum?
    /// Whether the object has a use only while the request that brought it lasts: a power cut may take it, and other processes need not
    /// see it.
    package var isPassing: Bool

    package init(
        contentType: String = "application/octet-stream", expires: Date? = nil, maximumSize: Int64? = nil, checksum: Checksum? = nil,
        isPassing: Bool = false
    ) {
        self.isPassing = isPassing
        self.contentType = contentType
        self.expires = expires
        self.maximumSize = maximumSize
        self.checksum = checksum
    }
}

/// What was stored, for the database to remember.
package struct ObjectReceipt: Sendable, Hashable {
    package var key: ObjectKey
    package var size: Int64
    package var checksum: Checksum
    /// The MD5 of the same bytes, 32 lower-case hexadecimal digits: a name for the content, no protection.
    package var md5: String
}

package struct ObjectInfo: Sendable, Hashable {
    package var key: ObjectKey
    package var size: Int64
    package var modified: Date
    package var expires: Date?
    /// What the store itself remembers. An S3 store does not know it of objects that were uploaded in parts.
    package var checksum: Checksum?
}

/// One page of a listing.
package struct ObjectPage: Sendable {
    package struct Entry: Sendable, Hashable {
        package var key: ObjectKey
        package var size: Int64
        package var modified: Date
    }

    package var objects: [Entry]
    /// Where the next page begins; nil on the last one.
    package var next: ListCursor?
}

/// A place in a listing. Its text may be kept, and means something only to the store that gave it.
package struct ListCursor: Sendable, Hashable {
    package var text: String

    package init(text: String) {
        self.text = text
    }
}

/// How a browser that follows a link treats the object.
package struct LinkPresentation: Sendable, Hashable {
    package var contentType: String
    package var filename: String
    /// Shown in the browser, rather than saved.
    package var isInline: Bool

    package init(contentType: String, filename: String, isInline: Bool) {
        self.contentType = contentType
        self.filename = filename
        self.isInline = isInline
    }
}

package struct SweepReport: Sendable, Hashable {
    /// Objects that had expired and are gone, or would be gone after a dry run.
    package var expired: [ObjectKey] = []
    /// Uploads that had never ended and are gone, or would be.
    package var abandonedUploads = 0
    /// Nothing is left for another sweep.
    package var isComplete = true

    package init() {}
}
