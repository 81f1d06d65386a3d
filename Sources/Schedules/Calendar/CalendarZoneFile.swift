/// The version 2 block of a compiled zone file (RFC 8536) and its footer.
struct CalendarZoneFile {
    var initial: CalendarZone.LocalTime
    var transitions: [CalendarZone.Transition]
    /// How the clocks change after the last transition of the file; nil where they do not.
    var rule: CalendarZoneRule?

    private struct Header {
        var isUTCCount, isStandardCount, leapCount, timeCount, typeCount, characterCount: Int

        init?(_ bytes: ArraySlice<UInt8>) {
            guard bytes.count >= 44, Array(bytes.prefix(4)) == Array("TZif".utf8), bytes[bytes.startIndex + 4] >= UInt8(ascii: "2")
            else { return nil }
            let counts = (0..<6).map { CalendarZoneFile.integer(bytes.dropFirst(20 + $0 * 4).prefix(4)) }
            guard counts.allSatisfy({ (0..<100_000).contains($0) }) else { return nil }
            (isUTCCount, isStandardCount, leapCount) = (counts[0], counts[1], counts[2])
            (timeCount, typeCount, characterCount) = (counts[3], counts[4], counts[5])
        }

        func length(timeSize: Int) -> Int {
            timeCount * (timeSize + 1) + typeCount * 6 + characterCount + leapCount * (timeSize + 4) + isStandardCount + isUTCCount
        }
    }

    init?(_ file: [UInt8]) {
        guard let old = Header(file[...]) else { return nil }
        let block = file.dropFirst(44 + old.length(timeSize: 4))
        guard let header = Header(block), block.count >= 44 + header.length(timeSize: 8) else { return nil }
        var rest = block.dropFirst(44)
        func take(_ count: Int) -> ArraySlice<UInt8> {
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }
        let instants = (0..<header.timeCount).map { _ in Self.integer(take(8)) }
        let indexes = take(header.timeCount).map(Int.init)
        let rawTypes = (0..<header.typeCount).map { _ in take(6) }
        let names = take(header.characterCount)
        let types = rawTypes.map { raw -> CalendarZone.LocalTime in
            let start = names.dropFirst(Int(raw[raw.startIndex + 5]))
            return CalendarZone.LocalTime(
                offset: Self.integer(raw.prefix(4)), isDaylight: raw[raw.startIndex + 4] != 0,
                name: String(decoding: start.prefix { $0 != 0 }, as: UTF8.self))
        }
        guard let first = types.first, indexes.allSatisfy(types.indices.contains) else { return nil }
        initial = first
        transitions = []
        var current = first
        for (instant, index) in zip(instants, indexes) {
            if types[index] != current {
                transitions.append(CalendarZone.Transition(instant: instant, before: current, after: types[index]))
            }
            current = types[index]
        }
        let footer = block.dropFirst(44 + header.length(timeSize: 8))
        rule = CalendarZoneRule(String(decoding: footer.dropFirst().prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }

    /// A signed big-endian integer.
    private static func integer(_ bytes: ArraySlice<UInt8>) -> Int {
        let value = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return bytes.count == 4 ? Int(Int32(truncatingIfNeeded: value)) : Int(Int64(bitPattern: value))
    }
}
