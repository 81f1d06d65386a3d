import SheetLayout

/// Says what the rows of each table are: by what its columns hold, and by the document's titles where the columns allow two readings.
enum KindJudge {
    /// What the titles of a document say of it.
    struct Titles: Sendable {
        var saysResults = false
        var saysRankings = false
    }

    /// Reads the lines at the top of pages.
    static func titles(_ lines: [Line], isAtTop: [Bool]) -> Titles {
        var titles = Titles()
        for index in lines.indices
        where isAtTop[index] && lines[index].words.count <= 24 && !RowLikelihood.isRowLike(lines[index])
            && !TableFinder.isWordedHeading(lines[index])
        {
            for word in lines[index].words {
                let folded = SheetWords.folded(word.text)
                if SheetWords.resultTitles.contains(folded) { titles.saysResults = true }
                if SheetWords.rankingTitles.contains(folded) { titles.saysRankings = true }
            }
        }
        return titles
    }

    static func kind(of table: SheetTable, titles: Titles) -> SheetTable.Kind {
        let features = table.features
        func f(_ role: ColumnRole) -> ColumnFeatures? { table.column(role).map { features[$0] } }
        let hasPerson = table.column(.name) != nil || table.column(.last) != nil
        let title = features.indices.first { features[$0].distance > 0.6 && features[$0].fill > 0.6 }
        let times = features.indices.filter {
            features[$0].time > 0.6 && features[$0].fill > 0.5 && !(title != nil && features[$0].pointClock)
        }
        if let title {
            if features.indices.contains(where: { $0 != title && (features[$0].clock > 0.5 || features[$0].pointClock) }), times.isEmpty {
                return .timeline
            }
            if times.count >= 3 { return .none }
            // Behind every event the same words: the document's title, and no swimmer.
            if let name = f(.name), name.rows > 1, name.distinct == 1, times.isEmpty { return .none }
            if !times.isEmpty || table.column(.seed) != nil || hasPerson {
                return table.context.isRelay && !hasPerson ? .none : .entriesByPerson
            }
            let counts = features.indices.count { $0 != title && features[$0].integer > 0.7 }
            let known = table.headings.contains { [ColumnRole.entries, .heats, .round].contains(ColumnWords.roles(of: $0).first) }
            return counts >= 2 && (known || table.headings.allSatisfy(\.isEmpty)) ? .timeline : .none
        }
        if times.count >= 4 { return .none }
        if isRecords(table) { return .records }
        if isResults(table, times, titles) { return .results }
        let hasSlot = (f(.lane)?.fill ?? 0) > 0.3 || (f(.rank)?.fill ?? 0) > 0.2
        let hasSeed = table.column(.seed) != nil
        if table.context.isRelay { return table.column(.team) != nil && (hasSlot || hasSeed) ? .relays : .none }
        guard hasPerson else { return .none }
        if let name = f(.name), name.rows > 1, name.distinct == 1, !hasSlot { return .none }
        if hasSlot || hasSeed || table.column(.birth) != nil || table.column(.age) != nil { return .entries }
        return .none
    }

