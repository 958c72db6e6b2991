"""Of two days the one that is meant is taken up, and not the one that it is not to be."""

import pytest

from assistant.speaking.takeup import last_day


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("The second lathe runs in March and not April. Agreed?", "March"),
        ("Let's say Monday, not Tuesday.", "Monday"),
        ("I'd begin on 4 May instead of 1 June.", "4 May"),
        ("In September rather than October, then.", "September"),
        ("Not 4 April. It is 12 March.", "12 March"),
        ("We open in June, not in July as you said.", "June"),
        ("I can do Thursday but not Friday.", "Thursday"),
        ("The count isn't on 9 May, we do it on 12 May, not on 9 May.", "12 May"),
    ],
)
def test_a_day_that_is_turned_down_is_not_said_back(said: str, day: str) -> None:
    assert last_day(said) == day


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Not before June.", "June"),
        ("I'd not start until 4 May.", "4 May"),
        ("Then we look at it on Thursday.", "Thursday"),
        ("Why not Friday?", "Friday"),
        ("It's not much, from 9 May.", "9 May"),
        ("We begin on 4 May and look at it on 1 June.", "1 June"),
    ],
)
def test_a_no_to_something_else_leaves_the_day(said: str, day: str) -> None:
    assert last_day(said) == day
