import MeetModel
import Testing

@Suite("Documents without races")
struct NegativeTests {
    private static let documents = (TestDocument.fixtures + Corpus.documents).filter { (try? $0.truth().holdsRaces) == false }

    @Test(
        "Results, standings, warm-up grids, lists of events and prose give no entries, whatever their rows look like", arguments: documents)
    func giveNothing(_ document: TestDocument) async throws {
        let meet = try await document.reading().meet
        #expect(meet.kind == .results || meet.kind == .other)
        #expect(meet.entries.isEmpty && meet.alternates.isEmpty && meet.relays.isEmpty && meet.timeline.isEmpty)
    }
}
