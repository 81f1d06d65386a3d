import MeetModel

/// Finds the swimmer somebody asks for (SPEC 2.4): nobody is taken for another without the same surname and first name.
struct PersonSearch {
    enum Result {
        case found(Int)
        /// The user has to choose.
        case several([Int])
        case nobody([Offer])
    }

    /// Somebody who may have been meant.
    struct Offer {
        var person: Int
        var reason: Suggestion.Reason
    }

    let index: PersonIndex
    let programs: [MeetProgram]
    let query: SwimmerQuery
    private let name: Name
    private let age: AgeKey?
    private let birth: BirthKey?
    private let team: TeamKey?

    init(_ query: SwimmerQuery, in index: PersonIndex, _ programs: [MeetProgram]) {
        self.index = index
        self.programs = programs
        self.query = query
        name = Name.query(query.name)
        age = AgeKey(query.age)
        birth = BirthKey(query.birth)
        team = TeamKey(query.team)
    }

    func result() -> Result {
        let namesakes = named()
        if !namesakes.isEmpty {
            let fitting = narrow(namesakes)
            if fitting.count == 1 { return .found(fitting[0]) }
            if !fitting.isEmpty { return .several(index.alphabetical(fitting)) }
        }
        if namesakes.isEmpty {
            let damaged = narrow(damaged())
            if damaged.count == 1 { return .found(damaged[0]) }
            if !damaged.isEmpty { return .several(index.alphabetical(damaged)) }
            let carriers = narrow(carriers())
            if !carriers.isEmpty { return .several(index.alphabetical(carriers)) }
        }
        return .nobody(suggestions(namesakes))
    }

    /// Whoever is found, when that is one; quicker than `result()` where nobody is.
    func only() -> Int? {
        let namesakes = named()
        let fitting = narrow(namesakes.isEmpty ? damaged() : namesakes)
        return fitting.count == 1 ? fitting[0] : nil
    }

    /// Everybody whose printed name agrees. Those with all the words asked for come before those with fewer.
    private func named() -> [Int] {
        var whole = Set(index.byWords[name.wordKey] ?? [])
        var partly: Set<Int> = []
        for asked in name.readings {
            for person in index.bySurname[asked.surname] ?? [] {
                for printed in index.people[person].names {
                    if let suffix = name.suffix, let other = printed.suffix, suffix != other { continue }
                    for reading in printed.readings {
                        guard let agreement = index.lexicon.agreement(asked, reading) else { continue }
                        if agreement.ownOnly.isEmpty { whole.insert(person) } else { partly.insert(person) }
                    }
                }
            }
        }
        return (whole.isEmpty ? partly : whole).sorted()
    }

    /// Those whose names lost a letter or were cut off by their column, and would agree if they were whole.
    private func damaged() -> [Int] {
        var found: Set<Int> = []
        for (person, names) in index.repaired {
            for asked in name.readings where names.contains(where: { $0.readings.contains { asked.agreement(with: $0) != nil } }) {
                found.insert(person)
            }
        }
        for (person, indexed) in index.people.enumerated() where indexed.mayBeCutOff {
            if indexed.names.contains(where: { $0.isBeginning(of: name) }) { found.insert(person) }
        }
        return found.sorted()
    }

    /// Everybody of the last name, when nothing else was asked for: one word, or several that are somebody's whole surname.
    private func carriers() -> [Int] {
        let surname = name.readings.first { $0.given.isEmpty }?.surname ?? name.readings.first.map { ($0.given + [$0.surname]).joined() }
        guard let surname, !name.text.contains(",") || name.readings.first?.given.isEmpty == true else { return [] }
        return (index.bySurname[surname] ?? []).filter { person in
            index.people[person].names.contains { printed in
                printed.readings.contains { $0.surname == surname && ($0.isCertain || printed.readings.first == $0) }
            }
        }
    }

    /// Sex must not contradict; the nearest age and the asked-for team are preferred to those that are not known.
    private func narrow(_ people: [Int]) -> [Int] {
        var people = people.filter { person in
            guard let asked = query.sex, let sex = index.people[person].person.sex else { return true }
            return asked == sex
        }
        if let age {
            people = best(people) { person in
                person.ages.isEmpty ? .unknown : person.ages.map { age.distance(to: $0) }.min()
            }
        }
        if query.birth != nil { people = best(people, by: birthDistance) }
        if let team {
            people = best(people) { person in
                if person.teams.contains(where: team.agrees) { return .same }
                return person.teams.contains(where: team.isComparable) ? .other : .unknown
            }
        }
        if let event = query.event {
            people = people.filter { stands(in: event, $0) }
            let exact = people.filter { isAllAskedFor(index.people[$0].person) }
            if !exact.isEmpty { people = exact }
        }
        guard people.count > 1, query.event != nil || team != nil && (age != nil || query.birth != nil) else { return people }
        // Nothing is left to narrow by: who has just the words asked for comes before who has a middle name besides.
        let exact = people.filter { index.people[$0].names.contains(where: isWordForWord) }
        return exact.isEmpty ? people : exact
    }

