"""Threats, complaints, flattery, pressure and retreats: named only where the words for them are there.

A threat counts where the manager took it as one in the room (the log says so), or where a sentence has the form of one: a
refusal as its condition, and leaving, somebody above, or harm as its other half. A complaint needs plain words of complaint;
praise of oneself is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.catalog import table
from assistant.debriefing.log import Exchange
from assistant.debriefing.quoting import until_stop, whole
from assistant.debriefing.signs import plain
from assistant.domain import LineNote
from assistant.text.segment import sentences
from assistant.text.stating import really_asks

THREAT, COMPLAINT, FLATTERY, PRESSURE, RETREAT = "ultimatum", "grievance", "flattery", "pressure", "withdraws"
_THREAT_TONES = ("over_head", "harm", "leaving")
_REFUSED = (
    r"\b(?:if|should|when|the moment|as soon as)\s+(?:you|it|this|that|the answer|your answer|i|they)\b[^.!?]{0,60}?"
    r"(?:\b(?:no|not|never|cannot|refuse\w*|block\w*|reject\w*|ignor\w*|turn\w* (?:me|it|this) down)\b|n't\b)|\bunless\b"
)
_HARM = (
    r"\bi(?:'m| am) (?:off|gone|out(?! of)|leaving)\b|"
    r"\bi(?:'ll| will|'m going to| am going to)? (?:leave(?! (?:it|that|them)\b)|quit|resign|walk(?: out| away)?(?=\W|$)|look (?:elsewhere|around)|go (?:elsewhere|over your|above you|past you|"
    r"(?:straight |directly )?to (?:hr|the (?:union|board|press|director|owner|minister|deputy)|your (?:boss|manager|director)|head office))|"
    r"tell \w+(?: \w+)? (?:how|what|why|about|everything)|report (?:you|this|it)|complain|expose|make (?:you|your)|sign with)|"
    r"\byou(?:'ll| will) (?:regret|be sorry|have to explain)\b|\byou can explain\b|\b(?:your|you) (?:\w+ ){0,2}(?:life|days) (?:a )?(?:hell|misery|miserable|difficult|hard)\b"
)
_THREATENS = re.compile(
    rf"(?:{_REFUSED})[^.!?]*?(?:{_HARM})|\bmake your life (?:hell|difficult|hard|a misery)\b"
)
_COMPLAINS = re.compile(
    r"\b(?:unfair|(?:not|isn't|never) fair|fed up|sick (?:and tired )?of|had enough|ignored|overlooked|passed over|taken for granted|favou?rit(?:es?|ism)\b|"
    r"every(?:one|body) else (?:gets?|got|has|is)|(?:the )?others (?:get|got)\b|you never (?:once |ever )?\w+|never once|insult\w*|ridiculous|disgrace\w*|"
    r"nobody (?:cares|listens|thanks)|your fault|wast(?:e|ing) my time|disrespect\w*|treated (?:badly|like))\b"
)
_FLATTERS = re.compile(
    r"\bi (?:just )?(?:love|adore) you\b|\b(?:that's why )?we all love you\b|\bhandsome\b|\bright as ever\b|\byou(?:'re| are) (?:so good at|wonderful|the only one with the courage)\b|"
    r"\b(?:a |an )?(?:boss|chief|director|manager|man|woman|leader|person) (?:like you|as \w+ as you|of your (?:talent|class|calibre)|with (?:a |your )(?:talent|judg\w+|heart)\w*)\b|"
    r"\b(?:rules|doors) (?:bend|open) for people like you\b|\byou of all people\b"
)
_OPEN_QUESTION = re.compile(
    r"^\W*(?:(?:and|but|so|then)\b,? *)*(?:what|which|who|how|when|where|why)\b", re.I
)
_PUSHES = re.compile(
    r"\bi deserve\b|\bi need (?:this|it|that|\d)|\bnobody (?:needs|has) to know\b|\byes or no\W*$"
)
_RETREATS = re.compile(
    r"\b(?:never ?mind|forget (?:it|that|i (?:asked|said))|take it back|drop it|leave it(?! (?:to|with|until))|i(?:'ll| will) leave it|scrap (?:it|that)|don't want (?:it|to) any ?more|"
    r"(?:probably|maybe) (?:a )?(?:silly|bad|stupid)(?: idea)?|silly (?:of me|idea)|shouldn't have (?:asked|brought|said)|doesn't matter)\b"
)


@dataclass(frozen=True)
class Remark:
    """What a turn does to the talk beside its content: the kind, and the sentence (empty: nobody can tell which)."""

    kind: str
    quote: str


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    rules = table("conduct")
    threat = rules["ultimatum"]
    return {
        "plain": re.compile("|".join(threat[name] for name in ("plain", "over_head") if name in threat)),
        "heard": re.compile("|".join(threat[name] for name in ("plain", "over_head", "veiled", "words") if name in threat)),
        FLATTERY: re.compile(rules["tone"]["flattery"]),
        PRESSURE: re.compile(rules["tone"]["pressure"]),
    }  # fmt: skip


def remarks(one: Exchange) -> tuple[Remark, ...]:
    """What is to be flagged in a turn, each with the whole sentence it is in."""
    return tuple(Remark(kind, until_stop(quote)) for kind, quote in _found(one).items() if quote)


def spoils(one: Exchange) -> bool:
    """Whether anything in the turn pushes, threatens, flatters or complains: such a line is never praised."""
    found = _found(one).keys() - {RETREAT}
    return bool(found) or any(_PUSHES.search(plain(part.text)) for part in sentences(one.said))


def _found(one: Exchange) -> dict[str, str]:
    reading, rules = one.turn.reading, _rules()
    parts = [part.text for part in sentences(one.said)]
    took = one.turn.decision.remark
    heard = {move for move in (THREAT, COMPLAINT, RETREAT) if reading is not None and reading.has(move)}
    found: dict[str, str] = {}
    threats = [part for part in parts if _THREATENS.search(plain(part)) or rules["plain"].search(plain(part))]
    tones = reading.tone if reading is not None else {}
    threats = threats or [
        part for part in parts if any(tones.get(kind, "\0") in part for kind in _THREAT_TONES)
    ]
    if not threats and THREAT in heard:
        threats = [part for part in parts if rules["heard"].search(plain(part))]
    if threats or took == THREAT:
        found[THREAT] = threats[0] if threats else whole(one.said)
    if COMPLAINT in heard:
        found[COMPLAINT] = next((part for part in parts if _COMPLAINS.search(plain(part))), "")
    for tone, own in ((FLATTERY, _FLATTERS), (PRESSURE, None)):
        told = [part for part in parts if not (really_asks(part) and _OPEN_QUESTION.match(part))]
        marked = (
            part for part in told if rules[tone].search(plain(part)) or (own and own.search(plain(part)))
        )
        quote = next(marked, next((part for part in told if tones.get(tone) and tones[tone] in part), ""))
        found[tone] = "" if THREAT in found else quote
    if RETREAT in heard or took == RETREAT:
        found[RETREAT] = next((part for part in parts if _RETREATS.search(plain(part))), "")
    return {kind: quote for kind, quote in found.items() if quote}


def flags(said: Sequence[Exchange]) -> tuple[tuple[str, LineNote], ...]:
    """(kind, remark): two threats, complaints or retreats at most; flattery and pressure once with how often. Threats come first."""
    kinds = (THREAT, COMPLAINT, PRESSURE, FLATTERY, RETREAT)
    marked = [(one, remark) for one in said for remark in remarks(one)]
    notes: list[tuple[str, LineNote]] = []
    for kind in kinds:
        of_kind = [(one, remark) for one, remark in marked if remark.kind == kind]
        seen: set[str] = set()
        once = kind in (FLATTERY, PRESSURE)
        if once:  # the one that stood in the place of an answer shows best what it does
            of_kind.sort(key=lambda item: not item[0].concern or item[0].moved_on)
        for one, remark in of_kind[: 1 if once else 2]:
            if remark.quote not in seen and not any(note.quote == remark.quote for _, note in notes):
                turns = [str(number) for number in sorted({other.number for other, _ in of_kind})]
                often = (
                    f" It is in {len(turns)} turns ({', '.join(turns)})." if once and len(turns) > 1 else ""
                )
                notes.append(
                    (kind, LineNote(one.number, remark.quote, _why(kind, one) + often, concern=one.concern))
                )
            seen.add(remark.quote)
    return tuple(notes)


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
        FLATTERY: "Praise for them beside an ask sounds like a means to an end, and it answers none of their worries.",
        PRESSURE: "This pushes for a yes instead of giving a reason for one.",
        RETREAT: "Here you took the ask back before they had refused it.",
    }[kind] + cost
