import MeetModel
import SheetLayout

/// An event's title taken apart: `Girls 11-12 50 LC Meter Butterfly`.
struct EventTitle: Sendable, Hashable {
    var sex: EventSex?
    var ages: AgeGroup?
    var distance: Int?
    var course: Course?
    var stroke: Stroke?
    var isRelay = false
    /// Words that are no part of any title's vocabulary.
    var strangers = 0

    /// Whether a line with this title and nothing else would be taken for an event without a number.
    var isWhole: Bool { strangers == 0 && distance != nil && stroke != nil && (sex != nil || ages != nil) }

    /// Whether the title says who swims how far, though perhaps in a stroke that has no name here.
    var isLikely: Bool { distance != nil && (sex != nil || ages != nil) && strangers <= 3 }

    init(_ words: some Sequence<String>) {
        let words = words.map { Self.folded($0) }.filter { !$0.isEmpty }
        var index = 0
        while index < words.count {
            index += read(words, at: index)
        }
    }

    /// Whether every word belongs to titles: `MEDLEY RELAY` on a line of its own goes on with the title above.
    static func isContinuation(_ words: some Sequence<String>) -> Bool {
        let words = words.map { folded($0) }
        return !words.isEmpty
            && words.allSatisfy { strokes[$0] != nil || relays.contains($0) || courses[$0] != nil || fillers.contains($0) }
    }

    /// `10-11 år`, `13 Jahre und älter`: one age or two, and few words around them that count nothing.
    static func isAgeGroup(_ words: [String]) -> Bool {
        guard (1...6).contains(words.count) else { return false }
        let parts = words.flatMap { $0.split(whereSeparator: { $0 == "-" || $0 == "/" || $0 == "\u{2013}" }).map(String.init) }
        let ages = parts.compactMap { Token.integer($0, digits: 2) }
        let texts = parts.filter { Token.integer($0, digits: 2) == nil }
        guard (1...2).contains(ages.count), ages.allSatisfy({ (3...99).contains($0) }), ages.count == 2 || !texts.isEmpty else {
            return false
        }
        return ages.first.map { first in ages.allSatisfy { $0 >= first } } == true
            && texts.allSatisfy { text in
                !Token.startsWithDigit(text) && ColumnWords.roles(of: text).allSatisfy { $0 != .entries && $0 != .heats }
                    && (text.first?.isUppercase != true || text == "Jahre" || text == "U" || text == "Jg")
            }
    }

    /// `9 à 10 ans 11 à 12 ans 13 ans et plus`, in any language: ages that rise, and no word with a capital letter that is not said twice.
    static func isAgeGroups(_ line: Line) -> Bool {
        guard (4...30).contains(line.words.count), !line.words.contains(where: { $0.tokenClass == .time || $0.tokenClass == .date }) else {
            return false
        }
        // Three ages are three words, or some of them stand in one.
        guard
            line.words.count(where: \.startsWithDigit) >= 3
                || line.words.contains(where: { $0.text.utf8.contains(UInt8(ascii: "-")) || $0.text.utf8.contains(UInt8(ascii: "/")) })
        else { return false }
        let words = line.texts.flatMap { $0.split(whereSeparator: { $0 == "-" || $0 == "/" }).map(String.init) }
        let ages = words.compactMap { Token.integer($0, digits: 2) }
        guard ages.count >= 3, zip(ages, ages.dropFirst()).allSatisfy({ $0 < $1 }), ages.allSatisfy({ (3...99).contains($0) }) else {
            return false
        }
        let texts = words.filter { Token.hasLetter($0) }
        return !texts.isEmpty
            && texts.allSatisfy { text in
                text.first?.isUppercase != true || texts.count { $0 == text } >= 2
            }
    }

    /// The words of a title with a stroke put together again that a lost glyph cut in two: `Butter ly`.
    static func joined(_ words: [String]) -> [String] {
        var words = words
        for index in words.indices.dropLast() where index + 1 < words.count {
            let whole = words[index] + "f" + words[index + 1]
            guard strokes[folded(whole)] != nil else { continue }
            words[index] = whole
            words.remove(at: index + 1)
        }
        return words
    }

    /// Whether the title has the word `relay` itself.
    static func saysRelay(_ title: String) -> Bool { title.split(separator: " ").contains { relays.contains(folded(String($0))) } }

