import Batches
import MeetModel
import Schedules

/// The values of one document of a batch: how its reading goes, and what it gave.
struct DocumentView: Sendable {
    var jobID: String
    var jobPath: String
    var documentName: String
    var sourceLink: String?
    /// `waiting`, `working`, `done`, `failed`, `cancelled`: for the stylesheet and the script.
    var phase: String
    var phaseText: String
    var progress: Double?
    var problem: String?
    var retryPath: String?
    /// `heat sheet, 12 pages`.
    var contents: String?
    var raceSummary: String?
    var completeness: String?
    var isComplete: Bool
    var documentHasRaces: Bool
    var hasUnread: Bool
    var hasChecks: Bool
    var unread: [UnreadView]
    var checks: [String]
    var notice: String?
    var documentRaces: [RaceLinkView]
    var pdfLink: String?
    var markedLink: String?
    /// To the document with other names in it, for a report.
    var reportLink: String?

    struct UnreadView: Sendable {
        var unreadText: String
        var unreadPage: Int
        var unreadLink: String
    }

    struct RaceLinkView: Sendable {
        var linkNumber: Int
        var linkText: String
        var linkPlace: String
        /// `09:05`; nil while the start is unknown.
        var linkStart: String?
        var linkIsEstimate: Bool
    }

    /// More lines than these are counted, not listed.
    private static let mostUnread = 20

    init(_ document: BatchDocument, in input: BatchPageInput) {
        let job = document.job
        jobID = job.id.text
        jobPath = "\(input.path)/jobs/\(job.id.text)"
        documentName = document.file.isEmpty ? (job.filename ?? job.sourceURL ?? "Document \(job.sequence + 1)") : document.file
        sourceLink = job.sourceURL
        (phase, phaseText) = Self.phase(of: job)
        progress = job.status.isEnded ? 1 : nil
        problem = job.status == .failed ? job.errorMessage ?? "It could not be read. Try again, or download it anew." : nil
        retryPath = job.status == .failed || job.status == .cancelled ? "\(input.path)/jobs/\(job.id.text)/retry" : nil

        let summary = document.summary
        contents = summary.map { "\($0.kind.text), \($0.pages) page\($0.pages == 1 ? "" : "s")" }
        isComplete = summary?.isComplete ?? false
        hasUnread = !document.unread.isEmpty
        unread = document.unread.prefix(Self.mostUnread).map { line in
            UnreadView(
                unreadText: line.text, unreadPage: line.place.page,
                unreadLink: "\(input.path)/sheet/\(job.id.text)/\(line.place.page)")
        }
        checks = summary?.failedChecks.map(\.message) ?? []
        hasChecks = !checks.isEmpty
        completeness = summary.map { Self.completeness($0, document) }
        raceSummary = job.status == .completed ? Self.count(document.races.count) : nil
        notice = Self.notice(document, input)
        documentRaces = document.races.filter { input.schedule.races.indices.contains($0) }.map { index in
            let race = input.schedule.races[index]
            let name = input.schedule.swimmers.count > 1 ? race.displayName + ": " : ""
            return RaceLinkView(
                linkNumber: index + 1, linkText: name + race.shortEventName, linkPlace: race.placeText,
                linkStart: race.start?.time.description, linkIsEstimate: race.start?.source == .estimated)
        }
        documentHasRaces = !documentRaces.isEmpty
        let files = "\(input.apiPath)/documents/\(job.id.text)"
        pdfLink = job.status == .completed ? files : nil
        let query = PageLinks.query(input.choices.parameters)
        reportLink = job.status == .completed ? "\(files)/anonymized.pdf" : nil
        markedLink = !documentHasRaces ? nil : "\(files)/marked.pdf\(query)"
    }

    private static func count(_ races: Int) -> String {
        switch races {
        case 0: "no races of yours"
        case 1: "1 race"
        default: "\(races) races"
        }
    }

    private static func phase(of job: BatchJob) -> (String, String) {
        switch job.status {
        case .pending: ("waiting", job.retryCount > 0 ? "Will try again" : "Waiting")
        case .downloading: ("working", "Downloading")
        case .processing: ("working", job.stage == .caching ? "Nearly done" : "Reading")
        case .completed: ("done", "Read")
        case .failed: ("failed", "Could not be read")
        case .cancelled: ("cancelled", "Cancelled")
        }
    }

    private static func completeness(_ summary: DocumentSummary, _ document: BatchDocument) -> String {
        if summary.meet == nil { return "This document lists no races to be swum." }
        if summary.isComplete {
            return document.usedLines == 1
                ? "The one row of this document was understood." : "All \(document.usedLines) rows of this document were understood."
        }
        var parts: [String] = []
        if summary.unreadLines > 0 {
            parts.append(
                summary.unreadLines == 1
                    ? "1 line was not understood; \(document.usedLines) were."
                    : "\(summary.unreadLines) lines were not understood; \(document.usedLines) were.")
        }
        if !summary.failedChecks.isEmpty {
            let count = summary.failedChecks.count
            parts.append(count == 1 ? "1 of its own sums does not add up." : "\(count) of its own sums do not add up.")
        }
        if !summary.pagesWithoutText.isEmpty {
            let pages = summary.pagesWithoutText.map(String.init).joined(separator: ", ")
            parts.append("No text on page\(summary.pagesWithoutText.count == 1 ? "" : "s") \(pages): a scan cannot be read yet.")
        }
        return parts.joined(separator: " ")
    }

    private static func notice(_ document: BatchDocument, _ input: BatchPageInput) -> String? {
        if let other = document.duplicateOf {
            let name = input.documents.first { $0.job.sequence == other }?.file ?? "another one"
            return "The same document as \(name); it counts once."
        }
        if let later = document.summary?.supersededBy { return "Replaced by the later print \(later)." }
        return nil
    }
}
