extension InkLine {
    /// The headings of tables in the line: neighbouring words of which each is known to head a column.
    var headings: [ArraySlice<InkWord>] {
        words.split { !HeadingWords.columns.contains($0.text.lowercased()) }.filter { $0.count >= 3 }
    }

    /// Words that say that a number of an event, a heat, a lane or a session follows.
    var labels: [InkWord] {
        zip(words, words.dropFirst()).filter { word, next in
            HeadingWords.labels.contains(word.text.lowercased()) && next.text.first.map { $0.isNumber || $0 == "#" } == true
        }.map(\.0)
    }
}

/// What the fixtures print above columns and before numbers.
private enum HeadingWords {
    static let columns: Set = [
        "lane", "ln", "name", "age", "ageteam", "aad", "team", "relay", "seed", "time", "finals", "prelims", "prelim", "points", "place",
        "rank",
        "rk", "yb", "yr", "school", "score", "club", "entry", "comp#", "athlete", "swimmer", "event", "description", "heat", "heats", "bib",
        "born",
        "bahn", "jg", "verein", "meldezeit", "jahrgang", "couloir", "nom", "n\u{E9}", "an", "temps", "d'engagement", "d\u{2019}engagement",
        "calle", "nombre", "a\u{F1}o", "marca", "inscr.", "bane", "navn", "\u{E5}r", "klubb", "p\u{E5}m.", "tid", "baan", "naam", "jr",
        "vereniging", "inschrijftijd", "corsia", "nome", "aa", "societ\u{E0}", "tempo", "iscr.", "tor", "nazwisko", "imi\u{119}", "rocznik",
        "rok",
        "ur.", "klub", "czas", "zg\u{142}.",
    ]
    static let labels: Set = [
        "event", "heat", "lane", "session", "wettkampf", "lauf", "bahn", "abschnitt", "\u{E9}preuve", "epreuve", "s\u{E9}rie", "couloir",
        "r\u{E9}union",
        "prueba", "serie", "calle", "gara", "batteria", "corsia", "konkurencja", "seria", "tor", "\u{F8}velse", "bane", "programma",
        "programmanummer", "baan", "blok", "sesi\u{F3}n", "sessione",
    ]
}
