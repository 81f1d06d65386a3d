package import Hummingbird
import NIOCore

/// What is known of a request besides itself.
package struct WebRequestContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    let channel: any Channel
    /// The name of this request in answers and logs.
    package internal(set) var requestID = ""
    /// Whose request it is.
    package internal(set) var client = ClientIdentity(address: nil)

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// Tells a client that waits with its body (`Expect: 100-continue`) to send it. Others do not notice.
    nonisolated(nonsending) func invite() async throws {
        try await channel.triggerUserOutboundEvent(BodyInvitation()).get()
    }
}
