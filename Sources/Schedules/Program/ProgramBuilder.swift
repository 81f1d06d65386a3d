import MeetModel

/// Puts the documents of one meet together: events first, then the sessions of session reports, then those of the sheets,
/// then every row.
struct ProgramBuilder {
    let documents: [SourceDocument]
    var program: MeetProgram
    /// For each document, the program's event for each of its events.
    var eventsOfDocument: [Int: [Int]] = [:]
    /// For each document, the program's session for each of its sessions; nil where its events tell one by one.
    var sessionsOfDocument: [Int: [Int?]] = [:]
    private var eventsByKey: [String: [Int]] = [:]

    static func program(of group: MeetGroup, _ documents: [SourceDocument]) -> MeetProgram {
        var builder = ProgramBuilder(documents: documents, program: MeetProgram(group: group))
        builder.build()
        return builder.program
    }

    private init(documents: [SourceDocument], program: MeetProgram) {
        self.documents = documents
        self.program = program
    }

    private mutating func build() {
        for document in program.group.documents {
            let events = meet(document).events
            eventsOfDocument[document] = events.map { event in
                programEvent(number: event.number, name: event.name, traits: EventTraits(event), course: event.course)
            }
        }
        // The latest print comes first: what it says of a session stands, and earlier prints of that session say nothing.
        for document in latestFirst(program.group.documents) where !meet(document).timeline.isEmpty { readTimeline(document) }
        for document in program.group.documents { mapSessions(document) }
        dateSessions()
        for document in program.group.documents { readRows(document) }
        markSuperseded()
        readHeats()
        joinParts()
        divideHeats()
        orderItems()
        SessionClock.run(&program)
        orderSessions()
    }

    func meet(_ document: Int) -> Meet { documents[document].reading.meet }

    /// Whether `a` was certainly printed after `b`.
    func isLater(_ a: Int, than b: Int) -> Bool {
        guard let a = meet(a).printed, let b = meet(b).printed else { return false }
        if a.date != b.date { return a.date > b.date }
        guard let later = a.time, let earlier = b.time else { return false }
        return later > earlier
    }

    /// Documents with a print time first, the latest before all others; the order given decides between equals.
    private func latestFirst(_ documents: [Int]) -> [Int] {
        documents.enumerated().sorted { a, b in
            switch (meet(a.element).printed, meet(b.element).printed) {
            case (let x?, let y?) where x != y: x > y
            case (_?, nil): true
            case (nil, _?): false
            default: a.offset < b.offset
            }
        }.map(\.element)
    }

    /// The event a document speaks of, found by number, or by what is swum where events have no numbers.
    mutating func programEvent(number: String?, name: String, traits: EventTraits, course: Course?) -> Int {
        let key = number.map { "#" + NameLetters.key(of: $0) } ?? Self.key(name, traits)
        for candidate in eventsByKey[key] ?? [] where program.events[candidate].traits.agrees(with: traits) {
            program.events[candidate].traits.fill(from: traits)
            program.events[candidate].course = program.events[candidate].course ?? course
            return candidate
        }
        program.events.append(ProgramEvent(number: number, name: name, traits: traits, course: course))
        eventsByKey[key, default: []].append(program.events.count - 1)
        return program.events.count - 1
    }

    private static func key(_ name: String, _ traits: EventTraits) -> String {
        guard let distance = traits.distance, let stroke = traits.stroke else { return NameLetters.key(of: name) }
        let ages = traits.ages.map { "\($0.lowest ?? 0)-\($0.highest ?? 0)" } ?? ""
        return "\(traits.sex?.rawValue ?? "") \(ages) \(distance) \(stroke.rawValue) \(traits.isRelay)"
    }

    /// The swim a row or a line of a session report belongs to; what the row does not say fits whatever there is, the earliest
    /// stage first. Nil asks for none to be made.
    mutating func swim(event: Int, phase: RacePhase?, session: Int?, round: String? = nil) -> Int {
        let candidates = program.events[event].swims.filter { index in
            let swim = program.swims[index]
            return (phase == nil || swim.phase == nil || swim.phase == phase)
                && (session == nil || swim.session == nil || swim.session == session)
        }
        func distance(_ index: Int) -> (Int, Int, Int) {
            let swim = program.swims[index]
            let gaps = (swim.session == session ? 0 : 1) + (swim.phase == phase ? 0 : 1)
            return (gaps, swim.phase?.rawValue ?? -1, index)
        }
        if let best = candidates.min(by: { distance($0) < distance($1) }) {
            program.swims[best].phase = program.swims[best].phase ?? phase
            program.swims[best].session = program.swims[best].session ?? session
            return best
        }
        program.swims.append(Swim(event: event, phase: phase, session: session, round: round))
        program.events[event].swims.append(program.swims.count - 1)
        return program.swims.count - 1
    }
}
