import MeetModel

/// A row that names a swimmer: an entry, an alternate, or one leg of a relay.
struct MeetRow: Sendable {
    /// Index of the document in the whole batch.
    var document: Int
    /// Index of the meet's `events` in its document; may be outside of it.
    var event: Int
    /// Index of the program's events and swims.
    var programEvent: Int
    var swim: Int

    var name: String
    var age: String?
    var birth: String?
    var sex: Sex?
    var team: String?

    var round: String?
    var heat: Int?
    var lane: Int?
    var rank: Int?
    var seed: String?
    var start: WallTime?
    var isExhibition: Bool
    var isAlternate: Bool
    var relay: RelayPart?
    var place: Place

    var isSeeded: Bool { !isAlternate && (heat != nil || lane != nil) }

    /// The legs after the fourth swim only if one of the four does not.
    var isRelayAlternate: Bool { (relay?.leg ?? 0) > 4 }
}
