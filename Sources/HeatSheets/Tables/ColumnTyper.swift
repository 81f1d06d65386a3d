import SheetLayout

/// Decides what each column of a table holds: by what its fields are like, with the headings over it as evidence and never as a condition.
struct ColumnTyper {
    /// What is known of a table from around it.
    struct Context: Sendable, Hashable {
        /// The events above say that teams swim.
        var isRelay = false
        /// Whether its rows stand in heats; nil where nothing tells.
        var isInHeats: Bool?
    }

    let features: [ColumnFeatures]
    let headings: [[ColumnRole]]
    let context: Context
    /// Share of neighbours in a block whose times do not fall, and how many pairs tell.
    let timeOrder: (share: Float, pairs: Int)?
    /// Columns whose names repeat in a block, but never with the same event: lists by swimmer.
    let pairsWithEvent: Set<Int>
    /// For each column, how surely its number goes with the event that the row names; nil where nothing tells.
    let titleNumbers: [Float?]

    private static let beamWidth = 48

    /// The best assignment of roles to all columns, each that is not repeatable once at most.
    func roles() -> [ColumnRole] {
        var beam: [(total: Float, roles: [ColumnRole], used: UInt32)] = [(0, [], 0)]
        func bit(_ role: ColumnRole) -> UInt32 { 1 << UInt32(role.rawValue) }
        for column in features.indices {
            let weight = 0.4 + 0.6 * features[column].fill
            var next: [(total: Float, roles: [ColumnRole], used: UInt32)] = []
            let scores = scores(column)
            for state in beam {
                for (role, score) in scores {
                    if !role.isRepeatable, state.used & bit(role) != 0 { continue }
                    var bonus: Float = 0
                    switch role {
                    case .last, .first:
                        if state.used & bit(.name) != 0 { continue }
                        let other: ColumnRole = role == .last ? .first : .last
                        // The two stand next to each other.
                        if state.used & bit(other) != 0, state.roles.last != other { bonus = -0.4 }
                        if role == .first, state.roles.last != .last { bonus -= 0.05 }
                    case .name:
                        if state.used & (bit(.last) | bit(.first)) != 0 { continue }
                    default: break
                    }
                    next.append((state.total + (score + bonus) * weight, state.roles + [role], state.used | bit(role)))
                }
            }
            next.sort { a, b in
                a.total != b.total
                    ? a.total > b.total : a.roles.lazy.map(\.rawValue).lexicographicallyPrecedes(b.roles.lazy.map(\.rawValue))
            }
            beam = Array(next.prefix(Self.beamWidth))
        }
        let whole = beam.filter { ($0.used & bit(.last) != 0) == ($0.used & bit(.first) != 0) }
        return (whole.first ?? beam.first)?.roles ?? features.map { _ in .other }
    }

    // MARK: - Scores

    private func scores(_ column: Int) -> [(role: ColumnRole, score: Float)] {
        let heading = headings[column]
        var all: [(ColumnRole, Float)] = []
        for role in ColumnRole.allCases {
            var score = content(role, column)
            if let place = heading.firstIndex(of: role) {
                // A heading is believed where the fields do not speak against it.
                score = score > 0.04 ? score + (place == 0 ? 0.9 : 0.65) : score + 0.12
            } else if !heading.isEmpty, role != .blank, role != .mark, role != .other {
                score -= 0.3
            }
            if score > 0.03 || role == .other { all.append((role, score)) }
        }
        return all.sorted { ($1.1, $0.0.rawValue) < ($0.1, $1.0.rawValue) }
    }

