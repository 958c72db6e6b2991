"""What is installed and set, and what would leave this machine."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from assistant import __version__, catalog
from assistant.domain import Prompted
from assistant.errors import OnwardError
from assistant.seams import Progress
from assistant.settings import Settings
from assistant.wiring import Wiring

_LIBRARIES = ("chromadb", "gradio", "onnxruntime", "openai", "sqlalchemy")


def examine(settings: Settings, progress: Progress | None = None) -> list[dict[str, Any]]:
    """Checks in the order a user would want them: ``{"name", "ok", "says"}`` each."""
    parts = Wiring(settings, progress)
    checks: tuple[tuple[str, Callable[[], str]], ...] = (
        (
            "Onward",
            lambda: f"{__version__} on Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}",
        ),
        ("Libraries", lambda: ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)),
        ("Knowledge", _knowledge),
        ("Engine", lambda: settings.engine_name),
        ("Leaves this machine", lambda: _leaves(settings)),
        ("Profile", lambda: f"{settings.profile}: {len(parts.store.list())} kept"),
        ("Reading", lambda: _reading(parts)),
        ("Search", lambda: _search(parts)),
    )
    return [_run(name, check) for name, check in checks]


def _run(name: str, check: Callable[[], str]) -> dict[str, Any]:
    try:
        return {"name": name, "ok": True, "says": check()}
    except OnwardError as problem:
        return {"name": name, "ok": False, "says": str(problem)}


def _knowledge() -> str:
    counts = (
        len(catalog.guidance()),
        len(catalog.concerns()),
        len(catalog.temperaments()),
        len(catalog.rubric()),
    )
    return "{} pieces of guidance, {} concerns, {} temperaments, {} rubric elements".format(*counts)


def _leaves(settings: Settings) -> str:
    if settings.engine_name == "embedded":
        return "nothing: the embedded engine opens no connection to another host"
    where = settings.base_url or "the provider of that model"
    return f"what is said in a rehearsal goes to {where} for the model {settings.engine_name}; scores, drafts and search stay here"


def _reading(parts: Wiring) -> str:
    asked = Prompted("Two days a week on the new line.", "coverage", "Who does your job on those days?")
    [reading] = parts.listener.read([(asked, "Sam covers both days, and we try it until the end of May.")])
    return f"the listener answers (level {reading.level}, engine {reading.engine})"


def _search(parts: Wiring) -> str:
    [found] = parts.retriever.search(["What do I do when the answer is not now?"], 3)
    return f"the index answers ({found.passages[0].title})" if found.passages else "the index is empty"
