import Foundation
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

    @Test("Text stands out from the page by 7 to 1 and lines by 3 to 1, in light, in dark and on paper")
    func contrast() {
        let blocks = HTMLExport.style.split(separator: ":root {", omittingEmptySubsequences: false)
        let schemes = blocks.dropFirst().map { $0.prefix { $0 != "}" } }
        #expect(schemes.count == 3)
        for scheme in schemes {
            var colors: [Substring: Double] = [:]
            for declaration in scheme.split(separator: ";") {
                let parts = declaration.drop { $0 == " " }.split(separator: ": ")
                if parts.count == 2 { colors[parts[0]] = luminance(parts[1]) }
            }
            for (name, wanted) in [("--text", 7.0), ("--quiet", 7), ("--mark", 7), ("--line", 3)] {
                let pair = [colors[name[...]] ?? 0, colors["--back"] ?? 0].sorted()
                #expect((pair[1] + 0.05) / (pair[0] + 0.05) >= wanted, "\(name) in \(scheme)")
            }
        }
    }

    /// Relative luminance of `#rrggbb` (WCAG 2.2).
    private func luminance(_ color: Substring) -> Double {
        let value = Int(color.dropFirst(), radix: 16) ?? 0
        let channels = [value >> 16, value >> 8 & 255, value & 255].map { channel -> Double in
            let level = Double(channel) / 255
            return level <= 0.04045 ? level / 12.92 : pow((level + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    }
}
