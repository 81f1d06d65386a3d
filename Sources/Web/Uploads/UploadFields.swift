import HTTPTypes
import Hummingbird
import Multipart

/// The header fields of resumable uploads (draft-ietf-httpbis-resumable-upload, interoperability version 6).
struct UploadFields {
    /// The file ends with this request's bytes.
    var isComplete: Bool?
    /// Where this request's bytes belong.
    var offset: Int64?
    /// How long the whole file is.
    var length: Int64?

    static let version = "6"

    /// - Throws: 400 for a field that is not what it should be.
    init(_ headers: HTTPFields) throws(WebError) {
        isComplete =
            switch headers[.uploadComplete]?.trimmed {
            case nil: nil
            case "?1": true
            case "?0": false
            default: throw .badRequest("The header Upload-Complete is ?1 for the last bytes of a file and ?0 for others.")
            }
        offset = try Self.number(headers, .uploadOffset)
        length = try Self.number(headers, .uploadLength)
    }

    private static func number(_ headers: HTTPFields, _ name: HTTPField.Name) throws(WebError) -> Int64? {
        guard let text = headers[name]?.trimmed else { return nil }
        guard (1...15).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int64(text) else {
            throw .badRequest("The header \(name.rawName) is a number of bytes.")
        }
        return number
    }
}

extension HTTPField.Name {
    static let uploadComplete = HTTPField.Name("Upload-Complete") ?? .server
    static let uploadOffset = HTTPField.Name("Upload-Offset") ?? .server
    static let uploadLength = HTTPField.Name("Upload-Length") ?? .server
    static let uploadLimit = HTTPField.Name("Upload-Limit") ?? .server
    static let uploadVersion = HTTPField.Name("Upload-Draft-Interop-Version") ?? .server
}
