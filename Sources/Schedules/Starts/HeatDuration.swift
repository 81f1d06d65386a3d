import MeetModel

/// How long a heat takes: the slowest seed, as it would be swum in the pool of the meet.
enum HeatDuration {
    /// Hundredths of a second. Seeds of another course are converted by the rule of thumb that SPEC 2.5 states for yards in a
    /// 50 m pool, x 1.11, which holds for a 25 m pool too; short-course metres swim 2 % faster than a 50 m pool.
    static func hundredths(_ seed: SeedTime, in event: ProgramEvent) -> Int {
        guard let pool = event.course, let course = seed.course, course != pool else { return seed.hundredths }
        let factor: Double =
            switch (course, pool) {
            case (.yards, _): yardsFactor / distanceRatio(event)
            case (_, .yards): distanceRatio(event) / yardsFactor
            case (.shortMeters, _): turnsFactor
            default: 1 / turnsFactor
            }
        return Int(Double(seed.hundredths) * factor)
    }

    /// Seconds for a heat in which nobody has a time, nil for events whose length is unknown. Metres times a pace: the median of
    /// the slowest seeds of the heats of public heat sheets (700 heats, ages 6 to 18), per stroke, rounded.
    static func typical(_ event: ProgramEvent) -> Double? {
        guard let distance = event.traits.distance, let stroke = event.traits.stroke, stroke != .diving else { return nil }
        let metres = Double(distance) * (event.course == .yards ? 0.9144 : 1)
        if distance <= 25 { return metres * 1.5 }
        let pace =
            switch stroke {
            case .freestyle: 0.8
            case .backstroke, .medley: 0.9
            case .breaststroke: 1.0
            case .butterfly: 0.85
            case .diving: 0.0
            }
        return metres * pace
    }

    private static let yardsFactor = 1.11
    private static let turnsFactor = 1.02

    /// The yards that stand for the event's metres, over the metres: 500 for 400, 1,000 for 800, 1,650 for 1,500 freestyle.
    private static func distanceRatio(_ event: ProgramEvent) -> Double {
        guard event.traits.stroke == .freestyle, !event.traits.isRelay else { return 1 }
        return switch event.traits.distance {
        case 400, 500: 1.25
        case 800, 1_000: 1.25
        case 1_500, 1_650: 1.1
        default: 1
        }
    }
}
