"""Long regular expressions of the knowledge files are written in named parts, and put together by the catalogue."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant import catalog
from assistant.errors import CatalogError

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"
LONGEST = 450
"""Characters of one line of an expression that can still be read."""
IN_PARTS = """
[tide]
plain = 'ebb|flood'
[tide.turns.any_of]
early = ['at dawn', "before o'clock"]
boats.whole_words = ['punts?', 'barge']
leaves.in_order.who = 'the crew '
leaves.in_order.does.any_of.sails = ['sails', 'rows']
leaves.in_order.does.any_of.waits = 'waits'
leaves.in_order.end = ' out'
"""


@pytest.fixture
def knowledge(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(catalog, "data_root", lambda: tmp_path)
    (tmp_path / "knowledge").mkdir()
    return tmp_path / "knowledge"


def test_named_parts_become_one_expression(knowledge: Path) -> None:
    (knowledge / "harbour.toml").write_text(IN_PARTS)
    tide = catalog.table("harbour")["tide"]
    assert tide["plain"] == "ebb|flood"
    assert tide["turns"] == r"at dawn|before o'clock|\b(?:punts?|barge)\b|the crew (?:sails|rows|waits) out"


@pytest.mark.parametrize("part", ["3", "{ sails = 'out' }", "[['sails', 2]]"])
def test_what_is_no_part_of_an_expression_names_its_file(knowledge: Path, part: str) -> None:
    (knowledge / "quay.toml").write_text(f"tide.any_of.turns = {part}\n")
    with pytest.raises(CatalogError, match=r"quay\.toml"):
        catalog.table("quay")


def _lines(value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _lines(part, f"{name}.{key}")
    else:
        for part in value:
            yield from _lines(part, name)


def _rules() -> Iterator[tuple[str, str]]:
    for name in ("conduct", "debrief", "constraints"):
        yield from _lines(tomllib.loads((KNOWLEDGE / f"{name}.toml").read_text("utf-8")), name)
    for path in sorted((KNOWLEDGE / "concerns").glob("*.toml")):
        rules = tomllib.loads(path.read_text("utf-8"))
        for kind in ("plainly", "fully", "moot", "met_by"):
            yield from _lines(rules.get(kind, {}), f"{path.stem}.{kind}")


def test_no_line_of_an_expression_is_too_long_to_read() -> None:
    assert [name for name, line in _rules() if len(line) > LONGEST] == []


def test_every_expression_compiles() -> None:
    whole = list(_lines(catalog.table("conduct"), "conduct"))
    for kind in catalog.concerns().values():
        whole += _lines(
            {"plainly": kind.plainly, "fully": kind.fully, "moot": kind.moot, "met_by": kind.met_by}, kind.id
        )
    assert len(whole) > len(catalog.concerns())
    for name, expression in whole:
        assert re.compile(expression.replace("<name>", "Ada")), name
