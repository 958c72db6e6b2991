"""Domain values to the JSON objects of the command line (docs/command-line.md); fields are added, never renamed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from assistant.codec import to_json
from assistant.domain import (
    Advice,
    Artefact,
    Assessment,
    Branch,
    Clearance,
    Commitment,
    Debrief,
    Drill,
    DrillReply,
    DrillSummary,
    Excerpt,
    Hint,
    Ledger,
    Notice,
    Progress,
    Reading,
    Rehearsal,
    Review,
    Round,
    SafetyStop,
    SearchResult,
    SessionSummary,
    Step,
    Turn,
    Understood,
    Usage,
)
from assistant.errors import OnwardError
from assistant.scales import use_of

Json = dict[str, Any]


def error(problem: OnwardError) -> Json:
    """An error in the place of a result."""
    return {"error": {"code": problem.code, "message": str(problem)}}


def usage(found: Iterable[Usage]) -> list[Json]:
    """What a model took for a result, by request; empty without one."""
    return [to_json(one) for one in found]


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
        "worded_by": found.engine,
        "notes": [*found.assessment.notes, *found.notes],
        "usage": usage([*found.assessment.usage, *found.usage]),
        "documents": [excerpt(item) for item in found.excerpts],
    }


def excerpt(found: Excerpt) -> Json:
    """What a document of the user's says that bears on the ask."""
    row: Json = to_json(found)
    return row | {"citation": found.citation, "advice": use_of(found)}


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
        "notes": list(found.notes),
        "usage": usage(found.usage),
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
        "safer": [to_json(pointer) for pointer in found.safer],
        "readiness": [to_json(item) for item in found.readiness],
    }


def artefact(found: Artefact) -> Json:
    """The result of ``draft``."""
    return {
        "kind": found.kind,
        "tone": found.style.tone,
        "length": found.style.length,
        "markdown": found.markdown,
        "facts": [{"text": fact.text, "from": fact.source} for fact in found.facts],
        "blanks": list(found.blanks),
        "withheld": [to_json(item) for item in found.withheld],
        "warnings": list(found.warnings),
        "engine": found.engine,
        "notes": list(found.notes),
        "usage": usage(found.usage),
    }


def turn(found: Turn, rehearsal: Rehearsal) -> Json:
    """One answer of ``rehearse``."""
    heard = None
    if found.reading is not None:
        heard = reading(found.reading) | {
            "elements": sorted(found.reading.elements),
            "acts": sorted(found.reading.acts),
            "repeats": found.reading.repeats,
            "asks": found.reading.asks,
            "tone": dict(found.reading.tone),
            "takes_back": list(found.reading.takes_back),
            "notes": list(found.reading.notes),
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
        "usage": usage(found.utterance.usage),
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


def commitment(found: Commitment) -> Json:
    """One commitment of ``ledger``."""
    row: Json = to_json(found)
    return row


def notice(found: Notice) -> Json:
    """Something that stands out in a ledger."""
    row: Json = to_json(found)
    return row


def understood(found: Understood) -> Json:
    """What a quick entry was understood as; it is not kept."""
    return {"understood": to_json(found), "kept": False}


def ledger(
    found: Ledger, notices: Sequence[Notice], rounds: Sequence[Round], practise: Sequence[str]
) -> Json:
    """The result of ``ledger show``."""
    return {
        "ledger": found.session,
        "ready": sorted(found.ready),
        "talks": [to_json(one) for one in found.talks],
        "commitments": [commitment(one) for one in found.commitments],
        "plans": [to_json(one) for one in found.plans],
        "signs": [to_json(one) for one in found.signs],
        "rounds": [to_json(one) | {"good_faith": one.good_faith} for one in rounds],
        "notices": [notice(one) for one in notices],
        "practise": list(practise),
    }


def timeline(found: Sequence[Step]) -> Json:
    """The result of ``ledger timeline``."""
    return {"steps": [to_json(one) for one in found]}


def summary(found: SessionSummary) -> Json:
    """A row of ``sessions list``."""
    row: Json = to_json(found)
    return row


def keyed(key: object, value: Json) -> Json:
    """``value`` with the line's id in front."""
    return {"id": key, **value}
