/// The value of a header with its parameters: `form-data; name="a"; filename="b.pdf"`.
package struct HeaderParameters {
    /// What stands before the parameters.
    package let value: String
    private var parameters: [(name: String, value: String)] = []

    package init(_ text: some StringProtocol) {
        var rest = Substring(text)
        value = String(rest.prefix { $0 != ";" }.trimmed)
        rest = rest.drop { $0 != ";" }
        while rest.first == ";" {
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
            let name = rest.prefix { $0 != "=" && $0 != ";" }
            rest = rest.dropFirst(name.count)
            guard rest.first == "=" else { continue }
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
            var text = ""
            if rest.first == "\"" {
                rest = rest.dropFirst()
                while let character = rest.popFirst(), character != "\"" {
                    // Old browsers send `C:\sheets\a.pdf` as it is, so that a backslash escapes only what needs it.
                    if character == "\\", let next = rest.first, next == "\"" || next == "\\" {
                        text.append(next)
                        rest = rest.dropFirst()
                    } else {
                        text.append(character)
                    }
                }
                rest = rest.drop { $0 != ";" }
            } else {
                text = String(rest.prefix { $0 != ";" }.trimmed)
                rest = rest.drop { $0 != ";" }
            }
            parameters.append((name.trimmed.lowercased(), text))
        }
    }

    /// The first parameter of that name, which is lower case.
    package mutating func removeFirst(_ name: String) -> String? {
        guard let place = parameters.firstIndex(where: { $0.name == name }) else { return nil }
        return parameters.remove(at: place).value
    }
}
