extension RowParser {
    func relay(_ words: ArraySlice<Word>, _ row: Row, origin: Float) -> Row? {
        var row = row
        var words = words
        takeBirth(&words, &row, origin: origin)
        row.birth = nil
        if row.slot == nil { guard row.seed != nil || header?.column(.relay) == nil else { return nil } }
        // `AUS - Australia`: the code is the team.
        if words.count > 2, words[words.startIndex + 1].text == "-", words[words.startIndex].text.utf8.count == 3,
            words[words.startIndex].text.utf8.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A })
        {
            row.name = words[words.startIndex].text
            return row
        }
        if row.slot == nil && row.seed == nil { return nil }
        if let index = letterIndex(words, origin: origin) {
            row.letter = words[index].text.filter { $0.isLetter || $0.isNumber }
            words.remove(at: index)
        }
        if let index = ageSumIndex(words, origin: origin) { words.remove(at: index) }
        row.name = Self.name(words)
        guard Token.hasLetter(row.name) else { return nil }
        return row
    }

    /// Masters' relays print the sum of the swimmers' ages, `160+` or `X160`.
    func ageSumIndex(_ words: ArraySlice<Word>, origin: Float) -> Int? {
        words.indices.dropFirst().last { index in
            var text = words[index].text[...]
            if text.first == "X" || text.first == "x" { text.removeFirst() }
            if text.last == "+" { text.removeLast() }
            guard let sum = Token.integer(text, digits: 3), sum >= 60 || header?.column(.age) != nil else { return false }
            if text.utf8.count < words[index].text.utf8.count { return true }
            guard let column = header?.column(.age) else { return false }
            return abs(words[index].right - origin - column.right) < 24
        }
    }

    func letterIndex(_ words: ArraySlice<Word>, origin: Float) -> Int? {
        guard words.count > 1 else { return nil }
        let letters = words.indices.dropFirst().filter { index in
            let text = words[index].text.filter { $0 != "'" && $0 != "\"" }
            guard text.utf8.count == 1, let letter = text.utf8.first else { return false }
            // Where no column is headed for it, a club's teams may be numbered instead.
            return letter >= 0x41 && letter <= 0x5A
                || header?.column(.relay) == nil && letter >= 0x31 && letter <= 0x39 && index == words.endIndex - 1
        }
        guard let last = letters.last else { return nil }
        if let column = header?.column(.relay) {
            return letters.last { abs(words[$0].left - origin - column.left) < 30 }
        }
        return last == words.endIndex - 1 ? last : nil
    }
}
