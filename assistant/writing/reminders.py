"""Due days as a calendar file with alarms, which any calendar program accepts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from assistant.domain import Ledger
from assistant.errors import InputError
from assistant.seams import Clock

_AT = time(9, 0)
_LENGTH = timedelta(minutes=15)
MOST_DAYS = 60


class IcsReminders:
    """A ledger to ``text/calendar`` (``seams.Reminders``): an event for each commitment that waits and has a day.

    Times float, or stand in the time zone of the scenario's meeting. Somebody else's name stands in no field but the text;
    no organiser, no attendees. A later file replaces the events of an earlier one.

    :param clock: gives the stamp of creation.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def export(self, ledger: Ledger, days: int) -> bytes:
        """The calendar file; alarms ``days`` (0 to 60) before and on the day. ``InputError`` when no day is ahead."""
        import icalendar

        if not 0 <= days <= MOST_DAYS:
            raise InputError(f"The days before must be from 0 to {MOST_DAYS}, not {days}.")
        found = list(_due(ledger))
        if not found:
            raise InputError(
                "Nothing that is still to be done has a day, so there is nothing to be reminded of. "
                "Give one a day first: onward ledger move c1 2027-06-14"
            )
        calendar = icalendar.Calendar()
        calendar.add("prodid", "-//Onward//after the talk//EN")
        calendar.add("version", "2.0")
        for key, summary, day, moves in found:
            calendar.add_component(self._event(ledger, key, summary, day, moves, days))
        if ledger.scenario.meeting.timezone:
            years = [day.year for _, _, day, _ in found]
            calendar.add_missing_timezones(
                first_date=date(min(years), 1, 1), last_date=date(max(years) + 1, 1, 1)
            )
        return bytes(calendar.to_ical())

    def _event(self, ledger: Ledger, key: str, summary: str, day: date, moves: int, days: int) -> Any:
        import icalendar

        zone = ledger.scenario.meeting.timezone
        start = datetime.combine(day, _AT, ZoneInfo(zone) if zone else None)
        event = icalendar.Event()
        event.add("uid", f"{hashlib.sha256(f'{ledger.session}|{key}'.encode()).hexdigest()[:32]}@onward")
        event.add("dtstamp", self._clock.now())
        event.add("sequence", moves)
        event.add("summary", summary)
        event.add("dtstart", start)
        event.add("dtend", start + _LENGTH)
        event.add("transp", "TRANSPARENT")
        event.add("class", "PRIVATE")
        for before in sorted({0, days}, reverse=True):
            alarm = icalendar.Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", summary)
            alarm.add("trigger", timedelta(days=-before))
            event.add_component(alarm)
        return event


def _due(ledger: Ledger) -> Iterator[tuple[str, str, date, int]]:
    """Key, summary, day and number of changes of everything that waits and has a day."""
    for one in ledger.commitments:
        if one.waiting and one.due is not None:
            yield one.id, f"{one.owner}: {one.what}", one.due, len(one.moves)
    if ledger.plans and (review := ledger.plans[-1].review):
        yield "review", "Look at the plan together", review, len(ledger.plans)
