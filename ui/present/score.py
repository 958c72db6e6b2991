"""Scores of a draft ask for the eye: anchors in words, evidence in the text by element, advice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.domain import (
    ELEMENTS,
    Advice,
    Assessment,
    Excerpt,
    Guidance,
    Review,
    RubricElement,
    Source,
    Stretch,
)
from assistant.scales import ELEMENTS_OF, STEPS, anchor, element_label, points, score_label, use_of
from ui.present.html import BLANK, cite, items, made_by, paragraphs, section, sentences, text

_QUESTIONS = {
    "specificity": "Could they act on it tomorrow?",
    "business_framing": "What does the organisation gain?",
}


def result(
    draft: str,
    review: Review,
    evidence: Sequence[Stretch],
    rubric: Mapping[str, RubricElement],
    guidance: Mapping[str, Guidance],
    sources: Mapping[str, Source],
) -> str:
    """Everything the score says about ``draft``, as one block; ``evidence`` is the draft in stretches."""
    found = review.assessment
    gauges = "".join(_gauge(scale, getattr(found, scale)) for scale in STEPS)
    return (
        f'<div class="scored" data-draft="{text(draft)}"><div class="scores">{gauges}</div>'
        + section(
            "What to change first",
            items((_advice(one, guidance, sources) for one in review.advice), ordered=True, css="advice")
            or "<p>Nothing pressing: you can say it as it stands.</p>",
        )
        + section("What your documents say about it", documents(review.excerpts))
        + section("What we found, in your words", highlighted(evidence, rubric))
        + section("The twelve elements", _elements(found, rubric))
        + made_by(found.engine, "Scored by")
        + "</div>"
    )


def documents(found: Sequence[Excerpt]) -> str:
    """What the user's documents say about the ask: word for word, with where it stands and what to do with it."""
    return items(
        f'<blockquote dir="auto">“{text(one.text)}”</blockquote><p><cite>{text(one.citation)}</cite>. {text(use_of(one))}</p>'
        for one in found
    )


def highlighted(evidence: Sequence[Stretch], rubric: Mapping[str, RubricElement]) -> str:
    """The draft with its evidence marked, and a legend whose buttons leave only one element's words marked.

    Lines tell the two scores apart without colour; a label ends each quote. For a screen reader each mark begins
    with the names of its elements, so the labels for the eye are hidden from it.
    """
    found = {name for stretch in evidence for name in stretch.elements}
    body = "".join(_stretch(stretch, rubric) for stretch in evidence)
    return f'<div class="found-words">{_legend(found, rubric)}<p class="marked" dir="auto">{body}</p></div>'


def _stretch(stretch: Stretch, rubric: Mapping[str, RubricElement]) -> str:
    if not stretch.elements:
        return _kept(stretch.text)
    names = ", ".join(text(short_name(name, rubric)) for name in stretch.elements)
    scales = " ".join(scale for scale in ELEMENTS_OF if set(ELEMENTS_OF[scale]) & set(stretch.elements))
    labels = "".join(
        f'<span class="tag {name}" data-elements="{name}" aria-hidden="true">{text(short_name(name, rubric))}</span>'
        for name in stretch.ending
    )
    return (
        f'<mark class="{scales}" data-elements="{" ".join(stretch.elements)}"><span class="sr">[{names}:] </span>'
        f"{_kept(stretch.text)}</mark>{labels}"
    )


def _legend(found: set[str], rubric: Mapping[str, RubricElement]) -> str:
    """The elements found, by the score they bear on; each a button."""
    rows = []
    for scale, names in ELEMENTS_OF.items():
        keys = "".join(
            f'<button type="button" class="only" aria-pressed="false" data-element="{name}">{text(short_name(name, rubric))}</button>'
            for name in names
            if name in found
        )
        if keys:
            title = f'<span class="line-of {scale}">{score_label(scale)}</span>'
            rows.append(f'<div role="group" aria-label="{score_label(scale)}">{title} {keys}</div>')
    hint = '<p class="quiet">Press one to see only its words.</p>'
    return f'<div class="legend">{"".join(rows)}{hint}</div>' if rows else ""


def short_name(name: str, rubric: Mapping[str, RubricElement]) -> str:
    """An element's name on a label."""
    return element_label(name, rubric[name].title if name in rubric else name.replace("_", " "))


def unfilled(draft: str) -> str:
    """A word of caution while the draft still holds gaps; empty otherwise."""
    gaps = len(BLANK.findall(draft))
    return (
        ""
        if not gaps
        else "This draft still has gaps in brackets. Fill them and score it again: only then do the scores mean something."
    )


def rewrite(review: Review) -> str:
    """The improved draft with its gaps visible."""
    shown = paragraphs(review.rewrite.text)
    for blank in sorted(set(review.rewrite.blanks), key=len, reverse=True):
        mark = text(blank)
        shown = shown.replace(mark, f'<mark class="blank">{mark}</mark>')
    count = len(review.rewrite.blanks)
    gaps = {0: "Nothing is left blank.", 1: "One gap is yours to fill."}.get(
        count, f"{count} gaps are yours to fill."
    )
    return (
        f'<p class="rewrite" dir="auto">{shown}</p><p class="quiet">Made only of what you wrote. {gaps}</p>'
    )


def _gauge(scale: str, score: float) -> str:
    here = anchor(scale, score)
    steps = "".join(
        f"<li{' aria-current=true' if words == here else ''}><b>{whole}</b> {text(words)}</li>"
        for whole, _, words in STEPS[scale]
    )
    return (
        f'<div class="gauge"><h3>{score_label(scale)}</h3><p class="quiet">{_QUESTIONS[scale]}</p>'
        f'<p class="big">{points(score)}<span> of 10</span></p>'
        f'<div class="bar" aria-hidden="true"><span style="width:{max(0.0, min(100.0, score * 10)):.0f}%"></span></div>'
        f"<p>{text(sentences(here))}.</p>"
        f'<details class="scale"><summary>The whole scale</summary><ul class="plain">{steps}</ul></details></div>'
    )


def _elements(found: Assessment, rubric: Mapping[str, RubricElement]) -> str:
    rows = []
    for name in ELEMENTS:
        finding = found.elements.get(name)
        present = bool(finding and finding.present)
        good = present != (name == "negative_tone")
        word = (
            ("present" if present else "absent")
            if name != "negative_tone"
            else ("found" if present else "no complaint, no pressure")
        )
        title, meaning = (
            (rubric[name].title, rubric[name].meaning) if name in rubric else (name.replace("_", " "), "")
        )
        rows.append(
            f'<div class="element {"good" if good else "lacking"}"><dt><span class="sign" aria-hidden="true">{"✓" if good else "–"}</span> '
            f'{text(title)} <span class="quiet">{word}</span></dt><dd>{text(meaning)}</dd></div>'
        )
    return f'<dl class="elements">{"".join(rows)}</dl>'


def _advice(one: Advice, guidance: Mapping[str, Guidance], sources: Mapping[str, Source]) -> str:
    pair = (
        f'<dl class="pair"><div><dt>Weak</dt><dd>{text(one.weak)}</dd></div><div><dt>Stronger</dt><dd>{text(one.strong)}</dd></div></dl>'
        if one.weak and one.strong
        else ""
    )
    return f"<p>{text(one.text)}</p>{pair}{cite(one.guidance_ids, guidance, sources)}"


def _kept(value: str) -> str:
    return text(value).replace("\n", "<br>")
