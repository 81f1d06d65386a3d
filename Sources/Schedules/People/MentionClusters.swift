import MeetModel

/// Decides which mentions are one person. Two mentions may be; a group is taken for one person only when every two of it may,
/// and none of them may be somebody else too.
struct MentionClusters {
    private let mentions: [Mention]
    private let gathering: MentionGathering
    private var neighbours: [Set<Int>]
    private var aliases = TeamAliases()

    /// Groups of indices of mentions, in the order of their first mention.
    static func groups(of gathering: MentionGathering) -> [[Int]] {
        var clusters = MentionClusters(gathering)
        clusters.connect()
        return clusters.groups()
    }

    private init(_ gathering: MentionGathering) {
        self.gathering = gathering
        mentions = gathering.mentions
        neighbours = Array(repeating: [], count: mentions.count)
    }

    /// What two spellings of one name share.
    private struct Namesake: Hashable {
        var surname: String
        var beginning: String

        init(_ reading: NameReading) {
            surname = reading.surname
            beginning = String(reading.given.joined().prefix(2))
        }
    }

    /// Beyond this, a document is no list of swimmers, and comparing all with all would take too long: each stays alone.
    private static let mostNamesakes = 200
    private static let mostUndecided = 64

    private mutating func connect() {
        var namesakes: [Namesake: [Int]] = [:]
        for index in mentions.indices {
            for reading in gathering.names[mentions[index].name].readings {
                let key = Namesake(reading)
                if namesakes[key]?.last != index { namesakes[key, default: []].append(index) }
            }
        }
        let buckets = namesakes.values.filter { $0.count > 1 && $0.count <= Self.mostNamesakes }
        for bucket in buckets { aliases.learn(teamless: pairs(bucket), of: mentions) }
        for bucket in buckets {
            for (a, b) in pairs(bucket) where teamsAgree(mentions[a], mentions[b]) {
                neighbours[a].insert(b)
                neighbours[b].insert(a)
            }
        }
    }

    /// Those that may be one person but for their teams.
    private func pairs(_ bucket: [Int]) -> [(Int, Int)] {
        bucket.enumerated().flatMap { position, a in
            bucket[(position + 1)...].compactMap { b in mayBeOne(mentions[a], mentions[b]) ? (a, b) : nil }
        }
    }

    private func groups() -> [[Int]] {
        var groups: [[Int]] = []
        var isSeen = Array(repeating: false, count: mentions.count)
        for index in mentions.indices where !isSeen[index] {
            if neighbours[index].isEmpty {
                groups.append([index])
                continue
            }
            let component = component(of: index)
            for member in component { isSeen[member] = true }
            if isClique(component) { groups.append(component) } else { groups += split(component) }
        }
        return groups.sorted { ($0.first ?? 0) < ($1.first ?? 0) }
    }

    /// Mentions that fit two people who are not one stay alone; what is left without them may be groups.
    private func split(_ component: [Int]) -> [[Int]] {
        guard component.count <= Self.mostUndecided else { return component.map { [$0] } }
        let decided = Set(component.filter { isClique(neighbours[$0].sorted()) })
        var isGrouped: Set<Int> = []
        return component.compactMap { index in
            guard !isGrouped.contains(index) else { return nil }
            let others = decided.contains(index) ? neighbours[index].intersection(decided).subtracting(isGrouped).sorted() : []
            let group = isClique(others) ? ([index] + others).sorted() : [index]
            isGrouped.formUnion(group)
            return group
        }
    }

    /// All that can be reached from `index` by way of those that may be one, in their order.
    private func component(of index: Int) -> [Int] {
        var found: Set<Int> = [index]
        var open = [index]
        while let next = open.popLast() {
            for other in neighbours[next] where found.insert(other).inserted { open.append(other) }
        }
        return found.sorted()
    }

    private func isClique(_ members: [Int]) -> Bool {
        let set = Set(members)
        return members.allSatisfy { neighbours[$0].intersection(set).count == members.count - 1 }
    }

    private func mayBeOne(_ a: Mention, _ b: Mention) -> Bool {
        if let own = a.sex, let other = b.sex, own != other { return false }
        if let own = a.birth, let other = b.birth, own != other {
            guard let own = a.birthKey, let other = b.birthKey, own.agrees(with: other) else { return false }
        }
        guard agesAgree(a, b) else { return false }
        if a.name == b.name { return true }
        return gathering.lexicon.arePrintedAlike(gathering.names[a.name], gathering.names[b.name]) != nil
            && a.swims.isDisjoint(with: b.swims)
    }

    private func teamsAgree(_ a: Mention, _ b: Mention) -> Bool {
        guard let own = a.teamKey, let other = b.teamKey else { return true }
        return own.agrees(with: other) || aliases.contains(own, other)
    }

    private func agesAgree(_ a: Mention, _ b: Mention) -> Bool {
        switch (a.ageKey, b.ageKey) {
        case (nil, nil): return a.lowestAge <= b.highestAge && b.lowestAge <= a.highestAge
        case (nil, let age?): return Self.admits(a, age)
        case (let age?, nil): return Self.admits(b, age)
        case (let own?, let other?):
            switch own.distance(to: other) {
            case .same, .unknown: return true
            case .other: return false
            case .neighbour: return hadBirthday(a, own, b, other)
            }
        }
    }

    private static func admits(_ mention: Mention, _ age: AgeKey) -> Bool {
        guard case .years(let years) = age else { return true }
        return years >= mention.lowestAge && years <= mention.highestAge
    }

    /// One document gives everybody one age, and nobody grows younger from meet to meet.
    private func hadBirthday(_ a: Mention, _ own: AgeKey, _ b: Mention, _ other: AgeKey) -> Bool {
        guard !a.documents.contains(where: b.documents.contains), case .years(let x) = own, case .years(let y) = other else { return false }
        let (younger, older) = x < y ? (a, b) : (b, a)
        guard let last = younger.meetStarts.max(), let first = older.meetStarts.min() else { return true }
        return last <= first
    }
}
