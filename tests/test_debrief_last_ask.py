"""What was agreed where the ask changed on the way: how it was put last, what only goes upstairs, and whose promise a sentence is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.debriefing.agreed import ASK as ASKED_FOR
from assistant.debriefing.clauses import BOSS, BOTH, YOU, handed_over, pieces
from assistant.debriefing.log import exchanges
from assistant.debriefing.terms import terms
from assistant.debriefing.when import days, says_back, when
from assistant.domain import Outcome
from tests.test_debrief import VET, play
from tests.test_debrief_agreed_and_open import open_, row, talk
from tests.test_debrief_deals import asked

TRIAL = Outcome.TRIAL_AGREED
ASK = ("I'd like to lead the seed bank tours on Mondays from 4 May.", "Why you, though?")


@pytest.mark.parametrize(
    ("last", "quote", "day"),
    [
        ("So what I need from you: two hours a week, Tuesdays from 18 May.", "So what I need from you: two hours a week, Tuesdays from 18 May.", "18 May"),
        ("Just so I've got it right: tours from 18 May, every second Monday, until August?", "Just so I've got it right: tours from 18 May, every second Monday, until August?", "18 May"),
        ("Okay. To be sure: Tuesdays, from 18 May, for six weeks.", "To be sure: Tuesdays, from 18 May, for six weeks.", "18 May"),
        ("Two things: that I lead them on Tuesdays from 18 May, and two hours to prepare.", "Two things: that I lead them on Tuesdays from 18 May, and two hours to prepare.", "18 May"),
        ("My request now: Tuesday tours from 18 May for two months.", "My request now: Tuesday tours from 18 May for two months.", "18 May"),
        ("So: I ask the gardeners today, and I lead the tours Tuesday mornings from 18 May.", "I lead the tours Tuesday mornings from 18 May", "18 May"),
    ],
)  # fmt: skip
def test_the_ask_as_it_was_put_last_is_what_they_agreed_to(last: str, quote: str, day: str) -> None:
    found = talk(ASK, ("I know every shelf.", "And when?"), (last, "Yes, from me."))
    assert [(one.quote, one.turn, one.when, one.answered) for one in row(found, ASKED_FOR)] == [(quote, 3, day, 3)]  # fmt: skip


@pytest.mark.parametrize(
    "last",
    [
        "So what I need from you: an open ear.",
        "So: I send the page on Monday, and I ask Ruta by Friday 14 May.",
        "What I need is a good night's sleep.",
        "Two things: patience, and a kettle.",
        "Two things: I send the page on Monday 10 May, and I ring Ruta on Friday.",
        "To be clear: I did 40 tours in 2024 and 60 in 2025.",
        "Hours: I did 12 in March and 20 in April.",
        "So: on Monday I lead a class and on Friday 8 May I tell you how the tour is.",
        "I've got it right: the kettle is old.",
    ],
)
def test_what_sums_up_something_else_leaves_the_ask_as_it_was(last: str) -> None:
    found = talk(ASK, ("I know every shelf.", "And when?"), (last, "Yes, from me."))
    assert [(one.quote, one.turn) for one in row(found, ASKED_FOR)] == [(ASK[0], 1)]


@pytest.mark.parametrize(
    ("later", "last"),
    [
        ("My request now: Tuesday tours from 18 May for two months.", True),
        ("I'd like to lead the seed tours on Tuesdays only from 18 May.", True),
        ("I lead the seed bank tours two mornings a week from 18 May, until August.", True),
        ("Here's my offer: tours on Tuesdays, from 18 May until August.", True),
        ("4 tours from 18 May, 6 in June, 8 from 1 July.", True),
        ("I'd like to show the seed bank to my sister on 18 May.", False),
        ("I led the seed bank tours for two months in 2024, until August.", False),
        ("Ruta takes the seed bank desk on Mondays from 4 May.", False),
        ("If the seed bank tours are full I take the bus from 18 May.", False),
        ("Shall we look at the seed bank tours on 18 May?", False),
        ("So: on Monday 18 May the seed bank has a class.", False),
    ],
)
def test_the_ask_as_it_was_put_last_before_the_yes_is_what_they_agreed_to(later: str, last: bool) -> None:
    found = talk(ASK, (later, "Why?"), ("I know every shelf.", "Yes, from me."))
    assert [one.quote for one in row(found, ASKED_FOR)] == [later if last else ASK[0]]


@pytest.mark.parametrize(
    ("later", "part"),
    [
        ("Just the first tour, and in June we look at it.", True),
        ("What about just the two small tours first, from 4 May until July?", True),
        ("Start with one tour in May, the second only if the first one was full.", True),
        ("Until the 30th of June, that's the tours, then we decide.", True),
        ("It's only Monday.", False),
        ("I led just one of the tours in March.", False),
        ("From me: a page on your desk by 10 May.", False),
        ("Until then I'm at the desk.", False),
    ],
)
def test_a_part_of_it_that_was_asked_for_last_stands_beside_their_yes(later: str, part: bool) -> None:
    found = talk(ASK, (later, "Why?"), ("I know every shelf.", "Then yes, from me."))
    assert [one.quote for one in row(found, ASKED_FOR)] == ([ASK[0], later] if part else [ASK[0]])


def test_what_would_do_instead_is_told_with_the_ask() -> None:
    last = "Two things: tell the office 24.60 from 1 June, and three tours from 4 May. If they say no, 23.50 with December in writing."
    found = talk(ASK, ("I know every shelf.", "What do you need?"), (last, "Yes, from me."))
    assert [one.quote for one in row(found, ASKED_FOR)] == [last]


@pytest.mark.parametrize(
    ("first", "later", "told"),
    [
        ("Can I ask you straight, who do you have in mind for the seed bank tours in May?", "OK: I'd like to lead the seed bank tours from 4 May.", "OK: I'd like to lead the seed bank tours from 4 May."),
        ("A normal week in the seed bank: I open at nine and you look in on Thursday.", "I know every shelf.", ""),
        ("What would you say to tours from May, and who'd lead them?", "I know every shelf.", ""),
        ("I'd maybe like to do something in the seed bank, if that's possible.", "So I ask Ruta on Monday and you get the page on the 19th.", "I'd maybe like to do something in the seed bank, if that's possible."),
    ],
)  # fmt: skip
def test_no_question_after_how_things_are_and_no_picture_is_the_ask(first: str, later: str, told: str) -> None:  # fmt: skip
    found = talk((first, "Hm."), (later, "I see."), ("That's all.", "Yes, from me."))
    assert [one.quote for one in row(found, ASKED_FOR)] == ([told] if told else [])
    assert open_(found, "Write down the last wording yourself") is not bool(told)


def test_what_only_points_at_the_sentence_before_it_is_told_with_that() -> None:
    text, reading = asked(
        "I'd like to set up the night tours. For that I need Mondays off the desk from 4 May."
    )
    heard = (text, replace(reading, element_quotes={"change": "I need Mondays off the desk"}))
    assert terms(exchanges(play(VET, [heard], cued=("coverage",)).turns)).whole == text


def test_a_step_with_a_day_stays_beside_an_ask_of_another_doer() -> None:
    last = "Two things: sign the seed bank page by Friday and tell the office 24.60 from 1 June."
    found = talk(ASK, ("I'll write the page for the seed bank tonight.", "Good."), (last, "Yes, from me."))
    assert "I'll write the page for the seed bank tonight" in [one.quote for one in row(found, YOU)]


def test_a_day_that_was_moved_is_gone_with_the_step_it_belonged_to() -> None:
    ask = (
        "I'd like to run the forge nights. My proposal: from 1 June I lead two forge nights a week, Tuesday and Thursday, and at the end of August we look at scrap rates.",
        "Why you?",
    )
    moved = "Two things: that I lead Tuesday and Thursday forge nights from 21 June, and that we look at scrap rates in the week of 27 September."
    found = talk(ask, ("I'll send you the page by Friday 14 May.", "And?"), (moved, "Yes, from me."))
    told = " | ".join(one.quote for one in found.agreed)
    assert "1 June" not in told.replace("21 June", "")
    assert "August" not in told
    assert "Friday 14 May" in told
    assert "27 September" in told


def test_one_point_of_the_ask_that_was_named_at_the_close_stands_beside_it() -> None:
    found = talk(ASK, ("I know every shelf.", "And?"), ("Pay: 3% from 1 July.", "Yes, from me."))
    assert [one.quote for one in row(found, ASKED_FOR)] == [ASK[0], "Pay: 3% from 1 July."]
    other = talk(ASK, ("I know every shelf.", "And?"), ("Pay: let's not.", "Yes, from me."))
    assert [one.quote for one in row(other, ASKED_FOR)] == [ASK[0]]


# --- whose it is ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "I only ask you to forward it with your view.",
        "I'll ask you to sign the form.",
        "I ask you for ten minutes with the bursar.",
        "I just tell you what the vet said.",
    ],
)
def test_what_is_asked_of_them_is_no_promise_of_the_users(said: str) -> None:
    assert not [words for who, words, _ in pieces(said) if who == YOU]


def test_to_ask_them_again_on_a_day_or_to_ask_others_is_a_promise() -> None:
    for said in ("I'll ask you again on Monday 3 May.", "I ask Ines to take the till.", "I tell the porters on Friday."):  # fmt: skip
        assert [who for who, _, _ in pieces(said)] == [YOU]


@pytest.mark.parametrize(
    ("said", "promise"),
    [
        ("You have it from me by Friday 14 May.", "You have it from me by Friday 14 May"),
        ("And you'll get the list on Monday.", "you'll get the list on Monday"),
        ("You will have my page by 3 June.", "You will have my page by 3 June"),
        ("You get both drafts on Tuesday.", "You get both drafts on Tuesday"),
        ("You have it in your hands.", ""),
        ("Will you have it by Friday?", ""),
        ("If she agrees, you have it by Friday.", ""),
        ("You have the keys since Monday.", ""),
        ("You get the complaints.", ""),
    ],
)
def test_what_they_get_by_a_day_is_the_users_to_bring(said: str, promise: str) -> None:
    assert handed_over(said) == promise


def test_a_day_since_when_something_is_so_is_no_day_of_a_doing() -> None:
    for said in ("the hours that have been vacant since spring", "it has run since Monday", "since early June I do the till", "since the 3rd"):  # fmt: skip
        assert not when(said), said
    assert when("I start it in spring")
    assert when("I do it on Monday, since you asked") == "Monday"


def test_a_time_of_day_stays_with_its_day() -> None:
    assert days("we sit down on Monday 17 May at 13:30") == ["Monday 17 May at 13:30"]
    assert days("on Monday 16 August we sit here again, 11 o'clock") == ["Monday 16 August"]
    assert days("we meet at 9:15") == ["9:15"]
    assert says_back("Monday 17 May at 13:30", "All right, Monday 17 May.")
    assert not says_back("Monday 17 May at 13:30", "All right, Tuesday.")


# --- how far it goes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("The rule: any lab hand with six months can apply for a trial.", False),
        ("Every porter could try it as a pilot until May.", False),
        ("The rota, the trial or the pay?", False),
        ("If it is two, I drop the Friday tour.", False),
        ("And if nobody books by June, we stop it.", False),
        ("And three months until 31 August, then you stop it or not.", True),
        ("As a trial, then: I lead one tour until 31 August.", True),
    ],
)
def test_a_rule_for_everyone_or_a_question_which_is_no_smaller_ask(more: str, less: bool) -> None:
    found = talk(ASK, (more, "And?"), ("I know every shelf.", "Yes, from me."))
    assert open_(found, "You asked for more") is less


def test_a_rule_by_which_they_stop_it_is_one_of_both() -> None:
    for rule in ("If it goes over six complaints you take the tours back off me", "If two boxes spoil, you pull me back to the desk"):  # fmt: skip
        found = talk(ASK, (f"{rule}.", "And?"), ("I know every shelf.", "Yes, from me."))
        assert [one.quote for one in row(found, BOTH)] == [rule]
    told = talk(ASK, ("If it rains you take the bus.", "And?"), ("I know every shelf.", "Yes, from me."))
    assert not row(told, BOTH)
    assert not row(told, BOSS)


def test_a_day_to_look_at_it_that_their_yes_answers_stands() -> None:
    asked = "Shall we look at it together on 15 December?"
    for answer in ("Do you know, I think yes. Let's do it.", "Yes, just the way we've talked about."):
        assert [one.when for one in row(talk(ASK, (asked, answer)), BOTH)] == ["15 December"]
    assert not row(talk(ASK, (asked, "My uncle kept bees.")), BOTH)
