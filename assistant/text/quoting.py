"""Which words of a text may be shown as evidence: short stretches, word for word."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

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
_CUE_WEIGHT, _CUE_WEIGHT_ALONE = 1.2, 3.0
"""What a cue counts beside two opinions of spread 1, and beside one."""
_SHORTEST_STATED = 4
_DANGLING = re.compile(
    r"(?:\s+(?:from|the|an?|of|to|in|on|at|for|with|and|or|but|so|my|our|your|their|by|as|that|which|if|when|due|because))+$",
    re.I,
)
_RELATIVE = re.compile(r"\b(?:which|who|whose)\b", re.I)
_HANGS = re.compile(r"(?:which|who|whose|until|till|when|from|to|in|at|of|for|with|by)\b", re.I)
_ADDED = re.compile(
    r"(?:and|or) (?!(?-i:[A-Z])(?!\w+days?\b|\w*\d))(?!(?:i|we|you|he|she|it|they|there|the|my|our|your|their|his|her|an?|this|that|nobody|no|if|when|so|then|but|both|after|before|since|because|while|until)\b|i['’])"
    r"(?!\S+ (?:is|are|was|were|has|have|had|can|could|will|would|do|does|did|went|fell|i|we|you|he|she|it|they|i['’]\w+)\b)",
    re.I,
)
"""One thing more of a kind: "and cats", but not "and wastage is down"."""
_VERB = re.compile(r"(?:is|are|was|were|has|have|had|will|would|can|could)\b", re.I)
_JOINT = re.compile(
    r"(?:i|we|you|he|she|it|they|my|our|your|from|to|in|on|for|with|by|until|and|or|but|so|because|since|who|which|that|as|if|when|due|\()\b",
    re.I,
)
"""Words before which a clause that is too long may be parted."""
_SHORT = re.compile(r"(?:\S+\s+){0,2}\S+$")
"""What says nothing alone: a relative clause, a time or place, a verb without its subject; three words."""
_MOST = 60
Fit = Callable[[str, str], float]
"""How well words (second) can stand for a label (first): above 0 where they are of its kind, below where of another."""


def quotable(text: str) -> list[Span]:
    """The sentences of ``text`` of four words or more, in order, else those of two; never empty for a text that is not."""
    found = sentences(text)[:_MOST]
    for fewest in (_SHORTEST_STATED, 2):  # "Morning Ana." carries nothing
        if kept := [part for part in found if len(part.text.split()) >= fewest]:
            return kept
    return [_whole(text)]


def within(text: str, sentence: Span, *, joined: bool = False) -> list[Span]:
    """The stretches of one sentence of ``text`` that may serve as a quote: clauses, long ones in windows.

    The sentence itself where it is short enough; never the whole of a text of more than two words, nor most of one.

    :param joined: whether what says nothing alone ("which she knows", "from May") stays with what it hangs on.
    """
    most = min(LONGEST, max(_WINDOW, int(_MOST_OF_TEXT * len(text.split()))))
    if len(sentence.text.split()) <= most and sentence.text != text.strip():
        return [sentence]
    inside = [
        part
        for part in clauses(text, shortest=2)
        if sentence.start <= part.start and part.end <= sentence.end
    ]
    inside = _joined(text, inside, most) if joined else inside
    found = [_bare(part) for clause in inside for part in _windows(text, clause, most)]
    found = [part for part in found if len(part.text.split()) > 1 and len(part.text) < len(text.strip()) - 1]
    return found or _windows(text, sentence, _most_of(sentence))


def _joined(text: str, parts: Sequence[Span], most: int) -> list[Span]:
    """The parts, each that says nothing alone made one with what it hangs on where both are short enough."""
    for hangs in (_hangs, lambda _, part: len(part.text.split()) < _SHORTEST_STATED):
        found: list[Span] = []
        for part in parts:
            whole = text[found[-1].start : part.end] if found else ""
            room = 2 * most if _ADDED.match(part.text) else most  # what is then too long is cut elsewhere
            if found and hangs(found[-1], part) and len(whole.split()) <= room:
                found[-1] = Span(part.kind, whole, found[-1].start, part.end)
            else:
                found.append(part)
        parts = found
    return list(parts)


def _hangs(before: Span, part: Span) -> bool:
    """Whether ``part`` is a relative clause, a time or place, one thing more, or goes on where a relative clause came between."""
    hangs = _HANGS.match(part.text) or _ADDED.match(part.text)
    return bool(hangs or (_RELATIVE.search(before.text) and _VERB.match(part.text)))


def _most_of(sentence: Span) -> int:
    """Two thirds of the words of a sentence that cannot be parted otherwise."""
    return max(2, round(len(sentence.text.split()) * 2 / 3))


class Quoter:
    """Finds the words of one text that findings rest on: first the sentence, then the part of it.

    :param linear: the model whose word block tells how strongly words speak for a label.
    :param cue_names: for some labels the cues (:mod:`assistant.text.cues`) that belong to them.
    :param fit: what words are of a label's kind; with it, what hangs on other words is quoted with them.
    """

    def __init__(
        self, text: str, linear: Linear, cue_names: Mapping[str, Sequence[str]], fit: Fit | None = None
    ) -> None:
        self._text, self._linear, self._cues, self._fit = text, linear, cue_names, fit
        self.sentences = quotable(text)
        self._spoken: dict[Span, Mapping[str, float]] = {}
        self.parts = {one: within(text, one, joined=fit is not None) for one in self.sentences}

    def quote(self, label: str, alone: Sequence[Mapping[str, float]] = ()) -> str:
        """The words of the text that speak most strongly for ``label``.

        :param alone: what was found in each of :attr:`sentences` read by itself, in any unit.
        """
        read = [float(found[label]) for found in alone]
        best = self._best(self.sentences, label, read)
        return self._best(self.parts[best], label).text

    def _best(self, parts: Sequence[Span], label: str, read: Sequence[float] = ()) -> Span:
        cues = self._cues.get(label, ())
        weight = _CUE_WEIGHT if read or self._fit else _CUE_WEIGHT_ALONE
        marks = weight * np.array([hinted(part.text, *cues) for part in parts], dtype=float)
        marks = marks + _levelled(np.array([self._said(part)[label] for part in parts]), _LEAST_SPOKEN)
        if read:
            marks = marks + _levelled(np.array(read), _LEAST_READ)
        if self._fit:
            marks = marks + np.array([self._fitting(self._fit, label, part) for part in parts])
        return parts[int(marks.argmax())]

    def _fitting(self, fit: Fit, label: str, part: Span) -> float:
        """How well the part fits, or of a sentence its best part."""
        return max(fit(label, one.text) for one in self.parts.get(part, [part]))

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
    inner = (at for at, place in enumerate(places) if at and _JOINT.match(place.text))
    whole = (at for at in inner if not _ADDED.match(text[clause.start + places[at].start : clause.end]))
    joints = [0, *whole, len(places)]
    ends = {start: max((end for end in joints if start < end <= start + size), default=0) for start in joints}
    phrases = [
        _cut(text, clause.start, places[at:end]) for at, end in ends.items() if end - at >= _SHORTEST_STATED
    ]
    if phrases:
        return phrases[:_MOST]
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
