package import Database
package import Foundation

/// Names a batch. Whoever knows it may see and steer the batch, so it is random and never logged beside a person's data.
package typealias BatchID = RowID<Batch>

/// Names a job: one document of a batch.
package typealias JobID = RowID<BatchJob>

/// Names an upload. Whoever knows it may go on with it and use it, so it is random.
package typealias UploadID = RowID<ResumableUpload>

/// Names one of the things that `Row` tells of.
package struct RowID<Row>: Sendable, Hashable {
    package let uuid: UUID

    package init(_ uuid: UUID) { self.uuid = uuid }

    /// Nil unless the text is a UUID, in either case.
    package init?(_ text: some StringProtocol) {
        guard let uuid = UUID(text: text) else { return nil }
        self.uuid = uuid
    }

    /// By its last half, which is random: these are looked up many times for each job.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(withUnsafeBytes(of: uuid.uuid) { $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self) })
    }

    /// 36 characters, lower case.
    package var text: String { uuid.lowercaseText }
}

extension RowID: CustomStringConvertible, Codable, SQLCodable {
    package var description: String { text }
    package static var sqlType: SQLType { .uuid }
    package var sqlValue: SQLValue { .uuid(uuid) }

    package init(sqlValue: SQLValue) throws(SQLMismatch) { self.init(try UUID(sqlValue: sqlValue)) }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no UUID")
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
