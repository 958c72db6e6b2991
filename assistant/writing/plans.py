"""What the plans and the note are made of: who takes over which work, who does what by when, what is finished and written down.

Everything here is a sentence or a part of a sentence of the user's; where they said nothing, the template asks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.domain import PLAIN, Scenario, Style
from assistant.text.spans import find_spans
from assistant.writing.actions import Handing, act, ends, handings, split_when, steps
from assistant.writing.conditions import condition_values, exposure
from assistant.writing.gains import kept_beside
from assistant.writing.parse import Ask
from assistant.writing.parting import parting_values
from assistant.writing.private import Piece, Sifted
from assistant.writing.somebody import names, people
from assistant.writing.telling import TOLD_AS_RECORD, asked_for, put_off, recorded, what_changes
from assistant.writing.topic import gerund, topic, vague
from assistant.writing.voice import spoken, voiced
from assistant.writing.wording import escape, sentence, shorten, stems
from assistant.writing.worries import Limits, decider, limits_of

_PAST = frozenset(
    """was had did built wrote rewrote ran led made took gave found went began kept held taught brought got saw came put cut set spoke
    sold won grew drew left lost met paid sent spent stood thought told understood won't am would could can will shall should might may
    must also never always now only just have like want wish hope think know believe propose suggest""".split()
)
"""Words after "I" that tell nothing about work which somebody has to take over."""
_I_DO = re.compile(r"\bI(?:['’]ve been (\w+ing)| have been (\w+ing)| (?:now |still )?([a-z]+))\b(?!['’])")
_WRITES = re.compile(
    r"\b(?:writ(?:e|ing|ten)|document\w*|guide|(?:a|the) manual|check-?list|instructions|recipe cards?|notes for)\b",
    re.I,
)
_WRITTEN = re.compile(
    r"\b(?:wrote|rewrote|built|documented|set up)\b.*\b(?:cards?|guide|manual|handover|spreadsheet|form|check-?list|sheets?|instructions|template|list)\b",
    re.I,
)
_STAYS = re.compile(
    r"\b(?:stay|finish|keep|continue|remain|carry on|see (?:it |this )?through)\b|\bI(?:['’]d| would|['’]ll| will)? still\b",
    re.I,
)
_LEAVES_POST = re.compile(
    r"\b(?:go(?:ing)? (?:over )?(?:for|to)|change to|mov(?:e|ing) to|transfer|apply|appl(?:y|ied) for|vacancy|opens?|switch)\b(?! (?:\w+ )?days)",
    re.I,
)
_TAIL = re.compile(r"(?:,|;| since | so far\b| on my own\b| alone\b| for the last ).*$")
_ASK_ME = re.compile(r"^(?P<who>(?:The|Our|My|New|All) [\w ]{3,30}?) (?:come to|ask|call) me\b", re.I)
"""Who turns to the user: answering them is work that somebody else has to take over."""
_LASTS = re.compile(
    r"\b(?:an?|one|two|three|four|five|\d) (?:mornings?|afternoons?|evenings?|nights?|days?|shifts?|weeks?|month)\b(?! (?!(?:an?|per|each|every|in|on|from|for|at|with|until|till|and|or|off|then|to|of|before|after)\b)[a-z])",
    re.I,
)
_RECURS = re.compile(r"^ (?:an?|per|each|every|in) ", re.I)
_SIGNS = re.compile(
    r"^(?P<who>[\w .'’-]{2,40}?) (?:want|need|require|ask for|asks for)s? your (?P<what>signature|approval|agreement|consent|sign-off|recommendation)\b",
    re.I,
)
_AFTER = re.compile(
    r"\bstay (?:until|till|through) (?P<what>(?:the|my|our) [\w' -]+?)(?= (?:is|are)\b|[,.]|$)"
)
_GOES_ON = re.compile(r"(?:keep|carry on|continue|stay)\b", re.I)
"""What the user does already has no day on which it begins."""
_STAYS_ON = re.compile(
    r"\b(?:stay|remain|carry on)(?: on)? (?P<when>(?:until|till|through|to) (?:the|my|our|\d|[A-Z])[^,;]*)$",
    re.I,
)
"""Staying until something: how long, but no piece of work."""
POINTS_BACK = re.compile(
    r"\b(?:then|meanwhile|in the meantime|(?:that|those|these) (?:days?|mornings?|afternoons?|evenings?|nights?|weeks?|weekends?|months?|shifts?|\w+days?))\b",
    re.I,
)
_TELLS_MORE = re.compile(r"\bso (?:that )?(?:you|we|they)\b|\b(?:offered|agreed|said yes|happy to)\b", re.I)
"""What a row of a table leaves out of a sentence about cover: what it is good for, and that somebody is in."""
_WOULD = re.compile(r"^I(?:['’]d| would)(?: like to)? ")
MOST_ROWS = 6
_NO_START = ("title", "apply", "leave")
"""Kinds of asks of which the start is not the user's to name."""
_EXTENT = "[from when, and how much of my time]"
_TAKES_TIME = ("role", "move", "course", "trial", "hours")


