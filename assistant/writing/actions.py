"""Who does what, and when: rows for a table, taken from the user's sentences where the grammar is certain.

"I'd hand banqueting over to Marta across six weeks" gives the work (banqueting), the person (Marta) and the time (across
six weeks). A sentence that fits no pattern gives no row; it is never cut into something that the user did not say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.text.segment import clauses
from assistant.text.spans import find_spans
from assistant.writing.cues import JOINER, PERSON, SUBORDINATE, TENDS
from assistant.writing.private import Piece

_NAME = PERSON
_WHO = rf"(?P<who>{_NAME}(?: and {_NAME})?|(?:[Aa]n?|[Aa]nother|[Ss]omebody|[Ss]omeone)(?: (?!could|can|will|would)[\w-]+){{0,3}})"
_DOES = rf"(?:(?:{TENDS})(?: over| on| up| after|(?: in)?(?: for me)? (?:at|for|on|in))?|covering|doing|taking|leading|running|holding|minding)"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\bhand(?:ing)? (?:over )?(?P<work>(?!over\b)[^,;]+?)(?: over)? to (?P<who>{_NAME}(?: and {_NAME})?|whoever you choose)(?P<rest>\b[^,;]*)$",
        rf"\btrain(?:ing)? {_WHO} (?P<how>on|in|for|to do) (?P<work>(?:the|my|our|an?) [^,;]+)$",
        rf"\bshar(?:e|ing) (?P<work>(?:the|my|our) [^,;]+?) with {_WHO}(?P<rest>\b[^,;]*)$",
        rf"^{_WHO} and I have (?:worked out|agreed|planned|settled) (?:how|who) (?P<work>[^,;]+?) (?:is|are|gets?|will be) (?:answered|covered|done|run|handled|looked after)\b(?P<rest>[^,;]*)$",
        rf"^I (?:now |still |also )?{_DOES} (?P<work>(?:the|my|our) [^,;]+?)(?: (?:alone|on my own|myself))?(?P<rest> (?:on|every|each|in) [^,;]*?)?,? and {_WHO} "
        r"(?:could|can|would|will) (?:take|cover|do|run) (?:that|it|this|them)(?: over)?$",
        rf"^{_WHO}(?: (?:will|would|can|could|now|then|already))* {_DOES} (?P<work>(?:the|my|our|those|these|his|her|\w+day)\b[^,;]*)(?:, [^;]*)?$",
    )
)
_VERBS = ("take over", "learn", "share", "cover", "take over", "cover")
"""What somebody does with the work, by the pattern that found it."""
_LEAD = re.compile(
    r"^(?:(?:and|so|then|until then|after that|in return|also),? )*(?:let me|i(?:['’]d| would| will|['’]ll| want to| propose to| intend to| plan to|['’]m going to| am going to))(?: like to| love to| be glad to)? (?=[a-z])",
    re.I,
)
_SECOND = re.compile(r",? (?:and|but) (?:then )?I\b.*$")
_NOT_AN_ACT = re.compile(
    r"^(?:like|love|rather|be|have been|not|never|ask|appreciate|need|want|know|hope|think)\b", re.I
)
_REASON = re.compile(
    r"(?:,| so that| so| because| as| since)(?: (?:so|because))? (?:that )?(?:you|we|I|they|he|she|it)\b.*$"
)
_LINKS = frozenset(
    """from until till to the of on in at by about around and each every for over across before after through during those that these
    this as soon possible ideally preferably day days nights mornings afternoons evenings both then starting start end last next mid a an week weeks month months it beginning so""".split()
)
_TIMELY = re.compile(
    r",?\s(?=(?:ideally|preferably|as soon|from|until|till|by|on|in|at|for|over|across|before|after|through|during|starting|to|about|every|each|those|that|this|these|"
    r"Mondays?|Tuesdays?|Wednesdays?|Thursdays?|Fridays?|Saturdays?|Sundays?|then)\b)"
)
_MONTHS = re.compile(
    r"\b[A-Z][a-z]+ to (January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_FOR_SO_LONG = re.compile(
    r"\bfor ((?:two|three|four|five|six|eight|nine|ten|twelve|\d+) (?:weeks|months))\b(?! (?:an?|per|each|every)\b)"
)
_WHICH = re.compile(r" (?:break|holidays?|season|term|sales?|rush)\b")
"""What a part of the year is followed by where it means something in it ("the summer break")."""
_POINTS = re.compile(r"\s(?:before|after|until|since|with|for|at) (?:it|that|this|them)$|\s?\bthen$")
_UNTIL_DONE = re.compile(
    r"\b(?:until|till|before|after|through) (?P<what>(?:the|my|our) [\w' -]+?)(?= (?:is|are|has|have)\b|[,.]|$)"
)


@dataclass(frozen=True)
class Handing:
    """Some work, who it goes to, when (empty where not said), the user's sentence that says so, and what they do with it."""

    work: str
    who: str
    when: str
    said: Piece
    verb: str
    how: str = ""
    """The word between "train somebody" and the work; empty where they take the work and are not trained for it."""


