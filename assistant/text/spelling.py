"""Typing errors put right, word by word, as far as one slip of the finger explains them.

A word that nobody uses is read as the commonest word that one letter more, less, other or swapped makes of it. In
doubt it stays: a trade word that the list does not know must not become another word.
"""

from __future__ import annotations

import gzip
import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.util import find_spec
from math import inf
from pathlib import Path

from assistant.errors import EngineError

VOCABULARY = Path(__file__).parent / "vocabulary" / "vocab.txt"
"""The WordPiece vocabulary of the base model: whole words, commoner ones first, and the pieces of rarer ones."""
_DICTIONARY = ("spellchecker", "resources", "en.json.gz")
"""Words with how often they stand in its texts, from the installed package ``pyspellchecker``."""
_SHORTEST, _SHORT, _LONG = 4, 5, 7
_LONGEST = 40
"""Letters beyond which nothing is a slip of a word: what is one letter away from thousands takes minutes to look up."""
_COMMON, _COMMON_LONG = 1_000, 500
"""How often the word that was meant must stand in the dictionary's texts: slips are seldom made in rare words. A long
word has few others near it, so it may be rarer."""
_RARE, _EVERYDAY = 150, 400_000
"""A word as rare as the first is taken for a slip in one as common as the second."""
_USED = 10_000
"""A word that nobody uses, though it is put together of others (``ins-ted``), is taken for a slip in one as common as this."""
_CALENDAR = frozenset(
    "january february april august september october november december monday tuesday wednesday thursday friday saturday "
    "sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays".split()
)
"""Days and months of five letters or more; the dictionary was counted on texts that mostly write them with a capital."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ALIKE = ("aeiouy", "cks", "sz", "gj", "fv", "mn")
"""Letters that sound alike."""
_ENDINGS = ("s", "es", "d", "ed", "ing", "er", "ers", "ly", "ness", "less", "able", "y", "ish", "ful", "ment")
_STARTS = ("un", "re", "over", "under", "out", "pre", "mis", "non", "co", "back", "half")
_USUAL: Mapping[str, str] = {
    "teh": "the", "adn": "and", "yuo": "you", "waht": "what", "thier": "their", "becuase": "because", "untill": "until", "tommorow": "tomorrow",
    "afterwords": "afterwards",
    "payed": "paid", "recieve": "receive", "wich": "which", "alot": "a lot", "im": "i'm", "ive": "i've", "dont": "don't",
    "doesnt": "doesn't", "dosnt": "doesn't", "didnt": "didn't", "cant": "can't", "wont": "won't", "isnt": "isn't",
    "wasnt": "wasn't", "arent": "aren't", "couldnt": "couldn't", "wouldnt": "wouldn't", "shouldnt": "shouldn't",
    "havent": "haven't", "hasnt": "hasn't", "hadnt": "hadn't", "youre": "you're", "theyre": "they're", "thats": "that's",
    "theres": "there's", "whats": "what's", "lets": "let's", "youd": "you'd", "theyd": "they'd", "weve": "we've",
    "youve": "you've", "theyve": "they've", "itll": "it'll", "youll": "you'll", "theyll": "they'll", "id": "i'd",
    "werent": "weren't", "mustnt": "mustn't", "wheres": "where's", "heres": "here's", "hows": "how's", "whos": "who's",
    "itd": "it'd", "couldve": "could have", "wouldve": "would have", "shouldve": "should have", "wensday": "wednesday",
    "wensdays": "wednesdays", "aswell": "as well", "incase": "in case", "infact": "in fact", "atleast": "at least",
    "noone": "no one", "everytime": "every time", "thankyou": "thank you", "eachother": "each other", "wil": "will",
    "nobodys": "nobody's", "somebodys": "somebody's", "everybodys": "everybody's", "anybodys": "anybody's",
    "pls": "please", "plz": "please", "u": "you", "ur": "your", "thx": "thanks", "tho": "though", "cos": "because",
    "coz": "because", "bc": "because", "w/o": "without", "gonna": "going to", "mins": "minutes",  "wanna": "want to", "hrs": "hours",
}  # fmt: skip

_BRITISH: Mapping[str, str] = {
    "program": "programme", "programs": "programmes", "center": "centre", "centers": "centres", "skillful": "skilful",
    "fulfill": "fulfil", "enroll": "enrol", "enrollment": "enrolment", "catalog": "catalogue", "gray": "grey",
    "license": "licence", "defense": "defence", "offense": "offence", "practise": "practice", "learned": "learnt",
    "theater": "theatre", "fiber": "fibre", "liter": "litre", "liters": "litres", "meter": "metre", "meters": "metres",
    "aging": "ageing", "tire": "tyre", "tires": "tyres", "plow": "plough", "mold": "mould", "molds": "moulds",
    "pajamas": "pyjamas", "jewelry": "jewellery", "math": "maths", "mom": "mum",
}  # fmt: skip
_RULES = (
    (re.compile(r"(?<=[a-z]{3})(i|y)z(?=e[drs]?\b|ing\b|ers?\b|ation)"), r"\1s"),
    (
        re.compile(r"\b(hon|fav|lab|col|neighb|behavi|flav|harb|hum|rum|endeav|sav|vig|arm|tum|vap)or(?=ed|ing|ers?\b|s?\b|able|ably|ite|ful|less|hood)"),
        r"\1our",
    ),
    (
        re.compile(r"\b(travel|counsel|cancel|model|level|label|fuel|signal|dial|total|channel|tunnel|marvel|quarrel)(?=ed\b|ers?\b|ing\b|ors?\b)"),
        r"\1l",
    ),
)  # fmt: skip
"""American endings and what becomes of them."""


_CONFUSED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"\b(?:{before})(?P<typed>{typed})(?={after})".replace("'", "['’]"), re.I), meant)
    for before, typed, after, meant in (
        ("", "its", r" (?:not|a|an|the|always|never|so|too|been|just|because|that|like|me|my|your|our|going|getting|what|why|how|nothing|no)\b", "it's"),
        (
            r"(?:more|less|better|worse|fewer|rather|longer|sooner|later|faster|higher|lower|bigger|older|younger|cheaper|quicker|easier|harder) (?:\w+ )?",
            "then", r" (?:me|him|her|them|us|any\w*|every\w*|others?|most|before|usual|ever|\d+|one|two|three|four|five|six|ten)\b", "than",
        ),
        (r"(?:we|i|you|they|to|would|could|will|can|might|not|don't|won't|never|always|(?:i|we|you|they)'(?:d|ll)) ", "loose", r" (?!ends?\b|change\b|stock\b)\w", "lose"),
        ("", "of", r" (?:on|until|till) ", "off"),
        (r"(?:want|wants|wanted|like|going|able|hope|hoping|ask|asking|wish|ready|try|trying|allowed) ", "too", r" (?!much|many|few|little|late|long|often|far|soon|early|busy)[a-z]{2,} ", "to"),
        ("", "to", r" (?:much|busy|expensive|often)\b", "too"),
        ("(?:i|we|you) ", "no", r"(?:[.!?]| (?:it|that|this|the|how|what|who|why|you|we)\b)", "know"),
        ("(?:not|n't|be|only|so|very|is) ", "fare", r"(?! (?:well|better|worse|badly|rise))\b", "fair"),
        ("", "ill", r" (?:have|be|do|take|go|look|make|get|keep|come|give|leave|work|stay|need|try|ask|let|show|finish|find|start)\b", "i'll"),
        ("(?:and|so|then|if|but|that|or|when) ", "well", r" (?:have|be|look|do|see|go|get|know|need|lose|save|meet|stop|try|talk)\b", "we'll"),
        ("", "your", r" (?:going|looking|not|paying|losing|asking|saying|worried|a|the)\b", "you're"),
        ("(?:should|could|would|must|might)(?:n't)? ", "of", r" (?!course)\w", "have"),
        ("", "my self", r"\b", "myself"),
    )
)  # fmt: skip
"""Words that are often typed for one another: what stands before, what was typed, what follows, and what was meant.

