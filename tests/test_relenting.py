"""A threat that was taken back costs what it cost, is said to be forgotten, and decides nothing; one that stands decides."""

from __future__ import annotations

import pytest

from assistant.debriefing.log import exchanges
from assistant.debriefing.result import because
from assistant.domain import TEMPERAMENTS, Move, Outcome, Turn, Utterance
from assistant.engine import greeting, step
from assistant.engine.policy import derive, why_not
from assistant.listening.relenting import relents
from tests.talking import BOSSES, TYPES, VOICE, a_worry, asked_of, near_the_end, reading, under_way

THREAT = "Give me the Tuesdays or I hand in my notice."
JAB = "You never listen to any of us."
SORRY = "Sorry, that was out of line. I'm staying with the crew."


@pytest.mark.parametrize(
    "said",
    [
        SORRY,
        "I shouldn't have said that about the other depot.",
        "Okay, I take back what I said about leaving.",
        "That came out wrong, Meera. I like working here.",
        "I didn't mean to threaten you, honestly.",
        "Scratch that, it was stupid of me.",
        "I apologise for the tone, I was tired after the double shift.",
        "It wasn't meant as a threat.",
        "im sorry i said that, it wasnt fair",
        "Forget what I said about the union, I was angry.",
        "that was too much, sorry. can we go back to the rota?",
        "I withdraw that. Let's talk about who has the keys.",
        "Sorry for being so harsh just now. What do you need from me?",
    ],
)
def test_hard_words_are_taken_back_in_many_words(said: str) -> None:
    assert relents(said, [THREAT])
    assert relents(said, ["I'd like the Tuesdays.", THREAT, "I could show you the rota."])
    assert not relents(said, ["I'd like to run the Tuesday market."])  # of what was never hard nothing is


@pytest.mark.parametrize(
    "said",
    [
        "Sorry, but who else would do the nights?",
        "I'm sorry if you feel that way.",
        "I'd be sorry to go.",
        "Sorry it has to be this way, but I mean it.",
        "I'm sorry I said it so bluntly, but it's true.",
        "I take the night shifts back in May.",
        "It's not a threat, it's a fact.",
        "Forget it then.",
        "I'm sorry to push on the date.",
        "I apologise for being so unprepared.",
        "Sorry for the trouble, but do it or I leave.",
    ],
)
def test_what_takes_no_hard_word_back(said: str) -> None:
    assert not relents(said, [THREAT])


def test_a_threat_stands_until_it_is_taken_back() -> None:
    state = under_way("busy", a_worry("coverage"), trust=7)
    state, _ = step(state, reading(0, "ultimatum"), BOSSES["busy"], TYPES)
    assert (state.threat, state.trust) == (True, 5)
    stands, _ = step(state, reading(1, "reassurance"), BOSSES["busy"], TYPES)
    assert stands.threat
    back, decision = step(state, reading(1, "reassurance", relents=SORRY), BOSSES["busy"], TYPES)
    assert (back.threat, decision.remark) == (False, "relents")
    assert back.trust <= 6  # nothing of what it has cost comes back with it
    again, _ = step(back, reading(0, "ultimatum"), BOSSES["busy"], TYPES)
    assert again.threat
    assert again.ultimatums == 2


@pytest.mark.parametrize("boss", [name for name in TEMPERAMENTS if name != "unwilling"])
def test_only_a_threat_that_stands_decides_the_end(boss: str) -> None:
    stands = near_the_end(boss, ultimatums=1)
    assert (derive(stands, BOSSES[boss]), why_not(stands, BOSSES[boss])) == (Outcome.NOT_NOW, "threat")
    assert derive(near_the_end(boss, ultimatums=1, relented=1), BOSSES[boss]) is BOSSES[boss].yields
    assert derive(near_the_end(boss, ultimatums=2, relented=1), BOSSES[boss]) is Outcome.NOT_NOW


@pytest.mark.parametrize("boss", TEMPERAMENTS)
def test_they_say_that_it_is_forgotten_even_beside_an_answer(boss: str) -> None:
    state = under_way(boss, a_worry("coverage"), ultimatums=1)
    for asks in ("", "worry"):
        _, decision = step(state, reading(1, "reassurance", relents=SORRY, asks=asks), BOSSES[boss], TYPES)
        said = VOICE.speak(asked_of(boss, "I'd like to run the cold store rota."), (), SORRY, decision, 3)
        assert any(line.startswith(f"{boss}/on_relents/") for line in said.lines), said.text


@pytest.mark.parametrize(("relented", "told"), [(0, True), (1, False)])
def test_the_debrief_names_the_reason_that_the_boss_has_named(relented: int, told: bool) -> None:
    worries = (a_worry("coverage"), a_worry("budget"))
    state = near_the_end("busy", *worries, ultimatums=1, relented=relented, parting=1)
    turn = Turn(0, None, None, greeting(), Utterance("Well?"), state)
    found = because(state, Outcome.NOT_NOW, BOSSES["busy"], TYPES, exchanges([turn]))
    assert ("threat" in found) is (told and why_not(state, BOSSES["busy"]) == "threat")
    settled = near_the_end("busy", ultimatums=1, relented=relented, parting=1)
    found = because(settled, Outcome.NOT_NOW, BOSSES["busy"], TYPES, exchanges([turn]))
    assert ("threat" in found) is told


def test_who_takes_a_jab_back_takes_no_ask_back() -> None:
    state = under_way("supportive", a_worry("coverage"), ultimatums=1)
    after, decision = step(state, reading(0, relents=SORRY), BOSSES["supportive"], TYPES)
    assert after.withdrawals == 0
    assert decision.move is not Move.LEAVE_OPEN
