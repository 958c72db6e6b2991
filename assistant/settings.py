"""Frozen settings: from the command line, else the environment (``ONWARD_…``), else the profile; keys are never stored."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from assistant.errors import StoreError

FILE = "settings.json"
CHOSEN = ("model", "base_url", "timeout", "price_in", "price_out")
"""What the profile may keep: the chosen model and what belongs to it. No key is among it."""


def default_profile() -> Path:
    """The user data folder of this account."""
    return user_data_path("onward", appauthor=False)


class Settings(BaseModel):
    """What can be set.

    ``profile``: the folder that keeps all state. ``engine``: ``auto``, ``embedded`` or a model's name. ``model``: the model that ``auto``
    uses when one is configured. ``base_url``: an OpenAI-compatible endpoint. ``api_key``: for that endpoint. ``timeout``: seconds
    that one request to a model may take. ``price_in`` and ``price_out``: US dollars for a million tokens of prompts and of
    answers, for the estimate of what a model costs. ``keep``: whether rehearsals are kept on disk.
    ``embeddings``: a model of sentence vectors at ``embeddings_url`` (OpenAI-compatible), with ``embeddings_key``; the embedded
    one when empty. ``chroma_url``: a Chroma server, with ``chroma_token``; the profile's own index when empty.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    profile: Path = Field(default_factory=default_profile)
    engine: str = "auto"
    model: str = ""
    base_url: str = ""
    api_key: SecretStr = SecretStr("")
    timeout: float = Field(default=30.0, gt=0, le=600)
    price_in: float | None = Field(default=None, ge=0, le=10_000)
    price_out: float | None = Field(default=None, ge=0, le=10_000)
    keep: bool = True
    embeddings: str = ""
    embeddings_url: str = ""
    embeddings_key: SecretStr = SecretStr("")
    chroma_url: str = ""
    chroma_token: SecretStr = SecretStr("")

    @model_validator(mode="before")
    @classmethod
    def _with_the_rest(cls, given: Any) -> Any:
        """What was given, what the environment says of the rest, and what the profile says of the chosen model.

        Done by hand: pydantic-settings takes longer to import than a draft takes to score.
        """
        environment = {name: os.environ.get(f"ONWARD_{name.upper()}") for name in cls.model_fields}
        said: dict[str, Any] = {name: value for name, value in environment.items() if value is not None}
        said |= given
        kept = chosen(Path(said.get("profile") or default_profile()))
        engine = said.get("engine", "auto")
        named = said.get("model", kept.get("model")) if engine == "auto" else engine
        # An address and prices belong to the model that they were kept with, and to no other.
        return (kept if named == kept.get("model") else {}) | said

    @property
    def remote_search(self) -> bool:
        """Whether search may use another model or server: not where the embedded engine was asked for by name."""
        return self.engine != "embedded"

    @property
    def engine_name(self) -> str:
        """The engine that results will name: the configured model, or ``embedded``."""
        return (self.model or "embedded") if self.engine == "auto" else self.engine


def chosen(profile: Path) -> dict[str, Any]:
    """The model that the profile keeps, with what belongs to it; empty when none was chosen.

    :raises StoreError: the file is there and cannot be read.
    """
    path = profile / FILE
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise StoreError(
            f"The settings in {path} cannot be read. Choose a model anew: 'onward model use NAME'."
        ) from error
    return {name: found[name] for name in CHOSEN if name in found} if isinstance(found, dict) else {}


def choose(profile: Path, choice: Mapping[str, Any]) -> None:
    """Keeps a model and what belongs to it in the profile; an empty choice means ``embedded`` again."""
    path = profile / FILE
    try:
        if not choice:
            path.unlink(missing_ok=True)
            return
        profile.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        kept = {name: choice[name] for name in CHOSEN if choice.get(name) not in (None, "")}
        fresh.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        raise StoreError(f"The settings cannot be written to {path} ({error.strerror}).") from error
