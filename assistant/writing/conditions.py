"""What a "not now" plan is made of: the obstacles that the user named, each with what would settle it and who sees to it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant import catalog
from assistant.domain import Scenario, Style
from assistant.text.segment import clauses
from assistant.text.spans import find_spans
from assistant.writing.actions import Handing, act
from assistant.writing.cues import JOINER, SUBORDINATE
from assistant.writing.obstacles import open_points
from assistant.writing.options import chosen, repeats
from assistant.writing.parse import Ask
from assistant.writing.private import Piece, Sifted
from assistant.writing.settling import on_probation
from assistant.writing.topic import DEPUTY, as_noun
from assistant.writing.voice import formal, lowered, voiced
from assistant.writing.wording import escape, sentence, shorten, spelled, stems
from assistant.writing.worries import Limit, decider, kind_of, limits_of, signature

_SHOWS = re.compile(
    r"\b(?:so (?:that )?(?:I|you|we) (?:can|could) (?:show|see|prove)|to (?:show|prove|learn)|shadow\w*|sit in on|stand in|be trained)\b",
    re.I,
)
_LEARNS = re.compile(r"(?:shadow|stand in|learn|train|help out|assist|deputi[sz]e)\b", re.I)
_MEANWHILE = re.compile(r"^(?:until then|meanwhile|in the meantime|then),? I (?=[a-z])", re.I)
_BY = re.compile(
    r"\b(?:must be true|(?:has|have|needs?|would have) to be (?:true|in place|met)|conditions?)\b.{0,30}?\bby (?:the )?$",
    re.I,
)
_NO_POST = re.compile(r"\b(rotation|secondment|exchange|swap|trial)\b", re.I)
"""A way of which the ask says that it needs no post."""
_A_POST = re.compile(
    rf"\b(?:{DEPUTY}|head|lead|leader|manager|director|supervisor|chief|chef|captain|apply|application|vacancy)\b",
    re.I,
)
_LESS = re.compile(r"\b(?:stay|half[- ]time|part[- ]time|hours|split)\b", re.I)
_COVERED = ("coverage", "knows", "busy", "timing", "handover")
"""Kinds of obstacles that somebody who takes the work over may settle."""
_MONTH = re.compile(
    r"\b(?:January|February|March|April|(?:in|of|until|before|after) May|June|July|August|September|October|November|December"
    r"|spring|summer|autumn|winter|Christmas|Easter)\b"
)
_SEASONS = ("busy", "timing")
"""Of these: what passes by itself, so that waiting settles it too."""
_OWNERS = {"user": "I", "boss": "[you or I]", "both": "both of us"}
"""Who sees to a row, in the user's voice; what only the boss could do is theirs to take on, never given to them."""
_OPINIONS = ("other", "everyone", "fairness")
"""Kinds of which nothing but what is seen later can settle what the boss said."""
MOST = 4


def condition_values(
    scenario: Scenario, sifted: Sifted, ask: Ask, given: Sequence[Handing], style: Style
) -> dict[str, Any]:
    """The rows of the conditions, the step that shows something, and the date until which the user wants them met."""
    limits = limits_of(sifted.constraints, ask, scenario.user.tenure)
    trial = on_probation(scenario)
    shown = exposure(ask, sifted.options)
    asked_for, _ = chosen([piece.text for piece in sifted.options], ask)
    asked = next((piece for piece in sifted.options if piece.text == asked_for), None)
    body = next((named for one in limits.open if (named := decider(one.text))), "")
    return {
        "obstacles": _merged(
            [
                _row(limit, scenario, given, ask, body, style)
                for limit in limits.open
                if not (
                    limit.met
                    or (limit.stub and limit.answered)
                    or (trial and "probation" in limit.text.lower())
                )
            ]
        )[:MOST],
        "must_hold": [_said(piece.text, style) for piece in limits.guards],
        "rules_met": [escape(sentence(limit.text)).rstrip(".") for limit in limits.open if limit.met],
        "signatures": [escape(signature(piece.text)).rstrip(".") for piece in limits.requests],
        "exposure": escape(sentence(shorten(shown.text, 40))).rstrip(".") if shown else "",
        "meantime": [
            lowered(as_noun(escape(sentence(shorten(piece.text, 20))).rstrip(".")))
            for piece in sifted.options
            if piece not in (shown, asked) and not repeats(piece.text, ask) and _fits_meanwhile(piece.text)
        ],
        "conditions_by": escape(conditions_by(ask)),
    }


def exposure(ask: Ask, options: Sequence[Piece] = ()) -> Piece | None:
    """What the user wants to do in order to show or learn something: a clause of the ask, else an option such as "Shadow …"."""
    for piece in (*ask.change, *ask.benefit):
        parts = [part.text for part in clauses(piece.text)]
        for n, part in enumerate(parts):
            if _SHOWS.search(part):
                start = n - 1 if n and (SUBORDINATE.match(part) or part.startswith("so ")) else n
                text = JOINER.sub("", " ".join(parts[start : n + 1])).rstrip(",;.")
                text = act(voiced(text, "plain")) or _MEANWHILE.sub("", text)
                return Piece(text, piece.source)
    return next((piece for piece in options if _LEARNS.match(piece.text)), None)


