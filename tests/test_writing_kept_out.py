"""The list of what was kept out: nothing that stands in the text is on it, and each reason is the true one."""

import pytest

from assistant.domain import Manager, Note, Scenario, User
from assistant.writing.embedded import EmbeddedWriter
from assistant.writing.private import sift

ASK = "I'd like two mornings a week on the seed trials from 3 May. Jonas takes the counter those mornings."


def case(ask=ASK, tenure="3 years", **changes):
    return Scenario(User("Mira Lund", "seller", tenure=tenure), Manager("Erik Holm"), ask, **changes)


def shown(kind, scenario):
    artefact = EmbeddedWriter().write(kind, scenario)
    return artefact.markdown, {one.text: one.why for one in artefact.withheld}


@pytest.mark.parametrize("kind", ["brief", "agenda", "five_acts"])
def test_a_result_told_with_a_gap_for_its_figures_is_not_listed_as_a_whole(kind):
    told = "Complaints about late trays went down, but I don't have the figures here"
    text, kept = shown(kind, case(evidence=(Note(told), Note("Sales of bulbs rose by 12 percent in 2026"))))
    assert "Complaints about late trays went down [the figures]" in text
    assert told not in kept
    assert "gap" in kept["I don't have the figures here"]


def test_a_result_that_the_text_does_not_tell_is_listed():
    evidence = [Note(f"I cut the waste of {what} by {n} percent") for n, what in enumerate(
        ("roses", "tulips", "ferns", "palms", "herbs", "moss"), 20)]  # fmt: skip
    text, kept = shown("brief", case(evidence=tuple(evidence)))
    assert kept
    for note in evidence:
        assert (note.text in kept) != (note.text in text)


def test_the_proposal_is_said_to_speak_of_a_limit_only_where_its_words_do():
    limit, season = "No new staff before 2029", "The mornings at the counter are busy"
    _, kept = shown("agenda", case(constraints=(Note(limit),)))
    assert "speaks of it" not in kept.get(limit, "")
    _, kept = shown("agenda", case(constraints=(Note(season),)))
    assert "speaks of it" in kept.get(season, "speaks of it")


@pytest.mark.parametrize(
    "worry",
    [
        "He worries that I'm too young for it",
        "She is afraid the night crew will go where I go",
        "He doubts my staying power",
    ],
)
def test_a_worry_about_the_user_is_no_view_of_the_boss(worry):
    [kept] = sift(case(constraints=(Note(worry),)), "transition_plan").withheld
    assert "worry of your boss" in kept.why


@pytest.mark.parametrize("view", ["He forgets what he promised", "She worries about everything"])
def test_a_view_of_the_boss_stays_one(view):
    [kept] = sift(case(constraints=(Note(view),)), "transition_plan").withheld
    assert "how you see your boss" in kept.why


def test_an_invitation_during_probation_has_room_for_the_reason():
    ask = "I'd like to move to the greenhouse in June. I know the plants, and the greenhouse has a vacancy."
    text, kept = shown("invitation", case(ask, "4 months; probation until 31 August 2027"))
    assert "the greenhouse has a vacancy" in text
    assert not any("vacancy" in one for one in kept)


def test_what_the_user_does_not_know_is_said_to_be_no_part_of_the_proposal():
    _, kept = shown("brief", case(f"I don't know what comes after the counter. {ASK}"))
    assert "no part of the proposal" in kept["I don't know what comes after the counter."]


def test_feedback_that_a_text_asks_for_first_is_said_to_be_in_it():
    way = "Wait and ask for feedback first"
    scenario = case(tenure="4 months; probation until 31 August 2027", options=(Note(way),))
    _, kept = shown("agenda", scenario)
    assert "comes first in this text" in kept[way]
    _, kept = shown("agenda", case(options=(Note(way),)))
    assert "another way" in kept[way]
    assert "comes first" not in kept[way]
