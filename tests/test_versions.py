"""Versions of a draft: evidence where it stands, what changed, and how page and terminal show it without colour."""

import io
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from assistant import catalog, wiring
from assistant.cli import render_score
from assistant.domain import ELEMENTS, Assessment, Edit, EditKind, Finding, Review, Rewrite, Version
from assistant.scales import ELEMENTS_OF, anchor, came_with, step
from assistant.scoring.versions import compare, edits, evidence
from assistant.settings import Settings
from ui import keeping
from ui.present import score, versions

KEPT, ADDED, REMOVED = EditKind
RUBRIC = catalog.rubric()
EVIL = "<img src=x onerror=alert(1)> ${alert(1)} {{alert(1)}}"
DRAFT = "I want one day a week, Jo covers."


def assessment(specificity: float = 6.0, framing: float = 4.5, **quotes: str) -> Assessment:
    found = {name: Finding(name in quotes, quotes.get(name)) for name in ELEMENTS}
    return Assessment(specificity, framing, found, "embedded")


def draft(text: str, specificity: float = 6.0, framing: float = 4.5, **quotes: str) -> Version:
    return Version(text, assessment(specificity, framing, **quotes))


def without_tags(shown: str) -> str:
    """The words that the eye reads: nothing hidden, no labels."""
    shown = re.sub(r'<span class="(?:sr|tag [^"]*)"[^>]*>.*?</span>', "", shown)
    return re.sub(r"<(?!br)[^>]+>", "", shown).replace("<br>", "\n")


# --- words ---------------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.text("ab .,\n'’-é", max_size=60), st.text("ab .,\n'’-é", max_size=60))
def test_edits_hold_both_texts_word_for_word(before: str, after: str) -> None:
    found = edits(before, after)
    assert "".join(edit.text for edit in found if edit.kind is not ADDED) == before
    assert "".join(edit.text for edit in found if edit.kind is not REMOVED) == after
    assert all(edit.text for edit in found)
    assert all(one.kind is not two.kind for one, two in pairwise(found))


def test_words_change_as_wholes_and_in_phrases() -> None:
    assert edits("one day a week", "two days a week") == (
        Edit(REMOVED, "one day"),
        Edit(ADDED, "two days"),
        Edit(KEPT, " a week"),
    )
    assert edits("I want more work.", "I want more work.") == (Edit(KEPT, "I want more work."),)
    assert edits("I don't know", "I do know")[1:3] == (Edit(REMOVED, "don't"), Edit(ADDED, "do"))


def test_a_lone_word_between_two_changes_goes_with_them() -> None:
    found = edits("Please give me a better job soon.", "Please let us begin a small trial now.")
    assert [edit.kind for edit in found] == [KEPT, REMOVED, ADDED, KEPT]
    assert found[1].text == "give me a better job soon"


# --- evidence ------------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.text("abc d", min_size=1, max_size=40).filter(str.strip), st.data())
def test_stretches_are_the_draft_and_cover_each_quote(text: str, data: st.DataObject) -> None:
    text, quotes = text.strip(), {}
    for name in ("change", "amount", "time", "benefit"):
        start = data.draw(st.integers(0, len(text) - 1))
        quotes[name] = text[start : data.draw(st.integers(start + 1, len(text)))]
    found = evidence(text, assessment(**quotes))
    assert "".join(stretch.text for stretch in found) == text
    for name, quote in quotes.items():
        assert "".join(stretch.text for stretch in found if name in stretch.elements) == quote
        assert [name in stretch.ending for stretch in found].count(True) == 1


def test_crossing_quotes_keep_their_own_bounds() -> None:
    found = evidence(
        DRAFT, assessment(change="one day", amount="day a week", cover="Jo covers", risk="not there")
    )
    marked = [(one.text, one.elements, one.ending) for one in found if one.elements]
    assert marked == [
        ("one ", ("change",), ()),
        ("day", ("change", "amount"), ("change",)),
        (" a week", ("amount",), ("amount",)),
        ("Jo covers", ("cover",), ("cover",)),
    ]


def test_evidence_is_found_in_a_text_with_invisible_characters() -> None:
    found = evidence("I want one\u200b day.", assessment(change="one day"))
    assert [one.text for one in found if one.elements] == ["one day"]


# --- comparing -----------------------------------------------------------------------------------------------


def test_elements_come_go_and_stay() -> None:
    found = compare(draft("a", change="a", risk="a"), draft("b", change="b", time="b"))
    assert (found.came, found.went, found.stayed) == (("time",), ("risk",), ("change",))


def test_a_step_names_only_elements_of_its_score_that_point_its_way() -> None:
    before = draft("a", 3, 2, amount="a", negative_tone="a")
    after = draft("b", 6.5, 5, time="b", benefit="b")
    specificity, framing = compare(before, after).scores
    assert (specificity.came, specificity.went) == (("time",), ())  # the amount went, which lifts nothing
    assert (framing.came, framing.went) == (("benefit",), ("negative_tone",))
    specificity, framing = compare(after, before).scores
    assert (specificity.came, specificity.went) == ((), ("time",))
    assert (framing.came, framing.went) == (("negative_tone",), ("benefit",))


@pytest.mark.parametrize(("after", "telling"), [(6.9, False), (7.0, True), (5.1, False), (5.0, True)])
def test_a_step_within_the_error_of_the_scores_tells_nothing(after: float, telling: bool) -> None:
    found = compare(draft("a", 6.0), draft("b", after, time="b")).scores[0]
    assert found.telling is telling
    assert ("too little" in versions.explained(found, RUBRIC)) is not telling


