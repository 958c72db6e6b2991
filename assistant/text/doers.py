"""Who does what: whose deeds a turn tells of, the speaker's, the other's, both of them or somebody else's."""

from __future__ import annotations

import re

_NOT_DOING = (
    r"(?:know|see|think|hope|understand|want|need|am|have|had|was|were|are|did|said|mean|guess|believe|feel|like|would|could|should|"
    r"might|may|can|can't|cannot|don't|didn't|won't|needn't|mustn't|shouldn't|promise|agree|worr\w+|asked|told|wish|wonder|get|got|never|always|"
    r"decide if|suppose|ask for|ask if|ask you|love|hate|ran|saw|took|made|wrote|kept|brought|built|led|gave|went|came|found|held|"
    r"\w{3,}(?<!ne)ed)\b"
)
_BETWEEN = (
    r"(?:'ll| will| shall)?(?: (?:also|then|first|only|just|both|each|on \w+|by \w+|tonight|today|tomorrow))*"
)
_ON_A_DAY = r"(?:(?:on|by|from|until|till|in) (?:the )?[\w ]{2,14},? )?"
_BEGINS = rf"(?:^|[:,;.–—-]\s*|\b(?:and|so|then|while|first|second|third|next)\s+){_ON_A_DAY}"
_DOERS = {
    "mine": re.compile(
        rf"{_BEGINS}(?:i{_BETWEEN} (?!{_NOT_DOING})[a-z]|let me |(?:me|i do|from me|my (?:part|side))(?: is)?[ :]+)",
        re.I,
    ),
    "yours": re.compile(
        rf"{_BEGINS}(?:you{_BETWEEN} (?!{_NOT_DOING})[a-z]|(?:you|yours|from you|(?:from )?your (?:part|side))(?: is)?: ?|yours is |your (?:part|side|bit|share|job)(?: is|'s| would be) )|\bthat(?:'s| is) your (?:\w+ )?(?:part|side|bit|share|job|thing)\b",
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

_TAKEN_ON = re.compile(
    r"\bi(?:'ll| will|'m going to)(?: (?:also|then|first|just|on \w+|by \w+|tonight|today|tomorrow))* "
    r"(?:ask (?!for\b)|check\b|find out|find (?:that|it|this) out|let you (?:know|have)|tell (?!you (?:why|how|what|that)\b)|bring (?:you|it|that|the)\b|send|"
    r"come back (?:to you|with)|get back to you|report|look (?:it|that|this) up|call|phone|ring|email|(?:talk|speak) (?:to|with) (?!you\b)|"
    r"have a word\b|write (?:it|that|this|you|them|her|him|up|down)|put (?:it|that|this|them|one) (?:down|on|in|together)|get you)\b",
    re.I,
)
"""A step that is no part of the plan itself, but done for it before the next talk."""


def takes_on(said: str) -> bool:
    """Whether the turn promises a step that the speaker takes before the next talk ("I'll ask her tomorrow and tell you on Friday")."""
    return bool(_TAKEN_ON.search(said.replace("’", "'")))


def doers(said: str) -> frozenset[str]:
    """Whose part the turn tells: ``mine``, ``yours``, ``ours``, ``theirs``."""
    plain = said.replace("’", "'")
    return frozenset(who for who, rule in _DOERS.items() if rule.search(plain))
