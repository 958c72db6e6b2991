"""Any server that speaks the OpenAI chat protocol, through ``openai``."""

from __future__ import annotations

import logging
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.providers import faults, wire
from assistant.providers.streaming import Ask, Fault, Piece, in_words

if TYPE_CHECKING:
    from openai import OpenAI

# Hosted models may think before they speak, and there the limit counts the thoughts too.
THINKING_TOKENS = 2_000
# Seconds that a connection is kept for the next request: a user thinks longer than the five that are usual.
KEEP_ALIVE = 120.0
# Temperature of a talk: the words may differ from time to time; what is said is settled by the stage direction.
TALKING = 0.4
# What not every server knows: left out when a server does not accept a request, the one that it names, else in this order.
EXTRAS = ("response_format", "stream_options", "temperature")


@dataclass(frozen=True)
class Endpoint:
    """Where a model is served. ``loopback``: on this machine. ``hosted``: the OpenAI service itself."""

    base_url: str
    key: str = field(repr=False)
    loopback: bool
    hosted: bool = False

    @property
    def host(self) -> str:
        """Host and port, as shown to people."""
        return urlsplit(self.base_url).netloc


class OpenAICompatible:
    """Implements :class:`assistant.providers.streaming.Source` for one model at one endpoint.

    ``refused``: the extras that the server was found not to accept; they are not asked for again.
    """

    def __init__(self, name: str, wire_name: str, endpoint: Endpoint) -> None:
        self.id, self.wire_name, self.endpoint = name, wire_name, endpoint
        self.refused: frozenset[str] = frozenset()

    @property
    def label(self) -> str:
        """Name and host."""
        return f"{self.id} at {self.endpoint.host}"

    def open(self) -> None:
        """Nothing: the server runs elsewhere."""

    def attempt(self, ask: Ask) -> Generator[Piece]:
        """One request, without the extras that the server does not accept."""
        import httpx2
        import openai

        try:
            yield from self._accepted(ask)
        except (openai.APITimeoutError, httpx2.TimeoutException) as error:
            raise ask.late() from error
        except openai.APIStatusError as error:
            raise faults.of_status(error.status_code, error.response.headers) from error
        except (openai.APIConnectionError, httpx2.HTTPError, OSError) as error:
            raise faults.of_connection(error, broke=not faults.behind(error, httpx2.ConnectError)) from error
        except openai.OpenAIError as error:
            raise Fault(faults.REPORTED, passing=True) from error

    def _accepted(self, ask: Ask) -> Generator[Piece]:
        """The answer; extras are left out one by one when the server does not accept the request with them."""
        import openai

        refused = self.refused
        while True:
            request = self._request(ask, refused)
            doubtful = [extra for extra in EXTRAS if extra in request]
            try:
                for piece in self._pieces(ask, request):
                    self.refused = refused
                    yield piece
                return
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                if not doubtful:
                    raise
                refused |= {error.param if error.param in doubtful else doubtful[0]}

    def _request(self, ask: Ask, refused: frozenset[str]) -> dict[str, Any]:
        """The body: a talk is streamed; an answer in a form is no matter of taste, and of no use before it is whole."""
        limit = (
            {"max_completion_tokens": ask.max_tokens + THINKING_TOKENS}
            if self.endpoint.hosted
            else {"max_tokens": ask.max_tokens}
        )
        request = {"model": self.wire_name, "messages": list(ask.messages), **limit}
        if ask.schema is None:
            request |= {"stream": True, "stream_options": {"include_usage": True}, "temperature": TALKING}
        elif "response_format" in refused:
            request |= {"messages": in_words(ask.messages, ask.schema), "temperature": 0}
        else:
            strict = {"name": "answer", "strict": True, "schema": dict(ask.schema)}
            request |= {
                "response_format": {"type": "json_schema", "json_schema": strict},
                "temperature": 0,
            }
        return {name: value for name, value in request.items() if name not in refused}

    def _pieces(self, ask: Ask, request: Mapping[str, Any]) -> Generator[Piece]:
        """The answer to one request, in the form in which the server gives it."""
        completions = _client(self.endpoint).chat.completions.with_streaming_response
        # As ``extra_body``: the library would look into every message of the talk, which takes longer than to send it.
        with completions.create(
            model=self.wire_name, messages=[], extra_body=request, timeout=max(0.001, ask.remaining)
        ) as answer:
            told = answer.headers.get("content-type", "")
            yield from (
                wire.whole(answer.iter_bytes()) if "json" in told else wire.streamed(answer.iter_lines())
            )


@cache
def _client(endpoint: Endpoint) -> OpenAI:
    """One client for each endpoint: making one takes 40 ms, and connections are reused."""
    import httpx2
    import openai

    # At the level DEBUG the library would log whole requests, and with them what the user typed.
    logging.getLogger("openai").setLevel(logging.WARNING)
    # No redirects: private words go to the configured host or nowhere. On loopback a proxy would only be in the way.
    kept = httpx2.Limits(
        max_connections=None,
        # On loopback a connection costs nothing, and with one that is kept some servers' first words come 40 ms late.
        max_keepalive_connections=0 if endpoint.loopback else 100,
        keepalive_expiry=KEEP_ALIVE,
    )
    http = openai.DefaultHttpxClient(trust_env=not endpoint.loopback, follow_redirects=False, limits=kept)
    return openai.OpenAI(
        base_url=endpoint.base_url, api_key=endpoint.key or "none", max_retries=0, http_client=http
    )
