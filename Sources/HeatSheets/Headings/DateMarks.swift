import MeetModel

/// The parts of a date in words, one after the other: month, day, dash, year.
struct DateMarks {
    /// A digit each of ``shape``.
    private enum Kind: Int {
        case month = 1
        case day = 2
        case year = 3
        case dash = 4
    }

    /// The kinds of all parts as the digits of an octal number, the first part's highest: `May 5, 2026` is 0o123.
    private var shape = 0
    private var values: [Int] = []
    private var piece: [UInt8] = []
    /// The number of the word that the last part stands in.
    private(set) var lastWord = 0

    var endWithYear: Bool { shape & 7 == Kind.year.rawValue }

    /// The dates that the parts make: both ends of a range; nil if they make none.
    var dates: [CalendarDate]? {
        guard let year = values.last, (1900...2199).contains(year) else { return nil }
        let fields: [(month: Int, day: Int)]
        switch shape {
        case 0o123: fields = [(0, 1)]  // May 5, 2026
        case 0o213: fields = [(1, 0)]  // 5 May 2026
        case 0o12423: fields = [(0, 1), (0, 3)]  // May 5-8, 2026
        case 0o24213: fields = [(3, 0), (3, 2)]  // 5-8 May 2026
        case 0o124123: fields = [(0, 1), (3, 4)]  // May 30 - June 2, 2026
        case 0o214213: fields = [(1, 0), (4, 3)]  // 30 May - 2 June 2026
        default: return nil
        }
        let dates = fields.compactMap { CalendarDate(year: year, month: values[$0.month], day: values[$0.day]) }
        return dates.count == fields.count ? dates : nil
    }

    /// Adds the parts of a word; false if something in it belongs to no date, or no date is so long.
    mutating func read(_ word: String, number: Int) -> Bool {
        lastWord = number
        piece.removeAll(keepingCapacity: true)
        var dash = 0
        for byte in word.utf8 {
            switch (byte, dash) {
            case (UInt8(ascii: ","), 0), (UInt8(ascii: "."), 0), (UInt8(ascii: "("), 0), (UInt8(ascii: ")"), 0), (UInt8(ascii: "|"), 0):
                break
            case (UInt8(ascii: "-"), 0):
                guard endPiece(), add(.dash, 0) else { return false }
            // En and em dash are E2 80 93 and E2 80 94.
            case (0xE2, 0): dash = 1
            case (0x80, 1): dash = 2
            case (0x93, 2), (0x94, 2):
                dash = 0
                guard endPiece(), add(.dash, 0) else { return false }
            case (0xC2, 0): dash = 3
            case (0xB7, 3): dash = 0
            case (..<0x80, 0): piece.append(byte)
            default: return false
            }
        }
        return dash == 0 && endPiece()
    }

    private mutating func endPiece() -> Bool {
        guard !piece.isEmpty else { return true }
        defer { piece.removeAll(keepingCapacity: true) }
        if let month = Self.month(piece) { return add(.month, month) }
        if let number = Self.number(piece) { return add(number > 31 ? .year : .day, number) }
        return Self.dashes.contains(piece) && add(.dash, 0)
    }

    private mutating func add(_ kind: Kind, _ value: Int) -> Bool {
        guard values.count < 7 else { return false }
        shape = shape << 3 | kind.rawValue
        values.append(value)
        return true
    }

    private static func month(_ piece: [UInt8]) -> Int? {
        guard (3...9).contains(piece.count) else { return nil }
        let folded = piece.map { $0 | 0x20 }
        if folded.elementsEqual("sept".utf8) { return 9 }
        return months.firstIndex { $0.starts(with: folded) }.map { $0 + 1 }
    }

    /// `5`, `2026`, `5th`.
    private static func number(_ piece: [UInt8]) -> Int? {
        var digits = piece[...]
        if (3...4).contains(piece.count), ordinals.contains(where: { digits.suffix(2).elementsEqual($0) }) { digits.removeLast(2) }
        guard digits.count <= 4 else { return nil }
        var value = 0
        for byte in digits {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    private static let ordinals = ["st", "nd", "rd", "th"].map { Array($0.utf8) }
    private static let dashes = ["to", "and", "&", "of"].map { Array($0.utf8) }

    /// Their names, as bytes.
    static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ].map { Array($0.utf8) }
}
