"""What was asked beside what was granted: amounts, an end, money and title, by the user's own sentences.

The ask is the sentence in which it was heard first. Less than that is a later proposal of the user's that gives part of it up: a
smaller amount of the same kind, an end that the ask did not have, or what the ask named after a word of doing without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.catalog import table
from assistant.debriefing.log import Exchange
from assistant.debriefing.quoting import WHOLE
from assistant.debriefing.signs import DOUBTS, plain
from assistant.debriefing.smaller import ASKS, BARE, TOLD, end_of, end_of_the_ask, less_than
from assistant.debriefing.sums import moneys, names_money, staged, sums
from assistant.domain import Outcome
from assistant.text import Span
from assistant.text.segment import sentences
from assistant.text.spans import find_spans
from assistant.writing.wording import stems

_TERMS = frozenset({"date", "time", "duration", "amount", "money"})
_AND_THE = re.compile(r"\W*(?:and|plus) (?:the|my|an?) ", re.I)
"""How one more point is added to an offer ("And the title from March")."""
_COMPARES = re.compile(
    r"\bthe (?:year|season|month|week|term) before\b|\b(?:last|this) (?:year|season|term)\b|\b(?:so far|ago|since)\b",
    re.I,
)
"""What tells how much it was until now, which is evidence and no term of the ask."""
_PROPOSAL = re.compile(r"\b(?:my (?:ask|request|proposal|idea)(?: is\b|:)|i(?:'d)? (?:propose|suggest)\b)")
"""How the terms of a wish follow it in the same breath."""
_FRAGMENT = re.compile(
    r"^(?:(?:and|plus|with|as|for|from|until|till|starting|beginning|on|at|not|half|full|one|two|three|four|five|six|seven|eight|nine|ten|twelve|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|august|september|october|november|december)\b|[£$€]?\d)",
    re.I,
)
"""How a sentence begins that goes on with the terms of the one before it; one with a subject of its own says something else."""
_YES = (Outcome.AGREED, Outcome.TRIAL_AGREED)
_ON_CONDITION = re.compile(r"^\W*(?:(?:and|but|or)\b,? *)*(?:only|if|once|when|not before|the (?:rest|other|second)|you (?:only )?(?:pay|give))\b", re.I)  # fmt: skip
"""How a sentence begins that ties an offer to something, or says when the rest of it comes."""
_LEANS = re.compile(r"(?:and |so |then )*(?:for (?:that|this|it)|that way|to do (?:that|so)|therefore)\b")
_INFORMS = re.compile(r"\b(?:who|whom|whose|what(?! (?:if|about)\b)|which|when|where|why|how(?! about\b))\b")
"""What a question asks about that wants to know something."""
_ASKS_SOMEBODY = re.compile(r"\bi(?:'ll|'d| will| would)? ask (?!(?:for|you|to|if|that|whether)\b)")
_IT_IS = re.compile(
    r"\W*(?:(?:well|so|okay|ok|right)\b,? *)*(?:it|this|what i mean)(?:'s| is| would be|'d be) (?!why\b|how\b|when\b|because\b|not\b)"
)
_SMALL = re.compile(r"\b(?:maybe|perhaps|just|possibly|probably|really|also|sort of|kind of|then) ")
_WISHES = re.compile(
    r"\bneed\b|\bi(?:'d| would) (?!be\b|have\b|say\b|ask\b|know\b|think\b)\w+|\binstead of\b|\b(?:if|whether) i (?:could|can|might|may)\b"
)
_SOMETHING = re.compile(r"\b(?:some|any)(?:thing|how|where)\b|\bsome kind of\b")
_SAYS = re.compile(r"\b(?:i|we|you|he|she|they|it|that|this|there)\b")


@dataclass(frozen=True)
class Terms:
    """``asked`` in turn ``asked_in``, and ``less`` in turn ``less_in``, the sentence that gave part of it up; empty for none.

    ``came_down``: whether that was a smaller amount, or something done without, and no trial; ``priced``: whether the ask names money.
    ``end``: the words by which the ask had an end of its own; ``trial_in``: the turn in which the user offered an end to it.
    ``sums``: (words, turn) of the different sums that the user named for the ask, the first one first. ``whole``: the ask with the
    short sentences behind it that hold more of its terms. ``sure``: whether ``asked`` asks for something by its own words. ``staged``:
    whether the lower sum only comes before the first one, in one offer.
    """

    asked: str = ""
    asked_in: int = 0
    end: str = ""
    less: str = ""
    less_in: int = 0
    trial_in: int | None = None
    came_down: bool = False
    priced: bool = False
    sums: tuple[tuple[str, int], ...] = ()
    whole: str = ""
    sure: bool = True
    staged: bool = False


def terms(said: Sequence[Exchange]) -> Terms:
    """What was asked and what of it was given up, by the words of the user's turns."""
    asked = next(_asked(said), None)
    if asked is None:
        return Terms()
    one, sentence = asked
    end = end_of_the_ask(one.said, sentence)
    whole = _with_its_terms(one.said, sentence)
    price = sentence if moneys(sentence) else whole
    named = tuple(sums(price, one, said))
    found = list(_steps_down(said, one, sentence, price, ended=bool(end)))
    trial = next((turn for kinds, turn, _ in found if "end" in kinds), None)
    if end:  # another end is no smaller thing to ask
        found = [(rest, number, text) for kinds, number, text in found if (rest := kinds - {"end"})]
    priced = names_money(one.said)
    sure = (requests(sentence) or not whole.startswith(sentence)) and not (
        _vague(whole) or DOUBTS.search(plain(sentence))
    )
    if not found:
        return Terms(sentence, one.number, end, priced=priced, sums=named, whole=whole, sure=sure)
    # Of what gives up as much, the last is what lies on the table at the end.
    _, turn, words = max(found, key=lambda item: (len(item[0]), item[1]))
    came_down = any(kinds & {"amount", "without"} for kinds, _, _ in found)
    return Terms(
        sentence,
        one.number,
        end,
        words,
        turn,
        trial,
        came_down,
        priced,
        named,
        whole,
        sure,
        staged(named, said),
    )


