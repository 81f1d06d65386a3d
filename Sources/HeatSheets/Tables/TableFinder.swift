import MeetModel
import SheetLayout

/// Finds the tables of a document among its lines: rows by repeated shape, the headings over their columns, and what each column holds.
struct TableFinder {
    let lines: [Line]
    var marks: [LineMark]
    var tables: [SheetTable] = []
    /// Lines that could be rows.
    let candidates: [Int]
    let contexts: [ColumnTyper.Context]
    let isFurniture: [Bool]
    private let isTimeline: Bool
    private let meter: ReadingMeter

    /// - Parameter isTimeline: whether headings of events may be rows.
    init(_ lines: [Line], marks: [LineMark], isFurniture: [Bool], _ meter: ReadingMeter, isTimeline: Bool = false) {
        self.lines = lines
        self.meter = meter
        self.isTimeline = isTimeline
        self.marks = marks
        self.isFurniture = isFurniture
        contexts = Self.contexts(lines, marks)
        candidates = lines.indices.filter { index in
            let line = lines[index]
            guard !isFurniture[index], line.words.count >= 2, line.words.count <= 60, !line.isAboveColumns else { return false }
            if case .heading(let heading) = marks[index] { return heading.isByNumberAlone }
            guard marks[index].isUnknown, !Self.isWordedHeading(line), !Self.isNumberedLegs(line), !Self.isSchedule(line) else {
                return false
            }
            let texts = line.texts
            return !RestReader.isPause(texts) && !EventTitle.isAgeGroups(line)
                && !(isTimeline && RestReader.isTotal(texts) && SheetWords.distance(in: texts) == nil)
        }
    }

    /// Finds, types and judges the tables, and marks their rows.
    mutating func find() throws(ReadingMeter.Stopped) {
        try build()
        try adopt()
        gatherFew()
        for index in tables.indices {
            try meter.check()
            prepare(index)
        }
        readColumnHeadings()
        for index in tables.indices { type(index) }
    }

    // MARK: - Around the rows

    /// Whether teams swim in the event that a line belongs to, and whether it stands in a heat.
    static func contexts(_ lines: [Line], _ marks: [LineMark]) -> [ColumnTyper.Context] {
        var context = ColumnTyper.Context()
        return lines.indices.map { index in
            if case .heading(let heading) = marks[index] {
                if let event = heading.event {
                    if !event.title.isEmpty { context.isRelay = SheetWords.saysRelay(event.title.split(separator: " ").map(String.init)) }
                    if !event.isContinuation || heading.heat == nil {
                        context.isInHeats = heading.heat != nil ? true : event.isContinuation ? context.isInHeats : false
                    }
                }
                if heading.heat != nil { context.isInHeats = true }
                if heading.isAlternates { context.isInHeats = context.isInHeats == true ? true : false }
            }
            return context
        }
    }

    // MARK: - Rows

    /// Whether a line is a heading of columns by its words: two that headings have at least, and few that they do not.
    static func isWordedHeading(_ line: Line) -> Bool {
        guard (2...30).contains(line.words.count), !line.words.contains(where: { $0.startsWithDigit }) else { return false }
        let known = line.words.count { ColumnWords.isKnown($0.text) }
        return known >= 2 && known * 3 >= line.words.count * 2
    }

    /// `1) Last, First  2) Last, First`: swimmers of a relay.
    static func isNumberedLegs(_ line: Line) -> Bool {
        guard let first = line.words.first, LegReader.isMark(first.text) else { return false }
        return !line.words.contains { $0.tokenClass == .time } && line.words.contains { $0.tokenClass.isWord }
            && (line.words.count { LegReader.isMark($0.text) } >= 2 || first.text.contains(")") && line.cellCount <= 2)
    }

    /// `28.3.2026 - 10:00   Startliste`: when an event is swum.
    static func isSchedule(_ line: Line) -> Bool {
        guard let first = line.words.first, first.tokenClass == .date, line.words.count <= 8 else { return false }
        let next = line.words.dropFirst().first
        return next == nil || next?.isBlank == true || next?.tokenClass == .clock || line.words.count <= 3
    }

