"""Words that the rule checker knows: numbers, and what people write in lower case (so it is nobody's name)."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from assistant import catalog

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"

NUMBER_WORDS = {
    # "one" is a pronoun more often than a number, and claims nothing.
    **{word: str(value) for value, word in enumerate(_UNITS.split()) if value not in (0, 1)},
    **{word: str(10 * value) for value, word in enumerate(_TENS.split(), start=2)},
    "dozen": "12",
    "hundred": "100",
    "thousand": "1000",
    "million": "1000000",
}
"""Number words by their value in figures."""

_OPENERS = frozenset(
    "ah aha eh er hm hmm mm mmm oh ooh oof phew uh um wow yep nope indeed granted humour".split()
)
_DATA = Path(__file__).parent.parent / "data"


@cache
def _written_small() -> frozenset[str]:
    """Words that the judged texts (``evals/data``) or the knowledge write in lower case somewhere."""
    judged = (
        " ".join(_texts(json.loads(line)))
        for path in _DATA.glob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    written = (
        path.read_text(encoding="utf-8")
        for path in (catalog.data_root() / "knowledge").rglob("*")
        if path.suffix in (".toml", ".md")
    )
    return frozenset(word for text in (*judged, *written) for word in re.findall(r"\b[a-zà-ÿ][\w’'-]*", text))


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for part in value.values() for text in _texts(part)]
    return [text for part in value for text in _texts(part)] if isinstance(value, list) else []


def ordinary(word: str, text: str) -> bool:
    """Whether ``word``, which opens a sentence of ``text`` with a capital, is an ordinary word rather than somebody's name."""
    small = word.lower().replace("’", "'")
    known = _written_small()
    return (
        small in known
        or small.replace("'", "’") in known
        or small in _OPENERS
        or small.endswith(("ly", "ing", "tion"))
        or bool(re.search(rf"\b{re.escape(small.removesuffix('s'))}", text))
    )
