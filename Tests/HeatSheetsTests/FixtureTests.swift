import MeetModel
import Testing

@Suite("Documents of this project")
struct FixtureTests {
    private static let read = (TestDocument.fixtures + TestDocument.samples).filter { (try? $0.truth().optionalEntries) != true }
    private static let optional = TestDocument.fixtures.filter { (try? $0.truth().optionalEntries) == true }

    @Test("are there, each with its truth")
    func areThere() throws {
        try #require(!TestDocument.fixtures.isEmpty && !TestDocument.samples.isEmpty)
        for document in TestDocument.fixtures + TestDocument.samples { _ = try document.truth() }
    }

    @Test("Every entry, relay and timeline row is read with all its fields, and nothing else is", arguments: read)
    func rows(of document: TestDocument) async throws {
        try await document.whole {
            try await document.expectEntries()
            try await document.expectRelays()
            try await document.expectTimeline()
        }
    }

    @Test("Meet, days, sessions and events are those of the document", arguments: read)
    func frame(of document: TestDocument) async throws { try await document.framed { try await document.expectFrame() } }

    @Test("No row is left unread", arguments: read)
    func completeness(of document: TestDocument) async throws { try await document.whole { try await document.expectNoRowUnread() } }

    @Test("A sheet that may be refused is never read wrongly", arguments: optional)
    func subset(of document: TestDocument) async throws {
        let (truth, meet) = (try document.truth(), try await document.reading().meet)
        let entries = Comparison(entries: truth.entries, read: meet.entries.map { PrintedRow($0, of: meet) })
        #expect(entries.isSubset)
        let relays = Comparison(relays: truth.relays, read: meet.relays.map { PrintedRow($0, of: meet) })
        #expect(relays.isSubset)
    }
}
