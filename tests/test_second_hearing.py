"""Heard rightly at a second look: conditions, other people, denials, digs, clarifying questions and exact answers."""

import pytest

from assistant.listening.conduct import Conduct

EARLIER = [
    "If it comes to nothing I stay on the north round and ask you again at Easter.",
    "I asked the union's Ms Hald which paragraph it is, and she answers by Friday.",
]
PROMISED = ["Sanne takes my Tuesday clinics, and payroll knows."]


@pytest.mark.parametrize(
    "said",
    [
        "If she says no, we drop it.",
        "And if payroll turns it down I stay where I am.",
        "In case he refuses I do the late round myself.",
        "We stop it if they say no after all.",
        "Rune would take my stock list, I haven't asked him yet.",
        "Rune would take my stock list. I haven't asked him yet.",
        "Rune I haven't asked, he's only about the stock list.",
        "Should the board refuse, I hand it back.",
    ],
)
def test_a_condition_and_another_person_take_nothing_back(said: str) -> None:
    assert Conduct().takes_back(said, EARLIER) == ()


@pytest.mark.parametrize(
    "said",
    [
        "I haven't actually asked Sanne yet.",
        "Sanne said no.",
        "She can't do it after all.",
        "Payroll was never asked, sorry: nobody has asked payroll.",
        "I made that up.",
    ],
)
def test_what_is_plainly_taken_back_still_is(said: str) -> None:
    assert Conduct().takes_back(said, PROMISED) == (PROMISED[0], said)


@pytest.mark.parametrize(
    "said",
    [
        "The others get the training before their turn, and the day ward can say no until then.",
        "About favourites: who says that?",
        "As for the others, the two new ones wont feel passed over, I'd offer each of them a morning.",
        "Nobody on the ward gets overlooked that way.",
        "I don't want anybody to feel ignored.",
        "Joke takes my Tuesday shift.",
        "I'm not saying it was unfair.",
        "No one would be taken for granted.",
    ],
)
def test_care_for_others_and_what_is_denied_accuse_nobody(said: str) -> None:
    assert not Conduct().accuses(said)


@pytest.mark.parametrize(
    "said",
    [
        "The others get everything and I get the nights.",
        "Everyone else got a rise.",
        "I won't be ignored again, I've been ignored for years.",
        "You never listen to us.",
        "It isn't fair on me.",
        "You have favourites and we all know.",
        "This is a joke.",
    ],
)
def test_a_grievance_is_still_one(said: str) -> None:
    assert Conduct().accuses(said) == said
