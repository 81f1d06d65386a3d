import FileStore
import Testing

@Suite struct StorageLocationTests {
    private let keys = ["AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"]

    private func s3(_ url: String, _ environment: [String: String]? = nil) throws -> S3Configuration {
        guard case .s3(let configuration) = try StorageLocation(url: url, directory: "/tmp", environment: environment ?? keys) else {
            throw StoreError(.misconfigured, "no S3")
        }
        return configuration
    }

    @Test func `without a URL files are kept in the directory given`() throws {
        for url in [nil, ""] {
            #expect(try StorageLocation(url: url, directory: "/data/files", environment: [:]) == .disk(root: "/data/files"))
        }
    }

    @Test func `a file URL names a directory`() throws {
        #expect(try StorageLocation(url: "file:///var/my%20files", directory: "/tmp", environment: [:]) == .disk(root: "/var/my files"))
    }

    @Test func `Amazon is talked to in the region given, by the bucket's own name`() throws {
        let configuration = try s3("s3://my-bucket/a/b/?region=eu-central-1")
        #expect(configuration.bucket == "my-bucket" && configuration.prefix == "a/b/" && configuration.region == "eu-central-1")
        #expect(configuration.endpoint.host == "s3.eu-central-1.amazonaws.com" && configuration.endpoint.isSecure)
        #expect(configuration.style == .virtualHost && !configuration.givesLinks)
        #expect(configuration.credentials == S3Credentials(accessKey: "key", secretKey: "secret"))
    }

    @Test func `a bucket with dots is named in the path, where certificates do not matter`() throws {
        #expect(try s3("s3://my.bucket").style == .path)
    }

    @Test func `another store is talked to at its endpoint, by path`() throws {
        let configuration = try s3("s3://bucket?endpoint=https%3A%2F%2Fproject.supabase.co/storage/v1/s3&region=auto")
        #expect(configuration.endpoint.host == "project.supabase.co" && configuration.endpoint.path == "/storage/v1/s3")
        #expect(configuration.style == .path && configuration.prefix == "" && configuration.region == "auto")
        let minio = try s3("s3://bucket?endpoint=http://minio:9000&style=virtual&public=https://files.example.org&links=on")
        #expect(minio.givesLinks)
        #expect(minio.endpoint.port == 9000 && !minio.endpoint.isSecure && minio.style == .virtualHost)
        #expect(minio.publicEndpoint?.host == "files.example.org")
        #expect(try !s3("s3://bucket?endpoint=http://[::1]:9000&links=off").givesLinks)
    }

    @Test func `the environment fills in what the URL leaves out, and the URL wins`() throws {
        var environment = keys
        environment["AWS_SESSION_TOKEN"] = "token"
        environment["AWS_DEFAULT_REGION"] = "eu-west-1"
        environment["AWS_ENDPOINT_URL"] = "https://other:9000"
        environment["AWS_ENDPOINT_URL_S3"] = "https://s3:9000"
        let configuration = try s3("s3://bucket", environment)
        #expect(configuration.region == "eu-west-1" && configuration.endpoint.host == "s3")
        #expect(configuration.credentials == S3Credentials(accessKey: "key", secretKey: "secret", sessionToken: "token"))
        let given = try s3("s3://other%3Akey:a%2Fb%2Bc@bucket?endpoint=https://mine&region=us-west-2", environment)
        #expect(given.region == "us-west-2" && given.endpoint.host == "mine")
        #expect(given.credentials == S3Credentials(accessKey: "other:key", secretKey: "a/b+c"))
    }

    @Test(arguments: [
        "http://bucket", "bucket", "file://relative", "file:///", "s3://", "s3:///prefix", "s3://ab", "s3://Bucket!", "s3://-bucket",
        "s3://bucket/../other", "s3://bucket/a b", "s3://:hunter2@bucket", "s3://key:hunter2/@bucket", "s3://hunter2@bucket",
        "s3://bucket?endpoint=minio:9000", "s3://bucket?endpoint=ftp://minio", "s3://bucket?endpoint=http://",
        "s3://bucket?endpoint=http://a:0",
        "s3://bucket?endpoint=http://user@host", "s3://bucket?style=other", "s3://bucket?colour=red", "s3://bucket?region",
        "s3://bucket?region=",
        "s3://bucket?links=maybe", "s3://bucket?region=a&region=b",
    ])
    func `a URL that is wrong is refused without being repeated`(url: String) throws {
        let error = #expect(throws: StoreError.self) { try s3(url) }
        #expect(error?.code == .misconfigured)
        #expect(error?.message.contains("hunter2") == false)
    }

    @Test func `a bucket without credentials is refused`() {
        for environment in [[:], ["AWS_ACCESS_KEY_ID": "key"], ["AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": ""]] {
            #expect(throws: StoreError(.misconfigured, "")) { try s3("s3://bucket", environment) }
        }
    }
}
