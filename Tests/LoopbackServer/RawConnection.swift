import Foundation
package import NIOCore
import NIOPosix

/// A connection on which a test says exactly which bytes are sent, and when.
package final class RawConnection: Sendable {
    private let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>

    private init(_ channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>) { self.channel = channel }

    /// Runs `body` on a connection, and closes it. What `body` does not read is not taken from the network, but for a little.
    ///
    /// - Parameter window: how many bytes the system takes for those who do not read.
    package static func run<Result: Sendable>(
        to port: Int, window: Int? = nil, _ body: @Sendable @escaping (inout Exchange) async throws -> Result
    ) async throws -> Result {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelOption(.socketOption(.so_rcvbuf), value: SocketOptionValue(window ?? 1 << 18))
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: min(window ?? 65_536, 65_536)))
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var exchange = Exchange(channel: channel.channel, inbound: inbound.makeAsyncIterator(), outbound: outbound)
            return try await body(&exchange)
        }
    }

    package struct Exchange {
        package let channel: any Channel
        private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
        private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
        /// What has come and was not looked at yet.
        package private(set) var received = ""

        fileprivate init(
            channel: any Channel, inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
            outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
        ) {
            self.channel = channel
            self.inbound = inbound
            self.outbound = outbound
        }

        package func send(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }

        package func send(_ bytes: ByteBuffer) async throws { try await outbound.write(bytes) }

        /// Reads up to and including `end`; all there is if the connection ends before.
        package mutating func read(until end: String) async throws -> String {
            while true {
                if let range = received.range(of: end) {
                    let text = String(received[..<range.upperBound])
                    received = String(received[range.upperBound...])
                    return text
                }
                guard let bytes = try await inbound.next() else {
                    defer { received = "" }
                    return received
                }
                received += String(buffer: bytes)
            }
        }

        /// Reads until the other side closes.
        package mutating func readToEnd() async throws -> String {
            while let bytes = try await inbound.next() { received += String(buffer: bytes) }
            defer { received = "" }
            return received
        }
    }
}
