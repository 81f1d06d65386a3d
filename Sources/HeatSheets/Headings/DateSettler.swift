import MeetModel

/// Decides how a document writes its dates, and which day each session is.
struct DateSettler {
    var header: PageHeader
    var titles: [SessionTitle]

    /// Fills in the meet's name, dates, print time and the sessions' days.
    mutating func settle(_ meet: inout Meet, _ completeness: inout Completeness) {
        meet.name = header.meetName
        meet.venue = header.venue
        let all = header.dates + titles.compactMap(\.date) + (header.printed.map { [$0.date] } ?? [])
        guard let isDayFirst = dayFirst(all) else {
            // Better no day than a wrong one.
            completeness.failedChecks.append(
                FailedCheck(kind: .ambiguousDate, message: "The order of day and month is not clear: the days of this meet are not known."))
            return
        }
        let dates = header.dates.map { $0.resolved(dayFirst: isDayFirst) }
        meet.start = dates.min() ?? titles.compactMap { $0.date?.resolved(dayFirst: isDayFirst) }.min()
        meet.end = dates.max() ?? titles.compactMap { $0.date?.resolved(dayFirst: isDayFirst) }.max()
        // A header may give the first day alone.
        if let last = titles.compactMap({ $0.date?.resolved(dayFirst: isDayFirst) }).max(), let end = meet.end, last > end {
            meet.end = last
        }
        if let printed = header.printed {
            meet.printed = PrintTime(date: printed.date.resolved(dayFirst: isDayFirst), time: printed.time)
        }
        for index in meet.sessions.indices where meet.sessions[index].date == nil && index < titles.count {
            meet.sessions[index].date = date(of: titles[index], meet.sessions[index], meet, isDayFirst)
        }
    }

    /// Whether the day comes before the month: settled by any date that reads one way only, else by the span of the meet.
    /// Nil where both readings are as likely.
    private func dayFirst(_ dates: [DateText.Found]) -> Bool? {
        var isAmbiguous = false
        for date in dates {
            switch date {
            case .dayFirst: return true
            case .monthFirst: return false
            case .ambiguous: isAmbiguous = true
            case .day: break
            }
        }
        guard isAmbiguous else { return false }
        // A meet lasts days, not months; and its sheets are printed shortly before it.
        func span(_ isDayFirst: Bool) -> Int {
            let days = dates.map { $0.resolved(dayFirst: isDayFirst).daysSinceEpoch }
            return (days.max() ?? 0) - (days.min() ?? 0)
        }
        if span(true) != span(false) { return span(true) < span(false) }
        // A session's weekday may fit one reading of the meet's first day only.
        guard let first = header.dates.first, let weekday = titles.lazy.compactMap(\.weekday).first else { return nil }
        let fits = [true, false].filter { first.resolved(dayFirst: $0).weekday == weekday }
        return fits.count == 1 ? fits[0] : nil
    }

    private func date(of title: SessionTitle, _ session: Session, _ meet: Meet, _ isDayFirst: Bool) -> CalendarDate? {
        if let date = title.date { return date.resolved(dayFirst: isDayFirst) }
        guard let start = meet.start else { return nil }
        let end = meet.end ?? start
        if let day = session.day ?? title.day, let date = start.adding(days: day - 1) { return date }
        if let weekday = title.weekday {
            var day: CalendarDate? = start
            for _ in 0..<7 {
                if let candidate = day, candidate.weekday == weekday { return candidate <= end || start == end ? candidate : nil }
                day = day?.adding(days: 1)
            }
        }
        return start == end || session.number == "1" ? start : nil
    }
}
