/// An element of an S3 answer. Attributes and namespaces carry nothing there and are passed over.
struct S3XML: Sendable, Equatable {
    var name: String
    var text = ""
    var children: [S3XML] = []

    /// The text of the first child of this name.
    subscript(_ name: String) -> String? {
        children.first { $0.name == name }?.text
    }

    func all(_ name: String) -> [S3XML] {
        children.filter { $0.name == name }
    }

    /// Reads a document; nil when it is none, is nested more than 16 deep, or declares entities of its own.
    init?(_ bytes: some Sequence<UInt8>) {
        var reader = Reader(rest: Array(bytes)[...])
        guard let root = reader.document() else { return nil }
        self = root
    }

    init(name: String) {
        self.name = name
    }

    /// The text with the characters escaped that mean something.
    static func escape(_ text: String) -> String {
        text.map { character in
            switch character {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            default: String(character)
            }
        }.joined()
    }

    private struct Reader {
        var rest: ArraySlice<UInt8>

        mutating func document() -> S3XML? {
            if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
            guard skipMiscellaneous(), skip("<"), let root = element(depth: 1), skipMiscellaneous(), rest.isEmpty else { return nil }
            return root
        }

        /// Reads what follows the `<` of an element.
        private mutating func element(depth: Int) -> S3XML? {
            guard depth <= 16, let tag = take(through: ">") else { return nil }
            let isEmpty = tag.last == UInt8(ascii: "/")
            guard let name = String(validating: tag.prefix { !Self.isSpace($0) && $0 != UInt8(ascii: "/") }, as: UTF8.self), !name.isEmpty,
                !name.hasPrefix("!"), !name.hasPrefix("?")
            else { return nil }
            var element = S3XML(name: name)
            if isEmpty { return element }
            while true {
                if skip("</") {
                    guard let end = take(through: ">"), String(decoding: end.prefix { !Self.isSpace($0) }, as: UTF8.self) == name else {
                        return nil
                    }
                    return element
                } else if skip("<!--") {
                    guard take(through: "-->") != nil else { return nil }
                } else if skip("<![CDATA[") {
                    guard let text = take(through: "]]>").flatMap({ String(validating: $0, as: UTF8.self) }) else { return nil }
                    element.text += text
                } else if skip("<") {
                    guard let child = self.element(depth: depth + 1) else { return nil }
                    element.children.append(child)
                } else {
                    guard let end = rest.firstIndex(of: UInt8(ascii: "<")), let text = Self.unescape(rest[..<end]) else { return nil }
                    element.text += text
                    rest = rest[end...]
                }
            }
        }

        /// Passes over white space, comments and the declaration.
        private mutating func skipMiscellaneous() -> Bool {
            while true {
                rest = rest.drop(while: Self.isSpace)
                if skip("<?") {
                    guard take(through: "?>") != nil else { return false }
                } else if skip("<!--") {
                    guard take(through: "-->") != nil else { return false }
                } else {
                    return true
                }
            }
        }

        private mutating func skip(_ text: String) -> Bool {
            guard rest.starts(with: text.utf8) else { return false }
            rest = rest.dropFirst(text.utf8.count)
            return true
        }

        private mutating func take(through end: String) -> ArraySlice<UInt8>? {
            let pattern = Array(end.utf8)
            var place = rest.startIndex
            while place + pattern.count <= rest.endIndex {
                if rest[place] == pattern[0], rest[place...].starts(with: pattern) {
                    defer { rest = rest[(place + pattern.count)...] }
                    return rest[..<place]
                }
                place += 1
            }
            return nil
        }

        private static func unescape(_ bytes: ArraySlice<UInt8>) -> String? {
            guard bytes.contains(UInt8(ascii: "&")) else { return String(validating: bytes, as: UTF8.self) }
            guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
            let pieces = text.split(separator: "&", omittingEmptySubsequences: false)
            var result = String(pieces[0])
            for piece in pieces.dropFirst() {
                guard let end = piece.firstIndex(of: ";"), let character = character(named: piece[..<end]) else { return nil }
                result.append(character)
                result += piece[piece.index(after: end)...]
            }
            return result
        }

        private static func character(named name: Substring) -> Character? {
            switch name {
            case "amp": "&"
            case "lt": "<"
            case "gt": ">"
            case "quot": "\""
            case "apos": "'"
            default:
                if name.hasPrefix("#x") {
                    UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init).map(Character.init)
                } else if name.hasPrefix("#") {
                    UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init).map(Character.init)
                } else {
                    nil
                }
            }
        }

        private static func isSpace(_ byte: UInt8) -> Bool {
            byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
        }
    }
}
