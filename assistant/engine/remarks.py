"""What can be said about single lines of a rehearsal: praise, blame and flags, each resting on the user's own words.

A remark about a move is made only where :class:`Heard` holds words for it; no line is praised and blamed; nothing blames a
line that dealt with its worry, or an open question that moved it on. Practice with feedback helps, practice alone can
harm (CARE, 2025), and criticism of a good line is what users of comparable tools resent most.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.domain import Act, ConcernState, ConcernType, Ground, LineNote, Move, State, Turn
from assistant.engine.step import moves_of

DID: Mapping[str, str] = {
    "phased_or_trial": "you offered it in steps",
    "cover": "you said how the work stays covered",
    "within_rules": "you stayed within the rules",
    "milestone": "you said how it would be judged",
    "evidence": "you gave a fact to lean on",
    "benefit": "you said what they gain",
    "date": "you put a date to it",
    "reassurance": "you said plainly what you intend",
    "acknowledges": "you showed that you see the worry",
    "question": "you asked an open question",
}
"""What each good move does, the most telling first; where several rest on the same words, the first is named."""
LACKS: Mapping[str, str] = {
    "acknowledges": "a word that you see the worry",
    "question": "an open question about what would settle it",
    "phased_or_trial": "a smaller first step",
    "cover": "who does the work meanwhile",
    "evidence": "a fact that they can check",
    "benefit": "what they gain",
    "milestone": "what would show that it works",
    "date": "a date",
    "within_rules": "a way within the rules, or the person who decides",
    "reassurance": "a plain word on what you intend",
}
FLAGS: Mapping[str, str] = {
    "ultimatum": "They hear a threat in this. From here on the talk is about your loyalty, no longer about your ask.",
    "grievance": "They hear a complaint in this. It may be fair, and it makes a manager defend instead of help.",
    "withdraws": "Here you took the ask back before they had refused it.",
}
_WORTH: Mapping[ConcernState, float] = {
    ConcernState.SETTLED: 2.0,
    ConcernState.EASED: 1.0,
    ConcernState.PRESSED: -1.0,
    ConcernState.STUCK: -2.0,
}
_LONGEST_QUOTE = 34
"""Words; a longer line is quoted from its beginning."""
_MOST_GROUNDS = 3
_MOST_MISSING = 2


@dataclass(frozen=True)
class Heard:
    """What may be claimed of one turn, each with words of the turn that plainly are it.

    ``possible``: moves that may be in it, so that nobody is told that they are missing.
    """

    moves: Mapping[str, str] = field(default_factory=dict)
    flags: Mapping[str, str] = field(default_factory=dict)
    acts: Mapping[Act, str] = field(default_factory=dict)
    possible: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reply:
    """One turn of the user with the one before it and what may be claimed of it."""

    before: Turn
    turn: Turn
    heard: Heard

    @property
    def concern(self) -> str | None:
        """The worry that was on the table."""
        return self.before.state.current

    @property
    def level(self) -> int:
        """The level as it was heard, 0 to 2."""
        return self.turn.reading.level if self.turn.reading else 0

    @property
    def state(self) -> ConcernState | None:
        """Where the worry stood after this reply."""
        return self.turn.state.concern(self.concern).state if self.concern else None

    @property
    def asked_openly(self) -> bool:
        """Whether an open question moved the worry on."""
        reading = self.turn.reading
        moved = self.state in (ConcernState.EASED, ConcernState.SETTLED)
        return reading is not None and reading.has("question") and moved

    @property
    def quote(self) -> str:
        """The line, or its beginning, word for word."""
        found = re.match(rf"\S+(?:\s+\S+){{0,{_LONGEST_QUOTE - 1}}}", (self.turn.said or "").strip())
        return found.group() if found else ""


def replies(turns: Sequence[Turn], heard: Mapping[int, Heard]) -> tuple[Reply, ...]:
    """Every turn of the user that was answered, in order."""
    return tuple(
        Reply(before, turn, heard.get(turn.number, Heard()))
        for before, turn in pairwise(turns)
        if turn.said is not None and turn.reading is not None
    )


def grounds(reply: Reply, kind: ConcernType | None = None) -> tuple[Ground, ...]:
    """What good the line did, each with its words; what speaks to ``kind`` first, no words twice."""
    order = [move for move in (kind.answered_by if kind else ()) if move in DID]
    # A date stands in many lines and is seldom what did it: it counts where the worry asks for one.
    others = [move for move in DID if move != "date" or not kind]
    found: dict[str, Ground] = {}
    for move in (*order, *others):
        if (quote := reply.heard.moves.get(move)) and move not in [one.move for one in found.values()]:
            found.setdefault(quote, Ground(move, DID[move], quote))
    return tuple(found.values())[:_MOST_GROUNDS]


def told(found: Sequence[Ground], line: str) -> str:
    """The grounds as one clause with their words; words that are the whole line anyway are not said twice."""
    return join([one.text + ("" if one.quote.strip(" .!?") == line.strip(" .!?") else f" (“{one.quote}”)") for one in found])  # fmt: skip


def missing(reply: Reply, kind: ConcernType) -> tuple[str, ...]:
    """The moves that speak to the worry and are not in the line, most telling first."""
    reading = reply.turn.reading
    made = moves_of(reading) if reading is not None and reply.level else frozenset()
    lacking = [move for move in kind.answered_by if move not in made and move not in reply.heard.possible]
    return tuple(lacking[:_MOST_MISSING])


def flags(said: Sequence[Reply]) -> tuple[LineNote, ...]:
    """Threats, complaints and retreats, each with its words.

    A line that dealt with its worry is flagged for a threat alone: that costs the talk whatever else is in it (rubric).
    """
    found: dict[tuple[str, str], LineNote] = {}
    for reply in said:
        for move, why in FLAGS.items():
            quote = reply.heard.flags.get(move)
            if quote and (reply.level < 2 or move == "ultimatum"):
                note = LineNote(reply.turn.number, quote, why, concern=reply.concern or "")
                found.setdefault((move, quote), note)  # the same words again are not counted again
    return tuple(found.values())


def turning_point(said: Sequence[Reply], types: Mapping[str, ConcernType]) -> tuple[float, LineNote] | None:
    """The turn after which trust and worries moved most (the shift, and the remark), for better or worse.

    Never against the user on a line that dealt with its worry, nor in their favour on a flagged one.
    """
    best: tuple[float, Reply] | None = None
    for reply in said:
        shift = _stand(reply.turn.state) - _stand(reply.before.state)
        # In the user's favour only where a worry was settled; half answers and a kind tone turn nothing.
        plain = not reply.heard.flags and (_settled(reply) if shift > 0 else reply.level == 0)
        fair = plain or (shift < 0 and bool(reply.heard.flags) and reply.level < 2)
        if fair and abs(shift) >= 1 and (best is None or abs(shift) > abs(best[0])):
            best = shift, reply
    if best is None:
        return None
    shift, reply = best
    start = "Here it turned in your favour" if shift > 0 else "Here it turned against you"
    why = f"{start}: {join(_moved(reply, types))}." if _moved(reply, types) else f"{start}."
    found = grounds(reply, types.get(reply.concern or "")) if shift > 0 else ()
    if found:
        why += f" In it {told(found, reply.quote)}."
    return shift, LineNote(reply.turn.number, reply.quote, why, concern=reply.concern or "", grounds=found)


def _settled(reply: Reply) -> bool:
    """Whether this turn settled a worry."""
    before = {c.id for c in reply.before.state.concerns if c.state is ConcernState.SETTLED}
    return any(c.state is ConcernState.SETTLED and c.id not in before for c in reply.turn.state.concerns)


def _stand(state: State) -> float:
    return sum(_WORTH.get(concern.state, 0.0) for concern in state.concerns) + 0.5 * state.trust


def _moved(reply: Reply, types: Mapping[str, ConcernType]) -> list[str]:
    """The worries that changed for what the user said; those that merely came up are none of it."""
    before = {concern.id: concern.state for concern in reply.before.state.concerns}
    names = {
        ConcernState.SETTLED: "is settled",
        ConcernState.EASED: "is half answered",
        ConcernState.PRESSED: "is asked about again",
        ConcernState.STUCK: "is given up as open",
    }
    changed = [c for c in reply.turn.state.concerns if before.get(c.id) is not c.state and c.state in names]
    moved = [f"{types[c.id].title.lower()} {names[c.state]}" for c in changed]
    return moved or [
        f"their trust went {'up' if reply.turn.state.trust > reply.before.state.trust else 'down'}"
    ]


def strongest(said: Sequence[Reply], types: Mapping[str, ConcernType]) -> tuple[LineNote, ...]:
    """At most two lines that moved something, each with why."""
    found: list[tuple[tuple[int, bool, int], LineNote]] = []
    for reply in said:
        kind = types.get(reply.concern or "")
        made = grounds(reply, kind)
        settled = reply.state is ConcernState.SETTLED
        asked = Act.OPTIONS in reply.heard.acts and kind is None and reply.level == 2
        if reply.level and not reply.heard.flags and (settled or asked or made):
            why = _praise(reply, kind, made, settled=settled, asked=asked)
            note = LineNote(reply.turn.number, reply.quote, why, asked=_asked(reply), concern=reply.concern or "", grounds=made)  # fmt: skip
            found.append(((reply.level, settled, len(made)), note))
    found.sort(key=lambda item: item[0], reverse=True)
    return tuple(note for _, note in found[:2])


def _praise(reply: Reply, kind: ConcernType | None, made: Sequence[Ground], *, settled: bool, asked: bool) -> str:  # fmt: skip
    parts = []
    if asked:
        parts.append(f"You asked for something that they can decide on (“{reply.heard.acts[Act.OPTIONS]}”).")
    if made:
        parts.append(f"Here {told(made, reply.quote)}.")
    if settled and kind:
        helped = "It settled" if reply.level == 2 else "Together with what you had said before, it settled"
        parts.append(f"{helped} {kind.title.lower()}.")
    elif reply.state is ConcernState.EASED and kind:
        parts.append(f"It brought {kind.title.lower()} half way.")
    return " ".join(parts)


def speaks_to(reply: Reply, kind: ConcernType) -> bool:
    """Whether the line plainly makes a move that speaks to the worry."""
    return not kind.answered_by or any(move in reply.heard.moves for move in kind.answered_by)


def weakest(
    said: Sequence[Reply], types: Mapping[str, ConcernType], praised: Collection[int]
) -> tuple[LineNote, ...]:
    """At most two lines to say differently, on different worries where there are, those that cost most first."""
    weak = [(cost, reply, note) for reply in said if reply.turn.number not in praised for cost, note in _weak(reply, types, said[-1].turn.state)]  # fmt: skip
    weak.sort(key=lambda item: item[0])
    picked: list[LineNote] = []
    for once in (True, False):
        for _, _, note in weak:
            known = note in picked or (once and note.concern in [one.concern for one in picked])
            if len(picked) < 2 and not known:
                picked.append(note)
    return tuple(picked)


def _weak(
    reply: Reply, types: Mapping[str, ConcernType], last: State
) -> list[tuple[tuple[int, int, int], LineNote]]:
    """The remark on a weak line with what it cost (most first), or nothing where it was good enough.

    Half an answer that spoke to a worry was good enough where the worry was settled in the end.
    """
    reading, number = reply.turn.reading, reply.turn.number
    if reading is None or reply.heard.flags or reply.level == 2 or reply.state is ConcernState.SETTLED:
        return []
    if reply.concern is None:
        decision = reply.turn.decision
        if reply.level or decision.move is not Move.PROBE or decision.remark == "open":
            return []
        why = "They could not tell from this what would change if they said yes."
        return [((0, 2, number), LineNote(number, reply.quote, why, missing=("change",)))]
    kind = types[reply.concern]
    lacking = missing(reply, kind)
    settled = last.concern(kind.id).state is ConcernState.SETTLED
    if reply.level == 1 and (reply.asked_openly or not lacking or (speaks_to(reply, kind) and settled)):
        return []
    stayed = reply.turn.state.concern(kind.id).state in (ConcernState.STUCK, ConcernState.PRESSED)
    note = LineNote(number, reply.quote, _blame(reply, kind, lacking), asked=_asked(reply), concern=kind.id, missing=lacking)  # fmt: skip
    return [((reply.level, 0 if stayed else 1, number), note)]


def _blame(reply: Reply, kind: ConcernType, lacking: Sequence[str]) -> str:
    about = kind.title.lower()
    if reply.turn.reading is not None and reply.turn.reading.repeats:
        return f"You had said this before, so it gave them nothing new on {about}."
    still = f" What would have spoken to it: {either(lacking)}." if lacking else ""
    if reply.level == 0:
        return f"They had asked about {about}, and heard no answer to it.{still}"
    return f"This goes half way on {about}.{still}"


def either(moves: Sequence[str]) -> str:
    """The moves as things that each would help."""
    return ", or ".join(LACKS[move] for move in moves)


def _asked(reply: Reply) -> str:
    return reply.before.utterance.text if reply.concern else ""


def join(items: Sequence[str]) -> str:
    """``a, b and c``."""
    return ", ".join(items[:-1]) + " and " + items[-1] if len(items) > 1 else "".join(items)
