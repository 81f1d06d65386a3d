import Foundation
import MeetModel

extension Reading {
    /// A number that is another one when anything of the reading is; boxes count in whole points, so that the last bit of another
    /// machine's sums is no other reading.
    func fingerprint() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // FNV-1a.
        let hash = try encoder.encode(inWholePoints).reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private var inWholePoints: Reading {
        var reading = self
        for index in meet.heats.indices { reading.meet.heats[index].place.box.round() }
        for index in meet.entries.indices { reading.meet.entries[index].place.box.round() }
        for index in meet.alternates.indices { reading.meet.alternates[index].place.box.round() }
        for index in meet.relays.indices { reading.meet.relays[index].place.box.round() }
        for index in meet.timeline.indices { reading.meet.timeline[index].place.box.round() }
        for index in completeness.unread.indices { reading.completeness.unread[index].place.box.round() }
        return reading
    }
}

extension Box {
    /// Cuts off fractions from .73 on: report writers like halves, thirds and tenths, and an edge there must not tip over.
    fileprivate mutating func round() {
        func whole(_ edge: Float) -> Float { (edge + 0.27).rounded(.down) }
        self = Box(left: whole(left), top: whole(top), right: whole(right), bottom: whole(bottom))
    }
}