Each is listed only with neighbours beside which what was typed makes no sense.
"""


def misread(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a word was typed for another that is written nearly alike (``more then me``): start, end, what was meant."""
    for pattern, meant in _CONFUSED:
        for match in pattern.finditer(text):
            yield *match.span("typed"), meant


@cache
def respelt(word: str, *, known_slips_only: bool = False) -> str:
    """``word`` (lower case, apostrophes straight) as it was probably meant; itself when in doubt.

    :param known_slips_only: for what may be a name: nothing is guessed.
    """
    if (usual := _USUAL.get(word)) is not None:
        return usual
    if (
        known_slips_only
        or not _SHORTEST <= len(word) <= _LONGEST
        or not word.isascii()
        or not word.isalpha()
        or word in _common_words()
    ):
        return word
    if (day := calendar(word)) != word:
        return day
    counts = _dictionary()
    if any(form in counts for form in _forms(word)) or word in _BRITISH.values():
        return _completed(word, _EVERYDAY) if counts.get(word, _EVERYDAY) <= _RARE else word
    if plural := _plural(word):
        return plural
    near = {other: rank for other, rank in _ranked(word) if counts.get(other, 0) >= _least(word, rank)}
    if 0 not in near.values() and _is_made_of_words(word):
        return _completed(word, _USED)
    likeliest = min(near.values(), default=0)
    likely = [other for other, rank in near.items() if rank == likeliest]
    return max(likely, key=lambda other: (counts[other], other), default=word)


