"""Whoever says at the close what happens on which day has closed the talk, in whatever words; and what the boss tells upstairs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.debriefing.result import tells
from assistant.domain import Act, Concern, ConcernState, Outcome
from tests.test_debrief import ASK, BOSSES, COVER, VET, line, play, shown
from tests.test_debrief_deals import ended


def closing(said: str) -> tuple[str, ...]:
    talk = ended([ASK, COVER, line(said, 2)])
    asked = replace(talk.turns[2], state=replace(talk.turns[2].state, closing=1))
    return shown(replace(talk, turns=(*talk.turns[:2], asked, *talk.turns[3:]))).acts_done


@pytest.mark.parametrize(
    ("said", "closes"),
    [
        ("Monday 3 May I'm at the kiln at six, and on Friday you get the count from me on paper.", True),
        ("From 3 May you have the rota on the wall each Friday.", True),
        ("First you'd see this: Monday 3 May I'm at the ovens at four, on Friday you get the sheet.", True),
        ("On 12 June you have my list, on paper.", True),
        ("The 3 May because the fair is over by then.", False),
        ("You said 3 May yourself.", False),
        ("I had the keys since 3 May.", False),
        ("If you had the rota by Friday it'd be fine.", False),
        ("That sounds good to me.", False),
    ],
)
def test_a_day_and_what_somebody_has_then_close_a_talk(said: str, closes: bool) -> None:
    assert (Act.CLOSE.value in closing(said)) is closes


@pytest.mark.parametrize("boss", ["procedural", "busy", "supportive"])
def test_whoever_only_backs_it_tells_of_no_approval(boss: str) -> None:
    turns = play(VET, [ASK, COVER], cued=("not_my_decision",), boss=boss).turns
    half = (Concern("not_my_decision", ConcernState.EASED, 1, 1),)
    last = replace(turns[-1], state=replace(turns[-1].state, concerns=half))
    told = tells([*turns[:-1], last], Outcome.TRIAL_AGREED, BOSSES[boss], "Ilse")
    assert "can't decide alone" in told
    settled = replace(
        last, state=replace(last.state, concerns=(replace(half[0], state=ConcernState.SETTLED),))
    )
    assert "can't decide alone" not in tells(
        [*turns[:-1], settled], Outcome.TRIAL_AGREED, BOSSES[boss], "Ilse"
    )
