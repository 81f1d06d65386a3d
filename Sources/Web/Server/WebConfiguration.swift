package import Foundation
package import Hummingbird

/// How the web server listens and what it bears from its clients.
package struct WebConfiguration: Sendable {
    package var address: BindAddress
    /// What others put before the paths to reach this server: `https://heats.example`. No slash at the end.
    package var baseURL: String
    /// The proxies whose word on the client's address is taken.
    package var trustedProxies: TrustedProxies
    /// The origins whose pages may call the API. None by default: the app itself needs none.
    package var allowedOrigins: Set<String>
    /// Since when the endpoints of version 1 are deprecated, and when they go.
    package var versionOne = VersionOneDates()
    package var limits: WebLimits

    package init(
        address: BindAddress, baseURL: String, trustedProxies: TrustedProxies = TrustedProxies(), allowedOrigins: Set<String> = [],
        limits: WebLimits = WebLimits()
    ) {
        self.address = address
        self.baseURL = baseURL
        self.trustedProxies = trustedProxies
        self.allowedOrigins = allowedOrigins
        self.limits = limits
    }
}

/// The dates of version 1's end.
package struct VersionOneDates: Sendable, Hashable {
    /// 1 January 2026, and two years later.
    package var deprecated = Date(timeIntervalSince1970: 1_767_225_600)
    package var sunset = Date(timeIntervalSince1970: 1_830_297_600)

    package init() {}
}

/// What a request may cost.
package struct WebLimits: Sendable {
    /// Documents of one batch.
    package var documentsPerBatch = 15
    /// Bytes of one document.
    package var documentSize: Int64 = 50_000_000
    /// Swimmers of one batch.
    package var swimmersPerBatch = 20
    /// Bytes of a request that is no upload.
    package var messageSize = 1 << 20
    /// How long a connection may be silent between two requests, or within one.
    package var idleTime: Duration = .seconds(75)
    /// How often the pace of a request's body is looked at, and how many bytes a second it must have had.
    package var paceInterval: Duration = .seconds(10)
    package var leastPace = 512
    /// How long a client may go on sending what was refused before it is cut off.
    package var lingering: Duration = .seconds(2)
    /// How long a client may take nothing at all of an answer that waits for it; event streams have a patience of their own.
    package var readerPatience: Duration = .seconds(60)
    /// Between two comments that keep an event stream alive.
    package var streamHeartbeat: Duration = .seconds(15)
    /// How long a reader may take nothing at all of an event stream that has something for it.
    package var streamPatience: Duration = .seconds(30)

    package init() {}

    /// Bytes of an upload: its documents, and what else a form may hold.
    var uploadSize: Int64 { documentSize * Int64(documentsPerBatch) + Int64(messageSize) }
}
