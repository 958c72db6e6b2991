"""What the user has achieved, as far as the talk holds it: the sentence, or the clauses of it, that tell of a result."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.catalog import table
from assistant.debriefing.clauses import pieces
from assistant.debriefing.conduct import is_hard
from assistant.debriefing.credit import FIGURES, shows_result
from assistant.debriefing.facts import same_fact
from assistant.debriefing.log import Exchange
from assistant.debriefing.signs import DID, plain
from assistant.debriefing.steps import LOOK, WE_LOOK
from assistant.debriefing.when import when
from assistant.domain import Act, Scenario
from assistant.text.segment import clauses
from assistant.text.spans import find_spans
from assistant.writing.wording import stems

_MINE = re.compile(r"\b(?:i|me|my)\b")
_CLAUSE = 4
_OVERLAP = 0.5
_EVIDENCE, _ENOUGH = 9, 2
_TO_COME = re.compile(
    r"\W*(?:(?:ok|okay|and|so|then|yes|fine|good|right)\b,? *)*(?:i(?:'ll|'d| will| would) (?!say\b)|let me\b)"
)
_JOINED = re.compile(r"^(?:(?:and|but|so|then|because|that|which)\b,? *)+", re.I)
_HALF = re.compile(r"(?:since|with|or|by|than|of)\b", re.I)
"""How a clause begins that tells nothing by itself."""


@cache
def _standing() -> re.Pattern[str]:
    return re.compile(table("debrief")["acts"]["standing"])


@cache
def request() -> re.Pattern[str]:
    """Words that ask for something."""
    return re.compile(table("acts")[Act.OPTIONS.value]["request"])


def results(scenario: Scenario, parts: Sequence[tuple[Exchange, str]]) -> Iterator[tuple[int, str]]:
    """What the user has achieved: their evidence said in the room, then something else done; that with most figures first."""
    told = [(one, words) for one, text in parts for words in _done(text)]
    for known in (True, False):
        found = [
            (one, text)
            for one, text in told
            if any(_tells(note.text, text) for note in scenario.evidence) is known
        ]
        found.sort(key=lambda item: (-_shown(scenario, item[1]), item[0].number))
        # What nobody can count is a result only where the user told it as one beforehand.
        yield from ((one.number, text) for one, text in found if known or _counts(text))
    for one, text in parts:
        for words in (text, *(piece.text for piece in clauses(text, shortest=_CLAUSE))):
            if not (_still_to_come(words) or is_hard(text)) and _standing().search(plain(words)):
                yield one.number, words
                break


def _done(text: str) -> Iterator[str]:
    """A sentence that tells of a result; of one that says more beside it, or asks for something too, the clauses that do."""
    if shows_result(text) and not _still_to_come(text) and not is_hard(text):
        yield text
        return
    if _looks_later(text):
        return
    inner = clauses(text, shortest=_CLAUSE)
    runs = (text[first.start : last.end] for n, first in enumerate(inner) for last in inner[n:])
    trimmed = (_JOINED.sub("", run).strip(" ,;:–—-") for run in runs)
    trimmed = (run for run in trimmed if not _HALF.match(run))
    found = [run for run in trimmed if shows_result(run) and not _still_to_come(run) and not is_hard(run)]
    if found:
        yield max(found, key=lambda run: (_figures(run), -len(run)))


def _counts(text: str) -> bool:
    """Whether words hold a figure, and what was done is the user's own; or two of them, which is a result whoever tells it."""
    if len(re.findall(r"\d+", text)) > 1:
        return True
    own = re.search(r"\b(?:i|we|my|our|me|us|mine)\b", plain(text)) or DID.search(plain(text))
    return bool(own and (re.search(r"\d", text) or _figures(text)))


def _figures(text: str) -> int:
    return sum(span.kind in FIGURES for span in find_spans(text))


def _shown(scenario: Scenario, text: str) -> int:
    """How much a sentence shows: its figures, one of the user's evidence counting most."""
    known = any(same_fact(note.text, text) for note in scenario.evidence)
    return min(_figures(text), _ENOUGH) + (_EVIDENCE if known else 0)


def _tells(fact: str, text: str) -> bool:
    """Whether a sentence tells one of the user's results."""
    if same_fact(fact, text):
        return True
    known, mine = stems(fact), _MINE.search(plain(text)) or re.search(r"\d", text)
    return bool(known and mine) and len(stems(text) & known) >= _OVERLAP * len(known)


def _still_to_come(text: str) -> bool:
    """Whether a sentence asks, wishes or takes something on: none of it is done."""
    if _TO_COME.match(plain(text)) or _looks_later(text):
        return True
    steps = any(when(words) for _, words, _ in pieces(text))
    return bool(request().search(plain(text))) or text.endswith("?") or steps


def _looks_later(text: str) -> bool:
    """Whether a sentence names the day on which both look at it."""
    return bool(when(text) and LOOK.search(text) and WE_LOOK.search(text))
