import MeetModel

extension ProgramBuilder {
    /// Gathers what is known of each heat from the documents that speak for it: start, count, order, slowest seed.
    mutating func readHeats() {
        for document in program.group.documents {
            for (index, heat) in meet(document).heats.enumerated() {
                guard let swim = swimOfHeat(heat, document), program.swims[swim].seededBy.contains(document) else { continue }
                note(Swim.Heat(swim: swim, number: heat.number), document, order: index) { facts in
                    facts.start = facts.start ?? heat.start
                    facts.count = facts.count ?? heat.count
                }
            }
        }
        for index in program.rows.indices { readSeed(program.rows[index], at: index) }
        for index in program.namelessRelays.indices { readSeed(program.namelessRelays[index], at: index) }
    }

    private mutating func readSeed(_ row: MeetRow, at index: Int) {
        guard !row.isAlternate, !row.isRelayAlternate else { return }
        let hundredths = row.seed.flatMap(SeedTime.init).map { HeatDuration.hundredths($0, in: program.events[row.programEvent]) }
        if row.isSeeded {
            guard let heat = row.heat, program.swims[row.swim].seededBy.contains(row.document) else { return }
            // A heat that only its rows tell of stands behind those the document lists.
            note(Swim.Heat(swim: row.swim, number: heat), row.document, order: 1_000_000 + index) { facts in
                facts.start = facts.start ?? row.start
                if let hundredths { facts.slowest = max(facts.slowest ?? 0, hundredths) }
            }
        } else if program.events[row.programEvent].listedBy.first == row.document, (row.relay?.leg ?? 1) == 1 {
            program.swims[row.swim].listedEntries += 1
            if let hundredths { program.swims[row.swim].listedSeeds.append(hundredths) }
        }
    }

    private mutating func note(_ heat: Swim.Heat, _ document: Int, order: Int, _ change: (inout Swim.HeatFacts) -> Void) {
        var facts = program.swims[heat.swim].heats[heat.number] ?? Swim.HeatFacts(order: order, document: document)
        change(&facts)
        program.swims[heat.swim].heats[heat.number] = facts
    }

    private func swimOfHeat(_ heat: Heat, _ document: Int) -> Int? {
        guard let events = eventsOfDocument[document], events.indices.contains(heat.event) else { return nil }
        let swims = program.events[events[heat.event]].swims
        let phase = heat.isWithFinals ? .finals : RacePhase(heat.round)
        let meet = meet(document)
        let session = meet.events[heat.event].session.flatMap { index -> Int? in
            guard let sessions = sessionsOfDocument[document], sessions.indices.contains(index) else { return nil }
            return sessions[index]
        }
        return swims.first { index in
            let swim = program.swims[index]
            if heat.isWithFinals { return swim.phase == .finals && swim.session != session }
            return (phase == nil || swim.phase == phase || swim.phase == nil)
                && (session == nil || swim.session == nil || swim.session == session)
        }
    }

    /// Puts the swims of sheets that no session report lists behind the swim that precedes them in their sheet.
    mutating func orderItems() {
        for session in program.sessions.indices {
            var listed: Set<Int> = []
            for case .swim(let index) in program.sessions[session].items { listed.insert(index) }
            let missing = program.swims.indices
                .filter { program.swims[$0].session == session && !listed.contains($0) }
                .sorted { sheetOrder($0) < sheetOrder($1) }
            for swim in missing { insert(swim, in: session) }
        }
    }

    private mutating func insert(_ swim: Int, in session: Int) {
        let own = sheetOrder(swim)
        var items = program.sessions[session].items
        let previous = items.lastIndex { item in
            guard case .swim(let other) = item else { return false }
            let order = sheetOrder(other)
            return order.document == own.document && order < own
        }
        let isAlone = !items.contains { if case .swim(let other) = $0 { sheetOrder(other).document == own.document } else { false } }
        items.insert(.swim(swim), at: previous.map { $0 + 1 } ?? (isAlone ? items.count : 0))
        program.sessions[session].items = items
    }

    /// Where a swim stands in the sheet that speaks for it.
    private func sheetOrder(_ swim: Int) -> SheetOrder {
        let facts = program.swims[swim].heats.values.min { $0.order < $1.order }
        if let facts { return SheetOrder(document: facts.document, order: facts.order, swim: swim) }
        return SheetOrder(document: program.events[program.swims[swim].event].listedBy.first ?? .max, order: .max, swim: swim)
    }
}

private struct SheetOrder: Comparable {
    var document: Int
    var order: Int
    var swim: Int

    static func < (a: SheetOrder, b: SheetOrder) -> Bool { (a.document, a.order, a.swim) < (b.document, b.order, b.swim) }
}