    /// Headings repeat to the letter, once numbers are masked; rows do not.
    func isHeadingGroup(_ group: [Int]) -> Bool {
        guard !group.contains(where: { lines[$0].words.contains { $0.tokenClass.isNumeric } }) else { return false }
        let texts = Set(group.map { lines[$0].text })
        return texts.count <= max(2, group.count * 15 / 100)
    }

    mutating func build() throws(ReadingMeter.Stopped) {
        var byContext: [ColumnTyper.Context: [Int]] = [:]
        for line in candidates { byContext[contexts[line], default: []].append(line) }
        let order = byContext.sorted { ($1.value.count, $0.value[0]) < ($0.value.count, $1.value[0]) }
        for (context, members) in order {
            var own: [Int] = []
            for group in RowGroups.groups(lines, members) where !isHeadingGroup(group) {
                try meter.check()
                if let home = own.first(where: { fits(group, tables[$0]) }) {
                    tables[home].rows = (tables[home].rows + group).sorted()
                    continue
                }
                if isLegGroup(group, context, own) { continue }
                // Pauses look like events with a start, but for what is swum.
                let events = isTimeline && !own.isEmpty ? group.filter { Self.fit(lines[$0], tables[own[0]]) } : []
                if !events.isEmpty {
                    tables[own[0]].rows = (tables[own[0]].rows + events).sorted()
                    continue
                }
                var table = SheetTable(rows: group, columns: columns(of: group, context), context: context)
                table.features = Self.sampled(table.columns)
                own.append(tables.count)
                tables.append(table)
            }
            for index in own where tables[index].rows.count > tables[index].columns.cells.count {
                tables[index].columns = columns(of: tables[index].rows, tables[index].context)
            }
        }
    }

    /// For each line, whether it is a row of some table.
    var isTaken: [Bool] {
        var isTaken = lines.map { _ in false }
        for row in tables.lazy.flatMap(\.rows) { isTaken[row] = true }
        return isTaken
    }

    /// Lines that no repeated shape took, but that fit the columns of a table of their context, or of another one.
    mutating func adopt() throws(ReadingMeter.Stopped) {
        let isTaken = isTaken
        for index in tables.indices { tables[index].features = Self.sampled(tables[index].columns) }
        var additions: [[Int]] = tables.map { _ in [] }
        for line in candidates where !isTaken[line] {
            try meter.check()
            let order = tables.indices.sorted { a, b in
                let (x, y) = (tables[a].context == contexts[line], tables[b].context == contexts[line])
                return x != y ? x : tables[a].rows.count > tables[b].rows.count
            }
            if let home = order.first(where: { tables[$0].context.isRelay == contexts[line].isRelay && Self.fit(lines[line], tables[$0]) })
            {
                additions[home].append(line)
            }
        }
        for index in tables.indices where !additions[index].isEmpty {
            tables[index].rows = (tables[index].rows + additions[index]).sorted()
            tables[index].columns = columns(of: tables[index].rows, tables[index].context)
        }
    }

    /// The columns of rows. Where most rows have a field that says how far is swum, that field is one, whatever stands in it.
    func columns(of rows: [Int], _ context: ColumnTyper.Context) -> TableColumns {
        let own = rows.map { lines[$0] }
        // Some rows from all over the table tell.
        let step = max(1, own.count / 40)
        let sample = stride(from: 0, to: own.count, by: step).map { own[$0] }
        let titled = sample.count { $0.cells.contains(where: Self.isTitleCell) }
        guard titled * 2 >= sample.count else { return TableColumns(own, joinsNumbers: context.isRelay) }
        return TableColumns(own.map { $0.joining(Self.isTitleCell) })
    }

