import Crypto
import NIOCore

/// Measures the bytes of an upload as they pass: their number, their checksums, and whether they are what the options allow.
struct UploadMeasure: Sendable {
    private let limit: Int64
    private let expected: Checksum?
    private(set) var size: Int64 = 0
    private var sha256 = SHA256()
    private var md5 = Insecure.MD5()

    init(_ options: UploadOptions) {
        limit = options.maximumSize ?? .max
        expected = options.checksum
    }

    mutating func add(_ bytes: ByteBuffer) {
        size += Int64(bytes.readableBytes)
        sha256.update(bufferPointer: bytes)
        md5.update(bufferPointer: bytes)
    }

    /// Throws an error of code `.tooLarge` if `count` bytes more are too many.
    func checkRoom(for count: Int) throws(StoreError) {
        guard Int64(count) <= limit - size else { throw .tooLarge(limit: limit) }
    }

    /// What to tell of the finished upload; throws an error of code `.damaged` if the options announced other bytes.
    func receipt(_ key: ObjectKey) throws(StoreError) -> ObjectReceipt {
        let checksum = Checksum(sha256.finalize())
        guard expected == nil || expected == checksum else { throw .damaged }
        return ObjectReceipt(key: key, size: size, checksum: checksum, md5: Hexadecimal.text(md5.finalize()))
    }
}
