import Testing

@testable import Schedules

@Suite struct FileNameTests {
    @Test("One swimmer of one meet: both are named")
    func one() {
        #expect(
            FileName.schedule(swimmers: ["Mira Sandoval"], meets: ["Spring Splash 2026"], sources: ["a.pdf", "b.pdf"], suffix: "ics")
                == "mira-sandoval-spring-splash-2026.ics")
    }

    @Test("Documents without a meet's name lend their own, or are counted")
    func sources() {
        #expect(
            FileName.schedule(swimmers: ["Mira Sandoval"], meets: [], sources: ["/in/Heat Sheet.v2.pdf"], suffix: "ics")
                == "mira-sandoval-heat-sheet-v2.ics")
        #expect(
            FileName.schedule(swimmers: ["Mira Sandoval"], meets: [], sources: ["a.pdf", "b.pdf"], suffix: "ics")
                == "mira-sandoval-2-files.ics")
    }

    @Test("Several swimmers and several meets are counted")
    func several() {
        #expect(
            FileName.schedule(swimmers: ["A B", "C D"], meets: ["X", "Y"], sources: ["a"], suffix: "html") == "2-swimmers-2-meets.html")
    }

    @Test("Accents, apostrophes and everything else end as plain letters")
    func plain() {
        #expect(
            FileName.schedule(swimmers: ["Zoë O'Brøn-Łaß"], meets: ["../../etc"], sources: [], suffix: "ics") == "zoe-obron-lass-etc.ics")
        #expect(FileName.schedule(swimmers: ["李"], meets: [], sources: [], suffix: "ics") == "schedule.ics")
    }

    @Test("Long names are cut between words")
    func long() {
        let name = FileName.schedule(
            swimmers: ["Mira Sandoval"], meets: ["The Forty-Second Annual Port Nova Long Course Invitational"], sources: [], suffix: "ics")
        #expect(name == "mira-sandoval-the-forty-second-annual-port-nova-long.ics")
    }
}
