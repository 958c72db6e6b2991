"""How somebody behaves in a talk: words that make no sense there, promises taken back, another ask, nothing new.

Rules, not a model (``knowledge/conduct.toml``); every doubt is on the user's side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from assistant.catalog import table
from assistant.text.clean import looks_english, words
from assistant.text.features import FUNCTION_WORDS
from assistant.text.segment import sentences

REPEATED = 0.8
"""Share of a turn's word triples that stood together in an earlier turn, from which on it counts as a repetition."""
FAMILIAR = 0.8
"""Share of a turn's content words that the user had used before, from which on it adds nothing."""
_UNLIKE = 0.34
"""A turn that shares less than this with the ask on the table may be another ask."""
_ALIKE = 0.3
"""A turn that says it asks again, and shares as much with the ask, does."""
_STEM = 5
_FEW = 3
_WH = re.compile(
    r"(?:and |but |so |okay,? |ok,? |right,? |well,? )*(?:what|which|how|when|who|whose|why|where)\b", re.I
)


class Conduct:
    """Looks at one turn of the user's at a time."""

    def is_odd(self, said: str) -> bool:
        """Whether nobody would say this to a manager: commands to a program, or another language."""
        return bool(self._found("odd", said)) or not looks_english(said)

    def retracts(self, said: str) -> bool:
        """Whether something claimed or promised is taken back."""
        return self._found("retracts", said)

    def asks_anew(self, said: str, ask: str, earlier: Sequence[str]) -> bool:
        """Whether the turn leaves the ask on the table for another one."""
        new, known = _stems(said), _stems(" ".join([ask, *earlier]))
        unlike = len(new) >= _FEW and len(new & known) < _UNLIKE * len(new)
        return unlike and self._found("asks_anew", said)

    def restates(self, said: str, ask: str) -> bool:
        """Whether the turn is the ask once more, and says so."""
        new = _stems(said)
        return self._found("restates", said) and len(new & _stems(ask)) >= _ALIKE * len(new)

    def _found(self, name: str, said: str) -> bool:
        return bool(self._rules[name].search(said.lower().replace("’", "'")))

    @cached_property
    def _rules(self) -> dict[str, re.Pattern[str]]:
        rules = table("conduct")
        return {
            name: re.compile(rules[name]["words"], re.M)
            for name in ("odd", "retracts", "asks_anew", "restates")
        }


def only_asks(said: str) -> bool:
    """Whether the turn is nothing but open questions (what, which, how …), so that it offers nothing."""
    parts = [part.text for part in sentences(said)]
    return bool(parts) and all(part.endswith("?") and _WH.match(part) for part in parts)


def adds_nothing(said: str, earlier: Sequence[str]) -> bool:
    """Whether the user had used nearly all content words of the turn before, in whatever order."""
    new = _stems(said)
    known = set().union(*map(_stems, earlier)) if earlier else set()
    return len(new) >= _FEW and len(new & known) >= FAMILIAR * len(new)


def repeats(said: str, earlier: Sequence[str]) -> bool:
    """Whether most of the turn's word triples were said before; a turn of under four words must recur whole."""
    new = _triples(said)
    return any(len(new & old) >= REPEATED * len(new) for old in map(_triples, earlier)) if new else False


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in words(text) if word not in FUNCTION_WORDS and len(word) > 2}


def _triples(text: str) -> set[tuple[str, ...]]:
    tokens = words(text)
    size = 3 if len(tokens) >= 4 else max(1, len(tokens))
    return {tuple(tokens[i : i + size]) for i in range(len(tokens) - size + 1)}
