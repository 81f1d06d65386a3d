import MeetModel
import SheetLayout

/// Reads the lines of one document: headings, tables, what goes on with their rows, and what is none of it; then puts them together.
struct SheetReader {
    let lines: [Line]
    let meter: ReadingMeter
    private(set) var marks: [LineMark]
    private(set) var tables: [SheetTable] = []
    let furniture: PageFurniture
    let titles: KindJudge.Titles
    /// What each line says by its words alone, before anything is known of the tables.
    private let scanned: [LineMark]
    /// The children of rows: lines that go on with them.
    private(set) var children: [Int: [Int]] = [:]
    /// Persons and clubs that head the rows below them, by line.
    private(set) var persons: [Int: String] = [:]
    private(set) var clubs: [Int: String] = [:]
    var completeness = Completeness()
    var header = PageHeader()
    /// A timeline whose rows are the headings of heats.
    private(set) var isHeatTimeline = false
    /// The last swimmer named in a row: rows below may leave the name out.
    var lastPerson: RowFields?

    init(_ lines: [Line], _ meter: ReadingMeter) {
        let lines = lines.map(Self.joiningLanes)
        self.lines = lines
        self.meter = meter
        let scanned = lines.map { line -> LineMark in
            // Most lines are rows: a number, and a time.
            if let first = line.words.first, first.tokenClass == .integer, line.words.count >= 3,
                let last = line.words.last(where: { !$0.isBlank }), last.tokenClass == .time,
                ClockWord(last.text, allowsPoint: true) == nil
            {
                return .unknown
            }
            if let heading = HeadingScanner.heading(of: line) { return .heading(heading) }
            if let session = RestReader.sessionWords(line.texts, line) { return .heading(Heading(session: session)) }
            if RestReader.isLabelledRecord(line) { return .ignored(.record) }
            return RestReader.isFact(line.texts) ? .fact : .unknown
        }
        self.scanned = scanned
        marks = scanned
        furniture = PageFurniture(lines) { scanned[$0].heading != nil }
        titles = KindJudge.titles(lines, isAtTop: furniture.isAtTop)
    }

    /// `Bahn 3` in a field of its own is one word; where every lane stands in the line, it heads a plan of the pool, and is nobody's row.
    private static func joiningLanes(_ line: Line) -> Line {
        // Few lines have a number within a field.
        guard line.words.contains(where: { !$0.startsCell && $0.number != nil }) else { return line }
        let lanes = line.words.count {
            $0.startsCell && $0.text.utf8.count >= 3 && SheetWords.laneWords.contains(SheetWords.folded($0.text))
        }
        return lanes == 1 ? line.joining(TableFinder.isLaneCell) : line
    }

    mutating func read() throws(ReadingMeter.Stopped) -> Reading {
        try meter.check()
        markEventsByNumberAlone()
        joinTitles()
        try findTables()
        if learnHeats() {
            tables = []
            try findTables()
        }
        let entries = tables.filter { $0.kind == .entries || $0.kind == .relays || $0.kind == .entriesByPerson }.reduce(0) {
            $0 + $1.rows.count
        }
        let timed = tables.filter { $0.kind == .timeline }.reduce(0) { $0 + $1.rows.count }
        if entries <= timed { try findTimelines() }
        markRows()
        try meter.check()
        markContinuations()
        markPersons()
        return try assemble()
    }

    // MARK: - Events without a word

