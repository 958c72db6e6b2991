"""Questions of the user's that were not answered, and those to which the boss did not know the answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.debriefing.log import Exchange, exchanges
from assistant.debriefing.questions import unanswered, unknown
from assistant.domain import Utterance
from tests.test_debrief import VET, line, play
from tests.test_debrief_agreed_and_open import ASK, open_, talk
from tests.test_debrief_deals import asked


def put(question: str, answer: str, *lines: str) -> tuple[Exchange, ...]:
    """A talk whose second turn holds these words, and whose answer was made of these lines."""
    played = play(VET, [asked(ASK[0]), line(question, 2)], cued=("coverage",))
    turns = [*played.turns[:-1], replace(played.turns[-1], utterance=Utterance(answer, lines))]
    return exchanges(turns)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Does that go to the harbour office first, or to the guild?", True),
        ("What if I bring one page? When does the parish council next meet?", True),
        ("Who signs for the crane?", True),
        ("When can I ask you again?", False),
        ("Would you send it up if I write one page?", False),
        ("How about two weeks in the dye house?", False),
        ("Who signs for the crane? And what does the permit cost?", False),
        ("I bring the page on Friday.", False),
    ],
)
def test_what_they_did_not_know_is_left_to_be_found_out(question: str, told: bool) -> None:
    assert bool(list(unknown(put(question, "I've no idea.", "busy/unknown/0")))) is told
    assert not list(unknown(put(question, "I've no idea.", "busy/known/0")))


def test_it_is_told_among_what_is_left_open() -> None:
    found = talk(ASK, ("Which week is the stocktaking?", "Nobody's upset by that moment."))
    assert open_(found, "Which week is the stocktaking?", "they did not say")


@pytest.mark.parametrize(
    ("question", "answer", "left"),
    [
        ("Which week is that?", "Oh good. From me it's fine.", True),
        ("What day does the inspector come?", "I like your plan.", True),
        ("Which week is that?", "The second week of May.", False),
        ("What day does the inspector come?", "On a Friday, mostly.", False),
        ("It was a good week, was it not?", "I like your plan.", False),
    ],
)
def test_a_day_that_was_asked_for_and_not_named_is_known(question: str, answer: str, left: bool) -> None:
    assert bool(unanswered(put(question, answer))) is left
