"""Whether words ask for more money: a rise, a better rate, a bonus. One rule for every stage."""

from __future__ import annotations

import re

_FIGURE = (
    r"(?:\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|ten|twelve|fifteen|twenty) ?(?:%|per ?cent)"
)
_MINE = r"my (?:\w+ )?(?:pay|salary|wages?|rate(?! card)|earnings)"
_PAY = re.compile(
    r"\b(?:"
    r"(?:pay|salary|wage) (?:rise|raise|increase|review|adjustment)|"
    rf"(?:an?|the|any|my|our|this|another|pay|wage|salary|small|modest|slight|fair|big|decent|need|want|for|get|deserve|give me|{_FIGURE}) "
    r"(?:raise|rise)(?! (?:it|this|that|the|my|an?|in (?!pay|salary|wages?))\b)|"
    rf"(?:raise|raising|increase|lift|adjust|review|move|bring|put|bump|change|set|improve|discuss|look at|about) (?:up )?{_MINE}|"
    rf"{_MINE} (?:\w+ ){{0,2}}(?:go(?:es)? up|rise|raised|increased|reviewed|adjusted|reflect|match|come|move|from|to be)|"
    r"(?:more|higher|better|extra) (?:pay|money|salary|wages?)|"
    r"(?:\d|quid|bucks|pounds?|euros?|dollars?) (?:more|extra) (?:per|an?) (?:hour|day|week|month|year)|"
    r"(?:(?<=[£€$])\d+(?:[.,]\d+)?|\d+(?:[.,]\d+)? ?(?:quid|bucks|pounds?|euros?|dollars?|francs?)) (?:per|an?) (?:hour|day|week|month|year) (?:instead of|rather than)\b|"
    r"(?:my|an?|the) (?:\w+ )?bonus (?:of|for)|"
    r"(?:be|get|being) paid (?:more|as|at|the|like|what|on|for (?:it|that|this|the|what))|pay me (?:more|as|for|the)|"
    r"(?:me|my post|move|go|be|up) (?:up )?(?:(?:from|to|by|into|an?|one|at|on) )+(?:the )?(?:next |higher )?(?:pay )?(?:grade|band)|"
    rf"{_FIGURE} (?:more|extra|on top|increase)(?=\W*$|[.,;:!?]| (?:from|because|since|as|for|in|on|starting|per|an?)\b)"
    r")",
    re.I,
)
_DENIED = re.compile(
    r"(?:\b(?:no|not|never|without|zero|instead of|rather than|nothing)|n['’]t)\b[^.,;:!?]{0,25}$", re.I
)


_BESIDE = re.compile(
    r"\b\d+(?:[.,]\d+)? ?(?:%|per ?cent)(?: (?:for (?:it|that|this|the (?:trial|role|job|post|work))|on top|of my (?:pay|salary|wages?))\b)"
    r"|\b(?:i(?:'d|'ll)?(?: \w+)? (?:want|take|get|need|ask(?:ing)? for)|pay me|money:) (?:the )?\d+(?:[.,]\d+)?(?: ?(?:%|per ?cent)| for the trial)",
    re.I,
)
"""A share named as pay where the word for it is left out ("I want 12%", "8% on top")."""


def pay_before(words: str) -> str | None:
    """What stands before the first words for more pay, which may be all that is asked for or come with something else."""
    found = _PAY.search(words)
    return words[: found.start()] if found else None


def names_pay(words: str) -> bool:
    """Whether more pay is spoken of, be it only by its share."""
    return asks_pay(words) or bool(_BESIDE.search(words.replace("’", "'")))


def asks_pay(words: str) -> bool:
    """Whether more pay is spoken of as something wanted, and not in a denial ("not for more money")."""
    return any(not _DENIED.search(words[: found.start()]) for found in _PAY.finditer(words))
