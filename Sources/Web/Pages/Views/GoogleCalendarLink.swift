import MeetModel
import Schedules

/// The address at which Google Calendar offers to add one race.
enum GoogleCalendarLink {
    /// - Parameter zone: of the venue; without one the time is taken in the calendar's own.
    /// - Returns: nil while the race's day is unknown.
    static func address(for race: Race, zone: String?) -> String? {
        guard let date = race.date else { return nil }
        let dates: String
        if let start = race.start {
            let from = CalendarStamp(seconds: date.daysSinceEpoch * 86_400 + start.time.minutes * 60)
            let to = CalendarStamp(seconds: from.seconds + race.calendarMinutes * 60)
            dates = "\(from.localText)/\(to.localText)"
        } else {
            guard let next = date.adding(days: 1) else { return nil }
            dates = "\(CalendarStamp.text(date))/\(CalendarStamp.text(next))"
        }
        var parameters = [
            ("action", "TEMPLATE"), ("text", race.calendarTitle), ("dates", dates), ("details", race.calendarDetails),
        ]
        if let venue = race.venue { parameters.append(("location", venue)) }
        if let zone { parameters.append(("ctz", zone)) }
        return "https://calendar.google.com/calendar/render" + PageLinks.query(parameters)
    }
}
