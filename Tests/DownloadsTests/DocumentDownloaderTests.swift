import FileStore
import Foundation
import LoopbackServer
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

@testable import Downloads

@Suite struct DocumentDownloaderTests {
    private static let pdf = "%PDF-1.7\n" + String(repeating: "0123456789abcdef\n", count: 20_000)

    private func run(
        limits: DownloadLimits = DownloadLimits(), _ answer: @escaping LoopbackServer.Handler,
        _ body: @Sendable (DocumentDownloader, any ObjectStore, LoopbackServer) async throws -> Void
    ) async throws {
        try await LoopbackServer.run(answer) { server in
            try await withTemporaryFolder { folder in
                let store = try await DiskStore.open(root: folder + "/files")
                let client = try GuardedClient.forTests(server, limits: limits)
                try await body(DocumentDownloader(client: client, store: store), store, server)
            }
        }
    }

    private func expect(
        _ code: DownloadError.Code, transient: Bool = false, limits: DownloadLimits = DownloadLimits(),
        _ answer: @escaping LoopbackServer.Handler, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        try await run(limits: limits, answer) { downloader, store, server in
            let key = try ObjectKey("documents/a.pdf")
            let error = await #expect(throws: DownloadError.self, sourceLocation: sourceLocation) {
                try await downloader.download("http://meet.example.org:\(server.port)/a.pdf", as: key)
            }
            #expect(error?.code == code && error?.isTransient == transient, sourceLocation: sourceLocation)
            let objects = try await store.list(prefix: "", after: nil, limit: 10).objects
            #expect(objects.isEmpty, sourceLocation: sourceLocation)
        }
    }

    @Test func `a PDF is fetched into the store, and named as its server names it`() async throws {
        try await run { request, _ in
            request.target == "/get"
                ? [.answer(.found, ["location": "/files/other%20name.pdf"], "")]
                : [.answer(.ok, ["content-type": "text/html", "content-disposition": "attachment; filename=\"Heat Sheet.pdf\""], Self.pdf)]
        } _: { downloader, store, server in
            let key = try ObjectKey("documents/a.pdf")
            let seen = Mutex<[Int64]>([])
            let document = try await downloader.download("http://meet.example.org:\(server.port)/get", as: key) { bytes, total in
                seen.withLock { $0.append(bytes) }
                #expect(total == Int64(Self.pdf.utf8.count))
            }
            #expect(document.filename == "Heat Sheet.pdf" && document.address.path == "/files/other%20name.pdf")
            #expect(document.receipt.size == Int64(Self.pdf.utf8.count))
            let bytes = try await store.bytes(of: key, expecting: document.receipt.checksum, limit: 1 << 20)
            #expect(String(buffer: bytes) == Self.pdf)
            #expect(seen.withLock { $0 == $0.sorted() && $0.last == Int64(Self.pdf.utf8.count) })
        }
    }

    @Test func `a PDF without a name is named after its address, and after the last of them`() async throws {
        try await run { request, _ in
            request.target == "/get" ? [.answer(.found, ["location": "/Meet%20Program.pdf?x=y"], "")] : [.answer(.ok, [:], Self.pdf)]
        } _: { downloader, _, server in
            let document = try await downloader.download("http://meet.example.org:\(server.port)/get", as: ObjectKey("a"))
            #expect(document.filename == "Meet Program.pdf")
        }
    }

    @Test(arguments: [
        "<!DOCTYPE html><html><body>%P DF</body></html>", "", "PK\u{3}\u{4}", String(repeating: " ", count: 2000) + "%PDF-1.4", "plain",
    ])
    func `what is no PDF is not stored, whatever its server calls it`(body: String) async throws {
        try await expect(.notAPDF) { _, _ in [.answer(.ok, ["content-type": "application/pdf"], body)] }
    }

    @Test func `a PDF may come byte by byte, with something before its header`() async throws {
        let text = "junk\r\n%PDF-1.4 end"
        try await run { _, _ in
            [.send(LoopbackServer.Step.head(.ok, ["content-length": "\(text.utf8.count)"]))] + text.map { .send(String($0)) }
        } _: { downloader, _, server in
            let document = try await downloader.download("http://meet.example.org:\(server.port)/a.pdf", as: ObjectKey("a"))
            #expect(document.receipt.size == Int64(text.utf8.count))
        }
    }

    @Test func `of a file that is cut off or too large nothing is stored`() async throws {
        try await expect(.network, transient: true) { _, _ in
            [.send(LoopbackServer.Step.head(.ok, ["content-length": "1000000"])), .send(Self.pdf), .close]
        }
        try await expect(.tooLarge, limits: DownloadLimits(bytes: 100_000)) { _, _ in
            [.send(LoopbackServer.Step.head(.ok, [:])), .send(Self.pdf), .close]
        }
    }

    @Test func `errors come out with their codes`() async throws {
        try await expect(.http) { _, _ in [.answer(.notFound, [:], Self.pdf)] }
        try await expect(.http, transient: true) { _, _ in [.answer(.badGateway, [:], "")] }
        try await expect(.blocked) { _, _ in [.answer(.found, ["location": "http://10.0.0.1/a.pdf"], "")] }
    }

    @Test func `trouble of the store is not taken for trouble of the site`() async throws {
        try await run { _, _ in
            [.answer(.ok, [:], Self.pdf)]
        } _: { downloader, _, server in
            await #expect(throws: StoreError(.tooLarge, "")) {
                try await downloader.download(
                    "http://meet.example.org:\(server.port)/a.pdf", as: ObjectKey("a"), options: UploadOptions(maximumSize: 1000))
            }
        }
    }

    @Test func `a shared link that opens a page asks to share the file with everyone`() throws {
        #expect(try ShareLink.isOfSharingSite(WebAddress("https://drive.usercontent.google.com/download?id=1")))
        #expect(try ShareLink.isOfSharingSite(WebAddress("https://www.dropbox.com/s/a/b.pdf?dl=1")))
        #expect(try !ShareLink.isOfSharingSite(WebAddress("https://example.org/google.com")))
    }

    @Test func `links are rewritten before anything is contacted`() async throws {
        let resolver = try TestResolver(["drive.usercontent.google.com": [["10.0.0.1"]]])
        try await withTemporaryFolder { folder in
            let store = try await DiskStore.open(root: folder + "/files")
            let downloader = DocumentDownloader(client: GuardedClient(resolver: resolver), store: store)
            await #expect(throws: DownloadError(.blocked, transient: false, "", reason: "")) {
                try await downloader.download("https://drive.google.com/file/d/1AbCdEfGhIjKlMnOp/view", as: ObjectKey("a"))
            }
        }
        #expect(resolver.questions == ["drive.usercontent.google.com"])
    }
}
