import MeetModel
import Testing

@Suite("Sessions and dates")
struct SessionTrapTests {
    @Test("One PDF holds several sessions: event 1 of the finals is not event 1 of the prelims, though page numbers restart")
    func severalSessions() async throws {
        let sheet = try await Sheet("trap-several-sessions-page-restart")
        #expect(sheet.meet.sessions.map(\.name) == ["Friday Prelims", "Friday Finals", "Sunday Prelims"])
        #expect(sheet.meet.sessions.map(\.date?.description) == ["2026-03-06", "2026-03-06", "2026-03-08"])
        #expect(sheet.heats(event: "1", session: 0) == [1, 2, 3])
        #expect(sheet.heats(event: "1", session: 1) == [1])
        #expect(sheet.lanes(event: "1", heat: 1, session: 0).first == "2 Aldessa, Olive W")
        #expect(sheet.lanes(event: "1", heat: 1, session: 1).first == "1 Aldaray, Olive N")
    }

    @Test("A Meet Program may begin with lists of events that are not seeded yet: ranks there, lanes later")
    func unseededPages() async throws {
        let sheet = try await Sheet("trap-unseeded-pages-in-program")
        #expect(sheet.meet.kind == .mixed)
        #expect(sheet.ranks(event: "1").prefix(2) == ["1 Brevander, June", "2 Brevquist, Olive"])
        #expect(sheet.heats(event: "1").isEmpty)
        #expect(sheet.lanes(event: "3", heat: 2).first == "1 Dunessa, Elin N")
    }

    @Test("The banner's date is the day of printing, never a day of the meet, even where its weekday is the session's")
    func printDate() async throws {
        let sheet = try await Sheet("trap-date-print-is-not-meet")
        #expect(sheet.meet.printed?.date.description == "2026-05-23")
        #expect(sheet.meet.start?.description == "2026-06-13")
        #expect(sheet.meet.sessions.map(\.date?.description) == ["2026-06-13"])
    }

    @Test("A session's day is the weekday it names, counted from the start of the meet, also over New Year")
    func weekday() async throws {
        let sheet = try await Sheet("trap-date-over-new-year")
        #expect(sheet.meet.sessions.map(\.name) == ["Friday Morning"])
        #expect(sheet.meet.sessions.map(\.date?.description) == ["2027-01-01"])
    }

    @Test("The order of day and month is settled by a date of the document that reads one way only")
    func dayFirst() async throws {
        let sheet = try await Sheet("trap-date-day-first")
        #expect(sheet.meet.start?.description == "2026-05-08")
        #expect(sheet.meet.end?.description == "2026-05-13")
        #expect(sheet.meet.printed?.date.description == "2026-05-07")
    }

    @Test("Where both orders are possible, a meet of three days is likelier than one of two months")
    func span() async throws {
        let sheet = try await Sheet("trap-date-settled-by-span")
        #expect(sheet.meet.start?.description == "2026-06-05")
        #expect(sheet.meet.sessions.map(\.date?.description) == ["2026-06-06"])
    }

    @Test("Where nothing settles the order of day and month, the reading says so")
    func ambiguous() async throws {
        let sheet = try await Sheet("trap-date-ambiguous")
        #expect(sheet.reading.completeness.failedChecks.map(\.kind) == [.ambiguousDate])
        #expect(!sheet.reading.completeness.isComplete)
    }

    @Test(
        "Dates come in digits with slashes, dashes and dots, with the year first or last, and in words",
        arguments: [
            ("trap-date-iso", "2026-08-17", "2026-08-20"), ("trap-date-dotted", "2026-08-17", "2026-08-20"),
            ("trap-date-in-words", "2026-08-05", "2026-08-08"), ("trap-date-spanish-session", "2026-06-05", "2026-06-07"),
            ("trap-comma-decimals", "2026-07-04", "2026-07-04"), ("trap-old-banner", "2005-01-14", "2005-01-16"),
        ])
    func forms(_ fixture: String, _ start: String, _ end: String) async throws {
        let meet = try await Sheet(fixture).meet
        #expect(meet.start?.description == start)
        #expect(meet.end?.description == end)
    }

    @Test("A meet's name may have dashes, numbers and the word session in it")
    func meetName() async throws {
        let meet = try await Sheet("trap-no-licence-no-date").meet
        #expect(meet.name == "2026 ZZ SC 14&U Champs - Session B - 50/50 Meet")
        #expect(meet.printed == nil)
    }

    @Test("Sessions are named 1B, events are numbered 12A, 3S or 1002, with # glued to the number")
    func numbers() async throws {
        let sheet = try await Sheet("trap-session-and-event-numbers")
        #expect(sheet.meet.events.map(\.number) == ["12A", "12B", "101", "1002", "3S"])
        #expect(sheet.meet.sessions.first?.name?.contains("1B") == true || sheet.meet.sessions.first?.number == "1B")
        #expect(try sheet.event("3S").session == 1)
    }

    @Test("A heat that is Swimming with Finals stands in the morning's sheet and is marked")
    func withFinals() async throws {
        let sheet = try await Sheet("trap-swimming-with-finals")
        #expect(try sheet.heat(event: "31", 1).swimsWithFinals)
        #expect(try !sheet.heat(event: "31", 2).swimsWithFinals)
        #expect(sheet.meet.sessions.count == 1)
        #expect(sheet.lanes(event: "31", heat: 1).first == "1 Caldholt, Quinn")
    }
}
