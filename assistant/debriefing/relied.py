"""What their yes rests on beside the plain steps: an offer that settled a worry, and the sentences of the close that are told whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.catalog import table
from assistant.debriefing.alike import among
from assistant.debriefing.clauses import (
    ASKS_IF,
    BOSS,
    BOTH,
    HABITS,
    YOU,
    asks_for,
    ordered,
    pieces,
    without_telling,
)
from assistant.debriefing.granting import EITHER, YES, Reply, Wish, reply, wishes
from assistant.debriefing.log import Exchange
from assistant.debriefing.quoting import WHOLE
from assistant.debriefing.restated import SUBJECT
from assistant.debriefing.signs import DID, REPORTS, plain
from assistant.debriefing.steps import BEGINS, threatens
from assistant.debriefing.when import days, spelled, when
from assistant.domain import Promise
from assistant.text.segment import sentences
from assistant.text.spans import find_spans
from assistant.writing.wording import stems

_OFFERS = re.compile(
    r"(?<!what )(?<!which )(?<!that )\bi(?:'d| would|'ll| will| could| can)(?: (?:also|just|then|even|still|gladly|happily|personally))* "
    r"(?!(?:also|just|then|even|still|gladly|happily|personally|be|never|not|hardly|have|like|love|want|ask for|say|think|need|rather|prefer|do|keep|run|come|go|take|make|cover|start|begin|lead|try|live|see|understand|suggest|propose|recommend|expect|guess|thought|meant|told|said|been|gone|left|got|(?!feed|exceed|proceed|speed)[a-z]{3,}ed)\b)[a-z]+\b(?! (?:it|that|this|them|so)\b(?: \w+)?(?:[,;.]|$))"
)
"""How somebody offers to do something that the words name; on words in lower case."""
_TERMS = frozenset({"date", "duration", "amount", "money", "percent"})
_CASE = re.compile(
    r"^\W*(?:(?:and|but|so|then|or)\b,? *)*(?:if|unless|suppose|had|when|once)\b|\b(?:depends|maybe|perhaps|unless)\b|\bif (?!i\b)",
    re.I,
)
_LEAD = re.compile(
    r"^\W*(?:(?:and|so|then|ok|okay|yes|please|right|good|fine|as i said|as we said|to sum up)\b[,:]? *)+",
    re.I,
)
_WHOSE = re.compile(r"\b(?:i|me|my|we|us|our|you|your)\b", re.I)
_YOU_WOULD = re.compile(
    r"\byou(?:'d|'ll| would| will) (?!(?:be|have|like|see|know|want|need|say|think|get|understand|find|lose)\b)[a-z]+"
)
"""What the other would do, by a word of what is to come."""
_IF_SO = re.compile(
    r"^\W*(?:(?:and|so|then)\b,? *)*(?:if|once|when) (?!(?:not|you|i|anyone|anybody|somebody|someone)\b)(?![^,]*(?:\b(?:not|no|none|never|nobody|nothing|too|only)\b|n't\b))(?P<case>[^,?]*?),?(?<!and) "
    r"(?:then )?(?P<then>(?:i|(?<=, )we|(?<=then )we) (?:get|have|take over|become|keep|move|go on)\b|it (?:becomes|is mine|stays)\b|you (?:write|give|sign|put|decide|raise|ask|make|open|advertise|tell)\b)(?P<rest>[^?]*)$"
)
"""What follows if it goes well ("If the three samples pass, I get the line"); on words in lower case."""
_SUMS_UP = re.compile(
    r"\W*(?:(?:and|ok|okay|good|right|fine|yes|then)\b,? *)*(?:so|in short|to sum up|as (?:i|we) said|the plan(?: is)?)\b *[:,]",
    re.I,
)
_POINTS = re.compile(r"[,;:] +(?:and )?")
_SHARED = 2
_ON_THE_LIST = 0.6
"""Share of a sentence's words that stand on the list, from which on it is told there."""


def offers(said: Sequence[Exchange], known: str, ask: int) -> Iterator[Promise]:
    """What the user offered with a term in a turn that settled a worry, or that got the yes ("I'd sign for two years").

    :param known: the ask in all its forms, which is no offer. :param ask: the turn in which it was heard.
    """
    for one in said:
        if one.number <= ask or threatens(one) or not (one.settled or one.turn.decision.outcome in YES):
            continue
        for part in sentences(one.said):
            text = part.text.replace("’", "'").lower()
            found = (
                None if asks_for(part.text) or _CASE.search(ASKS_IF.sub("", text)) else _OFFERS.search(text)
            )
            if found and part.text not in known and _has_term(text[found.start() :]):
                words = without_telling(part.text[found.start() :].rstrip(" .!"))
                if not _has_term(words):
                    continue
                yield Promise(YOU, words, one.number, when(words))
            for who, words, does in pieces(part.text) if not asks_for(part.text) else ():
                plainly = who == YOU and does and does not in HABITS | BEGINS
                if plainly and _has_term(words) and part.text not in known:
                    yield Promise(YOU, words, one.number, when(words))


