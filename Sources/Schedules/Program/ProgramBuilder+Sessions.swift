import MeetModel

extension ProgramBuilder {
    /// An event at a stage, as a document places it in a session.
    private struct Stage: Hashable {
        var event: Int
        var phase: RacePhase?
    }

    mutating func readTimeline(_ document: Int) {
        let meet = meet(document)
        var sessions: [Int?] = Array(repeating: nil, count: meet.sessions.count)
        var used = false
        for (index, session) in meet.sessions.enumerated() {
            let rows = meet.timeline.filter { $0.session == index }
            guard !rows.isEmpty else { continue }
            let placed = rows.map { (row: $0, stage: stage(of: $0, in: meet)) }
            let stages = placed.compactMap(\.stage)
            let others = program.sessions.indices.filter { program.sessions[$0].isReported && !sessions.contains($0) }
            if let known = match(session, stages, among: others) {
                sessions[index] = known
                program.sessions[known].fill(from: session)
                continue
            }
            used = true
            program.sessions.append(ProgramSession(session, document: document))
            sessions[index] = program.sessions.count - 1
            program.sessions[program.sessions.count - 1].isReported = true
            for (row, stage) in placed { place(row, stage, of: document, in: program.sessions.count - 1) }
        }
        sessionsOfDocument[document] = sessions
        if !used, meet.entries.isEmpty, meet.relays.isEmpty {
            program.superseded[document] = program.group.documents.first {
                $0 != document && isLater($0, than: document) && !self.meet($0).timeline.isEmpty
            }
        }
    }

    private mutating func stage(of row: TimelineRow, in meet: Meet) -> Stage? {
        guard !row.isBreak else { return nil }
        var traits = EventTraits(name: row.name)
        let own = meet.events.first { $0.session == row.session && $0.number == row.event && $0.number != nil }
        if let own { traits.fill(from: EventTraits(own)) }
        return Stage(
            event: programEvent(number: row.event, name: own?.name ?? row.name, traits: traits, course: own?.course),
            phase: RacePhase(row.round))
    }

    private mutating func place(_ row: TimelineRow, _ stage: Stage?, of document: Int, in session: Int) {
        guard let stage else {
            program.sessions[session].items.append(.pause(start: row.start, seconds: Self.seconds(ofPause: row.name)))
            return
        }
        let index = swim(event: stage.event, phase: stage.phase, session: session, round: row.round)
        program.swims[index].round = program.swims[index].round ?? row.round
        let isNew = program.swims[index].timelineEvidence == nil
        if isNew {
            program.sessions[session].items.append(.swim(index))
            program.swims[index].timelineEvidence = Evidence(file: documents[document].file, place: row.place)
        }
        if let heat = row.heat {
            program.swims[index].reportedHeats = program.swims[index].reportedHeats ?? row.heats
            if let start = row.start { program.sessions[session].heatStarts[Swim.Heat(swim: index, number: heat)] = start }
        } else if isNew {
            program.swims[index].reportedHeats = row.heats
            program.swims[index].reportedStart = row.start
        } else if program.sessions[session].heatStarts.keys.contains(where: { $0.swim == index }) {
            program.swims[index].reportedHeats = program.swims[index].reportedHeats ?? row.heats
        } else {
            addPart(row, of: index, in: session)
            if program.swims[index].parts.isEmpty { program.swims[index].reportedHeats = program.swims[index].reportedHeats ?? row.heats }
        }
    }

