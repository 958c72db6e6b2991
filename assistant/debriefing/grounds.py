"""Which words of a reply a drill's feedback may lean on: a finding counts only where its quote plainly is what it is said to be.

A listener that misheard a move quotes words beside the point; so every quote must stand in the turn, have at least three
words, and hold a sign of the move (``knowledge/debrief.toml``, ``knowledge/conduct.toml``). What fails is passed over in
silence: no praise, and no blame for its absence either.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.catalog import table
from assistant.debriefing.signs import DID as DONE
from assistant.debriefing.signs import is_sign, may_hold, plain
from assistant.domain import Reading, Turn
from assistant.engine.remarks import DID, FLAGS, Heard
from assistant.listening.threats import threatens, threatens_by_itself
from assistant.text.quoting import quotable
from assistant.text.segment import clauses, sentences
from assistant.text.spans import find_spans, names_in

_FEWEST_WORDS = 3
_SAYS_SOMETHING = 6
_LONGEST = 18
_THREATS = ("over_head", "harm", "leaving")
"""What a turn's tone says of threats (``Reading.tone``), with their words."""
_THANKS = re.compile(r"^\W*(?:thanks?|thank you)\b")
_WH = re.compile(r"\b(?:what|which|who|how|when|where|why|is there)\b")
_ASKED = re.compile(
    r"(?:^|[,;:–—-]\s*)(?:(?:and|but|so|then|or|well|okay|ok)\b,? *)*(?:what|which|who|how|when|where|why|is there|are there)\b[^?]*\?\s*$",
    re.I,
)
_UNDATED = re.compile(
    r"^\W*or\b|\b(?:article|section|clause|room|page|form|minutes)\b|\b(?:since|ago|last (?:year|month|week|spring|summer|autumn|winter))\b"
)
_WHO = re.compile(
    r"\b(?:i(?:'ll| will|'d| would)? (?:still )?(?:keep|stay|finish|carry on|do|come in)|my (?:\w+ ){0,2}(?:desk|work|shift|bench|round|calls|readings|class\w*|clients|jobs?|list|rota)|"
    r"the (?:same )?(?:others|team|night shift|trainee|apprentice|colleague\w*|deputy)|hand\w*)\b"
)
_NEVER: Mapping[str, re.Pattern[str]] = {
    "phased_or_trial": re.compile(
        r"\bi (?:know|see) you\b|\b(?:did|made|ran|went|took|kept|stood|covered)\b|\b(?:i|we|he|she|they|it|who) (?:was|were|had)\b|\b(?:when|while) \w+ (?:was|were)\b"
    ),
    "milestone": re.compile(
        r"^\W*(?:and |but )?if (?!.*\b(?:stop|hand|go back|judge|count|fewer|less|more|under|below|above|\d))"
    ),
    # Nor is it one to know one's trade, or to call one's own idea fair.
    "acknowledges": re.compile(
        r"\byou agree\b|\byou (?:see|know)\b|\bi(?:'d| would) (?:say|call)\b|"
        r"\bi (?:really )?know (?:all|every|each|how to|(?:the|my|this|that|it)(?: \w+)?(?:\W*$|[,;]| and\b| well\b| by heart\b| inside out\b))"
    ),
    "evidence": re.compile(r"\b(?:will|would|could|i'd|i'll|if)\b"),
}
"""What a quote never holds that is shown for the move: a trial is not past, a fact not to come."""
_UNSURE = frozenset({"benefit"})
"""Moves that are claimed wrongly too often (benefit: 11 of 15 right on rows outside ``split.json``), so none is claimed."""


def heard(turn: Turn) -> Heard:
    """What may be claimed of ``turn``."""
    reading, said = turn.reading, turn.said or ""
    if reading is None:
        return Heard()
    moves = {
        move: whole
        for move, quote in reading.quotes.items()
        if move in DID
        and move not in _UNSURE
        and reading.has(move)
        and _is_sound(move, asked := _asked_whole(move, quote, said), said)
        and looks_like(move, whole := _whole(asked, said, _LONGEST))
    }
    flags = {move: quote for move in FLAGS if reading.has(move) and (quote := _flagged(move, reading, said))}
    possible = frozenset(
        move for move in DID if is_sign(move, said) or (move == "cover" and may_hold(move, said))
    )
    return Heard(moves, flags, possible=possible)


def looks_like(move: str, words: str) -> bool:
    """Whether ``words``, quoted for the move, look like what it is said to be; stricter than :func:`is_sign`."""
    text = plain(words)
    if (
        not is_sign(move, words)
        or _THANKS.match(text)
        or (move != "question" and text.rstrip().endswith("?"))
    ):
        return False
    if move == "question":
        return text.rstrip().endswith("?") and bool(_WH.search(text))
    if move == "date":
        spans = [span for span in find_spans(words) if span.kind == "date"]
        return bool(spans) and not _UNDATED.search(text) and not DONE.search(text)
    if move == "cover":
        return bool(names_in(words)) or bool(_WHO.search(text))
    if move == "evidence" and names_in(words) and may_hold("cover", words) and not DONE.search(text):
        return False  # who stands in for somebody is cover, and no result
    never = _NEVER.get(move)
    return not (never and never.search(text))


def _asked_whole(move: str, quote: str, said: str) -> str:
    """An open question in full, empty where the words only look like one; other quotes as they are."""
    if move != "question" or not quote:
        return quote
    whole = next((part.text for part in sentences(said) if quote in part.text), "")
    asked = _ASKED.search(whole.replace("’", "'"))
    return whole[asked.start() :].lstrip(" ,;:–—-") if asked else ""


def _is_sound(sign: str, quote: str, said: str) -> bool:
    return quote in said and len(quote.split()) >= _FEWEST_WORDS and is_sign(sign, quote)


def _flagged(move: str, reading: Reading, said: str) -> str:
    """The words of a threat, complaint or retreat; empty where none are plainly there."""
    if move == "withdraws":
        quote = reading.quotes.get(move, "")
        return quote if _is_sound(move, quote, said) else ""
    told = [reading.tone[name] for name in _THREATS if name in reading.tone]
    if move == "ultimatum" and told:
        return told[0]
    parts = [reading.quotes.get(move, ""), *(part.text for part in quotable(said))]
    parts += [part.text for part in sentences(said)]  # a condition and its threat may be two clauses
    parts = [part for part in parts if part in said and len(part.split()) >= _FEWEST_WORDS]
    if move == "ultimatum":
        return next((part for part in parts if threatens(part)), "")
    rules = table("conduct")[move]
    pattern = re.compile("|".join(rules[name] for name in ("plain", "words")))
    # A threat is told as one, and not as a complaint too.
    return next((part for part in parts if not threatens_by_itself(part) and pattern.search(plain(part))), "")


def _whole(part: str, said: str, longest: int = 1000) -> str:
    """The clause that ``part`` stands in, or its sentence where that says little ("Let me sum up:"); of at most ``longest`` words."""
    inside = next((one.text.rstrip(" ,;:–—-") for one in clauses(said) if part in one.text), part)
    part = inside if len(inside.split()) <= longest else part
    if len(part.split()) >= _SAYS_SOMETHING:
        return part
    holding = (one.text for one in sentences(said) if part in one.text)
    return next((text for text in holding if len(text.split()) <= longest), part)
