"""The index as a LangChain retriever, for chains and agents of others."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from assistant.domain import Passage
from assistant.seams import Retriever


class OnwardRetriever(BaseRetriever):
    """Finds guidance and passages of the user's documents.

    :param index: what to search, as in ``Wiring(Settings()).retriever``. :param k: the most passages (1 to 50).
    :param only_answers: gives nothing where the knowledge does not cover the question, instead of the nearest.
    """

    index: Any
    k: int = 4
    only_answers: bool = False

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain passes it
    ) -> list[Document]:
        index: Retriever = self.index
        [found] = index.search([query], self.k)
        if self.only_answers and not found.answerable:
            return []
        return [as_document(passage, answerable=found.answerable) for passage in found.passages]


def as_document(passage: Passage, *, answerable: bool = True) -> Document:
    """A passage as LangChain knows it.

    Metadata: ``source``, ``title``, ``place`` (page or headings, "" for guidance), ``citation``, ``guidance_ids``,
    ``document`` (the id of the user's document, "" for guidance), ``score`` (0 to 1), ``answerable``.
    """
    return Document(
        id=passage.guidance_ids[0] if passage.guidance_ids else None,
        page_content=passage.text,
        metadata={
            "source": passage.source,
            "title": passage.title,
            "place": passage.place,
            "citation": passage.citation,
            "guidance_ids": list(passage.guidance_ids),
            "document": passage.document,
            "score": passage.score,
            "answerable": answerable,
        },
    )
