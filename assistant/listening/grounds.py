"""What a move rests on: words that show nothing of it are no ground for it."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.catalog import table
from assistant.domain import Reading
from assistant.listening.offering import kept
from assistant.text.segment import clauses, sentences
from assistant.text.spans import names_in
from assistant.text.stating import really_asks

_SHORTEST = 3
_RESTS = ("evidence", "cover")
"""Moves that are told again to the user with the words that they rest on."""
_NO_GROUND = re.compile(
    r"\byou (?:\w+ )?(?:said|say|told me|claimed?|wrote|think|thought)\b[^.?!]*(?:n't|\b(?:never|not|no|nothing|cannot))\b|"
    r"\b(?:i (?:haven't|have not|didn't|did not|never) (?:yet )?(?:said?|say|mention(?:ed)?|spoken?|talk(?:ed)?)|what i heard|i(?: have|'ve) been (?:waiting|asking))\b",
    re.I,
)
"""What the boss held against the user, and what the user has not said: neither shows anything."""
_ONLY_A_TIME = re.compile(r"(?:since|for|over|in|after|until|till|by) (?:[\w'-]+\W*){1,4}", re.I)
_WENT = re.compile(
    r"\b(?:went|fell|rose|dropped|gone) (?:up |down )?(?:from|by|to)\b|\b(?:down|up) from\b", re.I
)


def grounded(reading: Reading, said: str) -> Reading:
    """The reading with moves that rest on words which show something; one that rests on none is dropped.

    A bare stretch of time ("since spring") stands for its sentence, and that has to tell of something done.
    """
    parts = [part.text for part in sentences(said) if not really_asks(part.text)]
    quotes, moves = dict(reading.quotes), dict(reading.moves)
    for move in _RESTS:
        quote = quotes.get(move, "")
        holds = next((part for part in parts if quote in part), quote)
        time_only = bool(_ONLY_A_TIME.fullmatch(quote))
        if not (quote and (time_only or _NO_GROUND.search(holds.replace("’", "'")))):
            continue
        sign = re.compile(table("debrief")["signs"][move] if move != "evidence" else _done())
        others = [holds] if time_only else [*parts, *(one.text for one in clauses(said, _SHORTEST))]
        instead = next((part for part in others if _shows(sign, part) and not really_asks(part)), "")
        # Somebody who is named may cover in words that no sign knows: that stays, without a quote.
        moves[move] = bool(instead) or (move == "cover" and bool(names_in(said)))
        quotes.pop(move)
        if instead:
            quotes[move] = instead
    gone = {move for move in _RESTS if reading.has(move) and not moves[move]}
    return replace(reading, moves=moves, quotes=kept(quotes, moves), elements=reading.elements - gone)


def _shows(sign: re.Pattern[str], part: str) -> bool:
    plain = part.lower().replace("’", "'")
    return bool(sign.search(plain)) and not _NO_GROUND.search(plain)


def _done() -> str:
    """Words that tell of something done, or of something that changed."""
    return f"{table('acts')['impact']['report']}|{_WENT.pattern}"
