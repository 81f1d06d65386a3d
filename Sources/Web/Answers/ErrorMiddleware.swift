import Batches
import Database
import FileStore
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Turns every error into an answer: JSON for programs, a page for people. What is not foreseen is logged and said to be our fault.
struct ErrorMiddleware: RouterMiddleware {
    let pages: (any WebPages)?
    let methods: MethodTable

    func handle(
        _ request: Request, context: WebRequestContext, next: (Request, WebRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            return answer(to: request, for: webError(error, of: request, context: context), context: context)
        }
    }

    private func answer(to request: Request, for error: WebError, context: WebRequestContext) -> Response {
        var response: Response
        if let pages, !request.uri.path.hasPrefix("/api/") || MediaRange.prefersPage(request.headers[.accept]) {
            response = pages.page(for: error, requestID: context.requestID)
            response.status = error.status
            response.headers.addVariation("Accept")
        } else {
            response = Response(error.status, json: error.value(requestID: context.requestID))
        }
        for field in error.headers { response.headers[field.name] = field.value }
        response.headers[.cacheControl] = "no-store"
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func webError(_ error: any Error, of request: Request, context: WebRequestContext) -> WebError {
        switch error {
        case let error as WebError: return error
        case let error as ErrorWithFields:
            var answer = webError(error.error, of: request, context: context)
            for field in error.fields { answer.headers[field.name] = field.value }
            return answer
        case let error as HTTPError: return webError(error, of: request)
        case let error as StoreError: return webError(error, context: context)
        case let error as BatchError: return webError(error)
        case let error as UploadError: return WebError(error)
        case let error as DatabaseError: return webError(error, context: context)
        case is BodyTooSlow: return .tooSlow
        case is BodyMalformed: return .malformedRequest
        case is CancellationError: return .unavailable.retryAfter(.seconds(2))
        case is ChannelError:
            context.logger.info("A client went away before it was answered")
            return .unavailable
        default:
            // Not the error's own words, which may hold what somebody sent.
            context.logger.error("A request failed", metadata: ["error.type": "\(type(of: error))"])
            return .internalError
        }
    }

    private func webError(_ error: HTTPError, of request: Request) -> WebError {
        switch error.status {
        case .notFound:
            let allowed = methods.methods(of: request.uri.path)
            guard !allowed.isEmpty, !allowed.contains(request.method) else { return .noSuchPath }
            let list = allowed.map(\.rawValue).joined(separator: ", ")
            return WebError(
                .methodNotAllowed, "METHOD_NOT_ALLOWED", "This address takes \(list), not \(request.method.rawValue).",
                headers: [.allow: list])
        case .contentTooLarge: return .tooLarge("The request is larger than the server accepts.")
        default: return WebError(error.status, "BAD_REQUEST", error.body ?? "The request cannot be understood.")
        }
    }

    private func webError(_ error: BatchError) -> WebError {
        let status: HTTPResponse.Status =
            switch error.code {
            case .invalidRequest: .badRequest
            case .tooManyDocuments: .contentTooLarge
            case .notFound: .notFound
            case .keyReused, .conflict: .conflict
            case .unreadable: .unprocessableContent
            case .unavailable: .serviceUnavailable
            }
        let webError = WebError(status, error.jobError?.rawValue ?? error.code.rawValue, error.message)
        return error.code == .unavailable ? webError.retryAfter(.seconds(5)) : webError
    }

    private func webError(_ error: DatabaseError, context: WebRequestContext) -> WebError {
        context.logger.error("The database failed", metadata: ["database.code": "\(error.code)"])
        return .unavailable.retryAfter(.seconds(5))
    }

    private func webError(_ error: StoreError, context: WebRequestContext) -> WebError {
        switch error.code {
        case .tooLarge: return .tooLarge(error.message)
        case .quotaExceeded:
            return WebError(.tooManyRequests, "QUOTA_EXCEEDED", error.message).retryAfter(error.retryAfter ?? .seconds(3600))
        case .notFound: return WebError(.notFound, "NOT_FOUND", error.message)
        default:
            context.logger.error(
                "The file store failed", metadata: ["store.code": "\(error.code)", "store.reason": "\(error.reason ?? "")"])
            let status: HTTPResponse.Status =
                error.code == .full ? .init(code: 507, reasonPhrase: "Insufficient Storage") : .serviceUnavailable
            return WebError(status, "STORAGE_ERROR", error.message).retryAfter(error.retryAfter ?? .seconds(30))
        }
    }
}
