/// The different words of a document, by what becomes of them.
struct WordTally {
    /// Words to replace, with what their places ask for.
    private(set) var demands: [String: InventedWords.Demand] = [:]
    /// Every word.
    private(set) var all: Set<String> = []
    private var replaced: [Verdict.Reason: Set<String>] = [:]
    private var kept: [Verdict.Reason: Set<String>] = [:]

    mutating func count(_ word: WordJudge.JudgedWord) {
        for (chunk, verdict) in zip(word.chunks, word.verdicts) {
            all.insert(chunk.key)
            switch verdict {
            case .kept(let reason): kept[reason, default: []].insert(chunk.key)
            case .replaced(let reason):
                replaced[reason, default: []].insert(chunk.key)
                demands[chunk.key, default: InventedWords.Demand()].formUnion(demand(chunk, in: word.word))
            }
        }
    }

    private func demand(_ chunk: Chunk, in word: GlyphWord) -> InventedWords.Demand {
        var demand = InventedWords.Demand()
        demand.precedesDigit = chunk.precedesDigit
        for (index, place) in chunk.places.enumerated() {
            if place.isFixed { demand.fixed.insert(index) }
            for scalar in word.elements[place.element].scalars where !place.isSwapped {
                if let accent = LatinLetter(scalar)?.accent { demand.accents[index, default: []].insert(accent) }
            }
        }
        return demand
    }

    /// Words of three letters or more that were replaced wherever they stood.
    var removed: Set<String> {
        let keptWords = kept.values.reduce(into: Set<String>()) { $0.formUnion($1) }
        return Set(demands.keys.filter { $0.unicodeScalars.count >= 3 && !isFixed($0) }).subtracting(keptWords)
    }

    /// Whether nothing of the word can be replaced.
    private func isFixed(_ key: String) -> Bool { demands[key]?.fixed.count == key.unicodeScalars.count }

    var summary: AnonymizingSummary {
        var summary = AnonymizingSummary()
        let names = replaced[.name] ?? []
        let clubs = (replaced[.club] ?? []).subtracting(names)
        summary.names = names.count
        summary.clubs = clubs.count
        summary.unsure = Set(demands.keys).subtracting(names).subtracting(clubs).count
        summary.keptSafe = (kept[.safeWord] ?? []).union(kept[.mark] ?? []).count
        summary.keptClubs = (kept[.club] ?? []).count
        summary.keptTitles = (kept[.title] ?? []).count
        return summary
    }
}
