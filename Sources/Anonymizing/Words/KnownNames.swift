import MeetModel

/// What a reading says of the words of its document: whose names they are, what clubs are called, what titles say again and again.
struct KnownNames: Sendable {
    /// Keys of the words of swimmers' names, initials included.
    private(set) var names: Set<String> = []
    /// Keys of the words of teams' names that are surely no names of people.
    private(set) var clubs: Set<String> = []
    /// Keys of words that the titles of several events have.
    private(set) var titles: Set<String> = []
    /// Where swimmers and relays stand, and whose names are there.
    private(set) var rows: [Row] = []
    private var rowsByBand: [Band: [Int]] = [:]

    struct Row: Sendable {
        var place: Place
        var names: Set<String>
        /// Keys of school years (`SR`), which stand where ages do.
        var ages: Set<String> = []
        /// The line was not understood.
        var isUnread = false
    }

    private struct Band: Hashable {
        var page: Int
        var number: Int
    }

    init(_ reading: Reading) {
        let meet = reading.meet
        for entry in meet.entries + meet.alternates { add(entry.place, names: [entry.name], ages: [entry.age]) }
        for relay in meet.relays { add(relay.place, names: relay.legs.map(\.name), ages: relay.legs.map(\.age)) }
        for line in reading.completeness.unread { rows.append(Row(place: line.place, names: [], isUnread: true)) }
        clubs = Self.clubs(meet).subtracting(names)
        titles = Self.titles(meet).subtracting(names)
        for (index, row) in rows.enumerated() {
            for band in Self.bands(row.place.box) { rowsByBand[Band(page: row.place.page, number: band), default: []].append(index) }
        }
    }

    private mutating func add(_ place: Place, names: [String], ages: [String?]) {
        let keys = Set(names.flatMap(GlyphWord.keys))
        self.names.formUnion(keys)
        rows.append(Row(place: place, names: keys, ages: Set(ages.compactMap { $0 }.flatMap(GlyphWord.keys))))
    }

    /// The rows that a word of the page (from 1) stands in.
    func rows(page: Int, around word: GlyphWord) -> [Row] {
        guard let band = Self.band(word.baseline), let found = rowsByBand[Band(page: page, number: band)] else { return [] }
        return found.lazy.map { rows[$0] }.filter { row in
            let box = row.place.box
            return word.baseline >= box.top - 0.1 && word.baseline <= box.bottom + 0.1 && word.right > box.left - 0.5
                && word.left < box.right + 0.5
        }
    }

    private static func band(_ y: Float) -> Int? { y.isFinite && abs(y) < 100_000 ? Int((y / 16).rounded(.down)) : nil }

    private static func bands(_ box: Box) -> ClosedRange<Int> {
        guard let first = band(box.top - 0.1), let last = band(box.bottom + 0.1), first <= last else { return 0...0 }
        return first...min(last, first + 200)
    }

    // MARK: - Clubs

    /// A first name that was taken for a team is a danger, so a team counts only if several swimmers share it, and if most teams of
    /// the document are shared.
    private static func clubs(_ meet: Meet) -> Set<String> {
        var swimmers: [String: Set<String>] = [:]
        for entry in meet.entries + meet.alternates {
            if let team = entry.team, isPlausible(team) { swimmers[team, default: []].insert(entry.name) }
        }
        let shared = Set(swimmers.filter { $0.value.count > 1 }.keys)
        let sharing = shared.reduce(0) { $0 + (swimmers[$1]?.count ?? 0) }
        var sure: Set<String> = sharing * 2 >= swimmers.values.reduce(0) { $0 + $1.count } ? shared : []
        // A swimmer may have been taken for a relay, the initial for its letter.
        var relays: [String: (letters: Set<String>, events: Set<Int>, legs: Int)] = [:]
        for relay in meet.relays where isPlausible(relay.team) {
            var team = relays[relay.team] ?? ([], [], 0)
            if let letter = relay.letter { team.letters.insert(letter) }
            team.events.insert(relay.event)
            team.legs += relay.legs.count
            relays[relay.team] = team
        }
        sure.formUnion(relays.filter { $0.value.letters.count > 1 || $0.value.events.count > 2 || $0.value.legs > 1 }.keys)
        // `KELP-ZZ` of an entry and `KELP` of a relay make each other sure word by word.
        return Set(sure.flatMap(GlyphWord.keys))
    }

    /// Names have a comma between surname and first name; teams have none.
    private static func isPlausible(_ team: String) -> Bool { !team.contains(",") && team.utf8.count <= 80 }

    // MARK: - Titles

    /// Words of titles in a language that is not known here. One event's title may have run together with a record holder's name.
    private static func titles(_ meet: Meet) -> Set<String> {
        var events: [String: Set<String>] = [:]
        func add(_ text: String, event: String) {
            for word in text.split(separator: " ") {
                if word.utf8.contains(UInt8(ascii: ":")) || word.last == "," { return }
                for key in GlyphWord.keys(of: String(word)) { events[key, default: []].insert(event) }
            }
        }
        for (index, event) in meet.events.enumerated() where event.distance != nil { add(event.name, event: event.number ?? "\(index) ") }
        for row in meet.timeline where !row.isBreak { add(row.name, event: row.event ?? row.name) }
        return Set(events.filter { $0.value.count >= 3 }.keys)
    }
}
