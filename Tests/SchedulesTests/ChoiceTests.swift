import Foundation
import MeetModel
import Testing

@testable import Schedules

@Suite struct ChoiceTests {
    /// Heat 1 of an event for everyone.
    private func sheet(_ rows: [String], event: String = "9 Mixed 100 LC Meter Freestyle") -> SourceDocument {
        MeetMaker.document { sheet in
            sheet.event(event)
            sheet.heat(1, of: 1)
            for (index, row) in rows.enumerated() { sheet.row("\(index + 1) \(row)") }
        }
    }

    @Test("Namesakes of one club are told apart by year of birth")
    func years() {
        let documents = [sheet(["Tamsen, Wiebke||SG Feldheim|1:03.90|2010", "Tamsen, Wiebke||SG Feldheim|1:09.10|2012"])]
        #expect(
            expectChoices(documents, "Wiebke Tamsen") == ["Wiebke Tamsen (2010, SG Feldheim)", "Wiebke Tamsen (2012, SG Feldheim)"])
        #expect(lanes(documents, "Wiebke Tamsen (2012)") == [2])
        #expect(lanes(documents, "Tamsen, Wiebke (*10)") == [1])
        #expect(lanes(documents, "Wiebke Tamsen (2011)") == [])
    }

    @Test(
        "Dates of birth may be typed in any form that says the same",
        arguments: ["5 MAR 2011", "05 mar 2011", "2011-03-05", "05.03.2011", "3/5/2011", "5/3/2011"])
    func dates(typed: String) {
        let documents = [sheet(["FOSTURNE Dora||NOR|1:03.90|5 MAR 2011", "FOSTURNE Dora||NOR|1:09.10|17 MAR 2011"])]
        #expect(expectChoices(documents, "Dora Fosturne") == ["Dora FOSTURNE (17 MAR 2011, NOR)", "Dora FOSTURNE (5 MAR 2011, NOR)"])
        #expect(lanes(documents, "Dora Fosturne (\(typed))") == [1])
        #expect(lanes(documents, "Dora Fosturne (2011, NOR)") == [])
    }

    @Test("A year of birth fits the age that is printed, and an age the year")
    func agesAndYears() {
        let documents = [sheet(["Vale, Tom|11|ABC", "Vale, Tom|14|ABC", "Holm, Ida||ABC|35.00|2012", "Holm, Ida||ABC|36.00|2015"])]
        #expect(lanes(documents, "Tom Vale (2014)") == [1] && lanes(documents, "Tom Vale (2015, ABC)") == [1])
        #expect(lanes(documents, "Tom Vale (2012)") == [2] && lanes(documents, "Tom Vale (2009)") == [])
        #expect(lanes(documents, "Ida Holm (11)") == [4])
    }

    @Test("A year in one document and the date in another are one swimmer, a year of two digits is read in full")
    func formsOfOneBirth() {
        let other = MeetMaker.document("other.pdf") { sheet in
            sheet.event("10 Mixed 50 LC Meter Freestyle")
            sheet.heat(1, of: 1)
            sheet.row("6 Tamsen, Wiebke||SG Feldheim|31.00|10")
            sheet.row("7 Tamsen, Wiebke||SG Feldheim|32.00|17.02.2012")
        }
        let documents = [
            sheet(["Tamsen, Wiebke||SG Feldheim|1:03.90|2010", "Tamsen, Wiebke||SG Feldheim|1:09.10|2012"]), other,
        ]
        #expect(expectChoices(documents, "Wiebke Tamsen").count == 2)
        #expect(lanes(documents, "Wiebke Tamsen (2010)") == [1, 6] && lanes(documents, "Wiebke Tamsen (2012)") == [2, 7])
        #expect(expectChoices([other], "Tamsen") == ["Wiebke Tamsen (17.02.2012, SG Feldheim)", "Wiebke Tamsen (2010, SG Feldheim)"])
    }

    @Test("Those whom only a missing fact tells apart can be chosen, too")
    func missingFacts() {
        let documents = [sheet(["Vale, Tom|11|ABC", "Vale, Tom|14|ABC", "Vale, Tom||ABC"])]
        #expect(expectChoices(documents, "Tom Vale") == ["Tom Vale (11, ABC)", "Tom Vale (14, ABC)", "Tom Vale (ABC, #9)"])
    }

    @Test(
        "What is typed is read back as it was meant",
        arguments: [
            SwimmerQuery(name: "Mira Sandoval"), SwimmerQuery(name: "Sandoval, Mira", age: "11", team: "ABC-CA"),
            SwimmerQuery(name: "Tom Vale", age: "SR", birth: "2009", team: "North High (Girls), 2nd", sex: .female, event: "12A"),
            SwimmerQuery(name: "Tom Vale", birth: "10", team: "SC 1911"), SwimmerQuery(name: "Tom Vale", birth: "5 MAR 2011"),
            SwimmerQuery(name: "Tom Vale", event: "3"),
        ])
    func typing(query: SwimmerQuery) {
        #expect(SwimmerQuery(typed: query.typed) == query)
    }

    @Test("Brackets without a name, and hostile ones, are no facts")
    func brackets() {
        for text in ["", ")", "(11)", "()", "Tom Vale)", "Tom Vale (", "((((", "Tom Vale 11)"] {
            #expect(SwimmerQuery(typed: text) == SwimmerQuery(name: text))
        }
        #expect(SwimmerQuery(typed: "Tom Vale ()") == SwimmerQuery(name: "Tom Vale"))
        #expect(SwimmerQuery(typed: "Tom Vale (,,)") == SwimmerQuery(name: "Tom Vale"))
    }

    @Test("What earlier versions stored is read: people without births, answers without choices")
    func stored() throws {
        let person = #"{"displayName":"Tom Vale","printedNames":["Vale, Tom"],"ages":["11"],"teams":["ABC"]}"#
        let decoded = try JSONDecoder().decode(Person.self, from: Data(person.utf8))
        #expect(decoded == Person(displayName: "Tom Vale", printedNames: ["Vale, Tom"], ages: ["11"], teams: ["ABC"]))
        let answer = #"{"query":{"name":"Tom"},"outcome":{"ambiguous":{"_0":[\#(person)]}}}"#
        let old = try JSONDecoder().decode(Answer.self, from: Data(answer.utf8))
        #expect(old.choice(0, decoded) == SwimmerQuery(name: "Tom Vale", age: "11", team: "ABC"))
    }

    private func lanes(_ documents: [SourceDocument], _ typed: String) -> [Int] {
        ScheduleBuilder.schedule(documents, Question(swimmers: [SwimmerQuery(typed: typed)])).races.compactMap(\.lane).sorted()
    }
}

/// Expects that every choice that is offered for `name` differs from the others and, typed, finds just the one it is offered for.
@discardableResult
func expectChoices(_ documents: [SourceDocument], _ name: String) -> [String] {
    let index = MeetIndex(documents)
    let answer = index.schedule(.swimmer(name)).answers[0]
    let people: [Person] =
        switch answer.outcome {
        case .found: []
        case .ambiguous(let people): people
        case .notFound(let suggestions): suggestions.map(\.person)
        }
    let typed = answer.choices.map(\.typed)
    #expect(typed.count == people.count && Set(typed).count == typed.count && !typed.isEmpty, "\(name): \(typed)")
    var races: Set<[Race]> = []
    for (person, text) in zip(people, typed) {
        let found = index.schedule(Question(swimmers: [SwimmerQuery(typed: text)]))
        #expect(found.swimmers.map(\.person) == [person], "\(text)")
        #expect(races.insert(found.races).inserted, "\(text) finds somebody else's races")
    }
    return typed
}
