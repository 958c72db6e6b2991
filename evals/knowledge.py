"""What each piece of guidance lacks, and words in common with other texts: ``python -m evals.knowledge [FILE …]``.

The files are texts that the guidance must not repeat (the sources, a catalogue of facts); they are not in the
repository. Exit status 1 when anything is found.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from assistant import catalog
from assistant.domain import Guidance

LONGEST = 7
"""So many words in a row may be the same as in a source."""
_SHORT = 25
_LEAST = {"what": 20, "why": 10, "said_well": 6, "said_badly": 3, "not_when": 5}
_SITUATIONS, _QUESTIONS, _CIRCUMSTANCES = 5, 12, 2
_WORD = re.compile(r"[a-z0-9]+")


def lacks(piece: Guidance, known: Mapping[str, Guidance]) -> Iterator[str]:
    """What is missing or too thin, one line each."""
    for part, least in _LEAST.items():
        if len(_words(getattr(piece, part))) < least:
            yield f"{part} has fewer than {least} words"
    if not 4 <= len(_words(piece.short)) <= _SHORT:
        yield f"short must be one sentence of at most {_SHORT} words"
    for part, least in (
        ("situations", _SITUATIONS),
        ("questions", _QUESTIONS),
        ("for_whom", _CIRCUMSTANCES),
    ):
        if len(getattr(piece, part)) < least:
            yield f"{part}: fewer than {least}"
    if len({question.lower() for question in piece.questions}) < len(piece.questions):
        yield "a question stands there twice"
    if bool(piece.differs) != bool(piece.fits_when):
        yield "a piece that differs from another must say when it fits, and only such a piece"
    for other in (*piece.see, *piece.differs):
        if other not in known:
            yield f"there is no {other!r} to refer to"
    for other in piece.differs:
        if other in known and piece.ids[0] not in known[other].differs:
            yield f"{other!r} does not know of the disagreement"


def repeats(piece: Guidance, runs: set[tuple[str, ...]]) -> list[str]:
    """Runs of more than :data:`LONGEST` words of ``piece`` that are among ``runs``."""
    text = " . ".join((piece.title, piece.short, piece.body, *piece.situations, *piece.questions))
    return [" ".join(run) for run in _runs(text) if run in runs]


def runs_of(texts: Sequence[str]) -> set[tuple[str, ...]]:
    """All runs of one word more than :data:`LONGEST`."""
    return {run for text in texts for run in _runs(text)}


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = _words(text)
    return (tuple(words[n : n + LONGEST + 1]) for n in range(len(words) - LONGEST))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("’", "").replace("'", ""))


def main() -> int:
    """Prints what was found."""
    known = catalog.guidance()
    runs = runs_of([Path(name).read_text(encoding="utf-8") for name in sys.argv[1:]])
    found = 0
    for gid, piece in known.items():
        for problem in [*lacks(piece, known), *(f"repeats “{run}”" for run in repeats(piece, runs))]:
            print(f"{gid}: {problem}")
            found += 1
    print(f"{len(known)} pieces, {found} problems")
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
