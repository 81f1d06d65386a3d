import MeetModel

extension CompactWriter {
    /// Everything of a reading, to be read by ``CompactReader/reading()``. A change here is a change of `HeatSheetReader.version`.
    mutating func write(_ reading: Reading) {
        write(reading.meet)
        write(reading.completeness)
    }

    private mutating func write(_ meet: Meet) {
        write(meet.kind)
        write(meet.name)
        write(meet.start) { $0.write($1) }
        write(meet.end) { $0.write($1) }
        write(meet.venue)
        write(meet.printed) {
            $0.write($1.date)
            $0.write($1.time)
        }
        write(meet.sessions) { $0.write($1) }
        write(meet.events) { $0.write($1) }
        write(meet.heats) { $0.write($1) }
        write(meet.entries) { $0.write($1) }
        write(meet.alternates) { $0.write($1) }
        write(meet.relays) { $0.write($1) }
        write(meet.timeline) { $0.write($1) }
    }

    private mutating func write(_ session: Session) {
        write(session.name)
        write(session.number)
        write(session.day)
        write(session.date) { $0.write($1) }
        write(session.start)
        write(session.heatInterval)
        write(session.backstrokeInterval)
        write(session.page)
    }

    private mutating func write(_ event: Event) {
        write(event.number)
        write(event.name)
        write(event.session)
        write(event.sex)
        write(event.ages) {
            $0.write($1.lowest)
            $0.write($1.highest)
        }
        write(event.distance)
        write(event.course)
        write(event.stroke)
        write(event.isRelay)
        write(event.heatCount)
        write(event.page)
    }

    private mutating func write(_ heat: Heat) {
        write(heat.event)
        write(heat.number)
        write(heat.count)
        write(heat.round)
        write(heat.start)
        write(heat.swimsWithFinals)
        write(heat.place)
    }

    private mutating func write(_ entry: Entry) {
        write(entry.event)
        write(entry.round)
        write(entry.heat)
        write(entry.lane)
        write(entry.rank)
        write(entry.name)
        write(entry.sex)
        write(entry.age)
        write(entry.birth)
        write(entry.team)
        write(entry.seed)
        write(entry.start)
        write(entry.isExhibition)
        write(entry.place)
    }

    private mutating func write(_ relay: RelayEntry) {
        write(relay.event)
        write(relay.round)
        write(relay.heat)
        write(relay.lane)
        write(relay.rank)
        write(relay.team)
        write(relay.letter)
        write(relay.seed)
        write(relay.start)
        write(relay.legs) {
            $0.write($1.name)
            $0.write($1.age)
            $0.write($1.sex)
        }
        write(relay.isExhibition)
        write(relay.place)
    }

    private mutating func write(_ row: TimelineRow) {
        write(row.session)
        write(row.event)
        write(row.round)
        write(row.name)
        write(row.entries)
        write(row.heats)
        write(row.heat)
        write(row.start)
        write(row.isUnseeded)
        write(row.isBreak)
        write(row.place)
    }

    private mutating func write(_ completeness: Completeness) {
        write(completeness.pages)
        write(completeness.pagesWithoutText) { $0.write($1) }
        write(completeness.usedLines)
        write(completeness.ignoredLines.sorted { $0.key.rawValue < $1.key.rawValue }) {
            $0.write($1.key)
            $0.write($1.value)
        }
        write(completeness.unread) {
            $0.write($1.text)
            $0.write($1.place)
        }
        write(completeness.failedChecks) {
            $0.write($1.kind)
            $0.write($1.message)
            $0.write($1.page)
        }
    }

    private mutating func write(_ place: Place) {
        write(place.page)
        write(place.box.left)
        write(place.box.top)
        write(place.box.right)
        write(place.box.bottom)
    }

    private mutating func write(_ date: CalendarDate) { write(date.daysSinceEpoch) }

    private mutating func write(_ time: WallTime?) { write(time?.minutes) }
}
