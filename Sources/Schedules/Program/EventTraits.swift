import MeetModel

/// What tells one event of a meet from another, besides its number. Session reports leave some of it out.
struct EventTraits: Sendable, Hashable {
    var sex: EventSex?
    var ages: AgeGroup?
    var distance: Int?
    var stroke: Stroke?
    var isRelay: Bool

    init(_ event: Event) {
        self.init(name: event.name)
        sex = event.sex ?? sex
        ages = event.ages ?? ages
        distance = event.distance ?? distance
        stroke = event.stroke ?? stroke
        isRelay = event.isRelay || isRelay
    }

    /// From a printed name alone: `Girls 13 & Over 200 IM`.
    init(name: String) {
        let words = Self.words(of: name)
        isRelay = words.contains { $0.hasPrefix("relay") }
        for word in words {
            sex = sex ?? Self.sexes[word]
            stroke = stroke ?? Self.strokes[word]
        }
        ages = Self.ages(words)
        distance = Self.distance(words)
    }

    /// Whether both may describe the same event; what one leaves out counts for nothing.
    func agrees(with other: EventTraits) -> Bool {
        func same<Value: Equatable>(_ a: Value?, _ b: Value?) -> Bool {
            guard let a, let b else { return true }
            return a == b
        }
        return isRelay == other.isRelay && same(sex, other.sex) && same(ages, other.ages) && same(distance, other.distance)
            && same(stroke, other.stroke)
    }

    mutating func fill(from other: EventTraits) {
        sex = sex ?? other.sex
        ages = ages ?? other.ages
        distance = distance ?? other.distance
        stroke = stroke ?? other.stroke
    }

    /// Letters and digits apart, so that `100m` has its distance; `&`, `-` and `+` are words.
    private static func words(of name: String) -> [String] {
        enum Kind { case digit, letter, other }
        var words: [String] = []
        var word = String.UnicodeScalarView()
        var kind = Kind.other
        func finish() {
            if !word.isEmpty { words.append(String(word)) }
            word = .init()
        }
        for scalar in name.unicodeScalars {
            switch scalar {
            case "0"..."9":
                if kind != .digit { finish() }
                kind = .digit
                word.append(scalar)
            case "A"..."Z", "a"..."z":
                if kind != .letter { finish() }
                kind = .letter
                word.append(Unicode.Scalar(UInt8(scalar.value) | 0x20))
            default:
                finish()
                kind = .other
                if scalar == "&" || scalar == "-" || scalar == "+" || scalar == "–" { words.append(String(Character(scalar))) }
            }
        }
        finish()
        return words
    }

    private static func ages(_ words: [String]) -> AgeGroup? {
        for (index, word) in words.enumerated() {
            guard let age = Int(word), age < 130, index + 1 < words.count else { continue }
            let rest = words[(index + 1)...].prefix(2)
            guard let next = rest.first else { continue }
            let after = rest.dropFirst().first
            if next == "-" || next == "–", let after, let highest = Int(after), highest >= age, highest < 130 {
                return AgeGroup(lowest: age, highest: highest)
            }
            if next == "+" { return AgeGroup(lowest: age, highest: nil) }
            if next == "&" || next == "and" {
                if after == "under" || after == "u" { return AgeGroup(lowest: nil, highest: age) }
                if after == "over" || after == "o" { return AgeGroup(lowest: age, highest: nil) }
            }
            if next == "year" || next == "years", after?.hasPrefix("old") == true { return AgeGroup(lowest: age, highest: age) }
        }
        return nil
    }

    /// The last number that is a pool's length or several, and no end of an age group; `4 x 50` is 200.
    private static func distance(_ words: [String]) -> Int? {
        for (index, word) in words.enumerated().reversed() {
            guard let number = Int(word), number >= 25, number % 25 == 0, number <= 25_000 else { continue }
            let (previous, next) = (index > 0 ? words[index - 1] : "", index + 1 < words.count ? words[index + 1] : "")
            guard !["&", "+", "-", "–"].contains(next), !["-", "–"].contains(previous) else { continue }
            if previous == "x", index > 1, let legs = Int(words[index - 2]), (1...20).contains(legs) { return legs * number }
            return number
        }
        return nil
    }

    private static let sexes: [String: EventSex] = [
        "girls": .female, "girl": .female, "women": .female, "womens": .female, "female": .female, "ladies": .female,
        "boys": .male, "boy": .male, "men": .male, "mens": .male, "male": .male, "mixed": .mixed, "coed": .mixed,
    ]

    private static let strokes: [String: Stroke] = [
        "free": .freestyle, "freestyle": .freestyle, "back": .backstroke, "backstroke": .backstroke, "backcrawl": .backstroke,
        "breast": .breaststroke, "breaststroke": .breaststroke, "fly": .butterfly, "butterfly": .butterfly, "im": .medley,
        "medley": .medley, "diving": .diving,
    ]
}
