import MeetModel

/// Tells the start of every heat of a session: printed with the heat, else from the session report, else reckoned from the
/// last known start by each heat's slowest seed and the interval between heats (SPEC 2.5).
struct SessionClock {
    /// Seconds between heats where none are stated, and what backstroke adds, whose swimmers start in the water.
    static let defaultInterval = 30
    static let defaultBackstroke = 15

    /// One thing the session's clock runs through.
    private struct Step {
        var heat: Swim.Heat?
        var anchor: WallTime?
        var source = RaceStart.Source.reported
        /// Seconds; nil where nothing says how long it takes.
        var duration: Double?
        var interval: Double
        /// Whether the duration is that of a typical heat.
        var isGuess = false
    }

    /// Seconds since midnight, with the range they may be wrong by.
    private struct Reckoning {
        /// The start that is known.
        var anchor: Double
        var time: Double
        var earliest: Double
        var latest: Double
    }

    static func run(_ program: inout MeetProgram) {
        for session in program.sessions.indices {
            let steps = steps(of: session, in: program)
            for (position, step) in steps.enumerated() {
                if let heat = step.heat { program.positions[heat] = program.positions[heat] ?? position }
            }
            for (heat, start) in starts(steps, sessionStart: program.sessions[session].start) { program.starts[heat] = start }
        }
        for index in program.swims.indices where !program.swims[index].parts.isEmpty { tellParts(index, in: &program) }
        // A swim of no known session has only what is printed with its heats.
        for (index, swim) in program.swims.enumerated() where swim.session == nil {
            for (number, facts) in swim.heats {
                program.starts[Swim.Heat(swim: index, number: number)] = facts.start.map { RaceStart(source: .printed, time: $0) }
            }
        }
    }

    private static func starts(_ steps: [Step], sessionStart: WallTime?) -> [Swim.Heat: RaceStart] {
        var starts: [Swim.Heat: RaceStart] = [:]
        var now: Reckoning?
        let following = anchorsAfter(steps)
        for (index, step) in steps.enumerated() {
            let anchor = step.anchor ?? (index == 0 ? sessionStart : nil)
            if let anchor {
                let seconds = Double(anchor.minutes * 60)
                now = Reckoning(anchor: seconds, time: seconds, earliest: seconds, latest: seconds)
                if let heat = step.heat, starts[heat] == nil { starts[heat] = RaceStart(source: step.source, time: anchor) }
            } else if let heat = step.heat, starts[heat] == nil, let reckoned = now {
                starts[heat] = estimate(reckoned, before: following[index])
            }
            now = now.flatMap { advance($0, by: step) }
        }
        return starts
    }

    /// For each step, the next start after it that is known.
    private static func anchorsAfter(_ steps: [Step]) -> [WallTime?] {
        var following: [WallTime?] = Array(repeating: nil, count: steps.count)
        for index in steps.indices.dropLast().reversed() { following[index] = steps[index + 1].anchor ?? following[index + 1] }
        return following
    }

    /// Meets run a little ahead or, more often, behind; what is guessed widens the range more than what is known.
    private static func advance(_ now: Reckoning, by step: Step) -> Reckoning? {
        guard let duration = step.duration else { return nil }
        let doubt = step.isGuess ? 0.3 * duration : 0
        return Reckoning(
            anchor: now.anchor, time: now.time + duration + step.interval,
            earliest: now.earliest + duration * 0.97 + step.interval * 0.8 - doubt,
            latest: now.latest + duration * 1.05 + step.interval * 1.4 + doubt)
    }

    /// Nil behind midnight. Never later than the next start that is known.
    private static func estimate(_ reckoned: Reckoning, before next: WallTime?) -> RaceStart? {
        var (time, earliest, latest) = (reckoned.time, reckoned.earliest, reckoned.latest)
        if let next, Double(next.minutes * 60) >= reckoned.anchor {
            let limit = Double(next.minutes * 60)
            (time, latest) = (min(time, limit), min(latest, limit))
        }
        guard let start = wallTime(time.rounded(.down)), let low = wallTime(min(earliest, time).rounded(.down)) else { return nil }
        let high = wallTime((latest + 59).rounded(.down)) ?? start
        return RaceStart(source: .estimated, time: start, earliest: low, latest: max(high, start))
    }

    private static func wallTime(_ seconds: Double) -> WallTime? {
        guard seconds >= 0, seconds < 86_400 else { return nil }
        let minutes = Int(seconds) / 60
        return WallTime(hour: minutes / 60, minute: minutes % 60)
    }
}

