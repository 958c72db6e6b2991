"""An ask for more pay is told by one rule, and is advised and written about as what it is."""

from dataclasses import replace

import pytest

from assistant.domain import Assessment, Finding
from assistant.engine.policy import opening
from assistant.scenario import load_scenario
from assistant.scoring.advice import EmbeddedAdviser
from assistant.scoring.gaps import kind
from assistant.speaking.permits import of_the_ask
from assistant.speaking.room import about_pay
from assistant.text.pay import asks_pay
from assistant.writing.embedded import EmbeddedWriter
from tests.talking import BOSSES, TYPES

RISES = [
    "I'd like 23 euros an hour instead of 21 from October, because I close the till alone now.",
    "Could my day rate go from 210 to 230 from Easter?",
    "I'd like a salary review in March, since I have run the archive alone for a year.",
    "Please put my wages up by 4 percent from June; the queue at the hatch is half as long.",
    "I'm asking for 7% more from October, because nothing has come back from the wards since spring.",
    "I would like to be paid as a forewoman from May, as I have led the blue gang since the autumn.",
    "Could you put me up one band? I took over the rota in August and no shift has been empty.",
    "I'd like a bonus of 900 for the stocktaking that we closed a week early.",
    "Can we talk about my pay?",
    "I'd like to go from 21.50 to 23.40 an hour from February.",
    "I'm asking for an extra 200 a month from May, as I keep the cold store alone.",
    "I'd like 2,800 gross instead of 2,550 from June.",
    "Could I be brought into line with the new hires' wages by Easter?",
    "I'd like the next pay step in April.",
]
BY_THE_FIGURE = [
    "I'd like to go from 16.20 to 18 euros an hour from May.",
    "I want 21 an hour from 1 July, as I train the new drivers.",
    "I'd like a better rate for the Sunday boat.",
    "I want more per hour on the crane.",
    "I'd like to be on 38,500 from January.",
    "I'd like to earn what the other fitters earn.",
]
OTHERS = [
    "I'd like to bake 40 trays a day instead of 30 from October.",
    "I don't want more money, only the Saturday stall.",
    "I'd like to raise the question of the second oven.",
    "The rise in complaints worries me; I'd like to look into it.",
    "I would like to work 80 percent from May.",
    "I'd like paid leave for the exam week.",
    "We bake 20 percent more loaves; I'd like a second pair of hands.",
    "I'd like the course in April; I pay half of it.",
    "May I run the tasting? It needs no extra pay.",
    "I'd like to spend up to 20 euros a week on seeds.",
    "I'd like to start at 7.40 instead of 9.00 from May.",
    "I'd like a better rate of returns on the bottles.",
    "I'd like to start at 9.00 instead of 7.30.",
    "I'd like to bring our ward into line with the other wards.",
    "I'd like an extra 30 hours a month on the night desk.",
]


@pytest.mark.parametrize("ask", RISES)
def test_more_pay_is_heard_in_many_wordings(ask):
    assert asks_pay(ask)
    assert kind(ask) == "pay"


@pytest.mark.parametrize("ask", BY_THE_FIGURE)
def test_a_figure_or_a_rate_is_more_pay_as_well(ask):
    assert asks_pay(ask)


@pytest.mark.parametrize("ask", OTHERS)
def test_other_asks_are_not_taken_for_it(ask):
    assert not asks_pay(ask)


def advised(ask: str, **present: str) -> list[str]:
    found = {name: Finding(True, quote) for name, quote in present.items()}
    names = ("change", "amount", "time", "cover", "measure", "next_step", "benefit", "mechanism", "evidence")
    names += ("alignment", "risk", "negative_tone")
    read = Assessment(3.0, 3.0, {name: found.get(name, Finding(False)) for name in names}, "embedded")
    review = EmbeddedAdviser().advise(ask, read)
    return [piece.element for piece in review.advice] + list(review.rewrite.blanks)


@pytest.mark.parametrize("ask", RISES)
def test_nobody_who_asks_for_pay_is_asked_for_a_task_or_who_covers(ask):
    wanted = " ".join(advised(ask))
    assert not [word for word in ("cover", "mechanism", "task", "days", "who takes over") if word in wanted]


def test_a_rise_with_a_figure_is_a_defined_change_and_a_wish_for_one_is_not():
    assert "change" not in advised("I would like 6 percent more, because I brought in four new growers.")
    assert "change" in advised("I'd like a rise some time.")
    assert "[which pay, from what to what?]" in advised("I'd like a rise some time.")


