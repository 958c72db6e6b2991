"""Private news gets one human sentence first, in the manager's own way, once in a talk; and nobody who asks for less is a beginner."""

import pytest

from assistant import catalog
from assistant.domain import TEMPERAMENTS, Act, ConcernState, Decision, Move, Turn
from assistant.engine import step
from assistant.speaking.news import private_news
from assistant.speaking.permits import holding, sayable
from assistant.wiring import Wiring
from tests.talking import BOSSES, TYPES, VOICE, a_worry, asked_of, hearing, under_way

ASK = "I'd like to work 24 hours a week instead of 36 from 1 June."
TOLD = [
    ("My little boy has been diagnosed with asthma, so the nights are hard.", "hard"),
    ("I've been diagnosed with MS in spring.", "hard"),
    ("My doctor says no more night shifts.", "hard"),
    ("Since August I look after my father, he has dementia.", "hard"),
    ("My sister isn't well and she lives alone.", "hard"),
    ("We buried my grandmother last week.", "loss"),
    ("I'm pregnant, the baby comes in March.", "glad"),
    ("We're expecting our second child in June.", "glad"),
    ("I'm honestly scared of asking this.", "afraid"),
    ("My hands are shaking, sorry.", "afraid"),
    ("I'm completely exhausted after this season.", "tired"),
    ("I can't cope with three routes any more.", "tired"),
]
NO_NEWS = [
    "I'm afraid that won't work on a Monday.",
    "Sick leave in my group was lower than in the others.",
    "I was never ill in three years.",
    "My father ran this shop before you.",
    "I'm tired of hearing maybe.",
    "I lost my best customer to the other branch.",
    "We're expecting 200 guests on Saturday.",
    "The old pump died in March and I rebuilt it.",
    "If my mother gets ill, I'd need a day.",
    "My hands are full until May.",
    "Marta is pregnant, so her shifts are free from May.",
    "My partner at the bench is ill this week, so Omar helps me.",
    "Is my mother's illness a problem for you?",
]


@pytest.mark.parametrize(("said", "kind"), [*TOLD, *((one, "") for one in NO_NEWS)])
def test_news_is_told_from_work_and_from_what_only_might_be(said: str, kind: str) -> None:
    assert private_news(said) == kind


@pytest.mark.parametrize("boss", TEMPERAMENTS)
@pytest.mark.parametrize(("said", "kind"), [TOLD[1], TOLD[5], TOLD[6], TOLD[8], TOLD[10]])
def test_every_boss_says_a_sentence_to_it_first_and_once(
    wiring: Wiring, boss: str, said: str, kind: str
) -> None:
    heard = hearing(wiring, ASK)(f"{said} {ASK}")
    scenario, before = (
        asked_of(boss, ASK),
        under_way(boss, a_worry("timing", ConcernState.DORMANT), current=None),
    )
    state, decision = step(before, heard, BOSSES[boss], TYPES)
    spoken = VOICE.speak(scenario, [], f"{said} {ASK}", decision, 5)
    lines = {line.id: line for line in BOSSES[boss].lines["on_news"]}
    assert lines[spoken.lines[0]].of == kind
    assert spoken.text.startswith(lines[spoken.lines[0]].text)
    again = VOICE.speak(scenario, [Turn(1, said, heard, decision, spoken, state)], said, decision, 5)
    assert not lines.keys() & set(again.lines)


@pytest.mark.parametrize("boss", TEMPERAMENTS)
def test_nothing_is_asked_and_nothing_is_made_up(boss: str) -> None:
    lines = BOSSES[boss].lines["on_news"]
    assert {line.of for line in lines} == {"hard", "loss", "glad", "afraid", "tired"}
    assert [line.text for line in lines if "?" in line.text or line.slots] == []


def test_it_is_not_said_beside_rudeness() -> None:
    said = "I've been diagnosed with MS, and you hide behind the rulebook."
    decision = Decision(Move.PRESS, "policy", "", Act.OPTIONS, remark="jab")
    spoken = VOICE.speak(asked_of("busy", ASK), [], said, decision, 5)
    assert not any("/on_news/" in one for one in spoken.lines)


@pytest.mark.parametrize(
    ("ask", "less"),
    [
        ("I'd like to work 24 hours a week instead of 36.", True),
        ("I'd like to go from 5 days to 4 days from June.", True),
        ("I'd like to step down from the team lead.", True),
        ("I'd like to work 36 hours instead of 24.", False),
        ("I'd like to run the clinic two days a week.", False),
    ],
)
def test_who_asks_for_less_is_told_nothing_of_a_beginner(ask: str, less: bool) -> None:
    lines = [
        line for kind in catalog.concerns().values() for line in kind.lines["raise"] + kind.lines["press"]
    ]
    new = [line for line in lines if "finding your feet" in line.text or "a kinder start" in line.text]
    assert new
    assert bool(sayable(new, holding(asked_of("supportive", ask), []))) is not less
