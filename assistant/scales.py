"""The two scales of the rubric in words, for people: a score to what it means, a step to what came with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.domain import Act, ActNote, Excerpt

ELEMENTS_OF: Mapping[str, tuple[str, ...]] = {
    "specificity": ("change", "amount", "time", "cover", "measure", "next_step"),
    "business_framing": ("benefit", "mechanism", "evidence", "alignment", "risk", "negative_tone"),
}
"""For each score the elements that its anchors speak of."""

TELLING = 1.0
"""The smallest step between two scores that means something: they are off by about that much (docs/quality.md)."""

STEPS: Mapping[str, tuple[tuple[str, float, str], ...]] = {
    "specificity": (
        ("0–1", 1.5, "nothing is asked yet, only a feeling or a wish"),
        ("2–3", 3.5, "a direction, but not what would change"),
        ("4–5", 5.5, "a recognisable change, little more"),
        ("6–7", 7.5, "a defined change with two or three concrete details"),
        ("8–9", 9.5, "defined, with most of what a manager needs"),
        ("10", 11.0, "the manager knows exactly what is being decided"),
    ),
    "business_framing": (
        ("0–1", 1.5, "no reason yet, or only grievance, comparison or pressure"),
        ("2–3", 3.5, "only what you want or need yourself"),
        ("4–5", 5.5, "a gain for the organisation is touched on, not shown"),
        ("6–7", 7.5, "a real gain, with how or with evidence"),
        ("8–9", 9.5, "a real gain with how and evidence, and an eye to the cost"),
        ("10", 11.0, "a case that your manager could repeat to their own boss"),
    ),
}
"""For each score its anchors from 0 to 10: the whole points, below which value they hold, and what they mean."""


USE: Mapping[str, str] = {
    "rule": "Say how your ask fits it, or ask who could tell you both.",
    "criterion": "Say where you have shown it, or by when you will.",
}
"""What to do with an excerpt of a document, by its kind."""
USE_OF_PRIVATE = "This stands in a paper of your own. Know what it says; no text to your boss quotes it."


def use_of(found: Excerpt) -> str:
    """What to do with what a document says."""
    return USE_OF_PRIVATE if found.private else USE[found.kind]


def anchor(scale: str, score: float) -> str:
    """What a score (0 to 10) means."""
    return next(text for _, below, text in STEPS[scale] if score < below)


def element_label(element: str, title: str) -> str:
    """An element's name beside its evidence: for the tone, which is evidence only where it is bad, what was found."""
    return "Complaint or pressure" if element == "negative_tone" else title


def score_label(scale: str) -> str:
    """A scale's name for people."""
    return scale.replace("_", " ").capitalize()


def points(score: float) -> str:
    """A score or step as it is written, without an idle decimal: ``7``, ``6.5``."""
    return f"{score:.1f}".removesuffix(".0")


def step(before: float, after: float) -> str:
    """The difference of two scores with its sign: ``+2.1``, ``−1``; empty where there is none."""
    difference = round(after - before, 1)
    return f"{'+' if difference > 0 else '−'}{points(abs(difference))}" if difference else ""


def came_with(before: float, after: float, telling: bool, came: Sequence[str], went: Sequence[str]) -> str:
    """What is to be said of a step: that it is none, too small, or what came with it. It claims no cause.

    :param came: labels of elements that came. :param went: of those that went.
    """
    if not step(before, after):
        return "as before"
    if not telling:
        return "less than a point: too little to mean anything"
    parts = [f"{word}: {', '.join(names)}" for word, names in (("with", came), ("without", went)) if names]
    return f"came {'; '.join(parts)}" if parts else "no element of this score came or went with it"


ACTS: Mapping[Act, str] = {
    Act.PURPOSE: "What the talk is for",
    Act.IMPACT: "What you have achieved",
    Act.FUTURE: "Where you want to go",
    Act.OPTIONS: "What you ask for",
    Act.CLOSE: "Who does what, by when",
}
"""The five parts of a talk as the product calls them."""
OTHER_WAY = "Another way that you offered"


def _part(note: ActNote) -> str:
    """A part of a talk that is over: the ask itself is what it was for, and another way to it a part of its own."""
    return OTHER_WAY if note.act is Act.OPTIONS else ACTS[note.act]


def act_names(notes: Sequence[ActNote]) -> str:
    """What one sentence of the talk was, of all the five parts that it was: "What the talk is for and where you want to go"."""
    names = [_part(note) for note in notes]
    names[1:] = [f"{name[0].lower()}{name[1:]}" for name in names[1:]]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def parts_not_found(notes: Sequence[ActNote]) -> str:
    """Which of the five parts were not found in the user's words, in one sentence; empty where all were, or have a fact to say."""
    lacking = [note for note in notes if not (note.done or note.better)]
    names = [f"{name[0].lower()}{name[1:]}" for name in map(_part, lacking)]
    return f"Not found in what you said: {'; '.join(names)}." if names else ""
