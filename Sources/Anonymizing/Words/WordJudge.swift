import PDFPages

/// Decides which words of a page are replaced. What it is not sure of it replaces.
struct WordJudge {
    let known: KnownNames
    let replacesClubs: Bool

    /// A word with its chunks, and what becomes of them.
    struct JudgedWord: Sendable {
        var word: GlyphWord
        var chunks: [Chunk]
        var verdicts: [Verdict]

        var isReplaced: Bool { verdicts.contains(where: \.isReplaced) }
        var hasName: Bool { verdicts.contains { $0 == .replaced(.name) || $0 == .replaced(.unknown) } }
    }

    func judge(_ page: PageText) -> [JudgedWord] {
        var words = WordFinder.words(of: page).map { word in
            let chunks = word.chunks
            return JudgedWord(word: word, chunks: chunks, verdicts: [])
        }
        let neighbours = Self.neighbours(of: words)
        var doubts: [[Doubt?]] = []
        for index in words.indices {
            let rows = words[index].chunks.isEmpty ? [] : known.rows(page: page.index + 1, around: words[index].word)
            var ownDoubts: [Doubt?] = []
            for position in words[index].chunks.indices {
                let (verdict, doubt) = firstVerdict(words[index].chunks, position, rows)
                words[index].verdicts.append(verdict)
                ownDoubts.append(doubt)
            }
            doubts.append(ownDoubts)
        }
        for index in words.indices {
            let length = Self.beginsProgram(index, words, neighbours) ? 3 : isMonthOfDate(index, words, neighbours, page.index + 1) ? 1 : 0
            var next: Int? = index
            for _ in 0..<length {
                guard let word = next else { break }
                doubts[word] = doubts[word].map { _ in nil }
                words[word].verdicts = words[word].verdicts.map { _ in .kept(.safeWord) }
                next = neighbours[word].behind
            }
        }
        settle(&words, doubts, neighbours)
        return words
    }

    /// What may still turn a kept chunk into a replaced one.
    private enum Doubt {
        /// A name next to it.
        case name
        /// A name next to it, or another such word.
        case personal
        /// A single letter is an initial if a name stands next to it.
        case initial
    }

    private func firstVerdict(_ chunks: [Chunk], _ position: Int, _ rows: [KnownNames.Row]) -> (Verdict, Doubt?) {
        let chunk = chunks[position]
        let key = chunk.key
        let isNamed = known.names.contains(key)
        let isOwn = isNamed && rows.contains { $0.names.contains(key) }
        if key.unicodeScalars.count == 1 {
            // In a row that was understood, the reading says which letters are initials.
            let mayBeInitial = isOwn || !rows.contains { !$0.isUnread }
            return (.kept(.mark), chunk.touchesDigit || !mayBeInitial ? nil : .initial)
        }
        if !isOwn, rows.contains(where: { $0.ages.contains(key) }) { return (.kept(.mark), nil) }
        if chunk.touchesDigit, SafeWords.isGlued(key) || SafeWords.kind(of: key) != nil && !isNamed { return (.kept(.mark), nil) }
        if SafeWords.kind(of: key) == .particle, chunk.isSmall, !isNamed || rows.allSatisfy({ hasLongName(beside: key, in: $0) }) {
            return (.kept(.safeWord), nil)
        }
        if isOwn { return (.replaced(.name), nil) }
        let isUnread = rows.contains(where: \.isUnread)
        switch SafeWords.kind(of: key) {
        case .certain: return (.kept(.safeWord), isNamed ? .personal : nil)
        case .ordinary, .particle:
            return isNamed && !rows.isEmpty ? (.replaced(.name), nil) : (.kept(.safeWord), isNamed ? .personal : .name)
        case .personal:
            return isUnread || isNamed && !rows.isEmpty ? (.replaced(isNamed ? .name : .unknown), nil) : (.kept(.safeWord), .personal)
        case nil: break
        }
        if isNamed { return (.replaced(.name), nil) }
        if SafeWords.isNoTime(key), !chunk.isSmall { return (.kept(.mark), nil) }
        if known.clubs.contains(key) {
            // What is a team's in the rows may be a coach's elsewhere.
            let isRead = rows.contains { !$0.isUnread }
            return replacesClubs ? (.replaced(.club), nil) : (.kept(.club), isRead ? nil : .name)
        }
        if known.titles.contains(key) { return (.kept(.title), nil) }
        if Self.isGluedHeading(key) { return (.kept(.safeWord), nil) }
        return (.replaced(.unknown), nil)
    }

    /// Whether a particle has a name beside it that is long enough to be the name: `do` of `Do, Minh` is one itself.
    private func hasLongName(beside key: String, in row: KnownNames.Row) -> Bool {
        row.names.count { $0 != key && $0.unicodeScalars.count > 2 && SafeWords.kind(of: $0) != .particle } >= 2
    }

