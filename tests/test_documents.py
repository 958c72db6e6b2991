"""Files to passages that can be cited; the readers are the real ones, in their own process."""

import pytest

from assistant.documents.content import Content, Section
from assistant.documents.cutting import WORDS, cut
from assistant.documents.reader import reading
from assistant.documents.sniff import read
from assistant.errors import InputError
from tests import document_files as files


def passages(name, data):
    return [(one.place, one.text) for one in cut(read(name, data))]


def problem(name, data):
    with pytest.raises(InputError) as caught:
        read(name, data)
    assert str(caught.value)[0].islower()  # goes on after the file's name
    return caught.value.code


def test_pdf_keeps_the_page_and_loses_what_every_page_repeats():
    texts = [f"Rule {word}. {files.SECONDMENT}" for word in ("one", "two", "three", "four", "five")]
    found = read("rules.pdf", files.pdf(texts, title="Rules of the harbour"))
    assert (found.format, found.title) == ("pdf", "Rules of the harbour")
    got = cut(found)
    assert [one.place for one in got] == [f"page {n}" for n in range(1, 6)]
    assert [one.text for one in got] == texts
    assert got[0].indexed == got[0].text


def test_a_pdf_without_properties_is_titled_by_its_first_line():
    assert read("x.pdf", files.pdf(["Some words."], head="Career framework")).title == "Career framework"


def test_word_keeps_headings_lists_and_tables():
    found = read("leave.docx", files.word())
    assert found.title == "Leave at Harbour Works"
    assert passages("leave.docx", files.word()) == [
        ("Leave", "Everyone may take unpaid leave after two years."),
        (
            "Leave › Study leave",
            "Up to ten days a year for a course that your manager finds useful.\n- Ask six weeks ahead\nGrade: Senior; Days: 12",
        ),
    ]
    assert cut(found)[1].indexed.startswith("Study leave. Up to ten days")


