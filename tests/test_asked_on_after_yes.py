"""After a yes the talk stays open as long as something is asked, and what is asked of the boss's own part is answered."""

from dataclasses import replace

import pytest

from assistant.domain import TEMPERAMENTS, Move, Outcome
from assistant.engine import step
from assistant.engine.parting import MOST_ASKED_ON
from assistant.engine.policy import LAST_TURN, conclude
from assistant.speaking.asked import their_step
from tests.talking import BOSSES, TYPES, near_the_end, reading
from tests.test_after_yes import CLOSE, after, keys

BUSY = BOSSES["busy"]


def granted_now(**more):
    return conclude(near_the_end("busy", closed_with=CLOSE, **more), BUSY, TYPES, "")[0]


def test_nobody_gets_up_over_a_question() -> None:
    state = granted_now()
    for _ in range(MOST_ASKED_ON):
        state, decision = step(state, reading(asks="when"), BUSY, TYPES)
        assert (state.outcome, state.stands, decision.waits) == (None, Outcome.AGREED, True)
    state, decision = step(state, reading(asks="when"), BUSY, TYPES)
    assert (state.outcome, decision.move, decision.waits) == (Outcome.AGREED, Move.PART, False)


def test_thanks_end_it_and_so_does_the_time() -> None:
    thanked, _ = step(granted_now(), reading(), BUSY, TYPES)
    late, _ = step(replace(granted_now(), turn=LAST_TURN), reading(asks="when"), BUSY, TYPES)
    assert (thanked.outcome, late.outcome) == (Outcome.AGREED, Outcome.AGREED)


@pytest.mark.parametrize("boss", [name for name in TEMPERAMENTS if name != "unwilling"])
@pytest.mark.parametrize(
    ("said", "asks", "key"),
    [
        ("Both sites from 3 May, good. You ring the depot, by when?", "when", "no_day"),
        ("Thank you. When will you tell the drivers?", "date", "no_day"),
        ("And what day do you write to payroll?", "when", "no_day"),
        ("Does the second site worry you?", "snag", "no_objection"),
        ("So is the cold store from 3 May okay or not?", "fact", "no_objection"),
        ("Is running both sites a problem for you?", "snag", "no_objection"),
        ("Is the cold store with five helpers from 9 August fine?", "fact", "recap_but"),
        ("Would Rosa be told as well, and how?", "help", "cannot"),
        ("Does the depot in Hull know?", "fact", "cannot"),
    ],
)
def test_what_is_asked_on_is_answered_and_nobody_says_goodbye(
    boss: str, said: str, asks: str, key: str
) -> None:
    _, decision, spoken = after(boss, said, asks)
    assert decision.waits
    assert keys(spoken) == {key}, spoken.text


@pytest.mark.parametrize(
    "asked",
    [
        "When will you ring the GM?",
        "By when do you write to the council?",
        "You'll speak to Petra, by when?",
        "And you sign the form by which date?",
        "When are you going to tell the night shift?",
        "What day will you order it?",
    ],
)
def test_the_day_of_their_own_step(asked: str) -> None:
    assert their_step(asked)


@pytest.mark.parametrize(
    "asked",
    [
        "When can you meet?",
        "When will you decide?",
        "When could you look at it with me?",
        "By when do you need the list?",
        "When do I start?",
        "When will you let me know?",
        "When can you talk to me about it?",
        "Will you ring them on 4 May?",
        "Who rings them, and when?",
        "You said something about August, what was it?",
    ],
)
def test_any_other_day_is_not(asked: str) -> None:
    assert not their_step(asked)


def test_small_numbers_may_be_words() -> None:
    for said in ("So is a cold store visit every 2 weeks ok?", "So is a visit every two weeks fine?"):
        told = "I'd like to visit the cold store every two weeks."
        assert keys(after("procedural", said, "fact", told=told)[2]) == {"no_objection"}
