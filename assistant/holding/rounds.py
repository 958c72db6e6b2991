"""How many honest rounds there have been (guidance ``two-cycles``), by a rule that can be read aloud.

A cycle runs from the talk, or from the end of the cycle before, to the day on which the user closes it. It counts as one
in good faith when all four hold:

1. the talk took place;
2. something was agreed with a day to it: a commitment, or a "not now" plan;
3. the user's own share is done: none of their commitments in it that fell due is still open or has slipped;
4. both met again to look at it.

A round *without a shift* is one after which none of the three outcomes had changed (guidance ``outcomes-not-titles``). Only
rounds in good faith without a shift are counted, since the last shift.
"""

from __future__ import annotations

from assistant.domain import Closing, Commitment, CommitmentState, Ledger, Round

ENOUGH = 2
"""After so many rounds without a shift the guidance says to act elsewhere."""


def rounds(ledger: Ledger) -> tuple[Round, ...]:
    """The closed cycles with what each lacks to count, oldest first."""
    return tuple(
        Round(number, closing.on, tuple(_missing(ledger, number, closing)), closing.changed)
        for number, closing in enumerate(ledger.closings, 1)
    )


def in_vain(found: tuple[Round, ...]) -> int:
    """How many rounds in good faith have gone by without a shift since the last shift."""
    count = 0
    for one in found:
        count = 0 if one.changed else count + one.good_faith
    return count


def mine(one: Commitment, ledger: Ledger) -> bool:
    """Whether a commitment is the user's own."""
    return one.owner.casefold() == ledger.scenario.user.name.casefold()


def _missing(ledger: Ledger, cycle: int, closing: Closing) -> list[str]:
    missing = []
    if not any(talk.happened and talk.cycle == cycle for talk in ledger.talks):
        missing.append("no talk is recorded in it")
    agreed = [one for one in ledger.commitments if one.cycle == cycle]
    plans = [one for one in ledger.plans if one.cycle == cycle]
    dated = any(one.due for one in agreed) or any(
        plan.review or any(item.due for item in plan.thresholds) for plan in plans
    )
    if not dated:
        missing.append("nothing was agreed with a date to it")
    undone = [
        one
        for one in agreed
        if mine(one, ledger)
        and (
            one.state is CommitmentState.SLIPPED
            or (one.waiting and (one.due is None or one.due <= closing.on))
        )
    ]
    missing += [f"your own part is not marked as done: “{one.what}”" for one in undone]
    if not closing.met:
        missing.append("the two of you had not met again to look at it")
    return missing
