"""Plain words for a worry: what of a turn plainly answers it, at least in part (``[plainly]`` in ``knowledge/concerns/*.toml``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from assistant.catalog import concerns, table
from assistant.domain import ConcernType
from assistant.text.clean import words
from assistant.text.cues import hinted
from assistant.text.features import FUNCTION_WORDS
from assistant.text.segment import sentences
from assistant.text.spans import find_spans, names_in
from assistant.text.stating import stated

_MAY_HAVE = re.compile(
    r"\b(could|would) have (?=(?:an?|the|it|that|this|one|two|some|their|his|her|my) )", re.I
)
"""What somebody may have some day, which is no "could have done"."""
_TRIAL = "phased_or_trial"
_QUESTION = "question"
_COVER = "cover"
_WHO = re.compile(
    r"\bwho(?:'s|'d|'ll)?\b[^.!?]*\?|\bwhich person\b[^.!?]*\?|\b(?:think|know|see|name|tell me|picture) (?:of )?who\b",
    re.I,
)
_NAMED = re.compile(
    r"^(?:And |Well, |Oh, )?[A-ZÀ-Ý][\w'-]+(?: [A-ZÀ-Ý][\w'-]+)?(?:\W*$|, (?:from|in|at|our|my|the|on)\b|"
    r" (?:does|takes|covers|could|can|would|will|has|steps|stands|from|in|and)\b)[^?]{0,60}$"
)
_OPENS = re.compile(
    r"^(?:\w+ly|me|later|good|trust|the|yes|no|nope|well|sure|look|right|exactly|depends?|true|hr|maybe|perhaps|myself|sorry|thanks|ok|okay|"
    r"hm+|whoever|wait|please|never|always|today|tomorrow|half|most|fair|great|fine|everything|nothing|work|people|management|someone else)\b",
    re.I,
)
_DENIED = re.compile(r"n't\b|\b(?:not|never|no longer|nobody)\b", re.I)
_FOR_MANY = frozenset({_TRIAL, "date"})
"""Moves that speak to many worries, and are meant for one."""


@lru_cache(maxsize=64)
def trials(said: str) -> tuple[str, ...]:
    """The sentences of ``said`` that plainly offer a trial: with its length or its start, in steps, or from a day to a day with a look at it then."""
    parts = statements(said)
    after = [*(forms[0] for _, forms in parts[1:]), ""]
    return tuple(
        part for (part, forms), then in zip(parts, after, strict=False) if _is_trial(part, forms, then)
    )


def answers(kind: ConcernType, said: str) -> Iterator[tuple[str, str]]:
    """The sentences of ``said`` that plainly answer the worry, each with the move that it is.

    In the rules a person's name is ``<name>``. A trial with its length or its start is one in any words, for whatever worry a
    trial speaks to.
    """
    for part, forms in statements(said):
        for move, sign in _signs(tuple(kind.plainly.items())):
            if move != _QUESTION and any(sign.search(form) for form in forms):
                yield move, part
    if _TRIAL in kind.answered_by:
        yield from ((_TRIAL, part) for part in trials(said))


def named(kind: ConcernType, manager: str, said: str) -> Iterator[tuple[str, str]]:
    """A person named at once where the boss has just asked who does the user's work ("Rasmus, from the night crew.")."""
    asks_who = _WHO.search(manager.replace("’", "'"))
    first = next(iter(sentences(said)), None)
    if not asks_who or _COVER not in kind.answered_by or first is None or not _NAMED.search(first.text):
        return
    # The first word of a sentence may look like a name: it is one where it is none of the words that open an answer.
    names = names_in(f"And {first.text}")
    if names and not _OPENS.search(names[0]) and not hinted(first.text, "unsure", "hypothetical"):
        yield _COVER, first.text


def fully(kind: ConcernType, said: str) -> Iterator[tuple[str, str]]:
    """The sentences of ``said`` that plainly deal with the worry, and not only in part (``[fully]``), each with its move."""
    for part, forms in statements(said):
        for move, sign in _signs(tuple(kind.fully.items())):
            if any(sign.search(form) for form in forms):
                yield move, part
    if words := _moot(kind, said):
        yield kind.moot["move"], words


