import MeetModel
import Testing

@testable import Schedules

@Suite struct CSVExportTests {
    @Test("A race is one line under the header, ended by CRLF")
    func line() {
        let lines = CSVExport.text([RaceSamples.race()]).split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines.count == 3)
        #expect(lines.last?.isEmpty == true)
        #expect(lines[0].split(separator: ",").count == CSVExport.columns.count)
        #expect(
            lines[1] == """
                Mira J Sandoval,"Sandoval, Mira J",11,W,ABC-CA,Spring Splash 2026,"Harbor Pool, Port Nova",Friday Prelims,2026-08-07,\
                09:42,printed,,,12,Girls 11-12 50 LC Meter Butterfly,female,11-12,50,L,butterfly,,,Prelims,3,5,4,,34.20L,seeded,no,\
                friday.pdf,3
                """)
    }

    @Test("Quotes are doubled and line breaks kept inside quotes")
    func quotes() {
        let text = CSVExport.text([RaceSamples.race { $0.team = "The \"Otters\"\nNorth" }])
        #expect(text.contains(",\"The \"\"Otters\"\"\nNorth\","))
    }

    @Test("A cell that a spreadsheet would run is made text", arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
    func formula(cell: String) {
        let text = CSVExport.text([RaceSamples.race { $0.team = cell }])
        #expect(text.contains("'" + cell))
        #expect(!text.contains("," + cell))
        #expect(!text.contains(",\"" + cell))
    }

    @Test("No races give the header alone")
    func empty() {
        #expect(CSVExport.text([]) == CSVExport.columns.joined(separator: ",") + "\r\n")
    }
}
