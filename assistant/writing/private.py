"""What never reaches a text that the boss reads: found by the user's own marks, and by rules for what nobody marked.

Two strengths: a sentence that hints at an outside search, at an ultimatum or at health goes out whole; of one with a
grievance or with talk *about* the boss the clauses that can stand alone are kept. In doubt a sentence stays out: the
user sees what was withheld and why, and can put it back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import Assessment, Note, Scenario, Withheld
from assistant.text.leaving import announces, stays_with_them
from assistant.text.segment import clauses, sentences
from assistant.text.spans import names_in
from assistant.writing.cues import (
    ASKS,
    BOSS_NOUN,
    BULLET,
    DOUBT,
    GREETING,
    GRIEVANCE,
    HEALTH,
    JOINER,
    LEAVING,
    OWN_WAY,
    PAY_DATES,
    PERSON_NOUN,
    SEARCH,
    SIGN_OFF,
    STANDS_ALONE,
    SUBORDINATE,
    THEIRS,
    THIRD,
    TOLD,
    ULTIMATUM,
    WORD_NAMES,
    WORRIED,
    YOU,
)
from assistant.writing.second_person import turned
from assistant.writing.somebody import names
from assistant.writing.wording import TITLES
from assistant.writing.wording import sentence as as_sentence


@dataclass(frozen=True)
class Piece:
    """Words of the user that may be used, and the scenario field they come from."""

    text: str
    source: str


@dataclass(frozen=True)
class Sifted:
    """A scenario's statements that one kind of text may carry, and what was kept out of it."""

    ask: tuple[Piece, ...]
    evidence: tuple[Piece, ...]
    options: tuple[Piece, ...]
    constraints: tuple[Piece, ...]
    withheld: tuple[Withheld, ...]
    exit: bool


PRIVATE_KINDS = frozenset({"five_acts"})
"""Texts that only the user reads: the boss's worries may stand in them."""

_WHY = {
    "search": "It speaks of leaving or of a search outside, which the boss should only hear if you decide to say it.",
    "ultimatum": "It reads as a threat; a text with it cannot be taken back.",
    "pressure": "It sets a deadline with your outside search behind it. Not in writing: decide yourself whether you say it, and when.",
    "health": "It is about your health or private life.",
    "grievance": "It is a grievance or an old quarrel; in writing it starts a defence, not a plan.",
    "tone": "It may be heard as bitter; in writing that is read again and again.",
    "boss": "It is how you see your boss, and was written about them, not to them.",
    "opinion": "It is how you see your boss, and was written about them, not to them.",
    "worry": "It is a worry of your boss's about you: have your answer ready, and leave it to them to name it.",
    "told": "Your boss told you this about others; in writing it could put them in an awkward place.",
    "theirs": "It is your boss's own business (money, family, people who left), not yours to write about.",
    "doubt": "It takes weight from what you ask.",
    "marked": "You marked it as private.",
    "contract": "What your contract says stays with you.",
    "pay": "When money or contract terms fall due is your own planning.",
    "first": "It is not for a text, but it may well be what comes first: trust before the big talk.",
    "notes": "Your notes are private.",
    "trust": "How far you trust each other stays with you.",
}
_HABIT = re.compile(
    r"^(?:he|she)(?:['’]s| is)? (?:(?:never|always|often|seldom|usually|rarely) \w+|(?:\w+ing)\b|"
    r"(?!(?:says?|thinks?|worries|wonders|fears|needs|wants|asks?|expects|believes|doubts|prefers|refuses|requires|insists|hopes|feels|knows|has|does|was)\b)[a-z]+s)\b",
    re.I,
)
"""What the boss is like and does all the time: nothing that they bring up, so not even the user's card lists it as an objection."""
_PRESSURE = re.compile(
    r"\b(?:if|unless)\b.*\bI(?:['’]ll| will| would| shall|['’]d|['’]m going to) (?:\w+ )?(?:accept|take|go with|sign with|say yes to) "
    r"(?:one|either|it|them|theirs|their|the (?:other|offer|post|job))\b",
    re.I,
)
_CORE = re.compile(
    r"^If (?P<what>(?:the|my|our) [\w'’ -]{3,40}?) (?:"
    r"(?:does not|doesn['’]t|do not|don['’]t) (?P<does>happen|come|start|begin|take place|go ahead)|"
    r"(?:is not|isn['’]t|are not|aren['’]t) (?P<done>\w+ed|done|held|made|given|written))"
    r"(?P<when>(?: (?:this|next|by|in|before|until) [\w ]{2,25}?)?),? (?:then )?I\b"
)
_TAKES_IT = re.compile(
    r"^(?![^.!?]*\b(?:if|unless)\b)[^.!?]*\b(?:offered (?:me )?(?:a|the) (?:\w+ )?(?:post|job|role|position|place)|an offer (?:from|at|of))\b[^.!?]*"
    r"\bI(?:['’]ll| will| mean to| intend to|['’]m going to| am going to|['’]ve decided to| have decided to) "
    r"(?:take it\b(?! on\b| over\b)|accept\b)|\bI(?:['’]ve| have) (?:accepted|signed) (?:the (?:offer|post|job)|a (?:post|job|contract|position))\b",
    re.I,
)
"""A post elsewhere that the user says to the boss they take."""
_MYSELF = re.compile(r"\b(?:I|me|my|mine|we|us|our)\b", re.I)
_READ = 6_000  # characters of one statement; texts to take along carry far less
_WHOLE = ("search", "ultimatum", "pressure", "health")


