/// Where `STORAGE_URL` says that files are kept.
package enum StorageLocation: Sendable, Equatable {
    /// A directory of this machine.
    case disk(root: String)
    case s3(S3Configuration)

    /// Reads the value of `STORAGE_URL`:
    ///
    ///     (unset)                                          the directory of TEMP_FILE_DIR
    ///     file:///var/lib/heatsync/files                   a directory
    ///     s3://bucket/prefix?region=eu-central-1           Amazon
    ///     s3://bucket?endpoint=https://host:9000           any other S3-compatible store
    ///
    /// Further parameters of `s3:` are `style=path` or `virtual` (how the bucket is named in requests; `virtual` at Amazon and `path`
    /// elsewhere unless given), `public=https://host` (the address under which browsers reach the store, if it is another) and
    /// `links=on` (they may fetch files from it: without it the server passes them on). Credentials come from the URL (`s3://key:secret@bucket`, both
    /// percent-encoded) or else from `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`; a region from `AWS_REGION` or
    /// `AWS_DEFAULT_REGION` and an endpoint from `AWS_ENDPOINT_URL_S3` or `AWS_ENDPOINT_URL` where the URL gives none.
    ///
    /// - Throws: `StoreError` of code `.misconfigured` that says what is wrong without repeating the URL.
    package init(url: String?, directory: String, environment: [String: String]) throws(StoreError) {
        guard let url, !url.isEmpty else {
            self = .disk(root: directory)
            return
        }
        if let path = url.dropping(prefix: "file://") {
            guard path.hasPrefix("/"), path.count > 1, let decoded = PercentEncoding.decode(path) else {
                throw .misconfigured("STORAGE_URL must name a folder with its full path, as in file:///var/lib/heatsync.")
            }
            self = .disk(root: decoded)
        } else if let rest = url.dropping(prefix: "s3://") {
            self = .s3(try S3Configuration(afterScheme: rest, environment: environment))
        } else {
            throw .misconfigured("STORAGE_URL must begin with s3:// or file://.")
        }
    }
}

extension S3Configuration {
    fileprivate init(afterScheme text: Substring, environment: [String: String]) throws(StoreError) {
        let halves = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let parameters = try Self.parameters(halves.count > 1 ? halves[1] : "")
        let place = halves[0].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let path = place.count > 1 ? place[1] : ""
        if path.contains("@") {
            throw .misconfigured("the secret in STORAGE_URL must be percent-encoded: write %2F for a slash.")
        }

        let authority = place[0].split(separator: "@", omittingEmptySubsequences: false)
        guard authority.count <= 2, let name = authority.last.map(String.init), Self.isBucket(name) else {
            throw .misconfigured("STORAGE_URL must name a bucket, as in s3://bucket/prefix.")
        }
        let userInfo = authority.count == 2 ? authority[0] : nil
        let given = { (name: String) in environment[name].flatMap { $0.isEmpty ? nil : $0 } }

        let endpointText = parameters["endpoint"] ?? given("AWS_ENDPOINT_URL_S3") ?? given("AWS_ENDPOINT_URL")
        let region = parameters["region"] ?? given("AWS_REGION") ?? given("AWS_DEFAULT_REGION") ?? "us-east-1"
        guard !region.isEmpty, region.utf8.allSatisfy(PercentEncoding.isUnreserved) else {
            throw .misconfigured("the region in STORAGE_URL is none.")
        }
        let endpoint =
            if let endpointText { try S3Endpoint(endpointText) } else { S3Endpoint(host: "s3.\(region).amazonaws.com") }

        let style: Style
        switch parameters["style"] {
        case nil: style = endpoint.host.hasSuffix(".amazonaws.com") && !name.contains(".") ? .virtualHost : .path
        case "path"?: style = .path
        case "virtual"?: style = .virtualHost
        default: throw .misconfigured("'style' in STORAGE_URL is neither path nor virtual.")
        }
        let links: Bool
        switch parameters["links"] {
        case "on"?: links = true
        case nil, "off"?: links = false
        default: throw .misconfigured("'links' in STORAGE_URL is neither on nor off.")
        }

        self.init(
            bucket: name, prefix: try Self.prefix(path), region: region, endpoint: endpoint, style: style,
            credentials: try Self.credentials(userInfo, given),
            publicEndpoint: try parameters["public"].map { text throws(StoreError) in try S3Endpoint(text) },
            givesLinks: links)
    }

    private static func parameters(_ query: Substring) throws(StoreError) -> [String: String] {
        var parameters: [String: String] = [:]
        for pair in query.split(separator: "&") {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2, let value = PercentEncoding.decode(halves[1]), parameters[String(halves[0])] == nil else {
                throw .misconfigured("the part of STORAGE_URL after the question mark is malformed.")
            }
            guard ["endpoint", "region", "style", "public", "links"].contains(halves[0]) else {
                throw .misconfigured("STORAGE_URL knows endpoint, region, style, public and links after the question mark, and no others.")
            }
            parameters[String(halves[0])] = value
        }
        return parameters
    }

    private static func credentials(_ userInfo: Substring?, _ given: (String) -> String?) throws(StoreError) -> S3Credentials {
        if let userInfo {
            let halves = userInfo.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2, let key = PercentEncoding.decode(halves[0]), let secret = PercentEncoding.decode(halves[1]),
                !key.isEmpty, !secret.isEmpty
            else { throw .misconfigured("STORAGE_URL must give both key and secret, as in s3://key:secret@bucket.") }
            return S3Credentials(accessKey: key, secretKey: secret)
        }
        guard let key = given("AWS_ACCESS_KEY_ID"), let secret = given("AWS_SECRET_ACCESS_KEY") else {
            throw .misconfigured("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set, and STORAGE_URL holds no credentials.")
        }
        return S3Credentials(accessKey: key, secretKey: secret, sessionToken: given("AWS_SESSION_TOKEN"))
    }

    private static func prefix(_ path: Substring) throws(StoreError) -> String {
        let trimmed = path.hasSuffix("/") ? path.dropLast() : path
        guard !trimmed.isEmpty else { return "" }
        do {
            return try ObjectKey(String(trimmed)).text + "/"
        } catch {
            throw .misconfigured("the prefix in STORAGE_URL may hold letters, digits, '.', '_', '-' and '/' only.")
        }
    }

    private static func isBucket(_ name: String) -> Bool {
        (3...63).contains(name.utf8.count) && !name.hasPrefix(".") && !name.hasPrefix("-") && !name.contains("..")
            && name.utf8.allSatisfy { PercentEncoding.isUnreserved($0) && $0 != UInt8(ascii: "~") }
    }
}

extension String {
    fileprivate func dropping(prefix: String) -> Substring? {
        guard lowercased().hasPrefix(prefix) else { return nil }
        return dropFirst(prefix.count)
    }
}
