"""What the boss hears: no false accusation, no threat rewarded, questions are questions. Lines that real trials got wrong."""

import pytest

from assistant.domain import Act
from assistant.listening.conduct import Conduct, bare_date
from assistant.listening.safety import SafetyPatterns
from tests.talking import hearing

ASK = "I would like to run the sensory panel on Tuesdays and Thursdays from 1 March to the end of June."


@pytest.fixture(scope="module")
def hear(wiring):
    return hearing(wiring, ASK, about="timing", line="This is a bad moment.")


@pytest.mark.parametrize(
    "said",
    [
        "I've planned eleven small jobs since May, on my own, and none came back.",
        "I'll send you the list on Monday, and if late parcels go above 25 a week we stop.",
        "Could we try it until the end of June and look at the come-backs together on 30 June?",
        "What else would have to be true for you to say yes?",
        "Sorry, that was out of line. You're right about the Mondays. What exactly did you hope for?",
        "They answer yes or no until 15 February, then we talk again.",
        "No. I want to stay here for years.",
        "I'm not threatening to leave, Helen. I'm asking to do a three-month trial. I want to stay on this ward.",
        "Then let me do it for three months only, and if the numbers are worse than now I go back to full bedside.",
        "The tissue viability nurse signed off my dressings assessment in September.",
        "bananas bananas potassium",
        "This deadline is killing me.",
        "I don't know.",
        "Thanks for making time.",
    ],
)
def test_no_false_accusation(hear, said: str) -> None:
    for concern in ("", "timing", "loyalty"):
        reading = hear(said, concern)
        assert not reading.has("ultimatum")
        assert not reading.has("grievance")


@pytest.mark.parametrize(
    "said",
    [
        "If you don't give me the job I will quit and take two good pickers with me.",
        "If I don't get the team leader job by the end of the month I'm out of here.",
        "Say yes by Friday or I leave.",
        "Either I get the post or I'll look elsewhere.",
    ],
)
def test_a_threat_is_heard_and_reassures_nobody(hear, said: str) -> None:
    reading = hear(said, "loyalty")
    assert reading.has("ultimatum")
    assert reading.level == 0


@pytest.mark.parametrize(
    "said",
    ["I'm fed up with being passed over, you never listen.", "It's not fair, everyone else got a course."],
)
def test_a_grievance_is_heard(hear, said: str) -> None:
    assert hear(said).has("grievance")


@pytest.mark.parametrize(
    "said",
    [
        "What would you want to see before you are comfortable?",
        "What worries you most about it?",
        "When would be a better time for you?",
    ],
)
def test_an_open_question_moves_it_on_and_settles_nothing(hear, said: str) -> None:
    for concern in ("timing", "readiness", "budget"):
        reading = hear(said, concern)
        assert reading.has("question")
        assert reading.level == 1


@pytest.mark.parametrize("said", ["no", "trust me", "ok"])
def test_a_word_or_two_answer_nothing(hear, said: str) -> None:
    assert hear(said, "readiness").level == 0


def test_telling_of_work_is_no_ask_and_a_plain_ask_is_one(hear) -> None:
    told = hear("I trained Yanis from nothing and he holds the oven alone on Mondays since January.", "")
    assert "change" not in told.elements
    assert Act.OPTIONS not in told.acts
    opened = hear(
        "Thanks for making time, Declan. I'd like to talk about my next step here. Since I took over the stock list in spring, we have had no emergency orders.",
        "",
    )
    assert "change" not in opened.elements
    assert {Act.PURPOSE} <= opened.acts
    told = "Thanks for the time. I want to talk about where I can add most over the next year. Since March I run the triage, and my cases cut the check to five hours."
    assert "change" not in hear(told, "").elements
    assert "change" in hear("I'd like to be the wound care link nurse, one day a week.", "").elements


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("I would like to go to the glaze lab.", True),
        ("I'm moving to the glaze lab after the fair.", True),
        ("I'd like to talk to you about the glaze lab.", False),
        ("I'm going to be frank about the glaze lab.", False),
        ("The glaze lab was closed in spring.", False),
        ("I'm going to the market on Monday.", False),
    ],
)
def test_whoever_asks_in_the_words_they_have_written_down_has_asked(wiring, said: str, asks: bool) -> None:
    heard = hearing(wiring, "I'd like to work in the glaze lab from May.", about="")(said)
    assert ("change" in heard.elements) is asks


def test_saying_it_again_is_noticed(hear) -> None:
    line = "Jonas covers both mornings, he did it in October."
    assert hear(line, "coverage", earlier=[line]).repeats
    assert hear(line, "coverage", earlier=[line]).level == 0


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("I want to die.", "self_harm"),
        ("I think about ending my life.", "self_harm"),
        ("Nobody would miss me if I was gone.", "self_harm"),
        ("I am going to hurt Dave.", "danger"),
        ("He keeps touching me in the store room.", "harassment"),
        ("They said no because I'm pregnant.", "discrimination"),
        ("My father died two weeks ago and I can't sleep.", "distress"),
        ("We're going to hit the numbers.", None),
        ("I can't go on two courses at once.", None),
        ("I want to kill the Friday report.", None),
        ("I don't want to live in Leeds.", None),
    ],
)
def test_danger_is_noticed_and_idioms_are_not_danger(said: str, topic: str | None) -> None:
    stop = SafetyPatterns().notice(said)
    assert (stop.topic if stop else None) == topic


@pytest.mark.parametrize(
    "said",
    [
        "I'd hate to have to look at the other offer.",
        "There are other teams in town who would have me.",
        "I will not let this go, and HR will be interested to hear about it.",
        "If it's a no again I might as well see what the harbour pays.",
        "A recruiter called me last week, just so you know.",
    ],
)
def test_a_veiled_threat_is_heard_and_answers_nothing(hear, said: str) -> None:
    reading = hear(said, "readiness")
    assert reading.has("ultimatum")
    assert reading.level == 0


@pytest.mark.parametrize(
    "said",
    [
        "HR told me that a change of duties needs only your signature.",
        "I'd hate to leave the team alone in May, so I start in June.",
        "Other teams would take one of my on-call days, Arjun asked them.",
        "The director would like to see a plan, so I'd bring one.",
        "It's hard to replace the pump, so we clean it.",
        "Marek takes my calls on that day, and if two lifts are down at once I leave the training.",
    ],
)
def test_what_only_sounds_like_one_is_no_threat(hear, said: str) -> None:
    assert not hear(said, "readiness").has("ultimatum")


@pytest.mark.parametrize("said", ["Understood, but by Friday.", "I understand. Then 12 June."])
def test_i_see_and_a_date_answer_a_worry_about_time_alone(hear, said: str) -> None:
    for concern in ("coverage", "performance", "budget", "fairness"):
        reading = hear(said, concern)
        assert reading.level == 0
    assert not bare_date("Thabo covers from 12 June.")


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("What would make it easier for you?", "help"),
        ("When exactly would you decide?", "decide"),
        ("Which date can you give me?", "date"),
        ("OK. And when does the freeze end?", "when"),
        ("How many people do you have for customs?", "fact"),
        ("Would you support it if the new nurses were here?", "whether"),
        ("Who decides that, you or the head?", "who"),
        ("Shall I put 30 March in your diary?", ""),
        ("Does Kevin know that I asked?", "fact"),
        ("I start on Monday.", ""),
    ],
)
def test_what_a_question_wants_to_know(said: str, asks: str) -> None:
    assert Conduct().asks(said) == asks
