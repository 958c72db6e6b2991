"""Texts to take along and passages of the library, for the eye."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from assistant import catalog
from assistant.domain import Artefact, Guidance, Source
from ui.present.html import cite, items, made_by, markdown, section, text

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
"""How many passages are shown at once."""
TONES = {"plain": "Plain", "warm": "Warm", "formal": "Formal"}
LENGTHS = {"full": "In full", "short": "Short"}
FORMS = {
    ".docx": "Word (.docx)",
    ".pdf": "PDF (.pdf)",
    ".ics": "Calendar (.ics)",
    ".txt": "Plain text (.txt)",
    ".md": "Markdown (.md)",
}
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


def whole(artefact: Artefact) -> str:
    """The text under what the user is to see to first; only the text itself is copied, printed or saved."""
    return beforehand(artefact, catalog.guidance(), catalog.sources()) + preview(artefact)


def beforehand(artefact: Artefact, guidance: Mapping[str, Guidance], sources: Mapping[str, Source]) -> str:
    """What to see to before the text is used: the guidance that is due, and notes to the user that are no part of it."""
    warnings = [
        f"<b>{text(guidance[gid].title)}.</b> {text(guidance[gid].short)}{cite([gid], guidance, sources)}"
        for gid in artefact.warnings
        if gid in guidance
    ]
    told = [text(note) for note in artefact.notes if not note.startswith("model:")]
    return section("Before you use it", items([*told, *warnings]), css="warnings")


def remarks(artefact: Artefact) -> str:
    """What to know about the text: gaps, what was kept out, what each fact rests on."""
    facts = items(
        f'{text(fact.text)} <span class="quiet">from {text(origin(fact.source))}</span>'
        for fact in artefact.facts
    )
    return (
        section(
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
        + made_by(artefact.engine, "Worded by")
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
