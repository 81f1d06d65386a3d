import Synchronization

/// Hands the pages of a document out to its workers: to each a stretch of neighbours, which share fonts; who is done first takes
/// over half of what the slowest has left.
final class PageQueue: Sendable {
    private let stretches: Mutex<[Range<Int>]>

    init(pages: Int, workers: Int) {
        let workers = max(1, workers)
        stretches = Mutex((0..<workers).map { pages * $0 / workers..<pages * ($0 + 1) / workers })
    }

    /// The next page for a worker, by its number; nil when no page is left.
    ///
    /// - Parameter ahead: whether the worker still has a page to read. The last pages are not handed out ahead: another worker may be
    ///   free sooner.
    func next(for worker: Int, ahead: Bool = false) -> Int? {
        stretches.withLock { stretches in
            if ahead, stretches.reduce(0, { $0 + $1.count }) <= stretches.count { return nil }
            if stretches[worker].isEmpty {
                let (longest, stretch) = stretches.enumerated().max { $0.element.count < $1.element.count } ?? (worker, 0..<0)
                guard !stretch.isEmpty else { return nil }
                let middle = stretch.lowerBound + stretch.count / 2
                stretches[longest] = stretch.lowerBound..<middle
                stretches[worker] = middle..<stretch.upperBound
            }
            return stretches[worker].popFirst()
        }
    }
}
