"""The language-model scorer and adviser: findings by JSON Schema, reconciled; advice and rewrite better worded.

A finding whose quote does not stand in the draft word for word is dropped. Of the wording only what says the same is taken:
the same elements, the same gaps, the same facts. The built-in engine works on every draft as well, and its result
stands wherever the model's may not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from assistant.asking import Form, Inquiry, harmless, instead, refuses, shortened
from assistant.domain import ELEMENTS, Advice, Assessment, Finding, Review, Rewrite, Usage
from assistant.errors import EngineError, StageFailed
from assistant.reconciling import assessments
from assistant.seams import Adviser, ChatModel, Scorer
from assistant.text.clean import looks_english
from assistant.text.grounding import blanks, may_replace, strangers, word_for_word
from assistant.text.quoting import stated
from assistant.text.spans import names_in

MOST_WORDS = 1_200
"""Words of a draft that the model is sent; a longer one is scored in part by it, and in whole by the built-in engine."""
LONGEST_REWRITE = 600
"""Words of a rewrite that the model is asked to word; a longer one stays as it is."""
ADVICE_WORDS = 45
_FULL = 0.4
"""A wording shorter than this share of the built-in advice has lost what is to be done, or why."""
_AS_SPEAKER = re.compile(r"\b(?:I|I['’]\w+|[Mm]e|[Mm]y|[Mm]ine)\b")
"""Advice speaks to the employee; a model that says "I" speaks as somebody else."""
_QUOTED = re.compile(r"[“\"]([^”\"]{3,})[”\"]")

Element = Literal[
    "change", "amount", "time", "cover", "measure", "next_step", "benefit", "mechanism", "evidence", "alignment",
    "risk", "negative_tone",
]  # fmt: skip
Score = Literal[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]


class _Element(Form):
    name: Element
    quote: str


class Judged(Form):
    """What the model answers about a draft; the scores come last, so that an answer that broke off is incomplete."""

    elements: list[_Element]
    specificity: Score
    business_framing: Score


class _Worded(Form):
    element: Element
    text: str


class Wording(Form):
    """Advice and rewrite in the model's words."""

    advice: list[_Worded]
    rewrite: str


SCORING = Inquiry("scoring", "draft", Judged, limit=700)
ADVISING = Inquiry("advising", "draft", Wording, limit=1_500, rules={"advice_words": ADVICE_WORDS})


class ModelScorer:
    """Implements :class:`assistant.seams.Scorer`.

    :param own: the built-in scorer. :param barred: why the model may not do this; then it is not asked.
    """

    def __init__(self, model: ChatModel, own: Scorer, barred: str = "") -> None:
        self._model, self._own, self._barred = model, own, barred

    def score(self, texts: Sequence[str], *, quoted: bool = True) -> list[Assessment]:
        """An assessment for each text, in order; with a note where the model had no part in it."""
        found = self._own.score(texts, quoted=quoted)
        if self._barred:
            return [replace(one, notes=(*one.notes, self._barred)) for one in found]
        gone: EngineError | None = None
        for n, text in enumerate(texts):
            spent: list[Usage] = []
            try:
                if gone:
                    raise gone
                if said := stated(text):  # what is still a gap is not said
                    found[n] = assessments(found[n], self.judge(said, spent))
            except EngineError as error:
                # A model that cannot be reached is not asked again for every line of a batch.
                gone = None if isinstance(error, StageFailed) else error
                found[n] = replace(found[n], notes=(*found[n].notes, instead(error, "scored this")))
            found[n] = replace(found[n], usage=tuple(spent))
        return found

    def judge(self, text: str, spent: list[Usage]) -> Assessment:
        """The model's own assessment, not reconciled with any other.

        :param spent: what it took is added here.
        :raises EngineError: as :meth:`assistant.asking.Inquiry.ask`.
        """
        judged = SCORING.ask(self._model, spent, draft=harmless(shortened(text, MOST_WORDS)))
        quotes: dict[str, str] = {}
        for one in judged.elements:
            if one.name not in quotes and (quote := word_for_word(one.quote, text)):
                quotes[one.name] = quote
        elements = {name: Finding(name in quotes, quotes.get(name)) for name in ELEMENTS}
        return Assessment(float(judged.specificity), float(judged.business_framing), elements, self._model.id)


class ModelAdviser:
    """Implements :class:`assistant.seams.Adviser`: what is said is the built-in adviser's, how it is said the model's.

    :param own: the built-in adviser. :param barred: why the model may not do this; then it is not asked.
    """

    def __init__(self, model: ChatModel, own: Adviser, barred: str = "") -> None:
        self._model, self._own, self._barred = model, own, barred

    def advise(self, text: str, assessment: Assessment) -> Review:
        """The built-in review with the wording of the model wherever it says the same."""
        review = self._own.advise(text, assessment)
        if self._barred:
            return replace(review, notes=(*review.notes, self._barred))
        spent: list[Usage] = []
        try:
            review = self._worded(text, review, spent)
        except EngineError as error:
            review = replace(review, notes=(*review.notes, instead(error, "worded the advice")))
        return replace(review, usage=tuple(spent))

    def _worded(self, text: str, review: Review, spent: list[Usage]) -> Review:
        if len(review.rewrite.text.split()) > LONGEST_REWRITE:
            raise StageFailed(f"the draft is longer than {LONGEST_REWRITE} words")
        wording = ADVISING.ask(
            self._model,
            spent,
            draft=harmless(text),
            findings=[replace(one, text=harmless(one.text)) for one in review.advice],
            rewrite=harmless(review.rewrite.text),
        )
        told: dict[str, str] = {one.element: " ".join(one.text.split()) for one in wording.advice}
        advice = tuple(self._taken(one, told.get(one.element, ""), text) for one in review.advice)
        rewrite = review.rewrite
        if may_replace(wording.rewrite, rewrite.text, text):
            rewrite = Rewrite(wording.rewrite.strip(), rewrite.blanks)
        if advice == review.advice and rewrite == review.rewrite:
            raise StageFailed(f"{self._model.id} worded nothing that says the same")
        return replace(review, advice=advice, rewrite=rewrite, engine=self._model.id)

    @staticmethod
    def _taken(own: Advice, worded: str, text: str) -> Advice:
        """The advice in other words, if they are said to the employee, in full, and bring no fact or quotation of their own."""
        known = f"{text}\n{own.text}"
        sound = (
            _FULL * len(own.text.split()) <= len(worded.split()) <= 2 * ADVICE_WORDS
            and not _AS_SPEAKER.search(_QUOTED.sub(" ", worded))
            and looks_english(worded)
            and not refuses(worded)
            and not blanks(worded)
            and not strangers(worded, known, names_in(known))
            and all(word_for_word(quote, known) for quote in _QUOTED.findall(worded))
        )
        return replace(own, text=worded) if sound else own
