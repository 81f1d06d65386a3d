import Foundation
import Logging
import ServiceLifecycle
import Testing

@testable import App

@Suite struct FlagBoardTests {
    private func withFile(_ body: (URL, ConfigurationSource) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "heatsync-flags-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "heatsync.env")
        try "V2_TRAFFIC_PERCENT=10\n".write(to: file, atomically: true, encoding: .utf8)
        let source = ConfigurationSource(environment: ["HOME": "/", "HEATSYNC_CONFIG": file.path], workingDirectory: "/")
        try await body(file, source)
    }

    @Test func `a changed file changes the flags, and a wrong one does not`() async throws {
        try await withFile { file, source in
            let board = FlagBoard(
                source: source, flags: try source.load().flags, logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() })
            #expect(board.flags.trafficPercent == 10)
            try "V2_TRAFFIC_PERCENT=50\nENABLE_BATCH_API=false\n".write(to: file, atomically: true, encoding: .utf8)
            board.reload()
            #expect(board.flags.trafficPercent == 50 && !board.flags.batchAPI)
            try "V2_TRAFFIC_PERCENT=lots\n".write(to: file, atomically: true, encoding: .utf8)
            board.reload()
            #expect(board.flags.trafficPercent == 50 && !board.flags.batchAPI)
        }
    }

    @Test func `the file is watched`() async throws {
        try await withFile { file, source in
            let board = FlagBoard(
                source: source, flags: try source.load().flags, interval: .milliseconds(5),
                logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() })
            let task = Task { try await board.run() }
            // Written again with each look: the first time the watcher may not have begun.
            var percent = 20
            while board.flags.trafficPercent < 20 {
                try "V2_TRAFFIC_PERCENT=\(percent)\n".write(to: file, atomically: true, encoding: .utf8)
                percent = percent == 100 ? 20 : percent + 1
                await Task.yield()
            }
            task.cancel()
            try await task.value
        }
    }
}
