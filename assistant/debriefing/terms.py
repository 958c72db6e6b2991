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
from assistant.debriefing.clauses import own_part
from assistant.debriefing.log import Exchange
from assistant.debriefing.quoting import WHOLE
from assistant.debriefing.signs import DID, plain
from assistant.debriefing.sums import PER, PRICE, lowers, moneys, names_money, sums
from assistant.domain import Outcome
from assistant.text import Span
from assistant.text.figures import figures
from assistant.text.segment import clauses, sentences
from assistant.text.spans import find_spans
from assistant.text.stating import really_asks
from assistant.writing.wording import stems

_CLOCK = re.compile(r"\b(?:at|by|until|till|before|after|from)\s+$", re.I)
_TERMS = frozenset({"date", "time", "duration", "amount", "money"})
_ASKS = re.compile(
    r"\b(?:i(?:'d| would)? (?:really |also )?(?:like|want|love|ask|propose|suggest)|i(?:'m| am) (?:asking|proposing)|could i|can i|may i|i(?:'m| am|'ve been| have been) (?:\w+ )?(?:thinking (?:of|about)|hoping to|going for|applying)|my (?:ask|request|proposal)|(?:would|could) it be possible (?:for me )?to|it (?:would|could|might) be possible (?:for me )?to|is there (?:a|any) (?:way|chance|possibility) (?:for me to|that i|i could))\b"
)
_PROPOSAL = re.compile(r"\b(?:my (?:ask|request|proposal|idea)(?: is\b|:)|i(?:'d)? (?:propose|suggest)\b)")
"""How the terms of a wish follow it in the same breath."""
_FRAGMENT = re.compile(
    r"^(?:(?:and|plus|with|as|for|from|until|till|starting|beginning|on|at|not|half|full|one|two|three|four|five|six|seven|eight|nine|ten|twelve|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|august|september|october|november|december)\b|[£$€]?\d)",
    re.I,
)
"""How a sentence begins that goes on with the terms of the one before it; one with a subject of its own says something else."""
TOLD = re.compile(
    rf"{DID.pattern}|\b(?:came|went|fell|rose|took|was|were|had|ran|sent|made|got|brought|(?!need|speed|indeed|hundred)[a-z]{{3,}}ed)\b"
)
_ANYBODY = re.compile(
    r"(?:^|: )\W*(?:(?:and|so|then|that|but)\b,? *)*(?:any(?:body|one)?|every(?:body|one)?|each|all|whoever|the next) \w+"
)
"""How a sentence begins that speaks of everyone."""
_WHICH = re.compile(r"\bor\b[^?]*\?$")
_THEN_YOU = re.compile(r"\bthen (?:you|we) (?:can |could |may )?(?:stop|end|decide|judge|look|see|drop)\b")
"""How an end is offered that the other decides about."""
_SAME_WORDS = 2
_MEANS = re.compile(r"\b(?:do |did )?you mean\b[^?]*\?")
"""How somebody asks what the other meant, which offers nothing."""
_THEIRS = re.compile(r"\byou(?:r|rself)?\b")
_MINE = re.compile(r"\b(?:i|i'[a-z]+|me|my|mine)\b")
_YES = (Outcome.AGREED, Outcome.TRIAL_AGREED)
_ON_CONDITION = re.compile(r"^\W*(?:(?:and|but|or)\b,? *)*(?:only|if|once|when|not before|the (?:rest|other|second)|you (?:only )?(?:pay|give))\b", re.I)  # fmt: skip
"""How a sentence begins that ties an offer to something, or says when the rest of it comes."""
_PART = re.compile(
    r"(?<!the )(?<!is )(?<!'s )(?<!are )(?<!was )(?<!were )(?<!have )(?<!has )(?<!had )(?<!got )\b(?:only|just|(?:begin|start|beginning|starting) with)(?: with)? (?:the (?:first|two|three)|one|two|three|half|a part|part of)\b|\bfirst (?:only|just) |\bsomething small\b|\b(?:in|by) (?:small )?steps\b|\bstep by step\b",
    re.I,
)
"""Words that ask for a part of it."""
_YOU_DECIDE = re.compile(r"\b(?:you|we) (?:can |could |may |then )?(?:decide|judge|see)\b")
_SUGGESTS = re.compile(r"\b(?:what|how) about\b|\bwhat if\b|\b(?:could|can|shall|should) we\b")
_SEE = re.compile(r"\bto see (?:if|how|whether)\b|\bfor a while\b|\band (?:then )?(?:we|you) see\b", re.I)
_LEANS = re.compile(r"(?:and |so |then )*(?:for (?:that|this|it)|that way|to do (?:that|so)|therefore)\b")
_INFORMS = re.compile(r"\b(?:who|whom|whose|what(?! (?:if|about)\b)|which|when|where|why|how(?! about\b))\b")
"""What a question asks about that wants to know something."""
_ASKS_SOMEBODY = re.compile(r"\bi(?:'ll|'d| will| would)? ask (?!(?:for|you|to|if|that|whether)\b)")
_SMALL = re.compile(r"\b(?:maybe|perhaps|just|possibly|probably|really|also|sort of|kind of|then) ")
_WISHES = re.compile(
    r"\bneed\b|\bi(?:'d| would) (?!be\b|have\b|say\b|ask\b|know\b|think\b)\w+|\binstead of\b|\b(?:if|whether) i (?:could|can|might|may)\b"
)
_SAYS = re.compile(r"\b(?:i|we|you|he|she|they|it|that|this|there)\b")
_NO_END = re.compile(r"\bfrom [^,.;]*\bon(?:wards?)?\b|\bfor good\b|\bpermanent", re.I)


