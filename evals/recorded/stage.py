"""A talk on a stage of our own: a boss, worries and lines from ``evals/data/model_talk.toml``, and the real voice and guard."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.domain import (
    Act,
    ConcernType,
    Decision,
    Line,
    Move,
    Outcome,
    Reaction,
    Scenario,
    State,
    Temperament,
    Turn,
    Utterance,
)
from assistant.scenario import load_scenario
from assistant.seams import ChatModel
from assistant.speaking.embedded import EmbeddedVoice
from assistant.speaking.guard import SpeechGuard
from assistant.speaking.model import ModelVoice

DATA = Path(__file__).parents[1] / "data"
PROMPTS = ["speaking/manager", "speaking/direction"]
_SEED = 1
Json = dict[str, Any]


def cases(name: str) -> Json:
    """The cases of ``evals/data/<name>.toml``."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Spoken:
    """One turn of the boss: the case, what the model made of it, and what is shown once the guard has seen it.

    ``before``: the turns that went before; ``draft``: what the built-in voice would say.
    """

    case: Json
    scenario: Scenario
    before: tuple[Turn, ...]
    decision: Decision
    raw: Utterance
    shown: Utterance
    draft: Utterance

    @property
    def turn(self) -> Turn:
        """The turn as the talk goes on from it: with the model's own words, so that no rule of the guard is in the transcript."""
        return _turn(len(self.before), self.case.get("said"), self.decision, self.raw)

    def as_shown(self, shown: Utterance) -> Turn:
        """The turn with other words of the boss."""
        return _turn(len(self.before), self.case.get("said"), self.decision, shown)


class Stage:
    """One boss of ``model_talk.toml`` with a model for the voice."""

    def __init__(self, boss: Mapping[str, Any], model: ChatModel) -> None:
        self.scenario: Scenario = load_scenario(boss["scenario"])[0]
        self._boss, self._model = boss, model

    def speak(self, case: Json, before: Sequence[Turn]) -> Spoken:
        """What the boss says in the turn that ``case`` describes, after ``before``."""
        decision, said = decision_of(case), case.get("said")
        raw = self._voice.speak(self.scenario, before, said, decision, _SEED)
        shown = SpeechGuard(self._spare).check(self.scenario, before, said, decision, raw)
        draft = self._spare.speak(self.scenario, before, said, decision, _SEED)
        return Spoken(case, self.scenario, tuple(before), decision, raw, shown, draft)

    def talk(self, turns: Sequence[Json]) -> list[Spoken]:
        """A whole talk; each answer is part of the transcript of the next."""
        spoken: list[Spoken] = []
        for case in turns:
            spoken.append(self.speak(case, [one.turn for one in spoken]))
        return spoken

    def opened(self) -> list[Turn]:
        """The beginning of a talk in the built-in words, for turns that are put to the boss one by one."""
        greet = decision_of({"move": "greet"})
        first = _turn(0, None, greet, self._spare.speak(self.scenario, [], None, greet, _SEED))
        asked = {"said": f"I'd like {self.scenario.preferred_ask}", "move": "raise", "concern": "coverage"}
        raised = decision_of(asked)
        drafted = self._spare.speak(self.scenario, [first], asked["said"], raised, _SEED)
        return [first, _turn(1, asked["said"], raised, drafted)]

    @cached_property
    def _spare(self) -> EmbeddedVoice:
        return EmbeddedVoice(self._types, self._temperaments)

    @cached_property
    def _voice(self) -> ModelVoice:
        return ModelVoice(self._model, self._spare, self._temperaments, self._types)

    @cached_property
    def _types(self) -> Mapping[str, ConcernType]:
        return {
            name: ConcernType(name, worry["title"], "", "", (), (), (), (), _lines(name, worry))
            for name, worry in self._boss["worries"].items()
        }

    @cached_property
    def _temperaments(self) -> Mapping[str, Temperament]:
        name, lines = self.scenario.manager.temperament, _lines("boss", self._boss["lines"])
        pins = frozenset({"conditions", "date"})
        return {
            name: Temperament(
                name, "", self._boss["description"], 3, 5, Outcome.AGREED, (), (), {}, lines, pins=pins
            )
        }


def decision_of(case: Mapping[str, Any]) -> Decision:
    """What the engine has decided in this case."""
    reaction = case.get("reaction")
    return Decision(
        Move(case["move"]),
        case.get("concern"),
        "",
        Act.FUTURE,
        remark=case.get("remark"),
        reaction=Reaction(Move(reaction), case["reaction_concern"]) if reaction else None,
        conditions=tuple(case.get("conditions", ())),
        answer=case.get("answer"),
    )


def _turn(number: int, said: str | None, decision: Decision, utterance: Utterance) -> Turn:
    state = State(_SEED, "realistic", "sceptical", (), 3, 5, turn=number)
    return Turn(number, said, None, decision, utterance, state)


def _lines(owner: str, table: Mapping[str, Any]) -> Mapping[str, tuple[Line, ...]]:
    found: defaultdict[str, tuple[Line, ...]] = defaultdict(tuple)
    for key, texts in table.items():
        if isinstance(texts, list):
            found[key] = tuple(Line(f"{owner}/{key}/{n}", text) for n, text in enumerate(texts))
    return found
