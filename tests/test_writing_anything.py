"""Whatever comes in, a clear text with blanks or a clear error comes out, in every tone and every file."""

import contextlib
import re
from datetime import UTC, datetime
from io import BytesIO

import docx
import pypdf
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain import (
    ARTEFACT_KINDS,
    LENGTHS,
    TEMPERAMENTS,
    TONES,
    Manager,
    Meeting,
    Note,
    Scenario,
    Style,
    User,
)
from assistant.errors import OnwardError
from assistant.writing.embedded import EmbeddedWriter
from assistant.writing.exporting.docx import DocxExporter
from assistant.writing.exporting.ics import IcsExporter
from assistant.writing.exporting.pdf import PdfExporter
from assistant.writing.exporting.text import TextExporter
from assistant.writing.facts import fields


class FixedClock:
    def now(self):
        return datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)


HOSTILE = st.one_of(
    st.text(max_size=200),
    st.sampled_from(
        [
            "None",
            "[blank](javascript:alert(1))",
            "<script>alert(1)</script>",
            "| a | b |\n|---|",
            "../../etc/passwd",
            "{{ 7 * 7 }} {% for x in y %}",
            "# Heading\n\n- list",
            "😀 " * 50,
            "word " * 5000,
            "x" * 6000,
            "שלום עולם, 2027-06-01",
            "\\[ \\] ** __ ``",
            "1. first\n2. second",
        ]
    ),
)
NAMES = st.sampled_from(["Ana Ruiz", "王伟", "O'Neill", "Jean-Luc 1", "عمر", "X", "Will May", "Dr. Ö"])
SCENARIOS = st.builds(
    Scenario,
    user=st.builds(
        User, NAMES, HOSTILE.filter(str.strip), organisation=HOSTILE, tenure=HOSTILE,
        country=st.sampled_from(["", "US", "Korea", "x"]), work_mode=st.sampled_from(["", "remote"]),
    ),
    manager=st.builds(Manager, NAMES, trust=st.sampled_from(["high", "low"]), temperament=st.sampled_from(TEMPERAMENTS)),
    preferred_ask=HOSTILE.filter(str.strip),
    evidence=st.lists(st.builds(Note, HOSTILE, st.booleans()), max_size=4).map(tuple),
    options=st.lists(st.builds(Note, HOSTILE), max_size=3).map(tuple),
    constraints=st.lists(st.builds(Note, HOSTILE), max_size=3).map(tuple),
    special=st.lists(st.sampled_from(["probation", "visa", "considering_leaving", "odd"]), max_size=3).map(tuple),
    meeting=st.builds(
        Meeting, st.none() | st.dates(), st.none() | st.times(), st.none() | st.integers(5, 480), HOSTILE, HOSTILE,
    ),
    contract=HOSTILE,
    notes=HOSTILE,
)  # fmt: skip


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(
    scenario=SCENARIOS,
    kind=st.sampled_from(ARTEFACT_KINDS),
    style=st.builds(Style, st.sampled_from(TONES), st.sampled_from(LENGTHS)),
)
def test_whatever_comes_in_a_text_or_a_clear_error_comes_out(scenario, kind, style):
    try:
        artefact = EmbeddedWriter().write(kind, scenario, style)
    except OnwardError:
        return
    assert artefact.markdown.strip()
    assert len(artefact.markdown) < 40_000
    assert "<script" not in artefact.markdown.replace("\\<", "")
    assert "](" not in re.sub(r"\\[\[\]]", "", artefact.markdown)
    said = " ".join(fields(scenario).values())
    if "none" not in said.casefold():  # a word of the user's may begin a sentence
        assert "None" not in artefact.markdown


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(scenario=SCENARIOS, kind=st.sampled_from(ARTEFACT_KINDS))
def test_whatever_comes_in_every_file_can_be_opened(scenario, kind):
    try:
        artefact = EmbeddedWriter().write(kind, scenario)
    except OnwardError:
        return
    assert pypdf.PdfReader(BytesIO(PdfExporter().export(artefact, scenario))).pages
    assert docx.Document(BytesIO(DocxExporter().export(artefact, scenario))).paragraphs
    assert TextExporter().export(artefact, scenario).decode("utf-8").strip()
    if kind == "invitation":
        with contextlib.suppress(OnwardError):
            assert vobject.readOne(IcsExporter(FixedClock()).export(artefact, scenario).decode()).vevent_list
