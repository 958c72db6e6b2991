"""A constraint of the scenario is the reason for the worry that it is about, said once and for no other worry."""

from __future__ import annotations

import random

import pytest

from assistant import catalog
from assistant.domain import (
    CONCERNS,
    Act,
    Decision,
    Manager,
    Move,
    Note,
    Scenario,
    State,
    Turn,
    User,
    Utterance,
)
from assistant.speaking.embedded import EmbeddedVoice
from assistant.speaking.firsthand import facts
from assistant.speaking.reasons import reason_for, worries_of

VOICE = EmbeddedVoice(catalog.concerns(), catalog.temperaments())
ASK = "I would like to run the tasting room on Saturdays from 3 May, as a trial until the end of July."


def house(*constraints: str, temperament: str = "procedural") -> Scenario:
    return Scenario(
        user=User(name="Ilse Brandt", role="cellar hand"),
        manager=Manager(name="Tomas Rehn", role="cellar master", temperament=temperament),
        preferred_ask=ASK,
        constraints=tuple(Note(one) for one in constraints),
    )


def raising(concern: str) -> Decision:
    return Decision(Move.RAISE, concern, "", Act.OPTIONS)


def turn(said: str, answer: str) -> Turn:
    state = State(seed=1, difficulty="realistic", temperament="procedural", concerns=(), patience=5, trust=5)
    decision = Decision(Move.PRESS, None, "", Act.OPTIONS)
    return Turn(1, said, None, decision, Utterance(answer), state)


@pytest.mark.parametrize(
    ("constraint", "worry"),
    [
        ("The rule of three years in post before a transfer", "fairness"),
        ("Two colleagues have been waiting for the day shift since autumn", "fairness"),
        ("Every handover on the ward takes an hour", "coverage"),
        ("The counter must have two people until three", "coverage"),
        ("Somebody has to unlock the pool before six", "coverage"),
        ("The kiln can't be left at night", "coverage"),
        ("We are in the middle of an audit", "timing"),
        ("The weighbridge must be staffed from six to six", "coverage"),
        ("The cherry harvest begins in June", "timing"),
        ("The turbine goes live in the last week of March", "timing"),
        ("The training budget is spent", "budget"),
        ("Posts in the archive are frozen", "headcount"),
        ("The diocese council decides on every appointment", "not_my_decision"),
        ("The works agreement allows no split shifts", "policy"),
        ("The last pilot trainees resigned after one season", "loyalty"),
        ("There has never been a deputy in the bindery", "no_path"),
        ("The probation review is still to come", "readiness"),
        ("The calendar is full until Whitsun", "timing"),
        ("Three complaints about the invoices came in last month", "performance"),
    ],
)
def test_a_constraint_belongs_to_the_worry_it_is_about(constraint: str, worry: str) -> None:
    assert worry in worries_of(constraint)
    assert reason_for(house(constraint), (), ASK, worry) is not None
    elsewhere = [one for one in CONCERNS if one not in worries_of(constraint)]
    assert [one for one in elsewhere if reason_for(house(constraint), (), ASK, one)] == []


@pytest.mark.parametrize(
    ("constraint", "worry"),
    [
        ("Wages are frozen until spring", "budget"),
        ("The board froze the bonuses", "budget"),
        ("Our pay table ends at step five", "policy"),
        ("The head office froze all posts", "headcount"),
        ("She designed the stall herself", "readiness"),
        ("July is full of weddings", "timing"),
    ],
)
def test_what_is_fixed_full_or_their_own_is_the_reason_for_its_worry(constraint: str, worry: str) -> None:
    assert worries_of(constraint)[0] == worry


def test_what_stands_behind_a_colon_is_spoken_on() -> None:
    said = {
        "The quarter is tight: two vans are off the road": "The quarter is tight, two vans are off the road",
        "He drew the plan of the garden himself and takes remarks badly": "I drew the plan of the garden myself",
    }
    for written, spoken in said.items():
        heard = facts(house(written))
        assert heard == (spoken,)


@pytest.mark.parametrize(
    "constraint",
    [
        "The gym is shared with the choir",
        "The lift in the old wing is out of order",
        "The reading room closes at eight",
        "The cold store is full of crates",
    ],
)
def test_what_is_about_no_worry_is_a_reason_for_none(constraint: str) -> None:
    assert worries_of(constraint) == ()


def test_the_tables_worries_are_known() -> None:
    assert {one for row in catalog.table("constraints").values() for one in row["worries"]} == set(CONCERNS)


def test_it_is_said_once_and_not_to_somebody_who_has_said_it() -> None:
    scenario = house("Every handover on the ward takes an hour")
    said = "I know that every handover on the ward takes an hour, so I'd write the list the evening before."
    assert (
        reason_for(
            scenario,
            (turn("I'd like Saturdays.", "Every handover on the ward takes an hour."),),
            ASK,
            "coverage",
        )
        is None
    )
    assert reason_for(scenario, (), said, "coverage") is None
    assert reason_for(scenario, (), "I'd write the list the evening before.", "coverage") is not None


@pytest.mark.parametrize(
    ("constraint", "said"),
    [
        ("The spring stocktaking", "There's the spring stocktaking"),
        (
            "The rule of three years in post before a transfer",
            "There's the rule of three years in post before a transfer",
        ),
        ("No overtime budget until the autumn", "There's no overtime budget until the autumn"),
        ("The board picks the team leads", "The board picks the team leads"),
        ("Our budget fell by a third", "Our budget fell by a third"),
    ],
)
def test_a_bare_name_is_said_as_a_sentence(constraint: str, said: str) -> None:
    assert reason_for(house(constraint), (), ASK, worries_of(constraint)[0]) == said


@pytest.mark.parametrize("temperament", sorted(catalog.temperaments()))
def test_the_reason_is_followed_by_what_comes_of_it(temperament: str) -> None:
    fact = "Every handover on the ward takes an hour"
    scenario = house(fact, temperament=temperament)
    lines = catalog.concerns()["coverage"].lines["raise"]
    ways = {line.id for line in lines if line.of == "reason" or temperament in line.temperaments}
    lines = [VOICE.speak(scenario, (), ASK, raising("coverage"), seed) for seed in range(12)]
    spoken = [one for one in lines if fact in one.text]
    assert len(spoken) > len(lines) // 2
    assert all(ways & set(one.lines) for one in spoken)
    follow = {line.id for line in catalog.concerns()["coverage"].lines["raise"] if line.of == "reason"}
    assert not any(follow & set(one.lines) for one in lines if one not in spoken)
    others = [
        VOICE.speak(scenario, (), ASK, raising(random.Random(seed).choice(("budget", "loyalty"))), seed)
        for seed in range(12)
    ]
    assert not any(fact in one.text for one in others)


@pytest.mark.parametrize(
    ("constraint", "worry"),
    [
        ("My last delivery was late", "performance"),
        ("I joined only six months ago", "readiness"),
        ("My boss is afraid that I leave", "loyalty"),
    ],
)
def test_what_the_user_says_of_themselves_is_about_a_worry_too(constraint: str, worry: str) -> None:
    assert worry in worries_of(constraint)
