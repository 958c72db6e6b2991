"""What a text says of people, dates and daily work is what the scenario says, and what is left out is named."""

from datetime import date, time

import pytest

from assistant.domain import Manager, Meeting, Note, Scenario, User
from assistant.writing.clashes import starts_in_probation
from assistant.writing.embedded import EmbeddedWriter
from assistant.writing.parse import parse_ask
from assistant.writing.private import Piece
from assistant.writing.results import is_duty, stays_behind
from assistant.writing.somebody import names, people

ASK = "I'd like to lead the boat tours from 2 June."


def case(**given) -> Scenario:
    ask = given.pop("preferred_ask", ASK)
    user, boss = given.pop("user", User("Ana Ruiz", "clerk")), given.pop("manager", Manager("Linda Gray"))
    return Scenario(user, boss, ask, **given)


def draft(kind: str, **given) -> str:
    return EmbeddedWriter().write(kind, case(**given)).markdown


@pytest.mark.parametrize(
    ("cover", "who"),
    [
        ("Ilse sits at the switchboard on those days.", ["Ilse"]),
        ("Benoit drives the early round then.", ["Benoit"]),
        ("Petra and Malik watch the ovens meanwhile.", ["Petra", "Malik"]),
        ("Goran answers the phones on Fridays.", ["Goran"]),
        ("I've asked Dora and she is happy to swap.", ["Dora"]),
        ("The Denmark tours take the longest.", []),
        ("You look at the figures in June.", []),
    ],
)
def test_whoever_does_something_is_somebody(cover, who):
    assert people(cover, names(cover)) == who


def test_who_has_not_agreed_is_asked_and_who_has_is_not():
    plain = draft("agenda", preferred_ask=f"{ASK} Ilse sits at the switchboard on those days.")
    assert "Ilse would sit at the switchboard on those days." in plain
    fact = draft("agenda", preferred_ask=f"{ASK} My switchboard is covered by Ilse on those days.")
    assert "on those days, if Ilse agrees." in fact
    told = draft(
        "agenda", preferred_ask=f"{ASK} Ilse sits at the switchboard on those days, she does not know yet."
    )
    assert "Ilse would sit at the switchboard on those days; she does not know yet." in told
    agreed = draft(
        "agenda", preferred_ask=f"{ASK} Ilse sits at the switchboard on those days, she has agreed."
    )
    assert "Ilse sits at the switchboard on those days; she has agreed." in agreed


def test_a_sentence_that_fits_no_row_stands_below_the_table():
    plan = draft(
        "transition_plan", preferred_ask=f"{ASK} I've asked Dora and she is happy to swap her desk days."
    )
    assert "| [which part of my work] | Dora |" in plan
    assert "\nI've asked Dora and she is happy to swap her desk days.\n" in plan
    row = draft(
        "transition_plan",
        preferred_ask=f"{ASK} I run the ticket desk alone on Mondays, and Dora could take that over.",
    )
    assert "| The ticket desk | Dora | on Mondays |" in row


def test_two_people_agree_in_the_plural():
    plan = draft(
        "not_now_plan",
        preferred_ask=f"{ASK} Petra and Malik take the ticket desk.",
        constraints=(Note("Nobody else knows the ticket desk"),),
    )
    assert "Petra and Malik agree to cover the ticket desk" in plan


@pytest.mark.parametrize(
    ("text", "duty"),
    [
        ("I do the stock list every week", True),
        ("I've been keeping the log book since March", True),
        ("Since week nine I plan the ferry crews", True),
        ("I do the rota for 40 people", False),
        ("I plan the crews; nobody has missed a sailing since May and overtime fell", False),
        ("I speak Finnish", False),
        ("I hold a forklift licence", False),
        ("I mended the winch in two hours", False),
        ("The skippers come to me first", False),
    ],
)
def test_work_that_goes_on_is_no_result(text, duty):
    assert is_duty(text) is duty


def test_a_duty_is_named_as_one_and_asks_for_a_result():
    brief = draft("brief", evidence=(Note("I do the stock list every week"),))
    assert "- I do the stock list every week.\n- [a result from the last 6 to 12 months" in brief
    assert "[a result from the last 6 to 12 months, with a number or a date]" in brief


