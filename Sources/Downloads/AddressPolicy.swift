/// Which addresses and ports a download may go to. It decides and does nothing, so that every address can be tried on it.
package struct AddressPolicy: Sendable, Hashable {
    /// Why an address is not to be contacted.
    package enum Refusal: String, Sendable, Hashable, CaseIterable {
        case loopback
        case privateNetwork
        case linkLocal
        /// Where clouds tell a machine its secrets.
        case metadata
        case multicast
        /// An address that stands for one of version 4, or is the end of a tunnel.
        case embedded
        /// Everything else that is no address of a public machine.
        case reserved
    }

    /// One address and port that may be contacted although the rules say no.
    package struct Exception: Sendable, Hashable {
        package var address: IPAddress
        package var port: Int
    }

    /// The ports that may be contacted.
    package var ports: Set<Int>
    /// Empty outside of tests and of networks that keep their heat sheets on a machine of their own.
    package var exceptions: Set<Exception>

    package init(ports: Set<Int> = [80, 443, 8080, 8443], exceptions: Set<Exception> = []) {
        self.ports = ports
        self.exceptions = exceptions
    }

    /// This policy with one more address and port allowed.
    package func allowing(_ address: IPAddress, port: Int) -> AddressPolicy {
        var policy = self
        policy.exceptions.insert(Exception(address: address, port: port))
        return policy
    }

    /// Whether there is any address at which this port may be contacted.
    package func allows(port: Int) -> Bool {
        ports.contains(port) || exceptions.contains { $0.port == port }
    }

    /// Why this address must not be contacted at this port; nil when it may be.
    package func refusal(of address: IPAddress, port: Int) -> Refusal? {
        if exceptions.contains(Exception(address: address, port: port)) { return nil }
        return Self.refusal(of: address) ?? (ports.contains(port) ? nil : .reserved)
    }

    /// Why this address is none of a public machine; nil when it is.
    package static func refusal(of address: IPAddress) -> Refusal? {
        switch address {
        case .v4(let number): version4.first { $0.contains(number) }?.refusal
        case .v6(let number): refusal(ofVersion6: number)
        }
    }

    private static func refusal(ofVersion6 number: UInt128) -> Refusal? {
        // Behind DNS64 every version 4 host has such an address, so that what counts is the one inside.
        if nat64.contains(number) { return refusal(of: .v4(UInt32(truncatingIfNeeded: number))) }
        if let block = version6.first(where: { $0.contains(number) }) { return block.refusal }
        // Interface identifiers of ISATAP hold an address of version 4.
        if UInt32(truncatingIfNeeded: number >> 32) & 0xFDFF_FFFF == 0x0000_5EFE { return .embedded }
        return globalUnicast.contains(number) ? nil : .reserved
    }

    private struct Block<Number: FixedWidthInteger & Sendable>: Sendable {
        var first: Number
        var length: Int
        var refusal: Refusal?

        func contains(_ number: Number) -> Bool {
            (number ^ first) >> Number(Number.bitWidth - length) == 0
        }
    }

    private static func block(_ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32, _ length: Int, _ refusal: Refusal) -> Block<UInt32> {
        Block(first: a << 24 | b << 16 | c << 8 | d, length: length, refusal: refusal)
    }

    private static func block(_ groups: [UInt128], _ length: Int, _ refusal: Refusal?) -> Block<UInt128> {
        var first: UInt128 = 0
        for (place, group) in groups.enumerated() { first |= group << UInt128(112 - 16 * place) }
        return Block(first: first, length: length, refusal: refusal)
    }

    /// IANA's registry of special addresses of version 4, and the machines of clouds that stand outside of it.
    private static let version4: [Block<UInt32>] = [
        block(169, 254, 169, 254, 32, .metadata),
        block(169, 254, 170, 2, 32, .metadata),  // task credentials of Amazon's containers
        block(100, 100, 100, 200, 32, .metadata),  // Alibaba
        block(192, 0, 0, 192, 32, .metadata),  // Oracle
        block(168, 63, 129, 16, 32, .metadata),  // Azure, a public address
        block(0, 0, 0, 0, 8, .reserved),
        block(10, 0, 0, 0, 8, .privateNetwork),
        block(100, 64, 0, 0, 10, .privateNetwork),  // carriers' networks
        block(127, 0, 0, 0, 8, .loopback),
        block(169, 254, 0, 0, 16, .linkLocal),
        block(172, 16, 0, 0, 12, .privateNetwork),
        block(192, 0, 0, 0, 24, .reserved),
        block(192, 0, 2, 0, 24, .reserved),  // documentation
        block(192, 31, 196, 0, 24, .reserved),
        block(192, 52, 193, 0, 24, .reserved),
        block(192, 88, 99, 0, 24, .embedded),  // relays of 6to4
        block(192, 168, 0, 0, 16, .privateNetwork),
        block(192, 175, 48, 0, 24, .reserved),
        block(198, 18, 0, 0, 15, .reserved),  // benchmarks
        block(198, 51, 100, 0, 24, .reserved),  // documentation
        block(203, 0, 113, 0, 24, .reserved),  // documentation
        block(224, 0, 0, 0, 4, .multicast),
        block(240, 0, 0, 0, 4, .reserved),
    ]

    private static let globalUnicast = block([0x2000], 3, nil)
    private static let nat64 = block([0x64, 0xFF9B], 96, nil)

    /// What of version 6 has a name. Outside of `2000::/3` everything is refused, named or not.
    private static let version6: [Block<UInt128>] = [
        block([0, 0, 0, 0, 0, 0, 0, 1], 128, .loopback),
        block([0, 0, 0, 0, 0, 0, 0, 0], 128, .reserved),
        block([0, 0, 0, 0, 0, 0xFFFF], 96, .embedded),  // mapped
        block([0, 0, 0, 0, 0xFFFF, 0], 96, .embedded),  // translated
        block([0, 0, 0, 0, 0, 0], 96, .embedded),  // compatible
        block([0x64, 0xFF9B, 1], 48, .embedded),  // NAT64 of a local network
        block([0x100], 64, .reserved),  // discarded
        block([0x2001, 0], 32, .embedded),  // Teredo
        block([0x2001, 0], 23, .reserved),  // protocol assignments
        block([0x2001, 0xDB8], 32, .reserved),  // documentation
        block([0x2002], 16, .embedded),  // 6to4
        block([0x3FFF], 20, .reserved),  // documentation
        block([0xFD00, 0xEC2, 0, 0, 0, 0, 0, 0x254], 128, .metadata),  // Amazon
        block([0xFD20, 0xCE, 0, 0, 0, 0, 0, 0x254], 128, .metadata),  // Google
        block([0xFC00], 7, .privateNetwork),
        block([0xFE80], 10, .linkLocal),
        block([0xFEC0], 10, .privateNetwork),  // site-local
        block([0xFF00], 8, .multicast),
    ]
}
