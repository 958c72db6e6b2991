"""What a resignation is made of: what the user promised to do until the end, what is handed over, and the reference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assistant.domain import PLAIN, Scenario, Style
from assistant.writing.actions import Handing, act, last_date
from assistant.writing.parse import Ask
from assistant.writing.private import Piece, Sifted
from assistant.writing.topic import topic
from assistant.writing.voice import formal
from assistant.writing.wording import escape, sentence, shorten

_MADE = re.compile(
    r"^(?:I |I've |I have )?(?:built|wrote|rewrote|set up|redid|created|made|started) (?P<what>(?:the|an?|our) .+)$"
)
_KEPT = re.compile(
    r"\bI(?:['’]ve been| have been)? (?:plan|run|lead|keep|do|hold|manage|edit|chair|planning|running|leading|keeping|doing|holding|managing) "
    r"(?P<what>(?:the|our|my) .+)$"
)
_THING = re.compile(
    r"\b(?:cards?|guide|manual|handover|spreadsheet|form|check-?list|sheets?|instructions|template|list|table|calendar|archive|database|report|rota|plan|board|store|tours|triage)\b",
    re.I,
)
_END = re.compile(
    r"(?:[,;:.]| and | so | which | since | in | on my own| alone| that (?!(?:\w+ ){1,4}uses?\b)).*$"
)
_FOR_YOU = re.compile(r",? so (?:that )?you\b[^.?!]*(?=[.!]?$)")
_SO = re.compile(r",? so (?:that )?you\b")
_REFERENCE = re.compile(
    r"^I(?:['’]d| would) (?:like to )?ask (?:you )?for (?P<what>an? (?:\w+ )?reference\b[^.?!]*)", re.I
)
_LAST_DAY = re.compile(r"\blast (?:working )?(?:day|shift)\b|\b(?:leave|finish) (?:here )?on\b", re.I)
"""A last day of work that the user names as such; "I'd stay to the last show" only says how long they could."""
_FULL_YEARS = re.compile(r"^(?:(?:[2-9]|\d\d|two|three|four|five|six|seven|eight|nine|ten) years?)$", re.I)
_ANOTHER_POST = ("apply", "move")
MOST_ITEMS = 4


def parting_values(
    scenario: Scenario, sifted: Sifted, ask: Ask, given: Sequence[Handing], style: Style = PLAIN
) -> dict[str, Any]:
    """Values of the resignation note, safe for Markdown.

    :return: ``pledges`` with "I will" before them, ``items`` that are handed over, ``last_date``, ``reference`` (a
        question, or empty), ``last_day_said``: whether the date is named as the last day, and ``years``: whether
        the tenure counts years and nothing else.
    """
    moves = stays_here(scenario, sifted, ask)
    pieces = (*ask.change, *ask.cover) if sifted.exit else ask.cover if moves else ()
    pledges = [(piece, _pledge(piece.text)) for piece in sorted(pieces, key=lambda one: _place(one, ask))]
    return {
        "pledges": [escape(shorten(_in_tone(text, style), 60)) for _, text in pledges if text],
        "items": _items(sifted.evidence, () if sifted.exit else given),
        "last_date": escape(last_date(ask.sentences)) if sifted.exit else "",
        "moves": moves,
        "reference": _reference(ask) if sifted.exit else "",
        "last_day_said": any(_LAST_DAY.search(piece.text) for piece in ask.sentences),
        "years": bool(_FULL_YEARS.match(scenario.user.tenure.strip())),
    }


def stays_here(scenario: Scenario, sifted: Sifted, ask: Ask) -> bool:
    """Whether the user asks for another post in the same house: then they leave a post, and no employment ends."""
    searching = "considering_leaving" in scenario.special
    return topic(sifted, ask).kind in _ANOTHER_POST and not (sifted.exit or searching)


def _pledge(text: str) -> str:
    """What the user promises to do, with what the boss has of it ("… so you've seen him before")."""
    done, gain = act(text), _FOR_YOU.search(text)
    return f"{done}{gain.group()}" if done and gain and text[: gain.start()].endswith(done) else done


def _in_tone(text: str, style: Style) -> str:
    """A promise as it stands in the letter: in a formal one with full forms and a full clause for what the boss has of it."""
    return formal(_SO.sub(" so that you", text)) if style.tone == "formal" else text


def _items(evidence: Sequence[Piece], given: Sequence[Handing]) -> list[str]:
    """Things with a name that somebody has to look after: what goes to somebody, and what the user made or keeps."""
    found = [one.work for one in given]
    for piece in evidence:
        for part in re.split(r"(?<=[;:])\s", piece.text):
            match = _MADE.match(part) or _KEPT.search(part)
            what = _END.sub("", match["what"]).strip() if match else ""
            if what and (_THING.search(what) or (match and match.re is _KEPT)) and len(what.split()) <= 12:
                found.append(what)
    return [escape(item) for item in dict.fromkeys(found)][:MOST_ITEMS]


def _reference(ask: Ask) -> str:
    """The user's question for a reference, as a question."""
    for piece in ask.sentences:
        if found := _REFERENCE.match(piece.text):
            return escape(f"May I ask you for {found['what'].strip()}?")
        if "reference" in piece.text.lower() and piece.text.endswith("?"):
            return escape(sentence(piece.text))
    return ""


def _place(piece: Piece, ask: Ask) -> int:
    """Where a part stands in the ask."""
    core = piece.text.rstrip(" .?!")
    return next((n for n, one in enumerate(ask.sentences) if core in one.text), len(ask.sentences))
