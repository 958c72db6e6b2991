"""What the user has shown: results apart from the work that goes on every week, and from what they only like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assistant.domain import Style
from assistant.text.spans import find_spans
from assistant.writing.plans import going_on
from assistant.writing.private import Piece, Sifted
from assistant.writing.style import Limits
from assistant.writing.voice import formal, spoken
from assistant.writing.wording import escape, sentence, shorten

_NO_FIGURES = re.compile(
    r"[,;.]?\s*(?:but )?\bi (?:haven['’]t|have not|don['’]t|do not) (?:got |have )?(?:the |any |exact )*(?:numbers?|figures?|data)\b(?: in front of me| to hand| here| yet)?",
    re.I,
)
_JOIN = re.compile(r"^[\s,;.]*(?:but )?")
_LIKES = re.compile(
    r"^I(?:['’]m| am)? (?:really |also )?(?:like|enjoy|love|prefer|good at|interested|keen)\b", re.I
)
"""What somebody likes is no result."""
_STAYS_BEHIND = re.compile(
    r"\b(?:train\w*|taught|teach\w*|wrote|rewrote|built|set up|documented|guide|check-?list|cards?|form|template|on (?:his|her|their) own)\b|"
    r"\balone\b",
    re.I,
)
"""A result that stays when its author goes; what the user did alone does not."""
_MINE = re.compile(r"\bI\b[^.;]*\b(?:alone|on my own)\b")
_STATE = re.compile(
    r"^(?:speak|understand|see|live|get|own|hold (?:a|an|the) (?:[\w-]+ )*(?:licen[cs]e|certificate|diploma|degree|record|card)\b)"
)
"""What somebody can or has, and does not do every week."""
_HAPPENED = re.compile(
    r"\b(?:was|were|went|fell|rose|grew|came|got|made|won|sold|had|\w{3,}ed)\b(?! to\b)", re.I
)
_ORDINAL = re.compile(
    r"\b(?:week|day|month|year|term|line|route|room|unit|floor|ward|gate) (?:\w+|\d+)\b", re.I
)
"""A number that only says which one."""
_RESULT = frozenset({"number", "percent", "money", "duration", "amount"})
_MOST_DUTIES = 2
_NO_HARM = re.compile(
    r"\b(?:nobody|no one|none|no|not a single|without (?:an?|any|one|losing)|never)\b[^.;]*\b(?:hurt|injur\w+|accidents?|outbreaks?|incidents?|complain\w*|"
    r"cancel\w+|miss\w*|lost|losing|late|fail\w*|errors?|falls?|damage\w*|recalls?)\b",
    re.I,
)
"""Harm that did not come: in some trades the first thing that counts."""
_COMPARED = re.compile(r"\b(?:from|instead of|used to|target|was|were|before|down|up|where it|than)\b", re.I)


def evidence_values(sifted: Sifted, style: Style, most: Limits) -> dict[str, Any]:
    """The evidence as sentences, safe for Markdown: ``results``, ``duties`` (``looked_after`` in one line), ``left_behind`` by whoever goes, ``likes``.

    ``thin`` says that no result has a number to it; work that goes on is none.
    """
    likes = [piece for piece in sifted.evidence if _LIKES.search(piece.text)]
    duties = [piece for piece in sifted.evidence if is_duty(piece.text)]
    results = [piece for piece in sifted.evidence if piece not in likes and piece not in duties]
    say = formal if style.tone == "formal" else str

    def told(pieces: Sequence[Piece]) -> list[str]:
        return [_result(say(spoken(piece.text)), most.result_words) for piece in pieces]

    return {
        "results": told(strongest(results, most.results)),
        "duties": told(duties)[:_MOST_DUTIES],
        "looked_after": " ".join(told(duties)[:_MOST_DUTIES]),
        "left_behind": told([piece for piece in results if stays_behind(piece.text)]),
        "likes": [_line(say(piece.text)) for piece in likes][:1],
        "thin": not any(span.kind in _RESULT for piece in results for span in find_spans(piece.text)),
    }


def strongest(results: Sequence[Piece], most: int) -> list[Piece]:
    """The ``most`` weighty of ``results``, in the user's order: what changed in figures and harm that did not come go last."""
    best = sorted(results, key=lambda piece: -_weight(piece.text))[:most]
    return [piece for piece in results if piece in best]


def _weight(text: str) -> int:
    """How much a result proves: a figure before and after, or no harm done; then any figure; then what is only told."""
    figures = [span for span in find_spans(text) if span.kind in _RESULT]
    if _NO_HARM.search(text) or (len(figures) > 1 and _COMPARED.search(text)):
        return 2
    return int(bool(figures))


def is_duty(text: str) -> bool:
    """Whether ``text`` tells of work that goes on ("I do the rota every week") and of nothing that came of it."""
    work = going_on(text)
    if not work or work.startswith("questions from") or _STATE.match(work) or _HAPPENED.search(text):
        return False
    return not any(span.kind in _RESULT - {"duration"} for span in find_spans(_ORDINAL.sub(" ", text)))


def stays_behind(text: str) -> bool:
    """Whether a result stays in the house when the user goes: something written or built, or somebody who can do it."""
    return bool(_STAYS_BEHIND.search(text)) and not _MINE.search(text)


def _result(text: str, words: int) -> str:
    """A result; where the user says that the figures are not at hand, a blank takes their place."""
    told, excuse = without_figures(text)
    line = _line(told, words)
    return f"{line.rstrip('.')} [the figures]." if excuse else line


def without_figures(text: str) -> tuple[str, str]:
    """``text`` without the words that the figures are not at hand, and these words; empty where there are none."""
    found = _NO_FIGURES.search(text)
    if found is None:
        return text, ""
    return _JOIN.sub("", _NO_FIGURES.sub("", text)), _JOIN.sub("", found.group())


def _line(text: str, words: int = 45) -> str:
    return escape(sentence(shorten(text, words)))
