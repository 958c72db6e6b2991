"""From an assessment to what to do about it: at most three pieces of advice, and a rewrite of the user's own facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from zlib import crc32

from assistant import catalog
from assistant.domain import Advice, Assessment, Finding, Review, Rewrite, RubricElement, WordingPair
from assistant.scoring.gaps import MENDED_BY_ADDING, asking, gain, is_meant, kind, missing
from assistant.scoring.grounds import asks, fit
from assistant.scoring.rewrite import CLOSERS, Plan, closing, rewrite, salutation, says_wish
from assistant.scoring.tone import (
    ASK,
    is_sore,
    is_soured,
    is_threat,
    presses,
    without_grievances,
)
from assistant.seams import Scorer
from assistant.text import Span
from assistant.text.cues import hinted
from assistant.text.quoting import LONGEST, stated
from assistant.text.segment import clauses, sentences, words

MOST_ADVICE = 3
MOST_BLANKS = 4
_WORTH_SAYING = 0.2
"""Rubric points below which an addition is not worth a word, or another gap to fill."""
_NEARLY_THERE = 7.5
"""A draft with both scores at or above this is told one thing at most."""
_MOST_PASSES = 4
"""How often a draft is read again for what is still sore in it."""
_ABOUT = {
    "amount": "change",
    "time": "change",
    "cover": "change",
    "measure": "change",
    "next_step": "change",
    "benefit": "change",
    "mechanism": "benefit",
    "evidence": "change",
    "alignment": "change",
    "risk": "change",
}
"""The element whose words the advice on an absent one points at."""
_SMALL_WORDS = frozenset(
    "mr mrs ms dr before after until when if a an the of to in on at by for from with into than only and or but my our "
    "your their his her this that as is are who which i it we be been would could can will so because".split()
)
_LEAD_IN = re.compile(
    r"(?:\s*(?:[-–—•*·]|\d+[.)])\s+)?(?:(?:and|but|so|because|since|then|anyway|honestly|well|as(?= i\b)|otherwise|"
    r"(?:if|whether)(?: maybe)?(?: at some point)?(?= (?:i|we|you) (?:could|can|may|might)\b))\s+|"
    r"(?:sir|madam|ma['’]am|boss)\s+(?=i\b)|to whom it may concern[,:]?\s+|(?:concretely|in short|to be exact)[,:]\s+|"
    r"(?:eng|mr|mrs|ms|dr|prof|herr|frau|sir|madam|chef|boss)[\w-]*\.?(?: (?-i:[A-ZÀ-Þ])[\w'’-]+){0,2},\s+|"
    r"(?:still|right|so|anyway|now|well|look|honestly|(?:respected |dear |hi |hello )?(?:sir|madam|ma['’]am|boss))[,:!]\s+)*",
    re.I,
)
_STATES = re.compile(r"(?:i|we|you|there|it|they|he|she)\b(?!['’]d)", re.I)
"""Words that begin a statement; a request that has no verb, such as “Tuesdays off from June”, does not begin so."""
_ABSENT = Finding(present=False)


class EmbeddedAdviser:
    """Advice and rewrite from the rubric's knowledge files; needs no model.

    With a ``scorer``, grievances are looked for until it hears none, and a rewrite is only offered if that scorer rates
    it no lower than the draft on either score.
    """

    def __init__(self, scorer: Scorer | None = None) -> None:
        self._scorer = scorer

    def advise(self, text: str, assessment: Assessment) -> Review:
        """At most three pieces of advice on ``text``, the most valuable first, and a rewrite of the user's own facts."""
        return Review(assessment, tuple(_advice(text, assessment)), self._rewrite(text, assessment))

    def _rewrite(self, text: str, assessment: Assessment) -> Rewrite:
        options = self._options(text, assessment)
        if self._scorer is None:
            return options[0]
        return next(option for option in options if self._holds(option, text, assessment))

    def _holds(self, option: Rewrite, text: str, draft: Assessment) -> bool:
        """Whether the scorer rates the rewrite no lower than the draft; what only gained gaps says what it said."""
        if _said(option.text) == _said(text):
            return True
        assert self._scorer is not None
        [found] = self._scorer.score([option.text], quoted=False)
        return found.specificity >= draft.specificity and found.business_framing >= draft.business_framing

    def _options(self, text: str, assessment: Assessment) -> list[Rewrite]:
        """Rewrites from the boldest to the draft as it stands, each once."""
        found: dict[Rewrite, None] = {}
        for body, read in reversed(self._bodies(text, assessment)):
            wanted = _blanks(body, read, assessment)
            plans = [Plan(body, wanted), Plan(body, wanted, plainly=True)]
            plans += [Plan(body, wanted, closer=closer) for closer in CLOSERS]
            if body != text:
                plans.append(Plan(body))
            found |= dict.fromkeys(rewrite(plan, read) for plan in plans)
        found[Rewrite(text, rewrite(Plan(text), assessment).blanks)] = None
        return [option for option in found if option.text.strip() or option.text == text]

    def _bodies(self, text: str, assessment: Assessment) -> list[tuple[str, Assessment]]:
        """The draft and its ever milder forms, each with what was found in it."""
        found = [(text, assessment)]
        while len(found) <= _MOST_PASSES and is_soured(*found[-1]):
            body = without_grievances(*found[-1])
            if body == found[-1][0]:
                break
            if not body or self._scorer is None:
                found.append((body, _unasked(assessment, body)))
                break
            found.append((body, self._scorer.score([body])[0]))
        return found


