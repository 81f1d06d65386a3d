import Foundation
import Testing

@testable import MeetModel

@Suite struct NameLettersTests {
    private func fold(_ text: String) -> String {
        var word = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { NameLetters.fold(scalar, into: &word) }
        return String(word)
    }

    /// What the table stands for, by Foundation's normalisation.
    private func reference(_ scalar: Unicode.Scalar) -> String {
        let decomposed = String(Character(scalar)).decomposedStringWithCompatibilityMapping
        let lowered = decomposed.unicodeScalars.map(\.properties.lowercaseMapping).joined().decomposedStringWithCompatibilityMapping
        let folded = lowered.unicodeScalars.map { $0 == "ς" ? "σ" : $0 == "ß" ? "ss" : String(Character($0)) }.joined()
        return String(String.UnicodeScalarView(folded.unicodeScalars.filter { !NameLetters.isDiacritic($0) }))
    }

    /// Letters that Unicode leaves whole and people type in parts, and those whose full case folding is no lowering.
    private let others = Set("ÆæǢǣǼǽŒœØøǾǿĐđÐðĦħıŁłŦŧÞþŉŀĿ".unicodeScalars)

    @Test("Every letter of Unicode 14 is folded as Foundation decomposes it")
    func foldsAsFoundation() {
        var compared = 0
        var wrong: [String] = []
        for value in UInt32(0x80)...0x2FFFF {
            guard let scalar = Unicode.Scalar(value), scalar.properties.isAlphabetic, !others.contains(scalar) else { continue }
            guard let age = scalar.properties.age, age.major <= 14 else { continue }
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: break
            default: continue
            }
            // Full case folding differs from lowering for Cherokee, iota subscripts and the Cyrillic of old prints.
            if [0x13A0...0x13FF, 0xAB70...0xABBF, 0x1F80...0x1FFF, 0x1C80...0x1C88, 0x37A...0x37A].contains(where: { $0.contains(value) }) {
                continue
            }
            compared += 1
            let found = fold(String(Character(scalar)))
            if found != reference(scalar) { wrong.append("U+\(String(value, radix: 16)): \(found), not \(reference(scalar))") }
        }
        #expect(compared > 100_000)
        #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(20))")
    }

    @Test(
        "Composed and decomposed letters, ligatures and wide letters fold alike",
        arguments: [
            ("Zoë", "zoe"), ("Zoe\u{308}", "zoe"), ("ŁUKASZ", "lukasz"), ("Søren", "soren"), ("Großmann", "grossmann"), ("ﬁnn", "finn"),
            ("ＡＢＣ", "abc"), ("İpek", "ipek"), ("Nguyễn", "nguyen"), ("Ærø", "aero"), ("𝐀𝐛", "ab"), ("Κώστας", "κωστασ"), ("Ǆ", "dz"),
        ])
    func foldsLetters(text: String, folded: String) {
        #expect(fold(text) == folded)
    }

    @Test("Hangul is one whether composed or not")
    func foldsHangul() {
        #expect(Array(fold("김민준").unicodeScalars) == Array(fold("김민준".decomposedStringWithCanonicalMapping).unicodeScalars))
        #expect(fold("김") != fold("감"))
    }

    @Test("Voicing marks make other letters and stay")
    func keepsVoicingMarks() {
        #expect(fold("が") != fold("か"))
    }

    @Test("Titles are compared by letters and digits alone")
    func makesKeys() {
        #expect(NameLetters.key(of: "2026 U.S. Spring-Splash") == NameLetters.key(of: "2026 US SPRING SPLASH"))
        #expect(NameLetters.key(of: "— * —") == "")
    }
}
