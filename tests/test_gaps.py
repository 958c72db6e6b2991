"""What a draft asks for and lacks, told from its words alone; and a reply without its threats."""

import pytest

from assistant.listening.threats import without_threats
from assistant.scoring.gaps import kind, seems_said
from assistant.scoring.tone import ASK, presses


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("I'd like a raise from June.", "pay"),
        ("I would like to stand under the crane, so it needn't raise the load twice.", ""),
        ("I like to be boat driver. I have licence from home.", ""),
        ("I'd like to get my forklift licence.", "learning"),
    ],
)
def test_what_is_asked_for_is_told_by_the_words_that_ask(text, about):
    assert kind(text) == about


@pytest.mark.parametrize(
    "text", ["I should like to move to days.", "I like to join the crew.", "Am I getting the round?"]
)
def test_ways_to_ask(text):
    assert ASK.search(text)


def test_time_made_up_is_cover_and_a_polite_threat_presses():
    assert seems_said("cover", "I'd leave at two and make it up after the feast.")
    assert presses("Kindly move me, otherwise I will be compelled to take my own decision.")


@pytest.mark.parametrize(
    ("reply", "rest"),
    [
        ("Nadia does it. And if not, I'm going to the competition.", "Nadia does it."),
        ("Nadia does it. This is no threat, I'm not leaving.", "Nadia does it. This is no threat, I'm not leaving."),
        ("I'll be looking elsewhere.", ""),
    ],
)  # fmt: skip
def test_threats_go_and_the_plan_stays(reply, rest):
    assert without_threats(reply) == rest
