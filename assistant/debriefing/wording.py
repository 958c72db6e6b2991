"""What would answer a worry, and better wordings for single lines: made of facts of the user's that they have not said yet.

A wording has no blanks: where no fact of the user's fits, it is said what kind of fact to bring (``[bring]`` in
``knowledge/debrief.toml``), or what to ask. The frames that join a fact to the talk are data (``[frames]`` in
``knowledge/concerns/*.toml``).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from assistant.catalog import table
from assistant.debriefing.credit import speaks
from assistant.debriefing.facts import SLOT_OF_MOVE, Facts
from assistant.debriefing.grounds import looks_like
from assistant.debriefing.log import Exchange
from assistant.debriefing.signs import may_answer, plain, rhetorical, told
from assistant.domain import ConcernType, Fact, LineNote, Prompted, Reading
from assistant.text.quotes import within
from assistant.text.segment import sentences
from assistant.text.stating import stated
from assistant.writing.wording import stems

Hear = Callable[[Prompted, str, Sequence[str]], Reading]
"""What answers what, the words, the user's earlier turns: a reading."""
_SLOT = re.compile(r"\{(?P<name>\w+)(?:\|(?P<gap>[^{}]*))?\}")
_WHAT = r"(?=\bwhat (?:else|more)\b)"
_WHAT_IT_TAKES = re.compile(r"\b(?:what|which)\b[^?]*\?", re.I)
_ALIKE = 0.75
"""Share of a question's stems from which on it is the same one."""
_LEADS = frozenset({"from", "on", "until", "by"})


def about(kind: ConcernType) -> str:
    """What the worry is about, after "their worry about"."""
    return kind.about or str(table("debrief")["about"].get(kind.id, kind.title.lower()))


@cache
def _given() -> Mapping[str, re.Pattern[str]]:
    return {move: re.compile(words) for move, words in table("debrief")["given"].items()}


def put_already(concern: str, tried: Sequence[Exchange]) -> tuple[Exchange, str] | None:
    """The turn and the question in which the user asked what would answer the worry; None where they never did."""
    data = table("debrief")["asked"]
    asked = [
        (one, part.text)
        for one in tried
        for part in sentences(one.said)
        if part.text.endswith("?") and not rhetorical(part.text)
    ]
    need = re.compile(rf"{_WHAT}(?:{data['need']})")
    # Where a statement leads up to the question ("I've named him, what else would you need?"), only what is plainly asked for counts.
    asked = [item for item in asked if not stated(item[1]) or need.search(plain(item[1]))]
    rules = [re.compile(data[name]) for name in ("need", concern) if name in data]
    return next((item for rule in rules for item in asked if rule.search(plain(item[1]))), None)


def put_anywhere(said: Sequence[Exchange]) -> tuple[Exchange, str] | None:
    """The turn and the question in which the user asked what it takes, whatever was on the table; None where they never did."""
    need = re.compile(table("debrief")["asked"]["need"])
    found = ((one, part.text) for one in said for part in sentences(one.said) if part.text.endswith("?"))
    return next(
        (item for item in found if _WHAT_IT_TAKES.search(item[1]) and need.search(plain(item[1]))), None
    )


def and_after(tried: Sequence[Exchange], said: Sequence[Exchange]) -> Sequence[Exchange]:
    """The answers to a worry, with the turns at the end in which no worry was on the table: what is asked there may be about it."""
    last = tried[-1].number if tried else 0
    return [*tried, *(one for one in said if one.number > last and not one.concern)]


def lacking(kind: ConcernType, tried: Sequence[Exchange]) -> tuple[str, ...]:
    """The moves that speak to the worry and that nobody can find in any of the answers to it, most telling first."""
    given = {move for one in tried for move in may_answer(one, kind)}
    given |= {move for move, rule in _given().items() if any(rule.search(plain(one.said)) for one in tried)}
    pay = any(one.turn.state.pay for one in tried)
    given |= (
        {"within_rules", "phased_or_trial"} if pay and kind.id in ("budget", "timing") else set()
    )  # a rise is not tried
    order = dict.fromkeys([*(kind.bring or table("debrief")["bring"].get(kind.id, ())), *kind.answered_by])
    return tuple(
        move for move in order if move in kind.answered_by and move not in given and move != "acknowledges"
    )


