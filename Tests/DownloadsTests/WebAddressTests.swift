import Testing

@testable import Downloads

@Suite struct WebAddressTests {
    @Test(arguments: [
        ("http://example.org", "http://example.org/"), ("HTTPS://Example.ORG:443/A?b#c", "https://example.org/A?b"),
        ("  https://example.org/meet.pdf\n", "https://example.org/meet.pdf"), ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("http://example.org:080/a", "http://example.org/a"), ("http://example.org:/a", "http://example.org/a"),
        ("http://example.org./a", "http://example.org/a"), ("http://example.org?a=b", "http://example.org/?a=b"),
        ("http://example.org/heat sheet.pdf", "http://example.org/heat%20sheet.pdf"),
        ("http://example.org/heat%20sheet.pdf", "http://example.org/heat%20sheet.pdf"),
        ("http://example.org/100%", "http://example.org/100%25"),
        ("http://example.org/ü?ö", "http://example.org/%C3%BC?%C3%B6"), ("http://example.org/a/../b/./c/..", "http://example.org/b/"),
        ("http://example.org/../../a", "http://example.org/a"), ("http://example.org/%2e%2E/a", "http://example.org/a"),
        ("http://example.org/a?b=/../c", "http://example.org/a?b=/../c"), ("http://exa%6Dple.org/", "http://example.org/"),
        ("http://bücher.example.org/", "http://xn--bcher-kva.example.org/"),
        ("http://BÜCHER.example.org", "http://xn--bcher-kva.example.org/"),
        ("http://faß.example.org/", "http://xn--fa-hia.example.org/"), ("http://例え.jp/", "http://xn--r8jz45g.jp/"),
        ("http://ｅｘａｍｐｌｅ．ｏｒｇ/", "http://example.org/"), ("http://example。org/", "http://example.org/"),
        ("http://exa\u{AD}mple.org/", "http://example.org/"), ("http://a_b.example.org/", "http://a_b.example.org/"),
        ("http://[2606:4700::1111]/a", "http://[2606:4700::1111]/a"),
        ("http://[2606:4700:0:0:0:0:0:1111]:8080", "http://[2606:4700::1111]:8080/"),
    ])
    func `an address is read as a browser reads it`(text: String, written: String) throws {
        let address = try WebAddress(text)
        #expect("\(address)" == written)
        #expect(try WebAddress(written) == address)
    }

    @Test(arguments: [
        "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7F.1", "0x7f.0.0.0x1", "0177.0.0.1", "0177.0.0.01", "017700000001",
        "127.0.0.1.", "0x7f.0x0.0x0.0x1", "127.0x1", "127.65793.", "%31%32%37.0.0.1", "127%2e0%2e0%2e1", "１２７.０.０.１", "127。0。0。1",
        "①②⑦.0.0.1",
        "127.0.0.\u{AD}1", "0x7f000001.", "00000177.0.0.1",
    ])
    func `every notation of the loopback address is one`(host: String) throws {
        let address = try WebAddress("http://\(host)/")
        guard case .address(let number) = address.host else {
            Issue.record("\(host) was taken for a name")
            return
        }
        #expect(AddressPolicy.refusal(of: number) == .loopback)
    }

    @Test(arguments: [
        "[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0000:0000:0000:0000:0000:ffff:7f00:0001]", "[::127.0.0.1]",
        "[64:ff9b::127.0.0.1]", "[2002:7f00:1::]", "[fe80::1]", "[fc00::1]", "169.254.169.254", "0xA9FEA9FE", "2852039166",
        "0251.0376.0251.0376",
        "10.1", "192.168.257", "0", "0.0.0.0", "4294967295", "[::]", "[fd00:ec2::254]",
    ])
    func `every notation of an address that is refused is known for it`(host: String) throws {
        guard case .address(let number) = try WebAddress("http://\(host)/").host else {
            Issue.record("\(host) was taken for a name")
            return
        }
        #expect(AddressPolicy.refusal(of: number) != nil)
    }