def sift(scenario: Scenario, kind: str, assessment: Assessment | None = None) -> Sifted:
    """What of ``scenario`` a text of ``kind`` may carry, and what it must not.

    :param assessment: what a scorer found in the ask; a bitter tone that it quotes is kept out too.
    """
    sifter = _Sifter(scenario, kind, assessment)
    ask = sifter.statements([Note(scenario.preferred_ask)], "preferred_ask", whole_text=True)
    evidence = sifter.statements(scenario.evidence, "evidence")
    options = sifter.statements(scenario.options, "options")
    constraints = sifter.statements(scenario.constraints, "constraints")
    for name in ("contract", "notes"):
        if getattr(scenario, name):
            sifter.keep_out(getattr(scenario, name), name)
    if "considering_leaving" in scenario.special and not sifter.exit:
        sifter.keep_out("considering leaving", "search")
    if scenario.manager.trust == "low":
        sifter.keep_out("trust: low", "trust")
    return Sifted(
        tuple(ask), tuple(evidence), tuple(options), tuple(constraints), tuple(sifter.withheld), sifter.exit
    )


def kept_out(withheld: Sequence[Withheld]) -> list[str]:
    """The names of the reasons for which statements were withheld, each once."""
    told = {one.why for one in withheld}
    return [name for name, why in _WHY.items() if why in told]


def open_exit(scenario: Scenario) -> bool:
    """Whether the ask itself tells the boss openly that the user goes."""
    leaving = "considering_leaving" in scenario.special
    ask = scenario.preferred_ask
    spoken = bool(YOU.search(ask)) or not THIRD.search(ask)
    if spoken and _TAKES_IT.search(ask) and not ULTIMATUM.search(ask):
        return True
    if stays_with_them(ask):
        return False
    return any(
        announces(part.text, softly=leaving)
        for part in sentences(ask)
        if not (THIRD.search(part.text) and not names_in(ask))
        and not (ULTIMATUM.search(part.text) or SEARCH.search(part.text))
    )