def closing(
    kind: ConcernType,
    tried: Sequence[Exchange],
    own: Facts,
    said: Sequence[Exchange] = (),
    shown: int | None = None,
) -> tuple[str, tuple[Fact, ...]]:
    """What would answer an open worry, in plain words, with a fact of the user's that was not said where there is one.

    Nothing that any turn may hold is told as missing; where all of it may have been said, there is a question to ask.

    :param said: every turn. :param shown: the turn of which their answer is told already.
    """
    others = [one for one in said if one not in tried]
    phrases = _phrases(kind, post=own.post)
    moves = lacking(kind, tried)
    same = table("debrief")["carries"].get(kind.id, ())
    before = {move: found for move in moves if move in same and (found := _carried(move, kind, others))}
    moves = tuple(move for move in moves if move not in before)
    for move in moves:
        for fact in own.fitting(move, kind.id)[:1]:
            text = phrases.get(move, "").partition("|")[0].strip()
            lead = f"What would answer it: {text}. " if text else ""
            return f"{lead}You have this and did not say it: “{fact.text}”", (fact,)
    for turn, words in before.values():
        return f"What you said in turn {turn} speaks to {about(kind)} too: “{within(words)}” Say it here.", ()
    for move in lacking(kind, said or tried):
        text, _, gap = phrases.get(move, "").partition("|")
        if move in moves and text:
            return f"What would answer it: {text.strip()}{f': [{gap.strip()}]' if gap else ''}.", ()
    if put := put_already(kind.id, and_after(tried, said)) or put_anywhere(said):
        one, question = put
        heard = "" if one.number == shown else f" They said: “{within(one.turn.utterance.text)}”"
        return f"You asked them in turn {one.number}: “{within(question)}”{heard}", ()
    return "Ask them: “What is still missing for you?”", ()


def _carried(move: str, kind: ConcernType, others: Sequence[Exchange]) -> tuple[int, str] | None:
    """(turn, sentence) of a full answer to another worry whose words plainly speak to this one; who does what at the close answers none."""
    full = [
        one
        for one in others
        if not one.closing and one.turn.reading is not None and one.turn.reading.level == 2
    ]
    found = told(move, full)
    return found if found and looks_like(move, found[1]) and speaks(kind, found[1]) else None


def _phrases(kind: ConcernType, *, post: bool) -> Mapping[str, str]:
    """What would speak to a worry, by move; where the post exists, what speaks to it then."""
    known: Mapping[str, str] = kind.bring or table("debrief")["bring"].get(kind.id, {})
    other: Mapping[str, str] = table("debrief")["post"].get(kind.id, {}) if post else {}
    return {**known, **other}


@dataclass(frozen=True)
class Trial:
    """Says a wording in the place of the line that it betters, and listens.

    ``ask``: where a worry is answered. ``said``: the turns of the user, whose own questions are no better wording.
    """

    hear: Hear | None
    ask: str
    said: Sequence[str] = ()

    def helps(self, note: LineNote, text: str) -> bool:
        """Whether the boss would take it for an answer (level 1 or more), or as an ask for something defined."""
        if self.hear is None:
            return True
        reading = self.hear(Prompted(self.ask if note.concern else "", note.concern, note.asked), text, ())
        return reading.level > 0 and (bool(note.concern) or "change" in reading.elements)


