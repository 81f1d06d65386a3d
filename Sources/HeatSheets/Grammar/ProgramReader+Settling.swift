import MeetModel

// What only the whole document can decide.
extension ProgramReader {
    mutating func settleAges() {
        for (index, isAlternate, letters) in glued {
            var entry = isAlternate ? meet.alternates[index] : meet.entries[index]
            let event = meet.events[entry.event]
            let tally = gluedAges[entry.event] ?? (0, 0)
            var initials = letters
            let sex: Sex? =
                switch letters.last {
                case "M": .male
                case "W", "F": .female
                default: nil
                }
            let fits = event.sex == nil || event.sex == .mixed || (event.sex == .male) == (sex == .male)
            // In an event of one sex the letter is a sex only if the whole event prints it; else it is an initial.
            if let sex, fits, letters.utf8.count > 1 || event.sex == .mixed || event.sex == nil || tally.glued > tally.plain {
                entry.sex = sex
                initials.removeLast()
            }
            if !initials.isEmpty { entry.name += Self.suffix(initials) }
            if isAlternate { meet.alternates[index] = entry } else { meet.entries[index] = entry }
        }
    }

    /// What was glued in front of an age, as it goes on with the name: ` M`, or ` DovW` as ` Dov W`.
    static func suffix(_ letters: String) -> String {
        guard letters.count > 2, let last = letters.last, last.isUppercase, let before = letters.dropLast().last, before.isLowercase else {
            return " " + letters
        }
        return " \(letters.dropLast()) \(last)"
    }

    /// Sheets of some events and lists of others; relays alone.
    mutating func settleKind() {
        let hasHeats = meet.entries.contains { $0.heat != nil } || meet.relays.contains { $0.heat != nil }
        let hasLists = meet.entries.contains { $0.heat == nil } || meet.relays.contains { $0.heat == nil }
        if hasHeats { meet.kind = hasLists ? .mixed : .heatSheet } else if meet.heats.isEmpty, hasLists { meet.kind = .psychSheet }
        // A list of relays without times says who swims together, not how fast.
        if meet.entries.isEmpty, !meet.relays.isEmpty, !hasHeats, meet.relays.allSatisfy({ $0.seed == nil }) { meet.kind = .relayRoster }
        for heat in meet.heats { meet.events[heat.event].heatCount = max(meet.events[heat.event].heatCount ?? 0, heat.number) }
        for (event, count) in printedEntries.sorted(by: { $0.key < $1.key }) {
            let found = meet.entries.count { $0.event == event } + meet.relays.count { $0.event == event }
            guard found != count else { continue }
            completeness.failedChecks.append(
                FailedCheck(
                    kind: .entryTotal,
                    message: "Event \(meet.events[event].number ?? meet.events[event].name): \(found) of \(count) entries are printed.",
                    page: meet.events[event].page))
        }
    }

    /// What stands at the same place of several pages belongs to the pages, not to the meet.
    mutating func settleFooters() {
        var pages: [String: Set<Int>] = [:]
        func key(_ line: UnreadLine) -> String { "\(Int(line.place.box.top.rounded())) \(line.text)" }
        for line in completeness.unread { pages[key(line), default: []].insert(line.place.page) }
        completeness.unread.removeAll { line in
            guard pages[key(line), default: []].count > 1 else { return false }
            completeness.ignoredLines[.pageFooter, default: 0] += 1
            return true
        }
    }

    mutating func settleDates() {
        var settler = DateSettler(header: header, titles: sessionTitles)
        settler.settle(&meet, &completeness)
    }
}
