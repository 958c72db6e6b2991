"""Whoever only asks for a talk, or something before the ask, has asked for nothing that a boss could worry about."""

import pytest

from assistant.domain import Move
from assistant.engine.policy import opening
from assistant.engine.step import step
from tests.talking import BOSSES, TYPES, hearing

ASK = "I'd like to run the loading bay from 4 May until the autumn."


@pytest.fixture(scope="module")
def hear(wiring):
    return hearing(wiring, ASK)


@pytest.mark.parametrize(
    "said",
    [
        "Before I ask for anything, can I ask you straight out: what did you make of the open days last spring?",
        "Before I come to my request, how did you find the stocktaking?",
        "Before I ask you for something, who set up the new rota?",
        "Hello, thanks for your time. I'd like a conversation about next year.",
        "Can we have a talk on Thursday about my work?",
        "Could we have a short chat about the loading bay?",
        "I need a word with you about Easter.",
        "I'd like to have a conversation with you on Friday about my pay.",
        "Good morning. Have you got ten minutes for me?",
        "Thanks for seeing me. I'd like to talk about my role.",
    ],
)
def test_no_worry_is_raised_before_there_is_an_ask(hear, said: str) -> None:
    reading = hear(said)
    assert "change" not in reading.elements
    state = opening(BOSSES["sceptical"], TYPES, seed=3, difficulty="realistic", trust="medium")
    assert step(state, reading, BOSSES["sceptical"], TYPES)[1].move is Move.PROBE


@pytest.mark.parametrize(
    "said",
    [
        "I'd like a word with you. I want to run the loading bay from 4 May.",
        "Before I ask you for something bigger, I'd like one afternoon a week for the archive from May.",
        "Before I start: I'd like two days a week in the lab.",
        "Could I have a meeting with the board on 4 May to present my plan?",
        "I'd like to have a weekly meeting with you from March.",
        "I want to lead the weekly meeting from March.",
    ],
)
def test_an_ask_beside_it_is_one(hear, said: str) -> None:
    assert "change" in hear(said).elements
