"""From an assessment to what to do about it: at most three pieces of advice, and a rewrite of the user's own facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from zlib import crc32

from assistant import catalog
from assistant.domain import Advice, Assessment, Finding, Review, Rewrite, RubricElement
from assistant.scoring.rewrite import ASK, FRAMES, is_sore, rewrite
from assistant.seams import Scorer
from assistant.text import Span
from assistant.text.segment import clauses, sentences, words

MOST_ADVICE = 3
MOST_BLANKS = 5
LONGEST_QUOTE = 12

_WORTH_SAYING = 0.2
_WORTH_A_BLANK = 0.25
"""Rubric points below which an addition is not worth a word, or another gap to fill."""
_FRAMING = frozenset({"benefit", "mechanism", "evidence", "alignment", "risk", "negative_tone"})
_NEEDS = {
    "amount": "change",
    "time": "change",
    "cover": "change",
    "measure": "change",
    "risk": "cover",
    "mechanism": "benefit",
    "alignment": "benefit",
}
"""What must be there before an element can be added with any sense."""
_ABOUT = {
    "amount": ("change",),
    "time": ("change",),
    "cover": ("change",),
    "measure": ("change", "benefit"),
    "next_step": ("change",),
    "benefit": ("change",),
    "mechanism": ("benefit",),
    "evidence": ("change", "benefit"),
    "alignment": ("change", "benefit"),
    "risk": ("change",),
    "negative_tone": ("negative_tone",),
}
"""The present elements whose words the advice on an absent one can point at, the most fitting first."""
_WISH = re.compile(
    r"\bi(?:['’]d| would) (?:\w+ )?(?:like|love|value|rather)|\b(?:my|more) (?:growth|responsibility|service)\b|"
    r"\bi(?:['’]m| am)? (?:\w+ )?(?:want|wish|hope|need|feel|should|believe|keen|open|ready|seeking|looking)\b|"
    r"^(?:keen|hoping|looking|please|kindly)\b",
    re.I,
)
_SMALL_WORDS = frozenset(
    "mr mrs ms dr before after until when if a an the of to in on at by for from with into than only and or but my our "
    "your their his her this that as is are who which".split()
)
_LEAD_IN = re.compile(
    r"(?:(?:and|but|so|because|since|then|or)\s+|"
    r"(?:still|right|so|anyway|now|well|look|(?:respected |dear |hi |hello )?(?:sir|madam|ma['’]am|boss))[,:!]\s+)+",
    re.I,
)
_FITS: Mapping[str, Callable[[str], bool]] = {
    "change": lambda words: bool(ASK.search(words)),
    "negative_tone": is_sore,
}
"""How to find words for an element that is present but was not quoted."""


_ABSENT = Finding(present=False)


class EmbeddedAdviser:
    """Advice and rewrite from the rubric's knowledge files; needs no model.

    With a ``scorer``, a rewrite is only offered if that scorer rates it no lower than the draft on either score.
    """

    def __init__(self, scorer: Scorer | None = None) -> None:
        self._scorer = scorer

    def advise(self, text: str, assessment: Assessment) -> Review:
        """At most three pieces of advice on ``text``, the most valuable first, and a rewrite of the user's own facts."""
        return Review(assessment, tuple(_advice(text, assessment)), self._rewrite(text, assessment))

    def _rewrite(self, text: str, assessment: Assessment) -> Rewrite:
        options = _rewrites(text, assessment)
        best = next(options)
        if self._scorer is None or best.text == text:
            return best
        draft, first = self._scorer.score([text, best.text])
        if _holds(first, draft):
            return best
        lesser = list(dict.fromkeys(options))
        scored = self._scorer.score([option.text for option in lesser])
        return next(
            option
            for option, got in zip(lesser, scored, strict=True)
            if option.text == text or _holds(got, draft)
        )


def _holds(rewritten: Assessment, draft: Assessment) -> bool:
    return rewritten.specificity >= draft.specificity and rewritten.business_framing >= draft.business_framing


# --- what is worth adding ---------------------------------------------------------------------------------


def gain(element: RubricElement, assessment: Assessment) -> float:
    """What mending this element may bring, in rubric points: its weight, less the nearer its score is to 10."""
    score = assessment.business_framing if element.id in _FRAMING else assessment.specificity
    return element.weight * max(0.0, 10.0 - score) / 10.0


