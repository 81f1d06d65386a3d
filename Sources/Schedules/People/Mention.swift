import MeetModel

/// Rows that print the same name, age, team and sex.
struct Mention: Sendable {
    /// Index of `MentionGathering.names`.
    var name: Int
    var age: String?
    var ageKey: AgeKey?
    var birth: String?
    var birthKey: BirthKey?
    var sex: Sex?
    var team: String?
    var teamKey: TeamKey?
    var rows: [RowReference] = []
    /// Without repeats.
    var documents: [Int] = []
    /// First days of the meets, without repeats.
    var meetStarts: [CalendarDate] = []
    /// Individual swims by document: nobody stands twice in one.
    var swims: Set<DocumentSwim> = []
    /// Ages that all of its events admit, where no age is printed.
    var lowestAge = 0
    var highestAge = Int.max
    var mayBeCutOff = false

    struct DocumentSwim: Hashable {
        var document: Int
        var program: Int
        var swim: Int
    }
}

/// Collects the mentions of all programs and learns what their names teach.
struct MentionGathering {
    private(set) var mentions: [Mention] = []
    private(set) var names: [Name] = []
    private(set) var lexicon = NameLexicon()
    /// Rows whose name holds no letter, by document.
    private(set) var namelessRows: [Int: Int] = [:]

    private let orders: [Name.Order]
    /// Bytes of the longest name of each document.
    private let longestNames: [Int]
    private var nameIndices: [NameKey: Int] = [:]
    private var mentionIndices: [MentionKey: Int] = [:]
    private var teamKeys: [String: TeamKey?] = [:]

    private struct NameKey: Hashable {
        var text: String
        var order: Name.Order
    }

    private struct MentionKey: Hashable {
        var name: Int
        var age: String?
        var birth: String?
        var sex: Sex?
        var team: String?
    }

    init(_ documents: [SourceDocument]) {
        orders = documents.map { Self.order(of: $0.reading.meet) }
        longestNames = documents.map { document in document.reading.meet.entries.lazy.map(\.name.utf8.count).max() ?? 0 }
    }

    /// Capitals mark the surnames of a document when they do in most of its names.
    private static func order(of meet: Meet) -> Name.Order {
        let sample = meet.entries.prefix(500).lazy.map(\.name).filter { !$0.utf8.contains(UInt8(ascii: ",")) }
        let marked = sample.filter(Name.marksSurnameByCapitals).count
        return marked * 2 > sample.count ? .capitalsFirst : .firstLast
    }

    mutating func read(_ program: MeetProgram, _ index: Int) {
        for (position, row) in program.rows.enumerated() {
            let traits = program.events[row.programEvent].traits
            let sex = row.sex ?? traits.sex.flatMap(Sex.init)
            let name = name(row.name, orders[row.document])
            guard !names[name].readings.isEmpty else {
                namelessRows[row.document, default: 0] += 1
                continue
            }
            let key = MentionKey(name: name, age: row.age, birth: row.birth, sex: sex, team: row.team)
            let mention = mentionIndices[key] ?? add(key, row, program.group.start)
            mentions[mention].rows.append(RowReference(program: index, row: position))
            if mentions[mention].documents.last != row.document, !mentions[mention].documents.contains(row.document) {
                mentions[mention].documents.append(row.document)
                if let start = program.group.start, !mentions[mention].meetStarts.contains(start) {
                    mentions[mention].meetStarts.append(start)
                }
            }
            if row.relay == nil, !row.isAlternate {
                mentions[mention].swims.insert(Mention.DocumentSwim(document: row.document, program: index, swim: row.swim))
            }
            if let lowest = traits.ages?.lowest { mentions[mention].lowestAge = max(mentions[mention].lowestAge, lowest) }
            if let highest = traits.ages?.highest { mentions[mention].highestAge = min(mentions[mention].highestAge, highest) }
            let length = row.name.utf8.count
            if length >= 16, length >= longestNames[row.document] - 2 { mentions[mention].mayBeCutOff = true }
        }
    }

    private mutating func add(_ key: MentionKey, _ row: MeetRow, _ meetStart: CalendarDate?) -> Int {
        var mention = Mention(name: key.name, age: key.age, birth: key.birth, sex: key.sex, team: key.team)
        mention.birthKey = BirthKey(key.birth)
        if let meetStart { mention.birthKey = mention.birthKey?.inFull(at: meetStart.year) }
        mention.ageKey = AgeKey(key.age) ?? Self.age(mention.birthKey, at: meetStart)
        mention.teamKey = teamKey(key.team)
        mentions.append(mention)
        mentionIndices[key] = mentions.count - 1
        return mentions.count - 1
    }

    /// At the end of the meet's year; one year off is as good.
    private static func age(_ birth: BirthKey?, at start: CalendarDate?) -> AgeKey? {
        guard let birth, let start, (0...130).contains(start.year - birth.year) else { return nil }
        return .years(start.year - birth.year)
    }

    private mutating func name(_ text: String, _ order: Name.Order) -> Int {
        let key = NameKey(text: text, order: order)
        if let known = nameIndices[key] { return known }
        let name = Name(text, order: order)
        lexicon.learn(name)
        names.append(name)
        nameIndices[key] = names.count - 1
        return names.count - 1
    }

    private mutating func teamKey(_ text: String?) -> TeamKey? {
        guard let text else { return nil }
        if let known = teamKeys[text] { return known }
        let key = TeamKey(text)
        teamKeys[text] = key
        return key
    }
}

extension Mention {
    /// As printed; a year of two digits has four where the meet's date tells them.
    var fullBirth: String? {
        guard let birthKey, !birthKey.isShort, birth?.utf8.count == 2 else { return birth }
        return String(birthKey.year)
    }

    /// The years that the printed age admits.
    var yearsOfBirth: ClosedRange<Int>? {
        guard birth == nil, case .years(let years)? = ageKey, let first = meetStarts.min(), let last = meetStarts.max() else { return nil }
        return first.year - years - 1...last.year - years
    }
}

extension Sex {
    fileprivate init?(_ sex: EventSex) {
        switch sex {
        case .female: self = .female
        case .male: self = .male
        case .mixed: return nil
        }
    }
}
