import MeetModel

/// Documents made ready for questions. Making one costs a walk over every entry; each question afterwards is a lookup, so
/// keep it where many people ask about the same documents.
package struct MeetIndex: Sendable {
    let documents: [SourceDocument]
    let programs: [MeetProgram]
    let people: PersonIndex
    /// What is true of the documents whatever the question.
    private let meets: [MeetSummary]
    private let summaries: [DocumentSummary]
    private let notes: [Note]

    package init(_ documents: [SourceDocument]) {
        let programs = MeetGroup.groups(of: documents).map { ProgramBuilder.program(of: $0, documents) }
        let summaries = documents.indices.map { DocumentSummary($0, documents, programs) }
        self.documents = documents
        self.programs = programs
        self.summaries = summaries
        let people = PersonIndex(programs, documents)
        self.people = people
        notes =
            Note.about(documents, programs, summaries)
            + people.namelessRows.sorted { $0.key < $1.key }.map { document, count in
                Note.namelessRows(count, file: documents[document].file)
            }
        meets = programs.map { program in
            let group = program.group
            return MeetSummary(
                name: group.name, start: group.start, end: group.end, venue: group.venue, files: group.documents.map { documents[$0].file })
        }
    }

    /// Never fails; what cannot be answered is said in the schedule.
    package func schedule(_ question: Question) -> Schedule {
        var wanted: [Int] = []
        var asked: [Int] = []
        var outcomes: [PersonSearch.Result] = []
        var notes = notes
        for query in question.swimmers {
            let search = PersonSearch(query, in: people, programs)
            let result = search.result()
            outcomes.append(result)
            guard case .found(let person) = result, !asked.contains(person) else { continue }
            asked.append(person)
            notes += search.misspellings(of: person).map { Note.nearName(people.people[person].person, people.people[$0].person) }
        }
        wanted = asked
        if question.everyone || question.team != nil { wanted += roster(question).filter { !asked.contains($0) } }
        wanted = people.alphabetical(wanted)

        var placed: [PlacedRace] = []
        for person in wanted {
            let finder = RaceFinder(person: person, index: self)
            placed += finder.races
            notes += finder.notes
        }
        if let team = question.team.flatMap(TeamKey.init) { placed += RaceFinder.namelessRelays(of: team, in: self) }
        placed = PlacedRace.inOrder(placed)
        notes += Note.notSeeded(placed.map(\.race)) + Note.inParts(placed, programs)

        let swimmers = swimmers(wanted, placed)
        let positions = Dictionary(zip(wanted, wanted.indices), uniquingKeysWith: { first, _ in first })
        let answers = zip(question.swimmers, outcomes).map { query, result in
            answer(query, result, positions)
        }
        var seen: Set<Note> = []
        return Schedule(
            meets: meets, answers: answers, swimmers: swimmers, races: placed.map(\.race), clashes: Clash.among(placed, asked: Set(asked)),
            documents: summaries, notes: notes.filter { seen.insert($0).inserted })
    }

    private func roster(_ question: Question) -> [Int] {
        let everyone = Array(people.people.indices)
        guard let text = question.team else { return everyone }
        guard let team = TeamKey(text) else { return [] }
        return everyone.filter { people.people[$0].teams.contains(where: team.agrees) }
    }

    private func swimmers(_ wanted: [Int], _ placed: [PlacedRace]) -> [Swimmer] {
        var races: [Int: [Int]] = [:]
        var relayTeams: [String] = []
        var relays: [String: [Int]] = [:]
        for (index, race) in placed.enumerated() {
            if let person = race.person {
                races[person, default: []].append(index)
            } else {
                if relays[race.race.printedName] == nil { relayTeams.append(race.race.printedName) }
                relays[race.race.printedName, default: []].append(index)
            }
        }
        return wanted.map { Swimmer(person: people.people[$0].person, races: races[$0] ?? []) }
            + relayTeams.map { team in
                Swimmer(person: Person(displayName: team, printedNames: [team], teams: [team]), races: relays[team] ?? [])
            }
    }

    private func answer(_ query: SwimmerQuery, _ result: PersonSearch.Result, _ positions: [Int: Int]) -> Answer {
        let finder = ChoiceFinder(index: people, programs: programs)
        switch result {
        case .found(let person):
            return Answer(query: query, outcome: positions[person].map { .found(swimmer: $0) } ?? .notFound([]))
        case .several(let candidates):
            return Answer(
                query: query, outcome: .ambiguous(candidates.map { people.people[$0].person }), choices: finder.choices(for: candidates))
        case .nobody(let offers):
            let suggestions = offers.map { Suggestion(person: people.people[$0.person].person, reason: $0.reason) }
            return Answer(query: query, outcome: .notFound(suggestions), choices: finder.choices(for: offers.map(\.person)))
        }
    }
}
