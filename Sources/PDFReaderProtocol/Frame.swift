/// The fixed head of every message between the pool and a reader process, in both directions.
///
/// A message is a header of 16 bytes, little-endian, and a payload:
///
///     kind: UInt16   status: UInt16   argument: UInt32   length of the payload: UInt64
package struct FrameHeader: Sendable, Hashable {
    package static let size = 16

    /// A `RequestKind` or an `AnswerKind`.
    package var kind: UInt16
    /// A `ReaderStatus`; 0 in requests.
    package var status: UInt16
    /// What it counts depends on the kind: a page, a number of pages, ...
    package var argument: UInt32
    /// Bytes of payload that follow.
    package var length: Int

    package init(kind: UInt16, status: UInt16 = 0, argument: UInt32 = 0, length: Int = 0) {
        self.kind = kind
        self.status = status
        self.argument = argument
        self.length = length
    }

    /// Reads a header from the first 16 bytes; nil when there are fewer, or the length is beyond what memory can hold.
    package init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= Self.size else { return nil }
        kind = UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt16.self))
        status = UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
        argument = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
        guard let length = Int(exactly: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))) else {
            return nil
        }
        self.length = length
    }

    /// Writes the header to the first 16 bytes of `bytes`, which must hold as many.
    package func write(to bytes: UnsafeMutableRawBufferPointer) {
        bytes.storeBytes(of: kind.littleEndian, toByteOffset: 0, as: UInt16.self)
        bytes.storeBytes(of: status.littleEndian, toByteOffset: 2, as: UInt16.self)
        bytes.storeBytes(of: argument.littleEndian, toByteOffset: 4, as: UInt32.self)
        bytes.storeBytes(of: UInt64(length).littleEndian, toByteOffset: 8, as: UInt64.self)
    }
}

/// What the pool asks of a reader.
package enum RequestKind: UInt16, Sendable, CaseIterable {
    /// Payload: the bytes of a PDF, which replaces the one that was open. Answer: `opened`, argument the number of pages.
    case open = 1
    /// Argument: a page from 0. Answer: `page`, argument that page.
    case read = 2
    /// Payload: `MarkBox` after `MarkBox`. Answer: `marked`, payload the bytes of the marked PDF. Only before pages are read.
    case mark = 3
    /// Payload: a `RenderOrder`. Answer: `rendered`, payload the bytes of a PNG. Only before pages are read.
    case render = 5
    /// Lets go of the open document. Not answered.
    case close = 4
    /// Argument: a `ForbiddenAct` to try. Answered by `survived` if the sandbox has a hole.
    case selfTest = 0x7F00
}

/// What a reader answers. A failure has the kind of the success, a status other than `ok` and no payload.
package enum AnswerKind: UInt16, Sendable, CaseIterable {
    /// The first message of a reader, once it is shut in. Argument: `ReaderProtocol.version`.
    case ready = 0x80
    case opened = 0x81
    case page = 0x82
    case marked = 0x83
    case rendered = 0x84
    case survived = 0xFF00
}

/// How a request went.
package enum ReaderStatus: UInt16, Sendable, CaseIterable {
    case ok = 0
    /// PDFium finds no document in the bytes.
    case damaged = 1
    /// The document opens only with a password.
    case encrypted = 2
    /// The request makes no sense here: no document is open, no such page.
    case refused = 3
}

/// What the sandbox must not let a reader do; each is tried by a test.
package enum ForbiddenAct: UInt32, Sendable, CaseIterable {
    case openFile = 1
    case openSocket = 2
    case startProcess = 3
    case mapExecutableMemory = 4
    case signalAnotherProcess = 5
}

package enum ReaderProtocol {
    /// Changes with every change of a message's layout: a pool refuses a reader of another version.
    package static let version: UInt32 = 2

    /// Exit code of a reader that ran into its memory limit.
    package static let exitOutOfMemory: Int32 = 71
    /// Exit code of a reader that could not be shut in and therefore reads nothing.
    package static let exitNoSandbox: Int32 = 72
    /// Exit code of a reader that was sent bytes that are no message.
    package static let exitProtocolError: Int32 = 73
}
