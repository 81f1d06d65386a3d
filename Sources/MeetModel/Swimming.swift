package enum Sex: String, Sendable, Hashable, Codable {
    case male = "M"
    case female = "W"
}

/// Who may enter an event.
package enum EventSex: String, Sendable, Hashable, Codable {
    case female
    case male
    case mixed
}

/// An age group in years, both ends included. `10 & Under` has no lower end, `13 & Over` no upper one.
package struct AgeGroup: Sendable, Hashable, Codable {
    package var lowest: Int?
    package var highest: Int?

    package init(lowest: Int?, highest: Int?) {
        self.lowest = lowest
        self.highest = highest
    }
}

/// The pool a time was swum in, or a race is swum in.
package enum Course: String, Sendable, Hashable, Codable {
    /// 25 yards.
    case yards = "Y"
    /// 25 metres.
    case shortMeters = "S"
    /// 50 metres.
    case longMeters = "L"
}

package enum Stroke: String, Sendable, Hashable, Codable {
    case freestyle
    case backstroke
    case breaststroke
    case butterfly
    case medley
    case diving
}

/// A seed as a duration: the race time that heats are drawn by.
package struct SeedTime: Sendable, Hashable, Codable {
    /// Hundredths of a second, above zero.
    package var hundredths: Int
    /// The course letter printed behind the time.
    package var course: Course?
    package var isExhibition: Bool

    /// Reads `2:05.50`, `X1:07.78Y`, `59,2`, `10:21.00L`; nil for `NT` and its kin, and for anything else.
    package init?(_ text: String) {
        var bytes = Substring(text.filter { $0 != " " }).utf8
        isExhibition = bytes.first == UInt8(ascii: "X") || bytes.first == UInt8(ascii: "x")
        if isExhibition { bytes = bytes.dropFirst() }
        course = nil
        if let last = bytes.last, let letter = Course(rawValue: String(UnicodeScalar(last)).uppercased()) {
            course = letter
            bytes = bytes.dropLast()
        }
        var fields: [Int] = [0]
        var decimals: Int?
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let digit = Int(byte - UInt8(ascii: "0"))
                if let places = decimals {
                    guard places < 2 else { return nil }
                    decimals = places + 1
                }
                fields[fields.count - 1] = fields[fields.count - 1] * 10 + digit
                guard fields[fields.count - 1] < 100_000 else { return nil }
            case UInt8(ascii: ":") where decimals == nil && fields.count < 3: fields.append(0)
            case UInt8(ascii: "."), UInt8(ascii: ","):
                guard decimals == nil else { return nil }
                decimals = 0
                fields.append(0)
            default: return nil
            }
        }
        guard let places = decimals, places > 0 else { return nil }
        let fraction = places == 1 ? fields.removeLast() * 10 : fields.removeLast()
        hundredths = fields.reduce(0) { $0 * 60 + $1 } * 100 + fraction
        guard hundredths > 0 else { return nil }
    }
}
