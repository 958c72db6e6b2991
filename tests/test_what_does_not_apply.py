"""A worry that does not apply, and why: that settles it; the bare denial does not."""

import pytest

from tests.talking import hearing

ASK = "I'd like to run the evening repair class from 3 May, on two evenings a week."

MOOT = [
    ("coverage", "There's nothing to take over. I keep all my beds and the class is after my shift."),
    ("coverage", "Nobody has to stand in for me, I do it on my day off."),
    ("coverage", "Cover for what? I'm not leaving my bench, it's the same work with another title."),
    ("coverage", "Nothing falls over. Nothing is dropped, I still do my own deliveries before opening."),
    ("headcount", "Nobody needs to be hired: it's my own Thursday hours I'd use for it."),
    ("headcount", "I'm not asking for another driver. It's more pay for the one who's driving already."),
    (
        "headcount",
        "You don't need to find anyone. Same five people, same rota, only the tasks change places.",
    ),
    ("headcount", "No extra hands. I'd do it inside the hours I already work."),
]
BARE = [
    ("coverage", "There's nothing to take over, really."),
    ("coverage", "Nobody has to stand in for me, trust me on that."),
    ("coverage", "I'm not leaving my bench. You'll see."),
    ("headcount", "Nobody needs to be hired, I promise you that."),
    ("headcount", "I'm not asking for another driver."),
    ("headcount", "No extra hands, don't worry about it."),
]


@pytest.fixture(scope="module")
def hear(wiring):
    return hearing(wiring, ASK)


@pytest.mark.parametrize(("worry", "said"), MOOT)
def test_a_worry_that_does_not_apply_because_of_something_is_dealt_with(hear, worry: str, said: str) -> None:
    assert hear(said, worry).level == 2


@pytest.mark.parametrize(("worry", "said"), BARE)
def test_a_bare_denial_does_not_deal_with_it(hear, worry: str, said: str) -> None:
    assert hear(said, worry).level < 2


def test_what_is_left_behind_is_no_reason_that_nobody_is_added(hear) -> None:
    assert hear("Nobody gets hired, but somebody would have to do my rounds.", "headcount").level < 2