    /// `RoundEntriesHeats`: headings that were drawn in one go.
    private static func isGluedHeading(_ key: String) -> Bool {
        let letters = Array(key.unicodeScalars)
        guard (8...40).contains(letters.count) else { return false }
        var reachable: Set<Int> = [0]
        for end in 1...letters.count {
            let isEnd = reachable.contains { start in
                end - start >= 4 && SafeWords.kind(of: String(String.UnicodeScalarView(letters[start..<end]))) == .certain
            }
            if isEnd { reachable.insert(end) }
        }
        return reachable.contains(letters.count)
    }

    /// Whether the name of a program begins with the word: `HY-TEK's MEET MANAGER`.
    private static func beginsProgram(_ index: Int, _ words: [JudgedWord], _ neighbours: [Neighbours]) -> Bool {
        guard words[index].chunks.starts(with: ["hy", "tek"], by: { $0.key == $1 }), let meet = neighbours[index].behind,
            let manager = neighbours[meet].behind
        else { return false }
        return words[meet].chunks.map(\.key) == ["meet"] && words[manager].chunks.map(\.key) == ["manager"]
    }

    /// `August 5-8, 2026`, `5 May 2026`, outside of rows: whatever stands beside it, the month is one.
    private func isMonthOfDate(_ index: Int, _ words: [JudgedWord], _ neighbours: [Neighbours], _ page: Int) -> Bool {
        guard words[index].chunks.count == 1, SafeWords.isOfCalendar(words[index].chunks[0].key), let behind = neighbours[index].behind
        else { return false }
        let isDayFirst = neighbours[index].before.map { words[$0].word.startsWithDigit } ?? false
        let isDayLast = words[behind].word.startsWithDigit && neighbours[behind].behind.map { words[$0].word.isYear } ?? false
        guard isDayFirst && words[behind].word.isYear || isDayLast else { return false }
        return known.rows(page: page, around: words[index].word).isEmpty
    }

    // MARK: - Neighbours

    /// The words right before and behind a word in the same field.
    struct Neighbours {
        var before: Int?
        var behind: Int?
    }

    private static func neighbours(of words: [JudgedWord]) -> [Neighbours] {
        var neighbours = [Neighbours](repeating: Neighbours(), count: words.count)
        let order = words.indices.sorted { (words[$0].word.baseline, words[$0].word.left) < (words[$1].word.baseline, words[$1].word.left) }
        var start = 0
        while start < order.count {
            let baseline = words[order[start]].word.baseline
            var end = start + 1
            while end < order.count, words[order[end]].word.baseline - baseline <= 0.5 { end += 1 }
            let row = order[start..<end].sorted { words[$0].word.left < words[$1].word.left }
            for (index, next) in zip(row, row.dropFirst()) {
                let (left, right) = (words[index].word, words[next].word)
                // Overprinted fields lie one over the other, so a reach back counts as being next to each other.
                guard right.left - left.right < 0.75 * max(left.height, right.height) else { continue }
                neighbours[index].behind = next
                neighbours[next].before = index
            }
            start = end
        }
        return neighbours
    }

    /// Takes back what was kept in doubt: names lie next to each other.
    private func settle(_ words: inout [JudgedWord], _ doubts: [[Doubt?]], _ neighbours: [Neighbours]) {
        for _ in 0..<2 {
            let before = words
            for index in words.indices {
                for (position, doubt) in doubts[index].enumerated() where !before[index].verdicts[position].isReplaced {
                    guard let doubt, isDoubted(doubt, index, position, before, doubts, neighbours[index]) else { continue }
                    let isNamed = known.names.contains(words[index].chunks[position].key)
                    words[index].verdicts[position] = .replaced(isNamed ? .name : .unknown)
                }
            }
        }
    }

    private func isDoubted(
        _ doubt: Doubt, _ index: Int, _ position: Int, _ words: [JudgedWord], _ doubts: [[Doubt?]], _ neighbours: Neighbours
    ) -> Bool {
        // Parts of one word (`Lane-Xyz`) are neighbours, too.
        let own = words[index].verdicts.indices.contains { $0 != position && words[index].verdicts[$0].isName }
        if own { return true }
        return [neighbours.before, neighbours.behind].contains { neighbour in
            guard let neighbour else { return false }
            if words[neighbour].hasName { return true }
            return doubt == .personal && doubts[neighbour].contains { $0 == .personal }
        }
    }
}

extension Verdict {
    /// Replaced, and no club's.
    var isName: Bool { self == .replaced(.name) || self == .replaced(.unknown) }
}
