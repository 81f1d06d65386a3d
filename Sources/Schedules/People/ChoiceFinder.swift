import MeetModel

/// Finds how to ask for each of those who are offered, so that it is answered by that one alone.
struct ChoiceFinder {
    let index: PersonIndex
    let programs: [MeetProgram]

    /// Where more carry a name, trying it out takes too long: they are told apart by all that is printed of them.
    private static let mostOffered = 64
    private static let mostNamesakes = 500
    private static let mostEvents = 8

    /// One for each of `people`, in their order.
    func choices(for people: [Int]) -> [SwimmerQuery] {
        let triesOut = people.count <= Self.mostOffered
        return people.map { person in
            let candidates = candidates(for: person)
            guard triesOut, hasFewNamesakes(person) else { return candidates.last { $0.event == nil } ?? candidates[0] }
            return candidates.first { isAnswered($0, by: person) } ?? candidates[candidates.count - 1]
        }
    }

    private func hasFewNamesakes(_ person: Int) -> Bool {
        index.people[person].names.allSatisfy { name in
            name.readings.allSatisfy { (index.bySurname[$0.surname]?.count ?? 0) <= Self.mostNamesakes }
        }
    }

    /// The shortest first, in the form it is typed in.
    private func candidates(for person: Int) -> [SwimmerQuery] {
        let indexed = index.people[person]
        let own = indexed.person
        var queries: [SwimmerQuery] = []
        for name in [own.displayName] + own.printedNames where !queries.contains(where: { $0.name == name }) {
            var query = SwimmerQuery(own)
            query.name = name
            queries.append(query)
            query.birth = own.births.first
            queries.append(query)
            query.sex = own.sex
            queries.append(query)
            for event in events(of: indexed) {
                query.event = event
                queries.append(query)
            }
        }
        return queries
    }

    private func events(of person: IndexedPerson) -> [String] {
        var numbers: [String] = []
        for row in person.rows where numbers.count < Self.mostEvents {
            let program = programs[row.program]
            if let number = program.events[program.rows[row.row].programEvent].number, !numbers.contains(number) { numbers.append(number) }
        }
        return numbers
    }

    private func isAnswered(_ query: SwimmerQuery, by person: Int) -> Bool {
        SwimmerQuery(typed: query.typed) == query && PersonSearch(query, in: index, programs).only() == person
    }
}