def better(
    note: LineNote,
    kind: ConcernType | None,
    tried: Sequence[Exchange],
    own: Facts,
    seed: int,
    trial: Trial,
    told: Collection[str] = (),
    *,
    bare: bool = False,
) -> LineNote:
    """The note with a wording of the user's own unsaid facts that would help in its place; without one where none would.

    :param kind: the worry that was on the table; None where the ask was still to come.
    :param tried: all the answers to it. :param told: wordings that are given elsewhere. :param bare: whether it goes without an acknowledgement.
    """
    draw = random.Random(f"{seed}/{note.turn}/better")
    offers = _answers(kind, tried, own, None if bare else draw) if kind else _asks(own)
    for text, used in offers:
        new = not _parts(text) & {part for other in told for part in _parts(other)}
        if kind and text.endswith("?") and put_already(kind.id, tried):
            continue
        if new and not _theirs(text, trial.said) and trial.helps(note, text):
            return replace(note, better=text, used=used)
    return note


def _parts(text: str) -> set[str]:
    return {part.text for part in sentences(text)}


def _theirs(text: str, said: Sequence[str]) -> bool:
    """Whether the user put the question of a wording themselves."""
    asked = [stems(part.text) for part in sentences(text) if part.text.endswith("?")]
    heard = [stems(part.text) for words in said for part in sentences(words) if part.text.endswith("?")]
    return any(len(own & other) >= _ALIKE * len(own) for own in asked if own for other in heard)


def _asks(own: Facts) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    for fact in own.sentences.get("change", ())[:2]:
        yield fact.text, (fact,)


def _answers(
    kind: ConcernType, tried: Sequence[Exchange], own: Facts, draw: random.Random | None
) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    """Wordings for a worry: its acknowledgement with a fact that makes a move; else with an open question."""
    seen = [
        frame for frame in kind.frames.get("acknowledges", ()) if not _SLOT.search(frame) and "[" not in frame
    ]
    lead = f"{draw.choice(seen)} " if seen and draw else ""
    wanted = lacking(kind, tried)
    for move in wanted:
        frames = [frame for frame in kind.frames.get(move, ()) if _slots(frame) == [SLOT_OF_MOVE.get(move)]]
        for fact in own.fitting(move, kind.id):
            for frame in frames:
                yield lead + _SLOT.sub(lambda _, text=fact.text: text, frame), (fact,)  # type: ignore[misc]
        for frame in kind.frames.get(move, ()):
            if text := _filled(frame, own.parts):
                yield lead + text, ()
    if "question" in wanted or not any("?" in one.said for one in tried):
        for frame in kind.frames.get("question", ()):
            if "[" not in frame and not _SLOT.search(frame):
                yield lead + frame, ()
    yield lead + (kind.ask_back or table("debrief")["ask_back"][kind.id]), ()


def _slots(frame: str) -> list[str]:
    return [match["name"] for match in _SLOT.finditer(frame)]


def _filled(frame: str, parts: Mapping[str, str]) -> str:
    """A frame with the parts of the ask in its gaps; empty where one stays open, or a part does not fit the words before it."""
    slots = list(_SLOT.finditer(frame))
    if "[" in frame or not slots or any(slot["name"] not in parts for slot in slots):
        return ""
    if any(_lead(slot) in ("on", "by") and not re.search(r"\d", parts[slot["name"]]) for slot in slots):
        return ""  # "on September"
    return _SLOT.sub(lambda slot: f"{_lead(slot)} {parts[slot['name']]}".strip(), frame)


def _lead(slot: re.Match[str]) -> str:
    """The preposition with which the gap's question begins, as the part needs it too: "from when?"."""
    first = (slot["gap"] or "").split(" ")[0]
    return first if first in _LEADS else ""


def neutral(note: LineNote, kind: str, seed: int, told: Collection[str] = ()) -> LineNote:
    """The note on a threat, complaint or retreat with a wording that keeps the talk open, and that was not given before.

    :param told: the wordings that were.
    """
    every = table("debrief")["neutral"][kind]
    frames = [frame for frame in every if frame not in told] or every
    return replace(note, better=random.Random(f"{seed}/{note.turn}/neutral").choice(frames))
