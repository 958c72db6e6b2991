"""Names fixed by the rubric and the interface: tuples of ids, and the enumerations."""

from __future__ import annotations

from enum import StrEnum

ELEMENTS = (
    "change",
    "amount",
    "time",
    "cover",
    "measure",
    "next_step",
    "benefit",
    "mechanism",
    "evidence",
    "alignment",
    "risk",
    "negative_tone",
)


USER_MOVES = (
    "acknowledges",
    "question",
    "phased_or_trial",
    "cover",
    "evidence",
    "benefit",
    "milestone",
    "date",
    "within_rules",
    "reassurance",
    "withdraws",
    "grievance",
    "ultimatum",
)


CONCERNS = (
    "timing",
    "headcount",
    "budget",
    "policy",
    "readiness",
    "coverage",
    "performance",
    "fairness",
    "not_my_decision",
    "loyalty",
    "no_path",
    "deferral",
)


TEMPERAMENTS = (
    "supportive",
    "busy",
    "sceptical",
    "procedural",
    "conflict-avoidant",
    "rudderless",
    "unwilling",
    "defensive",
)


ARTEFACT_KINDS = (
    "invitation",
    "agenda",
    "brief",
    "five_acts",
    "note",
    "not_now_plan",
    "transition_plan",
    "resignation_note",
)
TONES = ("plain", "warm", "formal")
"""In which a text can be written, the usual one first."""
LENGTHS = ("full", "short")

DIFFICULTIES = ("gentle", "realistic", "hard")


class Act(StrEnum):
    """The five acts of the talk, in order (guidance ``five-acts``)."""

    PURPOSE = "purpose"
    IMPACT = "impact"
    FUTURE = "future"
    OPTIONS = "options"
    CLOSE = "close"


class ConcernState(StrEnum):
    """Where one worry of the manager stands; transitions are in ``engine/state.py``."""

    DORMANT = "dormant"
    RAISED = "raised"
    PRESSED = "pressed"
    EASED = "eased"
    SETTLED = "settled"
    STUCK = "stuck"


class Move(StrEnum):
    """What a turn of the manager does (dialogue act)."""

    GREET = "greet"
    PROBE = "probe"
    RAISE = "raise"
    PRESS = "press"
    REOPEN = "reopen"
    EASE = "ease"
    SETTLE = "settle"
    OFFER_IDEA = "offer_idea"
    ASK_NEXT_STEPS = "ask_next_steps"
    AGREE = "agree"
    AGREE_TRIAL = "agree_trial"
    NOT_NOW = "not_now"
    REFUSE = "refuse"
    BREAK_OFF = "break_off"
    LEAVE_OPEN = "leave_open"
    PIN_DOWN = "pin_down"
    PART = "part"


class Outcome(StrEnum):
    """How a rehearsal ended; derived from the states, never from a model's mood."""

    AGREED = "agreed"
    TRIAL_AGREED = "trial agreed"
    NOT_NOW = "not now with conditions"
    REFUSED = "refused"
    BROKEN_OFF = "broken off"
    LEFT_OPEN = "left open"


class Verdict(StrEnum):
    """What ``check`` says before the user goes ahead."""

    GO = "go"
    PREPARE_FIRST = "prepare first"
    NOT_YET = "not yet"
