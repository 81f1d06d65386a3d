import MeetModel
import Testing

/// A fixture as it was read, for tests that look at some rows of it.
struct Sheet {
    var reading: Reading
    var meet: Meet { reading.meet }

    init(_ fixture: String) async throws { reading = try await TestDocument.fixture(fixture).reading() }

    /// The swimmers of a heat with their lanes, in the order of the document: `3 Bramwick, Yara`.
    func lanes(event: String, heat: Int, session: Int? = nil) -> [String] {
        meet.entries.filter { $0.heat == heat && isOf(event, session, $0.event) }.map { "\($0.lane.map(String.init) ?? "-") \($0.name)" }
    }

    /// The swimmers of an unseeded list with their ranks.
    func ranks(event: String) -> [String] {
        meet.entries.filter { $0.heat == nil && $0.lane == nil && isOf(event, nil, $0.event) }
            .map { "\($0.rank.map(String.init) ?? "-") \($0.name)" }
    }

    /// The numbers of an event's heats in the order of the document.
    func heats(event: String, session: Int? = nil) -> [Int] {
        meet.heats.filter { isOf(event, session, $0.event) }.map(\.number)
    }

    func heat(event: String, _ number: Int) throws -> Heat {
        try #require(meet.heats.first { $0.number == number && isOf(event, nil, $0.event) }, "heat \(number) of event \(event) is missing")
    }

    func entry(event: String, heat: Int = 1, lane: Int) throws -> Entry {
        let entry = meet.entries.first { $0.heat == heat && $0.lane == lane && isOf(event, nil, $0.event) }
        return try #require(entry, "event \(event), heat \(heat), lane \(lane) is missing")
    }

    func relay(event: String, lane: Int) throws -> RelayEntry {
        try #require(meet.relays.first { $0.lane == lane && isOf(event, nil, $0.event) }, "event \(event), lane \(lane) is missing")
    }

    func event(_ number: String) throws -> Event {
        try #require(meet.events.first { $0.number == number }, "event \(number) is missing")
    }

    /// Everybody who swims in the document, legs of relays and alternates included.
    var names: [String] { meet.entries.map(\.name) + meet.alternates.map(\.name) + meet.relays.flatMap { $0.legs.map(\.name) } }

    private func isOf(_ number: String, _ session: Int?, _ event: Int) -> Bool {
        meet.events[event].number == number && (session == nil || meet.events[event].session == session)
    }
}

extension Entry {
    /// Name, sex, age and team: `Bramquist, Hana M | W | 10 | TIDE-ZZ`.
    var who: String { [name, sex?.rawValue ?? "-", age ?? "-", team ?? "-"].joined(separator: " | ") }
}
