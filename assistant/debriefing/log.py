"""What the log of a rehearsal knows for sure: who said what in which turn, and what moved after it.

Nothing here rests on how a sentence was read. States, trust and patience are the engine's own; which of the manager's
sentences was about what follows from the written lines that it was made of (``Utterance.lines``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.domain import ConcernState, ConcernType, Rehearsal, State, Temperament, Turn
from assistant.text.segment import sentences

OPEN = (ConcernState.STUCK, ConcernState.PRESSED, ConcernState.RAISED)
"""States of a worry that nothing has answered, the worst first."""
_WORTH: Mapping[ConcernState, float] = {
    ConcernState.SETTLED: 2.0,
    ConcernState.EASED: 1.0,
    ConcernState.PRESSED: -1.0,
    ConcernState.STUCK: -2.0,
}
_LONGEST_LINE = 35
"""Words; a longer answer of the manager's is quoted by its first sentences."""
_SLOT = re.compile(r"\\\{\w+\\\}")


@dataclass(frozen=True)
class Exchange:
    """One turn of the user, with the turn of the manager that it answers and the one that answers it.

    ``known``: what was worked out about it once, since every section asks.
    """

    before: Turn
    turn: Turn
    known: dict[str, dict[str, str]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def number(self) -> int:
        """The turn's number."""
        return self.turn.number

    @property
    def said(self) -> str:
        """The user's words."""
        return self.turn.said or ""

    @property
    def concern(self) -> str:
        """The worry that was on the table; empty where there was none."""
        return self.before.state.current or ""

    @property
    def closing(self) -> bool:
        """Whether the manager had asked how it goes on, or had said "not now"."""
        return bool(self.before.state.closing or self.before.state.parting)

    @property
    def moved_on(self) -> bool:
        """Whether the worry on the table was settled or half answered by this turn."""
        if not self.concern:
            return False
        was, now = (worth(state, self.concern) for state in (self.before.state, self.turn.state))
        return now > was and now > 0

    @property
    def settled(self) -> tuple[str, ...]:
        """The worries that were settled after this turn and not before it."""
        return self._became(ConcernState.SETTLED)

    @property
    def eased(self) -> tuple[str, ...]:
        """The worries that were half answered after this turn and not before it."""
        return self._became(ConcernState.EASED)

    @property
    def trust(self) -> tuple[int, int]:
        """Their trust before and after the turn, 0 to 10."""
        return self.before.state.trust, self.turn.state.trust

    @property
    def shift(self) -> float:
        """How much better the user stands after the turn; worries that merely came up are no part of it."""
        known = {one.id for one in self.before.state.concerns}
        moved = sum(
            worth(self.turn.state, one.id) - (worth(self.before.state, one.id) if one.id in known else 0.0)
            for one in self.turn.state.concerns
        )
        return moved + 0.5 * (self.trust[1] - self.trust[0])

    def _became(self, state: ConcernState) -> tuple[str, ...]:
        return tuple(
            one.id
            for one in self.turn.state.concerns
            if one.state is state and state_of(self.before.state, one.id) is not state
        )


def exchanges(turns: Sequence[Turn]) -> tuple[Exchange, ...]:
    """Every turn of the user that was answered, in order."""
    return tuple(
        Exchange(before, turn) for before, turn in pairwise(turns) if turn.said is not None and turn.reading is not None
    )  # fmt: skip


def state_of(state: State, concern: str) -> ConcernState:
    """Where a worry stands; dormant where this manager does not have it."""
    return next((one.state for one in state.concerns if one.id == concern), ConcernState.DORMANT)


def worth(state: State, concern: str) -> float:
    """What a worry's state is worth to the user."""
    return _WORTH.get(state_of(state, concern), 0.0)


def ids(state: State, *kinds: ConcernState) -> tuple[str, ...]:
    """The worries in one of the states, by id."""
    return tuple(one.id for one in state.concerns if one.state in kinds)


def unmentioned(rehearsal: Rehearsal, types: Mapping[str, ConcernType]) -> tuple[str, ...]:
    """The worries that this manager had and never brought up."""
    return tuple(name for name in ids(rehearsal.turns[-1].state, ConcernState.DORMANT) if name in types)


@dataclass(frozen=True)
class Boss:
    """The manager's words by what they are about."""

    types: Mapping[str, ConcernType]
    temperament: Temperament

    def raising(self, turn: Turn, concern: str) -> str:
        """The words with which a worry came up in ``turn``, or was pressed; all of them where nobody can tell."""
        return self._words(turn, {f"{concern}/{key}" for key in ("raise", "press", "reopen", "own", "cite")})

    def reaction(self, turn: Turn, concern: str) -> str:
        """What they said to the user's answer to a worry, without what they went on to; empty where they only went on."""
        keys = {f"{concern}/{key}" for key in ("settle", "ease", "idea", "press")}
        own = {f"{self.temperament.id}/{key}" for key in ("on_strong", "lead_ease", "lead_settle")}
        found = self._words(turn, keys | own)
        return found if turn.utterance.lines or len(found.split()) <= _LONGEST_LINE else ""

    def idea(self, turn: Turn) -> str:
        """The words of the idea that they offered; empty where none of their lines is one."""
        wanted = {f"{turn.decision.concern}/idea", f"{self.temperament.id}/offer_idea"}
        return " ".join(words for line_id, words in self._parts(turn) if line_id.rpartition("/")[0] in wanted)

    def verdict(self, turn: Turn) -> str:
        """The words of their yes and of what it leaves out, without what stands beside them; all of it where nobody can tell."""
        own = {f"{self.temperament.id}/{key}" for key in ("agree", "agree_part", "agree_trial", "agree_above", "rest")}  # fmt: skip
        return self._words(turn, own | _stays(turn)) or _beginning(turn.utterance.text)

    def left_out(self, turn: Turn) -> str:
        """The words by which their yes leaves a part out; empty where it leaves out none."""
        kinds = {f"{self.temperament.id}/rest"} | _stays(turn)
        left = [
            words
            for line_id, words in self._parts(turn)
            if line_id.rpartition("/")[0] in kinds and not self._grants(line_id)
        ]
        return " ".join(left)

    def stays(self, turn: Turn, concern: str) -> str:
        """The words by which they left a worry open beside their yes; empty where they did not."""
        return " ".join(
            words for line_id, words in self._parts(turn) if line_id.startswith(f"{concern}/stays/")
        )

    def grants_money(self, turn: Turn) -> bool:
        """Whether their yes names the money as part of it."""
        return any(self._grants(line_id) for line_id in turn.utterance.lines)

    def _grants(self, line_id: str) -> bool:
        lines = self.temperament.lines.get("rest", ())
        return any(line.id == line_id and line.of == "paid" for line in lines)

    def _words(self, turn: Turn, wanted: set[str]) -> str:
        parts = self._parts(turn)
        if not parts:
            return _beginning(turn.utterance.text)  # a model's words, or the lines have changed since
        return " ".join(words for line_id, words in parts if line_id.rpartition("/")[0] in wanted)

    def _parts(self, turn: Turn) -> list[tuple[str, str]]:
        """(line id, words) of what the manager said; empty where the words cannot be told apart."""
        text, at, unknown = turn.utterance.text, 0, ""
        found: list[tuple[str, str]] = []
        for line_id in turn.utterance.lines:
            span = self._span(line_id, text, at)
            if span is None and unknown:
                return []
            if span is None:
                unknown = line_id
                continue
            if unknown:  # one line that was reworded stands in the gap
                found.append((unknown, text[at : span[0]].strip()))
                unknown = ""
            found.append((line_id, text[span[0] : span[1]].strip()))
            at = span[1]
        return [*found, (unknown, text[at:].strip())] if unknown else found

    def _home(self, name: str) -> ConcernType | Temperament:
        return self.types.get(name) or self.temperament

    def _span(self, line_id: str, text: str, at: int) -> tuple[int, int] | None:
        """Where a written line stands in ``text``."""
        name, _, key = line_id.rpartition("/")[0].partition("/")
        lines = self._home(name).lines.get(key, ())
        line = next((one.text for one in lines if one.id == line_id), None)
        if line is None:
            return None
        bare = line.strip().rstrip(".")
        pattern = _SLOT.sub(".+?", re.escape(bare)).replace(r"\ ", r"\s+")
        pattern += r"(?=[.!?…]|$)" if bare.endswith("}") else ""
        found = re.compile(pattern + r"[.”\"’']*", re.S).search(text, at)
        return found.span() if found else None


def spoke(turn: Turn, *keys: str) -> bool:
    """Whether the manager said one of the written lines of these kinds."""
    return any(line.rpartition("/")[0].rpartition("/")[2] in keys for line in turn.utterance.lines)


def _stays(turn: Turn) -> set[str]:
    """The kinds of those lines of a turn that leave a worry open beside a yes."""
    kinds = (line.rpartition("/")[0] for line in turn.utterance.lines)
    return {kind for kind in kinds if kind.endswith("/stays")}


def _beginning(text: str) -> str:
    """As many whole sentences from the start as stay within the limit, at least one."""
    end, words = 0, 0
    for part in sentences(text):
        words += len(part.text.split())
        if end and words > _LONGEST_LINE:
            break
        end = part.end
    return text[:end].strip()
