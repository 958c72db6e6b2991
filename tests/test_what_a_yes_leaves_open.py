"""A yes says what it leaves open, whoever insists gets an answer, and no talk ends on a question."""

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
    State,
)
from assistant.engine.policy import conclude, left_out
from assistant.engine.step import step
from tests.talking import BOSSES, TYPES, VOICE, a_worry, asked_of, near_the_end, reading, under_way

ASK = "I'd like to run the cold store rota for both sites from 3 May, with 2,400 euros a year on top."


def state(budget: ConcernState | None = None, timing: ConcernState = ConcernState.SETTLED, **known) -> State:
    worries = (
        Concern("coverage", ConcernState.SETTLED, 1, 2),
        Concern("timing", timing, 2, 3, partial=1, heard=frozenset({"date"})),
    )
    worries += (Concern("budget", budget, 3, 4),) if budget else ()
    usual = {"closed_with": frozenset({"actions", "date", "measure"}), "money": True, "money_named": True}
    return near_the_end("sceptical", *worries, **usual | known)


@pytest.mark.parametrize(
    ("now", "part"),
    [
        (state(), "money"),
        (state(ConcernState.SETTLED), "paid"),
        (state(money=False), ""),
        (state(money_named=False), ""),
        (state(money=False, timing=ConcernState.EASED), "timing"),
        (state(ConcernState.SETTLED, timing=ConcernState.EASED), "timing"),
    ],
)
def test_what_a_yes_leaves_open(now: State, part: str) -> None:
    assert left_out(now) == part


def test_with_nothing_left_open_and_a_whole_close_the_user_has_one_more_turn_and_it_ends() -> None:
    granted, decision = conclude(state(money=False), BOSSES["busy"], TYPES, "")
    assert (granted.outcome, granted.stands, decision.answer) == (None, Outcome.AGREED, None)
    assert granted.granted is decision.outcome is Outcome.AGREED
    done, reply = step(granted, reading(), BOSSES["busy"], TYPES)
    assert (done.outcome, reply.move) == (Outcome.AGREED, Move.PART)
    late, last = conclude(state(money=False, turn=27), BOSSES["busy"], TYPES, "")
    assert late.outcome is last.outcome is Outcome.AGREED  # when the time is more than up it is the end


def test_a_yes_without_the_money_leaves_one_more_turn_and_whoever_insists_is_answered() -> None:
    granted, decision = conclude(state(), BOSSES["busy"], TYPES, "")
    assert granted.outcome is None
    assert (decision.answer, decision.rest) == ("rest", "money")
    done, reply = step(granted, reading(money=True), BOSSES["busy"], TYPES)
    assert (done.outcome, reply.move, reply.answer) == (Outcome.AGREED, Move.PART, "rest")
    thanked, plain = step(granted, reading(), BOSSES["busy"], TYPES)
    assert (thanked.outcome, plain.answer) == (Outcome.AGREED, None)


@pytest.mark.parametrize("boss", TEMPERAMENTS)
@pytest.mark.parametrize(("budget", "words"), [(None, "rest"), (ConcernState.SETTLED, "rest")])
def test_it_is_said_in_words(boss: str, budget: ConcernState | None, words: str) -> None:
    scenario = asked_of(boss, ASK)
    granted, decision = conclude(state(budget), BOSSES["busy"], TYPES, "")
    said = VOICE.speak(scenario, (), ASK, decision, 5)
    of = {line.id for line in BOSSES[boss].lines[words] if bool(line.of) == bool(budget)}
    assert of & set(said.lines)
    _, reply = step(granted, reading(money=True), BOSSES["busy"], TYPES)
    answer = VOICE.speak(scenario, (), "And the 2,400 euros, is that in it?", reply, 5)
    assert any(line.startswith(f"{boss}/rest_no/") for line in answer.lines)
    assert not answer.text.endswith("?")


def test_a_half_met_worry_is_named_with_a_trial() -> None:
    scenario = asked_of("busy", ASK)
    _, decision = conclude(state(money=False, timing=ConcernState.EASED), BOSSES["busy"], TYPES, "")
    assert decision.move is Move.AGREE_TRIAL
    said = VOICE.speak(scenario, (), ASK, decision, 5)
    assert any(line.startswith("timing/stays/") for line in said.lines)


@pytest.mark.parametrize("boss", TEMPERAMENTS)
@pytest.mark.parametrize(
    "key",
    ["done", "part", "refuse", "break_off", "leave_open", "agree", "agree_trial", "rest_no"],
)
def test_no_last_word_is_a_question(boss: str, key: str) -> None:
    asking = [line.text for line in BOSSES[boss].lines[key] if line.text.rstrip("”").endswith("?")]
    assert asking == []


@pytest.mark.parametrize("boss", TEMPERAMENTS)
def test_whoever_ends_the_talk_by_evading_asks_nothing(boss: str) -> None:
    scenario = asked_of(boss, ASK)
    end = Decision(Move.PIN_DOWN, None, "", Act.CLOSE, outcome=Outcome.NOT_NOW, answer="refuse")
    said = [VOICE.speak(scenario, (), "And by when?", end, seed).text for seed in range(12)]
    assert [text for text in said if text.endswith("?")] == []


def test_whoever_asks_something_of_them_with_the_yes_hears_no_word_of_money_that_was_never_asked() -> None:
    now = replace(state(money=False), closing=1, closed_with=frozenset())
    done, decision = step(now, reading(asks="act"), BOSSES["supportive"], TYPES)
    assert done.granted is Outcome.AGREED
    assert decision.rest == ""
    scenario = asked_of("supportive", "I'd like to run the cold store rota for both sites from 3 May.")
    said = VOICE.speak(scenario, (), "Could you tell the team on Monday?", decision, 5)
    assert not any(line.startswith("supportive/rest") for line in said.lines)


@pytest.mark.parametrize("kind", [{"whole": True}, {"pay": True}])
@pytest.mark.parametrize("worry", ["policy", "budget", "fairness"])
def test_a_half_open_worry_is_named_before_it_costs_the_yes(kind: dict[str, bool], worry: str) -> None:
    left = a_worry(worry, ConcernState.EASED, partial=1, heard=frozenset({"benefit"}))
    before = under_way("busy", a_worry("deferral"), left, **kind)
    after, decision = step(before, reading(2, "date", "milestone"), BOSSES["busy"], TYPES)
    assert (decision.move, decision.concern) == (Move.PRESS, worry)
    assert after.outcome is None
    # It is named once, and whoever answers it fully has their yes in reach.
    answer = reading(2, *TYPES[worry].answered_by[:1])
    assert step(after, answer, BOSSES["busy"], TYPES)[1].move is Move.ASK_NEXT_STEPS


def test_what_can_be_tried_out_bears_one_half_open_worry() -> None:
    left = a_worry("policy", ConcernState.EASED, partial=1, heard=frozenset({"within_rules"}))
    before = under_way("busy", a_worry("deferral"), left)
    assert step(before, reading(2, "date", "milestone"), BOSSES["busy"], TYPES)[1].move is Move.ASK_NEXT_STEPS
