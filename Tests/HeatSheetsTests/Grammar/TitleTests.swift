import MeetModel
import Testing

@testable import HeatSheets

@Suite("Headings of events, heats and sessions")
struct TitleTests {
    private func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

    // MARK: - Heats

    @Test(
        "A heat's heading gives number, count and round",
        arguments: [
            ("Heat 2 of 5 Prelims", "2 of 5 Prelims"), ("Heat  3", "3 of - -"), ("Heat 1 of 1 Timed Finals", "1 of 1 Timed Finals"),
            ("Heat #3", "3 of - -"),
            ("Lauf 1/4 (ca. 10:05)", "1 of 4 -"), ("Lauf 2 von 4", "2 of 4 -"), ("S\u{E9}rie 2 sur 3", "2 of 3 -"),
        ])
    func heats(_ text: String, _ expected: String) throws {
        let heading = try #require(HeadingScanner.heading(of: words(text)))
        let heat = try #require(heading.heat)
        #expect("\(heat.number ?? 0) of \(heat.count.map(String.init) ?? "-") \(heading.round ?? "-")" == expected)
    }

    @Test(
        "A heat's start stands behind Starts at, or in brackets",
        arguments: [
            ("Heat 1 of 3 Finals Starts at 09:05 AM", "09:05"), ("Lauf 1/4 (ca. 10:05)", "10:05"), ("Heat 2 of 2 Finals 1:15 PM", "13:15"),
            ("01:15 PM H2", "13:15"),
        ])
    func starts(_ text: String, _ expected: String) throws {
        let title = try #require(HeadingScanner.heading(of: words(text)))
        #expect(title.start?.description == expected)
        #expect(title.round == nil || title.round == "Finals")
    }

    @Test("Heat 4 (#12 Girls ...) repeats the event it belongs to")
    func continued() throws {
        let title = try #require(HeadingScanner.heading(of: words("Heat 4 Prelims (#12A Girls 11-12 50 LC Meter Freestyle)")))
        #expect(title.event?.isContinuation == true)
        #expect(title.event?.number == "12A")
        #expect(title.event?.title == "Girls 11-12 50 LC Meter Freestyle")
        #expect(title.round == "Prelims")
    }

    @Test("Heat 4 (Heat 2 Boys 800 Free) says whose heat it is among combined events")
    func within() throws {
        let title = try #require(HeadingScanner.heading(of: words("Heat 4 (Heat 2 Boys 800 Free)")))
        #expect(title.heat?.number == 4)
        #expect(title.within == "heat 2 boys 800 free")
        #expect(title.event == nil)
    }

    @Test("Swimming with Finals is told apart")
    func withFinals() throws {
        #expect(try #require(HeadingScanner.heading(of: words("Heat 1 of 3 Finals - Swimming with Finals"))).swimsWithFinals)
        #expect(try !#require(HeadingScanner.heading(of: words("Heat 1 of 3 Finals"))).swimsWithFinals)
    }

