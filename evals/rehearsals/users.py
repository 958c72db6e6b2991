"""Scripted users as data (``users/*.toml``), and how one of them answers a manager's turn.

A script holds lines by situation; which situation it is follows from what the manager just did, never from the
reading of the user's own words, so a script cannot know what the listener made of it.
"""

from __future__ import annotations

import json
import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.domain import CONCERNS, Move, Scenario, Turn
from assistant.errors import InputError
from assistant.scenario import load_scenario

HERE = Path(__file__).parent
SITUATIONS = ("opening", "result", "ask", "probing", "pressing", "closing", "fallback")
_NEEDED = ("opening", "ask", "fallback")


@dataclass(frozen=True)
class Script:
    """One scripted user.

    ``replies`` are the lines by concern (``any`` for all), ``helped`` those said after asking for a hint;
    ``may_win`` is False where no fair manager gives in to this conduct.
    """

    id: str
    kind: str
    may_win: bool
    scenario: Scenario
    lines: Mapping[str, tuple[str, ...]]
    replies: Mapping[str, tuple[str, ...]]
    helped: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Line:
    """What the user says next; ``after_hint`` when they ask for a hint first and follow it."""

    text: str
    after_hint: bool = False


class Speaker:
    """One scripted user in one talk: remembers what was said, and draws the wording by ``seed``."""

    def __init__(self, script: Script, seed: int) -> None:
        self._script = script
        self._draw = random.Random(f"{seed}/{script.id}")
        self._left = {
            (group, name): self._shuffled(lines)
            for group, table in (
                ("lines", script.lines),
                ("replies", script.replies),
                ("helped", script.helped),
            )
            for name, lines in table.items()
        }
        self._answered: set[str] = set()
        self._vague = False

    def answer(self, turn: Turn) -> Line:
        """The user's next words to the manager's ``turn``."""
        move, concern = turn.decision.move, turn.state.current
        if move is Move.GREET:
            return Line(self._next("opening"))
        if move is Move.PROBE:
            return Line(self._next("result", "ask", "probing"))
        if move is Move.ASK_NEXT_STEPS:
            return Line(self._next("closing"))
        if concern is None:
            return Line(self._next())
        if self._vague and self._left.get(("helped", concern)):
            self._vague = False
            return Line(self._left["helped", concern].pop(), after_hint=True)
        self._vague = bool(self._script.helped)
        again = concern in self._answered
        self._answered.add(concern)
        pools = [("replies", concern), ("lines", "pressing")] if again else [("replies", concern)]
        if move is Move.PRESS:
            pools.reverse()
        return Line(self._take([*pools, ("replies", "any")]))

    def _next(self, *situations: str) -> str:
        return self._take([("lines", name) for name in situations])

    def _take(self, pools: Sequence[tuple[str, str]]) -> str:
        """A line of the first pool that still has one, else of the fallback, which starts over when it is used up."""
        for pool in (*pools, ("lines", "fallback")):
            if self._left.get(pool):
                return self._left[pool].pop()
        self._left["lines", "fallback"] = self._shuffled(self._script.lines["fallback"])
        return self._left["lines", "fallback"].pop()

    def _shuffled(self, lines: Sequence[str]) -> list[str]:
        return self._draw.sample(lines, len(lines))


@cache
def scripts() -> Mapping[str, Script]:
    """All scripted users by id (the file's stem); :class:`InputError` names a file that is malformed."""
    return {path.stem: _script(path) for path in sorted((HERE / "users").glob("*.toml"))}


def chosen(names: Sequence[str]) -> list[Script]:
    """The scripts of these ids, or all when there are none; :class:`InputError` for an unknown id."""
    known = scripts()
    if unknown := [name for name in names if name not in known]:
        raise InputError(f"There is no scripted user {unknown[0]!r}. Choose among {', '.join(known)}.")
    return [known[name] for name in names] if names else list(known.values())


@cache
def scenario(name: str) -> Scenario:
    """The scenario ``scenarios/<name>.json``."""
    text = (HERE / "scenarios" / f"{name}.json").read_text(encoding="utf-8")
    return load_scenario(json.loads(text))[0]


def _script(path: Path) -> Script:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    replies, helped = table.get("replies", {}), table.get("helped", {})
    if missing := [name for name in _NEEDED if not table.get(name)]:
        raise InputError(f"{path.name} has no lines for {missing[0]!r}.")
    if unknown := ({*replies, *helped} - {"any", *CONCERNS}):
        raise InputError(f"{path.name} answers {min(unknown)!r}, which is no concern.")
    return Script(
        id=path.stem,
        kind=table["kind"],
        may_win=table["may_win"],
        scenario=scenario(table["scenario"]),
        lines={name: tuple(table.get(name, ())) for name in SITUATIONS},
        replies=_frozen(replies),
        helped=_frozen(helped),
    )


def _frozen(table: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(lines) for name, lines in table.items()}
