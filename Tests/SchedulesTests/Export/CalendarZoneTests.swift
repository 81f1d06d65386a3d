import MeetModel
import Testing

@testable import Schedules

@Suite struct CalendarZoneTests {
    /// A version 2 zone file without transitions: everything is in the footer.
    private func file(footer: String, offset: Int32, name: String) -> [UInt8] {
        func integer(_ value: Int32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * Int32($0))) } }
        let characters = Array(name.utf8) + [0]
        let header = Array("TZif2".utf8) + Array(repeating: 0, count: 15) + [0, 0, 0, 0, 1, Int32(characters.count)].flatMap(integer)
        let block = header + integer(offset) + [0, 0] + characters
        return block + block + Array("\n\(footer)\n".utf8)
    }

    private func component(_ footer: String, offset: Int32, name: String, from: String, to: String) throws -> [String] {
        let zone = try #require(CalendarZone(identifier: "Test/Zone", file: file(footer: footer, offset: offset, name: name)))
        return zone.component(for: try date(from)...date(to))
    }

    private func date(_ text: String) throws -> CalendarDate {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        return try #require(CalendarDate(year: parts[0], month: parts[1], day: parts[2]))
    }

    @Test("A meet carries the changes of the clocks in its year and the one before")
    func summer() throws {
        #expect(
            try component("PST8PDT,M3.2.0,M11.1.0", offset: -28_800, name: "PST", from: "2026-08-07", to: "2026-08-09") == [
                "BEGIN:VTIMEZONE", "TZID:Test/Zone", "BEGIN:STANDARD", "DTSTART:20251102T020000", "TZOFFSETFROM:-0700",
                "TZOFFSETTO:-0800", "TZNAME:PST", "END:STANDARD", "BEGIN:DAYLIGHT", "DTSTART:20260308T020000", "TZOFFSETFROM:-0800",
                "TZOFFSETTO:-0700", "TZNAME:PDT", "END:DAYLIGHT", "BEGIN:STANDARD", "DTSTART:20261101T020000", "TZOFFSETFROM:-0700",
                "TZOFFSETTO:-0800", "TZNAME:PST", "END:STANDARD", "END:VTIMEZONE",
            ])
    }

    @Test("A zone without changes has one observance")
    func fixed() throws {
        #expect(
            try component("<+0530>-5:30", offset: 19_800, name: "+0530", from: "2026-08-07", to: "2026-08-07") == [
                "BEGIN:VTIMEZONE", "TZID:Test/Zone", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0530",
                "TZOFFSETTO:+0530", "TZNAME:+0530", "END:STANDARD", "END:VTIMEZONE",
            ])
    }

    @Test(
        "Rules of every form fall on their day",
        arguments: [
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", Int32(-7200), "20260328T230000"), ("AAA0BBB,J60/3,J300", 0, "20280301T030000"),
            ("AAA0BBB,59/3,300", 0, "20280229T030000"), ("NZST-12NZDT,M9.5.0,M4.1.0/3", 43_200, "20270926T020000"),
        ])
    func rules(footer: String, offset: Int32, start: String) throws {
        let year = start.prefix(4)
        let lines = try component(footer, offset: offset, name: "AAA", from: "\(year)-01-05", to: "\(year)-12-20")
        #expect(lines.contains("DTSTART:\(start)"))
    }

    @Test("Cut and foreign files are refused")
    func damaged() {
        let good = file(footer: "PST8PDT,M3.2.0,M11.1.0", offset: -28_800, name: "PST")
        #expect(CalendarZone(identifier: "Test/Zone", file: good) != nil)
        for length in 0..<(good.count - 24) { #expect(CalendarZone(identifier: "Test/Zone", file: Array(good.prefix(length))) == nil) }
        #expect(CalendarZone(identifier: "Test/Zone", file: Array("BEGIN:VCALENDAR".utf8)) == nil)
    }

    @Test("Damaged bytes never trap")
    func mutated() {
        let good = file(footer: "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", offset: -28_800, name: "PST")
        for index in good.indices {
            for value in [UInt8(0), 1, 0x2D, 0x7F, 0x80, 0xFF] {
                var bytes = good
                bytes[index] = value
                _ = CalendarZone(identifier: "Test/Zone", file: bytes)
            }
        }
    }

    @Test("Only names of zones pass as such", arguments: ["America/Los_Angeles", "Etc/GMT+5", "UTC", "America/Port-au-Prince"])
    func names(name: String) {
        #expect(CalendarZone.isIdentifier(name))
    }

    @Test("Paths and empty parts do not", arguments: ["", "/etc/passwd", "../UTC", "America//X", "America/", "a b", "Ünicode", "A\r\nB"])
    func paths(name: String) {
        #expect(!CalendarZone.isIdentifier(name))
    }
}
