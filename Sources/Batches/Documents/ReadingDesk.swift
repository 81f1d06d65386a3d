import FileStore
import MeetModel

/// Lets those who ask for the same document at the same time wait for one reading of it.
///
/// The reading is made from the file of who came first. When that one cannot be had, the others read their own.
actor ReadingDesk {
    private struct Entry {
        var task: Task<Reading, any Error>
        var readers = 0
        /// Of the readers, those who were cancelled.
        var gone = 0
    }

    private var entries: [Checksum: Entry] = [:]

    /// How many wait for a reading of the document.
    func readers(of checksum: Checksum) -> Int { entries[checksum]?.readers ?? 0 }

    /// The reading stops when nobody waits for it any more.
    ///
    /// - Parameter read: reads the file of who asks.
    func answer(
        _ checksum: Checksum, _ read: @escaping @Sendable () async throws -> Reading
    ) async throws -> DocumentLibrary.Answer {
        while true {
            let isFirst = entries[checksum] == nil
            let task = entries[checksum]?.task ?? Task { try await read() }
            do {
                return DocumentLibrary.Answer(reading: try await wait(for: checksum, task), cached: !isFirst)
            } catch is StoreError where !isFirst {
                if entries[checksum]?.task == task { entries[checksum] = nil }
            }
        }
    }

    private func wait(for checksum: Checksum, _ task: Task<Reading, any Error>) async throws -> Reading {
        entries[checksum, default: Entry(task: task)].readers += 1
        defer { leave(checksum, task) }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            Task { await self.giveUp(checksum, task) }
        }
    }

    /// Whoever asks from now on begins anew.
    private func giveUp(_ checksum: Checksum, _ task: Task<Reading, any Error>) {
        guard var entry = entries[checksum], entry.task == task else { return }
        entry.gone += 1
        entries[checksum] = entry.gone < entry.readers ? entry : nil
        if entry.gone >= entry.readers { task.cancel() }
    }

    private func leave(_ checksum: Checksum, _ task: Task<Reading, any Error>) {
        guard var entry = entries[checksum], entry.task == task else { return }
        entry.readers -= 1
        entries[checksum] = entry.readers == 0 ? nil : entry
    }
}
