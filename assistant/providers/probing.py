"""What a configured model can do and how fast it is here, found out with two fixed requests that hold nothing of the user's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.domain import Usage
from assistant.providers import discovery
from assistant.providers.local import CONTEXT, ModelFile
from assistant.providers.openai_compatible import OpenAICompatible
from assistant.providers.streaming import Model

_GREETING = [
    {"role": "system", "content": "You are a manager at work. Answer in one short sentence."},
    {"role": "user", "content": "Good morning. Have you got ten minutes for me tomorrow?"},
]
_COUNT = [
    {"role": "system", "content": "You count days."},
    {"role": "user", "content": 'How many days does a week have? Answer as {"days": number}.'},
]
_DAYS = {
    "type": "object",
    "properties": {"days": {"type": "integer"}},
    "required": ["days"],
    "additionalProperties": False,
}


@dataclass(frozen=True)
class Abilities:
    """What a model can do here.

    ``streams``: whether the answer came in pieces. ``schema``: ``kept`` (the server holds the model to a JSON Schema), ``in words``
    (it fitted when it was asked for in words) or ``no``. ``context``: tokens of a conversation, None when nobody tells.
    ``first_seconds``: until the first words. ``tokens_per_second``: from then on, None when it was over at once.
    """

    streams: bool
    schema: str
    context: int | None
    first_seconds: float
    tokens_per_second: float | None


def probe(model: Model) -> Abilities:
    """Asks the model twice; ``EngineError`` when it cannot answer."""
    taken: list[Usage] = []
    pieces = list(model.stream(_GREETING, max_tokens=40, told=taken.append))
    return Abilities(
        streams=len(pieces) > 1,
        schema=_schema(model),
        context=_context(model),
        first_seconds=taken[0].first_seconds,
        tokens_per_second=_speed(taken[0]),
    )


def _speed(usage: Usage) -> float | None:
    seconds = usage.seconds - usage.first_seconds
    return (usage.tokens_out - 1) / seconds if usage.tokens_out > 1 and seconds > 0.001 else None


def _schema(model: Model) -> str:
    answer = "".join(model.stream(_COUNT, max_tokens=40, schema=_DAYS))
    source = _client_of(model)
    in_words = source is None or "response_format" in source.refused
    return ("in words" if in_words else "kept") if _fits(answer) else "no"


def _fits(answer: str) -> bool:
    try:
        found: Any = json.loads(answer)
    except ValueError:
        return False
    return isinstance(found, Mapping) and set(found) == {"days"} and type(found["days"]) is int


def _context(model: Model) -> int | None:
    if isinstance(model.source, ModelFile):
        return CONTEXT
    source = _client_of(model)
    return None if source is None else discovery.context_length(source.endpoint, source.wire_name)


def _client_of(model: Model) -> OpenAICompatible | None:
    """What talks to a server for this model; None for an object of LangChain's."""
    source = model.source
    if isinstance(source, ModelFile):
        return source.source
    return source if isinstance(source, OpenAICompatible) else None
