"""The last rehearsals as a small line chart, with its values as a table."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import Progress
from ui.present.html import section, text
from ui.present.rehearsal import OUTCOMES

_WIDTH, _HEIGHT, _LEFT = 320, 120, 36


def progress(points: Sequence[Progress]) -> str:
    """Worries settled and the level of the replies over the rehearsals, oldest first; nothing before the second one.

    The chart has those that can be compared with the last one: with the same boss, as hard as that.
    """
    if len(points) < 2:
        return ""
    like = [one for one in points if _set_up(one) == _set_up(points[-1])]
    return section("Your last rehearsals", (_chart(like) if len(like) > 1 else "") + _table(points))


def _set_up(one: Progress) -> tuple[str, str, str]:
    return one.whom, one.temperament, one.difficulty


def _named(one: Progress) -> str:
    return text(", ".join(filter(None, _set_up(one))))


def _chart(points: Sequence[Progress]) -> str:
    settled = [one.settled for one in points]
    levels = [None if one.level is None else one.level / 2 for one in points]
    grid = "".join(
        f'<line x1="{_LEFT}" x2="{_WIDTH}" y1="{_y(share):.0f}" y2="{_y(share):.0f}"/>'
        f'<text x="{_LEFT - 6}" y="{_y(share) + 4:.0f}" text-anchor="end">{share:.0%}</text>'
        for share in (0.0, 0.5, 1.0)
    )
    label = f"A line chart of your last {len(points)} rehearsals with {_named(points[-1])}; the table below holds its values."
    return (
        f'<figure class="plot"><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{label}"><g class="grid">{grid}</g>'
        + _line("specificity", settled, "")
        + _line("business", levels, ' stroke-dasharray="5 4"')
        + f'</svg><figcaption><span class="quiet">{len(points)} rehearsals with {_named(points[-1])}</span> '
        '<span class="key specificity">Worries settled (solid)</span> '
        '<span class="key business">Level of your replies, of 2 (dashed)</span></figcaption></figure>'
    )


def _line(css: str, shares: Sequence[float | None], dashed: str) -> str:
    """One line through the points that there are."""
    step = (_WIDTH - _LEFT - 16) / max(1, len(shares) - 1)
    points = [(_LEFT + 8 + n * step, _y(share)) for n, share in enumerate(shares) if share is not None]
    path = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3.5"/>' for x, y in points)
    return f'<g class="{css}"><polyline points="{path}" fill="none" stroke-width="2"{dashed}/>{dots}</g>'


def _y(share: float) -> float:
    return _HEIGHT - 14 - share * (_HEIGHT - 28)


def _table(points: Sequence[Progress]) -> str:
    names = ("Rehearsal", "Outcome", "Worries settled", "Level of replies", "Your share of words")
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    rows = "".join(
        f'<tr><th scope="row">{one.when.astimezone():%d %b, %H:%M}<br><span class="quiet">{_named(one)}</span></th>'
        f"<td>{OUTCOMES[one.outcome] if one.outcome else 'Still open'}</td><td>{_percent(one.settled)}</td>"
        f"<td>{'–' if one.level is None else f'{one.level:.1f} of 2'}</td><td>{_percent(one.own_words)}</td></tr>"
        for one in points
    )
    return (
        "<details><summary>The values as a table</summary>"
        '<div class="wide" tabindex="0" role="region" aria-label="Your last rehearsals">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></details>"
    )


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"