    /// `Bahn 3`, `Lane 3`, and nothing else.
    static func isLaneCell(_ words: ArraySlice<Word>) -> Bool {
        guard words.count == 2, let first = words.first, let last = words.last, last.number != nil else { return false }
        return SheetWords.laneWords.contains(SheetWords.folded(first.text))
    }

    static func isTitleCell(_ words: ArraySlice<Word>) -> Bool {
        if words.count >= 2, words.count <= 5, let first = words.first, SheetWords.isHeat(first.text),
            words.contains(where: { $0.startsWithDigit })
        {
            return true
        }
        return isLaneCell(words)
            || words.count >= 2 && words.count <= 14
                && !words.contains {
                    $0.tokenClass == .time || $0.tokenClass == .clock || $0.text.hasSuffix(",") && $0.text.utf8.count > 12
                }
                && words.contains { $0.tokenClass.isWord && $0.text.count >= 2 && !$0.startsWithDigit }
                && SheetWords.distance(in: words.map(\.text)) != nil
    }

    /// Lines of a relay's swimmers: no times, and further to the right than the teams.
    func isLegGroup(_ group: [Int], _ context: ColumnTyper.Context, _ own: [Int]) -> Bool {
        guard context.isRelay else { return false }
        let timed = group.count { line in lines[line].words.contains { $0.tokenClass == .time || NoTime.isNoTime($0.text) } }
        guard timed * 10 < group.count else { return false }
        guard let main = own.first, let slot = tables[main].columns.columns.first else {
            // `L3 (2) Team`: a lane in front is no swimmer's number.
            let words = lines[group[0]].words
            return words.contains { LegReader.isMark($0.text) }
                && words.first.map { LegReader.isMark($0.text) || ColumnFeatures.slot($0) == nil } ?? false
        }
        // A row begins with a lane or a rank, in its column; a swimmer's number stands elsewhere.
        return group.count { Self.beginsWithSlot(lines[$0], in: slot) } * 5 < group.count
    }

    /// Whether a line begins with a number that stands where the lanes or ranks of a table do.
    static func beginsWithSlot(_ line: Line, in slot: TableColumns.Column) -> Bool {
        guard let first = line.words.first, ColumnFeatures.slot(first).map({ $0 <= 200 }) ?? false else { return false }
        return abs(first.right - line.origin - slot.flushRight) <= 2 || abs(first.left - line.origin - slot.flushLeft) <= 2
    }

    /// Rows of which there are too few for a shape that repeats: a lane or a rank, letters, and a time or what else rows have.
    mutating func gatherFew() {
        let isTaken = isTaken
        var few: [ColumnTyper.Context: [Int]] = [:]
        for line in candidates where !isTaken[line] && marks[line].isUnknown {
            guard let first = lines[line].words.first, let slot = ColumnFeatures.slot(first), slot <= 200,
                lines[line].cellCount >= 3 || lines[line].words.count >= 4,
                contexts[line].isRelay
                    ? lines[line].words.contains(where: { NoTime.isNoTime($0.text) || $0.tokenClass == .time })
                        && !Self.isNumberedLegs(lines[line])
                    : RowLikelihood.isRowLike(lines[line]),
                SheetWords.distance(in: lines[line].texts.dropFirst()) == nil
                    || lines[line].words.contains(where: { $0.tokenClass == .time })
            else { continue }
            few[contexts[line], default: []].append(line)
        }
        for (context, rows) in few.sorted(by: { $0.value[0] < $1.value[0] }) where context.isInHeats != nil {
            tables.append(SheetTable(rows: rows, columns: columns(of: rows, context), context: context))
        }
    }

    func fits(_ group: [Int], _ table: SheetTable) -> Bool {
        let sample = group.prefix(24)
        return sample.count { Self.fit(lines[$0], table) } * 10 >= sample.count * 8
    }