def handings(pieces: Sequence[Piece]) -> list[Handing]:
    """The work that goes to somebody, from sentences about cover; nothing of a sentence that fits no pattern."""
    found: list[Handing] = []
    for piece in pieces:
        earlier = ""
        for step in steps(piece):
            if one := _handing(step, earlier):
                found.append(one)
            earlier = step.text
    return list({(one.work, one.who): one for one in found}.values())


def steps(piece: Piece) -> list[Piece]:
    """A sentence such as "I'd stay to May, write the guide, and train Jo" as its three steps; else the sentence."""
    text = piece.text.rstrip(" .!?")
    found: list[str] = []
    for part in clauses(text):
        bare = JOINER.sub("", part.text).strip(" ,;")
        act = (
            re.match(r"[a-z]+ (?!of\b)", bare)
            and not SUBORDINATE.match(bare)
            and not re.match(
                r"(?:for|on|in|at|to|with|from|the|an?|my|she|he|they|it|we|you|about|from|over)\b", bare
            )
        )
        if found and not act:
            found[-1] += f" {part.text}"
        else:
            found.append(bare if found else part.text)
    return [Piece(one.strip(" ,;"), piece.source) for one in found]


def act(text: str) -> str:
    """What somebody does, as "do the bookings from May": a sentence of the user's without its "I would like to"; empty where unsure."""
    line = text.strip().rstrip(" .!")
    if line.endswith("?"):
        return ""
    bare = _LEAD.sub("", line)
    if bare == line or _NOT_AN_ACT.match(bare):
        return ""
    return _REASON.sub("", _SECOND.sub("", bare)).rstrip(" ,;")


def split_when(text: str) -> tuple[str, str]:
    """``text`` without the time at its end, and that time; empty where what follows says more than when."""
    for found in _TIMELY.finditer(text):
        tail = text[found.end() :]
        if found.start() and _only_time(tail):
            return text[: found.start()].rstrip(" ,"), tail
    return text, ""


def last_date(pieces: Sequence[Piece]) -> str:
    """The last day of the user's work where they said one ("stay to the last show on 28 August"), in their words."""
    for piece in pieces:
        for span in find_spans(piece.text):
            before = piece.text[: span.start]
            if (
                span.kind == "date"
                and re.search(r"\d", span.text)
                and re.search(
                    r"\b(?:stay|work|finish|last (?:working )?(?:day|shift))\b[^.;]*$", before, re.I
                )
            ):
                return span.text
    return ""


def ends(text: str) -> str:
    """Until when something runs ("… from 5 April until the end of June"), in the user's words; empty where none is said."""
    if found := _MONTHS.search(text):
        return f"the end of {found[1]}"
    for span in reversed(find_spans(text)):
        if span.kind == "date" and re.search(r"\b(?:until|till|to)\s(?:the\s)?$", text[: span.start]):
            more = _WHICH.match(text[span.end :])
            return span.text + (more.group() if more else "")
    found = _FOR_SO_LONG.search(text)
    return f"the {found[1]}" if found else ""


def _handing(step: Piece, earlier: str) -> Handing | None:
    for n, pattern in enumerate(_PATTERNS):
        found = pattern.search(step.text)
        if found is None:
            continue
        parts = found.groupdict()
        rest = (parts.get("rest") or "").strip(" ,")
        work, when = split_when(parts["work"].strip())
        rest = _REASON.sub("", f" {rest}").strip() or when
        if not _small_enough(work) or (rest and not _only_time(rest)):
            return None
        return Handing(work, parts["who"], _resolved(rest, earlier), step, _VERBS[n], parts.get("how") or "")
    return None


def _small_enough(work: str) -> bool:
    return 0 < len(work.split()) <= 9 and not re.search(
        r"\b(?:I|you|we|it|them|him|her)\b|\b(?:and|but) ", work
    )


def _resolved(when: str, earlier: str) -> str:
    """``when`` with the thing that "before it" points to, else without that part."""
    found = _POINTS.search(f" {when}")
    if found is None:
        return when
    thing = _UNTIL_DONE.search(earlier)
    if thing and found.group().strip() != "then":
        return re.sub(r"\b(?:it|that|this|them)$", thing["what"], when)
    return _POINTS.sub("", f" {when}").strip()


def _only_time(text: str) -> bool:
    """Whether ``text`` says when and nothing else."""
    covered = [(span.start, span.end) for span in find_spans(text) if span.kind != "name"]
    words = list(re.finditer(r"[^\W_][\w'’-]*", text))
    return bool(words) and all(
        word.group().lower() in _LINKS or any(start <= word.start() < end for start, end in covered)
        for word in words
    )
