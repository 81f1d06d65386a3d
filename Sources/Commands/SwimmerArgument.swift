import Schedules

/// The value of `--swimmer`: a name, and in brackets what tells people of that name apart: `Mira Sandoval (11, ABC-CA)`.
enum SwimmerArgument {
    /// - Parameter team: of everybody who is asked for without one.
    static func query(_ text: String, team: String?) -> SwimmerQuery {
        var query = SwimmerQuery(typed: text)
        query.team = query.team ?? team
        return query
    }

    static func argument(for choice: SwimmerQuery) -> String { "--swimmer \(quoted(choice.typed))" }

    /// As a shell takes it, whatever is in it.
    private static func quoted(_ text: String) -> String {
        let parts = text.printable.split(separator: "'", omittingEmptySubsequences: false)
        guard parts.count == 1 || text.contains(where: { "\"$`\\!".contains($0) }) else { return "\"\(text.printable)\"" }
        return "'" + parts.joined(separator: "'\\''") + "'"
    }
}
