"""Any LangChain chat model object, through ``langchain-core``: ``wiring.build(settings, model=…)``.

The object brings its own address, key and options; a JSON Schema is asked for in words, since that works with all of them.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from assistant.providers import faults
from assistant.providers.streaming import Ask, Fault, Piece, Tokens, in_words

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk
    from langchain_core.messages.ai import UsageMetadata

_CUT = ("length", "max_tokens")
"""How services name the reason that an answer ended at its limit."""


class LangChainModel:
    """Implements :class:`assistant.providers.streaming.Source` around a ``BaseChatModel``."""

    def __init__(self, model: BaseChatModel) -> None:
        self._model = model
        named = getattr(model, "model_name", None) or getattr(model, "model", None)
        self.id = str(named or type(model).__name__)

    @property
    def label(self) -> str:
        """Name and class, since the object alone knows where it answers."""
        return f"{self.id} ({type(self._model).__name__})"

    def open(self) -> None:
        """Nothing: the object is ready."""

    def attempt(self, ask: Ask) -> Generator[Piece]:
        """One streamed call; the limit is passed on where the model knows one."""
        asked = list(ask.messages) if ask.schema is None else in_words(ask.messages, ask.schema)
        options: dict[str, Any] = (
            {"max_tokens": ask.max_tokens} if "max_tokens" in type(self._model).model_fields else {}
        )
        tokens: Tokens | None = None
        try:
            for chunk in self._model.stream([(one["role"], one["content"]) for one in asked], **options):
                tokens = _sum(tokens, chunk.usage_metadata)
                yield Piece(str(chunk.text), _cut(chunk), tokens)
        except Exception as error:  # each service raises errors of its own
            raise _fault(error) from error


def _cut(chunk: AIMessageChunk) -> bool:
    told = chunk.response_metadata
    return (told.get("finish_reason") or told.get("stop_reason")) in _CUT


def _sum(so_far: Tokens | None, usage: UsageMetadata | None) -> Tokens | None:
    if usage is None:
        return so_far
    cached = usage.get("input_token_details", {}).get("cache_read", 0)
    before = so_far or Tokens(0, 0, 0)
    return Tokens(
        before.prompt + usage["input_tokens"], before.cached + cached, before.answer + usage["output_tokens"]
    )


def _fault(error: Exception) -> Fault:
    """By its status where it has one; by its kind else."""
    if isinstance(error, Fault):
        return error
    response: Any = getattr(error, "response", None)
    status = getattr(error, "status_code", None) or getattr(response, "status_code", None)
    if isinstance(status, int):
        return faults.of_status(status, getattr(response, "headers", None) or {})
    if isinstance(error, OSError) or "connect" in type(error).__name__.lower():
        return faults.of_connection(error)
    return Fault(f"failed ({type(error).__name__}). Try it on its own, outside of Onward")
