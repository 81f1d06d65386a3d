import Batches
import Database
import DatabaseTesting
import FormsTesting
import Foundation
import LoopbackServer
import NIOCore
import NIOHTTP1
import Testing
import Web

/// What an event stream has said.
struct ReceivedEvents {
    struct Event {
        var id: Int
        var type: String
        var data: String
    }

    var events: [Event] = []
    /// Without the data, whose members have no order.
    var outline: [String] { events.map { "\($0.id) \($0.type)" } }
    var comments = 0
    var retries: [Int] = []

    init(_ text: String) {
        for block in text.components(separatedBy: "\n\n") where !block.isEmpty {
            var fields: [String: String] = [:]
            for line in block.split(separator: "\n") {
                if line.hasPrefix(":") { comments += 1 }
                let halves = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                if halves.count == 2 { fields[String(halves[0])] = String(halves[1].drop { $0 == " " }) }
            }
            if let retry = fields["retry"].flatMap({ Int($0) }) { retries.append(retry) }
            if let id = fields["id"].flatMap({ Int($0) }) {
                events.append(Event(id: id, type: fields["event"] ?? "", data: fields["data"] ?? ""))
            }
        }
    }
}

@Suite("Event streams")
struct StreamTests {
    @Test(arguments: TestBackend.allCases) func `tell a batch from its start to its end, then end`(backend: TestBackend) async throws {
        try await TestServer.run(on: backend, .init(hasWorker: true)) { server in
            let id = try await server.makeBatch()
            let answer = try await server.request(.GET, "/api/batch/\(id)/stream")
            #expect(answer["content-type"] == "text/event-stream; charset=utf-8")
            #expect(answer["x-accel-buffering"] == "no")
            #expect(answer["cache-control"]?.contains("no-store") == true)
            let received = ReceivedEvents(answer.text)
            #expect(received.retries.count == 1 && received.retries.allSatisfy { (1500...4500).contains($0) })
            #expect(received.events.map(\.id) == Array(1...max(1, received.events.count)))
            #expect(received.events.first?.type == "batch_started")
            #expect(received.events.last?.type == "batch_completed")
            #expect(received.events.count { $0.type == "job_completed" } == 3)
            let last = try #require(received.events.last)
            let data = TestJSON(try JSONSerialization.jsonObject(with: Data(last.data.utf8)))
            #expect(data["completedPdfs"].int == 3)
            #expect(data["status"].text == "completed")

            let again = try await server.request(.GET, "/api/batch/\(id)/stream", headers: ["Last-Event-ID": "\(last.id)"])
            #expect(again.status == 204)
            let middle = try await server.request(.GET, "/api/batch/\(id)/stream?lastEventId=2")
            #expect(ReceivedEvents(middle.text).outline == Array(received.outline.dropFirst(2)))
            let beyond = try await server.request(.GET, "/api/batch/\(id)/stream?lastEventId=9999")
            #expect(beyond.status == 204)
            for useless in ["abc", "-5", ""] {
                let all = try await server.request(.GET, "/api/batch/\(id)/stream?lastEventId=\(useless)")
                #expect(ReceivedEvents(all.text).outline == received.outline)
            }
        }
    }

    @Test func `begin with the whole batch for a client whose cursor is of no use`() async throws {
        try await TestServer.run { server in
            let id = try await server.makeBatch()
            let frame = try await RawConnection.run(to: server.port) { exchange in
                try await exchange.send("GET /api/batch/\(id)/stream HTTP/1.1\r\nHost: a\r\nLast-Event-ID: 9999\r\n\r\n")
                return try await exchange.read(until: "}\n\n")
            }
            #expect(frame.contains("event: reset\n"))
            #expect(frame.contains("data: {\"batch\": {\"id\": \"\(id)\", \"status\": \"pending\""))
        }
    }

    @Test func `miss and repeat nothing for a client that connects again and again`() async throws {
        try await TestServer.run { server in
            let id = try await server.makeBatch()
            let batch = try #require(BatchID(id))
            let stopped = Mutable(false)
            let worker = Task {
                for _ in 0..<150 {
                    _ = try await server.batches.cancel(batch)
                    _ = try await server.batches.retry(batch)
                }
                _ = try await server.batches.cancel(batch)
                stopped.value = true
            }
            var ids: [Int] = []
            var connections = 0
            var isOver = false
            while true {
                let cursor = ids.last ?? 0
                let some: [Int]? = try await RawConnection.run(to: server.port) { exchange in
                    try await exchange.send("GET /api/batch/\(id)/stream?lastEventId=\(cursor) HTTP/1.1\r\nHost: a\r\n\r\n")
                    if try await exchange.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 204 ") { return nil }
                    // One event, then the connection is cut.
                    let text = try await exchange.read(until: "data: ")
                    return text.split(whereSeparator: \.isNewline).compactMap { $0.hasPrefix("id: ") ? Int($0.dropFirst(4)) : nil }
                }
                connections += 1
                ids += some ?? []
                // The batch ends, and is begun again, over and over: only the last end is the end.
                if some == nil, isOver { break }
                if some == nil {
                    let batch = try await server.batches.status(batch)
                    isOver = stopped.value && batch?.lastEventID == cursor
                }
            }
            try await worker.value
            #expect(connections >= 1000)
            let last: Int? = try await server.database.value("SELECT last_event_id FROM processing_batches WHERE id = \(batch)")
            #expect(ids == Array(1...(last ?? 0)))
        }
    }

