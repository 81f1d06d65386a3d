import MeetModel

extension ProgramBuilder {
    /// Where a row's heat stands in its document.
    private struct HeatKey: Hashable {
        var event: Int
        var number: Int
    }

    mutating func readRows(_ document: Int) {
        let meet = meet(document)
        let heats = Dictionary(grouping: meet.heats.indices) { HeatKey(event: meet.heats[$0].event, number: meet.heats[$0].number) }
        var cache: [SwimKey: Int] = [:]
        for entry in meet.entries {
            let swim = swim(document, meet, entry.event, entry.round, entry.heat, heats, &cache)
            append(MeetRow(entry, document: document, swim: swim, isAlternate: false))
        }
        for entry in meet.alternates {
            let swim = swim(document, meet, entry.event, entry.round, entry.heat, heats, &cache)
            append(MeetRow(entry, document: document, swim: swim, isAlternate: true))
        }
        for relay in meet.relays {
            let swim = swim(document, meet, relay.event, relay.round, relay.heat, heats, &cache)
            if relay.legs.isEmpty { append(MeetRow(relay, leg: nil, document: document, swim: swim)) }
            for leg in relay.legs.indices { append(MeetRow(relay, leg: leg, document: document, swim: swim)) }
        }
    }

    private mutating func append(_ row: MeetRow) {
        var row = row
        row.programEvent = program.swims[row.swim].event
        if let relay = row.relay, relay.leg == nil { program.namelessRelays.append(row) } else { program.rows.append(row) }
    }

    private struct SwimKey: Hashable {
        var event: Int
        var round: String?
        var withFinals: Bool
    }

    /// The swim of a row. A row whose event is not in its document is still a row, of an event without a name.
    private mutating func swim(
        _ document: Int, _ meet: Meet, _ event: Int, _ round: String?, _ number: Int?, _ heats: [HeatKey: [Int]],
        _ cache: inout [SwimKey: Int]
    ) -> Int {
        let candidates = number.flatMap { heats[HeatKey(event: event, number: $0)] } ?? []
        let heat = (candidates.first { meet.heats[$0].round == round } ?? candidates.first).map { meet.heats[$0] }
        let withFinals = heat?.isWithFinals ?? false || RacePhase.isSwumWithFinals(round)
        let key = SwimKey(event: event, round: round ?? heat?.round, withFinals: withFinals)
        if let known = cache[key] { return known }
        let found: Int
        if let own = eventsOfDocument[document], own.indices.contains(event) {
            let session = meet.events[event].session.flatMap { index -> Int? in
                guard let sessions = sessionsOfDocument[document], sessions.indices.contains(index) else { return nil }
                return sessions[index]
            }
            let phase = RacePhase(key.round)
            found = withFinals ? eveningSwim(own[event], from: session) : swim(event: own[event], phase: phase, session: session)
        } else {
            let unknown = programEvent(number: nil, name: "", traits: EventTraits(name: ""), course: nil)
            found = swim(event: unknown, phase: nil, session: nil)
        }
        cache[key] = found
        return found
    }

    /// The finals of an event, for heats that are printed in the session before and swum with them.
    private mutating func eveningSwim(_ event: Int, from session: Int?) -> Int {
        let day = session.flatMap { program.sessions[$0].date }
        let finals = program.events[event].swims.filter { index in
            let swim = program.swims[index]
            return swim.phase == .finals && swim.session != session
        }
        if let reported = finals.first { return reported }
        let evenings = program.sessions.indices.filter { index in
            let other = program.sessions[index]
            return index != session && (day == nil || other.date == day) && (other.name?.lowercased().contains("final") ?? false)
        }
        program.swims.append(Swim(event: event, phase: .finals, session: evenings.count == 1 ? evenings[0] : nil, day: day))
        program.events[event].swims.append(program.swims.count - 1)
        return program.swims.count - 1
    }

    /// Says which documents speak for which swim, and which documents have nothing more to say.
    mutating func markSuperseded() {
        for row in program.rows + program.namelessRelays {
            if row.isSeeded {
                if !program.swims[row.swim].seededBy.contains(row.document) { program.swims[row.swim].seededBy.append(row.document) }
            } else if !row.isAlternate, !program.events[row.programEvent].listedBy.contains(row.document) {
                program.events[row.programEvent].listedBy.append(row.document)
            }
        }
        var laterPrints: [Int: [Int]] = [:]
        var stands: Set<Int> = []
        for row in program.rows + program.namelessRelays where !row.isAlternate {
            let others = row.isSeeded ? program.swims[row.swim].seededBy : program.events[row.programEvent].listedBy
            if let later = others.first(where: { isLater($0, than: row.document) }) {
                laterPrints[row.document, default: []].append(later)
            } else {
                stands.insert(row.document)
            }
        }
        for (document, prints) in laterPrints where !stands.contains(document) && meet(document).timeline.isEmpty {
            program.superseded[document] = prints.max { a, b in isLater(b, than: a) }
        }
        for index in program.swims.indices {
            let documents = program.swims[index].seededBy
            program.swims[index].seededBy = documents.filter { own in !documents.contains { isLater($0, than: own) } }
        }
        for index in program.events.indices {
            let documents = program.events[index].listedBy
            program.events[index].listedBy = documents.filter { own in !documents.contains { isLater($0, than: own) } }
        }
    }
}

extension MeetRow {
    fileprivate init(_ entry: Entry, document: Int, swim: Int, isAlternate: Bool) {
        self.init(
            document: document, event: entry.event, programEvent: 0, swim: swim, name: entry.name, age: entry.age, birth: entry.birth,
            sex: entry.sex, team: entry.team, round: entry.round, heat: entry.heat, lane: entry.lane, rank: entry.rank, seed: entry.seed,
            start: entry.start, isExhibition: entry.isExhibition, isAlternate: isAlternate, relay: nil, place: entry.place)
    }

    /// One leg of a relay, or the relay as a whole under its team's name.
    fileprivate init(_ relay: RelayEntry, leg: Int?, document: Int, swim: Int) {
        let swimmer = leg.map { relay.legs[$0] }
        self.init(
            document: document, event: relay.event, programEvent: 0, swim: swim, name: swimmer?.name ?? relay.team, age: swimmer?.age,
            birth: nil, sex: swimmer?.sex, team: relay.team, round: relay.round, heat: relay.heat, lane: relay.lane, rank: relay.rank,
            seed: relay.seed, start: relay.start, isExhibition: relay.isExhibition, isAlternate: false,
            relay: RelayPart(leg: leg.map { $0 + 1 }, letter: relay.letter, members: relay.legs.map(\.name)), place: relay.place)
    }
}
