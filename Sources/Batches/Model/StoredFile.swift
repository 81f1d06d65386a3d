package import FileStore

/// A document in the file store, and what is known of its bytes.
package struct StoredFile: Sendable, Hashable {
    package var key: ObjectKey
    /// As the user knows it; shown, never used as a path.
    package var filename: String
    package var checksum: Checksum
    /// 32 lower-case hexadecimal digits.
    package var md5: String
    package var bytes: Int64

    package init(key: ObjectKey, filename: String, checksum: Checksum, md5: String, bytes: Int64) {
        self.key = key
        self.filename = filename
        self.checksum = checksum
        self.md5 = md5
        self.bytes = bytes
    }

    package init(_ receipt: ObjectReceipt, filename: String) {
        self.init(key: receipt.key, filename: filename, checksum: receipt.checksum, md5: receipt.md5, bytes: receipt.size)
    }
}
