import AsyncHTTPClient
import FileStore
package import Foundation
package import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
package import NIOSSL

/// Fetches what a user has given the address of, and nothing that a user must not reach through this server.
///
/// Each address, the first one and that of every redirect, is read strictly; its host is resolved once; every address it resolves to is
/// judged, and one that is refused refuses them all; then the connection is made to a judged address and no other. Sent are the request
/// line, `Host`, `User-Agent`, `Accept` and `Accept-Encoding`: no cookies, no credentials, no referrer, and no proxy of the environment.
package struct GuardedClient: Sendable {
    let limits: DownloadLimits
    let now: @Sendable () -> Date
    private let policy: AddressPolicy
    private let resolver: any HostResolver
    private let userAgent: String
    private let eventLoopGroup: any EventLoopGroup
    private let trust: NIOSSLTrustRoots
    private let time: @Sendable () -> Duration
    private let gate: HostGate

    /// - Parameters:
    ///   - userAgent: how the server introduces itself, best with an address where its operator can be found.
    ///   - trust: whose certificates are believed.
    ///   - connectionsPerHost: the most connections of this process to one host at a time.
    ///   - time: the time since some instant, which never goes back.
    ///   - now: the date, for a `Retry-After` that is one.
    package init(
        policy: AddressPolicy = AddressPolicy(), resolver: any HostResolver = SystemResolver(), limits: DownloadLimits = DownloadLimits(),
        userAgent: String = "HeatSync/2", eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        trust: NIOSSLTrustRoots = .default, connectionsPerHost: Int = 3, time: (@Sendable () -> Duration)? = nil,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        let start = ContinuousClock.now
        let time = time ?? { ContinuousClock.now - start }
        self.policy = policy
        self.resolver = resolver
        self.limits = limits
        self.userAgent = userAgent
        self.eventLoopGroup = eventLoopGroup
        self.trust = trust
        self.time = time
        self.now = now
        gate = HostGate(limit: connectionsPerHost, time: time)
    }

    /// Fetches `address` and hands the successful answer to `body`.
    ///
    /// - Parameters:
    ///   - accept: the value of `Accept`.
    ///   - rewrite: gets every address before it is contacted, that of each redirect too, and may give another in its place, which is judged
    ///     as strictly.
    /// - Throws: `DownloadError`, `CancellationError`, and what `body` throws.
    package nonisolated(nonsending) func get<Result>(
        _ address: WebAddress, accept: String, rewrite: (WebAddress) throws -> WebAddress = { $0 },
        _ body: nonisolated(nonsending) (GuardedResponse) async throws -> Result
    ) async throws -> Result {
        var deadline = time() + limits.total
        var address = try rewrite(address)
        for _ in 0...limits.redirects {
            switch try await visit(address, accept: accept, deadline: &deadline, body) {
            case .arrived(let result): return result
            case .redirected(let next): address = try rewrite(next)
            }
        }
        throw DownloadError.tooManyRedirects
    }

    private enum Visit<Result> {
        case arrived(Result)
        case redirected(WebAddress)
    }

    private nonisolated(nonsending) func visit<Result>(
        _ address: WebAddress, accept: String, deadline: inout Duration,
        _ body: nonisolated(nonsending) (GuardedResponse) async throws -> Result
    ) async throws -> Visit<Result> {
        let targets = try await targets(of: address, deadline: deadline)
        let arrival = time()
        try await gate.enter(address.host)
        deadline += time() - arrival  // our own queue is not the site's fault
        do {
            let visit = try await connect(to: targets, address, accept: accept, deadline: deadline, body)
            await gate.leave(address.host)
            return visit
        } catch {
            await gate.leave(address.host)
            throw error
        }
    }

    /// The addresses to connect to, each of them judged.
    private nonisolated(nonsending) func targets(of address: WebAddress, deadline: Duration) async throws -> [IPAddress] {
        guard policy.allows(port: address.port) else { throw DownloadError.port(address.port) }
        let found: [IPAddress]
        switch address.host {
        case .address(let literal): found = [literal]
        case .name(let name):
            do {
                let lookup = HostLookup(of: name, by: resolver, on: eventLoopGroup.any())
                found = try await lookup.addresses(within: deadline - time())
            } catch is CancellationError {
                throw CancellationError()
            } catch let error as DownloadError {
                throw error
            } catch HostResolverError.unknown {
                throw DownloadError.unknownHost
            } catch {
                throw DownloadError.resolverFailed
            }
        }
        for target in found {
            if let refusal = policy.refusal(of: target, port: address.port) { throw DownloadError.refused(refusal) }
        }
        guard !found.isEmpty else { throw DownloadError.unknownHost }
        return Array(found.prefix(limits.addresses))
    }

    private nonisolated(nonsending) func connect<Result>(
        to targets: [IPAddress], _ address: WebAddress, accept: String, deadline: Duration,
        _ body: nonisolated(nonsending) (GuardedResponse) async throws -> Result
    ) async throws -> Visit<Result> {
        var failure: DownloadError?
        for target in targets {
            let http = HTTPClient(eventLoopGroupProvider: .shared(eventLoopGroup), configuration: try settings(address, target))
            do {
                let visit = try await fetch(with: http, address, accept: accept, deadline: deadline, body)
                try await http.shutdown()
                return visit
            } catch let unreachable as Unreachable {
                try await http.shutdown()
                failure = unreachable.error
            } catch {
                try await http.shutdown()
                throw error
            }
        }
        throw failure ?? .unknownHost
    }

    /// A client that knows one host and where it is.
    private func settings(_ address: WebAddress, _ target: IPAddress) throws(DownloadError) -> HTTPClient.Configuration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = trust
        var settings = HTTPClient.Configuration(
            tlsConfiguration: tls, redirectConfiguration: .disallow,
            timeout: .init(connect: TimeAmount(limits.connect), read: TimeAmount(limits.idle), write: TimeAmount(limits.idle)),
            proxy: nil, decompression: .enabled(limit: .size(Int(limits.bytes))))
        settings.httpVersion = .http1Only
        settings.connectionPool.retryConnectionEstablishment = false
        settings.connectionPool.idleTimeout = .seconds(1)
        // The client reads the URL again. If it did not find the same host there it would look for that host itself.
        let host = URL(string: "\(address)")?.host()?.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        let expected = "\(address.host)".trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        guard let host, host == expected else { throw .malformed }
        if case .name(let name) = address.host { settings.dnsOverride = [name: "\(target)"] }
        return settings
    }

    /// The host did not take the connection; another of its addresses may.
    private struct Unreachable: Error {
        var error: DownloadError
    }

    private nonisolated(nonsending) func fetch<Result>(
        with http: HTTPClient, _ address: WebAddress, accept: String, deadline: Duration,
        _ body: nonisolated(nonsending) (GuardedResponse) async throws -> Result
    ) async throws -> Visit<Result> {
        var request = HTTPClientRequest(url: "\(address)")
        request.headers = ["user-agent": userAgent, "accept": accept, "accept-encoding": "gzip;q=0.5, identity"]
        let response: HTTPClientResponse
        do {
            let rest = deadline - time()
            guard rest > .zero else { throw DownloadError.timeout("total") }
            response = try await http.execute(request, timeout: TimeAmount(rest))
        } catch {
            if Task.isCancelled { throw CancellationError() }
            let translated = NetworkFailure.translate(error, limits: limits)
            throw NetworkFailure.isBeforeConnection(error) ? Unreachable(error: translated) : translated
        }
        if let next = try redirect(response, at: address) { return .redirected(next) }
        // Other kinds of success are of requests that this one was not.
        guard response.status == .ok || response.status == .nonAuthoritativeInformation else { throw await status(response, address) }
        let guarded = try GuardedResponse(address: address, response, limits: limits, deadline: deadline, time: time)
        return .arrived(try await body(guarded))
    }

    private func redirect(_ response: HTTPClientResponse, at address: WebAddress) throws(DownloadError) -> WebAddress? {
        guard [301, 302, 303, 307, 308].contains(response.status.code) else { return nil }
        guard let location = response.headers.first(name: "location") else { throw .badRedirect }
        return try address.resolving(location)
    }

    private nonisolated(nonsending) func status(_ response: HTTPClientResponse, _ address: WebAddress) async -> DownloadError {
        let retryAfter = response.headers.first(name: "retry-after").flatMap { RetryAfter.pause($0, now: now()) }
        let error = DownloadError.status(response.status.code, retryAfter: retryAfter)
        if let retryAfter, error.isTransient { await gate.pause(address.host, for: min(retryAfter, .seconds(3600))) }
        return error
    }
}
