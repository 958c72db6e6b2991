"""Whether words ask for more money: a rise, a better rate, a bonus. One rule for every stage."""

from __future__ import annotations

import re

_FIGURE = (
    r"(?:\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|ten|twelve|fifteen|twenty) ?(?:%|per ?cent)"
)
_SUM = r"(?:[£€$] ?)?\d+(?:[.,]\d+)*k?(?: ?(?:quid|bucks|pounds?|euros?|dollars?|francs?))?"
_WANTED = r"(?:want|need|get|like|earn|for|be on|be at)"
_EACH = r"(?:per|an?) (?:hour|day|week|month|year)"
_MINE = r"my (?:\w+ )?(?:pay|salary|wages?|rate(?! card)|earnings)"
_PAY = re.compile(
    r"\b(?:"
    r"(?:pay|salary|wage) (?:rise|raise|increase|review|adjustment|step|point|increment|scale|band|grade)\b|"
    r"(?:top|next (?:step|point)) (?:of|on|in) (?:my|the) (?:pay )?(?:scale|band|grade)\b|"
    r"in(?:to)? line with [^.,;!?]{0,40}\b(?:pay|salar(?:y|ies)|wages?)\b|"
    rf"{_SUM} (?:gross|net|before tax|after tax)\b|(?:extra|additional) {_SUM} (?:per|an?) (?:month|year)\b|"
    r"\d+[.,]\d\d (?:to|instead of|rather than) \d+(?:[.,]\d\d)? (?:per|an) hour\b|\d+[.,]\d\d (?:per|an) hour (?:instead of|rather than)\b|"
    rf"(?:an?|the|any|my|our|this|another|pay|wage|salary|small|modest|slight|fair|big|decent|need|want|for|get|deserve|give me|{_FIGURE}) "
    r"(?:raise|rise)(?! (?:it|this|that|the|my|an?|in (?!pay|salary|wages?))\b)|"
    rf"(?:raise|raising|increase|lift|adjust|review|move|bring|put|bump|change|set|improve|discuss|look at|about) (?:up )?{_MINE}|"
    rf"{_MINE} (?:\w+ ){{0,2}}(?:go(?:es)? (?:up|to|from)|rise|raised|increased|reviewed|adjusted|reflect|match|come|move|from|to be)|"
    r"(?:more|higher|better|extra) (?:pay|money|salary|wages?)|"
    r"(?:\d|quid|bucks|pounds?|euros?|dollars?) (?:more|extra) (?:per|an?) (?:hour|day|week|month|year)|"
    rf"(?:(?<=[£€$])\d+(?:[.,]\d+)*|\d+(?:[.,]\d+)*k? ?(?:p|quid|bucks|pounds?|euros?|dollars?|cents?|francs?)) {_EACH} (?:more|extra)\b|"
    rf"(?:i (?:want|need)|be on|be paid|earn) {_SUM} (?:per|an) hour\b|(?:\d+|go|goes|move|rate|pay|wage|raised) to {_SUM}(?<![\d.,]) {_EACH}\b|"
    rf"(?:instead of|rather than) {_SUM} (?:per|an) hour\b|{_SUM}(?<![\d.,]) {_EACH} (?:instead of|rather than)\b|"
    r"\d+k (?:instead of|rather than) \d+k|(?:be|go|move) (?:up )?(?:on|to|onto) (?:[£€$] ?)?\d{2,3}(?:[.,]\d{3}|k)\b|"
    rf"{_WANTED} (?:\w+ )?more per hour|(?<=[£€$])\d+(?:[.,]\d+)* more\b|"
    r"(?:an?|the|any) (?:better|higher|fairer) (?:(?:hourly|daily|day|weekly|pay|night) )?rate\b(?! of (?!pay))|"
    rf"{_WANTED} the next (?:pay )?(?:band|grade)(?=\W*$|[.,;:!?]| (?:from|up|in|on|as|because|for|now)\b)|"
    rf"{_WANTED} (?:an?|the|my) (?:\w+ ){{0,2}}(?:supplement|allowance|premium|uplift)\b|(?:supplement|allowance|uplift) of (?=[£€$]?\d)|"
    r"earn (?:more|what|as much as|the same as|at least)\b|the same (?:pay|money|salary|wages?|rate) as\b|"
    r"(?:my|an?|the) (?:\w+ )?bonus (?:of|for)|"
    r"(?:be|get|being) paid (?:more|as|at|the|like|what|on|(?:[£€$] ?)?\d|for (?:it|that|this|the|what))|pay me (?:more|as|for|the)|"
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


_FIGURE_ALONE = re.compile(
    rf"\b(?:i (?:want|need)|i(?:'d like|'m asking for| ask for| would like)) (?:to (?:get|be on|have|go (?:up )?to) )?{_SUM}(?=\W*$|[,;!?]| (?:from|as of|instead|rather|starting|not)\b)"
    r"|\b\d+(?:[.,]\d+)?k? (?:up )?to \d+(?:[.,]\d+)?k?(?=\W*$|[,;!?]| (?:from|as of|starting)\b)",
    re.I,
)
"""A figure without what it is of ("I want 19 from 1 September", "17.40 to 19")."""


def names_figure(words: str) -> bool:
    """Whether a bare figure is asked for, which is pay where the case is about pay."""
    return bool(_FIGURE_ALONE.search(words.replace("’", "'")))


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