    @Test func `carry comments while nothing happens, and end when the server stops`() async throws {
        try await TestServer.run(.init(configure: { $0.limits.streamHeartbeat = .milliseconds(50) })) { server in
            let id = try await server.makeBatch()
            let rest = try await RawConnection.run(to: server.port) { exchange in
                try await exchange.send("GET /api/batch/\(id)/stream HTTP/1.1\r\nHost: a\r\n\r\n")
                for _ in 0..<3 { _ = try await exchange.read(until: "\n:\n") }
                await server.shutDown()
                return try await exchange.readToEnd()
            }
            #expect(rest.hasSuffix("0\r\n\r\n"))
        }
    }

    @Test func `all end whole when the server stops, also those that are being written to`() async throws {
        try await TestServer.run(.init(configure: { $0.limits.streamHeartbeat = .milliseconds(1) })) { server in
            let id = try await server.makeBatch()
            let (listening, listener) = AsyncStream.makeStream(of: Void.self)
            try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<200 {
                    group.addTask {
                        try await RawConnection.run(to: server.port) { exchange in
                            try await exchange.send("GET /api/batch/\(id)/stream HTTP/1.1\r\nHost: a\r\n\r\n")
                            _ = try await exchange.read(until: "\n:\n")
                            listener.yield()
                            return try await exchange.readToEnd()
                        }
                    }
                }
                var count = 0
                for await _ in listening {
                    count += 1
                    if count == 200 { break }
                }
                await server.shutDown()
                for try await rest in group { #expect(rest.hasSuffix("0\r\n\r\n")) }
            }
        }
    }

    @Test func `end for a reader that takes nothing, and go on where it was`() async throws {
        let log = CapturedLog()
        let options = TestServer.Options(
            configure: { configuration in
                configuration.limits.streamHeartbeat = .milliseconds(50)
                configuration.limits.streamPatience = .milliseconds(500)
            }, adjust: { $0.logger = log.logger })
        try await TestServer.run(options) { server in
            let id = try await server.makeBatch()
            let batch = try #require(BatchID(id))
            let data = "{\"message\": \"\(String(repeating: "x", count: 400))\"}"
            try await server.database.transaction { connection in
                for event in 1...3000 {
                    try connection.run(
                        "INSERT INTO batch_events (batch_id, id, type, data) VALUES (\(batch), \(event), 'job_retrying', \(data))")
                }
                try connection.run("UPDATE processing_batches SET last_event_id = 3000 WHERE id = \(batch)")
            }
            let text = try await RawConnection.run(to: server.port, window: 4096) { exchange in
                try await exchange.send("GET /api/batch/\(id)/stream HTTP/1.1\r\nHost: a\r\n\r\n")
                // The batch has not ended, so that only the server's patience can end the stream.
                while !log.messages.value.contains("An event stream is cut off: its reader takes nothing") { await Task.yield() }
                return (try? await exchange.readToEnd()) ?? ""
            }
            // The last line may be cut off, in the middle of a number, too.
            let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).dropLast()
            let ids = lines.compactMap { $0.hasPrefix("id: ") ? Int($0.dropFirst(4)) : nil }
            #expect(ids == Array(1...max(1, ids.count)))
            #expect(ids.count < 3000)
            let rest = try await RawConnection.run(to: server.port) { exchange in
                try await exchange.send("GET /api/batch/\(id)/stream?lastEventId=\(ids.count) HTTP/1.1\r\nHost: a\r\n\r\n")
                return try await exchange.read(until: "data: ")
            }
            #expect(rest.contains("id: \(ids.count + 1)\n"))
        }
    }

    @Test func `are not there for a batch that is not`() async throws {
        try await TestServer.run { server in
            let answer = try await server.request(.GET, "/api/batch/11111111-2222-3333-4444-555555555555/stream")
            #expect(answer.status == 404)
        }
    }
}
