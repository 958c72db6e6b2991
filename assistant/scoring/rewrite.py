"""The user's draft made better with the user's own facts: in come their sentences, out go grievances, gaps become blanks.

Nothing is reworded: whole sentences are kept or left out, and what is missing is added as a short sentence around a
visible ``[blank]``. So every number, name and date in a rewrite stands in the draft.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from assistant import catalog
from assistant.domain import Assessment, Finding, Rewrite
from assistant.text import Span
from assistant.text.segment import sentences

FRAMES = {
    "change": "What I am asking for is {blank}.",
    "amount": "I am thinking of {blank}.",
    "time": "I would like this from {blank}.",
    "alignment": "It would help with {blank}.",
    "benefit": "For the team, it would mean {blank}.",
    "mechanism": "The gain would come about like this: {blank}.",
    "evidence": "What speaks for it is {blank}.",
    "cover": "My present work would be covered like this: {blank}.",
    "risk": "I have also thought about the difficulty: {blank}.",
    "measure": "We would know that it works by {blank}.",
    "next_step": "Could you tell me by {blank} whether you agree?",
}
"""The sentence that holds an element's blank, in the order in which a manager wants to hear them."""

_ASKED_FIRST = ("change", "amount", "time")
_OPENER = "I would like to talk with you about my next step."
_DECISIVE = ("change", "amount", "time", "cover", "measure", "next_step")

_ABSENT = Finding(present=False)
_LONGEST_CUT = 800
"""Characters beyond which a run-on sentence is left as it is."""
_BITTER = 2.0
"""Business framing below which a draft only complains (rubric: 0-1)."""


def _any(*patterns: str) -> re.Pattern[str]:
    """One of these as whole words; a straight apostrophe stands for a curly one too."""
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b".replace("'", "['’]"), re.I)


ASK = _any(
    r"(?:could|can|may|would|will) (?:i|you|we)", r"i(?:'d| would)(?! (?:think|say|have))", "would like to",
    r"i(?:'m| am) (?:\w+ )?asking", "my (?:ask|proposal|request)", "i (?:want|wish|ask|propose|request|mean to|need)",
    "(?:give|put|let|move|make|drop|send|name|introduce|keep|match) (?:me|us|it|my)", "please", "kindly", "keen to",
    "proposal", "what about", "is it possible",
)  # fmt: skip
"""Words that begin a request."""
GRIEVANCE = _any(
    "unfair", "not fair", "(?:is|was)n't (?:fair|right)", "(?:only|be) fair", "fair would", "sick of", "fed up",
    "(?:so|i'm|am) tired", "had (?:quite )?enough", "(?:cross|i'm) over it", "passed over", "overlooked", "fobbed off",
    "owes? me", "deserve[sd]?", "my go now", "my turn", "long overdue", "for once", "always me", "why not (?:us|me)",
    "everyone (?:else )?(?:has|gets|i know|on my|in)", "apparently", "no doubt", "naebody", "been here longer",
    r"nobody(?:'s)? (?:has )?(?:even |ever |once )*(?:\w+ed|said|made|told|thanks)", "worth my while",
    "insult(?:ed|ing)?", "taken for granted", "grumble", "(?:joined|started) after me", "before me",
    "than (?:hers?|him|his|theirs)", "to be noticed", "already (?:are|have it)", "other mug", "lighter load",
    r"(?:raised|asked) (?:for )?this \w+ times", "told me (?:not now|no)", "said not now", "pains me", "outgrown",
    "gets all of this", "batchmates are", "ask yourself", "better speak", "let it be known",
)  # fmt: skip
ULTIMATUM = _any(
    "or else", "or i(?:'ll|'m|'d)?", "or you can find", "recruiters?", "competitors? (?:has|have)",
    "hand (?:in )?(?:my )?notice", "if (?:not|it isn't|you (?:don|can|won)'?t)\\b.{0,120}\\bi(?:'ll|'m| will| am)",
    "i walk", "i(?:'ll| will) (?:walk|leave|quit)", "one must resign", "you have until", "P45", "somewhere that will",
    "look(?:ing)? (?:for me )?elsewhere", "taking people on", "show the union", "offered me",
)  # fmt: skip
"""Complaint, comparison and threat; only looked for in a draft that was assessed as having some."""

