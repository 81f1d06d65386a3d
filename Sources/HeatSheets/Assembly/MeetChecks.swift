import MeetModel

/// The sums a heat sheet must satisfy by itself: heats counted through, no lane given twice, relay legs in order.
enum MeetChecks {
    /// What does not add up, in the order of the document.
    static func failures(in meet: Meet) -> [FailedCheck] {
        var failures: [FailedCheck] = []
        var heats: [Int: [Heat]] = [:]
        for heat in meet.heats { heats[heat.event, default: []].append(heat) }
        for (index, event) in meet.events.enumerated() {
            guard let printed = heats[index] else { continue }
            check(event, printed, &failures)
        }
        checkLanes(meet, &failures)
        return failures
    }

    private static func label(_ event: Event) -> String { event.number.map { "Event \($0)" } ?? event.name }

    private static func check(_ event: Event, _ heats: [Heat], _ failures: inout [FailedCheck]) {
        var seen: [String: Set<Int>] = [:]
        for heat in heats {
            // A letter names a final of its own; without letters the heats of an event are one row of numbers.
            if !seen[heat.round ?? "", default: []].insert(heat.number).inserted {
                failures.append(
                    FailedCheck(
                        kind: .repeatedHeat, message: "\(label(event)): heat \(heat.number) is printed twice.", page: heat.place.page))
            }
        }
        let numbers = Set(heats.map(\.number))
        guard let last = numbers.max(), last < 1_000 else { return }
        let expected = max(last, min(event.heatCount ?? 0, 1_000))
        let missing = (1...max(expected, 1)).filter { !numbers.contains($0) }
        // Sheets of a finals session may print the last heats only.
        guard !missing.isEmpty, heats.contains(where: { $0.count != nil }) else { return }
        failures.append(
            FailedCheck(
                kind: .missingHeat,
                message: "\(label(event)): heat \(missing.map(String.init).joined(separator: ", ")) of \(expected) is not printed.",
                page: event.page))
    }

    private struct Slot: Hashable {
        var event: Int
        var round: String?
        var heat: Int
        var lane: Int
    }

    private static func checkLanes(_ meet: Meet, _ failures: inout [FailedCheck]) {
        var seen = Set<Slot>()
        let slots =
            meet.entries.map { ($0.event, $0.round, $0.heat, $0.lane, $0.place.page) }
            + meet.relays.map { ($0.event, $0.round, $0.heat, $0.lane, $0.place.page) }
        for (event, round, heat, lane, page) in slots {
            guard let heat, let lane, meet.events.indices.contains(event) else { continue }
            if !seen.insert(Slot(event: event, round: round, heat: heat, lane: lane)).inserted {
                failures.append(
                    FailedCheck(
                        kind: .laneTwice, message: "\(label(meet.events[event])), heat \(heat): lane \(lane) is printed twice.", page: page)
                )
            }
        }
    }
}
