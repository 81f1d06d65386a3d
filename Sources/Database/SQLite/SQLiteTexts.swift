import Synchronization

/// Statements in SQLite's own form, by their neutral form.
final class SQLiteTexts: Sendable {
    private let texts = Mutex<[String: String]>([:])

    func text(of template: String) -> String {
        texts.withLock { texts in
            if let text = texts[template] { return text }
            if texts.count >= 2_000 { texts = [:] }
            let text = SQLDialect.sqlite.text(of: template)
            texts[template] = text
            return text
        }
    }
}

/// Set when the task that asked for the work is cancelled.
final class SQLiteCancellation: Sendable {
    private let flag = Atomic(false)

    var isCancelled: Bool { flag.load(ordering: .relaxed) }

    func cancel() { flag.store(true, ordering: .relaxed) }
}
