"""Whether somebody says that they leave their employer: one rule for what they write and for what they say in a talk.

A sentence announces it by itself or, where the case is known to be about leaving, in softer words ("I'd rather you heard
it from me"). Whoever goes to another place of the same employer leaves nobody, and a condition announces nothing.
"""

from __future__ import annotations

import re

from assistant.text.segment import sentences
from assistant.text.spans import find_spans


def _words(*alternatives: str) -> re.Pattern[str]:
    """One pattern for ``alternatives``: whole words, any case, straight or curly apostrophes."""
    joined = "|".join(alternatives).replace("'", "['’]")
    return re.compile(rf"\b(?:{joined})(?!\w)", re.I)


_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter)"
_I_AM = r"(?:i'm|i am|i'll be|i will be|i shall be|we're|we are)(?: now| also| really| definitely)?"
_EMPLOYER = r"(?:company|firm|group|organi[sz]ation|house|bank|hospital|trust|school|service|practice|union|business|institute|council|city|theatre|hotel|network|employer)"
_PLACE = r"(?:office|branch|site|plant|house|hotel|ward|department|unit|team|desk|shop|subsidiary|division|clinic|campus|depot|line|crew)"
_FOR_GOOD = rf"(?:at the end of|by the end of|in {_MONTH}|on \d|for good|after (?:the|\d|{_MONTH}))"
_OPEN = _words(
    # "I'm leaving it to you" and "I'm leaving the office at five" announce nothing.
    rf"{_I_AM} leaving(?![^.,;?!]{{0,40}} to (?:you|him|her|them|the others)\b)(?! (?:it|that|this|them|him|her|room|out|early|space|\w+ (?:to|with|for) \w+)\b)"
    rf"(?! (?:the|my|this) (?:\w+ )?(?:{_PLACE}|room|floor|building|meeting|post|job|rest|details?|keys?|desk)\b(?! {_FOR_GOOD}))",
    rf"{_I_AM} (?:resigning|retiring|quitting|handing in|giving (?:you )?(?:my )?notice(?! (?:that|of|about)\b))",
    r"i(?:'ve| have) (?:now |already |just )?(?:resigned|handed in my|given (?:in |you )?(?:my )?notice|decided to (?:leave|go|move on|resign|retire|quit)(?! (?:on|through|ahead|for it|with|over|it|that)\b))",
    r"i (?:mean|intend|plan|am going|have decided|'ve decided) to (?:take|accept) (?:it|the (?:post|job|offer|place))",
    r"i(?:'m| am) (?:taking|accepting) (?:it|the (?:post|job|offer|place))",
    r"(?:hand|handing|handed|put|putting|give|giving) (?:you )?(?:in )?my (?:notice|resignation)",
    r"(?:this is|here is|here's|giving you) my (?:notice|resignation)",
    r"i(?: want| would like|'d like) to (?:resign|retire)",
    r"my last (?:working )?(?:day|shift)(?: here| with (?:you|us))? (?:is|will be|would be)",
    r"you(?:'ll| will| are going to|'re going to) (?:be losing|lose) me(?! (?:for|on) (?:an?|one|two|half|the)\b)",
    rf"i(?:'ll| will) leave(?: you| here)? {_FOR_GOOD}",
    r"i (?:won't|will not|shan't) be (?:here|staying|coming back|renewing)(?: (?:\w+ ){0,2}(?:past|after|beyond))",
)
_SOFT = _words(
    r"ready to (?:go|leave|move on)",
    r"moving on",
    r"(?:rather|want(?:ed)?) you (?:to )?(?:heard|hear) it from me",
    r"orderly (?:exit|handover|leave)",
    r"my (?:last|final) (?:day|shift|show|week|month)",
    r"(?:stay|work) (?:on )?(?:to|until|till|through) the (?:last|end)",
    r"leave (?:in good order|well)",
    r"reference",
)
_IN_THE_TALK = _words(
    r"(?:i'd|i would|i'll|i will|i'd like to|i want to|i plan to|i'm going to) (?:go|leave)(?! (?:through|over|on|with|ahead|back|first|it|that|to the)\b)",
    r"i(?:'m| am) (?:going|off)(?! (?:to|through|over|on)\b)",
    r"^(?:yes, )?(?:i'm )?(?:going|leaving)(?=[.,!])",
    r"(?:i(?:'ve| have)|it's|that's|it is|that is) decided(?=[.,;]|$| and\b)",
)
"""How it is said once more to somebody who knows, or nearly knows."""
_STAYS = _words(
    rf"(?:stay|staying|remain|remaining|keep working) (?:on )?(?:with|in|at|inside|within) (?:you|us|(?:the|our|this|your) (?:same )?{_EMPLOYER})(?! (?:to|until|till|through|for)\b)",
    r"(?:internal|in-house) (?:post|job|vacancy|position|transfer|move)",
    r"(?:a|my|the|for|this) (?:transfer|secondment)",
    r"transfer(?:red|ring)? (?:me |out |over |in |across )*(?:to|into|within|from)",
    r"second(?:ed|ment) (?:to|into|at)",
    rf"(?:our|your|sister|another|one of (?:our|your)) (?:own |other |\w+ )?{_PLACE}s? (?:in|abroad|across|of ours|of yours)",
    rf"sister {_EMPLOYER}",
    rf"(?:same|within the|inside the) {_EMPLOYER}",
)
_IF = re.compile(r"\b(?:if|unless|otherwise|or else|whether|in case|suppose)\b", re.I)
_HEARSAY = re.compile(
    r"\b(?:thinks?|thought|believes?|afraid|fears?|wonders?|worr(?:y|ies|ied)|says?|rumou?rs?|imagine|as though|not|never)\b[^.?!,]{0,15}(?=\bi(?:['’]m| am)\b)",
    re.I,
)
"""What others think or say of it, and what is denied, is no announcement."""
_STAYS_ON = re.compile(
    r"\bi(?:['’]d| would| could| might|['’]ll| will)? (?:\w+ )?(?:consider |think about |be happy to )?stay(?:ing)?\b(?! (?:on )?(?:to|until|till|through|as long as|for (?:the|\d|two|three|four|another))\b)|"
    r"\b(?:keep|hold) me\b|\bchange my mind\b",
    re.I,
)
_NO = re.compile(r"\b(?:not|no|nothing|never|nobody)\b|n['’]t\b", re.I)


