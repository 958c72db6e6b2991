"""Threats, complaints, flattery, pressure and retreats: named only where the words for them are there.

A threat counts where the manager took it as one in the room (the log says so), or by the listener's own rules for one
(``listening/threats.py``), so that nobody is told of a threat that the boss could not hear. A complaint needs plain words of
complaint; praise of oneself is none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.catalog import table
from assistant.debriefing.clauses import pieces
from assistant.debriefing.log import Exchange
from assistant.debriefing.quoting import until_stop, whole
from assistant.debriefing.signs import plain
from assistant.debriefing.smaller import postpones
from assistant.debriefing.wording import neutral
from assistant.domain import LineNote
from assistant.listening.accusing import accuses, apologises
from assistant.listening.jabs import is_jab, jab
from assistant.listening.threats import threat, threatens, threatens_by_itself
from assistant.text.segment import clauses, sentences
from assistant.text.stating import really_asks

THREAT, COMPLAINT, FLATTERY, PRESSURE, RETREAT = "ultimatum", "grievance", "flattery", "pressure", "withdraws"
JAB = "jab"
_REJECTS = re.compile(
    r"\b(?:don't|do not|not|never) (?:think|say|said|mean|find|call|believe)\b|\bnot (?:saying|calling)\b|"
    r"\b(?:nobody|no one|none of (?:them|us)|won't|wouldn't|needn't|without|not|don't want|doesn't have to|don't have to|so that|if|in case|afraid)\b"
    r"[^.;?!]{0,30}\b(?:feel\w*|be|being|is|are|gets?|left|treated) (?:\w+ )?(?:passed over|overlooked|ignored|unfair\w*|taken for granted|favou?r\w*)"
)
"""Whoever says that they do not find it unfair, or sees to it that nobody is passed over, complains of nothing."""
_OWNED = re.compile(r"\bbelow the belt\b", re.I)
"""What somebody says of their own words a turn later."""
_WAITING = "deferral"
"""The worry of a boss who wants time: whoever gives it, and settles it so, offered what they had asked for."""
_OWN_WORDS_BACK = re.compile(
    r"\b(?:sorry|unfair|rude|rough|out of line|apologi[sz]e|too far|shouldn't have said|didn't mean)\b[^.?!]*\b(?:take|taking|took) (?:it|that|this) back\b|"
    r"\b(?:take|taking|took) (?:the threat|that remark|what i said|my words|(?:it|that) back[^.?!]*\b(?:unfair|rude|rough|sorry))\b"
)
"""Hard words that are taken back, which drops nothing of the ask."""
_SHORT, _LONG = 6, 14
_OPEN_QUESTION = re.compile(
    r"^\W*(?:(?:and|but|so|then)\b,? *)*(?:what|which|who|how|when|where|why)\b", re.I
)


@dataclass(frozen=True)
class Remark:
    """What a turn does to the talk beside its content: the kind, and the sentence (empty: nobody can tell which)."""

    kind: str
    quote: str


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    own = {name: re.compile(words) for name, words in table("debrief")["conduct"].items()}
    tones = {f"{name} tone": re.compile(words) for name, words in table("conduct")["tone"].items()}
    return own | tones


def remarks(one: Exchange) -> tuple[Remark, ...]:
    """What is to be flagged in a turn, each with the sentence it is in."""
    return tuple(Remark(kind, _quoted(kind, quote)) for kind, quote in _found(one).items() if quote)


def _quoted(kind: str, sentence: str) -> str:
    """The sentence; of a long one the clause that complains or jabs, since the rest may be as good as any."""
    if kind in (COMPLAINT, JAB) and len(sentence.split()) > _LONG:
        hard = (part.text for part in clauses(sentence, shortest=_SHORT - 2) if is_hard(part.text))
        return next(hard, until_stop(sentence))
    return until_stop(sentence)


def spoils(one: Exchange) -> bool:
    """Whether anything in the turn pushes, threatens, flatters or complains: such a line is never praised."""
    found = _found(one).keys() - {RETREAT}
    return bool(found) or any(_rules()["pushes"].search(plain(part.text)) for part in sentences(one.said))


def _found(one: Exchange) -> dict[str, str]:
    if "remarks" not in one.known:
        one.known["remarks"] = _looked_up(one)
    return one.known["remarks"]


def _looked_up(one: Exchange) -> dict[str, str]:
    reading, rules = one.turn.reading, _rules()
    parts = [part.text for part in sentences(one.said)]
    took = one.turn.decision.remark
    heard = {move for move in (THREAT, COMPLAINT, RETREAT) if reading is not None and reading.has(move)}
    found = {THREAT: _threat(one, heard=THREAT in heard)}
    plainly = (part for part in parts if _complains(part, heard=COMPLAINT in heard))
    found[COMPLAINT] = next(plainly, "")
    if not found.get(THREAT) and not found.get(COMPLAINT):
        heard_as = reading.tone.get(JAB, "") if reading is not None else ""
        found[JAB] = heard_as or jab(one.said)
    for tone in () if found[THREAT] else (FLATTERY, PRESSURE):
        found[tone] = _tone(tone, one)
    kept = [part for part in parts if not _OWN_WORDS_BACK.search(plain(part))]
    later = [] if one.concern == _WAITING and _WAITING in one.settled else kept
    found[RETREAT] = next((part for part in later if postpones(part)), "")
    if not found[RETREAT] and (RETREAT in heard or took == RETREAT):
        found[RETREAT] = next((part for part in kept if rules[RETREAT].search(plain(part))), "")
    return {kind: quote for kind, quote in found.items() if quote}


def _complains(sentence: str, *, heard: bool = True) -> bool:
    """Whether a sentence complains: no question back ("Unfair to whom?"), and none that rejects the word.

    :param heard: whether a complaint was heard in the turn; without it only unmistakable words count.
    """
    text = plain(sentence)
    if _REJECTS.search(text) or (sentence.endswith("?") and len(sentence.split()) < _SHORT):
        return False
    heard_as = heard and (_rules()[COMPLAINT].search(text) or accuses(sentence, "plain"))
    return bool(_rules()["reproach"].search(text) or heard_as)


def is_hard(text: str) -> bool:
    """Whether a sentence, or a part of one, complains or jabs."""
    return _complains(text) or is_jab(text)


def _threat(one: Exchange, *, heard: bool) -> str:
    """The words of a threat: by the rules of the listener, which are the only ones; empty for none."""
    plainly = threat(one.said)
    if plainly:
        return plainly.words
    parts = [part.text for part in sentences(one.said)]
    words = next((part for part in parts if threatens_by_itself(part) or (heard and threatens(part))), "")
    return words or (whole(one.said) if one.turn.decision.remark == THREAT else "")


def _tone(tone: str, one: Exchange) -> str:
    """The sentence of flattery or pressure; empty for none. An open question is neither."""
    told = [part.text for part in sentences(one.said)]
    told = [part for part in told if not (really_asks(part) and _OPEN_QUESTION.match(part))]
    if tone == PRESSURE and one.closing:  # who does what by when is what they had asked for
        told = [part for part in told if not any(True for _ in pieces(part))]
    rules = [rule for name, rule in _rules().items() if name in (tone, f"{tone} tone")]
    heard = one.turn.reading.tone.get(tone, "") if one.turn.reading else ""
    plainly = (part for part in told if any(rule.search(plain(part)) for rule in rules))
    return next(plainly, next((part for part in told if heard and heard in part), ""))


def flags(said: Sequence[Exchange], seed: int, told: Collection[int] = ()) -> tuple[LineNote, ...]:
    """Two threats or retreats at most; complaints, jabs, flattery and pressure once with how often. Threats come first.

    :param told: the turns whose retreat is told as a line to say differently.
    """
    kinds = (THREAT, COMPLAINT, JAB, PRESSURE, FLATTERY, RETREAT)
    marked = [(one, remark) for one in said for remark in remarks(one) if remark.kind != RETREAT or one.number not in told]  # fmt: skip
    notes: list[LineNote] = []
    for kind in kinds:
        of_kind = [(one, remark) for one, remark in marked if remark.kind == kind]
        seen: set[str] = set()
        once = kind in (COMPLAINT, JAB, FLATTERY, PRESSURE)
        if once:  # the one that stood in the place of an answer shows best what it does
            of_kind.sort(key=lambda item: not item[0].concern or item[0].moved_on)
        for one, remark in of_kind[: 1 if once else 2]:
            if remark.quote not in seen and not any(note.quote == remark.quote for note in notes):
                turns = [str(number) for number in sorted({other.number for other, _ in of_kind})]
                often = (
                    f" It is in {len(turns)} turns ({', '.join(turns)})." if once and len(turns) > 1 else ""
                )
                back = _taken_back(one, said) if kind in (JAB, COMPLAINT, THREAT) else ""
                note = LineNote(one.number, remark.quote, _why(kind, one) + often + back, concern=one.concern)
                notes.append(neutral(note, kind, seed, [other.better for other in notes]))
            seen.add(remark.quote)
    return tuple(notes)


def retreat(one: Exchange, seed: int) -> LineNote | None:
    """The remark on an offer to drop the ask or to put it off; None where the turn has none."""
    found = next((remark for remark in remarks(one) if remark.kind == RETREAT), None)
    if found is None:
        return None
    return neutral(LineNote(one.number, found.quote, _why(RETREAT, one), concern=one.concern), RETREAT, seed)


def _taken_back(one: Exchange, said: Sequence[Exchange]) -> str:
    """That hard words were taken back in one of the next two turns, before there were others; empty where they were not."""
    after = [other for other in said if 0 < other.number - one.number < 3]
    back = next((other for other in after if apologises(other.said) or _OWNED.search(other.said)), None)
    if back is None or any(other.number < back.number and _has_hard_words(other) for other in after):
        return ""
    return f" You took it back in turn {back.number}; that was right." if back else ""


def _has_hard_words(one: Exchange) -> bool:
    return any(remark.kind in (THREAT, COMPLAINT, JAB) for remark in remarks(one))


def _why(kind: str, one: Exchange) -> str:
    was, now = one.trust
    cost = f" Their trust went from {was} to {now} of 10." if now < was else ""
    if kind == THREAT:
        if one.turn.decision.remark == THREAT:
            turned = one.turn.state.current == "loyalty" and one.concern != "loyalty"
            about = " After it the talk was about whether you stay." if turned else ""
            return f"They heard a threat in this.{about}{cost}"
        return (
            f"This is a threat, whatever stands beside it, and the other person remembers it longest.{cost}"
        )
    return {
        COMPLAINT: "It may be true, and it makes a boss defend instead of help.",
        FLATTERY: "Praise for them beside an ask sounds like a means to an end.",
        PRESSURE: "This pushes for a yes instead of giving a reason for one.",
        JAB: "This is about them and not about the matter. It costs goodwill, whatever you say beside it.",
        RETREAT: "Here you offered yourself to drop it or to put it off, and they had not refused it.",
    }[kind] + cost
