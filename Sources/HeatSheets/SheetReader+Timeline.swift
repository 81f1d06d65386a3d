import MeetModel
import SheetLayout

/// What the columns of a timeline hold.
struct TimelineColumns: Sendable {
    var title: Int
    var start: Int?
    var number: Int?
    var round: Int?
    var entries: Int?
    var heats: Int?
    var heat: Int?

    /// By the headings where they say it, else by what the columns are like.
    init?(_ table: SheetTable) {
        let features = table.features
        func heading(_ column: Int) -> [ColumnRole] {
            table.headings.indices.contains(column) ? ColumnWords.roles(of: table.headings[column]) : []
        }
        guard
            let title = features.indices.max(by: {
                (features[$0].distance * features[$0].fill, $1) < (features[$1].distance * features[$1].fill, $0)
            }),
            features[title].distance > 0.5
        else { return nil }
        self.title = title
        start = features.indices.filter { $0 != title && (features[$0].clock > 0.5 || features[$0].pointClock) }.max {
            (heading($0).contains(.start) ? 1 : 0, features[$0].fill, $1) < (heading($1).contains(.start) ? 1 : 0, features[$1].fill, $0)
        }
        let numbers = features.indices.filter {
            $0 != title && $0 != start && features[$0].integer + features[$0].mixed > 0.6 && features[$0].clock < 0.5
                && !features[$0].pointClock
        }
        number =
            numbers.first { heading($0).contains(.eventNumber) && $0 < title + 1 } ?? numbers.first {
                $0 < title && features[$0].overallAscending > 0.6
            } ?? numbers.first { $0 < title && heading($0).isEmpty }
        let counts = numbers.filter { $0 != number }
        entries = counts.first { heading($0).first == .entries }
        heats = counts.first { heading($0).first == .heats && $0 != entries }
        let open = counts.filter { $0 != entries && $0 != heats }
        if entries == nil, heats == nil, open.count >= 2 {
            let sums = open.map { column in table.columns.cells.reduce(0) { $0 + ($1[column].first?.number ?? 0) } }
            let most = sums.indices.max { sums[$0] < sums[$1] } ?? 0
            entries = open[most]
            heats = open.first { $0 != open[most] }
        } else if entries == nil, heats != nil {
            entries = open.first
        } else if heats == nil {
            heats = open.first
        }
        heat = features.indices.first { column in
            column != title
                && table.columns.cells.count { cell in
                    HeadingScanner.heading(of: cell[column].flatMap { $0.text.split(separator: " ").map(String.init) })?.heat != nil
                } * 2 > table.rows.count
        }
        let known = [title, start, number, entries, heats, heat].compactMap { $0 }
        round = features.indices.first { column in
            !known.contains(column) && features[column].alpha + features[column].mixed > 0.6 && features[column].distinct <= 12
                && (heading(column).contains(.round)
                    || features[column].fill > 0.5 && features[column].blank < 0.5 && column < max(title, start ?? 0) + 6)
        }
    }
}

extension SheetReader {
    mutating func addTimelineRow(_ row: Int, _ table: SheetTable, _ line: Line, _ assembler: inout MeetAssembler) {
        guard let columns = table.timeline else {
            completeness.unread.append(UnreadLine(text: line.text, place: line.place))
            return
        }
        let cells = table.columns.cells[row]
        var title = cells[columns.title].flatMap { $0.text.split(separator: " ").map(String.init) }
        var number = columns.number.flatMap { column in
            cells[column].lazy.compactMap { EventNumber.parse($0.text.hasPrefix("#") ? String($0.text.dropFirst()) : $0.text)?.number }
                .first
        }
        let start = columns.start.flatMap { column in
            Clock.first(in: cells[column].flatMap { $0.text.split(separator: " ").map(String.init) })
        }
        var round = columns.round.map { RowFields.joined(cells[$0]) }?.nonEmpty
        var heat: Heading.HeatPart?
        if let column = columns.heat {
            heat = HeadingScanner.heading(of: cells[column].flatMap { $0.text.split(separator: " ").map(String.init) })?.heat
        }
        // `Title — Heat 2 of 5`, `Title (Heat 2 of 5)`, `Title — Finals-S`.
        if let part = Self.takeHeat(&title) { heat = heat ?? part }
        if let word = Self.takeRound(&title) { round = round ?? word }
        if number == nil, columns.number == nil, let first = title.first, title.count > 2,
            let parsed = EventNumber.parse(first.hasPrefix("#") ? String(first.dropFirst()) : first),
            SheetWords.distance(in: Array(title.dropFirst())) != nil
        {
            number = parsed.number
            title.removeFirst()
        } else if number == nil, let heading = HeadingScanner.heading(of: title), let part = heading.event {
            number = part.number
            title = part.title.split(separator: " ").map(String.init)
        }
        while let word = title.last, Token.isBlank(word) { title.removeLast() }
        let parsed = EventTitle(title)
        // `2025 Harbor Cup`: a meet's title.
        if let year = number.flatMap({ Token.integer($0) }), (1900...2100).contains(year), SheetWords.distance(in: title) == nil {
            number = nil
        }
        guard !title.isEmpty, number != nil || start != nil && (SheetWords.distance(in: title) != nil || parsed.stroke != nil) else {
            return RestReader.isTotal(line.texts) || RestReader.isPause(line.texts) ? ignore(.sessionTotal) : leave(line)
        }
        var new = TimelineRow(
            session: assembler.currentSession(page: line.page), event: number, name: EventTitle.joined(title).joined(separator: " "),
            place: line.place)
        new.round = round
        new.entries = columns.entries.flatMap { cells[$0].lazy.compactMap(\.number).first }
        new.heats = heat?.count ?? columns.heats.flatMap { cells[$0].lazy.compactMap(\.number).first }
        new.heat = heat?.number
        new.start = start
        new.isUnseeded = line.words.contains { $0.text == "u" || $0.text == "U" }
        assembler.add(new, title: parsed)
        completeness.usedLines += 1
    }

    private static func takeHeat(_ title: inout [String]) -> Heading.HeatPart? {
        guard
            let place = title.indices.first(where: {
                SheetWords.isHeat(title[$0])
                    || $0 > 0 && $0 + 1 < title.count && Token.startsWithDigit(title[$0]) && !title[$0].contains("-")
                        && !title[$0 + 1].hasPrefix("(") && SheetWords.isHeat(title[$0 + 1])
                        && HeadingScanner.heading(of: Array(title[$0...]))?.heat != nil
            }),
            place > 0, let heading = HeadingScanner.heading(of: Array(title[place...])), let heat = heading.heat, heat.number != nil
        else { return nil }
        title.removeSubrange(place...)
        while let last = title.last, Token.isBlank(last) || last == "(" { title.removeLast() }
        return heat
    }

    private static func takeRound(_ title: inout [String]) -> String? {
        guard let dash = title.lastIndex(where: { $0 == "\u{2014}" || $0 == "\u{2013}" || $0 == "-" }), dash > 0, dash + 1 < title.count
        else { return nil }
        let rest = title[(dash + 1)...]
        guard rest.contains(where: { HeadingScanner.isRound(SheetWords.folded($0)) }), rest.count <= 4 else { return nil }
        let round = rest.joined(separator: " ")
        title.removeSubrange(dash...)
        return round
    }
}
