import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

extension ServiceClient {
    /// Where it answers, for connections by hand.
    var port: Int { address.split(separator: ":").last.flatMap { Int($0) } ?? 0 }

    /// A request without a body, as to cancel or retry.
    func post(_ path: String) async throws -> Answer {
        var request = HTTPClientRequest(url: address + path)
        request.method = .POST
        return try await answer(request, timeout: .seconds(20))
    }

    struct Results: Decodable {
        struct Race: Decodable { var event: String }
        struct Source: Decodable {
            var status: String
            var usedLines: Int
        }

        var races: [Race]
        /// The documents, in their order.
        var sources: [Source]
    }

    func results(of id: String) async throws -> Results {
        let answer = try await get("/api/batch/\(id)/results")
        guard answer.status == 200 else { throw Failure(description: "\(answer.status): \(answer.body)") }
        return try JSONDecoder().decode(Results.self, from: Data(answer.body.utf8))
    }

    /// Waits until a batch is as wanted.
    func batch(_ id: String, is wanted: (Batch) -> Bool) async throws -> Batch {
        try await Waiting.until(within: .seconds(30), "a state of the batch") {
            let batch = try await self.batch(id)
            return wanted(batch) ? batch : nil
        }
    }
}
