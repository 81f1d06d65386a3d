import Foundation
import Testing

@testable import PDFPages

@Suite("Documents broken on purpose")
struct MutationTests {
    /// Of each kind; `make mutations` asks for 1,000.
    static let count = ProcessInfo.processInfo.environment["HEATSYNC_MUTATIONS"].flatMap(Int.init) ?? 100
    /// The program to give them to as well; `make mutations` says which.
    static let program = ProcessInfo.processInfo.environment["HEATSYNC_PROGRAM"]

    @Test("end in pages or in an error, in time, and the pool lives on", arguments: Mutator.Source.allCases)
    func endsWell(_ source: Mutator.Source) async throws {
        let mutator = try Mutator(source)
        try #require(!mutator.documents.isEmpty)
        let pool = ReaderPool()
        var outcomes: [String: Int] = [:]
        await withTaskGroup(of: String.self) { group in
            for number in 0..<Self.count {
                if number >= 4, let outcome = await group.next() { outcomes[outcome, default: 0] += 1 }
                group.addTask { await Self.outcome(number, mutator, pool) }
            }
            for await outcome in group { outcomes[outcome, default: 0] += 1 }
        }
        let summary = outcomes.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        print("\(Self.count) broken \(source): \(summary)")
        #expect(outcomes.values.reduce(0, +) == Self.count)
        #expect(outcomes["read", default: 0] > 0)
        #expect(try await !pool.read(HandmadePDF(pages: 1).bytes).isEmpty)
        await pool.shutdown()
    }

    @Test("end in an exit code of the command line", .enabled(if: program != nil), arguments: Mutator.Source.allCases)
    func commandLine(_ source: Mutator.Source) async throws {
        let mutator = try Mutator(source)
        let program = try #require(Self.program)
        let folder = FileManager.default.temporaryDirectory.appending(path: "mutations-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for number in 0..<Self.count {
            let (bytes, story) = mutator.mutation(number)
            let file = folder.appending(path: "\(number).pdf")
            try Data(bytes).write(to: file)
            let process = Process()
            process.executableURL = URL(filePath: program)
            process.arguments = ["inspect", file.path, "--format", "json"]
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            let time = try ContinuousClock().measure {
                try process.run()
                process.waitUntilExit()
            }
            #expect(process.terminationReason == .exit && [0, 2].contains(process.terminationStatus), "\(story)")
            #expect(time < .seconds(70), "\(story)")
            try FileManager.default.removeItem(at: file)
        }
    }

    private static func outcome(_ number: Int, _ mutator: Mutator, _ pool: ReaderPool) async -> String {
        let (bytes, story) = mutator.mutation(number)
        let limit = pool.configuration.timePerDocument + .seconds(10)
        var outcome = ""
        let time = await ContinuousClock().measure {
            do throws(PDFError) {
                let pages = try await pool.read(bytes)
                outcome = pages.isEmpty ? "without pages" : "read"
            } catch {
                outcome = error.code.rawValue
                if [.readerCrashed, .timedOut, .outOfMemory].contains(error.code) { print("\(story): \(error)") }
            }
        }
        #expect(time < limit, "\(story)")
        #expect(!["without pages", "readerMissing", "cancelled"].contains(outcome), "\(story)")
        return outcome
    }
}