@dataclass(frozen=True)
class Terms:
    """``asked`` in turn ``asked_in``, and ``less`` in turn ``less_in``, the sentence that gave part of it up; empty for none.

    ``came_down``: whether that was a smaller amount, or something done without, and no trial; ``priced``: whether the ask names money.
    ``end``: the words by which the ask had an end of its own; ``trial_in``: the turn in which the user offered an end to it.
    ``sums``: (words, turn) of the different sums that the user named for the ask, the first one first. ``whole``: the ask with the
    short sentences behind it that hold more of its terms. ``sure``: whether ``asked`` asks for something by its own words.
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


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(words, re.I) for name, words in table("debrief")["terms"].items()}


_STOPS = re.compile(
    r"^\W*(?:(?:and|but|so)\b,? )?(?:if|once|when|should)\b[^.?!]*\b(?:drop|stop|end|give (?:it|that) (?:up|back)|go back|come back|hand (?:it|them) back)\b",
    re.I,
)
"""A stop rule: "If it's two, I drop the half day"."""


def terms(said: Sequence[Exchange]) -> Terms:
    """What was asked and what of it was given up, by the words of the user's turns."""
    asked = next(_asked(said), None)
    if asked is None:
        return Terms()
    one, sentence = asked
    end = _end_of_the_ask(one.said, sentence)
    whole = _with_its_terms(one.said, sentence)
    price = sentence if moneys(sentence) else whole
    named = tuple(sums(price, one, said))
    found = list(_steps_down(said, one, sentence, price, ended=bool(end)))
    trial = next((turn for kinds, turn, _ in found if "end" in kinds), None)
    if end:  # another end is no smaller thing to ask
        found = [(rest, number, text) for kinds, number, text in found if (rest := kinds - {"end"})]
    priced = names_money(one.said)
    if not found:
        return Terms(
            sentence, one.number, end, priced=priced, sums=named, whole=whole, sure=requests(sentence)
        )
    # Of what gives up as much, the last is what lies on the table at the end.
    _, turn, words = max(found, key=lambda item: (len(item[0]), item[1]))
    came_down = any(kinds & {"amount", "without"} for kinds, _, _ in found)
    return Terms(
        sentence, one.number, end, words, turn, trial, came_down, priced, named, whole, requests(sentence)
    )


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
            if kinds := _less(part.text, ask, price, ended=ended):
                yield kinds, one.number, with_its_conditions(one.said, parts[n:])
            elif _ASKS.search(plain(part.text)) and _end_of(part.text):
                ended = True


