"""The whole arc on one line of time: preparing, rehearsing, writing, the talk, what was agreed, and the looks back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from assistant.domain import Ledger, Said, SessionSummary, Step
from assistant.holding.notice import versions

_LANE_OF = {
    "setup": ("prepare", "Set-up"),
    "check": ("prepare", "Check"),
    "score": ("prepare", "Draft ask scored"),
    "rehearsal": ("rehearse", "Rehearsal"),
    "drill": ("rehearse", "Drill"),
    "draft": ("write", "Text written"),
}
"""Kinds of what is kept, and the lane and title of each."""


def arc(ledger: Ledger, kept: Iterable[SessionSummary]) -> tuple[Step, ...]:
    """Every step in order of time; those of one kind on one day are one step with a count.

    :param kept: what else is kept of the user; rehearsals, drills and texts about other people stay out.
    """
    steps = [*_sessions(ledger, kept), *_talks(ledger), *_agreed(ledger), *_looks(ledger)]
    return tuple(sorted(steps, key=lambda step: (step.on, step.lane, step.title)))


def _sessions(ledger: Ledger, kept: Iterable[SessionSummary]) -> Iterator[Step]:
    counted: Counter[tuple[date, str, str, str]] = Counter()
    for row in kept:
        if row.kind not in _LANE_OF or not _about(row.title, ledger):
            continue
        lane, title = _LANE_OF[row.kind]
        counted[(row.created.astimezone().date(), lane, title, row.outcome or "")] += 1
    for (on, lane, title, detail), count in counted.items():
        yield Step(on, lane, title, detail, count)


def _about(title: str, ledger: Ledger) -> bool:
    """Whether something kept is about these two; titles that name nobody are the user's own drafts."""
    return " with " not in title or ledger.scenario.manager.name in title


def _talks(ledger: Ledger) -> Iterator[Step]:
    for talk in ledger.talks:
        title = "The talk" if talk.happened else "The talk did not take place"
        yield Step(talk.on, "talk", title, talk.why or _lines(talk.decided))
    planned = ledger.scenario.meeting.date
    if planned and not any(talk.on == planned for talk in ledger.talks):
        yield Step(planned, "talk", "Date set for the talk")


def _lines(said: Sequence[Said]) -> str:
    return "; ".join(one.text for one in said)


def _agreed(ledger: Ledger) -> Iterator[Step]:
    for one in ledger.commitments:
        if one.due is not None:
            yield Step(one.due, "agreed", f"{one.id} due: {one.what}", f"{one.owner}, {one.state.value}")
        for move in one.moves:
            if move.old is not None:
                yield Step(move.old, "agreed", f"{one.id} was due: {one.what}", f"{one.owner}, moved on")


def _looks(ledger: Ledger) -> Iterator[Step]:
    for number, plan in enumerate(versions(ledger), 1):
        yield Step(plan.on, "review", f"“Not now” plan, version {number}")
    last = ledger.plans[-1] if ledger.plans else None
    if last and last.review:
        yield Step(last.review, "review", "Day to look at the plan")
    for number, closing in enumerate(ledger.closings, 1):
        yield Step(closing.on, "review", f"Round {number} closed", ", ".join(closing.changed) or "no shift")
    for signs in ledger.signs:
        yield Step(signs.on, "review", "Outcomes noted")
