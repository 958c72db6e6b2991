"""Domain values to the JSON objects of the command line (docs/command-line.md); fields are added, never renamed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assistant.codec import to_json
from assistant.domain import (
    Advice,
    Artefact,
    Assessment,
    Branch,
    Clearance,
    Debrief,
    Drill,
    DrillReply,
    DrillSummary,
    Hint,
    Progress,
    Reading,
    Rehearsal,
    Review,
    SafetyStop,
    SearchResult,
    SessionSummary,
    Turn,
)
from assistant.errors import OnwardError

Json = dict[str, Any]


def error(problem: OnwardError) -> Json:
    """An error in the place of a result."""
    return {"error": {"code": problem.code, "message": str(problem)}}


def assessment(found: Assessment) -> Json:
    """Scores and elements."""
    return {
        "specificity": found.specificity,
        "business_framing": found.business_framing,
        "elements": {
            name: {"present": item.present, "quote": item.quote} for name, item in found.elements.items()
        },
    }


def review(found: Review) -> Json:
    """The result of ``score``."""
    return assessment(found.assessment) | {
        "advice": [advice(item) for item in found.advice],
        "rewrite": {"text": found.rewrite.text, "blanks": list(found.rewrite.blanks)},
        "engine": found.assessment.engine,
    }


def advice(item: Advice) -> Json:
    """One piece of advice."""
    return {
        "element": item.element,
        "text": item.text,
        "guidance_ids": list(item.guidance_ids),
        "quote": item.quote,
        "weak": item.weak,
        "strong": item.strong,
    }


def reading(found: Reading) -> Json:
    """The result of ``read``."""
    return {
        "level": found.level,
        "moves": dict(found.moves),
        "quotes": dict(found.quotes),
        "engine": found.engine,
    }


def search(found: SearchResult) -> Json:
    """The result of ``search``."""
    return {"answerable": found.answerable, "passages": [to_json(passage) for passage in found.passages]}


def clearance(found: Clearance) -> Json:
    """The result of ``check``."""
    return {
        "verdict": found.verdict.value,
        "reasons": list(found.reasons),
        "warnings": [to_json(pointer) for pointer in found.warnings],
        "advice": [to_json(pointer) for pointer in found.advice],
    }


def artefact(found: Artefact) -> Json:
    """The result of ``draft``."""
    return {
        "kind": found.kind,
        "markdown": found.markdown,
        "facts": [{"text": fact.text, "from": fact.source} for fact in found.facts],
        "blanks": list(found.blanks),
        "withheld": [to_json(item) for item in found.withheld],
        "warnings": list(found.warnings),
        "engine": found.engine,
    }


def turn(found: Turn, rehearsal: Rehearsal) -> Json:
    """One answer of ``rehearse``."""
    heard = None
    if found.reading is not None:
        heard = reading(found.reading) | {
            "elements": sorted(found.reading.elements),
            "acts": sorted(found.reading.acts),
            "repeats": found.reading.repeats,
        }
    return {
        "turn": found.number,
        "manager": found.utterance.text,
        "move": found.decision.move.value,
        "concern": found.decision.concern,
        "concerns": {concern.id: concern.state.value for concern in found.state.concerns},
        "reading": heard,
        "act": found.state.act.value,
        "outcome": found.state.outcome.value if found.state.outcome else None,
        "reason": found.decision.reason,
        "conditions": list(found.decision.conditions),
        "branch": rehearsal.branch,
        "engine": found.utterance.engine,
        "notes": list(found.utterance.notes),
        "session": rehearsal.session,
    }


def hint(found: Hint) -> Json:
    """A hint."""
    return {"turn": found.turn, "hint": found.text, "guidance_ids": list(found.guidance_ids)}


def stopped(found: SafetyStop, at: int) -> Json:
    """A safety stop."""
    return {"turn": at, "stopped": {"why": found.why, "help": list(found.help), "topic": found.topic}}


def debrief(found: Debrief, session: str) -> Json:
    """The end of ``rehearse``."""
    return {"debrief": to_json(found), "outcome": found.outcome.value, "session": session}


def drill(found: Drill) -> Json:
    """Where ``drill`` stands: its first line, before any input."""
    return _drilled(found, found.turns[-1]) | {"reading": None, "feedback": None}


def _drilled(found: Drill, at: Turn) -> Json:
    left = found.left + len(found.turns) - 1 - at.number
    return {
        "turn": at.number,
        "manager": at.utterance.text,
        "move": at.decision.move.value,
        "concern": found.concern,
        "left": left,
        "over": found.ended or left <= 0,
        "engine": at.utterance.engine,
        "session": found.session,
    }


def drill_reply(found: DrillReply, of: Drill) -> Json:
    """One answer of ``drill``: the feedback on the reply, and the manager's next line."""
    at = of.turns[found.number]
    feedback = {
        "level": found.level,
        "verdict": found.verdict,
        "grounds": [to_json(ground) for ground in found.grounds],
        "missing": found.missing,
        "advice": found.advice,
        "guidance_ids": list(found.guidance_ids),
    }
    heard = reading(at.reading) if at.reading else None
    return _drilled(of, at) | {"say": found.said, "reading": heard, "feedback": feedback}


def drill_summary(found: DrillSummary, session: str) -> Json:
    """The end of ``drill``."""
    return {"drill": to_json(found), "session": session}


def branch(found: Branch, rehearsal: Rehearsal) -> Json:
    """One branch of a rehearsal with all its turns."""
    return {
        "branch": found.number,
        "left": found.left,
        "after": found.after,
        "outcome": found.outcome.value if found.outcome else None,
        "turns": [turn(one, rehearsal) | {"say": one.said, "branch": found.number} for one in found.turns],
    }


def progress(found: Progress) -> Json:
    """One rehearsal of ``progress``."""
    row: Json = to_json(found)
    return row


def summary(found: SessionSummary) -> Json:
    """A row of ``sessions list``."""
    row: Json = to_json(found)
    return row


def keyed(key: object, value: Json) -> Json:
    """``value`` with the line's id in front."""
    return {"id": key, **value}


Viewer = Callable[[Any], Json]
