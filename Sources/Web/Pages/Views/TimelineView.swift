import MeetModel
import Schedules

/// The picture of a day: a row for each swimmer, a mark for each race. All of it is in the list of races, too.
struct TimelineView: Sendable {
    /// The day in a sentence, for those who do not see the picture.
    var timelineLabel: String
    var timelineHeight: Int
    /// Where the lines of the hours end.
    var hourBottom: Int
    var hours: [HourView]
    var rows: [RowView]

    struct HourView: Sendable {
        var hourX: String
        var hour: String
    }

    struct RowView: Sendable {
        var rowName: String?
        var rowNameY: Int
        var rowY: Int
        /// 0 to 5, for the colour.
        var rowColour: Int
        var marks: [MarkView]
    }

    struct MarkView: Sendable {
        var markX: String
        var markY: Int
        /// Of the range of an estimate.
        var spanX: String
        var spanWidth: String
        var spanY: Int
        /// The event's number; nil where the marks stand too close for it.
        var markLabel: String?
        var markLabelY: Int
        var isGuess: Bool
    }

    private static let rowHeight = 46
    /// Of the picture's width: the room at both ends, and what a label takes.
    private static let margin = 6.0
    private static let labelWidth = 8.0

    /// Nil for a day on which fewer than two races have a start.
    init?(_ day: CalendarDate, in schedule: Schedule, swimmers: [Int]) {
        let races = schedule.races
        let timed = races.indices.filter { races[$0].date == day && races[$0].start != nil && !races[$0].isScratched }
        let starts = timed.compactMap { races[$0].start }
        guard timed.count >= 2, let first = starts.map({ ($0.earliest ?? $0.time).minutes }).min(),
            let last = starts.map({ ($0.latest ?? $0.time).minutes }).max()
        else { return nil }
        let (from, to) = (first / 60 * 60, (last / 60 + 1) * 60)
        let place = { (minutes: Int) in Self.margin + (100 - 2 * Self.margin) * Double(minutes - from) / Double(to - from) }

        let people = Array(Set(timed.map { swimmers[$0] })).sorted()
        hourBottom = 24 + people.count * Self.rowHeight
        timelineHeight = hourBottom + 4
        let step = (to - from) / 60 > 8 ? 120 : 60
        hours = stride(from: from, through: to, by: step).map {
            HourView(hourX: Self.percent(place($0)), hour: $0 / 60 < 24 ? "\($0 / 60):00" : "24:00")
        }
        rows = people.enumerated().map { row, person in
            let y = 24 + row * Self.rowHeight
            let name = schedule.swimmers.count > 1 ? races[timed.first { swimmers[$0] == person } ?? 0].displayName : nil
            var labelEnd = -Self.labelWidth
            let marks = timed.filter { swimmers[$0] == person }.compactMap { index -> MarkView? in
                guard let start = races[index].start else { return nil }
                let x = place(start.time.minutes)
                let (left, right) = (place((start.earliest ?? start.time).minutes), place((start.latest ?? start.time).minutes))
                let hasRoom = x - labelEnd >= Self.labelWidth
                if hasRoom { labelEnd = x }
                return MarkView(
                    markX: Self.percent(x), markY: y + 22, spanX: Self.percent(left), spanWidth: Self.percent(max(0, right - left)),
                    spanY: y + 17, markLabel: hasRoom ? races[index].eventNumber.map { "#\($0)" } : nil, markLabelY: y + 42,
                    isGuess: start.source == .estimated)
            }
            return RowView(rowName: name, rowNameY: y + 10, rowY: y + 22, rowColour: max(0, person) % 6, marks: marks)
        }
        let words = timed.map { index in
            [races[index].displayName, races[index].eventNumber.map { "event \($0)" }, races[index].startText].compactMap(\.self)
                .joined(separator: " ")
        }
        timelineLabel = "\(day.text): " + words.joined(separator: "; ")
    }

    private static func percent(_ value: Double) -> String { "\((value * 100).rounded() / 100)%" }
}
