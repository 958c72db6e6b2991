"""Pure text tools shared by the stages: cleaning, segmentation, dates, amounts and names, features."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """A stretch of a text: ``text == whole[start:end]``. ``kind`` is what it is (``date``, ``amount``, ``name``, …)."""

    kind: str
    text: str
    start: int
    end: int
