import MeetModel
import Testing

@testable import Schedules

@Suite struct CalendarFileTests {
    private func calendar(_ races: [Race], zone: CalendarZone? = nil, reminders: [Int] = []) throws -> String {
        let options = CalendarFile.Options(stamp: RaceSamples.stamp, zone: zone, reminders: reminders, name: "Mira Sandoval")
        return try #require(CalendarFile(races, options: options).text)
    }

    /// Lines as a calendar program sees them: unfolded.
    private func lines(_ text: String) -> [String] {
        text.split(separator: "\r\n", omittingEmptySubsequences: false).reduce(into: [String]()) { lines, line in
            if line.first == " ", !lines.isEmpty { lines[lines.count - 1] += line.dropFirst() } else { lines.append(String(line)) }
        }
    }

    private func identifier(_ race: Race) throws -> String {
        try #require(lines(try calendar([race])).first { $0.hasPrefix("UID:") })
    }

    @Test("A race is an event with its floating time, place and evidence")
    func event() throws {
        #expect(
            lines(try calendar([RaceSamples.race()], reminders: [5, 15, 5])) == [
                "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//HeatSync//Swim meet schedule//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
                "X-WR-CALNAME:Mira Sandoval", "BEGIN:VEVENT", "UID:dd602be584ffc3d393788c2cbde64472@heatsync", "DTSTAMP:20260801T120000Z",
                "SEQUENCE:207748800", "LAST-MODIFIED:20260801T120000Z", "DTSTART:20260807T094200", "DTEND:20260807T095200",
                "SUMMARY:Mira J Sandoval · #12 50 Fly · H3 L4", "LOCATION:Harbor Pool\\, Port Nova",
                "DESCRIPTION:Girls 11-12 50 LC Meter Butterfly\\, Prelims\\nEvent 12\\, heat 3 of 5\\, lane 4\\nSpring Splash 2026: Friday "
                    + "Prelims\\nSeed 34.20L\\, age 11\\, ABC-CA\\nStart printed with the heat.\\nRead from friday.pdf\\, page 3.",
                "STATUS:CONFIRMED", "TRANSP:OPAQUE", "BEGIN:VALARM", "ACTION:DISPLAY",
                "DESCRIPTION:Mira J Sandoval · #12 50 Fly · H3 L4", "TRIGGER:-PT15M", "END:VALARM", "BEGIN:VALARM", "ACTION:DISPLAY",
                "DESCRIPTION:Mira J Sandoval · #12 50 Fly · H3 L4", "TRIGGER:-PT5M", "END:VALARM", "END:VEVENT", "END:VCALENDAR", "",
            ])
    }

    @Test("No line is longer than 75 octets, none is folded inside a character, every one ends in CRLF")
    func folding() throws {
        let text = try calendar(
            (1...40).map { width in
                RaceSamples.race { $0.venue = String(repeating: "x", count: width) + String(repeating: "é🏊東", count: 30) }
            })
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { #expect(bytes[index - 1] == UInt8(ascii: "\r")) }
        #expect(bytes.count { $0 == UInt8(ascii: "\r") } == bytes.count { $0 == UInt8(ascii: "\n") })
        var longest = 0
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            longest = max(longest, line.count - 1)
            #expect(String(validating: line, as: UTF8.self) != nil)
        }
        #expect((72...75).contains(longest))
        #expect(lines(text).contains("LOCATION:xxxxx" + String(repeating: "é🏊東", count: 30)))
    }

    @Test("Text is escaped and control characters dropped")
    func escaping() throws {
        let text = try calendar([RaceSamples.race { $0.venue = "a;b,c\\d\ne\u{7}f\rg" }])
        #expect(lines(text).contains("LOCATION:a\\;b\\,c\\\\d\\nefg"))
    }

    @Test("A race keeps its UID when heat, lane, time, seed, team and spacing change")
    func stableIdentifier() throws {
        let moved = RaceSamples.race {
            ($0.heat, $0.heatCount, $0.lane, $0.seed, $0.team) = (1, 4, 7, "33.10L", "ABC")
            $0.start = RaceSamples.start(.estimated, 10, 5, range: 4)
            $0.meetName = "SPRING  SPLASH 2026"
        }
        #expect(try identifier(moved) == identifier(RaceSamples.race()))
    }

    @Test("A final keeps its UID when the swimmer has qualified and it has a letter")
    func finals() throws {
        let hoped = RaceSamples.race { ($0.round, $0.state, $0.heat, $0.lane) = ("Finals", .finalIfQualified, nil, nil) }
        #expect(try identifier(hoped) == identifier(RaceSamples.race { $0.round = "B Final" }))
        #expect(try identifier(hoped) != identifier(RaceSamples.race { $0.round = "Semi-Finals" }))
    }

    @Test("Another meet, session, event, round or swimmer is another UID")
    func differentIdentifiers() throws {
        let changes: [(inout Race) -> Void] = [
            { _ in }, { $0.meetName = "Autumn Splash" }, { $0.sessionName = "Friday Finals" }, { $0.eventNumber = "12A" },
            { $0.round = "A Final" }, { $0.displayName = "Mira K Sandoval" },
        ]
        #expect(Set(try changes.map { try identifier(RaceSamples.race($0)) }).count == changes.count)
    }

    @Test("Two swims of one swimmer in one event and round have two UIDs, whatever their order")
    func collisions() throws {
        let first = RaceSamples.race { $0.relay = RelayPart(leg: 1, letter: "A", members: []) }
        let second = RaceSamples.race { $0.relay = RelayPart(leg: 6, letter: "B", members: []) }
        func identifiers(_ races: [Race]) throws -> [String] { lines(try calendar(races)).filter { $0.hasPrefix("UID:") } }
        let forward = try identifiers([first, second])
        #expect(Set(forward).count == 2)
        #expect(try identifiers([second, first]) == forward.reversed())
        #expect(Set(try identifiers([RaceSamples.race(), RaceSamples.race()])).count == 2)
    }

    @Test("Without a start the race takes its day, is free time and has no alarm")
    func allDay() throws {
        let found = lines(
            try calendar([RaceSamples.race { ($0.start, $0.state, $0.heat, $0.lane) = (nil, .notSeeded, nil, nil) }], reminders: [5]))
        #expect(found.contains("DTSTART;VALUE=DATE:20260807"))
        #expect(found.contains("DTEND;VALUE=DATE:20260808"))
        #expect(found.contains("STATUS:TENTATIVE"))
        #expect(found.contains("TRANSP:TRANSPARENT"))
        #expect(!found.contains("BEGIN:VALARM"))
        #expect(found.contains("SUMMARY:Mira J Sandoval · #12 50 Fly · unseeded"))
    }

    @Test("A race without a day is left out and handed back; nothing left is no calendar")
    func dayless() throws {
        let dayless = RaceSamples.race { $0.date = nil }
        let options = CalendarFile.Options(stamp: RaceSamples.stamp)
        let some = CalendarFile([dayless, RaceSamples.race()], options: options)
        #expect(some.leftOut == [dayless])
        #expect(some.text.map(lines)?.count { $0 == "BEGIN:VEVENT" } == 1)
        #expect(CalendarFile([dayless], options: options).text == nil)
    }

    @Test("An estimate says its range, a scratch is cancelled")
    func states() throws {
        let estimated = lines(try calendar([RaceSamples.race { $0.start = RaceSamples.start(.estimated, 9, 42, range: 4) }]))
        #expect(estimated.contains { $0.hasPrefix("DESCRIPTION:") && $0.contains("Start estimated: between 09:38 and 09:46.") })
        let scratched = lines(try calendar([RaceSamples.race { $0.seed = "SCR" }], reminders: [5]))
        #expect(scratched.contains("STATUS:CANCELLED"))
        #expect(!scratched.contains("BEGIN:VALARM"))
    }

    @Test("A long race lasts as long as its seed, and may end after midnight")
    func duration() throws {
        let found = lines(try calendar([RaceSamples.race { ($0.seed, $0.start) = ("18:20.10L", RaceSamples.start(.printed, 23, 50)) }]))
        #expect(found.contains("DTSTART:20260807T235000"))
        #expect(found.contains("DTEND:20260808T001000"))
    }

    @Test("A name that would begin a line of its own stays text")
    func hostile() throws {
        let name = "<script>\r\nBEGIN:VALARM\r\nATTACH:https://heats.example"
        let found = lines(try calendar([RaceSamples.race { ($0.displayName, $0.team) = (name, name) }]))
        #expect(found.contains { $0.hasPrefix("SUMMARY:<script>\\nBEGIN:VALARM\\nATTACH:https://heats.example") })
        #expect(!found.contains { $0.hasPrefix("BEGIN:VALARM") || $0.hasPrefix("ATTACH") })
        #expect(found.count { $0.hasPrefix("BEGIN:VEVENT") } == 1)
    }

    @Test("Sequence and last change follow what changed, not when the calendar is written")
    func revision() throws {
        func found(changed: Int, stamp: Int = 0) throws -> [String] {
            let (changed, stamp) = (RaceSamples.stamp.seconds + changed, RaceSamples.stamp.seconds + stamp)
            let options = CalendarFile.Options(stamp: CalendarStamp(seconds: stamp), changed: CalendarStamp(seconds: changed))
            return lines(try #require(CalendarFile([RaceSamples.race()], options: options).text))
        }
        #expect(try found(changed: -60).contains("SEQUENCE:207748740"))
        #expect(try found(changed: -60).contains("LAST-MODIFIED:20260801T115900Z"))
        #expect(
            try found(changed: -60, stamp: 3600).filter { $0 != "DTSTAMP:20260801T130000Z" }
                == found(changed: -60).filter { $0 != "DTSTAMP:20260801T120000Z" })
        #expect(try found(changed: 1).contains("SEQUENCE:207748801"), "a later reading has the greater sequence")
        #expect(try found(changed: -2_000_000_000).contains("SEQUENCE:0"))
        #expect(try found(changed: 4_000_000_000).contains("SEQUENCE:2147483647"), "a sequence has 32 bits")
    }

    @Test("A race has the same UID alone and among all, also where two races are only told apart by their order")
    func chosen() throws {
        let races =
            ["A", "B"].map { letter in RaceSamples.race { $0.relay = RelayPart(leg: 1, letter: letter, members: []) } } + [
                RaceSamples.race()
            ]
        let options = CalendarFile.Options(stamp: RaceSamples.stamp)
        let identifiers = { (positions: [Int]?) -> [String] in
            lines(CalendarFile(races, at: positions, options: options).text ?? "").filter { $0.hasPrefix("UID:") }
        }
        let all = identifiers(nil)
        #expect(Set(all).count == 3)
        for index in races.indices { #expect(identifiers([index]) == [all[index]]) }
        #expect(identifiers([2, 0, 7]) == [all[2], all[0]])
        #expect(CalendarFile(races, at: [], options: options).text == nil)
    }
}
