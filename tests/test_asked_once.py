"""Nobody asks for what was just given, and a worry comes up only about an ask that it can sensibly meet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain import Act, Concern, ConcernState, Decision, Move, Turn, Utterance
from assistant.engine.policy import RULES, opening
from assistant.speaking.kinds import kinds_of
from assistant.speaking.moment import Moment
from assistant.speaking.permits import holding, of_the_ask, sayable, told_of_it
from tests.talking import BOSSES, TYPES, asked_of, near_the_end

ASK = "I would like to run the seed swap on Saturdays."


@pytest.mark.parametrize(
    ("ask", "kinds"),
    [
        ("I'd like to do the claims from home on Mondays.", {"home"}),
        ("May I work remotely two days a week?", {"home"}),
        ("Could I have a home office day?", {"home"}),
        ("I would like to work 24 hours a week instead of 38.", {"shorter"}),
        ("Four days instead of five from May, please.", {"shorter"}),
        ("I'd like every second Friday off.", {"shorter"}),
        ("I'd like to stop doing the weekend shifts.", {"shorter"}),
        ("Could I change to the early shift?", {"hours"}),
        ("I'd like to start at nine instead of seven.", {"hours"}),
        ("Please send me on the boiler course in March.", {"learning"}),
        ("I'd like six weeks of unpaid leave.", {"away"}),
        ("I'd like to work five days instead of four.", set()),
        ("I'd like to run two bays instead of three days on the ramp.", set()),
        ("I'd like to move the plants home before the frost and lead the tour.", set()),
        ("I want to lead the late crew.", set()),
    ],
)
def test_kinds_of_asks_are_told_apart(ask: str, kinds: set[str]) -> None:
    assert kinds_of(ask) == kinds


@pytest.mark.parametrize(
    ("ask", "never"),
    [
        ("May I do the invoices from home on Mondays?", {"headcount", "budget", "coverage", "readiness"}),
        ("Could I change to the early shift from May?", {"headcount", "budget", "readiness"}),
        ("I would like to work 28 hours a week instead of 40.", {"budget", "readiness"}),
        ("Please send me on the crane course in March.", {"headcount", "readiness"}),
        ("Let me repaint the waiting room; it costs nothing extra.", {"budget"}),
    ],
)
def test_nobody_makes_up_a_worry_that_the_ask_cannot_meet(ask: str, never: set[str]) -> None:
    for boss in BOSSES:
        for seed in range(8):
            for difficulty in RULES:
                state = opening(BOSSES[boss], TYPES, seed=seed, difficulty=difficulty, trust="medium", **of_the_ask(asked_of(boss, ask)))  # fmt: skip
                assert not never & {one.id for one in state.concerns}
                assert len(state.concerns) >= 2


def moment(concern: str, said: str, *earlier: str, ask: str = ASK) -> Moment:
    """A turn that answers ``concern``, which came up in the first one; ``earlier``: what was said to it since."""
    scenario = asked_of("supportive", ask)
    worry = Concern(concern, ConcernState.RAISED, raised_at=1)
    decision = Decision(Move.PRESS, concern, "", Act.OPTIONS)
    turns = [
        Turn(n, one, None, decision, Utterance("Go on."), near_the_end("supportive", worry))
        for n, one in enumerate((ASK, *earlier), start=1)
    ]
    return Moment(scenario, tuple(turns), said, decision, BOSSES["supportive"], TYPES, None)


def asks(concern: str, words: str, here: Moment) -> bool:
    lines = sayable(TYPES[concern].lines["press"], here.holds)
    return any(words in line.text for line in lines)


@pytest.mark.parametrize(
    ("concern", "words", "given", "not_given"),
    [
        ("budget", "that I could count", "It saves 40 minutes a shift and two bins of scrap.", "It saves us a lot of bother."),
        ("budget", "What would it save us?", "About 300 euros a month.", "More than you would think."),
        ("deferral", "Until when do you need to hear", "The board meets in November, so by 31 October.", "As soon as you can."),
        ("not_my_decision", "by when would it have to be up there", "By the end of October.", "Soon, I hope."),
        ("deferral", "Then when?", "I write the page by Monday the 9th.", "When you have read it."),
        ("deferral", "a good day to come back", "Let us look again on 15 May.", "Let us look again later."),
        ("timing", "From what day are we talking", "From 4 May.", "When things are quieter."),
    ],
)  # fmt: skip
def test_what_was_given_on_a_worry_is_not_asked_for(concern, words, given, not_given) -> None:
    assert asks(concern, words, moment(concern, not_given))
    assert not asks(concern, words, moment(concern, given))
    assert not asks(concern, words, moment(concern, "As I said.", given))


def test_what_was_said_before_the_worry_came_up_is_no_answer_to_it() -> None:
    scenario_ask = "From 4 May I would like to run the seed swap."
    here = moment("deferral", "As soon as you can.", ask=scenario_ask)
    assert asks("deferral", "Until when do you need to hear", here)


def test_the_kinds_are_read_from_the_words() -> None:
    assert told_of_it(("From 4 May, and it saves 40 minutes.",)) == {"told_when", "told_figure"}
    assert told_of_it(("It would be good for all of us.",)) == frozenset()


@pytest.mark.parametrize(
    "said",
    [
        "The allotments stay with me, all of them.",
        "I'd keep my round as it is.",
        "I'd stay in the nursery, keep the Saturday stall that I've run alone since May.",
        "I would do it on top of my work at the gate.",
    ],
)
def test_who_keeps_their_work_is_not_asked_who_does_it(said: str) -> None:
    from assistant.speaking.raising import KEPT, kept

    assert {line.of for line in kept(TYPES["coverage"], moment("coverage", said))} == {KEPT}
    for other in (
        "Somebody will see to it.",
        "I'd like to keep the door open for later.",
        "You keep the keys.",
    ):
        assert not kept(TYPES["coverage"], moment("coverage", other))
    assert not kept(TYPES["timing"], moment("timing", said))


@pytest.mark.parametrize(
    ("said", "novice"),
    [
        ("Zofia takes my Wednesdays.", True),
        ("Zofia takes my Wednesdays, she has done it for years.", False),
        ("Zofia takes them; she is a qualified grafter.", False),
    ],
)
def test_nobody_is_to_begin_gently_with_what_they_have_done_for_years(said: str, novice: bool) -> None:
    assert asks("coverage", "bit by bit", moment("coverage", said)) is novice


def spoken(ask: str, *, owner: bool = False, keys=("raise", "press", "own", "ease", "settle")) -> str:
    """All that a boss could say of any worry to somebody who asks for ``ask``."""
    scenario = asked_of("busy", ask)
    if owner:
        scenario = replace(scenario, manager=replace(scenario.manager, role="owner"))
    holds = holding(scenario, (ask,))
    kinds = [kind for name, kind in TYPES.items() if not (owner and name == "not_my_decision")]
    return "\n".join(line.text for kind in kinds for key in keys for line in sayable(kind.lines[key], holds))


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        ("I'd like to work 20 hours instead of 36.", "finding your feet"),
        ("I'd like to work 20 hours instead of 36.", "something nicer"),
        ("May I do the accounts from home on Mondays?", "the wish to grow"),
        ("Could I change to the early shift?", "start something new"),
        ("I'd like a raise to 19 euros an hour from May.", "build you up"),
    ],
)
def test_what_begins_nothing_is_not_spoken_of_as_a_beginning(ask: str, words: str) -> None:
    assert words in spoken("I would like to run the seed swap.")
    assert words not in spoken(ask)


@pytest.mark.parametrize("words", ["above me", "if it were mine", "They cut my team", "in the neck"])
def test_an_owner_has_nobody_over_them(words: str) -> None:
    assert words in spoken("I would like to run the seed swap.")
    assert words not in spoken("I would like to run the seed swap.", owner=True)


@pytest.mark.parametrize("boss", sorted(BOSSES))
@pytest.mark.parametrize(
    "ask",
    [
        "I'd like to work 20 hours instead of 36.",
        "May I do the accounts from home?",
        "I'd like a raise to 19 euros an hour.",
    ],
)
def test_enough_is_left_to_say_of_each_worry(boss: str, ask: str) -> None:
    scenario = asked_of(boss, ask)
    scenario = replace(scenario, manager=replace(scenario.manager, role="owner"))
    for name, kind in TYPES.items():
        for key in ("raise", "press", "ease", "settle"):
            able = sayable(kind.lines[key], holding(scenario, (ask,)))
            own = [
                one
                for one in able
                if not one.of and not one.slots and (not one.temperaments or boss in one.temperaments)
            ]
            assert len(own) >= (4 if key in ("raise", "press") else 2), (name, key)
