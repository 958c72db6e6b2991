"""Versions of a draft ask: where its evidence stands, and what changed from one version to another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.judgement import Assessment


@dataclass(frozen=True)
class Version:
    """One scored draft."""

    text: str
    assessment: Assessment


@dataclass(frozen=True)
class Stretch:
    """A part of a draft and the elements whose quotes run through it; none for words that no finding rests on.

    ``ending`` are those of ``elements`` whose quote ends here: the place for a label.
    """

    text: str
    elements: tuple[str, ...] = ()
    ending: tuple[str, ...] = ()


class EditKind(StrEnum):
    """What became of a part of a text."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Edit:
    """A part of two texts laid over each other."""

    kind: EditKind
    text: str


@dataclass(frozen=True)
class ScoreChange:
    """How one score (0 to 10) moved.

    ``came`` and ``went`` are the elements of this score that came or went *and* point the way the score moved: what it
    moved together with, which is no proof of a cause. ``telling`` says whether the step is larger than the scores' own error.
    """

    scale: str
    before: float
    after: float
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    telling: bool = False


@dataclass(frozen=True)
class Comparison:
    """What changed from one version to another.

    ``edits`` in order: without the added ones they are the earlier text, without the removed ones the later one.
    ``came``, ``went`` and ``stayed`` are elements in the order of the rubric.
    """

    edits: tuple[Edit, ...]
    came: tuple[str, ...]
    went: tuple[str, ...]
    stayed: tuple[str, ...]
    scores: tuple[ScoreChange, ...]
