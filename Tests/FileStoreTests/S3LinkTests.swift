import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Testing

@testable import FileStore

@Suite struct S3LinkTests {
    private let presentation = LinkPresentation(contentType: "application/pdf", filename: "Übersicht \"A\".pdf", isInline: true)

    @Test func `whoever has a link can read the object, as what the link says it is`() async throws {
        try await TestStore.s3.run { store in
            let key = try ObjectKey("documents/a.pdf")
            _ = try await store.upload(key, options: UploadOptions(), bytes: ByteBuffer(string: "%PDF"))
            let link = try #require(try store.link(to: key, lifetime: .seconds(60), presentation: presentation))
            let response = try await HTTPClient.shared.execute(HTTPClientRequest(url: link), timeout: .seconds(30))
            #expect(response.status == .ok)
            #expect(try await response.body.collect(upTo: 100) == ByteBuffer(string: "%PDF"))
            // This server passes over what the link asks the answer to say; others do not.
            #expect(link.contains("response-content-type=application%2Fpdf"))
            #expect(link.contains("response-content-disposition=inline%3B%20filename%3D%22_bersicht%20_A_.pdf%22%3B%20filename"))
        }
    }

    @Test func `a link ends when its time is over, and opens nothing else`() async throws {
        let time = TestTime()
        try await TestStore.s3.run(at: time) { store in
            let key = try ObjectKey("a")
            _ = try await store.upload(key, options: UploadOptions(), bytes: ByteBuffer(string: "%PDF"))
            _ = try await store.upload(ObjectKey("b"), options: UploadOptions(), bytes: ByteBuffer(string: "%PDF"))
            let link = try #require(try store.link(to: key, lifetime: .seconds(60), presentation: presentation))
            let other = link.replacing("objects/a?", with: "objects/b?")
            #expect(other != link)
            time.pass(-120)
            let old = try #require(try store.link(to: key, lifetime: .seconds(60), presentation: presentation))
            for link in [other, old, link.replacing("inline", with: "attachment")] {
                let response = try await HTTPClient.shared.execute(HTTPClientRequest(url: link), timeout: .seconds(30))
                #expect(response.status == .forbidden)
            }
        }
    }

    @Test func `links lead to the public address, and can be turned off`() async throws {
        var configuration = try S3Server.shared.configuration()
        configuration.publicEndpoint = try S3Endpoint("https://files.example.org")
        try await closing(S3Store(configuration, spoolFolder: "/tmp", logger: .silent)) { store in
            let link = try store.link(to: ObjectKey("a"), lifetime: .seconds(60), presentation: presentation)
            #expect(link?.hasPrefix("https://files.example.org/heatsync-tests/") == true)
            for lifetime in [Duration.zero, .seconds(7 * 86_400 + 1)] {
                #expect(throws: StoreError(.misconfigured, "")) {
                    try store.link(to: ObjectKey("a"), lifetime: lifetime, presentation: presentation)
                }
            }
        }
        configuration.givesLinks = false
        try await closing(S3Store(configuration, spoolFolder: "/tmp", logger: .silent)) { store in
            let link = try store.link(to: ObjectKey("a"), lifetime: .seconds(60), presentation: presentation)
            #expect(link == nil)
        }
    }

    @Test func `wrong credentials are an error that names no secret`() async throws {
        var configuration = try S3Server.shared.configuration()
        configuration.credentials = S3Credentials(accessKey: "HEATSYNCTESTKEY", secretKey: "wrong")
        try await withTemporaryFolder { folder in
            try await closing(S3Store(configuration, spoolFolder: folder, logger: .silent)) { store in
                let error = await #expect(throws: StoreError.self) { try await store.check() }
                #expect(error?.code == .accessDenied && error?.reason == "SignatureDoesNotMatch (403)")
                #expect(error?.message.contains("HEATSYNC") == false)
            }
        }
    }

    @Test func `a bucket can be named in the host, and the store can live below a path`() throws {
        var configuration = S3Configuration(
            bucket: "bucket", prefix: "p/", region: "eu-north-1", endpoint: try S3Endpoint("https://s3.eu-north-1.amazonaws.com"),
            style: .virtualHost, credentials: S3Credentials(accessKey: "k", secretKey: "s"))
        #expect(
            configuration.address(of: "objects/a", at: configuration.endpoint) == (
                "https", "bucket.s3.eu-north-1.amazonaws.com", "/p/objects/a"
            ))
        #expect(configuration.address(of: nil, at: configuration.endpoint).path == "/")
        configuration.style = .path
        configuration.endpoint = try S3Endpoint("http://[::1]:9000/storage/v1/s3/")
        #expect(configuration.address(of: "a", at: configuration.endpoint) == ("http", "[::1]:9000", "/storage/v1/s3/bucket/p/a"))
        #expect(configuration.address(of: nil, at: configuration.endpoint).path == "/storage/v1/s3/bucket")
    }
}
