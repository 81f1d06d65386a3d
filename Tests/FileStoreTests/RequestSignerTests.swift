import Foundation
import NIOHTTP1
import Testing

@testable import FileStore

/// The examples of the S3 documentation, "Authenticating Requests (AWS Signature Version 4)".
@Suite struct RequestSignerTests {
    let signer = RequestSigner(
        credentials: S3Credentials(accessKey: "AKIAIOSFODNN7EXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
        region: "us-east-1")
    let time = Date(timeIntervalSince1970: 1_369_353_600)  // 2013-05-24T00:00:00Z

    private func signature(
        _ method: HTTPMethod, path: String, query: [(name: String, value: String)] = [], headers: HTTPHeaders = [:],
        payload: String = RequestSigner.emptyPayload
    ) throws -> String {
        var headers = headers
        headers.add(name: "Host", value: "examplebucket.s3.amazonaws.com")
        signer.sign(method, path: path, query: query, headers: &headers, payload: payload, at: time)
        let authorization = try #require(headers.first(name: "authorization"))
        return String(authorization.split(separator: "Signature=")[1])
    }

    @Test func `reading a range of an object is signed as documented`() throws {
        #expect(
            try signature(.GET, path: "/test.txt", headers: ["Range": "bytes=0-9"])
                == "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")
    }

    @Test func `writing an object is signed as documented`() throws {
        #expect(
            try signature(
                .PUT, path: "/test%24file.text",
                headers: ["Date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY"],
                payload: "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072")
                == "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd")
    }

    @Test func `a parameter without a value is signed as documented`() throws {
        #expect(
            try signature(.GET, path: "/", query: [("lifecycle", "")])
                == "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")
    }

    @Test func `listing is signed as documented, whatever the order of its parameters`() throws {
        for query in [[("max-keys", "2"), ("prefix", "J")], [("prefix", "J"), ("max-keys", "2")]] {
            #expect(
                try signature(.GET, path: "/", query: query) == "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")
        }
    }

    @Test func `the header names the key, the day, the region and what was signed`() throws {
        var headers: HTTPHeaders = ["Host": "examplebucket.s3.amazonaws.com", "Range": "bytes=0-9"]
        signer.sign(.GET, path: "/test.txt", query: [], headers: &headers, payload: RequestSigner.emptyPayload, at: time)
        #expect(
            headers.first(name: "authorization")
                == "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
                + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, "
                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")
        #expect(headers.first(name: "x-amz-date") == "20130524T000000Z")
    }

    @Test func `a session token is sent and signed`() {
        var signer = signer
        signer.credentials.sessionToken = "token"
        var headers: HTTPHeaders = ["Host": "examplebucket.s3.amazonaws.com"]
        signer.sign(.GET, path: "/test.txt", query: [], headers: &headers, payload: RequestSigner.emptyPayload, at: time)
        #expect(headers.first(name: "x-amz-security-token") == "token")
        #expect(headers.first(name: "authorization")?.contains("x-amz-date;x-amz-security-token,") == true)
    }

    @Test func `a link is signed as documented`() {
        let query = signer.presignedQuery(
            .GET, host: "examplebucket.s3.amazonaws.com", path: "/test.txt", query: [], seconds: 86_400, at: time)
        #expect(
            query
                == "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404")
    }

    /// From the general test suite of Signature Version 4: another service, headers with spaces and several values.
    @Test func `spaces in a header and several headers of a name are signed as in the general test suite`() {
        let signer = RequestSigner(
            credentials: S3Credentials(accessKey: "AKIDEXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
            region: "us-east-1", service: "service")
        let query = RequestSigner.canonical([("Param2", "value2"), ("Param1", "value1"), ("Param1", "Value 0"), ("-._~", "ü/")])
        #expect(query == "-._~=%C3%BC%2F&Param1=Value%200&Param1=value1&Param2=value2")
        var headers: HTTPHeaders = ["Host": "example.amazonaws.com", "My-Header1": " a   b  c ", "my-header1": "d"]
        signer.sign(.GET, path: "/", query: [], headers: &headers, payload: RequestSigner.emptyPayload, at: time)
        #expect(headers.first(name: "authorization")?.contains("SignedHeaders=host;my-header1;x-amz-content-sha256;x-amz-date,") == true)
    }

    @Test func `credentials never show in texts`() {
        var text = ""
        dump(signer, to: &text)
        text += "\(signer) \(String(reflecting: signer.credentials))"
        #expect(!text.contains("AKIA") && !text.contains("wJal"))
    }
}
