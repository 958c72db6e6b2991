"""The content words of a text by their beginnings, as far as two texts are compared."""

from __future__ import annotations

from assistant.text.clean import words
from assistant.text.features import FUNCTION_WORDS

_STEM = 5


def stems(text: str) -> set[str]:
    """The content words of a text by their beginnings."""
    return {word[:_STEM] for word in words(text) if word not in FUNCTION_WORDS and len(word) > 2}
