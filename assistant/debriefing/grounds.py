"""Which words of a turn a debrief may lean on: a finding counts only where its quote plainly is what it is said to be.

A listener that misheard a move quotes words beside the point; so every quote must stand in the turn, have at least three
words, and hold a sign of the move (``knowledge/debrief.toml``, ``knowledge/conduct.toml``). What fails is passed over in
silence: no praise, and no blame for its absence either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from assistant.catalog import table
from assistant.domain import Act, Reading, Turn
from assistant.engine.remarks import DID, FLAGS, Heard
from assistant.text.quoting import quotable
from assistant.text.segment import clauses, sentences

_FEWEST_WORDS = 3
_SAYS_SOMETHING = 6
_SIGN_OF_ELEMENT: Mapping[str, str] = {
    "change": "change",
    "time": "date",
    "cover": "cover",
    "measure": "milestone",
    "evidence": "evidence",
    "benefit": "benefit",
    "alignment": "alignment",
    "next_step": "next_step",
}
_CLOSES = (("date", "milestone", "cover"), ("next_step", "time", "measure"))
"""Moves and elements by which a talk is closed, once there is something to close (``engine/step.py``)."""


def heard(before: Turn, turn: Turn) -> Heard:
    """What may be claimed of ``turn``, which follows ``before``."""
    reading, said = turn.reading, turn.said or ""
    if reading is None:
        return Heard()
    moves = {
        move: quote
        for move, quote in reading.quotes.items()
        if move in DID and reading.has(move) and _is_sound(move, quote, said)
    }
    flags = {move: quote for move in FLAGS if reading.has(move) and (quote := _flagged(move, reading, said))}
    served = reading.acts | (turn.state.acts_done - before.state.acts_done)
    found = {act: next(_words_of(act, moves, reading, said), "") for act in served}
    acts = {act: quote.rstrip(" ,;:–—-") for act, quote in found.items() if quote}
    possible = frozenset(move for move in DID if is_sign(move, said))
    return Heard(moves, flags, acts, possible)


@cache
def _signs() -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(sign) for name, sign in table("debrief")["signs"].items()}


def is_sign(move: str, words: str) -> bool:
    """Whether ``words`` plainly hold the move (or element) of that name."""
    return bool(_signs()[move].search(_plain(words)))


def _plain(words: str) -> str:
    return words.lower().replace("’", "'")


def _is_sound(sign: str, quote: str, said: str) -> bool:
    return quote in said and len(quote.split()) >= _FEWEST_WORDS and is_sign(sign, quote)


def _flagged(move: str, reading: Reading, said: str) -> str:
    """The words of a threat, complaint or retreat; empty where none are plainly there."""
    if move == "withdraws":
        quote = reading.quotes.get(move, "")
        return quote if _is_sound(move, quote, said) else ""
    rules = table("conduct")[move]
    pattern = re.compile("|".join(rules[name] for name in ("plain", "words") if name in rules))
    parts = [reading.quotes.get(move, ""), *(part.text for part in quotable(said))]
    parts += [part.text for part in sentences(said)]  # a condition and its threat may be two clauses
    return next(
        (part for part in parts if part in said and len(part.split()) >= _FEWEST_WORDS and pattern.search(_plain(part))),
        "",
    )  # fmt: skip


def _whole(part: str, said: str) -> str:
    """A clause that says little by itself ("Let me sum up:") in its sentence."""
    if len(part.split()) >= _SAYS_SOMETHING:
        return part
    return next((one.text for one in sentences(said) if part in one.text), part)


def _words_of(act: Act, moves: Mapping[str, str], reading: Reading, said: str) -> Iterator[str]:
    """Words that make the turn serve ``act``, best first."""
    signs = table("acts")[act.value]
    parts = [part.text for part in clauses(said) if len(part.text.split()) >= _FEWEST_WORDS]
    # Thanks are part of the opening, and the last thing to quote for it.
    for cue in sorted(signs["cues"], key=lambda cue: "thank" in cue):
        yield from (_whole(part, said) for part in parts if cue in " ".join(_plain(part).split()))
    if act is Act.OPTIONS and "change" in reading.elements:
        request = re.compile(signs["request"])
        yield from (part for part in parts if request.search(_plain(part)))
    closing = act is Act.CLOSE
    for element in (*signs["elements"], *(_CLOSES[1] if closing else ())):
        quote = reading.element_quotes.get(element, "")
        if element in reading.elements and _is_sound(_SIGN_OF_ELEMENT[element], quote, said):
            yield quote
    for move in (*signs["moves"], *(_CLOSES[0] if closing else ())):
        if move in moves:
            yield moves[move]