class _Sifter:
    """Sorts one scenario's statements; collects what is withheld in the order of the scenario."""

    def __init__(self, scenario: Scenario, kind: str, assessment: Assessment | None) -> None:
        self.scenario = scenario
        self.mine = kind in PRIVATE_KINDS
        self.exit = open_exit(scenario)
        self.withheld: list[Withheld] = []
        tone = assessment.elements.get("negative_tone") if assessment else None
        self._tone = (tone.quote or "") if tone and tone.present else ""
        self._searching = bool(SEARCH.search(scenario.preferred_ask))
        # An ask that says "you" to the boss means somebody else by "he" and "she".
        self._addressed = bool(YOU.search(scenario.preferred_ask))
        self._boss = [
            part
            for part in scenario.manager.name.split()
            if len(part.rstrip(".")) > 1 and part.lower().rstrip(".") not in TITLES
        ]

    def keep_out(self, text: str, why: str) -> None:
        """Notes one statement as withheld."""
        self.withheld.append(Withheld(" ".join(text.split()), _WHY[why]))

    def statements(self, notes: Sequence[Note], field: str, *, whole_text: bool = False) -> list[Piece]:
        """The usable sentences of ``notes``; a list's items stay whole, the ask comes sentence by sentence."""
        kept: list[Piece] = []
        for n, note in enumerate(notes):
            source = field if whole_text else f"{field}[{n}]"
            if note.private:
                self.keep_out(note.text, "marked")
                continue
            parts = _said(note.text, self.scenario.user.name)
            good = [
                done
                for n, part in enumerate(parts)
                if (done := self._sentence(part, parts[n - 1] if n else "", field))
            ]
            if whole_text:
                kept += [Piece(text, source) for text in good]
            elif good:
                kept.append(Piece(" ".join(good), source))
        return kept

    def _sentence(self, text: str, before: str, field: str) -> str:
        why = self._why(text, before, field)
        if why is None:
            return self._to_the_boss(text)
        if said := self._said_to_them(text, why):
            return said
        if field == "preferred_ask" and why in _WHOLE and (core := _core(text)):
            self.keep_out(text, why)
            return core
        if why not in _WHOLE:
            kept = self._standing_clauses(text, before, field)
            if kept:
                if kept != text:
                    self.keep_out(_rest(text, kept), why)
                return self._to_the_boss(as_sentence(kept))
        first = why == "grievance" and field == "options" and self.scenario.manager.trust == "low"
        self.keep_out(text, "first" if first else why)
        return ""

    def _why(self, text: str, before: str, field: str) -> str | None:
        """The name of the reason that ``text`` must stay out, or None."""
        why = self._cue(text, before, field)
        others_only = why in ("grievance", "search") and not _MYSELF.search(text)
        if others_only and THIRD.search(text) and self._about_the_boss(text, before, field):
            return "opinion"
        return why

    def _cue(self, text: str, before: str, field: str) -> str | None:
        if self._searching and _PRESSURE.search(text):
            return "pressure"
        if ULTIMATUM.search(text):
            return "ultimatum"
        if SEARCH.search(text) or (not self.exit and self._hints_at_leaving(text, field)):
            return "search"
        if HEALTH.search(text):
            return "health"
        if GRIEVANCE.search(text):
            return "grievance"
        if DOUBT.search(text):
            return "doubt"
        if self.mine and field == "constraints" and _HABIT.match(text):
            return "boss"
        if field == "constraints" and PAY_DATES.search(text):
            return "pay"
        if not (self.mine and field == "constraints") and self._about_the_boss(text, before, field):
            return (
                "told" if TOLD.search(text)
                else "theirs" if THEIRS.search(text)
                else "worry" if field == "constraints" and WORRIED.search(text)
                else "boss"
            )  # fmt: skip
        return "tone" if self._tone and self._tone in text and not ASKS.search(text) else None

    def _said_to_them(self, text: str, why: str) -> str:
        """``text`` as it can be said to the boss, where it only tells a fact of work; else empty."""
        if why not in ("boss", "worry"):
            return ""
        said = turned(self._to_the_boss(text), self._boss, others=self._somebody_else(text))
        return said if said and self._why(said, "", "") is None else ""

    def _somebody_else(self, text: str) -> bool:
        """Whether "he" or "she" in ``text`` may be another person whom it names."""
        third = THIRD.search(text)
        if third is None:
            return False
        return bool(PERSON_NOUN.search(BOSS_NOUN.sub(" ", text[: third.start()])))

    def _hints_at_leaving(self, text: str, field: str) -> bool:
        if LEAVING.search(text):
            return True
        if field != "options":
            return False
        way = OWN_WAY.search(text)
        return way is not None and (way.start() == 0 or "considering_leaving" in self.scenario.special)

    def _about_the_boss(self, text: str, before: str, field: str) -> bool:
        if BOSS_NOUN.search(text) or any(self._named(self._to_the_boss(text), name) for name in self._boss):
            return True
        third = THIRD.search(text)
        if third is None or (field == "preferred_ask" and self._addressed):
            return False
        others = set(names(f"{before} {text[: third.start()]}")) - set(self._boss)
        noun = PERSON_NOUN.search(text, 0, third.start()) if field != "constraints" else None
        return not others and noun is None

    def _named(self, text: str, name: str) -> bool:
        """Whether the boss is spoken of by ``name``; names that are words too count inside a sentence only."""
        if self.scenario.user.organisation:
            text = text.replace(self.scenario.user.organisation, "")
        found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, 0)
        return (
            bool(found)
            and not (name.lower() in WORD_NAMES and found is not None and found.start() == 0)
            and not self._spoken_to(text, name)
        )

    def _spoken_to(self, text: str, name: str) -> bool:
        """Whether the name is a form of address ("Otávio, I would like …")."""
        return bool(
            re.search(
                rf"(?:^|[,.!?] ?(?:so |and |well |look )?){re.escape(name)}(?:[,.!?]|$)|^(?:dear|hi|hello|hey) (?:\w+\.? ){{0,2}}{re.escape(name)}",
                text,
                re.I,
            )
        )

    def _to_the_boss(self, text: str) -> str:
        """``text`` with the boss's name turned into "you" where the grammar leaves no doubt."""
        for name in self._boss:
            text = re.sub(
                rf"(?<!\w)(?:(?:{'|'.join(map(re.escape, self._boss))}) )*{re.escape(name)}['’]s\b",
                "your",
                text,
            )
            text = re.sub(
                rf"(?<=\b(?:with|from) ){re.escape(name)}\b|(?<=\b(?:to|by) ){re.escape(name)}\b|(?<=\bfor ){re.escape(name)}\b",
                "you",
                text,
            )
            spoken_to = re.sub(
                rf"(?<!\w){re.escape(name)}(?= (?:\w+ed|said|told|gave|wrote|took|put|made|saw) )",
                "you",
                text,
            )
            # "You told them I was his best man" would speak of two people.
            text = text if spoken_to != text and THIRD.search(spoken_to) else spoken_to
        return text

    def _standing_clauses(self, text: str, before: str, field: str) -> str:
        """The clauses of ``text`` that may be used and read well without the others."""
        kept: list[str] = []
        after_gap = told = False
        parts = [part.text for part in clauses(text, shortest=3)]
        for n, part in enumerate(parts):
            bare = JOINER.sub("", part)
            if after_gap and (kept or field != "preferred_ask"):
                break  # what follows a gap would hang in the air
            head_only = not kept and SUBORDINATE.match(part)
            why = self._why(part, before, field)
            if why and not after_gap and (said := self._said_to_them(bare, why)):
                kept.append(said.rstrip("."))
                told = True
                continue
            hangs = SUBORDINATE.match(part) or not STANDS_ALONE.match(bare)
            if why or head_only or ((after_gap or told) and hangs):
                after_gap = True
                continue
            kept.append(bare if not kept and n else part)
            after_gap = False
        line = " ".join(kept).strip().rstrip(",;")
        return line if len(line.split()) >= 3 else ""


def _core(text: str) -> str:
    """What a threat asks for, without the threat: "If the review does not happen this month, I …" as a wish; else empty."""
    found = _CORE.match(text)
    if found is None:
        return ""
    verb = found["does"] or f"be {found['done']}"
    return f"I would like {found['what']} to {verb}{found['when']}."


def _said(text: str, name: str) -> list[str]:
    """The sentences of ``text`` without bullets, and without the greeting, the sign-off and the ``name`` under a mail."""
    signed = {name.lower(), *name.lower().split()}
    if len(text) > _READ:
        text = text[:_READ].rsplit(None, 1)[0] + " …"
    found = [BULLET.sub("", part.text).strip() for part in sentences(text)]
    found = [
        part
        for n, part in enumerate(found)
        if part and not (n and (SIGN_OFF.match(part) or part.lower().rstrip(".") in signed))
    ]
    if found:
        found[0] = GREETING.sub("", found[0]) or found[0]
        found[0] = found[0][0].upper() + found[0][1:]
    return found


def _rest(text: str, kept: str) -> str:
    """What of ``text`` is left when ``kept`` is taken out."""
    start = text.find(kept)
    if start < 0:
        return text
    return f"{text[:start]} {text[start + len(kept) :]}".strip(" ,;.") or text
