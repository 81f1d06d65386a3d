import MeetModel

/// A swim that the session report has more than once: in flights, each with a part of its heats.
struct SwimPart: Sendable {
    /// Index of the program's session.
    var session: Int
    var start: WallTime?
    /// How many, by the session report.
    var heats: Int?
}

/// Which heats of a swim are swum in which of its parts.
enum PartHeats: Sendable {
    /// By the times printed with the heats, or because the sheet holds the heats of one part only.
    case known([[Int]])
    /// The faster heats first, as flights are swum: likely, and not printed anywhere.
    case likely([[Int]])
    /// The documents do not tell.
    case unknown

    func numbers(of part: Int) -> [Int]? {
        switch self {
        case .known(let numbers), .likely(let numbers): numbers[part]
        case .unknown: nil
        }
    }
}

extension ProgramBuilder {
    /// Another row of a session report for a swim that stands in the session already. One that says the same again is none.
    mutating func addPart(_ row: TimelineRow, of index: Int, in session: Int) {
        let swim = program.swims[index]
        guard row.round == swim.round, row.start != nil || row.heats != nil else { return }
        let first = SwimPart(session: session, start: swim.reportedStart, heats: swim.reportedHeats)
        let known = swim.parts.isEmpty ? [first] : swim.parts
        guard !known.contains(where: { $0.start == row.start && ($0.start != nil || $0.heats == row.heats) }) else { return }
        program.swims[index].parts = known + [SwimPart(session: session, start: row.start, heats: row.heats)]
        program.sessions[session].items.append(.part(swim: index, part: known.count))
    }

    /// Finds events of one round that are reported for two sessions of a day, with as many heats together as the sheet has.
    mutating func joinParts() {
        for event in program.events.indices {
            let reported = program.events[event].swims.filter {
                program.swims[$0].timelineEvidence != nil && program.swims[$0].parts.isEmpty
            }
            let groups = Dictionary(grouping: reported) { index -> SwimOfDay in
                let swim = program.swims[index]
                return SwimOfDay(phase: swim.phase, round: swim.round, day: swim.session.flatMap { program.sessions[$0].date })
            }
            for (key, swims) in groups where swims.count > 1 && key.day != nil {
                let seeded = swims.filter { !program.swims[$0].heats.isEmpty }
                let sizes = swims.compactMap { program.swims[$0].reportedHeats }
                guard seeded.count == 1, sizes.count == swims.count, sizes.reduce(0, +) == highestHeat(of: seeded[0]) else { continue }
                // The session's own part is the first.
                program.swims[seeded[0]].parts = (seeded + swims.filter { $0 != seeded[0] }.sorted()).compactMap { index in
                    let swim = program.swims[index]
                    return swim.session.map { SwimPart(session: $0, start: swim.reportedStart, heats: swim.reportedHeats) }
                }
            }
        }
    }

    private struct SwimOfDay: Hashable {
        var phase: RacePhase?
        var round: String?
        var day: CalendarDate?
    }

    /// Tells which heats are swum in which part, as far as the documents do.
    mutating func divideHeats() {
        for index in program.swims.indices where program.swims[index].parts.count > 1 {
            program.swims[index].partHeats = partHeats(of: program.swims[index], highestHeat(of: index))
        }
    }

    private func highestHeat(of index: Int) -> Int {
        let heats = program.swims[index].heats
        return max(heats.keys.max() ?? 0, heats.values.compactMap(\.count).max() ?? 0)
    }

    private func partHeats(of swim: Swim, _ highest: Int) -> PartHeats {
        let numbers = swim.heats.keys.sorted()
        guard !numbers.isEmpty, Set(swim.parts.map(\.session)).count == 1 else { return .unknown }
        if let printed = byPrintedStarts(swim, numbers) { return .known(printed) }
        let sizes = swim.parts.compactMap(\.heats)
        guard sizes.count == swim.parts.count, sizes.allSatisfy({ $0 > 0 }) else { return .unknown }
        guard sizes.reduce(0, +) == highest, numbers.allSatisfy({ (1...highest).contains($0) }) else {
            let only = sizes.indices.filter { sizes[$0] == highest }
            return only.count == 1 ? .known(sizes.indices.map { $0 == only[0] ? numbers : [] }) : .unknown
        }
        return byPace(swim, highest, sizes).map { .likely($0) } ?? .unknown
    }

    /// Where every heat has its time: each belongs to the part that began last before it.
    private func byPrintedStarts(_ swim: Swim, _ numbers: [Int]) -> [[Int]]? {
        var parts: [[Int]] = swim.parts.map { _ in [] }
        for number in numbers {
            guard let start = swim.heats[number]?.start else { return nil }
            let begun = swim.parts.indices.filter { part in swim.parts[part].start.map { $0 <= start } ?? false }
            guard let last = begun.max(by: { (swim.parts[$0].start ?? start) < (swim.parts[$1].start ?? start) }) else { return nil }
            parts[last].append(number)
        }
        return parts
    }

    /// The fastest heats to the earliest part, when the seeds leave no doubt which these are: they are the last heats of most events, and
    /// the first where the fastest begin.
    private func byPace(_ swim: Swim, _ highest: Int, _ sizes: [Int]) -> [[Int]]? {
        let starts = swim.parts.compactMap(\.start)
        guard starts.count == sizes.count, zip(starts, starts.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
        let numbers = Array(1...highest)
        let splits = [numbers.reversed(), numbers].map { fastestFirst -> [[Int]] in
            var rest = fastestFirst[...]
            return sizes.map { size in
                defer { rest = rest.dropFirst(size) }
                return rest.prefix(size).sorted()
            }
        }
        let fitting = splits.filter { split in
            zip(split, split.dropFirst()).allSatisfy { faster, slower in
                guard let slowest = slowestSeeds(of: faster, swim).max(), let quickest = slowestSeeds(of: slower, swim).min() else {
                    return false
                }
                return slowest <= quickest
            }
        }
        return fitting.count == 1 ? fitting[0] : nil
    }

    /// The slowest seed of each heat. One without any time is slower than all.
    private func slowestSeeds(of numbers: [Int], _ swim: Swim) -> [Int] {
        numbers.compactMap { number in swim.heats[number].map { $0.slowest ?? .max } }
    }
}
