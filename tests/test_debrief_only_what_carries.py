"""The record claims only what the words carry: days of this step, parts of the talk, and what nobody answered."""

import pytest

from assistant.debriefing.agreed import ASK as ASKED_FOR
from assistant.debriefing.credit import shows_result
from assistant.debriefing.questions import _OF_THEIR_WORDS
from assistant.debriefing.relied import _OFFERS
from assistant.debriefing.when import days, on_day, start_day
from tests.test_debrief_agreed_and_open import row, talk


@pytest.mark.parametrize(
    ("said", "told"),
    [
        # the last day of a vacancy is nobody's day
        ("I want the loom job at the mill, it closes 30 June.", []),
        ("The closing date is 4 July and I apply on Monday.", ["Monday"]),
        ("The vacancy is open until 3 May.", []),
        ("I send the application by 12 March.", ["12 March"]),
        ("I close the till on Friday.", ["Friday"]),
        # nor is the day that is ruled out
        ("The trial begins in March and not April.", ["March"]),
        ("On Monday rather than on Friday.", ["Monday"]),
        ("Not before April.", ["April"]),
        # two weekdays are when somebody works
        ("I'd weave Thursday and Friday, from 11 January.", ["11 January"]),
        ("You have the list by Thursday and Friday at the latest.", ["Thursday and Friday"]),
    ],
)
def test_a_day_is_the_day_of_the_step(said: str, told: list[str]) -> None:
    assert days(said) == told


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("On Mondays I'd be at the mill, this Friday we tell them, from 11 January on.", "11 January"),
        ("I'd like to begin on Monday.", "Monday"),
    ],
)
def test_what_is_asked_for_has_the_day_from_which_it_is(said: str, day: str) -> None:
    assert start_day(said) == day


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("Friday", "on Friday"),
        ("April", "in April"),
        ("End of July", "at the end of July"),
        ("the second week of April", "in the second week of April"),
        ("next week", "next week"),
    ],
)
def test_a_day_is_told_with_its_word(day: str, told: str) -> None:
    assert on_day(day) == told


@pytest.mark.parametrize(
    ("beside", "kept"),
    [
        ("And I'm worn out by the waiting, honestly.", False),
        ("And we all feel left behind.", False),
        ("And I keep the Mondays.", True),
    ],
)
def test_the_ask_is_listed_without_how_somebody_feels(beside: str, kept: bool) -> None:
    ask = "I'd like to run the dye house from 4 May."
    found = talk((f"{ask} {beside}", "Why you, though?"), ("Because I did it twice.", "Then yes, from me."))
    assert [one.quote for one in row(found, ASKED_FOR)] == [f"{ask} {beside}" if kept else ask]


@pytest.mark.parametrize(
    ("asked", "theirs"),
    [
        ("You ring the mill, by when?", True),
        ("So is one loom from May ok?", True),
        ("Which month suits best, from your side?", True),
        ("Who signs a new grade at the mill?", False),
        ("Which form is it?", False),
    ],
)
def test_what_only_they_can_tell_is_nothing_to_find_out(asked: str, theirs: bool) -> None:
    assert bool(_OF_THEIR_WORDS.search(asked)) is theirs


@pytest.mark.parametrize(
    ("said", "result"),
    [
        ("I just feel I deserve something after six years, others got things.", False),
        ("That would be one of the seven weavers I trained.", False),
        ("I trained seven weavers since May.", True),
    ],
)
def test_what_would_be_or_is_deserved_is_no_result(said: str, result: bool) -> None:
    assert shows_result(said) is result


@pytest.mark.parametrize(
    ("said", "offers"),
    [
        ("I'd thought of Friday because Pia is in.", False),
        ("I'd planned the dye list for Friday.", False),
        ("I'd bring the dye list on Friday.", True),
        ("I'd feed the loom until Friday.", True),
    ],
)
def test_what_had_been_thought_is_no_offer(said: str, offers: bool) -> None:
    assert bool(_OFFERS.search(said.lower())) is offers
