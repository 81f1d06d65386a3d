import Database
import Downloads
import FileStore
import Foundation
import PDFPages
import Testing

@testable import Batches

@Suite struct PolicyTests {
    @Test func `a pause is drawn between nothing and a time that doubles`() {
        let policy = RetryPause(first: .seconds(2), longest: .seconds(60))
        var random = SystemRandomNumberGenerator()
        for attempt in 0..<12 {
            let ceiling = min(Duration.seconds(60), .seconds(2) * (1 << attempt))
            let pauses = (0..<500).map { _ in policy.pause(attempt: attempt, retryAfter: nil, using: &random) }
            #expect(pauses.allSatisfy { $0 >= .zero && $0 <= ceiling })
            // Full jitter: both ends of the range are reached.
            #expect(pauses.contains { $0 < ceiling * 0.1 } && pauses.contains { $0 > ceiling * 0.9 })
        }
    }

    @Test func `a site that asks for a pause gets it, within reason`() {
        let policy = RetryPause(first: .seconds(2), longest: .seconds(60))
        var random = SystemRandomNumberGenerator()
        #expect(policy.pause(attempt: 0, retryAfter: .seconds(30), using: &random) >= .seconds(30))
        #expect(policy.pause(attempt: 0, retryAfter: .seconds(30), using: &random) <= .seconds(32))
        #expect(policy.pause(attempt: 0, retryAfter: .seconds(86_400), using: &random) <= .seconds(602))
        #expect(policy.pause(attempt: 0, retryAfter: .seconds(-5), using: &random) >= .zero)
    }

    @Test(arguments: PDFError.Code.allCases)
    func `a document's trouble keeps its message and mostly lasts`(code: PDFError.Code) {
        let failure = JobFailure(PDFError(code, "Do this.") as any Error)
        #expect(failure.message == "Do this.")
        #expect(failure.isTransient == [.readerMissing, .cancelled].contains(code))
        #expect((failure.code == .encryptedPDF) == (code == .encrypted))
        #expect((failure.code == .notAPDF) == (code == .notAPDF))
    }

    @Test(arguments: StoreError.Code.allCases)
    func `a store's trouble passes or lasts as the store says`(code: StoreError.Code) {
        let error = StoreError(code, "Do this.", retryAfter: .seconds(7))
        let failure = JobFailure(error as any Error)
        #expect(failure.isTransient == error.isTransient)
        #expect(failure.retryAfter == .seconds(7))
        let special: [StoreError.Code: JobErrorCode] = [.tooLarge: .tooLarge, .quotaExceeded: .rateLimit]
        #expect(failure.code == special[code] ?? .storage)
    }

    @Test func `an error that nobody knows says nothing of itself`() {
        struct Secret: Error { var text = "password" }
        let failure = JobFailure(Secret())
        #expect(failure.code == .internal && !failure.isTransient)
        #expect(!failure.message.contains("password"))
    }

    @Test func `codes of links are drawn evenly from all letters and digits`() {
        var random = SystemRandomNumberGenerator()
        var counts: [Character: Int] = [:]
        for _ in 0..<5_000 {
            let code = ShortCode.random(using: &random)
            #expect(ShortCode.isCode(code) && code.count == 8)
            for letter in code { counts[letter, default: 0] += 1 }
        }
        #expect(counts.count == 62)
        // 645 of each are to be expected; six standard deviations are 150.
        #expect(counts.values.allSatisfy { abs($0 - 645) < 160 })
    }

    @Test func `random identifiers are those of version four`() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let text = UUID.drawn(using: &random).uuidString
            let letters = Array(text)
            #expect(letters[14] == "4")
            #expect("89AB".contains(letters[19]))
        }
        let id = BatchID(UUID())
        #expect(BatchID(id.text) == id && BatchID(id.text.uppercased()) == id)
        #expect(id.text == id.text.lowercased())
        #expect(BatchID("nonsense") == nil)
    }

    @Test func `what is made later has a later identifier, and no two made at once are alike`() throws {
        var random = SystemRandomNumberGenerator()
        let start = Date(timeIntervalSince1970: 1_790_000_000)
        var drawn: [String] = []
        for milliseconds in 0..<200 {
            let instant = start.addingTimeInterval(Double(milliseconds) / 1_000 + 0.0005)
            drawn.append(UUID.drawn(at: instant, using: &random).lowercaseText)
        }
        #expect(drawn == drawn.sorted())
        // 1,790,000,000,000 milliseconds, as RFC 9562 writes them.
        #expect(drawn[0].hasPrefix("01a0c450-6c00-7"))
        #expect(drawn.allSatisfy { Array($0)[14] == "7" && "89ab".contains(Array($0)[19]) })
        #expect(Set((0..<1_000).map { _ in UUID.drawn(at: start, using: &random) }).count == 1_000)
    }

    @Test func `what is used least goes first, and nothing beyond the limit is kept`() {
        let kept = RecentlyUsed<Int, String>(limit: 10)
        for key in 0..<5 { kept.keep("\(key)", for: key, cost: 2) }
        #expect(kept[0] == "0")
        kept.keep("5", for: 5, cost: 4)
        #expect(kept[0] == "0" && kept[1] == nil && kept[2] == nil && kept[3] == "3")
        kept.keep("huge", for: 6, cost: 11)
        #expect(kept[6] == nil && kept[5] == "5")
        kept.keep("again", for: 5, cost: 1)
        kept.remove(0)
        #expect(kept[5] == "again" && kept[0] == nil)
    }

    @Test func `text for a column has no control characters and is not too long`() {
        #expect("a\u{0}b\nc".storable(10) == "a b c")
        #expect("äöü".storable(2) == "äö")
        #expect("x".storable(0) == "")
    }

    @Test func `an event's text is JSON whatever is in it`() throws {
        var text = EventText()
        text.add("name", "quote \" slash \\ tab \t nul \u{0} e\u{301}👍")
        text.add("none", nil as String?)
        text.add("share", share: 0.0625)
        text.add("whole", share: 7)
        text.add("flag", true)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.finish().utf8)) as? [String: Any])
        #expect(object["name"] as? String == "quote \" slash \\ tab \t nul  e\u{301}👍")
        #expect(object["share"] as? Double == 0.063)
        #expect(object["whole"] as? Double == 1)
        #expect(object["flag"] as? Bool == true)
        #expect(object.count == 4)
    }
}
