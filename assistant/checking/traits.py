"""What is true of a scenario, as a set of trait names (docs/architecture.md, "Traits of a scenario").

In: a scenario, and whether its ask names a defined change. Out: traits such as ``trust:low`` or ``ask:move``.
The words that give a trait away are data: ``knowledge/traits.toml`` and the cues of ``knowledge/concerns``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from assistant import catalog
from assistant.domain import Note, Scenario
from assistant.errors import CatalogError

_MANY_OPTIONS = 4
_ENOUGH_OUTCOMES = 2
_STAYING_PUT = frozenset({"ask:grow_in_place", "ask:terms"})


def traits(scenario: Scenario, *, names_change: bool) -> frozenset[str]:
    """Every trait that holds.

    :param names_change: whether the ask names a defined change (rubric element ``change``).
    """
    found = {"always", f"trust:{scenario.manager.trust}", f"temperament:{scenario.manager.temperament}"}
    found |= {f"size:{scenario.user.size}"} if scenario.user.size else set()
    found |= {f"mode:{scenario.user.work_mode}"} if scenario.user.work_mode else set()
    found |= (
        _special(scenario)
        | _concerns(scenario)
        | _ask(scenario.preferred_ask, names_change)
        | _evidence(scenario.evidence)
    )
    if {"special:considering_leaving", "ask:exit"} & found:
        found.add("leaving")
    if scenario.meeting.date:
        found.add("meeting:set")
    if scenario.contract:
        found.add("contract:given")
    if len(scenario.options) >= _MANY_OPTIONS:
        found.add("options:many")
    return frozenset(found)


def kinds(ask: str) -> frozenset[str]:
    """What kinds of change an ask speaks of: names of the table ``ask`` in ``traits.toml``, several or none."""
    return frozenset(_matching("ask", ask))


def _special(scenario: Scenario) -> set[str]:
    """The circumstances that are ticked, and those that the tenure mentions."""
    ticked = {re.sub(r"[\s-]+", "_", name.strip().lower()) for name in scenario.special}
    mentioned = _matching("special", scenario.user.tenure)
    return {f"special:{name}" for name in ticked | mentioned}


def _concerns(scenario: Scenario) -> set[str]:
    text = _plain(". ".join([*(note.text for note in scenario.constraints), scenario.preferred_ask]))
    return {f"concern:{name}" for name, pattern in _concern_patterns().items() if pattern.search(text)}


def _ask(ask: str, names_change: bool) -> set[str]:
    kinds = {f"ask:{kind}" for kind in _matching("ask", ask)}
    if not names_change:
        return kinds | {"ask:undefined"}
    # A change that is none of the others keeps the job and shifts what is in it.
    return kinds if kinds - _STAYING_PUT else kinds | {"ask:grow_in_place"}


def _evidence(notes: Iterable[Note]) -> set[str]:
    kinds = [_matching("evidence", note.text) for note in notes]
    found = {"evidence:numbers"} if any("numbers" in kind for kind in kinds) else {"evidence:unmeasured"}
    if sum("outcomes" in kind for kind in kinds) < _ENOUGH_OUTCOMES:
        found.add("evidence:thin")
    return found


def _matching(table: str, text: str) -> set[str]:
    """The names in one table of ``traits.toml`` whose words stand in the text and are not negated."""
    plain = _plain(text)
    negated = _negated()
    return {
        name
        for name, pattern in _patterns()[table].items()
        if any(not negated.search(plain[: match.start()]) for match in pattern.finditer(plain))
    }


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())


@cache
def _data() -> Mapping[str, Any]:
    path = catalog.data_root() / "knowledge" / "traits.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise CatalogError(f"{path.name}: {error}") from error


@cache
def _patterns() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    tables = {key: value for key, value in _data().items() if isinstance(value, dict)}
    return {key: {name: _any_of(words) for name, words in table.items()} for key, table in tables.items()}


@cache
def _negated() -> re.Pattern[str]:
    """A negator at the end of a text, with at most three words and no punctuation after it."""
    return re.compile(rf"\b{_data()['negators']}(?: [\w'-]+){{0,3}} $")


@cache
def _concern_patterns() -> Mapping[str, re.Pattern[str]]:
    """Cues are plain words; they also match with an ending (freeze, freezes; rule, rules)."""
    return {
        name: _any_of([re.escape(cue.lower()) + r"(?:s|es|d|ed|ing)?" for cue in concern.cues])
        for name, concern in catalog.concerns().items()
    }


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    try:
        return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")
    except re.error as error:
        raise CatalogError(f"traits.toml: {error} in {error.pattern!r}.") from error
