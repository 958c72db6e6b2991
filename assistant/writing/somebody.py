"""People in the user's sentences: names that stand where a person stands, whatever the person does there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.text.segment import sentences
from assistant.text.spans import names_in, opens_as_name
from assistant.writing.cues import PERSON, TENDS

_DOES = rf"(?: and {PERSON})? (?:would|will|can|could|{TENDS})\b"
_SOMEBODY = re.compile(rf"({PERSON}){_DOES}")
_STANDS = rf"(?: and {PERSON})? (?:covering|leading|taking|doing|running|sitting|standing|could|can|would|will|on|at|for|{TENDS})\b"


def names(text: str) -> list[str]:
    """The names in ``text``, those too that open a sentence and do something ("Ewa sits at the phones")."""
    opening = [
        found[1]
        for part in sentences(text)
        if opens_as_name(part.text, 0, _SOMEBODY) and (found := _SOMEBODY.match(part.text))
    ]
    return list(dict.fromkeys([*names_in(text, opening), *opening]))


def people(text: str, known: Sequence[str]) -> list[str]:
    """Names in a sentence about cover that stand where a person stands: before a verb, or after "to" or "with"."""
    return [
        name
        for name in names_in(text, known)
        if re.search(
            rf"(?:\b(?:to|with|train|training|trains|asked|and|by) {re.escape(name)}\b|{re.escape(name)}{_STANDS})",
            text,
        )
    ]
