"""What is installed and set, what the model can do and how fast, and what would leave this machine."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from importlib.metadata import version
from typing import Any

from assistant import __version__, catalog
from assistant.domain import Prompted
from assistant.errors import OnwardError
from assistant.providers import discovery, probing
from assistant.seams import Progress
from assistant.settings import Settings
from assistant.what_leaves import WHAT_LEAVES, search_sends
from assistant.wiring import Wiring

_LIBRARIES = ("chromadb", "gradio", "onnxruntime", "openai", "sqlalchemy")

Answer = str | tuple[str, Mapping[str, Any]]
"""What a check says, perhaps with the same as values for programs."""


def examine(
    settings: Settings,
    progress: Progress | None = None,
    *,
    notice: Callable[[str], None] | None = None,
    ports: Mapping[int, str] = discovery.USUAL,
) -> list[dict[str, Any]]:
    """Checks in the order a user would want them: ``{"name", "ok", "says"}`` each, some with ``details``.

    :param notice: told what takes a while. :param ports: where model servers of this machine are looked for.
    """
    parts = Wiring(settings, progress, notice=notice)
    checks: tuple[tuple[str, Callable[[], Answer]], ...] = (
        (
            "Onward",
            lambda: f"{__version__} on Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}",
        ),
        ("Libraries", lambda: ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)),
        ("Knowledge", _knowledge),
        ("Engine", lambda: parts.engine_name),
        ("Leaves this machine", partial(_leaves, parts)),
        ("Model", partial(_model, parts)),
        ("Model servers here", partial(_servers, ports)),
        ("Profile", lambda: f"{settings.profile}: {len(parts.store.list())} kept"),
        ("Reading", partial(_reading, parts)),
        ("Search", partial(_search, parts)),
    )
    return [_run(name, check) for name, check in checks]


def _run(name: str, check: Callable[[], Answer]) -> dict[str, Any]:
    try:
        answer = check()
    except OnwardError as problem:
        return {"name": name, "ok": False, "says": str(problem)}
    says, details = (answer, None) if isinstance(answer, str) else answer
    return {"name": name, "ok": True, "says": says} | ({} if details is None else {"details": dict(details)})


def _knowledge() -> str:
    counts = (
        len(catalog.guidance()),
        len(catalog.concerns()),
        len(catalog.temperaments()),
        len(catalog.rubric()),
    )
    return "{} pieces of guidance, {} concerns, {} temperaments, {} rubric elements".format(*counts)


def _leaves(parts: Wiring) -> Answer:
    who = parts.leaves_to
    if who:
        says = f"{WHAT_LEAVES}: to {who}, for the model {parts.engine_name}; everything else stays here"
    elif parts.engine_name == "embedded":
        says = "nothing: the embedded engine opens no connection to another host"
    else:
        says = f"nothing: {parts.engine_name} answers on this machine"
    search = search_sends(parts.settings)
    says = "; ".join([says, *search] if who or not search else search)
    return says, {"to": who or None, "what": WHAT_LEAVES if who else None, "search": search}


def _model(parts: Wiring) -> Answer:
    if parts.engine_name == "embedded":
        return "none is set, and none is needed; docs/models.md says how to use one"
    found = probing.probe(parts.model)
    schema = {
        "kept": "the server keeps it to a JSON Schema",
        "in words": "answers in JSON when asked in words",
        "no": "does not keep to a JSON Schema",
    }[found.schema]
    speed = "" if found.tokens_per_second is None else f", then {found.tokens_per_second:.0f} tokens a second"
    context = (
        "a context of unknown length" if found.context is None else f"a context of {found.context:,} tokens"
    )
    says = (
        f"{'streams' if found.streams else 'answers in one piece'}; {schema}; {context}; "
        f"first words after {found.first_seconds:.1f} s{speed}; {_price(parts)}"
    )
    return says, asdict(found) | {"asked": asdict(parts.spent)}


def _price(parts: Wiring) -> str:
    spent, settings = parts.spent, parts.settings
    tokens = f"{spent.tokens_in + spent.tokens_out} tokens{' (about)' if spent.estimated else ''}"
    if not parts.leaves_to:
        return f"this check took {tokens}"
    if spent.cost is None:
        return (
            f"this check took {tokens}; what they cost is unknown (set ONWARD_PRICE_IN and ONWARD_PRICE_OUT)"
        )
    return (
        f"this check took {tokens}, about ${spent.cost:.4f} at "
        f"${settings.price_in:g} and ${settings.price_out:g} a million in and out"
    )


def _servers(ports: Mapping[int, str]) -> Answer:
    found = discovery.find(ports)
    rows = [asdict(server) for server in found]
    if not found:
        return "none was found at the usual ports of this machine", {"servers": rows}
    listed = "; ".join(
        f"{one.kind} at {one.base_url}: {', '.join(one.models[:8]) or 'no model loaded'}"
        f"{f' and {len(one.models) - 8} more' if len(one.models) > 8 else ''}"
        for one in found
    )
    return listed, {"servers": rows}


def _reading(parts: Wiring) -> str:
    asked = Prompted("Two days a week on the new line.", "coverage", "Who does your job on those days?")
    [reading] = parts.listener.read([(asked, "Sam covers both days, and we try it until the end of May.")])
    return f"the listener answers (level {reading.level}, engine {reading.engine})"


def _search(parts: Wiring) -> str:
    [found] = parts.retriever.search(["What do I do when the answer is not now?"], 3)
    return f"the index answers ({found.passages[0].title})" if found.passages else "the index is empty"
