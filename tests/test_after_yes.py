"""After a yes the user has one more turn, and what they ask of it is answered from what was said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain import TEMPERAMENTS, ConcernState, Move, Outcome, Turn
from assistant.engine import greeting, step
from assistant.engine.policy import conclude
from assistant.speaking.after_yes import said_now
from assistant.speaking.moment import Moment
from tests.talking import BOSSES, TYPES, VOICE, a_worry, asked_of, near_the_end, reading

ASK = "I'd like to run the cold store rota for both sites from 3 May."
CLOSE = frozenset({"actions", "date", "measure"})


def after(boss: str, said: str, asks: str = "", *, told: str = ASK, trial: bool = False):
    """The boss's words to ``said`` in the turn after their yes to ``told``."""
    scenario = asked_of(boss, ASK)
    left = (a_worry("timing", ConcernState.EASED, partial=1, heard=frozenset({"date"})),) if trial else ()
    worries = (*near_the_end(boss).concerns[: 1 if trial else 2], *left)
    state = near_the_end(boss, *worries, closed_with=CLOSE)
    first = Turn(0, None, None, greeting(), VOICE.speak(scenario, (), None, greeting(), 1), state)
    granted, yes = conclude(state, BOSSES["busy"], TYPES, "")
    spoken = VOICE.speak(scenario, (first,), told, yes, 4)
    turns = (first, Turn(1, told, reading(2, elements=("change",)), yes, spoken, granted))
    done, decision = step(granted, reading(asks=asks), BOSSES["busy"], TYPES)
    return done, decision, VOICE.speak(scenario, turns, said, decision, 4)


def keys(spoken) -> set[str]:
    return {line.split("/")[1] for line in spoken.lines}


@pytest.mark.parametrize("boss", [name for name in TEMPERAMENTS if name != "unwilling"])
@pytest.mark.parametrize(
    ("said", "asks", "key"),
    [
        (
            "So I run the cold store rota for both sites from 3 May. Is that how you heard it?",
            "fact",
            "recap",
        ),
        ("Both sites, from 3 May. Right?", "", "recap"),
        ("I do both sites from 3 May and you tell me on 14 June. Is that right?", "fact", "recap_but"),
        ("So what exactly did we agree on?", "fact", "as_put"),
        ("And when do I start?", "when", "as_put"),
        ("Does that mean a second van comes along with it?", "fact", "not_in_it"),
        ("You won't change your mind, will you?", "", "stands"),
        ("Is there still something in the way?", "snag", "stands"),
    ],
)
def test_what_is_asked_of_the_yes_is_answered(boss: str, said: str, asks: str, key: str) -> None:
    done, decision, spoken = after(boss, said, asks)
    assert (done.stands, decision.move) == (Outcome.AGREED, Move.PART)
    assert key in keys(spoken), spoken.text
    assert not spoken.text.endswith("?")


@pytest.mark.parametrize("boss", ["busy", "supportive", "procedural"])
def test_thanks_need_no_answer(boss: str) -> None:
    for said in ("Thank you, that means a lot.", "Great, thanks. I'll be off then.", "Lovely."):
        _, _, spoken = after(boss, said)
        assert keys(spoken) == {"done"}


@pytest.mark.parametrize("boss", ["busy", "supportive", "procedural"])
def test_one_thing_more_is_no_summary(boss: str) -> None:
    said = "Petra hears it from me on 9 April, and you'd only need to tell the drivers at the stand. OK?"
    _, _, spoken = after(boss, said)
    assert not {"recap", "recap_but"} & keys(spoken)


def test_a_trial_is_called_one() -> None:
    _, decision, spoken = after("busy", "So what exactly did we agree on?", "fact", trial=True)
    assert decision.outcome is Outcome.TRIAL_AGREED
    assert {line for line in spoken.lines if "/as_put/" in line} <= {
        line.id for line in BOSSES["busy"].lines["as_put"] if line.of == "trial"
    }


@pytest.mark.parametrize(
    ("told", "now"),
    [
        ("At the end of July we look at the counts and you decide yes or no then.", True),
        ("Let me show you the list on 4 June, and you give me your answer then.", True),
        ("On 30 June we look at the counts and you decide whether it goes on.", False),
        ("You decide how the keys are handed over.", False),
        ("Would you rather decide yes or no at the end of July?", False),
    ],
)
def test_who_offered_to_wait_hears_that_it_is_said_now(told: str, now: bool) -> None:
    state = near_the_end("busy", closed_with=CLOSE)
    _, yes = conclude(state, BOSSES["busy"], TYPES, "")
    scenario = asked_of("busy", ASK)
    turn = Turn(1, ASK, reading(2, elements=("change",)), greeting(), VOICE.speak(scenario, (), None, greeting(), 1), state)  # fmt: skip
    moment = Moment(scenario, (turn,), told, yes, BOSSES["busy"], TYPES, None)
    assert (said_now(moment) is not None) is now
    assert said_now(replace(moment, decision=replace(yes, departure=True))) is None
