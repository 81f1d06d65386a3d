package import MeetModel
package import PDFPages

extension AnonymizedDocument {
    /// How many of the words that are to be gone are still in the new file: in its bytes, or in the text that was read from it. Zero, or
    /// something is wrong.
    package func remaining(in pdf: [UInt8], _ pages: [PageText]) -> Int {
        var found: Set<String> = []
        for page in pages {
            for word in WordFinder.words(of: page) {
                for chunk in word.chunks where removed.contains(chunk.key) { found.insert(chunk.key) }
            }
        }
        found.formUnion(removed.intersection(Self.words(of: pdf)).subtracting(Self.syntax))
        return found.count
    }

    /// The words of letters in a file's bytes, small. What stands between the strings of one line of text cuts no word, and neither does
    /// a code that is no letter.
    private static func words(of pdf: [UInt8]) -> Set<String> {
        var words: Set<String> = []
        var word: [UInt8] = []
        var isPlain = true
        var index = 0
        while index < pdf.count {
            let byte = pdf[index]
            let letter = byte | 0x20
            if byte < 0x80, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter) {
                word.append(letter)
            } else if byte >= 0x80 {
                isPlain = false
            } else if byte == UInt8(ascii: ")"), let next = stringBehind(index, in: pdf) {
                index = next
            } else {
                if isPlain, word.count >= 3 { words.insert(String(decoding: word, as: UTF8.self)) }
                word.removeAll(keepingCapacity: true)
                isPlain = true
            }
            index += 1
        }
        return words
    }

    /// Where the string begins that follows another with nothing but a number between them.
    private static func stringBehind(_ end: Int, in pdf: [UInt8]) -> Int? {
        var index = end + 1
        while index < pdf.count, index < end + 16 {
            switch pdf[index] {
            case UInt8(ascii: "("): return index
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."): index += 1
            default: return nil
            }
        }
        return nil
    }

    /// Words of the file format that stand in every file we write.
    private static let syntax: Set<String> = [
        "pdf", "obj", "endobj", "length", "stream", "endstream", "xref", "trailer", "size", "root", "startxref", "eof", "type", "catalog",
        "pages", "page", "kids", "count", "parent", "mediabox", "resources", "contents", "font", "subtype", "fontbbox", "fontmatrix",
        "firstchar", "lastchar", "widths", "encoding", "differences", "charprocs", "tounicode", "basefont", "helvetica", "winansiencoding",
        "cidinit", "procset", "findresource", "begin", "dict", "begincmap", "cmapname", "def", "cmaptype", "begincodespacerange",
        "endcodespacerange", "beginbfchar", "endbfchar", "endcmap", "currentdict", "cmap", "defineresource", "pop", "end", "null",
    ]
}

/// Where the reading of an anonymized document differs from that of the original, names aside.
package enum ReadingLikeness {
    /// In words for a person, without anything of what the documents say; empty if both read the same.
    package static func differences(_ original: Reading, _ copy: Reading) -> [String] {
        let (a, b) = (original.meet, copy.meet)
        var found: [String] = []
        func compare(_ what: String, _ same: Bool) { if !same { found.append(what) } }
        compare("the kind of document", a.kind == b.kind)
        compare("the number of sessions", a.sessions.count == b.sessions.count)
        compare("the numbers of events", a.events.map(\.number) == b.events.map(\.number))
        compare("what is swum in an event", a.events.map(Swum.init) == b.events.map(Swum.init))
        compare("the heats", a.heats.map { [$0.event, $0.number, $0.count ?? 0] } == b.heats.map { [$0.event, $0.number, $0.count ?? 0] })
        compare("the number of entries", a.entries.count == b.entries.count)
        compare("the number of alternates", a.alternates.count == b.alternates.count)
        compare("the number of relays", a.relays.count == b.relays.count)
        compare("the rows of the timeline", a.timeline.map(Timed.init) == b.timeline.map(Timed.init))
        if a.entries.count == b.entries.count {
            compare("the place of entries (event, heat, lane, rank)", a.entries.map(Slot.init) == b.entries.map(Slot.init))
            compare("the seeds of entries", a.entries.map(\.seed) == b.entries.map(\.seed))
            compare("the ages of entries", a.entries.map(\.age) == b.entries.map(\.age))
        }
        if a.relays.count == b.relays.count {
            compare("the place of relays (event, heat, lane, rank)", a.relays.map(Slot.init) == b.relays.map(Slot.init))
            compare("the seeds of relays", a.relays.map(\.seed) == b.relays.map(\.seed))
            compare("the number of relay swimmers", a.relays.map(\.legs.count) == b.relays.map(\.legs.count))
        }
        compare("the number of lines that were not understood", original.completeness.unread.count == copy.completeness.unread.count)
        return found
    }

    private struct Swum: Equatable {
        var sex: EventSex?
        var ages: AgeGroup?
        var distance: Int?
        var course: Course?
        var stroke: Stroke?
        var isRelay: Bool

        init(_ event: Event) {
            (sex, ages, distance, course, stroke, isRelay) = (
                event.sex, event.ages, event.distance, event.course, event.stroke, event.isRelay
            )
        }
    }

    private struct Slot: Equatable {
        var event: Int
        var heat: Int?
        var lane: Int?
        var rank: Int?

        init(_ entry: Entry) { (event, heat, lane, rank) = (entry.event, entry.heat, entry.lane, entry.rank) }
        init(_ relay: RelayEntry) { (event, heat, lane, rank) = (relay.event, relay.heat, relay.lane, relay.rank) }
    }

    private struct Timed: Equatable {
        var session: Int
        var event: String?
        var entries: Int?
        var heats: Int?
        var heat: Int?
        var start: WallTime?

        init(_ row: TimelineRow) {
            (session, event, entries, heats, heat, start) = (row.session, row.event, row.entries, row.heats, row.heat, row.start)
        }
    }
}