def _fits_meanwhile(option: str) -> bool:
    """Whether an option is small enough to begin with: some learning, or a share of the time; never another post."""
    if _LEARNS.match(option):
        return True
    if re.match(r"(?:stay put|wait)\b", option, re.I):
        return False
    share = _LESS.search(option) or any(span.kind == "amount" for span in find_spans(option))
    return bool(share) and not _A_POST.search(option)


def conditions_by(ask: Ask) -> str:
    """The date by which the user asks the conditions to be met; a review inside the proposal is none."""
    for piece in ask.sentences:
        for span in find_spans(piece.text):
            if span.kind == "date" and _BY.search(piece.text[: span.start]):
                return span.text
    return ""


def _row(
    limit: Limit, scenario: Scenario, given: Sequence[Handing], ask: Ask, body: str, style: Style
) -> tuple[str, str, str, str]:
    """An obstacle, what has to be true then, how both see it, and who sees to it.

    :param body: who decides, where one of the limits names them.
    """
    kind = kind_of(limit.text)
    way = _NO_POST.search(" ".join(piece.text for piece in ask.change))
    terms = _terms(kind)
    country = scenario.user.country
    who = _OWNERS[terms["who"]]
    settles, seen = spelled(terms["settles"], country), spelled(terms["seen"], country)
    body = escape(body)
    if kind in _COVERED and (one := _covered(limit.text, given, sure=kind in ("coverage", "handover"))):
        settles, seen = _taken_over(
            one, ask, "This is over" if kind in _SEASONS or _MONTH.search(limit.text) else ""
        )
    elif way and (kind == "headcount" or (body and decider(limit.text))):
        settles = f"{body[0].upper()}{body[1:]} agrees to" if body else "There is a yes to"
        settles += f" a {way[1].lower()}, for which no post is needed"
        seen = "their yes in writing" if body else seen
    elif limit.said and kind in _OPINIONS:
        settles = "[what would show that it works all the same]"
    elif body and decider(limit.text):
        settles, seen = f"{body[0].upper()}{body[1:]} agrees [to what exactly]", "their answer in writing"
    return _obstacle(limit, scenario, style), settles, seen, who


def _taken_over(one: Handing, ask: Ask, passes: str) -> tuple[str, str]:
    """What has to be true where somebody else takes the work, and how both see it; nobody is said to have agreed.

    :param passes: what settles it without them, empty where only the cover does.
    """
    who, work = escape(one.who), f"{escape(one.verb)} {escape(one.work)}"
    names = one.who.split(" and ")
    many = len(names) > 1
    agrees = f"{who} agree{'' if many else 's'} to" if set(names) & set(ask.unasked) else f"{who} can"
    if one.how:
        agrees, work = f"{who} {'are' if many else 'is'} trained {one.how}", escape(one.work)
    cover = f"{agrees} {work} {escape(one.when) if one.when else '[from when]'}"
    return (
        (f"{passes}, or {cover}", "[how we both see it]")
        if passes
        else (cover, f"{who} {'have' if many else 'has'} done it for [how long]")
    )


def _merged(rows: Sequence[tuple[str, str, str, str]]) -> list[tuple[str, str, str, str]]:
    """The rows, those that the same thing settles as one: nobody fulfils a condition twice."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for text, *rest in rows:
        told = found.setdefault((rest[0], rest[1], rest[2]), [])
        told += [text] if text not in told or "[" in rest[0] else []
    merged: list[tuple[str, str, str, str]] = []
    for (settles, seen, who), texts in found.items():
        if "[" in settles:  # a gap is filled for each of them
            merged += [(text, settles, seen, who) for text in texts]
        else:
            merged.append((". ".join(texts), settles, seen, who))
    return merged


def _terms(kind: str) -> Mapping[str, str]:
    """What the knowledge says of a kind of obstacle; one kind may stand for another (``as``)."""
    table: Mapping[str, Mapping[str, str]] = catalog.table("thresholds")
    found = table.get(kind) or table["other"]
    return table[found["as"]] if "as" in found else found


def _obstacle(limit: Limit, scenario: Scenario, style: Style) -> str:
    """The obstacle as a paper for the boss names it: without what they said, saw or must do."""
    found = open_points(
        [replace(limit, answered=False, text=formal(limit.text) if style.tone == "formal" else limit.text)],
        scenario,
        24,
    )
    return found[0][0].rstrip(".:") if found else _said(limit.text, style)


def _said(text: str, style: Style) -> str:
    line = formal(text) if style.tone == "formal" else text
    return escape(sentence(shorten(line, 24))).rstrip(".")


def _covered(limit: str, given: Sequence[Handing], *, sure: bool) -> Handing | None:
    """The handing over that speaks to a limit: it shares a word with it, or, where the limit is ``sure`` to be about cover, it is the only one."""
    named = [one for one in given if not re.match(r"(?:an?|another|some\w+|whoever)\b", one.who, re.I)]
    near = [one for one in named if stems(one.said.text) & stems(limit)]
    return near[0] if near else named[0] if len(named) == 1 and sure else None
