"""A close: who does what and when, summed up, whatever else the turn answers."""

from __future__ import annotations

import re

from assistant.text.segment import sentences
from assistant.text.spans import find_spans

_NOT_DOING = (
    r"(?:know|see|think|hope|understand|want|need|am|have|had|was|were|are|did|said|mean|guess|believe|feel|like|would|could|should|"
    r"might|may|can|can't|cannot|don't|didn't|won't|promise|agree|worr\w+|asked|told|wish|wonder|get|got|never|always|"
    r"decide if|suppose|ask for|ask if|ask you|love|hate|ran|saw|took|made|wrote|kept|brought|built|led|gave|went|came|found|held|"
    r"\w{3,}(?<!ne)ed)\b"
)
_BETWEEN = (
    r"(?:'ll| will| shall)?(?: (?:also|then|first|only|just|both|each|on \w+|by \w+|tonight|today|tomorrow))*"
)
_DOERS = {
    "mine": re.compile(
        rf"(?:^|[:,;.–—-]\s*|\b(?:and|so|then)\s+)(?:i{_BETWEEN} (?!{_NOT_DOING})[a-z]|let me )", re.I
    ),
    "yours": re.compile(
        rf"(?:^|[:,;.–—-]\s*|\b(?:and|so|then|while)\s+)you{_BETWEEN} (?!{_NOT_DOING})[a-z]", re.I
    ),
    "ours": re.compile(
        rf"\b(?:we|you and (?:i|me)){_BETWEEN} (?:both )?(?:look|meet|talk|sit|speak|decide|check|judge|review|go (?:through|over)|see)\b|\blet's (?:look|meet|talk|sit|review)\b",
        re.I,
    ),
}
_SUMS_UP = re.compile(
    r"^\W*(?:so|okay,? so|right,? so|to sum up|let me sum up|summing up|in short|then)\s*[:,–—-]|\b(?:agreed|deal|settled|right|okay|ok|good|yes)\s*\?\s*$|"
    r"\b(?:is that|are we|do we|can we|shall we say|does that) (?:agreed?|settled|a deal|right|stand|hold|leave it)\b|\bto sum up\b|\blet me sum\b|\bthat's what we (?:agreed?|do)\b",
    re.I,
)
_JUDGED = re.compile(
    r"\b(?:judge|measure|count|compare|go by|success|it worked|if (?:it|they|the \w+|there)\b[^.?!]{3,60}\b(?:stop|hand|go back|worked)|(?:fewer|less|more|under|below|above|at least) (?:than )?\w+)\b",
    re.I,
)
_ENOUGH, _ALL = 2, 3


def closes(said: str) -> frozenset[str]:
    """What of a close (``actions``, ``date``, ``measure``) the turn sums up; empty where it is none.

    Two of "I do", "you do" and "we look at it" with a day make one where the turn sums up or asks for agreement, and all
    three with a day in any case.
    """
    plain = said.replace("’", "'")
    doers = sum(bool(rule.search(plain)) for rule in _DOERS.values())
    dated = any(span.kind in ("date", "time") for span in find_spans(said)) or bool(
        re.search(r"\b(?:tonight|today|tomorrow)\b", plain, re.I)
    )
    sums_up = any(_SUMS_UP.search(part.text.replace("’", "'")) for part in sentences(said))
    if not dated or doers < _ENOUGH or not (sums_up or doers == _ALL):
        return frozenset()
    return frozenset({"actions", "date"} | ({"measure"} if _JUDGED.search(plain) else set()))
