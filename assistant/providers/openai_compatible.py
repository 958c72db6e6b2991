"""Any server that speaks the OpenAI chat protocol, through ``openai``: streamed, retried, and never late.

A request runs in a thread of its own and hands its pieces over in a queue, so the deadline holds whatever the
network does, name look-ups and trickling servers included. Everything that goes wrong becomes an ``EngineError`` made of
our own words: what a server says about a failure may repeat the key or what the user typed.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception,
    sleep_using_event,
    stop_after_attempt,
    stop_before_delay,
)

from assistant.errors import EngineError

if TYPE_CHECKING:
    from openai import OpenAI

ATTEMPTS = 3
# Hosted models may think before they speak, and there the limit counts the thoughts too.
THINKING_TOKENS = 2_000
# A server that ignores the limit is cut off at a length that no answer within the limit has.
CHARS_PER_TOKEN = 12


@dataclass(frozen=True)
class Endpoint:
    """Where a model is served. ``loopback``: on this machine. ``hosted``: the OpenAI service itself."""

    base_url: str
    key: str = field(repr=False)
    loopback: bool
    hosted: bool

    @property
    def host(self) -> str:
        """Host and port, as shown to people."""
        return urlsplit(self.base_url).netloc


class OpenAICompatible:
    """Implements :class:`assistant.seams.ChatModel` for one model at one endpoint; safe to share between threads."""

    def __init__(self, name: str, wire_name: str, endpoint: Endpoint, timeout: float) -> None:
        self._name, self._wire_name, self._endpoint, self._timeout = name, wire_name, endpoint, timeout

    @property
    def id(self) -> str:
        """The model's name as the user configured it."""
        return self._name

    def stream(self, messages: Sequence[Mapping[str, str]], *, max_tokens: int) -> Iterator[str]:
        """Pieces of the answer as they come, all within the timeout of the settings.

        :raises EngineError: in our own words, with the mending step; pieces that came before it stay valid.
        """
        deadline = time.monotonic() + self._timeout
        call = _Call(list(messages), max_tokens, deadline)
        threading.Thread(target=self._run, args=(call,), name="onward-model", daemon=True).start()
        try:
            while True:
                try:
                    piece = call.pieces.get(timeout=max(0.0, deadline - time.monotonic()))
                except Empty:
                    raise self._late() from None
                if piece is None:
                    return
                if isinstance(piece, EngineError):
                    raise piece
                yield piece
        finally:
            call.left.set()

    def _run(self, call: _Call) -> None:
        """The thread of one call: up to three attempts, then the end of the answer or what went wrong."""
        import httpx2
        import openai

        retrying = Retrying(
            retry=retry_if_exception(lambda error: not call.heard and _may_pass(error)),
            wait=_pause,
            stop=stop_after_attempt(ATTEMPTS) | stop_before_delay(self._timeout),
            sleep=sleep_using_event(call.left),
            reraise=True,
        )
        try:
            retrying(self._attempt, call)
            call.pieces.put(None)
        except EngineError as error:
            call.pieces.put(error)
        except (openai.OpenAIError, httpx2.HTTPError, OSError) as error:
            call.pieces.put(self._explain(error, call.heard))
        except (
            Exception
        ) as error:  # a malformed answer surfaces in many ways, and none may leave the caller waiting
            call.pieces.put(
                self._error(
                    f"sent something that is not an answer ({type(error).__name__}). Check the address"
                )
            )

    def _attempt(self, call: _Call) -> None:
        """One request; puts the pieces of its answer into the queue."""
        remaining = call.deadline - time.monotonic()
        if call.left.is_set() or remaining <= 0:
            raise self._late()
        limit = (
            {"max_completion_tokens": call.max_tokens + THINKING_TOKENS}
            if self._endpoint.hosted
            else {"max_tokens": call.max_tokens}
        )
        client = _client(self._endpoint)
        request: dict[str, Any] = {
            "model": self._wire_name,
            "messages": call.messages,
            "stream": True,
            **limit,
        }
        finish = None
        length = 0
        with client.chat.completions.create(**request, timeout=remaining) as chunks:
            for chunk in chunks:
                if call.left.is_set():
                    return
                if not chunk.choices:
                    continue
                choice = chunk.choices[0]
                finish = choice.finish_reason or finish
                if piece := choice.delta.content:
                    length += len(piece)
                    call.heard = call.heard or not piece.isspace()
                    call.pieces.put(piece)
                if length > call.max_tokens * CHARS_PER_TOKEN:
                    finish = "length"
                    break
        if finish is None:
            raise self._error("broke off in the middle of its answer")
        if not call.heard:
            why = (
                "used up its allowance before it said anything. Choose a model that does not think at length"
            )
            raise self._error(why if finish == "length" else "gave an empty answer")

    def _explain(self, error: Exception, heard: bool) -> EngineError:
        """A library's error in our own words."""
        import httpx2
        import openai

        if isinstance(error, (openai.APITimeoutError, httpx2.TimeoutException)):
            return self._late()
        if isinstance(error, openai.APIStatusError):
            return self._error(_status(error.status_code))
        if heard or isinstance(error, (httpx2.HTTPError, OSError)):
            return self._error("broke off in the middle of its answer")
        if isinstance(error, openai.APIConnectionError):
            return self._error("cannot be reached. Check that it is running and that the address is right")
        return self._error("reported a fault. Try again later")

    def _late(self) -> EngineError:
        return self._error(
            f"did not finish within {self._timeout:g} seconds. Set ONWARD_TIMEOUT higher, or choose a smaller model"
        )

    def _error(self, what: str) -> EngineError:
        return EngineError(f"{self._name} at {self._endpoint.host} {what}.")


