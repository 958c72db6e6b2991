"""One scripted user through one whole rehearsal, by the doors that a shell uses: start, hint, say, go on, end.

What costs time is reading the user's words. The eval wraps the listener and the scorer, so that the same words after
the same words of the manager are read once; both are pure functions of their input, so no result depends on it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from assistant.coach import Coach
from assistant.domain import Assessment, Outcome, Prompted, Reading, SafetyStop, Turn
from assistant.seams import Listener, Scorer
from assistant.settings import Settings
from assistant.wiring import Wiring
from evals.rehearsals.users import Script, Speaker

MOST_TURNS = 30
"""Turns of the user; a manager who has not ended the talk by then never will."""


@dataclass(frozen=True)
class Run:
    """One rehearsal as it went.

    ``hinted`` are the turns that followed a hint, ``stops`` the topics of safety stops; ``ended`` says that the manager
    ended it; ``replays`` that the journal gives the same turns, states and decisions again.
    """

    script: Script
    temperament: str
    difficulty: str
    seed: int
    turns: tuple[Turn, ...]
    hinted: tuple[int, ...]
    stops: tuple[str, ...]
    outcome: Outcome
    ended: bool
    replays: bool


def keep_nothing() -> Coach:
    """A coach on the embedded engine that writes nothing to disk and reads equal turns once."""
    folder = Path(tempfile.gettempdir()) / "onward-keeps-nothing"  # never made: nothing is kept
    return Coach(_Parts(Settings(profile=folder, engine="embedded", keep=False)))


def play(coach: Coach, script: Script, temperament: str, difficulty: str, seed: int) -> Run:
    """``script`` against a manager of that temperament, from the opening to the debrief."""
    case = replace(script.scenario, manager=replace(script.scenario.manager, temperament=temperament))
    rehearsal = coach.start(case, seed=seed, difficulty=difficulty)
    session, speaker = rehearsal.session, Speaker(script, seed)
    turns, hinted, stops = [rehearsal.turns[-1]], [], []
    for _ in range(MOST_TURNS):
        line = speaker.answer(turns[-1])
        if line.after_hint:
            coach.hint(session)
        answer = coach.say(session, line.text)
        if isinstance(answer, SafetyStop):
            stops.append(answer.topic)
            coach.go_on(session)
            continue
        turns.append(answer)
        if line.after_hint:
            hinted.append(answer.number)
        if answer.state.outcome is not None:
            break
    replays = coach.replay(session) and coach.resume(session).turns == tuple(turns)
    outcome = coach.end(session).outcome
    coach.delete(session)
    return Run(
        script=script,
        temperament=temperament,
        difficulty=difficulty,
        seed=seed,
        turns=tuple(turns),
        hinted=tuple(hinted),
        stops=tuple(stops),
        outcome=outcome,
        ended=turns[-1].state.outcome is not None,
        replays=replays,
    )


class _Parts(Wiring):
    """The shipped parts, with a memory in front of the two that are slow."""

    @cached_property
    def _shipped(self) -> Wiring:
        return Wiring(self.settings)

    @cached_property
    def at_hand(self) -> Listener:
        return _RememberingListener(self._shipped.at_hand)

    @cached_property
    def scorer(self) -> Scorer:
        return _RememberingScorer(self._shipped.scorer)


class _RememberingListener:
    """Implements :class:`assistant.seams.Listener` in front of another one."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._known: dict[tuple[Prompted, str], Reading] = {}

    def read(self, items: Sequence[tuple[Prompted, str]]) -> list[Reading]:
        """A reading for each item, in order."""
        for item in items:
            if item not in self._known:
                [self._known[item]] = self._listener.read([item])
        return [self._known[item] for item in items]


class _RememberingScorer:
    """Implements :class:`assistant.seams.Scorer` in front of another one."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self._known: dict[str, Assessment] = {}

    def score(self, texts: Sequence[str], *, quoted: bool = True) -> list[Assessment]:  # noqa: ARG002 - always quoted
        """An assessment for each text, in order."""
        for text in texts:
            if text not in self._known:
                [self._known[text]] = self._scorer.score([text])
        return [self._known[text] for text in texts]
