import Crypto
import Foundation
import NIOHTTP1

/// AWS Signature Version 4 for requests to S3.
///
/// The hash of the body is part of every signature: bodies are spooled before they are sent, so that it is known, and a store that checks
/// it refuses bytes that changed on the way. `UNSIGNED-PAYLOAD` is used in links only, where the protocol asks for it; signing chunk by
/// chunk, which many stores speak incompletely, is not needed.
struct RequestSigner: Sendable {
    static let unsignedPayload = "UNSIGNED-PAYLOAD"
    static let emptyPayload = Hexadecimal.text(SHA256.hash(data: [UInt8]()))
    private static let algorithm = "AWS4-HMAC-SHA256"

    var credentials: S3Credentials
    var region: String
    var service = "s3"

    /// Adds the headers of the signature. `headers` must hold `Host`, and all of them are signed.
    ///
    /// - Parameters:
    ///   - path: the path as it is sent, percent-encoded.
    ///   - query: names and values before encoding.
    ///   - payload: the SHA-256 of the body in hexadecimal digits.
    func sign(
        _ method: HTTPMethod, path: String, query: [(name: String, value: String)], headers: inout HTTPHeaders, payload: String,
        at time: Date
    ) {
        headers.replaceOrAdd(name: "x-amz-content-sha256", value: payload)
        headers.replaceOrAdd(name: "x-amz-date", value: WireDate.basic(time))
        if let token = credentials.sessionToken { headers.replaceOrAdd(name: "x-amz-security-token", value: token) }
        let signed = Self.canonical(headers)
        let signature = signature(method, path: path, query: Self.canonical(query), headers: signed, payload: payload, at: time)
        headers.replaceOrAdd(
            name: "authorization",
            value:
                "\(Self.algorithm) Credential=\(credentials.accessKey)/\(scope(time)), SignedHeaders=\(signed.names), Signature=\(signature)"
        )
    }

    /// The query string of a link that lets anyone who has it do what the request does.
    func presignedQuery(
        _ method: HTTPMethod, host: String, path: String, query: [(name: String, value: String)], seconds: Int, at time: Date
    ) -> String {
        var query = query
        query.append(("X-Amz-Algorithm", Self.algorithm))
        query.append(("X-Amz-Credential", "\(credentials.accessKey)/\(scope(time))"))
        query.append(("X-Amz-Date", WireDate.basic(time)))
        query.append(("X-Amz-Expires", String(seconds)))
        if let token = credentials.sessionToken { query.append(("X-Amz-Security-Token", token)) }
        query.append(("X-Amz-SignedHeaders", "host"))
        let canonical = Self.canonical(query)
        let signature = signature(
            method, path: path, query: canonical, headers: Self.canonical(["host": host]), payload: Self.unsignedPayload, at: time)
        return "\(canonical)&X-Amz-Signature=\(signature)"
    }

    /// The query as it is signed, which is also how it is sent.
    static func canonical(_ query: [(name: String, value: String)]) -> String {
        let encoded = query.map { (name: PercentEncoding.encode($0.name), value: PercentEncoding.encode($0.value)) }
        let sorted = encoded.sorted { $0.name == $1.name ? $0.value < $1.value : $0.name < $1.name }
        return sorted.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    }

    private static func canonical(_ headers: HTTPHeaders) -> (names: String, lines: String) {
        var values: [String: [String]] = [:]
        for (name, value) in headers {
            values[name.lowercased(), default: []].append(value.split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " "))
        }
        let sorted = values.sorted { $0.key < $1.key }
        return (
            sorted.map(\.key).joined(separator: ";"), sorted.map { "\($0.key):\($0.value.joined(separator: ","))\n" }.joined()
        )
    }

    private func signature(
        _ method: HTTPMethod, path: String, query: String, headers: (names: String, lines: String), payload: String, at time: Date
    ) -> String {
        let request = [method.rawValue, path, query, headers.lines, headers.names, payload].joined(separator: "\n")
        let digest = Hexadecimal.text(SHA256.hash(data: Array(request.utf8)))
        let text = [Self.algorithm, WireDate.basic(time), scope(time), digest].joined(separator: "\n")
        var key = SymmetricKey(data: Array("AWS4\(credentials.secretKey)".utf8))
        for step in [String(WireDate.basic(time).prefix(8)), region, service, "aws4_request"] {
            key = SymmetricKey(data: Array(HMAC<SHA256>.authenticationCode(for: Array(step.utf8), using: key)))
        }
        return Hexadecimal.text(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
    }

    private func scope(_ time: Date) -> String {
        "\(WireDate.basic(time).prefix(8))/\(region)/\(service)/aws4_request"
    }
}
