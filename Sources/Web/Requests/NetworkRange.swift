import Downloads

/// The addresses that begin with the same bits.
struct NetworkRange: Sendable, Hashable {
    private let address: IPAddress
    private let length: Int

    /// `10.0.0.0/8`, `2001:db8::/32`, or one address.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = parts.first, let address = IPAddress(first) else { return nil }
        let width =
            switch address {
            case .v4: 32
            case .v6: 128
            }
        self.address = address
        if parts.count == 1 {
            length = width
        } else {
            guard let length = Int(parts[1]), (0...width).contains(length) else { return nil }
            self.length = length
        }
    }

    func contains(_ other: IPAddress) -> Bool {
        switch (address, other) {
        case (.v4(let a), .v4(let b)): length == 0 || (a ^ b) >> (32 - length) == 0
        case (.v6(let a), .v6(let b)): length == 0 || (a ^ b) >> UInt128(128 - length) == 0
        default: false
        }
    }
}

extension IPAddress {
    /// Of version 4 if it is such an address written as one of version 6, as a socket for both gives them.
    var unmapped: IPAddress {
        guard case .v6(let number) = self, number >> 32 == 0xFFFF else { return self }
        return .v4(UInt32(truncatingIfNeeded: number))
    }

    /// What one subscriber usually has: an address of version 4, a network of 64 bits of version 6.
    var household: String {
        switch self {
        case .v4: description
        case .v6(let number): IPAddress.v6((number >> 64) << 64).description
        }
    }
}
