"""Where everything in a text comes from: each number, name, date and claim, and the scenario field that holds it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from assistant.domain import Excerpt, Fact, Scenario
from assistant.text.spans import find_spans
from assistant.writing.private import Piece
from assistant.writing.wording import ROUND, unescape

_DOCUMENT = "document: "
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
    for one in scenario.excerpts:
        if not one.private:
            before = found.get(document(one), one.citation)  # several may stand on one page
            found[document(one)] = f"{before} \n {one.text}"
    for text, source in held(scenario):
        found[source] = f"{found[source]} \n {text}" if source in found else text
    return found


def document(one: Excerpt) -> str:
    """The source that facts from one of the user's documents name."""
    return f"{_DOCUMENT}{one.citation}"


def held(scenario: Scenario) -> list[tuple[str, str]]:
    """What the real talk brought, line by line, and where each comes from (``held.decided[0]``)."""
    if scenario.held is None:
        return []
    found = [
        (text, f"held.{name}[{n}]")
        for name in ("said", "decided")
        for n, text in enumerate(getattr(scenario.held, name))
    ]
    found += [(text, f"held.steps[{n}]") for n, step in enumerate(scenario.held.steps) for text in step]
    found.append((scenario.held.review, "held.review"))
    return [(text, source) for text, source in found if text]


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
    names = known_names(scenario)
    found: list[tuple[int, Fact]] = []
    for text, source in (*((piece.text, piece.source) for piece in pieces), *derived.items()):
        core = " ".join(text.split()).translate(ROUND).rstrip(".!?,; ")
        at = plain.lower().find(core.lower()) if core else -1
        if at < 0:
            continue
        used = plain[at : at + len(core)]
        found.append((at, Fact(used, source)))
        if source not in derived.values() and not source.startswith(_DOCUMENT):
            found += [(at + span.start, Fact(span.text, source)) for span in find_spans(used, names)]
    ordered = sorted([*found, *_left_over(plain, names, scenario, found)], key=lambda item: item[0])
    return tuple(dict.fromkeys(fact for _, fact in ordered))


def _left_over(
    plain: str, names: Collection[str], scenario: Scenario, found: Sequence[tuple[int, Fact]]
) -> Iterator[tuple[int, Fact]]:
    """Numbers, dates and names of statements that stand in the text shortened or in parts, and the fields that hold them.

    A quotation from a document is one fact as a whole.
    """
    traced = {fact.text.lower() for _, fact in found}
    quoted = [range(at, at + len(fact.text)) for at, fact in found if fact.source.startswith(_DOCUMENT)]
    for span in find_spans(plain, names):
        if any(span.start in stretch for stretch in quoted):
            continue
        whole = re.compile(rf"(?<!\w){re.escape(span.text)}(?!\w)")
        source = next((name for name, text in fields(scenario).items() if whole.search(text)), None)
        if source is not None and span.text.lower() not in traced:
            yield span.start, Fact(span.text, source)
