"""What leaves this machine and to whom, in the words of the page and of ``doctor``."""

from __future__ import annotations

from assistant.settings import Settings

WHAT_LEAVES = (
    "what is said in a rehearsal, with the names, roles and organisation of the set-up, drafts to be scored, and the lines of texts to take along "
    "(without what you marked private)"
)
"""What a model that is elsewhere gets to read: all that any stage sends, in the words of the page and of ``doctor``."""


def search_sends(settings: Settings) -> list[str]:
    """What the settings of search send to which server, in words that need a sign after them; empty when nothing."""
    found = []
    if settings.embeddings and settings.remote_search:
        from assistant.providers.embeddings import embeddings_endpoint

        where = embeddings_endpoint(settings).host
        found.append(f"the words of questions, asks and your documents go to {where} ({settings.embeddings})")
    if settings.chroma_url and settings.remote_search:
        from assistant.retrieval.connection import Server

        where = Server(settings.chroma_url).host
        found.append(
            f"vectors of questions and of your documents, not their words, go to the Chroma server {where}"
        )
    return found
