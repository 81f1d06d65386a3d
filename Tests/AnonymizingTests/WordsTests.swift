import HeatSheetsTesting
import MeetModel
import PDFPages
import RandomTesting
import Testing

@testable import Anonymizing

@Suite("Words of a page")
struct WordsTests {
    private func words(_ make: (inout PageMaker) -> Void) -> [String] {
        var maker = PageMaker()
        make(&maker)
        return WordFinder.words(of: maker.page).map { String(String.UnicodeScalarView($0.elements.compactMap(\.scalars.last))) }
    }

    @Test("A word is one, whatever runs it is drawn in")
    func runs() {
        #expect(words { $0.text(10, 10, "Brammont, Yara") } == ["Brammont,", "Yara"])
        #expect(words { $0.letters(10, 10, "Yara Brammont") } == ["Yara", "Brammont"])
        let cut = words {
            let end = $0.text(10, 10, "May")
            $0.text(200, 30, "Lane")
            $0.text(end, 10, "nard")
        }
        #expect(cut.sorted() == ["Lane", "Maynard"])
    }

    @Test("Text that is not upright has no words")
    func turned() { #expect(words { $0.text(10, 10, "Draft", isUpright: false) } == []) }

    @Test(
        "Letters without anything between them are one chunk, broken glyphs among them",
        arguments: [
            ("Kers-Lod", ["kers", "lod"]), ("O'Brane,", ["o", "brane"]), ("W12", ["w"]), ("MW10", ["m", "w"]),
            ("DelphineW9", ["delphine", "w"]),
            ("1:07.78Y", ["y"]), ("Zoë", ["zoe"]), ("Gri\u{3D0}in", ["grifin"]), ("Bu\u{FFFD}ly", ["bufly"]), ("(cid:976)ern", ["fern"]),
            ("\u{6600}ern", ["fern"]), ("3)Last", ["last"]), ("___", []), ("e\u{301}a", ["ea"]),
        ])
    func chunks(text: String, keys: [String]) { #expect(GlyphWord.keys(of: text) == keys) }

    @Test("Words of the sport are safe in every language, and never are they a replacement")
    func safe() {
        for word in ["Freestyle", "SCHMETTERLING", "Mädchen", "Éliminatoire", "mężczyzn", "Selkäuinti", "Relay"] {
            #expect(SafeWords.kind(of: LetterKey.key(of: word)) == .certain, "\(word)")
        }
        #expect(SafeWords.kind(of: "brammont") == nil)
        for word in ["nt", "xnty", "septem", "saturday", "heat"] { #expect(SafeWords.isTaken(word), "\(word)") }
    }
}

@Suite("Verdicts")
struct VerdictTests {
    /// What is left of a page, letters that were replaced shown as `·`.
    private func left(_ reading: Reading = Self.nothing, clubs: Bool = false, _ make: (inout PageMaker) -> Void) -> [String] {
        var maker = PageMaker()
        make(&maker)
        let judge = WordJudge(known: KnownNames(reading), replacesClubs: clubs)
        return judge.judge(maker.page).map { word in
            var text = word.word.elements.map { $0.scalars.last ?? " " }
            for (chunk, verdict) in zip(word.chunks, word.verdicts) where verdict.isReplaced {
                for place in chunk.places { text[place.element] = "·" }
            }
            return String(String.UnicodeScalarView(text))
        }
    }

    private static let nothing = Reading(meet: Meet(kind: .other), completeness: Completeness())

    /// A reading of rows on the first page, each 10 points high.
    private static func rows(_ rows: [(name: String, team: String?, top: Float)]) -> Reading {
        var reading = nothing
        for row in rows {
            var entry = Entry(
                event: 0, name: row.name, place: Place(page: 1, box: Box(left: 0, top: row.top, right: 600, bottom: row.top + 10)))
            entry.team = row.team
            reading.meet.entries.append(entry)
        }
        return reading
    }

    @Test("What is in no table goes, headings and marks stay")
    func unknown() {
        let found = left {
            $0.text(10, 20, "Event 12 Girls 11-12 50 LC Meter Butterfly")
            $0.text(10, 40, "3 Brammont, Yara W12 KELP-ZZ X1:07.78Y NT")
        }
        #expect(found.joined(separator: " ") == "Event 12 Girls 11-12 50 LC Meter Butterfly 3 ········, ···· W12 ····-·· X1:07.78Y NT")
    }

    @Test("A word that is a month or a heading stays one only where no name is beside it")
    func everydayNames() {
        let found = left {
            $0.text(10, 20, "Lane")
            $0.text(100, 20, "May 5, 2026")
            $0.text(10, 40, "May Brammont")
            $0.text(10, 60, "April Lane")
        }
        #expect(found == ["Lane", "May", "5,", "2026", "···", "········", "·····", "····"])
    }

    @Test("The month of a date stays one, whatever stands beside it")
    func dates() {
        #expect(left { $0.text(10, 20, "Kelpmere, ZZ August 5-8, 2026") } == ["········,", "··", "August", "5-8,", "2026"])
        #expect(left { $0.text(10, 20, "Brammont April 12") } == ["········", "·····", "12"])
    }

    @Test("A heading's word goes in the row of somebody who is called so")
    func namedLikeHeadings() {
        let found = left(Self.rows([("Lane, Freestyle", nil, 30)])) {
            $0.text(10, 20, "Lane")
            $0.text(60, 20, "Freestyle")
            $0.text(10, 38, "Lane, Freestyle")
        }
        #expect(found == ["Lane", "Freestyle", "····,", "·········"])
    }

    @Test("Teams stay if several swimmers share them and nobody is called so; on request they go")
    func clubs() {
        let reading = Self.rows([("Doran, Kim", "KELP Doran", 30), ("Astor, Bo", "KELP Doran", 50), ("Quist, Jo", "Delphine", 70)])
        let make = { (maker: inout PageMaker) in
            for (y, text) in [(Float(38), "KELP"), (58, "Doran"), (78, "Delphine")] { maker.text(300, y, text) }
        }
        #expect(left(reading, make) == ["KELP", "·····", "········"])
        #expect(left(reading, clubs: true, make) == ["····", "·····", "········"])
    }

    @Test("Initials go, the sex and the relay's letter stay")
    func letters() {
        let found = left(Self.rows([("Brammont, Yara T", nil, 30)])) {
            $0.text(10, 38, "Brammont, Yara T W 12")
            $0.text(300, 38, "A")
        }
        #expect(found == ["········,", "····", "·", "W", "12", "A"])
    }

    @Test("The name of the program stays, whoever is called Manager")
    func program() {
        let found = left(Self.rows([("Manager, Meet", nil, 30)])) { $0.text(10, 20, "HY-TEK's MEET MANAGER 8.0") }
        #expect(found == ["HY-TEK's", "MEET", "MANAGER", "8.0"])
    }
}
