"""Texts as whoever sends them wants them: the news is told in person, the best proof stays, nothing speaks for the user."""

from dataclasses import replace

import pytest

from assistant.domain import Manager, Note, Scenario, Style, User
from assistant.writing.embedded import EmbeddedWriter
from assistant.writing.obstacles import worry_rows
from assistant.writing.parse import parse_ask
from assistant.writing.private import Piece, sift
from assistant.writing.results import strongest
from assistant.writing.voice import spoken

ASK = "I'd like to lead the boat tours from 2 June."
EXIT = (
    "I'm leaving for a ship at sea. I'd stay until the regatta on 28 August, write the mooring guide, and share the jetty with "
    "Tove from July so you've seen her before you choose. I'd ask you for a reference."
)


def case(ask: str = ASK, **given) -> Scenario:
    base = Scenario(
        User("Ana Ruiz", "harbour clerk (night desk)", tenure="4 years"), Manager("Linda Gray"), ask
    )
    return replace(base, **{name: _notes(value) for name, value in given.items()})


def _notes(value):
    return tuple(map(Note, value)) if isinstance(value, list) else value


def write(kind: str, ask: str = ASK, length: str = "full", tone: str = "plain", **given):
    return EmbeddedWriter().write(kind, case(ask, **given), Style(tone, length))


@pytest.mark.parametrize("tone", ["plain", "warm", "formal"])
def test_an_invitation_does_not_give_the_news_away(tone):
    made = write("invitation", EXIT, tone=tone)
    assert "hear" in made.markdown.split("- **When")[0]
    for word in ("leav", "handover", "hand ", "sea", "next step", "Tove", "good hands"):
        assert word not in made.markdown, word
    assert "I'm leaving for a ship at sea." in [one.text for one in made.withheld]
    assert not any("no room" in one.why for one in made.withheld)


@pytest.mark.parametrize("kind", ["agenda", "brief", "transition_plan"])
def test_what_tells_the_news_is_handed_over_in_the_talk(kind):
    assert any("in the talk, or send it afterwards" in note for note in write(kind, EXIT).notes)
    assert not any("tells the news" in note for note in write(kind).notes)


def test_a_promise_keeps_what_the_boss_has_of_it():
    letter = write("resignation_note", EXIT).markdown
    assert "share the jetty with Tove from July so you've seen her before you choose" in letter
    plan = write("transition_plan", EXIT).markdown
    assert "| The jetty (shared) | Tove | from July |" in plan
    assert "\nI will share the jetty with Tove from July so you've seen her before you choose.\n" in plan


def test_whoever_moves_in_the_house_promises_what_they_said_and_resigns_nothing():
    ask = "I'm going to apply for the harbour master vacancy. I'd stay until the regatta is over and train Tove on the tide tables."
    made = write("resignation_note", ask)
    assert "I will stay until the regatta is over and train Tove on the tide tables." in made.markdown
    assert "employment ends" not in made.markdown
    assert "my work as harbour clerk. This" in made.markdown
    assert any("Tove" in note for note in made.notes)


def test_a_letter_of_resignation_is_dated_with_an_eye_on_what_falls_due():
    due = write(
        "resignation_note", special=("considering_leaving",), constraints=["The bonus is paid on 30 April"]
    )
    assert any("“The bonus is paid on 30 April”" in note for note in due.notes)
    assert "bonus" not in due.markdown
    other = write("resignation_note", special=("considering_leaving",), constraints=["The jetty is closed"])
    assert not any("Before you date" in note for note in other.notes)


def test_where_nothing_may_be_said_the_user_is_told():
    threat = "I'll tell her that I have another offer and that she has until Friday to match it."
    for kind in ("note", "agenda", "not_now_plan"):
        assert any("Nothing of what you mean to say" in note for note in write(kind, threat).notes), kind
        assert not any("Nothing of what you mean to say" in note for note in write(kind).notes), kind


RESULTS = [
    "I wrote the guide for newcomers",
    "I painted the ticket office",
    "I moved the bookings into one list",
    "Waiting at the gate went from 20 minutes to 6",
    "Nobody fell on the jetty in the two winters that I salted it",
]


def test_the_strongest_results_are_the_last_to_go():
    pieces = [Piece(text, "evidence") for text in RESULTS]
    kept = [piece.text for piece in strongest(pieces, 3)]
    assert kept == [RESULTS[0], RESULTS[3], RESULTS[4]]
    assert strongest(pieces, 9) == pieces
    short = write("brief", length="short", evidence=RESULTS)
    assert "20 minutes to 6" in short.markdown
    assert "Nobody fell" in short.markdown
    assert {one.text for one in short.withheld} == {RESULTS[1], RESULTS[2]}


def test_a_result_is_not_told_by_another_one_that_shares_its_words():
    evidence = [
        *RESULTS[:3],
        "I planned the jetty repairs in 9 days instead of 14",
        "The repairs at the jetty were planned",
    ]
    made = write("brief", length="short", evidence=evidence)
    assert evidence[4] not in made.markdown
    assert evidence[4] in [one.text for one in made.withheld]