def _said(text: str) -> str:
    """What a scorer reads of a text with gaps."""
    return stated(text).strip()


def _unasked(assessment: Assessment, body: str) -> Assessment:
    """What is left of an assessment where nothing but ``body`` is left of the draft."""
    kept = {
        name: finding if name != "negative_tone" and body and (finding.quote or "") in body else _ABSENT
        for name, finding in assessment.elements.items()
    }
    return Assessment(assessment.specificity, assessment.business_framing, kept, assessment.engine)


# --- what is worth adding -----------------------------------------------------------------------------------


def _blanks(body: str, read: Assessment, draft: Assessment) -> tuple[str, ...]:
    """The elements to be left blank in the rewrite of a draft of which ``body`` is left.

    :param read: what was found in the body. :param draft: what was found in the draft; its scores weigh the gaps.
    """
    both = {
        name: finding if name == "change" or draft.elements.get(name, _ABSENT).present else _ABSENT
        for name, finding in read.elements.items()
    }
    weighed = Assessment(draft.specificity, draft.business_framing, both, read.engine)
    wanted = missing(body, weighed, _WORTH_SAYING)
    if "change" in wanted:
        later = missing(body, weighed, _WORTH_SAYING, granted=frozenset({"change"}))
        early = {"evidence", "risk"} if asking(body) else set(MENDED_BY_ADDING) - {"benefit", "next_step"}
        wanted = ("change", *(name for name in later if name not in early))
    return wanted[: _most(draft, MOST_BLANKS)]


def _most(assessment: Assessment, most: int) -> int:
    near = min(assessment.specificity, assessment.business_framing) >= _NEARLY_THERE
    return 1 if near else most


# --- saying it ----------------------------------------------------------------------------------------------


def _advice(text: str, assessment: Assessment) -> Iterator[Advice]:
    """The pieces of advice in order; no two of them quote the same words in their text."""
    names = list(missing(text, assessment, _WORTH_SAYING))
    if "change" in names and not _reach(text):
        names = ["change"]  # what is not asked for cannot be argued for
    if _is_costly(text, assessment):
        names.append("negative_tone")
    said: set[str] = set()
    names.sort(key=lambda name: (name != "change", name != "negative_tone"))
    for name in names[: _most(assessment, MOST_ADVICE)]:
        element = catalog.rubric()[name]
        quote = _quote(text, assessment, name)
        fresh = quote if quote and quote not in said else None
        said.update({quote} if quote else ())
        pair = _pair(element, text)
        yield Advice(
            name,
            f"{_worded(element, text, fresh)} {element.why}",
            element.guidance_ids,
            quote or _request(text, assessment) or None,
            pair.weak,
            pair.strong,
        )


def _is_costly(text: str, assessment: Assessment) -> bool:
    worth = gain(catalog.rubric()["negative_tone"], assessment) >= _WORTH_SAYING
    return presses(text) or (worth and is_soured(text, assessment))


def _worded(element: RubricElement, text: str, quote: str | None) -> str:
    """A variant of the element's advice; the same draft always gets the same one."""
    fitting = [variant for variant in element.advice if ("{quote}" in variant) == (quote is not None)]
    chosen = fitting[crc32(f"{element.id} {text}".encode()) % len(fitting)]
    return chosen.replace("{quote}", " ".join(quote.split())) if quote else chosen