    /// `12  Girls 50 m Freestyle`, or a title alone: where no event's heading has a word for it, what says how far is swum is a heading.
    private mutating func markEventsByNumberAlone() {
        let worded = marks.count { $0.heading?.event != nil }
        guard worded == 0 else { return }
        var found: [(line: Int, heading: Heading)] = []
        for index in lines.indices where marks[index].isUnknown || marks[index].heading?.heat != nil {
            guard !furniture.isFurniture[index], let heading = Self.titleHeading(lines[index], marks[index].heading) else { continue }
            found.append((index, heading))
        }
        // `67 (M) 11Y - 12Y` on the line above: the title's number.
        for index in found.indices where found[index].heading.event?.number == nil && found[index].line > 0 {
            let above = lines[found[index].line - 1]
            guard above.page == lines[found[index].line].page, above.column == lines[found[index].line].column,
                marks[found[index].line - 1].isUnknown,
                let first = above.words.first, let number = first.integer(digits: 3), above.words.count >= 2,
                !RowLikelihood.isRowLike(above),
                lines[found[index].line].baseline - above.baseline < 2 * above.height, above.words[1].text.hasPrefix("(")
            else { continue }
            found[index].heading.event?.number = String(number)
            marks[found[index].line - 1] = .title
        }
        // Numbers that rise are those of events; else titles stand alone.
        let numbered = found.filter { $0.heading.event?.number != nil }
        let values = numbered.compactMap { $0.heading.event?.number.map(EventNumber.value) }
        let rising = zip(values, values.dropFirst()).count { $0 <= $1 }
        let areNumbers =
            !numbered.isEmpty && numbered.count * 3 >= found.count * 2 && (values.count < 2 || rising * 10 >= (values.count - 1) * 8)
        for (index, heading) in found {
            if areNumbers {
                if heading.event?.number != nil { marks[index] = .heading(heading) }
            } else {
                var heading = heading
                if let number = heading.event?.number {
                    let title = number + " " + (heading.event?.title ?? "")
                    heading.event = Heading.EventPart(number: nil, title: title)
                }
                marks[index] = .heading(heading)
            }
        }
    }

    /// A line that says how far is swum and holds no time.
    private static func titleHeading(_ line: Line, _ known: Heading?) -> Heading? {
        let words = line.texts
        // `9.42` behind a heat, or behind a word that says so, is when it starts.
        let hasStart = known?.heat != nil && known?.start != nil
        guard words.count >= 2, words.count <= 20,
            line.words.indices.allSatisfy({ index in
                switch line.words[index].tokenClass {
                case .date: false
                case .time:
                    ClockWord(line.words[index].text, allowsPoint: true) != nil
                        && (hasStart || index > 0 && SheetWords.startWords.contains(SheetWords.folded(line.words[index - 1].text)))
                default:
                    // `(Entry: 2:11.60L)`: somebody's time in brackets.
                    !line.words[index].text.hasSuffix(")") || TimeWord(SheetWords.plain(line.words[index].text)) == nil
                }
            })
        else { return nil }
        var heading = known ?? Heading()
        heading.isByNumberAlone = true
        // With a heat in the same line the title is what stands before it.
        var title = words[...]
        if known?.heat != nil {
            guard let heat = words.firstIndex(where: { SheetWords.isHeat($0) }), heat > 1 else { return nil }
            title = words[..<heat]
        }
        guard let first = title.first else { return nil }
        if let (number, _) = EventNumber.parse(first), title.count >= 2, SheetWords.distance(in: Array(title.dropFirst())) != nil,
            Token.integer(number, digits: 4) != nil || number.last?.isLetter == true
        {
            let rest = title.dropFirst()
            guard rest.contains(where: { $0.count >= 2 && Token.hasLetter($0) && !Token.startsWithDigit($0) }) else { return nil }
            var (text, start) = Self.withoutStart(Array(rest))
            while let word = text.first, Token.isBlank(word) || word == ":" { text.removeFirst() }
            heading.start = heading.start ?? start
            heading.event = Heading.EventPart(number: number, title: text.joined(separator: " "))
            return heading
        }
        guard SheetWords.distance(in: Array(title)) != nil,
            title.contains(where: { $0.count >= 2 && Token.hasLetter($0) && !Token.startsWithDigit($0) })
        else { return nil }
        let (text, start) = Self.withoutStart(Array(title))
        heading.start = heading.start ?? start
        var isContinuation = false
        var kept = text.filter { word in
            let isAgain = SheetWords.again.contains(SheetWords.folded(word)) || word == "..."
            isContinuation = isContinuation || isAgain
            return !isAgain
        }
        if kept.first?.hasPrefix("(") == true, kept.last?.hasSuffix(")") == true {
            kept[0].removeFirst()
            kept[kept.count - 1].removeLast()
            isContinuation = true
        }
        heading.event = Heading.EventPart(number: nil, title: kept.joined(separator: " "), isContinuation: isContinuation)
        return heading
    }

