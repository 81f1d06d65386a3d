/// Why the batch service could not do what it was asked. Two errors are equal when their codes are.
package struct BatchError: Error, Sendable {
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// The request breaks a rule that the message names (400).
        case invalidRequest = "INVALID_REQUEST"
        /// More documents than a batch may have (413).
        case tooManyDocuments = "TOO_MANY_DOCUMENTS"
        /// There is no such batch, job or result; it may have expired (404).
        case notFound = "NOT_FOUND"
        /// The idempotency key was used for another request (409).
        case keyReused = "IDEMPOTENCY_KEY_REUSED"
        /// The batch or job is not in a state in which this can be done (409).
        case conflict = "CONFLICT"
        /// The document itself cannot be read (422).
        case unreadable = "UNREADABLE"
        /// Something that the service needs does not answer (503).
        case unavailable = "UNAVAILABLE"
    }

    package var code: Code
    /// A sentence for the user that says what to do.
    package var message: String
    /// Why a document could not be read.
    package var jobError: JobErrorCode?

    package init(_ code: Code, _ message: String, jobError: JobErrorCode? = nil) {
        self.code = code
        self.message = message
        self.jobError = jobError
    }
}

extension BatchError: Hashable {
    package static func == (a: BatchError, b: BatchError) -> Bool { a.code == b.code }

    package func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension BatchError: CustomStringConvertible {
    package var description: String { message }
}

extension BatchError {
    static let noBatch = BatchError(.notFound, "There is no such batch. It may have expired; send the documents again.")

    static let noJob = BatchError(.notFound, "There is no such document in this batch.")
}
