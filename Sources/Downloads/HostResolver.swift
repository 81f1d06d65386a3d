#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Finds the addresses of a name. It is asked once for each connection.
package protocol HostResolver: Sendable {
    /// The addresses in the order in which they are to be tried.
    ///
    /// - Throws: `HostResolverError`.
    func addresses(of name: String) async throws -> [IPAddress]
}

package enum HostResolverError: Error, Sendable {
    /// There is no such name, or it has no address.
    case unknown
    /// The name service does not answer.
    case failed
}

/// Asks the system.
package struct SystemResolver: HostResolver {
    private let threads: LookupThreads
    private let ask: @Sendable (String) throws -> [IPAddress]

    package init() { self.init(threads: .shared) { name in try Self.ask(name) } }

    /// - Parameter ask: blocks the thread that it is called on, for as long as the name service takes.
    init(threads: LookupThreads, ask: @escaping @Sendable (String) throws -> [IPAddress]) {
        self.threads = threads
        self.ask = ask
    }

    package func addresses(of name: String) async throws -> [IPAddress] {
        try await threads.run { [ask] in try ask(name) }
    }

    private static func ask(_ name: String) throws(HostResolverError) -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        #if canImport(Darwin)
            hints.ai_socktype = SOCK_STREAM
        #else
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #endif
        var list: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(name, nil, &hints, &list)
        guard status == 0 else { throw unknown.contains(status) ? .unknown : .failed }
        defer { freeaddrinfo(list) }
        var addresses: [IPAddress] = []
        var next = list
        while let entry = next?.pointee {
            // One that cannot be read is kept as an address that is refused, rather than passed over.
            addresses.append(address(entry) ?? .v4(0))
            next = entry.ai_next
        }
        guard !addresses.isEmpty else { throw .unknown }
        return addresses
    }

    #if canImport(Darwin)
        private static let unknown = [EAI_NONAME]
    #else
        /// The second is EAI_NODATA: a name without addresses.
        private static let unknown = [EAI_NONAME, -5]
    #endif

    private static func address(_ entry: addrinfo) -> IPAddress? {
        guard let socket = entry.ai_addr else { return nil }
        switch entry.ai_family {
        case AF_INET:
            return socket.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { .v4(UInt32(bigEndian: $0.pointee.sin_addr.s_addr)) }
        case AF_INET6:
            return socket.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { pointer in
                withUnsafeBytes(of: pointer.pointee.sin6_addr) { .v6($0.reduce(0) { $0 << 8 | UInt128($1) }) }
            }
        default:
            return nil
        }
    }
}
