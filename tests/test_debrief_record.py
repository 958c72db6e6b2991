"""The record of a talk to take along: nothing in it that was argued, told or put as a choice, and the ask as it was put last."""

import pytest

from assistant.debriefing.agreed import BOSS, BOTH, YOU
from assistant.debriefing.clauses import handed, pieces
from assistant.debriefing.log import exchanges
from assistant.debriefing.restated import ASK as ASKED_FOR
from assistant.debriefing.signs import leaves
from assistant.debriefing.smaller import begins_small
from assistant.debriefing.sums import beside_the_sum
from assistant.debriefing.when import days
from assistant.domain import Outcome
from tests.test_debrief import VET, line, play
from tests.test_debrief_agreed_and_open import open_, row, talk
from tests.test_debrief_deals import asked

KILN = ("I'd like to run the kiln room two days a week from 4 May.", "Why you, though?")
RAISE = ("I'd like the title of head potter and 300 euros more a month from 4 May.", "That's a lot.")


@pytest.mark.parametrize(
    ("said", "who"),
    [
        # a result, a rule, a reason, a choice and a suggestion are nobody's part
        ("Mine is four cracked pots since May.", []),
        ("Mine is that the school orders go first, always.", []),
        ("Mine is the glaze list by Friday.", [YOU]),
        ("Name me the doubt and I bring the answer on Friday.", []),
        ("Find me an hour and I show you the kiln book on Friday.", []),
        ("I bring the kiln book on Friday.", [YOU]),
        ("You ask Pia with me this week, because it's better if it comes from both.", [BOSS]),
        ("I'll send the sheet today :) and for the glazes, a pupil could help.", [YOU]),
    ],
)
def test_a_part_is_what_somebody_does(said: str, who: list[str]) -> None:
    assert [doer for doer, _, _ in pieces(said)] == who


def test_what_is_taken_on_ends_where_a_reason_or_a_face_begins() -> None:
    told = [words for said in ("You ask Pia this week, because it's fair if it is you.", "I'll send the sheet today :) and then a pupil could help.") for _, words, _ in pieces(said)]  # fmt: skip
    assert told == ["You ask Pia this week", "I'll send the sheet today"]


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ("Well, put that way, it fits what we're allowed.", ""),
        ("Put that on one page by Friday.", "Put that on one page by Friday"),
    ],
)
def test_to_put_something_so_hands_nothing_over(said: str, given: str) -> None:
    assert handed(said) == given


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("End of July we put the figures on the table and decide.", ["End of July"]),
        ("At the beginning of October we look at it.", ["the beginning of October"]),
        ("I read a book of July.", []),
    ],
)
def test_a_part_of_a_month_is_a_day(said: str, told: list[str]) -> None:
    assert days(said) == told


@pytest.mark.parametrize(
    ("said", "small"),
    [
        ("If we start after 14 June the summer fair eats the whole trial.", False),
        ("If you wait until autumn, the trial is over before it began.", False),
        ("If that's too much, only one day a week until August.", True),
        ("If it is too much I could begin with one kiln until August.", True),
        ("Just one note.", False),
        ("Only two days.", True),
    ],
)
def test_an_argument_and_half_a_sentence_offer_nothing_smaller(said: str, small: bool) -> None:
    assert begins_small(said) is small


@pytest.mark.parametrize("less", ["If we start after 14 June the fair eats the whole trial.", "If nobody does it the trial ends with nothing."])  # fmt: skip
def test_who_argues_does_not_come_down(less: str) -> None:
    found = talk(KILN, (less, "I see."), ("That's all.", "Then yes, from me."))
    assert not open_(found, "than you came down to")
    assert not open_(found, "It came down to a part")
    assert [one.quote for one in row(found, ASKED_FOR)] == [KILN[0]]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("I want to say it once: what happened in February was unfair and it's why we don't talk.", False),
        ("And in November we look at the breakage together.", True),
    ],
)
def test_a_grievance_is_no_day_to_look_at_it(said: str, told: bool) -> None:
    found = talk(KILN, (said, "Noted."), ("That's all.", "Then yes, from me."))
    assert bool(row(found, BOTH)) is told


@pytest.mark.parametrize("choice", ["But then tell me: Mondays from August or Fridays first?", "I'd suggest 25 June."])  # fmt: skip
def test_a_choice_or_a_suggested_day_is_no_part(choice: str) -> None:
    found = talk(KILN, (f"That's all. {choice}", "Then yes, from me."))
    assert not [one for one in found.agreed if one.who != ASKED_FOR]


