/// Codes and names of teams that several swimmers carry by turns: one document prints `GP`, another `Garrett Park Devilfish`.
struct TeamAliases: Sendable {
    /// How many people have both.
    private var votes: [TeamKey: [TeamKey: Int]] = [:]

    private static let fewestVotes = 2

    /// Counts pairs of mentions that are one person's but for their teams.
    mutating func learn(teamless pairs: [(Int, Int)], of mentions: [Mention]) {
        for (a, b) in pairs {
            guard let own = mentions[a].teamKey, let other = mentions[b].teamKey, own.isCode != other.isCode,
                let age = mentions[a].ageKey, age == mentions[b].ageKey
            else { continue }
            votes[own, default: [:]][other, default: 0] += 1
            votes[other, default: [:]][own, default: 0] += 1
        }
    }

    /// Whether each is what the other is called most, by two swimmers at least.
    func contains(_ a: TeamKey, _ b: TeamKey) -> Bool { isUsual(b, for: a) && isUsual(a, for: b) }

    private func isUsual(_ other: TeamKey, for team: TeamKey) -> Bool {
        guard let names = votes[team], let own = names[other], own >= Self.fewestVotes else { return false }
        return names.allSatisfy { $0.key == other || $0.value < own }
    }
}
