import Logging
import NIOCore

/// Closes a connection whose client takes nothing of what waits for it: an answer holds a file, a document in memory, or a place among
/// those who may ask for one, for as long as it is being sent.
///
/// A client that takes something, however little, is not given up.
final class ReaderWatch: ChannelOutboundHandler {
    typealias OutboundIn = IOData

    /// The system asks for more when a third of what it holds is gone. If it held megabytes, a slow client would seem to take nothing.
    static let systemBuffer: SocketOptionValue = 256 * 1024

    private let patience: TimeAmount
    private let logger: Logger
    /// Bytes that were to be sent since the connection began.
    private var begun = 0
    private var timer: Scheduled<Void>?

    init(limits: WebLimits, logger: Logger) {
        patience = TimeAmount(limits.readerPatience)
        self.logger = logger
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        begun += unwrapOutboundIn(data).readableBytes
        context.write(data, promise: promise)
    }

    func flush(context: ChannelHandlerContext) {
        context.flush()
        if timer == nil, waiting(context) > 0 { watch(context, taken: begun - waiting(context)) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
    }

    /// Looks again when the patience is over whether more has been taken than by now.
    private func watch(_ context: ChannelHandlerContext, taken: Int) {
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: patience) {
            self.timer = nil
            let waiting = self.waiting(context)
            guard waiting > 0, context.channel.isActive else { return }
            guard self.begun - waiting > taken else {
                self.logger.info("A connection is closed: its client takes nothing of an answer")
                context.close(promise: nil)
                return
            }
            self.watch(context, taken: self.begun - waiting)
        }
    }

    /// Bytes that the system has not taken.
    private func waiting(_ context: ChannelHandlerContext) -> Int {
        (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }
}

@available(*, unavailable)
extension ReaderWatch: Sendable {}
