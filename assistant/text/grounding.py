"""Whether one text says nothing that another did not: facts that came from nowhere, facts that were lost, new matter.

For texts that a model worded. Rules on spans and words, so the answer is always the same and needs no model.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.text.clean import looks_english
from assistant.text.features import FUNCTION_WORDS
from assistant.text.spans import find_spans, names_in

MOST_NEW = 0.3
"""The share of new telling words that a rewording may have."""
LENGTHS = (0.6, 1.4)
"""How long a rewording may be, as a share of the length of what it words; three words more are always allowed."""
BLANK = re.compile(r"\[[^\[\]\n]+\]")
_STRAIGHT = str.maketrans("’‘“”‐‑–—", "''\"\"----")
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
_MOST_QUOTED_AROUND = " \t\n\"'“”‘’….,;:!?"


def plain(text: str) -> str:
    """``text`` in lower case on one line, with straight quotes and plain dashes; nothing else is changed."""
    return " ".join(text.translate(_STRAIGHT).lower().split())


def blanks(text: str) -> list[str]:
    """The gaps of ``text`` such as ``[start date]``, in order."""
    return BLANK.findall(text)


def strangers(text: str, known: str, names: Collection[str] = ()) -> list[str]:
    """Numbers, dates, amounts and names of ``text`` that do not stand in ``known`` as whole words.

    :param names: names known beforehand, to be recognised as such.
    """
    heard = plain(known)
    found = find_spans(BLANK.sub(" ", text), names)
    return [span.text for span in found if not _stands(plain(span.text), heard)]


def lost(text: str, source: str, names: Collection[str] = ()) -> list[str]:
    """Numbers, dates, amounts and names of ``source`` that ``text`` no longer has."""
    return strangers(source, text, names)


def new_matter(text: str, source: str) -> float:
    """The share of the telling words of ``text`` (four letters or more, by their stems) that ``source`` does not have.

    0 for the same words, 1 for a text about something else or in another language; 0 where there are no such words.
    """
    told = _stems(BLANK.sub(" ", text))
    return len(told - _stems(source)) / len(told) if told else 0.0


def may_replace(worded: str, own: str, source: str = "") -> bool:
    """Whether ``worded`` says what ``own`` says: its gaps, its facts, hardly a new word, about its length, in English.

    :param source: what the user wrote besides; its words and facts may be used too.
    """
    known = f"{source}\n{own}"
    names = names_in(known)
    shortest, longest = (share * len(own.split()) for share in LENGTHS)
    return (
        shortest <= len(worded.split()) <= longest + 3
        and sorted(map(plain, blanks(worded))) == sorted(map(plain, blanks(own)))
        and not strangers(worded, known, names)
        and not lost(worded, own, names)
        and new_matter(worded, known) <= MOST_NEW
        and looks_english(worded)
    )


def word_for_word(quote: str, text: str) -> str | None:
    """The stretch of ``text`` that ``quote`` repeats, as it stands there; None where it is not there word for word.

    Capitals, white space, the shape of quotation marks and what surrounds the quote are forgiven; words are not.
    """
    core = quote.translate(_STRAIGHT).strip(_MOST_QUOTED_AROUND)
    if not re.search(r"\w", core):
        return None
    words = r"\s+".join(re.escape(part) for part in core.split())
    found = re.search(rf"(?<!\w){words}(?!\w)", text.translate(_STRAIGHT), re.I)
    return text[found.start() : found.end()] if found else None


def _stands(span: str, heard: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(span)}(?!\w)", heard) is not None


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(plain(text)) if word not in FUNCTION_WORDS}
