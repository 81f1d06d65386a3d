package import PDFPages

/// Makes pages from bytes, so that a fuzzer that knows nothing of heat sheets still draws them: fragments of headings, rows and
/// tables in and out of place, among glyphs and runs that no honest document has.
package struct PageScript: Sendable {
    private var source: ByteSource
    private var pages: [PageText] = []
    private var maker = PageMaker()
    private var x: Float = 18
    private var y: Float = 40
    private var isUpright = true
    private var budget: Int

    /// The pages that `bytes` stand for.
    ///
    /// - Parameter mostSteps: what is drawn at most, so that a long input takes no longer than a short one.
    package static func pages(_ bytes: [UInt8], mostSteps: Int = 600) -> [PageText] {
        var script = PageScript(source: ByteSource(bytes), budget: mostSteps)
        while !script.source.isAtEnd, script.budget > 0 { script.step() }
        script.endPage()
        return script.pages
    }

    private init(source: ByteSource, budget: Int) {
        self.source = source
        self.budget = budget
    }

    private mutating func step() {
        budget -= 1
        switch source.byte() {
        case 0..<40: row()
        case 40..<60: block()
        case 60..<110: draw(source.pick(ScriptVocabulary.fragments))
        case 110..<125: draw("\(source.pick(ScriptVocabulary.surnames)), \(source.pick(ScriptVocabulary.firstNames))")
        case 125..<140: draw(String(source.number(below: 256)))
        case 140..<150: draw(seed())
        case 150..<175: nextLine()
        case 175..<195: x = source.pick(ScriptVocabulary.stops)
        case 195..<203: x += Float(source.number(below: 256)) - 128
        case 203..<209: y += Float(source.number(below: 256)) - 128
        case 209..<217: drawCharacters()
        case 217..<222: maker.size = 1 + Float(source.number(below: 30))
        case 222..<225: isUpright.toggle()
        case 225..<232: maker.letters(x, y, source.pick(ScriptVocabulary.fragments))
        case 232..<240: hostileRun()
        case 240..<244: maker.append(TextRun(glyphs: hostileRange(), baseline: y, height: maker.size))
        case 244..<247: repeatPage()
        default: endPage()
        }
    }

    // MARK: - What honest documents have

    private mutating func draw(_ text: String) { x = maker.text(x, y, text, isUpright: isUpright) + 4 }

    private mutating func nextLine() {
        x = source.pick(ScriptVocabulary.columns)
        y += 4 + Float(source.number(below: 20))
        if y > maker.page.height { y = 40 }
    }

    private mutating func seed() -> String {
        let (minutes, hundredths) = (source.number(below: 20), source.number(below: 100))
        let digits = hundredths < 10 ? "0\(hundredths)" : "\(hundredths)"
        return minutes == 0 ? "NT" : "\(minutes):\(digits).\(digits)"
    }

    /// A row of a table, with most of its fields.
    private mutating func row() {
        let column = source.pick(ScriptVocabulary.columns)
        let missing = source.byte()
        let name = "\(source.pick(ScriptVocabulary.surnames)), \(source.pick(ScriptVocabulary.firstNames))"
        if missing & 15 != 1 { maker.text(column + 9, y, String(source.number(below: 12))) }
        if missing & 15 != 2 { maker.text(column + 24, y, name) }
        if missing & 15 != 3 { maker.text(column + 126, y, source.pick(ScriptVocabulary.ages)) }
        if missing & 15 != 4 { maker.text(column + 144, y, source.pick(ScriptVocabulary.teams)) }
        if missing & 15 != 5 { maker.text(column + 214, y, seed()) }
        y += 11.5
    }

    /// An event's title, its table's heading and a heat, at the left of a column.
    private mutating func block() {
        let column = source.pick(ScriptVocabulary.columns)
        let what = source.byte()
        if what & 1 == 0 { line(column, "Event \(source.number(below: 40)) \(source.pick(ScriptVocabulary.titles))") }
        if what & 2 == 0 { line(column, "Lane  Name                      Age Team          Seed Time") }
        if what & 4 == 0 {
            line(column, "Heat \(source.number(below: 6)) of \(source.number(below: 6)) \(source.pick(ScriptVocabulary.rounds))")
        }
    }

    private mutating func line(_ column: Float, _ text: String) {
        maker.text(column, y, text)
        y += 11.5
    }

    private mutating func endPage() {
        guard pages.count < 6 else { return }
        pages.append(maker.page)
        maker = PageMaker(index: pages.count)
        (x, y) = (18, 40)
    }

    private mutating func repeatPage() {
        guard let page = pages.last, pages.count < 6 else { return }
        pages.append(PageText(index: pages.count, width: page.width, height: page.height, runs: page.runs, glyphs: page.glyphs))
    }

    // MARK: - What they do not

    private mutating func drawCharacters() {
        let characters = (0..<source.number(below: 12)).map { _ in
            TextGlyph(scalar: source.pick(ScriptVocabulary.scalars), left: x, right: x + Float(source.number(below: 12)))
        }
        maker.run(characters, y, isUpright: isUpright)
    }

    private mutating func hostileRun() {
        let glyphs = (0...source.number(below: 6)).map { _ in
            TextGlyph(scalar: source.word(), left: source.float(), right: source.float())
        }
        let height = maker.size
        maker.size = source.float()
        maker.run(glyphs, source.byte() < 128 ? source.float() : y, isUpright: isUpright)
        maker.size = height
    }

    private mutating func hostileRange() -> Range<Int> {
        let bounds = [Int.min, -1, 0, 1, maker.page.glyphs.count, maker.page.glyphs.count + 1, 100_000, Int.max]
        let (a, b) = (source.pick(bounds), source.pick(bounds))
        return min(a, b)..<max(a, b)
    }
}
