"""Which of the user's words a written line may take up, by what they are: a date, an amount, a person, a phrase.

A slot is filled only with what fits every line that has it. A date or an amount belongs to what is planned, not to what
was; a person is one who takes part, not a client or a house; a phrase is no greeting. In doubt a line without a slot is
said, which nobody misses; words taken up wrongly are what a reader remembers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise

from assistant.text import Span
from assistant.text.segment import sentences
from assistant.text.spans import find_spans
from assistant.text.stating import really_asks

PHRASE_WORDS = (3, 8)
_APART = re.compile(r" (?:clear|before|after|later|earlier|ago|away|ahead|notice)\b", re.I)
"""What stands behind a time that only lies between two things."""
_COUNTED = frozenset({"amount", "duration", "money", "percent", "number"})
_CLAUSE = re.compile(r"(?:(?<!\d)[.,:]|[.,:](?!\d)|[;!?()\[\]\n\"“”«»])+|\s[-–—]\s")
_DANGLING = frozenset(
    """and or but so because if when while that which who to of for with from by at in on as than the a an my our your
    is are was be i'd i'll""".split()
)
_MACHINE = re.compile(r"[{}<>|=_#*\\\\/@^~]")
"""Signs that nobody speaks; words with them are not taken up."""
_UNFIT = re.compile(
    r"n['’]t\b|\b(?:not|no|never|nobody|sorry|damag\w+|mistakes?|slips?|errors?|wrong|bad(?:ly)?|worse|worst|fail\w*|late|lost|ill|sick|gone|"
    r"left|leav\w+|quit\w*|sent back|reject\w*|refus\w*|turned down|cancel\w*|drop(?:s|ped)?|fell|broke\w*|without|missed|short|resign\w*|complain\w*|fault|best boss|boss|you(?:'re|r)?|threat\w*|could|would|can|may|will you)\b",
    re.I,
)
"""Words about trouble, refusals, questions and the manager: quoting them back as what convinced would be absurd."""
_ORDER = re.compile(
    r"^(?:please |just )?(?:give|show|tell|send|let|name|confirm|sign|decide|look|call|answer|say|explain|promise|stop)\b(?! off)",
    re.I,
)
"""What the boss is told to do; said back, it would be their own promise."""
_VAGUE = re.compile(
    r"\b(?:few|several|some(?:times?|thing|body|one|how)?|lots?|bit|sort of|kind of|i(?:'m| was)? (?:thinking|think|guess|suppose|hope|mean)|"
    r"maybe|perhaps|probably|about it|say|let's|let me|sorry)\b",
    re.I,
)
"""Words that feel their way, or announce what comes: said back they claim an edge that was not there."""
_LEADING = re.compile(r"^(?:(?:and|but|so|or|yes|no|well|okay|ok)\b,?\s*)+", re.I)
_SUBORDINATE = frozenset(
    """if when because since that which unless though although while as who until where than thanks thank sorry hi hello hey
    dear good welcome please""".split()
)
"""Words that open no phrase of its own: a subordinate clause, or a greeting."""
_LOWERED = frozenset(
    "the a an we it my our you your they he she this that these those there one two three what how".split()
)
_OWN = re.compile(r"\b(?:i|we|me|us|let's|you and i)\b", re.I)
_BEGINS = re.compile(
    r"\b(?:from|starting)(?: the| about| around| mid)?\W*$|^\W*(?:(?:and|then|so|yes|or) )?(?:on|by|after)?\W*$",
    re.I,
)
"""What stands before a day in a clause without a subject, where it is part of a plan."""
_UNTIL = re.compile(r"\b(?:until|till|not|never|no)\b[^,]*$|n['’]t\b[^,]*$", re.I)
"""What makes of a day the end of something, or one on which nothing happens."""
_STARTS = re.compile(
    r"(?:\bfrom|\bas of|\bstarting(?: (?:on|in|from))?|\bbeginning(?: (?:on|in))?)(?: the| about| around)?\W*$",
    re.I,
)
_START_OF = re.compile(
    r"\b(?:i|we|it)(?:'d|'ll| would| will| can| could)?(?: like to)? (?:starts?|begins?)(?: it| this| with \w+)?(?: on| in| from)?\W*$",
    re.I,
)
"""What stands before the day on which the user's plan begins."""
_MOVES_ON = re.compile(
    r"(?:to(?:day|morrow|night)|(?:this|next|that) |(?:mon|tues|wednes|thurs|fri|satur|sun)days?$|\w+ (?:days|weeks|months)$)",
    re.I,
)
_SINCE = re.compile(r"\b(?:since|was|were|went|has been|have been|did|had|between)\b", re.I)
_PAST = re.compile(r"(?:since|last|ago)\b", re.I)
_PAST_BEFORE = re.compile(r"\b(?:since|last|until now|back in)$", re.I)
_CORRECTS = re.compile(r"\W*(?:no|not|sorry)\b", re.I)
_THANKS = re.compile(r"\W*(?:thanks?|hello|hi|good (?:day|morning|afternoon|evening))\b", re.I)
_ATTRIBUTE = re.compile(
    r" (?!(?:and|or|to|till|until|from|of|in|at|on|for|is|are|was|would|will|could|can|with|by|because|if|as|so|but|then|morning|afternoon|evening|night)\b)[a-z]{3,}"
)
"""What stands behind a weekday that only says which ("my Friday checks")."""
_STILL_TO_COME = r"(?!agreed|offered|promised|volunteered|planned|need|interested|supposed)"
_TOLD = re.compile(
    rf"\b(?:i|we|they|he|she|it|that|there|which|who)(?:['’]ve|['’]s| have| has| had)?(?: already| also| then| \w+ly)? "
    rf"(?:been|was|were|had|did|done|run|ran|held|led|stood|taken|given|grown|took|went|gave|came|made|got|sold|built|taught|won|kept|wrote|brought|saw|cut|spent|{_STILL_TO_COME}\w{{2,}}ed)\b"
    r"|\b(?:was|were) for\b|\b(?:ago|so far|until now|last (?:week|month|year|quarter|spring|summer|autumn|winter|season|time))\b",
    re.I,
)
"""What was, not what is planned: a period in it is no part of the ask."""
_FOR_OTHERS = re.compile(
    r"\b(?:free for|whoever|somebody else|someone else|holidays?|birthday|away|closed|off sick|deadline|expires?|runs out)\b",
    re.I,
)
"""A day or period in it is not the user's."""
_EACH = re.compile(r"days$", re.I)
"""A day of every week, which is no day to meet or to begin."""
_AWAY = re.compile(
    r"\b(?:ill|sick|left|leaves|leaving|goes|gone|away|died|retires?|retired|retiring|successor|replac\w+|pregnant|refus\w+|threat\w*)\b|n['’]t\b|\bnot\b",
    re.I,
)
_OUTSIDE = re.compile(
    r"\b(?:clients?|customers?|patients?|guests?|suppliers?|pupils?|students?|tenants?|accounts?|competitors?|rivals?|audience|tender|offer from|hired|council|chamber|authorit(?:y|ies)|union|inspectors?|inspectorate)\b",
    re.I,
)
"""Whoever is named beside these is no colleague."""
_A_HOUSE = re.compile(
    r"\b(?:Ltd|Limited|Inc|GmbH|AG|SA|SpA|plc|LLC|Philharmonic|Orchestra|Opera|Ensemble|School|College|University|Hotel|Hospital|"
    r"Clinic|Council|Bank|Theatre|Theater|Museum|Gallery|Library|Group|Team|Services?|Systems?|Labs?|Institute|Academy|Airport|Road|"
    r"Street|House|Centre|Center|Court|Hall|Park|Station|Church|Festival|Department|Office|Board|Committee|Foundation|Trust|Union|"
    r"Society|Company|Partners|Logistics|Foods?|Motors|Airlines?|Railways?|Telecom\w*)$"
)
_HAS = r"(?:agreed|offered|promised|volunteered|said|done|covered|run|taken|time|the key)"
_TAKES_PART = re.compile(
    rf"['’]s (?:happy|willing|ready|free|fine|in\b|{_HAS}|covering|taking|going to)|\s+(?:and [A-ZÀ-ÖØ-Þ]\w+ )?(?:(?:already|also|both) )?"
    r"(?:covers?|leads?|takes?|does|runs?|holds?|keeps?|will|would|can|could|may|might|offered|agreed|volunteered|knows?|stands?|steps?|"
    rf"swaps?|helps?|works|teaches|trains?|minds?|picks?|looks? after|said|(?:has|have) {_HAS}|(?:is|are) (?:happy|willing|ready|free|fine|able|in|going))\b"
)
_BROUGHT_IN = re.compile(
    r"\b(?:ask(?:ed)?|train(?:ed)?|teach|taught|show(?:ed)?|shadow(?:ed)?|colleague|help(?:ed)?|hand(?:ed)? (?:it|this|them|over)(?: over)? to|"
    r"(?:spoke|spoken|talked) (?:to|with)|mr|mrs|ms|dr)\.?\s+$",
    re.I,
)

