"""Two branches of a rehearsal side by side: a table with headers, stacked on a phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile

from assistant.domain import Branch, ConcernState, ConcernType, Turn
from ui.present.html import excerpt, items, paragraphs, text
from ui.present.rehearsal import LEVELS, MOVES, OUTCOMES, STATES, title


def choices(branches: Sequence[Branch]) -> list[tuple[str, int]]:
    """The branches in which something was said as (label, number), in the order they were begun."""
    return [(_label(one), one.number) for one in branches if any(turn.said for turn in one.own)]


def pair(branches: Sequence[Branch]) -> tuple[int, int] | None:
    """The two to begin with: the newest one and the one before it; None while there is nothing to compare."""
    numbers = [number for _, number in choices(branches)]
    return (numbers[-2], numbers[-1]) if len(numbers) > 1 else None


def comparison(
    left: Branch, right: Branch, current: int, manager: str, types: Mapping[str, ConcernType]
) -> str:
    """Both branches turn by turn: what was said, its level, what the manager did, where the worries stood, the outcome.

    :param current: the number of the branch that is being played.
    """
    same = sum(1 for _ in takewhile(lambda two: two[0] == two[1], zip(left.turns, right.turns, strict=False)))
    names = (f"Branch {left.number}", f"Branch {right.number}")
    head = "".join(f'<th scope="col" role="columnheader">{name}</th>' for name in ("Turn", *names))
    rows = "".join(_shared(turn) for turn in left.turns[:same])
    for number in range(same, max(len(left.turns), len(right.turns))):
        cells = [_turn(one, number, manager, types) for one in (left, right)]
        rows += _cells(f"Turn {number}", cells, names, differs=True)
    outcomes = [_outcome(one, current) for one in (left, right)]
    rows += _cells("Outcome", outcomes, names, differs=left.outcome is not right.outcome)
    # The roles keep it a table for screen readers where narrow screens lay the cells out as blocks.
    return (
        '<table class="compare" role="table"><caption>Two ways the same talk went. A turn that went differently is marked '
        f'“differs”.</caption><thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{rows}</tbody></table>'
    )


def _label(one: Branch) -> str:
    first = next((turn.said for turn in one.own if turn.said), None) or ""
    came = "the first way" if one.left is None else f"from turn {one.after + 1}"
    return f"Branch {one.number}, {came}: “{excerpt(first, 40)}”"


def _shared(turn: Turn) -> str:
    words = f"you: “{text(turn.said)}”" if turn.said else "the opening"
    return (
        f'<tr role="row"><th scope="row" role="rowheader">Turn {turn.number}</th>'
        f'<td role="cell" colspan="2" class="quiet">The same in both ({words})</td></tr>'
    )


def _cells(name: str, cells: Sequence[str], names: Sequence[str], *, differs: bool) -> str:
    mark = ' <span class="tag">differs</span>' if differs else ""
    shown = "".join(
        f'<td role="cell"><span class="which" aria-hidden="true">{which}</span>{cell}</td>'
        for which, cell in zip(names, cells, strict=True)
    )
    css = ' class="differs"' if differs else ""
    return f'<tr role="row"{css}><th scope="row" role="rowheader">{name}{mark}</th>{shown}</tr>'


def _turn(branch: Branch, number: int, manager: str, types: Mapping[str, ConcernType]) -> str:
    """One turn, if this branch came so far."""
    if number >= len(branch.turns):
        return '<p class="quiet">This branch did not come so far.</p>'
    turn = branch.turns[number]
    level = ""
    if turn.reading is not None:
        sign, words = LEVELS[turn.reading.level]
        worry = branch.turns[number - 1].state.current
        words = f"it {words} ({text(title(worry, types).lower())})" if worry else "as an opening"
        level = f'<p class="quiet"><span aria-hidden="true">{sign}</span> Level {turn.reading.level} of 2: {words}.</p>'
    worries = items(
        (
            f'<span class="state {c.state.value}"><span aria-hidden="true">{STATES[c.state][0]}</span> {STATES[c.state][1]}</span> '
            f"{text(title(c.id, types))}"
            for c in turn.state.concerns
            if c.state is not ConcernState.DORMANT
        ),
        css="plain",
    )
    did = MOVES[turn.decision.move]
    return (
        f'<p dir="auto"><strong>You:</strong> {paragraphs(turn.said or "")}</p>{level}'
        f'<p dir="auto"><strong>{text(manager)}</strong> <span class="quiet">({did})</span>: {text(turn.utterance.text)}</p>{worries}'
    )


def _outcome(one: Branch, current: int) -> str:
    if one.outcome is not None:
        return f"<p>{OUTCOMES[one.outcome]}</p>"
    return f'<p class="quiet">{"Still going on" if one.number == current else "Left before its end"}</p>'
