import SheetLayout

/// What the fields of one column are like over all rows of a table, and down its blocks (rows without a heading between).
struct ColumnFeatures: Sendable {
    var rows = 0
    var filled = 0
    /// Shares of the filled fields without those of blanks.
    var integer: Float = 0
    var time: Float = 0
    var clock: Float = 0
    /// `9.42` as a time of day, if all fields are such and rise down the table.
    var pointClock = false
    var date: Float = 0
    var blank: Float = 0
    var noTime: Float = 0
    /// Letters, no digit.
    var alpha: Float = 0
    /// Two letters at least.
    var lettered: Float = 0
    var several: Float = 0
    var comma: Float = 0
    var code: Float = 0
    var mixed: Float = 0
    var sexAge: Float = 0
    var single: Float = 0
    /// Single letters that name a course: `Y`, `L`, `S`.
    var courseLetter: Float = 0
    /// One and the same word in every row, and one that stands before lanes.
    var isLaneWord = false
    /// Fields of a word for a heat, or for a lane, and a number.
    var saysHeat: Float = 0
    var saysLane: Float = 0
    /// Fields such as `H3`: a heat, or an age behind the letter of a sex.
    var heatLetter: Float = 0
    var distance: Float = 0
    var leadingZero: Float = 0
    var markedYear: Float = 0
    var long: Float = 0
    var schoolYear: Float = 0
    var length: Float = 0
    var distinct = 0
    /// Different texts once digits are masked.
    var masked = 0
    var distinctShare: Float = 0
    var maskedShare: Float = 0
    // Of the numbers:
    var numbers = 0
    var year: Float = 0
    var small: Float = 0
    var ageLike: Float = 0
    var least = 0
    var most = 0
    var numberDistinct = 0
    /// Share of neighbours in a block that rise, that rise by one, that are equal; nil where too few tell.
    var ascending: Float?
    var byOne: Float?
    var equal: Float = 0
    var steps = 0
    var startsAtOne: Float = 0
    var longestBlock = 0
    /// Share of fields that repeat another one of their block; nil where blocks are too short to tell.
    var duplicates: Float?
    /// Numbers of the whole table in order: share of neighbours that do not fall.
    var overallAscending: Float = 0

    var fill: Float { rows == 0 ? 0 : Float(filled) / Float(rows) }

    /// - Parameters:
    ///   - fields: the words of the column in each row.
    ///   - blocks: indices of rows.
    init(_ fields: [[Word]], blocks: [[Int]]) {
        rows = fields.count
        var texts: Set<String> = []
        var maskedTexts: Set<String> = []
        var numbersSeen: Set<Int> = []
        var values: [Int?] = Array(repeating: nil, count: fields.count)
        var strings: [String] = Array(repeating: "", count: fields.count)
        var blanks: Set<String> = []
        var tally = Tally()
        for (row, words) in fields.enumerated() {
            guard let first = words.first else { continue }
            filled += 1
            let text = words.count == 1 ? first.text : words.lazy.map { $0.text }.joined(separator: " ")
            guard !words.allSatisfy({ $0.isBlank || $0.tokenClass == .mark }) else {
                blanks.insert(text)
                tally.countBlank(text)
                continue
            }
            strings[row] = text
            values[row] = tally.count(words, first, text)
            if let value = values[row] { numbersSeen.insert(value) }
            texts.insert(text)
            maskedTexts.insert(tally.hasDigit ? String(decoding: text.utf8.filter { $0 < 0x30 || $0 > 0x39 }, as: UTF8.self) : text)
        }
        numbers = tally.integer
        // Dashes in the place of what is missing say nothing of the others, unless they are nearly all.
        let isBlank = tally.blank * 20 >= filled * 17
        if isBlank { texts.formUnion(blanks) }
        let told = isBlank ? filled : filled - tally.blank
        let whole = max(1, Float(told))
        integer = Float(tally.integer) / whole
        time = Float(tally.time) / whole
        clock = Float(tally.clock) / whole
        date = Float(tally.date) / whole
        blank = Float(tally.blank) / max(1, Float(filled))
        noTime = Float(tally.noTime) / whole
        alpha = Float(tally.alpha) / whole
        lettered = Float(tally.lettered) / whole
        several = Float(tally.several) / whole
        comma = Float(tally.comma) / whole
        code = Float(tally.code) / whole
        mixed = Float(tally.mixed) / whole
        sexAge = Float(tally.sexAge) / whole
        single = Float(tally.letter) / whole
        courseLetter = Float(tally.course) / whole
        saysHeat = Float(tally.heat) / whole
        saysLane = Float(tally.lane) / whole
        heatLetter = Float(tally.heatLetter) / whole
        distance = Float(tally.distance) / whole
        leadingZero = Float(tally.zero) / whole
        markedYear = Float(tally.markedYear) / whole
        long = Float(tally.long) / whole
        schoolYear = Float(tally.school) / whole
        length = Float(tally.characters) / whole
        isLaneWord = texts.count == 1 && length >= 2 && SheetWords.laneWords.contains(SheetWords.folded(texts.first ?? ""))
        distinct = texts.count
        masked = maskedTexts.count
        distinctShare = Float(distinct) / whole
        maskedShare = Float(masked) / whole
        let numbered = max(1, Float(numbers))
        year = Float(tally.year) / numbered
        small = Float(tally.small) / numbered
        ageLike = Float(tally.age) / numbered
        least = numbersSeen.min() ?? 0
        most = numbersSeen.max() ?? 0
        numberDistinct = numbersSeen.count
        let mayBeClock = tally.time + tally.clock > 0
        let minutes =
            !mayBeClock
            ? []
            : fields.compactMap { words in
                words.lazy.compactMap { ClockWord($0.text, allowsPoint: true) }.first.map { $0.hour * 60 + $0.minute }
            }
        let rising = zip(minutes, minutes.dropFirst()).count { $0 <= $1 }
        pointClock = filled >= 3 && minutes.count * 10 >= filled * 9 && rising * 10 >= (minutes.count - 1) * 8
        measureOrder(values, blocks)
        measureDuplicates(strings, blocks)
    }

