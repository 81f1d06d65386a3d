/// A JSON document whose members keep the order they were given in, so that the same schedule is the same bytes.
package enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int)
    /// Written with one decimal: positions on a page, in points.
    case tenths(Float)
    case string(String)
    case array([JSONValue])
    case object([Member])

    package struct Member: Sendable, Hashable {
        package var name: String
        package var value: JSONValue

        package init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// Null where there is no value.
    package init(_ value: String?) { self = value.map(JSONValue.string) ?? .null }

    package init(_ value: Int?) { self = value.map(JSONValue.int) ?? .null }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByNilLiteral
{
    package init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(elements.map { Member(name: $0, value: $1) }) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(stringLiteral value: String) { self = .string(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(nilLiteral: ()) { self = .null }
}

extension JSONValue {
    /// Appends a member to an object; other values are left as they are.
    package mutating func append(_ name: String, _ value: JSONValue) {
        guard case .object(var members) = self else { return }
        self = .null
        members.append(Member(name: name, value: value))
        self = .object(members)
    }

    /// RFC 8259 text, indented by two spaces; objects without arrays or objects inside stand on one line.
    package var text: String {
        var bytes: [UInt8] = []
        write(to: &bytes, depth: 0)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// RFC 8259 text on one line.
    package var line: String {
        var bytes: [UInt8] = []
        write(to: &bytes, depth: nil)
        return String(decoding: bytes, as: UTF8.self)
    }

    private var isFlat: Bool {
        switch self {
        case .array(let values): values.allSatisfy(\.isScalar)
        case .object(let members): members.allSatisfy { $0.value.isFlat }
        default: true
        }
    }

    private var isScalar: Bool {
        switch self {
        case .array, .object: false
        default: true
        }
    }

    /// - Parameter depth: how far to indent; nil to break no lines.
    private func write(to bytes: inout [UInt8], depth: Int?) {
        switch self {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .int(let value): bytes += value.description.utf8
        case .tenths(let value): Self.write(tenths: value, to: &bytes)
        case .string(let value): Self.write(value, to: &bytes)
        case .array(let values):
            Self.write(brackets: ("[", "]"), values, to: &bytes, depth: isFlat ? nil : depth) { $0.write(to: &$1, depth: $2) }
        case .object(let members):
            Self.write(brackets: ("{", "}"), members, to: &bytes, depth: isFlat ? nil : depth) { member, bytes, depth in
                Self.write(member.name, to: &bytes)
                bytes += ": ".utf8
                member.value.write(to: &bytes, depth: depth)
            }
        }
    }

    private static func write<Element>(
        brackets: (String, String), _ elements: [Element], to bytes: inout [UInt8], depth: Int?,
        element write: (Element, inout [UInt8], Int?) -> Void
    ) {
        bytes += brackets.0.utf8
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes += (depth == nil ? ", " : ",").utf8 }
            if let depth { newLine(to: &bytes, depth: depth + 1) }
            write(element, &bytes, depth.map { $0 + 1 })
        }
        if let depth, !elements.isEmpty { newLine(to: &bytes, depth: depth) }
        bytes += brackets.1.utf8
    }

    private static func newLine(to bytes: inout [UInt8], depth: Int) {
        bytes.append(UInt8(ascii: "\n"))
        for _ in 0..<depth { bytes += "  ".utf8 }
    }

    private static func write(tenths value: Float, to bytes: inout [UInt8]) {
        guard value.isFinite, abs(value) < 1e9 else {
            bytes += "null".utf8
            return
        }
        let tenths = Int((value * 10).rounded())
        bytes += "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)".utf8
    }

    private static func write(_ string: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += "\\\"".utf8
            case UInt8(ascii: "\\"): bytes += "\\\\".utf8
            case UInt8(ascii: "\n"): bytes += "\\n".utf8
            case UInt8(ascii: "\r"): bytes += "\\r".utf8
            case UInt8(ascii: "\t"): bytes += "\\t".utf8
            case 0..<0x20, 0x7F:
                bytes += "\\u00".utf8
                for digit in [byte >> 4, byte & 15] { bytes.append(digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)) }
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
