"""Direct questions in ten kinds are answered in kind; a fact beside a question counts; nobody asks for what was just said."""

import tomllib
from pathlib import Path

import pytest

from assistant.debriefing.log import Exchange
from assistant.debriefing.questions import unanswered
from assistant.domain import (
    Act,
    ConcernState,
    Decision,
    Manager,
    Move,
    Note,
    Outcome,
    Scenario,
    Turn,
    User,
    Utterance,
)
from assistant.engine.step import step
from assistant.listening.conduct import Conduct
from assistant.speaking.embedded import EmbeddedVoice
from assistant.speaking.permits import sayable
from assistant.speaking.takeup import is_in, names_a_stop
from tests.talking import BOSSES, TYPES, a_worry, hearing, near_the_end, reading, under_way

ASK = "I'd like to run the Saturday courses from 4 May until the autumn."
CASES = tomllib.loads((Path(__file__).parent / "data" / "questions.toml").read_text("utf-8"))["case"]


@pytest.fixture(scope="module")
def hear(wiring):
    return hearing(wiring, ASK)


def replied(boss: str, worry: str, line: str, said: str, heard, facts=(), seed: int = 3) -> Utterance:
    """What a boss who has just said ``line`` answers."""
    state = under_way(boss, a_worry(worry))
    _, decision = step(state, heard, BOSSES[boss], TYPES)
    scenario = Scenario(
        User("Mira Toft", "clerk"),
        Manager("Leon Abt", "head", boss),
        ASK,
        constraints=tuple(map(Note, facts)),
    )
    raised = Decision(Move.RAISE, worry, "", Act.OPTIONS)
    before = Turn(1, ASK, heard, raised, Utterance(line), state)
    return EmbeddedVoice(TYPES, BOSSES).speak(scenario, (before,), said, decision, seed)


@pytest.mark.parametrize("case", CASES, ids=[case["said"] for case in CASES])
def test_a_direct_question_is_answered_in_kind(hear, case: dict) -> None:
    boss, facts = case["boss"].replace("_", "-"), case.get("facts", ())
    heard = hear(case["said"], case["on"], case["line"], [ASK], facts)
    spoken = replied(boss, case["on"], case["line"], case["said"], heard, facts)
    assert spoken.lines[0].split("/")[1] in case["first"], spoken.text
    if facts:
        assert any(fact.rstrip(".") in spoken.text for fact in facts)


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        # "who" inside what somebody offers asks for no name
        ("Could you put it on the list if I note who has the keys?", "act"),
        ("And from whom?", "who"),
        ("Tell me who has the keys.", "who"),
        ("Is it the harbour office, or do I hand the form to you?", "who"),
        # a proposal asks for nothing that they could not know
        ("How about the first fortnight I only watch?", ""),
        # leave to ask is manners, leave to ask somebody is a step
        ("May I ask Petra first?", "leave"),
        ("Can I ask you something?", ""),
        ("Could I ask directly? How many beds are there?", "fact"),
        ("May I be blunt?", ""),
        # a thing of the ask itself under a condition is no deed of theirs
        ("Would you support it if the tide table stayed as it is?", "whether"),
        ("What's the biggest sum you could spare?", "limit"),
        ("What would you need to see first?", "help"),
    ],
)
def test_what_only_sounds_like_it_is_not(said: str, asks: str) -> None:
    assert Conduct().asks(said) == asks


@pytest.mark.parametrize("boss", sorted(BOSSES))
def test_whoever_asks_what_is_theirs_hears_their_part(boss: str) -> None:
    state = under_way(boss, a_worry("not_my_decision"))
    line, said = "It isn't all mine.", "Which part of it is within your power?"
    heard = reading(1, "question", asks="who", about="not_my_decision")
    _, decision = step(state, heard, BOSSES[boss], TYPES)
    spoken = replied(boss, "not_my_decision", line, said, heard)
    assert decision.answer == "authority"
    known = {one.id: one for one in BOSSES[boss].lines["authority_above"]}
    assert known[spoken.lines[0]].of == "part"
    plain = replied(boss, "not_my_decision", line, "Who decides it?", heard)
    assert known[plain.lines[0]].of == ""


