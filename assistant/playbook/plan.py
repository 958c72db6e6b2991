"""What belongs into a handbook for one user: which chapters, which pieces, and why each is there.

In: the scenario (or none), its clearance, and ``knowledge/playbook.toml``. Out: :class:`Plan`, which
:mod:`assistant.playbook.text` puts into words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant import catalog
from assistant.domain import CIRCUMSTANCES, Clearance, Guidance, Scenario
from assistant.errors import CatalogError

_WORRIES = 5
_DISTANT = frozenset({"remote", "hybrid"})
_LEAVING = frozenset({"considering_leaving"})


@dataclass(frozen=True)
class Chapter:
    """One chapter: its pieces in reading order; ``worries``: concern ids that it deals with one by one."""

    title: str
    lead: str
    pieces: tuple[Guidance, ...]
    worries: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """The chapters, for whom they are, and why pieces were called for.

    ``circumstances``: of :data:`CIRCUMSTANCES`. ``called``: the guidance that the case calls for. ``because``: by guidance id, why this case calls for the piece.
    ``disputes``: pairs of pieces on which the sources disagree, both of them in the chapters.
    """

    chapters: tuple[Chapter, ...]
    circumstances: frozenset[str]
    called: frozenset[str]
    because: Mapping[str, str]
    disputes: tuple[tuple[Guidance, Guidance], ...]


def plan(scenario: Scenario | None, clearance: Clearance | None, cued: Iterable[str] = ()) -> Plan:
    """The handbook's plan.

    :param scenario: the user's case; None for the handbook that leaves nothing out. :param clearance: what ``check``
        said of it. :param cued: concern ids that the scenario brings up by name; they come first.
    """
    table = catalog.table("playbook")
    called = {pointer.guidance_id: pointer.because for pointer in _pointers(clearance)}
    held = circumstances(scenario)
    chapters = tuple(
        Chapter(row["title"], row["lead"], pieces, _worries(scenario, cued) if row.get("worries") else ())
        for row in table["chapters"]
        if (pieces := _pieces(row, scenario, held, called))
    )
    return Plan(chapters, held, frozenset(called), _because(called, table["because"]), _disputes(chapters))


def circumstances(scenario: Scenario | None) -> frozenset[str]:
    """Which of :data:`CIRCUMSTANCES` hold for the user."""
    if scenario is None:
        return frozenset()
    found = set(scenario.special) & set(CIRCUMSTANCES)
    found |= {"small_company"} if scenario.user.size == "small" else set()
    found |= {"remote"} if scenario.user.work_mode in _DISTANT else set()
    found |= {"low_trust"} if scenario.manager.trust == "low" else set()
    found |= {"leaving"} if _LEAVING & set(scenario.special) else set()
    return frozenset(found)


def _pointers(clearance: Clearance | None) -> tuple[Any, ...]:
    return (*clearance.warnings, *clearance.advice) if clearance else ()


def _pieces(
    row: Mapping[str, Any],
    scenario: Scenario | None,
    held: frozenset[str],
    called: Mapping[str, frozenset[str]],
) -> tuple[Guidance, ...]:
    """The pieces of a chapter that concern this user; all of them when there is no scenario."""
    known = catalog.guidance()
    if missing := [gid for gid in row["pieces"] if gid not in known]:
        raise CatalogError(f"playbook.toml: {row['title']}: there is no guidance {', '.join(missing)}.")
    pieces = tuple(known[gid] for gid in row["pieces"])
    if scenario is None or (not row.get("only") and not row.get("only_called_for")):
        return pieces
    if row.get("only_called_for"):
        return tuple(piece for piece in pieces if piece.ids[0] in called)
    true = {f"mode:{scenario.user.work_mode}", *(["leaving"] if "leaving" in held else [])}
    true |= {trait for reasons in called.values() for trait in reasons}
    return pieces if true & set(row["only"]) else ()


def _worries(scenario: Scenario | None, cued: Iterable[str]) -> tuple[str, ...]:
    """What this manager is likely to worry about, the likeliest first; every worry when there is no scenario."""
    types = catalog.concerns()
    if scenario is None:
        return tuple(types)
    temperament = catalog.temperaments()[scenario.manager.temperament]
    return tuple(dict.fromkeys([*cued, *temperament.favours]))[:_WORRIES]


def _because(called: Mapping[str, frozenset[str]], words: Mapping[str, str]) -> dict[str, str]:
    reasons = {
        gid: [words[trait] for trait in sorted(traits) if trait in words] for gid, traits in called.items()
    }
    return {gid: " and ".join(dict.fromkeys(found)) for gid, found in reasons.items() if found}


def _disputes(chapters: Iterable[Chapter]) -> tuple[tuple[Guidance, Guidance], ...]:
    known = catalog.guidance()
    held = [piece for chapter in chapters for piece in chapter.pieces]
    pairs = {
        frozenset((piece.ids[0], other)): (piece, known[other])
        for piece in reversed(held)
        for other in piece.differs
    }
    return tuple(reversed(pairs.values()))
