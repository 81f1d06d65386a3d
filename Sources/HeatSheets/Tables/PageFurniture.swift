import SheetLayout

/// What surrounds the rows of every page: banners, running titles, page numbers, footers. It is told by standing at the top or bottom of its page
/// and being printed there again and again, or by a page's number; what looks like a row is none of it.
struct PageFurniture {
    /// For each line, whether it belongs to its page.
    private(set) var isFurniture: [Bool]
    /// For each line, whether it stands above everything else on its page, and so may be a title.
    private(set) var isAtTop: [Bool]

    init(_ lines: [Line], isHeading: (Int) -> Bool) {
        isFurniture = lines.map { _ in false }
        isAtTop = lines.map { _ in false }
        var pages: [Int: [Int]] = [:]
        for index in lines.indices { pages[lines[index].page, default: []].append(index) }
        var texts: [String: Set<Int>] = [:]
        var edges: [(line: Int, key: String)] = []
        for (page, members) in pages {
            let byHeight = members.sorted { (lines[$0].baseline, $0) < (lines[$1].baseline, $1) }
            let top = byHeight.prefix(9)
            let bottom = byHeight.suffix(3)
            for index in Set(top).union(bottom).sorted() {
                let line = lines[index]
                if top.contains(index) { isAtTop[index] = true }
                if let first = line.words.first, let number = first.number, number <= 999, first.tokenClass != .markedYear,
                    !Self.isPageNumber(line),
                    line.words.count <= 3 || RowLikelihood.isRowLike(line)
                {
                    continue
                }
                let key = "\(Int(line.baseline / 4)) " + Self.masked(line.texts, page: page)
                texts[key, default: []].insert(page)
                edges.append((index, key))
            }
        }
        for (index, key) in edges {
            guard !isHeading(index), !RowLikelihood.isRowLike(lines[index]) else { continue }
            let line = lines[index]
            // The same height of two pages falls into neighbouring classes now and then.
            let count = texts[key, default: []].count
            if count > 1 && count * 5 >= pages.count * 2 || Self.isPageNumber(line) || PageHeader.isProgram(line.texts) {
                isFurniture[index] = true
            }
        }
        for index in lines.indices where PageHeader.isProgram(lines[index].texts) && !RowLikelihood.isRowLike(lines[index]) {
            isFurniture[index] = true
        }
    }

    /// The text with the page's number, and what counts pages, masked.
    private static func masked(_ words: [String], page: Int) -> String {
        var isCounting = 0
        return words.map { word in
            isCounting -= 1
            if SheetWords.page.contains(SheetWords.folded(word)) { isCounting = 4 }
            if word == String(page) || isCounting > 0 && Token.startsWithDigit(word) { return "#" }
            let parts = word.split(separator: "/")
            return parts.count == 2 && parts.allSatisfy { Token.integer($0, digits: 3) != nil } ? "#/#" : word
        }.joined(separator: " ")
    }

    /// `Page 3 of 13`, `3/13`, `- 3 -`, also at the end of a longer line.
    static func isPageNumber(_ line: Line) -> Bool {
        let words = line.texts
        for (index, word) in words.enumerated() where SheetWords.page.contains(SheetWords.folded(word)) {
            guard index + 1 < words.count, Token.startsWithDigit(words[index + 1]), words.count - index <= 5 else { continue }
            return true
        }
        let plain = words.filter { !Token.isBlank($0) && $0 != "/" }
        if plain.count == 1, let only = plain.first {
            let parts = only.split(separator: "/")
            return parts.count <= 2 && !parts.isEmpty && parts.allSatisfy { Token.integer($0, digits: 3) != nil }
        }
        return plain.count == 2 && words.contains("/") && plain.allSatisfy { Token.integer($0, digits: 3) != nil }
    }
}