def _moot(kind: ConcernType, said: str) -> str:
    """The sentence by which the worry does not apply, where the turn says why; a bare denial is none."""
    if not kind.moot:
        return ""
    (_, denied), (_, because) = _signs(tuple((name, kind.moot[name]) for name in ("denied", "because")))
    parts = [(part, forms[0].replace("’", "'")) for part, forms in statements(said)]
    for number, (part, plain) in enumerate(parts):
        if found := denied.search(plain):
            beside = [one for other, (_, one) in enumerate(parts) if other != number]
            if any(map(because.search, [plain[: found.start()], plain[found.end() :], *beside])):
                return part
    return ""


def questions(kind: ConcernType, said: str) -> Iterator[str]:
    """The questions of ``said`` that are after what would help with the worry (``[plainly] question``)."""
    for part in sentences(said):
        plain = part.text.lower().replace("’", "'")
        for move, sign in _signs(tuple(kind.plainly.items())):
            if move == _QUESTION and plain.endswith("?") and sign.search(plain):
                yield part.text


def speaks_to(kinds: Iterable[ConcernType], said: str) -> frozenset[str]:
    """What of the turn plainly deals with one of the worries, none of which is on the table, as ``worry/move``.

    Only what deals with it wholly, or is the move that tells most; a trial speaks to many and is meant for one.
    """
    found = {(kind.id, move, part) for kind in kinds for move, part in _telling(kind, said)}
    # What is open to everybody names nobody who does the user's work.
    for_all = {part for _, part in answers(concerns()["fairness"], said)}
    return frozenset(
        f"{worry}/{move}"
        for worry, move, part in found
        if move not in _FOR_MANY and (worry != "coverage" or part not in for_all)
    )


def deals_with(kinds: Iterable[ConcernType], said: str) -> frozenset[str]:
    """The worries of ``kinds`` that the turn plainly deals with wholly; what is denied, or may be meant for another, settles none."""
    return frozenset(
        kind.id
        for kind in kinds
        for move, part in fully(kind, said)
        if move not in _FOR_MANY and not _DENIED.search(part.replace("’", "'"))
    )


def _telling(kind: ConcernType, said: str) -> Iterator[tuple[str, str]]:
    yield from fully(kind, said)
    yield from (found for found in answers(kind, said) if found[0] == kind.answered_by[0])


@lru_cache(maxsize=64)  # each worry asks for those of the same turn
def statements(said: str) -> tuple[tuple[str, tuple[str, str]], ...]:
    """Each sentence that states something, as it is and in lower case with and without names."""
    found = []
    for part in sentences(said):
        text = stated(part.text)
        if text and not hinted(_MAY_HAVE.sub(r"\1 get ", text), "unsure", "hypothetical"):
            # The first word of a sentence may look like a name and be none ("Whoever asks …").
            found.append((part.text, (text.lower(), _nameless(text).lower())))
    return tuple(found)


def _is_trial(part: str, forms: tuple[str, str], after: str) -> bool:
    """Whether the sentence offers a trial; ``after`` is the statement behind it, which may say that one looks at it then."""
    rules = _trial_rules()
    if any(rules["not_one"].search(form) for form in forms):
        return False
    named = any(rules["named"].search(form) for form in forms) and bool(
        find_spans(part) or rules["length"].search(forms[0])
    )
    ends = rules["span"].search(forms[0]) and (
        rules["look"].search(forms[0]) or rules["look_after"].search(after)
    )
    return (
        named or bool(ends) or any(rules[name].search(form) for form in forms for name in ("steps", "stops"))
    )


@cache
def _trial_rules() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rule) for name, rule in table("conduct")["trial"].items()}


@cache
def _signs(rules: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((move, re.compile(rule)) for move, rule in rules)


def opening_name(sentence: str) -> str:
    """The sentence without names, its first word included where that is no word that opens an answer."""
    opens = _OPENS.search(sentence) or next(iter(words(sentence)), "") in FUNCTION_WORDS
    return sentence if opens else _nameless(f"And {sentence}")


def _nameless(text: str) -> str:
    for name in names_in(text):
        text = re.sub(rf"\b{re.escape(name)}\b", "<name>", text)
    return text