    private func content(_ role: ColumnRole, _ column: Int) -> Float {
        let f = features[column]
        if f.isLaneWord { return role == .mark ? 0.9 : 0 }
        if f.courseLetter > 0.9, column > 0, features[column - 1].time > 0.4 { return role == .mark ? 0.9 : 0 }
        guard f.filled > 0 else { return role == .blank ? 0.3 : 0 }
        let ascending = f.ascending ?? 0.55
        let rise = 0.2 + 0.8 * max(0, ascending - 0.3) / 0.7
        let isSteady = f.distinctShare * (f.duplicates.map { max(0, 1 - $0 * 2.5) } ?? f.distinctShare)
        switch role {
        case .lane where hasTitleColumn: return f.integer * f.small * (f.saysLane > 0.5 ? 1 : f.saysHeat > 0.5 ? 0 : 0.3)
        case .heat where hasTitleColumn:
            return f.integer * min(1, Float(f.numberDistinct < 40 ? 1 : 0)) * (f.saysHeat > 0.5 ? 1 : f.saysLane > 0.5 ? 0 : 0.3)
        case .lane:
            if f.saysLane > 0.7 { return 0.95 * f.integer * f.small }
            var score = f.integer * (0.25 + 0.75 * f.small) * rise * (f.numberDistinct <= 12 ? 1 : 0.3) * (f.longestBlock <= 12 ? 1 : 0.5)
            score *= order(favours: -1, ascending)
            if f.rows >= 8, Float(f.numberDistinct) >= 0.75 * Float(f.numbers) { score *= 0.3 }
            if context.isInHeats == true { score = score * 1.25 } else if context.isInHeats == false { score *= 0.45 }
            return score - 0.02 * Float(column)
        case .rank:
            var score =
                f.integer * (0.3 + 0.7 * max(0, ascending + f.equal - 0.3) / 0.7) * (0.55 + 0.35 * f.startsAtOne)
                * (f.most > 12 ? 1.15 : 0.8)
            score *= order(favours: 1, ascending)
            if context.isInHeats == true { score *= 0.5 }
            return score - 0.03 * Float(column)
        case .heat:
            if f.saysHeat > 0.7 { return 0.95 * f.integer }
            // `H1  L2`: beside lanes that say so, a letter and a number is a heat.
            if f.heatLetter > 0.9, features.contains(where: { $0.saysLane > 0.7 }) { return 1.2 }
            guard f.integer > 0.8, context.isInHeats != true, f.equal + ascending > 0.9 else { return 0 }
            return 0.75 * f.integer * f.small * min(1, f.equal * 2 + (headings[column].contains(.heat) ? 0.5 : 0))
        case .bib:
            guard f.integer + f.long > 0.7 else { return 0 }
            let isLong = f.long > 0.6 || f.least >= 100
            return (isLong ? 0.7 : 0.22) * (f.distinctShare > 0.3 ? 1 : 0.5)
        case .name:
            guard !context.isRelay else { return 0 }
            return nameScore(f, column)
        case .last, .first:
            guard !context.isRelay else { return 0 }
            let base = text(f) * (0.3 + 0.6 * f.distinctShare) * (1 - f.comma) * 0.8 * (1 - 0.5 * f.code)
            return base * (1 - min(0.5, f.several))
        case .age:
            guard !context.isRelay else { return 0 }
            let school: Float = f.least >= 1 && f.most <= 13 ? 0.62 : 0
            let number =
                f.integer * max(f.ageLike, school) * (1 - f.year) * (1 - 0.8 * max(0, ascending - 0.65) / 0.35) * (f.least >= 1 ? 0.9 : 0.4)
                * (f.leadingZero > 0.05 ? 0.6 : 1) * (f.markedYear > 0.3 ? 0.2 : 1)
            // Two capitals that few values share: a school year that no list knows.
            let class2 = f.code > 0.9 && f.fill > 0.8 && f.length < 2.2 && f.distinct <= 8 && f.rows >= 12 ? Float(0.6) : 0
            return max(number, f.schoolYear * (f.fill > 0.5 ? 0.9 : 0.4), f.sexAge * 0.95, class2)
        case .birth:
            guard !context.isRelay else { return 0 }
            let twoDigits =
                f.integer * (1 - 0.8 * max(0, ascending - 0.65) / 0.35) * (f.leadingZero > 0.05 || f.markedYear > 0.5 ? 0.85 : 0.35)
                * (f.ageLike + f.leadingZero > 0.9 ? 1 : 0.5) * (f.most <= 99 || f.year > 0 ? 1 : 0)
            return max(f.integer * f.year, twoDigits, 0.9 * f.date)
        case .sex: return f.distinct <= 3 && f.single > 0.9 ? 0.85 : 0
        case .team:
            let isShort =
                f.code > 0.9 && f.length < 2.3
                && features.indices.contains {
                    $0 != column && $0 != 0 && features[$0].length > 2.4 && features[$0].lettered > 0.8 && features[$0].several < 0.9
                        && features[$0].distinctShare < 0.5
                }
            return teamScore(f, isSteady) * (isShort || pairsWithEvent.contains(column) ? 0.5 : 1)
        case .code: return context.isRelay ? f.code * 0.45 : f.code * (1 - 0.6 * f.distinctShare) * (f.length < 2.3 ? 0.35 : 0.8)
        case .seed: return min(1, f.time + f.noTime) * (0.5 + 0.5 * max(f.time, 0.3)) * (1 - f.distance)
        case .otherTime: return f.time * 0.35
        case .points: return headings[column].contains(.points) ? 0.4 : 0.02
        case .placing: return headings[column].contains(.placing) && f.integer > 0.5 ? 0.3 : 0.02
        case .date: return f.date * 0.62
        case .location: return headings[column].contains(.location) ? f.lettered * (1 - f.date) * 0.6 : 0.1 * f.alpha
        case .mark:
            guard f.length <= 7, f.time < 0.1, f.distinct <= max(6, f.filled / 6) else { return 0.02 }
            return (f.fill < 0.7 ? 0.55 : 0.25) * (1 - f.integer)
        case .blank: return f.blank
        case .eventNumber:
            guard f.integer + f.mixed > 0.7, f.saysHeat + f.saysLane < 0.5, hasTitleColumn else { return 0 }
            let follows = titleNumbers[column].map { $0 > 0.95 ? Float(1.6) : $0 < 0.7 ? 0.2 : 1 } ?? 1
            return 0.7 * min(1, f.integer + 0.5 * f.mixed) * follows
        case .eventTitle: return f.distance * 1.1 * (1 - f.comma * 0.5) * (f.time > 0.3 ? 0.4 : 1)
        case .round, .start, .entries, .heats: return 0
        case .letter:
            guard context.isRelay else { return 0 }
            let isNumber = f.integer > 0.8 && f.most <= 6 && f.least >= 1 && column > 0
            return (f.single > 0.8 && f.distinct <= 8 ? 0.95 : isNumber && ascending < 0.75 ? 0.55 : Self.isRoman(f) ? 0.7 : 0)
        case .other: return 0.2
        }
    }

