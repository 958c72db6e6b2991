"""The debrief of a talk in which the user said that they leave: its end in words of its own, and nothing that only a stay would call for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.debriefing.agreed import ASK
from assistant.debriefing.log import Exchange
from assistant.debriefing.quoting import whole
from assistant.debriefing.wording import about
from assistant.domain import (
    Act,
    ConcernState,
    ConcernType,
    Debrief,
    Outcome,
    Promise,
    Rehearsal,
    State,
    Temperament,
    WorryNote,
    as_departure,
)
from assistant.engine.departing import FAVOURS
from assistant.text.leaving import last_day

_ENDED: Mapping[Outcome, tuple[str, str]] = {
    Outcome.AGREED: ("They agreed.", "They accepted that you go{day}, and how."),
    Outcome.NOT_NOW: (
        "They said “not now”, with conditions.",
        "They cannot keep you{day}; how you go they have not accepted yet.",
    ),
}
"""How the summary of any talk begins, and how it does here."""
_NOT_HERE = frozenset({Act.IMPACT.value, Act.FUTURE.value, Act.OPTIONS.value})
"""Parts of a talk that whoever leaves needs not: they ask for nothing that results or plans would earn."""
_READ = ("ask-orderly-exit", "leaving-transition", "leaving-order")
_TO_EARN = frozenset(
    "not-now-plan not-now-thresholds lead-with-impact specific-feasible ask-grow-in-place ask-internal-vacancy five-acts define-success".split()
)
"""Guidance on how to win something."""
_TURN = re.compile(r"\bIn turn (\d+) you asked\b")


def as_they_were(
    state: State, types: Mapping[str, ConcernType], temperament: Temperament
) -> tuple[Mapping[str, ConcernType], Temperament]:
    """The worries and the manager as they were in this talk."""
    if not state.departure:
        return types, temperament
    return as_departure(types), temperament.departing or temperament


def as_farewell(
    found: Debrief, rehearsal: Rehearsal, said: Sequence[Exchange], types: Mapping[str, ConcernType]
) -> Debrief:
    """The debrief as it is told to somebody who leaves; as it is where nobody does.

    Worries that only a stay could answer, and that came up before the news, are no part of it: the news answered them.
    """
    if not rehearsal.state.departure:
        return found
    apt = {name for name, kind in types.items() if kind.about}
    news = [one for one in said if one.turn.reading and one.turn.reading.departs]
    told = {one.number for one in news}
    granted = {one.number for one in said if _granted(one)}
    return replace(
        found,
        summary=_summary(found, said),
        because=_because(found, rehearsal, types),
        settled=tuple(one for one in found.settled if one in apt),
        worries=tuple(_settled_beside(note, said) for note in found.worries if note.concern in apt),
        acts=tuple(note for note in found.acts if note.act.value not in _NOT_HERE),
        acts_done=tuple(one for one in found.acts_done if one not in _NOT_HERE),
        acts_missing=tuple(one for one in found.acts_missing if one not in _NOT_HERE),
        # That somebody goes is no weak answer, whatever had been asked.
        weakest=tuple(note for note in found.weakest if note.turn not in told),
        practise=tuple(one for one in found.practise if one.element not in _NOT_HERE),
        agreed=tuple(_the_news(one, news) for one in found.agreed),
        open_ends=tuple(one for one in found.open_ends if not (granted & set(map(int, _TURN.findall(one))))),
        read=tuple(dict.fromkeys([*(one for one in found.read if one not in _TO_EARN), *_READ])),
    )


def _summary(found: Debrief, said: Sequence[Exchange]) -> str:
    if found.outcome not in _ENDED:
        return found.summary
    usual, ours = _ENDED[found.outcome]
    day = next((f" ({day})" for one in said if (day := last_day(one.said))), "")
    return found.summary.replace(usual, ours.format(day=day), 1)


def _because(found: Debrief, rehearsal: Rehearsal, types: Mapping[str, ConcernType]) -> str:
    """Why it ended so."""
    if found.outcome is not Outcome.AGREED:
        return found.because.replace("They did not say yes today", "They did not take the plan today")
    half = [about(types[one.id]) for one in rehearsal.state.concerns if one.state is ConcernState.EASED]
    if not half:
        return ""
    return f"Most of what they asked about was answered; {' and '.join(half)} was so in part, and they left it at that."


def _settled_beside(note: WorryNote, said: Sequence[Exchange]) -> WorryNote:
    """A worry that was settled when another was on the table: which turn did it is told by the states."""
    if note.state is not ConcernState.SETTLED or note.turn is not None or note.raised is None:
        return note
    did = next((one for one in reversed(said) if note.concern in one.settled), None)
    if did is None:
        return note
    why = "You answered it here, when they had gone on to something else."
    return replace(note, turn=did.number, quote=whole(did.said), why=why)


def _granted(one: Exchange) -> bool:
    """Whether what the user asked for in the turn was answered there with a yes, or with who does it."""
    answer = one.turn.decision.answer or ""
    return answer.partition("_")[0] in FAVOURS and not answer.endswith("_later")


def _the_news(one: Promise, news: Sequence[Exchange]) -> Promise:
    """What was asked for is to go, in the words that said so."""
    if one.who != ASK or not news or news[0].turn.reading is None:
        return one
    return replace(one, quote=news[0].turn.reading.departs, turn=news[0].number, when=last_day(news[0].said))
