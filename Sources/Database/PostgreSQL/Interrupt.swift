import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Wakes a thread that waits in `poll`.
final class Interrupt: Sendable {
    /// Readable from ``fire()`` to ``reset()``.
    let readEnd: CInt
    private let writeEnd: CInt
    private let isFired = Mutex(false)

    init() throws(DatabaseError) {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { throw DatabaseError(.unavailable, "The process has no file descriptors left.") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        readEnd = ends[0]
        writeEnd = ends[1]
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    func fire() {
        isFired.withLock { isFired in
            guard !isFired else { return }
            isFired = true
            var byte: UInt8 = 1
            _ = write(writeEnd, &byte, 1)
        }
    }

    func reset() {
        isFired.withLock { isFired in
            guard isFired else { return }
            isFired = false
            var byte: UInt8 = 0
            _ = read(readEnd, &byte, 1)
        }
    }

    /// What a wait ended with.
    struct Wake {
        /// The socket can be read or written, as asked for, or is broken.
        var isSocketReady: Bool
        var isInterrupted: Bool
    }

    /// Waits until `socket` can be read (or written, if asked for), ``fire()`` is called, or `end` has come.
    func wait(for socket: CInt, orWritable: Bool = false, until end: ContinuousClock.Instant?, heedsInterrupts: Bool = true) -> Wake {
        while true {
            let milliseconds: CInt =
                if let end { CInt(clamping: max(0, (ContinuousClock.now.duration(to: end).wholeMicroseconds + 999) / 1_000)) } else { -1 }
            var polled = [
                pollfd(fd: socket, events: Int16(POLLIN) | (orWritable ? Int16(POLLOUT) : 0), revents: 0),
                pollfd(fd: heedsInterrupts ? readEnd : -1, events: Int16(POLLIN), revents: 0),
            ]
            let count = poll(&polled, nfds_t(polled.count), milliseconds)
            if count < 0, errno == EINTR { continue }
            return Wake(isSocketReady: polled[0].revents != 0, isInterrupted: polled[1].revents != 0)
        }
    }
}
