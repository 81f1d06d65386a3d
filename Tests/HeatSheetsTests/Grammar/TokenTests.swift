import MeetModel
import Testing

@testable import HeatSheets
@testable import SheetLayout

@Suite("Tokens")
struct TokenTests {
    @Test(
        "A time has two decimals, or one where minutes or two digits stand before it, whatever is printed around it",
        arguments: [
            ("31.04", 3104), ("1:07.78", 6778), ("1:07.78Y", 6778), ("17:05.00L", 102_500), ("X1:07.78", 6778), ("59,20", 5920),
            ("2:42,69", 16_269),
            ("59.9", 5990), ("0.01", 1), ("28.31B", 2831), ("(31.20)", 3120), ("31\"20", 3120), ("1'02\"33", 6233), ("01:02,33", 6233),
        ])
    func times(_ text: String, _ hundredths: Int) throws {
        #expect(try #require(TimeWord(text)).hundredths == hundredths)
        #expect(TokenClass(text) == .time)
    }

    @Test(
        "Ages, ranks, teams, names, clock times, dates and standards are no times",
        arguments: [
            "", "12", "101", "2026", "TIDE-ZZ", "H2O-ZZ", "NT", "X", "9:05", "13:05", "3/6/2026", "28.3.2026", "ALL*", "S9", "1.", "1)",
            "1st", "1:07.",
            "1:7.78", "12:345.67", "1:07.789", "100%", "...", ".",
        ])
    func noTimes(_ text: String) { #expect(TimeWord(text) == nil) }

    @Test(
        "The words for no time fill the column of times",
        arguments: ["NT", "NTY", "NTL", "NP", "DFS", "SCR", "NQT", "NS", "XNT", "XNTY", "--:--", "o.Z.", "99:99,99", "n.t.", "uten tid"])
    func noTimeWords(_ text: String) { #expect(NoTime.isNoTime(text)) }

    @Test(
        "A word is classified by its characters",
        arguments: [
            ("12", TokenClass.integer), ("1.", .ordinal), ("#3", .ordinal), ("(4)", .ordinal), ("1234567", .longInteger), ("9:05", .clock),
            ("9h42", .clock),
            ("10:30am", .clock), ("12.03.2011", .date), ("2011-05-06", .date), ("'08", .markedYear), ("(2011)", .markedYear),
            ("W12", .letterNumber),
            ("_____", .blank), ("\u{2014}", .blank), ("NT", .code), ("ABC-CA", .code), ("Lastname,", .text), ("S10", .mixed),
            ("4x50m", .mixed), ("*", .mark),
        ])
    func classes(_ text: String, _ expected: TokenClass) { #expect(TokenClass(text) == expected) }

    @Test(
        "A clock time may carry its half of the day, glued or as a word of its own",
        arguments: [
            (["9:05", "AM"], "09:05", 2), (["12:01", "PM"], "12:01", 2), (["12:05", "AM"], "00:05", 2), (["1:02pm"], "13:02", 1),
            (["10:30am"], "10:30", 1), (["14:05"], "14:05", 1), (["8:30", "Heat"], "08:30", 1),
        ])
    func clock(_ words: [String], _ time: String, _ used: Int) throws {
        let clock = try #require(Clock.time(words))
        #expect(clock.time.description == time)
        #expect(clock.used == used)
    }

    @Test(
        "Seeds, dates and hours that no day has are no clock times",
        arguments: ["1:07.78", "25:00", "13:05pm", "9", "9:5", "9:655", "3/6/2026", "1:02:33", ""])
    func noClock(_ word: String) { #expect(Clock.time([word]) == nil) }

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
