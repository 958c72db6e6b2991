"""The wire itself, against a very small model: a streamed talk, answers in one piece, a JSON Schema, and what a server refuses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.asking import Form, parse
from assistant.errors import EngineError
from assistant.seams import ChatModel
from evals.recorded.cassettes import Watched
from evals.recorded.stage import Stage, cases

_TURNS = 3
_TOO_LONG = "one two three four five six seven eight nine ten " * 400
"""More tokens than the context of the server that is recorded (2,048), so that it refuses."""
_HOW_MANY = 'How many days does a week have? Answer as {"days": number}.'


class _Days(Form):
    days: int


def wire(model: Watched, spec: Mapping[str, Any]) -> tuple[int, Mapping[str, float]]:
    """What comes through: turns in pieces, an answer in one piece, a form that is kept to, two refusals in our own words."""
    data = cases(spec["cases"])
    talk = data["talks"][0]
    spoken = Stage(data["bosses"][talk["boss"]], model).talk(talk["turns"][:_TURNS])
    return _TURNS + 4, {
        "turns_streamed": float(sum(any(took.tokens_out for took in one.raw.usage) for one in spoken)),
        "pieces_of_a_streamed_turn": float(len(_pieces(model, "Say hello."))),
        "schema_kept": float(_fills_in_the_form(model)),
        "pieces_without_a_stream": float(
            len(_pieces(model.without("response_format"), _HOW_MANY, schema=_Days.model_json_schema()))
        ),
        "refusals_told": float(
            _told(model, _TOO_LONG, "400", "413") + _told(model.elsewhere("/nowhere"), "Say hello.", "404")
        ),
    }


def _pieces(model: ChatModel, text: str, schema: Mapping[str, Any] | None = None) -> list[str]:
    return list(model.stream([{"role": "user", "content": text}], max_tokens=40, schema=schema))


def _fills_in_the_form(model: ChatModel) -> bool:
    try:
        parse("".join(_pieces(model, _HOW_MANY, _Days.model_json_schema())), _Days)
    except EngineError:
        return False
    return True


def _told(model: ChatModel, text: str, *codes: str) -> bool:
    """Whether the server refuses this, and a user is told so without a word of what was sent."""
    try:
        _pieces(model, text)
    except EngineError as error:
        says = str(error)
        return model.id in says and text[:20] not in says and any(code in says for code in codes)
    return False
