"""Whose promises are told, all of them and none cut off: the user's own, those that only "I'd" takes on, and the boss's yes to a wish."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.debriefing.agreed import deal
from assistant.debriefing.clauses import BOSS, BOTH, YOU, meant, pieces
from assistant.debriefing.log import exchanges
from assistant.domain import Outcome, Utterance
from tests.test_debrief import COVER, line
from tests.test_debrief_agreed_and_open import open_, row, talk
from tests.test_debrief_deals import asked, ended

ASK = ("I'd like to run the bindery from 4 May until 30 June.", "Why you, though?")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("You ask the dean on Monday, I keep quiet till then.", ["You ask the dean on Monday", "I keep quiet till then"]),
        ("I bring the proofs on 3 May, and then.", ["I bring the proofs on 3 May"]),
        ("I send the list and the.", []),
        ("I write to Ana by then.", ["I write to Ana by then"]),
    ],
)  # fmt: skip
def test_no_clause_stops_in_the_middle(said: str, words: list[str]) -> None:
    assert [found for _, found, _ in pieces(said)] == words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("So I'd send you the proofs on Friday at noon, and if I hear nothing, I ring you.", "I'd send you the proofs on Friday at noon"),
        ("On my Mondays Ana would fold, if she wants, and I'd ask her this week.", "I'd ask her this week"),
        ("I'd send it on Friday, if you agree.", ""),
        ("If she wants it, I'd ask her this week.", ""),
        ("I'd bring it on Friday?", ""),
    ],
)  # fmt: skip
def test_what_i_would_do_by_a_day_is_a_promise_where_nothing_hangs_on_it(said: str, words: str) -> None:
    assert meant(said) == words


@pytest.mark.parametrize(
    ("before", "said", "promise"),
    [
        ("What do you need from me?", "Two things: sign the page by Friday and tell the office 24 from 1 June.", "sign the page by Friday and tell the office 24 from 1 June"),
        ("And my part?", "Just this: send the form to the office by 3 May.", "send the form to the office by 3 May"),
        ("And what happens at the bindery?", "Two things: sign in at nine and stop at five.", ""),
    ],
)  # fmt: skip
def test_what_was_named_as_theirs_is_promised_by_their_yes(before: str, said: str, promise: str) -> None:
    played = ended([asked(ASK[0]), COVER, line(said, 2)], {2: before, 3: "You've got it. Off you go."})
    told = [one.quote for one in deal(played.turns, exchanges(played.turns)).promises if one.who == BOSS]
    assert told == ([promise] if promise else [])


@pytest.mark.parametrize(("line_id", "there"), [("busy/reference_yes/1", True), ("busy/close/1", False)])
def test_their_word_for_it_stands_where_no_clause_of_the_request_could(line_id: str, there: bool) -> None:
    wish = line("I'd be glad of a reference from you. Would you be willing to write one?", 1)
    played = ended([asked(ASK[0]), wish, line("Ana folds.", 2)])
    told = Utterance("Reference, yes. Remind me.", lines=(line_id,))
    turns = [replace(one, utterance=told) if one.number == 2 else one for one in played.turns]
    theirs = [one for one in deal(turns, exchanges(turns)).promises if one.who == BOSS]
    assert [(one.quote, one.by_boss) for one in theirs] == ([("Reference, yes.", True)] if there else [])


def test_what_was_asked_of_them_with_a_trial_is_not_lost() -> None:
    asks = "Just the first book, then. You ask the dean on Monday."
    for answer, named in (
        ("All right, a try. I'll let people know that it's only a try.", False),
        ("All right, a try. I'll ask the dean.", True),
        ("All right, a try. I'll do it.", True),
    ):
        found = talk(ASK, (asks, answer), outcome=Outcome.TRIAL_AGREED)
        assert open_(found, "ask the dean on Monday", "does not name it") is not named, answer
    assert not row(found, YOU)


@pytest.mark.parametrize(
    ("ask", "later", "told"),
    [
        ("I'd like to run the bindery until 30 June.", "Ana folds. On 30 June both of us with the count again, together.", True),
        ("I'd like to run the bindery, and on 30 June we look at it together.", "Ana folds.", False),
    ],
)  # fmt: skip
def test_an_end_of_the_ask_is_not_yet_the_day_on_which_both_look(ask: str, later: str, told: bool) -> None:
    found = talk((ask, "Why?"), (later, "Fine."), ("That's all.", "Yes, from me."))
    assert bool(row(found, BOTH)) is told


def test_every_dated_step_of_the_users_is_told() -> None:
    steps = ["I bring the proofs on 3 May", "I ask Ana on 4 May", "I write the list on 5 May", "I clear the bench on 6 May", "I train Ola on 7 May"]  # fmt: skip
    found = talk(ASK, *((f"{step}.", "Good.") for step in steps), ("That's all.", "Yes, from me."), closing=1)
    assert [one.quote for one in row(found, YOU)] == steps


@pytest.mark.parametrize(
    ("again", "same"),
    [
        ("I put the proofs on your desk on Friday", True),
        ("You get the proofs on Friday", True),
        ("I bring the keys on Friday", False),
        ("I bring the proofs on Monday", False),
    ],
)
def test_what_is_brought_on_the_same_day_is_told_once(again: str, same: bool) -> None:
    found = talk(ASK, ("I send you the proofs by Friday.", "Good."), (f"{again}.", "Good."), ("That's all.", "Yes, from me."), closing=1)  # fmt: skip
    told = [one.quote for one in found.agreed if "Friday" in one.quote or "Monday" in one.quote]
    assert ("I send you the proofs by Friday" not in told) is same


def test_what_stays_open_is_no_promise_of_theirs() -> None:
    left = "Who stands in for you isn't settled with that, and I'll ask again."
    assert not row(talk(ASK, ("That's all.", f"Then yes, from me. {left}")), BOSS)
    assert row(talk(ASK, ("That's all.", "Then yes, from me. I'll ask the dean on Monday.")), BOSS)