extension SessionClock {
    private static func steps(of session: Int, in program: MeetProgram) -> [Step] {
        let facts = program.sessions[session]
        var groups: [(steps: [Step], orders: ClosedRange<Int>?)] = []
        for item in facts.items {
            switch item {
            case .pause(let start, let seconds):
                groups.append(([Step(anchor: start, duration: seconds.map(Double.init), interval: 0)], nil))
            case .swim(let index):
                let isWhole = program.swims[index].parts.isEmpty
                let own = steps(of: index, facts, program, part: isWhole ? nil : 0)
                let orders = isWhole ? program.swims[index].heats.values.map(\.order) : []
                var range = orders.min().flatMap { low in orders.max().map { low...$0 } }
                var steps = own
                // Events whose heats alternate in the sheet (21 / 22) are swum as printed there.
                while let last = groups.last, let ours = range, let theirs = last.orders, ours.overlaps(theirs) {
                    groups.removeLast()
                    steps = last.steps + steps
                    range = min(ours.lowerBound, theirs.lowerBound)...max(ours.upperBound, theirs.upperBound)
                }
                if steps.count > own.count {
                    steps = steps.enumerated().sorted { (order($0.element, program), $0.offset) < (order($1.element, program), $1.offset) }
                        .map(\.element)
                }
                groups.append((steps, range))
            case .part(let swim, let part): groups.append((steps(of: swim, facts, program, part: part), nil))
            }
        }
        return groups.flatMap(\.steps)
    }

    private static func order(_ step: Step, _ program: MeetProgram) -> Int {
        step.heat.flatMap { program.swims[$0.swim].heats[$0.number]?.order } ?? .max
    }

    /// - Parameter part: of a swim in parts, which of them.
    private static func steps(of index: Int, _ session: ProgramSession, _ program: MeetProgram, part: Int?) -> [Step] {
        let swim = program.swims[index]
        let event = program.events[swim.event]
        let typical = HeatDuration.typical(event)
        let extra = event.traits.stroke == .backstroke ? session.backstrokeInterval ?? defaultBackstroke : 0
        let interval = Double((session.heatInterval ?? defaultInterval) + extra)
        let slowest = swim.heats.values.compactMap(\.slowest).max() ?? swim.listedSeeds.max()

        let numbers = part.map { swim.partHeats.numbers(of: $0) ?? [] }
        let heats = numbers.map { numbers in swim.heats.filter { numbers.contains($0.key) } } ?? swim.heats
        var steps = heats.sorted { ($0.value.order, $0.key) < ($1.value.order, $1.key) }.map { number, facts in
            let known = facts.slowest ?? slowest
            let heat = Swim.Heat(swim: index, number: number)
            var step = Step(
                heat: heat, anchor: facts.start ?? session.heatStarts[heat], duration: known.map { Double($0) / 100 } ?? typical,
                interval: interval, isGuess: facts.slowest == nil)
            if facts.start != nil { step.source = .printed }
            return step
        }
        if steps.isEmpty {
            if let part {
                steps = unknownHeats(index, part, swim, duration: slowest.map { Double($0) / 100 } ?? typical, interval)
            } else {
                steps = unseeded(index, swim, session, typical, interval)
            }
        }
        if !steps.isEmpty, steps[0].anchor == nil { steps[0].anchor = part.map { swim.parts[$0].start } ?? swim.reportedStart }
        return steps
    }

    /// The heats of a part of which nobody knows the numbers: the clock runs through them, and none gets a start. The first of all stands
    /// for the swim.
    private static func unknownHeats(_ index: Int, _ part: Int, _ swim: Swim, duration: Double?, _ interval: Double) -> [Step] {
        let count = min(max(swim.parts[part].heats ?? 0, 0), 300)
        return (0..<max(count, 1)).map { number in
            Step(
                heat: part == 0 && number == 0 ? Swim.Heat(swim: index, number: 0) : nil, duration: count == 0 ? nil : duration,
                interval: interval, isGuess: true)
        }
    }

    /// What is likely is said with the times of all parts as its range, and what is not known is not said, but for what is printed.
    private static func tellParts(_ index: Int, in program: inout MeetProgram) {
        let swim = program.swims[index]
        let heats = swim.heats.keys.map { Swim.Heat(swim: index, number: $0) }
        switch swim.partHeats {
        case .known: return
        case .unknown:
            for heat in heats {
                program.starts[heat] = swim.heats[heat.number]?.start.map { RaceStart(source: .printed, time: $0) }
            }
        case .likely:
            let starts = heats.compactMap { program.starts[$0] }
            let low = (starts.map { $0.earliest ?? $0.time } + swim.parts.compactMap(\.start)).min()
            let high = starts.map { $0.latest ?? $0.time }.max()
            for heat in heats {
                guard let start = program.starts[heat], start.source != .printed else { continue }
                program.starts[heat] = RaceStart(source: .estimated, time: start.time, earliest: low, latest: high)
            }
        }
    }

    /// The heats of an event that is not seeded yet: as many as reported, else by eights, the slowest first. They have no numbers; the
    /// first stands for the swim.
    private static func unseeded(_ index: Int, _ swim: Swim, _ session: ProgramSession, _ typical: Double?, _ interval: Double) -> [Step] {
        let lanes = 8
        let count = min(max(swim.reportedHeats ?? (swim.listedEntries + lanes - 1) / lanes, 0), 300)
        let seeds = swim.listedSeeds.sorted(by: >)
        return (0..<max(count, 1)).map { number in
            let seed = seeds.isEmpty ? nil : Double(seeds[min(number * lanes, seeds.count - 1)]) / 100
            return Step(
                heat: number == 0 ? Swim.Heat(swim: index, number: 0) : nil,
                anchor: session.heatStarts[Swim.Heat(swim: index, number: number + 1)],
                duration: count == 0 ? nil : seed ?? typical, interval: interval, isGuess: true)
        }
    }
}
