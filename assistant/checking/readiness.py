"""What to have ready before the talk, and what would make it safer, for the traits of a scenario.

The words are data: ``knowledge/readiness.toml``. Nothing here changes a verdict or stops anybody.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from assistant import catalog
from assistant.domain import READINESS, Pointer, Ready
from assistant.errors import CatalogError


def readiness(held: frozenset[str]) -> tuple[Ready, ...]:
    """The whole list in its order, with what the traits make most needed."""
    return tuple(
        Ready(item["id"], item["title"], item["what"], tuple(item["guidance"]), _holds(item, held))
        for item in _data()["item"]
    )


def safer(held: frozenset[str]) -> tuple[Pointer, ...]:
    """What the traits make advisable before going ahead, the gravest first."""
    return tuple(
        Pointer(piece["guidance"], piece["what"]) for piece in _data()["safer"] if _holds(piece, held)
    )


def _holds(piece: Mapping[str, Any], held: frozenset[str]) -> bool:
    return any(held.issuperset(alternative) for alternative in piece["when"])


@cache
def _data() -> Mapping[str, Sequence[Mapping[str, Any]]]:
    path = catalog.data_root() / "knowledge" / "readiness.toml"
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        _verify(found)
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise CatalogError(f"{path.name}: {error}") from error
    return found


def _verify(found: Mapping[str, Any]) -> None:
    """Raises ``ValueError`` or ``KeyError`` for a list that is not the one the ledger keeps, or for unknown guidance."""
    ids = tuple(item["id"] for item in found["item"])
    if ids != READINESS:
        raise ValueError(f"the items must be {', '.join(READINESS)}, in this order, not {', '.join(ids)}")
    cited = {gid for item in found["item"] for gid in item["guidance"]} | {
        piece["guidance"] for piece in found["safer"]
    }
    if unknown := sorted(cited - catalog.guidance().keys()):
        raise ValueError(f"there is no guidance {', '.join(unknown)}")
