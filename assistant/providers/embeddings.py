"""Sentence vectors from any server that speaks the OpenAI embeddings protocol: Ollama, llama.cpp, vLLM, the service itself.

Whatever is encoded leaves this process: guidance, questions, asks and the words of the user's documents go to that
server. Only a setting of the user's (``ONWARD_EMBEDDINGS``) brings that about, and ``onward doctor`` says it.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from assistant.errors import EngineError
from assistant.providers.openai_compatible import Endpoint, _client
from assistant.seams import Vectors
from assistant.settings import Settings

_HOSTED = "https://api.openai.com/v1"
_OLLAMA = "http://127.0.0.1:11434/v1"
_ATTEMPTS = 3
_BATCH = 64
_MAX_CHARS = 2_000
"""Of one text; passages have at most 1,000, and servers differ in what they do with more than a model can read."""
_WAYS = (
    "ONWARD_EMBEDDINGS is 'ollama/NAME' for a model in Ollama, 'text-embedding-…' for the OpenAI service, or any model of the "
    "server at ONWARD_EMBEDDINGS_URL."
)


def connect_encoder(settings: Settings) -> EmbeddingsEndpoint:
    """The encoder that the settings name, ready to be asked; nothing is contacted yet.

    :raises EngineError: for a name, an address or a key that cannot work, with what to do instead.
    """
    return EmbeddingsEndpoint(
        settings.embeddings.removeprefix("ollama/"), embeddings_endpoint(settings), settings.timeout
    )


def embeddings_endpoint(settings: Settings) -> Endpoint:
    """Where texts are encoded. :raises EngineError: as :func:`connect_encoder`."""
    name = settings.embeddings
    url = settings.embeddings_url.strip().rstrip("/")
    if not url:
        url = _OLLAMA if name.startswith("ollama/") else _HOSTED if name.startswith("text-embedding-") else ""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query:
        raise EngineError(f"No server is known for the embeddings {name[:60]!r}. {_WAYS}")
    hosted = parts.hostname == urlsplit(_HOSTED).hostname
    key = settings.embeddings_key.get_secret_value().strip()
    if hosted and not key:
        key = os.environ.get("OPENAI_API_KEY", "").strip()
    if hosted and not key:
        raise EngineError("The OpenAI service needs a key for embeddings. Set ONWARD_EMBEDDINGS_KEY.")
    return Endpoint(url, key, _loopback(parts.hostname), hosted)


class EmbeddingsEndpoint:
    """Implements :class:`assistant.seams.Encoder` for one model at one endpoint; safe to share among threads."""

    def __init__(self, model: str, endpoint: Endpoint, timeout: float) -> None:
        self._model, self._endpoint, self._timeout = model, endpoint, timeout

    @property
    def id(self) -> str:
        """Model and place; vectors of different ids are never mixed."""
        return f"{self._model}@{self._endpoint.host}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """An array (len(texts), dimensions of the answers) of rows of length 1, in the order of ``texts``.

        :raises EngineError: in our own words, with the mending step.
        """
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        starts = range(0, len(texts), _BATCH)
        parts = [self._batch([text[:_MAX_CHARS] or " " for text in texts[n : n + _BATCH]]) for n in starts]
        if len({part.shape[1] for part in parts}) > 1:
            raise self._error("gave vectors of different lengths. Check that it serves one model only")
        return np.concatenate(parts)

    def _batch(self, texts: list[str]) -> Vectors:
        import httpx2
        import openai
        from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential

        retrying = Retrying(
            retry=retry_if_exception(_may_pass),
            wait=wait_exponential(0.25, max=4),
            stop=stop_after_attempt(_ATTEMPTS),
            reraise=True,
        )
        try:
            answer = retrying(
                _client(self._endpoint).embeddings.create,
                model=self._model,
                input=texts,
                encoding_format="float",
                timeout=self._timeout,
            )
            return self._vectors(answer, len(texts))
        except EngineError:
            raise
        except openai.APIStatusError as error:
            raise self._error(
                _status(error.status_code)
            ) from None  # its own words may repeat the texts or the key
        except (openai.OpenAIError, httpx2.HTTPError, OSError):
            raise self._error("cannot be reached. Check that it runs, and ONWARD_EMBEDDINGS_URL") from None
        except Exception as error:  # a malformed answer surfaces in many ways
            raise self._error(
                f"sent something that is no answer ({type(error).__name__}). Check the address"
            ) from None

    def _vectors(self, answer: Any, count: int) -> Vectors:
        rows = [row.embedding for row in sorted(answer.data, key=lambda row: row.index)]
        if len(rows) != count or len({len(row) for row in rows}) != 1:
            raise self._error(f"gave {len(rows)} vectors for {count} texts. Check that it can embed")
        found = np.asarray(rows, dtype=np.float32)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        if not np.isfinite(found).all() or not lengths.all():
            raise self._error("gave vectors that are no numbers. Check that the model can embed")
        unit: Vectors = found / lengths
        return unit

    def _error(self, what: str) -> EngineError:
        return EngineError(
            f"The embeddings {self._model} at {self._endpoint.host}: the server {what}.", code="embeddings"
        )


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _may_pass(error: BaseException) -> bool:
    """Whether a second try may help."""
    import openai

    if isinstance(error, openai.APIStatusError):
        return error.status_code in (408, 409, 429) or error.status_code >= 500
    return isinstance(error, openai.APIConnectionError)


def _status(code: int) -> str:
    match code:
        case 401 | 403:
            return f"refused the key ({code}). Check ONWARD_EMBEDDINGS_KEY"
        case 404:
            return (
                "does not know this model or address (404). Check ONWARD_EMBEDDINGS and ONWARD_EMBEDDINGS_URL"
            )
        case 429:
            return "has too many requests, or the quota is used up (429). Wait a while; what was read so far is kept"
        case _ if code >= 500:
            return f"has a fault of its own ({code}). Try again later; what was read so far is kept"
        case _:
            return f"did not accept the request ({code}). Check that the model can embed"