    /// How many fields are of which kind.
    private struct Tally {
        var integer = 0, time = 0, clock = 0, date = 0, blank = 0, noTime = 0, alpha = 0, lettered = 0, several = 0, comma = 0, code = 0,
            mixed = 0
        var sexAge = 0, letter = 0, course = 0, heat = 0, lane = 0, heatLetter = 0, distance = 0, zero = 0, markedYear = 0, long = 0,
            school = 0,
            characters = 0
        var year = 0, small = 0, age = 0
        /// Whether the last field had a digit.
        var hasDigit = false

        /// Counts a field of dashes, dots or rules.
        mutating func countBlank(_ text: String) {
            blank += 1
            if text.utf8.count <= 12, NoTime.isNoTime(text) { noTime += 1 }
        }

        /// Counts a field; returns its number if it is one.
        mutating func count(_ words: [Word], _ first: Word, _ text: String) -> Int? {
            let isSingle = words.count == 1
            var letters = 0
            hasDigit = false
            for byte in text.utf8 {
                switch byte {
                case 0x30...0x39: hasDigit = true
                case 0x41...0x5A, 0x61...0x7A: letters += 1
                // The first byte of a letter of two bytes and more.
                case 0xC3...0xDF, 0xE0...0xE1, 0xE3...0xF4: letters += 1
                default: break
                }
            }
            characters += text.utf8.count
            if !isSingle { several += 1 }
            if text.utf8.contains(0x2C) { comma += 1 }
            let value = hasDigit ? ColumnFeatures.number(of: words) : nil
            if let value {
                integer += 1
                if (1900...2030).contains(value) { year += 1 }
                if (0...12).contains(value) { small += 1 }
                if (4...105).contains(value) { age += 1 }
                if first.text.utf8.first == 0x30, first.text.utf8.count > 1 { zero += 1 }
                if isSingle, first.tokenClass == .markedYear { markedYear += 1 }
                if words.count == 2 || first.tokenClass == .mixed || first.text.utf8.contains(0x20) {
                    let label = first.text.split(separator: " ").first.map(String.init) ?? first.text
                    if SheetWords.isHeat(label) {
                        heat += 1
                    } else if isSingle || SheetWords.laneWords.contains(SheetWords.folded(label)) {
                        lane += 1
                    }
                }
            }
            if hasDigit {
                if words.contains(where: { $0.tokenClass == .time }) { time += 1 }
                if words.contains(where: { $0.tokenClass == .clock }) { clock += 1 }
                if words.contains(where: { $0.tokenClass == .date }) { date += 1 }
                if letters >= 2, SheetWords.distance(in: text.split(separator: " ").map(String.init)) != nil { distance += 1 }
            }
            if text.utf8.count <= 12, NoTime.isNoTime(text) { noTime += 1 }
            if letters >= 2 {
                lettered += 1
                if hasDigit { mixed += 1 } else { alpha += 1 }
            }
            guard isSingle else { return value }
            if first.tokenClass == .code { code += 1 }
            if first.tokenClass == .letterNumber, first.text.utf8.first == UInt8(ascii: "H") { heatLetter += 1 }
            if first.tokenClass == .letterNumber, "MFWXBGDHKNmfwx".utf8.contains(first.text.utf8.first ?? 0) { sexAge += 1 }
            if first.tokenClass == .mixed, first.text.utf8.count <= 3, let last = first.text.last, "MFWmf".contains(last),
                Token.integer(first.text.dropLast(), digits: 2) != nil
            {
                sexAge += 1
            }
            if letters == 1, !hasDigit {
                letter += 1
                if first.text == "Y" || first.text == "L" || first.text == "S" { course += 1 }
            }
            if first.tokenClass == .longInteger || first.tokenClass == .mixed && first.text.utf8.count >= 6 { long += 1 }
            if SchoolYear.isSchoolYear(first.text) { school += 1 }
            return value
        }
    }