@dataclass(frozen=True)
class Handover:
    """The user's present work, by what becomes of it."""

    given: tuple[Handing, ...]
    rest: tuple[tuple[Piece, tuple[str, ...]], ...]
    """Cover in sentences that fit no row, and the people it names; then work that the evidence shows to be going on."""
    finished: tuple[Piece, ...]
    to_write: tuple[Piece, ...]
    written: tuple[Piece, ...]
    leaves_post: bool


def plan_values(scenario: Scenario, sifted: Sifted, ask: Ask, style: Style = PLAIN) -> dict[str, Any]:
    """What the note, the plans and the resignation are filled with, safe for Markdown."""
    about = topic(sifted, ask)
    plan = handover(ask, sifted.evidence, leaves=sifted.exit or about.kind in ("apply", "leave", "move"))
    change = " ".join(piece.text for piece in ask.change)
    limits = limits_of(sifted.constraints, ask, scenario.user.tenure)

    spells = [] if plan.leaves_post or plan.given else _spells(change)
    told = [] if vague(ask) else recorded(ask, style, exits=sifted.exit)

    def said(piece: Piece) -> str:
        text = voiced(piece.text, style.tone)
        line = _line(_WOULD.sub("I will ", text) if sifted.exit else text)
        return f"{line} Until then: [which pieces of work I finish]" if _STAYS_ON.search(text) else line

    return {
        "rows": [
            *(
                (_shared(one), _goes_to(one.who), "after the training" if one.how else _spell_of(one, change))
                for one in plan.given
            ),
            *(
                (
                    _capital(piece.text) if not names else "[which part of my work]",
                    " and ".join(map(escape, names)),
                    "",
                )
                for piece, names in plan.rest
            ),
        ][:MOST_ROWS],
        "told_cover": [
            _line(voiced(piece.text, style.tone)) for piece in _told_below(plan, sure=sifted.exit)
        ],
        "steps": _surely(plan, about.deadline, limits, sure=sifted.exit),
        "steps_if": _if_agreed(ask, plan, about.kind, sure=sifted.exit),
        "what_changes": what_changes(ask, style),
        "asked_now": told if ask.timed or sifted.exit or about.kind in _NO_START else _with_gap(told),
        "told_as_record": bool(told) and bool(TOLD_AS_RECORD.match(told[0])),
        "asked_of_boss": [asked_for(piece.text) for piece in ask.next_step],
        "put_off": put_off(ask) if "been_told_not_now" in scenario.special else "",
        "small": scenario.user.size == "small",
        "reworded": _reworded(ask, plan.given),
        "leaves_after": next(
            (escape(found["what"]) for piece in plan.finished if (found := _AFTER.search(piece.text))), ""
        ),
        "finished": [said(piece) for piece in plan.finished],
        "goes_on": []
        if plan.leaves_post
        else [_capital(_as_thing(work)) for work in _duties(sifted, change)],
        "to_write": [_line(piece.text) for piece in plan.to_write],
        "written": [_line(spoken(piece.text)) for piece in plan.written],
        "leaves_post": plan.leaves_post,
        "returns": "" if plan.leaves_post else escape(ends(change)),
        "spells": [spell for spell, _ in spells],
        "spells_dated": spells,
        **condition_values(scenario, sifted, ask, plan.given, style),
        **parting_values(scenario, sifted, ask, plan.given, style),
    }


def handover(ask: Ask, evidence: Sequence[Piece], *, leaves: bool = False) -> Handover:
    """Sorts what the ask says about cover, and, where the user leaves their post, the work that the evidence shows to be going on."""
    given = handings((*ask.cover, *ask.change) if leaves else ask.cover)
    parts = [step for piece in ((*ask.cover, *ask.change) if leaves else ask.cover) for step in steps(piece)]
    known = names(" ".join(piece.text for piece in ask.sentences))
    named = {part: tuple(people(part.text, known)) for part in parts}
    left = [part for part in parts if not any(one.said == part for one in given)]
    finished = [part for part in left if _STAYS.search(part.text) and not named[part]]
    to_write = [
        part for part in left if _WRITES.search(part.text) and not named[part] and part not in finished
    ]
    rest = [(part, named[part]) for part in left if named[part]]
    leaves_post = leaves or any(_LEAVES_POST.search(piece.text) for piece in ask.change)
    told = " ".join(piece.text for piece in (*ask.cover, *ask.change)).lower()
    for piece in evidence if leaves_post else ():
        work = going_on(piece.text)
        begun = stems(work.split(" ")[0]) & {stem for one in given for stem in stems(one.work)}
        if work and work.lower() not in told and not begun:
            rest.append((Piece(_as_thing(work), piece.source), ()))
    written = [piece for piece in evidence if _WRITTEN.search(piece.text) and not going_on(piece.text)]
    return Handover(tuple(given), tuple(rest), tuple(finished), tuple(to_write), tuple(written), leaves_post)


