import Foundation
import LoopbackServer
import NIOHTTP1
import Testing

@testable import Downloads

/// A server that must never be contacted stands at every loopback address at the port that each of these names.
@Suite struct BlockedAddressTests {
    private func expectBlocked(
        _ address: String, _ client: GuardedClient, sourceLocation: SourceLocation = #_sourceLocation
    ) async {
        let error = await #expect(throws: DownloadError.self, sourceLocation: sourceLocation) { try await client.text(address) }
        #expect(
            error?.code == .blocked && error?.isTransient == false, "\(address): \(String(describing: error))",
            sourceLocation: sourceLocation)
    }

    @Test func `a loopback address is never contacted, in whatever notation, even at a port that is allowed`() async throws {
        try await LoopbackServer.run { _, _ in
            [.answer(.ok, [:], "secret")]
        } _: { server in
            let resolver = try TestResolver([:])
            let client = GuardedClient(policy: AddressPolicy(ports: [server.port]), resolver: resolver)
            for host in [
                "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "127.0.0.1.", "%31%32%37.0.0.1",
                "１２７.０.０.１", "127。0。0。1", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]", "0", "0.0.0.0", "[::]", "localhost", "LOCALHOST.", "a.localhost", "127.0.0.1:\(server.port)@example.org",
                "example.org@127.0.0.1", "user:password@127.0.0.1",
            ] {
                await expectBlocked("http://\(host):\(server.port)/", client)
            }
            #expect(server.connections == 0 && resolver.questions.isEmpty)
        }
    }

    @Test func `a name is judged by what it resolves to, by every one of its addresses`() async throws {
        try await LoopbackServer.run { _, _ in
            [.answer(.ok, [:], "secret")]
        } _: { server in
            let bad = [
                "127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "fe80::1", "fd00::1", "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "0.0.0.0", "224.0.0.1", "100.64.0.1", "168.63.129.16",
            ]
            for address in bad {
                for answer in [[address], ["8.8.8.8", address], [address, "8.8.8.8"]] {
                    let resolver = try TestResolver(["meet.example.org": [answer]])
                    let client = GuardedClient(policy: AddressPolicy(ports: [server.port]), resolver: resolver)
                    await expectBlocked("http://meet.example.org:\(server.port)/", client)
                }
            }
            #expect(server.connections == 0)
        }
    }

    @Test func `an answer that changes after it was judged changes nothing`() async throws {
        try await LoopbackServer.run { _, _ in
            [.answer(.ok, [:], "the sheet")]
        } _: { server in
            // Allowed at first, then one that is not: the connection is to the one that was judged, and nobody asks twice.
            let resolver = try TestResolver(["meet.example.org": [["127.0.0.1"], ["127.0.0.2"]]])
            let client = try GuardedClient.forTests(server, resolver: resolver)
            #expect(try await client.text("http://meet.example.org:\(server.port)/a") == "the sheet")
            #expect(resolver.questions == ["meet.example.org"])
            #expect(server.requests[0].headers.first(name: "host") == "meet.example.org:\(server.port)")
            await expectBlocked("http://meet.example.org:\(server.port)/a", client)
            #expect(server.connections == 1)
        }
    }

    @Test(arguments: [
        "http://127.0.0.2:PORT/", "http://[::1]:PORT/", "//0x7f000002:PORT/", "http://localhost:PORT/", "http://inside.example.org:PORT/",
        "http://169.254.169.254/latest/meta-data/", "http://meet.example.org:22/", "http://user:password@meet.example.org:PORT/",
        "file:///etc/passwd", "gopher://127.0.0.1:PORT/_", "/\\127.0.0.2:PORT/", "http://2130706434:PORT/",
        "http://[::ffff:127.0.0.1]:PORT/",
    ])
    func `a redirect is judged like an address that a user gives`(location: String) async throws {
        try await LoopbackServer.run { _, number in
            [.answer(.found, ["location": location.replacing("PORT", with: "9")], "")]
        } _: { server in
            let resolver = try TestResolver(["meet.example.org": [["127.0.0.1"]], "inside.example.org": [["10.0.0.1"]]])
            var policy = AddressPolicy().allowing(GuardedClient.loopback, port: server.port)
            policy.ports.insert(9)
            let client = GuardedClient(policy: policy, resolver: resolver)
            await expectBlocked("http://meet.example.org:\(server.port)/", client)
            #expect(server.requests.count == 1)
        }
    }

    @Test func `a name that answers differently on the second visit is judged again`() async throws {
        try await LoopbackServer.run { _, _ in
            [.answer(.found, ["location": "/b"], "")]
        } _: { server in
            let resolver = try TestResolver(["meet.example.org": [["127.0.0.1"], ["10.0.0.1"]]])
            await expectBlocked("http://meet.example.org:\(server.port)/", try GuardedClient.forTests(server, resolver: resolver))
            #expect(server.requests.count == 1)
        }
    }

    @Test(arguments: [22, 25, 81, 3306, 5432, 6379, 9200, 11211])
    func `a port where no web pages are is not contacted`(port: Int) async throws {
        let resolver = try TestResolver(["meet.example.org": [["8.8.8.8"]]])
        await expectBlocked("http://meet.example.org:\(port)/", GuardedClient(resolver: resolver))
        #expect(resolver.questions.isEmpty)
    }

    @Test func `messages and reasons repeat neither address nor password`() async throws {
        let client = GuardedClient(resolver: try TestResolver(["meet.example.org": [["10.1.2.3"]]]))
        for address in [
            "http://user:hunter2@meet.example.org/", "http://meet.example.org/hunter2", "http://10.1.2.3/",
            "http://meet.example.org:22/hunter2",
        ] {
            let error = await #expect(throws: DownloadError.self) { try await client.text(address) }
            let text = "\(error?.message ?? "") \(error?.reason ?? "")"
            #expect(!text.contains("hunter2") && !text.contains("example") && !text.contains("10.1"))
        }
    }
}
