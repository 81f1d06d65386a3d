import MeetModel
import Testing

@testable import Schedules

@Suite struct PersonSearchTests {
    /// An event for everyone, one heat for every eight names.
    private func sheet(_ rows: [String]) -> SourceDocument {
        MeetMaker.document { sheet in
            sheet.event("1 Mixed 50 LC Meter Freestyle")
            for (index, row) in rows.enumerated() {
                if index % 8 == 0 { sheet.heat(index / 8 + 1, of: (rows.count + 7) / 8) }
                sheet.row("\(index % 8 + 1) \(row)")
            }
        }
    }

    private func answer(_ rows: [String], _ query: SwimmerQuery) -> String {
        let schedule = ScheduleBuilder.schedule([sheet(rows)], Question(swimmers: [query]))
        switch schedule.answers[0].outcome {
        case .found(let swimmer):
            let person = schedule.swimmers[swimmer].person
            return "found " + ([person.displayName] + person.ages + person.teams).joined(separator: " ")
        case .ambiguous(let people):
            return "ambiguous " + people.map { ([$0.displayName] + $0.ages).joined(separator: " ") }.joined(separator: ", ")
        case .notFound(let suggestions):
            return "none " + suggestions.map { "\($0.person.displayName) \($0.reason.rawValue)" }.joined(separator: ", ")
        }
    }

    private func answer(_ rows: [String], _ name: String, age: String? = nil, team: String? = nil) -> String {
        answer(rows, SwimmerQuery(name: name, age: age, team: team))
    }

    private let club = [
        "Liu, Elsa|11|ABC-CA", "Li, Elsie|11|ABC-CA", "Fairweather, Emma J|12|ABC-CA", "Fairweather, Emma K|14|XYZ-CA",
        "Holm, Katherine|9|ABC-CA",
        "Garcia Lopez, Ana|10|ABC-CA", "Vale, Tom|11|ABC-CA", "Vale, Tom|14|XYZ-CA", "van der Berg, Lotte|13|XYZ-CA",
        "Taylor, Jordan|12|XYZ-CA",
    ]

    @Test(
        "Nobody is taken for another: near names are only offered",
        arguments: [
            ("Elly Liu", "none Elsa Liu nickname"), ("Elly Li", "none Elsie Li nickname"), ("Liu Elly", "none Elsa Liu nickname"),
            ("Vale Ana", "none Tom Vale sameLastName, Tom Vale sameLastName"), ("Katie Holm", "none Katherine Holm nickname"),
            ("Emma Fairwether", "none Emma J Fairweather spelling, Emma K Fairweather spelling"),
            ("Ana Lopez", "none Ana Garcia Lopez partialLastName"),
            ("Lotte Berg", "none Lotte van der Berg partialLastName"), ("Taylor Jordan", "none Jordan Taylor namesExchanged"),
            ("Emma L Fairweather", "none Emma J Fairweather otherMiddleName, Emma K Fairweather otherMiddleName"),
            ("Nobody Atall", "none "), ("", "none "), (",", "none "),
        ])
    func offers(name: String, expected: String) {
        #expect(answer(club, name) == expected)
    }

    @Test(
        "The name decides alone where it fits one person",
        arguments: [
            ("Elsa Liu", "found Elsa Liu 11 ABC-CA"), ("LIU, ELSA", "found Elsa Liu 11 ABC-CA"),
            ("Emma J Fairweather", "found Emma J Fairweather 12 ABC-CA"),
            ("Fairweather, Emma Kay", "found Emma K Fairweather 14 XYZ-CA"), ("Lotte Van Der Berg", "found Lotte van der Berg 13 XYZ-CA"),
            ("Ana Garcia-Lopez", "found Ana Garcia Lopez 10 ABC-CA"),
        ])
    func finds(name: String, expected: String) {
        #expect(answer(club, name) == expected)
    }

    @Test("Several who fit are left to the user, and age or team decide")
    func namesakes() {
        #expect(answer(club, "Tom Vale") == "ambiguous Tom Vale 11, Tom Vale 14")
        #expect(answer(club, "Tom Vale", age: "11") == "found Tom Vale 11 ABC-CA")
        #expect(answer(club, "Tom Vale", age: "15") == "found Tom Vale 14 XYZ-CA")
        #expect(answer(club, "Tom Vale", team: "XYZ") == "found Tom Vale 14 XYZ-CA")
        #expect(answer(club, "Tom Vale", team: "abc-ca") == "found Tom Vale 11 ABC-CA")
        #expect(answer(club, "Tom Vale", age: "17") == "none Tom Vale otherAge, Tom Vale otherAge")
        #expect(answer(club, "Tom Vale", team: "QRS") == "none Tom Vale otherTeam, Tom Vale otherTeam")
        #expect(answer(club, "Emma Fairweather") == "ambiguous Emma J Fairweather 12, Emma K Fairweather 14")
        #expect(answer(club, "Emma Fairweather", age: "13") == "ambiguous Emma J Fairweather 12, Emma K Fairweather 14")
    }

