"""The knowledge base is whole: every piece of the catalogue, every part of each, both sides of each disagreement."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import catalog
from assistant.domain import CIRCUMSTANCES
from assistant.errors import CatalogError
from evals.knowledge import lacks, repeats, runs_of

CATALOGUE = json.loads((Path(__file__).parent / "data" / "guidance.json").read_text(encoding="utf-8"))
KNOWN = catalog.guidance()


def test_every_piece_of_the_catalogue_is_there_with_its_source():
    assert {gid: piece.source for gid, piece in KNOWN.items()} == {
        gid: row["source"] for gid, row in CATALOGUE.items()
    }


@pytest.mark.parametrize("gid", CATALOGUE)
def test_every_part_of_a_piece_is_there(gid):
    assert list(lacks(KNOWN[gid], KNOWN)) == []


def test_disagreements_are_those_of_the_catalogue_and_told_from_both_sides():
    told = {gid: list(piece.differs) for gid, piece in KNOWN.items() if piece.differs}
    assert told == {gid: row["differs"] for gid, row in CATALOGUE.items() if row["differs"]}
    for gid, others in told.items():
        assert KNOWN[gid].fits_when != KNOWN[others[0]].fits_when
        assert "**Fits when:**" in KNOWN[gid].body


def test_every_circumstance_is_spoken_of():
    spoken = {name for piece in KNOWN.values() for name in piece.for_whom}
    assert spoken == set(CIRCUMSTANCES)


def test_what_is_lacking_is_found():
    piece = KNOWN["trust-first"]
    poor = replace(piece, why="", for_whom={}, see=("nowhere",), fits_when="ever")
    assert len(list(lacks(poor, KNOWN))) == 4


def test_a_repeated_sentence_is_found():
    piece = KNOWN["trust-first"]
    assert repeats(piece, runs_of([f"They wrote: {piece.why}"]))
    assert not repeats(piece, runs_of(["Seven words of it may be the same, no more than that."]))


def test_an_unknown_circumstance_is_named(tmp_path):
    path = tmp_path / "piece.md"
    source = (Path(catalog.__file__).parent.parent / "knowledge" / "guidance" / "trust-first.md").read_text()
    path.write_text(source.replace("for_whom:\n", 'for_whom:\n  pirates: "Aye."\n'), encoding="utf-8")
    with pytest.raises(CatalogError, match="pirates"):
        catalog._guidance(path)
