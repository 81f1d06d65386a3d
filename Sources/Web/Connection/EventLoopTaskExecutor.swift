import NIOCore

/// Runs tasks on an event loop, one at a time.
///
/// What a connection's tasks do is short: take bytes, look something up, put an answer into bytes. On the connection's own event loop
/// they begin and go on without waking another thread, which on an idle machine takes longer than they do. What computes for long
/// belongs elsewhere (`ComputingMiddleware`), or all connections of the loop would wait for it.
final class EventLoopTaskExecutor: TaskExecutor {
    private let eventLoop: any EventLoop

    /// - Parameter eventLoop: must run for as long as tasks prefer it.
    init(_ eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
