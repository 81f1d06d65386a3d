import MeetModel
import Testing

@Suite("The corpus", .enabled(if: Corpus.isExpected, "there is no \(Corpus.path); HEATSYNC_CORPUS names another folder"))
struct CorpusTests {
    @Test("is there, with the truth of every document")
    func isThere() throws {
        try #require(!Corpus.documents.isEmpty, "no PDFs in \(Corpus.path)")
        for document in Corpus.documents { _ = try document.truth() }
    }

    @Test("Every entry is read with all its fields, and nothing else is", arguments: Corpus.documents)
    func entries(of document: TestDocument) async throws { try await document.whole { try await document.expectEntries() } }

    @Test("Every relay is read with its swimmers, and nothing else is", arguments: Corpus.documents)
    func relays(of document: TestDocument) async throws { try await document.whole { try await document.expectRelays() } }

    @Test("Every row of a timeline is read, and nothing else is", arguments: Corpus.documents)
    func timeline(of document: TestDocument) async throws { try await document.whole { try await document.expectTimeline() } }

    @Test("Meet, days, sessions and events are those of the document", arguments: Corpus.documents)
    func frame(of document: TestDocument) async throws { try await document.framed { try await document.expectFrame() } }

    @Test("No row is left unread", arguments: Corpus.documents)
    func completeness(of document: TestDocument) async throws { try await document.whole { try await document.expectNoRowUnread() } }
}