_AGREED = (
    r"\b{name}(?: and \w+)?(?:\b[^.?!]{{0,80}}[,;:.]? (?:and |which |as |because |since |but )?(?:she|he|they|both))?(?:['’]s| is| are| has| have| had)?"
    r"(?: (?:also|already|both|even|kindly|gladly|just|told me \w+['’]s))* "
    r"(?:offered|agreed|volunteered|said yes|accepted|confirmed|knows|promised|happy|willing|glad|in on it|on board|fine with|proposed|suggested)\b"
    r"|\b(?:agreed|settled|arranged) (?:it |this |that )?with {name}\b"
)
"""What somebody does who knows of it and is in."""

_GOES_ON = re.compile(r"(?:and |yes,? )?(?:she|he|they|both)(?:['’]s|['’]ve|['’]re)?\b", re.I)

_STOPS = re.compile(
    r"\b(?:stop|stops|drop it|end it|call it off|go back|goes back|back to (?:the )?(?:old|way|normal|full|how)|decide (?:whether|if|then)|goes on or|carry on or|ends? (?:on|at|if|when)|look at it (?:again|then)|review)\b",
    re.I,
)
"""Where a plan is stopped, or looked at again."""

_PAPER = re.compile(
    r"\b(?:i|we)(?:['’]ll| will|['’]d| would| can| could|['’]ve| have)?(?: \w+)? (?:write|wrote|written|draft\w*|prepare\w*|bring|brought|send|sent|give|put|make|made)\b[^.!?]{0,50}"
    r"\b(?:page|one-pager|in writing|(?:it|this|that) (?:down|up)|note|memo|summary|e-?mail|letter|sheet|on paper|form)\b"
    r"|\b(?:shall|could|can|may|should) i (?:\w+ )?(?:write|draft|bring|send|give|put)\b[^.!?]{0,50}\b(?:page|one-pager|in writing|note|memo|summary|e-?mail|letter|sheet|on paper)\b",
    re.I,
)
"""What somebody offers in writing."""


