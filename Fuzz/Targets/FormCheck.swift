import Multipart
import NIOCore

/// What the parser of forms promises for any bytes: the same answer however they are cut, nothing held back but the beginning of a
/// boundary or a head, and no byte of a file lost or made up.
enum FormCheck {
    private static let type = "multipart/form-data; boundary=B"
    private static let delimiter = Array("\r\n--B".utf8)

    private struct Part: Equatable {
        var head: MultipartHead
        var bytes: [UInt8]
        var isWhole: Bool
    }

    private struct Outcome: Equatable {
        var parts: [Part] = []
        var error: MultipartError?
    }

    static func check(_ bytes: [UInt8]) {
        let whole = outcome(of: bytes, cutInto: Int.max)
        for size in [1, 3, 64] {
            let pieces = outcome(of: bytes, cutInto: size)
            precondition(pieces.parts == whole.parts && pieces.error == whole.error, "the form depends on how its bytes were cut")
        }
        for part in whole.parts {
            // A boundary ends a part, so none is in it.
            precondition(!part.bytes.indices.contains { part.bytes[$0...].starts(with: delimiter) }, "a part holds a boundary")
        }
        let content = whole.parts.reduce(0) { $0 + $1.bytes.count }
        precondition(content <= bytes.count, "bytes were made up")
    }

    private static func outcome(of bytes: [UInt8], cutInto size: Int) -> Outcome {
        var outcome = Outcome()
        do throws(MultipartError) {
            var parser = try MultipartParser(contentType: type)
            var rest = bytes[...]
            while !rest.isEmpty {
                parser.append(ByteBuffer(bytes: rest.prefix(size)))
                rest = rest.dropFirst(size)
                while let event = try parser.next() {
                    switch event {
                    case .began(let head): outcome.parts.append(Part(head: head, bytes: [], isWhole: false))
                    case .bytes(let piece): outcome.parts[outcome.parts.count - 1].bytes += piece.readableBytesView
                    case .ended: outcome.parts[outcome.parts.count - 1].isWhole = true
                    }
                }
            }
            try parser.finish()
        } catch {
            outcome.error = error
        }
        return outcome
    }
}
