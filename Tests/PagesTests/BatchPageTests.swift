import Foundation
import MeetModel
import Testing

@testable import Batches
@testable import Schedules
@testable import Web

@Suite("A batch's page")
struct BatchPageTests {
    func page(_ results: BatchResults, choices: SwimmerChoices = SwimmerChoices()) throws -> String {
        try SampleResults.renderer().page("batch", BatchView(SampleResults.input(results, choices: choices)))
    }

    static let yara = SwimmerQuery(name: "Yara Brammont")

    @Test("shows races by session, in the order swum, each with event, heat and lane, and the row it was read from")
    func races() async throws {
        let page = try page(try await SampleResults.read([Self.yara]))
        let sessions = page.matches(of: /id="session-(\d+)-title"/).compactMap { Int($0.1) }
        #expect(sessions == [1, 2, 3])
        #expect(
            page.contains(
                "<dt>Event</dt><dd>1</dd></div><div><dt>Heat</dt><dd>1<small> of 3</small></dd></div><div><dt>Lane</dt><dd>3</dd>"))
        #expect(page.contains("Final, if qualified"))
        #expect(page.contains("Not seeded yet · rank 8"))
        #expect(page.contains("data-start=\"2026-06-13T08:30\""))
        #expect(page.contains("/sheet/00000000-0000-4000-8000-000000000001/1/picture.png?box="))
        #expect(page.contains("All 167 rows of this document were understood."))
        #expect(page.matches(of: /name="race" value="race\d+" checked/).count == 5)
    }

    @Test("marks an estimated start as one, with its range")
    func estimate() async throws {
        let results = try await SampleResults.read([Self.yara])
        let view = BatchView(SampleResults.input(results))
        let estimated = view.sessions.flatMap(\.races).filter(\.isEstimated)
        let race = try #require(estimated.first)
        #expect(race.earliest != nil)
        #expect(view.hasEstimates)
        #expect(try page(results).contains("~</span><span class=\"visually-hidden\">about"))
    }

    @Test("asks which of several was meant, and the answer is in the address of the next page")
    func ambiguous() async throws {
        let results = try await SampleResults.read([SwimmerQuery(name: "Farnoway")])
        let view = BatchView(SampleResults.input(results))
        let people = try #require(view.questions.first?.ambiguous?.choices)
        #expect(!people.isEmpty)
        #expect(people.allSatisfy { $0.choiceLink.contains("?choice0.name=") })

        var choices = SwimmerChoices()
        guard case .ambiguous(let persons)? = results.schedule.answers.first?.outcome, let person = persons.first else {
            Issue.record("nobody to choose from")
            return
        }
        choices = choices.choosing(try #require(results.schedule.answers.first?.choices.first), for: 0)
        let chosen = try await SampleResults.read([SwimmerQuery(name: "Farnoway")], choices: choices.queries)
        #expect(chosen.schedule.swimmers.map(\.person.displayName) == [person.displayName])
        let page = try page(chosen, choices: choices)
        #expect(page.contains("<input type=\"hidden\" name=\"choice0.name\""))
        #expect(!page.contains("class=\"card ask\""))
    }

    @Test("tells swimmers of one name and club apart by their years of birth")
    func namesakes() throws {
        let people = ["2010", "2012"].map {
            Person(displayName: "Wiebke Tamsen", printedNames: ["Tamsen, Wiebke"], births: [$0], teams: ["SG Feldheim"])
        }
        let asked = SwimmerQuery(name: "Wiebke Tamsen")
        let answer = Answer(query: asked, outcome: .ambiguous(people), choices: people.map { SwimmerQuery($0) })
        let results = SampleResults.results(Schedule(answers: [answer]), swimmers: [asked])
        let choices = try #require(AnswerView(answer, position: 0, in: SampleResults.input(results)).ambiguous?.choices)
        #expect(choices.map(\.facts) == ["born 2010 · SG Feldheim", "born 2012 · SG Feldheim"])
        #expect(choices[0].choiceLink.contains("choice0.birth=2010") && choices[1].choiceLink.contains("choice0.birth=2012"))
    }

    @Test("offers near names when nobody has the one asked for, but not while documents are still being read")
    func didYouMean() async throws {
        var results = try await SampleResults.read([SwimmerQuery(name: "Yara Bramont")])
        #expect(try page(results).contains("Did you mean"))
        #expect(try page(results).contains("one letter differs"))
        results.batch.status = .processing
        #expect(!(try page(results).contains("Did you mean")))
    }

    @Test("loads itself again without script while it runs, and can be cancelled")
    func running() async throws {
        var results = try await SampleResults.read([Self.yara])
        results.batch.status = .processing
        let page = try page(results)
        #expect(page.contains("<noscript><meta http-equiv=\"refresh\" content=\"3\"></noscript>"))
        #expect(page.contains("/cancel\"><button"))
        #expect(page.contains("data-running=\"yes\""))
        results.batch.status = .completed
        #expect(!(try self.page(results).contains("http-equiv=\"refresh\"")))
    }

    @Test("says of a document that failed what to do, and lets it be tried again")
    func failed() async throws {
        var results = try await SampleResults.read([Self.yara])
        results.batch.status = .partial
        results.batch.jobs[2].status = .failed
        results.documents[2].job.status = .failed
        results.documents[2].job.errorMessage = "This PDF is locked with a password."
        results.documents[2].summary = nil
        let page = try page(results)
        #expect(page.contains("This PDF is locked with a password."))
        #expect(page.contains("/jobs/00000000-0000-4000-8000-000000000003/retry\""))
        #expect(page.contains(">Try again<"))
        #expect(!page.contains("Try all"), "one document has its own button")
    }

    @Test("folds documents without races away once all is read")
    func folded() async throws {
        var results = try await SampleResults.read([Self.yara])
        results.documents[2].races = []
        let view = BatchView(SampleResults.input(results))
        #expect(view.emptyDocuments.map(\.documentName) == ["harbor-lights-session-report.pdf"])
        #expect(view.notableDocuments.count == 2)
        results.batch.status = .processing
        #expect(BatchView(SampleResults.input(results)).emptyDocuments.isEmpty)
    }

    @Test("tells a duplicate and a superseded print apart, and lists what was not understood")
    func notices() async throws {
        var results = try await SampleResults.read([Self.yara])
        results.documents[1].duplicateOf = 0
        results.documents[2].summary?.supersededBy = "later.pdf"
        results.documents[0].summary?.isComplete = false
        results.documents[0].summary?.unreadLines = 1
        let place = Place(page: 2, box: Box(left: 1, top: 1, right: 2, bottom: 2))
        results.documents[0].unread = [UnreadLine(text: "Lane 4 ???", place: place)]
        let page = try page(results)
        #expect(page.contains("The same document as harbor-lights-heat-sheet.pdf; it counts once."))
        #expect(page.contains("Replaced by the later print later.pdf."))
        #expect(page.contains("1 line was not understood; 167 were."))
        #expect(page.contains("<code>Lane 4 ???</code>"))
    }

    @Test("shows clashes between siblings on both cards")
    func clashes() async throws {
        var results = try await SampleResults.read([Self.yara, SwimmerQuery(name: "Nora Wexmont")])
        results.schedule.clashes = [Clash(kind: .sameTime, first: 0, second: 1, minutes: 2)]
        let races = BatchView(SampleResults.input(results)).sessions.flatMap(\.races)
        #expect(races[0].clashNotes.map(\.clashText).first?.hasPrefix("Same time as") == true)
        #expect(races[1].clashNotes.count == 1)
        #expect(races[2].clashNotes.isEmpty)
    }

    @Test("says what happened when there is no race to show")
    func emptyHanded() async throws {
        let documents = try await SampleResults.read([Self.yara]).schedule.documents
        let results = SampleResults.results(Schedule(documents: documents), swimmers: [Self.yara], status: .failed) { $0.status = .failed }
        let page = try page(results)
        #expect(page.contains("Nothing could be read"))
        #expect(page.contains("<h2>What to do</h2>"))
        #expect(page.contains("Try all 3 again"))
        #expect(!page.contains("No races to show"), "nobody knows what an unread document lists")
        let cancelled = SampleResults.results(Schedule(documents: documents), swimmers: [Self.yara], status: .cancelled) {
            $0.status = .cancelled
        }
        #expect(try self.page(cancelled).contains("<h2>Nothing was read before</h2>"))
        let read = SampleResults.results(Schedule(documents: documents), swimmers: [Self.yara])
        #expect(try self.page(read).contains("<h2>No races to show</h2>"))
        let running = SampleResults.results(Schedule(documents: documents), swimmers: [Self.yara], status: .processing) {
            $0.status = .processing
        }
        #expect(!(try self.page(running).contains("class=\"card ask\"")))
    }

    @Test("keeps room for the next race only in the days around the meet")
    func near() async throws {
        let results = try await SampleResults.read([Self.yara])
        var input = SampleResults.input(results)
        #expect(BatchView(input).isNear)
        input.now = SampleResults.now.addingTimeInterval(9 * 86_400)
        #expect(!BatchView(input).isNear)
    }
}