_CARRIES = re.compile(
    r"\b[A-ZÀ-ÖØ-Þ]\w+(?: from [\w ]{2,20}?)?,?(?: (?:who|she|he|they))?(?:['’]ll| will| would| can| has agreed to)? "
    r"(?:(?:carr(?:y|ies)|takes?|hands?|brings?|pass(?:es)?|puts?|presents?|gives?|sends?) (?:it|this|that|them|the \w+|my \w+)\b[^.?!]{0,12}\b(?:to|in|up|on|before)|(?:decides?|signs?)\b)"
)
"""Somebody by name who takes the thing where it is decided, or decides."""
_A_DOOR = re.compile(
    r"\b(?:director\w*|board|council|committee|owners?|head office|hr|payroll|chair\w*|headquarters|principal|dean|council|"
    r"(?:your|my|the) (?:own )?(?:boss|manager)|the head of \w+|the \w+ (?:manager|lead|office|department))\b",
    re.I,
)
_SOME_DOOR = re.compile(
    r"\b(?:whoever|some(?:body|one)|any(?:body|one)|wherever|maybe|perhaps|ask hr)\b", re.I
)
"""Words that leave open whose door it is."""
_STEPS = 2
_MINE = re.compile(
    r"\bI(?:['’]ll| will)? (?!(?:think|hope|know|mean|guess|see|understand)\b)[a-z]+|\b(?:i|me|my part):",
    re.I,
)
_YOURS = re.compile(
    r"\byou(?:['’]ll| will| would|['’]d)? (?!(?:think|know|see|said|told|asked|are|were|have)\b)[a-z]+|\byour (?:signature|part|bit|yes)\b",
    re.I,
)


def offers_paper(said: Iterable[str]) -> bool:
    """Whether the user has offered, or brought, something in writing."""
    return any(map(_PAPER.search, said))


def carries(said: Iterable[str]) -> bool:
    """Whether the user has said who takes it to those who decide."""
    return any(_CARRIES.search(part.text) for text in said for part in sentences(text))