def test_what_the_user_did_alone_does_not_stay_when_they_go():
    assert not stays_behind("I ran the boathouse alone all summer")
    assert stays_behind("Tove now closes the boathouse alone")
    assert stays_behind("I wrote the guide for the boathouse on my own") is False


TRIAL = User("Ana Ruiz", "clerk", tenure="4 months; probation until 31 August 2027")
MEETING = Meeting(date=date(2027, 5, 4), start=time(9))


def test_nothing_is_said_to_wait_that_is_asked_for_earlier():
    for ask, early in (
        (ASK, True),
        ("I'd like to lead the boat tours as soon as possible.", True),
        ("I'd like to lead the boat tours from 1 October.", False),
        ("I'd like to lead the boat tours.", False),
    ):
        scenario = case(preferred_ask=ask, user=TRIAL, meeting=MEETING)
        assert starts_in_probation(scenario) is early
        text = EmbeddedWriter().write("agenda", scenario).markdown
        assert ("I am asking for a start before that" in text) is early
        assert ("Nothing has to be settled before the probation review" in text) is not early


def test_a_start_in_a_sentence_of_its_own_stays_with_the_ask():
    for tail, told in (
        ("Start after the regatta.", "I'd like to lead the boat tours, with a start after the regatta."),
        ("Two days a week, from 2 June.", "I'd like to lead the boat tours, two days a week, from 2 June."),
        (
            "From 2 June, two days a week, and Tove minds the shop then.",
            "tours, from 2 June, two days a week.",
        ),
    ):
        text = draft("invitation", preferred_ask=f"I'd like to lead the boat tours. {tail}")
        assert told in text
    imperative = parse_ask([Piece("I'd like the tours.", "a"), Piece("From May give me Mondays off.", "a")])
    assert len(imperative.change) == 2


def test_a_stop_rule_and_a_review_are_told_apart_from_the_cover():
    stop = "If three guests complain by August I hand them back."
    assert f"## How we would judge it\n\n- {stop}\n" in draft("brief", preferred_ask=f"{ASK} {stop}")
    joined = f"{ASK} Tove covers the shop, and we check the bookings in September."
    brief = draft("brief", preferred_ask=joined)
    assert "Tove would cover the shop." in brief
    assert "- I suggest that we check the bookings in September.\n" in brief


def test_a_lost_date_is_named():
    many = f"{ASK} We look at the takings and the weather on 9 August. " + "The boats need paint. " * 20
    made = EmbeddedWriter().write("invitation", case(preferred_ask=many))
    lost = "9 August" not in made.markdown
    assert lost is any("9 August" in one.text for one in made.withheld)


def test_the_card_says_what_to_leave_out_and_none_of_it():
    card = EmbeddedWriter().write(
        "five_acts",
        case(
            preferred_ask=f"{ASK} I'm fed up with being overlooked.",
            constraints=(Note("My knee is bad", private=True),),
        ),
    )
    assert "**Leave out today:** grievances; what you marked as private." in card.markdown
    assert "knee" not in card.markdown
    assert "overlooked" not in card.markdown
    assert "Leave out today" not in draft("five_acts")
    assert "Leave out today" not in draft("agenda", preferred_ask=f"{ASK} I'm fed up with waiting.")


def test_a_gap_is_asked_once():
    same = (
        Note("The jetty is closed by the council until spring"),
        Note("The jetty rules come from the council"),
    )
    for kind in ("agenda", "brief", "transition_plan"):
        text = draft(kind, constraints=same)
        assert "until spring. The jetty rules come from the council. [who asks, what is needed" in text
        assert text.count("[who asks, what is needed, and by when]") == 1


def test_nobody_who_minds_is_nobody_who_could_do_it():
    listened = draft("agenda", constraints=(Note("Nobody reads the notices"),))
    assert "who does it then" not in listened
    alone = draft("agenda", constraints=(Note("Nobody else can steer the ferry"),))
    assert "Nobody else can steer the ferry. [who learns it and looks after it, and from when]" in alone


def test_what_the_boss_says_of_the_user_is_not_read_back():
    said = (Note("She says I am too new for it"),)
    agenda = draft("agenda", constraints=said)
    assert "too new" not in agenda
    assert "- Whether I am ready for this: [what would show that I can do it, and by when]" in agenda


def test_a_question_is_told_as_one():
    note = draft("note", preferred_ask="Could I take the boat tours from 2 June?")
    assert "I asked whether I could take the boat tours from 2 June." in note
