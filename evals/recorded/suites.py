"""The recorded suites by name: what runs them, and the prompt files that make their requests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.seams import ChatModel
from evals.recorded import judges, stage, voice, wordings
from evals.recorded.cassettes import FOLDER, Header, Watched, playing, recording
from evals.recorded.wire import wire

Figures = Mapping[str, float]


@dataclass(frozen=True)
class Recorded:
    """One suite.

    ``run``: puts its cases to a model; how many there are, and the figures. ``prompts``: as in ``playing``. ``refused``:
    how many of its requests the server is meant to refuse.
    """

    run: Callable[[Watched, Mapping[str, Any]], tuple[int, Figures]]
    prompts: list[str]
    refused: int = 0


def _injection(model: ChatModel, spec: Mapping[str, Any]) -> tuple[int, Figures]:
    turns, spoken = voice.attacked(model, spec)
    judged, marks = judges.talked_round(model, spec)
    return turns + judged, {**spoken, **marks}


KINDS: Mapping[str, Recorded] = {
    "model_voice": Recorded(voice.voice, stage.PROMPTS),
    "model_concession": Recorded(voice.concession, stage.PROMPTS),
    "model_injection": Recorded(_injection, [*stage.PROMPTS, *judges.LISTENING, *judges.SCORING]),
    "model_listener": Recorded(judges.listener, judges.LISTENING),
    "model_scorer": Recorded(judges.scorer, judges.SCORING),
    "model_advice": Recorded(wordings.advice, wordings.ADVISING),
    "model_drafts": Recorded(wordings.drafts, wordings.WRITING),
    "wire": Recorded(wire, stage.PROMPTS, refused=2),
}
"""A suite's ``kind``; its name is that of its cassette."""


def cassette(name: str, folder: Path = FOLDER) -> Path:
    """Where the cassette of the suite ``name`` lies."""
    return folder / f"{name}.yaml"


def replay(name: str, spec: Mapping[str, Any], folder: Path = FOLDER) -> tuple[int, Figures, str]:
    """How many cases, the figures, and which model answered when; ``StaleCassette`` when what is asked has changed."""
    kind, path = KINDS[spec["kind"]], cassette(name, folder)
    with playing(path, kind.prompts, kind.refused) as model:
        size, found = kind.run(model, spec)
    header = Header.of(path)
    return size, found, f"{header.model} ({header.quantisation}), recorded {header.recorded}"


def record(
    name: str, spec: Mapping[str, Any], base_url: str, model: str, *, folder: Path, timeout: float
) -> Figures:
    """Puts the cases of the suite to a real model, keeps its answers, and says what came of them."""
    kind = KINDS[spec["kind"]]
    path = cassette(name, folder)
    with recording(path, base_url, model, kind.prompts, refused=kind.refused, timeout=timeout) as real:
        _, found = kind.run(real, spec)
    return found