def names_a_door(said: Iterable[str]) -> bool:
    """Whether the user has said who decides it or hears of it; "whoever does that now" names nobody."""
    parts = [part.text for text in said for part in sentences(text)]
    told = [part for part in parts if not part.endswith("?") and not _SOME_DOOR.search(part)]
    return any(map(_CARRIES.search, told)) or any(map(_A_DOOR.search, told))


def lays_out(said: str) -> bool:
    """Whether a turn says who does what, with two days or more: nobody asks what the steps are after that."""
    days = {
        span.text
        for span in find_spans(said)
        if span.kind in ("date", "time") and not (_EACH.search(span.text) or _is_past(said, span))
    }
    return len(days) >= _STEPS and bool(_MINE.search(said) and _YOURS.search(said))


def names_a_stop(said: Iterable[str]) -> bool:
    """Whether the user has said when or at what sign it is stopped, or looked at again."""
    return any(
        _STOPS.search(part.text) and not part.text.endswith("?") for text in said for part in sentences(text)
    )


def is_in(name: str, said: Iterable[str]) -> bool:
    """Whether the user has told that somebody knows of it and agreed ("Jo offered it herself"), so that nobody asks again."""
    rule = re.compile(_AGREED.format(name=re.escape(name)), re.I)
    return any(
        rule.search(part) and not part.endswith("?") and not _AWAY.search(part)
        for text in said
        for part in _with_who_follows(text)
    )


def _with_who_follows(text: str) -> Iterator[str]:
    """The sentences of a turn, each also joined with the next where that goes on about the same person ("Jo could. She offered.")."""
    parts = [part.text for part in sentences(text)]
    yield from parts
    for part, after in pairwise(parts):
        if _GOES_ON.match(after):
            yield f"{part.rstrip('.!?')}, {after}"


def is_away(name: str, said: Iterable[str]) -> bool:
    """Whether the user has told that somebody goes, or is no part of it, so that nobody asks what they make of it."""
    return any(name in part.text and _AWAY.search(part.text) for text in said for part in sentences(text))


def brings_in(text: str, here: Collection[str]) -> bool:
    """Whether somebody by name has a part in it, though a capital at the start of a sentence is no proof of the name."""
    return any(
        span.kind == "name"
        and not set(here) & set(span.text.split())
        and _takes_part(text, span, sentence, {span.text})
        for span, sentence in _spans(text, ())
    )


def mentioned(text: str, here: Collection[str], known: Collection[str]) -> dict[str, str]:
    """The first date, amount and person of ``text`` that a line may take up.

    :param here: the names of the two who talk; they are nobody to speak of.
    :param known: names from what the user wrote before; they are found at the start of a sentence too.
    """
    found: dict[str, str] = {}
    for span, sentence in _spans(text, known):
        if span.kind == "name":
            if not set(here) & set(span.text.split()) and _takes_part(text, span, sentence, known):
                found.setdefault("person", span.text)
        elif span.kind in ("date", "time"):
            if (
                not _EACH.search(span.text)
                and _planned(sentence)
                and _their_own(text, span)
                and not (_is_past(text, span) or _is_attribute(text, span) or _denied(text, span))
            ):
                found.setdefault("date", span.text)
        elif (
            span.kind in ("amount", "duration")
            and _planned(sentence)
            and not (_VAGUE.search(span.text) or _APART.match(text, span.end))
        ):
            found.setdefault("amount", span.text)
    if len(_figures(text)) > 1:
        found.pop("amount", None)
    return found


def _figures(text: str) -> set[str]:
    """The figures of a text; days are none."""
    return {span.text.lower() for span in find_spans(text) if span.kind in _COUNTED}


_DENIES = re.compile(
    r"(?:(?<!why )\bnot|n['’]t|\binstead of|\brather than|\bno longer)(?: (?!before|until|till|after|later)\w+)?(?: (?:in|on|at|from|by))?(?: the)? $",
    re.I,
)


def start_of(text: str) -> str | None:
    """The day on which what is asked for begins, as far as a statement says so; a day of the calendar, none that moves ("tomorrow")."""
    for span, sentence in _spans(text, ()):
        begins = _STARTS.search(text, 0, span.start) or _START_OF.search(text, 0, span.start)
        if (
            span.kind in ("date", "time")
            and begins
            and _planned(sentence)
            and not (_MOVES_ON.match(span.text) or _SINCE.search(sentence) or sentence.rstrip().endswith("?"))
        ):
            return span.text
    return None


