"""The ask as it stood last: how the user put it once more at the end, with its terms, where the yes was said to that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.debriefing.clauses import BOSS, pieces
from assistant.debriefing.granting import YES, may_be_yes
from assistant.debriefing.log import Exchange, spoke
from assistant.debriefing.signs import DID, plain
from assistant.debriefing.smaller import TOLD, begins_small, postpones, tells
from assistant.debriefing.terms import Terms, with_its_conditions
from assistant.debriefing.when import days, start_day, when
from assistant.domain import Promise
from assistant.text.segment import sentences
from assistant.text.spans import find_spans
from assistant.writing.wording import stems

ASK = "What you asked for"
"""Whose the first line of what was agreed is: neither's, but the thing itself."""
_TERMS = frozenset({"date", "time", "duration", "amount", "money", "percent"})
_ON_THE_WAY = r"^\W*(?:(?:and|so|okay|ok|good|right|fine|yes|then|well|now)\b[,.]? *)*"
_ASKS_AGAIN = re.compile(
    _ON_THE_WAY
    + r"(?:(?:just )?(?:so |that )*(?:i|we)(?:'ve| have)? (?:got|understood|understand|have) (?:it|this|that|you) (?:right|straight|correctly)|"
    r"what i(?:'m| am)? (?:need|want|ask|asking|propose|after)\b[^:.?]{0,25}|"
    r"(?:(?:so|then|here's|here is)\b,? *)*(?:(?:my|the) (?:(?:last|final) )?(?:ask|request|proposal|offer|suggestion)|one story)(?: is| now| then)*|"
    r"(?P<loose>(?:just )?to (?:be (?:sure|clear)|make sure|recap|repeat)[^:.?]{0,25}|(?:one|two|three|four) things))\s*: *(?P<what>.+)",
    re.I,
)
"""A sentence that says the whole ask once more."""
_DICTATES = re.compile(
    _ON_THE_WAY
    + r"(?:so )?(?:please |just |then |we both |you (?:can |could )?)*(?:write(?: down)?|put(?: down)?|note(?: down)?|say|tell them)(?: this| that| it)?(?: down)?\s*: *(?P<what>.+)",
    re.I,
)
"""How somebody gives the words in which it is written down."""
_YES_TO = re.compile(r"(?<!n't )(?<!not )\b(?:say|give me (?:a|your)) yes to:? (?P<what>[^?]+)$", re.I)
"""How somebody names what the other is to say yes to."""
_SETTLED_SO = re.compile(
    r"^\W*(?:(?:and|so|okay|ok|good|right|great|fine|yes|then|well|now|thanks|just to check)\b[,.:]? *)*"
    r"(?:that's|that is|it's|that makes(?: it)?|we(?:'ve| have)? (?:say|said|agree|agreed)(?: on)?|i(?:'ve| have)? (?:get|got|note|noted)(?: down)?|you(?:'ll| will)? (?:give|pay) me|i(?:'ll)? (?:start|begin) (?:at|with|on))"
    r"\b:? (?P<what>.+)",
    re.I,
)
"""How what was settled is said back ("Right, so that's 21.50 from May and 22 in autumn")."""
_SUMS_UP = re.compile(_ON_THE_WAY + r": *\S|^\W*(?:(?:okay|ok|good|right)\b[,.]? *)*so: *\S", re.I)
_POINT = re.compile(
    r"^\W*(?:and )?(?:the |my )?(?:money|pay|salary|raise|rise|hours|days|title|role|post|start|trial)\b[^:.?]{0,12}: *\S",
    re.I,
)
"""One point of the ask by itself: "Pay: 4 % from May"."""
_WANTS = re.compile(
    r"\b(?:i(?:'d| would)? (?:really |also |then |now )*(?:like|want|ask for|propose|suggest)|i(?:'m| am) asking for)\b(?: to (?P<verb>\w+))?"
)
"""How the ask is put again; what one wants to do has to be what was asked for."""
_DOES_IT = re.compile(
    r"^\W*(?:(?:and|so|then|okay|ok)\b,? *)*i(?:'d|'ll| will| would)? (?:go|work|do|run|lead|take|start|begin|have|join|sit|move|open|teach|look after)\b"
)
"""How somebody says what they ask for as if it was so ("I go to the mill two days a week from 3 May")."""
_LISTS = re.compile(
    r"^\W*(?:(?:and|so|then|okay|ok)\b[,:]? *)*(?:from|until|half|an?|one|two|three|four|five|six|[£$€]?\d[\d.,]*)\b"
)
SUBJECT = re.compile(
    r"\b(?:i|we|you|he|she|they|it|that|this|there|who|is|are|was|were|has|have|had|takes?|goes)\b|'s\b"
)
_CASE = re.compile(
    r"^\W*(?:(?:and|but|so|then)\b,? *)*(?:if|unless|when|once|suppose)\b|\b(?:look|talk|meet|review|sit down)\b"
)
"""What sets a case, or names a day to talk about it."""
_UNTIL = re.compile(r"^\W*(?:(?:and|so|then|okay|ok)\b,? *)*(?:until|till|for|from) ", re.I)
_NEAR = 10
"""Letters between such a word and its term ("until about the 3rd")."""
_FEWEST = 2
_COULD = re.compile(
    r"\b(?:i could|could i|can i|may i|what if i|i(?:'d| would) (?:take|be happy with|start with|settle for))\b"
)
_GOES_ALONG = re.compile(r"\W*(?:yes|yeah|yep|sure|ok|okay|fine|gladly)\b")
_WHO_DOES_IT = frozenset({"coverage", "headcount"})
"""Worries about the user's own work, which somebody else does meanwhile."""


