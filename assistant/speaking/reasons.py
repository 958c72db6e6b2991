"""Which worry a constraint of the scenario is about: the boss names it as the reason for that worry, and for no other.

The table is ``knowledge/constraints.toml``; a constraint that fits none of its rows is no reason for anything.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache, lru_cache

from assistant import catalog
from assistant.domain import Scenario, Turn
from assistant.speaking.firsthand import sayings
from assistant.speaking.room import content
from assistant.text.segment import sentences

_KNOWN_SHARE = 0.7
"""Share of a constraint's words that stand in the sentence of somebody who has said it already."""
_FEW = 3
"""Words up to which a constraint is about nothing but the occasion that it names ("Easter is fully booked")."""
_OCCASION = re.compile(
    r"\b(?:Easter|Christmas|Advent|Ramadan|Eid|Diwali|Carnival|Whitsun|Midsummer|harvest|stock-?taking|inventory|stoppage|audit|inspection)\b",
    re.I,
)
_TWO = 20
"""Words up to which two constraints are said in one breath."""
_STUB = re.compile(r"(?:The|An?|No|Our|Your|Their)\b(?: [\w'’-]+){1,10}")
_MAY_BE_A_VERB = re.compile(
    r"\b(?:(?!years|months|weeks|days|hours|posts|people)\w+s|\w+ed|are|were|have|had|can|can['’]t|cannot|could|will|won['’]t|would|may|must|should|go|fell|went|left|ran|took|gave|came|made|got|"
    r"began|broke|lost|cut|put|held|led|sold|spent|stood|kept|met|paid|said|saw|grew|rose|shut|burnt|built|brought)\b"
)
"""Words that make a sentence, or may; without one a constraint is a bare name ("The October stoppage")."""


_HEADING = re.compile(r"((?:The|A|An|Our) [\w-]+(?: [\w-]+)?), (?=(?:I|we|you|nobody)\b)")
"""What a constraint is about, put before it ("The norm, I can't be one short")."""


@cache
def _rows() -> tuple[tuple[tuple[str, ...], tuple[str, ...], re.Pattern[str]], ...]:
    table = catalog.table("constraints").values()
    return tuple(
        (tuple(row["worries"]), tuple(row.get("leaving", row["worries"])), re.compile(row["says"]))
        for row in table
    )


@lru_cache(maxsize=512)
def worries_of(constraint: str, *, leaving: bool = False) -> tuple[str, ...]:
    """The worries that a constraint is a reason for, the nearest first; empty where that is not plain.

    :param leaving: whether the talk is of the user's going.
    """
    plain = constraint.lower().replace("’", "'")
    rows = ((gone if leaving else here, says) for here, gone, says in _rows())
    return next((worries for worries, says in rows if says.search(plain)), ())


def spread(
    scenario: Scenario, possible: Collection[str], *, leaving: bool = False
) -> Sequence[tuple[str, str]]:
    """Each constraint that the boss can say, with the worry that it is theirs for: one for each as far as they go round."""
    found: list[tuple[str, str]] = []
    for written, said in sayings(scenario):
        fits = [worry for worry in worries_of(written, leaving=leaving) if worry in possible]
        if fits:
            taken = {worry for _, worry in found}
            found.append((said, next((worry for worry in fits if worry not in taken), fits[0])))
    return found


def reason_for(
    scenario: Scenario,
    turns: Sequence[Turn],
    said: str,
    worry: str,
    possible: Collection[str] = (),
    *,
    leaving: bool = False,
) -> str | None:
    """The constraint that this worry rests on, as a sentence, or two where both are short; none that was said in this talk.

    :param possible: the worries of this talk; a constraint that is about two is said with one of them.
    """
    told = " ".join(turn.utterance.text for turn in turns)
    heard = [
        content(one.text) for part in (*(turn.said or "" for turn in turns), said) for one in sentences(part)
    ]
    of_it = [fact for fact, its in spread(scenario, possible or {worry}, leaving=leaving) if its == worry]
    open_ = [_sentence(fact) for fact in of_it if fact[1:] not in told and not _is_said(fact, heard)]
    both = ". ".join(open_[:2])
    return None if not open_ else both if len(both.split()) <= _TWO else open_[0]


def _is_said(fact: str, heard: Sequence[set[str]]) -> bool:
    words = content(fact)
    occasions = content(" ".join(_OCCASION.findall(fact))) if len(words) <= _FEW else set()
    return bool(words) and any(
        len(words & one) >= _KNOWN_SHARE * len(words) or occasions & one for one in heard
    )


def _sentence(fact: str) -> str:
    """The constraint as something one can say: of a bare name that it is there."""
    if heading := _HEADING.match(fact):
        return f"There's {heading[1].lower()}, and {fact[heading.end() :]}"
    bare = _STUB.fullmatch(fact) and not _MAY_BE_A_VERB.search(fact)
    return f"There's {fact[0].lower()}{fact[1:]}" if bare else fact
