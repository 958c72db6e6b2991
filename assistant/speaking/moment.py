"""What one utterance is made of, and the parts that it is put together from."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assistant.domain import ConcernType, Decision, Line, Move, Scenario, Temperament, Turn
from assistant.speaking.room import people
from assistant.speaking.takeup import last_day, mentioned

STAYS = frozenset({Move.PRESS, Move.OFFER_IDEA, Move.EASE})
"""Moves in which the manager stays on a worry, and can say what it is."""


_ASKS_WHEN = re.compile(r"\b(?:from|since|starting) when\b|^when,? (?:then|though)\b", re.I)
_ASKS_WHO = re.compile(
    r"\bwho (?:covers|picks|does (?:what you|your)|would i find|else could|could that be)\b|\bcan't think who\b",
    re.I,
)


@dataclass(frozen=True)
class Part:
    """Lines of which one is said, perhaps after one of ``lead``; ``values`` for slots of their own.

    ``kept``: not the first to go when the turn is too long; an answer is what the user waits for.
    """

    lines: tuple[Line, ...]
    lead: tuple[Line, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    kept: bool = False


@dataclass(frozen=True)
class Moment:
    """What one utterance is made of; ``turns`` are those before it."""

    scenario: Scenario
    turns: Sequence[Turn]
    said: str
    decision: Decision
    temperament: Temperament
    types: Mapping[str, ConcernType]
    draw: random.Random

    @property
    def lines(self) -> Mapping[str, tuple[Line, ...]]:
        """The temperament's lines."""
        return self.temperament.lines

    @property
    def used(self) -> frozenset[str]:
        """The lines that were said in this talk."""
        return frozenset(line for turn in self.turns for line in turn.utterance.lines)

    @cached_property
    def _told(self) -> tuple[re.Pattern[str], ...]:
        """What nobody asks for any more: who, where somebody was named; from when, where a day was."""
        said = [one for one in (*(turn.said for turn in self.turns), self.said) if one]
        here = {*self.scenario.user.name.split(), *self.scenario.manager.name.split()}
        known = people(self.scenario)
        named = any("person" in mentioned(one, here, known) for one in said)
        dated = any(map(last_day, (*said, self.scenario.preferred_ask)))
        return (*((_ASKS_WHO,) if named else ()), *((_ASKS_WHEN,) if dated else ()))

    def unsaid(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """The lines that ask for nothing the user has said; all of them where none would be left."""
        left = tuple(line for line in lines if not any(rule.search(line.text) for rule in self._told))
        return left or lines

    @property
    def decided_above(self) -> bool:
        """Whether somebody above has the last word, by what the manager has said of it themselves."""
        worries = self.turns[-1].state.concerns if self.turns else ()
        raised = any(c.id == "not_my_decision" and c.raised_at is not None for c in worries)
        return raised and not (self.scenario.manager.decides_alone or self.decision.departure)

    def voiced(self, concern: str) -> bool:
        """Whether the manager has spoken of that worry before this turn."""
        return any(
            concern in (turn.decision.concern, turn.decision.reaction and turn.decision.reaction.concern)
            for turn in self.turns
        )
