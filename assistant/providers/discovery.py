"""Model servers that run on this machine: who listens at the usual places, and which models they have.

Only loopback is asked, with short time-outs, all at once; no key goes along and nothing but the list of models is asked for.
"""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

from assistant.providers.openai_compatible import Endpoint

USUAL: Mapping[int, str] = {
    11434: "Ollama",
    1234: "LM Studio",
    8080: "llama.cpp",
    8000: "vLLM",
    1337: "Jan",
    4891: "GPT4All",
    5001: "KoboldCpp",
    5000: "text-generation-webui",
}
"""Where servers listen unless told otherwise; the name is a guess from the port."""

TIMEOUT = 1.0
_MOST = 2_000_000  # bytes of an answer that are read

# Under which names servers tell how long a conversation may be, in the list of models.
_LENGTHS = (
    "n_ctx",
    "max_model_len",
    "loaded_context_length",
    "context_length",
    "max_context_length",
    "context_window",
)


@dataclass(frozen=True)
class Found:
    """A server that answered: what it probably is, its address for ``ONWARD_BASE_URL``, its models by name."""

    kind: str
    base_url: str
    models: tuple[str, ...]


def find(ports: Mapping[int, str] = USUAL) -> list[Found]:
    """The servers of this machine that list their models, in the order of ``ports``."""
    with ThreadPoolExecutor(len(ports) or 1) as pool:
        found = list(pool.map(lambda port: _ask(port, ports[port]), ports))
    return [server for server in found if server is not None]


def _ask(port: int, kind: str) -> Found | None:
    base_url = f"http://127.0.0.1:{port}/v1"
    listed = _models(base_url)
    return None if listed is None else Found(kind, base_url, tuple(str(one["id"]) for one in listed))


def context_length(endpoint: Endpoint, model: str) -> int | None:
    """How many tokens a conversation with this model may have, where its server tells; None else."""
    listed = _models(endpoint.base_url, endpoint.key, proxies=not endpoint.loopback) or []
    entry = next((one for one in listed if one["id"] == model), listed[0] if len(listed) == 1 else {})
    for fields in (entry, entry.get("meta") or {}):
        for name in _LENGTHS:
            if isinstance(fields.get(name), int):
                return int(fields[name])
    return _ollama(endpoint, model) if endpoint.loopback else None


def _ollama(endpoint: Endpoint, model: str) -> int | None:
    """Ollama tells it on a page of its own."""
    address = endpoint.base_url.removesuffix("/v1") + "/api/show"
    found = _json(address, {"model": model})
    described = found.get("model_info") if isinstance(found, dict) else None
    lengths = [value for name, value in (described or {}).items() if name.endswith(".context_length")]
    return int(lengths[0]) if lengths and isinstance(lengths[0], int) else None


def _models(base_url: str, key: str = "", *, proxies: bool = False) -> Sequence[dict[str, Any]] | None:
    """The entries of a server's list of models; None when there is no such list."""
    found = _json(f"{base_url}/models", key=key, proxies=proxies)
    listed = found.get("data") if isinstance(found, dict) else None
    if not isinstance(listed, list):
        return None
    return [one for one in listed if isinstance(one, dict) and one.get("id")]


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A key goes to the configured host or nowhere."""

    def redirect_request(self, *_: Any) -> None:
        """Follows none."""


def _json(
    address: str, body: Mapping[str, Any] | None = None, *, key: str = "", proxies: bool = False
) -> Any:
    """What is at an address, as JSON; None whatever goes wrong."""
    handlers = [_NoRedirect()] if proxies else [_NoRedirect(), urllib.request.ProxyHandler({})]
    headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {key}"} if key else {})
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data=data, headers=headers)  # noqa: S310 - http or https by construction
    try:
        with urllib.request.build_opener(*handlers).open(
            request, timeout=TIMEOUT * (5 if proxies else 1)
        ) as answer:
            return json.loads(answer.read(_MOST))
    except (OSError, ValueError, HTTPException):  # whatever listens there
        return None