    /// Whether the word says who swims: titles without a number begin with it.
    static func isSex(_ word: String) -> Bool { sexes[folded(word)] != nil }

    /// Reads what stands at `index` and returns how many words it took.
    private mutating func read(_ words: [String], at index: Int) -> Int {
        let word = words[index]
        if let value = Self.sexes[word] {
            sex = sex == nil || sex == value ? value : .mixed
            return 1
        }
        if let value = Self.strokes[word] {
            stroke = stroke ?? value
            return 1
        }
        if Self.relays.contains(word) {
            isRelay = true
            return 1
        }
        if let used = readAges(words, at: index) { return used }
        if let used = readDistance(words, at: index) { return used }
        if let value = Self.courses[word] {
            course = course ?? value
            return 1
        }
        if !Self.fillers.contains(word) { strangers += 1 }
        return 1
    }

    private mutating func readAges(_ words: [String], at index: Int) -> Int? {
        let word = words[index]
        let next = index + 1 < words.count ? words[index + 1] : ""
        let third = index + 2 < words.count ? words[index + 2] : ""
        if let dash = word.firstIndex(where: { $0 == "-" || $0 == "/" }), let low = Token.integer(word[..<dash], digits: 3),
            let high = Token.integer(word[word.index(after: dash)...], digits: 3)
        {
            ages = AgeGroup(lowest: low, highest: high)
            return 1
        }
        // 10&U, 15&O, 9+
        let digits = word.prefix { $0.isASCII && $0.isNumber }
        if let age = Token.integer(digits, digits: 2), digits.count < word.count {
            switch word.dropFirst(digits.count) {
            case "&u", "u", "&under": ages = AgeGroup(lowest: nil, highest: age); return 1
            case "&o", "o", "&over", "+": ages = AgeGroup(lowest: age, highest: nil); return 1
            default: break
            }
        }
        guard let age = Token.integer(word, digits: 3) else { return nil }
        if next == "&" || next == "and" {
            if third.hasPrefix("u") { ages = AgeGroup(lowest: nil, highest: age); return 3 }
            if third.hasPrefix("o") { ages = AgeGroup(lowest: age, highest: nil); return 3 }
        }
        if next == "under" || next == "over" {
            ages = next == "under" ? AgeGroup(lowest: nil, highest: age) : AgeGroup(lowest: age, highest: nil)
            return 2
        }
        if (next == "year" || next == "years" || next == "yr") && (third.hasPrefix("old") || third.isEmpty) {
            ages = AgeGroup(lowest: age, highest: age)
            return third.isEmpty ? 2 : 3
        }
        if next == "-", let high = Token.integer(third, digits: 3) {
            ages = AgeGroup(lowest: age, highest: high)
            return 3
        }
        return nil
    }

    private mutating func readDistance(_ words: [String], at index: Int) -> Int? {
        let word = words[index]
        // 4x50, 4 x 100m
        if let cross = word.firstIndex(of: "x"), let legs = Token.integer(word[..<cross], digits: 2) {
            if let (metres, course) = Self.length(word[word.index(after: cross)...]) {
                (distance, self.course, isRelay) = (legs * metres, self.course ?? course, true)
                return 1
            }
            if cross == word.index(before: word.endIndex), index + 1 < words.count,
                let (metres, course) = Self.length(words[index + 1][...])
            {
                (distance, self.course, isRelay) = (legs * metres, self.course ?? course, true)
                return 2
            }
        }
        if index + 2 < words.count, words[index + 1] == "x", let legs = Token.integer(word, digits: 2),
            let (metres, course) = Self.length(words[index + 2][...])
        {
            (distance, self.course, isRelay) = (legs * metres, self.course ?? course, true)
            return 3
        }
        guard let (metres, course) = Self.length(word[...]) else { return nil }
        if distance == nil { (distance, self.course) = (metres, self.course ?? course) }
        return 1
    }