def _vague(ask: str) -> bool:
    """Whether an ask only wonders about "something", without any terms."""
    return ask.endswith("?") and bool(_SOMETHING.search(plain(ask))) and not find_spans(ask)


def _steps_down(
    said: Sequence[Exchange], asked: Exchange, ask: str, price: str, *, ended: bool
) -> Iterator[tuple[frozenset[str], int, str]]:
    """(in what, turn, words) of each later proposal that is less than the ask, with what it is tied to.

    An end that was named plainly before, as part of the ask, is given up by no later sentence that names it again.

    :param price: the sentence or sentences that hold the sum of the ask.
    """
    for one in said:
        if one.before.state.stands in _YES:
            break  # what was said after their yes asks for nothing smaller
        parts = sentences(one.said) if one.number > asked.number else []
        for n, part in enumerate(parts):
            if kinds := less_than(part.text, ask, price, ended=ended):
                yield kinds, one.number, with_its_conditions(one.said, parts[n:])
            elif ASKS.search(plain(part.text)) and end_of(part.text):
                ended = True


def with_its_conditions(turn: str, parts: Sequence[Span]) -> str:
    """An offer with the sentences right behind it on which it depends: "Then 900. And only once I've passed."."""
    last = parts[0]
    for part in parts[1:]:
        long = len(turn[parts[0].start : part.end].split()) > WHOLE
        more = _AND_THE.match(part.text) and not _SAYS.search(plain(part.text))
        if long or part.text.endswith("?") or not (more or _ON_CONDITION.search(part.text)):
            break
        last = part
    return turn[parts[0].start : last.end]


def _with_its_terms(turn: str, ask: str) -> str:
    """The ask with the short sentences right behind it that hold more of its terms: "Six months. 300 euros on top.".

    One that only points at the sentence before it ("For that I need …") is told with that.
    """
    parts = sentences(turn)
    at = last = next(n for n, part in enumerate(parts) if part.text == ask)
    bare = len(ask.split()) <= BARE and not find_spans(ask)
    if at and (_LEANS.match(plain(ask)) or bare or _goes_on(ask)) and _can_lead(parts[at - 1].text):
        at -= 1
    for n in range(at + 1, len(parts)):
        text = parts[n].text
        long = len(turn[parts[at].start : parts[n].end].split()) > WHOLE
        other = text.endswith("?") != ask.endswith("?")
        if _SAYS.search(plain(text)) and not find_spans(text):
            break  # "And I'm fed up, to be honest" holds no term
        if long or other or TOLD.search(plain(text)) or _COMPARES.search(text) or not _FRAGMENT.search(text):
            break
        last = n
    return turn[parts[at].start : parts[last].end]


