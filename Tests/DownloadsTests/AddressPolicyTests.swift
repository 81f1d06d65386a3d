import Testing

@testable import Downloads

@Suite struct AddressPolicyTests {
    private func refusal(_ text: String) throws -> AddressPolicy.Refusal? {
        AddressPolicy.refusal(of: try #require(IPAddress(text)))
    }

    @Test(arguments: [
        ("127.0.0.1", AddressPolicy.Refusal.loopback), ("127.255.255.255", .loopback), ("10.0.0.0", .privateNetwork),
        ("10.255.255.255", .privateNetwork), ("172.16.0.0", .privateNetwork), ("172.31.255.255", .privateNetwork),
        ("192.168.0.0", .privateNetwork), ("192.168.255.255", .privateNetwork), ("100.64.0.0", .privateNetwork),
        ("100.127.255.255", .privateNetwork), ("169.254.0.1", .linkLocal), ("169.254.169.254", .metadata), ("169.254.170.2", .metadata),
        ("100.100.100.200", .metadata), ("192.0.0.192", .metadata), ("168.63.129.16", .metadata), ("0.0.0.0", .reserved),
        ("0.255.255.255", .reserved), ("192.0.0.1", .reserved), ("192.0.2.1", .reserved), ("198.18.0.0", .reserved),
        ("198.19.255.255", .reserved), ("198.51.100.7", .reserved), ("203.0.113.7", .reserved), ("192.88.99.1", .embedded),
        ("224.0.0.1", .multicast), ("239.255.255.255", .multicast), ("240.0.0.1", .reserved), ("255.255.255.255", .reserved),
        ("::", .reserved), ("::1", .loopback), ("::ffff:8.8.8.8", .embedded), ("::ffff:127.0.0.1", .embedded),
        ("::ffff:0:8.8.8.8", .embedded),
        ("::8.8.8.8", .embedded), ("::127.0.0.1", .embedded), ("64:ff9b::127.0.0.1", .loopback), ("64:ff9b::10.0.0.1", .privateNetwork),
        ("64:ff9b::169.254.169.254", .metadata), ("64:ff9b:1::1", .embedded), ("100::1", .reserved), ("2001::1", .embedded),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", .embedded), ("2001:10::1", .reserved), ("2001:1ff:ffff::1", .reserved),
        ("2001:db8::1", .reserved),
        ("2002:7f00:1::", .embedded), ("2002:808:808::", .embedded), ("3fff::1", .reserved), ("fc00::1", .privateNetwork),
        ("fdff:ffff::1", .privateNetwork), ("fd00:ec2::254", .metadata), ("fd20:ce::254", .metadata), ("fe80::1", .linkLocal),
        ("febf::1", .linkLocal), ("fec0::1", .privateNetwork), ("ff02::1", .multicast), ("1::1", .reserved), ("4000::1", .reserved),
        ("5f00::1", .reserved), ("2a00:1450::5efe:7f00:1", .embedded), ("2a00:1450::200:5efe:10.0.0.1", .embedded),
    ])
    func `an address of no public machine is refused`(text: String, expected: AddressPolicy.Refusal) throws {
        #expect(try refusal(text) == expected)
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0", "192.167.255.255", "192.169.0.0", "198.17.255.255",
        "198.20.0.0", "198.51.99.255", "203.0.114.0", "223.255.255.255", "168.63.129.17", "2001:200::1", "2001:4860:4860::8888", "2003::1",
        "2606:4700::1111", "2a00:1450:4001:81b::200e", "3ffe:ffff::1", "64:ff9b::8.8.8.8",
    ])
    func `an address of a public machine is not`(text: String) throws {
        #expect(try refusal(text) == nil)
    }

    @Test func `of version 4 exactly the registered blocks are refused`() {
        // Every /16 once at its first and last address, judged a second time in the plainest way there is.
        for number in UInt32(0)...65535 {
            for address in [number << 16, number << 16 | 0xFFFF] {
                let a = address >> 24, b = address >> 16 & 255
                let c = address >> 8 & 255
                let isSpecial =
                    a == 0 || a == 10 || a == 127 || a >= 224 || (a == 100 && (64...127).contains(b)) || (a == 169 && b == 254)
                    || (a == 172 && (16...31).contains(b)) || (a == 192 && b == 168) || (a == 198 && (18...19).contains(b))
                    || (a == 192 && b == 0 && c == 0)
                #expect((AddressPolicy.refusal(of: .v4(address)) != nil) == isSpecial, "\(IPAddress.v4(address))")
            }
        }
    }

    @Test func `of version 6 nothing outside the global block is allowed`() {
        for group in UInt128(0)...65535 {
            let allowed = AddressPolicy.refusal(of: .v6(group << 112 | 0x1234_5678 << 32 | 0x9ABC)) == nil
            let isGlobal = (0x2000...0x3FFF).contains(group) && group != 0x2002 && group != 0x2001 && group != 0x3FFF
            #expect(allowed == isGlobal, "\(String(group, radix: 16))")
        }
    }

    @Test func `a public address is allowed at the ports of web pages alone`() {
        let policy = AddressPolicy()
        for port in [80, 443, 8080, 8443] { #expect(policy.refusal(of: .v4(0x0808_0808), port: port) == nil) }
        for port in [1, 22, 25, 81, 5432, 6379, 8000, 65535] {
            #expect(policy.refusal(of: .v4(0x0808_0808), port: port) != nil)
            #expect(!policy.allows(port: port))
        }
        #expect(AddressPolicy(ports: [8000]).refusal(of: .v4(0x0808_0808), port: 8000) == nil)
    }

    @Test func `an exception is one address at one port`() {
        let policy = AddressPolicy().allowing(.v4(0x7F00_0001), port: 9999)
        #expect(policy.refusal(of: .v4(0x7F00_0001), port: 9999) == nil)
        #expect(policy.refusal(of: .v4(0x7F00_0001), port: 80) == .loopback)
        #expect(policy.refusal(of: .v4(0x7F00_0002), port: 9999) == .loopback)
        #expect(policy.refusal(of: .v4(0x0808_0808), port: 9999) == .reserved)
        #expect(policy.refusal(of: .v6(0xFFFF_7F00_0001), port: 9999) == .embedded)
    }
}
