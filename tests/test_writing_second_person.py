"""Facts of work about the boss are said to the boss; what is opinion, private or uncertain gives nothing."""

import pytest

from assistant.domain import Manager, Note, Scenario, User
from assistant.writing.private import sift
from assistant.writing.second_person import turned

FACTS = [
    ("HR wants the manager's signature", "HR wants your signature."),
    ("I'm his only banqueting chef", "I'm your only banqueting chef."),
    ("The staffing norm, he can't be one adult short", "The staffing norm: we can't be one adult short."),
    ("Prices are fixed in May and he needs somebody on it", "Prices are fixed in May and you need somebody on it."),
    ("February is when she does the inventory", "February is when you do the inventory."),
    ("She has only just trained me", "You have only just trained me."),
    ("He has two other teachers on leave", "You have two other teachers on leave."),
    ("She says everyone wants off the phones", "You have said that everyone wants off the phones."),
    ("He doesn't know which roles there will be", "It is still open which roles there will be."),
    ("He signs the rota on Fridays and I ask him for it", "You sign the rota on Fridays and I ask you for it."),
    ("Linda needs somebody on steel", "You need somebody on steel."),
    ("It needs her agreement", "It needs your agreement."),
]  # fmt: skip
NO_FACTS = [
    "He thinks I complained about him to the union",
    "He has taken a loan for the second shop",
    "His daughter may want to come into the business",
    "He has lost two heads of department this year",
    "He says the board prefers an outsider",
    "He never says no and never says yes",
    "She's firefighting releases and skips 1:1s",
    "He takes any remark about workload as criticism",
    "He wants me out",
    "She wants to retire next year",
    "My boss does not read my reports.",
    "He works late and wants to see the numbers",
    "The budget is hers",
    "She wants two people on Tuesdays and thinks I am slow",
]


@pytest.mark.parametrize(("about", "to"), FACTS)
def test_a_fact_of_work_is_said_to_the_boss(about, to):
    assert turned(about, ("Linda",)) == to


@pytest.mark.parametrize("text", NO_FACTS)
def test_opinion_private_matters_and_uncertain_grammar_are_not_turned(text):
    assert turned(text, ("Linda",)) == ""


def test_where_somebody_else_may_be_meant_the_wording_holds_either_way():
    text = "Tuesday is the consultant's round and she wants experienced people on it"
    assert (
        turned(text, others=True)
        == "Tuesday is the consultant's round and experienced people are needed on it."
    )
    assert turned("Friday is the consultant's round and she signs it", others=True) == ""


def test_of_two_clauses_the_fact_stays():
    found = sift(case(constraints=(Note("Linda is the only vet and is afraid of longer hours"),)), "brief")
    assert [piece.text for piece in found.constraints] == ["You are the only vet."]


def case(ask="I'd like Tuesdays on audits.", **changes):
    return Scenario(User("Ana Ruiz", "clerk"), Manager("Linda Gray"), ask, **changes)


def reasons(scenario):
    return {item.text: item.why for item in sift(scenario, "brief").withheld}


def test_the_reason_given_is_the_true_one():
    found = reasons(
        case(
            constraints=(
                Note("He takes any move as betrayal"),
                Note("His daughter may join the firm"),
                Note("He says the board prefers an outsider"),
            )
        )
    )
    assert "how you see your boss" in found["He takes any move as betrayal"]
    assert "boss's own business" in found["His daughter may join the firm"]
    assert "about others" in found["He says the board prefers an outsider"]


def test_a_threat_that_rests_on_the_search_leaves_its_wish_behind():
    threat = "If the grade review does not happen this month I will accept one of them."
    scenario = case(f"I am interviewing with two other companies. {threat}")
    found = sift(scenario, "brief")
    assert [piece.text for piece in found.ask] == ["I would like the grade review to happen this month."]
    assert "decide yourself whether you say it, and when" in reasons(scenario)[threat]


def test_an_offer_to_take_something_on_is_no_threat():
    ask = "If Tom agrees I would take it on Mondays."
    assert [piece.text for piece in sift(case(ask), "brief").ask] == [ask]
