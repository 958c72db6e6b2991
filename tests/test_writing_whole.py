"""Nothing that the user entered is lost in silence: it stands in the text, or beside it with why."""

import json
import re
from pathlib import Path

import pytest

from assistant import catalog
from assistant.domain import ARTEFACT_KINDS, Manager, Note, Scenario, Style, User
from assistant.scenario import load_scenario
from assistant.text.segment import sentences
from assistant.writing.embedded import EmbeddedWriter
from assistant.writing.wording import stems, unescape

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "evals/data/scenarios.jsonl").read_text("utf-8").splitlines()
]
ASK = "I'd like to lead the boat tours from 2 June."
TOLD_FIRST = stems("know tell told hear heard rather")
"""That the boss is to hear of it from the user stands there in other words."""
BY_DESIGN = {
    "invitation": {"evidence", "constraints"},
    "note": {"evidence", "options"},
    "transition_plan": {"evidence", "options"},
    "resignation_note": {"evidence", "options", "constraints"},
}
"""What a kind never tells; then one sentence beside it says so."""


def case(**given) -> Scenario:
    user, boss = given.pop("user", User("Ana Ruiz", "clerk")), given.pop("manager", Manager("Linda Gray"))
    return Scenario(user, boss, given.pop("preferred_ask", ASK), **given)


def write(kind: str, length: str = "full", **given):
    return EmbeddedWriter().write(kind, case(**given), Style(length=length))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_every_entered_piece_is_accounted_for(row):
    scenario, writer = load_scenario(dict(row))[0], EmbeddedWriter()
    for kind in ARTEFACT_KINDS:
        made = writer.write(kind, scenario)
        listed = stems(" ".join(one.text for one in made.withheld))
        there = stems(unescape(made.markdown)) | listed
        for field in ("evidence", "options", "constraints"):
            if field in BY_DESIGN.get(kind, ()):
                assert catalog.table("writing")["by_design"][kind] in made.notes
                continue
            for note in getattr(scenario, field):
                # What is about the boss or a third person is reworded ("in your head"), so half of the words have to do.
                wanted = stems(note.text)
                assert len(wanted & there) >= len(wanted) / 2, (kind, field, note.text)
        for part in sentences(scenario.preferred_ask) if kind != "resignation_note" else ():
            wanted = stems(part.text) - TOLD_FIRST
            assert len(wanted & there) >= len(wanted) / 2, (kind, "ask", part.text)


def test_an_obstacle_without_room_is_listed_and_one_told_is_not():
    obstacles = tuple(
        Note(text)
        for text in (
            "The jetty is closed by the council until spring",
            "The ticket printer fails in the rain",
            "Nobody else can steer the ferry",
        )
    )
    made = write("brief", "short", constraints=obstacles)
    lost = {one.text for one in made.withheld}
    for note in obstacles:
        assert (note.text in lost) is (note.text not in made.markdown)
    assert lost
    assert not write("brief", constraints=obstacles[:1]).withheld


def test_staying_is_another_way_than_the_change():
    options = (Note("Stay at the desk with the boat tours"),)
    lost = write("invitation", options=options).withheld
    assert [one.text for one in lost] == ["Stay at the desk with the boat tours"]
    stays = "I'd like to stay at the desk and lead the boat tours from 2 June."
    assert not write("invitation", preferred_ask=stays, options=options).withheld


def test_an_invitation_leaves_no_reference_to_what_it_leaves_out():
    long = " and ".join(["the boats and the ropes and the lamps of the upper jetty"] * 6)
    ask = f"{ASK} Until then give me two Sundays a month on {long}. Tove covers the desk on those Sundays."
    cut = write("invitation", preferred_ask=ask)
    assert "those Sundays" not in cut.markdown
    assert any("those Sundays" in one.text for one in cut.withheld)
    short = (
        f"{ASK} Until then give me two Sundays a month at the jetty. Tove covers the desk on those Sundays."
    )
    whole = write("invitation", preferred_ask=short).markdown
    assert "two Sundays a month at the jetty. Tove would cover the desk on those Sundays" in whole


