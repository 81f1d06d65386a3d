import MeetModel

// Headings of events and heats.
extension ProgramReader {
    /// Headings of events, heats and sessions; nil if the line is none.
    mutating func readHeading(_ first: String, _ words: [String], _ line: Line) -> Bool? {
        if Token.startsWithDigit(first) {
            if line.isPageHeader, isSessionLine(words) {
                enterSession(words, page: line.page)
                return true
            }
            return beginsUnnumberedEvent(words) ? enterUnnumberedEvent(words, line) : nil
        }
        if Anchor.begins(line.words[...]) {
            if first == "Alternates", words.count <= 2 {
                mode = .alternates
                openRelay = nil
                return event != nil
            }
            if let title = HeatTitle(words) { return enterHeat(title, line) }
            if let heading = EventHeading(words) { return enterEvent(heading, line) }
        }
        if isSessionLine(words) {
            enterSession(words, page: line.page)
            return true
        }
        if let round = finalsHeading(words) { return enterFinal(round, line) }
        return beginsUnnumberedEvent(words) ? enterUnnumberedEvent(words, line) : nil
    }

    /// The round that all heats of the event so far have: a heading cut off by the end of a column prints none.
    private func commonRound(of event: Int) -> String? {
        let rounds = Set(meet.heats.lazy.filter { $0.event == event }.map(\.round))
        return rounds.count == 1 ? rounds.first ?? nil : nil
    }

    /// `A Final`, `Consolation Final`, `Final B`: a heat that is named and not numbered.
    private func finalsHeading(_ words: [String]) -> String? {
        guard words.count >= 2, words.count <= 3, mode != .preamble || !printsTables else { return nil }
        let folded = words.map { $0.lowercased() }
        guard folded.contains(where: { $0 == "final" || $0 == "finals" || $0 == "finale" }) else { return nil }
        let names: Set<String> = [
            "a", "b", "c", "d", "-", "consolation", "championship", "bonus", "final", "finals", "finale", "super", "big", "heat",
        ]
        guard folded.allSatisfy(names.contains) else { return nil }
        return words.filter { !Token.isBlank($0) }.joined(separator: " ")
    }

    private mutating func enterFinal(_ round: String, _ line: Line) -> Bool {
        guard let event else { return false }
        openRelay = nil
        mode = .rows
        meet.heats.append(Heat(event: event, number: 1, round: round, place: line.place))
        heat = meet.heats.count - 1
        self.round = round
        return true
    }

    /// `Mixed 9+ 100m Freestyle` on a line of its own. A stroke without a name here must not hide that a new event begins:
    /// its heats would go to the event before.
    func beginsUnnumberedEvent(_ words: [String]) -> Bool {
        guard let first = words.first, words.count <= 12, words.count >= 3 else { return false }
        if numbersEvents { return false }
        if EventTitle.isSex(first) { return !words.contains(where: { Token.isSeed($0) }) && EventTitle(words).isLikely }
        return !printsTables && Token.startsWithDigit(first) && !words.contains(where: { Token.isSeed($0) || $0.hasSuffix(",") })
            && EventTitle(words).isWhole
    }

    /// A long title goes on in the next line.
    mutating func continuesTitle(_ words: [String], _ event: Int) -> Bool {
        guard EventTitle.isContinuation(words), meet.events[event].name.utf8.count < 200 else { return false }
        setTitle(meet.events[event].name.split(separator: " ").map(String.init) + words, of: event)
        return true
    }

    mutating func setTitle(_ words: [String], of event: Int) {
        let words = EventTitle.joined(words)
        let title = EventTitle(words)
        meet.events[event].name = words.joined(separator: " ")
        meet.events[event].sex = title.sex
        meet.events[event].ages = title.ages
        meet.events[event].distance = title.distance
        meet.events[event].course = title.course
        meet.events[event].stroke = title.stroke
        meet.events[event].isRelay = title.isRelay
    }

    mutating func session(page: Int) -> Int {
        if meet.sessions.isEmpty {
            meet.sessions.append(Session(page: page))
            sessionTitles.append(SessionTitle([]))
        }
        return meet.sessions.count - 1
    }

