"""``onward ledger after --json``: one JSON line in, one out. A sentence is only understood; what is kept is said in full."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

from assistant import views
from assistant.cli.batch import emit, parse_object
from assistant.codec import to_json
from assistant.domain import Ledger, Threshold
from assistant.errors import InputError, OnwardError
from assistant.ledgers import Ledgers

Json = dict[str, Any]
_ACTIONS = (
    "happened, said, decided, compare, quick, commit, mark, move, drop, plan, outcomes, close, tick, do"
)


def machine(ledgers: Ledgers, ledger: Ledger) -> bool:
    """One line out for each line in; whether every line could be answered."""
    session, fine = ledger.session, True
    emit({"ledger": session, "cycle": ledger.cycle, "today": ledgers.today.isoformat()}, sys.stdout)
    for raw in sys.stdin.buffer:
        if not raw.strip():
            continue
        try:
            answer = _do(ledgers, session, parse_object(raw))
        except OnwardError as problem:
            fine = False
            answer = views.error(problem) | {"ledger": session}
        emit(answer, sys.stdout)
    return fine


def _do(ledgers: Ledgers, session: str, line: Json) -> Json:
    """What one input line asks for."""
    action = next((key for key in _ANSWERS if key in line), None)
    if action is None:
        raise InputError(f"A line must have one of the keys {_ACTIONS}.", code="unknown_action")
    try:
        answer: Json = _ANSWERS[action](ledgers, session, line)
    except (TypeError, AttributeError) as error:
        raise InputError(
            f"The value of {action!r} has the wrong form; docs/after-the-talk.md shows it.", code="bad_input"
        ) from error
    return answer


def _happened(ledgers: Ledgers, session: str, line: Json) -> Json:
    if not isinstance(line["happened"], bool):
        raise InputError('"happened" must be true or false.', code="bad_input")
    found = ledgers.talk(session, _day(line.get("on")), happened=line["happened"], why=line.get("why", ""))
    return {"talk": to_json(found.talks[-1])}


def _said(ledgers: Ledgers, session: str, line: Json) -> Json:
    return {"talk": to_json(ledgers.said(session, _text(line, "said"), line.get("by", "")).talks[-1])}


def _decided(ledgers: Ledgers, session: str, line: Json) -> Json:
    return {"talk": to_json(ledgers.decided(session, _text(line, "decided"), line.get("by", "")).talks[-1])}


def _compare(ledgers: Ledgers, session: str, line: Json) -> Json:
    told = line["compare"]
    found = ledgers.compare(
        session, like=told.get("like", ""), worries=told.get("worries", ()), helped=told.get("helped", "")
    )
    return {"talk": to_json(found.talks[-1]), "practise": list(ledgers.practise(found))}


def _quick(ledgers: Ledgers, session: str, line: Json) -> Json:
    return views.understood(ledgers.understand(session, _text(line, "quick")))


def _commit(ledgers: Ledgers, session: str, line: Json) -> Json:
    told = line["commit"]
    made = ledgers.commit(session, _text(told, "owner"), _text(told, "what"), _day(told.get("due")))
    return views.commitment(made)


def _mark(ledgers: Ledgers, session: str, line: Json) -> Json:
    marked = ledgers.mark(
        session, _text(line, "mark"), _text(line, "state"), why=line.get("why", ""), on=_day(line.get("on"))
    )
    return views.commitment(marked)


def _move(ledgers: Ledgers, session: str, line: Json) -> Json:
    to = _day(_text(line, "to"))
    if to is None:
        raise InputError('"to" must be the new day, for example 2027-06-14.', code="date")
    return views.commitment(ledgers.move(session, _text(line, "move"), to, why=line.get("why", "")))


def _drop(ledgers: Ledgers, session: str, line: Json) -> Json:
    return views.commitment(ledgers.mark(session, _text(line, "drop"), "dropped", why=line.get("why", "")))


def _plan(ledgers: Ledgers, session: str, line: Json) -> Json:
    told = line["plan"]
    wanted = [
        Threshold(_text(one, "kind"), _text(one, "what"), _day(one.get("due")))
        for one in told.get("thresholds", ())
    ]
    found = ledgers.plan(session, wanted, _day(told.get("review")), on=_day(told.get("on")))
    return {"plan": to_json(found.plans[-1]), "shifts": [to_json(one) for one in ledgers.shifts(found)]}


def _outcomes(ledgers: Ledgers, session: str, line: Json) -> Json:
    told = line["outcomes"]
    for name in ("time", "opportunities"):
        if told.get(name) is not None and type(told[name]) is not int:
            raise InputError(f"{name!r} must be a whole number.", code="bad_input")
    found = ledgers.observe(
        session,
        time=told.get("time"),
        opportunities=told.get("opportunities"),
        sponsors=told.get("sponsors", ()),
        note=told.get("note", ""),
    )
    return {"signs": to_json(found.signs[-1])}


def _close(ledgers: Ledgers, session: str, line: Json) -> Json:
    told = line["close"]
    if not isinstance(told.get("met"), bool):
        raise InputError('"close" must say whether you met again: {"close": {"met": true}}', code="bad_input")
    found = ledgers.close(
        session, met=told["met"], changed=told.get("changed", ()), note=told.get("note", "")
    )
    return {"rounds": [to_json(one) | {"good_faith": one.good_faith} for one in ledgers.rounds(found)]}


def _tick(ledgers: Ledgers, session: str, line: Json) -> Json:
    found = ledgers.tick(session, _text(line, "tick"), done=bool(line.get("done", True)))
    return {"ready": sorted(found.ready)}


def _look(ledgers: Ledgers, session: str, line: Json) -> Json:
    found = ledgers.get(session)
    match line["do"]:
        case "show":
            return views.ledger(found, ledgers.notices(found), ledgers.rounds(found), ledgers.practise(found))
        case "note":
            return views.artefact(ledgers.note(found))
        case "timeline":
            return views.timeline(ledgers.arc(found))
    raise InputError('"do" is one of show, note, timeline.', code="unknown_action")


_ANSWERS = {
    "happened": _happened,
    "said": _said,
    "decided": _decided,
    "compare": _compare,
    "quick": _quick,
    "commit": _commit,
    "mark": _mark,
    "move": _move,
    "drop": _drop,
    "plan": _plan,
    "outcomes": _outcomes,
    "close": _close,
    "tick": _tick,
    "do": _look,
}


def _text(line: Json, name: str) -> str:
    found = line.get(name)
    if not isinstance(found, str):
        raise InputError(f"The key {name!r} must be there and hold a text.", code="missing_field")
    return found


def _day(value: object) -> date | None:
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise InputError(
            f"{str(value)[:40]!r} is no day: write it as YYYY-MM-DD, for example 2027-06-14.", code="date"
        ) from error
