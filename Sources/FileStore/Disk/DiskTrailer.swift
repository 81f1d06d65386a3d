import Foundation

/// The last 64 bytes of every file of a `DiskStore`: what the store knows of the object, written in one go with it.
///
/// At the end rather than the beginning because the checksum is known only then, and so that a viewer still opens a stored PDF.
struct DiskTrailer: Equatable {
    static let length = 64
    private static let magic: [UInt8] = Array("\nHSOBJ1\n".utf8)

    var size: Int64
    var created: Date
    var expires: Date?
    var checksum: Checksum

    var bytes: [UInt8] {
        Self.magic + Self.bytes(of: size) + Self.bytes(of: Self.milliseconds(created))
            + Self.bytes(of: expires.map(Self.milliseconds) ?? .max) + checksum.bytes
    }

    init(size: Int64, created: Date, expires: Date?, checksum: Checksum) {
        self.size = size
        self.created = created
        self.expires = expires
        self.checksum = checksum
    }

    /// - Returns: nil when these are not the bytes of a trailer.
    init?(_ bytes: some Collection<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.count == Self.length, Array(bytes.prefix(8)) == Self.magic, let checksum = Checksum(bytes: bytes[32...]) else {
            return nil
        }
        let end = Self.number(in: bytes[24..<32])
        self.init(
            size: Self.number(in: bytes[8..<16]), created: Self.date(Self.number(in: bytes[16..<24])),
            expires: end == .max ? nil : Self.date(end), checksum: checksum)
    }

    private static func bytes(of number: Int64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
    }

    private static func number(in bytes: ArraySlice<UInt8>) -> Int64 {
        bytes.reduce(0) { $0 << 8 | Int64($1) }
    }

    private static func milliseconds(_ date: Date) -> Int64 {
        Int64(exactly: (date.timeIntervalSince1970 * 1000).rounded()) ?? .max
    }

    private static func date(_ milliseconds: Int64) -> Date {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000)
    }
}