def stays_with_them(text: str) -> bool:
    """Whether the text is about another place of the same employer, so that nobody leaves."""
    return bool(_STAYS.search(text))


def announces(sentence: str, *, softly: bool = False) -> bool:
    """Whether a sentence says that its speaker leaves; a condition ("if …, I'm leaving") does not.

    :param softly: whether softer words are enough, as the case is known to be about leaving.
    """
    if _IF.search(sentence):
        return False
    told = None if _HEARSAY.search(sentence) else _OPEN.search(sentence)
    return bool(told or (softly and _SOFT.search(sentence)))


def leaves(text: str, *, planned: bool) -> str:
    """The sentence of a turn that says the user leaves; empty where none does, or where they stay with their employer.

    :param planned: whether the case is one of leaving, so that softer words say it too.
    """
    if stays_with_them(text):
        return ""
    for part in sentences(text):
        again = planned and not _IF.search(part.text) and _IN_THE_TALK.search(part.text)
        if announces(part.text, softly=planned) or again:
            return part.text
    return ""


_LAST = re.compile(r"\b(?:last|final) (?:working )?(?:day|shift|show|service|lesson|week|month)\b", re.I)


def last_day(text: str) -> str:
    """The day on which somebody leaves, as they say it; empty where no sentence about it names exactly one."""
    every = [part.text for part in sentences(text)]
    for part in (*filter(_LAST.search, every), *filter(announces, every)):
        days = [span.text for span in find_spans(part) if span.kind == "date"]
        if len(days) == 1:
            return days[0]
    return ""


def wavers(text: str) -> bool:
    """Whether somebody who leaves says that they would stay after all ("for that I'd stay"), and not only until some day."""
    return any(_STAYS_ON.search(part.text) and not _NO.search(part.text) for part in sentences(text))
