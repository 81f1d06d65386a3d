import Anonymizing

/// What `heatsync anonymize` says of its work. None of the original's words is in it.
enum AnonymizingReport {
    static func text(_ summary: AnonymizingSummary, clubs: Bool, file: String) -> String {
        var lines = ["wrote \(file): \(counted(summary.pages, "page"))", ""]
        lines.append("Replaced")
        lines.append("  \(counted(summary.names, "word")) of swimmers' names")
        if clubs { lines.append("  \(counted(summary.clubs, "word")) of teams' names") }
        lines.append("  \(counted(summary.unsure, "word")) that may be a name")
        lines.append("")
        lines.append("Left as printed")
        lines.append("  \(counted(summary.keptSafe, "word")) of headings, events, times and the like")
        if summary.keptTitles > 0 { lines.append("  \(counted(summary.keptTitles, "word")) that the titles of several events have") }
        if summary.keptClubs > 0 { lines.append("  \(counted(summary.keptClubs, "word")) of teams' names (--clubs replaces them, too)") }
        lines.append("  numbers: times, ages, \(summary.hasBirthDates ? "dates of birth, " : "")dates")
        lines.append("")
        lines.append("Left out")
        lines.append("  pictures, lines, notes, attachments, and what the file says of its author")
        if summary.turnedRuns > 0 {
            lines.append(
                "  \(counted(summary.turnedRuns, "piece")) of text that \(summary.turnedRuns == 1 ? "is" : "are") not upright, as watermarks are"
            )
        }
        if summary.damagedPages > 0 { lines.append("  what was on \(counted(summary.damagedPages, "damaged page"))") }
        lines.append("")
        lines.append("Look at it before you send it: only you can tell whether somebody could still be recognised, by a time or a date.")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func counted(_ count: Int, _ what: String) -> String { "\(count) \(what)\(count == 1 ? "" : "s")" }
}
