/// A file of lines `NAME=value`, as `docker compose` and systemd read them.
package enum EnvironmentFile {
    /// Empty lines and those that begin with `#` say nothing; `export` before a name and quotes around a value are taken off.
    ///
    /// - Throws: `ConfigurationError` with the number of each line that is none of this. It does not repeat the line.
    package static func parse(_ text: String) throws(ConfigurationError) -> [String: String] {
        var values: [String: String] = [:]
        var problems: [ConfigurationProblem] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            var rest = trimmed(line)
            if rest.isEmpty || rest.hasPrefix("#") { continue }
            if rest.hasPrefix("export ") { rest = trimmed(rest.dropFirst(7)) }
            guard let equals = rest.firstIndex(of: "="), isName(rest[..<equals]) else {
                problems.append(
                    ConfigurationProblem(variable: "line \(index + 1) of the file", message: "must look like NAME=value, or begin with #."))
                continue
            }
            values[String(rest[..<equals])] = unquoted(trimmed(rest[rest.index(after: equals)...]))
        }
        guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
        return values
    }

    private static func isName(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return text.utf8.allSatisfy { $0 == 0x5F || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
    }

    private static func unquoted(_ text: Substring) -> String {
        for quote in ["\"", "'"] where text.count >= 2 && text.hasPrefix(quote) && text.hasSuffix(quote) {
            return String(text.dropFirst().dropLast())
        }
        return String(text)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let start = text.drop(while: \.isWhitespace)
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return start[start.endIndex...] }
        return start[...end]
    }
}
