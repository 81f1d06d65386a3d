import MeetModel

extension CompactReader {
    /// A whole reading, with nothing behind it.
    mutating func reading() throws(Malformed) -> Reading {
        let reading = Reading(meet: try meet(), completeness: try completeness())
        guard isAtEnd else { throw Malformed() }
        return reading
    }

    private mutating func meet() throws(Malformed) -> Meet {
        var meet = Meet(kind: try value())
        meet.name = try optionalText()
        meet.start = try optionalDate()
        meet.end = try optionalDate()
        meet.venue = try optionalText()
        if try bool() { meet.printed = PrintTime(date: try date(), time: try time()) }
        meet.sessions = try array { reader throws(Malformed) in try reader.session() }
        meet.events = try array { reader throws(Malformed) in try reader.event() }
        meet.heats = try array { reader throws(Malformed) in try reader.heat() }
        meet.entries = try array { reader throws(Malformed) in try reader.entry() }
        meet.alternates = try array { reader throws(Malformed) in try reader.entry() }
        meet.relays = try array { reader throws(Malformed) in try reader.relay() }
        meet.timeline = try array { reader throws(Malformed) in try reader.timelineRow() }
        return meet
    }

    private mutating func session() throws(Malformed) -> Session {
        var session = Session(name: try optionalText(), number: try optionalText(), page: 0)
        session.day = try optionalInt()
        session.date = try optionalDate()
        session.start = try time()
        session.heatInterval = try optionalInt()
        session.backstrokeInterval = try optionalInt()
        session.page = try int()
        return session
    }

    private mutating func event() throws(Malformed) -> Event {
        var event = Event(number: try optionalText(), name: try text(), page: 0)
        event.session = try optionalInt()
        event.sex = try optionalValue()
        if try bool() { event.ages = AgeGroup(lowest: try optionalInt(), highest: try optionalInt()) }
        event.distance = try optionalInt()
        event.course = try optionalValue()
        event.stroke = try optionalValue()
        event.isRelay = try bool()
        event.heatCount = try optionalInt()
        event.page = try int()
        return event
    }

    private mutating func heat() throws(Malformed) -> Heat {
        let (event, number, count, round, start) = (try int(), try int(), try optionalInt(), try optionalText(), try time())
        let swimsWithFinals = try bool()
        var heat = Heat(event: event, number: number, count: count, round: round, start: start, place: try place())
        heat.swimsWithFinals = swimsWithFinals
        return heat
    }

    private mutating func entry() throws(Malformed) -> Entry {
        let (event, round, heat, lane, rank) = (try int(), try optionalText(), try optionalInt(), try optionalInt(), try optionalInt())
        var entry = Entry(event: event, name: try text(), place: Place(page: 0, box: Box(left: 0, top: 0, right: 0, bottom: 0)))
        (entry.round, entry.heat, entry.lane, entry.rank) = (round, heat, lane, rank)
        entry.sex = try optionalValue()
        entry.age = try optionalText()
        entry.birth = try optionalText()
        entry.team = try optionalText()
        entry.seed = try optionalText()
        entry.start = try time()
        entry.isExhibition = try bool()
        entry.place = try place()
        return entry
    }

    private mutating func relay() throws(Malformed) -> RelayEntry {
        let (event, round, heat, lane, rank) = (try int(), try optionalText(), try optionalInt(), try optionalInt(), try optionalInt())
        var relay = RelayEntry(event: event, team: try text(), place: Place(page: 0, box: Box(left: 0, top: 0, right: 0, bottom: 0)))
        (relay.round, relay.heat, relay.lane, relay.rank) = (round, heat, lane, rank)
        relay.letter = try optionalText()
        relay.seed = try optionalText()
        relay.start = try time()
        relay.legs = try array { reader throws(Malformed) in
            RelayLeg(name: try reader.text(), age: try reader.optionalText(), sex: try reader.optionalValue())
        }
        relay.isExhibition = try bool()
        relay.place = try place()
        return relay
    }

    private mutating func timelineRow() throws(Malformed) -> TimelineRow {
        let (session, event, round) = (try int(), try optionalText(), try optionalText())
        var row = TimelineRow(
            session: session, event: event, name: try text(), place: Place(page: 0, box: Box(left: 0, top: 0, right: 0, bottom: 0)))
        row.round = round
        row.entries = try optionalInt()
        row.heats = try optionalInt()
        row.heat = try optionalInt()
        row.start = try time()
        row.isUnseeded = try bool()
        row.isBreak = try bool()
        row.place = try place()
        return row
    }

    private mutating func completeness() throws(Malformed) -> Completeness {
        var completeness = Completeness()
        completeness.pages = try int()
        completeness.pagesWithoutText = try array { reader throws(Malformed) in try reader.int() }
        completeness.usedLines = try int()
        let ignored = try array { reader throws(Malformed) in (try reader.value(IgnoredLine.self), try reader.int()) }
        completeness.ignoredLines = Dictionary(ignored, uniquingKeysWith: { first, _ in first })
        completeness.unread = try array { reader throws(Malformed) in UnreadLine(text: try reader.text(), place: try reader.place()) }
        completeness.failedChecks = try array { reader throws(Malformed) in
            FailedCheck(kind: try reader.value(), message: try reader.text(), page: try reader.optionalInt())
        }
        return completeness
    }

    private mutating func place() throws(Malformed) -> Place {
        Place(page: try int(), box: Box(left: try float(), top: try float(), right: try float(), bottom: try float()))
    }

    private mutating func date() throws(Malformed) -> CalendarDate {
        let days = try int()
        guard abs(days) < 1_000_000, let date = CalendarDate(daysSinceEpoch: days) else { throw Malformed() }
        return date
    }

    private mutating func optionalDate() throws(Malformed) -> CalendarDate? { try bool() ? try date() : nil }

    private mutating func time() throws(Malformed) -> WallTime? {
        guard let minutes = try optionalInt() else { return nil }
        guard minutes >= 0, let time = WallTime(hour: minutes / 60, minute: minutes % 60) else { throw Malformed() }
        return time
    }
}
