import SheetLayout

/// The words of sheets in the languages that their makers print. They are evidence beside the structure of a document, never a condition:
/// what no list knows is told by where it stands and how its numbers run.
enum SheetWords {
    static let event: Set<String> = [
        "event", "events", "ev", "evt", "épreuve", "epreuve", "épr", "epr", "wettkampf", "wk", "wk-nr", "prueba", "prova", "gara",
        "programmanummer",
        "programma", "programmanr", "gren", "programnummer", "løb", "øvelse", "øv", "prüfung", "programme", "race", "konkurencja", "konk",
        "disciplína",
        "disciplina", "laji", "ala", "programmnumber", "versenyszám", "vsz", "yarış", "proba", "dyscyplina", "løbsnr", "bewerb", "concours",
    ]
    static let heat: Set<String> = [
        "heat", "heats", "ht", "lauf", "läufe", "série", "serie", "séries", "batteria", "batt", "manche", "series", "flight", "section",
        "eliminatoria", "seria", "rozplavba", "rozpl", "erä", "ujumine", "ujum", "futam", "seri", "heat-nr",
    ]
    static let numberSigns: Set<String> = ["no", "nr", "n°", "nº", "nro", "n", "number", "num", "č", "#", "nummer"]
    static let of: Set<String> = ["of", "von", "de", "di", "sur", "av", "af", "van", "/", "z", "ze"]
    static let session: Set<String> = [
        "session", "abschnitt", "blok", "blokk", "sesión", "jornada", "sessione", "réunion", "reunion", "sessie", "avdeling", "sesja",
        "sessão",
        "parte", "pass", "passet", "jakso", "sessioon", "osa", "dagdeel", "programma-onderdeel", "økt", "afdeling", "etap", "szakasz",
        "půlden",
    ]
    static let alternates: Set<String> = [
        "alternates", "alternate", "reserves", "reserve", "ersatz", "nachrücker", "remplaçants", "réserves", "riserve", "reservas",
        "suplentes",
        "rezerwa", "reserver", "varalla", "varu", "náhradníci", "tartalékok", "yedekler",
    ]
    static let relay: Set<String> = [
        "relay", "relays", "staffel", "relais", "relevos", "relevo", "staffetta", "estafette", "stafet", "stafett", "relé", "sztafeta",
        "viesti",
        "teateujumine", "lagkapp", "štafeta", "váltó", "bayrak", "estafeta", "mista", "team",
    ]
    /// Words that end a compound and say the same: `Lagenstaffel`.
    static let relayEndings = ["staffel", "stafett", "stafette", "estafette", "viesti", "lagkapp", "ujumine", "štafeta", "váltó"]
    static let final: Set<String> = [
        "final", "finals", "finale", "finaal", "finał", "finaali", "endlauf", "döntő", "finaali", "finále",
    ]
    static let finalNames: Set<String> = ["consolation", "championship", "bonus", "super", "big", "minor", "major", "petite", "grande"]
    static let round: Set<String> = [
        "prelims", "preliminaries", "prelim", "preliminary", "finals", "final", "timed", "semis", "semi-finals", "semifinals", "semi-final",
        "semifinal",
        "vorlauf", "vorläufe", "finale", "endlauf", "entscheidung", "halbfinale", "zwischenlauf", "séries", "demi-finales", "classement",
        "lentes",
        "batterie", "eliminatorie", "diretta", "semifinali", "eliminatorias", "preliminares", "contrarreloj", "semifinales",
        "eliminatórias", "direta",
        "meias-finais", "eliminacje", "finał", "półfinał", "försök", "direktfinal", "forsøk", "innledende", "semifinale", "alkuerät",
        "loppukilpailu",
        "finaali", "välierät", "eelujumised", "finaal", "poolfinaal", "swim-off", "swimoff", "swimoffs", "quarterfinals", "quarters",
        "halve", "direct",
        "heats", "series", "serie", "indledende", "előfutam", "döntő", "rozplavby", "finále", "seçme",
    ]
    static let roundFillers: Set<String> = [
        "timed", "time", "au", "temps", "na", "czas", "a", "b", "c", "d", "-", "–", "—", "the", "super",
    ]
    static let again: Set<String> = [
        "continued", "cont", "fortsetzung", "forts", "vervolg", "suite", "segue", "continuación", "continuação", "cd", "ciąg", "dalszy",
        "järg", "fortsat",
        "fortsættelse", "jatkuu", "folyt", "pokr",
    ]
    static let startWords: Set<String> = [
        "starts", "start", "at", "time", "estimated", "est", "approx", "approximately", "@", "ca", "um", "~", "begins", "uhr", "startzeit",
        "beginn", "départ",
        "depart", "à", "ore", "partenza", "hora", "aanvang", "godz", "kl", "klo", "kell", "alkaa", "approx.", "circa", "rajt", "zač", "h",
    ]
    static let page: Set<String> = [
        "page", "seite", "página", "pagina", "pág", "pag", "blad", "strona", "str", "sida", "side", "sivu", "lk", "lehekülg", "oldal",
        "strana", "sayfa",
    ]
    static let records: Set<String> = [
        "record", "records", "rekord", "rec", "récord", "recorde", "ennätys", "clubrecord", "vereinsrekord", "bahnrekord", "toernooirecord",
        "klubbrekord",
        "rekordy", "csúcs", "rekoru",
    ]
    static let resultTitles: Set<String> = [
        "results", "result", "ergebnisse", "ergebnisliste", "protokoll", "ergebnis", "uitslagen", "uitslag", "résultats", "risultati",
        "classifica",
        "resultados", "resultaten", "wyniki", "resultat", "resultater", "tulokset", "tulemused", "eredmények", "výsledky", "sonuçlar",
        "classement",
        "einzelergebnisse", "gesamtergebnis", "eredményjegyzék", "jegyzőkönyv",
    ]
    static let rankingTitles: Set<String> = [
        "rankings", "ranking", "bestenliste", "ranglijst", "graduatoria", "bästalista", "rangering", "tilasto", "edetabel", "performances",
        "top", "standards", "pflichtzeiten", "limieten", "mínimas", "mínimos", "minima", "kvaltider", "kravtider", "aikarajat",
        "normatiivid", "records",
        "rekorde", "richtzeiten",
    ]
    static let laneWords: Set<String> = [
        "lane", "ln", "l", "bahn", "b", "ligne", "couloir", "corsia", "calle", "pista", "baan", "tor", "bana", "bane", "rata", "rada",
        "pálya", "dráha",
        "kulvar", "raia", "carril",
    ]
    static let empty: Set<String> = [
        "empty", "swimmer", "no", "lane", "leer", "frei", "nicht", "belegt", "leeg", "vide", "vuota", "vacía", "vazia", "wolny", "tom",
        "vaba", "-", "---",
    ]

