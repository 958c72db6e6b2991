"""The orchestrator of drills: one worry, ten quick replies, each stored before it is answered.

It stands beside :mod:`assistant.coach`, which hands drills on to it, and works in the same way.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from assistant.codec import to_json
from assistant.debriefing.grounds import heard
from assistant.domain import (
    ConcernType,
    Decision,
    Drill,
    DrillReply,
    DrillSummary,
    Prompted,
    Reading,
    SafetyStop,
    Scenario,
    Turn,
    Utterance,
)
from assistant.engine import drill as engine
from assistant.engine.remarks import Heard
from assistant.errors import InputError, NotFound, SessionOver
from assistant.journal import fold_drill
from assistant.parts import Parts
from assistant.scenario import dump_scenario
from assistant.text.clean import clean
from assistant.text.leaving import leaves

_FULL = 2
"""The level of a reply that deals with a worry (the rubric)."""


class Drilling:
    """Begins, answers and ends drills.

    :param locks: one lock for each session id, so that each session takes one reply at a time.
    """

    def __init__(self, parts: Parts, locks: Mapping[str, AbstractContextManager[Any]]) -> None:
        self._parts, self._locks = parts, locks

    def start(
        self, scenario: Scenario, concern: str, seed: int | None = None, difficulty: str = "realistic"
    ) -> Drill:
        """A new drill in which the worry has been raised for the first time; ``NotFound`` for an unknown worry."""
        parts = self._parts
        seed = secrets.randbelow(1_000_000) if seed is None else seed
        temperament = parts.temperaments[scenario.manager.temperament]
        kind = parts.types.get(concern)
        planned = leaves(scenario.preferred_ask, planned="considering_leaving" in scenario.special)
        departure = bool(planned and kind and kind.departing)
        state, decision = engine.opening(
            concern,
            temperament,
            parts.types,
            seed=seed,
            difficulty=difficulty,
            trust=scenario.manager.trust,
            departure=departure,
        )
        # The ask counts as just said, so that the voice can take it up.
        utterance = self._speak(scenario, (), scenario.preferred_ask, decision, seed)
        header = {
            "scenario": dump_scenario(scenario),
            "concern": concern,
            "seed": seed,
            "difficulty": difficulty,
            "engine": parts.engine_name,
        }
        title = f"Drill on {parts.types[concern].title.lower()}: {scenario.user.name} with {scenario.manager.name}, {difficulty}"
        session = parts.store.create("drill", title, header)
        turn = Turn(0, None, None, decision, utterance, state)
        parts.store.append(session, "opened", {"turn": to_json(turn)})
        return self.resume(session)

    def resume(self, session: str) -> Drill:
        """The drill as it stands; a reply that was stored but not answered is answered now."""
        with self._locks[session]:
            drill = fold_drill(self._parts.store.load(session))
            if not drill.turns:
                raise NotFound(f"The session {session} broke off before its first word; start a new one.")
            if drill.pending is not None and drill.stopped is None:
                self._answer(drill, drill.pending)
                drill = fold_drill(self._parts.store.load(session))
            return drill

    def say(self, session: str, text: str) -> DrillReply | SafetyStop:
        """The feedback on a reply, or why the drill pauses. The words are stored first."""
        said = clean(text, what="What you said")
        with self._locks[session]:
            drill = self.resume(session)
            if drill.stopped is not None:
                raise InputError("The drill is paused. Choose to go on, or end it.", code="stopped")
            if drill.over:
                raise SessionOver("This drill has ended. Begin another one.")
            self._append(drill, "said", {"text": said})
            if (stop := self._parts.safety.notice(said)) is not None:
                self._append(drill, "stopped", {"stop": to_json(stop)})
                return stop
            self._answer(drill, said)
            return self.replies(self.resume(session))[-1]

    def go_on(self, session: str) -> Drill:
        """Goes on after a safety stop, without the words that caused it."""
        with self._locks[session]:
            drill = self.resume(session)
            if drill.stopped is None:
                raise InputError(
                    "The drill is not paused, so there is nothing to go on from.", code="not_stopped"
                )
            self._append(drill, "went_on", {})
            return self.resume(session)

    def end(self, session: str) -> DrillSummary:
        """Ends the drill where it stands and says what it showed."""
        with self._locks[session]:
            drill = self.resume(session)
            if not drill.ended:
                self._append(drill, "ended", {})
            return self.summary(drill)

    def replies(self, drill: Drill) -> tuple[DrillReply, ...]:
        """The replies so far, each with its feedback."""
        return engine.replies(drill.turns, self._kind(drill), _heard(drill))

    def summary(self, drill: Drill) -> DrillSummary:
        """What the drill showed so far."""
        return engine.summary(drill.turns, self._kind(drill), _heard(drill))

    def _kind(self, drill: Drill) -> ConcernType:
        kind = self._parts.types[drill.concern]
        return (kind.departing or kind) if drill.turns[0].state.departure else kind

    def _answer(self, drill: Drill, said: str) -> None:
        turns, scenario = drill.turns, drill.scenario
        prompted = Prompted(
            scenario.preferred_ask,
            drill.concern,
            turns[-1].utterance.text,
            departure=turns[0].state.departure,
        )
        # In a drill the ask has been made already.
        earlier = [scenario.preferred_ask, *(turn.said for turn in turns if turn.said)]
        reading = self._parts.turn_listener.hear(prompted, said, earlier)
        state, decision = engine.step(turns, reading, self._kind(drill))
        utterance = self._speak(scenario, turns, said, decision, drill.seed)
        turn = Turn(state.turn, said, reading, decision, utterance, state)
        self._append(drill, "answered", {"turn": to_json(turn)}, turns=turn.number)

    def _speak(
        self, scenario: Scenario, turns: Sequence[Turn], said: str | None, decision: Decision, seed: int
    ) -> Utterance:
        """The manager's line; one that a model has said before in this drill gives way to a written one."""
        voice, guard = self._parts.voice, self._parts.guard
        utterance = guard.check(
            scenario, turns, said, decision, voice.speak(scenario, turns, said, decision, seed)
        )
        if any(turn.utterance.text == utterance.text for turn in turns):
            return guard.check(scenario, turns, said, decision, replace(utterance, text=""))
        return utterance

    def _append(self, drill: Drill, kind: str, payload: Mapping[str, Any], turns: int | None = None) -> None:
        count = len(drill.turns) - 1 if turns is None else turns
        self._parts.store.append(drill.session, kind, payload, turns=count)


def settles(reading: Reading, kind: ConcernType) -> bool:
    """Whether a reply with this reading deals with the worry, in a drill as in a rehearsal."""
    return engine.level(reading, kind) == _FULL


def _heard(drill: Drill) -> dict[int, Heard]:
    """What may be claimed of each reply."""
    return {turn.number: heard(turn) for turn in drill.turns[1:]}
