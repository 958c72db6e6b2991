"""The invitation as a calendar file that any calendar program accepts."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assistant.domain import Artefact, Meeting, Scenario
from assistant.errors import InputError, ScenarioError
from assistant.seams import Clock
from assistant.writing.context import DEFAULT_MINUTES
from assistant.writing.exporting.blocks import parse, title
from assistant.writing.exporting.text import plain_text


class IcsExporter:
    """An artefact to ``text/calendar`` (``seams.Exporter``): one event without organiser or attendees.

    :param clock: gives the stamp of creation.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def export(self, artefact: Artefact, scenario: Scenario) -> bytes:
        """The calendar file; ``ScenarioError`` naming what the meeting lacks."""
        import icalendar

        if artefact.kind != "invitation":
            raise InputError(
                "Only the invitation can be written as a calendar file; write this text as .md.",
                code="format",
            )

        start = _start(scenario.meeting)
        event = icalendar.Event()
        event.add("uid", _uid(scenario, start))
        event.add("dtstamp", self._clock.now())
        event.add("summary", title(parse(artefact.markdown), "Career conversation"))
        event.add("dtstart", start)
        event.add("dtend", _end(start, scenario.meeting.minutes or DEFAULT_MINUTES))
        if place := scenario.meeting.place or scenario.meeting.link:
            event.add("location", " ".join(place.split()))
        if scenario.meeting.link and len(scenario.meeting.link.split()) == 1:
            event.add("url", scenario.meeting.link)
        event.add("description", _description(artefact.markdown))
        calendar = icalendar.Calendar()
        calendar.add("prodid", "-//Onward//career conversation//EN")
        calendar.add("version", "2.0")
        calendar.add_component(event)
        if start.tzinfo is not None:
            calendar.add_missing_timezones(
                first_date=date(start.year, 1, 1), last_date=date(start.year + 1, 1, 1)
            )
        return bytes(calendar.to_ical())


def _start(meeting: Meeting) -> datetime:
    missing = [name for name, value in (("date", meeting.date), ("start", meeting.start)) if value is None]
    if meeting.date is None or meeting.start is None:
        raise ScenarioError(
            f"A calendar file needs meeting.{' and meeting.'.join(missing)}: add it to the scenario (on the page: date and start in step 1), or take the text without it."
        )
    start = datetime.combine(meeting.date, time(meeting.start.hour, meeting.start.minute))
    if not meeting.timezone:
        return start
    try:
        return start.replace(tzinfo=ZoneInfo(meeting.timezone))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ScenarioError(
            f"meeting.timezone {meeting.timezone!r} is no time zone: write its IANA name, for example Europe/Paris, or leave it out."
        ) from error


def _end(start: datetime, minutes: int) -> datetime:
    """``minutes`` later on the clock that keeps running when the zone changes its offset."""
    if start.tzinfo is None:
        return start + timedelta(minutes=minutes)
    return (start.astimezone(ZoneInfo("UTC")) + timedelta(minutes=minutes)).astimezone(start.tzinfo)


def _uid(scenario: Scenario, start: datetime) -> str:
    """The same for the same two people and day, so that a corrected file replaces the first one."""
    key = "|".join((scenario.user.name, scenario.manager.name, start.date().isoformat()))
    return f"{hashlib.sha256(key.encode()).hexdigest()[:32]}@onward"


def _description(markdown: str) -> str:
    """The text in plain words, without the subject."""
    blocks = parse(markdown)
    return plain_text(blocks).removeprefix(f"Subject: {title(blocks, '')}").strip()
