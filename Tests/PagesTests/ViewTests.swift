import Foundation
import HTTPTypes
import MeetModel
import Testing

@testable import Batches
@testable import Schedules
@testable import Web

@Suite("What pages are made of")
struct ViewTests {
    static let yara = SwimmerQuery(name: "Yara Brammont")

    @Test("Printed sheets and arm grids hold the races that were ticked, and no others")
    func selection() async throws {
        let input = SampleResults.input(try await SampleResults.read([Self.yara]))
        #expect(PrintView(input, chosen: nil).sessions.flatMap(\.races).count == 5)
        #expect(PrintView(input, chosen: ["race1"]).sessions.flatMap(\.races).map(\.raceID) == ["race1"])
        #expect(!PrintView(input, chosen: []).hasRaces)
        let grids = ArmView(input, chosen: ["race0", "race4"]).grids
        #expect(grids.map { $0.gridRows.map(\.armEvent) } == [["1"], ["11"]])
        #expect(grids.first?.gridRows.first.map { [$0.armHeat, $0.armLane, $0.armStroke] } == ["1", "3", "200 IM"])
    }

    @Test("The timeline places races by their hour, a row for each swimmer, and needs two of them")
    func timeline() async throws {
        let results = try await SampleResults.read([Self.yara, SwimmerQuery(name: "Nora Wexmont")])
        let list = SampleResults.input(results).list
        let day = try #require(CalendarDate(year: 2026, month: 6, day: 13))
        let timeline = try #require(TimelineView(day, in: list.schedule, swimmers: list.swimmersOfRaces))
        #expect(timeline.rows.compactMap(\.rowName).count == 2)
        #expect(timeline.hours.first?.hour == "8:00")
        for mark in timeline.rows.flatMap(\.marks) {
            let x = try #require(Double(mark.markX.dropLast()))
            #expect((4...96).contains(x))
        }
        let sunday = try #require(CalendarDate(year: 2026, month: 6, day: 15))
        #expect(TimelineView(sunday, in: list.schedule, swimmers: list.swimmersOfRaces) == nil)
    }

    @Test("The picture of a row has the shape of what it shows, so that nothing moves when it comes")
    func pictureShape() async throws {
        let races = BatchView(SampleResults.input(try await SampleResults.read([Self.yara]))).sessions.flatMap(\.races)
        let sheets = races.compactMap(\.sheet)
        #expect(sheets.count == races.count)
        #expect(sheets.allSatisfy { $0.pictureWidth == 640 && (40...400).contains($0.pictureHeight) })
    }

    @Test("A Google Calendar link carries the venue's hours and zone, and text that needs escaping")
    func google() async throws {
        let races = try await SampleResults.read([Self.yara]).schedule.races
        var race = try #require(races.first)
        race.venue = "Pool & Bath #1"
        let link = try #require(GoogleCalendarLink.address(for: race, zone: "America/New_York"))
        #expect(link.contains("dates=20260613T083000%2F20260613T084000"))
        #expect(link.contains("location=Pool%20%26%20Bath%20%231"))
        #expect(link.contains("ctz=America%2FNew_York"))
        race.start = nil
        #expect(GoogleCalendarLink.address(for: race, zone: nil)?.contains("dates=20260613%2F20260614") == true)
        race.date = nil
        #expect(GoogleCalendarLink.address(for: race, zone: nil) == nil)
    }

    @Test("Choices survive the way through an address")
    func choices() async throws {
        let batch = try await SampleResults.read([Self.yara, SwimmerQuery(name: "Liu")]).batch
        let choice = SwimmerQuery(name: "Bo, Ada", age: "11", birth: "5 MAR 2015", team: "A|B", sex: .female, event: "12")
        let choices = SwimmerChoices().choosing(choice, for: 1)
        let again = try SwimmerChoices(choices.parameters.map { (name: $0, value: $1) }, batch: batch)
        #expect(again.queries == choices.queries)
        #expect(again.queries[1] == choice)
        let typed = try SwimmerChoices([(name: "choice1", value: choice.typed)], batch: batch)
        #expect(typed.queries[1] == choice)
    }

    @Test("An old link shows its races without anything to choose")
    func shared() async throws {
        let races = try await SampleResults.read([Self.yara]).schedule.races
        let result = SharedResult(
            code: "aB3xY9kQ", swimmer: "Yara T Brammont", meetName: "Harbor Lights", races: races, warnings: ["Look <here>"], cached: false,
            createdAt: SampleResults.now)
        let page = try SampleResults.renderer().page("result", SharedResultView(result))
        #expect(page.contains("Look &lt;here&gt;"))
        #expect(page.contains("<dt>Lane</dt><dd>3</dd>"))
        #expect(!page.contains("type=\"checkbox\""))
    }

    @Test("Every status has words of its own that help", arguments: [400, 404, 405, 408, 409, 413, 415, 422, 429, 500, 503])
    func errors(_ code: Int) {
        let view = ErrorView(WebError(.init(code: code), "X", "What to do."), requestID: "r")
        #expect(view.errorTitle != "That did not work")
        #expect(!view.advice.isEmpty)
        #expect(view.statusCode == code)
    }
}
