package import NIOCore
package import NIOHTTP1
import NIOPosix
package import NIOSSL
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An HTTP server on a loopback port that answers as a test tells it to, also as no server should.
package final class LoopbackServer: Sendable {
    package struct Request: Sendable {
        package var method: HTTPMethod
        /// Path and query as they were sent.
        package var target: String
        package var headers: HTTPHeaders
        package var body: ByteBuffer
    }

    /// A step of an answer. An answer whose steps end without one of the last three leaves the connection open for the next request.
    package enum Step: Sendable {
        case send(ByteBuffer)
        /// Sends nothing more until the client gives up.
        case stall
        /// Ends the connection in good order.
        case close
        /// Ends the connection as a crash does.
        case reset
    }

    package typealias Handler = @Sendable (_ request: Request, _ number: Int) async throws -> [Step]

    package let port: Int
    private let state: Mutex<(requests: [Request], connections: Int, open: Int)>

    private init(port: Int) {
        self.port = port
        state = Mutex(([], 0, 0))
    }

    /// The requests that have come completely, in their order.
    package var requests: [Request] { state.withLock(\.requests) }
    /// How many connections were accepted.
    package var connections: Int { state.withLock(\.connections) }
    /// How many of them have not ended. One that is answered shows its end only when that is to be sent, or by a stall.
    package var openConnections: Int { state.withLock(\.open) }

    /// Runs a server as long as `body` does.
    ///
    /// - Parameters:
    ///   - host: a loopback address.
    ///   - port: one that others may have taken, which throws; by default any that is free.
    ///   - tls: the certificate and key of an HTTPS server; nil for HTTP.
    ///   - handler: gets each request and how many came before it.
    package static func run<Result: Sendable>(
        host: String = "127.0.0.1", port: Int = 0, tls: TLSConfiguration? = nil, _ handler: @escaping Handler,
        _ body: @Sendable (LoopbackServer) async throws -> Result
    ) async throws -> Result {
        let context = try tls.map { try NIOSSLContext(configuration: $0) }
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let context { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context)) }
                    try channel.pipeline.syncOperations.addHandler(ByteToMessageHandler(HTTPRequestDecoder()))
                    return try NIOAsyncChannel<HTTPServerRequestPart, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let server = LoopbackServer(port: listener.channel.localAddress?.port ?? 0)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await withThrowingDiscardingTaskGroup { connections in
                    try await listener.executeThenClose { accepted in
                        for try await connection in accepted {
                            connections.addTask { await server.serve(connection, handler) }
                        }
                    }
                }
            }
            do {
                let result = try await body(server)
                group.cancelAll()
                return result
            } catch {
                group.cancelAll()
                throw error
            }
        }
    }

    private func serve(_ connection: NIOAsyncChannel<HTTPServerRequestPart, ByteBuffer>, _ handler: Handler) async {
        state.withLock { state in
            state.connections += 1
            state.open += 1
        }
        defer { state.withLock { $0.open -= 1 } }
        do {
            try await connection.executeThenClose { inbound, outbound in
                var head: HTTPRequestHead?
                var body = ByteBuffer()
                var parts = inbound.makeAsyncIterator()
                while let part = try await parts.next() {
                    switch part {
                    case .head(let next):
                        head = next
                        body = ByteBuffer()
                        if next.headers.first(name: "expect") == "100-continue" {
                            try await outbound.write(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n"))
                        }
                    case .body(let piece):
                        body.writeImmutableBuffer(piece)
                    case .end:
                        guard let head else { return }
                        let request = Request(method: head.method, target: head.uri, headers: head.headers, body: body)
                        let number = state.withLock { state in
                            state.requests.append(request)
                            return state.requests.count - 1
                        }
                        for step in try await handler(request, number) {
                            switch step {
                            case .send(let bytes): try await outbound.write(bytes)
                            case .stall: while try await parts.next() != nil {}
                            case .close: return
                            case .reset:
                                let sockets = connection.channel as? any SocketOptionProvider
                                try await sockets?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
                                return
                            }
                        }
                    }
                }
            }
        } catch {
            return  // The client has gone away, which is none of the server's concern.
        }
    }
}

extension LoopbackServer.Step {
    /// Sends the text as it is.
    package static func send(_ text: String) -> Self { .send(ByteBuffer(string: text)) }

    /// A whole answer with its `Content-Length`.
    package static func answer(_ status: HTTPResponseStatus, _ headers: HTTPHeaders = [:], _ body: ByteBuffer = ByteBuffer()) -> Self {
        var headers = headers
        if !headers.contains(name: "content-length") { headers.add(name: "content-length", value: String(body.readableBytes)) }
        var bytes = head(status, headers)
        bytes.writeImmutableBuffer(body)
        return .send(bytes)
    }

    /// A whole answer with its `Content-Length`.
    package static func answer(_ status: HTTPResponseStatus, _ headers: HTTPHeaders = [:], _ body: String) -> Self {
        answer(status, headers, ByteBuffer(string: body))
    }

    /// The first lines of an answer.
    package static func head(_ status: HTTPResponseStatus, _ headers: HTTPHeaders) -> ByteBuffer {
        let lines = headers.map { "\($0.name): \($0.value)\r\n" }.joined()
        return ByteBuffer(string: "HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n\(lines)\r\n")
    }
}
