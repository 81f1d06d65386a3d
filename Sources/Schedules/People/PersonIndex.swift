import MeetModel

/// A row of one of the programs.
struct RowReference: Sendable, Hashable {
    var program: Int
    var row: Int
}

/// Somebody with all rows that are certainly theirs.
struct IndexedPerson: Sendable {
    var person: Person
    /// Every spelling, read.
    var names: [Name]
    var ages: [AgeKey]
    var births: [BirthKey]
    /// That the printed ages admit.
    var yearsOfBirth: [ClosedRange<Int>]
    var teams: [TeamKey]
    var rows: [RowReference]
    /// Whether a name is as long as its document's column is wide, so that it may be cut off.
    var mayBeCutOff: Bool
}

/// Everybody in the documents, found by surname.
struct PersonIndex: Sendable {
    private(set) var people: [IndexedPerson] = []
    /// People by every surname that a reading of their name has.
    private(set) var bySurname: [String: [Int]] = [:]
    /// People whose surname stands first without a comma, by all their words as they stand: it is copied from there as it is.
    private(set) var byWords: [String: [Int]] = [:]
    /// People whose names lost a letter, with the names they may have been.
    private(set) var repaired: [(person: Int, names: [Name])] = []
    let lexicon: NameLexicon
    /// Rows that name nobody, by document.
    let namelessRows: [Int: Int]

    init(_ programs: [MeetProgram], _ documents: [SourceDocument]) {
        var gathering = MentionGathering(documents)
        for (index, program) in programs.enumerated() { gathering.read(program, index) }
        lexicon = gathering.lexicon
        namelessRows = gathering.namelessRows
        for group in MentionClusters.groups(of: gathering) {
            people.append(IndexedPerson(group.map { gathering.mentions[$0] }, gathering))
        }
        for (index, person) in people.enumerated() {
            for name in person.names {
                for reading in name.readings where bySurname[reading.surname]?.last != index {
                    bySurname[reading.surname, default: []].append(index)
                }
                if name.order == .capitalsFirst { byWords[name.wordKey, default: []].append(index) }
                if name.isDamaged { repaired.append((index, name.repairs)) }
            }
        }
    }

    /// By last name, then first name, as printed. Ages and teams decide between namesakes.
    func alphabetical(_ people: some Sequence<Int>) -> [Int] {
        people.map { (key: sortKey($0), index: $0) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) || ($0.key == $1.key && $0.index < $1.index) }
            .map(\.index)
    }

    private func sortKey(_ index: Int) -> [String] {
        let person = people[index]
        guard let reading = person.names.first?.readings.first else { return [person.person.displayName] }
        // Ages of one digit come before those of two.
        let ages = person.person.ages.map { $0.count == 1 ? "0" + $0 : $0 }
        return [reading.surname, reading.given.joined(separator: " ")] + ages + person.person.births + person.person.teams
    }
}

extension IndexedPerson {
    fileprivate init(_ mentions: [Mention], _ gathering: MentionGathering) {
        var names: [Int] = []
        var counts: [Int: Int] = [:]
        var ages: [String] = []
        var births: [String] = []
        var teams: [String] = []
        for mention in mentions {
            if !names.contains(mention.name) { names.append(mention.name) }
            counts[mention.name, default: 0] += mention.swims.count
            if let age = mention.age, !ages.contains(age) { ages.append(age) }
            if let birth = mention.fullBirth, !births.contains(birth) { births.append(birth) }
            if let team = mention.team, !teams.contains(team) { teams.append(team) }
        }
        // The spelling most individual entries have names the person; the first one wins among equals.
        let usual = names.max { (counts[$0] ?? 0) < (counts[$1] ?? 0) }
        self.names = names.map { gathering.names[$0] }
        self.ages = mentions.compactMap(\.ageKey).withoutRepeats
        self.births = mentions.compactMap(\.birthKey).withoutRepeats
        yearsOfBirth = mentions.compactMap(\.yearsOfBirth).withoutRepeats
        self.teams = mentions.compactMap(\.teamKey).withoutRepeats
        rows = mentions.flatMap(\.rows).sorted { ($0.program, $0.row) < ($1.program, $1.row) }
        mayBeCutOff = mentions.contains(where: \.mayBeCutOff)
        person = Person(
            displayName: usual.map { gathering.names[$0].displayName } ?? "", printedNames: names.map { gathering.names[$0].text },
            ages: ages.sorted { ($0.count, $0) < ($1.count, $1) }, births: births, sex: mentions.lazy.compactMap(\.sex).first, teams: teams)
    }
}

extension Array where Element: Hashable {
    fileprivate var withoutRepeats: Self { count < 2 ? self : Array(Set(self)) }
}
