"""A "not now" can be pinned down as far as the boss gives anything; questions are answered with what is known."""

from dataclasses import replace

import pytest

from assistant import catalog, engine
from assistant.domain import Decision, Manager, Move, Note, Outcome, Scenario, Turn, User
from assistant.engine.hint import hint
from assistant.engine.policy import conclude
from assistant.speaking.embedded import EmbeddedVoice
from assistant.speaking.room import facts
from tests.talking import BOSSES, TYPES, reading
from tests.test_engine import ASK

VOICE = EmbeddedVoice(TYPES, BOSSES)
CHEF = Scenario(
    User("Ana Ribeiro", "sous chef"),
    Manager("Duarte Melo", temperament="busy"),
    "I'd like to run the lunch menu from Tuesday to Thursday.",
    constraints=(
        Note("The terrace opens in April and is fully booked at Easter"),
        Note("Duarte says there is no money for another cook before summer"),
        Note("He is always in a bad mood on Mondays"),
        Note("The hotel next door pays 200 more", private=True),
    ),
)
NAMES_A_DAY = replace(reading(0, "date"), asks="")
ASKS_WHEN = replace(reading(1, "question"), asks="date")
ASKS_WHAT = replace(reading(1, "question"), asks="help")


def not_now(boss: str):
    """The state and decision of a "not now" with that boss."""
    state = engine.opening(BOSSES[boss], TYPES, seed=4, difficulty="realistic", trust="medium")
    state, _ = engine.step(state, ASK, BOSSES[boss], TYPES)
    return conclude(replace(state, trust=8), BOSSES["unwilling"], TYPES, "")


@pytest.mark.parametrize("boss", BOSSES)
def test_what_a_boss_gives_is_what_the_temperament_says(boss: str) -> None:
    state, decision = not_now(boss)
    if decision.move is not Move.NOT_NOW:  # nothing was answered yet: a refusal, which has no conditions
        state = replace(state, outcome=None, parting=1, conditions=("it is quiet", "somebody covers"))
    after, dated = engine.step(state, NAMES_A_DAY, BOSSES[boss], TYPES)
    assert (dated.answer == "date") == ("date" in BOSSES[boss].pins) == ("date" in after.pinned)
    _, which = engine.step(state, ASKS_WHEN, BOSSES[boss], TYPES)
    assert which.answer == ("which" if "date" in BOSSES[boss].pins else "refuse")
    after, what = engine.step(replace(state, conditions=("a b", "c d")), ASKS_WHAT, BOSSES[boss], TYPES)
    assert (
        (what.answer == "conditions") == ("conditions" in BOSSES[boss].pins) == ("conditions" in after.pinned)
    )


def test_the_unwilling_never_names_a_day_and_it_ends_all_the_same() -> None:
    state = replace(not_now("unwilling")[0], outcome=None, parting=1, conditions=("it is quiet",))
    said = []
    while state.outcome is None:
        state, decision = engine.step(state, ASKS_WHEN, BOSSES["unwilling"], TYPES)
        said.append(decision.answer)
    assert state.outcome is Outcome.NOT_NOW
    assert said == ["refuse", "refuse"]
    assert state.evaded == 2


def test_whoever_asks_nothing_lets_it_stand() -> None:
    state = replace(not_now("busy")[0], outcome=None, parting=1, conditions=("it is quiet",))
    assert state.stands is Outcome.NOT_NOW
    assert "name a day" in hint(state, TYPES).text
    state, decision = engine.step(state, reading(0), BOSSES["busy"], TYPES)
    assert (state.outcome, decision.move) == (Outcome.NOT_NOW, Move.PART)


def test_the_boss_knows_the_constraints_that_are_theirs_to_know() -> None:
    assert facts(CHEF) == (
        "The terrace opens in April and is fully booked at Easter",
        "There is no money for another cook before summer",
    )


@pytest.mark.parametrize("seed", range(5))
def test_a_question_gets_the_fact_or_a_plain_i_dont_know(seed: int) -> None:
    state = engine.opening(BOSSES["busy"], TYPES, seed=seed, difficulty="realistic", trust="medium")

    def answer(said: str, asks: str) -> str:
        decision = Decision(Move.PRESS, "timing", "", state.act, remark="question", answer=asks)
        return VOICE.speak(CHEF, (), said, decision, seed).text

    assert "fully booked at Easter" in answer("When does the terrace open?", "when")
    unknown = [line.text for line in BOSSES["busy"].lines["unknown"]]
    assert any(line in answer("How many menus did we sell?", "fact") for line in unknown)


def test_an_open_question_gets_an_idea_and_not_only_a_lead() -> None:
    for boss, temperament in catalog.temperaments().items():
        case = replace(CHEF, manager=Manager("Duarte Melo", temperament=boss), constraints=())
        state = engine.opening(temperament, TYPES, seed=1, difficulty="realistic", trust="medium")
        decision = Decision(Move.OFFER_IDEA, "budget", "", state.act, remark="question", answer="help")
        turn = Turn(
            0, None, None, engine.greeting(), VOICE.speak(case, (), None, engine.greeting(), 1), state
        )
        lines = VOICE.speak(case, [turn], "What would help you?", decision, 1).lines
        assert any(line.startswith("budget/idea/") for line in lines), boss


def test_there_is_no_trial_of_a_rise() -> None:
    pay = engine.opening(
        BOSSES["busy"], TYPES, seed=1, difficulty="hard", trust="medium", cued=["coverage"], pay=True
    )
    assert {concern.id for concern in pay.concerns}.isdisjoint(
        {"coverage", "headcount", "readiness", "no_path"}
    )
    for boss, temperament in BOSSES.items():
        for seed in range(5):
            state = engine.opening(temperament, TYPES, seed=seed, difficulty="gentle", trust="high", pay=True)
            state, _ = engine.step(state, ASK, temperament, TYPES)
            while state.outcome is None:
                heard = reading(
                    1 if seed % 2 else 2, *(TYPES[state.current].answered_by if state.current else ())
                )
                state, decision = engine.step(state, heard, temperament, TYPES)
                assert decision.move is not Move.AGREE_TRIAL, boss
                known = {one for kind in TYPES.values() for one in kind.pay_conditions}
                known |= {one for some in TYPES["deferral"].apart.values() for one in some}
                assert set(decision.conditions) <= known
