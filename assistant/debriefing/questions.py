"""Direct questions of the user's that the boss plainly did not answer: what was asked for is a day, a figure or a yes or no, and none came.

Only what can be seen in the answer is claimed; an open question ("What worries you?") is answered by whatever they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.debriefing.clauses import asks_for, says_yes
from assistant.debriefing.log import Exchange
from assistant.debriefing.quoting import until_stop
from assistant.debriefing.signs import plain
from assistant.domain import Move
from assistant.text.segment import clauses, sentences
from assistant.text.spans import find_spans
from assistant.text.stating import really_asks
from assistant.writing.wording import stems

_WHEN = re.compile(
    r"\b(?:when|till when|until when|by when|which day|what date)\b[^.]{0,25}\b(?:will|would|do|could|can|shall) (?:i|you|we)\b|\b(?:till|until|by) when\?$"
)
_FIGURE = re.compile(
    r"\b(?:what(?:'s| is)|which(?: is)?|name) (?:is )?your (?:number|figure|limit|offer|sum|budget)\b|\b(?:which|what) (?:number|figure|sum) (?:do|would|did|have) you\b|\bhow much (?:would|could|can|do) you\b"
)
_YES_NO = re.compile(
    r"\byes or (?:a )?no\b|\b(?:can|could) i count on you\b|\bdo (?:we|you) agree\b|\b(?:is|are) (?:the )?[\w ]{2,25} (?:all right|fine|okay|ok)(?: with you| for you)?\?$"
)
_TIME_WORDS = re.compile(
    r"\b(?:today|tomorrow|tonight|soon|later|week|month|year|spring|summer|autumn|winter|season|once|after|before|until|never|now)\b",
    re.I,
)
_VERDICT = re.compile(
    r"\b(?:yes|no|not (?:yet|now|today)|agreed|granted|fine|of course|can't|cannot|won't|i will|i'll|i can|you can|deal|nothing against|i'd rather)\b",
    re.I,
)
_DECIDES = frozenset({Move.AGREE, Move.AGREE_TRIAL, Move.NOT_NOW, Move.PIN_DOWN, Move.PART})
_JOINED = re.compile(r"^(?:and|but|so|or)\b,? ", re.I)
_SAME = 0.5
_SHORT = 16


@dataclass(frozen=True)
class Asked:
    """A question in the user's words, and the turns in which it was put and not answered."""

    quote: str
    turns: tuple[int, ...]


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
        found = [item for item in found if item[2][-1] == one.number or not _answers(item[0], one)]
    return tuple(Asked(quote, tuple(dict.fromkeys(turns))) for _, quote, turns in found)


def _open(one: Exchange) -> Iterator[tuple[str, str]]:
    """(kind, question) of what a turn asks and the answer to it leaves open."""
    for part in sentences(one.said):
        text = plain(part.text)
        if not (asks_for(part.text) or really_asks(part.text)):
            continue
        kinds = {"figure": _FIGURE, "when": _WHEN, "yes or no": _YES_NO}
        kind = next((name for name, rule in kinds.items() if rule.search(text)), "")
        if kind and not _answers(kind, one):
            yield kind, _quoted(part.text, kinds[kind])


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
    decided = one.turn.decision.move in _DECIDES or one.turn.decision.answer in ("verdict", "date")
    return decided or says_yes(answer) or bool(_VERDICT.search(plain(answer)))


def _alike(one: str, other: str) -> bool:
    words, others = stems(one), stems(other)
    return len(words & others) >= _SAME * max(1, min(len(words), len(others)))
