"""The values that the templates are filled with: the user's words, made safe and short, and what follows from the meeting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assistant import catalog
from assistant.domain import Meeting, Scenario
from assistant.text.spans import find_spans
from assistant.writing.parse import Ask
from assistant.writing.private import Piece, Sifted
from assistant.writing.wording import address, clock, escape, later, long_date, sentence, shorten, stems

DEFAULT_MINUTES = 30
_SHARES = (0.1, 0.2, 0.2, 0.35)
_NO_FIGURES = re.compile(
    r"[,;.]?\s*(?:but )?\bi (?:haven['’]t|have not|don['’]t|do not) (?:got |have )?(?:the |any |exact )*(?:numbers?|figures?|data)\b(?: in front of me| to hand| here| yet)?",
    re.I,
)
_LEAD_IN = re.compile(r"^(?:ask (?:\w+ )?for (?:the |an? )?|ask to |try to |maybe |perhaps )", re.I)
_TRIAL = r"\b(?:trial|pilot|try|stop|go back|for (?:\w+ ){1,2}(?:weeks|months))\b"
_WHEN = r"\b(?:before|after|until|till|by|from|once|when|outside)\b"
_RULES = r"\b(?:rules?|polic\w+|agreements?|union|contract|regulations?|council|hr|appl(?:y|ies|ication)|directorate|head office|board|compan(?:y|ies)|allow\w*|approv\w*)\b"
ANSWERS = {
    "policy": _RULES,
    "not_my_decision": _RULES,
    "timing": rf"{_WHEN}|{_TRIAL}|\bcovers?\b",
    "deferral": f"{_WHEN}|{_TRIAL}",
    "budget": r"\b(?:costs?|sav\w+|cheaper|waste|budget|money|paid|pays?|overtime|till)\b|[£$€%]",
    "headcount": r"\b(?:covers?|no (?:new|extra)|same|without|swap\w*|trial)\b",
    "readiness": r"\b(?:train\w*|learn\w*|led|run|ran|course|shadow\w*|feedback|review|certificate|under)\b|"
    + _TRIAL,
    "no_path": r"\b(?:role|post|trial|because|saves?|gains?)\b",
    "performance": r"\b(?:since|now|fewer|review|check\w*|feedback)\b",
    "loyalty": r"\b(?:stay|remain|hand\w* over|come back|until)\b",
    "fairness": r"\b(?:everyone|others?|turns?|same|also|rota\w*|rules?)\b",
}
"""What a sentence must say to count as an answer to a concern of a kind, over and above the words they share."""
_ALONE = re.compile(r"\b(?:nobody|no one|only|cover)\b", re.I)
_RESULT = frozenset({"number", "percent", "money", "duration", "amount"})
_LAST_DAY = re.compile(r"\b(?:stay|work|last (?:working )?(?:day|shift)|leave|go|notice)\b", re.I)


def inputs(scenario: Scenario, sifted: Sifted, ask: Ask) -> dict[str, Any]:
    """Every value that a writing template may use, by name."""
    user, manager = scenario.user, scenario.manager
    results = [_result(piece.text) for piece in sifted.evidence]
    options = [_option(piece.text) for piece in sifted.options]
    headline, others = _headline(options, ask)
    return {
        "me": _name(address(user.name, user.country)),
        "my_full_name": _name(user.name),
        "to": _name(_form_of_address(scenario)),
        "boss_full_name": _name(manager.name),
        "role": escape(shorten(user.role, 14)),
        "organisation": escape(shorten(re.sub(r"\s*\([^()]*\)\s*$", "", user.organisation), 14)),
        "tenure": _tenure(user.tenure),
        "probation": _probation(scenario),
        "visa": "visa" in scenario.special,
        "exit": sifted.exit,
        "remote": user.work_mode in ("remote", "hybrid"),
        "results": results[:5],
        "thin": not any(span.kind in _RESULT for piece in sifted.evidence for span in find_spans(piece.text)),
        "headline": headline,
        "others": others[:4],
        "asked": _lines([piece for piece in ask.sentences if piece not in ask.review] or ask.change),
        "proposal": _lines([*ask.background, *ask.change]),
        "change": _lines(ask.change),
        "background": _lines(ask.background),
        "benefit": _lines(ask.benefit),
        "cover": _lines(ask.cover),
        "review": _lines(ask.review),
        "cover_said": _lines(_unsaid(ask.cover, ask)),
        "review_said": _lines(_unsaid(ask.review, ask)),
        "temperament": manager.temperament,
        "next_step": _lines(ask.next_step),
        "timed": ask.timed or sifted.exit,
        "measured": ask.measured,
        "review_date": escape(ask.review_date),
        "unasked": [escape(name) for name in ask.unasked],
        "care": [_line(piece.text, 30) for piece in sifted.constraints][:4],
        "worries": _worries(sifted.constraints[:5], ask),
        "last_day": _last_day(ask) if sifted.exit else "",
        **meeting_values(scenario.meeting, user.country),
        "place": _place(scenario),
    }


def meeting_values(meeting: Meeting, country: str) -> dict[str, Any]:
    """Date, time, place and the timed acts as they are written in ``country``; empty where unknown."""
    minutes = meeting.minutes or DEFAULT_MINUTES
    lengths = [max(1, round(minutes * share)) for share in _SHARES]
    lengths.append(max(1, minutes - sum(lengths)))
    starts = [sum(lengths[:n]) for n in range(len(lengths))]
    start = meeting.start
    slots = [
        (f"{clock(later(start, at), country)}, " if start else "") + f"{length} min"
        for at, length in zip(starts, lengths, strict=True)
    ]
    return {
        "date": long_date(meeting.date, country) if meeting.date else "",
        "start": clock(start, country) if start else "",
        "end": clock(later(start, minutes), country) if start and meeting.minutes else "",
        "minutes": meeting.minutes or 0,
        "link": escape(_percent(meeting.link.strip())) if len(meeting.link.split()) == 1 else "",
        "slots": slots,
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
        values["tenure"]: "user.tenure",
        values["probation"]: "user.tenure",
    }
    return {text: source for text, source in made.items() if text}


def _form_of_address(scenario: Scenario) -> str:
    """What the user calls the boss in the ask ("Mr. Hale"), else the usual form in their country."""
    parts = "|".join(re.escape(part) for part in scenario.manager.name.split())
    said = re.search(
        rf"\b(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Professor|Sister|Father|Sir)\b\.? (?:{parts})(?!\w)",
        scenario.preferred_ask,
    )
    return said.group() if said else address(scenario.manager.name, scenario.user.country)


def _place(scenario: Scenario) -> str:
    """The place as the boss is told it: their own room is "your" room."""
    names = "|".join(re.escape(part) for part in (scenario.manager.name, *scenario.manager.name.split()))
    place = re.sub(
        rf"(?:\b(?:his|her|their|the boss['’]s|my boss['’]s|my manager['’]s)|(?<!\w)(?:{names})['’]s)(?= (?:\w+ )?(?:office|room|desk|place|shop|floor)\b)",
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


def _result(text: str) -> str:
    """A result; where the user says that the figures are not at hand, a blank takes their place."""
    cut, times = _NO_FIGURES.subn("", text)
    line = _line(re.sub(r"^[\s,;.]*(?:but )?", "", cut))
    return f"{line.rstrip('.')} [the figures]." if times else line


def _option(text: str) -> str:
    line = sentence(shorten(_LEAD_IN.sub("", text), 25)).rstrip(".")
    return escape(line)


def _headline(options: list[str], ask: Ask) -> tuple[str, list[str]]:
    """The option that the ask speaks of, and the others; what the ask says first counts most."""
    wanted = stems(" ".join(piece.text for piece in ask.sentences))
    first = stems(ask.change[0].text) if ask.change else wanted
    shared = [2 * len(stems(option) & first) + len(stems(option) & wanted) for option in options]
    if not options or not max(shared):
        return "", options
    best = shared.index(max(shared))
    return options[best], options[:best] + options[best + 1 :]


def _worries(pieces: Sequence[Piece], ask: Ask) -> list[tuple[str, str, str]]:
    """Each worry with the answer to it and a hint; no sentence answers two of them."""
    rows: list[tuple[str, str, str]] = []
    for piece in pieces:
        answer = _answer(piece.text, ask)
        if any(answer == earlier for _, earlier, _ in rows):
            answer = ""
        rows.append((_line(piece.text, 30), answer, hint(piece.text)))
    return rows


def _answer(worry: str, ask: Ask) -> str:
    """The sentence of the ask that speaks to ``worry``, or nothing.

    It must share words with the worry and say what answers a worry of that kind; cover answers a worry about cover alone.
    """
    wanted, kind = stems(worry), _kind(worry)
    about_cover = (
        re.search(
            r"\b(?:nobody|no one|only|short|cover|in the field|on the floor|experienced)\b", worry, re.I
        )
        or kind == "coverage"
    )
    if about_cover and ask.cover:
        pieces, least, cue = list(ask.cover), int(kind != "coverage" and not _ALONE.search(worry)), ""
    else:
        least, cue = 2, ANSWERS.get(kind, "")
        pieces = [
            piece for piece in ask.sentences if piece not in ask.cover or kind in ("headcount", "timing")
        ]
    scored = [
        (len(stems(piece.text) & wanted), -n, piece)
        for n, piece in enumerate(pieces)
        if re.search(cue, piece.text, re.I)
    ]
    best = max(scored, default=None, key=lambda item: item[:2])
    return _line(best[2].text) if best and best[0] >= least else ""


def hint(worry: str) -> str:
    """One next step for the kind of concern that ``worry`` names, from the knowledge; empty where none is named."""
    kind = _kind(worry)
    return catalog.concerns()[kind].next_step if kind else ""


def _kind(worry: str) -> str:
    """The id of the concern that ``worry`` names, empty where it names none."""
    words = f" {' '.join(worry.lower().split())} "
    return next(
        (concern.id for concern in catalog.concerns().values() if any(cue in words for cue in concern.cues)),
        "",
    )


def _tenure(text: str) -> str:
    """How long the user has been there; what it says of a visa stays out."""
    parts = [part.strip() for part in re.split(r"[;,]", text)]
    return escape(
        shorten(
            ", ".join(part for part in parts if part and not re.search(r"visa|permit|sponsor", part, re.I)),
            14,
        )
    )


def _probation(scenario: Scenario) -> str:
    """What the user said about the end of probation, ``probation`` alone if nothing, empty when there is none."""
    if "probation" not in scenario.special:
        return ""
    found = [part.strip() for part in re.split(r"[;,]", scenario.user.tenure) if "probation" in part.lower()]
    return escape(shorten(found[0], 10)) if found else "probation"


def _last_day(ask: Ask) -> str:
    """The sentence of an openly stated exit that says until when, if it has a date."""
    for piece in ask.sentences:
        if _LAST_DAY.search(piece.text) and any(span.kind == "date" for span in find_spans(piece.text)):
            return _line(piece.text)
    return ""