    private func birthDistance(_ person: IndexedPerson) -> AgeKey.Distance {
        guard let birth else {
            return person.person.births.isEmpty ? .unknown : person.person.births.contains { $0 == query.birth } ? .same : .other
        }
        guard person.births.isEmpty else { return person.births.contains(where: birth.agrees) ? .same : .other }
        guard !person.yearsOfBirth.isEmpty else { return .unknown }
        return person.yearsOfBirth.contains { $0.contains(birth.inFull(at: $0.upperBound).year) } ? .neighbour : .other
    }

    private func stands(in event: String, _ person: Int) -> Bool {
        let number = NameLetters.key(of: event)
        return index.people[person].rows.contains { row in
            let program = programs[row.program]
            return program.events[program.rows[row.row].programEvent].number.map(NameLetters.key) == number
        }
    }

    /// Whether the documents print nothing of the person that is not asked for.
    private func isAllAskedFor(_ person: Person) -> Bool {
        person.ages.isEmpty == (query.age == nil) && person.births.isEmpty == (query.birth == nil)
            && person.teams.isEmpty == (query.team == nil) && person.sex == query.sex
    }

    private func isWordForWord(_ printed: Name) -> Bool {
        name.readings.contains { asked in
            printed.readings.contains { asked.agreement(with: $0)?.isComplete == true }
        }
    }

    private func best(_ people: [Int], by distance: (IndexedPerson) -> AgeKey.Distance?) -> [Int] {
        let distances = people.map { distance(index.people[$0]) ?? .unknown }
        guard let nearest = distances.min(), nearest != .other else { return [] }
        let limit: AgeKey.Distance = nearest == .same ? .same : .neighbour
        return zip(people, distances).filter { $0.1 <= limit }.map(\.0)
    }
}

extension PersonSearch {
    /// The most to offer: more is a list, not a question.
    private static let mostSuggestions = 8

    /// `namesakes` have the name but another age, team or sex.
    private func suggestions(_ namesakes: [Int]) -> [Offer] {
        var offered: [(rank: Int, person: Int, reason: Suggestion.Reason)] = namesakes.map { person in
            let ages = index.people[person].ages
            let isOtherAge = age.map { age in !ages.isEmpty && ages.allSatisfy { age.distance(to: $0) == .other } } ?? false
            let isOtherBirth = query.birth != nil && birthDistance(index.people[person]) == .other
            return (0, person, isOtherAge || isOtherBirth ? .otherAge : .otherTeam)
        }
        let known = Set(namesakes)
        let exchanged = name.exchanged
        for (person, indexed) in index.people.enumerated() where !known.contains(person) {
            if let closest = indexed.names.compactMap({ name.resemblance(to: $0) }).min() {
                offered.append((1 + closest.rawValue, person, Suggestion.Reason(closest)))
            } else if let exchanged, let closest = indexed.names.compactMap({ exchanged.resemblance(to: $0) }).min() {
                offered.append((11 + closest.rawValue, person, Suggestion.Reason(closest)))
            } else if indexed.mayBeCutOff, indexed.names.contains(where: { $0.isBeginningOfSurname(of: name) }) {
                offered.append((21, person, .cutOff))
            }
        }
        let order = index.alphabetical(offered.map(\.person)).enumerated().reduce(into: [:]) { $0[$1.element] = $1.offset }
        return offered.sorted { ($0.rank, order[$0.person] ?? 0) < ($1.rank, order[$1.person] ?? 0) }
            .prefix(Self.mostSuggestions)
            .map { Offer(person: $0.person, reason: $0.reason) }
    }

    /// Of the same team and age, one letter away: perhaps the same swimmer, misspelt in one place.
    func misspellings(of person: Int) -> [Int] {
        let own = index.people[person]
        return index.people.indices.filter { other in
            guard other != person else { return false }
            let candidate = index.people[other]
            guard candidate.ages.contains(where: own.ages.contains),
                candidate.teams.contains(where: { own.teams.contains(where: $0.agrees) })
            else { return false }
            return own.names.contains { name in candidate.names.contains { name.resemblance(to: $0) == .spelling } }
        }
    }
}

extension Suggestion.Reason {
    fileprivate init(_ resemblance: NameResemblance) {
        switch resemblance {
        case .middleName: self = .otherMiddleName
        case .exchanged: self = .namesExchanged
        case .nickname: self = .nickname
        case .spelling: self = .spelling
        case .partialSurname: self = .partialLastName
        case .surname: self = .sameLastName
        }
    }
}
