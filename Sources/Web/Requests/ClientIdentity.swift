import Crypto
import Downloads
import Multipart

/// Whose request it is, as far as limits and quotas go: the address it comes from.
package struct ClientIdentity: Sendable, Hashable {
    /// The client's address as text; nil where there is none, as on a unix socket.
    package let address: String?

    package init(address: String?) {
        self.address = address
    }

    /// Names the client in counters: no address can be read from it. Addresses of IPv6 count by the network of 64 bits that a household has.
    package var key: String {
        guard let address else { return "local" }
        let digest = SHA256.hash(data: Array("heatsync client \(IPAddress(address)?.unmapped.household ?? address)".utf8))
        return digest.prefix(12).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}

/// The peers whose `X-Forwarded-For` is believed: networks such as `10.0.0.0/8`, or single addresses. A unix socket is believed too when
/// anything is.
package struct TrustedProxies: Sendable, Hashable {
    private var networks: [NetworkRange] = []

    package init() {}

    /// - Throws: the first text that is no network.
    package init(_ texts: [String]) throws(InvalidNetwork) {
        for text in texts {
            guard let range = NetworkRange(text) else { throw InvalidNetwork(text: text) }
            networks.append(range)
        }
    }

    package struct InvalidNetwork: Error, Hashable {
        package var text: String
    }

    private func trusts(_ address: String) -> Bool {
        guard let address = IPAddress(address)?.unmapped else { return false }
        return networks.contains { $0.contains(address) }
    }

    /// The client of a request that came from `peer`: the last address of `forwardedFor` that is not a trusted proxy's own. What stands
    /// before it could have been written by anybody.
    package func client(peer: String?, forwardedFor: [String]) -> ClientIdentity {
        let peer = peer.map { IPAddress($0)?.unmapped.description ?? $0 }
        guard !networks.isEmpty, peer.map(trusts) ?? true else { return ClientIdentity(address: peer) }
        var client = peer
        for hop in forwardedFor.flatMap({ $0.split(separator: ",") }).reversed() {
            guard let address = IPAddress(Self.host(hop))?.unmapped else { break }
            client = address.description
            if !trusts(address.description) { break }
        }
        return ClientIdentity(address: client)
    }

    /// A hop may carry a port (`192.0.2.1:4711`, `[2001:db8::1]:4711`).
    private static func host(_ hop: Substring) -> String {
        let hop = hop.trimmed
        if hop.hasPrefix("[") { return String(hop.dropFirst().prefix { $0 != "]" }) }
        return hop.count(where: { $0 == ":" }) == 1 ? String(hop.prefix { $0 != ":" }) : String(hop)
    }
}
