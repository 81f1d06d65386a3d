import Testing

/// Calendars as another program reads them: PyPI's icalendar.
@Suite struct CalendarJudgeTests {
    private static let sheets = ["heat-sheet", "psych-sheet", "session-report"].map { "samples/harbor-lights-\($0).pdf" }

    private func judge(_ folder: Folder, _ name: String, zone: String? = nil) async throws -> [String] {
        let arguments = ["Tests/CommandsTests/judge_calendar.py", folder.file(name)] + (zone.map { [$0] } ?? [])
        let judge = try await Program.run(tool: Program.python(), arguments)
        #expect(judge.status == 0, "\(judge.errors)")
        return judge.output.split(separator: "\n").map(String.init)
    }

    @Test(
        "The calendar of a whole meet is read without complaint, in every kind of zone",
        arguments: [nil, "America/Los_Angeles", "Europe/Dublin", "Australia/Lord_Howe", "Asia/Kolkata", "UTC", "Africa/Casablanca"])
    func zones(zone: String?) async throws {
        let folder = try Folder()
        let path = folder.file("team.ics")
        let program = try await Program.run(
            ["extract"] + Self.sheets + ["--team", "HLSC", "--output", path, "--reminder", "10"] + (zone.map { ["--timezone", $0] } ?? []))
        #expect(program.status == 0)
        let races = try await Program.run(["extract"] + Self.sheets + ["--team", "HLSC", "--format", "csv"])
        let events = try await judge(folder, "team.ics", zone: zone)
        #expect(events.count == races.output.split(separator: "\r\n").count - 1)
        #expect(events.count > 50)
    }

    @Test("Reminders stand on races that have a start, and only there")
    func reminders() async throws {
        let folder = try Folder()
        let path = folder.file("one.ics")
        let program = try await Program.run(
            ["extract"] + Self.sheets + ["--all", "--output", path, "--reminder", "5", "--reminder", "15"])
        #expect(program.status == 0)
        for event in try await judge(folder, "one.ics") {
            let fields = event.split(separator: "\t")
            #expect(fields[0].contains("T") == (fields[2] == "15,5"), "\(event)")
        }
    }
}