@dataclass
class _Call:
    """One call under way. ``left``: nobody listens any more. ``heard``: something was said, so no second try."""

    messages: list[Mapping[str, str]]
    max_tokens: int
    deadline: float
    pieces: SimpleQueue[str | EngineError | None] = field(default_factory=SimpleQueue)
    left: threading.Event = field(default_factory=threading.Event)
    heard: bool = False


@cache
def _client(endpoint: Endpoint) -> OpenAI:
    """One client for each endpoint: making one takes 40 ms, and connections are reused."""
    import openai

    # At the level DEBUG the library would log whole requests, and with them what the user typed.
    logging.getLogger("openai").setLevel(logging.WARNING)
    # No redirects: private words go to the configured host or nowhere. On loopback a proxy would only be in the way.
    http = openai.DefaultHttpxClient(trust_env=not endpoint.loopback, follow_redirects=False)
    return openai.OpenAI(
        base_url=endpoint.base_url, api_key=endpoint.key or "none", max_retries=0, http_client=http
    )


def _may_pass(error: BaseException) -> bool:
    """Whether a second try may help: no connection, too many requests, a fault of the server."""
    import openai

    if isinstance(error, openai.APITimeoutError):
        return False
    if isinstance(error, openai.APIStatusError):
        return error.status_code in (408, 409, 429) or error.status_code >= 500
    return isinstance(error, openai.APIConnectionError)


def _pause(state: RetryCallState) -> float:
    """Seconds before the next attempt: what the server asks for, else a quarter, a half, …"""
    error = state.outcome.exception() if state.outcome else None
    response = getattr(error, "response", None)
    try:
        return max(0.0, float(response.headers["retry-after"]))  # type: ignore[union-attr]
    except (AttributeError, KeyError, ValueError):  # no answer, no such header, or a date in it
        return float(0.25 * 2 ** (state.attempt_number - 1))


def _status(code: int) -> str:
    match code:
        case 401 | 403:
            return f"refused the key ({code}). Check ONWARD_API_KEY"
        case 404:
            return "does not know this model or address (404). Check ONWARD_MODEL and ONWARD_BASE_URL"
        case 429:
            return "has too many requests, or the quota is used up (429). Wait a while, or check the account"
        case 413:
            return "found the conversation too long (413). Choose a model with a longer context"
        case _ if code >= 500:
            return f"has a fault of its own ({code}). Try again later"
        case _ if code < 400:
            return f"wants to send the request elsewhere ({code}). Set ONWARD_BASE_URL to the final address"
        case _:
            return f"did not accept the request ({code}). Check that it can chat, and how long its context is"