def last_day(said: str) -> str | None:
    """The day that the user named last: in a summing-up that is when one meets again."""
    found = [
        span.text
        for span, sentence in _spans(said, ())
        if span.kind == "date"
        and not (_is_past(said, span) or _FOR_OTHERS.search(sentence) or _denied(said, span))
    ]
    return found[-1] if found else None


def _denied(text: str, span: Span) -> bool:
    """Whether the day is the one that it is not to be ("March and not April", "instead of 1 June")."""
    return bool(_DENIES.search(text[max(0, span.start - 30) : span.start]))


def phrase(said: str, here: Collection[str], *, planned: bool) -> str | None:
    """The longest clause of three to eight words that names a date, an amount or somebody; None without one.

    :param here: names that do not count: whoever only addresses the other has named nobody.
    :param planned: only from what is planned, for what is said to the ask itself.
    """
    best = ""
    for sentence in sentences(said):
        asks = sentence.text.rstrip().endswith("?") and (not planned or really_asks(sentence.text))
        if asks or _CORRECTS.match(sentence.text) or (planned and not _planned(sentence.text)):
            continue
        if len(_figures(sentence.text)) > 1:
            continue  # which of them is the result, and which the worst of it, nobody can tell from one
        for clause in _clauses(sentence.text):
            if len(clause.split()) > len(best.split()) and _sayable(clause, here):
                best = clause
    return (best[0].lower() + best[1:] if best.split()[0].lower() in _LOWERED else best) if best else None


def _clauses(sentence: str) -> list[str]:
    return [_LEADING.sub("", clause.strip(" '’…")) for clause in _CLAUSE.split(sentence)]


def _sayable(clause: str, here: Collection[str]) -> bool:
    words = clause.split()
    return (
        PHRASE_WORDS[0] <= len(words) <= PHRASE_WORDS[1]
        and not _MACHINE.search(clause)
        and not (_ORDER.search(clause) or _UNFIT.search(clause) or _VAGUE.search(clause.replace("’", "'")))
        and re.split("['’]", words[0].lower())[0] not in _SUBORDINATE
        and words[-1].lower() not in _DANGLING
        and any(not set(here) & set(span.text.split()) for span in find_spans(clause))
    )


def _spans(text: str, known: Collection[str]) -> Iterator[tuple[Span, str]]:
    """What is named in ``text``, each with its sentence."""
    parts = sentences(text)
    for span in find_spans(text, names=known):
        yield span, next((part.text for part in parts if part.start <= span.start < part.end), "")


def _planned(sentence: str) -> bool:
    """Whether a sentence speaks of what is to come, and of the user's own."""
    beside = _CORRECTS.match(sentence) or _THANKS.match(sentence)
    return not (beside or _TOLD.search(sentence) or _FOR_OTHERS.search(sentence))


def _their_own(text: str, span: Span) -> bool:
    """Whether the clause that names the day is about what the user does or begins, and not what others do by then."""
    before = _CLAUSE.split(text[: span.start])[-1]
    return bool((_OWN.search(before) or _BEGINS.search(before)) and not _UNTIL.search(before))


def _is_past(text: str, span: Span) -> bool:
    return bool(_PAST.match(span.text) or _PAST_BEFORE.search(text[: span.start].rstrip()))


def _is_attribute(text: str, span: Span) -> bool:
    """Whether the day is no day of the plan but says which round, shift or list is meant."""
    owned = re.search(r"\b(?:my|the|your|our|their|his|her|each|every)\s+$", text[: span.start], re.I)
    return bool(owned and not re.search(r"\d", span.text) and _ATTRIBUTE.match(text, span.end))


def _takes_part(text: str, span: Span, sentence: str, known: Collection[str]) -> bool:
    """Whether the name is that of somebody at work who has a part in the plan, as far as the words around it tell."""
    before = text[: span.start].rstrip()
    # A capital at the start of a sentence proves nothing.
    sure = span.text in known or (bool(before) and before[-1] not in '.!?:\n“"')
    part = _TAKES_PART.match(text, span.end) or _BROUGHT_IN.search(text, 0, span.start)
    outside = _OUTSIDE.search(sentence) or _A_HOUSE.search(span.text)
    return bool(sure and part) and not (_AWAY.search(sentence) or outside)
