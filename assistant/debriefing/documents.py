"""What the user's documents said in a rehearsal, and what of it makes a threshold when the answer was "not now"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.domain import ConcernState, Excerpt, ExcerptNote, Outcome, Scenario, State, Turn

MOST_THRESHOLDS = 2
_BECAME = {
    ConcernState.SETTLED: "They brought it up, and your answer dealt with it.",
    ConcernState.EASED: "They brought it up, and your answer dealt with it in part.",
}
_STAYED = "They brought it up, and it stayed open. Read the passage again, and say which part of it you meet."
_UNSAID = "Nobody brought it up. It is something that you can both check, so ask for it as the measure."


def documents(scenario: Scenario, turns: Sequence[Turn], outcome: Outcome) -> tuple[ExcerptNote, ...]:
    """What the manager quoted, in order; after a "not now" also the criteria that nobody named."""
    notes = list(_brought_up(scenario, turns))
    told = {note.text for note in notes}
    if outcome is Outcome.NOT_NOW:
        open_ = [one for one in thresholds(scenario, turns[-1].state) if one.said not in told]
        notes += [ExcerptNote(one.text, one.citation, one.concern, _UNSAID) for one in open_]
    return tuple(notes)


def thresholds(scenario: Scenario, state: State) -> tuple[Excerpt, ...]:
    """The criteria of a framework that would show the user ready; none where that worry was settled."""
    settled = {concern.id for concern in state.concerns if concern.state is ConcernState.SETTLED}
    found = [one for one in scenario.excerpts if one.kind == "criterion" and not one.private]
    return tuple(one for one in found if one.concern not in settled)[:MOST_THRESHOLDS]


def _brought_up(scenario: Scenario, turns: Sequence[Turn]) -> Iterator[ExcerptNote]:
    states = {concern.id: concern.state for concern in turns[-1].state.concerns}
    for turn in turns:
        if turn.decision.cites is not None:
            one = scenario.excerpts[turn.decision.cites]
            state = states.get(one.concern, ConcernState.DORMANT)
            why = _BECAME.get(state, _STAYED)
            yield ExcerptNote(one.said, one.citation, one.concern, why, turn.number, state)
