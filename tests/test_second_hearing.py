"""Heard rightly at a second look: conditions, other people, denials, digs, clarifying questions and exact answers."""

import pytest

from assistant.domain import Reading
from assistant.listening.accusing import accuses
from assistant.listening.acts import asked
from assistant.listening.conduct import Conduct
from assistant.listening.grounds import grounded
from assistant.listening.plain import answers, fully
from tests.talking import TYPES

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
    assert not accuses(said)


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
    assert accuses(said) == said


@pytest.mark.parametrize(
    "said",
    [
        "I know that you don't have time for me these days, so I'll be short.",
        "You've got a habit of deciding things for people in front of the customers.",
        "You have a way of forgetting what you promised.",
        "What else do you want, a medal?",
        "What more do you expect from me, a miracle?",
        "That's a bit rich.",
        "You never find time for your own team.",
        "You have quite a talent for finding excuses.",
    ],
)
def test_a_dig_at_the_boss_is_heard(said: str) -> None:
    assert Conduct().tone(said).get("jab") == said


@pytest.mark.parametrize(
    "said",
    [
        "I know you don't have much time this week.",
        "If you don't have time for me now, I come back on Monday.",
        "You've got a habit of checking the rota twice, and I'd keep that.",
        "What else do you need from me?",
        "What else do you want to see, a page or a list?",
        "You have a way of explaining it that I'd like to learn.",
        "You don't have time for the stock count, so I'd do it.",
        "The soil is a bit rich in lime.",
    ],
)
def test_what_is_only_said_of_the_boss_is_no_dig(said: str) -> None:
    assert "jab" not in Conduct().tone(said)


@pytest.mark.parametrize(
    "said",
    [
        "So what I'm after: coordinating the night visits in all three homes, two days a week.",
        "What I'm after is leading the late crew.",
        "Do you see room for me to take on the export desk this year?",
        "Could I be the one who opens the second kitchen?",
        "Is there a way I could run the Monday clinic?",
        "I was wondering whether I might take over the stock room.",
        "Would there be a chance for me to join the design group in May?",
        "Any chance that I train the apprentices from May?",
        "Is there any possibility of me moving to the day shift?",
        "Maybe I'd like to be the person who plans the tours.",
    ],
)
def test_an_ask_in_the_form_of_a_question_is_an_ask(said: str) -> None:
    assert "change" in asked(said, frozenset())


@pytest.mark.parametrize(
    "said",
    [
        "Do you see a problem with the rota?",
        "What I'm after is a straight answer.",
        "I was wondering how you see my year.",
        "Could I be honest?",
        "Is there a chance we talk about it?",
        "Do you see room for improvement?",
        "I was wondering whether you had a minute.",
        "I might be wrong about the rota.",
    ],
)
def test_a_wish_for_words_is_no_ask(said: str) -> None:
    assert "change" not in asked(said, frozenset())


BOSS = "I'd want a bit more rope first. I won't have us underwater in May, and some of it is above my grade."


@pytest.mark.parametrize(
    "said",
    [
        "More rope meaning what? More weeks in the bakery or a second oven?",
        "Underwater how, you mean the invoices or the two of us?",
        "You mean the pay or the post?",
        "By rope you mean more time?",
        "Rope for what?",
        "Above whose grade, you mean yours?",
        "And do you mean the days or the nights?",
        "More rope being what exactly?",
    ],
)
def test_a_word_of_the_boss_asked_back_is_a_question(said: str) -> None:
    assert Conduct().asks(said, BOSS) == "meant"


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("What would you need to see?", "help"),
        ("I don't understand what you mean.", ""),
        ("Ida does my Tuesdays, ok?", ""),
        ("I mean the budget or the people.", ""),
        ("More weeks in the bakery, that's what I offer.", ""),
        ("How about Ida taking it?", ""),
        ("What do you mean?", "worry"),
    ],
)
def test_other_questions_stay_what_they_were(said: str, asks: str) -> None:
    assert Conduct().asks(said, BOSS) == asks


