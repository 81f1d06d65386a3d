/// Names for files that are written without one being asked for: `mira-sandoval-spring-splash-2026.ics`.
package enum FileName {
    /// For a schedule of `swimmers` out of `sources` documents of the meets `meets`.
    ///
    /// One swimmer is named, several are counted, all of a team are `team`; one meet is named, else one document is, and
    /// several of either are counted. Only lower-case ASCII letters, digits and hyphens, 80 characters at most.
    package static func schedule(swimmers: [String], meets: [String], sources: [String], suffix: String) -> String {
        let who: String? = swimmers.count > 1 ? "\(swimmers.count) swimmers" : swimmers.first
        let names = Set(meets.map(slug)).subtracting([""])
        let what: String? =
            switch (names.count, sources.count) {
            case (1, _): meets.first { !slug($0).isEmpty }
            case (0, 1): sources.first.map(stem)
            case (0, _): sources.isEmpty ? nil : "\(sources.count) files"
            default: "\(names.count) meets"
            }
        let parts = [who, what].compactMap(\.self).map { cut(slug($0), to: 39) }.filter { !$0.isEmpty }
        return (parts.isEmpty ? "schedule" : parts.joined(separator: "-")) + "." + suffix
    }

    private static func stem(_ file: String) -> String {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
        return String(name[..<dot])
    }

    private static func slug(_ text: String) -> String {
        var slug = ""
        for scalar in text.lowercased().unicodeScalars {
            switch plain(scalar) {
            case let letter?: slug += letter
            case nil:
                if !slug.isEmpty, !slug.hasSuffix("-") { slug += "-" }
            }
        }
        return slug.hasSuffix("-") ? String(slug.dropLast()) : slug
    }

    /// The ASCII letter or digit a character is written with: `e` for `é`, `o` for `ø`; nothing for marks; nil for the rest.
    private static func plain(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "a"..."z", "0"..."9": return String(scalar)
        case "'", "’": return ""
        case "ß": return "ss"
        case "æ": return "ae"
        case "œ": return "oe"
        default:
            if scalar.properties.generalCategory == .nonspacingMark { return "" }
            let words = scalar.properties.name?.split(separator: " ") ?? []
            guard words.count > 4, words[0] == "LATIN", words[2] == "LETTER", words[3].utf8.count == 1, words[4] == "WITH" else {
                return nil
            }
            return words[3].lowercased()
        }
    }

    private static func cut(_ slug: String, to length: Int) -> String {
        guard slug.count > length else { return slug }
        let head = slug.prefix(length)
        guard slug.dropFirst(length).first != "-", let hyphen = head.lastIndex(of: "-") else { return String(head) }
        return String(head[..<hyphen])
    }
}
