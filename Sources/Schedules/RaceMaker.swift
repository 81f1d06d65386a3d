import MeetModel

/// Fills in a race from its row and from all that the meet's documents know of its event, heat and session.
struct RaceMaker {
    let index: MeetIndex
    let program: MeetProgram

    func race(_ row: MeetRow, _ state: Race.State, person: Int?, number: Int) -> PlacedRace {
        let swim = program.swims[row.swim]
        let event = event(of: row)
        let facts = row.heat.flatMap { swim.heats[$0] }
        let position = state == .seeded || row.heat != nil ? row.heat.map { Swim.Heat(swim: row.swim, number: $0) } : nil
        var race = blank(swim, event)
        race.printedName = row.name
        race.displayName = person.map { index.people.people[$0].person.displayName } ?? row.name
        race.age = row.age
        race.sex = row.sex ?? person.flatMap { index.people.people[$0].person.sex }
        race.team = row.team
        race.relay = row.relay
        race.round = row.round ?? swim.round
        race.heat = row.heat
        race.heatCount = heatCount(facts, event, swim)
        race.lane = row.lane
        race.rank = row.rank
        race.seed = row.seed
        race.start = start(row, swim)
        race.state = state
        race.isExhibition = row.isExhibition
        race.evidence = [Evidence(file: index.documents[row.document].file, place: row.place)]
        if race.start != nil, race.start?.source != .printed, let timeline = swim.timelineEvidence { race.evidence.append(timeline) }
        return PlacedRace(
            race: race, person: person, program: number, swim: row.swim, session: swim.session,
            position: (position.flatMap { program.positions[$0] }) ?? firstPosition(row.swim))
    }

    /// The possible final of a prelim: another session, its reported start, and neither heat nor lane.
    func final(of prelim: PlacedRace, swim index: Int) -> PlacedRace {
        let swim = program.swims[index]
        var race = prelim.race
        let place = blank(swim, nil)
        (race.sessionName, race.sessionOrder, race.date) = (place.sessionName, place.sessionOrder, place.date)
        (race.heat, race.lane, race.rank) = (nil, nil, nil)
        race.round = swim.round
        race.heatCount = swim.allReportedHeats
        race.start = wholeStart(index)
        race.state = .finalIfQualified
        race.supersedes = []
        race.evidence = (swim.timelineEvidence.map { [$0] } ?? []) + prelim.race.evidence.prefix(1)
        var placed = prelim
        placed.race = race
        (placed.swim, placed.session, placed.position) = (index, swim.session, firstPosition(index))
        return placed
    }

    private func event(of row: MeetRow) -> Event? {
        let events = index.documents[row.document].reading.meet.events
        return events.indices.contains(row.event) ? events[row.event] : nil
    }

    /// Event and session, no swimmer.
    private func blank(_ swim: Swim, _ printed: Event?) -> Race {
        let event = program.events[swim.event]
        let session = swim.session.map { program.sessions[$0] }
        let days = program.group.days
        return Race(
            printedName: "", displayName: "", meetName: program.group.name, venue: program.group.venue, sessionName: session?.name,
            sessionOrder: swim.session.map { program.sessionOrder[$0] },
            date: session?.date ?? swim.day ?? (days.count == 1 ? days[0] : nil), eventNumber: printed?.number ?? event.number,
            eventName: printed?.name ?? event.name, eventSex: event.traits.sex, ages: event.traits.ages, distance: event.traits.distance,
            course: printed?.course ?? event.course, stroke: event.traits.stroke, state: .seeded, isExhibition: false, evidence: [],
            supersedes: [])
    }

    private func heatCount(_ facts: Swim.HeatFacts?, _ event: Event?, _ swim: Swim) -> Int? {
        if let printed = facts?.count ?? event?.heatCount ?? swim.allReportedHeats { return printed }
        // A sheet that numbers its heats 1 to n without a gap has n of them.
        let highest = swim.heats.keys.max()
        return highest == swim.heats.count ? highest : nil
    }

    /// Of the heat; of the event as a whole while there is no heat.
    private func start(_ row: MeetRow, _ swim: Swim) -> RaceStart? {
        if let heat = row.heat, let known = program.starts[Swim.Heat(swim: row.swim, number: heat)] { return known }
        if let printed = row.start { return RaceStart(source: .printed, time: printed) }
        return row.heat == nil ? wholeStart(row.swim) : nil
    }

    /// Nil for a swim in parts: nobody knows in which of them one swims.
    private func wholeStart(_ index: Int) -> RaceStart? {
        guard program.swims[index].parts.isEmpty else { return nil }
        if let reported = program.swims[index].reportedStart { return RaceStart(source: .reported, time: reported) }
        let heats = [0] + program.swims[index].heats.keys.sorted()
        return heats.compactMap { program.starts[Swim.Heat(swim: index, number: $0)] }.min { $0.time < $1.time }
    }

    private func firstPosition(_ swim: Int) -> Int? {
        ([0] + program.swims[swim].heats.keys).compactMap { program.positions[Swim.Heat(swim: swim, number: $0)] }.min()
    }
}