    /// Places and times swum: two times in each row that lie close together, points that fall, or a title that says so and nothing that speaks of heats.
    private static func isResults(_ table: SheetTable, _ times: [Int], _ titles: Titles) -> Bool {
        // A time swum and the place it made, each under its heading.
        func isSwum(_ column: Int) -> Bool {
            ColumnWords.roles(of: table.headings[column]).first == .otherTime && table.features[column].time > 0.5
                && !titlesOfBest(table, column)
        }
        func isPlace(_ column: Int) -> Bool {
            ColumnWords.roles(of: table.headings[column]).contains(.placing) && table.features[column].integer > 0.6
                && table.features[column].fill > 0.5
        }
        if table.headings.indices.contains(where: isSwum), let place = table.headings.indices.first(where: isPlace),
            place > (table.column(.name) ?? 0)
        {
            return true
        }
        if table.context.isInHeats == true, !titles.saysResults { return false }
        if titles.saysRankings, table.column(.rank) != nil || table.column(.lane) != nil, noTimes(table) == 0 { return true }
        // Blanks to write results in: nothing has been swum.
        for (column, heading) in table.headings.enumerated()
        where [.otherTime, .points, .placing].contains(ColumnWords.roles(of: heading).first) {
            if table.features[column].blank > 0.6 || table.features[column].fill < 0.05 { return false }
        }
        var score = 0
        if titles.saysResults { score += 2 }
        // A second time in most rows, close to the first one.
        if times.count >= 2 {
            let (first, second) = (times[times.count - 2], times[times.count - 1])
            var (close, both) = (0, 0)
            for cells in table.columns.cells {
                guard let a = TimeWord.hundredths(in: cells[first]), let b = TimeWord.hundredths(in: cells[second]), a > 0 else { continue }
                both += 1
                if abs(a - b) * 20 <= a { close += 1 }
            }
            let isBest = table.headings.indices.contains(second) && table.headings[second].lowercased().contains("pb")
            if both * 2 > table.rows.count, close * 10 >= both * 8, !isBest, !titlesOfBest(table, second) { score += 2 }
        }
        for (column, heading) in table.headings.enumerated() where table.features[column].fill > 0.3 {
            let roles = ColumnWords.roles(of: heading)
            if roles.first == .points, table.features[column].integer > 0.6 { score += 2 }
            if roles.first == .otherTime, table.features[column].time > 0.4, table.column(.seed) == nil || table.column(.seed) == column {
                score += titles.saysResults ? 1 : 0
            }
        }
        return score >= 2 && (table.context.isInHeats != true || score >= 4)
    }

    /// Every row begins with one of a few labels, and has a time: no ranks, no lanes, and no swimmer's name in front.
    private static func isRecords(_ table: SheetTable) -> Bool {
        let features = table.features
        guard features.contains(where: { $0.time > 0.8 && $0.fill > 0.8 }), (table.column(.lane).map { features[$0].fill } ?? 0) < 0.2,
            (table.column(.rank).map { features[$0].fill } ?? 0) < 0.2,
            let first = features.indices.first(where: { features[$0].fill > 0.6 })
        else { return false }
        let labels = table.columns.cells.map { $0[...first].joined().map(\.text).joined(separator: " ") }
        let named = labels.count { text in
            text.split(separator: " ").contains { word in
                let f = SheetWords.folded(String(word)); return SheetWords.records.contains { f.hasSuffix($0) } || word.hasSuffix(":")
            }
        }
        if labels.count(where: { $0.hasSuffix(":") }) * 2 > labels.count { return true }
        // Qualifying times: every word of the rows is one of a few labels.
        let texts = features.filter { $0.lettered > 0.5 && $0.fill > 0.5 }
        let isHeaded = table.headings.count { !$0.isEmpty } >= 2
        if isHeaded {
            // Under headings of their own records begin with a column that no list of entries has.
            guard ColumnWords.roles(of: table.headings[first]).isEmpty, features[first].code + features[first].single > 0.6 else {
                return false
            }
            return features[first].distinct <= 8 && features[first].distinct * 2 <= table.rows.count
        }
        if !texts.isEmpty, texts.allSatisfy({ $0.distinct <= max(2, table.rows.count / 5) && $0.comma < 0.1 }), table.rows.count >= 3,
            !table.context.isRelay
        {
            return true
        }
        let isLettered = features[first].lettered > 0.6 || features[first].single > 0.6
        guard isLettered, table.rows.count >= 3 else { return false }
        if named * 2 > labels.count { return true }
        return features[first].comma < 0.1 && features[first].distinct * 4 <= table.rows.count && features[first].distinct <= 8
            && table.blocks.count * 8 >= table.rows.count
    }

    private static func titlesOfBest(_ table: SheetTable, _ column: Int) -> Bool {
        guard table.headings.indices.contains(column) else { return false }
        let text = ColumnWords.folded(table.headings[column])
        return ["pb", "best", "personal best", "bestzeit", "pbz", "mp", "mmp", "rp", "pr", "rż", "ir", "record perso", "sb"].contains(text)
    }

    private static func noTimes(_ table: SheetTable) -> Int {
        guard let seed = table.column(.seed) else { return 0 }
        return table.columns.cells.count { $0[seed].isEmpty || NoTime.isNoTime($0[seed].map(\.text).joined(separator: " ")) }
    }
}
