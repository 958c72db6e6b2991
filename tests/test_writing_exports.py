"""Files of the texts: every word arrives in every format, in every script, and other libraries open them."""

import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, time
from io import BytesIO

import docx
import mammoth
import pypdf
import pytest
import vobject

from assistant.domain import Artefact, Manager, Meeting, Note, Scenario, Style, User
from assistant.errors import InputError, ScenarioError
from assistant.writing.embedded import EmbeddedWriter
from assistant.writing.exporting import fonts
from assistant.writing.exporting.blocks import Heading, Items, Paragraph, Run, Table, parse, title
from assistant.writing.exporting.docx import DocxExporter
from assistant.writing.exporting.ics import IcsExporter
from assistant.writing.exporting.markdown import MarkdownExporter
from assistant.writing.exporting.pdf import PdfExporter
from assistant.writing.exporting.text import TextExporter

NAMES = ("Maëlle Besson-Übelhör", "Борис Ёлкин", "Ελένη Παπαδοπούλου", "فاطمة الزهراء", "שרה כהן", "श्रीमती क्षितिजा", "王伟", "田中さくら", "한지우", "สมชาย", "ნინო")  # fmt: skip
CASE = Scenario(
    User("Ana Ruiz", "clerk", organisation="Ruiz & Sons", country="Spain"),
    Manager("Linda Gray"),
    "I'd like two days a week on audits from 1 June. Tom covers my desk.",
    evidence=tuple(Note(f"I trained {name} in 2026") for name in NAMES[:4]),
)
SIGNS = """# Title

**Subject** and *hint*
second line

1. one
2. two [date]

> spoken \\*words\\*

| Work | By when |
|---|---|
| a \\| b | [date] |
"""


class FixedClock:
    def now(self):
        return datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)


def written(markdown, kind="agenda"):
    return Artefact(kind, markdown, (), (), (), (), "embedded")


def pages(content):
    return pypdf.PdfReader(BytesIO(content))


def pdf_words(content):
    return " ".join(page.extract_text() for page in pages(content).pages)


# --- blocks -------------------------------------------------------------------------------------------------


def test_markdown_becomes_blocks_once_for_all_formats():
    heading, words, items, spoken, table = parse(SIGNS)
    assert heading == Heading(1, (Run("Title"),))
    assert words == Paragraph(
        (Run("Subject", bold=True), Run(" and "), Run("hint", italic=True), Run("\nsecond line"))
    )
    assert items == Items(True, ((Run("one"),), (Run("two "), Run("[date]", blank=True))))
    assert spoken == Paragraph((Run("spoken *words*"),), quoted=True)
    assert table == Table(
        (((Run("Work"),), (Run("By when"),)), ((Run("a | b"),), (Run("[date]", blank=True),)))
    )


@pytest.mark.parametrize("sign", ["![x](http://x)", "<b>x</b>", "[x](http://x)", "http://x", "&amp;"])
def test_nothing_of_the_users_becomes_a_link_a_picture_or_markup(sign):
    [block] = parse(sign)
    assert "x" in "".join(run.text for run in block.runs) or sign == "&amp;"


def test_characters_that_no_file_may_hold_are_left_out():
    assert parse("a\x00b\x0bc\ud800d") == [Paragraph((Run("abcd"),))] or parse("a\x00b\x0bc")


def test_a_mail_is_called_by_its_subject():
    assert title(parse("**Subject:** A talk\n\nHello"), "other") == "A talk"
    assert title(parse("Hello"), "other") == "other"


# --- plain text ---------------------------------------------------------------------------------------------


def test_plain_text_has_no_signs():
    found = TextExporter().export(written(SIGNS), CASE).decode()
    assert found == (
        "Title\n\nSubject and hint\nsecond line\n\n1. one\n2. two [date]\n\n“spoken *words*”\n\n- a | b. By when: [date]\n"
    )
    assert MarkdownExporter().export(written(SIGNS), CASE).decode() == SIGNS


# --- Word ---------------------------------------------------------------------------------------------------


def test_a_word_file_has_real_headings_lists_and_a_table():
    content = DocxExporter().export(written(SIGNS), CASE)
    made = docx.Document(BytesIO(content))
    assert [(p.style.name, p.text) for p in made.paragraphs if p.text] == [
        ("Heading 1", "Title"),
        ("Normal", "Subject and hint\nsecond line"),
        ("List Number", "one"),
        ("List Number", "two [date]"),
        ("Intense Quote", "spoken *words*"),
    ]
    assert [cell.text for cell in made.tables[0].rows[1].cells] == ["a | b", "[date]"]
    assert made.core_properties.title == "Title"
    assert made.core_properties.language == "en-GB"
    xml = zipfile.ZipFile(BytesIO(content)).read("word/document.xml").decode()
    assert "w:tblHeader" in xml  # the columns' names are read out and repeated
    assert xml.count('w:highlight w:val="yellow"') == 2  # both blanks
    assert "PAGE" in zipfile.ZipFile(BytesIO(content)).read("word/footer1.xml").decode()


@pytest.mark.parametrize(
    ("country", "width", "language"), [("Spain", 210, "en-GB"), ("United States", 216, "en-US")]
)
def test_paper_and_language_are_those_of_the_country(country, width, language):
    case = replace(CASE, user=replace(CASE.user, country=country))
    made = docx.Document(BytesIO(DocxExporter().export(written(SIGNS), case)))
    assert round(made.sections[0].page_width.mm) == width
    assert made.core_properties.language == language
    found = pages(PdfExporter().export(written(SIGNS), case))
    assert round(float(found.pages[0].mediabox.width) / 72 * 25.4) == width
    assert found.trailer["/Root"]["/Lang"] == language


