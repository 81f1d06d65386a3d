import AsyncHTTPClient
import DatabaseTesting
import Foundation
import NIOCore
import NIOHTTP1
import Testing

/// A file store that clients may fetch documents from.
@Suite struct DocumentLinkTests {
    @Test(arguments: [true, false])
    func `documents come from the store where that is wanted, else through the server`(hasLinks: Bool) async throws {
        let store = try await S3Store.start()
        try await ServiceWorld.with(.sqlite, store: store.url + (hasLinks ? "&links=on" : "")) { world in
            let server = try await world.start()
            let client = try ServiceClient(server)
            let sheet = try Documents.samples()[0]
            let batch = try await client.end(of: try await client.create(files: [sheet]))
            let path = "/api/batch/\(batch.id)/documents/\(batch.jobs[0].id)"

            var settings = HTTPClient.Configuration()
            settings.redirectConfiguration = .disallow
            let http = HTTPClient(configuration: settings)
            var response = try await http.execute(HTTPClientRequest(url: client.address + path), timeout: .seconds(20))
            if hasLinks {
                #expect(response.status == .temporaryRedirect)
                #expect(response.headers.first(name: "cache-control") == "no-store")
                let link = try #require(response.headers.first(name: "location"))
                #expect(link.contains("X-Amz-Expires=300") && !link.hasPrefix(client.address))
                response = try await http.execute(HTTPClientRequest(url: link), timeout: .seconds(20))
            }
            #expect(response.status == .ok)
            #expect(Array(try await response.body.collect(upTo: 1 << 20).readableBytesView) == sheet.bytes)
            // What the server has to make of it comes from the server.
            #expect(try await client.get(path + "/marked.pdf").body.hasPrefix("%PDF-"))
            try await http.shutdown()
            try await server.stop()
        }
        await store.stop()
    }
}
