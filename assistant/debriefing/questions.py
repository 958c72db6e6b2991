"""Direct questions of the user's that the boss plainly did not answer: what was asked for is a day, a figure, a yes or no or who has a say, and none came.

Only what can be seen in the answer is claimed; an open question ("What worries you?") is answered by whatever they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.debriefing.clauses import asks_for, says_yes
from assistant.debriefing.log import Exchange, spoke
from assistant.debriefing.quoting import until_stop
from assistant.debriefing.signs import plain, rhetorical
from assistant.domain import Move, Turn
from assistant.text.segment import clauses, sentences
from assistant.text.spans import find_spans
from assistant.text.stating import really_asks
from assistant.writing.wording import stems

_WHEN = re.compile(
    r"\b(?:when|till when|until when|by when|which day|what date)\b[^.]{0,25}\b(?:will|would|do|could|can|shall) (?:i|you|we)\b|\b(?:till|until|by) when\?$|"
    r"\b(?:which|what) (?:day|date|week|month|weeks|days)\b[^.]{0,25}\?$"
)
_FIGURE = re.compile(
    r"\b(?:what(?:'s| is)|which(?: is)?|name) (?:is )?your (?:number|figure|limit|offer|sum|budget)\b|\b(?:which|what) (?:number|figure|sum) (?:do|would|did|have) you\b|\bhow much (?:would|could|can|do) you\b"
)
_YES_NO = re.compile(
    r"\byes or (?:a )?no\b|\b(?:can|could) i count on you\b|\bdo (?:we|you) agree\b|\b(?:is|are) (?:the )?[\w ]{2,25} (?:all right|fine|okay|ok)(?: with you| for you)?(?:,? or not)?\?$"
)
_WHO = re.compile(
    r"\bwho(?: else)?(?:['’]d| would| will| must| should| has| have| needs?| is)?(?: still| also)?(?: have| has| need| needs)?(?: to)? (?:be asked|agree|say yes|says yes|sign|signs|decides?|approves?|allow|allows)\b|\bwhose decision\b"
)
_ABOVE = r"(?:the|our) (?:\w+ )?(?:director|directors|directorate|board|owners?|council|governors?|committee|panel|management|manager|partners?|head)\b"
_NAMES_WHO = re.compile(
    r"\b(?:only|just) me\b|\bi (?:decide|do|sign)\b|\b(?:nobody|no one|none) (?:else|but me)\b|\bmy (?:own )?(?:boss|director|manager|chief)\b|\b(?:above me|upstairs|head office|hr|personnel)\b|\bmine (?:to|alone)\b|"
    rf"\b{_ABOVE}[^.?!]*\b(?:decid|says?\b|sign|agree|approv|ask|allow)|\b(?:decision|decided|say|signed|asked|approved|allowed|with|by)\b[^.?!]{{0,20}}\b{_ABOVE}",
    re.I,
)
_ONCE_MORE = re.compile(r"\bi asked (?:you )?(?:\w+ )?(?:who|what|which|when|how)\b", re.I)
"""A question that is put again as a statement: "I asked who else has to say yes"."""
_TIME_WORDS = re.compile(
    r"\b(?:today|tomorrow|tonight|soon|later|week|month|year|spring|summer|autumn|winter|season|once|after|before|until|never|now)\b",
    re.I,
)
_VERDICT = re.compile(
    r"\b(?:yes|no|not (?:yet|now|today)|agreed|granted|fine|of course|can't|cannot|won't|i will|i'll|i can|you can|deal|nothing against|i'd rather)\b",
    re.I,
)
_NO_ANSWER = ("unknown", "unnamed", "unsure")
"""Lines by which a boss says that they do not know."""
_LAST_WORDS = frozenset({Move.AGREE, Move.AGREE_TRIAL, Move.NOT_NOW, Move.REFUSE, Move.BREAK_OFF})
_OF_THE_CASE = frozenset({"fact", "detail", "when", "who"})
"""Questions after something that a boss knows or does not; no yes or no to the ask answers them."""
_DECIDES = frozenset({Move.AGREE, Move.AGREE_TRIAL, Move.NOT_NOW, Move.PIN_DOWN, Move.PART})
_PROPOSES = re.compile(r"\b(?:(?:how|what) about|what if|shall we|could we|why not)\b", re.I)
_THEIRS = re.compile(r"\b(?:would|could|can|will|do|does|did|may|shall|should|have|are) (?:you|i|we)\b", re.I)
"""A question about what the two of them do, which nobody else can answer."""
_OF_THEIR_WORDS = re.compile(
    r"\b(?:you (?:mean|meant|say|said|want|wanted|asked|ask|heard|hear|see|saw|understood|understand|remember)|is that (?:it|what|how|enough|all|right|correct|okay|ok|fine))\b|"
    r"^\W*(?:(?:and|so|then|but|ok|okay)\b,? *)*you(?:['’](?:ll|d))? (?!know\b|think\b)\w+|"
    r"\b(?:ok|okay|fine|all right|alright|agreed|acceptable|enough|better|best|rather|prefer|suits?)\b|"
    r"\bfrom where you\b|\b(?:in|from|on) your (?:view|opinion|eyes|side|seat|desk|end)\b",
    re.I,
)
"""What asks for their own words, doing, wish or judgement: nobody else can tell, so that it is not for the user to find out."""
_WOULD_NOT = re.compile(
    r"\b(?:what i can|not at liberty to|can['’]t|cannot) (?:share|disclose)\b|\brather not (?:say|tell)\b",
    re.I,
)
"""How somebody keeps to themselves what they may well know."""
_JOINED = re.compile(r"^(?:and|but|so|or)\b,? ", re.I)
_SAME = 0.5
_SHORT = 16


@dataclass(frozen=True)
class Asked:
    """A question in the user's words, and the turns in which it was put and not answered; ``unknown``: they said that they did not know."""

    quote: str
    turns: tuple[int, ...]
    unknown: bool = False


