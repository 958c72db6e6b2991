"""The two scales of the rubric in words, for people: a score to what it means."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_SPECIFICITY = (
    (1.5, "nothing is asked yet, only a feeling or a wish"),
    (3.5, "a direction, but not what would change"),
    (5.5, "a recognisable change, little more"),
    (7.5, "a defined change with two or three concrete details"),
    (9.5, "defined, with most of what a manager needs"),
    (11.0, "the manager knows exactly what is being decided"),
)
_FRAMING = (
    (1.5, "only grievance, comparison or pressure"),
    (3.5, "only what you want or need yourself"),
    (5.5, "a gain for the organisation is touched on, not shown"),
    (7.5, "a real gain, with how or with evidence"),
    (9.5, "a real gain with how and evidence, and an eye to the cost"),
    (11.0, "a case that your manager could repeat to their own boss"),
)


def _in_words(steps: tuple[tuple[float, str], ...]) -> Callable[[float], str]:
    return lambda value: next(text for below, text in steps if value < below)


ANCHORS: Mapping[str, Callable[[float], str]] = {
    "specificity": _in_words(_SPECIFICITY),
    "business_framing": _in_words(_FRAMING),
}
"""For each score the function from a value (0 to 10) to its anchor in words."""
