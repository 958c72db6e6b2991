"""Tone and length: which wording of a template is used, how somebody is greeted, how much of each part is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant import catalog
from assistant.domain import Scenario, Style
from assistant.writing.naming import vocative
from assistant.writing.wording import TITLES, american, escape, spelled


@dataclass(frozen=True)
class Limits:
    """How many lines a part may have, and how many words a line or a part."""

    results: int = 5
    result_words: int = 45
    part_words: int = 220
    others: int = 4
    cares: int = 4
    option_words: int = 25
    care_words: int = 30
    pitch_words: int = 85


FULL, SHORT = (
    Limits(),
    Limits(
        results=3,
        result_words=30,
        part_words=80,
        others=2,
        cares=2,
        option_words=14,
        care_words=20,
        pitch_words=50,
    ),
)
ONE_PAGE = Limits(
    results=4, result_words=32, part_words=85, others=3, cares=3, option_words=14, care_words=20
)
"""What a brief can tell and still fit one page, whatever the user wrote."""

SPOKEN = replace(FULL, results=3)
"""What is gone through in a talk."""


def limits(kind: str, style: Style) -> Limits:
    """How much a text of ``kind`` tells."""
    if style.length == "short":
        return SHORT
    return {"brief": ONE_PAGE, "agenda": SPOKEN, "five_acts": SPOKEN}.get(kind, FULL)


def values(scenario: Scenario, style: Style, names: Mapping[str, str]) -> dict[str, Any]:
    """What the templates need to speak in the tone: ``say`` picks a wording, ``spell`` spells it, and the form of a letter.

    :param names: ``to`` the boss as the user speaks to them, ``me`` and ``my_full_name``, safe for Markdown.

    A text uses the name by which the user speaks to the boss, and so assumes no title and no gender.
    """
    country, to = scenario.user.country, names["to"]
    word = vocative(scenario)
    spoken = bool(word) and not set(word.split()) & set(scenario.manager.name.split())

    def pick(plain: str, warm: str = "", formal: str = "") -> str:
        return {"warm": warm, "formal": formal}.get(style.tone) or plain

    def say(plain: str, warm: str = "", formal: str = "") -> str:
        return spelled(pick(plain, warm, formal), country)

    titled = to.split()[0].rstrip(".").lower() in TITLES if to.split() else False
    formal_close = "Sincerely," if american(country) else "Yours sincerely,"
    temperament = scenario.manager.temperament
    return {
        "say": say,
        "full": style.length == "full",
        # "Chef," and "Tio," need no hello; a name does.
        "greeting": pick(
            f"{to}," if spoken else f"Dear {to}," if titled else f"Hello {to},",
            f"{to}," if spoken else f"Dear {to},",
            f"Dear {to},",
        ),
        "closing": pick(
            "Kind regards," if titled and not spoken else "Best wishes,", "With warm wishes,", formal_close
        ),
        "signed": names["my_full_name" if style.tone == "formal" else "me"],
        "wish": _for_boss("wish", temperament),
        "way": _for_boss("way", temperament),
    }


def fixed_wording() -> str:
    """The words of ``knowledge/writing.toml``, which are the program's and not the user's."""
    return " \n ".join(text for part in catalog.table("writing").values() for text in part.values())


def _for_boss(part: str, temperament: str) -> str:
    found: Mapping[str, str] = catalog.table("writing")[part]
    return escape(found.get(temperament) or found["busy"])
