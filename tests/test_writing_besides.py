"""Beside a text: dates that do not fit, what it had no room for; and in it thanks and questions that name something real."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.domain import Manager, Meeting, Note, Scenario, Style, User
from assistant.writing.clashes import clashes
from assistant.writing.courtesy import thanks
from assistant.writing.embedded import EmbeddedWriter
from assistant.writing.gains import gain_gap, measure
from assistant.writing.parse import parse_ask
from assistant.writing.private import Piece, sift


def case(ask="I'd like two days a week on audits from 1 June. Tom covers my desk.", **changes):
    base = Scenario(User("Ana Ruiz", "clerk", country="Spain", tenure="4 years"), Manager("Linda Gray"), ask)
    return replace(base, **changes)


def on(tenure):
    return User("Ana Ruiz", "clerk", country="Spain", tenure=tenure)


MAY = Meeting(date=date(2027, 5, 12))


@pytest.mark.parametrize(
    ("scenario", "says"),
    [
        (
            case(user=on("14 weeks; probation until 31 July 2027"), meeting=MAY),
            "probation until 31 July 2027",
        ),
        (case(user=on("five months, on probation until September")), "probation until September"),
        (case(constraints=(Note("June is the audit of the whole house"),)), "“June is the audit"),
        (
            case(
                "I'd like to start at the desk in September and hand the bookings to Tom over six weeks.",
                constraints=(Note("August is fully booked"),),
            ),
            "fall into August",
        ),
        (
            case("I'd like to apply for the buyer post, which closes on 3 May.", meeting=MAY),
            "comes after 3 May",
        ),
        (
            case(
                "I'd stay until 28 August.", options=(Note("My last day would be on 30 June"),), meeting=MAY
            ),
            "28 August and 30 June",
        ),
    ],
)
def test_dates_that_do_not_fit_are_named(scenario, says):
    [found] = clashes(scenario)
    assert says in found
    assert found in EmbeddedWriter().write("agenda", scenario).notes
    assert found not in EmbeddedWriter().write("agenda", scenario).markdown


@pytest.mark.parametrize(
    "scenario",
    [
        case(),
        case(user=on("probation until 31 May 2027"), meeting=MAY),
        case(user=on("on probation until January")),  # nobody knows which comes first
        case(constraints=(Note("August is fully booked"),)),
        case(constraints=(Note("June is the audit of the whole house", private=True),)),
        case("I'd like to apply for the buyer post, which closes on 3 June.", meeting=MAY),
        case("I'd like Tuesdays on audits. We look at it in June and decide on 30 July.", meeting=MAY),
    ],
)
def test_dates_that_fit_or_may_fit_are_left_alone(scenario):
    assert clashes(scenario) == ()


def test_what_there_was_no_room_for_is_listed():
    told = [
        "Cleared the 90 old invoices",
        "Wrote the list for newcomers",
        "Taught Tom the till",
        "Sold two vans",
        "Mended the gate",
    ]
    scenario = case(evidence=tuple(map(Note, told)), options=(Note("Join the finance crew"),))
    agenda = EmbeddedWriter().write("agenda", scenario)
    lost = [item.text for item in agenda.withheld]
    assert lost == ["Taught Tom the till", "Mended the gate", "Join the finance crew"]
    # What has a figure to it goes last.
    assert "Sold two vans" not in lost
    # A note records what was said in the talk; it tells no results by design.
    assert not EmbeddedWriter().write("note", scenario).withheld


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("She has only just trained me for the bench", "training me for the bench"),
        ("Linda gave me the Thursday round in March", "giving me the Thursday round in March"),
        ("Linda never gave me the round", ""),
        ("I trained Tom", ""),
    ],
)
def test_thanks_name_something_real(note, said):
    assert thanks(sift(case(evidence=(Note(note),), constraints=(Note(note),)), "brief")) == said


def test_a_warm_text_thanks_and_a_plain_one_does_not_have_to():
    scenario = case(constraints=(Note("She has only just trained me for the bench"),))
    warm, plain = (
        EmbeddedWriter().write("agenda", scenario, Style(tone)).markdown for tone in ("warm", "plain")
    )
    assert "Thank you for making the time, and for training me for the bench." in warm
    assert "training me" not in plain


@pytest.mark.parametrize(
    ("review", "what"),
    [
        ("At the end of July we look at the waste and the till and decide.", "the waste and the till"),
        ("On 30 June we count the direct bookings and say yes or no.", "the direct bookings"),
        ("If the bread costs more than now by Easter, we stop.", "the cost of the bread"),
        ("We decide in May.", ""),
    ],
)
def test_the_question_for_the_gain_is_about_what_will_be_looked_at(review, what):
    ask = parse_ask([Piece("I'd like Tuesdays on audits.", "preferred_ask"), Piece(review, "preferred_ask")])
    assert measure(ask) == what
    assert what in gain_gap("trial", ask)


def test_every_kind_of_ask_has_its_own_question():
    ask = parse_ask([Piece("I'd like Tuesdays on audits.", "preferred_ask")])
    kinds = ("trial", "role", "move", "course", "hours", "title", "conditions", "vague")
    assert len({gain_gap(kind, ask) for kind in kinds}) == len(kinds)


def test_a_need_of_theirs_names_the_place():
    ask = (
        "I would like to go over to the microbiology bench, they have said they need one more pair of hands."
    )
    assert (
        "At the microbiology bench they have said they need"
        in EmbeddedWriter().write("brief", case(ask)).markdown
    )


def test_work_that_is_kept_beside_the_new_needs_no_cover():
    scenario = case(
        "I'd like to keep the irrigation book as well as my round, about half a day a week from 1 October."
    )
    for kind in ("agenda", "brief"):
        text = EmbeddedWriter().write(kind, scenario).markdown
        assert "[how my round still gets done, or what can wait]" in text
        assert "looks after my present work" not in text


def test_whoever_goes_says_why_a_busy_time_is_told_of_now():
    scenario = case(
        "I am leaving. My last day would be 30 August.",
        constraints=(Note("Contracts for the next season go out in June"),),
    )
    assert (
        "go out in June: that is why I am telling you now."
        in EmbeddedWriter().write("agenda", scenario).markdown
    )


def test_the_only_one_for_something_names_the_question_and_not_the_price():
    note = Note("I'm his only banqueting chef")
    covered = case(
        "I'd like to go to the central kitchen in May. I'd hand banqueting over to Marta.",
        constraints=(note,),
    )
    for kind in ("agenda", "brief", "note", "not_now_plan", "transition_plan"):
        assert "only banqueting chef" not in EmbeddedWriter().write(kind, covered).markdown
    plan = EmbeddedWriter().write("not_now_plan", covered).markdown
    assert "| Who covers the work | Marta agrees to take over banqueting [from when] |" in plan
    open_still = case("I'd like to go to the central kitchen in May.", constraints=(note,))
    assert (
        "- Who covers the work: [who does it then, and from when]"
        in EmbeddedWriter().write("brief", open_still).markdown
    )
