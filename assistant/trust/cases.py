"""The judged cases of the quiz (``knowledge/quiz/``), and how well an answer agrees with a judgement."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.asking import fingerprint
from assistant.catalog import data_root
from assistant.domain import Act, Assessment, Decision, Move, Prompted, Reaction, Reading

FAR = 4.0
"""Points of a score from which on nothing agrees any more."""


@dataclass(frozen=True)
class ReplyCase:
    """A reply to a worry, with the level and the moves that are right."""

    prompted: Prompted
    reply: str
    level: int
    moves: frozenset[str]


@dataclass(frozen=True)
class AskCase:
    """A draft ask, with the scores and the elements that are right."""

    text: str
    specificity: float
    business_framing: float
    elements: frozenset[str]


@dataclass(frozen=True)
class TurnCase:
    """What the employee said (None: the talk begins), and what the engine has the manager do."""

    said: str | None
    decision: Decision


@cache
def replies() -> tuple[ReplyCase, ...]:
    """The judged replies."""
    return tuple(
        ReplyCase(
            Prompted(row["ask"], row["concern"], row["manager"]),
            row["reply"],
            row["level"],
            frozenset(row["moves"]),
        )
        for row in _table("replies")["cases"]
    )


@cache
def asks() -> tuple[AskCase, ...]:
    """The judged drafts."""
    return tuple(
        AskCase(row["text"], row["specificity"], row["business_framing"], frozenset(row["elements"]))
        for row in _table("asks")["cases"]
    )


@cache
def turns() -> tuple[TurnCase, ...]:
    """Turns to be voiced."""
    return tuple(
        TurnCase(
            row.get("said"),
            Decision(
                Move(row["move"]),
                None if "reaction" in row else row.get("concern"),
                "",
                Act.FUTURE if row.get("said") else Act.PURPOSE,
                remark=row.get("remark"),
                reaction=Reaction(Move(row["reaction"]), row["concern"]) if "reaction" in row else None,
            ),
        )
        for row in _table("turns")["turns"]
    )


def cases_fingerprint(name: str) -> str:
    """Changes with the cases of ``knowledge/quiz/<name>.toml``."""
    return fingerprint((data_root() / "knowledge" / "quiz" / f"{name}.toml").read_text(encoding="utf-8"))


def reading_agrees(case: ReplyCase, found: Reading | None) -> tuple[float, Overlap]:
    """How near the level comes (1 right, one half one off, 0 two off or no answer), and how the moves overlap."""
    if found is None:
        return 0.0, Overlap.of(case.moves, ())
    said = {name for name, present in found.moves.items() if present}
    return 1 - abs(case.level - found.level) / 2, Overlap.of(case.moves, said)


def assessment_agrees(case: AskCase, found: Assessment | None) -> tuple[float, Overlap]:
    """How near the scores come (1 right, 0 from :data:`FAR` points on or without), and how the elements overlap."""
    if found is None:
        return 0.0, Overlap.of(case.elements, ())
    off = [abs(case.specificity - found.specificity), abs(case.business_framing - found.business_framing)]
    said = {name for name, finding in found.elements.items() if finding.present}
    return sum(max(0.0, 1 - gap / FAR) for gap in off) / 2, Overlap.of(case.elements, said)


@dataclass(frozen=True)
class Overlap:
    """Labels that are right, too many, and missing; added up over cases they give F1."""

    right: int = 0
    wrong: int = 0
    missing: int = 0

    @classmethod
    def of(cls, due: Collection[str], said: Collection[str]) -> Overlap:
        """Counts of one case."""
        due, said = set(due), set(said)
        return cls(len(due & said), len(said - due), len(due - said))

    def __add__(self, other: Overlap) -> Overlap:
        """The counts of both."""
        return Overlap(self.right + other.right, self.wrong + other.wrong, self.missing + other.missing)

    @property
    def f1(self) -> float:
        """Micro-averaged F1; 1 where there was nothing to find and nothing was found."""
        return 2 * self.right / (2 * self.right + self.wrong + self.missing) if self != Overlap() else 1.0


def _table(name: str) -> Mapping[str, Any]:
    return tomllib.loads((data_root() / "knowledge" / "quiz" / f"{name}.toml").read_text(encoding="utf-8"))
