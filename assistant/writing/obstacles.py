"""Obstacles as a paper and a speaking card name them: what is still open, beside what the user says to it or a gap that asks for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant import catalog
from assistant.domain import Scenario
from assistant.writing.actions import ends
from assistant.writing.parse import Ask
from assistant.writing.private import Piece
from assistant.writing.settling import on_probation
from assistant.writing.wording import escape, sentence, shorten, spelled
from assistant.writing.worries import ONLY_ME, Limit, answers_to, decider, hint, kind_of, meets, weekdays

_ORDER = re.compile(
    r"(?:[,;:]| and| so) (?:so )?(?:you|we) (?:can['’]t|cannot|can not|need|must|want|have to|expect|may not)\b.*$"
)
"""The end of a sentence that would say what the boss or the house can and must; what stands before it says enough."""
_YOU_SAID = re.compile(
    r"^You(?: have)? (?P<verb>said|say|think|thought|wonder|worry|fear|feel)(?: that| whether)? (?P<what>.+)$"
)
_YOU_SAW = re.compile(r"^You (?:have|had) (?:seen|lost|had|been)\b")
_TRAINED = re.compile(
    r"^You (?:have |had )?(?:only )?(?:just )?(?:(?P<taught>taught)|trained) me(?P<what> (?:(?:for|in|on) )?[\w' -]+?)?(?=[.,;]|$)"
)
_OF_ME = re.compile(r"I\b|I['’]|my\b", re.I)
_CLAIMS = ("said", "say", "think", "thought")
"""What the boss said about the user is never read back to them."""
_KEEP = "how we keep to it, and who takes care of it"
_COVERED = ("coverage", "knows")
"""Obstacles that one answer about cover meets together."""
_OWN_WORDS = "[what you say to that, in one sentence]"
_NO_RULES = ("headcount", "budget", "busy", "timing")
"""Kinds of which even a bare name asks for more than to be kept to."""
_PLANNED = ("busy", "timing")
"""Obstacles that can be planned around by whoever hears of a departure early."""
_PASSES = ("deferral", "future", "no_path")
"""Obstacles that something with an end of its own does not touch."""


def open_points(
    limits: Sequence[Limit], scenario: Scenario, words: int, *, leaving: bool = False
) -> list[tuple[str, str]]:
    """The obstacles that the proposal does not answer yet, as lines for the boss, each with the gap that it leaves.

    A sentence about the boss becomes the question behind it: nobody likes to read what they once said or saw. What the
    proposal answers has no line.

    :param words: how long a line may be. :param leaving: whether the user openly tells the boss that they go; a busy time
        is then why they hear of it now.
    """
    found: list[tuple[str, str]] = []
    for limit in limits:
        if limit.answered and not (limit.alone or limit.met or limit.said):
            continue
        if limit.met:
            found.append((f"{_line(limit.text, words).rstrip('.')}: I meet it ({time_here(scenario)}).", ""))
            continue
        if leaving and kind_of(limit.text) in _PLANNED:
            found.append((f"{_line(limit.text, words).rstrip('.')}: that is why I am telling you now.", ""))
            continue
        text, name = _neutral(limit.text)
        rule = (limit.stub or name) and not limit.alone and kind_of(limit.text) not in _NO_RULES
        gap = _KEEP if rule else _gap(limit.text, scenario)
        if text:
            line = _line(text, words)
            found.append(
                (
                    f"{line.rstrip('.')}:"
                    if (limit.stub and not limit.alone) or text != limit.text
                    else line,
                    gap,
                )
            )
        else:
            found.append((_theme(limit.text, scenario), gap))
    return _asked_once(found)


def as_told(text: str, scenario: Scenario) -> str:
    """How a paper for the boss names an obstacle: in the user's words, without the boss in them, or by its theme."""
    return _neutral(text)[0] or _theme(text, scenario)


