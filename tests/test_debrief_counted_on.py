"""Whom the user counts on, what stops it, and the day of a step that only points at one."""

from __future__ import annotations

import pytest

from assistant.debriefing.alike import same as says_the_same
from assistant.debriefing.clauses import YOU, handed_over, pieces
from assistant.debriefing.log import exchanges
from assistant.debriefing.steps import stop, unasked
from assistant.debriefing.when import pointed_at
from assistant.domain import Outcome, Promise
from tests.test_debrief import VET, line, play
from tests.test_debrief_agreed_and_open import ASK, open_, talk
from tests.test_debrief_deals import asked


def said(*words: str) -> tuple:
    return exchanges(play(VET, [asked(ASK[0]), *(line(one, 2) for one in words)], cued=("coverage",)).turns)


@pytest.mark.parametrize(
    ("words", "counted"),
    [
        (["With Nadira, if she says yes. I'd ask her this week."], "With Nadira, if she says yes."),
        (["Pavel takes the kiln if he agrees."], "Pavel takes the kiln if he agrees."),
        (["Ines does the tills, if she wants to.", "I'll ask Ines tonight."], "Ines does the tills, if she wants to."),
        (["Ines does the tills, if she wants to.", "Ines has agreed."], ""),
        (["I haven't spoken to Oskar yet.", "Before I ask Oskar, is he free?"], "I haven't spoken to Oskar yet."),
        (["I haven't spoken to Oskar yet.", "I'll ask Oskar tonight."], "I haven't spoken to Oskar yet."),
        (["I haven't spoken to Oskar yet.", "I talked to Oskar at lunch, he does it."], ""),
        (["Oskar I haven't asked, to be honest."], "Oskar I haven't asked, to be honest."),
        (["I haven't really talked to Oskar."], "I haven't really talked to Oskar."),
        (["I stop if he says yes and it fails."], ""),
        (["Does Ines do it if she agrees?"], ""),
        (["I'll open at six if it rains."], ""),
    ],
)  # fmt: skip
def test_who_has_not_said_yes_is_known(words: list[str], counted: str) -> None:
    assert (unasked(said(*words)) or ("", 0))[0] == counted


@pytest.mark.parametrize("outcome", [Outcome.AGREED, Outcome.TRIAL_AGREED, None])
def test_who_has_not_said_yes_is_an_open_end_however_it_ended(outcome: Outcome | None) -> None:
    found = talk(ASK, ("With Nadira, if she says yes.", "I see."), outcome=outcome)
    assert open_(found, "has not said yes yet", "With Nadira, if she says yes")


@pytest.mark.parametrize(
    ("words", "told", "day"),
    [
        ("For two weeks I only watch, and on 30 June she signs what I can do. If she doesn't sign, I come back to the shop.", "For two weeks I only watch, and on 30 June she signs what I can do. If she doesn't sign, I come back to the shop", "30 June"),
        ("We count the returns on 9 July. If it is more than five by then I stop.", "We count the returns on 9 July. If it is more than five by then I stop", "9 July"),
        ("It runs all summer. If more than five come back by 9 July I stop.", "If more than five come back by 9 July I stop", "9 July"),
    ],
)  # fmt: skip
def test_a_condition_that_points_back_is_told_with_what_it_points_at(words: str, told: str, day: str) -> None:
    found = stop(said(words))
    assert found is not None
    assert (found.quote, found.when) == (told, day)


def test_to_come_back_to_somebody_with_news_stops_nothing() -> None:
    assert stop(said("If the mill answers, I come back to you on Friday.")) is None


@pytest.mark.parametrize(
    ("turn", "words", "day"),
    [
        (
            "I weigh the catch on Friday. You talk with Bo before that.",
            "You talk with Bo before that",
            "Friday",
        ),
        ("We meet on 3 May. By then I finish the list.", "By then I finish the list", "3 May"),
        ("I weigh the catch on Friday. You talk with Bo.", "You talk with Bo", ""),
        ("You talk with Bo before that. We meet on Friday.", "You talk with Bo before that", ""),
        ("We meet on 3 May. I finish it before that ending of yours.", "I finish it before that ending", ""),
    ],
)
def test_a_day_that_is_only_pointed_at_is_the_one_named_before(turn: str, words: str, day: str) -> None:
    assert pointed_at(words, turn) == day


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("And the loom guide is done by 31 July, I test it in August with Ravi.", "the loom guide is done by 31 July"),
        ("I'm at the desk at eight, and on Friday you get the scrap count from me on paper.", "on Friday you get the scrap count from me on paper"),
        ("My list will be on your desk on Tuesday.", "My list will be on your desk on Tuesday"),
        ("The new hall is ready by June.", ""),
        ("If it rains, the list is done by Monday.", ""),
        ("The guide is done.", ""),
    ],
)  # fmt: skip
def test_what_is_ready_by_a_day_is_the_users_to_bring(sentence: str, words: str) -> None:
    assert handed_over(sentence) == words


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("I'll write that down and mail it to you today", "today"), ("I'll send you the mail this afternoon", "this afternoon"), True),
        (("I send the minutes tonight", "tonight"), ("I email you the minutes this evening", "this evening"), True),
        (("I write to the guild today", "today"), ("I send you the plan this afternoon", "this afternoon"), False),
        (("I send the plan today", "today"), ("I send the crew a note on Monday", "Monday"), False),
    ],
)  # fmt: skip
def test_one_mail_is_one_step(one: tuple[str, str], other: tuple[str, str], same: bool) -> None:
    first, second = (
        Promise(YOU, words, turn, day) for turn, (words, day) in enumerate((one, other), start=3)
    )
    assert says_the_same(first, second) is same


def test_to_say_it_plainly_promises_nothing() -> None:
    assert not list(pieces("I'll say it plain: six years I've been here, I'm staying."))
    assert [words for _, words, _ in pieces("I'll say it to the crew on Monday.")] == ["I'll say it to the crew on Monday"]  # fmt: skip


def test_words_offered_to_the_boss_are_told_without_the_offer() -> None:
    found = stop(
        said("You could say this: I count the bales every Monday, and if they get fewer I stop the round.")
    )
    assert found is not None
    assert found.quote == "I count the bales every Monday, and if they get fewer I stop the round"
    assert stop(said("The plan: if they get fewer I stop the round.")).quote.startswith("The plan")
