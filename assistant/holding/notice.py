"""What in a ledger deserves a look on a given day. It quotes and counts; it blames nobody and decides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from assistant.domain import Commitment, CommitmentState, DueMove, Ledger, Notice, Plan, Shift, Threshold
from assistant.holding.rounds import ENOUGH, in_vain, mine, rounds
from assistant.text.calendar import say_day

SOON = timedelta(days=7)
"""How far ahead a due day is announced."""
_SLIPS = 2
"""One delay is ordinary life; from here on it may be a pattern (guidance ``moving-goalposts``)."""
_LIGHT = frozenset(
    "a an the to of in on at for and or with by be is are have has must can you your i my we our it that this".split()
)


def notices(ledger: Ledger, today: date) -> tuple[Notice, ...]:
    """Everything that stands out, the gravest kind first."""
    return (
        *_cycles(ledger),
        *_goalposts(ledger),
        *_slipping(ledger),
        *_silence(ledger, today),
        *_undated(ledger),
        *_soon(ledger, today),
    )


def shifts(ledger: Ledger) -> tuple[Shift, ...]:
    """What differs between each version of the "not now" plan and the next: asked anew, asked otherwise, asked no more."""
    return tuple(shift for then, now in pairwise(versions(ledger)) for shift in compare(then, now))


def versions(ledger: Ledger) -> tuple[Plan, ...]:
    """The versions of the plan, the last of each day: what was recorded again on the same day was put right, not changed."""
    return tuple({plan.on: plan for plan in ledger.plans}.values())


def compare(then: Plan, now: Plan) -> tuple[Shift, ...]:
    """The differences between two versions of the plan.

    Thresholds that say the same stay out. The others are matched within their kind, those that share most words first;
    what is left over on one side is new, or no longer asked.
    """
    old, new = list(then.thresholds), list(now.thresholds)
    pairs: list[tuple[Threshold, Threshold]] = []
    for one, other in sorted(
        ((a, b) for a in old for b in new if a.kind == b.kind), key=lambda pair: -_alike(*pair)
    ):
        if one in old and other in new:
            old.remove(one)
            new.remove(other)
            pairs.append((one, other))
    changed = [Shift(a, b, then.on, now.on) for a, b in pairs if not _same(a, b)]
    return (
        *changed,
        *(Shift(None, item, then.on, now.on) for item in new),
        *(Shift(item, None, then.on, now.on) for item in old),
    )


def slips(one: Commitment) -> int:
    """How often a commitment was put off: moved to a later day, or marked as slipped."""
    return sum(_later(move) for move in one.moves) + (one.state is CommitmentState.SLIPPED)


def _later(move: DueMove) -> bool:
    return move.old is not None and move.new > move.old


def _cycles(ledger: Ledger) -> Iterable[Notice]:
    found = rounds(ledger)
    for one in found:
        if one.missing and one is found[-1]:
            text = f"Round {one.number} does not count as one in good faith: {'; '.join(one.missing)}."
            yield Notice("cycles", text, (), ("two-cycles",))
    count = in_vain(found)
    if count == 0:
        return
    if count < ENOUGH:
        text = "One round in good faith has ended without a shift in what you do, what reaches you or who speaks for you. The guidance gives it two."
        yield Notice("cycles", text, (), ("two-cycles", "outcomes-not-titles"))
        return
    text = (
        f"{count} rounds in good faith have ended without a shift in what you do, what reaches you or who speaks for you. "
        "After two, the guidance says, put your effort somewhere else: another team, or another employer. Whether and when is yours to decide."
    )
    first = ["visa"] if "visa" in ledger.scenario.special else []
    yield Notice("cycles", text, (), ("two-cycles", *first, "read-your-contract", "talk-to-several"))


def _goalposts(ledger: Ledger) -> Iterable[Notice]:
    country = ledger.scenario.user.country
    for then, now in pairwise(versions(ledger)):
        quotes = [
            f"{_asked(shift.then, 'Then', shift.then_on, country)} {_asked(shift.now, 'Now', shift.now_on, country)}"
            for shift in compare(then, now)
            if shift.now is not None
        ]
        if then.review and now.review and now.review > then.review:
            quotes.append(
                f"Then: a look at it on {say_day(then.review, country)}. Now: on {say_day(now.review, country)}."
            )
        if quotes:
            text = (
                f"What must be true was put differently on {say_day(now.on, country)} than on {say_day(then.on, country)}. "
                "There may be a fair reason; ask what has changed."
            )
            yield Notice("goalposts", text, tuple(quotes), ("moving-goalposts", "not-now-thresholds"))


def _asked(item: Threshold | None, when: str, on: date, country: str) -> str:
    if item is None:
        return f"{when} ({say_day(on, country)}): not asked."
    due = f", by {say_day(item.due, country)}" if item.due else ", no date"
    return f"{when} ({say_day(on, country)}): “{item.what}”{due}."


def _slipping(ledger: Ledger) -> Iterable[Notice]:
    country = ledger.scenario.user.country
    often = [one for one in ledger.commitments if slips(one) >= _SLIPS]
    for one in often:
        text = f"The day for “{one.what}” ({one.owner}) was put off {slips(one)} times."
        guidance = () if mine(one, ledger) else ("moving-goalposts",)
        yield Notice("slipping", text, (f"{one.id}: {_days(one, country)}",), guidance)
    once = [one for one in ledger.commitments if slips(one) == 1 and not mine(one, ledger)]
    if len(once) >= _SLIPS:
        text = f"{len(once)} things that others took on were each put off once."
        quotes = tuple(f"{one.id}, {one.owner}: “{one.what}”, {_days(one, country)}" for one in once)
        yield Notice("slipping", text, quotes, ("moving-goalposts",))


def _days(one: Commitment, country: str) -> str:
    """Every day that was named, in order, and what became of the last."""
    named = [one.moves[0].old, *(move.new for move in one.moves)] if one.moves else [one.due]
    line = " → ".join(say_day(day, country) if day else "no date" for day in named)
    return f"{line}, slipped" if one.state is CommitmentState.SLIPPED else line


def _silence(ledger: Ledger, today: date) -> Iterable[Notice]:
    country = ledger.scenario.user.country
    for one in ledger.commitments:
        if one.waiting and one.due is not None and one.due < today:
            late = (today - one.due).days
            text = (
                f"“{one.what}” ({one.id}, {one.owner}) was due on {say_day(one.due, country)}, {late} day{'s' * (late != 1)} ago, and nothing is "
                "noted about it yet. Mark what became of it, or ask."
            )
            yield Notice("silence", text, (), () if mine(one, ledger) else ("dont-wait-for-manager",))
    review = ledger.plans[-1].review if ledger.plans else None
    if review is not None and review < today and not any(closing.on >= review for closing in ledger.closings):
        text = f"You were both to look at the plan on {say_day(review, country)}, and no such meeting is noted yet."
        yield Notice("silence", text, (), ("not-now-plan", "dont-wait-for-manager"))


def _undated(ledger: Ledger) -> Iterable[Notice]:
    open_ones = [one for one in ledger.commitments if one.waiting and one.due is None]
    if open_ones:
        quotes = tuple(f"{one.id}, {one.owner}: “{one.what}”" for one in open_ones)
        yield Notice(
            "undated",
            "These have no day yet, so nobody can see whether they are late.",
            quotes,
            ("close-summarise",),
        )


def _soon(ledger: Ledger, today: date) -> Iterable[Notice]:
    country = ledger.scenario.user.country
    for one in ledger.commitments:
        if one.waiting and one.due is not None and today <= one.due <= today + SOON:
            when = "today" if one.due == today else f"on {say_day(one.due, country)}"
            yield Notice("soon", f"“{one.what}” ({one.id}, {one.owner}) is due {when}.")


def _same(one: Threshold, other: Threshold) -> bool:
    """Whether two thresholds ask for the same by the same day, or an earlier wording had no day."""
    later = one.due is not None and other.due is not None and other.due > one.due
    return _plain(one.what) == _plain(other.what) and not later


def _alike(one: Threshold, other: Threshold) -> float:
    """The share of words that two thresholds have in common, 0 to 1."""
    a, b = set(_plain(one.what)) - _LIGHT, set(_plain(other.what)) - _LIGHT
    return len(a & b) / len(a | b) if a | b else 0.0


def _plain(text: str) -> Sequence[str]:
    return re.findall(r"\w+", text.casefold())