def _has_term(words: str) -> bool:
    return bool(days(words)) or any(span.kind in _TERMS for span in find_spans(spelled(words)))


def told_whole(
    said: Sequence[Exchange], kept: Sequence[Promise], known: str
) -> Iterator[tuple[Promise, bool]]:
    """The dated sentences of the turn that got the yes of which nothing is told yet, and whether the yes was one to them too.

    What sums several points up in a turn that settled the last doubt stands or falls with the yes after it.
    """
    for one in said:
        last = one.turn.decision.outcome in YES
        if threatens(one) or not (last or one.settled):
            continue
        for part in sentences(one.said):
            words = _LEAD.sub("", part.text).rstrip(" .!")
            listed = _lists(words)
            if not last and not (_SUMS_UP.match(part.text) and len(days(words)) > 1):
                continue
            done = ordered(part.text) or listed or _doers(words) & {BOSS, YOU}
            if not (days(words) and done) and not (_has_term(words) and _YOU_WOULD.search(plain(words))):
                continue
            if part.text in known or asks_for(part.text) or EITHER.search(part.text):
                continue
            if _CASE.search(plain(words)) or DID.search(plain(words)) or len(words.split()) > WHOLE:
                continue
            # Of several days, each of another's step, none is the day of all of it.
            several = len(_doers(words)) > 1 and len(days(words)) > 1
            promise = Promise(_whose(part.text), words, one.number, "" if several else when(words))
            told = stems(" ".join(other.quote for other in kept))
            new = len(stems(words) & told) < _ON_THE_LIST * len(stems(words))
            granted = not last or reply(one, Wish(words, one.number)) is Reply.YES
            # Of a yes that may not be one to it, only what no request of the turn is told by.
            untold = listed or (
                BOSS in _doers(words) and not any(wish.words in part.text for wish in wishes(one))
            )
            if new and (granted or untold) and not among(promise, kept):
                yield promise, granted


def _doers(words: str) -> set[str]:
    return {who for who, _, _ in pieces(words)}


def _lists(words: str) -> bool:
    """Whether words only list points with their days ("page on Friday, your signature by Monday"), one of them somebody's."""
    points = _POINTS.split(words)
    named = [one for one in points if days(one) and not SUBJECT.search(one)]
    return len(named) > 1 and bool(_WHOSE.search(words)) and not any(True for _ in pieces(words))


def if_it_goes_well(said: Sequence[Exchange]) -> Promise | None:
    """The last sentence of a turn that settled a worry or got the yes by which the user says what follows if it goes well."""
    for one in reversed(said):
        if one.settled or one.turn.decision.outcome in YES:
            for part in reversed(sentences(one.said)):
                if _IF_SO.search(plain(part.text)) and not threatens(one):
                    return Promise(BOTH, part.text.rstrip(" .!"), one.number, when(part.text))
    return None


def second_choice(said: Sequence[Exchange], yes: int) -> tuple[str, int] | None:
    """(words, turn) of the last sentence up to the yes (turn ``yes``) that says what would do if the first is not to be had, with its terms."""
    found = None
    for one in said:
        for part in sentences(one.said) if one.number <= yes and not threatens(one) else ():
            if (
                not part.text.endswith("?")
                and _fallback().search(plain(part.text))
                and find_spans(part.text)
                and not REPORTS.search(plain(part.text))
            ):
                found = (part.text, one.number)
    return found


def claimed(condition: str, said: Sequence[Exchange]) -> tuple[int, str] | None:
    """(turn, words) by which the user says after a "not now" that its condition is met; None where they do not."""
    wanted = stems(condition)
    for one in said:
        for part in sentences(one.said) if one.before.state.parting else ():
            for clause in _POINTS.split(part.text):
                shared = wanted & stems(clause)
                states = not part.text.endswith("?") and not _CASE.search(plain(clause))
                if states and len(shared) >= _SHARED and 2 * len(shared) >= len(wanted):
                    return one.number, clause.rstrip(" .!")
    return None


@cache
def _fallback() -> re.Pattern[str]:
    return re.compile(table("debrief")["acts"]["fallback"])


def _whose(sentence: str) -> str:
    """Whose part a sentence is: the other's where it only tells them what to do, one's own where only that is said, else both's."""
    doers = _doers(sentence)
    if ordered(sentence) and not doers - {BOSS}:
        return BOSS
    return YOU if doers == {YOU} and not re.search(r"\byour?\b", sentence, re.I) else BOTH
