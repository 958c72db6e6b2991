"""The preferred ask taken apart: what changes, how it is covered, how it is judged, when it is looked at again.

The parts are the user's own sentences and clauses, untouched. A sentence goes where its cues point; what has no cue is
part of the change itself. An assessment, where there is one, fills parts that no cue found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import Assessment
from assistant.text.segment import clauses
from assistant.text.spans import find_spans, names_in
from assistant.writing.cues import ASKS
from assistant.writing.private import Piece

_COVER = re.compile(
    r"\b(?:cover(?:s|ed|ing)? (?:my|the|for|me|\w+day)|cover\b|hand(?:s|ing|ed)? (?:\w+ ){0,4}(?:over|to [A-ZÀ-Þ])|hand-?over|tak(?:e|es|ing) (?:over|on) (?:my|the)|(?:could|can|would|will) take\b|stand(?:s|ing)? in for|"
    r"look(?:s|ing)? after (?:my|the)|(?:leads?|does|doing|runs?|holds?|keeps?|takes?|minds?) (?:my|the)\b|train(?:s|ing)? (?!and)[A-ZÀ-Þ]\w+|shar(?:e|es|ing) the \w+ with|in my (?:place|absence)|while I(?:['’]m| (?:do|am|learn|work))\b|"
    r"[Ii](?:['’]d| would|['’]ll| will) (?:still )?(?:keep|stay|finish|carry on|continue)|(?:remains?|stays?) with me|backfill|swap(?:s|ping)? with|without a gap)"
)
_REVIEW = re.compile(
    r"\b(?:(?:we|you and i|both of us)(?:['’]ll| will| can| could| should| would)?(?: then| both)? (?:\w+ )?(?:look at|look again|review|decide|check|meet|agree|judge|measure|compare|sit down|see (?:if|whether|how))|"
    r"review(?:ed)? (?:it|on|at|in|after)|look at it again|yes or no|go back to|must be true|by then|stop (?:it|the trial|this) if)\b|^(?:check|count|compare|measure|judge|look at)\b",
    re.I,
)
_MEASURE = re.compile(
    r"\b(?:look at the|what we look at|if the|isn['’]t (?:under|over|below|above)|under|below|at least|fewer|less than|more than|no more than|target|measure[ds]?|judge[ds]?|count(?:s|ed)?|compare[ds]?|"
    r"if (?:there|it|they) (?:is|are|has|have|does|do)|check (?:the|if|whether)|success|waste|errors?|complaints?|must be true|on time)\b",
    re.I,
)
_NEXT = re.compile(
    r"\b(?:i(?:['’]d| would) (?:ask you|like your|need your|want your|be glad of your)|i (?:need|want|ask) (?:you(?:r)?)\b|your (?:backing|support|blessing|agreement|yes|go-ahead)|would you (?!let|give)|will you|could you|can you|tell me|let me know)\b",
    re.I,
)
_BENEFIT = re.compile(
    r"\b(?:sav(?:e|es|ing)\b|so that (?:we|you|the|nobody|no)|which means|that (?:means|way) (?:we|you|the)|fewer|faster|quicker|cheaper|less (?:waste|time|risk|overtime)|cuts?\b|costs? (?:us|you|the)|it(?:['’]d| would| will) (?:cut|save|free|give|let|stop)|stops? (?:the|us)|because (?:we|the|our))\b",
    re.I,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|i(?:['’]ve| have) (?:\w+ed|run|built|led|done|kept|taught)|last (?:year|month)|in (?:19|20)\d\d|since)\b",
    re.I,
)
_AGREED = re.compile(
    r"\b(?:offered|agreed|said yes|says yes|happy to|is fine|are fine|i asked|i['’]ve asked|has done it|is glad|willing)\b",
    re.I,
)
_START = re.compile(
    r"\b(?:start(?:ing|s)? (?:after|before|from|on|in|at|with|as soon|now|right)|as soon as|straight away|right away|from now)\b",
    re.I,
)
_TIMES = frozenset({"date", "duration"})
_FROM_ELEMENT = {"cover": "cover", "measure": "review", "next_step": "next_step", "benefit": "benefit"}


@dataclass(frozen=True)
class Ask:
    """The usable sentences of an ask by what they do; ``cover``, ``review`` may hold clauses of a ``change`` sentence."""

    sentences: tuple[Piece, ...]
    change: tuple[Piece, ...] = ()
    background: tuple[Piece, ...] = ()
    benefit: tuple[Piece, ...] = ()
    cover: tuple[Piece, ...] = ()
    review: tuple[Piece, ...] = ()
    next_step: tuple[Piece, ...] = ()
    timed: bool = False
    measured: bool = False
    review_date: str = ""

    @property
    def unasked(self) -> tuple[str, ...]:
        """People the cover rests on, of whom the ask does not say that they know or agree."""
        known = names_in(" ".join(piece.text for piece in self.sentences))
        open_pieces = [piece.text for piece in self.cover if not _AGREED.search(piece.text)]
        return tuple(dict.fromkeys(name for text in open_pieces for name in _people(text, known)))


def parse_ask(pieces: Sequence[Piece], assessment: Assessment | None = None) -> Ask:
    """The parts of an ask.

    :param pieces: its sentences, those already left out that must not be used.
    :param assessment: what a scorer found in the whole ask; its quotes fill parts that no cue found.
    """
    parts: dict[str, list[Piece]] = {
        name: [] for name in ("change", "background", "benefit", "cover", "review", "next_step")
    }
    for piece in pieces:
        parts[_section(piece.text)].append(piece)
    for name, cue in (("cover", _COVER), ("review", _REVIEW)):
        parts[name] = parts[name] or _clauses_with(cue, parts["change"], asking=name == "review")
    if assessment is not None:
        _fill(parts, pieces, assessment)
    review = parts["review"]
    return Ask(
        sentences=tuple(pieces),
        change=tuple(parts["change"]),
        background=tuple(parts["background"]),
        benefit=tuple(parts["benefit"]),
        cover=tuple(parts["cover"]),
        review=tuple(review),
        next_step=tuple(parts["next_step"]),
        timed=any(
            _START.search(piece.text) or any(span.kind in _TIMES for span in find_spans(piece.text))
            for piece in parts["change"]
        ),
        measured=any(_MEASURE.search(piece.text) for piece in review),
        review_date=next(
            (span.text for piece in review for span in find_spans(piece.text) if span.kind == "date"), ""
        ),
    )


def _section(text: str) -> str:
    asks = ASKS.search(text)
    if _NEXT.search(text):
        return "next_step"
    if not asks:
        for name, cue in (("cover", _COVER), ("review", _REVIEW)):
            if cue.search(text):
                return name
    if _REVIEW.search(text) and _REVIEW.search(text[:40]) and not re.match(r"let (?:me|us)", text, re.I):
        return "review"
    if not asks:
        for name, cue in (("benefit", _BENEFIT), ("background", _PAST)):
            if cue.search(text):
                return name
    return "change"


def _clauses_with(cue: re.Pattern[str], pieces: Sequence[Piece], *, asking: bool) -> list[Piece]:
    """The clauses that have the cue; those that ask for something only where ``asking``."""
    found = []
    for piece in pieces:
        for clause in clauses(piece.text):
            if cue.search(clause.text) and (asking or not ASKS.search(clause.text)):
                bare = re.sub(r"^(?:and|but|so)\s+", "", clause.text, flags=re.I).strip(" ,;.")
                found.append(Piece(bare, piece.source))
    return found


def _fill(parts: dict[str, list[Piece]], pieces: Sequence[Piece], assessment: Assessment) -> None:
    """Adds the sentences that the scorer quotes for parts which are still empty."""
    for element, name in _FROM_ELEMENT.items():
        finding = assessment.elements.get(element)
        if parts[name] or finding is None or not finding.present or not finding.quote:
            continue
        parts[name] = [piece for piece in pieces if finding.quote in piece.text][:1]


def _people(text: str, known: Sequence[str]) -> list[str]:
    """Names in a sentence about cover that stand where a person stands: before a verb, or after "to" or "with"."""
    verb = r"(?: and [A-ZÀ-Þ][\w'’-]+)? (?:covers?|covering|leads?|leading|takes?|taking|does|doing|runs?|running|holds?|keeps?|stands?|looks?|could|can|would|will|on|at|for)\b"
    return [
        name
        for name in names_in(text, known)
        if re.search(
            rf"(?:\b(?:to|with|train|training|trains|and|by) {re.escape(name)}\b|{re.escape(name)}{verb})",
            text,
        )
    ]