def _asked_once(points: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The points, those that leave the same gap as one: a text asks nothing twice."""
    by_gap: dict[str, list[str]] = {}
    for text, gap in points:
        told = by_gap.setdefault(gap or text, [])
        told += [text] if text not in told else []
    gaps = {gap or text: gap for text, gap in points}
    return [
        (texts[0] if len(texts) == 1 else f"{'. '.join(one.rstrip('.:') for one in texts)}.", gaps[key])
        for key, texts in by_gap.items()
    ]


def worry_rows(
    pieces: Sequence[Piece], ask: Ask, said: Mapping[Piece, Piece], scenario: Scenario, *, leaving: bool
) -> list[tuple[str, str, str]]:
    """Each worry with the answer to it, its gap included, and a hint where the user has none; no answer comes twice."""
    rows: list[tuple[str, str, str]] = []
    told = {_line(said.get(one, one).text) for one in ask.cover} if leaving else set()
    for piece in pieces:
        used = {answer for _, answer, _ in rows} | told
        found = [_line(said.get(one, one).text) for one in answers_to(piece.text, ask, leaving=leaving)]
        if meets(piece.text, scenario.user.tenure):
            found = [f"I meet it: {time_here(scenario)}."]
        answer = next((one for one in found if one not in used), "")
        if found and not answer and not leaving and kind_of(piece.text) in _COVERED:
            # One answer about cover meets both worries: they stand together.
            at = next((n for n, row in enumerate(rows) if row[1] == found[0]), None)
            if at is not None:
                rows[at] = (f"{rows[at][0]} {_line(piece.text, 30)}", *rows[at][1:])
                continue
        reviewed = on_probation(scenario) and "probation" in piece.text.lower()
        tip = "" if answer or reviewed else spelled(hint(_kind(piece.text, scenario)), scenario.user.country)
        begun = _begun(piece.text, ask, scenario, leaving=leaving)
        answer = answer or (_OWN_WORDS if begun in used else begun)
        rows.append((_line(piece.text, 30), answer, tip))
    return rows


def _neutral(text: str) -> tuple[str, bool]:
    """An obstacle without the boss in it, and whether a bare name is left of it; empty where only its theme can be named."""
    if _YOU_SAW.match(text) or ONLY_ME.match(text) or _about_me(text):
        return "", False
    if found := _YOU_SAID.match(text):
        said = "You mentioned that" if found["verb"] in ("said", "say") else "The question whether"
        return f"{said} {found['what']}", False
    if found := _TRAINED.match(text):
        if found["taught"]:
            return "What you have just taught me", False
        return f"The training{found['what'] or ''} that I have only just had", False
    cut = _ORDER.sub("", text.rstrip(". "))
    return (cut, len(cut) < len(text.rstrip(". ")) and len(cut.split()) <= 4)


def _about_me(text: str) -> bool:
    found = _YOU_SAID.match(text)
    return bool(found and found["verb"] in _CLAIMS and _OF_ME.match(found["what"]))


def _theme(text: str, scenario: Scenario) -> str:
    table: Mapping[str, str] = catalog.table("writing")["theme"]
    kind = "readiness" if _about_me(text) and kind_of(text) == "other" else kind_of(text)
    return f"{spelled(table.get(kind) or table['other'], scenario.user.country)}:"


def _kind(text: str, scenario: Scenario) -> str:
    """The kind of an obstacle for this user: cover on the very day that they ask for is a question of the day."""
    kind = kind_of(text)
    shared = weekdays(text) & weekdays(scenario.preferred_ask)
    return "day" if shared and kind in _COVERED else kind


def _gap(text: str, scenario: Scenario) -> str:
    table: Mapping[str, str] = catalog.table("writing")["gap"]
    if body := decider(text):
        return f"who asks {escape(body)}, and by when"
    kind = "readiness" if _about_me(text) and kind_of(text) == "other" else _kind(text, scenario)
    return spelled(table.get(kind) or table["other"], scenario.user.country)


def _begun(worry: str, ask: Ask, scenario: Scenario, *, leaving: bool) -> str:
    """The beginning of an answer that holds for any worry of its kind, with a gap for what only the user knows."""
    kind = "probation" if on_probation(scenario) and "probation" in worry.lower() else kind_of(worry)
    until = ends(" ".join(piece.text for piece in ask.change))
    if until and kind in _PASSES and not leaving:
        return f"It runs until {escape(until)} and commits you to nothing after that."
    table: Mapping[str, str] = catalog.table("writing")["leaving" if leaving else "answer"]
    begun = table.get(kind) or ("" if not leaving else table["other"])
    return spelled(begun, scenario.user.country) if begun else f"[{_gap(worry, scenario)}]"


def time_here(scenario: Scenario) -> str:
    """How long the user has been there; what it says of a visa stays out."""
    parts = [part.strip() for part in re.split(r"[;,]", scenario.user.tenure)]
    kept = [part for part in parts if part and not re.search(r"visa|permit|sponsor", part, re.I)]
    return escape(shorten(", ".join(kept), 14))


def _line(text: str, words: int = 45) -> str:
    return escape(sentence(shorten(text, words)))
