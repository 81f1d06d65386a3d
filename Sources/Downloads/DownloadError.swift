/// Why a document could not be fetched. Two errors are equal when their codes are.
package struct DownloadError: Error, Sendable {
    /// The codes of the batch service.
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// The address is none that may be contacted, and was not.
        case blocked = "BLOCKED_URL"
        case network = "NETWORK_ERROR"
        /// The site answered, but not with the document.
        case http = "HTTP_ERROR"
        /// The site asks for fewer requests.
        case rateLimit = "RATE_LIMIT"
        case timeout = "TIMEOUT"
        case tooLarge = "TOO_LARGE"
        case notAPDF = "NOT_A_PDF"
    }

    package var code: Code
    /// Whether the same download may succeed later.
    package var isTransient: Bool
    /// A sentence for the person who gave the address. It does not repeat the address.
    package var message: String
    /// What exactly happened, for the log; holds no address either.
    package var reason: String
    /// How long the site asks to wait before the next try.
    package var retryAfter: Duration?

    init(_ code: Code, transient: Bool, _ message: String, reason: String, retryAfter: Duration? = nil) {
        self.code = code
        isTransient = transient
        self.message = message
        self.reason = reason
        self.retryAfter = retryAfter
    }
}

extension DownloadError: Hashable {
    package static func == (a: DownloadError, b: DownloadError) -> Bool { a.code == b.code }

    package func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension DownloadError: CustomStringConvertible {
    package var description: String { message }
}

extension DownloadError {
    private static func blocked(_ message: String, reason: String) -> DownloadError {
        DownloadError(.blocked, transient: false, message, reason: reason)
    }

    static let malformed = blocked("This is not a web address. Copy it again from the page with the heat sheet.", reason: "malformed")
    static let otherScheme = blocked("The address must begin with http:// or https://.", reason: "scheme")
    static let credentials = blocked(
        "The address holds a user name or password. Download the file yourself and add it here.", reason: "credentials")
    static let localName = blocked(
        "The address is one of a local network. Download the file yourself and add it here.", reason: "local name")

    static func port(_ port: Int) -> DownloadError {
        blocked("The address names a port where no web pages are. Download the file yourself and add it here.", reason: "port \(port)")
    }

    static func refused(_ refusal: AddressPolicy.Refusal) -> DownloadError {
        blocked(
            "The address leads to a local or reserved network, which HeatSync does not contact. Download the file yourself and add it here.",
            reason: "address: \(refusal.rawValue)")
    }

    static let tooManyRedirects = DownloadError(
        .http, transient: false, "The site sends us from page to page without end. Copy the address of the file itself.",
        reason: "redirects")

    static let unknownHost = DownloadError(
        .network, transient: false, "There is no site of this name. Check the address for typing errors.", reason: "unknown host")

    static let resolverFailed = DownloadError(
        .network, transient: true, "The site could not be found at the moment. Try again later.", reason: "name service")

    static let certificate = DownloadError(
        .network, transient: false, "The site cannot prove that it is the one it claims to be. Download the file yourself and add it here.",
        reason: "certificate")

    static func unreachable(_ reason: String) -> DownloadError {
        DownloadError(.network, transient: true, "The site cannot be reached at the moment. Try again later.", reason: reason)
    }

    static let cutOff = DownloadError(
        .network, transient: true, "The connection broke before the file was complete. Try again.", reason: "connection cut")

    static func timeout(_ reason: String) -> DownloadError {
        DownloadError(.timeout, transient: true, "The site takes too long to answer. Try again later.", reason: reason)
    }

    static func tooLarge(limit: Int64) -> DownloadError {
        DownloadError(
            .tooLarge, transient: false,
            "This file is larger than the \(limit / 1_000_000) MB that are accepted. Use the heat sheet alone, without scans.",
            reason: "size")
    }

    static func status(_ status: UInt, retryAfter: Duration?) -> DownloadError {
        let message =
            switch status {
            case 401, 403, 407, 451: "The site does not show this file to everyone. Download it yourself and add it here."
            case 404, 410: "The site has no such file any more. Open the meet's page and copy the address again."
            case 408, 425, 429, 500, 502, 503, 504: "The site has trouble at the moment. Try again later."
            default: "The site answered with an error (\(status)). Open the address in your browser to see what is there."
            }
        return DownloadError(
            status == 429 ? .rateLimit : .http, transient: [408, 425, 429, 500, 502, 503, 504].contains(status), message,
            reason: "status \(status)",
            retryAfter: retryAfter)
    }

    static let unreadableEncoding = DownloadError(
        .http, transient: false, "The site sends the file in a form that cannot be read here. Download it yourself and add it here.",
        reason: "content encoding")

    static let badRedirect = DownloadError(
        .http, transient: false, "The site sends us on without saying where to. Copy the address of the file itself.", reason: "location")

    static func notAPDF(_ kind: ContentKind) -> DownloadError {
        let message =
            switch kind {
            case .page: "This address opens a web page, not a PDF. Open it and copy the address of the PDF itself."
            case .image: "This address leads to a picture, not a PDF."
            case .archive: "This address leads to a packed or Office file, not a PDF. Save it as a PDF and add that."
            case .empty: "This address leads to an empty file."
            case .pdf, .other: "This address does not lead to a PDF."
            }
        return DownloadError(.notAPDF, transient: false, message, reason: "content: \(kind.rawValue)")
    }

    static let folder = DownloadError(
        .notAPDF, transient: false, "This link opens a folder, not a file. Open it, choose the PDF and copy its own link.", reason: "folder"
    )

    static let signIn = DownloadError(
        .notAPDF, transient: false,
        "This link opens a page instead of the file. Share the file with everyone who has the link, and copy the link again.",
        reason: "shared page")
}
