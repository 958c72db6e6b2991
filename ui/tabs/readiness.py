"""Part of step 1: what to have ready before the talk, ticked off and kept."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from assistant import catalog
from assistant.domain import READINESS, Clearance, Scenario
from ui import keeping
from ui.events import Page, Updates, bind
from ui.present.setup import ready_guidance, ready_labels


@dataclass(frozen=True)
class Readiness:
    """The list, its frame and where errors are told."""

    box: gr.Column
    items: gr.CheckboxGroup
    more: gr.HTML
    message: gr.HTML

    def shown(self) -> list[gr.Column | gr.CheckboxGroup | gr.HTML]:
        """What a check redraws."""
        return [self.box, self.items, self.more]


def layout() -> Readiness:
    """The list, hidden before the first check."""
    with gr.Column(visible=False) as box:
        items = gr.CheckboxGroup(
            [],
            label="Have ready before the talk: tick off what you have",
            elem_id="ready",
            elem_classes="ready",
        )
        more = gr.HTML()
        message = gr.HTML()
    return Readiness(box, items, more, message)


def show(page: Page, parts: Readiness, scenario: Scenario, found: Clearance) -> Updates:
    """The list for a scenario, with the ticks that are kept."""
    kept = page.coach.ledgers.find(scenario)
    ticked = [item for item in READINESS if kept and item in kept.ready]
    return {
        parts.box: gr.Column(visible=True),
        parts.items: gr.CheckboxGroup(choices=ready_labels(found.readiness), value=ticked),
        parts.more: ready_guidance(found.readiness, catalog.guidance(), catalog.sources()),
    }


def connect(page: Page, parts: Readiness) -> None:
    """Keeps every tick as it is made."""

    def tick(setup: keeping.Id, ticked: list[str]) -> Updates:
        ledgers = page.coach.ledgers
        ledger = ledgers.open(page.forms.scenario(setup))
        for item in READINESS:
            if (item in ticked) != (item in ledger.ready):
                ledgers.tick(ledger.session, item, done=item in ticked)
        return {}

    bind(parts.items.input, tick, [page.setup, parts.items], [], parts.message, trigger_mode="always_last")
