import MeetModel
import Testing

@testable import Schedules

@Suite struct HTMLExportTests {
    @Test("Everything a document says is shown as text")
    func escaping() {
        let html = HTMLExport.page(
            ScheduleSamples.one { race in
                race.displayName = "<script>alert(1)</script>"
                race.eventName = "\"onload=\"x' & <b>"
                race.sessionName = "</h2><img src=x>"
                race.evidence[0].file = "<svg>.pdf"
            })
        #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(html.contains("&quot;onload=&quot;x&#39; &amp; &lt;b&gt;"))
        for tag in ["<script", "<img", "<svg", "<b>"] { #expect(!html.contains(tag)) }
    }

    @Test("Every element that is opened is closed, in order")
    func nesting() {
        for schedule in [ScheduleSamples.family, Schedule()] {
            var open: [Substring] = []
            for piece in HTMLExport.page(schedule).split(separator: "<").dropFirst() {
                let tag = piece.prefix { $0 != ">" && $0 != " " && !$0.isNewline }
                if ["!DOCTYPE", "meta"].contains(tag) { continue }
                if tag.hasPrefix("/") { #expect(open.popLast() == tag.dropFirst()) } else { open.append(tag) }
            }
            #expect(open.isEmpty)
        }
    }

    @Test("The page fetches nothing and runs nothing")
    func contained() {
        let html = HTMLExport.page(ScheduleSamples.family)
        for word in ["src=", "href=", "url(", "<script", "@import", "http:", "https:"] { #expect(!html.contains(word), "\(word)") }
        #expect(html.contains("default-src 'none'"))
    }

    @Test("Races stand under their session with what is known and what is not")
    func races() {
        let html = HTMLExport.page(ScheduleSamples.family)
        #expect(html.contains("<h2 id=\"session-1\">Friday Prelims · Fri 7 Aug 2026</h2>"))
        #expect(html.contains("<td>~10:05</td>"))
        #expect(
            html.contains(
                "<b class=\"swimmer\"><bdi>Tove Sandoval</bdi></b><span class=\"number\">14</span> Girls 10 &amp; Under 100 LC Meter IM"))
        #expect(html.contains("<strong class=\"state\">unseeded, rank 7</strong>"))
        #expect(html.contains("<li>Close together: Mira J Sandoval (event 12, heat 3 of 5, lane 4) and Tove Sandoval"))
    }
}
