import AsyncHTTPClient
import FormsTesting
import Foundation
import NIOCore
import NIOHTTP1
import Web

/// An answer, read to its end.
struct TestAnswer: Sendable {
    var status: Int
    var headers: HTTPHeaders
    var body: ByteBuffer

    var text: String { String(buffer: body) }

    subscript(header: String) -> String? { headers.first(name: header) }

    /// The body as JSON; nil when it is none.
    var json: TestJSON? {
        (try? JSONSerialization.jsonObject(with: Data(body.readableBytesView), options: .fragmentsAllowed)).map(TestJSON.init)
    }
}

/// A JSON value to look into: `answer.json?["batch"]["jobs"][0]["status"].text`.
struct TestJSON: @unchecked Sendable {
    let value: Any?

    init(_ value: Any?) { self.value = value }

    subscript(member: String) -> TestJSON { TestJSON((value as? [String: Any])?[member]) }
    subscript(index: Int) -> TestJSON {
        guard let array = value as? [Any], array.indices.contains(index) else { return TestJSON(nil) }
        return TestJSON(array[index])
    }

    var text: String? { value as? String }
    var int: Int? { value as? Int }
    var bool: Bool? { value as? Bool }
    var array: [TestJSON]? { (value as? [Any])?.map(TestJSON.init) }
    var isNull: Bool { value is NSNull }
    var members: Set<String> { Set((value as? [String: Any])?.keys.map { $0 } ?? []) }
}

extension TestServer {
    func request(
        _ method: HTTPMethod = .GET, _ path: String, headers: [String: String] = [:], body: ByteBuffer? = nil
    ) async throws -> TestAnswer {
        var request = HTTPClientRequest(url: address + path)
        request.method = method
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        if let body { request.body = .bytes(body) }
        let response = try await client.execute(request, timeout: .seconds(60))
        return TestAnswer(
            status: Int(response.status.code), headers: response.headers, body: try await response.body.collect(upTo: 1 << 26))
    }

    func post(_ path: String, json: String, headers: [String: String] = [:]) async throws -> TestAnswer {
        try await request(
            .POST, path, headers: headers.merging(["Content-Type": "application/json"]) { first, _ in first },
            body: ByteBuffer(string: json))
    }

    /// Sends a form.
    func post(_ path: String, form parts: [FormMaker.Part], headers: [String: String] = [:]) async throws -> TestAnswer {
        try await request(
            .POST, path, headers: headers.merging(["Content-Type": FormMaker.contentType]) { first, _ in first },
            body: ByteBuffer(bytes: FormMaker.body(parts)))
    }
}
