"""Turns that a boss must not hear wrongly: figures, asks, rules for all, questions, and answers that come late."""

from dataclasses import replace

import pytest

from assistant.domain import (
    Act,
    ConcernState,
    Decision,
    Manager,
    Move,
    Reading,
    Scenario,
    State,
    User,
)
from assistant.engine.policy import opening
from assistant.engine.step import step
from assistant.listening.acts import asked
from assistant.listening.figures import doubted
from assistant.speaking.embedded import EmbeddedVoice
from assistant.speaking.takeup import is_in, offers_paper
from tests.talking import BOSSES, TYPES, a_worry, hearing, under_way

ASK = "I'd like to lead the dispatch of the early ferry two mornings a week from 4 May."


@pytest.fixture(scope="module")
def hear(wiring):
    return hearing(wiring, ASK)


# --- a figure that is not the known one ------------------------------------------------------------------------

KNOWN = (
    "Complaints at the ramp fell from 14 to 5 in the spring.",
    "The deck crew loads 38 lorries on the early ferry.",
    "We served 40 covers on Mondays and 55 covers on Fridays.",
    "Closing the harbour books took nine days in March.",
    "The relief mate earns 18.90 an hour.",
    "The target is 30 crates for the cold store.",
)


@pytest.mark.parametrize(
    "said",
    [
        "The deck crew loads 52 lorries on the early ferry.",
        "On the early ferry the crew loads sixty lorries.",
        "Closing the harbour books took twelve days in March.",
    ],
)
def test_another_figure_for_the_very_same_thing_is_doubted(said: str) -> None:
    assert doubted(said, KNOWN) == said


@pytest.mark.parametrize(
    "said",
    [
        "The deck crew loads 38 lorries on the early ferry.",  # the known one
        "I know that the early ferry leaves the crew at eleven.",  # a time
        "The crew of the early ferry has a drill at 11:30.",
        "We have had nine fewer complaints at the ramp in the spring.",  # a difference
        "Nine complaints fewer at the ramp in the spring.",
        "We served 95 covers on Mondays and Fridays together.",  # a sum
        "We served 95 covers on Mondays and Fridays.",
        "It's 2.60 an hour more than the relief mate earns.",  # a difference of wages
        "The relief mate earns 21.50 an hour.",  # no unit of its own stands behind it
        "The deck crew loads 12 trailers on the early ferry.",  # another thing
        "The deck crew loads 52 lorries on the late ferry.",  # another ferry
        "The deck crew loads 260 lorries a week on the early ferry.",  # another period
        "The deck crew never loads 52 lorries on the early ferry.",
        "The deck crew loads about 52 lorries on the early ferry.",
        "The deck crew loads 40 lorries and 12 vans on the early ferry.",  # more than one thing is counted
        "Does the deck crew load 52 lorries on the early ferry?",
        "The deck crew could load 52 lorries on the early ferry.",  # a plan
        "Closing the harbour books took six days in April.",
        "The cold store holds 44 crates.",  # what was aimed at is no fact
        "52 lorries.",
    ],
)
def test_nothing_else_is_doubted(hear, said: str) -> None:
    assert not doubted(said, KNOWN)
    assert not hear(said, "readiness", known=KNOWN).doubted


def test_the_ask_is_no_figure_to_hold_against_anybody(hear) -> None:
    assert not hear("I lead the dispatch of the early ferry three mornings a week.", "readiness").doubted


# --- a thing asked for without a verb --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "I want the night ferry.",
        "I want pilotage.",
        "I'd like the cold store to myself.",
        "So, I said I want the Thursday manifest. Did that get through?",
        "To be honest, I want my own ramp.",
    ],
)
def test_whoever_wants_a_thing_has_asked(hear, said: str) -> None:
    reading = hear(said)
    assert "change" in reading.elements
    assert reading.level


@pytest.mark.parametrize(
    "said",
    [
        "I want your opinion.",
        "I'd like a word with you.",
        "I want a yes.",
        "I want the truth.",
        "I want more.",
        "I want something new.",
        "I want respect.",
        "I want the ferry to run on time.",
        "I want you to listen.",
        "I want no trouble.",
        "I want people to be happy.",
        "I don't want the night ferry.",
    ],
)
def test_what_is_wanted_of_the_talk_or_of_anybody_is_no_ask(said: str) -> None:
    assert "change" not in asked(said, frozenset())


# --- what is a grievance ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "It's always the same with you.",
        "Are you even listening?",
        "Unbelievable. That's four times now.",
        "I have raised it twice and nobody listened.",
        "How many times do I have to ask?",
    ],
)
def test_a_sigh_about_the_boss_is_a_grievance_and_answers_nothing(hear, said: str) -> None:
    reading = hear(said, "loyalty")
    assert reading.has("grievance")
    assert not reading.level


@pytest.mark.parametrize(
    "said",
    [
        "A favour for whom? Everyone with two seasons on the ramp could apply. Make it a rule for all of us.",
        "Unfair to who? Anyone who has done two winters may ask for the same.",
        "It's the same ferry every time, so the crew knows it.",
        "Are you listening to the crew on Mondays as well?",
        "The figures are unbelievable, thank you for them.",
        "Four times now we have left on time.",
        "You listened to me in March, and it helped.",
    ],
)
def test_a_rule_for_all_and_a_plain_remark_are_none(hear, said: str) -> None:
    assert not hear(said, "fairness").has("grievance")


def test_a_rule_for_all_beside_a_word_asked_back_answers_the_worry_about_fairness(hear) -> None:
    said = "A favour for whom? Everyone with two seasons on the ramp could apply, that would be the rule."
    assert hear(said, "fairness").level


