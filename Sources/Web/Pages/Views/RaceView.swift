import Batches
import MeetModel
import PDFPages
import Schedules

/// The values of one race's card.
struct RaceView: Sendable {
    /// Position in the schedule, from 1: the card's address on its page.
    var raceNumber: Int
    /// Nil where races cannot be chosen.
    var raceID: String?
    /// Position of the swimmer among those shown, from 0; -1 for nobody's.
    var swimmerIndex: Int
    var swimmer: String
    /// Whether several swimmers are shown, so that each card says whose it is.
    var showsSwimmer: Bool
    /// `2026-06-13T09:05` on the venue's clock; without the hour while the start is unknown, nil while the day is.
    var startStamp: String?
    /// `09:05`; nil while the start is unknown.
    var startTime: String?
    var isEstimated: Bool
    /// `09:38`, when the estimate is a range.
    var earliest: String?
    var latest: String?
    /// What is known of the start, in two or three words.
    var startSource: String
    var event: String?
    var eventShort: String
    var eventFull: String
    var heat: Int?
    var heatCount: Int?
    var lane: Int?
    var seed: String?
    var team: String?
    var age: String?
    var round: String?
    var relay: String?
    var relayMembers: String?
    var stateLabel: String?
    var stateKind: String
    var isExhibition: Bool
    var isScratched: Bool
    /// Documents that say the same.
    var alsoIn: String?
    var clashNotes: [ClashNote]
    var sheet: SheetView?
    var googleLink: String?

    struct ClashNote: Sendable {
        var clashText: String
        var clashKind: String
    }

    init(_ index: Int, of list: RaceList, swimmerIndex: Int, clashes: [ClashNote]) {
        let race = list.schedule.races[index]
        raceNumber = index + 1
        raceID = list.raceIDs.indices.contains(index) ? list.raceIDs[index] : nil
        self.swimmerIndex = swimmerIndex
        swimmer = race.displayName
        showsSwimmer = list.schedule.swimmers.count > 1
        startStamp = race.date.map { date in race.start.map { "\(date)T\($0.time)" } ?? date.description }
        startTime = race.start?.time.description
        isEstimated = race.start?.source == .estimated
        if isEstimated, let first = race.start?.earliest, let last = race.start?.latest, first < last {
            earliest = first.description
            latest = last.description
        }
        startSource =
            switch race.start?.source {
            case .printed: "printed"
            case .reported: "from the session report"
            case .estimated: "estimated"
            case nil: "start not known yet"
            }
        event = race.eventNumber
        eventShort = race.shortEventName
        eventFull = race.eventName
        heat = race.heat
        heatCount = race.heatCount
        lane = race.lane
        seed = race.seed
        team = race.team
        age = race.age
        round = race.round
        relay = race.relayText
        relayMembers = race.relay.flatMap { $0.members.isEmpty ? nil : $0.members.joined(separator: " · ") }
        isScratched = race.isScratched
        isExhibition = race.isExhibition
        stateLabel = Self.label(of: race)
        stateKind = isScratched ? "scratched" : race.state.rawValue
        let others = Set((race.supersedes + race.evidence.dropFirst()).map(\.file)).subtracting([race.evidence.first?.file ?? ""])
        alsoIn = others.isEmpty ? nil : others.count == 1 ? "one other document" : "\(others.count) other documents"
        clashNotes = clashes
        sheet = race.evidence.first.flatMap { [raceID] in list.sheet($0, raceID ?? "") }
        googleLink = GoogleCalendarLink.address(for: race, zone: list.zone)
    }

    private static func label(of race: Race) -> String? {
        if race.isScratched { return "Scratched" }
        return switch race.state {
        case .seeded: nil
        case .notSeeded: "Not seeded yet" + (race.rank.map { " · rank \($0)" } ?? "")
        case .alternate: "Alternate" + (race.rank.map { " \($0)" } ?? "")
        case .finalIfQualified: "Final, if qualified"
        }
    }
}

/// The values of the piece of a page that shows a race's row.
struct SheetView: Sendable {
    var sheetFile: String
    var sheetPage: Int
    /// Of the picture of the row, and of the page that shows the whole sheet.
    var rowPicture: String
    var rowPictureLarge: String
    var sheetLink: String
    /// Of the picture, in pixels, so that nothing moves when it comes.
    var pictureWidth: Int
    var pictureHeight: Int
    /// Longer rows are shown at reading size and scrolled.
    var isWide: Bool

    /// Nil for evidence from a document that the batch does not have, or of a row without extent.
    init?(_ evidence: Evidence, raceID: String, in results: BatchPageInput) {
        guard let document = results.documents.first(where: { $0.file == evidence.file }) else { return nil }
        let box = PageBox(evidence.place)
        let shown = box.surroundings
        let (width, height) = (shown.right - shown.left, shown.bottom - shown.top)
        guard width > 1, height > 1, width < 20_000, height < width * 4 else { return nil }
        sheetFile = evidence.file
        sheetPage = evidence.place.page
        let path = "\(results.path)/sheet/\(document.job.id.text)"
        pictureWidth = 640
        pictureHeight = max(1, Int((640 * height / width).rounded()))
        isWide = width > 340
        rowPicture = SheetPictureRoutes.address(path, page: sheetPage, boxes: [box], isCropped: true, width: 640)
        rowPictureLarge = SheetPictureRoutes.address(path, page: sheetPage, boxes: [box], isCropped: true, width: 1280)
        sheetLink = "\(path)/\(sheetPage)" + PageLinks.query(results.choices.parameters + [("race", raceID)])
    }
}

extension PageBox {
    /// The row that was read, on its page.
    init(_ place: Place) {
        self.init(page: place.page - 1, left: place.box.left, top: place.box.top, right: place.box.right, bottom: place.box.bottom)
    }
}