    /// `10 minute break`, `Break 1:30`; nil where no length is printed.
    private static func seconds(ofPause name: String) -> Int? {
        let words = name.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != ":" }
        for (index, word) in words.enumerated() {
            let digits = word.prefix { $0.isNumber }
            guard let number = Int(digits), number < 600 else { continue }
            let unit = digits.count < word.count ? word.dropFirst(digits.count) : (index + 1 < words.count ? words[index + 1] : "")
            if unit.hasPrefix("min") { return number * 60 }
            if unit.hasPrefix("sec") { return number }
            if unit.hasPrefix("h") && !unit.hasPrefix("heat") { return number * 3_600 }
        }
        return nil
    }

    /// Finds or makes the program's session for each session of a sheet.
    mutating func mapSessions(_ document: Int) {
        let meet = meet(document)
        let events = eventsOfDocument[document] ?? []
        let phases = phasesOfEvents(meet)
        var sessions = sessionsOfDocument[document] ?? Array(repeating: nil, count: meet.sessions.count)
        let isSeeded = !meet.heats.isEmpty || meet.entries.contains { $0.heat != nil } || meet.relays.contains { $0.heat != nil }
        for (index, session) in meet.sessions.enumerated() where sessions[index] == nil {
            let stages = meet.events.indices.filter { meet.events[$0].session == index }
                .map { Stage(event: events[$0], phase: phases[$0] ?? nil) }
            guard !stages.isEmpty else { continue }
            // A psych sheet of the whole meet is no session: each event is swum where the report has it.
            if session.name == nil, session.date == nil, spans(stages) { continue }
            // Two sessions of one document are two sessions.
            let others = program.sessions.indices.filter { !sessions.contains($0) }
            if let known = match(session, stages, among: others) {
                sessions[index] = known
                program.sessions[known].fill(from: session)
            } else if session.name != nil || session.date != nil || isSeeded, !spans(stages) {
                program.sessions.append(ProgramSession(session, document: document))
                sessions[index] = program.sessions.count - 1
            }
        }
        sessionsOfDocument[document] = sessions
    }

    private func phasesOfEvents(_ meet: Meet) -> [Int: RacePhase] {
        var phases: [Int: RacePhase] = [:]
        for heat in meet.heats where !heat.isWithFinals { phases[heat.event] = phases[heat.event] ?? RacePhase(heat.round) }
        for entry in meet.entries where phases[entry.event] == nil { phases[entry.event] = RacePhase(entry.round) }
        return phases
    }

    /// The session that is certainly the same: by name, by number, or by what is swum in it. Days that differ rule it out, and so
    /// do names that say prelims and finals.
    private func match(_ session: Session, _ stages: [Stage], among candidates: [Int]) -> Int? {
        let key = session.name.map(NameLetters.key) ?? ""
        let fitting = candidates.filter { index in
            let other = program.sessions[index]
            let (own, theirs) = (session.date ?? date(ofDay: session.day), other.date ?? date(ofDay: other.day))
            if let own, let theirs, own != theirs { return false }
            if let own = session.weekday, let theirs = other.weekday, own != theirs { return false }
            guard let own = RacePhase(session.name), let theirs = RacePhase(other.name) else { return true }
            return own == theirs
        }
        if !key.isEmpty {
            let named = fitting.filter { program.sessions[$0].name.map(NameLetters.key) == key }
            if named.count == 1 { return named[0] }
        }
        if let number = session.number, let found = fitting.first(where: { program.sessions[$0].number == number }),
            session.name == nil || program.sessions[found].name == nil
        {
            return found
        }
        let shares = fitting.map { (session: $0, share: share(of: stages, in: $0)) }
        guard let best = shares.max(by: { $0.share < $1.share }) else { return nil }
        let isNamed = !key.isEmpty && program.sessions[best.session].name != nil
        return best.share >= (isNamed ? 0.8 : 0.5) ? best.session : nil
    }

    /// Whether a nameless or catch-all session holds the events of several sessions that are known from elsewhere.
    private func spans(_ stages: [Stage]) -> Bool {
        let reported = program.sessions.indices.filter { program.sessions[$0].isReported }
        let shares = reported.map { share(of: stages, in: $0) }.filter { $0 > 0 }
        return shares.count >= 2 && shares.reduce(0, +) >= 0.6
    }

    private func share(of stages: [Stage], in session: Int) -> Double {
        let known = stages.filter { stage in
            program.events[stage.event].swims.contains { index in
                let swim = program.swims[index]
                return swim.session == session && (stage.phase == nil || swim.phase == nil || swim.phase == stage.phase)
            }
        }
        return stages.isEmpty ? 0 : Double(known.count) / Double(stages.count)
    }

    func date(ofDay day: Int?) -> CalendarDate? {
        guard let day, (1...60).contains(day) else { return nil }
        return program.group.start?.adding(days: day - 1)
    }

    /// Printed date, else day of the meet, else the weekday in the session's name, else the only day there is.
    mutating func dateSessions() {
        let days = program.group.days
        for index in program.sessions.indices where program.sessions[index].date == nil {
            let session = program.sessions[index]
            let sameWeekday = days.filter { $0.weekday == session.weekday }
            if let date = date(ofDay: session.day) {
                program.sessions[index].date = date
            } else if session.weekday != nil {
                program.sessions[index].date = sameWeekday.count == 1 ? sameWeekday[0] : nil
            } else if days.count == 1 {
                program.sessions[index].date = days[0]
            }
        }
    }

    /// By day, then by the first start that is known, then by number and by where they were met.
    mutating func orderSessions() {
        func order(_ index: Int) -> (Int, Int, Int, Int, Int) {
            let session = program.sessions[index]
            let starts = program.starts.filter { program.swims[$0.key.swim].session == index }.map(\.value.time.minutes)
            let first = [session.start?.minutes, starts.min()].compactMap(\.self).min()
            let number = session.number.flatMap { Int($0.prefix { $0.isNumber }) }
            return (session.date?.daysSinceEpoch ?? .max, first ?? .max, number ?? .max, session.firstDocument, index)
        }
        let keys = program.sessions.indices.map(order)
        let sorted = program.sessions.indices.sorted { keys[$0] < keys[$1] }
        program.sessionOrder = Array(repeating: 0, count: sorted.count)
        for (position, index) in sorted.enumerated() { program.sessionOrder[index] = position }
    }
}

extension Heat {
    /// Printed with the morning's heats, swum in the evening.
    var isWithFinals: Bool { swimsWithFinals || RacePhase.isSwumWithFinals(round) }
}
