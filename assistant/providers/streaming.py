"""One answer of a language model, whoever gives it: streamed, never late, tried again, cleaned, metered.

A provider only brings a :class:`Source`. An answer is fetched in a thread of its own that hands its pieces over in a queue,
so the deadline holds whatever the network does, name look-ups and trickling servers included, and whatever the wall clock
does. What goes wrong is a :class:`Fault` made of our own words: what a server says of a failure may repeat the key or what
the user typed.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any, Protocol

from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception,
    sleep_using_event,
    stop_after_attempt,
    stop_before_delay,
)

from assistant.domain import Usage
from assistant.errors import EngineError
from assistant.providers.control_tokens import Cleaner
from assistant.providers.counting import Counter

ATTEMPTS = 3
# A model that ignores the limit is cut off at a length that no answer within the limit has.
CHARS_PER_TOKEN = 12


class Fault(Exception):
    """What went wrong in one attempt, as the end of a sentence that begins with the model's name.

    ``passing``: a second attempt may help. ``wait``: seconds that the server wants to be left alone, None when it did not say.
    """

    def __init__(self, says: str, *, passing: bool = False, wait: float | None = None) -> None:
        super().__init__(says)
        self.passing, self.wait = passing, wait


@dataclass(frozen=True)
class Tokens:
    """What a server counted: tokens of the prompt, those of them that it had kept, tokens of the answer."""

    prompt: int
    cached: int
    answer: int


@dataclass(frozen=True)
class Piece:
    """A part of an answer. ``cut``: the model stopped at its limit. ``tokens``: what the server counted in all.

    ``ended``: no piece follows; what the source still has to do to leave its connection in order, nobody waits for.
    """

    text: str = ""
    cut: bool = False
    tokens: Tokens | None = None
    ended: bool = False


@dataclass
class Ask:
    """What is asked of a source, and how it goes.

    ``timeout``: seconds within which the answer must have ended. ``left``: nobody listens any more. ``heard``: something was
    said, so there is no second attempt. ``tokens``: what the server counted, once it has said so.
    """

    messages: Sequence[Mapping[str, str]]
    max_tokens: int
    timeout: float
    schema: Mapping[str, Any] | None = None
    began: float = field(default_factory=time.monotonic)
    pieces: SimpleQueue[str | Fault | None] = field(default_factory=SimpleQueue)
    left: threading.Event = field(default_factory=threading.Event)
    heard: bool = False
    tokens: Tokens | None = None

    @property
    def remaining(self) -> float:
        """Seconds until the deadline, never below 0."""
        return max(0.0, self.timeout - self.passed)

    @property
    def passed(self) -> float:
        """Seconds since it was asked, by a clock that never jumps."""
        return time.monotonic() - self.began

    def late(self) -> Fault:
        """The fault of having no answer by the deadline."""
        return Fault(
            f"did not finish within {self.timeout:g} seconds. Set ONWARD_TIMEOUT higher, or choose a smaller model"
        )


class Source(Protocol):
    """What a provider brings: one attempt at an answer."""

    @property
    def id(self) -> str:
        """The model's name as the user configured it."""

    @property
    def label(self) -> str:
        """The model for people, with the place where it answers."""

    def open(self) -> None:
        """What must be there before the clock of a request starts, such as a loaded file; ``EngineError`` if it cannot."""

    def attempt(self, ask: Ask) -> Generator[Piece]:
        """One request; ends when the model has ended, and raises ``Fault`` when it has not."""


@dataclass(frozen=True)
class Prices:
    """US dollars for a million tokens, as the user set them; None when they are not known."""

    prompt: float | None = None
    answer: float | None = None

    def cost(self, tokens: Tokens) -> float | None:
        """The price of an answer in US dollars; cached tokens at the full price, so it is rather too much than too little."""
        if self.prompt is None or self.answer is None:
            return None
        return (tokens.prompt * self.prompt + tokens.answer * self.answer) / 1e6


