"""The embedded voice: a decision worded from written lines, taking up the user's own words.

A turn is up to three parts: what the manager takes up (remark), what became of the worry on the table
(reaction), and what the manager does now (move). Each part draws a line that was not said in this session
and whose slots are known; lines that take up the user's words come first, but not every time.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.domain import ConcernType, Decision, Line, Move, Scenario, Temperament, Turn, Utterance
from assistant.speaking.room import slots

MOST_WORDS = 45
_CONCERN_KEYS = {
    Move.RAISE: "raise",
    Move.PRESS: "press",
    Move.EASE: "ease",
    Move.SETTLE: "settle",
    Move.REOPEN: "reopen",
}
_TAKES_UP = frozenset({"date", "amount", "person", "phrase", "earlier_date", "earlier_person"})
_OWN, _ECHO = 2.5, 1.2
"""How much likelier than another line one is that only this manager says, and one that takes up the user's words."""


@dataclass(frozen=True)
class _Part:
    lines: tuple[Line, ...]
    lead: tuple[Line, ...] = ()


class EmbeddedVoice:
    """Implements :class:`assistant.seams.Voice` with ``knowledge/concerns`` and ``knowledge/temperaments``."""

    def __init__(self, types: Mapping[str, ConcernType], temperaments: Mapping[str, Temperament]) -> None:
        self._types, self._temperaments = types, temperaments

    def speak(
        self, scenario: Scenario, turns: Sequence[Turn], said: str | None, decision: Decision, seed: int
    ) -> Utterance:
        """The manager's words for ``decision``, at most 45 of them."""
        temperament = self._temperaments[scenario.manager.temperament]
        draw = random.Random(f"{seed}/{len(turns)}/voice")
        used = {line for turn in turns for line in turn.utterance.lines}
        values = slots(scenario, turns, said, decision.conditions[0] if decision.conditions else None)
        spoken: list[tuple[str, str]] = []
        parts = list(self._parts(decision, temperament, scenario, draw))
        for part in parts:
            line = _pick(part.lines, temperament.id, values, used, draw)
            if line is None:
                continue
            wants_lead = part.lead and len(parts) < 3 and draw.random() < 0.5
            lead = _pick(part.lead, temperament.id, values, used, draw) if wants_lead else None
            for chosen in (lead, line):
                if chosen is not None:
                    used.add(chosen.id)
                    spoken.append((chosen.id, chosen.text.format(**values)))
                    # One use of the user's words in a turn sounds attentive, two sound like a parrot.
                    if chosen.slots & _TAKES_UP:
                        values = {key: value for key, value in values.items() if key not in _TAKES_UP}
        if not spoken:  # every fitting line was said in this talk already
            spoken = [self._spare(temperament, decision, values, used, draw)]
        spoken = _within(spoken)
        return Utterance(_join(text for _, text in spoken), tuple(line_id for line_id, _ in spoken))

    def _parts(
        self, decision: Decision, temperament: Temperament, scenario: Scenario, draw: random.Random
    ) -> Iterable[_Part]:
        lines = temperament.lines
        remark = f"on_{decision.remark}"
        reaction = decision.reaction
        # Praise and "that is settled" say the same thing; one of them is enough.
        if decision.remark == "strong" and reaction is not None and reaction.move is Move.SETTLE:
            remark, reaction = (remark, None) if draw.random() < 0.4 else ("", reaction)
        if remark in lines:
            yield _Part(lines[remark])
        if reaction is not None:
            yield self._concern_part(reaction.move, reaction.concern, lines)
        if decision.move in _CONCERN_KEYS and decision.concern is not None:
            if (
                decision.move is Move.RAISE
                and decision.reaction is None
                and not decision.remark
                and draw.random() < 0.6
            ):
                yield _Part(lines["heard_ask"])
            if decision.move is Move.PRESS and draw.random() < 0.25:
                yield _Part(tuple(line for line in lines["recall"] if line.slots))
            yield self._concern_part(decision.move, decision.concern, lines)
        elif decision.move is Move.PROBE:
            yield _Part(lines["probe_open" if decision.remark == "open" else "probe"])
        elif decision.move is Move.GREET:
            remote = scenario.user.work_mode == "remote" and draw.random() < 0.6
            yield _Part(lines["greet_remote" if remote else "greet"])
        else:
            yield _Part(lines[decision.move.value])

    def _spare(
        self,
        temperament: Temperament,
        decision: Decision,
        values: Mapping[str, str],
        used: set[str],
        draw: random.Random,
    ) -> tuple[str, str]:
        """A line that can be said to anything; one that was said before only where none is left."""
        groups = [temperament.lines["on_question"], temperament.lines["recall"], temperament.lines["probe"]]
        if decision.concern is not None:
            groups.insert(0, self._types[decision.concern].lines["press"])
        for known in (used, set[str]()):
            for group in groups:
                if line := _pick(group, temperament.id, values, known, draw):
                    return line.id, line.text.format(**values)
        raise AssertionError(
            "the knowledge has no lines without slots; tests/test_temperaments.py holds that it has"
        )

    def _concern_part(self, move: Move, concern: str, lines: Mapping[str, tuple[Line, ...]]) -> _Part:
        if move is Move.OFFER_IDEA:
            return _Part(self._types[concern].lines["idea"], lines["offer_idea"])
        key = _CONCERN_KEYS[move]
        return _Part(self._types[concern].lines[key], lines.get(f"lead_{key}", ()))


def _pick(
    lines: Sequence[Line], temperament: str, values: Mapping[str, str], used: set[str], draw: random.Random
) -> Line | None:
    """A line this manager can say now and has not said yet; None when there is none left."""
    known = values.keys()
    able = [
        line
        for line in lines
        if line.slots <= known
        and line.id not in used
        and (not line.temperaments or temperament in line.temperaments)
    ]
    if not able:
        return None
    weights = [
        _OWN if temperament in line.temperaments else _ECHO if line.slots & _TAKES_UP else 1.0
        for line in able
    ]
    return draw.choices(able, weights)[0]


def _within(spoken: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """As many parts as fit into the word limit; the last part, the move itself, always stays."""
    while len(spoken) > 1 and sum(len(text.split()) for _, text in spoken) > MOST_WORDS:
        spoken = spoken[1:]
    return spoken


def _join(texts: Iterable[str]) -> str:
    joined = " ".join(text.strip() for text in texts)
    # A quoted phrase of the user may bring its own full stop.
    return re.sub(r"\.([”\"’']?)\.(?!\.)", r".\1", joined)
