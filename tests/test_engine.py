"""The engine: the transition table, what each kind of user gets, and replay."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import engine
from assistant.debriefing.result import because
from assistant.domain import (
    DIFFICULTIES,
    TEMPERAMENTS,
    USER_MOVES,
    Act,
    Concern,
    ConcernState,
    Move,
    Outcome,
    Reading,
)
from assistant.engine.policy import LAST_TURN, RULES, asked, derive
from assistant.engine.state import TRANSITIONS, Event, advance
from assistant.errors import IllegalTransition, InputError, SessionOver
from tests.talking import BOSSES, TYPES, reading

ASK = reading(2, elements=("change", "amount", "time"), acts=(Act.OPTIONS,))
GOOD = reading(2, "acknowledges", "cover", "date", acts=(Act.OPTIONS,))
HALF = reading(1, "acknowledges", "cover")
EMPTY = reading(0)
CLOSE = reading(1, "date", "milestone", elements=("next_step",), acts=(Act.CLOSE,))


def play(boss: str, script, *, seed: int = 1, difficulty: str = "realistic", trust: str = "medium", cued=()):
    """All (state, decision) pairs of a talk in which ``script(state)`` gives each reading."""
    state = engine.opening(BOSSES[boss], TYPES, seed=seed, difficulty=difficulty, trust=trust, cued=cued)
    found = [(state, engine.greeting())]
    for _ in range(60):
        if state.outcome:
            break
        state, decision = engine.step(state, script(state), BOSSES[boss], TYPES)
        found.append((state, decision))
    return found


def brilliant(state):
    if not asked(state):
        return ASK
    return CLOSE if state.closing else fitting(state)


def fitting(state):
    """A full answer by a move that speaks to the worry on the table."""
    return reading(2, TYPES[state.current].answered_by[0], acts=(Act.OPTIONS,)) if state.current else GOOD


def half_way(state):
    """Half an answer by one move that speaks to the worry on the table, and then by another."""
    fitting_moves = [
        move for move in TYPES[state.current].answered_by if move not in ("question", "acknowledges")
    ]
    return reading(1, fitting_moves[state.concern(state.current).partial % len(fitting_moves)])


def always(item: Reading):
    return lambda state: item if asked(state) else ASK


EVERYONE = list(itertools.product(TEMPERAMENTS, DIFFICULTIES, range(5)))


@given(st.sampled_from(list(ConcernState)), st.sampled_from(list(Event)))
def test_a_transition_is_in_the_table_or_raises(state: ConcernState, event: Event) -> None:
    concern = Concern("timing", state)
    if event in TRANSITIONS[state]:
        assert advance(concern, event, 3).state is TRANSITIONS[state][event]
    else:
        with pytest.raises(IllegalTransition, match=rf"timing.*{state}.*{event}"):
            advance(concern, event, 3)


def test_settled_is_left_only_by_a_contradiction() -> None:
    leaving = {
        event
        for event, target in TRANSITIONS[ConcernState.SETTLED].items()
        if target is not ConcernState.SETTLED
    }
    assert leaving == {Event.CONTRADICT}


def test_an_empty_reply_never_eases() -> None:
    calm = {ConcernState.EASED, ConcernState.SETTLED}
    for state, row in TRANSITIONS.items():
        if state not in calm:
            assert row.get(Event.EMPTY) not in calm


@pytest.mark.parametrize(("boss", "difficulty", "seed"), EVERYONE)
def test_the_brilliant_win_or_get_a_dated_no(boss: str, difficulty: str, seed: int) -> None:
    talk = play(boss, brilliant, seed=seed, difficulty=difficulty)
    state, decision = talk[-1]
    assert state.outcome is BOSSES[boss].yields
    assert len(talk) <= 30
    assert bool(decision.conditions) == (state.outcome is Outcome.NOT_NOW)


@pytest.mark.parametrize(
    "answer",
    [
        EMPTY,
        reading(0, "grievance"),
        reading(0, "ultimatum"),
        reading(0, repeats=True),
        reading(0, "withdraws"),
    ],
)
@pytest.mark.parametrize(("boss", "difficulty", "seed"), EVERYONE[::3])
def test_nobody_wins_by_emptiness_or_pressure(boss: str, difficulty: str, seed: int, answer: Reading) -> None:
    talk = play(boss, always(answer), seed=seed, difficulty=difficulty)
    assert talk[-1][0].outcome not in (None, Outcome.AGREED, Outcome.TRIAL_AGREED)
    assert len(talk) <= 30


def test_two_ultimatums_break_it_off() -> None:
    talk = play("supportive", always(reading(2, "cover", "ultimatum")))
    assert talk[-1][0].outcome is Outcome.BROKEN_OFF


def test_a_threat_puts_loyalty_on_the_table_even_if_it_was_settled() -> None:
    replies = iter([ASK, reading(2, "reassurance"), reading(2, "ultimatum")])
    state = engine.opening(
        BOSSES["supportive"], TYPES, seed=3, difficulty="realistic", trust="high", cued=["loyalty"]
    )
    decision = None
    for item in replies:
        state, decision = engine.step(state, item, BOSSES["supportive"], TYPES)
    assert decision is not None
    assert (decision.move, decision.concern, decision.remark) == (Move.REOPEN, "loyalty", "ultimatum")
    assert state.current == "loyalty"


def test_without_an_ask_nothing_is_decided() -> None:
    talk = play("busy", lambda state: reading(0, acts=(Act.IMPACT,)))
    moves = [decision.move for _, decision in talk]
    assert moves[1:3] == [Move.PROBE, Move.PROBE]
    assert talk[-1][0].outcome not in (Outcome.AGREED, Outcome.TRIAL_AGREED)


def test_difficulty_changes_the_policy() -> None:
    sizes = {d: len(play("sceptical", brilliant, difficulty=d)[0][0].concerns) for d in DIFFICULTIES}
    assert sizes["gentle"] < sizes["realistic"] < sizes["hard"]
    half = {
        d: play(
            "supportive", lambda s: CLOSE if s.closing else half_way(s) if asked(s) else ASK, difficulty=d
        )[-1][0].outcome
        for d in DIFFICULTIES
    }
    assert half["gentle"] is Outcome.AGREED
    assert half["hard"] not in (Outcome.AGREED, Outcome.TRIAL_AGREED)


def test_questions_alone_never_settle_anything() -> None:
    for difficulty in DIFFICULTIES:
        talk = play("supportive", always(reading(1, "question")), difficulty=difficulty)
        assert not any(c.state is ConcernState.SETTLED for c in talk[-1][0].concerns)
        assert talk[-1][0].outcome not in (Outcome.AGREED, Outcome.TRIAL_AGREED)


def test_a_good_answer_to_another_worry_settles_nothing() -> None:
    state = engine.opening(
        BOSSES["busy"], TYPES, seed=1, difficulty="realistic", trust="high", cued=["policy"]
    )
    state, _ = engine.step(state, ASK, BOSSES["busy"], TYPES)
    concern = state.current
    beside = next(
        move for move in ("benefit", "cover", "reassurance") if move not in TYPES[concern].answered_by
    )
    after, _ = engine.step(state, reading(2, beside), BOSSES["busy"], TYPES)
    assert after.concern(concern).state is ConcernState.EASED
    after, _ = engine.step(state, fitting(state), BOSSES["busy"], TYPES)
    assert after.concern(concern).state is ConcernState.SETTLED


def test_worries_of_the_scenario_come_first() -> None:
    state = engine.opening(
        BOSSES["busy"], TYPES, seed=9, difficulty="realistic", trust="medium", cued=["fairness", "budget"]
    )
    assert {concern.id for concern in state.concerns[:2]} == {"fairness", "budget"}


def test_the_same_seed_gives_the_same_talk_and_another_seed_another() -> None:
    assert play("busy", brilliant, seed=5) == play("busy", brilliant, seed=5)
    first_worries = {play("busy", brilliant, seed=seed)[0][0].concerns for seed in range(12)}
    assert len(first_worries) > 3


def test_an_ended_talk_takes_no_more_turns() -> None:
    state = play("busy", brilliant)[-1][0]
    with pytest.raises(SessionOver):
        engine.step(state, GOOD, BOSSES["busy"], TYPES)


def test_an_unknown_difficulty_names_those_that_exist() -> None:
    with pytest.raises(InputError, match="gentle"):
        engine.opening(BOSSES["busy"], TYPES, seed=1, difficulty="nightmare", trust="low")


READINGS = st.builds(
    lambda level, moves, elements, acts, repeats: reading(
        level, *moves, elements=tuple(elements), acts=tuple(acts), repeats=repeats
    ),
    st.integers(0, 2),
    st.sets(st.sampled_from(USER_MOVES)),
    st.sets(st.sampled_from(["change", "amount", "time", "next_step", "measure", "cover"])),
    st.sets(st.sampled_from(list(Act))),
    st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(TEMPERAMENTS),
    st.sampled_from(DIFFICULTIES),
    st.integers(0, 10**6),
    st.lists(READINGS, min_size=40, max_size=40),
)
def test_any_talk_ends_keeps_its_invariants_and_replays(
    boss: str, difficulty: str, seed: int, heard: list[Reading]
) -> None:
    first = engine.opening(BOSSES[boss], TYPES, seed=seed, difficulty=difficulty, trust="medium")
    state, found = first, []
    for item in heard:
        if state.outcome:
            break
        before = state
        state, decision = engine.step(state, item, BOSSES[boss], TYPES)
        found.append((state, decision))
        assert decision.reason
        assert 0 <= state.trust <= 10
        was_settled = {c.id for c in before.concerns if c.state is ConcernState.SETTLED}
        still = {c.id for c in state.concerns if c.state is ConcernState.SETTLED}
        assert was_settled - still <= {"loyalty"}
    assert state.outcome is not None, "every talk ends"
    assert len(found) <= LAST_TURN + 6
    assert engine.replay(first, heard[: len(found)], BOSSES[boss], TYPES) == found
    if state.outcome in (Outcome.AGREED, Outcome.TRIAL_AGREED):
        assert derive(state, BOSSES[boss]) is state.outcome
        assert any(c.state is ConcernState.SETTLED for c in state.concerns)


def test_rules_get_harder() -> None:
    gentle, realistic, hard = (RULES[name] for name in DIFFICULTIES)
    assert gentle.patience > realistic.patience > hard.patience
    assert gentle.eased_allowed > realistic.eased_allowed > hard.eased_allowed
    assert gentle.yes_from < realistic.yes_from < hard.yes_from
    assert (gentle.close, gentle.wary) <= (realistic.close, realistic.wary) < (hard.close, hard.wary)


@pytest.mark.parametrize(("difficulty", "trust"), [("gentle", 0), ("realistic", 3), ("hard", 5)])
def test_no_yes_to_somebody_they_do_not_trust(difficulty: str, trust: int) -> None:
    won = play("supportive", lambda s: CLOSE if s.closing else brilliant(s), difficulty=difficulty)[-1][0]
    assert won.outcome is Outcome.AGREED
    assert derive(replace(won, trust=trust), BOSSES["supportive"]) is Outcome.AGREED
    if trust:
        wary = replace(won, trust=trust - 1)
        assert derive(wary, BOSSES["supportive"]) is Outcome.NOT_NOW
        told = because(wary, Outcome.NOT_NOW, BOSSES["supportive"], TYPES, [])
        assert "did not trust you enough" in told
