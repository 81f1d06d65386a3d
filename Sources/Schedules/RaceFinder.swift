import MeetModel

/// Makes the races of one person from the rows of all documents: the latest word on each, with everything else that says so.
struct RaceFinder {
    private(set) var races: [PlacedRace] = []
    private(set) var notes: [Note] = []

    private let index: MeetIndex
    private let person: Int

    init(person: Int, index: MeetIndex) {
        self.person = person
        self.index = index
        let rows = index.people.people[person].rows
        for program in Set(rows.map(\.program)).sorted() {
            let own = rows.filter { $0.program == program }.map { index.programs[program].rows[$0.row] }
            for event in Set(own.map(\.programEvent)).sorted() {
                find(own.filter { $0.programEvent == event }, of: event, in: program)
            }
        }
    }

    private mutating func find(_ rows: [MeetRow], of event: Int, in number: Int) {
        let program = index.programs[number]
        let first = races.count
        for swim in Set(rows.filter(\.isSeeded).map(\.swim)).sorted() {
            seeded(rows.filter { $0.isSeeded && $0.swim == swim }, program, number)
        }
        let seededRaces = races.count > first
        let listed = rows.filter { !$0.isSeeded && !$0.isAlternate }
        let isSeeded = program.events[event].swims.contains { !program.swims[$0].seededBy.isEmpty }
        if isSeeded {
            if seededRaces {
                races[first].race.supersedes += listed.map(evidence)
            } else if let row = listed.first, !rows.contains(where: \.isSeeded) {
                leftOut(row, program)
            }
        } else {
            unseeded(listed, program, number)
        }
        alternates(rows.filter(\.isAlternate), program, number)
        for race in races[first...].map(\.self) { addFinal(race, program, number, among: first) }
    }

    /// Where a swimmer stands in a swim; in two relays of a team, twice.
    private struct Lane: Hashable {
        var heat: Int?
        var lane: Int?
        var letter: String?
    }

    /// Rows of one swim: those of the documents that speak for it are races, rows of earlier prints say the same.
    private mutating func seeded(_ rows: [MeetRow], _ program: MeetProgram, _ number: Int) {
        let swim = program.swims[rows[0].swim]
        let standing = rows.filter { swim.seededBy.contains($0.document) }
        guard !standing.isEmpty else { return leftOut(rows[0], program) }
        let first = races.count
        var known: [Lane: Int] = [:]
        for row in standing {
            let lane = Lane(heat: row.heat, lane: row.lane, letter: row.relay?.letter)
            if let same = known[lane] {
                races[same].race.supersedes.append(evidence(row))
                races[same].race.seed = races[same].race.seed ?? row.seed
            } else {
                known[lane] = races.count
                races.append(place(row, .seeded, program, number))
            }
        }
        if races.count - first > 1 { disagree(standing, program) }
        races[first].race.supersedes += rows.filter { !swim.seededBy.contains($0.document) }.map(evidence)
    }

    private mutating func unseeded(_ rows: [MeetRow], _ program: MeetProgram, _ number: Int) {
        let standing = rows.filter { program.events[$0.programEvent].listedBy.contains($0.document) }
        guard let best = standing.first else {
            if let row = rows.first { leftOut(row, program) }
            return
        }
        var race = place(best, .notSeeded, program, number)
        race.race.supersedes += rows.filter { $0.place != best.place || $0.document != best.document }.map(evidence)
        races.append(race)
    }

    /// Alternates of each round once; `Alternates` may be printed with several heats.
    private mutating func alternates(_ rows: [MeetRow], _ program: MeetProgram, _ number: Int) {
        let first = races.count
        for row in rows {
            let documents = program.swims[row.swim].seededBy
            if !documents.isEmpty, !documents.contains(row.document) { continue }
            if let same = races[first...].firstIndex(where: { $0.swim == row.swim && $0.race.round == row.round }) {
                races[same].race.supersedes.append(evidence(row))
            } else {
                races.append(place(row, .alternate, program, number))
            }
        }
    }

    /// The final that a prelim may lead to, when a session report has one and no sheet says yet who swims it.
    private mutating func addFinal(_ prelim: PlacedRace, _ program: MeetProgram, _ number: Int, among first: Int) {
        let swim = program.swims[prelim.swim]
        guard prelim.race.state == .seeded || prelim.race.state == .notSeeded, !prelim.race.isExhibition, !prelim.race.isScratched,
            let phase = swim.phase, phase == .prelims || phase == .semifinals
        else { return }
        let later = program.events[swim.event].swims.filter { index in
            let other = program.swims[index]
            guard let stage = other.phase, stage == .semifinals || stage == .finals else { return false }
            return stage > phase && other.timelineEvidence != nil && other.seededBy.isEmpty && other.session != nil
        }
        for index in later where !races[first...].contains(where: { $0.swim == index && $0.race.state != .alternate }) {
            races.append(final(prelim, index, program, number))
        }
    }
}

extension RaceFinder {
    private mutating func leftOut(_ row: MeetRow, _ program: MeetProgram) {
        let event = program.events[row.programEvent]
        let name = index.people.people[person].person.displayName
        let what = event.number.map { "event \($0)" } ?? event.name
        notes.append(
            Note(
                kind: .scratched,
                message: "\(name) is entered in \(what) here, but no longer in the sheet that is seeded or printed later.",
                file: index.documents[row.document].file))
    }

    private mutating func disagree(_ rows: [MeetRow], _ program: MeetProgram) {
        let event = program.events[rows[0].programEvent]
        let name = index.people.people[person].person.displayName
        let what = event.number.map { "event \($0)" } ?? event.name
        let documents = Set(rows.map(\.document))
        if documents.count > 1 {
            let files = documents.sorted().map { index.documents[$0].file }.joined(separator: " and ")
            notes.append(
                Note(
                    kind: .conflictingDocuments,
                    message:
                        "\(name) stands in different heats or lanes of \(what) in \(files), and neither is known to be the later print."))
        } else {
            notes.append(
                Note(
                    kind: .enteredTwice, message: "\(name) stands more than once in \(what).", file: index.documents[rows[0].document].file)
            )
        }
    }

    private func evidence(_ row: MeetRow) -> Evidence {
        Evidence(file: index.documents[row.document].file, place: row.place)
    }

    private func place(_ row: MeetRow, _ state: Race.State, _ program: MeetProgram, _ number: Int) -> PlacedRace {
        let state: Race.State = row.isRelayAlternate ? .alternate : state
        return RaceMaker(index: index, program: program).race(row, state, person: person, number: number)
    }

    private func final(_ prelim: PlacedRace, _ swim: Int, _ program: MeetProgram, _ number: Int) -> PlacedRace {
        RaceMaker(index: index, program: program).final(of: prelim, swim: swim)
    }

    /// Relays of a team that are printed without swimmers, for those who ask for the whole team.
    static func namelessRelays(of team: TeamKey, in index: MeetIndex) -> [PlacedRace] {
        index.programs.enumerated().flatMap { number, program in
            let rows = program.namelessRelays.filter { row in
                guard TeamKey(row.team)?.agrees(with: team) == true else { return false }
                return row.isSeeded
                    ? program.swims[row.swim].seededBy.first == row.document
                    : program.events[row.programEvent].listedBy.first == row.document && program.swims[row.swim].seededBy.isEmpty
            }
            return rows.map { row in
                RaceMaker(index: index, program: program).race(row, row.isSeeded ? .seeded : .notSeeded, person: nil, number: number)
            }
        }
    }
}