_FIGURE = _any(
    r"\d+\w*", "(?:mon|tues|wednes|thurs|fri|satur|sun)days?", "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_BLANK = re.compile(r"\[[^\[\]\n]+\]")
_BULLET = re.compile(r"\s*(?:[-–—•*·]|\d+[.)])\s")
_TAIL = re.compile(
    r"\s*(?:;|\s[-–—]+\s|—|,?\s+(?=or\b)|,\s+(?=(?:and|but|because|since|while|so)\b)|\s+(?=because\b))\s*",
    re.I,
)
"""Where the rest of a sentence can be taken off."""
_STARTS_ALONE = re.compile(
    r"(?:so |and |but )?(?=(?:i|we|could|can|would|please|kindly|give|put|let|move|make|name)\b)", re.I
)
_CONNECTIVE = re.compile(r"(?:so|but|yet|and|anyway|still|then|however|instead)\b[,:]?\s+(?=\w)", re.I)
_LEFTOVER = _any(
    "that'?s",
    "it's",
    "it is",
    "i'd rather not",
    "right",
    "fine",
    "anyway",
    "very nice",
    "now the",
    "let me leave",
    "your call",
)
_POINTS_BACK = _any(
    "it", "this", "that", "these", "those", "they", "them", "he", "him", "she", "her", "same", "there"
)
_REQUEST = _any(
    "could", "would", "can", "will", "may", "shall", "please", "kindly", "tell me", "yes or no", "let me know",
    "requesting", "i need (?:your|an)",
)  # fmt: skip
_QUESTION = _any(
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
_GREETING = _any(
    "hi",
    "hello",
    "hey",
    "dear",
    "good (?:day|morning|afternoon|evening)",
    "sir",
    "madam",
    "ma'am",
    "morning",
    "salaam",
)
_SALUTATION = re.compile(rf"\s*{_GREETING.pattern}[^,.!?:\n]{{0,30}}(?:[,.!]|(?=\n))(?!\d)", re.I)
_SIGN_OFF = _any(
    "(?:many |kind |warm |best |with )*(?:thanks|thank you|thx|cheers|regards|best wishes|god bless|ta|yours|sincerely)"
)


def rewrite(text: str, assessment: Assessment, missing: Collection[str], *, tidy: bool) -> Rewrite:
    """``text`` with a blank for each of the ``missing`` elements; with ``tidy`` its grievances are left out.

    The text itself comes back where there is nothing to do.
    """
    body = _without_grievances(text, assessment) if tidy else text
    missing = [
        name for name in missing if _sentence(name) not in text
    ]  # a rewrite pasted back gains no second blank
    if "change" in missing:
        asked = [name for name in missing if name in _ASKED_FIRST]
        body = _opened(body, f"{_OPENER} {_fills(asked)}")
        missing = [name for name in missing if name not in _ASKED_FIRST]
    if missing:
        body = _with_block(body, _fills(missing), assessment)
    body = body if body.strip() else text
    return Rewrite(body, tuple(_BLANK.findall(body)))


def is_sore(words: str) -> bool:
    """Whether the words complain, compare or threaten, as far as can be told without their context."""
    return (
        bool(GRIEVANCE.search(words) or ULTIMATUM.search(words))
        or _harsh("grievance", words)
        or is_threat(words)
    )


def is_threat(words: str) -> bool:
    """Whether leaving, or worse, is the other half of a condition (``knowledge/conduct.toml``)."""
    return _harsh("ultimatum", words)


def _harsh(move: str, words: str) -> bool:
    text = words.lower().replace("’", "'")
    rules = catalog.table("conduct")[move]
    denied = "denied" in rules and re.search(rules["denied"], text)
    return not denied and any(
        name in rules and bool(re.search(rules[name], text)) for name in ("plain", "words")
    )


# --- leaving grievances out -------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Quoted:
    """Where the assessed quotes stand in the text."""

    sore: tuple[tuple[int, int], ...]
    decisive: tuple[tuple[int, int], ...]
    supporting: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str, assessment: Assessment) -> _Quoted:
        found: dict[str, tuple[int, int]] = {}
        for element, finding in assessment.elements.items():
            if finding.present and finding.quote and (start := text.find(finding.quote)) >= 0:
                found[element] = (start, start + len(finding.quote))
        return cls(
            sore=tuple(span for element, span in found.items() if element == "negative_tone"),
            decisive=tuple(span for element, span in found.items() if element in _DECISIVE),
            supporting=tuple(
                span for element, span in found.items() if element not in (*_DECISIVE, "negative_tone")
            ),
        )

    def is_sore(self, span: Span) -> bool:
        return _meets(span, self.sore) or is_sore(span.text)

    def is_needed(self, span: Span) -> bool:
        """Whether leaving the span out would lose what is asked, or a fact that carries no complaint in itself."""
        asks = bool(ASK.search(span.text)) and not self.decisive
        return (
            asks or _meets(span, self.decisive) or (_meets(span, self.supporting) and not is_sore(span.text))
        )


def _meets(span: Span, others: Collection[tuple[int, int]]) -> bool:
    return any(start < span.end and span.start < end for start, end in others)


def _without_grievances(text: str, assessment: Assessment) -> str:
    """``text`` without its sore sentences; the whole text where nothing is sore."""
    quoted = _Quoted.of(text, assessment)
    parts: list[str] = []
    before, dropped, bitter = 0, False, _is_only_grievance(assessment)
    for sentence in sentences(text):
        kept = "" if bitter and not _is_salvage(sentence.text) else _kept(sentence, quoted, after_gap=dropped)
        if kept:
            parts.append((text[before : sentence.start] if parts else "") + kept)
        dropped = not kept
        before = sentence.end
    rest = "".join(parts)
    lost = not rest and assessment.elements.get("change", _ABSENT).present
    return text if lost or rest == text.strip() else rest


def _is_only_grievance(assessment: Assessment) -> bool:
    """Whether nothing else was found: no request, and no reason that speaks for one."""
    there = {name for name, finding in assessment.elements.items() if finding.present}
    return assessment.business_framing < _BITTER and there <= {"negative_tone"}


def _is_salvage(words: str) -> bool:
    """Whether a sentence among grievances can still serve: a greeting or thanks, a wish, a figure or a date."""
    polite = bool(_GREETING.match(words) or _SIGN_OFF.match(words)) and len(words.split()) <= 5
    return polite or (not is_sore(words) and bool(ASK.search(words) or _FIGURE.search(words)))


def _kept(sentence: Span, quoted: _Quoted, *, after_gap: bool) -> str:
    """What stays of a sentence: all, a part that stands alone, or nothing. ``after_gap``: the one before it is gone."""
    needed, sore = quoted.is_needed(sentence), quoted.is_sore(sentence)
    if sore and not needed:
        return ""
    kept = _cut(sentence, quoted) if sore else sentence.text
    if is_threat(kept):
        return ""
    if not after_gap:
        return kept
    if not needed and len(kept.split()) <= 6 and _LEFTOVER.match(kept):
        return ""
    return _capitalised(_CONNECTIVE.sub("", kept, count=1) if _CONNECTIVE.match(kept) else kept)


def _cut(sentence: Span, quoted: _Quoted) -> str:
    """The sentence without its sore end or beginning where the rest can stand alone, else the sentence as it is."""
    if len(sentence.text) > _LONGEST_CUT:
        return sentence.text
    for joint in _TAIL.finditer(sentence.text):
        head = Span("part", sentence.text[: joint.start()], sentence.start, sentence.start + joint.start())
        tail = Span("part", sentence.text[joint.end() :], sentence.start + joint.end(), sentence.end)
        if len(head.text.split()) < 3 or len(tail.text.split()) < 2:
            continue
        if quoted.is_sore(tail) and not quoted.is_sore(head) and not _meets(tail, quoted.decisive):
            return sentence.text if head.text.lower().startswith("either ") else _ended(head.text)
        start = _STARTS_ALONE.match(tail.text)
        if start and quoted.is_sore(head) and not quoted.is_sore(tail) and not _meets(head, quoted.decisive):
            return _capitalised(tail.text[start.end() :])
    return sentence.text


# --- adding blanks ----------------------------------------------------------------------------------------------


def _sentence(element: str) -> str:
    """The sentence that asks for this element by a blank."""
    return FRAMES[element].format(blank=catalog.rubric()[element].blank)


def _fills(missing: Collection[str]) -> str:
    """The sentences with blanks for the missing elements, in the order of :data:`FRAMES`."""
    return " ".join(_sentence(element) for element in FRAMES if element in missing)


def _opened(body: str, opening: str) -> str:
    """``body`` with ``opening`` in front, yet after a greeting if there is one."""
    greeting = _SALUTATION.match(body)
    at = greeting.end() if greeting else 0
    start = f"{body[:at].strip()} {opening}".strip()
    return _gap(body).join(
        part for part in (start, _capitalised(body[at:].strip()) if at else body.strip()) if part
    )


def _with_block(body: str, block: str, assessment: Assessment) -> str:
    """``block`` put behind the body, yet before its sign-off or the closing question that can stand last."""
    at = _insertion(body, assessment)
    head, tail = body[:at].strip(), body[at:].strip()
    return _gap(body).join(
        part for part in (head if _is_list_item(head) else _ended(head), block, tail) if part
    )


def _gap(body: str) -> str:
    """Paragraphs in a long text, spaces in a short one."""
    return "\n\n" if "\n" in body.strip() or len(body.split()) > 60 else " "


def _is_list_item(words: str) -> bool:
    return bool(_BULLET.match(words.rpartition("\n")[2]))


def _insertion(body: str, assessment: Assessment) -> int:
    found = sentences(body)
    end = len(found)
    while end > 1 and _is_sign_off(found, end - 1):
        end -= 1
    last = found[end - 1] if end > 1 else None
    closes = assessment.elements.get("next_step", _ABSENT).present
    asked = last is not None and ASK.search(body[: last.start])
    if last and asked and closes and _REQUEST.match(last.text) and not _POINTS_BACK.search(last.text):
        return last.start
    return found[end].start if end < len(found) else len(body)


def _is_sign_off(found: list[Span], at: int) -> bool:
    """Thanks, regards, or the name under them."""
    words = len(found[at].text.split())
    follows = at > 0 and bool(_SIGN_OFF.match(found[at - 1].text)) and len(found[at - 1].text.split()) <= 4
    return (words <= 5 and bool(_SIGN_OFF.match(found[at].text))) or (words <= 3 and follows)


def _ended(words: str) -> str:
    """``words`` closed by a full stop or a question mark, unless something closes them already."""
    words = words.rstrip()
    if not words or words[-1] in ".!?…。！？":
        return words
    if unicodedata.category(words[-1]) in ("So", "Sk", "Mn", "Cf"):  # an emoji ends a sentence well enough
        return words
    asks = bool(_QUESTION.match(sentences(words)[-1].text)) if sentences(words) else False
    return words.rstrip(",;:–—- ") + ("?" if asks else ".")


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]
