import Batches
import MeetModel
import Schedules

/// Whom of several a person has chosen for the swimmers asked for: `choice0.age=12&choice0.team=WAVE` for the first of them, or
/// `choice0=Mira Sandoval (12, WAVE)`. What is not given is as it was asked.
struct SwimmerChoices: Sendable {
    /// By position of the swimmer.
    var queries: [Int: SwimmerQuery] = [:]

    init() {}

    /// - Throws: 400 for a swimmer that the batch has not, or a member that a swimmer has not.
    init(_ parameters: [(name: String, value: String)], batch: Batch) throws(WebError) {
        for (name, value) in parameters where name.hasPrefix("choice") {
            let parts = name.dropFirst("choice".count).split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count <= 2, let position = Int(parts[0]), batch.swimmers.indices.contains(position), value.count <= 255 else {
                throw .badRequest("\(name.prefix(40)) names no swimmer of this batch.")
            }
            var query = queries[position] ?? batch.swimmers[position]
            let text = value.isEmpty ? nil : value
            guard parts.count == 2 else {
                if let text { queries[position] = SwimmerQuery(typed: text) }
                continue
            }
            switch parts[1] {
            case "name": query.name = text ?? query.name
            case "age": query.age = text
            case "birth": query.birth = text
            case "team": query.team = text
            case "sex": query.sex = text.flatMap(Sex.init(letter:))
            case "event": query.event = text
            default: throw .badRequest("\(name.prefix(40)) is none of name, age, birth, team, sex and event.")
            }
            queries[position] = query
        }
    }
}
