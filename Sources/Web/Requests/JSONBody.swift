import Foundation
import HTTPTypes
import Hummingbird
import Multipart
import NIOCore

/// Bodies of requests that are JSON.
enum JSONBody {
    static func isJSON(_ request: Request) -> Bool { type(of: request) == "application/json" }

    /// The content type without its parameters, in lower case.
    static func type(of request: Request) -> String? {
        request.headers[.contentType].map { $0.prefix { $0 != ";" }.trimmed.lowercased() }
    }

    /// - Throws: `WebError`: 415 for another type, 413 for more than `limit` bytes, 400 with the place for what is no such value.
    static func read<Value: Decodable>(
        _ type: Value.Type = Value.self, from request: Request, context: WebRequestContext, limit: Int
    ) async throws -> Value {
        guard isJSON(request) else { throw WebError.unsupportedType("JSON, with the header Content-Type: application/json") }
        let bytes = try await bytes(of: request, context: context, limit: limit)
        do {
            return try JSONDecoder().decode(Value.self, from: Data(bytes.readableBytesView))
        } catch let error as DecodingError {
            throw WebError.badRequest(message(of: error))
        }
    }

    static func bytes(of request: Request, context: WebRequestContext, limit: Int) async throws -> ByteBuffer {
        if let length = request.announcedLength, length > limit { throw tooLarge(limit) }
        try await context.invite()
        var bytes = ByteBuffer()
        for try await piece in request.body {
            guard bytes.readableBytes + piece.readableBytes <= limit else { throw tooLarge(limit) }
            bytes.writeImmutableBuffer(piece)
        }
        return bytes
    }

    private static func tooLarge(_ limit: Int) -> WebError {
        .tooLarge("The request is longer than the \(limit / 1024) KiB that are accepted here.")
    }

    private static func message(of error: DecodingError) -> String {
        let problem =
            switch error {
            case .keyNotFound(let key, let context): "The JSON lacks the member \(path(context.codingPath + [key]))."
            case .typeMismatch(_, let context), .valueNotFound(_, let context):
                context.codingPath.isEmpty
                    ? "The JSON must be an object." : "The member \(path(context.codingPath)) has a value of the wrong type."
            case .dataCorrupted(let context):
                context.codingPath.isEmpty ? "The body is no valid JSON." : "The value of \(path(context.codingPath)) is not accepted."
            @unknown default: "The body is no valid JSON."
            }
        return problem + " /docs/api shows what it looks like."
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        let path = keys.reduce("") { path, key in
            if let index = key.intValue { return path + "[\(index)]" }
            return path.isEmpty ? key.stringValue : path + "." + key.stringValue
        }
        return String(path.prefix(100))
    }
}
