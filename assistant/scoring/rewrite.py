"""The user's draft made better with the user's own facts: grievances go, gaps become visible blanks.

Nothing is reworded (but see :mod:`assistant.scoring.tone`): whole sentences are kept or left out, and what is missing is
added as a short sentence around a ``[blank]``. So every number, name and date in a rewrite stands in the draft.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from assistant import catalog
from assistant.domain import Assessment, Finding, Rewrite
from assistant.scoring.gaps import asking, is_meant, kind
from assistant.scoring.tone import ASK, GREETING, SIGN_OFF, whole_words
from assistant.text import Span
from assistant.text.segment import clauses, sentences

FRAMES = {
    "change": "What I am asking for is {blank}.",
    "amount": "I am thinking of {blank}.",
    "time": "I would like this from {blank}.",
    "alignment": "It would help with {blank}.",
    "benefit": "For the team, it would mean {blank}.",
    "mechanism": "The gain would come about like this: {blank}.",
    "evidence": "What speaks for it is {blank}.",
    "cover": "In the meantime my present work is looked after: {blank}.",
    "risk": "I have also thought about the difficulty: {blank}.",
    "measure": "We would know that it works by {blank}.",
    "next_step": "Could you tell me by {blank} whether you agree?",
}
"""The sentence that holds an element's blank, in the order in which a manager wants to hear them."""
_EXACT = "To be exact, what I am asking for is {blank}."
"""The first of them behind a request that is not clear enough."""
CLOSERS = (
    "Could we meet, talk it through and agree on the next step?",
    "Could we sit down, agree what you would need to see from me, and decide?",
)
"""What can be asked of the manager in the place of an answer by a day."""
OPENER = "Could we sit down and talk about what I do next?"
"""What a draft asks for that asks for nothing."""

_ASKED_FIRST = ("change", "amount", "time")
_ABSENT = Finding(present=False)
_SHORT = 60
"""Words up to which a draft is one paragraph, and thanks or news may come before the request."""
_POINTS_BACK = whole_words(
    "it", "this", "that", "these", "those", "they", "them", "he", "him", "she", "her", "same", "there"
)
_REQUEST = whole_words(
    "could", "would", "can", "will", "may", "shall", "please", "kindly", "tell me", "yes or no", "let me know",
    "requesting", "i need (?:your|an)",
)  # fmt: skip
_DECIDES = whole_words(
    "decide", "settle", "discuss", "talk", "agree", "whether", "approve", "confirm", "think"
)
_QUESTION = whole_words(
    "could",
    "would",
    "can",
    "will",
    "may",
    "shall",
    "is",
    "are",
    "do",
    "does",
    "how",
    "what",
    "why",
    "when",
    "who",
)
_WISH = whole_words(
    r"i(?:'d| would) (?:\w+ )?(?:like|love|value|rather)", "(?:my|more|bigger) (?:growth|responsibility|role|service)",
    r"i(?:'m| am)? (?:\w+ )?(?:want|wish|hope|need|feel|should|believe|keen|open|ready|seeking|looking)", "hoping",
)  # fmt: skip
_BLANK = re.compile(r"\[[^\[\]\n]+\]")
_BULLET = re.compile(r"\s*(?:[-–—•*·]|\d+[.)])\s")
_SALUTATION = re.compile(rf"\s*{GREETING.pattern}[^,.!?:\n]{{0,30}}(?:[,.!]|(?=\n))(?!\d)", re.I)
_RECURRING = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days\b(?:(?:,| and) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days\b)*")  # fmt: skip
_LETTER_END = 6
"""Lines that a sign-off with name and post can have; each is as many words at most."""


@dataclass(frozen=True)
class Plan:
    """How a draft is to be filled up.

    ``body``: what stays of it. ``missing``: the elements that get a blank. ``plainly``: whether the body is
    left as it is to the last full stop, and all that is added stands in a paragraph of its own. ``closer``: the question at
    the end, in the place of one with a gap.
    """

    body: str
    missing: tuple[str, ...] = ()
    plainly: bool = False
    closer: str = ""


def rewrite(plan: Plan, assessment: Assessment) -> Rewrite:
    """The body of ``plan`` with a blank for each missing element, each in its place."""
    body = plan.body
    missing = [name for name in plan.missing if not _is_blank_in(body, name)]
    first = [name for name in missing if name in _ASKED_FIRST]
    rest = [name for name in missing if name not in _ASKED_FIRST]
    if plan.plainly:
        rest = missing
    elif "change" in missing:
        body = _with_request(body, _fills(first, plan))
    elif first and (at := _after_request(body, assessment)):
        body = f"{body[:at]} {_fills(first, plan)}{body[at:]}"
    else:
        rest = missing
    if rest or plan.closer:
        body = _with_block(body, _fills(rest, plan), assessment, plainly=plan.plainly)
    return Rewrite(body, tuple(_BLANK.findall(body)))


def says_wish(clause: str) -> bool:
    """Whether the words wish for something."""
    return bool(_WISH.search(clause))


def salutation(text: str) -> int:
    """Where the greeting of ``text`` ends; 0 where there is none."""
    match = _SALUTATION.match(text)
    return match.end() if match else 0


