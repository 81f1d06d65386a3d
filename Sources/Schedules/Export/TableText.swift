/// What a text does on a terminal.
extension String {
    /// Columns the text takes, by the rules terminals share: marks take none, East Asian wide characters and emoji take two.
    package var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }

    /// The text without what would steer the terminal or turn the direction of writing: documents are made by anybody.
    package var printable: String {
        guard unicodeScalars.contains(where: \.isSteering) else { return self }
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar {
            case "\t", "\n", "\r": result.append(" ")
            case _ where !scalar.isSteering: result.append(scalar)
            case _ where scalar.value < 0xA0: result.append("\u{FFFD}")
            default: continue
            }
        }
        return String(result)
    }

    /// Cut to `width` columns with an ellipsis, if it is longer.
    func truncated(to width: Int) -> String {
        guard displayWidth > width else { return self }
        var result = ""
        var room = width - 1
        for character in self {
            room -= character.displayWidth
            guard room >= 0 else { break }
            result.append(character)
        }
        return width > 0 ? result + "…" : ""
    }
}

extension Character {
    fileprivate var displayWidth: Int {
        guard let first = unicodeScalars.first else { return 0 }
        if unicodeScalars.contains(where: { $0.properties.isEmojiPresentation || $0 == "\u{FE0F}" }) { return 2 }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: return first.isWide ? 2 : 1
        }
    }
}

extension Unicode.Scalar {
    fileprivate var isSteering: Bool {
        switch value {
        case 0..<0x20, 0x7F..<0xA0: true
        case 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// East Asian Width W or F, by block.
    fileprivate var isWide: Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
