"""Passages of the library for the eye: the words asked for marked, both sides of a disagreement side by side."""

from __future__ import annotations

import re

from assistant import catalog
from assistant.domain import CIRCUMSTANCES, Guidance, Passage, SearchResult, quoted
from ui.present.html import anchor, markdown, source_name, text

_FIRST = 3
_SHORTEST = 4
_WORD = re.compile(r"[^\W\d_]+")
_ENDING = re.compile(r"(?:ing|ed|es|s|ly)$")
_TAG = re.compile(r"(<[^>]+>)")
_USUAL = frozenset(
    "about after again been before boss could does even from have having here into just like make manager more much only "
    "other over really should some still such tell than that their them then there these they this very want what "
    "when where which while will with without work would your yours".split()
)


def passages(result: SearchResult) -> str:
    """What the library holds on a question, the nearest first, each with its source."""
    if not result.passages:
        return "<p>Nothing was found. Try other words, or one of the examples.</p>"
    rows = [_passage(one, result.question) for one in result.passages]
    head = f'<p class="sr" role="status">{len(rows)} passages found on {text(quoted(result.question))}.</p>'
    if not result.answerable:
        head = '<p class="notice info" role="status">The library has no real answer to this. These are the nearest passages; they may not fit.</p>'
    rest = "".join(rows[_FIRST:])
    more = f'<details class="more"><summary>More passages ({len(rows) - _FIRST})</summary>{rest}</details>'
    return head + "".join(rows[:_FIRST]) + (more if rest else "")


def piece(found: Guidance, question: str = "") -> str:
    """One piece of guidance in full; the words of ``question`` are marked."""
    gid = found.ids[0]
    body = (
        f"<p><strong>{text(found.short)}</strong></p><p>{text(found.what)}</p><p><strong>Why:</strong> {text(found.why)}</p>"
        + _said(found)
        + _for_whom(found)
        + f'<p class="not-when"><strong>When it does not apply:</strong> {text(found.not_when)}</p>'
    )
    sides = "".join(_sides(found, catalog.guidance()[other]) for other in found.differs)
    see = ", ".join(
        f'<a href="#{anchor(other)}">{text(catalog.guidance()[other].title)}</a>' for other in found.see
    )
    return (
        f'<article class="passage" id="{anchor(gid)}" tabindex="-1"><h3>{marked(text(found.title), question)}</h3>{marked(body, question)}{sides}'
        f'<p class="quiet">Source: {text(source_name(found.source, catalog.sources()))}'
        f"{f'. See also: {see}' if see else ''}</p></article>"
    )


def marked(html: str, question: str) -> str:
    """``html`` with the words that ``question`` asks for in ``<mark>``, whatever their ending; tags stay as they are."""
    stems = {
        _ENDING.sub("", word)
        for word in _WORD.findall(question.lower())
        if len(word) >= _SHORTEST and word not in _USUAL
    }
    wanted = "|".join(
        sorted((re.escape(stem) for stem in stems if len(stem) >= _SHORTEST - 1), key=len)[::-1]
    )
    if not wanted:
        return html
    found = re.compile(rf"(?<![\w&])(?:{wanted})\w{{0,4}}(?!\w)", re.IGNORECASE)
    return "".join(
        part if part.startswith("<") else found.sub(lambda word: f"<mark>{word[0]}</mark>", part)
        for part in _TAG.split(html)
    )


def _passage(one: Passage, question: str) -> str:
    known = catalog.guidance()
    if one.guidance_ids and one.guidance_ids[0] in known:
        return piece(known[one.guidance_ids[0]], question)
    # What a document of the user's says is quoted as it stands: its markup is not ours to follow.
    words = "".join(f"<p>{text(part)}</p>" for part in one.text.split("\n") if part.strip())
    return (
        f'<article class="passage"><h3>{text(one.citation)}</h3>{marked(words if one.document else markdown(one.text, blanks=False), question)}'
        f'<p class="quiet">Source: {text(one.source)}</p></article>'
    )


def _said(found: Guidance) -> str:
    return (
        f'<dl class="pair"><dt>Sounds like</dt><dd>{text(quoted(found.said_well))}</dd>'
        f"<dt>Rather than</dt><dd>{text(quoted(found.said_badly))}</dd></dl>"
    )


def _for_whom(found: Guidance) -> str:
    rows = [
        f"<li><strong>{text(CIRCUMSTANCES[name])}:</strong> {text(words)}</li>"
        for name, words in found.for_whom.items()
    ]
    if found.different_if:
        rows.append(f"<li><strong>Different if</strong> {text(found.different_if)}</li>")
    return (
        f'<details class="for-whom"><summary>For whom it differs ({len(rows)})</summary><ul>{"".join(rows)}</ul></details>'
        if rows
        else ""
    )


def _sides(one: Guidance, other: Guidance) -> str:
    """Two positions of two sources in two columns, one above the other on a phone."""
    columns = "".join(
        f"<div><h5>{text(side.title)}</h5><p>{text(side.short)}</p><p><strong>Fits when</strong> {text(side.fits_when)}</p>"
        f'<p class="quiet">{text(source_name(side.source, catalog.sources()))}</p>{link}</div>'
        for side, link in (
            (one, ""),
            (other, f'<p><a href="#{anchor(other.ids[0])}">Read this side in full</a></p>'),
        )
    )
    return f'<section class="sides" aria-label="Where the sources disagree"><h4>The sources disagree here</h4><div class="columns">{columns}</div></section>'