def with_its_conditions(turn: str, parts: Sequence[Span]) -> str:
    """An offer with the sentences right behind it on which it depends: "Then 900. And only once I've passed."."""
    last = parts[0]
    for part in parts[1:]:
        long = len(turn[parts[0].start : part.end].split()) > WHOLE
        if long or part.text.endswith("?") or not _ON_CONDITION.search(part.text):
            break
        last = part
    return turn[parts[0].start : last.end]


def _with_its_terms(turn: str, ask: str) -> str:
    """The ask with the short sentences right behind it that hold more of its terms: "Six months. 300 euros on top.".

    One that only points at the sentence before it ("For that I need …") is told with that.
    """
    parts = sentences(turn)
    at = last = next(n for n, part in enumerate(parts) if part.text == ask)
    if at and _LEANS.match(plain(ask)) and not parts[at - 1].text.endswith("?"):
        at -= 1
    for n in range(at + 1, len(parts)):
        text = parts[n].text
        long = len(turn[parts[at].start : parts[n].end].split()) > WHOLE
        other = text.endswith("?") != ask.endswith("?")
        if long or other or TOLD.search(plain(text)) or not _FRAGMENT.search(text):
            break
        last = n
    return turn[parts[at].start : parts[last].end]


def _asked(said: Sequence[Exchange]) -> Iterator[tuple[Exchange, str]]:
    """The turn and the sentence in which a defined change was heard first; for a wish without any terms, where it got them."""
    for one in said:
        if "change" in one.turn.state.ask_heard - one.before.state.ask_heard:
            parts = [part.text for part in sentences(one.said)]
            words = _change(one)
            asks = [text for text in parts if _ASKS.search(plain(text))]
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
    return bool(_ASKS.search(words)) and not _ASKS_SOMEBODY.search(words) and _defined(sentence)


def requests(sentence: str) -> bool:
    """Whether a sentence asks for something by its own words, or names it without a verb; generous, and no question after how things are."""
    words = _SMALL.sub("", plain(sentence))
    if sentence.endswith("?") and _INFORMS.search(words):
        return False
    asks = _ASKS.search(words) or _request().search(words) or _WISHES.search(words)
    return bool(asks or names_money(sentence) or not _SAYS.search(words))


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
    asks = _ASKS.search(plain(sentence))
    wanted = sentence[asks.start() :] if asks else sentence
    return asks is None or any(span.kind in _TERMS for span in find_spans(wanted))


def _end_of_the_ask(turn: str, ask: str) -> str:
    """The end that an ask has: in its own sentence, or in one beside it that names a trial."""
    if _NO_END.search(turn) or _rules()["no_trial"].search(plain(turn)):
        return ""
    beside = [
        part.text
        for part in sentences(turn)
        if part.text != ask and _rules()["trial"].search(plain(part.text))
    ]
    return next(filter(None, map(_end_of, [ask, *beside])), "")


def _end_of(text: str) -> str:
    """The words that give an ask an end: a trial, a length, a last day; empty for none, or where it says that it has none."""
    if _NO_END.search(text) or _rules()["no_trial"].search(plain(text)):
        return ""
    found = _rules()["end"].search(text)
    if found is None or len(found.group().split()) > 1:
        return found.group().strip() if found else ""
    # One word is no quote.
    return next((part.text.strip(" ,;:.") for part in clauses(text) if part.start <= found.start() < part.end), found.group())  # fmt: skip


@cache
def _postpones() -> re.Pattern[str]:
    return re.compile(table("debrief")["conduct"]["postpones"])


def postpones(sentence: str) -> bool:
    """Whether a sentence offers to drop the ask or to put it off, without a day on which it comes back."""
    dated = any(re.search(r"\d", span.text) for span in find_spans(sentence) if span.kind in ("date", "time"))
    return bool(_postpones().search(plain(sentence))) and not dated and not really_asks(sentence)


def names_trial(words: str) -> bool:
    """Whether words name a trial, and not only an end."""
    return bool(_rules()["trial"].search(words))