    @Test(
        "A last name alone lists who carries it",
        arguments: [
            ("Fairweather", "ambiguous Emma J Fairweather 12, Emma K Fairweather 14"), ("van der berg", "ambiguous Lotte van der Berg 13"),
            ("Garcia Lopez", "ambiguous Ana Garcia Lopez 10"), ("Liu,", "ambiguous Elsa Liu 11"),
            ("Lopez", "none Ana Garcia Lopez sameLastName"),
        ])
    func lastName(name: String, expected: String) {
        #expect(answer(club, name) == expected)
    }

    @Test("One year across a birthday is the same swimmer, two are not")
    func birthdays() {
        #expect(answer(["Vale, Tom|11|ABC"], "Tom Vale", age: "10") == "found Tom Vale 11 ABC")
        #expect(answer(["Vale, Tom|11|ABC"], "Tom Vale", age: "12") == "found Tom Vale 11 ABC")
        #expect(answer(["Vale, Tom|11|ABC"], "Tom Vale", age: "13") == "none Tom Vale otherAge")
        #expect(answer(["Vale, Tom|9|ABC", "Vale, Tom|11|ABC"], "Tom Vale", age: "10") == "ambiguous Tom Vale 9, Tom Vale 11")
        #expect(answer(["Vale, Tom|10|ABC", "Vale, Tom|11|ABC"], "Tom Vale", age: "10") == "found Tom Vale 10 ABC")
        #expect(answer(["Vale, Tom|SR|North High"], "Tom Vale", age: "17") == "found Tom Vale SR North High")
        #expect(answer(["Vale, Tom||ABC"], "Tom Vale", age: "17") == "found Tom Vale ABC")
    }

