"""A ledger's journal: the kinds of events, and how they fold into the ledger.

    ticked     something is ready before the talk, or is not any more
    talked     the talk took place, or was put off
    said       what was said in it, by whom
    decided    what was decided in it, by whom
    compared   how it was against the rehearsal
    committed  somebody will do something, by a day
    marked     a commitment was kept, slipped, dropped, or is open after all
    moved      a commitment got another day; the old one stays
    planned    a version of the "not now" plan
    observed   the outcomes on one day
    closed     the cycle ends

Nothing is ever changed or removed. Any sequence of events folds: the last word on a commitment holds, and an event
about something that does not exist is passed over, so that a ledger can always be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.codec import from_json
from assistant.domain import (
    READINESS,
    Closing,
    Commitment,
    CommitmentState,
    DueMove,
    Event,
    Ledger,
    Likeness,
    Plan,
    Said,
    Scenario,
    Signs,
    Talk,
)

Payload = Mapping[str, Any]


def fold(session: str, scenario: Scenario, events: Iterable[Event]) -> Ledger:
    """The ledger as it stands after ``events``."""
    ledger = Ledger(session, scenario)
    for event in events:
        if (take := _TAKES.get(event.kind)) is not None:
            ledger = take(ledger, event.payload)
    return ledger


def _ticked(ledger: Ledger, payload: Payload) -> Ledger:
    item = {payload["item"]} & set(READINESS)
    return replace(ledger, ready=ledger.ready | item if payload["done"] else ledger.ready - item)


def _talked(ledger: Ledger, payload: Payload) -> Ledger:
    talk = Talk(_day(payload["on"]), payload["happened"], ledger.cycle, payload.get("why", ""))
    return replace(ledger, talks=(*ledger.talks, talk))


def _said(ledger: Ledger, payload: Payload) -> Ledger:
    return _last_talk(ledger, lambda talk: replace(talk, said=(*talk.said, from_json(Said, payload))))


def _decided(ledger: Ledger, payload: Payload) -> Ledger:
    return _last_talk(ledger, lambda talk: replace(talk, decided=(*talk.decided, from_json(Said, payload))))


def _compared(ledger: Ledger, payload: Payload) -> Ledger:
    like = Likeness(payload["like"]) if payload.get("like") else None
    worries, helped = tuple(payload.get("worries", ())), payload.get("helped", "")
    return _last_talk(ledger, lambda talk: replace(talk, like=like, worries=worries, helped=helped))


def _last_talk(ledger: Ledger, change: Callable[[Talk], Talk]) -> Ledger:
    """The ledger with its last talk changed; as it is when there is none."""
    if not ledger.talks:
        return ledger
    return replace(ledger, talks=(*ledger.talks[:-1], change(ledger.talks[-1])))


def _committed(ledger: Ledger, payload: Payload) -> Ledger:
    made = Commitment(
        id=f"c{len(ledger.commitments) + 1}",
        owner=payload["owner"],
        what=payload["what"],
        due=_maybe(payload.get("due")),
        made=_day(payload["on"]),
        cycle=ledger.cycle,
    )
    return replace(ledger, commitments=(*ledger.commitments, made))


def _marked(ledger: Ledger, payload: Payload) -> Ledger:
    state = CommitmentState(payload["state"])

    def mark(one: Commitment) -> Commitment:
        # Something that was moved and is open after all keeps its newer day, so it stays "moved".
        now = CommitmentState.MOVED if state is CommitmentState.OPEN and one.moves else state
        return replace(one, state=now, marked=_day(payload["on"]), why=payload.get("why", ""))

    return _commitment(ledger, payload["id"], mark)


def _moved(ledger: Ledger, payload: Payload) -> Ledger:
    def move(one: Commitment) -> Commitment:
        on, why = _day(payload["on"]), payload.get("why", "")
        step = DueMove(one.due, _day(payload["to"]), on, why)
        moves = (*one.moves, step)
        return replace(one, due=step.new, state=CommitmentState.MOVED, moves=moves, marked=on, why=why)

    return _commitment(ledger, payload["id"], move)


def _commitment(ledger: Ledger, wanted: str, change: Callable[[Commitment], Commitment]) -> Ledger:
    changed = tuple(change(one) if one.id == wanted else one for one in ledger.commitments)
    return replace(ledger, commitments=changed)


def _planned(ledger: Ledger, payload: Payload) -> Ledger:
    plan = from_json(Plan, {**payload, "cycle": ledger.cycle})
    return replace(ledger, plans=tuple(sorted((*ledger.plans, plan), key=lambda one: one.on)))


def _observed(ledger: Ledger, payload: Payload) -> Ledger:
    return replace(ledger, signs=(*ledger.signs, from_json(Signs, dict(payload))))


def _closed(ledger: Ledger, payload: Payload) -> Ledger:
    return replace(ledger, closings=(*ledger.closings, from_json(Closing, dict(payload))))


def _day(value: str) -> date:
    return date.fromisoformat(value)


def _maybe(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


_TAKES: Mapping[str, Callable[[Ledger, Payload], Ledger]] = {
    "ticked": _ticked,
    "talked": _talked,
    "said": _said,
    "decided": _decided,
    "compared": _compared,
    "committed": _committed,
    "marked": _marked,
    "moved": _moved,
    "planned": _planned,
    "observed": _observed,
    "closed": _closed,
}
