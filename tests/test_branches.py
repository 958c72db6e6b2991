"""Branches of a rehearsal and progress over several: nothing that was played is lost, and what is shown is true."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import catalog
from assistant.codec import to_json
from assistant.domain import (
    Act,
    Branch,
    Concern,
    ConcernState,
    Decision,
    Event,
    Move,
    Outcome,
    Progress,
    Reading,
    State,
    StoredSession,
    Turn,
    Utterance,
)
from assistant.engine.progress import point
from assistant.errors import NotFound
from assistant.journal import branches, fold, fold_drill
from assistant.scenario import dump_scenario
from assistant.wiring import build
from ui.present import branches as present
from ui.present import progress as chart

TYPES = catalog.concerns()
ASK = "I'd like to run the sensory panel on Tuesdays and Thursdays from 1 March to the end of June; Jonas takes my readings."
EVIL = "<img src=x onerror=alert(1)> {{alert(1)}} & words"


def turn(number: int, said: str | None, *, level: int = 0, outcome: Outcome | None = None, **changes) -> Turn:
    concerns = changes.pop("concerns", (Concern("timing", ConcernState.PRESSED), Concern("budget")))
    current = None if outcome else "timing"
    state = State(1, "realistic", "busy", concerns, 3, 5, turn=number, current=current, outcome=outcome)
    reading = None if said is None else Reading(level, {}, {}, "test")
    decision = Decision(Move.PRESS, "timing", "why", Act.OPTIONS, outcome=outcome)
    return Turn(number, said, reading, decision, Utterance(f"Line {number}: {said}"), state)


def stored(scenario, events, kind="rehearsal") -> StoredSession:
    header = {"scenario": dump_scenario(scenario), "difficulty": "realistic", "seed": 1, "engine": "embedded"}
    return StoredSession("s", kind, "t", datetime(2027, 1, 5, tzinfo=UTC), header, tuple(events))


def answered(said: str, number: int, **changes) -> list[Event]:
    return [
        Event("said", {"text": said}),
        Event("answered", {"turn": to_json(turn(number, said, **changes))}),
    ]


OPENED = Event("opened", {"turn": to_json(turn(0, None))})


def test_each_branch_keeps_its_turns_and_says_what_it_left(scenario) -> None:
    journal = stored(
        scenario,
        [
            OPENED,
            *answered("a", 1),
            *answered("b", 2, outcome=Outcome.REFUSED),
            Event("rewound", {"turn": 1, "branch": 1}),
            *answered("c", 2),
            Event("ended", {}),
            Event("rewound", {"turn": 0, "branch": 2}),
        ],
    )
    first, second, third = branches(journal)
    assert [one.said for one in first.turns] == [None, "a", "b"]
    assert (first.left, first.outcome) == (None, Outcome.REFUSED)
    assert [one.said for one in second.turns] == [None, "a", "c"]
    assert ([one.said for one in second.own], second.left, second.after) == (["c"], 0, 1)
    assert second.outcome is Outcome.LEFT_OPEN
    assert (third.own, third.left, third.after, third.outcome) == ((), 1, 0, None)
    assert fold(journal).turns == third.turns
    assert not fold(journal).ended


@given(st.lists(st.one_of(st.just("say"), st.integers(0, 5)), max_size=25))
def test_nothing_is_ever_lost(steps) -> None:
    from assistant.scenario import load_scenario

    case = load_scenario(
        {
            "user": {"name": "Ana", "role": "porter"},
            "manager": {"name": "Bo"},
            "preferred_ask": "More nights.",
        }
    )[0]
    events, at, rewinds, said = [OPENED], 0, 0, []
    for step in steps:
        if step == "say":
            at += 1
            said.append(f"words {len(said)}")
            events += answered(said[-1], at)
        elif step <= at:
            at, rewinds = step, rewinds + 1
            events.append(Event("rewound", {"turn": at, "branch": rewinds}))
    found = branches(stored(case, events))
    assert [one.number for one in found] == list(range(rewinds + 1))
    assert [played.said for one in found for played in one.own if played.said] == said
    for one in found:
        assert [played.number for played in one.turns] == list(range(len(one.turns)))
        if one.left is not None:
            assert one.turns[: one.after + 1] == found[one.left].turns[: one.after + 1]
    assert found[-1].turns == fold(stored(case, events)).turns


def test_only_rehearsals_have_branches(scenario) -> None:
    with pytest.raises(NotFound, match="is a drill"):
        branches(stored(scenario, [OPENED], kind="drill"))
    with pytest.raises(NotFound, match="is a score, not a drill"):
        fold_drill(stored(scenario, [], kind="score"))


def test_branches_and_focus_through_the_coach(settings, scenario) -> None:
    coach = build(settings)
    session = coach.start(scenario, seed=5, focus=Act.CLOSE).session
    coach.say(session, ASK)
    coach.say(session, "No idea, to be honest.")
    coach.edit(session, "Jonas has done it twice, and we look at it on 15 May.")
    first, second = build(settings).branches(session)
    assert first.turns[:2] == second.turns[:2]
    assert first.turns[2] != second.turns[2]
    assert second.turns == coach.resume(session).turns
    assert build(settings).resume(session).focus is Act.CLOSE
    assert coach.start(scenario, seed=5).turns == coach.start(scenario, seed=5, focus=Act.CLOSE).turns


# --- progress ----------------------------------------------------------------------------------------------


def test_a_rehearsal_in_figures(scenario) -> None:
    concerns = (
        Concern("timing", ConcernState.SETTLED),
        Concern("budget", ConcernState.STUCK),
        Concern("policy"),
    )
    journal = stored(
        scenario,
        [OPENED, *answered("one two", 1, level=1), *answered("three", 2, level=2, concerns=concerns)],
    )
    found = point(fold(journal), datetime(2027, 1, 5, tzinfo=UTC))
    assert (found.settled, found.level, found.replies) == (0.5, 1.5, 2)
    assert found.own_words == pytest.approx(
        3 / (3 + 3 + 4 + 3)
    )  # "Line 0: None", "Line 1: one two", "Line 2: three"
    assert found.outcome is None


def test_progress_is_of_the_last_rehearsals_oldest_first(coach, scenario) -> None:
    assert coach.progress() == ()
    coach.start(scenario, seed=1)  # nothing was said in it
    coach.drills.say(coach.drills.start(scenario, "timing", seed=1).session, "In March.")
    sessions = []
    for seed in range(3):
        sessions.append(coach.start(scenario, seed=seed).session)
        coach.say(sessions[-1], ASK)
    coach.end(sessions[-1])
    found = coach.progress()
    assert [one.session for one in found] == sessions
    assert [one.outcome for one in found] == [None, None, Outcome.LEFT_OPEN]
    assert all(one.replies == 1 and 0 < one.own_words < 1 for one in found)
    assert [one.session for one in coach.progress(limit=2)] == sessions[1:]


# --- what is shown -----------------------------------------------------------------------------------------

LEFT = Branch(
    0, None, 0, (turn(0, None), turn(1, "same"), turn(2, EVIL), turn(3, "x", outcome=Outcome.REFUSED))
)
RIGHT = Branch(1, 0, 1, (*LEFT.turns[:2], turn(2, "better", level=2)))


def test_two_branches_side_by_side() -> None:
    shown = present.comparison(LEFT, RIGHT, 1, "Bo <b>", TYPES)
    assert "<img" not in shown
    assert "{{" not in shown
    assert "Bo <b>" not in shown
    rows = re.findall(r"<tr[^>]*>.*?</tr>", shown)
    assert [re.findall(r'scope="(?:col|row)"', row) for row in rows] == [['scope="col"'] * 3] + [
        ['scope="row"']
    ] * 5
    assert ["differs" in re.sub("<[^>]*>", " ", row) for row in rows] == [
        False,
        False,
        False,
        True,
        True,
        True,
    ]
    assert "The same in both" in rows[1]
    assert "Level 2 of 2: it dealt with it (the timing)" in rows[3]
    assert "This branch did not come so far" in rows[4]
    assert "Refused" in rows[5]
    assert "Still going on" in rows[5]
    assert "Left before its end" in present.comparison(LEFT, RIGHT, 2, "Bo", TYPES)


def test_a_branch_compared_with_itself_does_not_differ() -> None:
    shown = present.comparison(LEFT, LEFT, 0, "Bo", TYPES)
    assert 'class="differs"' not in shown


def test_only_branches_in_which_something_was_said_can_be_chosen() -> None:
    empty = Branch(2, 1, 0, LEFT.turns[:1])
    assert [number for _, number in present.choices([LEFT, RIGHT, empty])] == [0, 1]
    assert present.pair([LEFT, RIGHT, empty]) == (0, 1)
    assert present.pair([LEFT, empty]) is None


def test_progress_is_drawn_from_the_second_rehearsal_on() -> None:
    one = Progress("s", datetime(2027, 1, 5, tzinfo=UTC), "busy", "hard", 3, Outcome.AGREED, 0.5, 1.5, 0.4)
    assert chart.progress([one]) == ""
    unasked = replace(one, outcome=None, settled=None, level=None, own_words=None)
    shown = chart.progress([one, unasked, one])
    assert 'role="img"' in shown
    assert shown.count('scope="row"') == 3
    assert "50%" in shown
    assert "1.5 of 2" in shown
    assert "Still open" in shown
    solid, dashed = re.findall(r'<polyline points="([^"]*)"', shown)
    assert len(solid.split()) == len(dashed.split()) == 2  # no point where there is no value
    assert "stroke-dasharray" in shown


def test_only_rehearsals_of_one_talk_are_joined_by_a_line_and_the_table_names_all() -> None:
    when = datetime(2027, 1, 5, tzinfo=UTC)
    one = Progress("s", when, "busy", "hard", 3, Outcome.AGREED, 0.5, 1.5, 0.4, "Mei Tanaka")
    other = replace(one, whom="Ola Berg")
    easier = replace(one, difficulty="gentle")
    shown = chart.progress([other, one, easier, one])
    assert [len(points.split()) for points in re.findall(r'<polyline points="([^"]*)"', shown)] == [2, 2]
    assert "2 rehearsals with Mei Tanaka, busy, hard" in shown
    assert shown.count('scope="row"') == 4
    assert "Ola Berg, busy, hard" in shown
    assert "<svg" not in chart.progress([one, other])
    assert "Mei Tanaka" in chart.progress([one, other])