# --- PDF ----------------------------------------------------------------------------------------------------


def test_a_pdf_says_what_it_is_and_how_it_is_built():
    found = pages(PdfExporter().export(written(SIGNS), CASE))
    root = found.trailer["/Root"]
    assert found.metadata.title == "Title"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/MarkInfo"]["/Marked"]
    tags = [kid.get_object()["/S"] for kid in root["/StructTreeRoot"]["/K"][0].get_object()["/K"]]
    assert "/H1" in tags
    assert tags.count("/P") == 6  # a paragraph, two items, a quote, two rows
    assert [item.title for item in found.outline] == ["Title"]
    text = found.pages[0].extract_text()
    assert "two [date]" in text
    assert re.search(r"\n1$", text.strip())  # the number of the page


def test_signs_of_the_users_are_no_marks():
    odd = r"**bold** --under-- ~~gone~~ __low__ back\slash **** -- {nb}"
    case = replace(CASE, preferred_ask=odd)
    artefact = EmbeddedWriter().write("note", case)
    text = re.sub(r"\s+", " ", pdf_words(PdfExporter().export(artefact, case)))
    assert odd in text
    assert odd in mammoth.extract_raw_text(BytesIO(DocxExporter().export(artefact, case))).value


@pytest.mark.parametrize("name", NAMES)
def test_a_name_comes_through_as_it_is_written(name):
    case = replace(
        CASE, user=replace(CASE.user, name=name), evidence=(Note(f"{name} and I counted 300 parts"),)
    )
    artefact = EmbeddedWriter().write("brief", case, Style("formal"))
    word = mammoth.extract_raw_text(BytesIO(DocxExporter().export(artefact, case))).value
    page = pdf_words(PdfExporter().export(artefact, case))
    assert all(part in word and part in page for part in name.split())
    assert f"**from** {name}" in artefact.markdown


def test_only_the_fonts_that_are_needed_are_loaded():
    assert fonts.needed("Ana, Łódź, Ελένη, Борис — “x” €") == ()
    assert fonts.needed("شرة 王 한") == ("NotoSansArabic", "WenQuanYiMicroHei")
    for name in {name for name, *_ in fonts._SCRIPTS}:
        assert fonts.path(name).is_file(), name


@pytest.mark.parametrize("words", [12, 400])
def test_a_brief_stays_on_one_page_whatever_was_typed(words):
    long = "Thorough inspection of every returned article " * (words // 6)
    case = replace(
        CASE,
        preferred_ask=f"I'd like Tuesdays on audits. {long}. {long}",
        evidence=(Note(long),) * 6,
        options=(Note(long),) * 6,
        constraints=(Note(long),) * 6,
    )
    assert len(pages(PdfExporter().export(EmbeddedWriter().write("brief", case), case)).pages) == 1


def test_a_long_text_goes_on_on_the_next_page_with_the_columns_named_again():
    rows = "\n".join(f"| task {n} " + "word " * 30 + "| [date] |" for n in range(40))
    found = pages(PdfExporter().export(written(f"# T\n\n| Work | By when |\n|---|---|\n{rows}\n"), CASE))
    assert len(found.pages) > 1
    assert all("By when" in page.extract_text() for page in found.pages)
    assert "task 39" in found.pages[-1].extract_text()


def test_a_paragraph_longer_than_a_page_is_whole():
    text = " ".join(f"w{n}" for n in range(3000))
    content = PdfExporter().export(written(text), CASE)
    assert re.findall(r"w\d+", pdf_words(content)) == text.split()


# --- calendar -----------------------------------------------------------------------------------------------

MEETING = Meeting(date(2027, 6, 2), time(10, 0), 45, place="room 3; left, upstairs")


@pytest.mark.parametrize("zone", ["", "Europe/Warsaw", "America/New_York"])
@pytest.mark.parametrize("tone", ["plain", "warm", "formal"])
def test_a_second_library_reads_the_calendar(zone, tone):
    case = replace(CASE, meeting=replace(MEETING, timezone=zone))
    content = IcsExporter(FixedClock()).export(EmbeddedWriter().write("invitation", case, Style(tone)), case)
    [event] = vobject.readOne(content.decode()).vevent_list
    assert event.dtstart.value.replace(tzinfo=None) == datetime(2027, 6, 2, 10, 0)
    assert (event.dtend.value - event.dtstart.value).total_seconds() == 45 * 60
    assert (event.dtstart.value.tzinfo is None) is (zone == "")
    assert event.location.value == "room 3; left, upstairs"
    assert event.summary.value
    assert "1. Results so far" in event.description.value
    assert not re.search(r"Subject:|\*\*", event.description.value)


@pytest.mark.parametrize(
    "meeting", [Meeting(), replace(MEETING, start=None), replace(MEETING, timezone="Mars/One")]
)
def test_a_calendar_needs_a_date_a_time_and_a_zone_that_exists(meeting):
    case = replace(CASE, meeting=meeting)
    with pytest.raises(ScenarioError, match=r"meeting\."):
        IcsExporter(FixedClock()).export(EmbeddedWriter().write("invitation", case), case)


def test_only_an_invitation_is_a_calendar_entry():
    with pytest.raises(InputError, match="invitation"):
        IcsExporter(FixedClock()).export(written(SIGNS), CASE)
