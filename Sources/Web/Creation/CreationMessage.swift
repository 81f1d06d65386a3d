import MeetModel
import Multipart
import Schedules

/// A request for a batch as JSON.
struct CreationMessage: Decodable {
    /// A name, or an object with what narrows it.
    struct Swimmer: Decodable {
        var query: SwimmerQuery

        private enum Member: String, CodingKey {
            case name, age, team, sex
        }

        init(from decoder: any Decoder) throws {
            if let name = try? decoder.singleValueContainer().decode(String.self) {
                query = SwimmerQuery(name: String(name.trimmed))
                return
            }
            let members = try decoder.container(keyedBy: Member.self)
            let age: String?
            if let number = try? members.decodeIfPresent(Int.self, forKey: .age) {
                age = String(number)
            } else {
                age = try members.decodeIfPresent(String.self, forKey: .age)
            }
            var sex: Sex?
            if let text = try members.decodeIfPresent(String.self, forKey: .sex) {
                guard let value = Sex(letter: text) else {
                    throw DecodingError.dataCorruptedError(forKey: .sex, in: members, debugDescription: "unknown sex")
                }
                sex = value
            }
            query = SwimmerQuery(
                name: try members.decode(String.self, forKey: .name), age: age.flatMap { $0.isEmpty ? nil : $0 },
                team: try members.decodeIfPresent(String.self, forKey: .team).flatMap { $0.isEmpty ? nil : $0 }, sex: sex)
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
