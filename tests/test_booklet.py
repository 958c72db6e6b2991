"""A handbook as a PDF: its contents tell the right pages, and what belongs together stands on one."""

import re
from io import BytesIO

import pypdf
import pytest

from assistant.domain import Artefact, Manager, Scenario, User
from assistant.playbook.text import playbook
from assistant.writing.exporting.pdf import PdfExporter

ANYBODY = Scenario(User("Ana Ruiz", "porter"), Manager("Bo"), "")


def flat(words: str) -> str:
    return re.sub(r"\s+", " ", words)


def booklet(markdown: str) -> pypdf.PdfReader:
    return pypdf.PdfReader(
        BytesIO(PdfExporter().export(Artefact("playbook", markdown, (), (), (), (), "embedded"), ANYBODY))
    )


@pytest.fixture(scope="module")
def whole():
    """The whole handbook, as Markdown and as pages."""
    markdown = playbook(None, None, (), None).markdown
    return markdown, booklet(markdown)


def test_the_contents_tell_the_right_pages(whole):
    markdown, book = whole
    pages = [flat(page.extract_text()) for page in book.pages]
    first = next(
        n for n, words in enumerate(pages) if re.search(r"Is it safe and wise\? Read this before", words)
    )
    contents = flat(" ".join(page.extract_text() for page in book.pages[:first]))
    titles = re.findall(r"^###? (.+)$", markdown, re.M)
    told = [int(re.search(re.escape(flat(title)) + r" (\d+)(?= |$)", contents)[1]) for title in titles]
    assert told == sorted(told)
    for title, number in zip(titles, told, strict=True):
        assert flat(title) in pages[number - 1], title
    links = [note.get_object() for page in book.pages[:first] for note in page.get("/Annots", ())]
    assert len(links) >= len(titles)


def test_no_piece_is_cut_by_the_end_of_a_page(whole):
    markdown, book = whole
    pages = [flat(page.extract_text()) for page in book.pages]
    pieces = [
        part
        for part in re.split(r"^(?=##+ )", markdown, flags=re.M)
        if part.startswith("### ") and "|" not in part
    ]
    assert len(pieces) > 80
    for piece in pieces:
        title, *_, last = [line for line in piece.splitlines() if line.strip()]
        end = flat(re.sub(r"[*>\\]", "", last)).strip()[-40:]
        assert any(flat(title[4:]) in words and end in words for words in pages), title


def test_bookmarks_are_nested_and_a_long_piece_flows_on():
    long = "\n\n".join(f"Sentence {n} of a piece that is longer than a page." for n in range(120))
    book = booklet(
        f"# Mine\n\nFor me.\n\n## One\n\n### Short\n\nWords.\n\n### Long\n\n{long}\n\n## Two\n\nMore.\n"
    )
    title, chapters = book.outline
    assert title.title == "Mine"
    assert [one.title for one in chapters if not isinstance(one, list)] == ["One", "Two"]
    assert [one.title for one in chapters[1]] == ["Short", "Long"]
    assert "Sentence 119" in " ".join(page.extract_text() for page in book.pages)
