/// Which bucket of which store, and how it is talked to.
package struct S3Configuration: Sendable, Equatable {
    /// How a request names the bucket.
    package enum Style: Sendable, Hashable {
        /// `https://host/bucket/key`
        case path
        /// `https://bucket.host/key`
        case virtualHost
    }

    package var bucket: String
    /// Empty, or what all names in the bucket begin with, ending in a slash.
    package var prefix: String
    package var region: String
    package var endpoint: S3Endpoint
    package var style: Style
    package var credentials: S3Credentials
    /// The address under which browsers reach the store, if it is not `endpoint`.
    package var publicEndpoint: S3Endpoint?
    /// Whether browsers reach the store at all.
    package var givesLinks: Bool

    package init(
        bucket: String, prefix: String = "", region: String, endpoint: S3Endpoint, style: Style = .path, credentials: S3Credentials,
        publicEndpoint: S3Endpoint? = nil, givesLinks: Bool = false
    ) {
        self.bucket = bucket
        self.prefix = prefix
        self.region = region
        self.endpoint = endpoint
        self.style = style
        self.credentials = credentials
        self.publicEndpoint = publicEndpoint
        self.givesLinks = givesLinks
    }
}

/// The key pair that signs requests. It shows nothing of itself in texts.
package struct S3Credentials: Sendable, Equatable {
    var accessKey: String
    var secretKey: String
    var sessionToken: String?

    package init(accessKey: String, secretKey: String, sessionToken: String? = nil) {
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.sessionToken = sessionToken
    }
}

extension S3Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "(credentials)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// The address of a store: scheme, host, port, and a path where the store lives below one.
package struct S3Endpoint: Sendable, Hashable {
    package let isSecure: Bool
    /// A name or an address, the latter in brackets if it is of version 6.
    package let host: String
    /// Nil for the scheme's own.
    package let port: Int?
    /// Empty, or `/storage/v1/s3` and the like.
    package let path: String

    init(host: String) {
        isSecure = true
        self.host = host
        port = nil
        path = ""
    }

    /// - Throws: `StoreError` of code `.misconfigured` unless the text is `http(s)://host[:port][/path]`.
    package init(_ text: String) throws(StoreError) {
        let malformed = StoreError.misconfigured("the address of the store must look like https://host or http://host:9000.")
        let halves = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, ["http", "https"].contains(halves[0].lowercased()) else { throw malformed }
        isSecure = halves[0].lowercased() == "https"

        let place = halves[1].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        var host = String(place[0]).lowercased()
        var port: Int?
        if let colon = host.lastIndex(of: ":"), !host.hasSuffix("]") {
            guard let number = Int(host[host.index(after: colon)...]), (1...65535).contains(number) else { throw malformed }
            port = number
            host = String(host[..<colon])
        }
        let isAddress = host.hasPrefix("[") && host.hasSuffix("]")
        let letters = isAddress ? host.dropFirst().dropLast() : host[...]
        guard !letters.isEmpty,
            letters.utf8.allSatisfy({
                isAddress ? Hexadecimal.value($0) != nil || $0 == UInt8(ascii: ":") : PercentEncoding.isUnreserved($0)
            })
        else { throw malformed }
        self.host = host
        self.port = port == (isSecure ? 443 : 80) ? nil : port

        let path = place.count > 1 ? place[1].split(separator: "/") : []
        guard path.allSatisfy({ $0.utf8.allSatisfy(PercentEncoding.isUnreserved) }) else { throw malformed }
        self.path = path.map { "/" + $0 }.joined()
    }

    var scheme: String { isSecure ? "https" : "http" }
}

extension S3Configuration {
    /// The parts of a URL in which `name` (without the prefix; nil for the bucket itself) is addressed.
    func address(of name: String?, at endpoint: S3Endpoint) -> (scheme: String, authority: String, path: String) {
        let host = style == .virtualHost ? "\(bucket).\(endpoint.host)" : endpoint.host
        let authority = endpoint.port.map { "\(host):\($0)" } ?? host
        var path = endpoint.path
        if style == .path { path += "/" + bucket }
        if let name {
            path += (prefix + name).split(separator: "/", omittingEmptySubsequences: false).map { "/" + PercentEncoding.encode($0) }
                .joined()
        } else if style == .virtualHost {
            path += "/"
        }
        return (endpoint.scheme, authority, path)
    }
}
