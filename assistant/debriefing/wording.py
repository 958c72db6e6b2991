"""Better wordings for single lines: the user's own words kept where they are good, and frames filled with their own facts.

The frames are data (``[frames]`` in ``knowledge/concerns/*.toml``, and ``knowledge/debrief.toml``). Nothing in them is a
fact; what the user told us fills their slots, and what is not known stays visible as a ``[blank]`` that asks for it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.debriefing.facts import Facts, sayable, usable
from assistant.domain import ConcernType, Fact, LineNote
from assistant.engine.remarks import Reply
from assistant.text.segment import sentences
from assistant.writing.facts import blanks
from assistant.writing.wording import ROUND

_SLOT = re.compile(r"\{(\w+)(?:\|([^{}]*))?\}")
_WHOLE = frozenset({"evidence", "benefit", "cover", "measure", "change", "trial", "rule"})
_MOST_KEPT = 45
"""Words of a line beyond which only what speaks to the worry is kept."""
_MOST_ADDED = 2


@dataclass
class Wording:
    """A wording in the making; ``avoid`` is what the line says already."""

    facts: Facts
    draw: random.Random
    avoid: str = ""
    parts: list[str] = field(default_factory=list)
    used: list[Fact] = field(default_factory=list)

    def add(self, frames: Sequence[str]) -> None:
        """One more sentence: a frame that a fact of the user's completes, else one that asks with its blanks."""
        choices = [(frame, fact) for frame in frames if (fact := self._whole(frame)) is not None]
        if choices:
            frame, fact = choices[0]
            self.used.append(fact)
            self.parts.append(_SLOT.sub(lambda _: fact.text, frame))
            return
        open_ = [frame for frame in frames if not self._wants(frame)]
        known = [
            frame for frame in open_ if any(slot in self.facts.parts for slot, _ in _SLOT.findall(frame))
        ]
        if open_:
            self.parts.append(_SLOT.sub(self._part, self.draw.choice(known or open_)))

    def _wants(self, frame: str) -> list[str]:
        return [slot for slot, _ in _SLOT.findall(frame) if slot in _WHOLE]

    def _whole(self, frame: str) -> Fact | None:
        """The first fact for the frame's whole-sentence slot that was not said in this line yet."""
        said = {fact.text for fact in self.used}
        for slot in self._wants(frame):
            for fact in self.facts.sentences.get(slot, ()):
                if fact.text not in said and fact.text.rstrip(".!") not in self.avoid:
                    return fact
        return None

    def _part(self, match: re.Match[str]) -> str:
        fact = self.facts.parts.get(match[1])
        if fact is None:
            return f"[{match[2]}]"
        self.used.append(fact)
        return fact.text

    def onto(self, note: LineNote) -> LineNote:
        """``note`` with this wording, its blanks and where its facts come from."""
        text = " ".join(self.parts)
        return replace(note, better=text, blanks=blanks(text), used=tuple(dict.fromkeys(self.used)))


def answer(note: LineNote, reply: Reply, kind: ConcernType, facts: Facts, seed: int) -> LineNote:
    """The note on a weak answer to a worry with a better one.

    A line that went half way is kept and completed by what is most missing; one that dealt with nothing gives way to a
    whole example. A question stands last, so that the boss can answer it.
    """
    said = (reply.turn.said or "").translate(ROUND)
    kept = _kept(said, reply) if reply.level else []
    moves = list(note.missing or kind.answered_by)[:_MOST_ADDED]
    if not kept and "acknowledges" not in moves:
        moves.insert(0, "acknowledges")
    moves.sort(key=lambda move: (move == "question", move != "acknowledges"))
    wording = Wording(facts, random.Random(f"{seed}/{note.turn}/better"), " ".join(kept))
    stated = [part for part in kept if not part.endswith("?")]
    for move in moves:
        if stated and move != "acknowledges":
            wording.parts += stated
            stated = []
        wording.add(kind.frames.get(move, ()))
    wording.parts += stated
    asked = [part for part in kept if part.endswith("?")]
    wording.parts += asked if not wording.parts or not wording.parts[-1].endswith("?") else []
    return wording.onto(note)


def _kept(said: str, reply: Reply) -> list[str]:
    """The sentences of a half-good line that are worth saying again, in order."""
    parts = [part.text for part in sentences(said)]
    good = [part for part in parts if any(quote in part for quote in reply.heard.moves.values())]
    whole = [part for part in parts if sayable(part) and not _leans(part)]
    wanted = whole if len(said.split()) <= _MOST_KEPT else [part for part in whole if part in good]
    return wanted if any(part in good or usable(part) or part.endswith("?") for part in wanted) else []


def _leans(part: str) -> bool:
    """Whether a sentence is too short to carry anything ("Well.", "Hm, I see.")."""
    return len(part.split()) < 3


def example(frames: Sequence[str], facts: Facts, seed: int, purpose: str) -> str:
    """One filled frame."""
    wording = Wording(facts, random.Random(f"{seed}/{purpose}"))
    wording.add(frames)
    return " ".join(wording.parts)


def reworded(note: LineNote, frames: Sequence[str], facts: Facts, seed: int) -> LineNote:
    """``note`` with one filled frame as its better wording."""
    wording = Wording(facts, random.Random(f"{seed}/{note.turn}/better"), note.quote)
    wording.add(frames)
    return wording.onto(note)