_SEVERAL = re.compile(r"\b(?:two|three|four|a couple of|a few) (?:things|wishes|requests|asks|points)\b")
_AND_THE_NEXT = re.compile(
    r"\W*(?:and|also|second(?:ly)?|the (?:second|other)|next|then)\b,?:? (?!(?:if|when|what|who|how|why|where|so|you|yes|no|it|that|this)\b)"
)
"""How somebody announces more than one wish, and begins the next."""


def restated(said: Sequence[Exchange], found: Terms, yes: int) -> Iterator[Promise]:
    """Each sentence that puts the whole ask once more: on the way to the yes (turn ``yes``), in its turn, or where they said yes to it after.

    On the way it has to be plain: asked again, done as it is asked, or its terms alone.
    """
    ask = found.whole or found.asked
    for one in said:
        before, after = one.number < yes, one.number > yes
        if (before and one.number <= found.asked_in) or (after and not _taken(one)):
            continue
        parts = sentences(one.said)
        for n, part in enumerate(parts):
            text = part.text.replace("’", "'")
            if _tells(text):
                continue
            whole = with_its_conditions(one.said, parts[n:])
            if (again := _ASKS_AGAIN.search(text)) and _terms(part.text) >= _FEWEST:
                bare = not again["loose"] or not list(pieces(again["what"]))
                if not (bare or _about(again["what"]) & _about(ask)):
                    continue  # "Two things: I send the page on Monday, …" lists steps
                yield Promise(ASK, whole, one.number, start_day(part.text))
            elif (again := _YES_TO.search(text)) and _terms(again["what"]) >= _FEWEST:
                words = part.text[again.start("what") :].rstrip(" .!")
                yield Promise(ASK, words, one.number, start_day(words))
            elif _once_more(text, ask):
                yield Promise(ASK, whole, one.number, start_day(part.text))
            elif before:
                continue
            elif (again := _DICTATES.search(text)) and _terms(again["what"]) >= _FEWEST:
                words = part.text[again.start("what") :].rstrip(" .!")
                yield Promise(ASK, words, one.number, start_day(words))
            elif head := _terms_first(part.text, ask):
                yield Promise(ASK, head, one.number, start_day(head))
            elif (again := _SETTLED_SO.search(text)) and _says_back(again["what"], f"{ask} {found.less}"):
                yield Promise(ASK, part.text, one.number, start_day(part.text))
            elif _SUMS_UP.search(text):
                yield from (
                    Promise(ASK, words, one.number, start_day(words)) for words in _clauses(part.text, ask)
                )


def _terms_first(sentence: str, ask: str) -> str:
    """What of the ask a sentence names first, with its terms and without a verb, before it goes on to who does what; empty for none."""
    head = re.split(r"[,;] ", sentence)[0]
    words = plain(head)
    listed = _LISTS.search(words) and not SUBJECT.search(words) and any(days(head))
    return head if listed and head != sentence and _about(head) & _about(ask) else ""


def _once_more(sentence: str, ask: str) -> bool:
    """Whether a sentence asks for the same in other terms, says that it is done so, or lists its terms without a verb."""
    words, count = plain(sentence), _terms(sentence)
    if sentence.endswith("?") or TOLD.search(words) or _CASE.search(words) or postpones(sentence):
        return False
    same = len(_about(sentence) & _about(ask)) >= _FEWEST
    if wants := _WANTS.search(words):
        known = not wants["verb"] or stems(wants["verb"]) <= stems(ask)
        return bool(count) and same and known
    if _DOES_IT.search(words):
        return count >= _FEWEST and same
    numbers = set(re.findall(r"\d+", sentence)) & set(re.findall(r"\d+", ask))
    return count > _FEWEST and bool(numbers) and bool(_LISTS.search(words)) and not SUBJECT.search(words)


