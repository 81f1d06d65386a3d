import MeetModel
import Testing

@testable import HeatSheets

@Suite("Dates")
struct DateTextTests {
    private func dates(_ text: String, dayFirst: Bool = false) -> [String] {
        DateText.dates(in: text.split(separator: " ").map(String.init)).map { $0.found.resolved(dayFirst: dayFirst).description }
    }

    @Test(
        "Dates are found in digits and in words",
        arguments: [
            ("3/14/2026", ["2026-03-14"]), ("3/14/26", ["2026-03-14"]), ("14/3/2026", ["2026-03-14"]), ("14.03.2026", ["2026-03-14"]),
            ("2026-03-14", ["2026-03-14"]), ("14-03-2026", ["2026-03-14"]), ("August 5-8, 2026", ["2026-08-05", "2026-08-08"]),
            ("July 30 - August 2, 2026", ["2026-07-30", "2026-08-02"]), ("Jul 6, 2026", ["2026-07-06"]), ("5 DEC 2024", ["2024-12-05"]),
            ("10 - 15 December 2024", ["2024-12-10", "2024-12-15"]),
            ("Tidewater Classic - 3/6/2026 to 3/8/2026", ["2026-03-06", "2026-03-08"]),
        ])
    func forms(_ text: String, _ expected: [String]) { #expect(dates(text) == expected) }

    @Test(
        "Days that no month has, times, scores and ages are no dates",
        arguments: ["2/30/2026", "13/13/2026", "1:07.78", "11-12", "50/50", "May, June A", "12-13-14-15", "31.04", "3/6"])
    func noDates(_ text: String) { #expect(dates(text).isEmpty) }

    @Test("5/6/2026 is read both ways, and the document decides")
    func ambiguous() {
        #expect(dates("5/6/2026", dayFirst: false) == ["2026-05-06"])
        #expect(dates("5/6/2026", dayFirst: true) == ["2026-06-05"])
        #expect(dates("5.6.2026", dayFirst: false) == ["2026-06-05"])
        #expect(dates("6/6/2026", dayFirst: true) == ["2026-06-06"])
    }
}
