"""What a turn is heard as: a caveat is no broken word, an answer no other ask, a shrug no answer, and contempt is contempt."""

import pytest

from tests.talking import hearing

ASK = "I'd like to join the lab on Wednesdays from 4 May."


@pytest.fixture
def hear(wiring):
    return hearing(wiring, ASK)


@pytest.mark.parametrize(
    ("said", "before"),
    [
        ("I'd ask Petra to mind the bar, she knows Lisbon. I haven't asked her yet.", "I plan the Lisbon tours on my own."),
        ("For that I thought of Tomek. He hasn't agreed yet.", "Everybody knows the Rioja rows."),
        ("I asked Bruno for the week she's away. He said no, so I come in myself.", "Aisha agreed to swap with me."),
        ("For the shop I'd like Nils. I haven't spoken to him.", "Rosa said yes to sharing the kiln."),
        ("I asked the office about the form. They haven't heard of it.", "Aisha agreed to swap with me."),
        ("Before Easter I can't do that, it would be from May on.", "The Porto orders are done by noon on Fridays."),
        ("Sorry, I take that back, that was unfair of me.", "You never listen to any of us here."),
        ("That was wrong of me, I exaggerated.", "You promised it to me, and you broke it, like always."),
    ],
)  # fmt: skip
def test_a_caveat_about_something_new_takes_nothing_back(hear, said, before) -> None:
    assert not hear(said, "coverage", earlier=[before]).takes_back


@pytest.mark.parametrize(
    ("said", "before"),
    [
        ("I haven't asked him yet.", "Nils has agreed to open the shop."),
        ("To be honest, Hana hasn't said yes.", "Hana minds the counter in June, she said yes."),
        ("So Hana hasn't agreed, and I'd have to ask Ines.", "Hana minds the counter."),
        ("She said no, so I don't have anybody.", "Lena takes my evening rounds."),
        ("Lena has pulled out.", "Joris and Lena take my evening rounds, both agreed."),
        ("I made that up for Ines, the 30 percent.", "I cut the waste by 30 percent."),
    ],
)
def test_what_was_told_and_is_not_so_is_still_taken_back(hear, said, before) -> None:
    assert hear(said, "coverage", earlier=[before]).takes_back
