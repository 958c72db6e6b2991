"""Where a text's sentences, clauses and words begin and end. Offsets are kept, so every part can be quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.text import Span

_WORD = re.compile(r"\S+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:mr|mrs|ms|dr|eng|st|nos|vs|approx|dept|hrs?|min|fig|prof|e\.g|i\.e|a\.m|p\.m)\.$", re.I
)
_NUMBERED = re.compile(r"(?:^|[\s(])no\.$", re.I)
_NUMBER = re.compile(r"\s*\d")
"""What follows where "no." stands for "number"; else it is the word, and ends its sentence."""
_SENTENCE_END = re.compile(r"[.!?…。！？]+[\"'”’)\]]*(?=\s|$)|[。！？]+|\n+")
_CLAUSE_END = re.compile(
    r"(?<=[,;:])\s+|\s+[-–—]+\s+|—|"
    r"\s+(?=(?:and(?!\s+(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b)|but|so|because|since|if|unless|while|although|though|which|who|until|till|then|or|when)\s)",
    re.I,
)


def sentences(text: str) -> list[Span]:
    """The sentences of ``text`` in order, without surrounding white space; lines end a sentence too."""
    return list(_sentences(text))


@lru_cache(maxsize=512)  # one turn of a talk is parted forty times
def _sentences(text: str) -> tuple[Span, ...]:
    return tuple(Span("sentence", *part) for part in _trimmed(text, _sentence_bounds(text)))


def clauses(text: str, shortest: int = 3) -> list[Span]:
    """The clauses of ``text`` in order; parts of fewer than ``shortest`` words stay with their neighbour."""
    found: list[Span] = []
    for sentence in sentences(text):
        found.extend(_clauses_within(text, sentence, shortest))
    return found


def words(text: str) -> list[Span]:
    """The words of ``text``: what white space separates."""
    return [Span("word", match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]


def _sentence_bounds(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        before = text[max(0, match.end() - 8) : match.end()]
        numbered = _NUMBERED.search(before) and _NUMBER.match(text, match.end())
        if match.group() == "." and (numbered or _ABBREVIATION.search(before)):
            continue
        yield start, match.end()
        start = match.end()
    yield start, len(text)


def _clauses_within(text: str, sentence: Span, shortest: int) -> Iterator[Span]:
    start = sentence.start
    for match in _CLAUSE_END.finditer(text, sentence.start, sentence.end):
        done, rest = text[start : match.start()], text[match.end() : sentence.end]
        if len(done.split()) >= shortest and len(rest.split()) >= shortest:
            yield Span("clause", done, start, match.start())
            start = match.end()
    yield Span("clause", text[start : sentence.end], start, sentence.end)


def _trimmed(text: str, bounds: Iterator[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
    for start, end in bounds:
        part = text[start:end]
        if stripped := part.strip():
            begin = start + len(part) - len(part.lstrip())
            yield stripped, begin, begin + len(stripped)
