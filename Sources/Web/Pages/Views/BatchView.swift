import Batches
import MeetModel
import Schedules

/// The values of a batch's page: how the reading goes, and what was found so far.
struct BatchView: PageView {
    var title: String { meet ?? (isRunning ? "Reading your heat sheets" : "Your races") }
    var kind: String { "batch" }
    var scripts: [String] { ["batch.js"] }
    var refresh: Int? { isRunning ? 3 : nil }

    var batchID: String
    var batchPath: String
    var apiPath: String
    var meet: String?
    var days: String?
    var venue: String?
    var swimmerNames: String
    var isRunning: Bool
    var isCancelled: Bool
    var heading: String
    var statusText: String
    var endedDocuments: Int
    var totalDocuments: Int
    var failedDocuments: Int
    var severalFailures: Bool
    var documents: [DocumentView]
    /// Those with races, or trouble.
    var notableDocuments: [DocumentView]
    /// Those that were read and say nothing of these swimmers.
    var emptyDocuments: [DocumentView]
    var emptyCount: String?
    var answers: [AnswerView]
    var questions: [AnswerView]
    var swimmerFilters: [FilterView]
    var sessions: [SessionView]
    var hasRaces: Bool
    var hasFilters: Bool
    /// What is said when there is no race and nothing to ask; nil while there may be one.
    var nothing: NothingView?
    var pageNotes: [NoteView]
    var clashCount: String?
    var hasEstimates: Bool
    var isNear: Bool
    var calendarPath: String
    /// Choices that forms carry along.
    var hiddenChoices: [HiddenChoice]
    var feedAddress: String
    var feedLink: String
    var shareAddress: String
    var printPath: String
    var armPath: String
    var markedPath: String?
    var expires: String
    var lastEventID: Int

    struct FilterView: Sendable {
        var filterIndex: Int
        var filterName: String
        var filterColour: Int
    }

    struct NothingView: Sendable {
        var nothingTitle: String
        var nothingText: String
    }

    struct NoteView: Sendable {
        var noteText: String
        var noteFile: String?
    }

    struct HiddenChoice: Sendable {
        var choiceName: String
        var choiceValue: String
    }

    init(_ input: BatchPageInput) {
        let (batch, schedule) = (input.batch, input.schedule)
        batchID = batch.id.text
        batchPath = input.path
        apiPath = input.apiPath
        meet = schedule.meetName ?? batch.jobs.lazy.compactMap(\.meetName).first
        days = input.days
        venue = schedule.venue
        swimmerNames = input.names
        isRunning = !batch.status.isEnded
        isCancelled = batch.status == .cancelled
        endedDocuments = batch.jobs.count { $0.status.isEnded }
        totalDocuments = batch.totalPDFs
        failedDocuments = batch.jobs.count { $0.status == .failed || $0.status == .cancelled }
        documents = input.documents.map { DocumentView($0, in: input) }
        severalFailures = failedDocuments > 1 && !isRunning
        hasRaces = !schedule.races.isEmpty
        let isQuiet = { (document: DocumentView) in document.phase == "done" && document.documentRaces.isEmpty && document.isComplete }
        let foldsEmpty = hasRaces && batch.status.isEnded
        emptyDocuments = foldsEmpty ? documents.filter(isQuiet) : []
        notableDocuments = foldsEmpty ? documents.filter { !isQuiet($0) } : documents
        emptyCount =
            emptyDocuments.isEmpty ? nil : emptyDocuments.count == 1 ? "1 document has" : "\(emptyDocuments.count) documents have"
        answers = schedule.answers.enumerated().map { AnswerView($1, position: $0, in: input) }
        // While documents are still being read, whoever is missing may yet be found.
        questions = answers.filter { $0.ambiguous != nil || ($0.missing != nil && batch.status.isEnded) }
        if batch.jobs.allSatisfy({ $0.status != .completed }) { questions = [] }
        swimmerFilters = schedule.swimmers.enumerated().map { index, swimmer in
            FilterView(filterIndex: index, filterName: swimmer.person.displayName, filterColour: index % 6)
        }
        sessions = SessionView.sessions(of: input.list)
        hasFilters = schedule.swimmers.count > 1
        nothing = hasRaces || !questions.isEmpty ? nil : Self.nothing(batch.status, swimmers: input.names)
        // The head of a newsletter is no meet.
        let isMeet = isRunning || hasRaces || schedule.documents.contains { $0.meet != nil }
        heading = Self.heading(batch, hasRaces: hasRaces, meet: isMeet ? meet : nil)
        statusText = Self.statusText(batch)
        let shown: Set<Note.Kind> = [
            .severalMeets, .conflictingDocuments, .scratched, .enteredTwice, .nearName, .ambiguousDate, .relaysWithoutNames, .eventInParts,
        ]
        pageNotes = schedule.notes.filter { shown.contains($0.kind) }.map { NoteView(noteText: $0.message, noteFile: $0.file) }
        clashCount = schedule.clashes.isEmpty ? nil : schedule.clashes.count == 1 ? "1 clash" : "\(schedule.clashes.count) clashes"
        hasEstimates = schedule.races.contains { $0.start?.source == .estimated }

        isNear = input.isNear

        let query = PageLinks.query(input.choices.parameters)
        hiddenChoices = input.choices.parameters.map { HiddenChoice(choiceName: $0, choiceValue: $1) }
        calendarPath = "\(input.apiPath)/calendar.ics"
        // With the reminder that the form begins with.
        feedAddress = "\(input.baseURL)\(input.apiPath)/calendar.ics" + PageLinks.query(input.choices.parameters + [("reminder", "10")])
        feedLink = "webcal:" + feedAddress.drop { $0 != ":" }.dropFirst()
        shareAddress = "\(input.baseURL)\(input.path)\(query)"
        printPath = "\(input.path)/print"
        armPath = "\(input.path)/arm"
        expires = ExpiryText.text(batch.expiresAt)
        lastEventID = batch.lastEventID
    }

    private static func heading(_ batch: Batch, hasRaces: Bool, meet: String?) -> String {
        if let meet { return meet }
        if hasRaces { return "Your races" }
        return switch batch.status {
        case .pending, .processing: "Reading your heat sheets"
        case .completed, .partial: "No races found"
        case .failed: "Nothing could be read"
        case .cancelled: "Cancelled"
        }
    }

    private static func nothing(_ status: BatchStatus, swimmers: String) -> NothingView? {
        switch status {
        case .pending, .processing: nil
        case .completed, .partial:
            NothingView(
                nothingTitle: "No races to show",
                nothingText: "None of the documents lists a race to come for \(swimmers). Below is what became of each of them.")
        case .failed:
            NothingView(nothingTitle: "What to do", nothingText: "Below stands for each document what is wrong with it, and what helps.")
        case .cancelled:
            NothingView(nothingTitle: "Nothing was read before", nothingText: "Go on with the documents below, or start again with others.")
        }
    }

    private static func statusText(_ batch: Batch) -> String {
        let total = batch.totalPDFs == 1 ? "1 document" : "\(batch.totalPDFs) documents"
        switch batch.status {
        case .pending: return "\(total) waiting"
        case .processing:
            let ended = batch.jobs.count { $0.status.isEnded }
            return "\(ended) of \(total) read"
        case .completed: return "\(total) read"
        case .partial: return "\(batch.completedPDFs) of \(total) read"
        case .failed: return batch.totalPDFs == 1 ? "The document could not be read" : "None of the \(total) could be read"
        case .cancelled: return "Cancelled; \(batch.completedPDFs) of \(total) read"
        }
    }
}
