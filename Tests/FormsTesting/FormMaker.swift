package import Multipart
import NIOCore

/// Forms as browsers send them, and what a parser makes of them.
package enum FormMaker {
    package struct Part: Equatable {
        package var head: MultipartHead
        package var bytes: [UInt8]

        package init(_ head: MultipartHead, _ bytes: [UInt8]) {
            self.head = head
            self.bytes = bytes
        }

        package init(_ name: String, _ text: String) { self.init(MultipartHead(name: name), Array(text.utf8)) }
    }

    package static let boundary = "----pool7lane4"
    package static let contentType = "multipart/form-data; boundary=\(boundary)"

    package static func body(_ parts: [Part], boundary: String = boundary, preamble: String = "", epilogue: String = "\r\n") -> [UInt8] {
        var body = Array(preamble.utf8)
        for part in parts {
            body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(part.head.name)\"".utf8
            if let filename = part.head.filename { body += "; filename=\"\(filename)\"".utf8 }
            body += "\r\n".utf8
            if let type = part.head.contentType { body += "Content-Type: \(type)\r\n".utf8 }
            body += "\r\n".utf8
            body += part.bytes
            body += "\r\n".utf8
        }
        body += "--\(boundary)--\(epilogue)".utf8
        return body
    }

    package static func parse(
        _ pieces: some Sequence<[UInt8]>, contentType: String = contentType, limits: MultipartLimits = MultipartLimits()
    ) throws -> [Part] {
        var parser = try MultipartParser(contentType: contentType, limits: limits)
        var parts: [Part] = []
        var isOpen = false
        for piece in pieces {
            parser.append(ByteBuffer(bytes: piece))
            while let event = try parser.next() {
                switch event {
                case .began(let head):
                    guard !isOpen else { throw OutOfOrder() }
                    isOpen = true
                    parts.append(Part(head, []))
                case .bytes(let bytes):
                    guard isOpen, bytes.readableBytes > 0 else { throw OutOfOrder() }
                    parts[parts.count - 1].bytes += bytes.readableBytesView
                case .ended:
                    guard isOpen else { throw OutOfOrder() }
                    isOpen = false
                }
            }
        }
        try parser.finish()
        return parts
    }

    package struct OutOfOrder: Error {}
}
