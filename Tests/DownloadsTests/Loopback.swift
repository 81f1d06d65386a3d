import Downloads
import FileStore
import Foundation
import LoopbackServer
import NIOCore
import NIOSSL
import Synchronization
import Testing

/// A name service of a test, which answers each question with the next of its answers, and the last of them for ever.
final class TestResolver: HostResolver {
    private let state: Mutex<(answers: [String: [[IPAddress]]], questions: [String])>

    init(_ answers: [String: [[String]]]) throws {
        let answers = try answers.mapValues { try $0.map { try $0.map { try #require(IPAddress($0)) } } }
        state = Mutex((answers, []))
    }

    var questions: [String] { state.withLock(\.questions) }

    func addresses(of name: String) async throws -> [IPAddress] {
        try state.withLock { state in
            state.questions.append(name)
            guard let answer = state.answers[name]?.first else { throw HostResolverError.unknown }
            if let answers = state.answers[name], answers.count > 1 { state.answers[name] = Array(answers.dropFirst()) }
            return answer
        }
    }
}

extension GuardedClient {
    static let loopback = IPAddress.v4(0x7F00_0001)

    /// A client that may contact this server, and nothing else on this machine, under the names `meet.example.org` and
    /// `other.example.org`.
    static func forTests(
        _ server: LoopbackServer, resolver: TestResolver? = nil, limits: DownloadLimits = DownloadLimits(),
        trust: NIOSSLTrustRoots = .default, connectionsPerHost: Int = 3, time: (@Sendable () -> Duration)? = nil
    ) throws -> GuardedClient {
        let names = try TestResolver(["meet.example.org": [["127.0.0.1"]], "other.example.org": [["127.0.0.1"]]])
        return GuardedClient(
            policy: AddressPolicy().allowing(loopback, port: server.port), resolver: resolver ?? names, limits: limits, trust: trust,
            connectionsPerHost: connectionsPerHost, time: time)
    }

    /// The whole answer as text.
    func text(_ address: String) async throws -> String {
        try await get(WebAddress(address), accept: "*/*") { response in
            var text = ""
            for try await piece in response.body { text += String(buffer: piece) }
            return text
        }
    }
}

func withTemporaryFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "downloads-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder.path)
}