def test_the_list_beside_a_text_says_what_the_user_wrote():
    made = write("note", length="short", constraints=["She has seen three summer plans fail"])
    assert [one.text for one in made.withheld] == ["She has seen three summer plans fail"]


@pytest.mark.parametrize(
    ("constraint", "listed"),
    [
        ("She never answers a mail", False),
        ("She's always in the workshop and skips our talks", False),
        ("He takes every question as an attack", False),
        ("She says the council decides", True),
        ("She wonders whether I would stay", True),
        ("She needs me at the gate in August", True),
        ("He doesn't know what the budget will be", True),
        ("She has lost two skippers", True),
        ("Nobody else knows the tide tables", True),
    ],
)
def test_what_the_boss_is_like_does_not_come_up_in_the_talk(constraint, listed):
    card = write("five_acts", constraints=[constraint])
    assert (constraint in card.markdown) is listed
    assert bool([one for one in card.withheld if one.text == constraint]) is not listed


@pytest.mark.parametrize(
    ("constraint", "tip"),
    [
        ("The crew norm, we can't be one hand short", "not counted already"),
        ("He has seen three summer plans fail", "keeps this one going"),
        ("The boats belong to a separate company", "change of company"),
        ("Wednesday is the fuel delivery and nobody else is on the quay", "another day"),
        ("Friday is the fuel delivery and nobody else is on the quay", "who could learn it"),
        ("Posts are frozen", "no new position"),
    ],
)
def test_a_tip_fits_the_obstacle(constraint, tip):
    card = write("five_acts", "I'd like to lead the boat tours on Wednesdays.", constraints=[constraint])
    assert tip in card.markdown.split("If it comes up")[1].split("## 5")[0]


def test_no_post_is_needed_where_somebody_covers():
    ask = f"{ASK} Tove covers my desk on those days."
    assert "no new post" not in write("agenda", ask, constraints=["No new posts until 2028"]).markdown
    card = write("five_acts", ask, constraints=["No new posts until 2028"]).markdown
    assert "until 2028. **Your answer:** Tove would cover my desk" in card
    assert "without a new post" in write("agenda", constraints=["No new posts until 2028"]).markdown


def test_a_handover_plan_speaks_of_the_work_and_not_of_the_user():
    about_me = ["She has only just trained me", "Nobody else can steer the ferry"]
    plan = write("transition_plan", constraints=about_me).markdown
    assert "steer the ferry" in plan
    assert "training" not in plan


def test_work_of_every_week_is_named_in_the_cover_plan():
    plan = write(
        "transition_plan", evidence=["I keep the tide log every morning", "Mended the crane in May"]
    ).markdown
    assert "- Keeping the tide log every morning: [stays with me, or who does it]" in plan
    assert "crane" not in plan
    offered = write("transition_plan", f"{ASK} Tove covers my desk on Mondays, she offered.").markdown
    assert "\nTove covers my desk on Mondays; she offered.\n" in offered


def test_a_record_tells_what_was_proposed_and_nothing_of_oneself():
    ask = "I'd like to move to the pilot boats. I know the harbour. Tove covers my desk that day. A student could do the gate."
    note = write("note", ask).markdown
    assert "- I asked to move to the pilot boats [from when, and how much of my time]." in note
    assert "I proposed that Tove would cover my desk" in note
    assert "I know the harbour" not in note
    assert "I said that" not in note


def test_what_goes_on_needs_no_day_on_which_it_begins():
    note = write("note", f"{ASK} I'd keep the tide log going.").markdown
    assert "| I | keep the tide log going | as before |" in note


def test_two_sentences_in_one_get_a_stop_between_them():
    assert (
        spoken("Cleared the shed, about 40 ropes were rotten")
        == "I cleared the shed; about 40 ropes were rotten"
    )
    assert spoken("Waste was 30%, since the spring it's been 12").startswith("Waste was 30%; since")
    assert spoken("We sold 40 tickets, 12 of them abroad") == "We sold 40 tickets, 12 of them abroad"


def test_the_start_of_a_post_belongs_to_the_post():
    told = write(
        "brief",
        "I want to go for lock keeper at the upper gate, it's on the board until 3 May, start in June.",
    ).markdown
    assert "; it's on the board until 3 May and would start in June." in told


def test_no_sentence_is_doubted_that_proposes():
    def cover(text):
        return write("brief", f"{ASK} {text}").markdown.split("**Cover:** ")[1].splitlines()[0]

    assert cover("I'd hand the desk over to Tove in May.") == "I'd hand the desk over to Tove in May."
    assert cover("Tove covers the desk.") == "Tove would cover the desk."
    assert cover("The desk is covered by Tove.") == "The desk is covered by Tove, if Tove agrees."


def test_an_answer_about_a_new_post_needs_somebody():
    scenario = case(f"{ASK} I'd keep my desk.", constraints=["Posts are frozen"])
    sifted = sift(scenario, "five_acts")
    [(_, answer, _)] = worry_rows(sifted.constraints, parse_ask(sifted.ask), {}, scenario, leaving=False)
    assert answer.startswith("[")


