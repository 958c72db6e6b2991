"""The orchestrator of what comes after the talk: what was agreed, what became of it, and what deserves a look.

It stands beside :mod:`assistant.coach`, which hands it out. Every entry is stored before anything is shown, as one more
event of a session of the kind ``ledger``; so exporting and deleting sessions covers it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.codec import to_json
from assistant.domain import (
    READINESS,
    SIGNS,
    THRESHOLDS,
    Artefact,
    Commitment,
    CommitmentState,
    Held,
    Ledger,
    Likeness,
    Notice,
    Round,
    Scenario,
    Shift,
    Step,
    Talk,
    Threshold,
    Understood,
)
from assistant.errors import InputError, NotFound
from assistant.holding.arc import arc
from assistant.holding.events import fold
from assistant.holding.notice import notices, shifts
from assistant.holding.quick import NO_DATE, understand, whose
from assistant.holding.rounds import rounds
from assistant.parts import Parts
from assistant.scenario import dump_scenario, load_scenario
from assistant.text.calendar import read_day, say_day
from assistant.text.clean import clean

_LONGEST = 2_000
_SHORT = 200


class Ledgers:
    """Opens ledgers, adds to them and reads them.

    :param locks: one lock for each session id. :param today: the day to work on; the clock's when None.
    """

    def __init__(
        self, parts: Parts, locks: Mapping[str, AbstractContextManager[Any]], today: date | None = None
    ) -> None:
        self._parts, self._locks, self._today = parts, locks, today

    def on(self, today: date | None) -> Ledgers:
        """The same ledgers, seen from another day; from the clock's when None."""
        return Ledgers(self._parts, self._locks, today)

    @property
    def today(self) -> date:
        """The day that entries are dated with, and from which days are counted."""
        return self._today or self._parts.clock.now().astimezone().date()

    # --- opening -----------------------------------------------------------------------------------------

    def open(self, scenario: Scenario) -> Ledger:
        """The ledger for these two people; a new one if there is none yet.

        It goes by the names, so a set-up that was changed leads to the same ledger, seen with the newer scenario.
        """
        known = self._known(scenario)
        if known is None:
            title = _title(scenario)
            known = self._parts.store.create("ledger", title, {"scenario": dump_scenario(scenario)})
        return replace(self.get(known), scenario=scenario)

    def find(self, scenario: Scenario) -> Ledger | None:
        """The ledger for these two people, None if there is none yet; keeps nothing."""
        known = self._known(scenario)
        return None if known is None else replace(self.get(known), scenario=scenario)

    def get(self, session: str | None = None) -> Ledger:
        """A ledger by its session; the one used last when None.

        :raises NotFound: when there is none.
        """
        if session is None:
            kept = [row.session for row in self._parts.store.list() if row.kind == "ledger"]
            if not kept:
                raise NotFound("There is no ledger yet. Begin one with: onward ledger after SCENARIO.json")
            session = kept[0]
        stored = self._parts.store.load(session)
        if stored.kind != "ledger":
            raise NotFound(
                f"The session {session} is a {stored.kind}, not a ledger. 'onward sessions list' shows which are."
            )
        return fold(stored.session, load_scenario(stored.header["scenario"])[0], stored.events)

    def _known(self, scenario: Scenario) -> str | None:
        for row in self._parts.store.list():
            if row.kind == "ledger" and row.title == _title(scenario)[:_SHORT]:
                return row.session
        return None

    # --- adding ------------------------------------------------------------------------------------------

    def tick(self, session: str, item: str, *, done: bool = True) -> Ledger:
        """Ticks off something to have ready (``domain.READINESS``), or takes the tick away."""
        return self._add(
            session, "ticked", {"item": _one_of(item, READINESS, "thing to have ready"), "done": done}
        )

    def talk(self, session: str, on: date | None = None, *, happened: bool = True, why: str = "") -> Ledger:
        """Records that the talk took place, or did not (``why``), on a day up to today."""
        on = on or self.today
        if happened and on > self.today:
            raise InputError(
                f"{on.isoformat()} is still to come. Record the talk when it has taken place.", code="future"
            )
        return self._add(session, "talked", {"on": on, "happened": happened, "why": _optional(why)})

    def said(self, session: str, text: str, by: str = "") -> Ledger:
        """Adds what was said in the last talk."""
        return self._about_the_talk(
            session, "said", {"text": clean(text, what="What was said", limit=_LONGEST), "by": _optional(by)}
        )

    def decided(self, session: str, text: str, by: str = "") -> Ledger:
        """Adds what was decided in the last talk."""
        return self._about_the_talk(
            session,
            "decided",
            {"text": clean(text, what="The decision", limit=_LONGEST), "by": _optional(by)},
        )

    def compare(
        self, session: str, *, like: str = "", worries: Sequence[str] = (), helped: str = ""
    ) -> Ledger:
        """How the last talk was against the rehearsal: how alike, which worries came up, what helped."""
        for worry in worries:
            _one_of(worry, tuple(self._parts.types), "worry")
        if like:
            _one_of(like, tuple(Likeness), "answer")
        told = {"like": like, "worries": list(dict.fromkeys(worries)), "helped": _optional(helped)}
        return self._about_the_talk(session, "compared", told)

    def understand(self, session: str, text: str) -> Understood:
        """What a quick entry would be kept as; keeps nothing."""
        return understand(
            clean(text, what="The entry", limit=_LONGEST), self.today, self.get(session).scenario
        )

    def condition(self, session: str, kind: str, text: str) -> Threshold:
        """A condition of a plan from one phrase; a day at its end ("… by 30 June") becomes its day. Keeps nothing.

        :raises InputError: when the day is not plain.
        """
        read = self.understand(session, f"it: {text}")
        if doubts := [doubt for doubt in read.unsure if doubt != NO_DATE]:
            raise InputError(
                f"“{text}” is not plain: {'; '.join(doubts)}. Name one day, for example by 2027-06-30.",
                code="unsure",
            )
        return Threshold(kind, read.what, read.due)

    def day(self, session: str, words: str, *, past: bool = False) -> date:
        """The one day that ``words`` name; ``InputError`` when they leave it open, so that none is guessed.

        :param past: whether it lies behind, so that a day without a year is the latest one.
        """
        read = read_day(words, self.today, self.get(session).scenario.user.country, past=past)
        if read is None or read.remark:
            why = f" ({read.remark})" if read else ""
            raise InputError(
                f"“{words.strip()}” does not name one day{why}. Write the day with its year, for example 14 June 2027.",
                code="date",
            )
        return read.day

    def commit(self, session: str, owner: str, what: str, due: date | None = None) -> Commitment:
        """Somebody will do something, by a day that may be unknown or past."""
        owner = whose(
            clean(owner, what="Who does it", limit=_SHORT, mend="Give a name."), self.get(session).scenario
        )
        what = clean(what, what="What is to be done", limit=_LONGEST)
        due_on = due.isoformat() if due else None
        ledger = self._add(
            session, "committed", {"owner": owner, "what": what, "due": due_on, "on": self.today}
        )
        return ledger.commitments[-1]

    def mark(
        self, session: str, commitment: str, state: str, *, why: str = "", on: date | None = None
    ) -> Commitment:
        """A commitment was ``kept``, ``slipped``, ``dropped``, or is ``open`` after all."""
        if state == CommitmentState.MOVED:
            raise InputError(
                "To move something, give its new day: onward ledger move c1 2027-06-14", code="needs_date"
            )
        marks = tuple(one for one in CommitmentState if one is not CommitmentState.MOVED)
        told = {"state": _one_of(state, marks, "state"), "why": _optional(why), "on": on or self.today}
        return self._change(session, commitment, "marked", told)

    def move(self, session: str, commitment: str, to: date, *, why: str = "") -> Commitment:
        """A commitment gets another day; the old one stays readable.

        :raises InputError: when that is its day already.
        """
        one = _by_id(self.get(session), commitment)
        if one.due == to and one.waiting:
            raise InputError(f"{one.id} is due on {to.isoformat()} already.", code="same_day")
        return self._change(session, commitment, "moved", {"to": to, "why": _optional(why), "on": self.today})

    def plan(
        self, session: str, thresholds: Sequence[Threshold], review: date | None, *, on: date | None = None
    ) -> Ledger:
        """A version of the "not now" plan, as it was agreed today or on an earlier day; other versions stay."""
        on = on or self.today
        if on > self.today:
            raise InputError(
                f"{on.isoformat()} is still to come. Record what was agreed already.", code="future"
            )
        if not thresholds:
            raise InputError(
                "A plan needs at least one thing that must be true: a skill, an exposure or a piece of work."
            )
        for item in thresholds:
            _one_of(item.kind, THRESHOLDS, "kind of condition")
            clean(item.what, what=f"The {item.kind}", limit=_LONGEST)
        return self._add(session, "planned", {"on": on, "thresholds": list(thresholds), "review": review})

    def observe(
        self,
        session: str,
        *,
        time: int | None = None,
        opportunities: int | None = None,
        sponsors: Sequence[str] = (),
        note: str = "",
    ) -> Ledger:
        """The outcomes today (``domain.Signs``)."""
        if time is not None and not 0 <= time <= 100:
            raise InputError(f"The share of your time must be from 0 to 100 per cent, not {time}.")
        if opportunities is not None and not 0 <= opportunities <= 1_000:
            raise InputError(f"The number of opportunities must be from 0 to 1000, not {opportunities}.")
        names = [clean(name, what="The name", limit=_SHORT) for name in sponsors]
        told = {
            "on": self.today,
            "time": time,
            "opportunities": opportunities,
            "sponsors": names,
            "note": _optional(note),
        }
        return self._add(session, "observed", told)

    def close(self, session: str, *, met: bool, changed: Sequence[str] = (), note: str = "") -> Ledger:
        """Ends the cycle: whether you met again, and which of ``domain.SIGNS`` have shifted.

        :raises InputError: when nothing was recorded in this cycle.
        """
        for sign in changed:
            _one_of(sign, SIGNS, "sign")
        ledger = self.get(session)
        begun = [one.cycle for one in ledger.talks] + [one.cycle for one in ledger.commitments]
        if ledger.cycle not in [*begun, *(one.cycle for one in ledger.plans)]:
            raise InputError(
                "Nothing is recorded in this round yet, so there is nothing to close.", code="empty_round"
            )
        told = {
            "on": self.today,
            "met": met,
            "changed": list(dict.fromkeys(changed)),
            "note": _optional(note),
        }
        return self._add(session, "closed", told)

    def _about_the_talk(self, session: str, kind: str, payload: Mapping[str, Any]) -> Ledger:
        if not self.get(session).talks:
            raise InputError("Record the talk first: whether it took place, and when.", code="no_talk")
        return self._add(session, kind, payload)

    def _change(self, session: str, commitment: str, kind: str, payload: Mapping[str, Any]) -> Commitment:
        known = _by_id(self.get(session), commitment)
        return _by_id(self._add(session, kind, {"id": known.id, **payload}), known.id)

    def _add(self, session: str, kind: str, payload: Mapping[str, Any]) -> Ledger:
        with self._locks[session]:
            ledger = self.get(session)
            self._parts.store.append(session, kind, to_json(dict(payload)), turns=len(ledger.commitments))
            return self.get(session)

    # --- reading -----------------------------------------------------------------------------------------

    def notices(self, ledger: Ledger) -> tuple[Notice, ...]:
        """What deserves a look today."""
        return notices(ledger, self.today)

    def rounds(self, ledger: Ledger) -> tuple[Round, ...]:
        """The closed cycles, and how each counts."""
        return rounds(ledger)

    def shifts(self, ledger: Ledger) -> tuple[Shift, ...]:
        """What changed from version to version of the "not now" plan."""
        return shifts(ledger)

    def arc(self, ledger: Ledger) -> tuple[Step, ...]:
        """The whole arc, from the set-up to the last look back, in order of time."""
        return arc(ledger, self._parts.store.list())

    def practise(self, ledger: Ledger) -> tuple[str, ...]:
        """Worries that came up in the real talk, latest talk first: what to drill next."""
        return tuple(dict.fromkeys(worry for talk in reversed(ledger.talks) for worry in talk.worries))

    def note(self, ledger: Ledger) -> Artefact:
        """The same-day note about the last talk that took place, with what was decided in it."""
        talk = next((one for one in reversed(ledger.talks) if one.happened), None)
        if talk is None:
            raise InputError(
                "No talk is recorded that took place, so there is nothing to write up.", code="no_talk"
            )
        meeting = replace(ledger.scenario.meeting, date=talk.on)
        scenario = replace(ledger.scenario, meeting=meeting, held=_held(ledger, talk))
        return self._parts.writer.write("note", scenario)

    def reminders(self, ledger: Ledger, days: int) -> bytes:
        """A calendar file with an alarm ``days`` before each due day, and on it."""
        return self._parts.reminders.export(ledger, days)


