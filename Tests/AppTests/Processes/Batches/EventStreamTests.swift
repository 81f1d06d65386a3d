import Database
import DatabaseTesting
import Foundation
import LoopbackServer
import Testing

/// Clients of event streams that come and go, or come and take nothing.
@Suite struct EventStreamTests {
    /// Documents that fail at once: whenever they are tried again, the worker has something to tell of each.
    private static let refused = (0..<14).map { "http://127.0.0.1:1/\($0).pdf" }

    private static func request(_ id: String, after cursor: Int) -> String {
        "GET /api/batch/\(id)/stream HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: \(cursor)\r\n\r\n"
    }

    /// The ids of the events in what came of a stream. A last line may be cut off.
    private static func ids(in text: String) -> [Int] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).dropLast().compactMap {
            $0.hasPrefix("id: ") ? Int($0.dropFirst(4)) : nil
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a client that goes and comes back 1,000 times misses nothing and gets nothing twice`(backend: TestBackend) async throws {
        try await ServiceWorld.with(backend) { world in
            // Where there can be two servers, it comes back to the other one.
            var servers = [try await world.start()]
            if backend == .postgres { servers.append(try await world.start()) }
            let clients = try servers.map { try ServiceClient($0) }
            let id = try await clients[0].create(files: try Documents.sheets(1), urls: Self.refused)
            var ids: [Int] = []
            var (connections, ends) = (0, 0)
            while true {
                let client = clients[connections % clients.count]
                let request = Self.request(id, after: ids.last ?? 0)
                // One event, or the beginning of it, and it is gone. Nil: there is nothing more to come.
                let some: [Int]? = try await RawConnection.run(to: client.port) { exchange in
                    try await exchange.send(request)
                    if try await exchange.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 204 ") { return nil }
                    return Self.ids(in: try await exchange.read(until: "\ndata: "))
                }
                connections += 1
                ids += some ?? []
                guard some == nil else { continue }
                ends += 1
                if connections >= 1000 { break }
                #expect(try await client.post("/api/batch/\(id)/retry").status == 202)
            }
            #expect(connections >= 1000 && ends > 10)
            for server in servers { try await server.stop() }
            try await world.withDatabase { database in
                let last: Int? = try await database.value("SELECT last_event_id FROM processing_batches")
                #expect(ids == Array(1...(last ?? 0)))
            }
        }
    }

    @Test func `a reader that takes nothing is let go, while all others are served`() async throws {
        let gate = TestGate()
        try await LoopbackServer.run { _, _ in
            try await gate.pass()
            return [try .sheet()]
        } _: { site in
            try await ServiceWorld.with(.sqlite, site.exception) { world in
                let server = try await world.start()
                let client = try ServiceClient(server)
                // One document keeps the batch from ending for as long as it is held.
                let id = try await client.create(urls: Self.refused + [site.url("held.pdf")])
                let reader = Task {
                    try await RawConnection.run(to: client.port) { exchange in
                        try await exchange.send(Self.request(id, after: 0))
                        return Self.ids(in: try await exchange.readToEnd())
                    }
                }
                let taken = try await RawConnection.run(to: client.port, window: 4096) { exchange in
                    try await exchange.send(Self.request(id, after: 0))
                    _ = try await exchange.read(until: "\r\n\r\n")
                    // Far more than the system holds for it on the way.
                    for _ in 0..<25 {
                        _ = try await client.batch(id) { $0.failedPdfs == Self.refused.count }
                        #expect(try await client.post("/api/batch/\(id)/retry").status == 202)
                    }
                    try await Waiting.until(within: .seconds(60), "the end of its patience") {
                        let health = try await client.get("/api/health")
                        #expect(health.status == 200)
                        return server.logText.contains("An event stream is cut off: its reader takes nothing") ? true : nil
                    }
                    return Self.ids(in: (try? await exchange.readToEnd()) ?? "")
                }
                await gate.open()
                let batch = try await client.end(of: id)
                #expect(batch.status == "partial" && batch.completedPdfs == 1)
                let all = try await reader.value
                #expect(all.count > 25 * 2 * Self.refused.count && all == Array(1...all.count))
                #expect(taken == Array(all.prefix(taken.count)) && taken.count < all.count)
                // It may come back for the rest.
                let request = Self.request(id, after: taken.count)
                let rest = try await RawConnection.run(to: client.port) { exchange in
                    try await exchange.send(request)
                    return Self.ids(in: try await exchange.readToEnd())
                }
                #expect(rest == Array(all.dropFirst(taken.count)))
                try await server.stop()
                let last: Int? = try await world.withDatabase { try await $0.value("SELECT last_event_id FROM processing_batches") }
                #expect(last == all.count)
            }
        }
    }
}
