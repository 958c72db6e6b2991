"""Files that other programs' libraries must be able to read: calendars by vobject, Word by mammoth, PDF by pypdf."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from evals.drafts.sources import words


def calendar_fits(content: bytes, row: Mapping[str, Any]) -> bool:
    """Whether a second library reads one event that begins when the scenario says and lasts as long."""
    import vobject

    [event] = vobject.readOne(content.decode("utf-8")).vevent_list
    begins, meeting = event.dtstart.value, row["meeting"]
    lasts = (event.dtend.value - begins).total_seconds() / 60
    return (
        begins.strftime("%Y-%m-%d %H:%M") == f"{meeting['date']} {meeting['start']}"
        and lasts == meeting["minutes"]
        and bool(event.summary.value)
    )


def word_text(content: bytes) -> str:
    """The words of a Word file."""
    import mammoth

    return str(mammoth.extract_raw_text(BytesIO(content)).value)


def pdf_text(content: bytes) -> tuple[str, int]:
    """The words of a PDF, and how many pages it has."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(content))
    return "\n".join(page.extract_text() for page in reader.pages), len(reader.pages)


def lost(markdown: str, text: str) -> list[str]:
    """Words of ``markdown`` that ``text`` does not hold, broken lines or not."""
    kept = re.sub(r"\s+", "", text)
    blanks = " ".join(re.findall(r"\[([^\]\n]*)\]", markdown))
    wanted = re.findall(r"[^\s|]+", f"{words(markdown)} {blanks}")
    return [word for word in wanted if re.sub(r"^\d\.$", "", word) and word not in kept]
