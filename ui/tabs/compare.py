"""Two branches of the open rehearsal side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant import catalog
from assistant.domain import Rehearsal
from ui.events import Page, Updates, bind
from ui.present import branches as present


@dataclass
class Compare:
    """The components of the comparison."""

    page: Page
    box: gr.Accordion
    left: gr.Dropdown
    right: gr.Dropdown
    table: gr.HTML

    def shown(self) -> list[Any]:
        """Everything that changes when a rehearsal is shown."""
        return [self.box, self.left, self.right, self.table]

    def show(self, found: Rehearsal) -> Updates:
        """The newest branch beside the one before it; hidden while there is nothing to compare."""
        branches = self.page.coach.branches(found.session) if found.branch else ()
        two = present.pair(branches)
        if two is None:
            return {self.box: gr.Accordion(visible=False)}
        options = present.choices(branches)
        return {
            self.box: gr.Accordion(visible=True),
            self.left: gr.Dropdown(choices=options, value=two[0]),
            self.right: gr.Dropdown(choices=options, value=two[1]),
            self.table: self._table(found, *two),
        }

    def connect(self, message: gr.HTML) -> None:
        """Draws the table anew when another branch is chosen."""

        def choose(session: str, left: int, right: int) -> Updates:
            return {self.table: self._table(self.page.coach.resume(session), left, right)}

        chosen = [self.page.session, self.left, self.right]
        bind([self.left.input, self.right.input], choose, chosen, [self.table], message)

    def _table(self, found: Rehearsal, left: int, right: int) -> str:
        branches = {one.number: one for one in self.page.coach.branches(found.session)}
        name = found.scenario.manager.name
        return present.comparison(branches[left], branches[right], found.branch, name, catalog.concerns())


def layout(page: Page) -> Compare:
    """Lays out the comparison."""
    with gr.Accordion("Compare two ways it went", visible=False, open=False, elem_id="compare") as box:
        with gr.Row(elem_classes="pick"):
            left = gr.Dropdown([], label="One branch", min_width=240)
            right = gr.Dropdown([], label="Another branch", min_width=240)
        table = gr.HTML()
    return Compare(page, box, left, right, table)