    /// `50`, `100m`, `200y`.
    private static func length(_ text: Substring) -> (Int, Course?)? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let value = Token.integer(digits, digits: 5), value > 0 else { return nil }
        switch text.dropFirst(digits.count) {
        case "", "m", "mt", "mtr", "meter", "metres", "meters": return (value, nil)
        case "y", "yd", "yds", "yard", "yards": return (value, .yards)
        default: return nil
        }
    }

    private static func folded(_ word: String) -> String {
        var text = word.lowercased()
        while let last = text.utf8.last, trailing.contains(last) { text.removeLast() }
        while let first = text.utf8.first, first == UInt8(ascii: "(") || first == UInt8(ascii: ",") { text.removeFirst() }
        return text
    }

    private static let trailing = Array(",;:.()".utf8)

    private static let sexes: [String: EventSex] = {
        let female = [
            "girls", "girl", "women", "woman", "women's", "girls'", "girl's", "womens", "female", "females", "ladies", "damen", "frauen",
            "mädchen",
            "dames", "filles", "mujeres", "damas", "femenino", "femmine", "donne", "feminino", "kvinder", "kvinner", "kobiet", "damer",
            "meisjes", "piger", "jenter",
            "weiblich", "kobiety", "ženy", "fem", "femenina", "flickor",
        ]
        let male = [
            "boys", "boy", "men", "man", "men's", "boys'", "boy's", "mens", "male", "males", "gentlemen", "herren", "männer", "jungen",
            "messieurs",
            "hommes", "garçons", "hombres", "varones", "masculino", "maschi", "uomini", "mænd", "menn", "mężczyzn", "herrer", "heren",
            "jongens", "drenge", "gutter",
            "männlich", "mężczyźni", "muži", "masc", "masculina", "pojkar", "herrar",
        ]
        let mixed = ["mixed", "mix", "mixte", "mixto", "misti", "gemischt", "coed", "co-ed", "gemengd", "x-mixed", "open/mixed"]
        var all: [String: EventSex] = [:]
        for word in female { all[word] = .female }
        for word in male { all[word] = .male }
        for word in mixed { all[word] = .mixed }
        return all
    }()

    private static let strokes: [String: Stroke] = {
        let words: [Stroke: [String]] = [
            .freestyle: [
                "freestyle", "free", "freistil", "libre", "nage-libre", "nl", "stile", "vrije", "fri", "frisim", "crawl", "frestyle", "fr",
                "dowolny",
            ],
            .backstroke: [
                "backstroke", "back", "rücken", "dos", "espalda", "dorso", "rugslag", "ryg", "rygg", "ryggsim", "backcrawl", "costas", "bk",
                "grzbietowy",
            ],
            .breaststroke: [
                "breaststroke", "breast", "brust", "brasse", "braza", "pecho", "rana", "schoolslag", "bryst", "bröstsim", "bruços", "br",
                "peito", "klasyczny",
            ],
            .butterfly: [
                "butterfly", "fly", "schmetterling", "papillon", "mariposa", "delfino", "farfalla", "vlinderslag", "fjärilsim", "delfin",
                "delphin", "fl", "borboleta", "motylkowy",
            ],
            .medley: [
                "im", "medley", "lagen", "4n", "4-nages", "nages", "estilos", "misti", "wisselslag", "medleysim", "i.m", "combinado",
                "estils", "individual-medley", "zmienny",
            ],
            .diving: ["diving", "dive", "springboard", "platform"],
        ]
        var all: [String: Stroke] = [:]
        for (stroke, list) in words { for word in list { all[word] = stroke } }
        return all
    }()

    private static let relays: Set<String> = [
        "relay", "staffel", "relais", "relevos", "relevo", "staffetta", "estafette", "stafet", "stafett", "relé", "medley-relay",
        "sztafeta",
    ]

    private static let courses: [String: Course] = [
        "yard": .yards, "yards": .yards, "yd": .yards, "y": .yards, "scy": .yards, "sc": .shortMeters, "scm": .shortMeters,
        "lc": .longMeters,
        "lcm": .longMeters, "l": .longMeters,
    ]

    private static let fillers: Set<String> = [
        "meter", "meters", "metre", "metres", "m", "&", "and", "/", "-", "individual", "style", "open", "the", "in", "prelims", "finals",
        "final",
        "time", "timed", "multi-class", "multiclass", "para", "trial", "mtr", "one", "three", "combined", "age", "group", "senior",
        "junior", "masters",
        "novice", "championship", "a", "b", "c", "kick", "1", "3", "heats", "slow", "fast", "super", "dash", "splash", "swim-off",
        "swimoff", "no",
    ]
}
