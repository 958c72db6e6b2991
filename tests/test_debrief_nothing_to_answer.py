"""What is no open end and no fault: questions that ask for nothing, what was accepted, people on whom nobody counts, a plan for the close."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.debriefing.agreed import deal
from assistant.debriefing.clauses import pieces, says_yes
from assistant.debriefing.conduct import PRESSURE, flags
from assistant.debriefing.granting import may_be_yes
from assistant.debriefing.log import exchanges
from assistant.debriefing.result import because
from assistant.debriefing.signs import rhetorical
from assistant.debriefing.steps import unasked
from assistant.domain import Outcome, Utterance
from tests.test_debrief import BOSSES, TYPES, VET, line, play
from tests.test_debrief_agreed_and_open import open_, talk
from tests.test_debrief_deals import asked

ASK = ("I'd like to run the glaze room from 4 May until 30 June.", "Why you, though?")


@pytest.mark.parametrize(
    ("said", "empty"),
    [
        ("It's your workshop, whose else's kiln is it?", False),
        ("It's your workshop, who else's kiln is it?", True),
        ("What part of that is a threat?", True),
        ("Which bit of that is dodging it?", True),
        ("Where else would I go?", True),
        ("How is that my doing?", True),
        ("What on earth has the weather to do with it?", True),
        ("Is that too much to ask?", True),
        ("What part of that worries you?", False),
        ("Which part of that is still missing?", False),
        ("Who else has to sign it?", False),
        ("Who else's signature do you need?", False),
        ("What else is open?", False),
        ("How is the kiln paid for?", False),
    ],
)
def test_a_question_that_can_have_one_answer_only_asks_for_nothing(said: str, empty: bool) -> None:
    assert rhetorical(said) is empty


@pytest.mark.parametrize("words", ["Go ahead, I'd rather have it than not.", "By all means.", "Please do."])
def test_go_ahead_is_a_yes(words: str) -> None:
    assert says_yes(words)


@pytest.mark.parametrize(
    ("words", "maybe"),
    [
        ("That I could carry upstairs as it is.", True),
        ("Hm. From me it's fine.", True),
        ("I'd rather have it than guess.", True),
        ("My uncle kept bees.", False),
        ("That you could ask your uncle.", False),
    ],
)
def test_words_that_go_along_are_not_told_as_silence(words: str, maybe: bool) -> None:
    assert may_be_yes(words) is maybe


def test_a_day_that_they_accepted_is_not_told_as_passed_over() -> None:
    meet = "We look at both answers on Monday."
    for answer, passed in (("Go ahead, I'd rather have it than not.", False), ("My uncle kept bees.", True)):
        talked = play(VET, [asked(ASK[0]), line(meet, 1), line("I see.", 1)], cued=("coverage",))
        turns = [
            replace(one, utterance=Utterance(answer)) if one.number == 2 else one for one in talked.turns
        ]
        found = deal(turns, exchanges(turns))
        assert bool(found.proposed) is passed


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        ("Ewa takes the till. I haven't asked her yet.", True),
        ("I haven't asked Ewa.", True),
        ("I haven't spoken to the foreman yet.", True),
        ("I haven't asked either of them yet.", True),
        ("I didn't ask whether the council likes it.", False),
        ("I haven't asked a colleague, I wanted to see you first.", False),
        ("I haven't asked anybody.", False),
        ("I didn't ask what it costs.", False),
    ],
)
def test_somebody_is_counted_on_only_where_it_is_said_who(said: str, counted: bool) -> None:
    talked = exchanges(play(VET, [asked(ASK[0]), line(said, 1)], cued=("coverage",)).turns)
    assert bool(unasked(talked)) is counted


@pytest.mark.parametrize(
    ("said", "pushes"),
    [
        ("And we agree now what we look at in November: the breakage and the hours.", False),
        ("Let's agree now on what each of us does first.", False),
        ("Can we decide now which figure we look at?", False),
        ("Just agree now.", True),
        ("Decide right now, please.", True),
        ("Sign it now, what are you waiting for?", True),
    ],
)
def test_to_settle_what_both_look_at_is_no_pressing(said: str, pushes: bool) -> None:
    played = play(VET, [asked(ASK[0]), line(said, 1)], cued=("coverage",))
    told = flags(exchanges(played.turns), 1)
    assert bool(told) is pushes, PRESSURE


def test_words_that_the_boss_may_say_are_no_step_of_theirs() -> None:
    said = "You say: Ewa asked for the till, she tries it from 3 May, and on 24 May at eight we decide."
    assert [(who, words) for who, words, _ in pieces(said)] == [("Both of you", "on 24 May at eight we decide")]  # fmt: skip
    found = talk(ASK, (said, "I see."), outcome=Outcome.TRIAL_AGREED)
    assert not open_(found, "asked them to")


@pytest.mark.parametrize(
    ("ask", "step"),
    [
        ("I'd like the glaze room for a while, to see if it's for me.", False),
        ("I'd like the glaze room on Mondays.", True),
    ],
)
def test_a_trial_that_was_asked_for_is_no_step_down_of_theirs(ask: str, step: bool) -> None:
    played = play(VET, [asked(ask), line("Ewa takes the till.", 2)], cued=("coverage",))
    said, state = exchanges(played.turns), replace(played.state, outcome=Outcome.TRIAL_AGREED)
    told = because(state, Outcome.TRIAL_AGREED, BOSSES["conflict-avoidant"], TYPES, said)
    assert ("rather try it" in told) is step
    assert ("promises in one talk" in told) <= step
