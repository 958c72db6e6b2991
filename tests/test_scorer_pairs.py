"""Minimal pairs: a small change of meaning must move the right score in the right direction."""

from __future__ import annotations

import pytest

from assistant.encoding.minilm import MiniLmEncoder
from assistant.scoring.embedded import EmbeddedScorer

SPECIFIC, FRAMED = "specificity", "business_framing"

# (trap, axis, the better text, the worse text)
PAIRS = [
    (
        "denied cover",
        SPECIFIC,
        "I'd like Fridays in the lab from March; Noor covers my bench.",
        "I'd like Fridays in the lab from March; I don't know who would cover my bench.",
    ),
    (
        "denied dates",
        SPECIFIC,
        "Could I lead the audit from 3 May until the end of June?",
        "Could I lead the audit? I have no dates in mind yet.",
    ),
    (
        "no digits",
        SPECIFIC,
        "Let me run the Tuesday clinic until Easter.",
        "Let me do more clinics at some point.",
    ),
    (
        "vague wish",
        SPECIFIC,
        "I'd like to run the night rota for six weeks from Monday.",
        "I'd like more responsibility and to grow.",
    ),
    (
        "irrelevant digits",
        SPECIFIC,
        "I'd like two days a week on the pricing project from April.",
        "I've been here 11 years, 4 months and 6 days and I'd like something new.",
    ),
    (
        "jargon",
        SPECIFIC,
        "I'd like to chair the weekly planning meeting from September.",
        "I'd like to leverage a more strategic remit across the transformation journey.",
    ),
    (
        "background only",
        SPECIFIC,
        "Please release me on Wednesdays for the course, ten weeks from 8 January.",
        "I have worked on three teams, trained eleven people and know every system here.",
    ),
    (
        "thanks only",
        SPECIFIC,
        "Could I shadow Priya for two mornings a week in May?",
        "Thank you so much for everything this year, it means a lot to me.",
    ),
    (
        "with review",
        SPECIFIC,
        "I'd like to take over the Leeds accounts in June. Can we review it on 1 September?",
        "I'd like to take over the Leeds accounts.",
    ),
    (
        "with measure",
        SPECIFIC,
        "Let me do the scheduling for four weeks; if late orders are not below ten a week, Tom takes it back.",
        "Let me do the scheduling for a while and we'll see.",
    ),
    (
        "amount",
        SPECIFIC,
        "I'd like to spend one day a week on training the new starters, from October.",
        "I'd like to spend some time on training people.",
    ),
    (
        "someone else's detail",
        SPECIFIC,
        "I want to move to the Antwerp desk from 1 June for three months.",
        "My sister moved to an Antwerp desk on 1 June for three months. I'd like a change too.",
    ),
    (
        "taken back",
        SPECIFIC,
        "I'd like maths lead from January, with Nia handing over before half-term.",
        "I had meant to ask for maths lead from January, but forget it, please.",
    ),
    (
        "decision wanted",
        SPECIFIC,
        "I'd like the deputy post from April. Can you tell me yes or no by Friday the 14th?",
        "I'd like the deputy post, whenever it suits.",
    ),
    (
        "hypothetical",
        SPECIFIC,
        "I'd like to work from home on Mondays from 1 March.",
        "If I were ever to work from home, it might be a Monday, who knows.",
    ),
    (
        "threat",
        FRAMED,
        "I'd like the lead role, because it would cut our overtime by a third.",
        "Give me the lead role or I'm leaving.",
    ),
    (
        "comparison",
        FRAMED,
        "I'd like a senior title so that clients deal with one person and stop calling twice.",
        "I want a senior title. Ben got his and he does half of what I do.",
    ),
    (
        "personal wish",
        FRAMED,
        "Let me learn the new press, so that we stop paying the agency every weekend.",
        "Let me learn the new press, I'm bored and it would look good on my CV.",
    ),
    (
        "mechanism",
        FRAMED,
        "If I take the morning calls, the engineers lose two interruptions an hour and finish the release sooner.",
        "If I take the morning calls it will be great for everybody.",
    ),
    (
        "jargon without gain",
        FRAMED,
        "I'd take the returns desk; we refund forty orders a week that could be exchanged.",
        "I'd drive synergies and unlock value through a more strategic alignment.",
    ),
    (
        "grievance",
        FRAMED,
        "We lose two customers a week to slow quotes. I'd do the quotes on Mondays.",
        "I'm sick of being overlooked. I'd do the quotes if anybody cared.",
    ),
    (
        "sarcasm",
        FRAMED,
        "I could train the new starters, which saves the supervisors ten hours a month.",
        "Oh, how lovely, another new starter for me to train for nothing, as usual.",
    ),
    (
        "entitlement",
        FRAMED,
        "In two years I cut returns from 9% to 4%; as lead I would do the same for the second line.",
        "I've been here two years, so I deserve to be lead.",
    ),
    (
        "plain benefit",
        FRAMED,
        "Let me open on Sundays. People knock and we send them to the shop next door.",
        "Let me open on Sundays. I need the money.",
    ),
    (
        "risk answered",
        FRAMED,
        "I'd take the Hull route. If deliveries slip, I go back the same week, so you risk nothing.",
        "I'd take the Hull route. I fancy a change.",
    ),
    (
        "manager's goal",
        FRAMED,
        "You said the audit backlog must be gone by June. Let me work on it two days a week and it will be.",
        "I would enjoy audit work. Let me do it two days a week.",
    ),
    (
        "polite threat",
        FRAMED,
        "I'd be glad to stay on and build the team, so that you need no contractor.",
        "I'd be glad to stay, but another firm is waiting for my answer, so please decide well.",
    ),
    (
        "succession",
        FRAMED,
        "When Joan retires nobody can do the VAT. Teach me now and the return goes out on time.",
        "When Joan retires I want her office and her salary.",
    ),
    (
        "promise broken",
        FRAMED,
        "I'd like the project: it frees Sam for sales, which is where we are short.",
        "You promised me the project last year and, as always, nothing happened.",
    ),
    (
        "employee benefit dressed up",
        FRAMED,
        "Working from home on Fridays gives me four quiet hours for the reports that go out late now.",
        "A happy employee is a good employee, so let me stay at home on Fridays.",
    ),
]


@pytest.fixture(scope="module")
def scores():
    texts = [text for _, _, *pair in PAIRS for text in pair]
    found = EmbeddedScorer(MiniLmEncoder()).score(texts)
    return dict(zip(texts, found, strict=True))


@pytest.mark.parametrize(("trap", "axis", "better", "worse"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_pair_is_ordered_right(scores, trap, axis, better, worse):
    assert getattr(scores[better], axis) > getattr(scores[worse], axis), trap
