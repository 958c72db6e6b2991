"""Which worry a constraint of the scenario is about: the boss names it as the reason for that worry, and for no other.

The table is ``knowledge/constraints.toml``; a constraint that fits none of its rows is no reason for anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from assistant import catalog
from assistant.domain import Scenario, Turn
from assistant.speaking.room import content, facts

_KNOWN_SHARE = 0.6
"""Share of a constraint's words that somebody has used who has said it already."""
_STUB = re.compile(r"(?:The|An?|No|Our|Your|Their)\b(?: [\w'’-]+){1,10}")
_MAY_BE_A_VERB = re.compile(
    r"\b(?:(?!years|months|weeks|days|hours|posts|people)\w+s|\w+ed|are|were|have|had|can|can['’]t|cannot|could|will|won['’]t|would|may|must|should|go|fell|went|left|ran|took|gave|came|made|got|"
    r"began|broke|lost|cut|put|held|led|sold|spent|stood|kept|met|paid|said|saw|grew|rose|shut|burnt|built|brought)\b"
)
"""Words that make a sentence, or may; without one a constraint is a bare name ("The October stoppage")."""


@cache
def _rows() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    table = catalog.table("constraints").values()
    return tuple((tuple(row["worries"]), re.compile(row["says"])) for row in table)


@lru_cache(maxsize=512)
def worries_of(constraint: str) -> tuple[str, ...]:
    """The worries that a constraint is a reason for, the nearest first; empty where that is not plain."""
    plain = constraint.lower().replace("’", "'")
    return next((worries for worries, says in _rows() if says.search(plain)), ())


def reason_for(scenario: Scenario, turns: Sequence[Turn], said: str, worry: str) -> str | None:
    """The constraint that this worry rests on, as a sentence; none that either of the two has said in this talk."""
    told = " ".join(turn.utterance.text for turn in turns)
    heard = content(" ".join([*(turn.said or "" for turn in turns), said]))
    open_ = [fact for fact in facts(scenario) if fact[1:] not in told and not _is_said(fact, heard)]
    fitting = [fact for fact in open_ if worry in worries_of(fact)]
    nearest = min(fitting, key=lambda fact: worries_of(fact).index(worry), default=None)
    return nearest and _sentence(nearest)


def _is_said(fact: str, heard: set[str]) -> bool:
    words = content(fact)
    return bool(words) and len(words & heard) >= _KNOWN_SHARE * len(words)


def _sentence(fact: str) -> str:
    """The constraint as something one can say: of a bare name that it is there."""
    bare = _STUB.fullmatch(fact) and not _MAY_BE_A_VERB.search(fact)
    return f"There's {fact[0].lower()}{fact[1:]}" if bare else fact
