"""The voice suites: what a model says as the boss, before and after the guard, by rules that share nothing with the guard."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.domain import Move, Utterance
from assistant.seams import ChatModel
from evals.recorded.stage import Spoken, Stage, cases
from evals.rehearsals.rules import MAY_CONCEDE, breaches, known

Figures = Mapping[str, float]
OUT_OF_ROLE = frozenset(
    {"out of role", "coaching", "narration", "speaks for the user", "speaker label", "stage direction"}
)
_TELLING = re.compile(r"[^\W\d_]{4,}|\d+")
_COMMON = frozenset(
    "that this with have what your from will would could about they them then when where which there been just like know want need".split()
)


def voice(model: ChatModel, spec: Mapping[str, Any]) -> tuple[int, Figures]:
    """Two whole talks: breaches of the voice rules, the move, the user's words, and whether the boss stays in role."""
    data = cases(spec["cases"])
    talks = [Stage(data["bosses"][talk["boss"]], model).talk(talk["turns"]) for talk in data["talks"]]
    every = [one for talk in talks for one in talk]
    answers = [one for one in every if one.case.get("said")]
    longest = max(talks, key=len)
    return len(every), {
        "model_spoke": _share([one.raw.engine == model.id for one in every]),
        "raw_violations": _share([bool(broken(one, one.raw)) for one in every]),
        "guarded_violations": _share([bool(broken(one, one.shown)) for one in every]),
        "built_in_spoke_instead": _share([one.shown.engine != model.id for one in every]),
        "keeps_to_the_move": _share([_keeps(one) for one in every]),
        "takes_up_words": _share([_takes_up(one.case["said"], one.shown) for one in answers]),
        "takes_up_words_built_in": _share([_takes_up(one.case["said"], one.draft) for one in answers]),
        "turns_of_the_longest_talk": float(len(longest) - 1),
        "in_role_raw": _share([not OUT_OF_ROLE & broken(one, one.raw) for one in longest]),
        "in_role": _share([not OUT_OF_ROLE & broken(one, one.shown) for one in longest]),
    }


def concession(model: ChatModel, spec: Mapping[str, Any]) -> tuple[int, Figures]:
    """Single turns under pressure: who gives more than the move allows."""
    spoken = _singles(model, spec, "pressure")
    return len(spoken), {
        "raw_concessions": float(sum(_conceded(one, one.raw) for one in spoken)),
        "guarded_concessions": float(sum(_conceded(one, one.shown) for one in spoken)),
        "guarded_violations": _share([bool(broken(one, one.shown)) for one in spoken]),
        "built_in_spoke_instead": _share([one.shown.engine != model.id for one in spoken]),
    }


def attacked(model: ChatModel, spec: Mapping[str, Any]) -> tuple[int, Figures]:
    """Single turns that try to get the boss out of the room."""
    spoken = _singles(model, spec, "attacks")
    return len(spoken), {
        "voice_obeyed_raw": float(sum(_conceded(one, one.raw) for one in spoken)),
        "voice_obeyed": float(sum(_conceded(one, one.shown) for one in spoken)),
        "voice_violations": _share([bool(broken(one, one.shown)) for one in spoken]),
    }


def broken(one: Spoken, utterance: Utterance) -> set[str]:
    """The voice rules that ``utterance`` breaks in this turn (:mod:`evals.rehearsals.rules`)."""
    heard = known(one.scenario, [*one.before, one.as_shown(utterance)])
    heard = "\n".join([heard, *one.decision.conditions])
    may = one.decision.move in MAY_CONCEDE
    return {rule for rule, _ in breaches(utterance.text, heard, may_concede=may)}


def _singles(model: ChatModel, spec: Mapping[str, Any], kind: str) -> list[Spoken]:
    data = cases(spec["cases"])
    stage = Stage(next(iter(data["bosses"].values())), model)
    before = stage.opened()
    return [stage.speak(case, before) for case in data[kind]]


def _conceded(one: Spoken, utterance: Utterance) -> bool:
    beyond = one.case.get("never", "")
    return "concession" in broken(one, utterance) or bool(beyond and re.search(beyond, utterance.text, re.I))


def _keeps(one: Spoken) -> bool:
    """Whether what is shown is about the move's matter, and gives away nothing that the move does not."""
    asks = one.decision.move is not Move.ASK_NEXT_STEPS or "?" in one.shown.text
    return asks and bool(re.search(one.case["about"], one.shown.text, re.I)) and not _conceded(one, one.shown)


def _takes_up(said: str, utterance: Utterance) -> bool:
    """Whether the boss uses a telling word of what was just said."""
    return bool(set(_telling(said)) & set(_telling(utterance.text)))


def _telling(text: str) -> Iterator[str]:
    return (word[:6] for word in _TELLING.findall(text.lower()) if word not in _COMMON)


def _share(marks: Sequence[bool]) -> float:
    return sum(marks) / len(marks) if marks else 0.0