    @Test("Names are no headings of heats", arguments: ["Heath, Evan T", "Heat, Ada", "Heat", "Finals 1", "Series"])
    func noHeats(_ text: String) { #expect(HeadingScanner.heading(of: words(text))?.heat == nil) }

    @Test("What stands behind a heat and is no round does not become one")
    func noRound() throws {
        let heading = try #require(HeadingScanner.heading(of: words("Heat 1 of 5 scratch deadline 8:00")))
        #expect(heading.round == nil)
        #expect(heading.heat?.number == 1)
    }

    @Test(
        "A heat's number may stand before its word, close to it, or in the line of its event",
        arguments: ["3. Lauf", "H3", "Lauf: 3", "3\u{AA} S\u{E9}rie", "Event 7 Girls 50 Free  Heat 3", "8:03 Heat 3", "08:50 AM H3"])
    func placesOfHeats(_ text: String) { #expect(HeadingScanner.heading(of: words(text))?.heat?.number == 3) }

    @Test(
        "A final may have a letter instead of a number",
        arguments: [("A - Final", "A Final"), ("Final B", "B Final"), ("C-Finale", "C Final"), ("Heat 2 D - Final", "D Final")])
    func letteredFinals(_ text: String, _ round: String) { #expect(HeadingScanner.heading(of: words(text))?.round == round) }

    // MARK: - Events

    @Test(
        "An event's heading gives its number and its title",
        arguments: [
            ("Event 12 Girls 11-12 50 LC Meter Freestyle", "12", "Girls 11-12 50 LC Meter Freestyle"),
            ("#12A Boys 100 Free", "12A", "Boys 100 Free"),
            ("# 7 Boys 100 Free", "7", "Boys 100 Free"), ("Event 101: Women 100 Free", "101", "Women 100 Free"),
            ("Wettkampf 3 - 100m Freistil weiblich", "3", "100m Freistil weiblich"), ("\u{C9}preuve 4 Dames, 50m", "4", "Dames, 50m"),
        ])
    func events(_ text: String, _ number: String, _ title: String) throws {
        let heading = try #require(HeadingScanner.heading(of: words(text))?.event)
        #expect(heading.number == number)
        #expect(heading.title == title)
        #expect(!heading.isContinuation)
    }

    @Test("Event 12 ...(Girls 11-12 50 Free) goes on with event 12")
    func again() throws {
        let heading = try #require(HeadingScanner.heading(of: words("Event 12 ...(Girls 11-12 50 Free)"))?.event)
        #expect(heading.isContinuation)
        #expect(heading.number == "12")
    }

    @Test(
        "Combined events have several numbers",
        arguments: [
            "Event 21 / 22 Girls / Boys 13-14 800 Free", "Event 21/22 Girls / Boys 13-14 800 Free",
            "Event 21 & 22 Girls / Boys 13-14 800 Free",
        ])
    func combined(_ text: String) throws {
        let heading = try #require(HeadingScanner.heading(of: words(text))?.event)
        #expect(heading.number == "21")
        #expect(heading.otherNumbers == ["22"])
        #expect(heading.title == "Girls / Boys 13-14 800 Free")
    }

    @Test(
        "Names and prose are no headings of events",
        arguments: ["Event, Ada", "Events", "#", "#pencils", "Event schedule", "Event 12345", "Eventful 12"])
    func noEvents(_ text: String) { #expect(HeadingScanner.heading(of: words(text))?.event == nil) }

    @Test(
        "A title says who swims how far in which stroke",
        arguments: [
            ("Girls 11-12 50 LC Meter Butterfly", "female 11-12 50 L butterfly"), ("Boys 10 & Under 100 Yard IM", "male -10 100 Y medley"),
            ("Women 15 & Over 200 SC Meter Freestyle", "female 15- 200 S freestyle"),
            ("Mixed 100 Yard Backstroke", "mixed 100 Y backstroke"),
            ("Women 10 Year Olds 200 IM", "female 10-10 200 medley"), ("Girls / Boys 13-14 800 Free", "mixed 13-14 800 freestyle"),
            ("Frauen, 200m Freistil", "female 200 freestyle"), ("Messieurs, 100m brasse", "male 100 breaststroke"),
            ("Mixed 200 LC Meter Medley Relay", "mixed 200 L medley relay"), ("4x50m Freestyle Relay Women", "female 200 freestyle relay"),
            ("Girls 1 mtr Diving", "female diving"),
        ])
    func titles(_ text: String, _ expected: String) {
        let title = EventTitle(words(text))
        var parts = [title.sex?.rawValue]
        if let ages = title.ages { parts.append("\(ages.lowest.map(String.init) ?? "")-\(ages.highest.map(String.init) ?? "")") }
        if title.stroke != .diving { parts.append(title.distance.map(String.init)) }
        parts += [title.course?.rawValue, title.stroke?.rawValue, title.isRelay ? "relay" : nil]
        #expect(parts.compactMap(\.self).joined(separator: " ") == expected)
    }

    // MARK: - Sessions

    @Test("A session's name may hold its number, weekday, date and start")
    func sessions() {
        let saturday = SessionTitle(words("Saturday Prelims"))
        #expect(saturday.name == "Saturday Prelims")
        #expect(saturday.weekday == .saturday)
        let numbered = SessionTitle(words("Session: 1 Thursday Distance"))
        #expect(numbered.number == "1")
        #expect(numbered.weekday == .thursday)
        let dated = SessionTitle(words("Session 2 - 30/12/2021 - 10:30am"))
        #expect(dated.number == "2")
        #expect(dated.date?.resolved(dayFirst: true).description == "2021-12-30")
        #expect(dated.start?.description == "10:30")
    }

    @Test(
        "A word that begins like a weekday is none", arguments: ["Saturn Prelims", "Sunnyside Finals", "Friends Meet", "Monroe Distance"])
    func noWeekday(_ text: String) { #expect(SessionTitle(words(text)).weekday == nil) }
}
