import Testing

@testable import MeetModel

@Suite struct NameTests {
    private func agree(_ a: String, _ b: String, order: Name.Order = .firstLast) -> Bool {
        let (own, other) = (Name.query(a), Name(b, order: order))
        return own.readings.contains { reading in other.readings.contains { reading.agreement(with: $0) != nil } }
    }

    @Test(
        "Names of one person agree, however they are written",
        arguments: [
            ("Emma Fairweather", "Fairweather, Emma"), ("emma fairweather", "FAIRWEATHER, EMMA"), ("Fairweather, Emma", "Emma Fairweather"),
            ("Emma Fairweather", "Fairweather, Emma J"), ("Emma J Fairweather", "Fairweather, Emma"),
            ("Emma Jane Fairweather", "Fairweather, Emma J"),
            ("Emma J. Fairweather", "Fairweather, Emma Jane"), ("Emma Fairweather", "Fairweather, Emma Jane"),
            ("Zoë Brandt", "Brandt, Zoe"),
            ("Seán O'Dell", "O’Dell, Sean"), ("Sean ODell", "O'Dell, Sean"), ("Sean O Dell", "O'Dell, Sean"),
            ("Ana Smith-Ruiz", "Smith Ruiz, Ana"),
            ("Ana SmithRuiz", "Smith-Ruiz, Ana"), ("Mary Ann Lowe", "Lowe, Mary-Ann"), ("Maryann Lowe", "Lowe, Mary Ann"),
            ("Tom Vale Jr.", "Vale, Tom"),
            ("Tom Vale", "Vale Jr, Tom"), ("Tom Vale", "Vale, Jr., Tom"), ("Tom Vale III", "Vale, Tom III"), ("Tom Vale", "Vale, Tom, Jr"),
            ("Lotte van der Berg", "van der Berg, Lotte"), ("Lotte Vanderberg", "Van Der Berg, Lotte"),
            ("Lotte van der Berg", "Berg, Lotte van der"),
            ("Ana Garcia Lopez", "Garcia Lopez, Ana"), ("JR Quill", "Quill, J.R."), ("Gri\u{FB03}n Dale", "Dale, Griffin"),
            ("Griffin Dale", "Dale, Gri(cid:976)fin"), ("Griffin Dale", "Dale, Gri\u{3D0}fin"), ("Kate Holm", "Holm, Katherine (Kate) M"),
            ("Katherine Holm", "Holm, Katherine \"Kate\""), ("Bel Lund", "Lund, Bel/Kuline C"), ("Kuline Lund", "Lund, Bel/Kuline C"),
            ("Winah Grand", "Grand S8sb8sm8, Winah"), ("Izebel Kers", "Kers, Izebel J SB8"), ("Emma Fairweather", "*Fairweather, Emma EXH"),
            ("Dean McIvor", "Mc Ivor, Dean"), ("Li Wei", "Wei, Li"),
        ])
    func agree(asked: String, printed: String) {
        #expect(agree(asked, printed))
    }

    @Test(
        "Names of two people do not agree",
        arguments: [
            ("Elly Liu", "Liu, Elsa"), ("Elly Liu", "Li, Elsie"), ("Liu Elly", "Liu, Elsa"), ("Emma J Fairweather", "Fairweather, Emma K"),
            ("Emma Jane Fairweather", "Fairweather, Emma Kay"), ("Katie Holm", "Holm, Katherine"), ("Emma Fairweather", "Fairwether, Emma"),
            ("Ana Garcia", "Garcia Lopez, Ana"), ("Ana Lopez", "Garcia Lopez, Ana"), ("Ana Lopez", "Garcia-Lopez, Ana"),
            ("Lotte Berg", "van der Berg, Lotte"),
            ("Lotte van der Berg", "Berg, Lotte"), ("Lotte Berg", "Berg, Lotte van der"), ("Mary Lowe", "Lowe, Mary-Ann"),
            ("Jordan Taylor", "Jordan, Taylor"),
            ("E Fairweather", "Fairweather, Emma"), ("Emma", "Fairweather, Emma"), ("Fairweather", "Fairweather, Emma"),
            ("Ann Lowe", "Lowe, Mary Ann"),
        ])
    func disagree(asked: String, printed: String) {
        #expect(!agree(asked, printed))
    }

    @Test(
        "Capitals mark the surname in lists that say so",
        arguments: [
            ("Kovi Bettin", "BETTIN Kovi"), ("Hamson McIvren", "McIVREN Hamson"), ("Bei Sich Son", "SON Bei Sich"),
            ("Luskie de Baril Corret", "de BARIL CORRET Luskie"),
            ("Bettin, Kovi", "BETTIN Kovi"), ("BETTIN Kovi", "BETTIN Kovi"), ("Ana Ruiz-Sol", "RUIZ SOL Ana"),
        ])
    func capitals(asked: String, printed: String) {
        #expect(Name.marksSurnameByCapitals(printed))
        #expect(agree(asked, printed, order: .capitalsFirst))
    }

    @Test(
        "Capitals are no sign where every word or none has them",
        arguments: ["KOVI BETTIN", "Kovi Bettin", "Kovi BETTIN", "Bettin, Kovi", "", "de"])
    func noCapitals(printed: String) {
        #expect(!Name.marksSurnameByCapitals(printed))
    }

    @Test(
        "A name is shown first name first, in its own letters",
        arguments: [
            ("Fairweather, Emma J", "Emma J Fairweather"), ("O'Dell, Seán", "Seán O'Dell"), ("Smith-Ruiz, Ana", "Ana Smith-Ruiz"),
            ("Vale Jr, Tom", "Tom Vale Jr"), ("Emma Fairweather", "Emma Fairweather"), ("*Grand S8, Winah", "Winah Grand"),
            ("Fairweather", "Fairweather"),
            ("Berg, Lotte van der", "Lotte van der Berg"), ("123", "123"), ("", ""),
        ])
    func displayName(printed: String, shown: String) {
        #expect(Name(printed).displayName == shown)
    }

    @Test(
        "Nothing that can be typed is too much",
        arguments: [
            "", ",", ",,,", "()", "(cid:)", "(cid:99999999999)", "/", "\"", "'", "-", "- -", "Jr", "Jr, Sr", ", Emma", "Emma,", "\u{FFFD}",
            "\u{301}", "🏊", "(cid:3",
            String(repeating: "a ", count: 10_000), String(repeating: "-", count: 10_000), String(repeating: "x", count: 100_000),
            "a,b,c,d,e,f,g/h/i(j)(k)\"l\"",
        ])
    func total(text: String) {
        let name = Name.query(text)
        _ = Name(text, order: .capitalsFirst)
        #expect(name.readings.count < 200)
        _ = name.repairs
        _ = name.resemblance(to: Name("Fairweather, Emma"))
    }
}