    private static func withoutStart(_ words: [String]) -> ([String], WallTime?) {
        for index in words.indices {
            let isAfterWord = index > 0 && SheetWords.startWords.contains(SheetWords.folded(words[index - 1]))
            guard let (time, used) = Clock.time(words[index...].prefix(2), allowsPoint: isAfterWord) else { continue }
            var words = words
            var from = index
            while from > 0, SheetWords.startWords.contains(SheetWords.folded(words[from - 1])) { from -= 1 }
            words.removeSubrange(from..<(index + used))
            return (words, time)
        }
        return (words, nil)
    }

    /// A long title goes on in the next line: `Mixed 6 & Under 100 Yard` / `Medley Relay`, or an age group below it.
    private mutating func joinTitles() {
        for index in lines.indices.dropFirst() where marks[index].isUnknown {
            let (above, line) = (lines[index - 1], lines[index])
            guard case .heading(var heading) = marks[index - 1], let event = heading.event, heading.heat == nil || index > 0,
                above.page == line.page,
                above.column == line.column, line.baseline - above.baseline < 2 * max(line.height, above.height), line.words.count <= 8,
                !line.words.contains(where: { $0.tokenClass == .time || $0.tokenClass == .clock || $0.tokenClass == .date }),
                !TableFinder.isWordedHeading(line)
            else { continue }
            let words = line.texts
            let isAgeGroup = EventTitle.isAgeGroup(words)
            guard !furniture.isFurniture[index] || isAgeGroup else { continue }
            guard
                EventTitle.isContinuation(words) || event.title.isEmpty && SheetWords.distance(in: words) != nil
                    || isAgeGroup || EventTitle(words).strangers == 0 && EventTitle(words).ages != nil
                    || SheetWords.distance(in: words) != nil
                        && SheetWords.distance(in: event.title.split(separator: " ").map(String.init)) == nil
            else { continue }
            heading.event?.title = (event.title + " " + words.joined(separator: " ")).trimmingSpaces
            marks[index - 1] = .heading(heading)
            marks[index] = .title
        }
    }

    // MARK: - Tables

    private mutating func findTables() throws(ReadingMeter.Stopped) {
        var finder = TableFinder(lines, marks: marks, isFurniture: furniture.isFurniture, meter)
        try finder.find()
        marks = finder.marks
        tables = finder.tables
        for index in tables.indices { tables[index].kind = KindJudge.kind(of: tables[index], titles: titles) }
        judgeTitles()
        judgePreambles()
        judgePersons()
    }

    /// Marks the headings of heats that only their numbers tell; false if there are none, and nothing has to be found anew.
    private mutating func learnHeats() -> Bool {
        guard !marks.contains(where: { $0.heading?.heat != nil }) else { return false }
        var isRow = lines.map { _ in false }
        for table in tables where table.kind == .entries || table.kind == .relays { for row in table.rows { isRow[row] = true } }
        let isOpen = lines.indices.map { marks[$0].isUnknown && !isRow[$0] && !furniture.isFurniture[$0] && !lines[$0].isAboveColumns }
        let learned = HeatLearner(lines: lines, isRow: isRow, isOpen: isOpen).headings()
        for (line, heading) in learned { marks[line] = .heading(heading) }
        return !learned.isEmpty
    }

    /// Titles of events that stand over rows are headings, though they look alike and may have their starts behind them.
    private mutating func judgeTitles() {
        func areTitles(_ table: SheetTable) -> Bool { table.rows.allSatisfy { marks[$0].heading?.isByNumberAlone == true } }
        let entries = tables.reduce(0) { $0 + ($1.kind == .entries || $1.kind == .relays ? areTitles($1) ? 0 : $1.rows.count : 0) }
        for index in tables.indices where tables[index].rows.count * 2 <= entries && areTitles(tables[index]) {
            tables[index].kind = .none
        }
    }

    /// Where swimmers head their rows, the lines that name them are no rows, though they look alike: a number, a name, a year.
    private mutating func judgePersons() {
        guard
            let rows = tables.filter({ $0.kind == .entriesByPerson && $0.column(.name) == nil && $0.column(.last) == nil }).map(
                \.rows.count
            ).max()
        else { return }
        for index in tables.indices where tables[index].kind == .entries && tables[index].rows.count < rows {
            let time = tables[index].features.map { $0.time * $0.fill }.max() ?? 0
            if time < 0.3 { tables[index].kind = .none }
        }
    }

