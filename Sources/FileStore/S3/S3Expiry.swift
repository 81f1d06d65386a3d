import Foundation
import NIOCore
import NIOHTTP1

/// The notes of when objects expire.
struct S3Expiry: Sendable, Hashable {
    static let prefix = "expiry/"

    var key: ObjectKey
    /// The name of the note.
    var name: String
    /// Seconds since 1970.
    var second: Int64

    /// Reads the name of a note; nil for anything else.
    init?(name: String) {
        let parts = name.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] + "/" == Self.prefix, let second = Int64(parts[1]), let key = try? ObjectKey(String(parts[2]))
        else {
            return nil
        }
        self.key = key
        self.name = name
        self.second = second
    }

    static func name(_ key: ObjectKey, second: Int64) -> String {
        let digits = String(max(0, second))
        return prefix + String(repeating: "0", count: max(0, 11 - digits.count)) + digits + "/" + key.text
    }

    static nonisolated(nonsending) func note(_ key: ObjectKey, expires: Date, client: S3Client) async throws {
        let name = name(key, second: Int64(expires.timeIntervalSince1970.rounded(.up)))
        _ = try await client.headers(S3Request(operation: "PutObject", method: .PUT, name: name, payload: .bytes(ByteBuffer())))
    }
}
