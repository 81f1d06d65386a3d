package import HTTPTypes
package import Schedules

/// Why a request is not answered as it asked: what a client gets to read.
package struct WebError: Error, Sendable {
    package var status: HTTPResponse.Status
    /// For programs: upper-case words joined by underscores.
    package var code: String
    /// For people: a sentence that says what to do.
    package var message: String
    /// More about it, for programs.
    package var details: JSONValue?
    /// Members of the answer besides those of every error.
    package var members: [JSONValue.Member] = []
    package var headers = HTTPFields()

    package init(
        _ status: HTTPResponse.Status, _ code: String, _ message: String, details: JSONValue? = nil, members: [JSONValue.Member] = [],
        headers: HTTPFields = HTTPFields()
    ) {
        self.status = status
        self.code = code
        self.message = message
        self.details = details
        self.members = members
        self.headers = headers
    }

    /// The error with the time after which to try again.
    package func retryAfter(_ pause: Duration) -> WebError {
        var error = self
        let seconds = pause.components.seconds + (pause.components.attoseconds > 0 ? 1 : 0)
        error.headers[.retryAfter] = String(max(1, seconds))
        return error
    }

    func value(requestID: String) -> JSONValue {
        var value: JSONValue = ["success": false, "error": .string(message), "code": .string(code), "requestId": .string(requestID)]
        if let details { value.append("details", details) }
        for member in members { value.append(member.name, member.value) }
        return value
    }
}

extension WebError {
    static func badRequest(_ message: String, details: JSONValue? = nil) -> WebError {
        WebError(.badRequest, "BAD_REQUEST", message, details: details)
    }

    static let unknownZone = badRequest("This is no time zone that the server knows. Give one as in America/Los_Angeles.")

    static let noSuchPath = WebError(.notFound, "NOT_FOUND", "There is nothing at this address. Check it; /docs/api lists what there is.")

    static let noSuchBatch = WebError(
        .notFound, "NOT_FOUND", "There is no such batch. It may have expired, or have been deleted; upload the documents again.")

    static func unsupportedType(_ accepted: String) -> WebError {
        WebError(.unsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE", "Send the request as \(accepted).")
    }

    static func tooLarge(_ message: String) -> WebError { WebError(.contentTooLarge, "TOO_LARGE", message) }

    static let tooSlow = WebError(
        .requestTimeout, "TIMEOUT", "The request's body came too slowly. Try again on a better connection, or use a resumable upload.")

    static let malformedRequest = WebError(.badRequest, "BAD_REQUEST", "The request is not valid HTTP.")

    static let internalError = WebError(
        .internalServerError, "INTERNAL",
        "Something went wrong on the server. Try again; if it stays, tell its operator the request's id.")

    static let unavailable = WebError(.serviceUnavailable, "UNAVAILABLE", "The server cannot do this at the moment. Try again in a minute.")
}