def begins_small(sentence: str) -> bool:
    """Whether a sentence proposes to begin with a part of it, or to try it; what was done or is asked tells of something else."""
    words = plain(sentence)
    if sentence.endswith("?") and not (_ASKS.search(words) or _SUGGESTS.search(words)):
        return False
    if _MEANS.search(words):
        return False
    if _THEIRS.search(words) and not _MINE.search(words):
        return False  # what only the other is to do is a step of theirs, however small
    tries = _rules()["trial"].search(words) and _rules()["proposes"].search(words) and find_spans(sentence)
    decided_then = _end_of(sentence) and _YOU_DECIDE.search(words)
    return (
        bool(_PART.search(words) or tries or decided_then) and not tells(sentence) and not postpones(sentence)
    )


def tells(sentence: str) -> bool:
    """Whether a sentence tells of what was, beside what it makes depend on something ("…, if that was full")."""
    return bool(TOLD.search(re.split(r"\b(?:if|once|when|unless)\b", plain(sentence))[0]))


def names_end(turn: str) -> bool:
    """Whether a turn gives what is asked an end, or begins with a part of it; generous."""
    return any(
        _end_of(part.text) or any(rule.search(plain(part.text)) for rule in (_PART, _SEE, _rules()["trial"]))
        for part in sentences(turn)
    )


def _less(sentence: str, ask: str, price: str, *, ended: bool) -> frozenset[str]:
    """In what a sentence is less than the ask: ``end``, ``amount``, ``without``; empty where it is not, or is no proposal."""
    sentence = own_part(sentence)
    rules, text = _rules(), plain(sentence)
    if postpones(sentence) or _MEANS.search(text):
        return frozenset()  # that gives it up for now, and offers nothing smaller
    if rules["prepares"].search(text):
        return frozenset()  # what comes before the thing itself takes nothing from it
    if lowers(sentence, price):
        return frozenset({"amount"})
    if _STOPS.search(text):
        return frozenset()  # what happens if it fails is no smaller thing to ask
    if (_ANYBODY.search(text) or _WHICH.search(text)) and not _MINE.search(text):
        return (
            frozenset()
        )  # a rule for everyone is no smaller thing to ask, and to ask which of them it is neither
    same = _measures(ask).items() & _measures(sentence).items()
    again = any(" a " in unit for unit, _ in same) or (
        same and len(stems(sentence) & stems(ask)) >= _SAME_WORDS
    )
    if not ended and _end_of(sentence) and not TOLD.search(text) and (again or _THEN_YOU.search(text)):
        return frozenset({"end"})
    if not rules["proposes"].search(text) or rules["no_trial"].search(text):
        return frozenset()
    found = set()
    if (
        (not ended or rules["trial"].search(text))
        and _end_of(sentence)
        and (rules["less"].search(text) or rules["trial"].search(text))
    ):
        found.add("end")
    mine, theirs = _measures(ask), _measures(sentence)
    if PER.search(ask) and (later := _prices(sentence)):
        mine["price"], theirs["price"] = max(_prices(ask)), max(later)
    smaller = any(unit in mine and value < mine[unit] for unit, value in theirs.items())
    if smaller and rules["less"].search(text):
        found.add("amount")
    if _does_without(text, plain(ask), mine):
        found.add("without")
    return frozenset(found)


def _does_without(text: str, ask: str, asked: dict[str, float]) -> bool:
    """Whether something that the ask named is given up."""
    rules = _rules()
    dropped = rules["without"].search(text)
    if dropped and (
        set(_measures(dropped["what"])) & set(asked) or len(stems(dropped["what"]) & stems(ask)) > 1
    ):
        return True
    pay, title = (bool(rules[name].search(ask)) for name in ("asks_pay", "asks_title"))
    return (pay and bool(rules["no_pay"].search(text))) or (title and bool(rules["no_title"].search(text)))


def _prices(text: str) -> list[float]:
    """The sums of a text that names rates; what stands as a time of day ("at 17.30") is none, unless it is a rate itself."""
    found = [match for match in PRICE.finditer(text) if PER.match(text, match.start()) or not _CLOCK.search(text[: match.start()])]  # fmt: skip
    return [float(match.group().replace(",", ".")) for match in found]


def _measures(text: str) -> dict[str, float]:
    """The amounts of a text by their unit; of two of a unit the larger one."""
    found: dict[str, float] = {}
    for one in figures(text):
        if one.unit:
            found[one.unit] = max(one.value, found.get(one.unit, 0.0))
    return found