class Model:
    """Implements :class:`assistant.seams.ChatModel` around a source; safe to share between threads.

    :param timeout: seconds within which an answer must have ended.
    :param meter: told of every answer, besides whoever asked.
    """

    def __init__(
        self,
        source: Source,
        timeout: float,
        *,
        counter: Counter | None = None,
        prices: Prices | None = None,
        meter: Callable[[Usage], None] | None = None,
    ) -> None:
        self.source, self._timeout, self._meter = source, timeout, meter
        self._counter, self._prices = counter or Counter(), prices or Prices()

    @property
    def id(self) -> str:
        """The model's name as the user configured it."""
        return self.source.id

    def count(self, texts: Sequence[str]) -> tuple[int, bool]:
        """About how many tokens the texts have together, and whether that is a mere estimate from their words."""
        return self._counter.count(texts)

    def stream(
        self,
        messages: Sequence[Mapping[str, str]],
        *,
        max_tokens: int,
        schema: Mapping[str, Any] | None = None,
        told: Callable[[Usage], None] | None = None,
    ) -> Iterator[str]:
        """Pieces of the answer as they come, all within the timeout; see :class:`assistant.seams.ChatModel`.

        :raises EngineError: in our own words, with the mending step; pieces that came before it stay valid.
        """
        self.source.open()
        ask = Ask(list(messages), max_tokens, self._timeout, schema)
        first: float | None = None
        heard: list[str] = []
        try:
            for piece in self._pieces(ask):
                first = ask.passed if first is None else first
                heard.append(piece)
                yield piece
        finally:
            usage = self._usage(ask, "".join(heard), first)
            for listener in (self._meter, told):
                if listener is not None:
                    listener(usage)

    def _pieces(self, ask: Ask) -> Iterator[str]:
        threading.Thread(target=self._run, args=(ask,), name="onward-model", daemon=True).start()
        try:
            while True:
                try:
                    piece = ask.pieces.get(timeout=ask.remaining)
                except Empty:
                    piece = ask.late()
                if piece is None:
                    return
                if isinstance(piece, Fault):
                    raise EngineError(f"{self.source.label} {piece}.") from None
                yield piece
        finally:
            ask.left.set()

    def _run(self, ask: Ask) -> None:
        """The thread of one answer: up to three attempts, then the end of the answer or what went wrong."""
        retrying = Retrying(
            retry=retry_if_exception(
                lambda error: isinstance(error, Fault) and error.passing and not ask.heard
            ),
            wait=_pause,
            stop=stop_after_attempt(ATTEMPTS) | stop_before_delay(ask.remaining),
            sleep=sleep_using_event(ask.left),
            reraise=True,
        )
        tidying: Iterable[Piece] = ()
        try:
            tidying = retrying(self._attempt, ask)
            ask.pieces.put(None)
        except Fault as fault:
            ask.pieces.put(fault)
        except (
            Exception
        ) as error:  # malformed answers surface in many ways, and none may leave the caller waiting
            kind = type(error).__name__
            ask.pieces.put(Fault(f"sent something that is not an answer ({kind}). Check the address"))
        with suppress(Exception):  # the answer is whole, whatever becomes of its connection
            deque(tidying, maxlen=0)

    def _attempt(self, ask: Ask) -> Iterable[Piece]:
        """One request; puts the cleaned pieces of its answer into the queue. What is left to run out comes back."""
        if ask.left.is_set() or not ask.remaining:
            raise ask.late()
        cleaner, length, cut = Cleaner(), 0, False
        pieces = self.source.attempt(ask)
        for piece in pieces:
            ask.tokens, cut = piece.tokens or ask.tokens, cut or piece.cut
            length += len(piece.text)
            self._say(ask, cleaner.take(piece.text))
            if piece.ended:
                break
            if ask.left.is_set() or cleaner.ended or length > ask.max_tokens * CHARS_PER_TOKEN:
                pieces.close()
        self._say(ask, cleaner.rest())
        if not ask.heard and cut:
            raise Fault(
                "used up its allowance before it said anything. Choose a model that does not think at length"
            )
        if not ask.heard:
            raise Fault("gave an empty answer", passing=True)
        return pieces

    @staticmethod
    def _say(ask: Ask, text: str) -> None:
        if text:
            ask.heard = ask.heard or not text.isspace()
            ask.pieces.put(text)

    def _usage(self, ask: Ask, heard: str, first: float | None) -> Usage:
        seconds = ask.passed
        prompts = [message["content"] for message in ask.messages]
        tokens = ask.tokens or Tokens(self.count(prompts)[0], 0, self.count([heard])[0])
        return Usage(
            model=self.id,
            prompt=hashlib.sha256("".join(prompts[:1]).encode()).hexdigest()[:12],
            tokens_in=tokens.prompt,
            tokens_cached=tokens.cached,
            tokens_out=tokens.answer,
            seconds=seconds,
            first_seconds=seconds if first is None else first,
            cost=self._prices.cost(tokens),
            estimated=ask.tokens is None,
        )


def _pause(state: RetryCallState) -> float:
    """Seconds before the next attempt: what the server asks for, else a quarter, a half, …"""
    fault = state.outcome.exception() if state.outcome else None
    if isinstance(fault, Fault) and fault.wait is not None:
        return fault.wait
    return float(0.25 * 2 ** (state.attempt_number - 1))


def in_words(messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]) -> list[dict[str, str]]:
    """The messages with the schema asked for in words at their very end, for models that take no schema."""
    import json

    wish = (
        "\n\nAnswer with one JSON object and nothing else, no code fence. It must fit this JSON Schema: "
        + json.dumps(schema, ensure_ascii=False, separators=(",", ":"))
    )
    *before, last = (dict(message) for message in messages)
    return [*before, last | {"content": last["content"] + wish}]