def _duties(sifted: Sifted, change: str) -> list[str]:
    """Work of every week that the evidence tells of: whoever only gives up some of their time may keep it.

    :param change: what is asked for; work that it names is no present work.
    """
    found = (going_on(piece.text) for piece in sifted.evidence)
    return [
        work
        for work in found
        if work and not work.startswith("questions from") and not stems(work) & stems(change)
    ]


def _as_thing(work: str) -> str:
    """Work that somebody does as a table names it ("plan the tours" as "planning the tours")."""
    verb, _, what = work.partition(" ")
    known = verb.endswith("ing") or verb == "questions"
    if verb in ("do", "doing"):
        return what
    return work if known else f"{gerund(verb)} {what}".rstrip()


def going_on(text: str) -> str:
    """Work that goes on, out of a result ("I've been running the bug triage since March" as "running the bug triage"), or nothing."""
    if found := _ASK_ME.match(text.strip()):
        return f"questions from {found['who'][0].lower()}{found['who'][1:]}"
    for part in re.split(r"(?<=[;:])\s", text):
        for found in _I_DO.finditer(part):
            verb = next(filter(None, found.groups()))
            if verb not in _PAST and not verb.endswith("ed"):
                start = found.start(found.lastindex or 1)
                return _TAIL.sub("", part[start:]).rstrip(" ;:.")
    return ""


def _with_gap(told: Sequence[str]) -> list[str]:
    """The record of the ask, with a gap for when and how much in the sentence that asks."""
    return [f"{line.rstrip('.')} {_EXTENT}." if not n else line for n, line in enumerate(told)]


def _told_below(plan: Handover, *, sure: bool) -> list[Piece]:
    """What no row can hold: cover in other sentences, and why somebody takes the work, that they offered to, or how they are trained."""
    would = "will" if sure else "would"
    more = [
        Piece(f"I {would} {_training(one)} {one.when}".rstrip(), one.said.source)
        if one.how
        else one.said
        if one.said.text[0].isupper()
        else Piece(f"I {would} {one.said.text}", one.said.source)
        for one in plan.given
        if one.how or _TELLS_MORE.search(one.said.text)
    ]
    return [*more, *(piece for piece, whom in plan.rest if whom)]


def _surely(plan: Handover, deadline: str, limits: Limits, *, sure: bool) -> list[tuple[str, str, str]]:
    """Who does what by when after the talk, whatever comes of it; what the user wishes for is no step.

    :param sure: whether the change happens in any case; then what the user finishes is one of these.
    """
    found: list[tuple[str, str, str]] = []
    if deadline:
        found.append(("I", "hand in my application", f"before it closes: {escape(deadline)}"))
    if sure:
        found += _own_steps(plan)
    found = found or [("I", "[what I do first]", "")]
    signed = [signs for piece in limits.requests if (signs := _SIGNS.match(piece.text))]
    found += [
        ("You", f"your {signs['what'].lower()} for {escape(signs['who'])}: [yes or no]", "")
        for signs in signed
    ] or [("You", "[what you clear or decide first]", "")]
    asked = () if sure else dict.fromkeys(body for one in limits.open if (body := decider(one.text)))
    return found + [("[name]", f"ask {escape(body)}", "") for body in asked]


def _if_agreed(ask: Ask, plan: Handover, kind: str, *, sure: bool) -> list[tuple[str, str, str]]:
    """What follows from a yes: what the user keeps or finishes, and what would go to others.

    :param kind: the kind of ask; where it takes time from the present work and nobody is named for that, a row asks who.
    """
    takes_time = kind in _TAKES_TIME and not (ask.cover or sure or kept_beside(ask))
    change = " ".join(piece.text for piece in ask.change)
    shown = exposure(ask)
    return [
        *([] if sure else _own_steps(plan)),
        *(
            ("I", _cell(_training(one)), _named_day(one, change))
            if one.how
            else (_goes_to(one.who), _cell(f"{one.verb} {one.work}"), _named_day(one, change))
            for one in plan.given
        ),
        *([("[name]", "look after my present work", "")] if takes_time else []),
        *([("I", _cell(shown.text), "")] if kind == "conditions" and shown else []),
    ]


