"""Hard is hard: more worries, trust that takes its time, and a figure that nobody knows is asked after once before it counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import engine
from assistant.domain import TEMPERAMENTS, ConcernState, Move
from assistant.engine import step
from assistant.listening.figures import unheard
from assistant.speaking.reasons import worries_of
from assistant.wiring import Wiring
from tests.talking import BOSSES, TYPES, VOICE, a_worry, asked_of, hearing, reading, under_way

KNOWN = ("I took the returns from 31 a month to 19.", "The loading bay closes at 17:00.")
FIGURE = {"figure": "400 euros"}


@pytest.mark.parametrize(
    ("said", "figure"),
    [
        ("Each late truck cost us 400 euros last spring.", "400 euros"),
        ("We turned down 14 orders since January because nobody could do them.", "14 orders"),
        ("Complaints at the front desk fell by 35 %.", "35 %"),
        ("I've fixed 27 pumps on my own since the summer.", "27 pumps"),
    ],
)
def test_a_figure_that_stands_nowhere_is_new_to_them(said: str, figure: str) -> None:
    assert unheard(said, KNOWN) == figure
    assert not unheard(said, (*KNOWN, said))


@pytest.mark.parametrize(
    "said",
    [
        "The returns went from 31 to 19.",  # both know it
        "I'd take 300 euros less for the first quarter.",  # an offer
        "From 4 May I do two mornings, and by 30 June you see it.",  # days are theirs to name
        "That takes 3 hours a week.",
        "Was it 12 pallets that you had in mind?",
        "If we lost 500 euros, I'd stop it.",
        "Nobody has complained so far.",
    ],
)
def test_what_is_known_offered_or_asked_is_no_claim(said: str) -> None:
    assert not unheard(said, KNOWN)


@pytest.mark.parametrize("boss", TEMPERAMENTS)
def test_at_hard_it_is_asked_after_once_and_weighed_then(boss: str) -> None:
    state = under_way(boss, a_worry("budget"), difficulty="hard", trust=6)
    claim = reading(2, "benefit", "within_rules", **FIGURE)
    asked, decision = step(state, claim, BOSSES[boss], TYPES)
    assert (decision.move, decision.remark, decision.clash) == (Move.PRESS, "figure", ("400 euros",))
    assert asked.concern("budget").state is ConcernState.RAISED
    said = VOICE.speak(asked_of(boss, "I'd like to run the rota."), (), "It saves 400 euros.", decision, 2)
    assert "“400 euros”" in said.text
    told, _ = step(asked, reading(0, "evidence"), BOSSES[boss], TYPES)
    assert told.concern("budget").state is ConcernState.SETTLED
    assert step(told, claim, BOSSES[boss], TYPES)[1].remark != "figure"
    guessed, _ = step(asked, reading(0, guesses=True), BOSSES[boss], TYPES)
    assert guessed.concern("budget").state is not ConcernState.SETTLED


@pytest.mark.parametrize("difficulty", ["gentle", "realistic"])
def test_elsewhere_nobody_asks_where_a_figure_comes_from(difficulty: str) -> None:
    state = under_way("sceptical", a_worry("budget"), difficulty=difficulty)
    _, decision = step(state, reading(2, "benefit", "within_rules", **FIGURE), BOSSES["sceptical"], TYPES)
    assert decision.remark != "figure"


@pytest.mark.parametrize("boss", TEMPERAMENTS)
def test_hard_brings_more_worries_and_trust_takes_its_time(boss: str) -> None:
    mild, hard = (
        engine.opening(BOSSES[boss], TYPES, seed=3, difficulty=how, trust="medium")
        for how in ("realistic", "hard")
    )
    assert len(hard.concerns) >= len(mild.concerns) + 2
    good = reading(2, "cover", "evidence")
    for how, most in (("realistic", 10), ("hard", 7)):
        state = under_way(boss, a_worry("coverage"), difficulty=how, turn=5, trust=6)
        for _ in range(2):
            state = engine.hearing.hear(state, good, BOSSES[boss])
        assert state.trust == min(most, 8)


def test_it_can_still_be_earned() -> None:
    state = replace(under_way("busy", a_worry("coverage"), difficulty="hard"), turn=1, trust=4)
    for _ in range(10):
        state = engine.hearing.hear(state, reading(2, "cover"), BOSSES["busy"])
    assert state.trust >= 8


@pytest.mark.parametrize(
    ("constraint", "people"),
    [
        ("She is short of a breakfast cook", True),
        ("They are two nurses down", True),
        ("He is short of relief mates", True),
        ("There are not enough people on nights", True),
        ("We are missing a bookkeeper", True),
        ("We are short of time", False),
        ("Short notice is frowned on", False),
        ("Two parcels are missing", False),
        ("We are short of money", False),
    ],
)
def test_who_is_short_of_somebody_worries_about_people(constraint: str, people: bool) -> None:
    assert ("headcount" in worries_of(constraint)) is people


def test_who_owns_to_a_guess_is_heard_to(wiring: Wiring) -> None:
    hear = hearing(wiring, "I'd like to run the returns desk on Mondays.", about="budget")
    assert hear("Honestly, that's a guess, nobody has counted.").guesses
    assert not hear("From the order book, I can bring you the list.").guesses
