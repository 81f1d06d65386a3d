import SheetLayout

/// Tells from the shapes of a line's words alone whether it could be somebody's race. Shares no rule with what reads rows.
enum RowLikelihood {
    /// A time beside letters, or a small number, letters and one more number or code: lanes and ranks, names, ages, teams.
    static func isRowLike(_ line: Line) -> Bool {
        var times = 0
        var letters = 0
        var numbers = 0
        var clocks = 0
        for (index, word) in line.words.enumerated() {
            switch word.tokenClass {
            case .time where index > 0 && line.words[index - 1].tokenClass == .date && ClockWord(word.text, allowsPoint: true) != nil:
                // `26/09/2024 17.19`: when it was printed.
                clocks += 1
            case .time:
                // `11.3` or `3.12` alone may be a program's version; nobody swims a race in less than eight seconds.
                let isWeak =
                    !word.text.contains(":") && word.text.split(whereSeparator: { $0 == "." || $0 == "," }).last?.count == 1
                    || TimeWord(word.text).map { $0.hundredths < 800 } == true
                if !isWeak || line.words.first?.number != nil { times += 1 }
            case .clock: clocks += 1
            case .integer, .ordinal, .letterNumber, .markedYear, .longInteger, .date: numbers += 1
            case .text, .code: letters += word.text.count >= 2 ? 1 : 0
            case .mixed: letters += 1
            case .blank, .mark: break
            }
        }
        guard letters > 0 else { return false }
        if times > 0 { return true }
        guard let first = line.words.first, line.cellCount >= 3 || line.words.count >= 4, clocks == 0 else { return false }
        let startsWithNumber = first.tokenClass == .integer || first.tokenClass == .ordinal
        guard startsWithNumber, first.number.map({ $0 <= 200 }) ?? false else { return false }
        // A number, a name of two words at least, and something that a row has besides.
        return letters >= 2 && numbers >= 2 && SheetWords.distance(in: line.texts.dropFirst()) == nil
    }
}