    @Test("Sex tells twins of one name apart")
    func sexes() {
        let document = MeetMaker.document { sheet in
            sheet.event("1 Girls 50 LC Meter Freestyle")
            sheet.heat(1)
            sheet.row("1 Quill, Robin|10|ABC")
            sheet.event("2 Boys 50 LC Meter Freestyle")
            sheet.heat(1)
            sheet.row("1 Quill, Robin|10|ABC")
        }
        let both = ScheduleBuilder.schedule([document], .swimmer("Robin Quill"))
        guard case .ambiguous(let people) = both.answers[0].outcome else { return #expect(Bool(false)) }
        #expect(Set(people.map(\.sex)) == [.female, .male])
        let girl = ScheduleBuilder.schedule([document], Question(swimmers: [SwimmerQuery(name: "Robin Quill", sex: .female)]))
        #expect(girl.lines == ["Robin Quill #1 h1/1 l1 2026-05-08"])
    }

    @Test("A surname of two words is not taken apart where no comma says so")
    func compoundSurnames() {
        #expect(answer(["Ana Garcia Lopez|10|ABC"], "Ana Lopez") == "none Ana Garcia Lopez partialLastName")
        #expect(answer(["Ana Garcia Lopez|10|ABC"], "Ana Garcia Lopez") == "found Ana Garcia Lopez 10 ABC")
        #expect(answer(["Ana Garcia Lopez|10|ABC"], "Garcia Lopez, Ana") == "found Ana Garcia Lopez 10 ABC")
        #expect(answer(["Emma Grace Vale|10|ABC", "Grace Holm|9|ABC"], "Emma Vale") == "found Emma Grace Vale 10 ABC")
        #expect(answer(["Emma J Vale|10|ABC"], "Emma Vale") == "found Emma J Vale 10 ABC")
        #expect(answer(["Lopez, Ana|10|ABC", "Garcia, Luz|9|ABC"], "Ana Garcia Lopez") == "none Ana Lopez partialLastName")
        #expect(answer(["Vale, Emma|10|ABC"], "Emma Grace Vale") == "found Emma Vale 10 ABC")
        #expect(answer(["Lopez, Ana|10|ABC", "Garcia Lopez, Ana|12|ABC"], "Ana Garcia Lopez") == "found Ana Garcia Lopez 12 ABC")
    }

    @Test("A name cut off by its column is found when it fits one person only")
    func cutOff() {
        let rows = ["Featherstone-Haught, Maximili|11|ABC", "Vale, Tom|12|ABC"]
        #expect(answer(rows, "Maximilian Featherstone-Haught") == "found Maximili Featherstone-Haught 11 ABC")
        #expect(answer(rows, "Maxine Featherstone-Haught") == "none Maximili Featherstone-Haught sameLastName")
        #expect(answer(rows, "Thomas Vale") == "none Tom Vale nickname")
        let two = rows + ["Featherstone-Haught, Maximili|14|ABC"]
        #expect(
            answer(two, "Maximilian Featherstone-Haught") == "ambiguous Maximili Featherstone-Haught 11, Maximili Featherstone-Haught 14")
        let whole = ["Featherstone-Haught, Alexandria|11|ABC", "Featherstone, Alexandri|12|ABC"]
        #expect(
            answer(whole, "Alexandria Featherstone")
                == "none Alexandri Featherstone spelling, Alexandria Featherstone-Haught partialLastName")
        let before = ["Featherstone-Haughton-Wel,|11|ABC"]
        #expect(answer(before, "Maximilian Featherstone-Haughton-Wells") == "none Featherstone-Haughton-Wel cutOff")
    }

    @Test("A name that lost a ligature is found when it fits one person only")
    func lostGlyph() {
        #expect(answer(["Dale, Gri\u{FFFD}in|11|ABC"], "Griffin Dale") == "found Gri\u{FFFD}in Dale 11 ABC")
        #expect(answer(["Dale, Gri\u{FFFD}in|11|ABC"], "Grison Dale").hasPrefix("none"))
    }

    @Test("Nearly the same name of the same age and team is pointed out")
    func misspelling() {
        let schedule = ScheduleBuilder.schedule(
            [sheet(["Vale, Noor|11|ABC", "Vale, Nour|11|ABC", "Vale, Nour|15|ABC"])], .swimmer("Noor Vale"))
        #expect(schedule.lines == ["Noor Vale #1 h1/1 l1 2026-05-08"])
        #expect(schedule.notes(.nearName).count == 1)
    }

    @Test("Everyone offered can be asked for")
    func choices() {
        let rows =
            club + [
                "Fairweather, Emma|12|ABC-CA", "Vale, Tom||ABC-CA", "Quill, Robin|9|QRS", "Quill, Robin J|9|QRS", "Quill, Robin K|9|QRS",
            ]
        let everyone = ScheduleBuilder.schedule([sheet(rows)], Question(everyone: true))
        #expect(everyone.swimmers.count == rows.count - 1)
        for name in ["Fairweather", "Tom Vale", "Robin Quill", "Quill", "Elly Liu", "Ana Lopez"] { expectChoices([sheet(rows)], name) }
    }

    @Test("A team's code and name are learned from swimmers who have both")
    func teamAliases() {
        let psych = MeetMaker.document("psych.pdf", .psychSheet) { psych in
            psych.event("1 Mixed 50 LC Meter Freestyle")
            psych.row("1 Sandoval, Mira|11|Anytown Bluefish|31.00")
            psych.row("2 Vale, Noor|12|Anytown Bluefish|32.00")
            psych.row("3 Quill, Robin|12|Lakeside Otters|33.00")
        }
        let heats = sheet(["Sandoval, Mira|11|BLF-CA", "Vale, Noor|12|BLF-CA", "Quill, Robin|12|BLF-CA"])
        let schedule = ScheduleBuilder.schedule([psych, heats], Question(everyone: true))
        #expect(
            schedule.swimmers.map(\.person.teams) == [
                ["BLF-CA"], ["Lakeside Otters"], ["Anytown Bluefish", "BLF-CA"], ["Anytown Bluefish", "BLF-CA"],
            ])
        #expect(schedule.races.count == 3 && schedule.notes(.scratched).count == 1)
    }

    @Test(
        "Where capitals mark surnames, a name may be asked for as it is printed",
        arguments: [
            ("FAIRWEATHER Emma", "found Emma FAIRWEATHER 19 NOR"), ("Fairweather Emma", "found Emma FAIRWEATHER 19 NOR"),
            ("Emma Fairweather", "found Emma FAIRWEATHER 19 NOR"), ("de VALE da HOLM AB", "found AB de VALE da HOLM 20 BRA"),
        ])
    func surnameFirst(name: String, expected: String) {
        #expect(
            answer(["FAIRWEATHER Emma|19|NOR", "de VALE da HOLM AB|20|BRA", "QUILL Robin|21|NOR", "McIVREN Ada|21|NOR"], name) == expected)
    }

    @Test("A row without a name is nobody's, and that is said")
    func namelessRows() {
        let schedule = ScheduleBuilder.schedule([sheet(["123|11|ABC", "Vale, Noor|11|ABC"])], Question(everyone: true))
        #expect(schedule.races.count == 1)
        #expect(schedule.notes(.incompleteReading).map(\.message) == ["1 row has no name that can be read."])
    }
}
