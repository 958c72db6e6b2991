"""Cassettes: what a real model answered, recorded by vcrpy, and played only when it is asked the very same again.

A request is known by its method, path and body. Of a request only the body is kept, of an answer only its content, so no
key, machine or server stands in the file. The first lines of a cassette say which model answered, when, and to which
prompt files; a replay that is asked something else says which of them have changed since.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import prompting
from assistant.errors import EngineError, OnwardError
from assistant.providers import connect
from assistant.settings import Settings

if TYPE_CHECKING:
    from vcr import VCR  # type: ignore[import-untyped]

FOLDER = Path(__file__).parents[1] / "cassettes"
NOWHERE = "http://127.0.0.1:8080/v1"
"""The address that recorded requests bear, wherever the model was."""
_HEADER = re.compile(r"^# (\w+): (.*)$", re.M)
_QUANTISATION = re.compile(r"(?:^|[-_.])((?:i?q\d\w*|bf16|f16|f32|fp8|awq|gptq)(?:_\w+)*)$", re.I)


class StaleCassette(OnwardError):
    """What is asked today is not what was recorded."""

    code = "stale_cassette"


@dataclass(frozen=True)
class Header:
    """What a cassette says of itself. ``prompts``: prompt files by name, and the beginning of each one's fingerprint."""

    model: str
    quantisation: str
    recorded: str
    prompts: dict[str, str]

    @property
    def text(self) -> str:
        """The first lines of the file."""
        prompts = " ".join(f"{name}={mark}" for name, mark in sorted(self.prompts.items()))
        return (
            "# Answers of a real model, as they came; never edited. Made by python -m evals.record.\n"
            f"# model: {self.model}\n# quantisation: {self.quantisation}\n# recorded: {self.recorded}\n# prompts: {prompts}\n"
        )

    @classmethod
    def of(cls, path: Path) -> Header:
        """The header of the cassette at ``path``; ``StaleCassette`` where there is none."""
        if not path.is_file():
            raise StaleCassette(f"The cassette evals/cassettes/{path.name} is missing. {again(path.stem)}")
        with path.open(encoding="utf-8") as file:
            found = dict(_HEADER.findall("".join(next(file, "") for _ in range(6))))
        prompts = dict(part.split("=", 1) for part in found.get("prompts", "").split())
        return cls(found.get("model", ""), found.get("quantisation", ""), found.get("recorded", ""), prompts)


def again(name: str) -> str:
    """How the cassette ``name`` is recorded anew."""
    return f"Record it: python -m evals.record {name} --base-url http://127.0.0.1:8080/v1 --model NAME (docs/evals.md)."


def player() -> VCR:
    """Records and plays by method, path and body."""
    import vcr

    return vcr.VCR(
        match_on=["method", "path", "body"],
        decode_compressed_response=True,
        before_record_request=_bare,
        before_record_response=_plain,
    )


@contextmanager
def recording(
    path: Path, base_url: str, model: str, prompts: Sequence[str], *, refused: int, timeout: float
) -> Iterator[Watched]:
    """A real model whose answers become the cassette at ``path``, once everything has been asked and answered.

    :param prompts: the prompt files that make the requests, such as ``speaking/manager``.
    :param refused: how many requests the server is meant to refuse. :param timeout: seconds for one answer.
    :raises StaleCassette: the model could not be reached or broke off; the old cassette stays as it was.
    """
    watched = Watched(Settings(engine=model, base_url=base_url, timeout=timeout))
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / path.name
        with player().use_cassette(str(fresh), record_mode="all"), suppress(EngineError):
            yield watched
        if len(watched.failed) != refused:
            why = next(iter(watched.failed), "the server refused nothing")
            raise StaleCassette(f"{path.name} was not recorded: {why}")
        header = Header(model, quantisation(model), f"{datetime.now(UTC):%Y-%m-%d}", fingerprints(prompts))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(header.text + fresh.read_text(encoding="utf-8"), encoding="utf-8")


@contextmanager
def playing(path: Path, prompts: Sequence[str], refused: int = 0) -> Iterator[Watched]:
    """The model of the cassette at ``path``, answering as it did.

    :raises StaleCassette: afterwards, when something was asked that was not recorded, or not asked that was.
    """
    header = Header.of(path)
    watched = Watched(Settings(engine=header.model, base_url=NOWHERE, timeout=60))
    with player().use_cassette(str(path), record_mode="none") as cassette, suppress(EngineError):
        yield watched  # a stage that lets a failure through has been asked something else, as ``failed`` tells
    if len(watched.failed) != refused or not cassette.all_played:
        raise StaleCassette(_stale(path, header, fingerprints(prompts)))


def fingerprints(prompts: Sequence[str]) -> dict[str, str]:
    """The first twelve digits of each prompt file's fingerprint."""
    return {name: prompting.load(*name.split("/")).fingerprint[:12] for name in prompts}


def quantisation(model: str) -> str:
    """What a model's name tells of its quantisation, such as ``Q4_K_M``; "not named" where it tells nothing."""
    found = _QUANTISATION.search(model.removesuffix(".gguf"))
    return found[1].upper() if found else "not named"


def _stale(path: Path, header: Header, today: dict[str, str]) -> str:
    changed = [name for name, mark in today.items() if header.prompts.get(name) != mark]
    why = (
        f"{', '.join(f'prompts/{name}.md' for name in changed)} changed since"
        if changed
        else "its cases, or how a request is laid out, changed since"
    )
    return f"evals/cassettes/{path.name} no longer holds what is asked: {why}. {again(path.stem)}"


class Watched:
    """Implements :class:`assistant.seams.ChatModel`; ``failed``: why answers did not come, in order."""

    def __init__(self, settings: Settings, failed: list[str] | None = None) -> None:
        self._settings, self._model = settings, connect(settings)
        self.failed: list[str] = [] if failed is None else failed

    def elsewhere(self, page: str) -> Watched:
        """The same server at another page of it, where no model is."""
        address = self._settings.base_url.rpartition("/")[0] + page
        return Watched(self._settings.model_copy(update={"base_url": address}), self.failed)

    def without(self, *extras: str) -> Watched:
        """The same as a server that does not accept these extras (``openai_compatible.EXTRAS``)."""
        found = Watched(self._settings, self.failed)
        found._model.source.refused = frozenset(extras)  # type: ignore[attr-defined]
        return found

    @property
    def id(self) -> str:
        """The model's name."""
        return self._model.id

    def stream(
        self,
        messages: Any,
        *,
        max_tokens: int,
        schema: Any = None,
        told: Any = None,
    ) -> Iterator[str]:
        """The answer of the model."""
        try:
            yield from self._model.stream(messages, max_tokens=max_tokens, schema=schema, told=told)
        except OnwardError as error:
            self.failed.append(str(error))
            raise


def _bare(request: Any) -> Any:
    """A request without its headers and its host."""
    request.headers = {"content-type": "application/json"}
    request.uri = NOWHERE + request.path[request.path.rindex("/chat/") :]  # an API may lie deeper elsewhere
    return request


def _plain(response: Any) -> Any:
    """An answer without the headers that tell of a server."""
    response["headers"] = {
        name: value for name, value in response["headers"].items() if name.lower() == "content-type"
    }
    return response
