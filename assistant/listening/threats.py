"""A threat in any words, by its structure: a condition that is the boss's "no", and harm or leaving as what follows it.

Three forms (``knowledge/conduct.toml``, ``[threat]``): a condition and its consequence, in either order ("Say no, and …",
"… if you don't"); an "or" between a demand and a consequence; and harm that is a threat by itself. What somebody would do
anyway, or about a trial that fails, is none: only the boss's refusal makes a condition of a threat.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.catalog import table
from assistant.text.clean import apostrophes, plain
from assistant.text.segment import sentences

LEAVING, HARM = "leaving", "harm"
_GOES_ON = re.compile(
    r"^\W*(?:then|and|so|in that case|but then|or|otherwise|you(?:'ll| will)|i(?:'ll| will))\b", re.I
)
"""How a sentence begins that says what follows from the one before it."""


_TELLS = r"|i(?:'ll| will)? (?:tell|show|inform) [^.?!,]{2,40} about\b"
"""Harm only as the other half of an "or"."""


@dataclass(frozen=True)
class Threat:
    """The words of a threat, and whether it is one of leaving (``leaving``) or of doing harm (``harm``)."""

    words: str
    kind: str


def threat(said: str) -> Threat | None:
    """The first threat in ``said``; None where there is none. One that is denied ("I'm not saying … or I leave") is none."""
    courted = bool(_rules()["courted"].search(apostrophes(said)))
    for words in _windows(said):
        if kind := _kind(apostrophes(words), courted=courted):
            return Threat(words, kind)
    return None


@lru_cache(maxsize=256)  # a sentence is asked about some ten times in a turn
def _kind(words: str, *, courted: bool) -> str:
    """Which kind of threat ``words`` are; empty for none.

    :param courted: whether the turn says that somebody else wants the user, so that a name in it is a rival's.
    """
    found = {name for name, rule in _rules().items() if rule.search(words)}
    if "not_said" in found:
        return ""
    if found & {"by_itself", "or_harm"} or {"refusal", "harm"} <= found:
        return HARM
    if found & {"or_leaving", "rival", "held_out"} or {"refusal", "leaving"} <= found:
        return LEAVING
    return LEAVING if courted and "rival_name" in found else ""


def without_threats(said: str) -> str:
    """``said`` without the sentences that threaten in plain words."""
    return " ".join(part.text for part in sentences(said) if not threatens(part.text))


def threatening(said: str) -> str:
    """The words of ``said`` that threaten: those of :func:`threat`, else the first sentence that does by any rule; or empty."""
    found = threat(said)
    return found.words if found else next((p.text for p in sentences(said) if threatens(p.text)), "")


def threatens(sentence: str) -> bool:
    """Whether the sentence is a threat by any rule, those that need another sign beside them included."""
    said = plain(sentence)
    rules = _told()
    harsh = any(rules[name].search(said) for name in ("plain", "veiled", "words"))
    return threat(sentence) is not None or (harsh and not rules["denied"].search(said))


def threatens_by_itself(sentence: str) -> bool:
    """Whether the sentence is a threat by a rule that needs no other sign: the form of one, or going past the boss's head."""
    said, rules = plain(sentence), _told()
    return threat(sentence) is not None or any(rules[name].search(said) for name in ("plain", "over_head"))


def _windows(said: str) -> Iterator[str]:
    """Each sentence, and with the next one where that says what follows from it."""
    parts = sentences(said)
    for part, after in zip(parts, [*parts[1:], None], strict=True):
        yield part.text
        if after is not None and _GOES_ON.search(apostrophes(after.text)):
            yield said[part.start : after.end]


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    rules = table("conduct")["threat"]
    made = {name: re.compile(rule, re.I) for name, rule in rules.items()}
    demand = r"\b(?:or(?: else)?|otherwise),? (?:then )?"
    for name in ("harm", "leaving"):
        made[f"or_{name}"] = re.compile(f"{demand}(?:{rules[name]}{_TELLS if name == HARM else ''})", re.I)
    return made


@cache
def _told() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rule) for name, rule in table("conduct")["ultimatum"].items()}
