"""One more demand, after the yes or beside the close: something to have that neither has spoken of so far."""

from __future__ import annotations

import re
from functools import cache

from assistant.catalog import table
from assistant.listening.acts import requests
from assistant.listening.stems import stems
from assistant.text.segment import sentences
from assistant.text.spans import find_spans

_SUMS = frozenset({"money", "percent"})


def added(said: str, known: str) -> str:
    """The first sentence that asks for a further thing of worth; or empty.

    Only what is plain counts: a sum, or a thing out of a list (pay, a title, days off) with a word that it is one more; what
    ``known`` (the ask and all that was said) has already is none, nor is a step of the boss's, or a page from them.
    """
    rules, before = _rules(), known.lower().replace("’", "'")
    priced = any(span.kind in _SUMS for span in find_spans(known))
    for part in (part.text for part in sentences(said)):
        plain = part.lower().replace("’", "'")
        wanted = requests(part) or bool(rules["wants"].search(plain))
        if not wanted or rules["step"].search(plain):
            continue
        sums = [span.text.lower() for span in find_spans(part) if span.kind in _SUMS]
        further = rules["further"].search(plain)
        things = {match.group() for match in rules["thing"].finditer(plain)}
        # Another figure for what has one already is no further thing.
        fresh = any(one not in before for one in sums) and (further or not priced)
        if fresh or (further and stems(" ".join(things)) - stems(before)):
            return part
    return ""


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rule) for name, rule in table("conduct")["adds"].items()}
