"""A promise that nobody is left short is no cover: who, if they say no, stays open."""

from __future__ import annotations

import pytest

from tests.talking import hearing

ASK = "I'd like to run the night desk from May."
BEFORE = [ASK, "Rosa could take my mornings, she's done it in spring. I haven't asked her yet."]
WHO = "So Rosa hasn't been asked yet. Who, if it's a no?"


@pytest.fixture
def hear(wiring):
    return hearing(wiring, ASK, about="coverage", line=WHO)


@pytest.mark.parametrize(
    "said",
    [
        "If it's no, then honestly I don't have a second name today. And if there's nobody, I won't leave the ward without somebody.",
        "I promise the desk is never empty, you have my word on it.",
        "I'd find somebody before I start, I wouldn't leave you short.",
        "Nobody so far. But I don't start until there is someone, on 3 May or later.",
        "I don't know yet who'd take the mornings, but I'd never leave you hanging.",
        "Then I'll make sure that it's covered, whatever it takes, by 3 May.",
        "No other name yet, sorry. I'll see to it that it works out by Monday.",
        "If she says no I'd look for someone else and I wouldn't begin without one.",
    ],
)
def test_a_promise_is_half_of_it_at_most(hear, said: str) -> None:
    assert hear(said, earlier=BEFORE).level < 2


@pytest.mark.parametrize(
    "said",
    [
        "If she says no, Tomas does it, he told me so on Monday.",
        "I promise you: Ilse has the keys on both mornings and Pat steps in when she's ill.",
        "Rosa said yes last night. I won't start without her knowing the whole list.",
        "If it's a no, I split them: Mondays Karim, Thursdays Ben.",
        "Nobody has to cover, the mornings are closed from May.",
        "Then I do the mornings myself till the end of May, and I won't leave before Rosa is trained.",
    ],
)
def test_who_is_named_leaves_no_gap(hear, said: str) -> None:
    assert not hear(said, earlier=BEFORE).gap
