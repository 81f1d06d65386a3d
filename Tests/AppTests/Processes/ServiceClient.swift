import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Testing

/// What a program that uses the API does.
struct ServiceClient {
    struct Job: Decodable, Equatable {
        var id: String
        var status: String
        var stage: String?
        var retryCount: Int
        var errorCode: String?
        var cached: Bool?
    }

    struct Batch: Decodable {
        var id: String
        var status: String
        var completedPdfs: Int
        var failedPdfs: Int
        var totalPdfs: Int
        var jobs: [Job]

        var hasEnded: Bool { !["pending", "processing"].contains(status) }
    }

    struct Answer {
        var status: Int
        var body: String
    }

    struct Failure: Error, CustomStringConvertible { var description: String }

    let address: String

    /// - Parameter address: without a slash at its end.
    init(address: String) { self.address = address }

    init(_ server: ServerProcess) throws {
        guard let address = server.address else { throw Failure(description: "the process has no web role") }
        self.address = address.replacing("localhost", with: "127.0.0.1")
    }

    func get(_ path: String, timeout: TimeAmount = .seconds(20)) async throws -> Answer {
        try await answer(HTTPClientRequest(url: address + path), timeout: timeout)
    }

    /// Begins a batch with files and addresses, and gives its id.
    func create(files: [(name: String, bytes: [UInt8])] = [], urls: [String] = [], swimmer: String = "Yara Brammont") async throws -> String
    {
        let answer = try await post(files: files, urls: urls, swimmer: swimmer)
        guard answer.status == 202 else { throw Failure(description: "\(answer.status): \(answer.body)") }
        struct Created: Decodable { var batchId: String }
        return try JSONDecoder().decode(Created.self, from: Data(answer.body.utf8)).batchId
    }

    func post(files: [(name: String, bytes: [UInt8])], urls: [String], swimmer: String = "Yara Brammont") async throws -> Answer {
        let boundary = "heatsync-test-\(UUID().uuidString)"
        var body = ByteBuffer()
        func part(_ head: String, _ bytes: [UInt8]) {
            body.writeString("--\(boundary)\r\nContent-Disposition: form-data; \(head)\r\n\r\n")
            body.writeBytes(bytes)
            body.writeString("\r\n")
        }
        part("name=\"swimmer\"", Array(swimmer.utf8))
        for url in urls { part("name=\"urls\"", Array(url.utf8)) }
        for file in files {
            part("name=\"files\"; filename=\"\(file.name)\"\r\nContent-Type: application/pdf", file.bytes)
        }
        body.writeString("--\(boundary)--\r\n")
        var request = HTTPClientRequest(url: address + "/api/batch/extract")
        request.method = .POST
        request.headers = ["content-type": "multipart/form-data; boundary=\(boundary)"]
        request.body = .bytes(body)
        return try await answer(request, timeout: .seconds(60))
    }

    func batch(_ id: String) async throws -> Batch {
        let answer = try await get("/api/batch/\(id)")
        guard answer.status == 200 else { throw Failure(description: "\(answer.status): \(answer.body)") }
        struct Found: Decodable { var batch: Batch }
        return try JSONDecoder().decode(Found.self, from: Data(answer.body.utf8)).batch
    }

    /// Waits for the end of a batch.
    func end(of id: String, within limit: Duration = .seconds(60)) async throws -> Batch {
        try await Waiting.until(within: limit, "the end of the batch") {
            let batch = try await self.batch(id)
            return batch.hasEnded ? batch : nil
        }
    }

    func answer(_ request: HTTPClientRequest, timeout: TimeAmount) async throws -> Answer {
        let response = try await HTTPClient.shared.execute(request, timeout: timeout)
        let body = try await response.body.collect(upTo: 16 << 20)
        return Answer(status: Int(response.status.code), body: String(buffer: body))
    }
}

enum Waiting {
    /// What `find` gives in the end; it is asked again and again until it gives something.
    @discardableResult
    static func until<Value>(within limit: Duration, _ what: String, _ find: () async throws -> Value?) async throws -> Value {
        let start = ContinuousClock.now
        while true {
            if let value = try await find() { return value }
            guard ContinuousClock.now - start < limit else {
                throw ServiceClient.Failure(description: "\(what) did not come within \(limit)")
            }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}
