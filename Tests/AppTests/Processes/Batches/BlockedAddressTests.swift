import AsyncHTTPClient
import DatabaseTesting
import Downloads
import Foundation
import LoopbackServer
import NIOCore
import NIOHTTP1
import Testing

/// What a user must not reach through the server.
@Suite struct BlockedAddressTests {
    /// This machine and others that are none of the public network, in all ways to write them.
    private static let hosts = [
        "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7F.0.0.0x1", "0x7f.1", "0177.0.0.1", "017700000001", "0177.1",
        "127.0.0.1.", "%31%32%37.0.0.1", "１２７.０.０.１", "127。0。0。1", "127.255.255.254", "[::1]", "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "0", "0.0.0.0", "[::]",
        "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "0xa9fea9fe", "2852039166", "[fd00:ec2::254]", "[fe80::1]",
        "100.64.0.1", "224.0.0.1",
    ]
    /// These are seen to be none of the public network before anybody looks for them.
    private static let names = ["localhost", "LOCALHOST.", "a.localhost", "printer.local", "user:password@127.0.0.1"]

    /// Runs `body` with a server at a port that downloads may go to, of which some may be taken: that it is not contacted is for its address.
    private static func withVictim(_ body: @Sendable (LoopbackServer) async throws -> Void) async throws {
        for port in AddressPolicy().ports.sorted(by: >) {
            do {
                return try await LoopbackServer.run(port: port, { _, number in [try .sheet(number)] }, body)
            } catch let error as IOError where [EADDRINUSE, EACCES].contains(error.errnoCode) {
                continue
            }
        }
        throw ServiceClient.Failure(description: "all ports that downloads may go to are taken")
    }

    @Test func `no notation of a local address is contacted, given by a user or by a redirect`() async throws {
        try await Self.withVictim { victim in
            let locations = Self.hosts.map { "http://\($0):\(victim.port)/" } + ["//127.0.0.1:\(victim.port)/"]
            try await LoopbackServer.run { request, _ in
                let number = Int(request.target.dropFirst()) ?? 0
                return [.answer(.found, ["Location": locations[number]])]
            } _: { site in
                // The site alone is allowed.
                let variables = site.exception.merging(["MAX_PDFS_PER_BATCH": "100", "CONCURRENT_JOBS_PER_BATCH": "8"]) { $1 }
                try await ServiceWorld.with(.sqlite, variables) { world in
                    let server = try await world.start()
                    let client = try ServiceClient(server)
                    let given = Self.hosts.map { "http://\($0):\(victim.port)/sheet.pdf" }
                    let redirected = locations.indices.map { site.url("\($0)") }
                    for urls in [given, redirected] {
                        let batch = try await client.end(of: try await client.create(urls: urls))
                        #expect(batch.status == "failed" && batch.failedPdfs == urls.count)
                        for (job, url) in zip(batch.jobs, urls) {
                            #expect(job.errorCode == "BLOCKED_URL" && job.retryCount == 0, "\(url): \(job)")
                        }
                    }
                    for name in Self.names {
                        let answer = try await client.post(files: [], urls: ["http://\(name):\(victim.port)/sheet.pdf"])
                        #expect(answer.status == 400, "\(name): \(answer)")
                    }
                    #expect(site.requests.count == redirected.count)
                    #expect(victim.connections == 0)
                    try await server.stop()
                }
            }
            // It was there all the time.
            let response = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: "http://127.0.0.1:\(victim.port)/"), timeout: .seconds(20))
            #expect(response.status == .ok && victim.connections == 1)
        }
    }
}
