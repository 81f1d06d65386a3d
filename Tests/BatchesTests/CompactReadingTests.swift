import Foundation
import HeatSheets
import MeetModel
import PDFPages
import Testing

@testable import Batches

@Suite struct CompactReadingTests {
    private static let documents: [URL] = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return ["samples", "Tests/Fixtures"].flatMap { folder in
            let files = try? FileManager.default.contentsOfDirectory(at: root.appending(path: folder), includingPropertiesForKeys: nil)
            return (files ?? []).filter { $0.pathExtension == "pdf" }
        }
    }()

    private static func readings(_ body: (Reading, [UInt8]) throws -> Void) async throws {
        try #require(documents.count > 20)
        let pool = ReaderPool(configuration: .init(processes: 2))
        for url in documents {
            guard let pages = try? await pool.read(Array(try Data(contentsOf: url))) else { continue }
            let reading = HeatSheetReader.read(pages)
            var writer = CompactWriter()
            writer.write(reading)
            try body(reading, writer.bytes)
        }
        await pool.shutdown()
    }

    @Test func `a reading comes back as it was, every field of it`() async throws {
        var relays = 0
        var unread = 0
        try await Self.readings { reading, bytes in
            var reader = CompactReader(bytes)
            #expect(try reader.reading() == reading)
            relays += reading.meet.relays.count
            unread += reading.completeness.unread.count
            // Much smaller than what any general format makes of it.
            let general = try JSONEncoder().encode(reading).count
            #expect(general < 20_000 || bytes.count < general / 3)
        }
        #expect(relays > 0 && unread > 0)
    }

    @Test func `bytes that are damaged are an error or another reading, never a trap`() async throws {
        var random = SystemRandomNumberGenerator()
        try await Self.readings { _, bytes in
            guard bytes.count < 50_000 else { return }
            for _ in 0..<10 {
                var damaged = bytes
                damaged[Int.random(in: damaged.indices, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
                var reader = CompactReader(damaged)
                _ = try? reader.reading()
                var short = CompactReader(Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &random))))
                #expect(throws: CompactReader.Malformed.self) { try short.reading() }
            }
        }
    }

    @Test func `numbers of every size come back`() throws {
        let numbers = [0, 1, -1, 63, 64, -64, 127, 128, 300, -300, .max, .min, 1 << 40, -(1 << 40)]
        var writer = CompactWriter()
        for number in numbers { writer.write(number) }
        writer.write("ä")
        writer.write("ä")
        writer.write(Float(1.5))
        writer.write(nil as Int?)
        var reader = CompactReader(writer.bytes)
        for number in numbers { #expect(try reader.int() == number) }
        #expect(try reader.text() == "ä")
        #expect(try reader.text() == "ä")
        #expect(try reader.float() == 1.5)
        let none = try reader.optionalInt()
        #expect(none == nil)
        #expect(reader.isAtEnd)
    }
}
