import HTTPTypes
import Hummingbird

extension Request {
    /// How many bytes the client says it sends; the largest number there is for one that no number holds. Nil when it does not say.
    var announcedLength: Int64? {
        headers[.contentLength].flatMap { text in
            Int64(text) ?? (!text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? .max : nil)
        }
    }
}