    mutating func enterEvent(_ heading: EventHeading, _ line: Line) -> Bool {
        openRelay = nil
        let session = session(page: line.page)
        if let known = eventIndex[heading.number] {
            // One heading stands for all events that share their heats: the heat tells whose it is.
            let isShared = combined.count > 1 && combined.contains(known) && event.map(combined.contains) == true
            if event != known, !isShared { (event, heat, round) = (known, nil, nil) }
            // A list that goes on prints no records again.
            mode = heading.isContinuation ? .rows : .preamble
            return true
        }
        let new = Event(number: heading.number, name: heading.title, session: session, page: line.page)
        meet.events.append(new)
        let index = meet.events.count - 1
        setTitle(heading.title.split(separator: " ").map(String.init), of: index)
        eventIndex[heading.number] = index
        combined = [index]
        for other in heading.otherNumbers where eventIndex[other] == nil {
            meet.events.append(Event(number: other, name: heading.title, session: session, page: line.page))
            setTitle(heading.title.split(separator: " ").map(String.init), of: meet.events.count - 1)
            eventIndex[other] = meet.events.count - 1
            combined.append(meet.events.count - 1)
        }
        settleCombined(heading.title)
        // The pages before may be missing: a list that goes on prints no table heading again.
        (event, heat, round, eventRound, mode, isUnderTitle) = (index, nil, nil, nil, heading.isContinuation ? .rows : .preamble, true)
        return true
    }

    /// `Girls / Boys 13-14 800 Free` under two numbers: each number takes its own sex.
    mutating func settleCombined(_ title: String) {
        guard combined.count > 1 else { return }
        let words = title.split(separator: " ").map(String.init)
        let sexes = words.indices.filter { EventTitle.isSex(words[$0]) }
        guard sexes.count == combined.count else { return }
        for (position, event) in combined.enumerated() {
            let others = Set(sexes).subtracting([sexes[position]])
            setTitle(words.indices.filter { !others.contains($0) && words[$0] != "/" && words[$0] != "&" }.map { words[$0] }, of: event)
        }
    }

    /// The event of a combined heat's swimmers: `(Heat 2 Boys 800 Free)` says whose they are.
    mutating func enterCombined(_ within: String) {
        let title = EventTitle(within.split(separator: " ").map(String.init).dropFirst(2))
        guard combined.count > 1, let match = combined.first(where: { meet.events[$0].sex == title.sex }) else { return }
        event = match
    }

    mutating func enterUnnumberedEvent(_ words: [String], _ line: Line) -> Bool {
        openRelay = nil
        let session = session(page: line.page)
        let name = words.joined(separator: " ")
        if let known = eventIndex["\n" + name], known == event { return true }
        meet.events.append(Event(number: nil, name: name, session: session, page: line.page))
        let index = meet.events.count - 1
        setTitle(words, of: index)
        eventIndex["\n" + name] = index
        combined = []
        (event, heat, round, eventRound, mode, isUnderTitle) = (index, nil, nil, nil, .preamble, true)
        return true
    }

    mutating func enterHeat(_ title: HeatTitle, _ line: Line) -> Bool {
        if let heading = title.continuedEvent {
            guard enterEvent(heading, line) else { return false }
        }
        if let within = title.within { enterCombined(within) }
        guard let event else { return false }
        openRelay = nil
        mode = .rows
        // The same heat again, in the next column or on the next page.
        if let known = meet.heats.lastIndex(where: { $0.event == event && $0.number == title.number }),
            title.continuedEvent != nil || heat == known && meet.heats[known].round == title.round && meet.heats[known].start == title.start
        {
            heat = known
            round = meet.heats[known].round ?? title.round
            return true
        }
        let printedRound = title.round ?? eventRound ?? (title.continuedEvent == nil ? nil : commonRound(of: event))
        var new = Heat(event: event, number: title.number, count: title.count, round: printedRound, start: title.start, place: line.place)
        new.swimsWithFinals = title.swimsWithFinals
        meet.heats.append(new)
        heat = meet.heats.count - 1
        round = printedRound
        if let count = title.count { meet.events[event].heatCount = max(meet.events[event].heatCount ?? 0, count) }
        return true
    }
}
