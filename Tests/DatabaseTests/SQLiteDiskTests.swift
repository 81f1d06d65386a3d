import DatabaseTesting
import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Database

@Suite("What was committed")
struct SQLiteDiskTests {
    /// A disk that says how often it was asked, and takes as long as a test wants.
    private final class Disk: Sendable {
        private let count = Mutex(0)
        private let continuation: AsyncStream<Int>.Continuation
        private let isBroken: Bool
        private let gate: DispatchSemaphore?
        let asked: AsyncStream<Int>

        /// - Parameter isGated: whether each time waits for ``letGo()``.
        init(isGated: Bool = false, isBroken: Bool = false) {
            (asked, continuation) = AsyncStream.makeStream()
            gate = isGated ? DispatchSemaphore(value: 0) : nil
            self.isBroken = isBroken
        }

        func letGo() { gate?.signal() }

        func synchronize() throws(SQLiteDisk.Failure) {
            let number = count.withLock { count in
                count += 1
                return count
            }
            continuation.yield(number)
            gate?.wait()
            if isBroken { throw SQLiteDisk.Failure() }
        }
    }

    private func withDriver(
        _ disk: SQLiteDisk?, _ body: (SQLiteDriver, String) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sqlite-disk-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "test.sqlite").path
        let driver = try SQLiteDriver(
            path: path, DatabaseConfiguration(location: .sqlite(path: path)), clock: .continuous, disk: disk)
        try await body(driver, path)
        await driver.close()
    }

    @Test func `is brought to the disk once for many commits that nobody waits for, and again for the next`() async {
        let disk = Disk()
        let sync = SQLiteDisk(delay: .milliseconds(500), disk.synchronize)
        var asked = disk.asked.makeAsyncIterator()
        for _ in 0..<1000 { sync.ask() }
        #expect(await asked.next() == 1)
        sync.ask()
        #expect(await asked.next() == 2)
    }

    @Test func `is brought to the disk after each transaction that has come since`() async throws {
        let disk = Disk()
        try await withDriver(SQLiteDisk(delay: .milliseconds(0), disk.synchronize)) { driver, _ in
            var asked = disk.asked.makeAsyncIterator()
            try await driver.perform(.transaction(.default)) { try $0.send("CREATE TABLE counters (n integer)") }
            #expect(await asked.next() == 1)
            for number in 2...3 {
                try await driver.perform(.transaction(.relaxed)) { try $0.send("INSERT INTO counters VALUES (\(number))") }
                #expect(await asked.next() == number)
            }
        }
    }

    @Test func `is told to who waits when it is on the disk, to the others at once, and to listeners in its order`() async throws {
        let disk = Disk(isGated: true)
        try await withDriver(SQLiteDisk(delay: .seconds(3600), disk.synchronize)) { driver, _ in
            var asked = disk.asked.makeAsyncIterator()
            var notices = driver.notifier.notices(on: "things", buffer: 10).makeAsyncIterator()
            #expect(await notices.next() == .lookAgain)
            let isTold = Mutex(false)
            let waiting = Task {
                try await driver.perform(.transaction(.default)) { connection in
                    try connection.send("CREATE TABLE counters (n integer)")
                    try connection.notify("things", "first")
                }
                isTold.withLock { $0 = true }
            }
            #expect(await asked.next() == 1)
            // The writer goes on meanwhile, and others see what it did.
            try await driver.perform(.transaction(.relaxed)) { connection in
                try connection.send("INSERT INTO counters VALUES (7)")
                try connection.notify("things", "second")
            }
            #expect(try await driver.perform(.readOnce) { try $0.value("SELECT n FROM counters", as: Int.self) } == 7)
            #expect(!isTold.withLock { $0 })
            for _ in 0..<3 { disk.letGo() }
            try await waiting.value
            #expect(await notices.next() == .message("first"))
            #expect(await notices.next() == .message("second"))
        }
    }

    @Test func `is of unknown outcome to who waits when the disk does not take it`() async throws {
        let disk = Disk(isBroken: true)
        try await withDriver(SQLiteDisk(disk.synchronize)) { driver, _ in
            let error = await #expect(throws: DatabaseError.self) {
                try await driver.perform(.transaction(.default)) { try $0.send("CREATE TABLE counters (n integer)") }
            }
            #expect(error?.code == .outcomeUnknown)
        }
    }

    @Test func `goes from the log to the file without the writer, and the log does not grow for ever`() async throws {
        try await withDriver(nil) { driver, path in
            try await driver.perform(.transaction(.default)) { try $0.send("CREATE TABLE texts (id integer primary key, t text)") }
            let text = String(repeating: "swim ", count: 1_600)
            for round in 0..<200 {
                try await driver.perform(.transaction(round % 2 == 0 ? .default : .relaxed)) { connection in
                    for _ in 0..<100 { try connection.send("INSERT INTO texts (t) VALUES (\(text))") }
                }
            }
            func size(_ path: String) throws -> Int {
                try #require(FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
            }
            // 160 MB were written.
            #expect(try size(path) > 80_000_000)
            #expect(try size(path + "-wal") < 120_000_000)
            #expect(try await driver.perform(.readOnce) { try $0.value("SELECT count(*) FROM texts", as: Int.self) } == 20_000)
            let check = try await driver.perform(.readOnce) { try $0.value("PRAGMA integrity_check", as: String.self) }
            #expect(check == "ok")
        }
    }
}
