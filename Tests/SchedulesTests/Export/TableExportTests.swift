import MeetModel
import Testing

@testable import Schedules

@Suite struct TableExportTests {
    @Test("A family's schedule stands by session, with estimates, states, clashes and sources")
    func family() {
        #expect(
            TableExport.text(ScheduleSamples.family) == """
                Spring Splash 2026 · Fri 7 Aug 2026 to Sun 9 Aug 2026 · Harbor Pool, Port Nova
                Mira J Sandoval (11, ABC-CA): 2 races
                Tove Sandoval (9, ABC-CA): 1 race

                Friday Prelims · Fri 7 Aug 2026
                   Start  Ev  Swimmer          Race    Heat  Lane       Seed   Page
                   09:42  12  Mira J Sandoval  50 Fly  3/5      4     34.20L  [1] 3  Prelims
                  ~10:05  14  Tove Sandoval    100 IM  1/2      6  X1:42.10L  [1] 3  Prelims, exhibition

                Saturday Finals · Sat 8 Aug 2026
                  Ev  Swimmer          Race                  Seed   Page
                  31  Mira J Sandoval  200 Medley Relay  2:31.00L  [2] 3  leg 2 of relay B, unseeded, rank 7

                Clashes
                  Close together: Mira J Sandoval (event 12, heat 3 of 5, lane 4) and Tove Sandoval (event 14, heat
                    1 of 2, lane 6), 23 min apart.

                Notes
                  psych.pdf: Event 31 is not seeded yet.

                [1] friday.pdf: heat sheet, 9 pages, everything understood
                [2] psych.pdf: psych sheet, 1 page, 2 lines not understood
                Add --unread to see the lines that were not understood.
                ~ is an estimate, not a printed time.

                """)
    }

    @Test("No line is wider than asked, however long the words are", arguments: [40, 60, 80, 100])
    func width(width: Int) {
        let schedule = ScheduleSamples.one { race in
            race.eventName = String(repeating: "Very Long Event ", count: 12)
            race.round = String(repeating: "Preliminary ", count: 12)
            race.displayName = "李 " + String(repeating: "東京", count: 30)
        }
        for line in TableExport.text(schedule, width: width).split(separator: "\n").dropFirst(1) {
            #expect(String(line).displayWidth <= max(width, 63), "\(line)")
        }
    }

    @Test("Nothing a document says can steer the terminal")
    func steering() {
        let text = TableExport.text(
            ScheduleSamples.one { ($0.eventName, $0.team, $0.sessionName) = ("\u{1B}[2J\u{202E}x", "\u{9B}31m", "\u{7}") })
        #expect(!text.unicodeScalars.contains { ($0.value < 0x20 && $0 != "\n") || (0x7F..<0xA0).contains($0.value) || $0.value == 0x202E })
        #expect(text.contains("[2Jx"))
    }

    @Test("No races, no text")
    func empty() {
        #expect(TableExport.text(Schedule()).isEmpty)
    }

    @Test(
        "Marks take no column, wide letters and emoji two",
        arguments: [("abc", 3), ("é", 1), ("e\u{301}", 1), ("李", 2), ("🏊‍♀️", 2), ("ｱ", 1), ("한", 2), ("", 0)])
    func displayWidth(text: String, width: Int) {
        #expect(text.displayWidth == width)
    }

    @Test("Sentences break between words only")
    func wrapping() {
        #expect(TableExport.wrapped("aa bb cc dddddddd", width: 6, first: "- ", next: "  ") == ["- aa", "  bb", "  cc", "  dddddddd"])
        #expect(TableExport.wrapped("", width: 6) == [""])
    }
}
