"""What the page shows: every word of a user escaped, nothing empty, never colour alone. No gradio here."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import catalog
from assistant.domain import (
    ARTEFACT_KINDS,
    ELEMENTS,
    TEMPERAMENTS,
    Act,
    ActNote,
    Advice,
    Artefact,
    Assessment,
    Clearance,
    Concern,
    ConcernState,
    Debrief,
    Decision,
    Drill,
    DrillReply,
    DrillSummary,
    Fact,
    Finding,
    Ground,
    Hint,
    LineNote,
    Meeting,
    Move,
    Outcome,
    Passage,
    Pointer,
    Rehearsal,
    Review,
    Rewrite,
    SafetyStop,
    SearchResult,
    SessionSummary,
    Spending,
    State,
    Stretch,
    Turn,
    Utterance,
    Verdict,
    Withheld,
)
from assistant.errors import InputError
from assistant.scenario import dump_scenario, load_scenario
from ui.present import debrief, drill, form, html, library, rehearsal, score, setup, texts

EVIL = "<img src=x onerror=alert(1)> ${alert(1)} {{alert(1)}} & \u202eevil"
GUIDANCE, SOURCES, RUBRIC, TYPES = catalog.guidance(), catalog.sources(), catalog.rubric(), catalog.concerns()


def state(**changes) -> State:
    concerns = (
        Concern("timing", ConcernState.SETTLED),
        Concern("not_my_decision", ConcernState.PRESSED),
        Concern("budget"),
    )
    begun = State(
        1,
        "realistic",
        "busy",
        concerns,
        patience=4,
        trust=5,
        turn=2,
        act=Act.OPTIONS,
        current="not_my_decision",
    )
    return replace(begun, acts_done=frozenset({Act.PURPOSE}), **changes)


def turn(number: int, said: str | None, answer: str = "Go on.", **changes) -> Turn:
    decision = Decision(
        Move.PRESS, "not_my_decision", "not_my_decision was not dealt with; they ask again.", Act.OPTIONS
    )
    return Turn(number, said, None, decision, Utterance(answer), state(**changes))


@pytest.fixture
def talk(scenario) -> Rehearsal:
    turns = (turn(0, None, "Come in."), turn(1, "I want one day a week."), turn(2, EVIL))
    return Rehearsal("s", scenario, "realistic", 1, "embedded", 0, turns)


def escaped(shown: str) -> bool:
    return "<img" not in shown and "${" not in shown and "{{" not in shown and "\u202e" not in shown


# --- building blocks ----------------------------------------------------------------------------------------


def test_present_loads_no_gradio() -> None:
    code = "import sys, ui.present.rehearsal, ui.present.score, ui.present.texts; sys.exit('gradio' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(st.text())
def test_text_never_becomes_markup(words: str) -> None:
    shown = html.text(words)
    assert not set("<>{}$\"'") & set(shown)
    assert not set("<>{}$") & set(html.paragraphs(words).replace("<br>", ""))


def test_markdown_keeps_structure_and_drops_what_could_be_fetched() -> None:
    shown = html.markdown(
        f"# Title\n\n- **one** [a gap]\n- ![x](http://other.example/x.png) [y](http://other.example) {EVIL}"
    )
    assert "<h2>Title</h2>" in shown
    assert "<strong>one</strong>" in shown
    assert '<mark class="blank">[a gap]</mark>' in shown
    assert "<a" not in shown
    assert escaped(shown)


def test_nothing_is_shown_for_nothing() -> None:
    assert (
        html.items([])
        == html.section("Empty", "")
        == html.notice("")
        == html.cite(["no-such-id"], GUIDANCE, SOURCES)
        == ""
    )


def test_a_citation_names_its_source_once() -> None:
    shown = html.cite(["five-acts", "five-acts"], GUIDANCE, SOURCES)
    assert shown.count("<details") == 1
    assert "Source:" in shown


def test_reasons_of_the_engine_read_as_sentences() -> None:
    assert (
        html.sentences("not_my_decision is open. next comes no_path.")
        == "Not my decision is open. Next comes no path."
    )


# --- step 1 --------------------------------------------------------------------------------------------------


def test_the_form_gives_back_what_it_was_given(scenario) -> None:
    data = dump_scenario(scenario)
    assert load_scenario(form.to_scenario(form.from_scenario(data)))[0] == scenario


def test_an_empty_form_is_kept_and_says_what_it_lacks() -> None:
    data = form.to_scenario(form.empty())
    assert form.from_scenario(data) == form.empty()
    assert form.missing(data) == ["your name", "your role", "your boss’s name", "what you want to ask"]


def test_private_lines_and_unknown_circumstances_survive() -> None:
    values = form.empty() | {
        "evidence": "One\n\n Private: two ",
        "special": ["visa"],
        "other": "seasonal work",
    }
    data = form.to_scenario(values)
    assert data["evidence"] == ["One", {"text": "two", "private": True}]
    assert data["special"] == ["visa", "seasonal work"]
    assert form.from_scenario(data)["evidence"] == "One\nprivate: two"
    assert form.from_scenario(data)["other"] == "seasonal work"


def test_complaints_use_the_words_of_the_form() -> None:
    said = form.in_words("The scenario cannot be used yet: meeting.date: 'soon' is no date.")
    assert said == "Before we go on: the date of the meeting: 'soon' is no date."


def test_each_kind_of_boss_can_be_chosen() -> None:
    choices = setup.temperaments(catalog.temperaments())
    assert {key for _, key in choices} == set(TEMPERAMENTS)
    assert all(": " in label and len(label) < 130 for label, _ in choices)


@pytest.mark.parametrize("verdict", Verdict)
def test_clearance_shows_warnings_before_advice(scenario, verdict: Verdict) -> None:
    found = Clearance(
        verdict,
        ("a reason",),
        (Pointer("trust-first", "warn"),),
        tuple(Pointer("five-acts", f"advice {n}") for n in range(7)),
    )
    shown = setup.clearance(
        found, replace(scenario, user=replace(scenario.user, name=EVIL)), GUIDANCE, SOURCES
    )
    assert shown.index("Read these before you go ahead") < shown.index("What helps in your case")
    assert "More advice (2)" in shown
    assert ("a reason" in shown) == (verdict is not Verdict.GO)
    assert escaped(shown)


def test_privacy_names_who_gets_the_words() -> None:
    assert "Nothing leaves this machine" in setup.privacy(
        "embedded", "", "your words", "somewhere", keep=True
    )
    remote = setup.privacy("big-model", "models.example", "your words", "somewhere", keep=False)
    assert "Nothing leaves this machine" not in remote
    assert re.search("Your words, goes to .*models.example.*big-model", remote)
    assert "keeps nothing" in remote


@pytest.mark.parametrize(
    ("spent", "says"),
    [
        (Spending(1, 1_200, 900, 34, None, False), "1 answer, 1,234 tokens (1,200 in, 34 out), cost unknown"),
        (Spending(1, 40, 0, 6, 0.001, False), "1 answer, 46 tokens (40 in, 6 out), less than &#36;0.01"),
        (Spending(3, 40, 0, 6, 0.126, True), "3 answers, about 46 tokens (40 in, 6 out), about &#36;0.13"),
    ],
)
def test_the_running_total_says_what_is_known(spent: Spending, says: str) -> None:
    assert says in setup.spending(spent, "big-model")


def test_results_name_the_model_behind_them(talk: Rehearsal) -> None:
    first = talk.turns[0]
    shown = rehearsal.transcript(
        replace(talk, turns=(replace(first, utterance=replace(first.utterance, engine="big<model")),))
    )
    assert "in the words of big&lt;model" in shown
    assert "in the words of" not in rehearsal.transcript(talk)


def test_a_model_that_failed_is_named_where_the_built_in_engine_spoke(talk: Rehearsal) -> None:
    first = talk.turns[0]
    notes = ("kept", "model: big-model at x cannot be reached; the built-in engine spoke instead")
    shown = rehearsal.transcript(
        replace(talk, turns=(replace(first, utterance=replace(first.utterance, notes=notes)),))
    )
    assert "big-model at x cannot be reached; the built-in engine spoke instead." in shown
    assert "kept" not in shown


# --- step 2 --------------------------------------------------------------------------------------------------


def test_the_talk_is_shown_with_names_and_escaped(talk: Rehearsal) -> None:
    shown = rehearsal.transcript(talk, pending=EVIL)
    assert shown.count("Rashid Malik") == 4  # three answers and one in thought
    assert shown.count("Ingeborg Sæther") == 3
    assert "thinking" in shown
    assert escaped(shown)


def test_after_the_end_the_panel_says_how_it_stood_and_nothing_is_still_going_on(talk: Rehearsal) -> None:
    shown = rehearsal.panel(replace(talk, ended=True), TYPES)
    assert "How it stood at the end" in shown
    assert not [
        words for words in ("on the table now", "There may be more", "aria-current", "mood") if words in shown
    ]
    assert f"Number of this boss: {talk.seed}" in shown


def test_a_complaint_names_the_fields_it_is_about() -> None:
    empty = form.to_scenario(form.empty())
    assert form.faulty(empty, "") == ["user_name", "user_role", "manager_name", "preferred_ask"]
    filled = form.to_scenario(
        form.empty() | dict.fromkeys(("user_name", "user_role", "manager_name", "preferred_ask"), "Bo")
    )
    assert form.faulty(filled, "meeting.date: 'soon' is no date; user.tenure: too long") == [
        "user_tenure",
        "meeting_date",
    ]
    assert form.faulty(filled, "preferred_ask: say more") == ["preferred_ask"]
    assert 'data-fields="user_role notes"' in html.notice("no", kind="error", fields=["user_role", "notes"])
    assert "data-fields" not in html.notice("no", kind="error")


def test_words_that_stopped_the_role_play_are_not_being_answered(talk: Rehearsal) -> None:
    stop = SafetyStop("danger", f"why {EVIL}", ("call somebody",))
    assert "thinking" not in rehearsal.transcript(replace(talk, pending="words", stopped=stop))
    assert 'role="alert"' in rehearsal.stop(stop)
    assert escaped(rehearsal.stop(stop))


def test_the_panel_says_states_in_words_and_keeps_silent_worries_secret(talk: Rehearsal) -> None:
    shown = rehearsal.panel(talk, TYPES)
    assert "settled" in shown
    assert "pressing" in shown
    assert 'aria-current="step"' in shown
    assert "Not my decision was not dealt with" in shown
    assert "There may be more" in shown
    assert rehearsal.title("budget", TYPES) not in shown


def test_before_anything_came_up_the_panel_says_so(talk: Rehearsal) -> None:
    quiet = replace(talk, turns=(turn(0, None, concerns=(Concern("budget"),), current=None),))
    assert "Nothing has come up yet" in rehearsal.panel(quiet, TYPES)


@pytest.mark.parametrize(
    ("left", "trust", "words"),
    [
        (4, 7, "Has time for you, and trusts"),
        (2, 5, "impatient, and is weighing"),
        (0, 1, "hardly any patience left, and is wary"),
    ],
)
def test_the_mood_is_in_words(talk: Rehearsal, left: int, trust: int, words: str) -> None:
    shown = rehearsal.panel(
        replace(talk, turns=(*talk.turns, turn(3, "x", patience=left, trust=trust))), TYPES
    )
    assert words in shown


def test_one_can_go_back_to_every_earlier_turn(talk: Rehearsal) -> None:
    assert rehearsal.rewind_choices(talk) == [
        ("after turn 1: “I want one day a week.”", 1),
        ("the opening", 0),
    ]


def test_only_rehearsals_and_drills_are_listed() -> None:
    now = datetime(2027, 1, 5, 9, 30, tzinfo=UTC)
    rows = [
        SessionSummary("a", "rehearsal", "A with B", now, now, 1, "agreed"),
        SessionSummary("b", "score", "Draft", now, now, 0, None),
        SessionSummary("c", "drill", "Drill on timing", now, now, 3, None),
    ]
    assert [key for _, key in rehearsal.earlier(rows)] == ["a", "c"]
    assert "3 replies" in rehearsal.earlier(rows)[1][0]
    assert "1 turn, agreed" in rehearsal.earlier(rows)[0][0]


@pytest.mark.parametrize(("kind", "command"), [("rehearsal", "onward rehearse"), ("drill", "onward drill")])
def test_a_pause_says_how_to_come_back_or_that_nothing_is_kept(kind: str, command: str) -> None:
    kept = rehearsal.paused("261122-1", kind, keep=True)
    assert f"{command} --resume 261122-1" in kept
    assert "Earlier rehearsals and drills" in kept
    gone = rehearsal.paused("261122-1", kind, keep=False)
    assert "keeps nothing" in gone
    assert "--resume" not in gone


def test_what_to_practise_becomes_a_button() -> None:
    assert rehearsal.practise("timing", TYPES) == "Drill: The timing"
    assert rehearsal.practise("close", TYPES) == "Rehearse again: who does what, by when"


def test_the_act_to_practise_is_named(talk: Rehearsal) -> None:
    assert "To practise this time: who does what" in rehearsal.transcript(replace(talk, focus=Act.CLOSE))
    assert "To practise" not in rehearsal.transcript(talk)


def test_a_drill_is_escaped_and_says_what_each_reply_was_worth(talk: Rehearsal) -> None:
    said = turn(1, EVIL, current="timing")
    found = Drill("s", talk.scenario, "timing", "realistic", 1, "embedded", (turn(0, None), said))
    reply = DrillReply(
        1, "When?", EVIL, "And now?", 1, "Half way there.", (Ground("date", "you put a date", EVIL),), "date", "Say when.", ("x",)
    )  # fmt: skip
    shown = drill.exchange(found, [reply], TYPES, pending=EVIL)
    assert "<img" not in shown
    assert "{{" not in shown
    assert shown.count("1 of 2.") == 1
    assert "Say when." in shown
    assert "Reply 2 of 10" in shown
    assert "<img" not in drill.newest(found, [reply])
    assert "Reply" not in drill.exchange(replace(found, ended=True), [], TYPES)
    best = LineNote(1, EVIL, "Half way there.")
    summary = DrillSummary("timing", (1, 0), None, None, best, "date", 1, "Two replies.", "A date.", ())
    shown = drill.summary(summary, TYPES, GUIDANCE, SOURCES)
    assert "<img" not in shown
    assert "Reply 1 went half way." in shown
    assert "Reply 2 passed the worry by." in shown


def test_an_ended_talk_offers_the_debrief(talk: Rehearsal) -> None:
    ended = replace(talk, turns=(*talk.turns, turn(3, "x", outcome=Outcome.REFUSED)))
    assert "refused" in rehearsal.over(ended)
    assert rehearsal.over(talk) == rehearsal.over(replace(ended, ended=True)) == ""


def test_newest_words_and_hint_are_escaped(talk: Rehearsal) -> None:
    assert rehearsal.newest(talk) == "Rashid Malik says: Go on."
    assert escaped(rehearsal.hint(Hint(1, EVIL, ()), ""))


def whole_debrief(**changes) -> Debrief:
    note = LineNote(1, f"quote {EVIL}", "not_my_decision was met.", better="Say who decides.")
    full = Debrief(
        outcome=Outcome.NOT_NOW, summary="It ended.", settled=("timing",), eased=("no_path",), stuck=("budget",), unraised=("policy",),
        turning_point=replace(note, turn=2), acts_done=("purpose",), acts_missing=("close",), strongest=(note,), weakest=(note,), flags=(note,),
        words_user=60, words_manager=40, manager_tells="They asked.", conditions=("the budget is settled",),
        practise=(Advice("change", "Name one thing.", ("specific-feasible",), quote="more"),),
    )  # fmt: skip
    return replace(full, **changes)


def test_a_debrief_shows_everything_it_holds() -> None:
    shown = debrief.debrief(whole_debrief(), "Rashid", TYPES, GUIDANCE, SOURCES)
    for words in ("Not now, with conditions", "turning point", "strongest", "say differently", "Careful", "the budget is settled",
                  "60 words (60%)", "They asked.", "Name one thing.", "Say who decides.", "Never came up"):  # fmt: skip
        assert words in shown, words
    assert escaped(shown)


def test_a_debrief_has_no_empty_section() -> None:
    empty: dict = dict.fromkeys(
        (
            "settled",
            "eased",
            "stuck",
            "unraised",
            "acts_done",
            "acts_missing",
            "strongest",
            "weakest",
            "flags",
            "conditions",
            "practise",
        ),
        (),
    )
    shown = debrief.debrief(
        whole_debrief(**empty, turning_point=None, words_user=0, manager_tells=""),
        "Rashid",
        TYPES,
        GUIDANCE,
        SOURCES,
    )
    assert "<h3>" not in shown


def test_the_parts_that_were_not_found_are_told_in_words_and_once() -> None:
    notes = (
        ActNote(Act.PURPOSE, True, 1, "I would like the bench on Fridays."),
        ActNote(Act.IMPACT, False, better="Repairs went from nine days to four."),
        ActNote(Act.FUTURE, False),
        ActNote(Act.CLOSE, False),
    )
    shown = debrief.debrief(whole_debrief(acts=notes), "Rashid", TYPES, GUIDANCE, SOURCES)
    assert shown.count("Not found in what you said: where you want to go; who does what, by when.") == 1
    assert "Repairs went from nine days to four." in shown
    found = debrief.debrief(whole_debrief(acts=notes[:2]), "Rashid", TYPES, GUIDANCE, SOURCES)
    assert "Not found" not in found


# --- step 3 --------------------------------------------------------------------------------------------------


def assessment(specificity: float = 6.0, framing: float = 4.5, **quotes: str) -> Assessment:
    found = {name: Finding(name in quotes, quotes.get(name)) for name in ELEMENTS}
    return Assessment(specificity, framing, found, "embedded")


@pytest.mark.parametrize("value", [0, 1.4, 3.4, 5, 7, 9, 10])
def test_every_score_has_an_anchor_in_words(value: float) -> None:
    review = Review(assessment(value, value), (), Rewrite("", ()))
    shown = score.result("draft", review, (Stretch("draft"),), RUBRIC, GUIDANCE, SOURCES)
    assert shown.count("aria-current=true") == 2
    assert "Nothing pressing" in shown
    assert f"{value:.1f}".removesuffix(".0") + "<span> of 10" in shown


def test_a_result_shows_advice_pairs_and_twelve_elements() -> None:
    advice = Advice(
        "benefit", "Say what they gain.", ("lead-with-impact",), None, "weak words", "strong words"
    )
    shown = score.result(
        f"one day {EVIL}",
        Review(assessment(change="one day"), (advice,), Rewrite("", ())),
        (Stretch("one day", ("change",), ("change",)), Stretch(f" {EVIL}")),
        RUBRIC,
        GUIDANCE,
        SOURCES,
    )
    assert shown.count('class="element ') == len(ELEMENTS)
    assert "weak words" in shown
    assert "strong words" in shown
    assert escaped(shown)


def test_a_rewrite_shows_its_gaps() -> None:
    shown = score.rewrite(Review(assessment(), (), Rewrite(f"From [the date]. {EVIL}", ("[the date]",))))
    assert '<mark class="blank">[the date]</mark>' in shown
    assert "One gap" in shown
    assert escaped(shown)


def test_unfilled_gaps_are_pointed_out() -> None:
    assert "gaps in brackets" in score.unfilled("From [the date] on.")
    assert score.unfilled("From May on.") == ""


# --- steps 4 and 5 -----------------------------------------------------------------------------------------


def artefact(**changes) -> Artefact:
    made = Artefact("agenda", f"# Agenda\n\n{EVIL} [the date]", (Fact("two batches", "evidence[0]"),), ("the date", "the date"),
                    (Withheld("a job elsewhere", "It is private."),), ("trust-first",), "embedded")  # fmt: skip
    return replace(made, **changes)


def test_a_text_is_shown_with_its_gaps_and_what_was_kept_out() -> None:
    assert escaped(texts.preview(artefact()))
    shown = texts.remarks(artefact())
    assert shown.count("the date") == 1
    assert "evidence, line 1" in shown
    assert "It is private." in shown
    assert texts.remarks(artefact(facts=(), blanks=(), withheld=())) == ""


def test_what_to_see_to_first_stands_apart_from_the_text() -> None:
    made = artefact(notes=("Check 28 August against your notice.", "model: it did not answer"))
    shown = texts.beforehand(made, GUIDANCE, SOURCES)
    assert "Before you use it" in shown
    assert "Check 28 August against your notice." in shown
    assert GUIDANCE["trust-first"].title in shown
    assert "it did not answer" not in shown
    assert "Check 28 August" not in texts.preview(made)
    assert texts.beforehand(artefact(warnings=()), GUIDANCE, SOURCES) == ""


def test_every_kind_has_a_plain_name() -> None:
    assert set(texts.KINDS) == set(ARTEFACT_KINDS)


def test_file_names_are_safe() -> None:
    assert texts.file_name(artefact(), "../Ingeborg Sæther", ".md") == "agenda-ingeborg-sther.md"


def test_passages_name_their_source() -> None:
    own = Passage((), "your own document", f"Title {EVIL}", f"Body {EVIL}", 0.4)
    found = SearchResult(f"q {EVIL}", False, (Passage(("five-acts",), "", "", "", 0.5), own))
    shown = library.passages(found)
    assert "no real answer" in shown
    assert SOURCES["000"].title in shown
    assert "your own document" in shown
    assert escaped(shown)
    assert "no real answer" not in library.passages(replace(found, answerable=True))
    assert "Nothing was found" in library.passages(SearchResult("q", False, ()))


def test_the_words_asked_for_are_marked_and_tags_are_not() -> None:
    shown = library.marked('<p class="options">Two options, an Option; &amp; adoption</p>', "which options?")
    assert shown == (
        '<p class="options">Two <mark>options</mark>, an <mark>Option</mark>; &amp; adoption</p>'
    )
    assert (
        library.marked("<p>What would you want?</p>", "what would you want") == "<p>What would you want?</p>"
    )


def test_both_sides_of_a_disagreement_stand_side_by_side() -> None:
    one, other = GUIDANCE["two-three-directions"], GUIDANCE["three-five-next-steps"]
    shown = library.piece(one)
    assert shown.count("<strong>Fits when</strong>") == 2
    assert one.fits_when in shown
    assert html.text(other.fits_when) in shown
    assert 'href="#guidance-three-five-next-steps"' in shown
    assert 'id="guidance-two-three-directions"' in shown
    assert 'class="sides"' not in library.piece(GUIDANCE["visa"])


def test_every_cited_piece_can_be_opened_in_the_library() -> None:
    assert 'href="#guidance-visa"' in html.cite(["visa"], GUIDANCE, SOURCES)


def test_the_minutes_and_the_seed_are_optional_words() -> None:
    assert form.to_scenario(form.empty())["meeting"]["minutes"] is None
    assert form.to_scenario(form.empty() | {"meeting_minutes": " 45 "})["meeting"]["minutes"] == 45
    assert form.to_scenario(form.empty() | {"meeting_minutes": "an hour"})["meeting"]["minutes"] == "an hour"
    assert [rehearsal.seed(typed) for typed in (None, " ", "42")] == [None, None, 42]
    with pytest.raises(InputError, match="whole number"):
        rehearsal.seed("lucky")


def test_a_date_in_the_past_is_asked_about() -> None:
    today = date(2027, 6, 14)
    assert form.past(Meeting(), today) == form.past(Meeting(date=today), today) == ""
    assert "in the past" in form.past(Meeting(date=date(2027, 6, 13)), today)


def test_three_passages_come_first() -> None:
    shown = library.passages(
        SearchResult("q", True, tuple(Passage((), "000", f"T{n}", "x", 1.0) for n in range(5)))
    )
    assert shown.index("T2") < shown.index("More passages (2)") < shown.index("T3")