def _held(ledger: Ledger, talk: Talk) -> Held:
    """What the talk brought, as lines for the note."""
    scenario = ledger.scenario
    ours = (scenario.user.name, scenario.manager.name, "")
    said = tuple(one.text if one.by in ours else f"{one.by}: {one.text}" for one in talk.said)
    decided = tuple(
        f"{one.text} ({one.by})" if one.by and one.by not in ours else one.text for one in talk.decided
    )
    agreed = [
        one
        for one in ledger.commitments
        if one.cycle == talk.cycle and one.state is not CommitmentState.DROPPED
    ]
    steps = tuple(
        (f"{one.owner}: {one.what}", say_day(one.due, scenario.user.country) if one.due else "")
        for one in agreed
    )
    plans = [plan for plan in ledger.plans if plan.cycle == talk.cycle and plan.review]
    review = say_day(plans[-1].review, scenario.user.country) if plans and plans[-1].review else ""
    return Held(said, decided, steps, review)


def _by_id(ledger: Ledger, wanted: str) -> Commitment:
    plain = wanted.strip().lower()
    for one in ledger.commitments:
        if one.id == plain:
            return one
    known = ", ".join(one.id for one in ledger.commitments) or "none yet"
    raise NotFound(f"There is no commitment {wanted!r} in this ledger; it holds {known}.")


def _one_of(value: str, known: Sequence[str], what: str) -> str:
    if value not in known:
        raise InputError(f"There is no {what} {value!r}. Choose one of {', '.join(known)}.", code="unknown")
    return value


def _optional(text: str) -> str:
    return clean(text, what="The remark", limit=_LONGEST) if text.strip() else ""


def _title(scenario: Scenario) -> str:
    return f"After the talk: {scenario.user.name} with {scenario.manager.name}"
