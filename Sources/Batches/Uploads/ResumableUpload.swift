package import Foundation

/// A file on its way, as far as it has come.
package struct ResumableUpload: Sendable, Hashable {
    package var id: UploadID
    package var filename: String
    /// How long the client said the file is, in bytes.
    package var declaredBytes: Int64?
    /// How much of it is safe in the store: where the client goes on.
    package var receivedBytes: Int64
    package var isComplete: Bool
    /// When it is forgotten unless a batch has taken it.
    package var expiresAt: Date
}

/// Why an upload cannot go on. Two errors are equal when their codes are.
package struct UploadError: Error, Sendable, Hashable {
    package enum Code: String, Sendable, Hashable, CaseIterable {
        case notFound = "NOT_FOUND"
        /// The client wants to go on somewhere else than where the upload stands.
        case wrongOffset = "WRONG_OFFSET"
        /// The file has another length than was said, or none at all.
        case wrongLength = "WRONG_LENGTH"
        case tooLarge = "TOO_LARGE"
        /// It was cut into more pieces than are kept.
        case tooManyParts = "TOO_MANY_PARTS"
        /// Nothing can be added any more.
        case complete = "UPLOAD_COMPLETE"
        /// It cannot be used yet.
        case incomplete = "UPLOAD_INCOMPLETE"
        /// A batch has it already.
        case taken = "UPLOAD_TAKEN"
    }

    package var code: Code
    /// A sentence for the user that says what to do.
    package var message: String
    /// The state it failed in, where there is one.
    package var upload: ResumableUpload?

    package init(_ code: Code, _ message: String, upload: ResumableUpload? = nil) {
        self.code = code
        self.message = message
        self.upload = upload
    }

    package static func == (a: UploadError, b: UploadError) -> Bool { a.code == b.code }

    package func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension UploadError {
    static let notFound = UploadError(.notFound, "There is no such upload. It may have expired; send the file again.")
}