def _own_steps(plan: Handover) -> list[tuple[str, str, str]]:
    """What the user does themselves until the change, and when."""
    found = []
    for piece in _left(plan):
        what, when = split_when(act(piece.text) or piece.text)
        if not when and (stays := _STAYS_ON.search(what)):
            what, when = what[: stays.start("when")].rstrip(), stays["when"]
        found.append(("I", _cell(what), _cell(when) or ("as before" if _GOES_ON.match(what) else "")))
    return found


def _spell_of(one: Handing, change: str) -> str:
    """When somebody does the work: their own time, else that of the change where the sentence points to it ("then")."""
    if one.when or not POINTS_BACK.search(one.said.text):
        return _period(one.when)
    sentence_of = next(
        (part for part in re.split(r"(?<=[.!?])\s", change) if split_when(part.rstrip(" ."))[1]), ""
    )
    return _period(split_when(sentence_of.rstrip(" ."))[1])


def _named_day(one: Handing, change: str) -> str:
    """When somebody does the work, for a reader who has not the ask beside them: "that day" by how often it comes."""
    if POINTS_BACK.fullmatch(re.sub(r"^(?:on|in|at) ", "", one.when)):
        often = next((span.text for span in find_spans(change) if span.kind == "amount"), "")
        return _cell(often) or f"{_cell(one.when)} [which]"
    return _spell_of(one, change)


def _left(plan: Handover) -> list[Piece]:
    """What the user does themselves until the change: what they finish, keep or write down."""
    return [piece for piece in (*plan.finished, *plan.to_write) if act(piece.text) or piece.text[0].islower()]


def _reworded(ask: Ask, given: Sequence[Handing]) -> dict[str, str]:
    """What of the user's sentences stands in a row in other words, and the field it comes from."""
    made = {_training(one) if one.how else f"{one.verb} {one.work}": one.said.source for one in given}
    made |= {one.work: one.said.source for one in given}
    for piece in (*ask.change, *ask.cover, *(step for one in ask.cover for step in steps(one))):
        if done := act(voiced(piece.text, "plain")):
            made |= {done: piece.source, split_when(done)[0]: piece.source}
    return made


def _spells(change: str) -> list[tuple[str, str]]:
    """The short spells of a short change ("two mornings", "a month") with what is known of when, for which somebody does the usual work."""
    if any(span.kind == "amount" for span in find_spans(change)):
        return []
    found: dict[str, str] = {}
    for part in _PARTS.split(change):
        month = next((when.group() for when in _IN_MONTH.finditer(part)), "")
        shift = next((on.group() for on in _ON_SHIFT.finditer(part)), "")
        for spell in _LASTS.finditer(part):
            if not _RECURS.match(part[spell.end() :]):
                found.setdefault(spell.group().capitalize(), " ".join(filter(None, (shift, month))))
    return [(escape(spell), escape(when)) for spell, when in found.items()]


_PARTS = re.compile(r"(?<=[.;!?])\s|,? and (?:then|afterwards|after that)\b|,? then\b|\bafterwards\b")
_ON_SHIFT = re.compile(r"\bon (?:the )?[a-z]+ shifts?\b")
_IN_MONTH = re.compile(
    r"\bin (?:early |mid-|late )?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def _shared(one: Handing) -> str:
    """The work as a row names it; what is only shared stays with the user too."""
    return f"{_capital(one.work)} (shared)" if one.verb == "share" else _capital(one.work)


def _training(one: Handing) -> str:
    """What the user does for whoever is trained, in their words."""
    return f"train {one.who} {one.how} {one.work}"


def _goes_to(who: str) -> str:
    """Somebody as a table names them: with a gap where they have no name yet."""
    if who == "whoever you choose":
        return "[whom you choose]"
    if re.match(r"(?:an?|another|some\w+)\b", who, re.I):
        return f"{escape(who[0].upper() + who[1:])} [name]"
    return escape(who)


def _capital(text: str) -> str:
    return _cell(text[:1].upper() + text[1:])


def _period(when: str) -> str:
    """A time as a table names it: with a gap where only a length is known."""
    dated = any(span.kind == "date" for span in find_spans(when))
    lasts = any(span.kind == "duration" for span in find_spans(when))
    return f"{_cell(when)} [from when]" if lasts and not dated else _cell(when)


def _cell(text: str) -> str:
    return escape(shorten(text, 30).rstrip("."))


def _line(text: str) -> str:
    return escape(sentence(shorten(text, 40)))
