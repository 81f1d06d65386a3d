import MeetModel
import Multipart
import Schedules

/// A request for a batch as JSON.
struct CreationMessage: Decodable {
    /// A name as it is typed, or an object with what narrows it.
    struct Swimmer: Decodable {
        var query: SwimmerQuery

        private enum Member: String, CodingKey {
            case name, age, birth, team, sex, event
        }

        init(from decoder: any Decoder) throws {
            if let name = try? decoder.singleValueContainer().decode(String.self) {
                query = SwimmerQuery(typed: String(name.trimmed))
                return
            }
            let members = try decoder.container(keyedBy: Member.self)
            func text(_ key: Member) throws -> String? {
                try members.decodeIfPresent(String.self, forKey: key).flatMap { $0.isEmpty ? nil : $0 }
            }
            func number(_ key: Member) throws -> String? {
                if let number = try? members.decodeIfPresent(Int.self, forKey: key) { return String(number) }
                return try text(key)
            }
            var sex: Sex?
            if let text = try members.decodeIfPresent(String.self, forKey: .sex) {
                guard let value = Sex(letter: text) else {
                    throw DecodingError.dataCorruptedError(forKey: .sex, in: members, debugDescription: "unknown sex")
                }
                sex = value
            }
            query = SwimmerQuery(
                name: try members.decode(String.self, forKey: .name), age: try number(.age), birth: try number(.birth),
                team: try text(.team), sex: sex, event: try number(.event))
        }
    }

    var swimmer: Swimmer?
    var swimmers: [Swimmer]?
    var urls: [String]?
    var uploads: [String]?
    var email: String?
    var timezone: String?
}

extension Sex {
    /// `M`, and `W` or `F`.
    init?(letter: String) {
        switch letter {
        case "M": self = .male
        case "W", "F": self = .female
        default: return nil
        }
    }
}
