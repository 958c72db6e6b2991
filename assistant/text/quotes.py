"""How words are shown between quotation marks."""

from __future__ import annotations


def shown(quote: str) -> str:
    """A quote for people: where it stops before its sentence does (it ends in a comma or the like), "[…]" stands for the rest."""
    bare = quote.rstrip(" ,;:–—-")
    return bare if bare == quote.rstrip() else f"{bare} […]"


def within(words: str) -> str:
    """Words that stand between quotation marks: their own marks become single ones."""
    return words.replace("“", "‘").replace("”", "’").replace('"', "'")
