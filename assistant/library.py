"""The orchestrator of what can be looked up: the guidance, and the documents that the user brought along.

It stands beside :mod:`assistant.coach`, which hands it out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.domain import Document, Excerpt, Imported, Passage, Review, Scenario, SearchResult
from assistant.errors import InputError, OnwardError
from assistant.parts import Parts
from assistant.seams import ImportProgress
from assistant.text.clean import usable

_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_SHORTEST_SENTENCE = 4
_MOST_SENTENCES = 5
_LOOKED_AT = 8
_ON_TOPIC, _BY_ITSELF = 0.35, 0.55
"""From which similarity on a passage counts: to a topic that both it and the ask are about, and to the ask alone."""
_FAR = 0.3
"""What counts as a passage's similarity to the ask where it is not among the near ones."""


class Library:
    """Searches, and keeps the user's documents."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def search(self, questions: Sequence[str], k: int = 10) -> list[SearchResult | OnwardError]:
        """Passages for each question; an error in its place where one cannot be read."""
        if not 1 <= k <= 50:
            raise InputError(f"The number of passages must be from 1 to 50, not {k}.")
        found = [usable(question, "The question", limit=2_000) for question in questions]
        good = [question for question in found if isinstance(question, str)]
        results = iter(self._parts.retriever.search(good, k) if good else [])
        return [next(results) if isinstance(question, str) else question for question in found]

    def excerpts(self, ask: str) -> tuple[Excerpt, ...]:
        """Words of the user's documents that bear on the ask and may be quoted, best first; often none.

        Takes no time where there are no documents. Where some are for the user alone, they are marked as private.
        :raises OnwardError: when the documents cannot be searched.
        """
        if not self._parts.retriever.has_documents:
            return ()
        from assistant.bearing.excerpts import Bearing, excerpts
        from assistant.bearing.topics import anything, orders, topics

        near = {(one.document, one.text): one for one in self._near(ask, _LOOKED_AT)}
        found = [Bearing(anything(), one, one.score) for one in near.values() if one.score >= _BY_ITSELF]
        for topic in topics(ask):
            for one in self._parts.retriever.near([topic.query], _LOOKED_AT):
                if one.score >= _ON_TOPIC and topic.within(f"{one.place}. {one.text}"):
                    known = near.get((one.document, one.text))
                    found.append(Bearing(topic, one, known.score if known else _FAR))
        suspects = self._parts.retriever.near([orders()], _LOOKED_AT) if found else []
        return excerpts(found, ask, suspects)

    def informed(self, scenario: Scenario) -> Scenario:
        """The scenario with what the documents say about its ask, for the stages that may quote it.

        Without it where a model elsewhere would get to read it, and where the documents cannot be searched: then the
        talk and the texts are those of somebody who has none.
        """
        try:
            found = () if self._parts.leaves_to else self.excerpts(scenario.preferred_ask)
        except OnwardError:
            found = ()
        return replace(scenario, excerpts=found)

    def reviewed(self, review: Review, ask: str) -> Review:
        """A review with what the documents say about the ask; a note where they cannot be searched."""
        try:
            return replace(review, excerpts=self.excerpts(ask))
        except OnwardError as error:
            return replace(review, notes=(*review.notes, f"Your documents could not be searched: {error}"))

    def _near(self, text: str, k: int) -> list[Passage]:
        ask = text.strip()
        sentences = [part for part in _SENTENCE.split(ask) if len(part.split()) >= _SHORTEST_SENTENCE]
        several = sentences[:_MOST_SENTENCES] if len(sentences) > 1 else []
        return self._parts.retriever.near([ask, *several], k) if ask else []

    def add(self, paths: Sequence[Path], told: ImportProgress | None = None) -> list[Imported]:
        """Adds files and folders of the user's to what search looks through: all that can be read, or nothing.

        What was added before is brought up to date: unchanged files are passed over, changed ones replaced, and
        documents go whose file is gone from a folder. :param told: hears how far it is.
        """
        return self._parts.retriever.add(paths, told)

    def add_text(
        self, name: str, data: bytes, told: ImportProgress | None = None, *, replaces: bool = False
    ) -> list[Imported]:
        """Adds the content of a file that lies nowhere; ``name`` is its title if it has none itself.

        :param replaces: whether it takes the place of what was added under this name in the same way, as a newer
            version of an uploaded file does. :param told: hears how far it is; what it raises ends the import, and
            nothing has changed.
        """
        return self._parts.retriever.add_text(name, data, told, replaces=replaces)

    def documents(self) -> list[Document]:
        """The documents that were added."""
        return self._parts.retriever.documents()

    def remove(self, document: str) -> list[Document]:
        """Removes a document by its id, or those of a file or folder that was added."""
        return self._parts.retriever.remove(document)

    def clear(self) -> int:
        """Removes all documents; how many went."""
        return self._parts.retriever.clear()