    @Test(arguments: [
        "", " ", "example.org", "//example.org", "ftp://example.org", "file:///etc/passwd", "javascript:alert(1)", "data:text/plain,a",
        "gopher://example.org", "http:example.org", "http:/example.org", "http://", "http:///a", "http://?a", "http://#",
        "http://user@example.org",
        "http://user:secret@example.org", "http://@example.org", "http://example.org@127.0.0.1", "http://example.org\\@127.0.0.1",
        "http:\\\\example.org", "http://example.org\\.evil.org/", "http://exa mple.org", "http://example.org:0", "http://example.org:65536",
        "http://example.org:-80", "http://example.org:8o", "http://example.org:80:80", "http://example.org:+80", "http://exam\nple.org/",
        "http://example.org/\r\nHost: other", "http://example.org/\ta", "http://example.org/\u{0}a", "http://exa%00mple.org",
        "http://exa%2Fmple.org",
        "http://exa%mple.org", "http://exa%FFmple.org", "http://example..org", "http://.example.org", "http://-a.example.org",
        "http://a-.example.org",
        "http://127.0.0.256", "http://127.0.0.1.1", "http://256.1", "http://0x100000000", "http://4294967296", "http://127.0.0.08",
        "http://1.2.3.4.0x5",
        "http://127..1", "http://a.1", "http://example.0x7f", "http://example.123", "http://[::1", "http://::1/", "http://[::1%25eth0]/",
        "http://[127.0.0.1]/",
        "http://[::1]a/", "http://[::1]:x/", "http://[1:2]/", "http://localhost", "http://localhost:8080/", "http://LOCALHOST.",
        "http://a.localhost/",
        "http://printer", "http://intranet/", "http://router.local", "http://a.internal", "http://metadata.google.internal/",
        "http://nas.home.arpa",
        "http://nas.lan", "http://a.onion", "http://☃.example.org", "http://a\u{202E}b.example.org", "http://exa<mple.org",
        "http://a|b.example.org",
        "http://\(String(repeating: "a", count: 64)).org", "http://\(String(repeating: "a.", count: 127))org", "http://ℓocalhost/",
        "http://example.org/\(String(repeating: "a", count: 5000))",
    ])
    func `what could mean something else to somebody else is refused`(text: String) {
        let error = #expect(throws: DownloadError.self) { try WebAddress(text) }
        #expect(error?.code == .blocked && error?.isTransient == false)
        #expect(error?.message.contains("secret") == false)
    }

    @Test(arguments: [
        ("b.pdf", "http://example.org:8080/x/b.pdf"), ("/b.pdf", "http://example.org:8080/b.pdf"),
        ("../b.pdf", "http://example.org:8080/b.pdf"),
        ("?c=d", "http://example.org:8080/x/a.html?c=d"), ("#c", "http://example.org:8080/x/a.html?q=1"),
        ("", "http://example.org:8080/x/a.html?q=1"),
        ("//other.org/b", "http://other.org/b"), ("https://other.org", "https://other.org/"), ("HTTP://127.0.0.1/", "http://127.0.0.1/"),
        ("b:c/d", nil), ("a/b:c", "http://example.org:8080/x/a/b:c"), ("file:///etc/passwd", nil), ("\\\\127.0.0.1\\a", nil),
        ("/\\127.0.0.1/", nil),
        ("//user@other.org/", nil), ("//localhost/", nil), ("b\r\nc", nil),
    ])
    func `a reference leads where a browser would go, or nowhere`(reference: String, expected: String?) throws {
        let base = try WebAddress("http://example.org:8080/x/a.html?q=1")
        if let expected {
            #expect(try "\(base.resolving(reference))" == expected)
        } else {
            #expect(throws: DownloadError(.blocked, transient: false, "", reason: "")) { try base.resolving(reference) }
        }
    }

    @Test func `parameters of the query are found and decoded`() throws {
        let address = try WebAddress("http://example.org/?a=1&b=x%20y+z&c&a=2&d=%")
        #expect(address.parameter("a") == "1" && address.parameter("b") == "x y z" && address.parameter("c") == "")
        #expect(address.parameter("e") == nil)
    }

    @Test func `no text makes reading fail in another way than by an error`() {
        var state: UInt64 = 42
        let alphabet = Array("http://[]:@#?%.\\-x0127afü。１\u{0}\u{202E}é&=+ ")
        for _ in 0..<20_000 {
            var text = "http://"
            for _ in 0..<12 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text.append(alphabet[Int(state >> 33) % alphabet.count])
            }
            if let address = try? WebAddress(text) {
                let again = try? WebAddress("\(address)")
                #expect(again == address, "\(text) became \(address)")
            }
        }
    }
}
