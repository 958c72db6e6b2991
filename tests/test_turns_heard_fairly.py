"""Turns that a boss must not hear wrongly: figures, asks, rules for all, questions, and answers that come late."""

import pytest

from assistant.domain import Prompted, Reading
from assistant.listening.figures import doubted
from assistant.settings import Settings
from assistant.wiring import Wiring

ASK = "I'd like to lead the dispatch of the early ferry two mornings a week from 4 May."


@pytest.fixture(scope="module")
def hear(tmp_path_factory):
    parts = Wiring(Settings(profile=tmp_path_factory.mktemp("p"), engine="embedded"))

    def listen(said: str, concern: str = "", boss: str = "", earlier=(), known=()) -> Reading:
        asked = boss or ("What about that, then?" if concern else "Well, what is it?")
        return parts.turn_listener.hear(Prompted(ASK, concern, asked, known), said, earlier)

    return listen


# --- a figure that is not the known one ------------------------------------------------------------------------

KNOWN = (
    "Complaints at the ramp fell from 14 to 5 in the spring.",
    "The deck crew loads 38 lorries on the early ferry.",
    "We served 40 covers on Mondays and 55 covers on Fridays.",
    "Closing the harbour books took nine days in March.",
    "The relief mate earns 18.90 an hour.",
    "The target is 30 crates for the cold store.",
)


@pytest.mark.parametrize(
    "said",
    [
        "The deck crew loads 52 lorries on the early ferry.",
        "On the early ferry the crew loads sixty lorries.",
        "Closing the harbour books took twelve days in March.",
    ],
)
def test_another_figure_for_the_very_same_thing_is_doubted(said: str) -> None:
    assert doubted(said, KNOWN) == said


@pytest.mark.parametrize(
    "said",
    [
        "The deck crew loads 38 lorries on the early ferry.",  # the known one
        "I know that the early ferry leaves the crew at eleven.",  # a time
        "The crew of the early ferry has a drill at 11:30.",
        "We have had nine fewer complaints at the ramp in the spring.",  # a difference
        "Nine complaints fewer at the ramp in the spring.",
        "We served 95 covers on Mondays and Fridays together.",  # a sum
        "We served 95 covers on Mondays and Fridays.",
        "It's 2.60 an hour more than the relief mate earns.",  # a difference of wages
        "The relief mate earns 21.50 an hour.",  # no unit of its own stands behind it
        "The deck crew loads 12 trailers on the early ferry.",  # another thing
        "The deck crew loads 52 lorries on the late ferry.",  # another ferry
        "The deck crew loads 260 lorries a week on the early ferry.",  # another period
        "The deck crew never loads 52 lorries on the early ferry.",
        "The deck crew loads about 52 lorries on the early ferry.",
        "The deck crew loads 40 lorries and 12 vans on the early ferry.",  # more than one thing is counted
        "Does the deck crew load 52 lorries on the early ferry?",
        "The deck crew could load 52 lorries on the early ferry.",  # a plan
        "Closing the harbour books took six days in April.",
        "The cold store holds 44 crates.",  # what was aimed at is no fact
        "52 lorries.",
    ],
)
def test_nothing_else_is_doubted(hear, said: str) -> None:
    assert not doubted(said, KNOWN)
    assert not hear(said, "readiness", known=KNOWN).doubted


def test_the_ask_is_no_figure_to_hold_against_anybody(hear) -> None:
    assert not hear("I lead the dispatch of the early ferry three mornings a week.", "readiness").doubted