@pytest.mark.parametrize(
    ("concern", "fact"),
    [
        ("policy", "The rule asks for two seasons on the boats and I have three, since April 2024."),
        ("policy", "The handbook requires 3 years of service, and I've got 5."),
        ("coverage", "Rosa takes the counter on both mornings, she's agreed."),
        ("loyalty", "I'm staying here until 2029 at least, I've just bought the flat next door."),
        ("readiness", "I ran the night kitchen alone for three weeks in March, with no complaint."),
    ],
)
@pytest.mark.parametrize("asking", ["{} Is that what you mean?", "Which point is it? {}", "{} Who decides?"])
def test_a_fact_counts_beside_a_question_as_it_does_alone(hear, concern: str, fact: str, asking: str) -> None:
    alone, both = hear(fact, concern), hear(asking.format(fact), concern)
    assert alone.level == 2
    assert both.level == alone.level
    assert both.asks


@pytest.mark.parametrize(
    "said",
    [
        "The rule asks for three seasons and I have two.",
        "The handbook requires five years in the yard and I have only one.",
        "It says two years and I have four months.",
        "Does the rule ask for two years?",
    ],
)
def test_less_than_the_rule_asks_settles_nothing(hear, said: str) -> None:
    assert hear(said, "policy").level < 2


@pytest.mark.parametrize(
    ("name", "said", "so"),
    [
        ("Ola", "There is air if Ola takes my checks, which she offered, unlike anybody else.", True),
        ("Ben", "Ben would run the kiln. He's happy to.", True),
        ("Ana", "Ana takes the round. She said yes last week.", True),
        ("Rui", "I'd ask Rui. He could say no.", False),
        ("Eva", "Eva takes the till. She hasn't agreed yet.", False),
        ("Tom", "Tom could do it. I offered him a swap.", False),
    ],
)
def test_whoever_is_said_to_be_in_is_not_asked_about(name: str, said: str, so: bool) -> None:
    assert is_in(name, [said]) is so


def test_nobody_asks_for_a_stop_or_a_name_that_was_given() -> None:
    assert names_a_stop(["At the end of September we decide whether it goes on."])
    assert names_a_stop(["If the queue grows I go back to the old rota."])
    assert not names_a_stop(["I'd start on 3 May."])
    assert not names_a_stop(["When would you want me to stop?"])
    timing = [*TYPES["timing"].lines["press"], *TYPES["timing"].lines["ease"]]
    left = sayable(timing, frozenset({"stopped"}))
    assert 0 < len(left) < len(timing)
    assert not any("stop and look up" in line.text for line in left)
    cover = TYPES["coverage"].lines["press"]
    asks_who = [line for line in cover if "Who is it?" in line.text or "Whose hands" in line.text]
    assert asks_who
    assert not set(asks_who) & set(sayable(cover, frozenset({"named"})))
    assert set(asks_who) <= set(sayable(cover, frozenset()))


@pytest.mark.parametrize("asks", ["detail", "who", "when"])
def test_a_question_of_the_case_is_answered_beside_the_last_yes(asks: str) -> None:
    closed = frozenset({"actions", "date", "measure"})
    state = near_the_end("supportive", a_worry("timing", ConcernState.SETTLED), closed_with=closed, closing=1)
    after, decision = step(state, reading(2, asks=asks), BOSSES["supportive"], TYPES)
    assert after.stands is Outcome.AGREED
    assert decision.answer == asks


@pytest.mark.parametrize(
    ("said", "asks", "line", "asked"),
    [
        (
            "I start on Monday. Which week is the rush?",
            "detail",
            "busy/unnamed/0",
            ["Which week is the rush?"],
        ),
        ("When does the board meet?", "when", "busy/unknown/2", ["When does the board meet?"]),
        ("When does the board meet?", "when", "busy/known/2", []),
        ("I start on Monday.", "", "busy/unknown/2", []),
    ],
)
def test_what_they_did_not_know_stays_open(said: str, asks: str, line: str, asked: list[str]) -> None:
    state = under_way("busy", a_worry("timing"))
    heard = reading(1, "question", asks=asks)
    press = Decision(Move.PRESS, "timing", "", Act.OPTIONS, answer=asks or None)
    before = Turn(1, ASK, heard, press, Utterance("Bad moment."), state)
    turn = Turn(2, said, heard, press, Utterance("No idea. Bad moment.", (line,)), state)
    found = [one for one in unanswered([Exchange(before, turn)]) if one.unknown]
    assert [one.quote for one in found] == asked