def test_a_move_inside_the_house_ends_no_employment():
    ask = "I'm going to apply for the harbour master vacancy that closes on 20 August. I'd hand the desk over to Tove."
    made = write("resignation_note", preferred_ask=ask)
    assert "My employment ends" not in made.markdown
    assert "no notice of resignation" in made.markdown
    assert any("No resignation note is called for" in note for note in made.notes)
    goes = write("resignation_note", preferred_ask=ask, special=("considering_leaving",))
    assert "My employment ends" in goes.markdown


def test_a_last_day_is_named_only_where_the_user_names_one():
    for last, named in (
        ("I'd stay to the regatta on 28 August.", False),
        ("My last day is 28 August.", True),
    ):
        ask = f"I am handing in my notice. {last}"
        for kind in ("transition_plan", "resignation_note"):
            text = write(kind, preferred_ask=ask).markdown
            assert bool(re.search(r"last working day (?:is|will be) 28 August", text)) is named, (kind, last)


def test_ways_considered_are_not_what_was_proposed():
    made = write("note", preferred_ask="I want something new.", options=(Note("Run the winter store"),))
    assert "winter store" not in made.markdown
    before = "In 2025 it was not yet because I had never led a crew. "
    note = write("note", preferred_ask=before + ASK, special=("been_told_not_now",)).markdown
    assert "- What was said before: In 2025 it was not yet" in note
    assert "- I asked to lead the boat tours from 2 June." in note


@pytest.mark.parametrize(
    ("worry", "cover", "answered"),
    [
        ("The crew norm, we can't be one hand short", "Tove covers my boat on those days.", False),
        ("The crew norm, we can't be one hand short", "A stand-in from the pool covers my boat.", True),
        ("Nobody covers my boat on Sundays", "Tove covers my boat on those days.", True),
    ],
)
def test_cover_that_is_counted_already_makes_up_no_number(worry, cover, answered):
    card = write("five_acts", preferred_ask=f"{ASK} {cover}", constraints=(Note(worry),)).markdown
    answer = card.split("**Your answer:** ")[1].splitlines()[0]
    assert answer.startswith("[") is not answered


def test_one_answer_for_two_worries_stands_once():
    worries = (Note("Nobody else opens the boathouse"), Note("The boathouse needs somebody on Sundays"))
    card = write("five_acts", preferred_ask=f"{ASK} Tove covers the boathouse.", constraints=worries).markdown
    assert "boathouse. The boathouse needs somebody on Sundays. **Your answer:** Tove would cover" in card
    assert card.count("**Your answer:** Tove") == 1


def test_a_promise_of_a_page_is_a_question():
    ana = User("Ana Ruiz", "clerk", work_mode="remote")
    text = write("invitation", user=ana).markdown
    assert re.search(r"Shall I send you one page beforehand[^.]*\?", text)
    assert "I will send" not in text


def test_a_boss_reads_no_question_of_the_writers():
    ask = f"{ASK} I'd hand the desk over to Tove across six weeks and Malik covers the shop, he is new."
    for kind in ARTEFACT_KINDS:
        made = write(kind, preferred_ask=ask)
        assert "agreed?]" not in made.markdown
        assert any("Tove" in note for note in made.notes) is ("Tove" in made.markdown), kind
    plan = write("transition_plan", preferred_ask=f"{ASK} I'd hand the desk over to Tove across six weeks.")
    assert "| Tove | across six weeks" in plan.markdown


def test_a_measure_still_to_agree_is_put_into_the_form_of_a_record():
    ask = f"{ASK} We should agree beforehand what we look at in November."
    note = write("note", preferred_ask=ask).markdown
    assert "if it goes ahead: we agree beforehand what we look at in November, [what exactly]." in note
    fixed = write("note", preferred_ask=f"{ASK} We should look at the bookings in November.").markdown
    assert "we agree beforehand" not in fixed


def test_that_day_is_named_in_a_table():
    ask = "I'd like one day a week on the boats until Christmas. Tove covers the desk that day."
    assert "| Tove | cover the desk | one day a week |" in write("note", preferred_ask=ask).markdown
