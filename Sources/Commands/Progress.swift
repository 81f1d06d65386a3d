import Schedules
import SystemPackage

/// One line on a terminal that tells how far the reading is; silent when nobody watches.
actor Progress {
    private let total: Int
    private let isShown: Bool
    private var done = 0

    init(total: Int, isShown: Bool) {
        self.total = total
        self.isShown = isShown
    }

    func start(_ name: String) { show("reading \(name)") }

    func finish(_ name: String) {
        done += 1
        show("read \(name)")
    }

    /// Takes the line away again.
    func clear() { write("\r\u{1B}[K") }

    private func show(_ what: String) { write("\r\u{1B}[K\(done) of \(total) documents: \(what.printable)") }

    private func write(_ text: String) {
        guard isShown else { return }
        _ = try? FileDescriptor.standardError.writeAll(text.utf8)
    }
}