@cache
def calendar(word: str) -> str:
    """A day or month (lower case) for a ``word`` that swaps, doubles, lacks or adds a letter inside it; else ``word``.

    Other letters are not guessed: Sundar and Augusta are people.
    """
    if not _SHORTEST < len(word) <= _LONGEST or word in _CALENDAR:
        return word
    near = (other for other in _one_slip_away(word) if other in _CALENDAR)
    return next((day for day in near if _is_slip_inside(word, day)), word)


@lru_cache(maxsize=10_000)
def british(word: str) -> str:
    """``word`` (lower case) as it is spelt in Britain."""
    if (usual := _BRITISH.get(word)) is not None:
        return usual
    for ending, said in _RULES:
        word = ending.sub(said, word)
    return word


def _forms(word: str) -> tuple[str, ...]:
    """The word, and as it may be spelt across the ocean."""
    single = re.sub(r"ll(?=(?:ed|ing|ers?|ors?)$)", "l", word)
    return word, word.replace("is", "iz"), word.replace("our", "or"), single, british(word)


_RANKS = 2


def _unlikely(word: str, other: str) -> int:
    """How unlikely it is that ``other``, one slip away, was meant: 0 to :data:`_RANKS`.

    0: inner letters changed places, one of a pair is missing or too many, or a letter in the ending of a long word sounds alike; 1: a letter is
    missing or too many, or sounds alike; 2: any other.
    """
    if len(word) == len(other):
        at = [n for n, (a, b) in enumerate(zip(word, other, strict=True)) if a != b]
        if len(at) == 2:
            return 0 if at[0] > 0 or len(word) > _SHORTEST else _RANKS
        alike = any(word[at[0]] in group and other[at[0]] in group for group in _ALIKE)
        return (0 if len(word) >= _LONG and at[0] >= len(word) - 3 else 1) if alike and at[0] > 0 else _RANKS
    longer, shorter = sorted((word, other), key=len, reverse=True)
    return (
        0
        if any(
            longer[n] == longer[n + 1] and longer[:n] + longer[n + 1 :] == shorter
            for n in range(len(shorter))
        )
        else 1
    )


def _is_slip_inside(word: str, day: str) -> bool:
    return (
        _unlikely(word, day) < _RANKS
        and (sorted(word) == sorted(day) or len(word) != len(day))
        and word[-1] == day[-1]
    )


