/// The heading of a table of entries, which says what its columns hold and where they stand.
struct TableHeader: Sendable {
    enum Kind: Sendable {
        case lane, rank, name, age, birth, team, relay, seed, skipped
    }

    /// A heading's extent, measured from the left edge of the page's column.
    struct Column: Sendable {
        var kind: Kind
        var left: Float
        var right: Float
    }

    var columns: [Column]

    func column(_ kind: Kind) -> Column? { columns.first { $0.kind == kind } }

    /// Words of headings, lower case. Two-word headings are joined by their first word.
    private static let kinds: [String: Kind] = [
        "lane": .lane, "ln": .lane, "ln.": .lane, "bahn": .lane, "couloir": .lane, "calle": .lane, "corsia": .lane, "bane": .lane,
        "baan": .lane,
        "tor": .lane, "pista": .lane, "ban": .lane,
        "rank": .rank, "pl": .rank, "place": .rank, "rang": .rank,
        "name": .name, "swimmer": .name, "athlete": .name, "nom": .name, "nombre": .name, "nome": .name, "navn": .name, "names": .name,
        "naam": .name,
        "nazwisko": .name, "namn": .name, "nimi": .name,
        "age": .age, "yr": .age, "yr.": .age, "grade": .age, "class": .age, "gr": .age, "edad": .age, "âge": .age, "aad": .age,
        "yb": .birth, "yob": .birth, "jg": .birth, "jg.": .birth, "jahrgang": .birth, "an": .birth, "año": .birth, "anno": .birth,
        "birth": .birth,
        "dob": .birth, "né": .birth, "jr": .birth, "år": .birth, "rok": .birth, "född": .birth, "fødd": .birth, "geb.": .birth,
        "bj": .birth,
        "team": .team, "school": .team, "club": .team, "verein": .team, "nat": .team, "nation": .team, "klub": .team, "équipe": .team,
        "equipo": .team, "società": .team, "clube": .team, "vereniging": .team, "klubb": .team, "seura": .team, "affiliation": .team,
        "lsc": .skipped,
        "relay": .relay,
        "seed": .seed, "prelims": .seed, "prelim": .seed, "semis": .seed, "entry": .seed, "meldezeit": .seed, "entrytime": .seed,
        "temps": .seed, "tiempo": .seed, "tempo": .seed, "meldzeit": .seed, "marca": .seed, "inschrijftijd": .seed, "påm.": .seed,
        "czas": .seed, "anm.": .seed, "seedtime": .seed,
        "id#": .skipped, "id": .skipped, "location": .skipped, "bib": .skipped, "heat/lane": .skipped,
    ]

    /// Whether the words are the heading of a table of swimmers or relays.
    static func isHeader(_ words: [Word]) -> Bool { parse(words) != nil }

    /// Reads a heading; nil unless it names at least two of the columns an entry has, and nothing that a heading would not.
    static func parse(_ words: [Word], origin: Float = 0) -> TableHeader? {
        guard words.count >= 2, words.count <= 24, !words.contains(where: { $0.startsWithDigit }),
            let first = words.first?.text.lowercased(), !records.contains(first)
        else { return nil }
        var columns: [Column] = []
        var strangers = 0
        for word in words {
            guard word.text.utf8.count <= 14 else { return nil }
            let text = word.text.lowercased()
            if let kind = kinds[text] {
                columns.append(Column(kind: kind, left: word.left - origin, right: word.right - origin))
            } else if extensions.contains(text), !columns.isEmpty {
                columns[columns.count - 1].right = word.right - origin
            } else if text == "time" || text == "times" {
                columns.append(Column(kind: .seed, left: word.left - origin, right: word.right - origin))
            } else {
                strangers += 1
            }
        }
        let known = Set(columns.map(\.kind))
        if !known.contains(.lane), !known.contains(.team), !known.contains(.relay),
            words.contains(where: { $0.text == "Event" || $0.text == "EVENT" })
        {
            return nil
        }
        guard known.contains(.name) || known.contains(.team), known.subtracting([.skipped]).count >= 2, strangers <= 3 else { return nil }
        return TableHeader(columns: columns)
    }

    /// `Bahn`, `Lane`: printed before every lane's number on some sheets.
    static func isLaneWord(_ word: String) -> Bool { kinds[word.lowercased()] == .lane }

    /// Whether every word belongs to headings: part of a heading that is set on several lines.
    static func isPart(_ words: [Word]) -> Bool {
        words.count <= 12
            && words.allSatisfy { word in
                guard !word.startsWithDigit else { return false }
                let text = word.text.lowercased()
                return kinds[text] != nil || extensions.contains(text)
            }
    }

    /// A table of records has the columns of an entry, too.
    private static let records: Set<String> = ["record", "records", "rec"]

    private static let extensions: Set<String> = [
        "time", "time:", "code", "of", "year", "performance", "no.", "no", "date", "zeit", "tid", "iscr.", "inscr.", "zgł.", "ur.",
        "d'engagement", "engagement",
    ]
}
