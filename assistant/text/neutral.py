"""A text as the trained network reads it: without what a judgement must not depend on.

Names become one name, he and she become they, all trades one trade, greetings, sign-offs and the last full stop go, slips of the
finger are put right, American spelling becomes British.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.text.spans import find_spans
from assistant.text.spelling import british, calendar, misread, respelt
from assistant.text.trades import alike

_NAME = "Sam"
_PERSON = {
    "he": "they", "she": "they", "him": "them", "his": "their", "her": "their", "hers": "theirs",
    "himself": "themselves", "herself": "themselves", "he's": "they are", "she's": "they are",
    "he'll": "they'll", "she'll": "they'll", "he'd": "they'd", "she'd": "they'd",
}  # fmt: skip
_ALIKE = _PERSON | alike()
"""Words for persons that say nothing of what is asked."""
_HAIL = (
    r"(?:hi|hiya|hello|hallo|hey|heya|yo|dear|good (?:day|morning|afternoon|evening)|g'day|morning|evening|respected|greetings|salaam|salam|"
    r"assalamu? alaikum|namaste|hola|bonjour|shalom|howdy)"
)
_SOMEBODY = r"(?:there|all|again|team|boss|sir|madam|ma'am|dear|brother|sister|mate|chief|folks|everyone|hi|hello|hey|of the day)"
_GREETING = re.compile(
    rf"\A\s*{_HAIL}\b(?:,? {_SOMEBODY}\b){{0,2}}(?:,? (?:(?:Mr|Mrs|Ms|Dr|Prof)\.? )?(?-i:[A-ZÀ-ÖØ-Þ])[\w'’-]*){{0,3}}\s*(?:[,!.:;)(–—-]+|\n)\s*"
    rf"(?:{_HAIL}(?: {_SOMEBODY}){{0,2}}[,!.:]+\s*)?"
    r"(?:(?:i )?hope (?:you(?:'re| are)?|this|all)\b[^.!?\n]{0,60}[.!?\n]\s*)?",
    re.I,
)
_SIGN_OFF = re.compile(
    r"\s*(?:(?<=[.!?,\n])|\n)\s*(?:(?:many |kind |warm |best |with |yours )*(?:thanks|thank you|thx|ta|cheers|regards|best wishes|all the best|best|yours|sincerely|faithfully|truly|peace|love|take care|"
    r"god bless(?: you)?|speak soon|see you(?: soon)?|x+)"
    r"(?: (?:again|so much|very much|a lot|in advance|for (?:your time|reading|listening)|sincerely|faithfully|truly|and (?:kind |best )?regards)){0,2}\s*[,.!]*)"
    r"(?:\s*[^\W\d_][\w'’-]*\.?){0,3}\s*\Z",
    re.I,
)
_CLOSE = re.compile(r"(?:\s|[.!…]|[:;]-?[)(DP](?!\w))+\Z")
"""What closes a text: a missing full stop is no lack of anything."""
_AN = re.compile(r"\b(a)n(?= (?:technician|customer)\b)", re.I)
"""An electrician has become a technician."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@lru_cache(maxsize=256)
def neutral(text: str) -> str:
    """``text`` without names, gender, greetings and regional spelling; never empty for a text that is not."""
    start = match.end() if (match := _GREETING.match(text)) and match.end() < len(text) else 0
    close = _SIGN_OFF.search(text, start)
    body = text[start : close.start() if close and close.start() > start else len(text)]
    parts: list[str] = []
    at = 0
    for begin, stop, said in _changes(body):
        parts += [body[at:begin], said]
        at = stop
    return _CLOSE.sub("", _AN.sub(r"\1", "".join([*parts, body[at:]]))) or text


def _changes(text: str) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for change in sorted([*misread(text), *_names(text), *_words(text)]):
        if not kept or change[0] >= kept[-1][1]:
            kept.append(change)
    return kept


def _names(text: str) -> Iterator[tuple[int, int, str]]:
    for span in find_spans(text):
        if span.kind == "name":
            day = calendar(span.text.lower())  # Wendesday is nobody
            yield span.start, span.end, _NAME if day == span.text.lower() else day.capitalize()


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _WORD.finditer(text):
        word = match.group().lower().replace("’", "'")
        typed_as_name = match.group()[0].isupper()
        right = british(respelt(word, known_slips_only=typed_as_name))
        said = _ALIKE.get(right, right)
        if said != word:
            yield match.start(), match.end(), said
