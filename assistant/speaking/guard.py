"""The guard: the last word on every utterance, whoever made it.

Each rule finds what must not be said; what can be taken out is taken out, and where nothing sound is left the
embedded voice speaks instead. What was mended is named in ``Utterance.notes``. Words of the user's documents pass where the
manager brought them up, word for word and in quotation marks; they are known in the room then, and nothing else is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from assistant import catalog
from assistant.domain import Decision, Move, Scenario, Turn, Utterance
from assistant.seams import Voice
from assistant.speaking.embedded import MOST_WORDS
from assistant.speaking.room import brought_up, known_words, people
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
    r"you(?:'ve| have) got (?:it|a deal|my approval)|consider it done|approved|let's do it|you can start|"
    r"(?:happy|glad|delighted|pleased) to (?:help|support|assist|approve|agree|give you))\b",
    re.I,
)
_REPLACED = "model: what {engine} said could not stand here; the built-in engine spoke instead"
_HELD = 0xE000
"""The first of the characters without a meaning that hold the place of a quotation while the rules look."""
_RECURS = 4
"""Words from which on a sentence that comes twice in a talk is a repetition."""
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
        quotes = brought_up(scenario, turns, decision)
        known = known_words(scenario, turns, said)
        text, notes = _mended(utterance.text, scenario, known, decision, turns, quotes)
        if not text:
            spare = self._fallback.speak(scenario, turns, said, decision, seed=_seed(turns) + 1)
            told = [_REPLACED.format(engine=utterance.engine)] if utterance.engine != spare.engine else []
            return replace(spare, notes=(*notes, "replaced", *told), usage=utterance.usage)
        return replace(utterance, text=text, notes=tuple(notes)) if notes else utterance

    def sieve(
        self,
        scenario: Scenario,
        turns: Sequence[Turn],
        said: str | None,
        decision: Decision,
        aloud: Callable[[str], None],
    ) -> Callable[[str], None]:
        """For an utterance that still grows: takes its sentences one by one, and passes on to ``aloud`` what may be said.

        What was passed on is how :meth:`check` of the whole begins, as long as nothing else was spoken in its place.
        """
        known, quotes = known_words(scenario, turns, said), brought_up(scenario, turns, decision)
        heard: list[str] = []
        passed = 0

        def take(sentence: str) -> None:
            nonlocal passed
            heard.append(sentence)
            text = " ".join(heard)
            if text.count("(") > text.count(")") or text.count("*") % 2:
                return  # a gesture has begun and not yet ended
            text, _ = _mended(text, scenario, known, decision, turns, quotes)
            if len(text) > passed:
                aloud(text[passed:].strip())
                passed = len(text)

        return take


def _seed(turns: Sequence[Turn]) -> int:
    return turns[-1].state.seed if turns else 0


def _mended(
    text: str,
    scenario: Scenario,
    known: str,
    decision: Decision,
    turns: Sequence[Turn],
    quotes: Sequence[str] = (),
) -> tuple[str, list[str]]:
    """The part of ``text`` that may be said, and the rules that the rest broke.

    :param quotes: stretches that stand as they are; no rule looks into them.
    """
    held = {chr(_HELD + n): quote for n, quote in enumerate(quotes)}
    text, notes = _plain(_exchanged(text, {quote: sign for sign, quote in held.items()}))
    kept = []
    told = {heard for turn in turns for span in sentences(turn.utterance.text) if (heard := _told(span.text))}
    for span in sentences(text):
        again = _told(span.text)
        broken = next(_violations(span.text, scenario, known, decision), None)
        if broken or again in told:
            notes.append(broken or "repetition")
        else:
            kept.append(_exchanged(span.text.strip(), held))
            told |= {again} if again else set()
    text = _shorten(kept)
    if len(text.split()) < sum(len(sentence.split()) for sentence in kept):
        notes.append("length")
    return text, notes


def _exchanged(text: str, by: Mapping[str, str]) -> str:
    for one, other in by.items():
        text = text.replace(one, other)
    return text


def _told(sentence: str) -> tuple[str, ...]:
    """A sentence by its words alone; nothing for one so short that it may well come again ("All right.")."""
    found = tuple(words(sentence))
    return found if len(found) >= _RECURS else ()


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
        and not (
            span.kind == "name" and _begins(sentence, span.start) and span.text.lower() in _written_words()
        )
    ]


def _begins(text: str, start: int) -> bool:
    """Whether a sentence begins there; "It's a no. Better …" is two, though "no." may stand for a number."""
    return not text[:start].strip() or text[:start].rstrip()[-1] in ".!?"


@cache
def _written_words() -> frozenset[str]:
    """The words of all written lines: one of them at the start of a sentence is no name."""
    kinds, bosses = catalog.concerns().values(), catalog.temperaments().values()
    tables = [
        *(one.lines for kind in kinds for one in (kind, kind.departing) if one),
        *(one.lines for boss in bosses for one in (boss, boss.departing) if one),
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
        text = [" ".join(parts[0].split()[:MOST_WORDS]).rstrip(",;:") + "…"]
    return " ".join(text)
