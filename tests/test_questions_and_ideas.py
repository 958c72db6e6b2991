"""A question is a question, the boss's own idea taken up is an answer, and what stands beside either counts too."""

import pytest

from assistant.domain import Act, ConcernState, Decision, Move, Reading
from assistant.engine.step import step
from assistant.listening.accusing import accuses
from assistant.listening.conduct import Conduct
from assistant.listening.ideas import takes_up
from assistant.scenario import load_scenario
from assistant.speaking.embedded import EmbeddedVoice
from tests.talking import BOSSES, TYPES, a_worry, hearing, under_way

ASK = "I'd like to plan the night buses from 1 June."


@pytest.fixture(scope="module")
def hear(wiring):
    return hearing(wiring, ASK)


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("Can I ask something first: has the deputy's desk been promised to anybody?", "whom"),
        ("Good morning. May I ask first, is the Tuesday group taken over by anyone yet?", "fact"),
    ],
)
def test_a_question_about_what_there_is_neither_accuses_nor_asks_for_a_change(
    hear, said: str, asks: str
) -> None:
    reading = hear(said)
    assert not reading.has("grievance")
    assert "change" not in reading.elements
    assert reading.asks == asks


def test_a_grievance_in_a_question_is_one(hear) -> None:
    assert accuses("Why do you never listen when I speak?")
    assert accuses("You promised me that in May.")
    assert not accuses("Is the van already promised to the other depot?")


@pytest.mark.parametrize(
    "said",
    [
        "Then open it to everybody: you hang the criteria in the canteen, in writing, and any of the drivers may apply.",
        "The other two drivers can apply too, on the same points, published on the intranet.",
        "Give the same morning to every driver who has done two years without an accident.",
    ],
)
def test_a_way_that_is_open_to_all_by_the_same_measure_is_fair(hear, said: str) -> None:
    assert hear(said, "fairness").level == 2
    assert hear(said, "fairness").has("within_rules")


def test_a_threat_taken_back_reassures_and_breaks_no_word(hear) -> None:
    earlier = ["I'd like to plan the night buses from 1 June.", "If you say no, I go to the tram company."]
    said = "I apologise for the threat, I take it back. I will not leave you. Could you tell me by 3 May what you think?"
    reading = hear(said, "loyalty", earlier=earlier)
    assert reading.has("reassurance")
    assert reading.level
    assert not reading.retracts
    assert reading.asks == "date"


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("Which paragraph is that?", "detail"),
        ("Which months do you mean?", "detail"),
        ("When is the busy stretch, roughly?", "detail"),
        ("Can you read my two pages by 9 May?", "date"),
        ("Will you tell the drivers?", "act"),
        ("Which part of it worries you?", "worry"),
        ("What do you fear most about it?", "worry"),
        ("Which proof do you need?", "help"),
    ],
)
def test_a_question_for_a_detail_or_a_promise_is_not_one_for_the_worry(said: str, asks: str) -> None:
    assert Conduct().asks(said) == asks


def test_not_knowing_the_rule_earns_nothing(hear) -> None:
    reading = hear("Which regulation would it be? I've never heard of it.", "policy")
    assert not reading.has("within_rules")
    state, decision = step(under_way("procedural", a_worry("policy")), reading, BOSSES["procedural"], TYPES)
    assert decision.move is Move.PRESS
    assert decision.answer == "detail"
    assert state.concern("policy").state is ConcernState.RAISED


def test_an_answer_beside_a_question_is_answered_as_one(hear) -> None:
    said = "Do you mean the permit and the driving lessons? I pay those myself, 400 euros."
    assert hear(said, "budget").has("within_rules")
    full = Reading(2, {"question": True}, {}, "test")
    _, decision = step(under_way("procedural", a_worry("budget")), full, BOSSES["procedural"], TYPES)
    assert decision.move is Move.EASE


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("So we keep it clear of your worst stretch: I begin on 4 September, the holidays stay with you. All right?", 2),
        ("Good idea, I stay clear of that.", 1),
    ],
)  # fmt: skip
def test_the_boss_own_idea_taken_up_is_an_answer(hear, said: str, level: int) -> None:
    idea = "If it kept clear of the worst stretch, I'd have less to say."
    assert hear(said, "timing", idea).level >= level
    assert not takes_up(TYPES["timing"], idea, "I can't keep it clear of the worst stretch.")
    assert not takes_up(TYPES["timing"], "It's a bad moment.", said)


def test_a_threat_answers_nothing_itself_and_takes_nothing_from_what_stands_beside_it(hear) -> None:
    bare = hear("Nine percent, please. If not, I join a rival next month and take my customers.", "deferral")
    assert bare.has("ultimatum")
    assert bare.level < 2
    assert not bare.has("milestone")
    beside = hear("Mia takes my round from 3 May. If you refuse, I walk.", "coverage")
    assert beside.has("ultimatum")
    assert beside.level
    assert beside.has("cover")


@pytest.mark.parametrize(
    "said", ["I believe it's time I became shift leader.", "I'm sure you'll give me 6 percent."]
)
def test_an_ask_in_other_forms_is_heard(hear, said: str) -> None:
    assert "change" in hear(said).elements


@pytest.mark.parametrize("said", ["I think it was time well spent.", "It's time I got more responsibility."])
def test_what_names_nothing_is_no_ask(hear, said: str) -> None:
    assert "change" not in hear(said).elements


def test_praise_for_how_the_boss_handles_people_is_flattery() -> None:
    assert Conduct().tone("You are so clever, she always agrees with you.").get("flattery")
    assert not Conduct().tone("You're so busy, I know.")


@pytest.mark.parametrize("boss", sorted(BOSSES))
def test_a_detail_is_never_answered_with_a_fragment(boss: str) -> None:
    voice = EmbeddedVoice(TYPES, BOSSES)
    scenario, _ = load_scenario(
        {
            "user": {"name": "Ines Falk", "role": "dispatcher"},
            "manager": {"name": "Karl Brandt", "temperament": boss},
            "preferred_ask": ASK,
        }
    )
    for concern, seed in [(name, seed) for name in ("timing", "policy", "fairness") for seed in range(4)]:
        decision = Decision(Move.PRESS, concern, "", Act.OPTIONS, answer="detail")
        text = voice.speak(scenario, (), "Which weeks do you mean?", decision, seed).text
        assert text
        assert not text.startswith(("That I", "That it", "That you", "Honestly, that"))
