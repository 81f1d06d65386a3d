import MeetModel

/// The rows of a drawn sheet and those that were read, in the forms in which they can be compared.
struct SheetRows {
    struct Parts {
        var entries: [PrintedRow]
        var alternates: [PrintedRow]
        var relays: [PrintedRow]
    }

    private(set) var truth: Parts
    private(set) var read: Parts

    init(truth: Truth, meet: Meet) {
        let noTime = Set((truth.noTime ?? []).map(SheetForm.noTimeWord))
        func inForm(_ row: PrintedRow) -> PrintedRow {
            var row = row
            row.seed = SheetForm.seed(row.seed, noTime: noTime)
            row.start = SheetForm.clock(row.start)
            return row
        }
        self.truth = Parts(
            entries: truth.entries.map(inForm), alternates: truth.alternates.map(inForm), relays: truth.relays.map(inForm))
        read = Parts(
            entries: meet.entries.map { inForm(PrintedRow($0, of: meet)) },
            alternates: meet.alternates.map { inForm(PrintedRow($0, of: meet)) },
            relays: meet.relays.map { inForm(PrintedRow($0, of: meet)) })
        if self.truth.all.allSatisfy({ $0.event == nil }) { read.forgetEvents() }
        takeTruthsForms()
    }

    /// A row that was read takes over the truth's value where its own says the same.
    private mutating func takeTruthsForms() {
        var swimmers: [String: [PrintedRow]] = [:]
        for row in truth.entries + truth.alternates { swimmers[Self.swimmer(row), default: []].append(row) }
        var relays: [String: [PrintedRow]] = [:]
        for row in truth.relays { relays[Folding.number(row.event) ?? "", default: []].append(row) }
        func fit(_ read: PrintedRow, _ candidates: [PrintedRow]) -> PrintedRow {
            let best = candidates.max { Self.closeness($0, read) < Self.closeness($1, read) }
            return best.map { Self.fitted(read, to: $0) } ?? read
        }
        read.entries = read.entries.map { fit($0, swimmers[Self.swimmer($0)] ?? []) }
        read.alternates = read.alternates.map { fit($0, swimmers[Self.swimmer($0)] ?? []) }
        read.relays = read.relays.map { row in
            let team = SheetForm.squeezed(row.team)
            return fit(row, (relays[Folding.number(row.event) ?? ""] ?? []).filter { Self.teamForms($0).contains(team) })
        }
    }

    private static func swimmer(_ row: PrintedRow) -> String { "\(Folding.number(row.event) ?? "")|\(Folding.nameKey(row.name))" }

    /// How likely it is that a row was read from this one of the truth.
    private static func closeness(_ row: PrintedRow, _ read: PrintedRow) -> Int {
        func same<Value: Equatable>(_ field: KeyPath<PrintedRow, Value?>) -> Int {
            row[keyPath: field] != nil && row[keyPath: field] == read[keyPath: field] ? 1 : 0
        }
        return same(\.lane) + same(\.heat) + 2 * same(\.rank) + 3 * same(\.seed) + same(\.age) + same(\.start)
    }

    private static func fitted(_ read: PrintedRow, to row: PrintedRow) -> PrintedRow {
        var fitted = read
        if teamForms(row).contains(SheetForm.squeezed(read.team)) { fitted.team = row.team }
        if let name = read.name, row.nameAlts?.contains(where: { SheetForm.squeezed($0) == SheetForm.squeezed(name) }) == true {
            fitted.name = row.name
        }
        if row.letter?.isEmpty == false, SheetForm.squeezed(read.letter) == SheetForm.squeezed(row.letter) { fitted.letter = row.letter }
        let age = SheetForm.squeezed(read.age)
        if row.sex != nil, let printed = row.age, let sex = age.first, "wfm".contains(sex), age.dropFirst() == SheetForm.squeezed(printed) {
            fitted.age = printed
        } else if row.age == nil, let birth = row.birth, age.count > 2, age == SheetForm.squeezed(birth) {
            fitted.age = nil  // A whole year or date cannot be taken for an age.
        }
        if row.heatFree == true, read.lane == row.lane { fitted.heat = row.heat }
        return fitted
    }

    /// What a row's team may be called: any of its printed forms, or two of them together.
    private static func teamForms(_ row: PrintedRow) -> Set<String> {
        let names = ([row.team].compactMap(\.self) + (row.teamAlts ?? [])).filter { !$0.isEmpty }.map(SheetForm.squeezed)
        let pairs = names.indices.flatMap { first in names.indices.filter { $0 != first }.map { names[first] + names[$0] } }
        return Set(names + pairs)
    }
}

extension SheetRows.Parts {
    var all: [PrintedRow] { entries + alternates + relays }

    mutating func forgetEvents() {
        for index in entries.indices { entries[index].event = nil }
        for index in alternates.indices { alternates[index].event = nil }
        for index in relays.indices { relays[index].event = nil }
    }
}
