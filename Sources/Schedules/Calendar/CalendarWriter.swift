/// Content lines of RFC 5545: ended by CRLF, folded at 75 octets between characters.
struct CalendarWriter {
    private(set) var text = ""

    mutating func line(_ line: String) {
        var room = 75
        for character in line.unicodeScalars {
            let width = UTF8.width(character)
            if width > room {
                text += "\r\n "
                room = 74
            }
            text.unicodeScalars.append(character)
            room -= width
        }
        text += "\r\n"
    }

    /// A property of type TEXT, escaped.
    mutating func line(_ name: String, text value: String) {
        var escaped = "\(name):"
        for character in value.unicodeScalars {
            switch character {
            case "\\", ";", ",": escaped += "\\\(character)"
            case "\n": escaped += "\\n"
            case "\t": escaped += "\t"
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": continue
            default: escaped.unicodeScalars.append(character)
            }
        }
        line(escaped)
    }
}
