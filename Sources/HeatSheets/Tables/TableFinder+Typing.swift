import SheetLayout

/// What the columns of tables hold.
extension TableFinder {
    mutating func type(_ index: Int) {
        typeOnce(index)
        // Teams and no swimmers under headings that say so: relays, whatever the title of their event.
        let table = tables[index]
        guard !table.context.isRelay, table.column(.name) == nil, table.column(.last) == nil, let team = table.column(.team),
            table.column(.seed) != nil,
            table.headings.indices.contains(team), ColumnWords.roles(of: table.headings[team]).first == .team,
            !table.features.contains(where: { $0.distance > 0.5 })
        else { return }
        tables[index].context.isRelay = true
        typeOnce(index)
    }

    mutating func typeOnce(_ index: Int) {
        let table = tables[index]
        let features = table.features
        guard !features.isEmpty else { return }
        let typer = ColumnTyper(
            features: features, headings: table.headings.isEmpty ? features.map { _ in [] } : table.headings.map(ColumnWords.roles),
            context: table.context, timeOrder: timeOrder(table), pairsWithEvent: pairs(table), titleNumbers: titleNumbers(table))
        tables[index].roles = typer.roles()
        promoteCode(index)
        guard tables[index].context.isRelay, let team = tables[index].column(.team) else { return }
        let numbered = tables[index].columns.cells.count { cells in
            guard let last = cells[team].last, cells[team].count > 1, last.tokenClass == .integer else { return false }
            return last.text.utf8.count == 1 && last.text != "0"
        }
        tables[index].hasNumbersInTeams = tables[index].column(.letter) == nil && numbered * 10 >= tables[index].rows.count * 8
        let lettered = tables[index].columns.cells.count { cells in
            guard let last = cells[team].last, cells[team].count > 1 else { return false }
            return RowFields.letterValue(last.text) != nil
        }
        tables[index].hasLettersInTeams = lettered >= 2 && lettered * 2 >= tables[index].rows.count
    }

    /// Where the only headed column of teams holds codes, they are the teams, and not some marks without a heading.
    mutating func promoteCode(_ index: Int) {
        let table = tables[index]
        guard let team = table.column(.team), let code = table.column(.code), table.headings.indices.contains(team),
            table.headings[team].isEmpty,
            ColumnWords.roles(of: table.headings[code]).contains(.team)
                || table.features[team].fill < 0.5 && table.features[code].fill > 0.8
        else { return }
        tables[index].roles[team] = .mark
        tables[index].roles[code] = .team
    }

    func timeOrder(_ table: SheetTable) -> (share: Float, pairs: Int)? {
        guard
            let column = table.features.indices.max(by: {
                (table.features[$0].time * table.features[$0].fill, $1) < (table.features[$1].time * table.features[$1].fill, $0)
            }),
            table.features[column].time > 0.3
        else { return nil }
        var (rising, total) = (0, 0)
        for block in table.blocks {
            let times = block.compactMap { row in TimeWord.hundredths(in: table.columns.cells[row][column]) }
                .filter { $0 < 99 * 6000 }
            for (a, b) in zip(times, times.dropFirst()) {
                total += 1
                if b >= a { rising += 1 }
            }
        }
        return total >= 3 ? (Float(rising) / Float(total), total) : nil
    }

    /// The column in which nearly every row names its event.
    private func titleColumn(_ features: [ColumnFeatures]) -> Int? {
        features.indices.first { features[$0].distance > 0.6 && features[$0].fill > 0.8 }
    }

    /// Columns of names that repeat down a block, though never with the same event: the lists of a swimmer's events.
    func pairs(_ table: SheetTable) -> Set<Int> {
        let features = table.features
        guard let title = titleColumn(features) else { return [] }
        var found: Set<Int> = []
        for column in features.indices where column != title && features[column].alpha > 0.7 {
            var (total, repeated) = (0, 0)
            for block in table.blocks {
                var name = ""
                var seen: Set<String> = []
                for row in block {
                    let text = table.columns.cells[row][column].map(\.text).joined(separator: " ")
                    if !text.isEmpty { name = text }
                    let event = table.columns.cells[row][title].map(\.text).joined(separator: " ")
                    total += 1
                    if !seen.insert(name + "\n" + event).inserted { repeated += 1 }
                }
            }
            if total >= 3, repeated * 20 <= total { found.insert(column) }
        }
        return found
    }

    /// For columns of numbers, the share of rows whose number is the usual one of the event they name: 1 for the events' own numbers. Nil
    /// where too few events are named twice.
    func titleNumbers(_ table: SheetTable) -> [Float?] {
        let features = table.features
        let none: [Float?] = features.map { _ in nil }
        guard let title = titleColumn(features) else { return none }
        let titles = table.columns.cells.map { $0[title].map(\.text).joined(separator: " ") }
        return features.indices.map { column in
            guard column != title, features[column].integer > 0.8 else { return nil }
            var numbers: [String: [Int: Int]] = [:]
            for (row, text) in titles.enumerated() {
                guard let number = ColumnFeatures.number(of: table.columns.cells[row][column]) else { continue }
                numbers[text, default: [:]][number, default: 0] += 1
            }
            let repeated = numbers.values.filter { $0.values.reduce(0, +) >= 2 }
            let count = repeated.reduce(0) { $0 + $1.values.reduce(0, +) }
            guard count >= 4 else { return nil }
            return Float(repeated.reduce(0) { $0 + ($1.values.max() ?? 0) }) / Float(count)
        }
    }
}
