"""Texts to numbers: tokens without names and figures, n-grams, tf-idf rows, standardised dense rows. Numpy only.

Names, dates and figures become placeholders (``zname``, ``zday``, …) before words are counted: a score must not
depend on who is meant or which month it is, and a model trained on few texts generalises better without them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from assistant.text.cues import DAY, MONTH, NUMBER, UNIT

Array = npt.NDArray[np.float64]
MOST_TOKENS = 1500
"""Only this many tokens of a text are read; no draft or reply that a person writes is longer."""

_PLACEHOLDERS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"\b(?:{MONTH})\b|\bMay\b(?! i)", re.I), " zmonth "),
    (re.compile(rf"\b(?:{DAY})\b", re.I), " zday "),
    (
        re.compile(r"[£$€₹]\s?\d[\d.,]*k?|\b\d+(?:[.,]\d+)?\s?(?:k|euros?|pounds?|dollars?|lakhs?|quid)\b"),
        " zmoney ",
    ),
    (re.compile(r"\d+(?:[.,]\d+)?\s?(?:%|per ?cent)"), " zshare "),
    (re.compile(r"\b\d+(?:st|nd|rd|th)\b"), " zordinal "),
    (re.compile(r"\d+(?:[.,:]\d+)*"), " znumber "),
    (re.compile(rf"\b(?:{NUMBER})\b", re.I), " znumber "),
    (re.compile(rf"\b(?:{UNIT})\b", re.I), " zunit "),
    (re.compile(r"(?<=[a-z,;'] )(?:(?:Mr|Mrs|Ms|Dr)\.? )?[A-Z][a-zà-ÿ]+(?=[\s',.;?]|$)"), " zname "),
)
_SUFFIX = re.compile(r"'(d|ll|ve|re|s|m)\b")
_TOKEN = re.compile(r"'?\w+|[?!,.;:]")
_WORD = re.compile(r"\w[\w']*|[?!£$%]")
FUNCTION_WORDS = frozenset(
    "a about after again all already also am an and any are as ask asked at back be because been before being but by "
    "can could did do does doing done down each else enough even every few first for from get give go going good got "
    "had has have he her here him his how i if in instead into is it its just keep know last leave less let like long "
    "look made make many may me mean might more most much must my need never new next no nobody not nothing now of off "
    "ok on once one only or other our out over own part please put rather right run said same say see she should since "
    "so some somebody something start still such take tell than that the their them then there these they thing think "
    "this those though through till time to too try twice two under until up us use very want was way we well went were "
    "what when where which while who why will with without work would year yes yet you your 'd 'll 'm 're 's 've "
    "zname zmonth zday zmoney zshare zordinal znumber zunit ? ! , . ; :".split()
)


def plain(text: str) -> str:
    """The text with straight quotation marks, cut to what is read of it."""
    return text[: MOST_TOKENS * 8].replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')


def tokens(text: str) -> list[str]:
    """Lower-case tokens with placeholders for names, dates and figures; punctuation is kept."""
    return list(_tokens(text))


@lru_cache(maxsize=256)  # the ask of a rehearsal goes into the reading of each of its turns
def _tokens(text: str) -> tuple[str, ...]:
    text = plain(text)
    for pattern, placeholder in _PLACEHOLDERS:
        text = pattern.sub(placeholder, text)
    text = re.sub(r"n't\b", " not", text.lower())
    return tuple(_TOKEN.findall(_SUFFIX.sub(r" '\1", text))[:MOST_TOKENS])


def words(text: str) -> list[str]:
    """Lower-case words as written, with the few marks that carry meaning."""
    return _WORD.findall(plain(text).lower())[:MOST_TOKENS]


def skeleton(parts: Sequence[str]) -> list[str]:
    """Tokens with each content word replaced by its ending: the shape of a sentence without its topic."""
    return [part if part in FUNCTION_WORDS else _shape(part) for part in parts]


def _shape(token: str) -> str:
    return next((f"_{end}" for end in ("ed", "ing", "s") if token.endswith(end)), "_")


def ngrams(parts: Sequence[str], shortest: int, longest: int) -> list[str]:
    """All runs of ``shortest`` to ``longest`` tokens, joined by blanks."""
    return [
        " ".join(parts[i : i + n]) for n in range(shortest, longest + 1) for i in range(len(parts) - n + 1)
    ]


@dataclass(frozen=True)
class Terms:
    """A tf-idf space: sublinear term frequency, smoothed idf, rows of length 1."""

    vocabulary: Mapping[str, int]
    idf: Array

    @classmethod
    def learn(cls, texts: Iterable[Sequence[str]], rarest: int) -> Terms:
        """The space of all terms that occur in at least ``rarest`` of ``texts``."""
        count: Counter[str] = Counter()
        total = 0
        for terms in texts:
            count.update(set(terms))
            total += 1
        kept = sorted(term for term, n in count.items() if n >= rarest)
        idf = np.array([np.log((1 + total) / (1 + count[term])) + 1 for term in kept])
        return cls({term: i for i, term in enumerate(kept)}, idf)

    def row(self, terms: Sequence[str]) -> tuple[npt.NDArray[np.intp], Array]:
        """The places and values of a text's row; empty where no term is known."""
        known = Counter(self.vocabulary[term] for term in terms if term in self.vocabulary)
        places = np.fromiter(known.keys(), dtype=np.intp, count=len(known))
        values = (1 + np.log(np.fromiter(known.values(), dtype=float, count=len(known)))) * self.idf[places]
        length = float(np.sqrt(values @ values))
        return places, values / length if length else values


@dataclass(frozen=True)
class Dense:
    """A block of numbers, centred and scaled so that the whole block has about length 1; outliers are clipped."""

    mean: Array
    scale: Array

    @classmethod
    def learn(cls, rows: Array) -> Dense:
        """Means and deviations of the columns of ``rows``; a constant column counts nothing."""
        spread = rows.std(axis=0)
        return cls(rows.mean(axis=0), np.where(spread > 1e-9, spread, np.inf))

    def rows(self, rows: Array) -> Array:
        """The rows, scaled."""
        scaled: Array = np.clip((rows - self.mean) / self.scale, -4, 4) / np.sqrt(rows.shape[1])
        return scaled
