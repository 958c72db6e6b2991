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
_ON_A_DAY = r"(?:(?:on|by|from|until|till|in) (?:the )?[\w ]{2,14},? )?"
_BEGINS = rf"(?:^|[:,;.–—-]\s*|\b(?:and|so|then|while)\s+){_ON_A_DAY}"
_DOERS = {
    "mine": re.compile(
        rf"{_BEGINS}(?:i{_BETWEEN} (?!{_NOT_DOING})[a-z]|let me |(?:me|i do|from me|my (?:part|side))(?: is)?[ :]+)",
        re.I,
    ),
    "yours": re.compile(
        rf"{_BEGINS}(?:you{_BETWEEN} (?!{_NOT_DOING})[a-z]|(?:you|yours|from you|(?:from )?your (?:part|side))(?: is)?: ?|yours is )",
        re.I,
    ),
    "ours": re.compile(
        rf"\b(?:we|you and (?:i|me)){_BETWEEN} (?:both )?(?:look|meet|talk|sit|speak|decide|check|judge|review|go (?:through|over)|see)\b|\blet's (?:look|meet|talk|sit|review)\b",
        re.I,
    ),
    "theirs": re.compile(
        rf"(?i:{_BEGINS})(?!(?:It|That|This|There|He|She|Who|What|Nobody|Somebody|Everybody|Everyone|Nothing)\b)[A-ZÀ-Ý][\w-]+(?:'ll| will)? (?!(?i:is|was|has|does|says|means|needs|wants|knows)\b)[a-z]+s?\b"
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
_A_DAY = re.compile(r"\b(?:tonight|today|tomorrow|this week|the \d{1,2}(?:st|nd|rd|th))\b", re.I)
_BEFORE = re.compile(r"\b(?:since|until now|last)\s*$", re.I)
_ENOUGH, _ALL = 2, 3


def closes(said: str, *, asked: bool = False) -> frozenset[str]:
    """What of a close (``actions``, ``date``, ``measure``) the turn sums up; empty where it is none.

    Two of "I do", "you do" and "we look at it" with a day make one where the turn sums up, asks for agreement or names two days,
    and all three with a day in any case.

    :param asked: whether the boss had asked how it goes on; then one day is enough, and it is also one who else does what.
    """
    plain = said.replace("’", "'")
    found = {who for who, rule in _DOERS.items() if rule.search(plain)}
    doers = len(found if asked else found - {"theirs"})
    dated = (span for span in find_spans(plain) if span.kind in ("date", "time"))
    days = {span.text for span in dated if not _BEFORE.search(plain[: span.start])}
    days |= set(_A_DAY.findall(plain))
    steps = len([day for day in days if not day.lower().endswith("days")])  # one of every week is a habit
    sums_up = any(_SUMS_UP.search(part.text.replace("’", "'")) for part in sentences(said))
    enough = doers >= _ENOUGH and (asked or sums_up or doers >= _ALL or steps >= _ENOUGH)
    if not steps or not (enough or (asked and sums_up and steps >= _ENOUGH)):
        return frozenset()
    return frozenset({"actions", "date"} | ({"measure"} if _JUDGED.search(plain) else set()))
