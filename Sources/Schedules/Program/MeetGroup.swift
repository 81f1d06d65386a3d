import MeetModel

/// Documents of one meet, by its name and days.
struct MeetGroup: Sendable {
    /// Indices of the documents, in the order given.
    var documents: [Int]
    var name: String?
    var start: CalendarDate?
    var end: CalendarDate?
    var venue: String?

    /// The days of the meet, when at most a month is between them.
    var days: [CalendarDate] {
        guard let start else { return [] }
        let last = end ?? start
        guard last >= start, last.daysSinceEpoch - start.daysSinceEpoch <= 31 else { return [] }
        return (0...(last.daysSinceEpoch - start.daysSinceEpoch)).compactMap { start.adding(days: $0) }
    }

    /// Groups documents that hold races; others belong to no meet. Groups stand in the order of their first day.
    static func groups(of documents: [SourceDocument]) -> [MeetGroup] {
        let racing = documents.indices.filter { documents[$0].reading.meet.hasRaces }
        var groups: [MeetGroup] = []
        for index in racing where documents[index].reading.meet.nameKey != nil {
            let meet = documents[index].reading.meet
            if let group = groups.firstIndex(where: { $0.isNamed(as: meet) && $0.mayShareDays(with: meet) }) {
                groups[group].add(index, meet)
            } else {
                groups.append(MeetGroup(index, meet))
            }
        }
        for index in racing where documents[index].reading.meet.nameKey == nil {
            let meet = documents[index].reading.meet
            let fitting = groups.indices.filter { group in
                groups[group].mayShareDays(with: meet)
                    && groups[group].documents.contains { meet.sharesEvents(with: documents[$0].reading.meet) }
            }
            if let group = fitting.first, fitting.count == 1 {
                groups[group].add(index, meet)
            } else {
                groups.append(MeetGroup(index, meet))
            }
        }
        for group in groups.indices { groups[group].documents.sort() }
        return groups.sorted { $0.order < $1.order }
    }

    private var order: (day: Int, document: Int) { (start.map(\.daysSinceEpoch) ?? .max, documents.first ?? 0) }

    private init(_ index: Int, _ meet: Meet) {
        documents = [index]
        (name, start, end, venue) = (meet.name, meet.start, meet.end, meet.venue)
    }

    private mutating func add(_ index: Int, _ meet: Meet) {
        documents.append(index)
        if let other = meet.name, other.count > name?.count ?? 0 { name = other }
        if let other = meet.start { start = min(start ?? other, other) }
        if let other = meet.end { end = max(end ?? other, other) }
        venue = venue ?? meet.venue
    }

    private func isNamed(as meet: Meet) -> Bool {
        guard let own = name.map(NameLetters.key), let other = meet.nameKey else { return false }
        // Meet names are cut at 45 characters, so that a long one may be the beginning of the other.
        let shorter = min(own.count, other.count)
        return own == other || (shorter >= 30 && (own.hasPrefix(other) || other.hasPrefix(own)))
    }

    private func mayShareDays(with meet: Meet) -> Bool {
        guard let start, let other = meet.start else { return true }
        return start <= (meet.end ?? other) && other <= (end ?? start)
    }
}

extension Meet {
    fileprivate var hasRaces: Bool {
        kind != .results && kind != .other
            && !(entries.isEmpty && alternates.isEmpty && relays.isEmpty && timeline.isEmpty && events.isEmpty)
    }

    fileprivate var nameKey: String? {
        guard let key = name.map(NameLetters.key), !key.isEmpty else { return nil }
        return key
    }

    /// Whether nearly all numbered events of the smaller document are the larger one's too.
    fileprivate func sharesEvents(with other: Meet) -> Bool {
        let (own, theirs) = (eventSignatures, other.eventSignatures)
        let smaller = min(own.count, theirs.count)
        return smaller >= 3 && own.intersection(theirs).count * 10 >= smaller * 9
    }

    private var eventSignatures: Set<String> {
        Set(
            events.compactMap { event in
                guard let number = event.number else { return nil }
                let traits = EventTraits(event)
                return "\(number) \(traits.distance ?? 0) \(traits.stroke?.rawValue ?? "") \(traits.sex?.rawValue ?? "") \(traits.isRelay)"
            })
    }
}
