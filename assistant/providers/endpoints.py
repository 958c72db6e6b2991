"""Where a model of a given name is served: the rules for names and addresses."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from assistant.errors import EngineError
from assistant.settings import Settings

HOSTED = "https://api.openai.com/v1"
OLLAMA = "http://127.0.0.1:11434/v1"

_NAME = re.compile(r"[A-Za-z0-9][\w.:/@+-]{0,119}")
_HOSTED_NAME = re.compile(r"(?:gpt-|chatgpt-|o\d)")
_WAYS = (
    "Use 'embedded', 'ollama/NAME' for a model in Ollama, 'local:/path/model.gguf' for a model file, 'gpt-…' for the OpenAI "
    "service, or set ONWARD_BASE_URL to the address of the server that has this model ('onward doctor' finds those of this machine)."
)


@dataclass(frozen=True)
class Place:
    """Where a model is served, and under which name. ``loopback``: on this machine. ``hosted``: by OpenAI itself."""

    wire_name: str
    base_url: str

    @property
    def host(self) -> str:
        """Host and port, as shown to people; keys are kept under it."""
        return urlsplit(self.base_url).netloc

    @property
    def loopback(self) -> bool:
        """Whether it is on this machine."""
        host = urlsplit(self.base_url).hostname or ""
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host == "localhost" or host.endswith(".localhost")

    @property
    def hosted(self) -> bool:
        """Whether it is the OpenAI service itself."""
        return urlsplit(self.base_url).hostname == urlsplit(HOSTED).hostname


def place(settings: Settings) -> Place:
    """Where the model that the settings name is served.

    :raises EngineError: for a name or an address that cannot work, with what to do instead.
    """
    name = settings.engine_name.strip()
    if name == "embedded" or not _NAME.fullmatch(name):
        raise EngineError(f"{name[:60]!r} is not the name of a model. {_WAYS}")
    wire_name = name.removeprefix("ollama/")
    if settings.base_url:
        return Place(wire_name, _address(settings.base_url))
    if wire_name != name and wire_name:
        return Place(wire_name, OLLAMA)
    if _HOSTED_NAME.match(name):
        return Place(name, HOSTED)
    raise EngineError(f"No server is known for the model {name!r}. {_WAYS}")


def _address(base_url: str) -> str:
    """The address in one form; credentials in it are refused because addresses are shown and logged."""
    wrong = "ONWARD_BASE_URL must be an address such as http://127.0.0.1:8080/v1"
    try:
        parts = urlsplit(base_url.strip())
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        raise EngineError(f"{wrong}; this one cannot be read.") from None
    if parts.username is not None or parts.password is not None:
        raise EngineError(
            f"{wrong}, without a name or password in it; give the key with 'onward model set-key' or as ONWARD_API_KEY."
        )
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or not port_is_fine
        or parts.query
        or parts.fragment
    ):
        raise EngineError(f"{wrong}: http or https, a host, and the path before /chat/completions.")
    return parts.geturl().rstrip("/")
