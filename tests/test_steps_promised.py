"""What a turn does beside the worry on the table is heard: a step promised, another worry dealt with, a question what would help."""

import pytest

from assistant.domain import ConcernState, Move, Reaction
from assistant.engine.step import step
from assistant.listening.relenting import owns_up
from assistant.text.doers import takes_on
from assistant.text.stating import only_thanks
from tests.talking import BOSSES, TYPES, a_worry, reading, under_way


@pytest.mark.parametrize(
    "said",
    [
        "I'll ask the night porter tomorrow and tell you on Friday.",
        "Tonight I'll send you one page about it.",
        "I will then check with the union.",
        "Okay. I'm going to find out what the licence costs.",
        "I’ll put it in writing by Tuesday.",
        "On Monday I'll bring the takings of March.",
    ],
)
def test_a_step_taken_before_the_next_talk_is_one(said):
    assert takes_on(said)


@pytest.mark.parametrize(
    "said",
    [
        "I'll tell you why I want the night desk.",
        "I'll run the night desk from Monday.",
        "If I'm honest I'll ask for more next year.",
        "I'm going to talk to you about the desk.",
        "The porter will ask his wife.",
        "I asked him already and he said yes.",
    ],
)
def test_the_plan_itself_and_what_is_past_are_none(said):
    assert not takes_on(said)


def played(state, heard):
    return step(state, heard, BOSSES["supportive"], TYPES)


def test_another_worry_that_the_turn_deals_with_is_named():
    state = under_way(
        "supportive", a_worry("coverage", ConcernState.EASED, partial=1), a_worry("budget"), current="budget"
    )
    heard = reading(0, "cover", speaks=frozenset({"coverage/cover"}), deals=frozenset({"coverage"}))
    _, decision = played(state, heard)
    assert (decision.move, decision.concern) == (Move.PRESS, "budget")
    assert decision.reaction == Reaction(Move.SETTLE, "coverage")
    _, plain = played(state, reading(0, "date"))
    assert plain.reaction is None


def test_who_asks_what_would_help_is_told_and_the_worry_stays():
    worn = a_worry("coverage", ConcernState.EASED, partial=2)
    state = under_way("supportive", worn, a_worry("budget", ConcernState.DORMANT), current="coverage")
    after, decision = played(state, reading(0, "question", asks="help"))
    assert (decision.concern, decision.answer, after.current) == ("coverage", "help", "coverage")
    assert after.concern("coverage").state is ConcernState.EASED
    again, _ = played(after, reading(0, "question", asks="help", repeats=True))
    assert again.patience < after.patience


def test_a_worry_dealt_with_before_it_came_up_is_not_raised():
    worries = (
        a_worry("timing"),
        a_worry("policy", ConcernState.DORMANT),
        a_worry("budget", ConcernState.DORMANT),
    )
    heard = reading(1, "date", deals=frozenset({"policy"}))
    for difficulty, raised in (("realistic", "budget"), ("hard", "policy")):
        state, _ = step(
            under_way("sceptical", *worries, current="timing", difficulty=difficulty),
            heard,
            BOSSES["sceptical"],
            TYPES,
        )
        state, decision = step(state, reading(2, "milestone"), BOSSES["sceptical"], TYPES)
        assert (decision.move, decision.concern) == (Move.RAISE, raised)
    assert state.concern("policy").state is ConcernState.RAISED


def test_cover_that_turns_out_shaky_is_asked_about_after_all():
    worries = a_worry("timing"), a_worry("coverage", ConcernState.DORMANT)
    state = under_way("sceptical", *worries, current="timing")
    state, _ = played(state, reading(0, "cover", deals=frozenset({"coverage"})))
    assert state.told == {"coverage"}
    state, _ = played(state, reading(0, softened="she hasn't said yes"))
    assert not state.told


@pytest.mark.parametrize(
    ("said", "thanks"),
    [
        ("Thank you, Ruth.", True),
        ("Okay, great, thanks for your time!", True),
        ("Fine. Thanks. See you on Monday.", True),
        ("Thanks, but who covers the desk then?", False),
        ("Thank you. I'd still like the desk from May.", False),
        ("Good.", False),
    ],
)
def test_thanks_and_goodbyes_are_told_from_answers(said, thanks):
    assert only_thanks(said) is thanks


@pytest.mark.parametrize(
    ("said", "own"),
    [
        ("I was angry in March and I should have come to you.", True),
        ("I'm sorry about how I put it in the meeting.", True),
        ("I handled that badly.", True),
        ("Sorry, I didn't catch that.", False),
        ("I was angry with the supplier.", False),
        ("I should have asked for more.", False),
        ("I was rude, but I meant it.", False),
    ],
)
def test_owning_up_is_heard_and_costs_nothing(said, own):
    assert bool(owns_up(said)) is own
    state = under_way("sceptical", a_worry("budget"))
    after, decision = played(state, reading(0, relents=owns_up(said)))
    assert (decision.remark == "sorry") is own
    assert (after.patience == state.patience) is own


def test_whoever_thanks_hears_what_is_still_open_and_no_new_worry():
    worn = a_worry("budget", ConcernState.PRESSED, empty=2)
    state = under_way("sceptical", worn, a_worry("timing", ConcernState.DORMANT), current="budget")
    after, decision = played(state, reading(0, thanks=True))
    assert (decision.move, decision.concern, decision.remark) == (Move.PRESS, "budget", None)
    assert after.concern("timing").state is ConcernState.DORMANT
    after, decision = played(state, reading(0))
    assert (decision.concern, decision.remark) == ("timing", "empty")