    /// Rows without lane or rank that all stand between an event's title and the heading of its table or its first heat are records and qualifying times:
    /// each has a time and a label.
    private mutating func judgePreambles() {
        var isPreamble = lines.map { _ in false }
        var open: [Int] = []
        var isOpen = false
        for index in lines.indices {
            if let heading = marks[index].heading {
                if heading.heat != nil, heading.event == nil, isOpen { for line in open { isPreamble[line] = true } }
                isOpen = heading.event != nil && heading.heat == nil
                open = []
            } else if marks[index] == .columnHeading {
                if isOpen { for line in open { isPreamble[line] = true } }
                isOpen = false
                open = []
            } else if isOpen {
                open.append(index)
            }
        }
        for index in tables.indices where [.entries, .relays, .none].contains(tables[index].kind) {
            let table = tables[index]
            let slot = max(
                table.column(.lane).map { table.features[$0].fill } ?? 0, table.column(.rank).map { table.features[$0].fill } ?? 0)
            guard slot < 0.2, table.features.contains(where: { $0.time > 0.8 && $0.fill > 0.8 }) else { continue }
            let before = table.rows.count { isPreamble[$0] }
            if before * 10 >= table.rows.count * 8 { tables[index].kind = .records }
        }
    }

    /// A document without entries may be a timeline: its headings are rows then.
    private mutating func findTimelines() throws(ReadingMeter.Stopped) {
        let plain = marks.map { mark -> LineMark in
            if case .heading(let heading) = mark, heading.session == nil { .unknown } else { mark == .columnHeading ? .unknown : mark }
        }
        var finder = TableFinder(lines, marks: plain, isFurniture: furniture.isFurniture, meter, isTimeline: true)
        try finder.find()
        var found = finder.tables
        for index in found.indices { found[index].kind = KindJudge.kind(of: found[index], titles: titles) }
        guard found.contains(where: { $0.kind == .timeline }) else {
            // Heats with their starts under the headings of their events.
            let starts = marks.count { $0.heading?.heat != nil && $0.heading?.start != nil }
            isHeatTimeline = starts >= 2 && starts * 2 >= marks.count { $0.heading?.heat != nil }
            return
        }
        marks = finder.marks
        tables = found
        // Lines that are no rows keep what they say.
        var isRow = lines.map { _ in false }
        for table in tables where table.kind == .timeline { for row in table.rows { isRow[row] = true } }
        for index in lines.indices where !isRow[index] && marks[index].isUnknown { marks[index] = scanned[index] }
    }

    private mutating func markRows() {
        for index in tables.indices where tables[index].kind == .timeline { tables[index].timeline = TimelineColumns(tables[index]) }
        for (index, table) in tables.enumerated() {
            for (position, line) in table.rows.enumerated() {
                switch table.kind {
                case .entries, .relays, .entriesByPerson, .timeline: marks[line] = .row(table: index, row: position)
                case .results: marks[line] = .ignored(.otherDocument)
                case .records: marks[line] = .ignored(.record)
                case .none: if marks[line].heading == nil { marks[line] = .unknown }
                }
            }
        }
    }

    // MARK: - Lines that go on with a row

    private mutating func markContinuations() {
        var row: (line: Int, table: Int)?
        for index in lines.indices {
            if case .row(let table, _) = marks[index] {
                row = tables[table].kind == .timeline ? nil : (index, table)
                continue
            }
            if furniture.isFurniture[index] || lines[index].isAboveColumns { continue }
            if marks[index] == .columnHeading || marks[index].heading?.event?.isContinuation == true
                || marks[index].heading?.heat?.isContinuation == true
            {
                continue
            }
            guard marks[index].isUnknown, let (parent, table) = row else {
                row = nil
                continue
            }
            guard goesOn(index, parent, tables[table]) else {
                row = nil
                continue
            }
            marks[index] = .continuation(of: parent)
            children[parent, default: []].append(index)
        }
        for index in tables.indices where tables[index].kind == .entries {
            let below = tables[index].rows.compactMap { children[$0]?.first }
            let hasClubs = tables[index].column(.team).map { tables[index].features[$0].code < 0.8 } ?? false
            tables[index].hasTeamsBelow =
                !hasClubs && below.count >= 4 && below.count * 10 >= tables[index].rows.count * 6
                && Set(below.map { lines[$0].text }).count * 2 <= below.count
        }
        for index in tables.indices where tables[index].kind == .relays {
            tables[index].hasSwimmersBelow = tables[index].rows.count { children[$0] != nil } * 2 >= tables[index].rows.count
        }
    }

