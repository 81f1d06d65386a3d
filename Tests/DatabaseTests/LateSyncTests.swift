import Foundation
import Synchronization
import Testing

@testable import Database

@Suite("What was committed without waiting for the disk")
struct LateSyncTests {
    /// Counts how often the disk was asked.
    private final class Disk: Sendable {
        private let count = Mutex(0)
        private let continuation: AsyncStream<Int>.Continuation
        let asked: AsyncStream<Int>

        init() { (asked, continuation) = AsyncStream.makeStream() }

        func synchronize() {
            let number = count.withLock { count in
                count += 1
                return count
            }
            continuation.yield(number)
        }
    }

    @Test func `is brought there once for many commits, and again for the next`() async {
        let disk = Disk()
        let sync = SQLiteLateSync(delay: .milliseconds(500), disk.synchronize)
        var asked = disk.asked.makeAsyncIterator()
        for _ in 0..<1000 { sync.ask() }
        #expect(await asked.next() == 1)
        sync.ask()
        #expect(await asked.next() == 2)
    }

    @Test func `is brought there after each transaction that has come since`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "late-sync-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let disk = Disk()
        let path = folder.appending(path: "test.sqlite").path
        let driver = try SQLiteDriver(
            path: path, DatabaseConfiguration(location: .sqlite(path: path)), clock: .continuous,
            lateSync: SQLiteLateSync(delay: .milliseconds(0), disk.synchronize))
        var asked = disk.asked.makeAsyncIterator()
        try await driver.perform(.transaction(.default)) { connection in
            try connection.send("CREATE TABLE counters (n integer)")
        }
        for number in 1...2 {
            try await driver.perform(.transaction(.relaxed)) { connection in
                try connection.send("INSERT INTO counters VALUES (\(number))")
            }
            #expect(await asked.next() == number)
        }
        await driver.close()
    }
}
