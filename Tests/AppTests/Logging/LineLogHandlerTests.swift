import Foundation
import Logging
import Synchronization
import Testing

@testable import App

@Suite struct LineLogHandlerTests {
    private final class Lines: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        func add(_ line: String) { lines.withLock { $0.append(line) } }
    }

    private func logger(_ format: LogFormat, to lines: Lines) -> Logger {
        Logger(label: "heatsync") { label in
            LineLogHandler(label: label, format: format, now: { Date(timeIntervalSince1970: 1_780_315_200.25) }) { lines.add($0) }
        }
    }

    @Test func `a message is one line of JSON with its metadata`() throws {
        let lines = Lines()
        var logger = logger(.json, to: lines)
        logger[metadataKey: "node"] = "n1"
        logger.info("job \"done\"\nreally", metadata: ["job.id": "7", "odd": "\u{1B}[31m\u{2028}"])
        let line = try #require(lines.all.first)
        #expect(line.hasSuffix("}\n") && line.count(where: \.isNewline) == 1)
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String]
        #expect(
            object == [
                "time": "2026-06-01T12:00:00.250Z", "level": "info", "logger": "heatsync", "message": "job \"done\"\nreally", "node": "n1",
                "job.id": "7", "odd": "\u{1B}[31m\u{2028}",
            ])
    }

    @Test func `as text it is one line too`() {
        let lines = Lines()
        logger(.text, to: lines).warning("slow\nreader", metadata: ["a": "1", "b": "two words"])
        #expect(lines.all == ["2026-06-01T12:00:00.250Z warning slow\\nreader a=1 b=\"two words\"\n"])
    }

    @Test(arguments: ["mail to jo.doe@example.org failed", "postgres://u:hush@db/x refused", "<jo@example.org>"])
    func `addresses and passwords do not get into the log`(text: String) {
        let lines = Lines()
        logger(.json, to: lines).error("failed", metadata: ["error": "\(text)"])
        logger(.json, to: lines).error("\(text)")
        for line in lines.all {
            #expect(!line.contains("@") && !line.contains("hush") && line.contains("[removed]"))
        }
    }

    @Test func `less important messages are left out`() {
        let lines = Lines()
        logger(.json, to: lines).debug("detail")
        #expect(lines.all.isEmpty)
    }
}
