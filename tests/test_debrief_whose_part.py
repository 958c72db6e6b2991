"""Whose part it is, and whose day: what is asked of the boss is theirs, what another person does is neither's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.cli.render_debrief import _doer
from assistant.debriefing.clauses import BOSS, YOU, pieces
from assistant.debriefing.given import given, in_their_words
from assistant.debriefing.granting import wishes
from assistant.debriefing.log import exchanges
from assistant.debriefing.when import when
from assistant.domain import Outcome, Promise, Utterance
from tests.test_debrief import VET, line, play
from tests.test_debrief_agreed_and_open import ASK, open_, row, talk
from tests.test_debrief_deals import asked, ended


def doing(sentence: str) -> list[tuple[str, str, str]]:
    return [(who, words, when(words)) for who, words, _ in pieces(sentence)]


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("From you I ask one call to the harbour master by the 12th", "the 12th"),
        ("What I need from you is the van on Tuesdays from 3 June", "3 June"),
        ("What I need from you is that slot on 15 July and that it doesn't get moved", "15 July"),
        ("I need you to sign the permit by Tuesday", "Tuesday"),
        ("I'd like you to speak to the depot on Monday", "Monday"),
        ("You only have to tell the night shift on Sunday", "Sunday"),
        ("Your bit is just to ring the mill on Monday", "Monday"),
        ("All I want from you is two evenings in May", "May"),
    ],
)
def test_what_is_asked_of_the_boss_is_their_part(sentence: str, day: str) -> None:
    assert doing(f"{sentence}.") == [(BOSS, sentence, day)]


@pytest.mark.parametrize(
    "sentence",
    [
        "What I need from you is a yes.",
        "What I need from you is an answer by Friday.",
        "I want you to know that I care.",
        "What I want is a break.",
        "If it works, I need you to sign the permit by Tuesday.",
        "From the board I need two signatures by May.",
    ],
)
def test_to_want_an_answer_gives_nobody_anything_to_do(sentence: str) -> None:
    assert not doing(sentence)


def test_a_day_of_the_users_own_begins_their_step_all_the_same() -> None:
    assert doing("From May I ask the crew each week.") == [(YOU, "From May I ask the crew each week", "")]


@pytest.mark.parametrize(
    ("sentence", "step", "day"),
    [
        ("I'll write the oven guide, and Hanne shares the early shift with me from July.", "I'll write the oven guide", ""),
        ("I train Ruta and she takes the counter from 4 May.", "I train Ruta", ""),
        ("I train Ana and Tomas on Mondays and Thursdays this month.", "I train Ana and Tomas on Mondays and Thursdays this month", "this month"),
        ("I hand it to Ola and Hans this Friday.", "I hand it to Ola and Hans this Friday", "Friday"),
        ("The sluice crew and the bridge office I'll tell, by Friday.", "The sluice crew and the bridge office I'll tell, by Friday", "Friday"),
        ("The two night drivers I'll ring tomorrow.", "The two night drivers I'll ring tomorrow", "tomorrow"),
    ],
)  # fmt: skip
def test_a_step_ends_where_somebody_else_does_something(sentence: str, step: str, day: str) -> None:
    assert (YOU, step, day) in doing(sentence) or (not day and not doing(sentence))
    assert all(one[1:] == (step, day) for one in doing(sentence) if one[0] == YOU)


@pytest.mark.parametrize("said", ["Two things I'll say on Monday: thanks and sorry.", "What I think I'll tell them is the truth.", "If you ask me I'll tell you."])  # fmt: skip
def test_what_only_looks_like_a_step_is_none(said: str) -> None:
    assert not doing(said)


@pytest.mark.parametrize(
    ("said", "wish", "day"),
    [
        ("You talk to the weaver. Can you do that on Monday?", "You talk to the weaver. Can you do that on Monday?", "Monday"),
        ("From you I ask one line to the guild by the 8th. Would you write that?", "From you I ask one line to the guild by the 8th", "the 8th"),
        ("I tell the crew, and you forward the plan by Wednesday. Could you do that?", "you forward the plan by Wednesday", "Wednesday"),
    ],
)  # fmt: skip
def test_a_request_that_points_back_is_told_with_what_it_points_at(said: str, wish: str, day: str) -> None:
    one = exchanges(play(VET, [asked(ASK[0]), line(said, 2)], cued=("coverage",)).turns)[-1]
    assert [(found.words, found.day) for found in wishes(one)] == [(wish, day)]


def test_all_is_not_the_users_where_the_boss_was_asked_for_something() -> None:
    mine = "I'll send the plan to the guild on Monday."
    assert open_(talk(ASK, (mine, "Yes, from me.")), "All of it is yours")
    asked_too = talk(ASK, (f"{mine} What I need from you is the key on 3 May.", "Done."))
    assert not open_(asked_too, "All of it is yours")
    assert [(one.quote, one.when) for one in row(asked_too, BOSS)] == [("What I need from you is the key on 3 May", "3 May")]  # fmt: skip


def spoken(words: str, answer: str) -> list[Promise]:
    played = ended([asked(ASK[0]), line("Would you write me a reference in May?", 2)], {2: words})
    last = played.turns[-1]
    turn = replace(last, utterance=Utterance(words), decision=replace(last.decision, answer=answer))
    return list(given(turn, None, Outcome.AGREED))


def test_a_promise_in_words_of_their_own_is_one() -> None:
    words = "The reference, that I'd love to write."
    assert [(one.who, one.quote) for one in spoken(f"Fine by me. {words}", "reference_yes")] == [
        (BOSS, words)
    ]
    assert not spoken("I'd love to say yes, but I can't.", "verdict")
    assert not spoken(f"Fine by me. {words}", "")


def test_what_was_asked_and_promised_in_one_turn_is_told_once() -> None:
    wish = Promise(BOSS, "you write me a reference in May", 2, "May")
    words = spoken("The reference, that I'd love to write.", "reference_yes")
    told = list(in_their_words([wish], words))
    assert [(one.quote, one.answer) for one in told] == [
        (wish.quote, "The reference, that I'd love to write.")
    ]
    other = replace(wish, quote="you open the gate on Monday")
    assert len(list(in_their_words([other], words))) == 2


@pytest.mark.parametrize(("who", "by_boss", "label"), [(BOSS, False, "Your boss, in your words"), (BOSS, True, "Your boss"), (YOU, True, "You, as they asked"), (YOU, False, "You")])  # fmt: skip
def test_it_is_said_in_whose_words_a_part_is_told(who: str, by_boss: bool, label: str) -> None:
    assert _doer(Promise(who, "you ring the mill", 3, by_boss=by_boss)) == label
