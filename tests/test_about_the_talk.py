"""What somebody says about the talk itself takes nothing back; what they own up to about their plan does."""

import pytest

from tests.talking import hearing

EARLIER = ["Marta takes the desk on Tuesdays, she agreed.", "A yes before the summer would help me."]


@pytest.fixture(scope="module")
def hear(wiring):
    return hearing(wiring, "I want to run the seed library two days a week from 3 May.", about="coverage")


@pytest.mark.parametrize(
    "said",
    [
        "Is that a yes? I haven't heard one.",
        "I took nothing back. I meant I haven't heard a YES from you. Marta stands.",
        "You haven't said yes, have you?",
        "I haven't got a date from you for that.",
        "We have not had a proper answer yet.",
        "Nothing's off. Marta takes the desk.",
        "I never heard a straight no from you either.",
        "Wait, you never agreed to the Tuesdays, did you?",
    ],
)
def test_what_the_boss_has_not_said_takes_nothing_back(hear, said):
    heard = hear(said, earlier=EARLIER)
    assert not heard.takes_back
    assert not heard.softened


@pytest.mark.parametrize(
    "said",
    [
        "I haven't heard a yes from Marta.",
        "You didn't ask, but Marta hasn't agreed yet.",
        "You know, I haven't asked Marta yet.",
        "I haven't asked Marta, I wanted to hear it from you first.",
        "I take that back, Marta can't do it.",
    ],
)
def test_owning_up_about_the_plan_takes_it_back(hear, said):
    assert hear(said, earlier=EARLIER).takes_back
