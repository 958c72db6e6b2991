"""Whose worry an answer is for: a good one to another worry settles nothing here, and is heard there."""

from __future__ import annotations

import pytest

from assistant.domain import Prompted
from assistant.listening.at_hand import ELSEWHERE, PARAMETERS, AtHand
from assistant.settings import Settings
from assistant.wiring import Wiring

ASK = "From September I'd like to run the seed bank two days a week."
COVER = "Ilse waters the glasshouse on those two days; she did it all last August and has said yes."
STAYING = "I'm not going anywhere. I've bought a house round the corner and I want to be here in ten years."
RULES = (
    "I asked HR, and paragraph 12 of the agreement allows it with four weeks' notice; the form is filled in."
)
MONEY = "It costs nothing extra: the £900 comes out of the training money, which is not used up."
LATER = "Then not before the harvest. I start on 3 October, when the last lorry is out."
RAISED = {
    "coverage": "And who does the glasshouse while you're in there?",
    "loyalty": "Tell me straight, are you halfway out of the door?",
    "policy": "HR has its rules, and I won't be the one who bends them.",
    "budget": "There's no money for this. None.",
    "timing": "The worst moment of the whole year, this is.",
}
FULL = {"coverage": COVER, "loyalty": STAYING, "policy": RULES, "budget": MONEY, "timing": LATER}


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    return Wiring(Settings(profile=tmp_path_factory.mktemp("p"), engine="embedded"))


def asked(concern: str, **more: object) -> Prompted:
    return Prompted(ASK, concern, RAISED[concern], **more)


@pytest.mark.parametrize("concern", FULL)
def test_an_answer_to_it_keeps_its_level(parts, concern):
    item = (asked(concern), FULL[concern])
    [alone], [at_hand] = parts.listener.read([item]), parts.at_hand.read([item])
    assert at_hand.level == alone.level > 0
    assert at_hand.here == 2
    assert ELSEWHERE not in at_hand.notes


@pytest.mark.parametrize(
    ("concern", "other"), [(mine, other) for mine in FULL for other in FULL if mine != other]
)
def test_a_good_answer_to_another_worry_never_settles_this_one(parts, concern, other):
    [reading] = parts.at_hand.read([(asked(concern), FULL[other])])
    assert reading.level < 2


def test_what_goes_less_far_here_says_why(parts):
    [reading] = parts.at_hand.read([(asked("timing"), MONEY)])
    [alone] = parts.listener.read([(asked("timing"), MONEY)])
    assert reading.level < alone.level
    assert ELSEWHERE in reading.notes


def test_an_opening_a_departure_and_a_worry_of_ones_own_are_read_as_they_are(parts):
    own = Prompted(ASK, "noise", "The seed bank is right above my office.")
    for item in ((Prompted(ASK, "", ""), COVER), (asked("budget", departure=True), COVER), (own, COVER)):
        assert parts.at_hand.read([item]) == parts.listener.read([item])


@pytest.mark.parametrize(
    ("concern", "said", "other"),
    [
        ("coverage", f"Hm, that I have to think about. {STAYING}", "loyalty"),
        ("budget", "Ilse waters the glasshouse on those two days, she has said yes.", "coverage"),
        ("timing", f"October, then, after the harvest. {MONEY}", "budget"),
        ("loyalty", f"No, I'm staying. {RULES}", "policy"),
    ],
)
def test_an_answer_to_a_worry_that_is_not_on_the_table_is_heard_there(parts, concern, said, other):
    reading = parts.turn_listener.hear(asked(concern), said, ())
    assert other in {one.partition("/")[0] for one in reading.speaks}
    assert concern not in {one.partition("/")[0] for one in reading.speaks} | reading.deals


@pytest.mark.parametrize(
    "said",
    [
        "Can I think about it until tomorrow?",
        "You always find something, don't you?",
        "I see what you mean, thank you.",
        "That is what I had hoped to hear from you.",
    ],
)
def test_what_answers_nothing_speaks_to_no_other_worry(parts, said):
    reading = parts.turn_listener.hear(asked("coverage"), said, ())
    assert not reading.speaks
    assert not reading.deals


def test_half_an_answer_without_any_known_move_counts_where_it_is_for_this_worry(parts):
    said = "The glasshouse I would show to one of the apprentices, though she is a little slow still."
    assert parts.turn_listener.hear(asked("coverage"), said, ()).level == 1
    assert parts.turn_listener.hear(asked("loyalty"), said, ()).level == 0


def test_an_answer_to_the_next_of_kin_counts_as_well(parts):
    # Judges took full answers to "bad moment" and "not now" for each other's.
    item = (Prompted(ASK, "deferral", "Not now. Ask me again some time."), LATER)
    assert parts.at_hand.read([item])[0].level == parts.listener.read([item])[0].level > 0


def test_the_parameters_are_small():
    assert PARAMETERS.stat().st_size < 300_000
    assert AtHand(None).whose("Ilse waters the glasshouse on those two days, she has said yes.") == "coverage"
