"""A no or a "not now" names its reason out of the talk, and asks for something that can be met and seen before the thing runs."""

import re

import pytest

from assistant.domain import TEMPERAMENTS, ConcernState, Move, Outcome
from assistant.engine.policy import conclude, derive, why_not
from tests.talking import BOSSES, TYPES, VOICE, a_worry, asked_of, near_the_end

ASK = "I'd like to lead the tasting panel two days a week from 1 March."
SETTLED = (a_worry("coverage", ConcernState.SETTLED), a_worry("timing", ConcernState.SETTLED))
HALF = a_worry("budget", ConcernState.EASED, partial=1, heard=frozenset({"benefit"}))
OPEN = a_worry("policy", ConcernState.PRESSED)
CASES = [
    ("busy", SETTLED, {"ultimatums": 1}, "threat"),
    ("supportive", SETTLED, {"grievances": 3, "slights": 3}, "rude"),
    ("sceptical", SETTLED, {"trust": 2, "slights": 2}, "rude"),
    ("procedural", SETTLED, {"trust": 2}, "trust"),
    ("defensive", SETTLED, {"ask_heard": frozenset()}, "ask"),
    ("unwilling", SETTLED, {}, "own"),
    ("busy", (*SETTLED, OPEN), {}, "policy"),
    ("rudderless", (*SETTLED, HALF), {"pay": True}, "budget"),
    ("supportive", (*SETTLED, HALF), {"ultimatums": 1}, "threat"),
]


@pytest.mark.parametrize(("boss", "worries", "more", "why"), CASES)
def test_the_reason_is_what_stands_in_the_way_and_is_said(boss: str, worries, more, why: str) -> None:
    state = near_the_end(boss, *worries, **more)
    assert derive(state, BOSSES[boss]) is Outcome.NOT_NOW
    _, decision = conclude(state, BOSSES[boss], TYPES, "The talk comes to its end.")
    assert (decision.move, decision.why, why_not(state, BOSSES[boss])) == (Move.NOT_NOW, why, why)
    spoken = VOICE.speak(asked_of(boss, ASK), [], "That's all I have.", decision, 4)
    reasons = (
        TYPES[why].lines["bars"]
        if why in TYPES
        else [one for one in BOSSES[boss].lines["why_not"] if one.of == why]
    )
    assert any(line.text in spoken.text for line in reasons), spoken.text
    assert len(spoken.text.split()) <= 45
    assert decision.conditions[0] in spoken.text
    if why not in TYPES:
        assert decision.conditions[0] in TYPES["deferral"].apart[why]


def test_a_refusal_names_what_is_open() -> None:
    worries = (OPEN, a_worry("timing", ConcernState.PRESSED), a_worry("coverage", ConcernState.STUCK))
    state, decision = conclude(near_the_end("sceptical", *worries, trust=2), BOSSES["sceptical"], TYPES, "")
    assert (state.outcome, decision.why) == (Outcome.REFUSED, "coverage")


@pytest.mark.parametrize("boss", sorted(set(TEMPERAMENTS) - {"unwilling"}))
def test_all_answered_and_trusted_is_never_a_bare_not_now(boss: str) -> None:
    assert derive(near_the_end(boss, *SETTLED, trust=9), BOSSES[boss]) in (
        Outcome.AGREED,
        Outcome.TRIAL_AGREED,
    )


@pytest.mark.parametrize("boss", TEMPERAMENTS)
def test_every_boss_has_words_for_every_reason_and_they_fit_the_turn(boss: str) -> None:
    lines = BOSSES[boss].lines
    reasons = {line.of for line in lines["why_not"]}
    assert reasons >= {"threat", "rude", "trust", "ask"}
    assert ("own" in reasons) is (boss == "unwilling")
    longest = max(len(line.text.split()) for line in lines["why_not"])
    assert longest + max(len(line.text.split()) for line in lines["not_now"]) <= 45


def test_no_condition_can_only_be_seen_once_it_runs_or_goes_in_a_circle() -> None:
    vague = re.compile(
        r"\b(?:fresh eyes|without going short|clear enough|i'm sure|second thought|looked at it again|earned its keep by then)\b",
        re.I,
    )
    every = [
        one
        for kind in TYPES.values()
        for one in (
            *kind.conditions,
            *kind.pay_conditions,
            *(one for some in kind.apart.values() for one in some),
        )
    ]
    assert [one for one in every if vague.search(one)] == []
