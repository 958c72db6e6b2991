"""Scores of a draft ask for the eye: anchors in words, evidence in the text, advice, versions side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.domain import ELEMENTS, Advice, Assessment, Guidance, Review, RubricElement, Source
from assistant.scales import ANCHORS
from ui.present.html import BLANK, cite, items, paragraphs, section, sentences, text

_Span = tuple[int, int, list[str]]


@dataclass(frozen=True)
class Version:
    """One scored draft, as it is compared with the others."""

    text: str
    specificity: float
    business_framing: float
    present: frozenset[str]

    @classmethod
    def of(cls, draft: str, assessment: Assessment) -> Version:
        """The version that an assessment belongs to."""
        return cls(
            draft,
            assessment.specificity,
            assessment.business_framing,
            frozenset(name for name, found in assessment.elements.items() if found.present),
        )


def result(
    draft: str,
    review: Review,
    rubric: Mapping[str, RubricElement],
    guidance: Mapping[str, Guidance],
    sources: Mapping[str, Source],
) -> str:
    """Everything the score says about ``draft``, as one block."""
    found = review.assessment
    marked = highlighted(
        draft, {name: f.quote for name, f in found.elements.items() if f.present and f.quote}, rubric
    )
    return (
        '<div class="scores">'
        + _gauge("Specificity", "Could they act on it tomorrow?", "specificity", found.specificity)
        + _gauge(
            "Business framing", "What does the organisation gain?", "business_framing", found.business_framing
        )
        + "</div>"
        + section(
            "What to change first",
            items((_advice(one, guidance, sources) for one in review.advice), ordered=True, css="advice"),
        )
        + section("What we found, in your words", marked)
        + section("The twelve elements", _elements(found, rubric))
    )


def highlighted(draft: str, quotes: Mapping[str, str], rubric: Mapping[str, RubricElement]) -> str:
    """The draft with each quoted passage marked and labelled; where quotes overlap, the labels stand together."""
    spans: list[_Span] = []
    for name, quote in quotes.items():
        start = draft.find(quote)
        if start >= 0:
            spans = _merged(spans, (start, start + len(quote), [name]))
    parts, at = [], 0
    for start, end, names in sorted(spans, key=lambda span: span[0]):
        labels = "".join(
            f'<span class="tag {name}">{text(short_name(name, rubric))}</span>' for name in names
        )
        parts.append(f"{_kept(draft[at:start])}<mark>{_kept(draft[start:end])}</mark>{labels}")
        at = end
    return f'<p class="marked" dir="auto">{"".join(parts)}{_kept(draft[at:])}</p>'


def _merged(spans: list[_Span], new: _Span) -> list[_Span]:
    touching = [span for span in spans if span[0] < new[1] and new[0] < span[1]]
    together = [*touching, new]
    names = [name for span in together for name in span[2]]
    whole = (min(span[0] for span in together), max(span[1] for span in together), names)
    return [*(span for span in spans if span not in touching), whole]


def short_name(name: str, rubric: Mapping[str, RubricElement]) -> str:
    """An element's name on a label."""
    return rubric[name].title if name in rubric else name.replace("_", " ")


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


def comparison(versions: Sequence[Version], rubric: Mapping[str, RubricElement]) -> str:
    """The versions so far, newest first, each with what it changed; nothing for a single one."""
    if len(versions) < 2:
        return ""
    rows = []
    for number in range(len(versions), 0, -1):
        now, before = versions[number - 1], versions[number - 2] if number > 1 else None
        rows.append(
            f'<tr><th scope="row">{number}</th><td>{_number(now.specificity)}{_change(now.specificity, before.specificity if before else None)}</td>'
            f"<td>{_number(now.business_framing)}{_change(now.business_framing, before.business_framing if before else None)}</td>"
            f"<td>{_difference(now, before, rubric)}</td></tr>"
        )
    head = '<tr><th scope="col">Version</th><th scope="col">Specificity</th><th scope="col">Business framing</th><th scope="col">What changed</th></tr>'
    table = f'<div class="wide"><table><thead>{head}</thead><tbody>{"".join(rows)}</tbody></table></div>'
    return section("Your versions", plot(versions) + table)


def plot(versions: Sequence[Version]) -> str:
    """Both scores over the versions, as a small drawing with its values in words."""
    width, height, left = 320, 120, 24
    step = (width - left - 16) / max(1, len(versions) - 1)

    def line(css: str, scores: Sequence[float], dashed: str) -> str:
        points = [
            (left + n * step, height - 14 - score / 10 * (height - 28)) for n, score in enumerate(scores)
        ]
        path = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
        dots = "".join(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3.5"/>' for x, y in points)
        return f'<g class="{css}"><polyline points="{path}" fill="none" stroke-width="2"{dashed}/>{dots}</g>'

    grid = "".join(
        f'<line x1="{left}" x2="{width}" y1="{height - 14 - v / 10 * (height - 28):.0f}" y2="{height - 14 - v / 10 * (height - 28):.0f}"/>'
        f'<text x="{left - 6}" y="{height - 10 - v / 10 * (height - 28):.0f}" text-anchor="end">{v}</text>'
        for v in (0, 5, 10)
    )
    last = versions[-1]
    label = f"Version {len(versions)}: specificity {_number(last.specificity)}, business framing {_number(last.business_framing)}."
    return (
        f'<figure class="plot"><svg viewBox="0 0 {width} {height}" role="img" aria-label="{label}"><g class="grid">{grid}</g>'
        + line("specificity", [v.specificity for v in versions], "")
        + line("business", [v.business_framing for v in versions], ' stroke-dasharray="5 4"')
        + '</svg><figcaption><span class="key specificity">Specificity (solid)</span> <span class="key business">Business framing (dashed)</span></figcaption></figure>'
    )


def _gauge(name: str, question: str, scale: str, score: float) -> str:
    return (
        f'<div class="gauge"><h3>{name}</h3><p class="quiet">{question}</p>'
        f'<p class="big">{_number(score)}<span> of 10</span></p>'
        f'<div class="bar" aria-hidden="true"><span style="width:{max(0.0, min(100.0, score * 10)):.0f}%"></span></div>'
        f"<p>{text(sentences(ANCHORS[scale](score)))}.</p></div>"
    )


def _number(score: float) -> str:
    return f"{score:.1f}".removesuffix(".0")


def _change(now: float, before: float | None) -> str:
    if before is None or _number(now) == _number(before):
        return ""
    return f' <span class="{"up" if now > before else "down"}">{"+" if now > before else "−"}{_number(abs(now - before))}</span>'


def _difference(now: Version, before: Version | None, rubric: Mapping[str, RubricElement]) -> str:
    if before is None:
        return "The first one"
    new = [short_name(name, rubric) for name in ELEMENTS if name in now.present - before.present]
    gone = [short_name(name, rubric) for name in ELEMENTS if name in before.present - now.present]
    parts = ([f"new: {', '.join(new)}"] if new else []) + ([f"gone: {', '.join(gone)}"] if gone else [])
    return text("; ".join(parts) or "The wording only")


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
        meaning = rubric[name].meaning if name in rubric else ""
        rows.append(
            f'<div class="element {"good" if good else "lacking"}"><dt><span class="sign" aria-hidden="true">{"✓" if good else "–"}</span> '
            f'{text(short_name(name, rubric))} <span class="quiet">{word}</span></dt><dd>{text(meaning)}</dd></div>'
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
