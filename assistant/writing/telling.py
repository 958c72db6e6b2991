"""The proposal told in another way than it was asked: as a record of the talk, or as what would happen."""

from __future__ import annotations

import re

from assistant.domain import Style
from assistant.text.spans import opens_as_name
from assistant.writing.actions import act
from assistant.writing.parse import Ask
from assistant.writing.voice import lowered, proposed, voiced
from assistant.writing.wording import escape, sentence, shorten

_OF_MYSELF = re.compile(r"I (?:know|learn|have|can|speak|enjoy|did|understand)\b(?!.*(?:, (?:so|but) |\?))")
_AS_A_WISH = re.compile(r"^I(?:['’]d| would)?(?: really)? (?:like|love|want|wish|hope) to ")
_US = re.compile(r"^I(?:['’]d| would) like us to (?P<what>.+)$")
_THEN_A_WISH = re.compile(r"(?<=, and )I(?:['’]d| would) like to ")
_COULD_I = re.compile(r"^(?:could|can|may|might) I (?P<what>[^?.]+)\?$", re.I)


def recorded(ask: Ask, style: Style, *, exits: bool) -> list[str]:
    """The proposal as a record of the talk tells it: "I asked to …", "I offered to …" where the grammar is certain.

    :param exits: whether the user says that they go; then nothing was asked for, and their sentences stand.
    """
    pieces = (*ask.change, *ask.cover)
    pieces = (
        tuple(piece for piece in pieces if _QUESTION.match(piece.text) or not _CLAIM.match(piece.text))
        or pieces
    )
    lines = [voiced(piece.text, style.tone).rstrip(" .") for piece in pieces]
    lines = [
        proposed(line) if piece in ask.cover else line for line, piece in zip(lines, pieces, strict=True)
    ]
    if not exits:
        lines = [_told(line, offered=piece in ask.cover) for line, piece in zip(lines, pieces, strict=True)]
    return [escape(sentence(shorten(line, 90))) for line in dict.fromkeys(lines)]


def _told(line: str, *, offered: bool) -> str:
    """One sentence of the ask, told afterwards; as it is where no pattern is sure."""
    done = act(line)
    if found := _QUESTION.match(line):
        who = found["who"] if found["who"] == "I" else found["who"].lower()
        return f"{found['before'] or ''}I asked whether {who} {found['may'].lower()} {found['what']}"
    if found := _TOGETHER.match(line):
        return f"I asked that we {_THEN_I_WISH.sub('and I asked to ', found['what'])}"
    if found := _THING.match(line):
        return f"I asked for {found['what']}"
    if _CLAIM.match(line):
        return f"I said that {line}"
    if offered and not re.match(r"I\b", line):
        return f"I proposed that {line if opens_as_name(line, 0) else lowered(line)}"
    if done and line.endswith(done) and not _APPLIES.match(done):
        return f"I {'offered' if offered else 'asked'} to {done}"
    return f"I told you that {line}" if _MEANT.match(line) else line


_CLAIM = re.compile(
    r"I(?:['’]m(?! (?:going to|asking|applying)\b)| (?!asked|told|offered|said|would|will|could|want|wish|like|need|ask|propose)[a-z]+(?<!ed))\b"
)
"""What the user says of themselves to back the ask ("I learn fast"): nothing that a record needs, told as said where it is all there is."""
_THEN_I_WISH = re.compile(r"\band I(?:['’]d| would) like to ")
_APPLIES = re.compile(r"(?:apply|put in|go for)\b")
_TOGETHER = re.compile(r"^I(?: would|['’]d)? (?:like|want) us to (?P<what>.+)$")
_THING = re.compile(r"^I(?: would|['’]d) like (?!to\b|us\b|you\b|it\b|that\b)(?P<what>.+)$")
_MEANT = re.compile(r"I(?: would|['’]d)? (?:like|want) to ")
_QUESTION = re.compile(
    r"^(?P<before>I know [^?]*?, (?:so|but) )?(?:so )?(?P<may>could|would|might) (?P<who>it|this|that|we|I|you) (?P<what>[^?]+)\?$",
    re.I,
)
"""A question of the ask; in a record of the talk it is told, not asked again."""
TOLD_AS_RECORD = re.compile(r"I (?:asked|told you|offered|proposed|said)\b")
_ASKED = re.compile(
    r"^I(?: would|['’]d)? (?:want|need|like|ask you for|ask for|be glad of) (?P<what>(?:your|an?) .+)$", re.I
)
_PUT_OFF = re.compile(
    r"\byou (?:said|told me|promised)(?: that)? (?P<when>(?:after|once|when|next|not before|until|wait (?:for|until)|in) [^,;.]+)"
)


def asked_for(text: str) -> str:
    """What the user asks of the boss, as a record: "I asked for your support."."""
    found = _ASKED.match(text.rstrip(" ."))
    return _line(f"I asked for {found['what']}" if found else text)


def put_off(ask: Ask) -> str:
    """How often it was put off, and to when, in the boss's own words and without reproach; empty where nothing is told."""
    told = " ".join(piece.text for piece in ask.background)
    times = [f"“{escape(found['when'].strip())}”" for found in _PUT_OFF.finditer(told)]
    if not times:
        return ""
    return f"So far the answer was {', then '.join(times)}. This time I would like us to fix the conditions and a date."


def what_changes(ask: Ask, style: Style) -> list[str]:
    """The change itself, as something that would happen and no wish; what the user says of themselves stays out."""
    lines = [_happening(voiced(piece.text, style.tone)) for piece in ask.change]
    return [_line(line) for line in lines if not _OF_MYSELF.match(line)] or [_line(line) for line in lines]


def _happening(line: str) -> str:
    """A wish or a question of the ask as what would happen."""
    if found := _COULD_I.match(line):
        return f"I would {found['what']}."
    if found := _THING.match(line.rstrip(".")):
        return f"I would have {found['what']}."
    line = _THEN_A_WISH.sub("I would ", line)
    if found := _US.match(line):
        return f"We would {found['what']}"
    return _AS_A_WISH.sub("I would ", line)


def _line(text: str) -> str:
    return escape(sentence(shorten(text, 40)))
