"""Hard is felt from the first reply, saved money is spent once, and who trusts little says a smaller yes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain import (
    TEMPERAMENTS,
    Act,
    Concern,
    ConcernState,
    Decision,
    Move,
    Outcome,
    Reading,
    Turn,
    Utterance,
)
from assistant.engine.policy import derive
from assistant.engine.weighing import weigh
from assistant.text.figures import saved_before
from tests.talking import BOSSES, TYPES, VOICE, asked_of, near_the_end

ASK = "I'd like to run the cold store rota for both sites."


def greeted(difficulty: str) -> Turn:
    return Turn(
        0,
        None,
        None,
        Decision(Move.GREET, None, "", Act.PURPOSE),
        Utterance("Well?"),
        near_the_end("defensive", difficulty=difficulty),
    )


@pytest.mark.parametrize("boss", TEMPERAMENTS)
@pytest.mark.parametrize("worry", ["coverage", "budget", "policy"])
def test_a_hard_boss_says_it_otherwise_and_asks_for_something(boss: str, worry: str) -> None:
    scenario = asked_of(boss, ASK)
    raised = Decision(Move.RAISE, worry, "", Act.OPTIONS)
    demands = {line.id for line in TYPES[worry].lines["press"] if line.of == TYPES[worry].answered_by[0]}
    for seed in range(8):
        mild, hard = (
            VOICE.speak(scenario, (greeted(how),), ASK, raised, seed) for how in ("realistic", "hard")
        )
        assert hard.text != mild.text
        assert demands & set(hard.lines)
        assert not demands & set(mild.lines)
        assert not any(line.startswith(f"{boss}/heard_ask/") for line in hard.lines)


@pytest.mark.parametrize(
    ("said", "saved"),
    [
        ("Take it from the skips we no longer order.", True),
        ("It pays for itself out of the overtime we've already cut.", True),
        ("The course comes out of last year's savings on gas.", True),
        ("We can pay it with the money saved since March.", True),
        ("It would save us four skips a month.", False),
        ("From May we save two hours a week.", False),
        ("I take it from the training budget.", False),
        ("We'd stop buying agency shifts from June and pay it with that.", False),
        ("We no longer order skips.", False),
    ],
)
def test_what_was_saved_before(said: str, saved: bool) -> None:
    assert saved_before(said) is saved


@pytest.mark.parametrize(("difficulty", "settled"), [("realistic", True), ("hard", False)])
@pytest.mark.parametrize("worry", ["budget", "headcount"])
def test_at_hard_saved_money_settles_no_cost(difficulty: str, settled: bool, worry: str) -> None:
    now = near_the_end(
        "defensive", Concern(worry, ConcernState.RAISED, 5), difficulty=difficulty, current=worry
    )
    reading = Reading(
        level=2, moves={"benefit": True, "within_rules": True}, quotes={}, engine="embedded", saved=True
    )
    after, _ = weigh(now, reading, TYPES[worry])
    assert (after.concern(worry).state is ConcernState.SETTLED) is settled
    fresh, _ = weigh(now, replace(reading, saved=False), TYPES[worry])
    assert fresh.concern(worry).state is ConcernState.SETTLED


@pytest.mark.parametrize(
    ("boss", "trust", "outcome"),
    [
        ("defensive", 4, Outcome.TRIAL_AGREED),
        ("defensive", 5, Outcome.AGREED),
        ("busy", 4, Outcome.AGREED),
        ("defensive", 2, Outcome.NOT_NOW),
    ],
)
def test_who_trusts_little_says_a_smaller_yes(boss: str, trust: int, outcome: Outcome) -> None:
    won = near_the_end(
        "defensive",
        Concern("coverage", ConcernState.SETTLED, 1, 2),
        Concern("timing", ConcernState.SETTLED, 2, 3),
        trust=trust,
    )
    assert derive(won, BOSSES[boss]) is outcome
    if boss == "defensive" and trust == 4:
        assert derive(replace(won, pay=True), BOSSES[boss]) is Outcome.NOT_NOW
