/// Why a store could not do what it was asked. Two errors are equal when their codes are.
///
/// The message is a sentence for the person who reads it; it never holds a key, a path, an address or a secret. The store's own word for
/// the trouble, where it gave one, is in `reason`, for the log.
package struct StoreError: Error, Sendable {
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// The text is no `ObjectKey`.
        case invalidKey
        /// There is no such object.
        case notFound
        /// The range lies outside the object.
        case invalidRange
        /// What was read is not what was written, or what was sent is not what was announced.
        case damaged
        /// The object is larger than the caller allows.
        case tooLarge
        /// The client has stored as much as it may today.
        case quotaExceeded
        /// No room is left.
        case full
        /// The store refuses us: wrong credentials, missing rights, a clock that is wrong.
        case accessDenied
        /// The store is set up wrongly: no such bucket, another region, a malformed address.
        case misconfigured
        /// The store does not answer, or answers that it cannot now.
        case unavailable
        /// The store asks for fewer requests.
        case throttled
        case timedOut
        /// The store answered in a way that its protocol does not know.
        case protocolViolation
    }

    package var code: Code
    package var message: String
    /// The store's own word: an S3 error code, the name of an `errno`, the class of a network error.
    package var reason: String?
    /// How long the store asks to wait before the next try.
    package var retryAfter: Duration?

    package init(_ code: Code, _ message: String, reason: String? = nil, retryAfter: Duration? = nil) {
        self.code = code
        self.message = message
        self.reason = reason
        self.retryAfter = retryAfter
    }

    /// Whether the same call may succeed later without anybody changing anything but making room.
    package var isTransient: Bool {
        switch code {
        case .full, .unavailable, .throttled, .timedOut: true
        case .invalidKey, .notFound, .invalidRange, .damaged, .tooLarge, .quotaExceeded, .accessDenied, .misconfigured, .protocolViolation:
            false
        }
    }
}

extension StoreError: Hashable {
    package static func == (a: StoreError, b: StoreError) -> Bool { a.code == b.code }

    package func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension StoreError: CustomStringConvertible {
    package var description: String { message }
}

extension StoreError {
    static let invalidKey = StoreError(.invalidKey, "This is no name for a stored file.")

    static let notFound = StoreError(.notFound, "The stored file is no longer there. Add the document again.")

    static let invalidRange = StoreError(.invalidRange, "The stored file has no such part.")

    static let damaged = StoreError(.damaged, "The stored file is damaged: it is not what was stored. Add the document again.")

    static func tooLarge(limit: Int64) -> StoreError {
        StoreError(.tooLarge, "This file is larger than the \(limit / 1_000_000) MB that are accepted.")
    }

    static func full(reason: String? = nil) -> StoreError {
        StoreError(.full, "There is no room left for files on the server. Try again later.", reason: reason)
    }

    static func accessDenied(reason: String) -> StoreError {
        StoreError(.accessDenied, "The file store refuses the server's access. Its operator has to check the credentials.", reason: reason)
    }

    static func misconfigured(_ what: String, reason: String? = nil) -> StoreError {
        StoreError(.misconfigured, "The file store is not set up correctly: \(what)", reason: reason)
    }

    static func unavailable(reason: String, retryAfter: Duration? = nil) -> StoreError {
        StoreError(
            .unavailable, "The file store cannot be reached at the moment. Try again later.", reason: reason, retryAfter: retryAfter)
    }

    static func throttled(reason: String, retryAfter: Duration? = nil) -> StoreError {
        StoreError(.throttled, "The file store is busy at the moment. Try again later.", reason: reason, retryAfter: retryAfter)
    }

    static func timedOut(reason: String) -> StoreError {
        StoreError(.timedOut, "The file store takes too long to answer. Try again later.", reason: reason)
    }

    static func protocolViolation(reason: String) -> StoreError {
        StoreError(.protocolViolation, "The file store gave an answer that makes no sense. Its operator has to look at it.", reason: reason)
    }
}
