"""The guard: the last word on every utterance, whoever made it.

Each rule finds what must not be said; what can be taken out is taken out, and where nothing sound is left the
embedded voice speaks instead. What was mended is named in ``Utterance.notes``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from assistant import catalog
from assistant.domain import Decision, Move, Scenario, Turn, Utterance
from assistant.seams import Voice
from assistant.speaking.embedded import MOST_WORDS
from assistant.speaking.room import known_words, people
from assistant.text.clean import words
from assistant.text.segment import sentences
from assistant.text.spans import find_spans

_MARKUP = re.compile(
    r"<[^>\n]{0,80}>|[*_`#]{1,3}|!?\[([^\]]*)\]\([^)]*\)|https?://\S+|\|im_(?:start|end)\||</?s>|\[/?INST\]"
)
_STAGE = re.compile(
    r"\((?:[a-z][^()]{2,60})\)|(?<!\*)\*[^*]{2,80}\*(?!\*)|^\s*(?:manager|boss|me|you|user|assistant)\s*:\s*",
    re.I | re.M,
)
_OUT_OF_ROLE = re.compile(
    r"\b(?:as an ai|language model|i'm an assistant|role-?play|simulat\w+|my instructions|system prompt|the scenario|stage direction|"
    r"openai|chatgpt|this rehearsal)\b",
    re.I,
)
_COACHING = re.compile(
    r"\b(?:(?:a )?(?:good|great|strong|better|stronger) (?:ask|answer|framing|pitch) (?:would|is|includes?)|you (?:should|could) (?:try|have) "
    r"(?:saying|said|mention\w*|quantif\w*|fram\w*)|tip:|try to be more (?:specific|concrete)|your (?:framing|specificity)|well framed)\b",
    re.I,
)
_FOR_THE_USER = re.compile(r"\b(?:you (?:reply|answer|say|respond)|and you say)\b\s*[:,\"“]", re.I)
_CONCESSION = re.compile(
    r"\b(?:(?:i|we)(?:'ll| will| can| could)? (?:approve|agree|sign (?:it )?off|say yes|grant|give you (?:the|it)\b)|it's (?:a )?(?:yes|deal|approved|done)|"
    r"you(?:'ve| have) got (?:it|a deal|my approval)|consider it done|approved|let's do it|you can start)\b",
    re.I,
)
_MAY_CONCEDE = frozenset({Move.AGREE, Move.AGREE_TRIAL})


class SpeechGuard:
    """Implements :class:`assistant.seams.Guard`; ``fallback`` speaks when an utterance cannot be mended."""

    def __init__(self, fallback: Voice) -> None:
        self._fallback = fallback

    def check(
        self,
        scenario: Scenario,
        turns: Sequence[Turn],
        said: str | None,
        decision: Decision,
        utterance: Utterance,
    ) -> Utterance:
        """The utterance as it may be said; ``notes`` name the rules that had to act."""
        text, notes = _plain(utterance.text)
        known = known_words(scenario, turns, said)
        kept = []
        for span in sentences(text):
            broken = next(_violations(span.text, scenario, known, decision), None)
            if broken:
                notes.append(broken)
            else:
                kept.append(span.text.strip())
        text = _shorten(kept)
        if len(text.split()) < sum(len(sentence.split()) for sentence in kept):
            notes.append("length")
        if not text:
            spare = self._fallback.speak(scenario, turns, said, decision, seed=_seed(turns) + 1)
            return replace(spare, notes=(*notes, "replaced"))
        return replace(utterance, text=text, notes=tuple(notes)) if notes else utterance


def _seed(turns: Sequence[Turn]) -> int:
    return turns[-1].state.seed if turns else 0


def _plain(text: str) -> tuple[str, list[str]]:
    """The text without markup, stage directions and speaker labels."""
    plain = _MARKUP.sub(lambda found: found.group(1) or " ", _STAGE.sub(" ", text))
    plain = " ".join(plain.split())
    return plain, ["markup"] if plain != " ".join(text.split()) else []


def _violations(sentence: str, scenario: Scenario, known: str, decision: Decision) -> Iterator[str]:
    rules: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("out of role", lambda s: bool(_OUT_OF_ROLE.search(s))),
        ("coaching", lambda s: bool(_COACHING.search(s))),
        ("speaks for the user", lambda s: bool(_FOR_THE_USER.search(s))),
        ("concession", lambda s: decision.move not in _MAY_CONCEDE and bool(_CONCESSION.search(s))),
        ("unknown fact", lambda s: bool(_unknown(s, scenario, known))),
    )
    return (name for name, broken in rules if broken(sentence))


def _unknown(sentence: str, scenario: Scenario, known: str) -> list[str]:
    """Numbers, dates, amounts and names in ``sentence`` that nobody mentioned in the room."""
    heard = known.lower()
    return [
        span.text
        for span in find_spans(sentence, names=people(scenario))
        if span.kind in ("money", "percent", "date", "name", "number", "amount", "time")
        and (span.kind == "name" or re.search(r"\d", span.text))
        and span.text.lower() not in heard
        and not (span.kind == "name" and span.start == 0 and span.text.lower() in _written_words())
    ]


@cache
def _written_words() -> frozenset[str]:
    """The words of all written lines: one of them at the start of a sentence is no name."""
    tables = [
        *(c.lines for c in catalog.concerns().values()),
        *(t.lines for t in catalog.temperaments().values()),
    ]
    lines = (line.text for table in tables for group in table.values() for line in group)
    return frozenset(word for line in lines for word in words(line))


def _shorten(parts: Sequence[str]) -> str:
    """As many whole sentences as fit into the limit."""
    text: list[str] = []
    for part in parts:
        if sum(len(p.split()) for p in text) + len(part.split()) > MOST_WORDS:
            break
        text.append(part)
    if parts and not text:
        text = [" ".join(parts[0].split()[:MOST_WORDS]).rstrip(",;:") + " …"]
    return " ".join(text)
