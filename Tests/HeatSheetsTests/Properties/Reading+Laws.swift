import Foundation
import MeetModel
import PDFPages

@testable import HeatSheets
@testable import SheetLayout

extension Reading {
    /// What holds of every reading, whatever the pages; a sentence for each law that does not.
    func brokenLaws(pages: [PageText]) -> [String] {
        var broken: [String] = []
        func hold(_ isHeld: Bool, _ law: String) { if !isHeld { broken.append(law) } }
        let rows = meet.entries + meet.alternates
        hold(
            rows.allSatisfy { meet.events.indices.contains($0.event) } && meet.relays.allSatisfy { meet.events.indices.contains($0.event) }
                && meet.heats.allSatisfy { meet.events.indices.contains($0.event) }, "a row belongs to an event that is there")
        hold(
            meet.events.allSatisfy { $0.session.map(meet.sessions.indices.contains) ?? true }
                && meet.timeline.allSatisfy { meet.sessions.indices.contains($0.session) }, "an event belongs to a session that is there")
        hold(
            meet.entries.allSatisfy { entry in
                entry.heat == nil || meet.heats.contains { $0.event == entry.event && $0.number == entry.heat }
            },
            "an entry's heat is one of its event")
        hold(rows.allSatisfy { !$0.name.isEmpty }, "an entry has a name")
        hold(meet.relays.allSatisfy { !$0.team.isEmpty && $0.legs.allSatisfy { !$0.name.isEmpty } }, "a relay has a team, a leg has a name")
        hold(
            (rows.compactMap(\.lane) + meet.relays.compactMap(\.lane)).allSatisfy { (0...10).contains($0) }, "a lane is one of 0 to 10")
        hold(meet.alternates.allSatisfy { $0.heat == nil && $0.lane == nil }, "an alternate has no lane")
        hold(
            meet.kind != .results && meet.kind != .other || rows.isEmpty && meet.relays.isEmpty, "a document without races gives no entries"
        )
        let places =
            rows.map(\.place) + meet.relays.map(\.place) + meet.heats.map(\.place) + meet.timeline.map(\.place)
            + completeness.unread.map(\.place)
        hold(
            places.allSatisfy { place in
                let box = place.box
                return pages.contains { $0.index + 1 == place.page } && [box.left, box.top, box.right, box.bottom].allSatisfy(\.isFinite)
                    && box.left <= box.right && box.top <= box.bottom
            }, "a row has a box on a page of the document")
        hold(completeness.pages == pages.count, "every page is counted")
        let lines = LineTable(pages.map(PageCells.init)).lines.count
        let accounted = completeness.usedLines + completeness.ignoredLines.values.reduce(0, +) + completeness.unread.count
        hold(accounted == lines, "every line is used, ignored or unread: \(accounted) of \(lines)")
        hold(completeness.ignoredLines.values.allSatisfy { $0 > 0 } && completeness.usedLines >= 0, "no count is negative")
        hold((try? encoded()) != nil, "a reading can be stored")
        return broken
    }

    /// The reading as it would be stored.
    func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try encoder.encode(self)
    }
}
