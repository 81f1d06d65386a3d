/// An address of the Internet protocol, version 4 or 6, as a number.
package enum IPAddress: Hashable, Sendable {
    case v4(UInt32)
    case v6(UInt128)
}
