import Logging
import NIOCore
import NIOEmbedded
import Testing

@testable import Web

@Suite("The watch over readers")
struct ReaderWatchTests {
    /// The system, which takes what waits for it when the test says so.
    private final class System: ChannelOutboundHandler {
        typealias OutboundIn = IOData

        func flush(context: ChannelHandlerContext) {}
    }

    /// Writes a piece of an answer every 20 s to a client that has a minute, and lets the system take those that it takes.
    private func isKept(taking takes: [Bool]) throws -> Bool {
        let channel = EmbeddedChannel()
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 80)).wait()
        let system = System()
        var limits = WebLimits()
        limits.readerPatience = .seconds(60)
        try channel.pipeline.syncOperations.addHandlers(
            system, ReaderWatch(limits: limits, logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() }))
        let place = try channel.pipeline.syncOperations.context(handler: system)
        for takes in takes {
            if takes { place.flush() }
            channel.writeAndFlush(IOData.byteBuffer(ByteBuffer(repeating: 65, count: 1000)), promise: nil)
            channel.embeddedEventLoop.advanceTime(by: .seconds(20))
        }
        let isKept = channel.isActive
        _ = try? channel.finish()
        return isKept
    }

    @Test func `keeps a client that takes something of what waits for it, however slowly`() throws {
        #expect(try isKept(taking: Array(repeating: true, count: 40)))
        #expect(try isKept(taking: (0..<40).map { $0 % 2 == 0 }))
    }

    @Test func `closes the connection of a client that takes nothing, or nothing more`() throws {
        #expect(try !isKept(taking: Array(repeating: false, count: 7)))
        #expect(try !isKept(taking: Array(repeating: true, count: 4) + Array(repeating: false, count: 7)))
    }
}
