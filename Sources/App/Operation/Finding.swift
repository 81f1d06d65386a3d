/// What `heatsync doctor` found out about one thing.
package struct Finding: Sendable, Hashable {
    package enum Verdict: String, Sendable, Hashable {
        case good = "ok"
        /// It works, but somebody should know.
        case notice = "note"
        case bad = "FAIL"
    }

    package var subject: String
    package var verdict: Verdict
    /// What is there; for what is bad, what to do.
    package var message: String

    init(_ subject: String, _ verdict: Verdict, _ message: String) {
        self.subject = subject
        self.verdict = verdict
        self.message = message
    }
}