def test_the_sum_that_was_replaced_is_not_listed_and_the_rest_of_the_ask_is() -> None:
    found = talk(RAISE, ("Then 200 from May.", "Yes, from me."))
    assert [one.quote for one in row(found, ASKED_FOR)] == ["I'd like the title of head potter", "Then 200 from May."]  # fmt: skip
    assert open_(found, "Their yes names none")


def test_a_sum_in_stages_is_one_offer() -> None:
    found = talk(
        RAISE, ("If wages are frozen, take 150 from May and 300 from January.", "Then yes, from me.")
    )
    assert [one.quote for one in row(found, ASKED_FOR)][-1].startswith("If wages are frozen, take 150")
    assert not open_(found, "Their yes names none")


@pytest.mark.parametrize(
    ("ask", "rest"),
    [
        (
            "I'm asking for the foreman's post and 200 euros more a month.",
            "I'm asking for the foreman's post",
        ),
        ("I'd like 200 euros a month more from May.", ""),
        ("I want 10 percent of the business, Ada.", ""),
    ],
)
def test_what_an_ask_names_beside_its_sum(ask: str, rest: str) -> None:
    assert beside_the_sum(ask) == rest


def test_what_they_are_to_say_yes_to_is_the_ask() -> None:
    found = talk(
        ("I'd like to do something with the glazes?", "What is it?"),
        ("You can say yes to two mornings a week at the glaze bench, from 1 April.", "I see."),
        ("That's all.", "Then yes, from me."),
    )
    assert [one.quote for one in row(found, ASKED_FOR)] == ["two mornings a week at the glaze bench, from 1 April"]  # fmt: skip


def test_where_nobody_said_what_it_is_they_are_told_to_write_it_down() -> None:
    found = talk(("I'd like to do something with the glazes?", "Hm."), ("I don't know really.", "Then yes."))
    assert not row(found, ASKED_FOR)
    assert open_(found, "Write down the last wording yourself")


def test_a_bare_ask_is_told_with_what_it_is_for() -> None:
    ask = "There is a post at the tile works in Faenza until 30 June. I want to apply."
    found = talk((ask, "I see."), ("That's all.", "Then yes, from me."))
    assert [one.quote for one in row(found, ASKED_FOR)] == [ask]


def test_whoever_asks_when_and_then_sets_the_day_has_the_answer() -> None:
    asks = ("By when will you talk to Pia?", "We'll see.")
    sets = ("You talk to Pia by Friday, and I write the list.", "Yes, I'll do that.")
    assert open_(talk(KILN, asks, ("That's all.", "Then yes.")), "By when will you talk to Pia?")
    assert not open_(talk(KILN, asks, sets), "By when will you talk to Pia?")


# --- what it teaches, and what they tell -----------------------------------------------------------------------------------------


def test_somebody_who_was_not_asked_is_what_to_practise() -> None:
    found = talk(KILN, ("Pia takes my wheel. I haven't really talked to her.", "I see."), ("That's all.", "Then yes."))  # fmt: skip
    assert any("has not said yes (turn 2" in one.text for one in found.practise)
    assert open_(found, "has not said yes yet", "I haven't really talked to her")


def test_two_sums_are_what_to_practise() -> None:
    found = talk(RAISE, ("Then 200 from May.", "Yes, from me."))
    assert any("“300 euros”, and “200” in turn 2" in one.text for one in found.practise)


@pytest.mark.parametrize("outcome", [Outcome.AGREED, Outcome.TRIAL_AGREED])
def test_the_turn_that_closes_is_not_told_to_be_too_long(outcome: Outcome) -> None:
    long = "So I write the plan this week and send it to you, and " + "we look at the kiln book together, " * 8 + "on 15 May."  # fmt: skip
    found = talk(KILN, ("I know the kilns.", "So who does what?"), (long, "Then yes."), outcome=outcome, closing=2)  # fmt: skip
    assert not any("Your longest turn" in one.text for one in found.practise)


@pytest.mark.parametrize(
    ("later", "goes"),
    [
        ("Sorry, that came out wrong, I'm staying.", False),
        ("I didn't mean that.", False),
        ("I'd finish the glaze book first.", True),
        ("If I'm staying, then not like this.", True),
    ],
)
def test_whoever_takes_it_back_does_not_go(later: str, goes: bool) -> None:
    lines = [
        asked(KILN[0]),
        *(line(said, 0) for said in ("Then I hand in my notice and go somewhere else.", later)),
    ]
    assert bool(leaves(exchanges(play(VET, lines, cued=("timing",)).turns))) is goes
