"""Pictures over time as inline SVG that fits a phone, each with the table behind it: the whole arc, and the outcomes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from assistant.domain import LANES, Signs, Step
from ui.present.html import section, text

TITLES = dict(
    zip(LANES, ("Preparing", "Rehearsing", "Texts", "The talk", "Agreed", "Looking back"), strict=True)
)
_WIDTH, _EDGE, _ROW, _TOP = 360, 14, 34, 20
_NEAR = 9
"""Marks closer together than this are drawn as one."""


def arc(steps: Sequence[Step], today: date) -> str:
    """The whole arc, a lane for each kind of step; nothing where nothing has happened."""
    if not steps:
        return ""
    first, last = min(steps[0].on, today), max(steps[-1].on, today)
    place = _scale(first, last)
    height = _TOP + _ROW * len(LANES) + 22
    lanes = "".join(_lane(n, lane, steps, place, today) for n, lane in enumerate(LANES))
    now = place(today)
    line = (
        f'<line class="today" x1="{now:.1f}" x2="{now:.1f}" y1="{_TOP}" y2="{height - 22}"/>'
        f'<text class="today" x="{now:.1f}" y="13" text-anchor="{_anchor(now)}">today</text>'
    )
    label = f"A timeline with {len(steps)} entries from {_day(first)} to {_day(last)}; the table below holds them."
    svg = (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{text(label)}">'
        f"{line}{lanes}{_months(first, last, place, height)}</svg>"
    )
    caption = "<figcaption>A full mark is past, a ring is still ahead; a number counts several.</figcaption>"
    return section("The whole way", f'<figure class="plot arc">{svg}{caption}</figure>{_steps(steps, today)}')


def _scale(first: date, last: date) -> Callable[[date], float]:
    """Days to places on the line."""
    span = max(1, (last - first).days)
    return lambda day: _EDGE + (_WIDTH - 2 * _EDGE) * (day - first).days / span


def _lane(number: int, lane: str, steps: Sequence[Step], place: Callable[[date], float], today: date) -> str:
    y = _TOP + _ROW * number + 22
    marks = "".join(_mark(x, y, group, today) for x, group in _near(lane, steps, place))
    return (
        f'<g class="lane"><text x="{_EDGE - 8}" y="{y - 10}">{TITLES[lane]}</text>'
        f'<line x1="{_EDGE - 8}" x2="{_WIDTH - _EDGE + 8}" y1="{y}" y2="{y}"/>{marks}</g>'
    )


def _near(
    lane: str, steps: Sequence[Step], place: Callable[[date], float]
) -> Iterator[tuple[float, list[Step]]]:
    """The steps of a lane, those that would lie on top of one another together."""
    group: list[Step] = []
    for step in steps:
        if step.lane != lane:
            continue
        if group and place(step.on) - place(group[0].on) > _NEAR:
            yield place(group[0].on), group
            group = []
        group.append(step)
    if group:
        yield place(group[0].on), group


def _mark(x: float, y: float, group: Sequence[Step], today: date) -> str:
    count = sum(step.count for step in group)
    css = "past" if group[0].on <= today else "ahead"
    title = text("; ".join(f"{_day(step.on)}: {step.title}" for step in group))
    number = (
        f'<text class="count" x="{x:.1f}" y="{y + 3.5}" text-anchor="middle">{count}</text>'
        if count > 1
        else ""
    )
    return f'<g class="{css}"><title>{title}</title><circle cx="{x:.1f}" cy="{y}" r="{7 if number else 5}"/>{number}</g>'


def _months(first: date, last: date, place: Callable[[date], float], height: int) -> str:
    """At most four dates below the lanes, the first and the last among them."""
    span = (last - first).days
    parts = 3 if span >= 9 else 1 if span else 0
    days = [first + timedelta(days=round(span * n / parts)) for n in range(parts + 1)] if parts else [first]
    form = "%d %b" if first.year == last.year else "%b %Y"
    return "".join(
        f'<text class="month" x="{place(day):.1f}" y="{height - 6}" text-anchor="{_anchor(place(day))}">{day:{form}}</text>'
        for day in days
    )


def _anchor(x: float) -> str:
    return "start" if x < 40 else "end" if x > _WIDTH - 40 else "middle"


def _steps(steps: Sequence[Step], today: date) -> str:
    rows = "".join(_step(step, today) for step in steps)
    return _table("The entries as a table", "The whole way", ("Day", "What for", "What"), rows)


def _step(step: Step, today: date) -> str:
    when = "past" if step.on < today else "today" if step.on == today else "ahead"
    count = f"{step.count} × " if step.count > 1 else ""
    detail = f' <span class="quiet">{text(step.detail)}</span>' if step.detail else ""
    day = f'{_day(step.on)}<br><span class="quiet">{when}</span>'
    return f'<tr><th scope="row">{day}</th><td>{TITLES[step.lane]}</td><td>{count}{text(step.title)}{detail}</td></tr>'


def outcomes(signs: Sequence[Signs]) -> str:
    """The three outcomes over time, a row each, with their values written beside the bars."""
    if not signs:
        return ""
    rows: tuple[tuple[str, list[int | None], int], ...] = (
        ("Time on what you want, %", [one.time for one in signs], 100),
        ("Opportunities that reached you", [one.opportunities for one in signs], 0),
        ("People who speak up for you", [*(len(one.sponsors) for one in signs)], 0),
    )
    drawn = "".join(_bars(n, *row) for n, row in enumerate(rows))
    label = f"Three rows of bars over {len(signs)} entries; the table below holds the values."
    svg = f'<svg viewBox="0 0 {_WIDTH} {3 * 86 + 18}" role="img" aria-label="{label}">{drawn}{_under(signs)}</svg>'
    return f'<figure class="plot arc outcomes">{svg}</figure>{_values(signs)}'


def _bars(number: int, title: str, values: Sequence[int | None], full: int) -> str:
    bottom = 86 * number + 80
    most = full or max([value for value in values if value] or [1])
    step = (_WIDTH - 2 * _EDGE) / max(4, len(values))
    drawn = [f'<text x="{_EDGE - 8}" y="{bottom - 64}">{title}</text>']
    for n, value in enumerate(values):
        x = _EDGE + step * (n + 0.5)
        if value is None:
            drawn.append(f'<text class="count" x="{x:.1f}" y="{bottom - 4}" text-anchor="middle">–</text>')
            continue
        height = 42 * value / most
        wide = min(26.0, step * 0.6)
        drawn.append(
            f'<rect x="{x - wide / 2:.1f}" y="{bottom - height:.1f}" width="{wide:.1f}" height="{height:.1f}"/>'
            f'<text class="count" x="{x:.1f}" y="{bottom - height - 4:.1f}" text-anchor="middle">{value}</text>'
        )
    axis = f'<line x1="{_EDGE - 8}" x2="{_WIDTH - _EDGE + 8}" y1="{bottom}" y2="{bottom}"/>'
    return f'<g class="lane past">{"".join(drawn)}{axis}</g>'


def _under(signs: Sequence[Signs]) -> str:
    step = (_WIDTH - 2 * _EDGE) / max(4, len(signs))
    every = 1 + (len(signs) - 1) // 6
    return "".join(
        f'<text class="month" x="{_EDGE + step * (n + 0.5):.1f}" y="{3 * 86 + 12}" text-anchor="middle">{one.on:%d %b}</text>'
        for n, one in enumerate(signs)
        if n % every == 0
    )


def _values(signs: Sequence[Signs]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{_day(one.on)}</th>'
        f"<td>{'–' if one.time is None else f'{one.time} %'}</td>"
        f"<td>{'–' if one.opportunities is None else one.opportunities}</td>"
        f"<td>{text(', '.join(one.sponsors)) or '–'}</td><td>{text(one.note) or '–'}</td></tr>"
        for one in signs
    )
    names = ("Noted", "Time", "Opportunities", "Who speaks for you", "Note")
    return _table("The values as a table", "Outcomes", names, rows)


def _table(summary: str, label: str, names: Sequence[str], rows: str) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    return (
        f'<details><summary>{summary}</summary><div class="wide" tabindex="0" role="region" aria-label="{label}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></details>"
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
