"""The values that the templates are filled with: the user's words, made safe and short, and what follows from the meeting."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant import catalog
from assistant.domain import PLAIN, Held, Meeting, Scenario, Style
from assistant.text.spans import find_spans
from assistant.writing import documents
from assistant.writing.clashes import start_in_probation, starts_in_probation
from assistant.writing.courtesy import thanks, years
from assistant.writing.facts import fields
from assistant.writing.gains import at_the_place, cover_gap, gain_gap, kept_beside
from assistant.writing.naming import form_of_address
from assistant.writing.obstacles import open_points, time_here, worry_rows
from assistant.writing.options import already_said, beside, chosen, named
from assistant.writing.parse import OPEN, STOP, Ask
from assistant.writing.plans import POINTS_BACK, plan_values
from assistant.writing.private import Piece, Sifted, kept_out
from assistant.writing.results import evidence_values
from assistant.writing.settling import on_probation, settling_values
from assistant.writing.style import Limits, limits
from assistant.writing.style import values as style_values
from assistant.writing.topic import MY_PAY, Topic, as_noun, topic, vague
from assistant.writing.voice import formal, if_agreed, lowered, proposed, suggested, voiced
from assistant.writing.wording import (
    address,
    clock,
    escape,
    later,
    long_date,
    sentence,
    shorten,
    spelled,
    unescape,
)
from assistant.writing.worries import Limit, kind_of, limits_of, signature

DEFAULT_MINUTES = 30
_SUGGESTS = ("agenda", "brief", "not_now_plan", "transition_plan")
"""Papers that the boss reads before anything is agreed: how it is judged is a suggestion there."""
_SHARES = (0.1, 0.2, 0.2, 0.35)
_LONG = 40
"""Minutes from which the acts are timed in steps of five."""
_SHORT_ENOUGH = 45
_WHERE = re.compile(r"\s(?:at|in|for) (?=the\b|our\b|[A-ZÀ-Þ])")
"""What a subject line leaves out of a name: the place."""
_PROBATION, _NEVER = re.compile(r"\bprobation\b", re.I), re.compile(r"(?!)")
_SHOULD = re.compile(r"^We (?:should|need to|have to|must|ought to) agree\b")
"""What is still to be agreed, as the user says it; a paper names it and leaves the gap."""
_REASON = re.compile(r"\b(?:so that I|because|in order to)\b")
_GLOSS = re.compile(r"\s*\([^()]*\)\s*$")
"""What explains a name to strangers; the boss knows it."""
_ABOUT_ME = (
    "invested",
    "readiness",
    "performance",
    "loyalty",
    "fairness",
    "everyone",
    "no_path",
    "deferral",
    "future",
)
"""Kinds of obstacles to the ask that are none to the work which somebody else would do."""
_CALL = re.compile(r"\b(?:meet|teams|zoom|webex|skype|call|video|online|phone)\b", re.I)
_LAST_DAY = re.compile(r"\b(?:stay|work|last (?:working )?(?:day|shift)|leave|go|notice)\b", re.I)


def inputs(kind: str, scenario: Scenario, sifted: Sifted, ask: Ask, style: Style = PLAIN) -> dict[str, Any]:
    """Every value that a writing template may use, by name."""
    user, manager, most = scenario.user, scenario.manager, limits(kind, style)
    options = [named(piece.text, most.option_words) for piece in sifted.options]
    headline, others = chosen(options, ask)
    about = _topic_values(topic(sifted, ask, headline))
    proposal = _ask_values(sifted, ask, style, most, scenario)
    if kind in _SUGGESTS:
        proposal["review_said"] = [
            line if STOP.match(line) else suggested(line) for line in proposal["review_said"]
        ]
    pays = about["about"] == MY_PAY
    if pays:  # nobody has to cover for a rise: what the ask says of the work is its reason, and stands there
        asked = " ".join(proposal["proposal"]).lower()
        proposal["cover"] = [line for line in proposal["cover"] if line.rstrip(".").lower() not in asked]
    plans = plan_values(scenario, sifted, ask, style)
    names = {
        "me": _name(address(user.name, user.country)),
        "my_full_name": _name(user.name),
        "to": form_of_address(scenario),
        "boss": _name(address(manager.name, user.country)),
        "boss_full_name": _name(manager.name),
    }
    return {
        **names,
        **style_values(scenario, style, names),
        "like": "I'd like" if style.tone == "warm" else "I would like",
        "role": escape(shorten(_GLOSS.sub("", user.role), 14)),
        "organisation": escape(shorten(_GLOSS.sub("", user.organisation), 14)),
        "tenure": time_here(scenario),
        **settling_values(
            scenario,
            exits=sifted.exit,
            early=starts_in_probation(scenario),
            start=escape(start_in_probation(scenario)),
        ),
        "told_before": "been_told_not_now" in scenario.special,
        "exit": sifted.exit,
        "remote": _is_call(scenario),
        "shared": _is_call(scenario) and manager.trust != "low",
        **about,
        **evidence_values(sifted, style, most),
        **proposal,
        "benefit": [at_the_place(line, about["about"]) for line in proposal["benefit"]],
        "keep_out": _keep_out(sifted),
        "thanks": thanks(sifted),
        "years_here": years(scenario),
        "kept_beside": kept_beside(ask),
        "gain_gap": spelled(gain_gap("pay" if pays else about["ask_kind"], ask), user.country),
        "in_short": _in_short(about["ask_kind"], proposal),
        "pitch": _pitch(proposal, most.pitch_words),
        "headline": headline,
        "headline_said": already_said(headline, ask),
        "stays": as_noun(
            next((option for option in options if re.match(r"stay(?:ing)?\b", option, re.I)), "")
        ),
        "searching": "considering_leaving" in scenario.special and not sifted.exit,
        "others": others[: most.others],
        "fallbacks": [
            lowered(option if " and " in option else as_noun(option)) for option in beside(others, ask)
        ],
        "directions": [lowered(as_noun(option)) for option in [headline, *others[: most.others]] if option],
        "last_day": _last_day(ask) if sifted.exit else "",
        **plans,
        "cover_gap": cover_gap(ask, plans["spells"]),
        **meeting_values(scenario.meeting, user.country),
        "place": _place(scenario),
        "held": _held(scenario.held),
        **documents.values(scenario, leaving=sifted.exit),
    }


def _keep_out(sifted: Sifted) -> list[str]:
    """What the user had better not say, by its kind alone: a card may be left lying about."""
    table: Mapping[str, str] = catalog.table("writing")["keep_out"]
    known = {"search"} if sifted.exit else set()
    return list(
        dict.fromkeys(table[name] for name in kept_out(sifted.withheld) if name in table.keys() - known)
    )


def _topic_values(found: Topic) -> dict[str, Any]:
    """What is asked for, in a few words: ``about`` stands behind "about", ``post`` is the post applied for."""
    about = f"my application for {found.name}" if found.kind == "apply" and found.name else found.name
    return {
        "ask_kind": found.kind,
        "about": escape(about),
        "post": escape(found.name) if found.kind == "apply" else "",
        "short_about": escape(_WHERE.split(found.name)[0] if found.kind == "apply" else about),
        "deadline": escape(found.deadline),
        "begins": escape(found.begins),
    }


def _ask_values(sifted: Sifted, ask: Ask, style: Style, most: Limits, scenario: Scenario) -> dict[str, Any]:
    """The parts of the ask in the voice of a paper; of a wish without an object no part, so that a gap stands there."""
    said = {piece: Piece(voiced(piece.text, style.tone), piece.source) for piece in ask.pieces}
    said |= {piece: Piece(proposed(said[piece].text), piece.source) for piece in ask.cover}
    constraints = sifted.constraints
    if style.tone == "formal":
        constraints = tuple(Piece(formal(piece.text), piece.source) for piece in constraints)
    limits = limits_of(constraints, ask, scenario.user.tenure)
    unclear = vague(ask)

    def lines(pieces: Sequence[Piece]) -> list[str]:
        return _lines([said.get(piece, piece) for piece in pieces], words=most.part_words)

    proposal = sorted((*ask.background, *ask.change), key=lambda piece: _place_in(piece, ask))
    asked_first = _PROBATION if on_probation(scenario) else _NEVER
    open_limits = [limit for limit in limits.open if not asked_first.search(limit.text)]
    guards = [_line(piece.text, most.care_words) for piece in limits.guards]

    def points(found: Sequence[Limit]) -> list[tuple[str, str]]:
        return open_points(found, scenario, most.care_words, leaving=sifted.exit)[: most.cares]

    return {
        "vague": unclear,
        "reasoned": any(_REASON.search(piece.text) for piece in ask.change),
        "asked": []
        if unclear
        else lines([one for one in ask.sentences if one not in ask.review] or ask.change),
        "proposal": [] if unclear else lines(proposal),
        "change": [] if unclear else lines(ask.change),
        "background": lines(ask.background),
        "benefit": [*lines(ask.benefit), *(_gap_closed(piece.text) for piece in limits.needs)],
        "cover": [if_agreed(line, ask.unasked) for line in lines(ask.cover)],
        "review": lines(ask.review),
        "cover_said": [if_agreed(line, ask.unasked) for line in lines(_unsaid(ask.cover, ask))],
        "review_said": [_open_measure(line) for line in lines(_unsaid(ask.review, ask))],
        "next_step": lines(ask.next_step),
        "requests": lines(
            [*ask.next_step, *(Piece(signature(one.text), one.source) for one in limits.requests)]
        ),
        "guards": guards,
        "watched": [lowered(line) for line in guards],
        "told_first": bool(ask.news),
        "news": lines(ask.news),
        "timed": ask.timed or sifted.exit,
        "measured": ask.measured or bool(guards) or any(OPEN.search(piece.text) for piece in ask.review),
        "review_date": escape(ask.review_date),
        "unasked": [escape(name) for name in ask.unasked],
        "cares": points(open_limits),
        "still_open": points([limit for limit in open_limits if not limit.met]),
        "at_work": points(
            [limit for limit in open_limits if not limit.met and kind_of(limit.text) not in _ABOUT_ME]
        ),
        "cover_asked": not ask.cover
        and any(
            limit.alone and kind_of(limit.text) in ("coverage", "knows")
            for limit in open_limits[: most.cares]
        ),
        "worries": worry_rows(limits.worries[:5], ask, said, scenario, leaving=sifted.exit),
    }


def _place_in(piece: Piece, ask: Ask) -> int:
    """Where ``piece`` stands in the ask."""
    core = piece.text.rstrip(".?! ")
    return next(
        (n for n, one in enumerate(ask.sentences) if core in one.text or one.text in core), len(ask.sentences)
    )


def _open_measure(line: str) -> str:
    """A review with a gap where the user says that the measure is still to be agreed."""
    return f"{_SHOULD.sub('We agree', line.rstrip('.'))}: [what exactly]." if OPEN.search(line) else line


def _is_call(scenario: Scenario) -> bool:
    """Whether the talk is known to be a call."""
    meeting = scenario.meeting
    return scenario.user.work_mode == "remote" or bool(meeting.link) or bool(_CALL.search(meeting.place))


def meeting_values(meeting: Meeting, country: str) -> dict[str, Any]:
    """Date, time, place and the timed acts as they are written in ``country``; empty where unknown."""
    minutes = meeting.minutes or DEFAULT_MINUTES
    step = 5 if minutes >= _LONG else 1
    lengths = [step * max(1, round(minutes * share / step)) for share in _SHARES]
    lengths.append(max(1, minutes - sum(lengths)))
    start = meeting.start
    return {
        "date": long_date(meeting.date, country) if meeting.date else "",
        "start": clock(start, country) if start else "",
        "end": clock(later(start, minutes), country) if start and meeting.minutes else "",
        "minutes": meeting.minutes or 0,
        "link": escape(_percent(meeting.link.strip())) if len(meeting.link.split()) == 1 else "",
        "slots": [f"{length} min" for length in lengths],
    }


def derived(scenario: Scenario, values: dict[str, Any]) -> dict[str, str]:
    """The wordings in ``values`` that were made of a field, and that field."""
    made = {
        values["date"]: "meeting.date",
        values["start"]: "meeting.start",
        values["end"]: "meeting.minutes",
        f"{values['minutes']} minutes": "meeting.minutes",
        scenario.meeting.place: "meeting.place",
        scenario.meeting.link: "meeting.link",
        scenario.user.role: "user.role",
        scenario.user.organisation: "user.organisation",
        scenario.user.name: "user.name",
        scenario.manager.name: "manager.name",
        values["me"]: "user.name",
        values["to"]: "manager.name",
        values["boss"]: "manager.name",
        values["tenure"]: "user.tenure",
        values["probation"]: "user.tenure",
    }
    core = re.sub(
        r"^(?:the|a|my application for|a move to|the (?:post|role) of|\w+ing) ", "", unescape(values["about"])
    )
    source = next((name for name, text in fields(scenario).items() if core and core in text), "")
    made |= {core: source} if source else {}
    made |= values["reworded"]
    return {text: source for text, source in made.items() if text}


def _held(found: Held | None) -> Held | None:
    """What the real talk brought, made safe for Markdown."""
    if found is None:
        return None
    steps = tuple((escape(step), escape(due)) for step, due in found.steps)
    said, decided = tuple(map(escape, found.said)), tuple(map(escape, found.decided))
    return Held(said, decided, steps, escape(found.review))


def _place(scenario: Scenario) -> str:
    """The place as the boss is told it: their own room is "your" room."""
    post = re.split(r"[,;(]", scenario.manager.role)[0].strip()
    parts = [scenario.manager.name, *scenario.manager.name.split(), post, *post.split()[-1:]]
    names = "|".join(re.escape(part) for part in parts if part)
    place = re.sub(
        rf"(?:\b(?:his|her|their|the boss['’]s|my boss['’]s|my manager['’]s)|(?<!\w)(?:the )?(?:{names})['’]s)(?= (?:\w+ )?(?:office|room|desk|place|shop|floor)\b)",
        "your",
        scenario.meeting.place,
    )
    return escape(shorten(place, 30))


def _percent(link: str) -> str:
    """``link`` with its brackets as a browser sends them."""
    return link.replace("[", "%5B").replace("]", "%5D")


def _unsaid(pieces: Sequence[Piece], ask: Ask) -> list[Piece]:
    """Those of ``pieces`` that no sentence of the change says already."""
    return [piece for piece in pieces if not any(piece.text in said.text for said in ask.change)]


def _name(text: str) -> str:
    return escape(" ".join(text.split())[:80])


def _line(text: str, words: int = 45) -> str:
    return escape(sentence(shorten(text, words)))


def _lines(pieces: Sequence[Piece], words: int = 220) -> list[str]:
    """The pieces as sentences, all together at most ``words`` words."""
    lines: list[str] = []
    for piece in pieces:
        if words <= 0:
            break
        lines.append(_line(piece.text, min(words, 90)))
        words -= len(piece.text.split())
    return list(dict.fromkeys(lines))


def _in_short(kind: str, proposal: Mapping[str, Any]) -> str:
    """The one sentence that an invitation needs: the change itself, or, for an application, how the handover would go."""
    said = {
        "apply": "cover",
        "trial": "change",
        "course": "change",
        "move": "change",
        "role": "change",
        "title": "change",
    }
    lines: list[str] = proposal[said[kind]] if kind in said else []
    return lines[0] if lines and len(lines[0].split()) <= _SHORT_ENOUGH else ""


def _pitch(proposal: Mapping[str, Any], words: int) -> list[str]:
    """As much of the ask as an invitation has room for; what points back to a sentence that had to go, goes with it."""
    told: list[str] = []
    cut = False
    for line in (*proposal["change"], *proposal["cover"][:1], *map(suggested, proposal["review_said"][:1])):
        words -= len(line.split())
        if words < 0:
            words, cut = words + len(line.split()), True
        elif not (cut and POINTS_BACK.search(line)):
            told.append(line)
    return told


def _gap_closed(need: str) -> str:
    """A lack that the ask fills, as a gain."""
    bare = re.sub(r",? (?:anyway|as it is)(?=[.!]?$)", "", need).rstrip(".! ")
    return _line(f"It closes a gap: {lowered(bare)}")


def _last_day(ask: Ask) -> str:
    """The sentence of an openly stated exit that says until when, if it has a date."""
    for piece in ask.sentences:
        if _LAST_DAY.search(piece.text) and any(span.kind == "date" for span in find_spans(piece.text)):
            return _line(piece.text)
    return ""
