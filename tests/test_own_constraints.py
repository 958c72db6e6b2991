"""What the case is about is what the boss raises: each constraint in their own voice, before any worry that anybody has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain import Act, Decision, Manager, Move, Note, Scenario, Turn, Utterance
from assistant.engine.policy import RULES, opening
from assistant.listening.constraints import MEETS_IT
from assistant.speaking.firsthand import sayings
from assistant.speaking.permits import of_the_ask
from assistant.speaking.reasons import reason_for, spread, worries_of
from tests.talking import BOSSES, TYPES, VOICE, asked_of, hearing


@pytest.fixture(scope="module")
def hear(wiring):
    return hearing(wiring, ASK)


ASK = "I would like to teach the evening pottery course from 3 May, for one term."


def case(*constraints: str, boss: str = "supportive", ask: str = ASK) -> Scenario:
    notes = tuple(Note(one) for one in constraints)
    return asked_of(boss, ask, constraints=notes, manager=Manager("Arne Dahl", temperament=boss))


def said_of(*constraints: str) -> list[str]:
    return [said for _, said in sayings(case(*constraints))]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("He needs me in the vineyard until the grapes are in", "I need you in the vineyard until the grapes are in"),
        ("She will say I owe them the summer concerts", "You owe us the summer concerts"),
        ("If I get the day shift, Radu will want it as well", "If you get the day shift, Radu will want it as well"),
        ("I'm his only welder with the pressure papers", "You're my only welder with the pressure papers"),
        ("He has lost three drivers since May", "I've lost three drivers since May"),
        ("She's rewriting the timetable and skips lunch", "I'm rewriting the timetable"),
        ("Arne is afraid that I'll go once I have the licence", "I'm afraid that you'll go once you have the licence"),
        ("The boss wants me on the till at Christmas", "I want you on the till at Christmas"),
        ("He thinks I can't talk to the parents by myself", "I think you can't talk to the parents by yourself"),
        ("The kiln room is shut in May and he needs somebody on deliveries", "The kiln room is shut in May and I need somebody on deliveries"),
        ("Thursday is the surgeon's list and she wants old hands on it", "Thursday is the surgeon's list"),
        ("He can't spare me on market days", "I can't spare you on market days"),
        ("I was ill for six weeks in spring", "You were ill for six weeks in spring"),
        ("HR wants the manager's signature on it", "HR wants my signature on it"),
        ("Nobody but me can read the old meter", "Nobody but you can read the old meter"),
    ],
)  # fmt: skip
def test_the_boss_says_of_themselves_and_of_the_user_what_was_written_of_both(
    written: str, said: str
) -> None:
    assert said_of(written) == [said]


@pytest.mark.parametrize(
    "written",
    [
        "He takes any question as an attack",
        "She never says no",
        "He has no patience with anybody",
        "He is slow with decisions",
        "He passed me over last year",
        "She overruled me in front of the guests",
        "He hates meetings",
        "The head nurse likes her flowers",
    ],
)
def test_what_describes_the_boss_or_may_be_about_another_is_nobodys_sentence(written: str) -> None:
    assert said_of(written) == []


def test_who_is_who_must_be_certain() -> None:
    both = ("He needs me at the counter on market day", "She is the one who can bleed the horses")
    assert said_of(*both) == []
    assert said_of(both[0]) == ["I need you at the counter on market day"]
    assert said_of(both[0], "Arne needs the van on Fridays")[1] == "I need the van on Fridays"


def test_what_is_private_is_not_known() -> None:
    hidden = replace(case(), constraints=(Note("He needs me in the shop at Easter", private=True),))
    assert sayings(hidden) == ()


CONSTRAINTS = (
    "The glaze budget is spent until July",
    "If I get an evening, Petra will want one too",
    "He needs me in the shop in Advent",
    "The fire inspection comes in May",
)


@pytest.mark.parametrize("difficulty", sorted(RULES))
@pytest.mark.parametrize("boss", sorted(BOSSES))
def test_each_constraint_becomes_a_worry_before_the_generic_ones(boss: str, difficulty: str) -> None:
    scenario = case(*CONSTRAINTS, boss=boss)
    ours = {worry for _, worry in spread(scenario, TYPES)}
    assert len(ours) == len(CONSTRAINTS)
    for seed in range(5):
        state = opening(
            BOSSES[boss], TYPES, seed=seed, difficulty=difficulty, trust="medium", cued=("loyalty",), **of_the_ask(scenario)
        )  # fmt: skip
        assert {one.id for one in state.concerns[: len(ours)]} == ours


def test_two_constraints_about_one_worry_go_to_two_where_both_can_have_them() -> None:
    scenario = case("August is fully booked with coach parties", "The stoppage begins in October")
    assert [worry for _, worry in spread(scenario, {"timing", "coverage", "deferral"})] == [
        "timing",
        "deferral",
    ]
    assert {worry for _, worry in spread(scenario, {"timing"})} == {"timing"}


def raised(scenario: Scenario, worry: str, seed: int, turns: tuple[Turn, ...] = (), **more) -> str:
    decision = Decision(Move.RAISE, worry, "", Act.OPTIONS, **more)
    return VOICE.speak(scenario, turns, "I'd like the evening course.", decision, seed).text


@pytest.mark.parametrize("boss", sorted(BOSSES))
def test_the_worry_is_raised_in_the_words_of_the_constraint_and_not_twice_alike(boss: str) -> None:
    scenario = case("He needs me in the shop in Advent", boss=boss)
    spoken = [raised(scenario, "coverage", seed) for seed in range(20)]
    assert all("I need you in the shop in Advent" in one for one in spoken)
    assert len(set(spoken)) >= 16
    firsts = [one.split("I need you")[0] for one in spoken]
    assert len(set(firsts)) >= 8


def test_two_short_constraints_of_one_worry_are_said_in_one_breath() -> None:
    scenario = case("The press must be staffed until six", "I'm his only pressman")
    text = raised(scenario, "coverage", 1)
    assert "The press must be staffed until six. You're my only pressman" in text


def test_what_the_user_has_said_of_it_is_not_told_them_but_a_few_of_its_words_are_no_saying() -> None:
    scenario = case("I'm his only banqueting chef")
    ask = "I'd hand the banqueting over to Marta. The only thing is when. Chef, may I?"
    assert reason_for(scenario, (), ask, "coverage")
    assert reason_for(scenario, (), "I know I am your only banqueting chef.", "coverage") is None


def test_whoever_has_spoken_of_the_occasion_itself_is_not_told_of_it() -> None:
    scenario = case("Whitsun is fully booked")
    assert reason_for(scenario, (), "I work every day of Whitsun.", "timing") is None
    assert reason_for(scenario, (), "I'd start after the summer.", "timing") == "Whitsun is fully booked"
    more = case("The harvest needs everybody on the north slope from August")
    assert reason_for(more, (), "I work every day of the harvest.", "timing") is not None


@pytest.mark.parametrize(
    ("constraint", "here", "gone"),
    [
        ("She will say I owe them the summer concerts", "timing", "timing"),
        ("He has lost two bakers this year", "loyalty", "fairness"),
        ("The training budget is spent", "budget", None),
        ("Nobody else knows the store", "coverage", "coverage"),
        ("If I get it, Radu will want it too", "fairness", None),
    ],
)
def test_somebody_who_leaves_hears_what_going_makes_harder(constraint, here, gone) -> None:
    assert worries_of(constraint)[0] == here
    assert next(iter(worries_of(constraint, leaving=True)), None) == gone


def test_a_second_constraint_is_brought_when_they_press() -> None:
    long = "The only other one who fires the big kiln is off sick until August"
    scenario = case(long, "Somebody has to unlock the yard at six in the morning every day of the week")
    first = raised(scenario, "coverage", 3)
    state = opening(
        BOSSES["supportive"], TYPES, seed=1, difficulty="realistic", trust="medium", **of_the_ask(scenario)
    )
    turn = Turn(1, ASK, None, Decision(Move.RAISE, "coverage", "", Act.OPTIONS), Utterance(first), state)
    press = Decision(Move.PRESS, "coverage", "", Act.OPTIONS)
    second = VOICE.speak(scenario, (turn,), "It will be fine.", press, 3).text
    assert ("big kiln" in first) != ("unlock the yard" in first)
    assert ("big kiln" in second) != ("big kiln" in first)


KNOWN = (
    "He needs me in the vineyard until the grapes are in",
    "He put two people forward last year and both failed the climbing test",
    "Nobody else knows the seed store",
    "The laptops may not leave the building",
    "The order book is full for eight weeks",
)


@pytest.mark.parametrize(
    ("concern", "line", "said", "least"),
    [
        ("coverage", "I need you in the vineyard until the grapes are in. So who'd be there?", "I stay in the vineyard until the last grapes are in, and go on 3 November.", 2),
        ("coverage", "Nobody else knows the seed store. So who'd be there?", "Rita knows the seed store from the winter, she did the counting twice.", 2),
        ("policy", "The laptops may not leave the building. So is that allowed?", "I wouldn't take a laptop home, the claims go on paper and come back on Wednesday.", 2),
        ("readiness", "I put two people forward last year and both failed the climbing test. So how would I know?", "I've done the climbing test twice for practice, with Olav watching.", 1),
    ],
)  # fmt: skip
def test_whoever_deals_with_the_constraint_in_its_own_words_has_answered(
    hear, concern, line, said, least
) -> None:
    assert hear(said, concern, line, known=KNOWN).level >= least


@pytest.mark.parametrize(
    ("concern", "line", "said"),
    [
        ("coverage", "Nobody else knows the seed store. So who'd be there?", "The seed store isn't that hard to know."),
        ("timing", "The order book is full for eight weeks. So when?", "I know the order book is full for eight weeks."),
        ("timing", "The order book is full for eight weeks. So when?", "The order book is always full and we always manage somehow."),
        ("coverage", "I need you in the vineyard until the grapes are in.", "Nobody runs the vineyard and the grapes like you, I have never seen it done better."),
        ("readiness", "I put two people forward last year and both failed the climbing test.", "The climbing test will be fine, I'm sure, it is for most people."),
    ],
)  # fmt: skip
def test_naming_it_again_or_shrugging_is_no_answer(hear, concern, line, said) -> None:
    assert hear(said, concern, line, known=KNOWN).level == 0


@pytest.mark.parametrize(
    "said",
    [
        "You must let me go from the vineyard and the grapes now, I demand it today.",
        "Nobody runs the vineyard and the grapes like you, I have never seen it done better.",
    ],
)
def test_neither_pressure_nor_praise_deals_with_it(hear, said: str) -> None:
    line = "I need you in the vineyard until the grapes are in. So who'd be there?"
    assert MEETS_IT not in hear(said, "coverage", line, known=KNOWN).notes
