import HTTPTypes

/// The values of the page that tells of an error.
struct ErrorView: PageView {
    var title: String { errorTitle }
    var kind: String { "error" }

    var errorTitle: String
    var errorMessage: String
    /// What the person can do, besides what the message says.
    var advice: String
    var statusCode: Int
    var requestID: String

    init(_ error: WebError, requestID: String) {
        (errorTitle, advice) = Self.words(for: error.status)
        errorMessage = error.message
        statusCode = error.status.code
        self.requestID = requestID
    }

    private static func words(for status: HTTPResponse.Status) -> (title: String, advice: String) {
        switch status.code {
        case 404: ("Nothing here", "Results are deleted after a while, and links to them end with them. Start again with the heat sheets.")
        case 405, 406, 415: ("This does not work that way", "Go back to the page you came from and use its buttons.")
        case 408: ("That took too long", "Your connection may be weak. Try again; what was sent already is not sent twice.")
        case 409: ("This was done already", "Go back and load the page again to see how things stand.")
        case 413: ("Too much at once", "Send fewer or smaller documents. Most heat sheets are under 1 MB.")
        case 400, 422: ("Something is missing", "Go back; what you had entered should still be there.")
        case 429: ("A little slower, please", "You can try again in a minute.")
        case 502, 503, 504: ("Back in a moment", "The server is starting or very busy. Try again in a minute.")
        case 500...: ("Our mistake", "Try again. If it stays like this, tell whoever runs this server the number below.")
        default: ("That did not work", "Go back and try again.")
        }
    }
}
