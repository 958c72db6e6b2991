"""Which acts of the talk a turn serves, and whether it asks for something (``knowledge/acts.toml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from assistant.catalog import table
from assistant.domain import Act, Reading
from assistant.listening.accusing import only_informs_themselves
from assistant.listening.questions import courteous
from assistant.listening.stems import stems
from assistant.text.segment import sentences
from assistant.text.spans import find_spans

_NAMED = 2
"""Content words after the verb from which on a request names a piece of work."""
_SIZES = ("amount", "percent", "duration", "date")


def acts(said: str, elements: frozenset[str], reading: Reading) -> frozenset[Act]:
    """The acts that the turn serves: by what it states, by its moves, or by the words of an act."""
    text = " ".join(said.lower().replace("’", "'").split())
    return frozenset(
        act
        for act, signs in _table().items()
        if elements & set(signs["elements"])
        or any(reading.has(move) for move in signs["moves"])
        or any(cue in text for cue in signs["cues"])
    )


_WANTS_TO_KNOW = re.compile(
    r"^\W*(?:(?:and|but|so|then|well|okay|ok|hi|hello)\b[, ]*)*(?:who|whose|which|when|where|why|what (?:do|does|did|is|are|was|were|will|has|have)|how (?:do|does|did|is|are|was|will|long|often))\b"
    r"(?! (?:about|would|could|if)\b)[^?]*\?$",
    re.I,
)
"""A question after something that they know: nothing is asked for by it ("Who do you have in mind for …?")."""


_GOES = re.compile(
    r"\bi(?:'m| am) (?:going|moving|ready|off|switching|changing)\b(?! to (?:be|say|tell|ask|talk|speak|show|try|need|have|listen|answer|explain)\b)",
    re.I,
)
"""How somebody says that they will go, which asks for nothing by its form."""


_ONLY_TALK = re.compile(
    r"\bbefore i (?:ask|come to|get to|put|make|tell you|say) [^,.?!]*\b(?:ask|request|anything|something|wish|favour|point|what i(?:'d| would)? (?:want|like|came))\b[^?]*\?$|"
    r"\b(?:have|like|want|need|get|find time for|hoping for|ask(?:ing)? (?:you )?for) (?:a|another|some|our) (?:(?!weekly|monthly|regular|daily|yearly)\w+ )?(?:talk|chat|conversation|word|meeting)\b(?! with (?!you\b)| (?:every|each|once|twice)\b)",
    re.I,
)
"""What only asks for a talk, or asks something before the ask, which is still to come."""


def asked(said: str, elements: frozenset[str], written: str = "") -> frozenset[str]:
    """The elements, with ``change`` where something of a named size or time is asked for, and not where work is only told of.

    :param written: the ask that the user has written down; whoever asks in its words has asked.
    """
    if only_informs_themselves(said):
        return elements - {"change"}
    parts = [part.text.replace("’", "'") for part in sentences(said)]
    if all(map(_WANTS_TO_KNOW.search, parts)):
        return elements - {"change"}
    asking = [part for part in parts if requests(part) and not (courteous(part) or _ONLY_TALK.search(part))]
    if any(map(_bare_thing, parts)) or any(_GOES.search(part) and _is_the(written, part) for part in parts):
        return elements | {"change"}
    if not asking and any(courteous(part) or _ONLY_TALK.search(part) for part in parts):
        return elements - {"change"}
    if asking:
        sized = any(span.kind in _SIZES for part in asking for span in find_spans(part))
        named = any(_names_work(part) or _names_thing(part) or _is_the(written, part) for part in asking)
        return elements | {"change"} if sized or named else elements
    text = said.lower().replace("’", "'")
    opens = any(cue in text for cue in _table()[Act.PURPOSE]["cues"])
    told = re.search(_table()[Act.IMPACT]["report"], text)
    return elements - {"change"} if opens or told else elements


def _is_the(written: str, part: str) -> bool:
    return len(stems(part) & stems(written)) >= _NAMED


def requests(said: str) -> bool:
    """Whether the words ask for something, however shyly."""
    return bool(_rule("request").search(_unhedged(said)))


def _names_work(part: str) -> bool:
    """Whether the request names what the user would do ("do more design work for clients"), and not only a wish."""
    plain = _unhedged(part)
    named = _rule("work").search(plain)
    return named is not None and len(stems(_rule("wish").sub(" ", plain[named.end() :]))) >= _NAMED


def _names_thing(part: str) -> bool:
    """Whether the request names a thing to have, with no verb ("I want the night round"), and nothing of the talk itself."""
    wanted = _rule("thing").search(_unhedged(part))
    rest = wanted.group(1) if wanted else ""
    return not _rule("no_thing").search(rest) and bool(stems(_rule("wish").sub(" ", rest)))


def _bare_thing(part: str) -> bool:
    """Whether the sentence is the thing asked for and nothing else ("A senior grade, from January."), with its size or start."""
    plain = part.lower().replace("’", "'")
    if part.endswith("?") or not _rule("bare_thing").search(plain) or _rule("tells").search(plain):
        return False
    sized = any(span.kind in ("amount", "percent", "duration") for span in find_spans(part))
    return (sized or bool(_rule("starts").search(plain))) and not _rule("no_thing").search(plain)


def _unhedged(said: str) -> str:
    """In lower case and without the small words that make an ask smaller: "perhaps I could maybe run" asks to run."""
    plain = re.sub(_hedges(), " ", said.lower().replace("’", "'"))
    return " ".join(plain.split()).lstrip(" ,")


@cache
def _hedges() -> re.Pattern[str]:
    return re.compile(table("conduct")["hedged"]["small"])


@cache
def _rule(name: str) -> re.Pattern[str]:
    return re.compile(_table()[Act.OPTIONS][name])


@cache
def _table() -> Mapping[Act, Mapping[str, Any]]:
    return {Act(name): entry for name, entry in table("acts").items()}
