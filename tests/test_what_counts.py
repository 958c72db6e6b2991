"""What counts in a talk: a threat that is meant, an answer that says something; and what does not, however it sounds."""

import pytest

from tests.talking import hearing

ASK = "I'd like to run the tool store two days a week from May."


@pytest.fixture(scope="module")
def hear(wiring):
    return hearing(wiring, ASK, about="coverage")


# --- threats ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "Please ask Birte before you decide, I haven't gone behind your back with her.",
        "I would never go over your head with this.",
        "I don't want to go over your head, so you are the first to hear it.",
        "Nothing here is meant to go behind your back, and I'd begin on 3 May.",
        "It's not about going over your head, I only want to know the rule.",
        "I went over your head in autumn, and I'm sorry about that.",
        "I'm not here to threaten. I'd begin on 3 May with one morning.",
    ],
)
def test_what_somebody_says_they_do_not_do_is_no_threat(hear, said: str) -> None:
    for worry in ("timing", "fairness", "loyalty", "policy"):
        reading = hear(said, worry)
        assert not reading.has("ultimatum")
        assert not reading.tone


@pytest.mark.parametrize(
    "said",
    [
        "I don't want to go over your head, but if you say no I will.",
        "Don't make me go over your head.",
        "I'd hate to have to go over your head.",
        "I could go over your head with this.",
        "If you won't let me, I'm still applying, and you can look for somebody else.",
        "If I don't get it I'm moving to Gruber, they've been ringing.",
        "If nothing comes of it, I'm taking the job in Linz.",
        "If you say no, I'll apply elsewhere.",
    ],
)
def test_going_past_them_or_away_if_they_refuse_is_one(hear, said: str) -> None:
    assert hear(said, "timing").has("ultimatum")


@pytest.mark.parametrize(
    "said",
    [
        "If I don't get it this year, I'll apply again in spring.",
        "If I don't get the parts back by Friday I'm going to Linz, the customer is waiting.",
        "If I don't get to it I'm going to Graz for the fair, and we talk after that.",
        "If it doesn't pass the board, I'm taking the post as it is, and we talk in May.",
        "If you don't let me apply now, I'd like to know when.",
        "If I can't get it done in the two days, I say so in the first week.",
    ],
)
def test_work_that_goes_on_is_none(hear, said: str) -> None:
    assert not hear(said, "timing").has("ultimatum")


def test_waiting_is_pressure_only_where_somebody_refuses_to_wait(hear) -> None:
    assert "pressure" in hear("I'm not waiting another winter for this.", "timing").tone
    assert not hear("I'm not waiting for June to train her, I begin next week.", "timing").tone
