"""Frozen settings from the environment (``ONWARD_…``) and the command line; keys are never printed or stored."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator


class Settings(BaseModel):
    """What can be set.

    ``profile``: the folder that keeps all state. ``engine``: ``auto``, ``embedded`` or a model's name. ``model``: the model that ``auto``
    uses when one is configured. ``base_url``: an OpenAI-compatible endpoint. ``api_key``: for that endpoint. ``timeout``: seconds
    that one request to a model may take. ``keep``: whether rehearsals are kept on disk.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    profile: Path = Field(default_factory=lambda: user_data_path("onward", appauthor=False))
    engine: str = "auto"
    model: str = ""
    base_url: str = ""
    api_key: SecretStr = SecretStr("")
    timeout: float = Field(default=30.0, gt=0, le=600)
    keep: bool = True

    @model_validator(mode="before")
    @classmethod
    def _with_environment(cls, given: Any) -> Any:
        """What was given, and what the environment says of the rest.

        Done by hand: pydantic-settings takes longer to import than a draft takes to score.
        """
        said = {name: os.environ.get(f"ONWARD_{name.upper()}") for name in cls.model_fields}
        return {name: value for name, value in said.items() if value is not None} | dict(given)

    @property
    def engine_name(self) -> str:
        """The engine that results will name: the configured model, or ``embedded``."""
        return (self.model or "embedded") if self.engine == "auto" else self.engine
