package import MeetModel
package import PDFPages

/// A document with other names: the same layout, glyph for glyph in its place.
package struct AnonymizedDocument: Sendable {
    /// The pages as they are to be read from `pdf`.
    package var pages: [PageText]
    package var summary: AnonymizingSummary
    /// Keys of the words that are in the document no more, of three letters or more.
    var removed: Set<String>

    /// The pages as a PDF of our own making.
    package var pdf: [UInt8] { PageDrawing.pdf(pages) }
}

/// What was replaced and what was left, in different words.
package struct AnonymizingSummary: Sendable, Hashable {
    package var pages = 0
    /// Words that the reading says are parts of swimmers' names.
    package var names = 0
    /// Words of teams, where they were to be replaced.
    package var clubs = 0
    /// Words that are in no table of safe words: they may be anybody's.
    package var unsure = 0
    /// Words that were kept as headings, units and the like; as teams; as words of events' titles.
    package var keptSafe = 0
    package var keptClubs = 0
    package var keptTitles = 0
    /// Runs of text that are not upright, which are not drawn.
    package var turnedRuns = 0
    package var damagedPages = 0
    /// Whether dates of birth, finer than a year, stand in the rows.
    package var hasBirthDates = false
}

package enum Anonymizer {
    /// Replaces names, and whatever may be one.
    /// - Parameters:
    ///   - reading: what was read from the pages.
    ///   - replacesClubs: whether teams go, too.
    ///   - random: where the new letters come from. Who knows what it gives can lead every word back.
    package static func anonymize(
        _ pages: [PageText], _ reading: Reading, replacesClubs: Bool, using random: inout some RandomNumberGenerator
    ) -> AnonymizedDocument {
        let known = KnownNames(reading)
        let judge = WordJudge(known: known, replacesClubs: replacesClubs)
        let judged = pages.map(judge.judge)
        var tally = WordTally()
        for words in judged { for word in words { tally.count(word) } }
        let invented = InventedWords(tally.demands, others: tally.all, using: &random)
        var summary = tally.summary
        summary.pages = pages.count
        summary.turnedRuns = pages.reduce(0) { $0 + $1.runs.count { !$0.isUpright } }
        summary.damagedPages = pages.count(where: \.isDamaged)
        summary.hasBirthDates = reading.meet.entries.contains { ($0.birth?.utf8.count ?? 0) > 4 }
        let replaced = zip(pages, judged).map { page, words in Self.replaced(page, words, invented) }
        return AnonymizedDocument(pages: replaced, summary: summary, removed: tally.removed)
    }

    private static func replaced(_ page: PageText, _ words: [WordJudge.JudgedWord], _ invented: InventedWords) -> PageText {
        var page = page
        for word in words {
            for (chunk, verdict) in zip(word.chunks, word.verdicts) where verdict.isReplaced {
                for (index, place) in chunk.places.enumerated() where !place.isFixed {
                    guard let letter = invented.letter(of: chunk.key, at: index) else { continue }
                    for glyph in word.word.elements[place.element].glyphs {
                        page.glyphs[glyph].scalar = drawn(letter, like: page.glyphs[glyph].scalar, isSwapped: place.isSwapped)
                    }
                }
            }
        }
        return page.upright
    }

    /// The new letter in the case, and with the accent, of the old one.
    private static func drawn(_ letter: Unicode.Scalar, like old: UInt32, isSwapped: Bool) -> UInt32 {
        guard let scalar = Unicode.Scalar(isSwapped ? old >> 8 : old) else { return letter.value }
        let plain = LatinLetter(base: letter, accent: nil, isCapital: scalar.isCapital)
        var new = scalar.isCapital ? LetterKey.single(letter.properties.uppercaseMapping) ?? letter : letter
        if let latin = LatinLetter(scalar), let accent = latin.accent {
            new = LatinLetter(base: letter, accent: accent, isCapital: latin.isCapital).scalar ?? plain.scalar ?? new
        }
        return isSwapped ? new.value << 8 : new.value
    }
}

extension PageText {
    /// The page without the runs that are not upright.
    fileprivate var upright: PageText {
        var page = PageText(index: index, width: width, height: height)
        page.isDamaged = isDamaged
        for run in runs where run.isUpright {
            let start = page.glyphs.count
            page.glyphs += glyphs[run.glyphs.clamped(to: 0..<glyphs.count)]
            guard page.glyphs.count > start else { continue }
            page.runs.append(TextRun(glyphs: start..<page.glyphs.count, baseline: run.baseline, height: run.height))
        }
        return page
    }
}
