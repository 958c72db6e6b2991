"""A text as the trained network reads it: without what a judgement must not depend on.

Names become one name, he and she become they, greetings and sign-offs go, American spelling becomes British.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.text.spans import find_spans

_NAME = "Sam"
_PERSON = {
    "he": "they", "she": "they", "him": "them", "his": "their", "her": "their", "hers": "theirs",
    "himself": "themselves", "herself": "themselves", "he's": "they are", "she's": "they are",
    "he'll": "they'll", "she'll": "they'll", "he'd": "they'd", "she'd": "they'd",
}  # fmt: skip
_HAIL = r"(?:hi|hello|hey|dear|good (?:day|morning|afternoon|evening)|morning|respected|greetings)"
_GREETING = re.compile(
    rf"\A\s*{_HAIL}\b(?: (?:there|all|again|team|boss|sir|madam|ma'am|dear))?(?:,? (?:(?:Mr|Mrs|Ms|Dr|Prof)\.? )?(?-i:[A-ZÀ-ÖØ-Þ])[\w'’-]*){{0,3}}\s*(?:[,!.:–—-]+|\n)\s*"
    r"(?:(?:i )?hope (?:you(?:'re| are)?|this|all)\b[^.!?\n]{0,60}[.!?\n]\s*)?",
    re.I,
)
_SIGN_OFF = re.compile(
    r"\s*(?:(?<=[.!?,\n])|\n)\s*(?:(?:many |kind |warm |best |with |yours )*(?:thanks|thank you|thx|cheers|regards|best wishes|best|yours|sincerely|faithfully|truly)"
    r"(?: (?:again|so much|very much|a lot|in advance|for (?:your time|reading|listening)|sincerely|faithfully|truly|and (?:kind |best )?regards)){0,2}\s*[,.!]*)"
    r"(?:\s*[^\W\d_][\w'’-]*\.?){0,3}\s*\Z",
    re.I,
)
_SPELT = {
    "program": "programme", "programs": "programmes", "center": "centre", "centers": "centres",
    "labor": "labour", "favor": "favour", "color": "colour", "colors": "colours", "honor": "honour", "neighbor": "neighbour",
    "behavior": "behaviour", "flavor": "flavour", "harbor": "harbour", "rumor": "rumour", "humor": "humour",
    "neighbors": "neighbours", "favors": "favours", "skillful": "skilful", "fulfill": "fulfil", "enroll": "enrol",
    "traveling": "travelling", "traveled": "travelled", "canceled": "cancelled", "canceling": "cancelling",
    "modeling": "modelling", "labeled": "labelled", "labeling": "labelling", "catalog": "catalogue", "gray": "grey",
    "license": "licence", "defense": "defence", "offense": "offence", "practise": "practice", "learned": "learnt",
    "theater": "theatre", "fiber": "fibre", "liter": "litre", "liters": "litres", "meter": "metre", "meters": "metres",
    "aging": "ageing", "tire": "tyre", "tires": "tyres", "plow": "plough", "mold": "mould",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_IZE = re.compile(r"(?<=[a-z]{3})(i|y)z(?=e[drs]?\b|ing\b|ers?\b|ation)")


def neutral(text: str) -> str:
    """``text`` without names, gender, greetings and regional spelling; never empty for a text that is not."""
    start = match.end() if (match := _GREETING.match(text)) and match.end() < len(text) else 0
    close = _SIGN_OFF.search(text, start)
    end = close.start() if close and close.start() > start else len(text)
    parts: list[str] = []
    at = start
    for begin, stop, said in _changes(text, start, end):
        parts += [text[at:begin], said]
        at = stop
    return "".join([*parts, text[at:end]])


def _changes(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    found = sorted([*_names(text), *_words(text)])
    kept: list[tuple[int, int, str]] = []
    for change in found:
        if start <= change[0] and change[1] <= end and (not kept or change[0] >= kept[-1][1]):
            kept.append(change)
    return kept


def _names(text: str) -> Iterator[tuple[int, int, str]]:
    for span in find_spans(text):
        if span.kind == "name":
            yield span.start, span.end, _NAME


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _WORD.finditer(text):
        word = match.group().lower().replace("’", "'")
        said = _PERSON.get(word) or _SPELT.get(word) or _IZE.sub(r"\1s", word)
        if said != word:
            yield match.start(), match.end(), said
