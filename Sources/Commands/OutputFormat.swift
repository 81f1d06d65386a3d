import ArgumentParser

/// The forms a schedule is printed in.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json, csv, ics, html

    /// By the ending of a file name; nil for endings of none.
    init?(fileName: String) {
        guard let dot = fileName.lastIndex(of: ".") else { return nil }
        switch fileName[dot...].dropFirst().lowercased() {
        case "json": self = .json
        case "csv": self = .csv
        case "ics": self = .ics
        case "html", "htm": self = .html
        case "txt": self = .table
        default: return nil
        }
    }

    var fileSuffix: String { self == .table ? "txt" : rawValue }
}

/// Minutes before a race at which a calendar reminds.
enum Reminder: Int, ExpressibleByArgument, CaseIterable {
    case five = 5
    case ten = 10
    case fifteen = 15
}
