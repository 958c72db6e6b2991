"""The user's words are taken up as what they are, a yes says what of the money is open, and a last question gets its answer."""

from __future__ import annotations

import pytest

from assistant.domain import (
    TEMPERAMENTS,
    Act,
    Decision,
    Manager,
    Move,
    Note,
    Outcome,
    Scenario,
    State,
    Turn,
    Utterance,
)
from assistant.engine.step import step
from assistant.listening.figures import with_sums
from assistant.speaking.permits import of_the_ask, sum_in
from assistant.speaking.room import slots
from assistant.speaking.takeup import mentioned, phrase, start_of
from tests.talking import BOSSES, TYPES, VOICE, asked_of, near_the_end, reading

NOBODY: frozenset[str] = frozenset()


def scenario(ask: str = "I'd like to run the dye room on Thursdays from 4 March.", **known) -> Scenario:
    return asked_of("sceptical", ask, **known)


def state(**known) -> State:
    return near_the_end("busy", **{"closed_with": frozenset({"actions", "date", "measure"})} | known)


def talk(*said: str) -> tuple[Turn, ...]:
    opening = Turn(0, None, None, Decision(Move.GREET, None, "t", Act.PURPOSE), Utterance("Yes?"), state())
    raised = Decision(Move.RAISE, "timing", "t", Act.OPTIONS)

    return (
        opening,
        *(Turn(n, one, reading(1), raised, Utterance("Hm."), state()) for n, one in enumerate(said, 1)),
    )


@pytest.mark.parametrize(
    "said",
    [
        "I was thinking of Jelena Marsh.", "I think by end of April.", "A few weeks in March.", "Say 28 June.",
        "Maybe two days a week.", "Perhaps from 3 May onwards.",
    ],
)  # fmt: skip
def test_words_that_feel_their_way_are_not_said_back(said: str) -> None:
    assert phrase(said, NOBODY, planned=False) is None


@pytest.mark.parametrize("said", ["From 4 March two afternoons a week", "Every Monday until 12 June"])
def test_plain_ones_are(said: str) -> None:
    assert phrase(f"{said}.", NOBODY, planned=False) == said
    assert phrase(f"{said}?", NOBODY, planned=False) is None


def test_a_few_weeks_are_no_figure() -> None:
    assert "amount" not in mentioned("I would try it for a few weeks.", NOBODY, NOBODY)
    assert mentioned("I would try it for six weeks.", NOBODY, NOBODY)["amount"]


@pytest.mark.parametrize(
    "said",
    [
        "The harvest starts mid-August, so I would be free by then.",
        "Ines keeps the big accounts until September.",
        "Shall I come from 3 May?",
        "I begin tomorrow.",
        "The shelves were bare from 3 May on.",
        "The slots have been free since 3 May.",
    ],
)
def test_a_day_beside_the_plan_is_not_where_it_begins(said: str) -> None:
    assert start_of(said) is None


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("I'd like to run the dye room from 4 March.", "4 March"),
        ("Starting on 9 May I take the vans.", "9 May"),
        ("I would start on 2 June with the kiln.", "2 June"),
    ],
)
def test_where_the_plan_begins(said: str, day: str) -> None:
    assert start_of(said) == day


def test_nobody_asks_again_for_a_day_said_twice_or_for_somebody_who_goes() -> None:
    once = talk("I'd take the dye room from 4 March.", "The vats are safe.")
    assert slots(scenario(), once, "Right.", None)["earlier_date"] == "4 March"
    assert "earlier_date" not in slots(scenario(), once, "4 March, as I said.", None)
    goes = talk("I asked Henrik, and Henrik would mind the vats.", "Henrik is retiring in May.", "Well.")
    assert "earlier_person" not in slots(scenario(), goes, "Right.", None)
    stays = talk("I asked Henrik to mind the vats.", "The vats are safe.", "Well.")
    assert slots(scenario(), stays, "Right.", None)["earlier_person"] == "Henrik"