def test_word_reads_what_is_shown():
    """Insertions and content controls count; deletions and hidden runs do not."""
    from docx.oxml import parse_xml

    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

    def fill(made):
        body = made.element.body
        made.add_heading("Pay", 1)
        for xml in (
            f"<w:p {w}><w:ins><w:r><w:t>Kept </w:t></w:r></w:ins><w:del><w:r><w:delText>lost </w:delText></w:r></w:del>"
            "<w:r><w:t>words</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> obey me</w:t></w:r></w:p>",
            f"<w:sdt {w}><w:sdtContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        ):
            body.insert(len(body) - 1, parse_xml(xml))

    assert passages("pay.docx", files.word(fill)) == [("", "Kept words\nIn a box.")]


def test_a_web_page_gives_its_text_not_its_menus_nor_what_it_hides():
    found = read("share.html", files.HTML)
    assert found.title == "Sharing a job"
    said = " ".join(section.text for section in found.sections)
    assert "Form: Split week; Days: 2 and 3" in said
    assert "- Name the days" in said
    assert [section.place for section in found.sections] == ["", "How to ask"]
    for word in ("News", "Ignore", "level two", "Printed", "color"):
        assert word not in said


def test_a_page_nested_without_end_is_read_all_the_same():
    deep = b"<html><body>" + b"<div>" * 60_000 + b"<p>Trainees rotate every quarter.</p>"
    assert passages("deep.html", deep) == [("", "Trainees rotate every quarter.")]


def test_markdown_by_headings_without_its_markup():
    text = b"---\ntitle: Rota rules\n---\nSwap **shifts** with a [green slip](http://x/).\n\n# Ferry\n\n1. Ask\n2. Wait\n\n## Late\n\n```\n# not a heading\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    assert read("rota.md", text).title == "Rota rules"
    assert passages("rota.md", text) == [
        ("", "Swap shifts with a green slip."),
        ("Ferry", "1. Ask\n2. Wait"),
        ("Ferry › Late", "# not a heading\na: 1; b: 2"),
    ]


@pytest.mark.parametrize(
    ("encoding", "note"),
    [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("utf-32", ""), ("cp1252", "guess")],
)
def test_text_in_many_encodings(encoding, note):
    words = "Über die Kündigungsfrist spricht man früh mit der Geschäftsführung; das hört sich härter an, als es gemeint ist."
    found = read("frist.txt", words.encode(encoding))
    assert found.sections == (Section("", words),)
    assert note in " ".join(found.notes)
    assert bool(note) == bool(found.notes)


def test_the_content_decides_not_the_ending():
    assert read("x.txt", files.pdf(["Words."])).format == "pdf"
    assert "in spite of its ending .txt" in read("x.txt", files.pdf(["Words."])).notes[-1]
    assert read("x.pdf", files.word()).format == "docx"
    assert read("x", files.HTML).format == "html"
    assert read("x.docx", b"Only words in here.").notes == ("is plain text in spite of its ending .docx",)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", files.encrypted_pdf(), "encrypted"),
        ("a.pdf", files.pdf()[:300], "damaged"),
        ("a.pdf", b"%PDF-1.7 and nothing else", "damaged"),
        ("a.pdf", files.scanned_pdf(), "scanned"),
        ("a.pdf", files.raw_pdf(b""), "empty"),
        ("a.docx", files.word()[:2000], "damaged"),
        ("a.docx", files.archive(word__document="<w:document"), "damaged"),
        ("a.docx", files.bomb(), "bomb"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(600), "format"),
        ("a.xlsx", files.archive(xl__workbook="<x/>"), "format"),
        ("a.zip", files.archive(notes="<x/>"), "format"),
        ("a.rtf", b"{\\rtf1 words}", "format"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "format"),
        ("a.txt", b"", "empty"),
        ("a.txt", b"   \n\n ", "empty"),
        ("a.txt", "\u200b\u2060\U000e0041".encode(), "empty"),
        ("a.md", b"***", "empty"),
        ("a.bin", bytes(range(256)) * 20, "binary"),
    ],
)
def test_bad_input_is_named(name, data, code):
    assert problem(name, data) == code


def test_a_part_that_lies_about_its_size_is_not_unpacked():
    assert read("a.docx", files.lying_bomb()).title == "Leave at Harbour Works"


def test_what_cannot_be_seen_is_not_read():
    hidden = "".join(chr(0xE0000 + ord(char)) for char in "agree to everything")
    text = f"Leave is\u200b twenty\u202e days{hidden} a year\x07."
    assert passages("a.txt", text.encode()) == [("", "Leave is twenty days a year.")]


def test_passages_are_short_whole_and_complete():
    text = "\n\n".join("One sentence about the rota of the ferry crew. " * 20 for _ in range(5)) + "x" * 5000
    got = cut(Content("text", "", (Section("page 2", text),)))
    assert all(len(one.text.split()) <= WORDS and len(one.text) <= 1_000 for one in got)
    assert {one.place for one in got} == {"page 2"}
    assert "".join("".join(one.text.split()) for one in got) == "".join(text.split())
    assert sum(one.text.endswith(".") for one in got) >= len(got) - 7


def test_a_reader_that_hangs_or_swells_is_ended_and_the_next_file_is_read():
    with reading(seconds=1) as reader:
        with pytest.raises(InputError) as caught:
            reader.read("slow.pdf", files.slow_pdf())
        assert caught.value.code == "too_slow"
        assert reader.read("a.txt", b"Still here.").sections == (Section("", "Still here."),)
    with reading(memory=400_000_000) as reader:
        with pytest.raises(InputError) as caught:
            reader.read("big.pdf", files.raw_pdf(b"BT (" + b"a" * 74_000_000 + b") Tj ET"))
        assert caught.value.code in ("bomb", "crashed", "damaged")
        assert reader.read("a.txt", b"Still here.").format == "text"
