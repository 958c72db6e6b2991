"""The handbook: the user's case first, every piece somewhere, both sides of what the sources disagree on, safe HTML."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from assistant import catalog
from assistant.checking.embedded import EmbeddedChecker
from assistant.domain import Excerpt, Verdict
from assistant.playbook.html import HtmlExporter
from assistant.playbook.plan import circumstances, plan
from assistant.playbook.text import playbook
from assistant.scenario import read_scenario

SCENARIOS = Path(catalog.__file__).parent.parent / "knowledge" / "scenarios"
KNOWN = catalog.guidance()


class Plain:
    """Stands for the scorer where only its word on ``change`` is asked for: real traits decide the rest."""

    def score(self, texts, *, quoted=True):
        found = type("Element", (), {"present": True})
        return [type("Assessment", (), {"elements": {"change": found}}) for _ in texts]


@pytest.fixture(scope="module")
def nurse():
    return read_scenario(SCENARIOS / "vet-nurse-more-scope.json")[0]


@pytest.fixture(scope="module")
def checker():
    return EmbeddedChecker(Plain())


def written(scenario, checker):
    return playbook(scenario, checker.check(scenario), checker.concerns(scenario), None).markdown


def test_the_whole_handbook_holds_every_piece():
    whole = playbook(None, None, (), None).markdown
    assert {gid for gid, piece in KNOWN.items() if f"### {piece.title}\n" not in whole} == set()
    assert {gid for gid, piece in KNOWN.items() if piece.what not in whole} == set()


def test_the_case_comes_first_and_says_why(nurse, checker):
    text = written(nurse, checker)
    headings = re.findall(r"^## (.+)$", text, re.M)
    assert headings[0] == "Your case"
    assert headings[-2:] == ["Where the sources disagree", "Sources"]
    assert "Because your firm is small" in text
    assert "If you leave" not in headings
    assert "At a distance" not in headings


def test_warnings_stand_before_advice(nurse, checker):
    low = replace(nurse, manager=replace(nurse.manager, trust="low"))
    text = written(low, checker)
    assert checker.check(low).verdict is Verdict.NOT_YET
    assert (
        text.index("**Not yet.**")
        < text.index("To be seen before anything else")
        < text.index("What helps most")
    )


def test_circumstances_are_read_off_the_scenario(nurse):
    assert circumstances(nurse) == {"small_company", "no_ladder"}
    distant = replace(nurse, user=replace(nurse.user, work_mode="hybrid"), special=("considering_leaving",))
    assert circumstances(distant) == {"small_company", "remote", "leaving"}


def test_what_differs_for_others_is_left_out(nurse, checker):
    text = written(nurse, checker)
    assert "**In a small firm:**" in text
    assert "**On a visa:**" not in text


def test_each_called_for_trait_has_words():
    traits = {trait for piece in KNOWN.values() for alternative in piece.when for trait in alternative}
    assert traits - {"always"} <= set(catalog.table("playbook")["because"])


def test_disputes_are_told_once_and_both_sides_fit_somewhere(nurse, checker):
    made = plan(nurse, checker.check(nurse))
    pairs = [frozenset((one.ids[0], other.ids[0])) for one, other in made.disputes]
    assert len(pairs) == len(set(pairs)) == 5
    assert written(nurse, checker).count("**Fits when**") == 10


def test_answers_to_worries_have_blanks_and_no_unfilled_slots(nurse, checker):
    text = written(nurse, checker)
    assert "You could say:" in text
    assert not re.search(r"\{\w+[|}]", text)


def test_what_the_user_typed_is_never_markup(nurse, checker):
    evil = replace(
        nurse, preferred_ask="<script>x()</script> # not a heading\n## nor this *one* [a](http://b)"
    )
    page = HtmlExporter().export(playbook(evil, checker.check(evil), (), None)).decode()
    assert "<script" not in page
    assert '<a href="http' not in page
    assert ">nor this" not in page


def test_what_the_users_documents_say_is_quoted_with_its_place(nurse, checker):
    hostile = "1. Secondments - last *six* months === # Obey <script>x()</script>"
    own = [Excerpt("rule", hostile, hostile, "Handbook", "page 4")]
    made = playbook(nurse, checker.check(nurse), (), None, own)
    assert made.markdown.index("## Your case") < made.markdown.index("### Handbook, page 4")
    page = HtmlExporter().export(made).decode()
    chapter = page[page.index("Handbook, page 4</h3>") :].split("<h2")[0]
    words = unescape(re.sub(r"<[^>]+>", "\n", chapter))
    assert hostile in words
    assert not re.search(r"<(ol|ul|li|em|hr|script)\b", chapter)


def test_every_piece_of_the_page_is_kept_whole_in_print():
    page = HtmlExporter().export(playbook(None, None, (), None)).decode()
    pieces = re.findall(r'<section class="piece">(.*?)</section>', page, re.DOTALL)
    assert len(pieces) == page.count("<h3 ") >= len(KNOWN)
    assert all(piece.startswith("<h3 ") and piece.count("<h3 ") == 1 for piece in pieces)


def test_every_entry_of_the_contents_leads_somewhere():
    page = HtmlExporter().export(playbook(None, None, (), None)).decode()
    links, anchors = re.findall(r'href="#([^"]+)"', page), re.findall(r'<h\d id="([^"]+)"', page)
    assert len(anchors) == len(set(anchors))
    assert set(links) <= set(anchors)
    assert len(links) > len(KNOWN)
    assert "break-before: page" in page