def _goes_on(ask: str) -> bool:
    """Whether an ask has no verb of asking, and only goes on with the terms of the sentence before it."""
    return bool(_FRAGMENT.search(ask)) and not ASKS.search(plain(ask))


def _can_lead(sentence: str) -> bool:
    """Whether a sentence can name what the one behind it asks for: a statement of its own about what is to come."""
    words = plain(sentence)
    return not (sentence.endswith("?") or TOLD.search(words)) and len(words.split()) > BARE


def _asked(said: Sequence[Exchange]) -> Iterator[tuple[Exchange, str]]:
    """The turn and the sentence in which a defined change was heard first; for a wish without any terms, where it got them."""
    for one in said:
        if "change" in one.turn.state.ask_heard - one.before.state.ask_heard:
            parts = [part.text for part in sentences(one.said)]
            words = _change(one)
            asks = [text for text in parts if ASKS.search(plain(text))]
            quoted = next((text for text in parts if words and words in text), "")
            if quoted and quoted not in asks and not _LEANS.match(plain(quoted)):
                # What was heard best may only be its price or its month: the sentence before it that asks is the ask.
                quoted = next((text for text in asks if text in parts[: parts.index(quoted)] and requests(text)), quoted)  # fmt: skip
            first = quoted or next(iter(asks), max(parts, key=len))
            if not requests(first):
                yield from _requested_later(one, said)
            if not _defined(first):
                yield from ((one, text) for text in parts[parts.index(first) + 1 :] if _PROPOSAL.search(plain(text)) and _defined(text))  # fmt: skip
                yield from _defined_later(one, said)
            yield one, first


def _requested_later(first: Exchange, said: Sequence[Exchange]) -> Iterator[tuple[Exchange, str]]:
    """Where something with terms was asked for, after what was heard as the ask and only wanted to know something."""
    for one in said:
        for part in sentences(one.said) if one.number >= first.number else ():
            if _asks_so(part.text) and requests(part.text):
                yield one, part.text


def _asks_so(sentence: str) -> bool:
    """Whether a sentence asks for something with terms, and does not tell whom its speaker asks about it."""
    words = plain(sentence)
    return bool(ASKS.search(words)) and not _ASKS_SOMEBODY.search(words) and _defined(sentence)


def requests(sentence: str) -> bool:
    """Whether a sentence asks for something by its own words, or names it without a verb; generous, and no question after how things are."""
    words = _SMALL.sub("", plain(sentence))
    if sentence.endswith("?") and _INFORMS.search(words):
        return False
    asks = ASKS.search(words) or _request().search(words) or _WISHES.search(words) or _names_it(sentence)
    return bool(asks or names_money(sentence) or not _SAYS.search(words))


def _names_it(sentence: str) -> bool:
    """Whether a sentence answers what it is by two terms at least ("It's two days a week until the end of May")."""
    terms = sum(span.kind in _TERMS for span in find_spans(sentence))
    return terms > 1 and bool(_IT_IS.match(plain(sentence))) and not TOLD.search(plain(sentence))


@cache
def _request() -> re.Pattern[str]:
    return re.compile(table("acts")["options"]["request"])


def _defined_later(first: Exchange, said: Sequence[Exchange]) -> Iterator[tuple[Exchange, str]]:
    """Where the same wish was put with its terms, before anything was decided."""
    for one in said:
        if one.number > first.number and not one.before.state.parting:
            for part in sentences(one.said):
                same = stems(part.text) & stems(first.said)
                if same and _asks_so(part.text) and _change(one) in part.text:
                    yield one, part.text


def _change(one: Exchange) -> str:
    """The words in which a turn's change was heard; empty where none was."""
    return one.turn.reading.element_quotes.get("change", "") if one.turn.reading else ""


def _defined(sentence: str) -> bool:
    """Whether a sentence gives what it asks for a day, a length or an amount, or asks in no form that is known here."""
    asks = ASKS.search(plain(sentence))
    wanted = sentence[asks.start() :] if asks else sentence
    return asks is None or any(span.kind in _TERMS for span in find_spans(wanted))
