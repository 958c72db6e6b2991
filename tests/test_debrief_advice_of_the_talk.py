"""Advice that is about the talk as it was: no prepared words that it left behind, nothing that was said better, no condition in a circle."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.debriefing.facts import facts
from assistant.debriefing.log import exchanges
from assistant.domain import Outcome
from tests.test_debrief import COVER, TYPES, VET, line, play, shown
from tests.test_debrief_deals import asked
from tests.test_debrief_ends import not_now
from ui.present.debrief import debrief as card

ASK = asked("I'd like to run the loom room on Mondays from 4 May.")


@pytest.mark.parametrize(
    ("prepared", "kept"),
    [
        ("I would like to run the loom room on Mondays from 4 May.", True),
        ("Let me take over the loom room and its orders.", True),
        ("I learn fast, and the loom room has a vacancy.", False),
        ("I want to change to the accounts department as soon as possible.", False),
    ],
)
def test_the_prepared_ask_is_advised_only_where_it_asks_and_the_talk_was_about_it(prepared: str, kept: bool) -> None:  # fmt: skip
    said = exchanges(play(VET, [ASK, COVER], cued=("coverage",)).turns)
    assert bool(facts(replace(VET, preferred_ask=prepared), said).plainly) is kept


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Ilse goes from 32 to 40 hours, she has wanted that for a year.", False),
        ("Somebody will turn up.", True),
    ],
)
def test_who_takes_over_was_said_where_they_were_named(said: str, left: bool) -> None:
    scenario = replace(VET, preferred_ask="I want Mondays in the loom room. Ilse takes my Monday desk.")
    talked = exchanges(play(scenario, [ASK, line(said, 1)], cued=("coverage",)).turns)
    assert bool(facts(scenario, talked).sentences.get("cover")) is left


def test_a_part_of_the_prepared_ask_is_not_missed_where_less_was_asked_for_in_the_end() -> None:
    scenario = replace(VET, preferred_ask="I want to run the loom room from 4 May. I want four looms of the eight for it.")  # fmt: skip
    for said, missed in (("Start with one loom, then.", False), ("I warp fast.", True)):
        found = shown(play(scenario, [ASK, line(said, 1)], cued=("coverage",)))
        assert any("four looms of the eight" in one.text for one in found.practise) is missed


@pytest.mark.parametrize(
    ("condition", "circle"),
    [
        ("we've looked at it again with fresh eyes", True),
        ("things are clear enough for me to say either way", True),
        ("the next pay round has a date", False),
        ("the points we wrote down are ticked", False),
    ],
)
def test_a_condition_in_a_circle_is_called_one(condition: str, circle: bool) -> None:
    told = not_now([ASK, COVER], (condition,)).revisit
    assert any(f"“{condition}” is no condition" in one for one in told) is circle
    assert len(told) == 1


def test_that_the_talk_was_left_open_is_said_once() -> None:
    found = shown(play(VET, [ASK, COVER], cued=("coverage",)))
    assert found.outcome is Outcome.LEFT_OPEN
    assert card(found, "Rashid", TYPES, {}, {}).lower().count("left open") == 1
