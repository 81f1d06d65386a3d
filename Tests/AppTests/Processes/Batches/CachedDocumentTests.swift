import DatabaseTesting
import Foundation
import LoopbackServer
import Testing

/// Documents that come again.
@Suite struct CachedDocumentTests {
    @Test(arguments: TestBackend.allCases)
    func `the same PDF is read once, whoever is asked for, however it comes, and whichever process gets it`(
        backend: TestBackend
    ) async throws {
        let sheet = try Documents.sheets(1)[0]
        try await LoopbackServer.run { _, _ in
            [.pdf(sheet.bytes)]
        } _: { site in
            try await ServiceWorld.with(backend, site.exception) { world in
                let web = try await world.start("web")
                let client = try ServiceClient(web)
                let first = try await world.start("worker")
                let twice = try await client.create(files: [sheet, ("again.pdf", sheet.bytes)])
                let once = try await client.end(of: twice)
                #expect(once.status == "completed" && once.jobs.compactMap(\.cached).sorted { !$0 && $1 } == [false, true])
                #expect(try await client.results(of: twice).races.count == 2)

                let other = try await client.create(files: [("other.pdf", sheet.bytes)], swimmer: "Nobody Known")
                #expect(try await client.end(of: other).jobs.map(\.cached) == [true])
                try await first.stop()

                // Another process has nothing in memory, and no reader that it could ask.
                let second = try await world.start("worker", ["HEATSYNC_PDF_READER": "/bin/false"])
                let later = try await client.create(files: [sheet], urls: [site.url("sheet.pdf")])
                let end = try await client.end(of: later)
                #expect(end.status == "completed" && end.jobs.map(\.cached) == [true, true], "\(end)")
                #expect(try await client.results(of: later).races.count == 2)
                // That is what becomes of one that is new.
                let new = try await client.create(files: try Documents.sheets(1))
                #expect(try await client.end(of: new).jobs.map(\.cached) == [false])
                try await second.stop()
                try await web.stop()
            }
        }
    }
}
