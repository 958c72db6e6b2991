"""What the user is told beside a text and never in it: the guidance that is due at that moment, and what to see to first."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant import catalog
from assistant.domain import Scenario
from assistant.writing.cues import PAY_DATES
from assistant.writing.parse import parse_ask
from assistant.writing.parting import stays_here
from assistant.writing.private import open_exit, sift
from assistant.writing.settling import on_probation

TOO_EARLY = (
    "It is too early for this paper: your ask does not yet say what you want instead. The gap for it stands open. "
    "Say in one sentence which work, how many hours a week and from when, and draft it again."
)
_VISA_LEAVING = "Before HR hears of it: ask an independent immigration adviser what leaving would mean for your visa, and how long you may stay."
_NOT_LEAVING = "Nothing you entered says that you are leaving. Sleep on it, read your contract, and talk to somebody you trust first."
_ONLY_MOVES = (
    "No resignation note is called for: you ask for another post in the same house. "
    "This is a note on leaving your present post; send it only once the move is settled."
)
_NOT_SIGNED = "Have the new contract signed, and your own read, before you hand this in."
_LAST_DAY = "Check {day} against the notice in your contract and the holiday that you still have."
_REFERENCE = "If you would like a reference, you can add: “May I name you as a reference?”"
_NOTHING_LEFT = (
    "Nothing of what you mean to say can stand in a text. This one fits only if you ask for something else in the talk: "
    "choose what, and say it where the gap stands."
)
_MONEY = "Before you date this letter, look at what you entered: “{what}”."
_IN_PERSON = "This text tells the news. Hand it over in the talk, or send it afterwards; the invitation keeps it for the talk."
_SILENCE = (
    "If the answer was a yes or a trial and your boss seldom writes back, you can end with: "
    "“If I hear nothing different by [a day], I will take it that we go ahead like this.”"
)
_COPY = "Your boss goes by procedure: ask HR whether they need a copy of this letter too, and how it has to reach them."
_TRIAL_NOTICE = "You are on probation: read in your contract which notice holds during that time."
_ONLY_DATES = "You are telling your boss that you leave, so a “not now” can only be about dates. Is this the text you need?"


_TELLS_THE_NEWS = ("agenda", "brief", "not_now_plan", "transition_plan")


def warnings(kind: str, scenario: Scenario) -> tuple[str, ...]:
    """The guidance that must be seen before a text of ``kind`` goes out, by id.

    A note comes after the talk: what only helps before it is no longer said there.
    """
    low = scenario.manager.trust == "low"
    exits, resigns = open_exit(scenario), kind == "resignation_note"
    searching = "considering_leaving" in scenario.special
    leaving = exits or searching or resigns
    before = kind != "note"
    told = " ".join(
        [
            scenario.preferred_ask,
            scenario.notes,
            *(note.text for note in (*scenario.options, *scenario.constraints)),
        ]
    )
    terms = bool(scenario.contract or (re.search(r"\b(?:bonus|notice)\b", told, re.I)))
    due = {
        "trust-first": low and before and not resigns,
        "visa": "visa" in scenario.special and not (exits or resigns),  # HR comes later then, see remarks
        "probation": on_probation(scenario) and before and not resigns,
        "moving-goalposts": kind == "not_now_plan" and "been_told_not_now" in scenario.special,
        "health-warning": (exits or searching) and not resigns,
        "irreversible-doubts": leaving,
        "scope-follows-trust": searching and not exits and not resigns and before,
        "read-your-contract": leaving and (terms or low or exits or resigns),
    }
    return tuple(name for name, holds in due.items() if holds)


def _moves(scenario: Scenario, kind: str) -> bool:
    """Whether the user asks for another post in the same house."""
    sifted = sift(scenario, kind)
    return stays_here(scenario, sifted, parse_ask(sifted.ask))


def _left_out_by_design(kind: str, scenario: Scenario) -> str:
    """What a text of ``kind`` never tells, where the user entered any of it."""
    table: Mapping[str, str] = catalog.table("writing")["by_design"]
    entered = scenario.evidence or scenario.options or (kind == "invitation" and scenario.constraints)
    return table.get(kind, "") if entered else ""


def remarks(kind: str, scenario: Scenario, last_date: str = "") -> tuple[str, ...]:
    """What the user should see to before they use a text of ``kind``, in sentences to them; no part of the text.

    :param last_date: the last day of work that the text names, empty where it names none.
    """
    exits, resigns = open_exit(scenario), kind == "resignation_note"
    searching, visa = "considering_leaving" in scenario.special, "visa" in scenario.special
    held = scenario.held is not None
    moves = resigns and _moves(scenario, kind)
    due = next((note.text for note in scenario.constraints if PAY_DATES.search(note.text)), "")
    found = {
        _NOT_SIGNED: resigns and not exits and searching,
        _ONLY_MOVES: moves,
        _MONEY.format(what=due): resigns and bool(due),
        _NOTHING_LEFT: not resigns and not held and not sift(scenario, kind).ask,
        _IN_PERSON: exits and kind in _TELLS_THE_NEWS,
        _NOT_LEAVING: resigns and not exits and not searching and not moves,
        _VISA_LEAVING: visa and (resigns or exits),
        _LAST_DAY.format(day=last_date): (resigns or kind == "transition_plan") and bool(last_date),
        _REFERENCE: resigns
        and not moves
        and scenario.manager.trust != "low"
        and "reference" not in scenario.preferred_ask.lower(),
        _COPY: resigns and scenario.manager.temperament == "procedural",
        _TRIAL_NOTICE: resigns and on_probation(scenario),
        _left_out_by_design(kind, scenario): True,
        _ONLY_DATES: kind == "not_now_plan" and exits,
        _SILENCE: kind == "note"
        and not held
        and not exits
        and scenario.manager.temperament == "conflict-avoidant"
        and scenario.manager.trust != "low",
    }
    return tuple(text for text, holds in found.items() if text and holds)
