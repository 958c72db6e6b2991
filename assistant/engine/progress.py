"""A rehearsal as one point on the way, so that several can be seen side by side."""

from __future__ import annotations

from datetime import datetime
from statistics import fmean

from assistant.domain import ConcernState, Progress, Rehearsal


def point(rehearsal: Rehearsal, when: datetime) -> Progress:
    """The rehearsal's current branch in figures.

    :param when: when it began.
    """
    state = rehearsal.state
    came_up = [c.state for c in state.concerns if c.state is not ConcernState.DORMANT]
    levels = [turn.reading.level for turn in rehearsal.turns if turn.reading is not None]
    mine = sum(len(turn.said.split()) for turn in rehearsal.turns if turn.said)
    theirs = sum(len(turn.utterance.text.split()) for turn in rehearsal.turns)
    return Progress(
        session=rehearsal.session,
        when=when,
        temperament=state.temperament,
        difficulty=rehearsal.difficulty,
        replies=len(levels),
        outcome=state.stands if rehearsal.ended else state.outcome,
        settled=came_up.count(ConcernState.SETTLED) / len(came_up) if came_up else None,
        level=fmean(levels) if levels else None,
        own_words=mine / (mine + theirs) if mine else None,
        whom=rehearsal.scenario.manager.name,
    )
