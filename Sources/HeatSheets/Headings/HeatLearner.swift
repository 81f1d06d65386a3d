import MeetModel
import SheetLayout

/// Learns how a document heads its heats, where no list has its word for them: by lines that stand over rows, say the same but for their
/// number, and count from one, over and over.
struct HeatLearner {
    let lines: [Line]
    /// Whether a line is a row of swimmers or relays.
    let isRow: [Bool]
    /// Whether nothing is known of a line.
    let isOpen: [Bool]

    /// Headings that a person would take for those of heats, by line; none where the document does not say it clearly.
    func headings() -> [Int: Heading] {
        var groups: [String: [(line: Int, number: Int)]] = [:]
        for index in lines.indices where isOpen[index] {
            guard let (label, number) = Self.labelled(lines[index]), standsOverRows(index) else { continue }
            groups[label, default: []].append((index, number))
        }
        var headings: [Int: Heading] = [:]
        // Heats head nearly all rows of a document that has them.
        let runs = isRow.indices.dropFirst().count { isRow[$0] && !isRow[$0 - 1] }
        for group in groups.values where group.count >= 3 && group.count * 10 >= runs * 6 && countsHeats(group.map(\.number)) {
            for (line, number) in group {
                var heading = Heading(heat: Heading.HeatPart(number: number, count: nil))
                heading.start = Clock.first(in: lines[line].texts)
                headings[line] = heading
            }
        }
        return headings
    }

    /// Whether the next line that anything is known of is a row.
    private func standsOverRows(_ index: Int) -> Bool {
        guard let next = lines[(index + 1)...].indices.prefix(6).first(where: { !isOpen[$0] || isRow[$0] }) else { return false }
        return isRow[next]
    }

    /// One, two, three, and one again: heats of several events.
    private func countsHeats(_ numbers: [Int]) -> Bool {
        guard numbers.first == 1 else { return false }
        let steps = zip(numbers, numbers.dropFirst())
        let good = steps.count { $1 == $0 + 1 || $1 == 1 || $1 == $0 }
        return good * 10 >= (numbers.count - 1) * 9 && numbers.count { $0 == 1 } >= 2 && numbers.contains { $0 > 1 }
    }

    /// The letters of the line's first word that has any, and the line's first number that is no time; nil for what no heading is like.
    private static func labelled(_ line: Line) -> (label: String, number: Int)? {
        guard line.words.count <= 10, SheetWords.distance(in: line.texts) == nil, !line.words.contains(where: { $0.text.contains(",") }),
            !TableFinder.isNumberedLegs(line)
        else { return nil }
        var (label, number): (String?, Int?) = (nil, nil)
        for word in line.words {
            switch word.tokenClass {
            case .clock, .date: continue
            case .time: guard ClockWord(word.text, allowsPoint: true) != nil else { return nil }
            default:
                let letters = word.text.filter(\.isLetter)
                if label == nil, !letters.isEmpty, ClockWord.half(word.text) == nil { label = letters.lowercased() }
                let digits = word.text.drop { !$0.isASCII || !$0.isNumber }.prefix { $0.isASCII && $0.isNumber }
                if number == nil, let value = Token.integer(digits, digits: 2) { number = value }
            }
        }
        guard let label, let number, (1...60).contains(number) else { return nil }
        return (label, number)
    }
}