@pytest.mark.parametrize(
    ("concern", "said", "whole"),
    [
        ("not_my_decision", "That's yours to give without any committee.", True),
        ("not_my_decision", "The seed budget of my plot is yours to give.", True),
        ("not_my_decision", "You can sign the rota yourself.", False),
        ("not_my_decision", "What you can decide on your own is the Tuesday.", False),
        ("policy", "A signature is exactly what you get on Friday, hers.", False),
        ("policy", "I'd ask HR today and bring you the answer by Monday 17 May.", False),
        ("policy", "I'll write to the chamber tonight and send you their reply.", False),
        ("policy", "Nothing starts before the union has answered in writing.", True),
        ("budget", "So there's nothing on top of this year's budget.", True),
        ("budget", "Until January it's inside what you've already got.", True),
        ("budget", "It is free.", True),
        ("budget", "It costs you nothing, the supplier pays the course.", True),
        ("budget", "It doesn't cost anything extra.", True),
        ("budget", "I don't need anything else, the van is there.", False),
        ("budget", "The Sunday hours have been vacant since spring.", False),
        ("loyalty", "If I ever think of going, you hear it from me before anyone else.", False),
        ("loyalty", "You'd be the first to know.", False),
    ],
)
def test_an_exact_answer_to_what_the_boss_asked_for_is_one(concern: str, said: str, whole: bool) -> None:
    kind = TYPES[concern]
    assert bool(list(fully(kind, said))) is whole
    assert whole or list(answers(kind, said))


@pytest.mark.parametrize(
    ("concern", "said"),
    [
        ("not_my_decision", "Is it yours to decide?"),
        ("not_my_decision", "The decision is yours to give."),
        ("not_my_decision", "It isn't up to you to decide."),
        ("policy", "You get it on Friday."),
        ("policy", "Nothing starts before May."),
        ("policy", "I'll ask Jo and bring you a coffee."),
        ("budget", "There is nothing more to say on the rota."),
        ("budget", "What you've got is a good team."),
        ("loyalty", "You hear a lot first."),
        ("loyalty", "Did you hear about the fair?"),
    ],
)
def test_what_only_sounds_like_it_answers_nothing(concern: str, said: str) -> None:
    kind = TYPES[concern]
    assert not [*fully(kind, said), *answers(kind, said)]


@pytest.mark.parametrize(
    ("move", "quote", "said", "ground"),
    [
        ("evidence", "since ten minutes", "The ask is in front of you since ten minutes: one sheet.", None),
        ("evidence", "You said in spring I never led a crew", "You said in spring I never led a crew, so let me.", None),
        ("evidence", "since October", "I don't start at three any more since October, so it is an hour.", None),
        ("evidence", "since May", "Waste went from 40 trays to 12 since May.", "Waste went from 40 trays to 12 since May."),
        ("evidence", "I trained two", "I trained two of them last year.", "I trained two"),
        ("cover", "I haven't said anything about cover", "I haven't said anything about cover yet.", None),
        (
            "cover",
            "I haven't said anything about cover",
            "I haven't said anything about cover yet. Solveig takes my group that one day.",
            "Solveig takes my group that one day.",
        ),
    ],
)  # fmt: skip
def test_a_move_rests_on_words_that_show_it(move: str, quote: str, said: str, ground: str | None) -> None:
    heard = Reading(1, {move: True}, {move: quote}, "test", elements=frozenset({move}))
    reading = grounded(heard, said)
    assert (reading.has(move), reading.quotes.get(move)) == (ground is not None, ground)
    assert (move in reading.elements) is (ground is not None)


@pytest.mark.parametrize(
    "said",
    [
        "I'm free on Monday.",
        "The room is free on Mondays.",
        "It's not free.",
        "It costs nothing if we do it ourselves.",
        "It costs next to nothing.",
    ],
)
def test_what_is_not_free_of_charge_settles_no_money(said: str) -> None:
    assert not list(fully(TYPES["budget"], said))