    private func goesOn(_ index: Int, _ parent: Int, _ table: SheetTable) -> Bool {
        let line = lines[index]
        guard LegReader.mayBeLegs(line) else { return false }
        let left = line.left - line.origin
        let first = table.columns.columns.first?.left ?? 0
        if table.kind == .relays {
            guard line.words.count <= 40, !PageFurniture.isPageNumber(line) else { return false }
            let isNumbered = line.words.contains { LegReader.isMark($0.text) }
            let goesOn = children[parent]?.contains { lines[$0].words.contains { LegReader.isMark($0.text) } } ?? false
            return isNumbered || goesOn || left > first + 2
        }
        guard table.kind == .entries, line.page == lines[parent].page, line.column == lines[parent].column,
            line.baseline - lines[parent].baseline < 2.2 * max(line.height, lines[parent].height)
        else { return false }
        // A wrapped name or team begins where its column does.
        let beginsWithSlot = table.roles.first == .lane || table.roles.first == .rank || table.roles.first == .heat
        guard !beginsWithSlot || left > first + 2, !line.words.contains(where: { $0.tokenClass == .ordinal }) else { return false }
        let texts = table.roles.indices.filter { [.name, .last, .first, .team, .location].contains(table.roles[$0]) }
        return line.words.allSatisfy { word in
            !word.startsCell || texts.contains { abs(word.left - line.origin - table.columns.columns[$0].flushLeft) <= 3 }
        }
    }

    // MARK: - Lists by club and by swimmer

    private mutating func markPersons() {
        guard tables.contains(where: { $0.kind == .entriesByPerson }) else { return }
        var pending: [Int] = []
        var club = ""
        for index in lines.indices {
            if case .row(let table, _) = marks[index], tables[table].kind == .entriesByPerson {
                let needsPerson = tables[table].column(.name) == nil && tables[table].column(.last) == nil
                let texts = pending.map { Self.withoutAgain(lines[$0].texts) }
                if needsPerson, !pending.isEmpty {
                    var rest = Array(pending.indices)
                    if pending.count == 1, Self.club(texts[0]) == club {
                        rest = []
                        marks[pending[0]] = .ignored(.title)
                        clubs[pending[0]] = club
                    } else if let last = rest.popLast() {
                        persons[pending[last]] = lines[pending[last]].text
                        marks[pending[last]] = .ignored(.title)
                    }
                    for other in rest {
                        if texts[other].split(separator: " ").count == 1, EventTitle.isSex(texts[other]) {
                            marks[pending[other]] = .ignored(.title); continue
                        }
                        club = Self.club(texts[other])
                        clubs[pending[other]] = club
                        marks[pending[other]] = .ignored(.title)
                    }
                } else {
                    for (place, line) in pending.enumerated() {
                        club = Self.club(texts[place])
                        clubs[line] = club
                        marks[line] = .ignored(.title)
                    }
                }
                pending = []
                continue
            }
            guard marks[index].isUnknown, !furniture.isFurniture[index], !lines[index].isAboveColumns else { continue }
            let line = lines[index]
            guard !line.words.contains(where: { [.time, .clock, .date].contains($0.tokenClass) }), line.words.count <= 12,
                line.words.contains(where: { $0.tokenClass.isWord && $0.text.count > 1 })
            else { continue }
            pending.append(index)
        }
    }

    /// `TIDE-ZZ Tidewater Swimming`: the code is the team.
    private static func club(_ text: String) -> String {
        if let open = text.firstIndex(of: "["), let close = text.firstIndex(of: "]"), open < close,
            TokenClass(String(text[text.index(after: open)..<close])) == .code
        {
            return String(text[text.index(after: open)..<close])
        }
        guard let first = text.split(separator: " ").first.map(String.init), first.contains("-"), TokenClass(first) == .code else {
            return text
        }
        return first
    }

    static func withoutAgain(_ words: [String]) -> String {
        var words = words
        while let last = words.last, SheetWords.again.contains(SheetWords.folded(last)) || last == "..." || last == "-" {
            words.removeLast()
        }
        return words.joined(separator: " ")
    }
}

extension String {
    /// Without the blanks around it.
    var trimmingSpaces: String {
        var text = self[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
