"""How words are shown between quotation marks."""

from __future__ import annotations


def shown(quote: str) -> str:
    """A quote for people: where it stops before its sentence does (it ends in a comma or the like), "[…]" stands for the rest."""
    bare = quote.rstrip(" ,;:–—-")
    return bare if bare == quote.rstrip() else f"{bare} […]"


def opening(quote: str, words: int = 6) -> str:
    """The first words of a quote that stands in full elsewhere; all of it where little would be left out."""
    first = quote.split()
    if len(first) <= 2 * words:
        return shown(quote)
    return f"{' '.join(first[:words]).rstrip(' ,;:.–—-')} […]"


def within(words: str) -> str:
    """Words that stand between quotation marks: their own marks become single ones."""
    return words.replace("“", "‘").replace("”", "’").replace('"', "'")
