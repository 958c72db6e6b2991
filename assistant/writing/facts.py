"""Where everything in a text comes from: each number, name, date and claim, and the scenario field that holds it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from assistant.domain import Fact, Scenario
from assistant.text.spans import find_spans
from assistant.writing.private import Piece
from assistant.writing.wording import ROUND, unescape

BLANK = re.compile(r"\[([^\[\]\n]+)\]")
"""A gap left visible; brackets that the user typed become round, so these are always ours."""


def fields(scenario: Scenario) -> dict[str, str]:
    """Every statement of the scenario by the name of its field (``evidence[0]``), as text."""
    found = {"preferred_ask": scenario.preferred_ask}
    for name in ("evidence", "options", "constraints"):
        found |= {f"{name}[{n}]": note.text for n, note in enumerate(getattr(scenario, name))}
    for part in ("user", "manager", "meeting"):
        found |= {
            f"{part}.{key}": str(value)
            for key, value in vars(getattr(scenario, part)).items()
            if value not in (None, "")
        }
    return found


def known_names(scenario: Scenario) -> frozenset[str]:
    """The names that the scenario gives outright, whole and in parts."""
    whole = [scenario.user.name, scenario.manager.name, scenario.user.organisation]
    return frozenset(
        part for name in whole for part in (name, *name.split()) if len(part) > 2 and part[0].isupper()
    )


def blanks(markdown: str) -> tuple[str, ...]:
    """The gaps in ``markdown`` in order, each once, without their brackets."""
    return tuple(dict.fromkeys(BLANK.findall(markdown)))


def trace(
    markdown: str, scenario: Scenario, pieces: Iterable[Piece], derived: Mapping[str, str]
) -> tuple[Fact, ...]:
    """Every fact of ``markdown`` with its source, in the order of the text.

    :param pieces: the user's statements that were used.
    :param derived: wordings made of a field's value, such as a date written out, and that field.
    """
    plain = unescape(BLANK.sub(" ", markdown))
    found: list[tuple[int, Fact]] = []
    for text, source in (*((piece.text, piece.source) for piece in pieces), *derived.items()):
        core = " ".join(text.split()).translate(ROUND).rstrip(".!?,; ")
        at = plain.lower().find(core.lower()) if core else -1
        if at < 0:
            continue
        used = plain[at : at + len(core)]
        found.append((at, Fact(used, source)))
        if source not in derived.values():
            found += [
                (at + span.start, Fact(span.text, source)) for span in find_spans(used, known_names(scenario))
            ]
    ordered = sorted(found, key=lambda item: item[0])
    return tuple(dict.fromkeys(fact for _, fact in ordered))
