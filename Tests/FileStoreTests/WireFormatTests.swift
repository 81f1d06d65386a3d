import FileStore
import Foundation
import Testing

@testable import enum FileStore.WireDate

@Suite struct WireFormatTests {
    @Test(arguments: [
        (0.0, "19700101T000000Z"), (1_369_353_600, "20130524T000000Z"), (951_827_696, "20000229T123456Z"),
        (4_107_542_399, "21000228T235959Z"),
        (4_107_542_400, "21000301T000000Z"), (1_704_067_199.9, "20231231T235959Z"),
    ])
    func `an instant is written for signatures`(seconds: Double, text: String) {
        #expect(WireDate.basic(Date(timeIntervalSince1970: seconds)) == text)
    }

    @Test func `the calendar agrees with Foundation's over four centuries`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        for day in stride(from: 0, to: 146_097, by: 97) {
            let date = Date(timeIntervalSince1970: Double(day) * 86_400 + 3661)
            let parts = calendar.dateComponents([.year, .month, .day], from: date)
            let text = WireDate.basic(date)
            #expect(Int(text.prefix(4)) == parts.year && Int(text.dropFirst(4).prefix(2)) == parts.month)
            #expect(Int(text.dropFirst(6).prefix(2)) == parts.day)
            let iso = "\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.dropFirst(6).prefix(2))T01:01:01.000Z"
            #expect(WireDate.iso8601(iso) == date)
        }
    }

    @Test func `an HTTP date is read`() {
        #expect(WireDate.http("Sun, 06 Nov 1994 08:49:37 GMT") == Date(timeIntervalSince1970: 784_111_777))
        for text in [
            "", "Sun", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Xyz 1994 08:49:37 GMT", "Sun, 40 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Nov 99999999999999 08:49:37 GMT",
        ] {
            #expect(WireDate.http(text) == nil)
        }
    }

    @Test func `Retry-After is a number of seconds or a date`() {
        let now = Date(timeIntervalSince1970: 784_111_700)
        #expect(RetryAfter.pause("120", now: now) == .seconds(120))
        #expect(RetryAfter.pause("Sun, 06 Nov 1994 08:49:37 GMT", now: now) == .seconds(77))
        #expect(RetryAfter.pause("Sun, 06 Nov 1994 08:00:00 GMT", now: now) == .zero)
        for text in ["", "-1", "soon", "1.5"] { #expect(RetryAfter.pause(text, now: now) == nil) }
    }

    @Test func `pauses double up to their cap, are spread by chance, and respect what the other side asks for`() {
        let policy = RetryPolicy(attempts: 5, base: .seconds(1), cap: .seconds(3), patience: .seconds(10))
        #expect(
            (1...5).map { policy.pause(afterFailures: $0, retryAfter: nil, jitter: 1) } == [
                .seconds(1), .seconds(2), .seconds(3), .seconds(3), nil,
            ])
        #expect(policy.pause(afterFailures: 2, retryAfter: nil, jitter: 0.25) == .milliseconds(500))
        #expect(policy.pause(afterFailures: 1, retryAfter: nil, jitter: 0) == .zero)
        #expect(policy.pause(afterFailures: 1, retryAfter: .seconds(10), jitter: 1) == .seconds(10))
        #expect(policy.pause(afterFailures: 1, retryAfter: .seconds(11), jitter: 1) == nil)
        #expect(policy.pause(afterFailures: 3, retryAfter: .seconds(1), jitter: 1) == .seconds(3))
    }

    @Test func `a file name is sent so that no character of it can mean something to the header`() {
        #expect(
            ContentDisposition.value(filename: "Meet \"A\"\r\nSet-Cookie: x – Übersicht 100%.pdf", isInline: false)
                == "attachment; filename=\"Meet _A_Set-Cookie: x _ _bersicht 100_.pdf\"; "
                + "filename*=UTF-8''Meet%20%22A%22Set-Cookie%3A%20x%20%E2%80%93%20%C3%9Cbersicht%20100%25.pdf")
        #expect(ContentDisposition.value(filename: "a.pdf", isInline: true) == "inline; filename=\"a.pdf\"; filename*=UTF-8''a.pdf")
    }

    @Test func `percent-encoding is undone by decoding`() {
        let text = "a b/ü%+~_.-\u{0}"
        #expect(PercentEncoding.encode(text) == "a%20b%2F%C3%BC%25%2B~_.-%00")
        #expect(PercentEncoding.decode(PercentEncoding.encode(text)) == text)
        for text in ["%", "%4", "%GG", "a%FF"] { #expect(PercentEncoding.decode(text) == nil) }
    }
}
