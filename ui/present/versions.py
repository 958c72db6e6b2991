"""Versions of a draft for the eye: a chart and a table of their scores, and two of them side by side."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.domain import Comparison, EditKind, RubricElement, ScoreChange, Version
from assistant.scales import STEPS, anchor, came_with, points, score_label, step
from ui.present.html import items, sentences, text
from ui.present.score import short_name

_MARKS = {EditKind.ADDED: ("ins", "added"), EditKind.REMOVED: ("del", "removed")}
_CORE = re.compile(r"(\s*)(.*?)(\s*)", re.S)


def overview(
    versions: Sequence[Version], steps: Sequence[Comparison], rubric: Mapping[str, RubricElement]
) -> str:
    """Both scores over the versions, drawn and as a table, newest last; nothing for fewer than two.

    :param steps: what changed from each version to the next.
    """
    if len(versions) < 2:
        return ""
    rows = [
        _row(number, version, steps[number - 2] if number > 1 else None, rubric)
        for number, version in enumerate(versions, 1)
    ]
    head = "".join(
        f'<th scope="col">{name}</th>' for name in ("Version", *map(score_label, STEPS), "What changed")
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return f'{chart(versions)}<div class="wide history" tabindex="0" role="region" aria-label="Scores of your versions">{table}</div>'


def chart(versions: Sequence[Version]) -> str:
    """Both scores over the versions, as a small drawing; shapes and dashes tell them apart without colour."""
    width, height, left, right, foot = 360, 150, 24, 12, 24
    across = (width - left - right) / max(1, len(versions) - 1)
    every = 1 + (len(versions) - 1) // 12

    def down(score: float) -> float:
        return 10 + (10 - score) / 10 * (height - 10 - foot)

    def line(scale: str) -> str:
        places = [(left + n * across, down(getattr(one.assessment, scale))) for n, one in enumerate(versions)]
        path = " ".join(f"{x:.0f},{y:.0f}" for x, y in places)
        dots = "".join(
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4"/>'
            if scale == "specificity"
            else f'<rect x="{x - 4:.0f}" y="{y - 4:.0f}" width="8" height="8"/>'
            for x, y in places
        )
        return f'<g class="{scale}"><polyline points="{path}"/>{dots}</g>'

    grid = "".join(
        f'<line x1="{left}" x2="{width - right}" y1="{down(value):.0f}" y2="{down(value):.0f}"/>'
        f'<text x="{left - 8}" y="{down(value) + 4:.0f}" text-anchor="end">{value}</text>'
        for value in (0, 5, 10)
    ) + "".join(
        f'<text x="{left + n * across:.0f}" y="{height - 4}" text-anchor="middle">{n + 1}</text>'
        for n in range(0, len(versions), every)
    )
    keys = (
        '<span class="line-of specificity">Specificity (solid, dots)</span> '
        '<span class="line-of business_framing">Business framing (dashed, squares)</span>'
    )
    return (
        f'<figure class="plot"><svg viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="Scores of versions 1 to {len(versions)}; the table below holds the numbers.">'
        f'<g class="grid">{grid}</g>{"".join(map(line, STEPS))}</svg><figcaption>{keys}</figcaption></figure>'
    )


def pane(version: Version, found: Comparison, *, earlier: bool) -> str:
    """One of two versions: its scores in words, and its text with what only this one has.

    :param earlier: whether it is the first of the two, in which removed words are marked; else added ones.
    """
    scores = "".join(
        f"<div><dt>{score_label(scale)}</dt><dd><b>{points(score)}</b> of 10: {text(anchor(scale, score))}</dd></div>"
        for scale, score in ((scale, getattr(version.assessment, scale)) for scale in STEPS)
    )
    own = EditKind.REMOVED if earlier else EditKind.ADDED
    words = "".join(
        _marked(edit.text, edit.kind) for edit in found.edits if edit.kind in (own, EditKind.KEPT)
    )
    return f'<dl class="anchored">{scores}</dl><p class="marked" dir="auto">{words}</p>'


def difference(found: Comparison, rubric: Mapping[str, RubricElement]) -> str:
    """What changed between two versions: each score's step with what came with it, and the elements."""
    scores = items(
        f"<b>{score_label(one.scale)}</b> {points(one.before)} → {points(one.after)}{_step(one)}: {text(explained(one, rubric))}"
        for one in found.scores
    )
    elements = items(
        f"<b>{title}</b> {text(_names(names, rubric))}"
        for title, names in (("New:", found.came), ("Gone:", found.went), ("In both:", found.stayed))
        if names
    )
    return f'<div class="two">{scores}{elements}</div>'


def explained(change: ScoreChange, rubric: Mapping[str, RubricElement]) -> str:
    """What may be said of a score's step."""
    came, went = ([short_name(name, rubric) for name in names] for names in (change.came, change.went))
    return came_with(change.before, change.after, change.telling, came, went)


def _row(number: int, version: Version, found: Comparison | None, rubric: Mapping[str, RubricElement]) -> str:
    steps = {one.scale: _step(one) for one in found.scores} if found else {}
    cells = "".join(
        f"<td>{points(getattr(version.assessment, scale))}{steps.get(scale, '')}</td>" for scale in STEPS
    )
    return f'<tr><th scope="row">{number}</th>{cells}<td>{_changed(found, rubric)}</td></tr>'


def _changed(found: Comparison | None, rubric: Mapping[str, RubricElement]) -> str:
    if found is None:
        return "The first one"
    parts = [
        f"{word}: {_names(names, rubric)}"
        for word, names in (("new", found.came), ("gone", found.went))
        if names
    ]
    reworded = any(edit.kind is not EditKind.KEPT for edit in found.edits)
    return text(sentences("; ".join(parts) or ("the wording only" if reworded else "nothing")))


def _step(change: ScoreChange) -> str:
    shown = step(change.before, change.after)
    css = "up" if change.after > change.before else "down"
    return f' <span class="{css}">{shown}</span>' if shown else ""


def _names(names: Sequence[str], rubric: Mapping[str, RubricElement]) -> str:
    return ", ".join(short_name(name, rubric) for name in names)


def _marked(words: str, kind: EditKind) -> str:
    """Words with their mark, which does not reach over the blanks around them."""
    parts = _CORE.fullmatch(words)
    lead, core, tail = (
        (text(part).replace("\n", "<br>") for part in parts.groups()) if parts else ("", "", "")
    )
    if core and kind in _MARKS:
        tag, told = _MARKS[kind]
        core = f'<{tag}><span class="sr">[{told}: </span>{core}<span class="sr">]</span></{tag}>'
    return f"{lead}{core}{tail}"
