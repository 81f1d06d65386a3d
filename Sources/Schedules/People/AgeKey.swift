/// An age as printed, made comparable.
enum AgeKey: Sendable, Hashable {
    case years(Int)
    /// `FR`, `SR`, or a year of study.
    case schoolYear(String)

    /// Nil where nothing is printed.
    init?(_ text: String?) {
        guard let word = text?.filter({ $0.isLetter || $0.isNumber }).uppercased(), !word.isEmpty else { return nil }
        if let years = Int(word), (0...130).contains(years) { self = .years(years) } else { self = .schoolYear(word) }
    }

    enum Distance: Int, Comparable {
        case same
        /// Ages cannot be compared: a school year and an age.
        case unknown
        case neighbour
        case other

        static func < (a: Distance, b: Distance) -> Bool { a.rawValue < b.rawValue }
    }

    func distance(to other: AgeKey) -> Distance {
        switch (self, other) {
        case (.years(let a), .years(let b)):
            // Universities print years of study, 1 to 5.
            if min(a, b) <= 6, max(a, b) >= 15 { .unknown } else { a == b ? .same : abs(a - b) == 1 ? .neighbour : .other }
        case (.schoolYear(let a), .schoolYear(let b)): a == b ? .same : .other
        default: .unknown
        }
    }
}
