"""Which words of a text may be shown as evidence: short stretches, word for word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from assistant.text import Span
from assistant.text.cues import hinted
from assistant.text.features import Array, ngrams, tokens
from assistant.text.linear import Linear
from assistant.text.segment import clauses, sentences, words

_GAP = re.compile(r"\[[^\]\n]{1,160}\]")
LONGEST = 18
"""A quote has at most this many words."""
_WINDOW = 12
_MOST_OF_TEXT = 0.6
_LEAST_SPOKEN, _LEAST_READ = 0.05, 1.0
"""Spreads below which opinions on the parts do not tell them apart: of the linear model, and in log odds."""
_STRIDE = 4
_LEAD_IN = 3
_CUE_WEIGHT, _CUE_WEIGHT_ALONE = 1.2, 3.0
"""What a cue counts beside two opinions of spread 1, and beside one."""
_SHORTEST_STATED = 4
_DANGLING = re.compile(
    r"(?:\s+(?:from|the|an?|of|to|in|on|at|for|with|and|or|but|so|my|our|your|their|by|as|that|which|if))+$",
    re.I,
)
_MOST = 60


def quotable(text: str) -> list[Span]:
    """The sentences of ``text`` of four words or more, in order, else those of two; never empty for a text that is not."""
    found = sentences(text)[:_MOST]
    for fewest in (_SHORTEST_STATED, 2):  # "Morning Ana." carries nothing
        if kept := [part for part in found if len(part.text.split()) >= fewest]:
            return kept
    return [_whole(text)]


def within(text: str, sentence: Span) -> list[Span]:
    """The stretches of one sentence of ``text`` that may serve as a quote: clauses, long ones in windows.

    The sentence itself where it is short enough; never the whole of a text of more than two words, nor most of one.
    """
    most = min(LONGEST, max(_WINDOW, int(_MOST_OF_TEXT * len(text.split()))))
    if len(sentence.text.split()) <= most and sentence.text != text.strip():
        return [sentence]
    inside = [
        part
        for part in clauses(text, shortest=2)
        if sentence.start <= part.start and part.end <= sentence.end
    ]
    found = [_bare(part) for clause in inside for part in _windows(text, clause, most)]
    found = [part for part in found if len(part.text.split()) > 1 and len(part.text) < len(text.strip()) - 1]
    return found or _windows(text, sentence, _most_of(sentence))


def _most_of(sentence: Span) -> int:
    """Two thirds of the words of a sentence that cannot be parted otherwise."""
    return max(2, round(len(sentence.text.split()) * 2 / 3))


class Quoter:
    """Finds the words of one text that findings rest on: first the sentence, then the part of it.

    :param linear: the model whose word block tells how strongly words speak for a label.
    :param cue_names: for some labels the cues (:mod:`assistant.text.cues`) that belong to them.
    """

    def __init__(self, text: str, linear: Linear, cue_names: Mapping[str, Sequence[str]]) -> None:
        self._text, self._linear, self._cues = text, linear, cue_names
        self.sentences = quotable(text)
        self._spoken: dict[Span, Mapping[str, float]] = {}

    def quote(self, label: str, alone: Sequence[Mapping[str, float]] = ()) -> str:
        """The words of the text that speak most strongly for ``label``.

        :param alone: what was found in each of :attr:`sentences` read by itself, in any unit.
        """
        read = [float(found[label]) for found in alone]
        parts = within(self._text, self._best(self.sentences, label, read))
        return self._best(parts, label).text

    def _best(self, parts: Sequence[Span], label: str, read: Sequence[float] = ()) -> Span:
        cues = self._cues.get(label, ())
        weight = _CUE_WEIGHT if read else _CUE_WEIGHT_ALONE
        marks = weight * np.array([hinted(part.text, *cues) for part in parts], dtype=float)
        marks = marks + _levelled(np.array([self._said(part)[label] for part in parts]), _LEAST_SPOKEN)
        if read:
            marks = marks + _levelled(np.array(read), _LEAST_READ)
        return parts[int(marks.argmax())]

    def _said(self, part: Span) -> Mapping[str, float]:
        if part not in self._spoken:
            self._spoken[part] = self._linear.spoken("tokens", ngrams(tokens(part.text), 1, 3))
        return self._spoken[part]


def _levelled(marks: Array, least: float) -> Array:
    """The marks around 0 with a spread of 1, or less where they hardly differ: a difference below ``least`` is noise."""
    levelled: Array = (marks - marks.mean()) / max(float(marks.std()), least)
    return levelled


def stated(text: str) -> str:
    """``text`` without the clauses that hold an unfilled gap such as ``[start date]``: what is blank is not said yet.

    A line break stands for what was taken out of a sentence, so that no quote runs across it.
    """
    if not _GAP.search(text):
        return text
    gaps = [match.span() for match in _GAP.finditer(text)]
    kept, end = [], 0
    for sentence in sentences(text):
        parts = [
            part
            for part in clauses(text, shortest=2)
            if sentence.start <= part.start and part.end <= sentence.end
        ]
        blank = [any(part.start < stop and start < part.end for start, stop in gaps) for part in parts]
        for n in range(len(parts) - 2, -1, -1):
            # "For the team, …" and "… like this: …" say nothing without what follows.
            led = blank[n + 1] and (
                parts[n].text.endswith(":") or len(parts[n].text.split()) < _SHORTEST_STATED
            )
            blank[n] = blank[n] or led
        for part, gap in zip(parts, blank, strict=True):
            kept.append(text[end : part.start])
            kept.append(part.text if not gap else "" if all(blank) else "\n")
            end = part.end
    return _GAP.sub("\n", "".join(kept)).strip()


def _windows(text: str, clause: Span, size: int) -> list[Span]:
    """The clause, or where it has more than ``size`` words stretches of it that overlap."""
    places = words(text[clause.start : clause.end])
    if len(places) <= size:
        return [clause]
    if len(places) - size <= _LEAD_IN:  # what is lost is an opening such as "I would like"
        return [_cut(text, clause.start, places[-size:])]
    width = min(size, _WINDOW)
    starts = [*range(0, len(places) - width, _STRIDE), len(places) - width]
    return [_cut(text, clause.start, places[start : start + width]) for start in starts[:_MOST]]


def _bare(part: Span) -> Span:
    """Without the comma, colon or small words that happened to end it."""
    text = _DANGLING.sub("", part.text.rstrip(" ,;:–—-")) or part.text
    return Span(part.kind, text, part.start, part.start + len(text))


def _cut(text: str, offset: int, places: Sequence[Span]) -> Span:
    start, end = offset + places[0].start, offset + places[-1].end
    return Span("clause", text[start:end], start, end)


def _whole(text: str) -> Span:
    stripped = text.strip()
    start = text.find(stripped)
    return Span("clause", stripped, start, start + len(stripped))