def _pair(element: RubricElement, text: str) -> WordingPair:
    """The example that fits what the draft is about, else the one that fits all."""
    about = _tone_kind(text) if element.id == "negative_tone" else kind(text)
    return next((pair for pair in element.pairs if about and pair.about == about), element.pairs[0])


def _tone_kind(text: str) -> str:
    return "threat" if is_threat(text) else "sarcasm" if hinted(text, "sarcasm") else ""


# --- the words it is about ----------------------------------------------------------------------------------


def _quote(text: str, assessment: Assessment, name: str) -> str:
    """The words of ``text`` that advice on this element points at; empty where none fit."""
    if name == "change":
        return _reach(text)
    if name == "negative_tone":
        return _sore_words(text, assessment)
    if _ABOUT[name] == "benefit":
        return _promise(text, assessment)
    return _request(text, assessment)


def _reach(text: str) -> str:
    """What comes nearest to a request: words that ask, else a wish."""
    wish = (part.text for part in clauses(text, shortest=5) if says_wish(part.text) and is_meant(part.text))
    return _trimmed(asking(text)) or next(filter(None, map(_trimmed, wish)), "")


def _request(text: str, assessment: Assessment) -> str:
    """The words that ask for the change, where one was found."""
    finding = assessment.elements.get("change", _ABSENT)
    if not finding.present:
        return ""
    quote = finding.quote if finding.quote and finding.quote in text else ""
    sore = assessment.elements.get("negative_tone", _ABSENT).quote
    at = text.find(quote)
    around = next((part.text for part in sentences(text) if part.start <= at < part.end), "") if quote else ""
    inside = salutation(text) <= at < closing(text) and not around.rstrip().endswith(":")
    plain = _trimmed(around) if inside and not (is_sore(around) or (sore and sore in around)) else ""
    bare = plain if len(plain.split()) > 2 and not (hinted(plain, "thanks") or _STATES.match(plain)) else ""
    near = asking(around)
    named = quote if inside and fit("change", quote) > 0 and not (near and near in quote) else ""
    if named and (not asks(near) or near.startswith(named)):
        near = named
    return _trimmed(near) or _trimmed(asking(text)) or bare


def _promise(text: str, assessment: Assessment) -> str:
    """The words for the gain, where some were quoted that do not merely ask."""
    quote = assessment.elements.get("benefit", _ABSENT).quote or ""
    done = quote == (assessment.elements.get("evidence", _ABSENT).quote or "")
    fits = quote in text and fit("benefit", quote) > 0 and not (ASK.search(quote) or is_sore(quote) or done)
    trimmed = _trimmed(quote) if fits else ""
    return trimmed if len(trimmed.split()) > 3 else ""


def _sore_words(text: str, assessment: Assessment) -> str:
    """The words of complaint or threat: those that were quoted if they prove it, else the first that do, the asking ones last."""
    quote = assessment.elements.get("negative_tone", _ABSENT).quote or ""
    heard = (
        quote if quote in text and not ASK.search(quote) else ""
    )  # nobody is told to leave out what they ask for
    if is_sore(heard) or hinted(heard, "grievance", "comparison", "ultimatum", "sarcasm"):
        return _trimmed(heard)
    sore = [part.text for part in clauses(text, shortest=5) if is_sore(part.text)]
    sore.sort(key=lambda part: bool(ASK.search(part)))
    return next(filter(None, map(_trimmed, sore)), "") or _trimmed(heard)


def _trimmed(quote: str) -> str:
    """A quote of two words or more, at most as long as evidence may be, without what leads into it; else nothing."""
    lead = _LEAD_IN.match(quote)
    start = max(lead.end() if lead else 0, salutation(quote))
    quote = quote[start:].lstrip()
    stretch = words(quote)
    if len(stretch) > LONGEST:
        stretch = _paused(stretch[:LONGEST])
    if len(stretch) < 2:
        return ""
    cut = quote[stretch[0].start : stretch[-1].end].strip(" ,.;:!?-–—…")
    return cut if len(cut.split()) >= 2 else ""


def _paused(stretch: list[Span]) -> list[Span]:
    """The words up to the last pause, else up to the last word that is not a small one."""
    for at in range(len(stretch), 5, -1):
        if stretch[at - 1].text[-1] in ",;:":
            return stretch[:at]
    for at in range(len(stretch) - 1, 5, -1):
        if stretch[at].text.lower() in {"and", "but", "because", "so", "which", "who", "as"}:
            return stretch[:at]
    while len(stretch) > 2 and stretch[-1].text.lower() in _SMALL_WORDS:
        stretch = stretch[:-1]
    return stretch