    private mutating func measureOrder(_ values: [Int?], _ blocks: [[Int]]) {
        var (rising, one, same, total, ones, firsts) = (0, 0, 0, 0, 0, 0)
        for block in blocks {
            let numbers = block.compactMap { values[$0] }
            guard let first = numbers.first else { continue }
            firsts += 1
            if first == 1 { ones += 1 }
            longestBlock = max(longestBlock, numbers.count)
            for (a, b) in zip(numbers, numbers.dropFirst()) {
                total += 1
                if b > a { rising += 1 }
                if b == a + 1 { one += 1 }
                if b == a { same += 1 }
            }
        }
        steps = total
        if total >= 3 {
            ascending = Float(rising) / Float(total)
            byOne = Float(one) / Float(total)
            equal = Float(same) / Float(total)
        }
        startsAtOne = Float(ones) / Float(max(1, firsts))
        let all = values.compactMap { $0 }
        let notFalling = zip(all, all.dropFirst()).count { $0 <= $1 }
        overallAscending = all.count > 1 ? Float(notFalling) / Float(all.count - 1) : 0
    }

    private mutating func measureDuplicates(_ strings: [String], _ blocks: [[Int]]) {
        var (total, repeated) = (0, 0)
        for block in blocks {
            let texts = block.map { strings[$0] }.filter { !$0.isEmpty }
            guard texts.count >= 3 else { continue }
            total += texts.count
            repeated += texts.count - Set(texts).count
        }
        if total >= 6 { duplicates = Float(repeated) / Float(total) }
    }

    /// The number that a field is: alone, or behind a word that all such fields have (`Lane 3`).
    static func number(of words: [Word]) -> Int? {
        if words.count == 1 { return slot(words[0]) }
        guard words.count == 2, let number = words[1].number, words[0].tokenClass == .text || words[0].tokenClass == .code,
            SheetWords.laneWords.contains(SheetWords.folded(words[0].text)) || SheetWords.isHeat(words[0].text)
        else { return nil }
        return number
    }

    /// `3`, `3.`, and `L3` or `Ln3` where a word for a lane is glued to its number.
    static func slot(_ word: Word) -> Int? {
        if let number = word.number { return number }
        if let space = word.text.firstIndex(of: " ") {
            let label = String(word.text[..<space])
            guard SheetWords.isHeat(label) || SheetWords.laneWords.contains(SheetWords.folded(label)) else { return nil }
            return Token.integer(word.text[word.text.index(after: space)...], digits: 3)
        }
        let letters = word.text.prefix { $0.isLetter }
        guard !letters.isEmpty, letters.count <= 5, SheetWords.laneWords.contains(letters.lowercased()) else { return nil }
        return Token.integer(word.text.dropFirst(letters.count), digits: 2)
    }
}

/// What stands in a column of times where there is none.
enum NoTime {
    private static let known: Set<String> = [
        "nt", "np", "ns", "nqt", "dfs", "scr", "dns", "dq", "ntt", "n/t", "nsw", "dnc", "wdr", "bye", "o.z", "oz", "ohne zeit", "st", "s.t",
        "n.t", "s/t", "sm", "bc",
        "geen tijd", "ingen tid", "uten tid", "ei aikaa", "sans temps", "abgem", "abg", "n.a", "w/d", "sin tiempo", "sem tempo", "no time",
        "senza tempo",
    ]

    /// Whether a field says that there is no time: `NT`, `NTY`, `--:--`, `99:99,99`, `o.Z.`.
    static func isNoTime(_ text: String) -> Bool {
        guard (1...12).contains(text.utf8.count) else { return false }
        if Token.isBlankTime(text) { return true }
        if text.hasPrefix("99:99") { return true }
        var folded = text.lowercased()
        while let last = folded.last, last == "." || last == "*" { folded.removeLast() }
        if known.contains(folded) { return true }
        if folded.hasPrefix("x"), known.contains(String(folded.dropFirst())), folded.utf8.count > 2 { return true }
        guard let last = folded.last, "yls".contains(last), folded.utf8.count > 2 else { return false }
        return ["nt", "np", "xnt"].contains(String(folded.dropLast()))
    }
}

/// School years in the column of ages.
enum SchoolYear {
    private static let known: Set<String> = [
        "FR", "SO", "JR", "SR", "FY", "5Y", "GS", "GR", "4TH", "5TH", "6TH", "7TH", "8TH", "9TH", "10TH", "11TH", "12TH",
        "Y7", "Y8", "Y9", "Y10", "Y11", "Y12", "Y13", "RS", "1ST", "2ND", "3RD",
    ]
    static func isSchoolYear(_ text: String) -> Bool { text.utf8.count <= 4 && text.utf8.count >= 2 && known.contains(text.uppercased()) }
}