    /// Whether a line's fields stand in a table's columns and look like what they hold.
    static func fit(_ line: Line, _ table: SheetTable) -> Bool {
        guard !table.features.isEmpty else { return false }
        // A relay's row has a lane or a rank in its place, or a time; its swimmers have neither.
        if table.context.isRelay, let slot = table.columns.columns.first,
            !line.words.contains(where: { $0.tokenClass == .time || NoTime.isNoTime($0.text) })
        {
            guard beginsWithSlot(line, in: slot) else { return false }
        }
        if table.columns.hasSequences, RowLikelihood.isRowLike(line), let left = table.columns.columns.first?.left,
            abs(line.left - line.origin - left) < 12,
            table.features[0].integer < 0.3 || line.words.first?.number != nil
        {
            return true
        }
        let hasTitles = table.features.contains { $0.distance > 0.5 }
        let cells = table.columns.cells(of: hasTitles ? line.joining(isTitleCell) : line)
        var (filled, good, numeric) = (0, 0, 0)
        for (column, words) in cells.enumerated() {
            guard let first = words.first, let last = words.last else { continue }
            filled += 1
            let track = table.columns.columns[column]
            let feature = table.features[column]
            let left = first.left - line.origin
            let right = last.right - line.origin
            let isInPlace =
                abs(left - track.flushLeft) <= 3 || abs(right - track.flushRight) <= 3 || left >= track.left - 3 && right <= track.right + 3
            let isNumber = words.count == 1 && first.number != nil
            let isTime = words.contains { $0.tokenClass == .time } || NoTime.isNoTime(words.map(\.text).joined(separator: " "))
            let hasLetters = words.contains { $0.tokenClass.isWord }
            let isAlike =
                isNumber && feature.integer > 0.3 || isTime && feature.time + feature.noTime > 0.2
                || hasLetters && max(feature.lettered, feature.single) > 0.3
                || words.allSatisfy { $0.isBlank } || feature.date > 0.3 && words.contains { $0.tokenClass == .date }
                || hasLetters && feature.mixed + feature.sexAge > 0.3
                || feature.clock > 0.3 && words.contains { $0.tokenClass == .clock }
            if isInPlace, isAlike {
                good += 1
                if isNumber || isTime { numeric += 1 }
            }
        }
        return good >= 2 && good * 5 >= filled * 4 && (numeric > 0 || good >= 3)
    }

    /// What the columns are like, by rows from all over the table.
    static func sampled(_ columns: TableColumns) -> [ColumnFeatures] {
        let step = max(1, columns.cells.count / 48)
        let rows = stride(from: 0, to: columns.cells.count, by: step).map { columns.cells[$0] }
        return columns.columns.indices.map { column in ColumnFeatures(rows.map { $0[column] }, blocks: [Array(rows.indices)]) }
    }

    static func features(_ columns: TableColumns, blocks: [[Int]]) -> [ColumnFeatures] {
        columns.columns.indices.map { column in ColumnFeatures(columns.cells.map { $0[column] }, blocks: blocks) }
    }

    /// Rows, blocks and what the columns are like.
    mutating func prepare(_ index: Int) {
        let table = tables[index]
        var blocks: [[Int]] = []
        let margin = table.columns.columns.first.map(\.left) ?? 0
        for (position, line) in table.rows.enumerated() {
            guard let last = blocks.last?.last else {
                blocks.append([position])
                continue
            }
            let before = table.rows[last]
            let goesOn =
                line - before <= 14 && (before + 1 < line ? (before + 1..<line).allSatisfy { isBetweenRows($0, margin: margin) } : true)
            if goesOn { blocks[blocks.count - 1].append(position) } else { blocks.append([position]) }
        }
        tables[index].blocks = blocks
        tables[index].origins = table.rows.map { lines[$0].origin }
        tables[index].features = Self.features(table.columns, blocks: blocks)
    }

    /// Whether a line between two rows does not end a block: it belongs to the page, or goes on with the row above.
    func isBetweenRows(_ line: Int, margin: Float) -> Bool {
        if isFurniture[line] || lines[line].isAboveColumns { return true }
        if case .heading = marks[line] { return false }
        return lines[line].left - lines[line].origin > margin + 4
    }
}
