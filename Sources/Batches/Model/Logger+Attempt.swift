package import Logging

extension Logger {
    /// Does what must not keep what comes after it from being done: a failure is logged, by its code.
    package nonisolated(nonsending) func attempt(
        _ failure: Logger.Message, _ body: nonisolated(nonsending) () async throws -> Void
    ) async {
        do {
            try await body()
        } catch {
            warning(failure, metadata: .code(of: error))
        }
    }
}
