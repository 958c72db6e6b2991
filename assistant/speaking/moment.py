"""What one utterance is made of, and the parts that it is put together from."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property

from assistant.domain import ConcernType, Decision, Line, Move, Scenario, Temperament, Turn
from assistant.speaking.news import private_news
from assistant.speaking.permits import holding, money_in, told_of_it
from assistant.speaking.takeup import lays_out

STAYS = frozenset({Move.PRESS, Move.OFFER_IDEA, Move.EASE})
"""Moves in which the manager stays on a worry, and can say what it is."""


_HARSH = frozenset({"grievance", "jab", "ultimatum", "odd"})
"""What is taken up in the place of anything else."""
_ABOVE = "authority_above"
"""The key of the lines that answer who decides with somebody above."""
_TELLING = 7
"""Letters of a word that makes three words a turn of phrase and no mere idiom ("I don't know")."""


def images(text: str) -> Set[tuple[str, ...]]:
    """The turns of phrase of a text, three words each: said twice in a talk, "a knot in my stomach" sounds like a tape."""
    words = re.findall(r"[a-z']+", text.lower().replace("’", "'"))
    runs = zip(words, words[1:], words[2:], strict=False)
    return {run for run in runs if max(map(len, run)) >= _TELLING}


def marked(lines: Sequence[Line], *of: str) -> tuple[Line, ...]:
    """The lines with one of these marks (:attr:`Line.of`)."""
    return tuple(line for line in lines if line.of in of)


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

    @property
    def before(self) -> str:
        """What the manager has said last."""
        return self.turns[-1].utterance.text if self.turns else ""

    @property
    def is_hard(self) -> bool:
        """Whether the user wants it hard: no kind word on the way, and a demand with each worry."""
        return is_hard(self.turns)

    @cached_property
    def heard(self) -> tuple[str, ...]:
        """What the user has said so far."""
        return tuple(one for one in (*(turn.said for turn in self.turns), self.said) if one)

    @cached_property
    def news(self) -> str:
        """The kind of private news in what was just said, which a manager takes up once; empty where it is told beside rudeness."""
        told = any(line.id in self.used for line in self.lines["on_news"])
        return "" if told or self.decision.remark in _HARSH else private_news(self.said)

    @cached_property
    def holds(self) -> frozenset[str]:
        """What holds of the ask and of what the user has said (:mod:`assistant.speaking.permits`)."""
        now = {"laid_out": lays_out(self.said), "no_sum": money_in(self.said) is None}
        of_this_turn = frozenset(name for name, so in now.items() if so)
        return holding(self.scenario, self.heard) | told_of_it(self._on_it) | of_this_turn

    @property
    def _on_it(self) -> tuple[str, ...]:
        """What the user has said since the worry at hand came up, this turn included."""
        worries = self.turns[-1].state.concerns if self.turns else ()
        since = next((c.raised_at for c in worries if c.id == self.decision.concern), None)
        before = (turn.said for turn in self.turns if since is not None and turn.number > since)
        return tuple(one for one in (*before, self.said) if one)

    @property
    def worried(self) -> bool:
        """Whether they have brought up a worry already, so that the ask is taken in no more."""
        return any(turn.decision.move is Move.RAISE for turn in self.turns)

    @property
    def told_above(self) -> bool:
        """Whether the manager has said that somebody above them has the last word."""
        worries = self.turns[-1].state.concerns if self.turns else ()
        raised = any(c.id == "not_my_decision" and c.raised_at is not None for c in worries)
        answered = any(f"/{_ABOVE}/" in line for line in self.used)
        alone = self.scenario.manager.decides_alone or self.decision.departure
        return (raised or answered) and not alone

    @property
    def decided_above(self) -> bool:
        """Whether somebody else has the last word: the manager has said so, or a yes puts the user forward for a post."""
        applies = "applying" in self.holds and self.decision.move is not Move.AGREE_TRIAL
        alone = self.scenario.manager.decides_alone or self.decision.departure
        return self.told_above or (applies and not alone)

    def voiced(self, concern: str) -> bool:
        """Whether the manager has spoken of that worry before this turn."""
        return any(
            concern in (turn.decision.concern, turn.decision.reaction and turn.decision.reaction.concern)
            for turn in self.turns
        )


def is_hard(turns: Sequence[Turn]) -> bool:
    """Whether the talk of these turns is a hard one."""
    return bool(turns) and turns[-1].state.difficulty == "hard"
