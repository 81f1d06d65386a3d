import DatabaseTesting
import Foundation
import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// Two queues for PostgreSQL that people use, with jobs that do nothing, on the same server.
struct Peers {
    /// The Python that has them.
    var python: String
    private static let jobs = 10_000

    func print() async throws {
        let url = try await PostgresCluster.shared.value.url()
        for name in ["procrastinate", "pgqueuer"] {
            let script = "Benchmarks/Peers/\(name)_jobs.py"
            let result = try await run(
                .path(FilePath(python)), arguments: [script, url, "\(Self.jobs)"], output: .string(limit: 10_000),
                error: .string(limit: 1_000_000))
            let printed = result.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)
            guard let rate = Double(printed) else {
                throw Trouble("\(script) fails: \(result.standardError.suffix(1_000))")
            }
            Swift.print("jobs that do nothing, by \(name): \(Int(rate)) a second")
        }
    }
}

struct Trouble: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}