def closing(text: str) -> int:
    """Where the sign-off of ``text`` begins, with the name and post under it; the text's length where there is none."""
    found = sentences(text)
    for at in range(1, len(found)):
        follows = found[at:]
        brief = len(follows) <= _LETTER_END and all(
            len(part.text.split()) <= _LETTER_END and not ASK.search(part.text) for part in follows
        )
        if brief and SIGN_OFF.match(found[at].text):
            return found[at].start
    return len(text)


# --- the sentences that are added ---------------------------------------------------------------------------


def _frame(element: str, plan: Plan) -> str:
    return _EXACT if element == "change" and asking(plan.body) else FRAMES[element]


def _is_blank_in(body: str, element: str) -> bool:
    """Whether the gap stands there already: a rewrite pasted back gains no second one."""
    frames = (FRAMES[element], _EXACT if element == "change" else FRAMES[element])
    return any(f"{frame.partition('{')[0]}[" in body for frame in frames)


def _sentence(element: str, plan: Plan) -> str:
    """The sentence that asks for this element by a blank."""
    return _frame(element, plan).format(blank=_blank(element, plan.body))


def _blank(element: str, text: str) -> str:
    """The gap, as a question that fits what is asked; the days that the user asked for are named in the one about cover."""
    asked = next(iter(clauses(asking(text), shortest=4)), None) if element == "cover" else None
    days = _RECURRING.search(asked.text) if asked else None
    known = catalog.rubric()[element]
    return f"[who covers {days.group()}?]" if days else known.blanks.get(kind(text), known.blank)


def _fills(missing: Collection[str], plan: Plan) -> str:
    """The sentences with blanks for the missing elements, in the order of :data:`FRAMES`."""
    open_ended = [name for name in FRAMES if name in missing and not (plan.closer and name == "next_step")]
    asked = [_sentence(name, plan) for name in open_ended]
    ends = plan.closer and plan.closer not in plan.body and not any(name in _ASKED_FIRST for name in missing)
    return " ".join([*asked, plan.closer] if ends else asked)


def _with_request(body: str, request: str) -> str:
    """``body`` with a blank request: after its wish, else at the top of long news, else behind all it says."""
    start, end = salutation(body), closing(body)
    inner, tail = body[start:end].strip(), body[end:].strip()
    wish = _last_wish(inner)
    if wish:
        parts = [_ended(inner[: wish.end]), request, inner[wish.end :].strip()]
    elif len(inner.split()) > _SHORT:
        parts = [OPENER, request, inner]
    else:
        parts = [_ended(inner), OPENER, request]
    gap = _gap(body)
    said = " ".join(part for part in parts if part)
    head = body[:start].strip()
    return gap.join(part for part in (head, said, tail) if part)


def _last_wish(inner: str) -> Span | None:
    """The first sentence that asks for something, else the last one that wishes."""
    asked = asking(inner)
    found = sentences(inner)
    wishes = [part for part in found if says_wish(part.text) and is_meant(part.text)]
    return next((part for part in found if asked and asked in part.text), wishes[-1] if wishes else None)


def _after_request(body: str, assessment: Assessment) -> int:
    """Where the sentence ends that asks for the change, if it is known and does not stand in a list; else 0."""
    quote = assessment.elements.get("change", _ABSENT).quote or ""
    at = body.find(quote) if quote else -1
    for part in sentences(body):
        if at >= 0 and part.start <= at < part.end:
            plain = ASK.search(part.text) and not _BULLET.match(part.text) and part.text[-1] in ".?!"
            return part.end if plain else 0
    return 0


def _with_block(body: str, block: str, assessment: Assessment, *, plainly: bool) -> str:
    """``block`` put behind the body, yet before its sign-off or the closing question that can stand last."""
    at = _insertion(body, assessment)
    head, tail = body[:at].strip(), body[at:].strip()
    listed = bool(_BULLET.match(head.rpartition("\n")[2]))
    head = head if plainly or listed else _ended(head)
    gap = "\n\n" if plainly else _gap(body)
    return gap.join(part for part in (head, block, tail) if part)


def _gap(body: str) -> str:
    """Paragraphs in a long text, spaces in a short one."""
    return "\n\n" if "\n" in body.strip() or len(body.split()) > _SHORT else " "


def _insertion(body: str, assessment: Assessment) -> int:
    end = closing(body)
    found = [part for part in sentences(body) if part.start < end]
    last: Span | None = found[-1] if len(found) > 1 else None
    closes = assessment.elements.get("next_step", _ABSENT).present
    if last is None or not closes or not ASK.search(body[: last.start]):
        return end
    stands_last = _DECIDES.search(last.text) or not _POINTS_BACK.search(last.text)
    return last.start if _REQUEST.match(last.text) and stands_last else end


def _ended(words: str) -> str:
    """``words`` closed by a full stop or a question mark, unless something closes them already."""
    words = words.rstrip()
    if not words or words[-1] in ".!?…。！？":
        return words
    if unicodedata.category(words[-1]) in ("So", "Sk", "Mn", "Cf"):  # an emoji ends a sentence well enough
        return words
    asks = bool(_QUESTION.match(sentences(words)[-1].text)) if sentences(words) else False
    return words.rstrip(",;:–—- ") + ("?" if asks else ".")
