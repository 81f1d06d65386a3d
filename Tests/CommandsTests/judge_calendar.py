"""judge_calendar.py FILE [ZONE]: has PyPI's icalendar read a calendar, and prints a line for each of its events.

Fails on anything icalendar finds wrong, on a text that it would write otherwise, and, with ZONE, where the calendar's own
time zone gives another instant than the machine's zone of that name.
"""

import sys
import zoneinfo

import icalendar


def problems(calendar, text, zone):
    for component in calendar.walk():
        for name, message in component.errors:
            yield f"{component.name} {name}: {message}"
    if icalendar.Calendar.from_ical(calendar.to_ical()) != calendar:
        yield "the calendar changes when it is written again"
    again = icalendar.Calendar.from_ical(text, multiple=True)
    if len(again) != 1:
        yield f"{len(again)} calendars in one file"
    for required in ("VERSION", "PRODID"):
        if required not in calendar:
            yield f"no {required}"
    uids = [str(event["UID"]) for event in calendar.events]
    if len(set(uids)) != len(uids):
        yield "a UID stands twice"
    for event in calendar.events:
        for required in ("UID", "DTSTAMP", "SEQUENCE", "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY", "STATUS"):
            if required not in event:
                yield f"{event.get('UID')}: no {required}"
        if event.end <= event.start:
            yield f"{event['UID']}: ends before it starts"
        for alarm in event.alarms.times if event.get("TRANSP") == "OPAQUE" and zone else []:
            if alarm.trigger >= event.start:
                yield f"{event['UID']}: alarm after the start"
    if calendar.get_missing_tzids():
        yield f"zones not carried along: {calendar.get_missing_tzids()}"
    if zone:
        (own,) = calendar.timezones
        carried, wanted = own.to_tz(lookup_tzid=False), zoneinfo.ZoneInfo(zone)
        for event in calendar.events:
            if hasattr(event.start, "hour"):
                wall = event.start.replace(tzinfo=None)
                if wall.replace(tzinfo=carried).utcoffset() != wall.replace(tzinfo=wanted).utcoffset():
                    yield f"{event['UID']}: another offset than {zone} has at {wall}"


def main(path, zone=None):
    with open(path, "rb") as file:
        text = file.read()
    calendar = icalendar.Calendar.from_ical(text)
    found = list(problems(calendar, text, zone))
    for problem in found:
        print(problem, file=sys.stderr)
    for event in calendar.events:
        alarms = [str(int(-alarm.TRIGGER.total_seconds() // 60)) for alarm in event.walk("VALARM")]
        print(event.start.isoformat(), event["STATUS"], ",".join(alarms) or "-", event["SUMMARY"], sep="\t")
    return 1 if found else 0


sys.exit(main(*sys.argv[1:]))
