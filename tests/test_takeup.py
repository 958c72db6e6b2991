"""Words of the user that the boss takes up: each fits its slot, or none is taken up."""

import json
from dataclasses import replace

import pytest

from assistant import catalog
from assistant.domain import USER_MOVES, Act, Decision, Move, Reading, State, Turn, Utterance
from assistant.scenario import load_scenario
from assistant.speaking.embedded import EmbeddedVoice
from assistant.speaking.room import slots
from assistant.speaking.takeup import last_day, mentioned, phrase
from evals.run import HERE

HERE_NOW = frozenset({"Sabine", "Kurz", "Ana"})
TAKEN_UP = [
    ("I would like to try the night desk one day a week from 3 March.", "amount", "one day a week"),
    ("I would like to try the night desk one day a week from 3 March.", "date", "3 March"),
    ("Could we do it from 2 August to 29 October?", "date", "2 August"),
    ("I've asked Ines and she would take the Monday round, two hours each week.", "person", "Ines"),
    ("The round is safe, because Jonas has agreed to run it.", "person", "Jonas"),
    ("I talked with Hannah, and Hannah would do my list.", "person", "Hannah"),
]
LEFT_ALONE = [
    ("I have worked here for nine weeks.", "amount"),
    ("Last year I saved fourteen hours a week.", "amount"),
    ("2 August to 29 October is free for whoever is next.", "date"),
    ("No, 2 August was for whoever comes after me.", "date"),
    ("We missed the 4 May date.", "date"),
    ("Thank you for making time on Friday.", "date"),
    ("Somebody has to do my Friday checks.", "date"),
    ("I tuned the halls, and Sibiu Philharmonic was happy.", "person"),
    ("We know that Sibiu Philharmonic would take more.", "person"),
    ("Our client is Brand, and Brand said it would pay more.", "person"),
    ("It is hard, because Jonas has left.", "person"),
    ("I am telling you, Sabine would agree.", "person"),
]


@pytest.mark.parametrize(("said", "slot", "words"), TAKEN_UP)
def test_what_belongs_to_the_plan_is_taken_up(said: str, slot: str, words: str) -> None:
    assert mentioned(said, HERE_NOW, frozenset())[slot] == words


@pytest.mark.parametrize(("said", "slot"), LEFT_ALONE)
def test_what_does_not_is_left_alone(said: str, slot: str) -> None:
    assert slot not in mentioned(said, HERE_NOW, frozenset({"Sibiu Philharmonic"}))


@pytest.mark.parametrize(
    "said", ["Good day Sabine.", "Thank you for Friday morning.", "No, 3 May was for them."]
)
def test_a_greeting_is_no_phrase(said: str) -> None:
    assert phrase(said, HERE_NOW, planned=False) is None


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Give me the count by Friday the 13th.", None),
        ("Show it to the board on 3 June.", None),
        ("Confirm the 30th in writing this week.", None),
        ("Ruth shows Omar the till on 3 June.", "Ruth shows Omar the till on 3 June"),
        ("The board sees the count on 3 June.", "the board sees the count on 3 June"),
    ],
)
def test_what_the_boss_is_told_to_do_is_not_said_back_as_the_users_plan(said: str, words: str | None) -> None:
    assert phrase(said, HERE_NOW, planned=False) == words


def test_to_the_ask_only_what_is_planned_is_said_back() -> None:
    said = "I have run the desk for nine weeks. From 3 March two nights a week."
    assert phrase(said, HERE_NOW, planned=True) == "From 3 March two nights a week"
    told = "I have run the desk for nine weeks."
    assert phrase(told, HERE_NOW, planned=True) is None
    assert phrase(told, HERE_NOW, planned=False) == "I have run the desk for nine weeks"


def test_the_day_to_meet_again_is_the_users_own() -> None:
    assert last_day("I start on 3 March, and we look again on 2 June.") == "2 June"
    assert last_day("2 August is free for whoever is next.") is None


@pytest.fixture(scope="module")
def case():
    row = next(iter((HERE / "data" / "scenarios.jsonl").read_text(encoding="utf-8").splitlines()))
    return load_scenario(json.loads(row))[0]


def closing(said: str, elements: frozenset[str] = frozenset()) -> tuple[Turn, ...]:
    """A talk of one reply, after which the boss asks how it goes on."""
    state = State(seed=1, difficulty="realistic", temperament="rudderless", concerns=(), patience=5, trust=5)
    reading = Reading(2, dict.fromkeys(USER_MOVES, False), {}, "t", elements, frozenset())
    opening = Turn(0, None, None, Decision(Move.GREET, None, "t", Act.PURPOSE), Utterance("Yes?"), state)
    return opening, Turn(
        1, said, reading, Decision(Move.SETTLE, "timing", "t", Act.OPTIONS), Utterance("Fine."), state
    )


@pytest.mark.parametrize("boss", sorted(catalog.temperaments()))
@pytest.mark.parametrize(
    ("said", "elements", "not_asked"),
    [
        ("Ines and I start.", frozenset({"measure"}), "measure"),
        ("You judge it by the error list.", frozenset(), "measure"),
        ("I write it up and we look at it on 2 June.", frozenset(), "day"),
    ],
)
def test_nobody_is_asked_what_they_have_just_said(
    case, boss: str, said: str, elements, not_asked: str
) -> None:
    case = replace(case, manager=replace(case.manager, temperament=boss))
    voice = EmbeddedVoice(catalog.concerns(), catalog.temperaments())
    asks = {line.id for line in catalog.temperaments()[boss].lines["ask_next_steps"] if line.of == not_asked}
    decision = Decision(Move.ASK_NEXT_STEPS, None, "t", Act.CLOSE)
    for seed in range(40):
        spoken = voice.speak(case, closing("Jonas covers.", elements), said, decision, seed)
        assert not asks & set(spoken.lines)


def test_the_close_may_ask_for_a_day_a_measure_or_their_part(case) -> None:
    tagged = {line.of for boss in catalog.temperaments().values() for line in boss.lines["ask_next_steps"]}
    assert tagged == {"", "day", "measure", "part"}


def test_slots_know_the_two_who_talk(case) -> None:
    assert "phrase" not in slots(case, (), f"Good to see you {case.manager.name} today.", None)