    /// Lower case, without the punctuation around it.
    static func folded(_ word: String) -> String { plain(word).lowercased() }

    /// Without the punctuation around it.
    static func plain(_ word: String) -> String {
        var text = word[...]
        while let last = text.unicodeScalars.last, trimmed.contains(last) { text.unicodeScalars.removeLast() }
        while let first = text.unicodeScalars.first, trimmed.contains(first) { text.unicodeScalars.removeFirst() }
        return String(text)
    }

    private static let trimmed: Set<Unicode.Scalar> = [":", ".", ",", ";", "(", ")", "[", "]", "\"", "|", "·"]

    static func isHeat(_ word: String) -> Bool { word.utf8.count <= 14 && !Token.startsWithDigit(word) && heat.contains(folded(word)) }
    static func saysRelay(_ words: some Sequence<String>) -> Bool {
        let folded = words.map { Self.folded($0) }
        if folded.contains(where: { text in relay.contains(text) || relayEndings.contains { text.hasSuffix($0) } || isTimesFour(text) }) {
            return true
        }
        // `4 x 100`
        return folded.indices.dropFirst().dropLast().contains { index in
            ["x", "×", "*"].contains(folded[index]) && Token.integer(folded[index - 1], digits: 1) != nil
                && Token.startsWithDigit(folded[index + 1])
        }
    }

    /// `4x50m`, `4x100`, `8x50`.
    static func isTimesFour(_ text: String) -> Bool {
        guard let cross = text.firstIndex(where: { $0 == "x" || $0 == "×" || $0 == "*" }),
            let legs = Token.integer(text[..<cross], digits: 2)
        else { return false }
        return legs >= 2 && Token.startsWithDigit(text[text.index(after: cross)...])
    }

    // MARK: - Distances

    private static let distances: Set<Int> = [
        25, 33, 50, 66, 75, 100, 125, 150, 200, 250, 300, 400, 500, 600, 750, 800, 1000, 1200, 1500, 1650, 1850, 2000, 3000, 5000,
    ]

    /// Whether the words say how far somebody swims: what every event's title does, and no swimmer's row.
    static func distance(in words: some Collection<String>) -> Int? {
        // Every distance begins with a digit.
        guard words.contains(where: { $0.utf8.contains { $0 >= 0x30 && $0 <= 0x39 } }) else { return nil }
        let words = Array(words)
        for (index, raw) in words.enumerated() {
            guard let first = raw.utf8.first(where: { $0 != 0x28 }), first >= 0x30 && first <= 0x39 || first | 0x20 == 0x78 || first >= 0x80
            else { continue }
            let word = folded(raw)
            if let cross = word.firstIndex(where: { $0 == "x" || $0 == "×" }) {
                let legs = word[..<cross]
                let rest = word[word.index(after: cross)...]
                if let count = Token.integer(legs, digits: 2), let metres = length(rest), metres >= 25 { return count * metres }
                if word == "x" || word == "×", index > 0, index + 1 < words.count,
                    let count = Token.integer(folded(words[index - 1]), digits: 2),
                    let metres = length(folded(words[index + 1])[...])
                {
                    return count * metres
                }
            }
            // `25. Last, First`: a rank.
            if index == 0, raw.hasSuffix(".") || raw.hasSuffix(")"), raw.first != "(" { continue }
            if let metres = length(word[...]), distances.contains(metres) {
                // `11-50`: an age group, `50 & Over` too.
                let next = index + 1 < words.count ? folded(words[index + 1]) : ""
                if next == "&" || next == "and" || next == "year" || next == "years" { continue }
                return metres
            }
        }
        return nil
    }

    /// `50`, `100m`, `200y`.
    private static func length(_ text: Substring) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let value = Token.integer(digits, digits: 4), value > 0 else { return nil }
        switch text.dropFirst(digits.count) {
        case "", "m", "mt", "mtr", "meter", "metres", "meters", "y", "yd", "yds", "yard", "yards", "sc", "lc", "scy", "scm", "lcm", "м":
            return value
        default: return nil
        }
    }
}
