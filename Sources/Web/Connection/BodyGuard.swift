import NIOCore
import NIOHTTP1
import Schedules

/// Asks a client that waits with its body to send it. Sent down the channel by who is about to read it.
struct BodyInvitation: Sendable {}

/// Asks to be told when the client sends no more, which for those that watch means that it has gone. Sent down the channel, and forgotten
/// with the answer's end.
struct InputWatch: Sendable {
    /// Called once at most, on the event loop; at once if it is so already.
    let onClose: @Sendable () -> Void
}

/// A request's body came slower than is borne.
struct BodyTooSlow: Error {}

/// A request's body is not framed as HTTP frames bodies.
struct BodyMalformed: Error {}

/// Watches over the bodies of requests on a connection.
///
/// - A client that sent `Expect: 100-continue` is told to go on when its body is wanted, and not before.
/// - After an answer that did not wait for the body's end the connection is closed, and what is still sent is thrown away for a while: a
///   connection closed with unread bytes would be reset, and the client would never see the answer.
/// - An answer to `HEAD` is not compressed: the compressor does not know that it has no body.
/// - A body that comes too slowly while it is waited for ends in `BodyTooSlow`.
/// - What is no HTTP is answered here: the handlers behind expect every answer to belong to a request, and one of them traps otherwise.
final class BodyGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let limits: WebLimits
    private var isBodyOpen = false
    private var expectsInvitation = false
    private var isDiscarding = false
    /// Requests that have not been answered.
    private var open = 0
    /// Nothing that can be understood comes any more.
    private var isBroken = false
    /// Bytes since the pace was last looked at, and whether somebody has waited for more in that time.
    private var bytes = 0
    private var isAwaited = false
    private var timer: Scheduled<Void>?
    private var isInputClosed = false
    private var watch: InputWatch?

    init(limits: WebLimits) {
        self.limits = limits
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isDiscarding, !isBroken else { return }
        switch unwrapInboundIn(data) {
        case .head(var head):
            guard head.version != .http1_1 || head.headers["host"].count == 1 else { return refuseWithoutHost(context) }
            isBodyOpen = true
            open += 1
            bytes = 0
            expectsInvitation =
                head.version != .http1_0 && head.headers[canonicalForm: "expect"].contains { $0.lowercased() == "100-continue" }
            if head.method == .HEAD {
                head.headers.remove(name: "accept-encoding")
                return context.fireChannelRead(wrapInboundOut(.head(head)))
            }
        case .body(let piece):
            expectsInvitation = false
            bytes += piece.readableBytes
            if timer == nil { watch(context) }
        case .end:
            isBodyOpen = false
            timer?.cancel()
            timer = nil
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isAwaited = false
        if isBodyOpen, !isDiscarding, timer == nil { watch(context) }
        context.fireChannelReadComplete()
        if isDiscarding { context.read() }
    }

    func read(context: ChannelHandlerContext) {
        isAwaited = true
        context.read()
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        switch event {
        case is BodyInvitation:
            if expectsInvitation, isBodyOpen {
                context.writeAndFlush(wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
            }
            expectsInvitation = false
            promise?.succeed()
        case let event as InputWatch:
            if isInputClosed { event.onClose() } else { watch = event }
            promise?.succeed()
        default:
            context.triggerUserOutboundEvent(event, promise: promise)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed { noticeClosedInput() }
        context.fireUserInboundEventTriggered(event)
    }

    private func noticeClosedInput() {
        isInputClosed = true
        watch?.onClose()
        watch = nil
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head) where isBodyOpen && head.status.code >= 200:
            head.headers.replaceOrAdd(name: "Connection", value: "close")
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .end:
            open -= 1
            watch = nil
            context.writeAndFlush(data, promise: promise)
            if isBodyOpen {
                discard(context)
            } else if isBroken, open == 0 {
                refuse(context)
            }
        default:
            context.write(data, promise: promise)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard error is HTTPParserError else {
            context.fireErrorCaught(error)
            return
        }
        guard !isBroken, !isDiscarding else { return }
        isBroken = true
        if isBodyOpen {
            context.fireErrorCaught(BodyMalformed())
        } else if open == 0 {
            refuse(context)
        }
    }

    /// The version requires one (RFC 9112, section 3.2), and what is said of two of them depends on who reads it.
    private func refuseWithoutHost(_ context: ChannelHandlerContext) {
        isBroken = true
        if open == 0 { refuse(context) }
    }

    private func refuse(_ context: ChannelHandlerContext) {
        let body = WebError.malformedRequest.value(requestID: "-").text + "\n"
        let head = HTTPResponseHead(
            version: .http1_1, status: .badRequest,
            headers: [
                "Content-Type": "application/json; charset=utf-8", "Content-Length": "\(body.utf8.count)", "Connection": "close",
                "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
            ])
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: body)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        discard(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        noticeClosedInput()
        timer?.cancel()
        timer = nil
        context.fireChannelInactive()
    }

    private func discard(_ context: ChannelHandlerContext) {
        isDiscarding = true
        context.close(mode: .output, promise: nil)
        timer?.cancel()
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(limits.lingering)) { context.close(promise: nil) }
        context.read()
    }

    private func watch(_ context: ChannelHandlerContext) {
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(limits.paceInterval)) {
            self.timer = nil
            guard self.isBodyOpen, !self.isDiscarding, !self.expectsInvitation else { return }
            let least = self.limits.leastPace * Int(max(1, self.limits.paceInterval.components.seconds))
            if self.isAwaited, self.bytes < least {
                context.fireErrorCaught(BodyTooSlow())
            } else {
                self.bytes = 0
                self.watch(context)
            }
        }
    }
}

@available(*, unavailable)
extension BodyGuard: Sendable {}