    private static func isRoman(_ f: ColumnFeatures) -> Bool {
        f.alpha + f.single > 0.9 && f.length <= 2 && f.distinct <= 6 && f.code < 1.01 && f.length > 0
    }

    private var hasTitleColumn: Bool { features.contains { $0.distance > 0.6 } }

    /// Times rise down a list, and not in the order of lanes.
    private func order(favours sign: Float, _ ascending: Float) -> Float {
        guard let timeOrder, ascending > 0.6 else { return 1 }
        var lean = min(1, max(-1, (timeOrder.share - 0.8) / 0.12))
        if timeOrder.pairs < 8 { lean *= 0.4 * Float(timeOrder.pairs) / 8 }
        return 1 + 0.45 * sign * lean
    }

    private func text(_ f: ColumnFeatures) -> Float {
        max(f.alpha, 0.9 * f.mixed * min(1, 1.6 * f.maskedShare) * (f.several > 0.8 ? 1 : 0)) * (1 - f.blank) * (1 - f.distance)
    }

    private func nameScore(_ f: ColumnFeatures, _ column: Int) -> Float {
        // Nobody swims twice in a heat.
        let person = f.duplicates.map { max(0, 1 - $0 * 8) * min(1, Float(f.filled) / 40) * 0.85 } ?? 0
        var score =
            text(f) * (0.35 + 0.65 * max(f.distinctShare, person)) * (0.55 + 0.45 * max(f.several, f.comma)) * (1 - 0.6 * f.code) + 0.15
            * f.comma
        if pairsWithEvent.contains(column) { return text(f) * (0.6 + 0.4 * max(f.several, f.comma)) + 0.15 * f.comma }
        if let duplicates = f.duplicates { score *= 1 - 0.9 * min(1, duplicates * 2.2) }
        return score
    }

    private func teamScore(_ f: ColumnFeatures, _ isSteady: Float) -> Float {
        let lettered = f.lettered * (1 - f.time) * (1 - f.date) * (1 - f.distance) * (1 - f.noTime)
        if context.isRelay { return lettered * (0.6 + 0.4 * min(1, f.length / 4)) * (f.code > 0.9 ? 0.85 : 1) }
        let person = f.duplicates.map { max(0, 1 - $0 * 8) * min(1, Float(f.filled) / 40) * 0.75 } ?? 0
        let varied = max(f.duplicates == nil ? f.distinctShare : isSteady, f.several > 0.5 ? person : 0)
        return (f.fill < 0.5 ? 0.5 : 1) * lettered * (1 - 0.75 * varied) * (0.7 + 0.3 * min(1, f.length / 6)) * (1 - f.comma)
            * (1 - 0.5 * f.mixed) * (f.sexAge > 0.5 ? 0.2 : 1)
            * (f.schoolYear > 0.6 ? 0.3 : 1)
    }
}
