"""What of a turn tells the boss something: without "trust me", truisms, jabs, "I don't know" and what takes itself back.

Trust that rests on nothing, and the boss's work handed back to them, answer no worry (``knowledge/conduct.toml``). Honesty about what somebody does not
know answers nothing either, and takes nothing from the answer that stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from assistant.catalog import table
from assistant.domain import Reading
from assistant.listening.defeating import defeated
from assistant.listening.jabs import is_jab
from assistant.listening.threats import threatens
from assistant.text.clean import plain
from assistant.text.segment import clauses, sentences
from assistant.text.spans import find_spans

_SHORTEST = 2
"""Words of a clause; "trust me" is one."""


def telling(said: str, concern: str = "") -> str:
    """What of ``said`` may answer the worry ``concern``, part by part on lines of its own; ``said`` itself where all of it may.

    Empty where nothing may. A threat is left as it is; "I don't know" by itself as well, for it is no evasion.
    """
    parts = [part.text for part in sentences(said)]
    void = list(defeated(said, concern))
    kept = [part if threatens(part) else "" if part in void else _solid(part) for part in parts]
    known = [part for part in kept if part and not unknowing(part)]
    left = known or [part for part in kept if part]
    if not any(map(_gives, left)):
        left = [part for part in left if not _empty(part)]
    return said if left == parts else "\n".join(left)


def without_shrugs(reading: Reading, concern: str, said: str) -> Reading:
    """The reading of a reply to ``concern``: one that says there is nothing, or hands the question back, earns it only with a move beside it."""
    shrugs = concern and any(_empty(part.text) for part in sentences(said))
    return replace(reading, level=0) if shrugs and not any(reading.moves.values()) else reading


def _gives(part: str) -> bool:
    """Whether a part states something; a question alone, and that there is nobody, do not."""
    return not (part.endswith("?") or _empty(part))


def _empty(sentence: str) -> bool:
    """Whether each clause of the sentence says that there is nothing, that it may be left, or that the boss is to tell."""
    return all(_is("nothing", part.text) for part in clauses(sentence, _SHORTEST))


def unknowing(sentence: str) -> bool:
    """Whether the sentence only says that its speaker does not know."""
    return bool(_rules()["unknowing"].search(plain(sentence)))


def _solid(sentence: str) -> str:
    """The sentence without the hollow clauses that it begins or ends with."""
    parts = clauses(sentence, _SHORTEST)
    across = is_jab(sentence) and not any(is_jab(part.text) for part in parts)
    if across and not _is("complaint", sentence):
        return ""  # "I told you in March, and you were on the phone"
    after = [*(part.text for part in parts[1:]), ""]
    shrugged = any(_is("shrugs", part.text) for part in parts)
    solid = [
        part
        for part, then in zip(parts, after, strict=True)
        if not any(_hollow(part.text))
        and not ((shrugged or _is("whatever", then)) and not find_spans(part.text))
    ]
    if len(solid) == len(parts):
        return sentence
    if all(_is("nothing", part.text) for part in solid):
        return ""
    return sentence[solid[0].start : solid[-1].end].rstrip(" ,;:–—")


def _hollow(clause: str) -> Iterator[bool]:
    """Whether a clause is empty: a truism in any case, trust and jabs where nobody, no day and no figure is named."""
    words, rules = plain(clause), _rules()
    yield bool(rules["truism"].search(words))
    # A complaint stays: it is heard as one, and answers nothing by itself.
    jabs = is_jab(clause) and not rules["complaint"].search(words)
    # A bare number in a jab tells nothing ("Your son can have the other 60").
    told = [span for span in find_spans(clause) if not (jabs and span.kind == "number")]
    yield not told and (jabs or any(rules[name].search(words) for name in ("trust", "jab")))


def _is(rule: str, clause: str) -> bool:
    """Whether the rule of that name is met, such as ``whatever``: what stands before it may as well be something else."""
    return bool(_rules()[rule].search(plain(clause)))


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    conduct = table("conduct")
    rules = dict(conduct["hollow"]) | {
        "unknowing": conduct["unknowing"]["words"],
        "complaint": conduct["grievance"]["plain"],
    }
    return {name: re.compile(rule, re.M) for name, rule in rules.items()}