@pytest.mark.parametrize(("level", "ends"), [(1, False), (0, True)])
def test_an_answer_beside_a_grievance_never_breaks_the_talk_off(level: int, ends: bool) -> None:
    state = opening(BOSSES["defensive"], TYPES, seed=3, difficulty="realistic", trust="medium")
    state = replace(state, patience=0, grievances=2, ask_heard=frozenset({"change"}))
    reading = Reading(level, {"grievance": True, "within_rules": bool(level)}, {}, "test")
    after, _ = step(state, reading, BOSSES["defensive"], TYPES)
    assert (after.outcome is not None) is ends


# --- questions and offers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "concern"),
    [
        ("Is there a rule against it?", "policy"),
        ("Which number was wrong, by the way?", "timing"),
        ("Have you ever passed one on to the harbour board?", "not_my_decision"),
        ("Has the union got a clause about mornings?", "policy"),
        ("Was there a trial at the other pier?", "readiness"),
    ],
)
def test_a_question_about_what_is_answers_no_worry(hear, said: str, concern: str) -> None:
    reading = hear(said, concern)
    assert not reading.level
    assert not {move for move, made in reading.moves.items() if made} - {"question"}
    assert reading.asks


@pytest.mark.parametrize(
    ("said", "concern", "move"),
    [
        ("Could Ivo take the Friday manifests?", "coverage", "cover"),
        ("How about Ivo taking the Friday manifests?", "coverage", "cover"),
        ("What if we stop in June if it slips?", "readiness", "phased_or_trial"),
        ("Would it help if Ivo ran the ramp on those mornings?", "coverage", "cover"),
    ],
)
def test_an_offer_put_as_a_question_is_an_offer(hear, said: str, concern: str, move: str) -> None:
    reading = hear(said, concern)
    assert reading.level
    assert reading.has(move)


# --- answers that come later -----------------------------------------------------------------------------------


def _half_open(difficulty: str = "hard", state: ConcernState = ConcernState.EASED) -> State:
    half = a_worry("fairness", state, partial=1)
    return under_way("busy", a_worry("timing", raised_at=2), half, difficulty=difficulty, turn=3)


RULE = "Whoever has done two winters at the ramp can have the same mornings, in turn."


@pytest.mark.parametrize("difficulty", ["realistic", "hard"])
def test_a_whole_answer_to_a_worry_left_half_open_settles_it_from_the_side(hear, difficulty: str) -> None:
    reading = hear(RULE, "timing")
    assert reading.deals == {"fairness"}
    state, _ = step(_half_open(difficulty), reading, BOSSES["busy"], TYPES)
    assert state.concern("fairness").state is ConcernState.SETTLED


@pytest.mark.parametrize(
    "said",
    [
        "The others may well like the idea.",
        "Would whoever has done two winters get the same?",
        "It isn't so that whoever has done two winters can have the same.",
    ],
)
def test_half_an_answer_or_a_question_settles_nothing_from_the_side(hear, said: str) -> None:
    state, _ = step(_half_open(), hear(said, "timing"), BOSSES["busy"], TYPES)
    assert state.concern("fairness").state is ConcernState.EASED


def test_a_worry_that_never_moved_is_not_settled_from_the_side(hear) -> None:
    before = _half_open(state=ConcernState.PRESSED)
    state, _ = step(before, hear(RULE, "timing"), BOSSES["busy"], TYPES)
    assert state.concern("fairness").state is not ConcernState.SETTLED


# --- what was told is not asked again --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "sure"),
    [
        ("Ivo offered it himself on Monday.", True),
        ("Ivo has already agreed to run the ramp.", True),
        ("Ivo's willing to take the manifests.", True),
        ("I've agreed it with Ivo.", True),
        ("Ivo could take the manifests.", False),
        ("Ivo takes the manifests on both mornings.", False),
        ("Has Ivo agreed?", False),
        ("Ivo hasn't agreed yet.", False),
        ("Mara offered it herself, and Ivo helps.", False),
        ("Ivo covers the desk on Fridays; he offered it himself.", True),
        ("Ivo takes both ramps, and he's already agreed.", True),
        ("Ivo would need to be asked.", False),
        ("Ivo takes the ramps, but he has not agreed.", False),
    ],
)
def test_whoever_is_known_to_be_in_is_not_asked_about_again(said: str, sure: bool) -> None:
    assert is_in("Ivo", [said]) is sure


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("I'll write it on half a page for you by Friday.", True),
        ("Shall I bring a short note on Monday?", True),
        ("I could send you a summary.", True),
        ("I've put it down in writing.", True),
        ("The harbour board wants it on paper.", False),
        ("Could you write a note to them?", False),
        ("I'll bring Ivo along.", False),
    ],
)
def test_whoever_brings_a_page_is_not_told_that_nothing_is_written(said: str, offered: bool) -> None:
    assert offers_paper([said]) is offered
    lines = TYPES["not_my_decision"].lines["press"]
    asking = {line.id for line in lines if line.of == "paper"}
    case = Scenario(User("Nils Hauge", "ramp hand"), Manager("Siv Moe", "harbour master", "busy"), ASK)
    press = Decision(Move.PRESS, "not_my_decision", "", Act.OPTIONS)
    voice = EmbeddedVoice(TYPES, BOSSES)
    heard = {line for seed in range(40) for line in voice.speak(case, (), said, press, seed).lines}
    assert bool(heard & asking) is not offered