@pytest.mark.parametrize(
    ("worry", "answered"),
    [
        ("Mondays are full", True),
        ("Fridays are full", False),
        ("Nobody else knows the tide tables", False),
        ("Nobody else knows the ticket desk", True),
    ],
)
def test_cover_answers_the_day_and_the_work_that_it_names(worry, answered):
    card = write("five_acts", f"{ASK} Tove covers the ticket desk on Mondays.", constraints=[worry]).markdown
    answer = card.split("**Your answer:** ")[1]
    assert answer.startswith("Tove would cover") is answered


def test_a_room_that_is_full_is_no_busy_day():
    room = write("agenda", constraints=["The boat shed is full of old ropes"]).markdown
    assert "which date is better" not in room
    assert "which date is better" in write("agenda", constraints=["Mondays are completely full"]).markdown


def test_an_invitation_about_hours_says_what_is_asked():
    mail = write(
        "invitation", "I'd like to go down to four days a week from May. Tove covers my Friday desk."
    ).markdown
    assert "I'd like to go down to four days a week from May." in mail
    assert "go through with you how the work would be covered" in mail


def test_a_trial_period_is_no_reason_to_argue_against_oneself():
    ana = User("Ana Ruiz", "clerk", tenure="4 months; probation until 31 August 2027")
    mail = write("invitation", ASK, user=ana).markdown
    assert "Then I would like your view of this: I'd like to lead the boat tours from 2 June." in mail
    assert "asking for a start before" not in mail
    asked = write("invitation", "Could I move to the pilot boats in June?", user=ana).markdown
    assert "Then I would like to ask you: Could I move to the pilot boats in June?" in asked


def test_work_that_the_ask_is_about_is_no_present_work():
    evidence = ["I do the boat tours in winter", "I do the tide log every morning"]
    plan = write("transition_plan", evidence=evidence).markdown
    assert "- The tide log every morning: [stays with me, or who does it]" in plan
    assert "tours in winter" not in plan


@pytest.mark.parametrize(
    ("review", "told"),
    [
        (
            "At the end of August we look at the bookings.",
            "I suggest that at the end of August we look at the bookings.",
        ),
        ("We decide on 3 September.", "I suggest that we decide on 3 September."),
        (
            "On 3 September we count and decide.",
            "I suggest that on 3 September we count and decide.",
        ),
        ("We could look at the bookings in May.", ". We could look at the bookings in May."),
        (
            "If two guests complain by August I hand them back.",
            "If two guests complain by August I hand them back.",
        ),
    ],
)
def test_before_the_talk_a_review_is_a_suggestion(review, told):
    assert told in write("invitation", f"{ASK} {review}").markdown
    assert f"- {told.removeprefix('. ')}" in write("brief", f"{ASK} {review}").markdown
    assert "I suggest" not in write("five_acts", f"{ASK} {review}").markdown


def test_a_short_brief_has_no_section_for_one_gap():
    ask = "I'm going to apply for the harbour master vacancy that closes on 3 May. Tove covers the desk."
    short, full = (write("brief", ask, length).markdown for length in ("short", "full"))
    assert "## Dates" not in short
    assert "## Dates\n\n- **My handover is done by:** [date]" in full
    present = short.split("## Present work")[1].split("\n## ")[0]
    assert "- **My handover is done by:** [date]" in present
    unknown = write("brief", ask.replace(" that closes on 3 May", ""), "short").markdown
    assert "## Dates\n\n- **Applications close:** [date]\n- **My handover" in unknown


@pytest.mark.parametrize(("tone", "told"), [("plain", "so you've seen"), ("formal", "so that you have seen")])
def test_a_spoken_clause_is_a_full_one_in_a_formal_letter(tone, told):
    ask = "I am leaving to study. I'd stay to 28 August and show Nils the locks from June so you've seen him before you choose."
    assert f"{told} him before you choose" in write("resignation_note", ask, tone=tone).markdown


def test_what_everybody_knows_of_ones_trial_period_is_no_proposal():
    ana = User("Ana Ruiz", "clerk", tenure="4 months; probation until 31 August 2027")
    agenda = write("agenda", f"{ASK} I'm on probation until 31 August.", user=ana).markdown
    assert "I'm on probation" not in agenda
    assert "my probation runs until 31 August 2027" in agenda
    told = write("agenda", f"{ASK} I'm on the harbour committee until 31 August.", user=ana).markdown
    assert "I'm on the harbour committee" in told


def test_what_is_looked_at_of_the_user_is_no_gain_of_the_house():
    mine = write("brief", f"{ASK} You check my log every Friday.").markdown
    assert "what this does for my log" not in mine
    assert (
        "what this does for the bookings" in write("brief", f"{ASK} We check the bookings in May.").markdown
    )


def test_a_farewell_card_says_why_it_leaves_a_result_out():
    card = write(
        "five_acts", EXIT, evidence=["I ran 40 tours in the rain", "I wrote the guide for the jetty"]
    )
    [lost] = [one for one in card.withheld if one.text == "I ran 40 tours in the rain"]
    assert "what stays when you go" in lost.why
    assert "no room" not in lost.why
