import Dispatch
import GRDBSQLite
import Synchronization

/// Brings pages from the write-ahead log into the database's file, on a thread and a connection of its own, while the writer goes on.
///
/// Left to the writer, a commit now and then would wait until tens of megabytes are on the disk. What is written meanwhile stays to it:
/// when the log is long it brings in the rest, so that the log can begin anew (`PRAGMA wal_autocheckpoint`).
final class SQLiteCheckpointer: Sendable {
    /// Pages that are written before it begins again.
    static let step = 512

    private struct State {
        /// What the writer's connection has written, in pages, when it was last asked.
        var begun = 0
        var isAsked = false
    }

    /// Used on the queue only.
    private struct Connection: ~Copyable {
        let handle: OpaquePointer

        init?(path: String) {
            var handle: OpaquePointer?
            let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
            guard sqlite3_open_v2(path, &handle, flags, nil) == SQLITE_OK, let handle else {
                sqlite3_close_v2(handle)
                return nil
            }
            // The file's header tells it that there is a log.
            sqlite3_exec(handle, "PRAGMA journal_mode", nil, nil, nil)
            self.handle = handle
        }

        deinit { sqlite3_close_v2(handle) }
    }

    private let path: String
    private let queue = DispatchQueue(label: "database.checkpoints")
    private let state = Mutex(State())

    /// - Parameter path: of the database.
    init(database path: String) { self.path = path }

    /// To be called after a commit, on the writer's thread.
    func committed(on writer: OpaquePointer?) {
        var (written, most): (CInt, CInt) = (0, 0)
        guard sqlite3_db_status(writer, SQLITE_DBSTATUS_CACHE_WRITE, &written, &most, 0) == SQLITE_OK else { return }
        let isDue = state.withLock { state in
            // The count begins anew now and then.
            let pages = Int(written) >= state.begun ? Int(written) - state.begun : Int(written)
            guard pages >= Self.step, !state.isAsked else { return false }
            state.begun = Int(written)
            state.isAsked = true
            return true
        }
        guard isDue else { return }
        queue.async { [self] in
            // What cannot be brought in now is brought in by the writer, which says so if it cannot either.
            if let connection = Connection(path: path) {
                sqlite3_wal_checkpoint_v2(connection.handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
            }
            state.withLock { $0.isAsked = false }
        }
    }

    /// Waits for what it is at.
    func finish() async {
        await withCheckedContinuation { continuation in queue.async { continuation.resume() } }
    }
}
