/// A PDF file that is being written: objects, one after the other, and a table of where they are. It holds what is put into it and
/// nothing else, no date and no name of a program either.
struct PDFFile {
    private(set) var bytes: [UInt8] = Array("%PDF-1.7\n%\u{E2}\u{E3}\u{CF}\u{D3}\n".utf8)
    /// Where each object begins; 0 for a number that was given out and not written yet.
    private var offsets: [Int] = []

    /// A number for an object that is written later.
    mutating func reserve() -> Int {
        offsets.append(0)
        return offsets.count
    }

    mutating func write(_ number: Int, _ content: String) {
        begin(number)
        bytes += Array(content.utf8)
        bytes += Array("\nendobj\n".utf8)
    }

    mutating func write(_ number: Int, stream: [UInt8]) {
        begin(number)
        bytes += Array("<</Length \(stream.count)>>\nstream\n".utf8)
        bytes += stream
        bytes += Array("\nendstream\nendobj\n".utf8)
    }

    private mutating func begin(_ number: Int) {
        guard offsets.indices.contains(number - 1) else { return }
        offsets[number - 1] = bytes.count
        bytes += Array("\(number) 0 obj\n".utf8)
    }

    /// Writes the table of objects. Nothing may follow.
    mutating func finish(root: Int) {
        let start = bytes.count
        bytes += Array("xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n".utf8)
        for offset in offsets {
            let digits = String(offset)
            bytes += Array("\(String(repeating: "0", count: max(0, 10 - digits.utf8.count)))\(digits) 00000 n \n".utf8)
        }
        bytes += Array("trailer\n<</Size \(offsets.count + 1)/Root \(root) 0 R>>\nstartxref\n\(start)\n%%EOF\n".utf8)
    }
}

/// The text of a content stream.
struct PDFContent {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// A number with at most three decimals.
    mutating func append(_ number: Double) { append(Self.text(number)) }

    /// A string of codes in parentheses.
    mutating func append(codes: [UInt8]) {
        bytes.append(UInt8(ascii: "("))
        for code in codes {
            switch code {
            case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), code]
            // A reader may take a line end for another one.
            case 0x0D: append("\\r")
            case 0x0A: append("\\n")
            default: bytes.append(code)
            }
        }
        bytes.append(UInt8(ascii: ")"))
    }

    static func text(_ number: Double) -> String {
        guard number.isFinite else { return "0" }
        let thousandths = Int((max(-1e9, min(1e9, number)) * 1000).rounded())
        let (whole, rest) = abs(thousandths).quotientAndRemainder(dividingBy: 1000)
        var text = thousandths < 0 ? "-\(whole)" : "\(whole)"
        guard rest > 0 else { return text }
        var digits = String(1000 + rest).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        text += ".\(digits)"
        return text
    }
}