@pytest.mark.parametrize(
    "reason", ["I brought in four growers", "I halved the waste", "I took over the kiln"]
)
def test_results_in_the_reason_are_what_speaks_for_it(reason):
    assert "evidence" not in advised(f"I would like 6 percent more from May, because {reason} last year.")


def written(scenario, what: str, ask: str) -> str:
    return (
        EmbeddedWriter().write(what, replace(scenario, preferred_ask=ask, options=(), evidence=())).markdown
    )


@pytest.mark.parametrize("ask", RISES)
@pytest.mark.parametrize("what", ["agenda", "brief", "invitation"])
def test_papers_name_the_pay(scenario, what, ask):
    text = written(scenario, what, ask)
    assert "my pay" in text
    assert "my role" not in text
    assert "in that role" not in text


@pytest.mark.parametrize(
    "ask",
    [
        "I'd like to lead the night gang from May, with a pay rise of 5 percent.",
        "I would like to be deputy head from June and get a raise of 4 percent.",
        "Could I take over the dispatch desk for more money?",
    ],
)
def test_pay_that_comes_with_a_role_is_not_the_subject(scenario, ask):
    assert "my pay" not in written(scenario, "agenda", ask)


def test_the_reason_of_a_rise_is_not_told_again_as_cover(scenario):
    ask = "I am asking for a raise of 6 percent from March, as I now run the night shift alone."
    assert written(scenario, "agenda", ask).count("run the night shift alone") == 1


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        ("Please raise my rate to 17 an hour from May.", "I would like you to raise my rate to 17 an hour"),
        ("Please put me on the early gang from May.", "I would like you to put me on the early gang"),
        ("Please consider my transfer to the yard in Gent from May.", "I would like you to consider my transfer"),
    ],
)  # fmt: skip
def test_a_command_becomes_a_wish(scenario, ask, told):
    assert told in written(scenario, "brief", ask)


def test_the_talk_knows_it_too(scenario):
    assert all(about_pay(replace(scenario, preferred_ask=ask)) for ask in RISES)
    assert not any(about_pay(replace(scenario, preferred_ask=ask)) for ask in OTHERS)


@pytest.mark.parametrize(
    "question",
    ["pay rise", "raise", "salary", "how should I ask for more money?", "I want a raise for what I did"],
)
def test_who_looks_for_a_rise_finds_what_can_be_said_of_it(coach, question):
    [found] = coach.library.search([question], 3)
    assert found.passages[0].guidance_ids == ("accomplishments-with-numbers",)


@pytest.mark.parametrize(
    "question",
    [
        "what does a train driver earn",
        "how much of a raise is usual after a year?",
        "average salary of a welder",
    ],
)
def test_what_a_fair_sum_would_be_is_still_not_answered(coach, question):
    [found] = coach.library.search([question], 3)
    assert not found.answerable


@pytest.mark.parametrize("difficulty", ["realistic", "hard"])
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    "ask", ["I want 21 from 1 July.", "I'd like to go from 16.20 to 18 euros an hour from May."]
)
def test_a_wage_worries_nobody_about_cover_hands_learning_or_the_calendar(ask, seed, difficulty):
    case, _ = load_scenario(
        {
            "id": "deckhand",
            "user": {"name": "Aino Salo", "role": "deckhand"},
            "manager": {"name": "Pekka Lind", "temperament": "sceptical", "trust": "medium"},
            "preferred_ask": ask,
            "options": ["A pay rise to 21 euros an hour", "Mate on the Sunday boat", "A week of course time"],
            "constraints": [
                "If she pays one more, the other deckhands will ask too",
                "Fuel prices are up and margins are thin",
                "The ferry contract is up for renewal in October",
            ],
        }
    )
    kind = of_the_ask(case)
    assert kind["pay"]
    state = opening(BOSSES["sceptical"], TYPES, seed=seed, difficulty=difficulty, trust="medium", **kind)
    worries = [concern.id for concern in state.concerns]
    assert not {"coverage", "headcount", "readiness", "timing", "no_path"} & set(worries)
    # each of the three constraints, and what would be no worry about a wage is one to wait for
    assert {*worries[:3]} == {"fairness", "budget", "deferral"}


def test_a_figure_alone_is_no_pay_where_the_case_is_not_about_pay():
    case, _ = load_scenario(
        {
            "id": "baker",
            "user": {"name": "Aino Salo", "role": "baker"},
            "manager": {"name": "Pekka Lind", "temperament": "busy", "trust": "medium"},
            "preferred_ask": "I want 12 from 1 July.",
            "options": ["Twelve market stalls"],
            "constraints": [],
        }
    )
    assert not of_the_ask(case)["pay"]