@pytest.mark.parametrize(
    ("ask", "pay", "money"),
    [
        ("I want to be deputy dyeing manager from 1 May, with a pay rise of 8%.", False, True),
        ("I'd like to become head of the kiln and get 5% more.", False, True),
        ("I'm asking for a pay rise of 8% from May.", True, False),
        ("I'd like a raise, as I lead the kiln already.", True, False),
        ("I'd like to run the dye room on Thursdays.", False, False),
    ],
)
def test_pay_beside_a_step_up_is_not_the_subject(ask: str, pay: bool, money: bool) -> None:
    kind = of_the_ask(scenario(ask))
    assert (kind["pay"], kind["money"]) == (pay, money)


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("I want 8% for it.", True),
        ("I'd take 6 percent for the trial.", True),
        ("8% on top from May.", True),
        ("Breakage fell by 8% since May.", False),
        ("I get 8 calls a day.", False),
    ],
)
def test_a_share_is_heard_as_pay_where_it_is_meant_so(said: str, named: bool) -> None:
    assert with_sums(reading(1), said).money is named


@pytest.mark.parametrize("boss", ["busy", "procedural", "sceptical", "defensive"])
def test_the_yes_names_the_share_and_why_it_is_open(boss: str) -> None:
    case = scenario(
        "I want to be deputy dyeing manager from 1 May, with a pay rise of 8%.",
        constraints=(Note("Salaries are frozen until January"),),
        manager=Manager("Piet Sandvik", "works manager", boss),
    )
    assert sum_in(case.preferred_ask) == "8%"
    yes = Decision(Move.AGREE, None, "t", Act.CLOSE, outcome=Outcome.AGREED, answer="rest", rest="money")
    heard = [VOICE.speak(case, talk("I want 8% for it."), "So?", yes, seed) for seed in range(12)]
    open_ = {line.id for line in BOSSES[boss].lines["rest"] if not line.of}
    assert all(open_ & set(one.lines) for one in heard)
    assert any("8%" in one.text for one in heard)
    assert any("frozen" in one.text for one in heard)


RECAP = ("Thursdays in the dye room from 4 March.", "Henrik minds the vats.")


@pytest.mark.parametrize("boss", TEMPERAMENTS)
@pytest.mark.parametrize(
    ("last", "so"),
    [
        ("So Thursdays from 4 March, and Henrik on the vats?", True),
        ("I write it down tonight. Is that right?", True),
        ("And a company car with a parking permit?", False),
        ("How would anybody ever measure the dye?", False),
        ("So Thursdays from 4 March, and Henrik on the vats.", False),
    ],
)
def test_a_recap_at_the_end_is_answered(boss: str, last: str, so: bool) -> None:
    case = scenario(manager=Manager("Piet Sandvik", "works manager", boss))
    done = Decision(Move.PART, None, "t", Act.CLOSE, outcome=Outcome.AGREED)
    said = VOICE.speak(case, talk(*RECAP), last, done, 3)
    assert any(line.startswith(f"{boss}/recap/") for line in said.lines) is so


@pytest.mark.parametrize("boss", TEMPERAMENTS)
def test_a_day_to_meet_again_is_taken_with_the_yes(boss: str) -> None:
    case = scenario(manager=Manager("Piet Sandvik", "works manager", boss))
    yes = Decision(Move.AGREE, None, "t", Act.CLOSE, outcome=Outcome.AGREED)
    assert "9 June" in VOICE.speak(case, talk(*RECAP), "Shall we look at it together on 9 June?", yes, 3).text
    assert "9 June" not in VOICE.speak(case, talk(*RECAP), "Is the fair on 9 June?", yes, 3).text


@pytest.mark.parametrize(
    ("asks", "answer"), [("fact", "fact"), ("date", "leave"), ("either", "either"), ("", None)]
)
def test_the_last_question_is_answered_beside_the_last_word(asks: str, answer: str | None) -> None:
    granted = state(granted=Outcome.AGREED)
    done, decision = step(granted, reading(asks=asks), BOSSES["busy"], TYPES)
    assert (done.stands, decision.move, decision.answer) == (Outcome.AGREED, Move.PART, answer)


@pytest.mark.parametrize("worry", ["policy", "coverage", "readiness", "timing", "loyalty"])
def test_each_temperament_explains_a_worry_in_words_of_its_own(worry: str) -> None:
    own = [name for line in TYPES[worry].lines["meant"] for name in line.temperaments]
    assert sorted(own) == sorted(TEMPERAMENTS)
