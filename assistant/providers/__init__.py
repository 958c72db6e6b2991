"""Language models by name: settings in, a :class:`assistant.seams.ChatModel` out.

    gpt-…, chatgpt-…, o3…     the hosted OpenAI service (needs a key)
    ollama/NAME               Ollama on this machine
    any name, with base_url   any OpenAI-compatible server: LM Studio, llama.cpp, vLLM, an organisation's own

Nothing is contacted here: a model is reached when it is first asked to speak.
"""

from __future__ import annotations

import ipaddress
import os
import re
from urllib.parse import urlsplit

from assistant.errors import EngineError
from assistant.providers.openai_compatible import Endpoint, OpenAICompatible
from assistant.seams import ChatModel
from assistant.settings import Settings

HOSTED = "https://api.openai.com/v1"
OLLAMA = "http://127.0.0.1:11434/v1"

_NAME = re.compile(r"[A-Za-z0-9][\w.:/@+-]{0,119}")
_HOSTED_NAME = re.compile(r"(?:gpt-|chatgpt-|o\d)")
_WAYS = (
    "Use 'embedded', 'ollama/NAME' for a model in Ollama, 'gpt-…' for the OpenAI service, "
    "or set ONWARD_BASE_URL to the address of the server that has this model."
)


def connect(settings: Settings) -> ChatModel:
    """The model that the settings name, ready to be asked.

    :raises EngineError: for a name, an address or a key that cannot work, with what to do instead.
    """
    name = settings.engine_name.strip()
    if name.startswith("local:"):
        raise EngineError(
            "A model file cannot be opened directly yet; a later version of Onward will. Until then serve it with "
            "llama.cpp or Ollama, and name it with ONWARD_MODEL and ONWARD_BASE_URL."
        )
    if name == "embedded" or not _NAME.fullmatch(name):
        raise EngineError(f"{name[:60]!r} is not the name of a model. {_WAYS}")
    wire_name = name.removeprefix("ollama/")
    if settings.base_url:
        base_url = _address(settings.base_url)
    elif wire_name != name and wire_name:
        base_url = OLLAMA
    elif _HOSTED_NAME.match(name):
        base_url = HOSTED
    else:
        raise EngineError(f"No server is known for the model {name!r}. {_WAYS}")
    hosted = urlsplit(base_url).hostname == urlsplit(HOSTED).hostname
    endpoint = Endpoint(base_url, _key(settings, hosted), _is_loopback(base_url), hosted)
    return OpenAICompatible(name, wire_name, endpoint, settings.timeout)


def _address(base_url: str) -> str:
    """The address in one form; credentials in it are refused because addresses are shown and logged."""
    wrong = "ONWARD_BASE_URL must be an address such as http://127.0.0.1:8080/v1"
    try:
        parts = urlsplit(base_url.strip())
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        raise EngineError(f"{wrong}; this one cannot be read.") from None
    if parts.username is not None or parts.password is not None:
        raise EngineError(f"{wrong}, without a name or password in it; give the key as ONWARD_API_KEY.")
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or not port_is_fine
        or parts.query
        or parts.fragment
    ):
        raise EngineError(f"{wrong}: http or https, a host, and the path before /chat/completions.")
    return parts.geturl().rstrip("/")


def _key(settings: Settings, hosted: bool) -> str:
    """The key for this endpoint; OPENAI_API_KEY goes to the service that it belongs to and nowhere else."""
    key = settings.api_key.get_secret_value().strip()
    if hosted and not key:
        key = os.environ.get("OPENAI_API_KEY", "").strip()
    if hosted and not key:
        raise EngineError(
            "The OpenAI service needs a key. Set ONWARD_API_KEY, or use 'embedded' or 'ollama/NAME'."
        )
    if key and not re.fullmatch(r"[!-~]+", key):
        raise EngineError(
            "The key in ONWARD_API_KEY has characters that no key has. Copy it again, without blanks."
        )
    return key


def _is_loopback(base_url: str) -> bool:
    host = urlsplit(base_url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
