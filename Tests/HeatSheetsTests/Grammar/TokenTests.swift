import MeetModel
import Testing

@testable import HeatSheets

@Suite("Tokens")
struct TokenTests {
    @Test(
        "A seed is a time with one or two decimals, or one of the words for no time",
        arguments: [
            "31.04", "1:07.78", "1:07.78Y", "17:05.00L", "1:02:33.45", "X1:07.78", "x31.04", "X34.20Y", "59,20", "2:42,69", "59.9", "0.01",
            "412.35",
            "NT", "NTY", "NTL", "NTS", "NP", "DFS", "SCR", "NQT", "NS", "XNT", "XNTY", "28.31B", ":59.20",
        ])
    func seeds(_ text: String) { #expect(Token.isSeed(text)) }

    @Test(
        "Ages, ranks, teams, names, clock times, dates and standards are no seeds",
        arguments: [
            "", "12", "101", "2026", "TIDE-ZZ", "H2O-ZZ", "Nt", "Ntombi,", "X", "X,", "9:05", "13:05", "3/6/2026", "28.3.2026", "ALL*",
            "S9", "1.", "1)",
            "1st", "1:07.", "1:7.78", "12:345.67", "1:07.789", "Jr.", "100%", "...", ".",
        ])
    func noSeeds(_ text: String) { #expect(!Token.isSeed(text)) }

    @Test(
        "A mark at the end of a seed is dropped, a course letter is kept",
        arguments: [("28.31B", "28.31"), ("28.31q", "28.31"), ("28.31L", "28.31L"), ("NT", "NT")])
    func marks(_ text: String, _ expected: String) { #expect(Token.seedWithoutMark(text) == expected) }

    @Test(
        "A clock time may carry its half of the day, glued or as a word of its own",
        arguments: [
            (["9:05", "AM"], "09:05", 2), (["12:01", "PM"], "12:01", 2), (["12:05", "AM"], "00:05", 2), (["1:02pm"], "13:02", 1),
            (["10:30am"], "10:30", 1), (["14:05"], "14:05", 1), (["8:30", "Heat"], "08:30", 1),
        ])
    func clock(_ words: [String], _ time: String, _ used: Int) throws {
        let clock = try #require(Token.clock(words))
        #expect(clock.time.description == time)
        #expect(clock.used == used)
    }

    @Test(
        "Seeds, dates and hours that no day has are no clock times",
        arguments: ["1:07.78", "25:00", "13:05pm", "9", "9:5", "9:655", "3/6/2026", "1:02:33", ""])
    func noClock(_ word: String) { #expect(Token.clock([word]) == nil) }

    @Test("Numbers are digits alone, and no more of them than asked for")
    func integers() {
        #expect(Token.integer("12") == 12)
        #expect(Token.integer("007") == 7)
        #expect(Token.integer("12345") == nil)
        #expect(Token.integer("123", digits: 2) == nil)
        #expect(Token.integer("-1") == nil)
        #expect(Token.integer("\u{663}") == nil)
        #expect(Token.integer("") == nil)
    }

    @Test("Lines to write on are blank, a hyphenated word is not")
    func blanks() {
        for text in ["_____", "-", "\u{2014}", "...", "=="] { #expect(Token.isBlank(text)) }
        for text in ["", "A-B", "_A_"] { #expect(!Token.isBlank(text)) }
    }
}