def missing(
    assessment: Assessment, least: float, *, granted: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """The absent elements worth ``least`` points or more, the best first; ``granted`` ones count as if they were there."""
    there = granted | {name for name, finding in assessment.elements.items() if finding.present}
    worth = {
        element.id: gain(element, assessment)
        for element in catalog.rubric().values()
        if element.id in FRAMES
        and element.id not in there
        and _NEEDS.get(element.id, element.id) in there | {element.id}
    }
    return tuple(
        sorted((name for name in worth if worth[name] >= least), key=lambda name: (-worth[name], name))
    )


_ALL_TONE = 2.0


def _is_sore(text: str, assessment: Assessment) -> bool:
    """Whether the tone costs something: the scorer hears it, and either the words for it are there or little else is."""
    finding = assessment.elements.get("negative_tone")
    heard = bool(finding and finding.present) and (is_sore(text) or assessment.business_framing < _ALL_TONE)
    return heard and gain(catalog.rubric()["negative_tone"], assessment) >= _WORTH_SAYING


def _rewrites(text: str, assessment: Assessment) -> Iterator[Rewrite]:
    """Rewrites with ever fewer edits; the last one is the draft as it stands."""
    wanted = missing(assessment, _WORTH_A_BLANK)
    if "change" in wanted:
        wanted = ("change", *missing(assessment, _WORTH_A_BLANK, granted=frozenset({"change"})))
    wanted, tidy = wanted[:MOST_BLANKS], _is_sore(text, assessment)
    # Unfilled gaps earn nothing, so which of them are offered cannot change a score; what is left out can.
    for names in (wanted, ()):
        for tidies in sorted({tidy, False}, reverse=True):
            yield rewrite(text, assessment, names, tidy=tidies)


# --- saying it --------------------------------------------------------------------------------------------


def _advice(text: str, assessment: Assessment) -> Iterator[Advice]:
    """The pieces of advice in order; no two of them quote the same words in their text."""
    names = list(missing(assessment, _WORTH_SAYING))
    if _is_sore(text, assessment):
        names.append("negative_tone")
    said: set[str] = set()
    names.sort(key=lambda name: (name != "change", name != "negative_tone"))
    for name in names[:MOST_ADVICE]:
        element = catalog.rubric()[name]
        quotes = list(_quotes(text, assessment, name))
        fresh = next((quote for quote in quotes if quote not in said), None)
        quote = fresh or next(iter(quotes), None)
        said.update({fresh} if fresh else ())
        yield Advice(
            name, _worded(element, text, fresh), element.guidance_ids, quote, element.weak, element.strong
        )


def _worded(element: RubricElement, text: str, quote: str | None) -> str:
    """A variant of the element's advice; the same draft always gets the same one."""
    fitting = [variant for variant in element.advice if ("{quote}" in variant) == (quote is not None)]
    chosen = fitting[crc32(f"{element.id} {text}".encode()) % len(fitting)]
    return chosen.replace("{quote}", _shown(quote, text)) if quote else chosen


def _quotes(text: str, assessment: Assessment, name: str) -> Iterator[str]:
    """Words of ``text`` that advice on this element can point at, the most fitting first."""
    if name == "change":
        yield from [*_found(text, _wishes), *_found(text, _asks_kindly)][:1]
    for anchor in _ABOUT.get(name, ()):
        finding = assessment.elements.get(anchor, _ABSENT)
        quote = _trimmed(finding.quote) if finding.quote and finding.quote in text else ""
        if finding.present:
            fits = _FITS.get(anchor, _never)
            yield from [quote] if quote and fits(quote) else [*_found(text, fits), *filter(None, [quote])][:1]


def _wishes(clause: str) -> bool:
    return bool(_WISH.search(clause)) and not is_sore(clause)


def _asks_kindly(clause: str) -> bool:
    return bool(ASK.search(clause)) and not is_sore(clause)


def _never(_: str) -> bool:
    return False


def _found(text: str, fits: Callable[[str], bool]) -> Iterator[str]:
    """The first words that fit, from the clause they stand in towards the end of its sentence."""
    for sentence in sentences(text):
        for clause in clauses(sentence.text, shortest=5):
            if fits(clause.text) and (trimmed := _trimmed(sentence.text[clause.start :])):
                yield trimmed
                return


def _trimmed(quote: str) -> str:
    """A quote cut to two to twelve words where it can pause, or nothing if it cannot be had."""
    lead = _LEAD_IN.match(quote)
    quote = quote[lead.end() :] if lead else quote
    stretch = words(quote)
    if len(stretch) > LONGEST_QUOTE:
        stretch = _paused(stretch[:LONGEST_QUOTE])
    if len(stretch) < 2:
        return ""
    cut = quote[stretch[0].start : stretch[-1].end].strip(" ,.;:!?-–—…")
    return cut if len(cut.split()) >= 2 else ""


def _paused(stretch: list[Span]) -> list[Span]:
    """The words up to the last comma, else up to the last word that is not a small one."""
    for at in range(len(stretch), 4, -1):
        if stretch[at - 1].text[-1] in ",;:":
            return stretch[:at]
    while len(stretch) > 2 and stretch[-1].text.lower() in _SMALL_WORDS:
        stretch = stretch[:-1]
    return stretch


def _shown(quote: str, text: str) -> str:
    """The quote as it reads inside a sentence of ours; three dots where the user's sentence goes on."""
    after = text[text.find(quote) + len(quote) :].lstrip(" ")
    goes_on = len(quote.split()) > LONGEST_QUOTE - 4 and after[:1].isalnum()
    return " ".join(quote.split()) + (" …" if goes_on else "")
