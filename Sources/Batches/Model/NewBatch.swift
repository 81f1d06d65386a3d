package import Schedules

/// A request to read documents for some swimmers.
package struct NewBatch: Sendable {
    package enum Source: Sendable, Hashable {
        /// A document that is in the file store already.
        case file(StoredFile)
        /// An address to fetch the document from.
        case url(String)
    }

    /// Who asks: for limits and for the operator, never shown to others.
    package struct Client: Sendable, Hashable {
        /// A hash that stands for the client, 64 characters at most.
        package var hash: String
        package var ip: String?
        package var userAgent: String?
        package var referrer: String?

        package init(hash: String, ip: String? = nil, userAgent: String? = nil, referrer: String? = nil) {
            self.hash = hash
            self.ip = ip
            self.userAgent = userAgent
            self.referrer = referrer
        }
    }

    /// Makes a request that is sent again give the batch it made the first time.
    package struct IdempotencyKey: Sendable, Hashable {
        /// 1 to 255 characters of the client's choice.
        package var key: String
        /// A hash of the request, 64 characters at most: the same key with another request is a conflict.
        package var requestHash: String

        package init(key: String, requestHash: String) {
            self.key = key
            self.requestHash = requestHash
        }
    }

    /// 1 to 20, in the order asked.
    package var swimmers: [SwimmerQuery]
    /// 1 to `BatchConfiguration.documentsPerBatch`, in the order given.
    package var sources: [Source]
    /// Where to write when the batch has ended.
    package var email: String?
    package var client: Client
    package var idempotency: IdempotencyKey?
    /// The venue's time zone as in `America/Los_Angeles`, for calendars.
    package var zone: String?

    package init(
        swimmers: [SwimmerQuery], sources: [Source], email: String? = nil, client: Client, idempotency: IdempotencyKey? = nil,
        zone: String? = nil
    ) {
        self.swimmers = swimmers
        self.sources = sources
        self.email = email
        self.client = client
        self.idempotency = idempotency
        self.zone = zone
    }
}
