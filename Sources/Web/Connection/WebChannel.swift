import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import ServiceLifecycle

/// How a connection of HTTP/1.1 is set up: what Hummingbird's own has, our watch over readers, our guard of request bodies, and compression.
struct WebChannel: ServerChildChannel, HTTPChannelHandler {
    let responder: HTTPChannelHandler.Responder
    let limits: WebLimits

    static func builder(limits: WebLimits) -> HTTPServerBuilder {
        HTTPServerBuilder { WebChannel(responder: $0, limits: limits) }
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>> {
        channel.eventLoop.makeCompletedFuture {
            var decoding = NIOHTTPDecoderLimitConfiguration()
            decoding.maxHeaderFieldSize = 16 * 1024
            decoding.maxHeaderListSize = 32 * 1024
            decoding.maxHeaderFieldCount = 100
            let pipeline = channel.pipeline.syncOperations
            try channel.syncOptions?.setOption(.socketOption(.so_sndbuf), value: ReaderWatch.systemBuffer)
            try pipeline.addHandler(ReaderWatch(limits: limits, logger: logger))
            try pipeline.configureHTTPServerPipeline(
                withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: false,
                withEncoderConfiguration: .init(),
                withDecoderLimitConfiguration: decoding)
            try pipeline.addHandler(BodyGuard(limits: limits))
            try pipeline.addHandler(HTTPResponseCompressor(responseCompressionPredicate: Compression.decide))
            try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: false))
            try pipeline.addHandler(HTTPConnectionStateHandler(idleTimeout: limits.idleTime, logger: logger))
            return try NIOAsyncChannel(
                wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
        }
    }

    func handle(value channel: NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>, logger: Logger) async {
        await withTaskExecutorPreference(EventLoopTaskExecutor(channel.channel.eventLoop)) {
            await handleHTTP(asyncChannel: channel, logger: logger)
        }
    }
}