def narrowed(said: Sequence[Exchange], found: Terms, again: Promise | None, yes: int) -> Promise | None:
    """The last sentence before the yes that asks for a part of it, or gives it an end; None where none does.

    :param again: the whole ask as it was put last, if it was put again.
    """
    ask, last = found.whole or found.asked, None
    said_so = again.quote if again else ask
    after = again.turn if again else found.asked_in
    for one in said:
        parts = sentences(one.said) if after <= one.number <= yes else ()
        for n, part in enumerate(parts):
            if part.text in ask or part.text in said_so or tells(part.text):
                continue
            if one.concern in _WHO_DOES_IT and _asked_and_yes(one, part.text):
                continue  # what they try out there is how the work is covered
            if begins_small(part.text) or _begins_with_a_term(part.text, ask) or _a_share(part.text, ask):
                words = with_its_conditions(one.said, parts[n:])
                last = Promise(ASK, words, one.number, when(words))
    return last


def _asked_and_yes(one: Exchange, sentence: str) -> bool:
    """Whether a sentence says yes to what the boss has just asked."""
    asked = "?" in one.before.utterance.text
    return asked and bool(_GOES_ALONG.match(plain(sentence)))


def _a_share(sentence: str, ask: str) -> bool:
    """Whether a sentence offers so much of the time for an ask that named none ("I could sit with them half a day a week?")."""
    amounts = [any(span.kind == "amount" for span in find_spans(text)) for text in (sentence, ask)]
    offers = _COULD.search(plain(sentence))
    return bool(offers) and amounts == [True, False] and bool(_about(sentence) & _about(ask))


def _begins_with_a_term(sentence: str, ask: str) -> bool:
    """Whether a sentence begins with how long or from when, and goes on with something of the ask."""
    lead = _UNTIL.match(sentence)
    if lead is None or sentence.endswith("?"):
        return False
    near = [span for span in find_spans(sentence) if 0 <= span.start - lead.end() <= _NEAR]
    return any(span.kind in _TERMS for span in near) and bool(stems(sentence) & stems(ask))


def _says_back(what: str, ask: str) -> bool:
    """Whether words hold two terms at least, some of them those of the ask, and tell of nothing that was."""
    known, named = (set(re.findall(r"\d+(?:[.,]\d+)*", text)) for text in (ask, what))
    return _terms(what) >= _FEWEST and bool(known & named) and not DID.search(plain(what))


def points(said: Sequence[Exchange], yes: int) -> Iterator[Promise]:
    """The sentences that name one more point of the ask: in the turn of the yes with its terms, or right after several were announced."""
    for first, one in pairwise(said):
        opening = next(iter(sentences(one.said)), None)
        if (
            opening
            and one.number <= yes
            and _SEVERAL.search(plain(first.said))
            and _AND_THE_NEXT.match(plain(opening.text))
        ):
            yield Promise(ASK, opening.text, one.number, when(opening.text))
    for one in said:
        for part in sentences(one.said) if one.number == yes else ():
            if (
                _POINT.search(part.text)
                and _terms(part.text)
                and not (part.text.endswith("?") or _tells(part.text))
            ):
                yield Promise(ASK, part.text, one.number, when(part.text))


def outdated(one: Promise, last: Promise) -> bool:
    """Whether a step from before the ask as it stood last is in there too, done by the same and with another day."""
    same = len(_about(one.quote) & _about(last.quote)) >= _FEWEST
    verbs = {verb for _, _, verb in pieces(one.quote) if verb}
    done = not verbs or bool({stem for verb in verbs for stem in stems(verb)} & stems(last.quote))
    return (
        one.turn < last.turn
        and one.who != BOSS
        and bool(one.when)
        and one.when not in last.quote
        and same
        and done
    )


def as_it_stood(kept: Sequence[Promise], last: Promise | None) -> list[Promise]:
    """The steps that still hold beside the ask as it stood last."""
    return [one for one in kept if last is None or not outdated(one, last)]


def _taken(one: Exchange) -> bool:
    """Whether the boss's words after their yes still go along."""
    return one.turn.state.stands in YES and (spoke(one.turn, "recap") or may_be_yes(one.turn.utterance.text))


def _clauses(sentence: str, ask: str) -> Iterator[str]:
    """The clauses of a summing-up that say what was asked, with its terms; a condition before them is told with the yes."""
    whole = sentence.rstrip(" .!?")
    for clause in re.split(r"[,;:] +(?:and )?", whole):
        doing = [who for who, _, _ in pieces(clause)]
        if len(doing) > 1:
            continue
        known = len(_about(clause) & _about(ask)) >= (_FEWEST if doing else 1)
        if _terms(clause) >= _FEWEST and known and not {BOSS} & set(doing):
            yield clause


def _tells(text: str) -> bool:
    """Whether what stands behind the colon tells of what was."""
    return bool(DID.search(plain(text.partition(":")[2])))


def _terms(text: str) -> int:
    return sum(span.kind in _TERMS for span in find_spans(text))


def _about(text: str) -> set[str]:
    """What a text is about, without its days and sums."""
    for span in reversed([span for span in find_spans(text) if span.kind in _TERMS]):
        text = f"{text[: span.start]} {text[span.end :]}"
    return set(stems(text))
