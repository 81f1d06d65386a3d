/// The name of an object in a store: components of `A-Z a-z 0-9 . _ -`, separated by slashes, 200 characters at most.
///
/// A key is safe by its form in every store: it cannot climb out of a directory, needs no escaping in a URL and is told apart from
/// every other key by its bytes alone.
package struct ObjectKey: Hashable, Sendable {
    package static let maximumLength = 200

    package let text: String

    /// - Throws: `StoreError` of code `.invalidKey` for a text that is no key.
    package init(_ text: String) throws(StoreError) {
        guard Self.isKey(text) else { throw .invalidKey }
        self.text = text
    }

    private static func isKey(_ text: String) -> Bool {
        guard !text.isEmpty, text.utf8.count <= maximumLength else { return false }
        return text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { component in
            !component.isEmpty && component.contains { $0 != UInt8(ascii: ".") } && component.allSatisfy(isAllowed)
        }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default:
            false
        }
    }
}

extension ObjectKey: Comparable {
    package static func < (a: ObjectKey, b: ObjectKey) -> Bool { a.text.utf8.lexicographicallyPrecedes(b.text.utf8) }
}

extension ObjectKey: CustomStringConvertible {
    package var description: String { text }
}
