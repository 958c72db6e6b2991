"""The versions of a draft: their scores over time, and two of them side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import gradio as gr

from assistant import catalog
from assistant.coach import Coach
from assistant.domain import Version
from assistant.errors import InputError
from ui import keeping
from ui.events import Updates
from ui.present import versions as present

_GONE = "This version was deleted. Choose another one."


@dataclass
class Side:
    """One of the two versions: which one, what it says, and the way back to it."""

    choice: gr.Dropdown
    shown: gr.HTML
    back: gr.Button


@dataclass
class Versions:
    """The components of the versions."""

    coach: Coach
    box: gr.Column
    overview: gr.HTML
    difference: gr.HTML
    left: Side
    right: Side
    fresh: gr.Button

    def outputs(self) -> list[Any]:
        """Everything that changes when a draft is scored or another version chosen."""
        sides = (self.left, self.right)
        return [
            self.box,
            self.overview,
            self.difference,
            *(part for side in sides for part in (side.choice, side.shown, side.back)),
        ]

    def show(self, ids: Sequence[str]) -> Updates:
        """The newest version beside the one before it; hidden while there is nothing to compare."""
        known = keeping.versions(self.coach, ids)
        if len(known) < 2:
            return {self.box: gr.Column(visible=False)}
        options = [(f"Version {number}", one) for number, one in enumerate(known, 1)]
        two = tuple(known)[-2:]
        steps = [self.coach.compare(*pair) for pair in pairwise(known.values())]
        return {
            self.box: gr.Column(visible=True),
            self.overview: present.overview(list(known.values()), steps, catalog.rubric()),
            self.left.choice: gr.Dropdown(choices=options, value=two[0]),
            self.right.choice: gr.Dropdown(choices=options, value=two[1]),
        } | self.compared(ids, *two)

    def compared(self, ids: Sequence[str], left: str, right: str) -> Updates:
        """Two versions side by side, in the order given.

        :raises InputError: when one of them is no longer kept.
        """
        known = keeping.versions(self.coach, ids)
        before, after = version(known, left), version(known, right)
        found = self.coach.compare(before, after)
        numbers = {one: number for number, one in enumerate(known, 1)}
        return {
            self.difference: present.difference(found, catalog.rubric()),
            self.left.shown: present.pane(before, found, earlier=True),
            self.right.shown: present.pane(after, found, earlier=False),
            self.left.back: gr.Button(f"Go back to version {numbers[left]}"),
            self.right.back: gr.Button(f"Go back to version {numbers[right]}"),
        }


def version(known: dict[str, Version], chosen: str) -> Version:
    """The version of an id; ``InputError`` when it is no longer kept."""
    if chosen not in known:
        raise InputError(_GONE)
    return known[chosen]


def layout(coach: Coach) -> Versions:
    """Lays out the versions, hidden until there are two."""
    with gr.Column(visible=False, elem_id="versions") as box:
        gr.HTML("<h3>Your versions</h3>")
        overview = gr.HTML()
        gr.HTML("<h3>Two versions side by side</h3>")
        with gr.Row(elem_classes="pair-of-versions"):
            left, right = _side("From"), _side("To")
        difference = gr.HTML(elem_id="difference")
        fresh = gr.Button("Start a new draft", elem_classes=["narrow", "replaces-draft"])
    return Versions(coach, box, overview, difference, left, right, fresh)


def _side(label: str) -> Side:
    with gr.Column(min_width=300):
        choice = gr.Dropdown([], label=label, filterable=False)
        shown = gr.HTML()
        back = gr.Button("Go back to this version", elem_classes=["narrow", "replaces-draft"])
    return Side(choice, shown, back)