def test_nothing_is_said_to_be_a_cause() -> None:
    assert came_with(3, 3.0, False, [], []) == "as before"
    assert came_with(3, 6, True, ["When"], ["Complaint or pressure"]) == "came with: When; without: Complaint or pressure"  # fmt: skip
    assert "no element" in came_with(6, 3, True, [], [])
    assert (step(3, 5.1), step(5, 4), step(5, 5.04)) == ("+2.1", "−1", "")


def test_the_scales_hold_each_element_once() -> None:
    assert sorted(name for names in ELEMENTS_OF.values() for name in names) == sorted(ELEMENTS)
    assert anchor("specificity", 0) != anchor("specificity", 10)


# --- the page ------------------------------------------------------------------------------------------------


def test_each_mark_names_its_elements_to_a_screen_reader() -> None:
    shown = score.highlighted(evidence(DRAFT, assessment(change="one day", amount="day a week")), RUBRIC)
    change, amount = RUBRIC["change"].title, RUBRIC["amount"].title
    assert f'<span class="sr">[{change}, {amount}:] </span>day</mark>' in shown
    assert shown.count('aria-hidden="true"') == 2
    assert re.findall(r'data-element="(\w+)"', shown) == ["change", "amount"]
    assert without_tags(shown.split('dir="auto">')[1]) == DRAFT


def test_two_versions_stand_side_by_side_with_their_changes_named() -> None:
    before, after = draft(f"one day {EVIL}", 3), draft("two days\nfrom May", 6.5)
    found = compare(before, after)
    left, right = versions.pane(before, found, earlier=True), versions.pane(after, found, earlier=False)
    assert '<del><span class="sr">[removed: </span>' in left
    assert "<ins" not in left
    assert '<ins><span class="sr">[added: </span>' in right
    assert "<del" not in right
    assert "<img" not in left
    assert "${" not in left
    assert without_tags(right).endswith("two days\nfrom May")
    assert anchor("specificity", 6.5) in right


def test_the_overview_has_a_chart_and_all_its_numbers_in_words() -> None:
    found = [draft("a", 3, 4, change="a"), draft("b", 6.5, 3, change="b", time="b"), draft("c c", 6.5, 3)]
    steps = [compare(found[0], found[1]), compare(found[1], found[2])]
    assert versions.overview(found[:1], [], RUBRIC) == ""
    shown = versions.overview(found, steps, RUBRIC)
    assert "<svg" in shown
    assert [re.findall(r"<td>([\d.]+)", row) for row in shown.split("<tr>")[2:]] == [["3", "4"], ["6.5", "3"], ["6.5", "3"]]  # fmt: skip
    assert "+3.5" in shown
    assert "−1" in shown
    assert f"New: {RUBRIC['time'].title}" in shown
    reworded = compare(draft("a b"), draft("a c"))
    assert "The wording only" in versions.overview([draft("a b"), draft("a c")], [reworded], RUBRIC)


def test_the_difference_says_what_came_went_and_stayed() -> None:
    found = compare(draft("a", 6, 2, change="a", negative_tone="a"), draft("b", 3, 4, change="b", risk="b"))
    shown = without_tags(versions.difference(found, RUBRIC))
    assert "6 → 3 −3: no element of this score came or went with it" in shown
    assert f"came with: {RUBRIC['risk'].title}; without: Complaint or pressure" in shown
    assert f"In both: {RUBRIC['change'].title}" in shown


@pytest.mark.parametrize("keep", [True, False])
def test_versions_are_written_down_only_where_keeping_is_on(tmp_path, keep: bool) -> None:
    coach = wiring.build(Settings(profile=tmp_path / "p", engine="embedded", keep=keep))
    review = Review(assessment(change="one day"), (), Rewrite("", ()))
    first = keeping.keep_score(coach, DRAFT, review)
    second = keeping.keep_score(coach, "A second one.", review)
    assert keeping.versions(coach, [first, "gone", second]) == {
        first: Version(DRAFT, review.assessment),
        second: Version("A second one.", review.assessment),
    }
    again = wiring.build(Settings(profile=tmp_path / "p", engine="embedded", keep=keep))
    assert len(keeping.versions(again, [first, second])) == (2 if keep else 0)


# --- the terminal --------------------------------------------------------------------------------------------


def printed(show, *values: object) -> str:
    out = io.StringIO()
    show(Console(file=out, width=100, highlight=False), *values)
    return out.getvalue()


def test_evidence_can_be_read_without_colour() -> None:
    text = render_score.marked(
        evidence(DRAFT, assessment(change="one day", amount="day a week", cover="Jo covers"))
    )
    change, amount, cover = (RUBRIC[name].title for name in ("change", "amount", "cover"))
    assert text.plain == f"I want ‹one day a week› ({change}, {amount}), ‹Jo covers› ({cover})."


def test_edits_can_be_read_without_colour() -> None:
    found = compare(draft("I want one day a week."), draft("I want two days a week.\n\nFrom May."))
    assert render_score.changed(found).plain == ("I want [-one day-]{+two days+} a week.\n\n{+From May.+}")


def test_markup_in_a_version_is_shown_not_obeyed() -> None:
    found = [draft("[bold]one[/bold] day"), draft("[link=http://x]two[/link] days")]
    shown = printed(render_score.versions, ["[red]a[/red]", "b"], found, [compare(*found)])
    assert "[red]a[/red]" in shown
    assert "link=http://x" in shown
