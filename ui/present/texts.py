"""Texts to take along and passages of the library, for the eye."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from assistant.domain import Artefact, Guidance, SearchResult, Source
from ui.present.html import cite, items, markdown, section, source_name, text

KINDS: Mapping[str, str] = {
    "invitation": "Invitation to the talk",
    "agenda": "Agenda to send beforehand",
    "brief": "One-page brief",
    "five_acts": "Script in five parts, for yourself",
    "note": "Same-day note afterwards",
    "not_now_plan": "Plan after a “not now”",
    "transition_plan": "Handover plan",
    "resignation_note": "Resignation note",
}
_FIRST = 3
"""How many passages are shown at once."""
_SIGNS = (
    (r"(?m)^#{1,6}\s+", ""),
    (r"(?m)^> ?", ""),
    (r"(?m)^\|[ :|-]+\|[ ]*\n", ""),
    (r"(?m)^\| *(.*?) *\|[ ]*$", r"\1"),
    (r" *(?<!\\)\| *", " · "),
    (r"(?<!\\)(\*\*|__)(?=\S)(.+?)(?<=\S)(?<!\\)\1", r"\2"),
    (r"(?<![\\\w*])([*_])(?=\S)(.+?)(?<=\S)(?<!\\)\1(?![\w*])", r"\2"),
    (r"(?m)(?:\\| {2,})$", ""),
    (r"\\([!-/:-@\[-`{-~])", r"\1"),
)
"""Markdown's signs, and what remains of each in plain words."""
QUESTIONS = (
    "How do I begin the conversation?",
    "What if my boss says there is no budget?",
    "Should I mention that I am thinking of leaving?",
    "I was told “not now”. What next?",
    "What do I send beforehand?",
)


def preview(artefact: Artefact) -> str:
    """The text as it will look."""
    return f'<article class="paper">{markdown(artefact.markdown)}</article>'


def plain(markdown_text: str) -> str:
    """The text without Markdown's signs, to be pasted into a mail; the dashes of lists stay."""
    for sign, left in _SIGNS:
        markdown_text = re.sub(sign, left, markdown_text)
    return markdown_text


def remarks(artefact: Artefact, guidance: Mapping[str, Guidance], sources: Mapping[str, Source]) -> str:
    """What to know about the text: warnings, gaps, what was kept out, what each fact rests on."""
    warnings = (
        f"{text(guidance[gid].short)}{cite([gid], guidance, sources)}"
        for gid in artefact.warnings
        if gid in guidance
    )
    facts = items(
        f'{text(fact.text)} <span class="quiet">from {text(origin(fact.source))}</span>'
        for fact in artefact.facts
    )
    return (
        section("Before you use it", items(warnings), css="warnings")
        + section(
            "Still blank: yours to fill",
            items(f'<mark class="blank">{text(blank)}</mark>' for blank in dict.fromkeys(artefact.blanks)),
        )
        + section(
            "Kept out of this text",
            items(
                f'{text(one.text)} <span class="quiet">{text(one.why)}</span>' for one in artefact.withheld
            ),
        )
        + (
            f'<details class="facts"><summary>Where each fact comes from</summary>{facts}</details>'
            if facts
            else ""
        )
    )


def origin(source: str) -> str:
    """A scenario field (``evidence[0]``) in the words of the form."""
    plain = re.sub(r"\[(\d+)\]", lambda place: f", line {int(place[1]) + 1}", source)
    return {"preferred_ask": "what you want to ask"}.get(plain, plain.replace(".", ", ").replace("_", " "))


def file_name(artefact: Artefact, user: str, suffix: str) -> str:
    """A plain file name for the artefact, safe on every system."""
    ascii_name = unicodedata.normalize("NFKD", user).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", f"{artefact.kind} {ascii_name}".lower()).strip("-")
    return f"{stem}{suffix}"


def passages(result: SearchResult, sources: Mapping[str, Source]) -> str:
    """What the library holds on a question, each passage with its source."""
    if not result.passages:
        return "<p>Nothing was found. Try other words, or one of the examples.</p>"
    head = (
        ""
        if result.answerable
        else '<p class="notice info" role="status">The library has no real answer to this. These are the nearest passages; they may not fit.</p>'
    )
    rows = [
        f'<article class="passage"><h3>{text(one.title)}</h3>{markdown(one.text, blanks=False)}'
        f'<p class="quiet">Source: {text(source_name(one.source, sources))}</p></article>'
        for one in result.passages
    ]
    rest = "".join(rows[_FIRST:])
    more = f'<details class="more"><summary>More passages ({len(rows) - _FIRST})</summary>{rest}</details>'
    return head + "".join(rows[:_FIRST]) + (more if rest else "")