def unanswered(said: Sequence[Exchange]) -> tuple[Asked, ...]:
    """Each such question once, with its turns; what was answered later is not among them."""
    found: list[tuple[str, str, list[int]]] = []
    for one in said:
        for kind, quote in _open(one):
            known = next((item for item in found if item[0] == kind and _alike(item[1], quote)), None)
            if known:
                known[2].append(one.number)
            else:
                found.append((kind, quote, [one.number]))
        found = [item for item in found if item[2][-1] == one.number or not _answered(item, one)]
    asked = [
        (kind, Asked(quote, tuple(dict.fromkeys(turns)), kind == "unknown")) for kind, quote, turns in found
    ]
    # Who else has a say they may not know; put twice, it stayed open.
    return tuple(one for kind, one in asked if kind != "who" or len(one.turns) > 1)


def _answered(item: tuple[str, str, list[int]], one: Exchange) -> bool:
    """Whether a later turn answers what was left open; what is of the case only where it was asked again."""
    kind, quote, _ = item
    if kind not in ("unknown", "case"):
        return _answers(kind, one)
    asked = [part.text for part in sentences(one.said) if really_asks(part.text)]
    return any(_alike(quote, other) for other in asked) and one.turn.decision.answer is not None


def _open(one: Exchange) -> Iterator[tuple[str, str]]:
    """(kind, question) of what a turn asks and the answer to it leaves open."""
    for part in sentences(one.said):
        text = plain(part.text)
        if rhetorical(text) or not (asks_for(part.text) or really_asks(part.text) or _ONCE_MORE.search(text)):
            continue
        kinds = {"figure": _FIGURE, "when": _WHEN, "yes or no": _YES_NO, "who": _WHO}
        kind = next((name for name, rule in kinds.items() if rule.search(text)), "")
        if kind and not _answers(kind, one):
            yield kind, _quoted(part.text, kinds[kind])
    yield from _of_the_case(one)


def _of_the_case(one: Exchange) -> Iterator[tuple[str, str]]:
    """The last question of a turn, where it is after something of the case and the boss says that they do not know, or ends the talk without a word on it."""
    asked = [
        part.text for part in sentences(one.said) if asks_for(part.text) and not _PROPOSES.search(part.text)
    ]
    if not asked or len(asked[-1].split()) > _SHORT or rhetorical(asked[-1]):
        return
    decision, kind = one.turn.decision, one.turn.reading.asks if one.turn.reading else ""
    if kind and kind not in _OF_THE_CASE:
        return
    if spoke(one.turn, *_NO_ANSWER):
        # Of a turn that asks more than one thing nobody can tell which they did not know.
        if len(asked) == 1 and not (_THEIRS.search(asked[0]) or _asks_back(asked[0], one.before)):
            yield "case" if _WOULD_NOT.search(one.turn.utterance.text) else "unknown", asked[0]
    elif kind and really_asks(asked[-1]) and decision.move in _LAST_WORDS and decision.answer not in _OF_THE_CASE | {"authority"}:  # fmt: skip
        yield "case", asked[-1]


def _asks_back(question: str, before: Turn) -> bool:
    """Whether a question is after the boss's own last words ("Mull it over until when?"), which nobody else can tell."""
    return bool(_OF_THEIR_WORDS.search(question) or stems(question) & stems(before.utterance.text))


def _quoted(sentence: str, rule: re.Pattern[str]) -> str:
    """The question as a whole; of a long sentence the clause from which on it asks."""
    if len(sentence.split()) <= _SHORT:
        return sentence
    asked = next((piece for piece in clauses(sentence) if rule.search(plain(piece.text))), None)
    return until_stop(_JOINED.sub("", sentence[asked.start :]) if asked else sentence)


def _answers(kind: str, one: Exchange) -> bool:
    """Whether what the boss said in a turn holds what was asked for; generous."""
    answer = one.turn.utterance.text
    spans = {span.kind for span in find_spans(answer)}
    if kind == "figure":
        # What they say back of the user's own figures is none of theirs.
        return bool(set(re.findall(r"\d+", answer)) - set(re.findall(r"\d+", one.said)))
    if kind == "when":
        return bool(spans & {"date", "time", "duration"} or _TIME_WORDS.search(answer))
    if kind == "who":
        return one.turn.decision.answer == "authority" or bool(_NAMES_WHO.search(answer))
    decided = one.turn.decision.move in _DECIDES or one.turn.decision.answer in ("verdict", "date")
    return decided or says_yes(answer) or bool(_VERDICT.search(plain(answer)))


def _alike(one: str, other: str) -> bool:
    words, others = stems(one), stems(other)
    return len(words & others) >= _SAME * max(1, min(len(words), len(others)))