def _ranked(word: str) -> Iterator[tuple[str, int]]:
    return ((other, _unlikely(word, other)) for other in _one_slip_away(word))


def _least(word: str, rank: int) -> float:
    """How common a word must be to be what was meant; in a short word an unlikely slip is no slip at all."""
    if rank == _RANKS:
        return _COMMON if len(word) > _SHORT else inf
    return _COMMON_LONG if len(word) >= _LONG else _COMMON


def _one_slip_away(word: str) -> set[str]:
    """All strings that one letter more, less, other or swapped makes of ``word``."""
    cuts = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    found = {head + tail[1:] for head, tail in cuts if tail}
    found |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    found |= {head + letter + tail[1:] for head, tail in cuts if tail for letter in _LETTERS}
    found |= {head + letter + tail for head, tail in cuts for letter in _LETTERS + "'"}
    return found - {word}


def _completed(word: str, least: int) -> str:
    """The word that lost an inner letter, or its last g, to become this one (``wold`` for ``would``); else this one.

    :param least: how often what was meant must stand in the dictionary's texts.
    """
    counts = _dictionary()
    near = {word[:n] + letter + word[n:] for n in range(1, len(word)) for letter in _LETTERS}
    near |= {f"{word}g"} if word.endswith("in") else set()
    near = {other for other in near if counts.get(other, 0) >= least}
    return max(near, key=lambda other: (counts[other], other), default=word)


def _plural(word: str) -> str:
    """The plural of a word in -y with nothing but an s put behind it (``deliverys``); else nothing."""
    proper = f"{word[:-2]}ies"
    return proper if re.search(r"[^aeiou]ys$", word) and proper in _dictionary() else ""


def _is_made_of_words(word: str) -> bool:
    """Whether a usual start or ending makes it of a common word, or it is two of them."""
    known = _common_words()
    stems = {word.removesuffix(end) for end in _ENDINGS if word.endswith(end)}
    stems |= {word.removesuffix(end) + "e" for end in _ENDINGS if word.endswith(end) and end[0] in "aeiy"}
    stems |= {stem[:-1] for stem in stems if stem[-2:-1] == stem[-1:]}
    stems |= {stem[:-1] + "y" for stem in stems if stem.endswith("i")}
    stems |= {word.removeprefix(start) for start in _STARTS if word.startswith(start)}
    if any(len(stem) > (3 if word.endswith("y") else 2) and stem in known for stem in stems):
        return True
    return any(word[:cut] in known and word[cut:] in known for cut in range(3, len(word) - 2))


@cache
def _common_words() -> frozenset[str]:
    """The whole words of the vocabulary; they are enough for most texts, and read at once."""
    return frozenset(VOCABULARY.read_text(encoding="utf-8").split("\n"))


class _Counts(Mapping[str, int]):
    """Words and how often they occur, looked up in the sorted lines (``"word": count``) as they are written.

    Making a table of them takes five times as long, and most texts ask for a few words only.
    """

    def __init__(self, written: bytes) -> None:
        self._lines = sorted(written.strip(b"{}\n").split(b",\n"))

    def __getitem__(self, word: str) -> int:
        begins = f'"{word}": '.encode()
        at = bisect_left(self._lines, begins)
        if at == len(self._lines) or not self._lines[at].startswith(begins):
            raise KeyError(word)
        return int(self._lines[at][len(begins) :])

    def __iter__(self) -> Iterator[str]:
        return (json.loads(line.rpartition(b":")[0]) for line in self._lines)

    def __len__(self) -> int:
        return len(self._lines)


@cache
def _dictionary() -> Mapping[str, int]:
    """Words and how often they occur. Read from the package's data: its own reader takes a tenth of a second."""
    found = find_spec(_DICTIONARY[0])
    if found is None or found.origin is None:
        raise EngineError(
            "The spelling dictionary is missing. Reinstall Onward to mend it.", code="encoder_missing"
        )
    data = Path(found.origin).parent.joinpath(*_DICTIONARY[1:]).read_bytes()
    return _Counts(gzip.decompress(data))
