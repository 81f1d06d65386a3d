import Testing

@testable import MeetModel

@Suite struct NameResemblanceTests {
    @Test(
        "What may have been meant is offered with its reason",
        arguments: [
            ("Katie Holm", "Holm, Katherine", NameResemblance.nickname), ("Bob Vale", "Vale, Robert J", .nickname),
            ("Elly Liu", "Liu, Elsa", .nickname),
            ("Emma Fairweather", "Fairwether, Emma", .spelling), ("Ema Fairweather", "Fairweather, Emma", .spelling),
            ("Emma Fiarweather", "Fairweather, Emma", .spelling), ("Jonas Mueller", "Müller, Jonas", .spelling),
            ("Ana Lopez", "Garcia Lopez, Ana", .partialSurname),
            ("Ana Lopez", "Ana Garcia Lopez", .partialSurname), ("Ana Smith", "Smith-Ruiz, Ana", .partialSurname),
            ("Lotte van der Berg", "Berg, Lotte", .partialSurname),
            ("Taylor Jordan", "Taylor, Jordan", .exchanged), ("Liu Elly", "Liu, Elly", .exchanged),
            ("Emma J Fairweather", "Fairweather, Emma K", .middleName),
            ("Noor Fairweather", "Fairweather, Emma", .surname), ("Fairweather", "Fairweather, Emma", .surname),
        ])
    func reason(asked: String, printed: String, expected: NameResemblance) {
        #expect(Name.query(asked).resemblance(to: Name(printed)) == expected)
    }

    @Test(
        "Two differences are none to ask about",
        arguments: [
            ("Elly Liu", "Li, Elsie"), ("Ema Fairwether", "Fairweather, Emma"), ("Katie Hulm", "Holm, Katherine"),
            ("Emma Fairweather", "Vale, Tom"),
        ])
    func nothing(asked: String, printed: String) {
        #expect(Name.query(asked).resemblance(to: Name(printed)) == nil)
    }

    @Test(
        "One edit is one letter, or two neighbours exchanged",
        arguments: [
            ("abc", "abc", false), ("abc", "abd", true), ("abc", "ab", true), ("abc", "abcd", true), ("abc", "acb", true),
            ("abc", "cba", false), ("", "a", true),
            ("", "", false), ("abcd", "badc", false), ("abc", "bcd", false), ("ü", "ue", false), ("añb", "anb", true),
        ])
    func edits(a: String, b: String, isOne: Bool) {
        #expect(NameReading.isOneEdit(a, b) == isOne)
        #expect(NameReading.isOneEdit(b, a) == isOne)
    }

    @Test("Short forms are related to their names and to each other")
    func nicknames() {
        #expect(NameNicknames.related("liz", "elizabeth"))
        #expect(NameNicknames.related("lizzie", "beth"))
        #expect(!NameNicknames.related("liz", "liz"))
        #expect(!NameNicknames.related("liz", "robert"))
        #expect(NameNicknames.isShortForm("max"))
        #expect(!NameNicknames.isShortForm("maximilian"))
    }
}

@Suite struct NameDamageTests {
    @Test("A name that lost a glyph is tried with every ligature")
    func repairs() {
        let names = Name("Dale, Gri\u{FFFD}in").repairs
        #expect(names.contains { $0.readings.contains { $0.agreement(with: Name("Dale, Griffin").readings[0]) != nil } })
        #expect(Name("Dale, Griffin").repairs.isEmpty)
        #expect(Name("D\u{FFFD}le, Gri\u{FFFD}in").repairs.isEmpty)
        #expect(Name("Dale, Gri(cid:31)in").isDamaged)
    }

    @Test(
        "A name cut off in its last word is the beginning of the whole",
        arguments: [
            ("Featherstone-Haughton, Maximili", "Maximilian Featherstone-Haughton", true),
            ("Maximilian Featherst", "Maximilian Featherstone", true),
            ("Featherstone, Max", "Maximilian Featherstone", false), ("Featherstone, M", "Maximilian Featherstone", false),
            ("Featherston, Maximilian", "Maximilian Featherstone", false), ("Featherstone, Maximilian", "Maximilian Featherstone", false),
            ("Featherstone-Haughton,", "Maximilian Featherstone-Haughton", false),
        ])
    func beginnings(printed: String, asked: String, isBeginning: Bool) {
        #expect(Name(printed).isBeginning(of: Name.query(asked)) == isBeginning)
    }
}
