import RandomTesting
import Testing

@testable import Anonymizing

@Suite("Invented words")
struct InventedWordsTests {
    private func invent(_ words: [String], others: Set<String> = [], seed: UInt64 = 7) -> [String: String] {
        var random = SeededGenerator(seed: seed)
        let demands = Dictionary(uniqueKeysWithValues: words.map { ($0, InventedWords.Demand()) })
        let invented = InventedWords(demands, others: others.union(words), using: &random)
        return Dictionary(
            uniqueKeysWithValues: words.map { word in
                (
                    word,
                    String(String.UnicodeScalarView(word.unicodeScalars.indices(of: word).compactMap { invented.letter(of: word, at: $0) }))
                )
            })
    }

    @Test("A vowel stands for a vowel, a consonant for a consonant, and no letter for itself")
    func kinds() {
        let words = ["brammont", "yara", "fosturne", "ellsessa", "mwimwim", "zeke"]
        for (old, new) in invent(words) {
            #expect(old.count == new.count)
            for (a, b) in zip(old, new) {
                #expect("aeiou".contains(a) == "aeiou".contains(b), "\(old) \(new)")
                #expect(a != b, "\(old) \(new)")
            }
        }
    }

    @Test("Different words get different ones, none of them a word of the document or of headings", arguments: 0..<20 as Range<UInt64>)
    func different(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var words: Set<String> = []
        for _ in 0..<800 {
            words.insert(
                String(
                    (0..<Int.random(in: 3...7, using: &random)).map { _ in "abcdefghijklmnoprstuvwyz".randomElement(using: &random) ?? "a" }
                ))
        }
        let invented = invent(words.sorted(), seed: seed)
        #expect(Set(invented.values).count == words.count)
        #expect(words.isDisjoint(with: invented.values))
        #expect(!invented.values.contains { SafeWords.isTaken($0) })
    }

    @Test("The same lot gives the same words, another one others")
    func lots() {
        let words = ["brammont", "yara", "fosturne"]
        #expect(invent(words) == invent(words))
        #expect(invent(words) != invent(words, seed: 8))
    }

    @Test("A single letter never becomes one that means something on a heat sheet")
    func single() {
        for letter in "abcdefghijklmnopqrstuvwxyz" {
            for seed in 0..<20 as Range<UInt64> {
                let new = invent([String(letter)], seed: seed)[String(letter)] ?? ""
                #expect(new.count == 1 && new != String(letter) && !"xmwfyls".contains(new))
            }
        }
    }

    @Test("Letters of other scripts stay in their script", arguments: ["иванова", "παπας", "田中", "김서연", "כהן"])
    func scripts(word: String) {
        let new = invent([word])[word] ?? ""
        #expect(new != word && new.unicodeScalars.count == word.unicodeScalars.count)
        for (a, b) in zip(word.unicodeScalars, new.unicodeScalars) {
            #expect(a.properties.generalCategory == b.properties.generalCategory)
            #expect(abs(Int(a.value) / 0x4000 - Int(b.value) / 0x4000) <= 1)
        }
    }

    @Test("An accent stays on a letter that can have it")
    func accents() throws {
        var demand = InventedWords.Demand()
        demand.accents = [2: ["DIAERESIS"]]
        for seed in 0..<30 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            let invented = InventedWords(["zoe": demand], others: ["zoe"], using: &random)
            let letter = try #require(invented.letter(of: "zoe", at: 2))
            #expect(LatinLetter(base: letter, accent: "DIAERESIS", isCapital: false).scalar != nil)
        }
    }
}

extension String.UnicodeScalarView {
    fileprivate func indices(of word: String) -> Range<Int> { 0..<count }
}
