"""A whole turn of a rehearsal to one reading.

That is the reply's level and moves, the elements of the ask it stated, the acts it served, and whether it only repeats.

The parts come from seams (a listener of replies, a scorer of asks), so a model behind either changes nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from assistant.catalog import table
from assistant.domain import Act, Assessment, Prompted, Reading
from assistant.seams import Listener, Scorer
from assistant.text.clean import words

REPEATED = 0.8
"""Share of a turn's words that stood together in an earlier turn, from which on it counts as a repetition."""
_CONCRETE = frozenset({"amount", "time", "cover", "measure", "next_step"})


class TurnListener:
    """Listens to one turn at a time."""

    def __init__(self, listener: Listener, scorer: Scorer) -> None:
        self._listener, self._scorer = listener, scorer

    def hear(self, prompted: Prompted, said: str, earlier: Sequence[str]) -> Reading:
        """The reading of ``said``.

        :param prompted: what it answers; with an empty concern the level is that of an opening ask.
        :param earlier: the user's earlier turns, oldest first.
        """
        [reading] = self._listener.read([(prompted, said)])
        [assessment] = self._scorer.score([said])
        elements = frozenset(name for name, finding in assessment.elements.items() if finding.present)
        reading = replace(
            reading,
            elements=elements,
            acts=self._acts(said, elements, reading),
            repeats=_repeats(said, earlier),
        )
        if not prompted.concern:
            reading = replace(reading, level=_level_of_ask(assessment, elements))
        return replace(reading, level=0) if reading.repeats else reading

    @cached_property
    def _table(self) -> Mapping[Act, Mapping[str, list[str]]]:
        return {Act(name): entry for name, entry in table("acts").items()}

    def _acts(self, said: str, elements: frozenset[str], reading: Reading) -> frozenset[Act]:
        text = " ".join(said.lower().replace("’", "'").split())
        return frozenset(
            act
            for act, signs in self._table.items()
            if elements & set(signs["elements"])
            or any(reading.has(move) for move in signs["moves"])
            or any(cue in text for cue in signs["cues"])
        )


def _level_of_ask(assessment: Assessment, elements: frozenset[str]) -> int:
    """An opening ask by the rubric of asks: 2 defined with two concrete elements, 1 recognisable, else 0."""
    if "change" in elements and len(elements & _CONCRETE) >= 2:
        return 2
    return int("change" in elements or assessment.specificity >= 3)


def _repeats(said: str, earlier: Sequence[str]) -> bool:
    """Whether most of the turn's word triples were said before; a turn of under four words must recur whole."""
    new = _triples(said)
    return any(len(new & old) >= REPEATED * len(new) for old in map(_triples, earlier)) if new else False


def _triples(text: str) -> set[tuple[str, ...]]:
    tokens = words(text)
    size = 3 if len(tokens) >= 4 else max(1, len(tokens))
    return {tuple(tokens[i : i + size]) for i in range(len(tokens) - size + 1)}
