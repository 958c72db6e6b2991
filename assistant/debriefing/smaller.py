"""What is less than an ask, or only a part of it: an end, a smaller amount, something done without.

A case that is argued with, a step of the other's, and what is put off for good offer nothing smaller.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.catalog import table
from assistant.debriefing.clauses import own_part
from assistant.debriefing.signs import DID, plain
from assistant.debriefing.sums import PER, PRICE, lowers
from assistant.text.figures import figures
from assistant.text.segment import clauses, sentences
from assistant.text.spans import find_spans
from assistant.text.stating import really_asks
from assistant.writing.wording import stems

_CLOCK = re.compile(r"\b(?:at|by|until|till|before|after|from)\s+$", re.I)
ASKS = re.compile(
    r"\b(?:i(?:'d| would)? (?:really |also )?(?:like|want|love|ask|propose|suggest)|i(?:'m| am) (?:asking|proposing)|could i|can i|may i|i(?:'m| am|'ve been| have been) (?:\w+ )?(?:thinking (?:of|about)|hoping to|going for|applying)|my (?:ask|request|proposal)|(?:would|could) it be possible (?:for me )?to|it (?:would|could|might) be possible (?:for me )?to|is there (?:a|any) (?:way|chance|possibility) (?:for me to|that i|i could))\b"
)
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
_PART = re.compile(
    r"(?<!the )(?<!is )(?<!'s )(?<!are )(?<!was )(?<!were )(?<!have )(?<!has )(?<!had )(?<!got )\b(?:only|just|(?:begin|start|beginning|starting) with)(?: with)? (?:the (?:first|two|three)|one|two|three|half|a part|part of)\b|\bfirst (?:only|just) |\bsomething small\b|\b(?:in|by) (?:small )?steps\b|\bstep by step\b",
    re.I,
)
"""Words that ask for a part of it."""
_YOU_DECIDE = re.compile(r"\b(?:you|we) (?:can |could |may |then )?(?:decide|judge|see)\b")
_SUGGESTS = re.compile(r"\b(?:what|how) about\b|\bwhat if\b|\b(?:could|can|shall|should) we\b")
_SEE = re.compile(r"\bto see (?:if|how|whether)\b|\bfor a while\b|\band (?:then )?(?:we|you) see\b", re.I)
BARE = 4
"""Words of a sentence that is none by itself."""
_IN_CASE = re.compile(r"\W*(?:(?:and|but|so|because)\b,? *)*if\b")
_OFFERS_THEN = re.compile(
    r"\b(?:i|i'[a-z]+|me|my|we can|we could|you can|you could|you (?:stop|end|take|put|send|decide|get)|let's|take|make it|say|then|instead|rather|only|just|half|enough|would do|even|what about|how about)\b|^\W*(?:\d|an?\b|one\b|two\b|three\b|the (?:first|rest|other)\b)"
)
"""What somebody would do, or be content with, in the case they set."""
_SUBJECT_AND_VERB = 2
_NO_END = re.compile(r"\bfrom [^,.;]*\bon(?:wards?)?\b|\bfor good\b|\bpermanent", re.I)
_STOPS = re.compile(
    r"^\W*(?:(?:and|but|so)\b,? )?(?:if|once|when|should)\b[^.?!]*\b(?:drop|stop|end|give (?:it|that) (?:up|back)|go back|come back|hand (?:it|them) back)\b",
    re.I,
)
"""A stop rule: "If it's two, I drop the half day"."""


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(words, re.I) for name, words in table("debrief")["terms"].items()}


def end_of_the_ask(turn: str, ask: str) -> str:
    """The end that an ask has: in its own sentence, or in one beside it that names a trial."""
    if _NO_END.search(turn) or _rules()["no_trial"].search(plain(turn)):
        return ""
    beside = [
        part.text
        for part in sentences(turn)
        if part.text != ask and _rules()["trial"].search(plain(part.text))
    ]
    return next(filter(None, map(end_of, [ask, *beside])), "")


def end_of(text: str) -> str:
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
    if sentence.endswith("?") and not (ASKS.search(words) or _SUGGESTS.search(words)):
        return False
    if _MEANS.search(words) or _argues(words):
        return False
    if len(words.split()) <= BARE and not (find_spans(sentence) or _MINE.search(words)):
        return False  # "Just one message." is half of what was said before it
    if _THEIRS.search(words) and not _MINE.search(words):
        return False  # what only the other is to do is a step of theirs, however small
    tries = _rules()["trial"].search(words) and _rules()["proposes"].search(words) and find_spans(sentence)
    decided_then = end_of(sentence) and _YOU_DECIDE.search(words)
    return (
        bool(_PART.search(words) or tries or decided_then) and not tells(sentence) and not postpones(sentence)
    )


def _argues(words: str) -> bool:
    """Whether words say only what would come of a case ("If we wait, the season is over"), and offer nothing in it."""
    case = _IN_CASE.match(words)
    if case is None:
        return False
    before, comma, after = words[case.end() :].partition(",")
    then = after if comma else " ".join(before.split()[_SUBJECT_AND_VERB:])
    return not _OFFERS_THEN.search(then)


def tells(sentence: str) -> bool:
    """Whether a sentence tells of what was, beside what it makes depend on something ("…, if that was full")."""
    return bool(TOLD.search(re.split(r"\b(?:if|once|when|unless)\b", plain(sentence))[0]))


def names_end(turn: str) -> bool:
    """Whether a turn gives what is asked an end, or begins with a part of it; generous."""
    return any(
        end_of(part.text) or any(rule.search(plain(part.text)) for rule in (_PART, _SEE, _rules()["trial"]))
        for part in sentences(turn)
    )


def less_than(sentence: str, ask: str, price: str, *, ended: bool) -> frozenset[str]:
    """In what a sentence is less than the ask: ``end``, ``amount``, ``without``; empty where it is not, or is no proposal."""
    sentence = own_part(sentence)
    rules, text = _rules(), plain(sentence)
    if postpones(sentence) or _MEANS.search(text) or _argues(text):
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
    if not ended and end_of(sentence) and not TOLD.search(text) and (again or _THEN_YOU.search(text)):
        return frozenset({"end"})
    if not rules["proposes"].search(text) or rules["no_trial"].search(text):
        return frozenset()
    found = set()
    if (
        (not ended or rules["trial"].search(text))
        and end_of(sentence)
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
