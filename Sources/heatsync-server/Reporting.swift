import App
import ArgumentParser

/// How errors become messages and exit codes.
enum Reporting {
    /// What sysexits.h calls a configuration error; `systemd` can be told not to restart after it.
    static let configurationStatus = ExitCode(78)

    static func reportingErrors(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as ConfigurationError {
            for problem in error.problems { Console.complain("\(problem)") }
            throw configurationStatus
        } catch let failure as OperationFailure {
            Console.complain(failure.message)
            throw ExitCode.failure
        }
    }
}
