"""Step 2: where the talk, its side panel and the debrief stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.domain import DIFFICULTIES
from ui.events import Page
from ui.tabs import compare, drill

_LABELS = {
    "gentle": "Gentle: fewer worries, more patience",
    "realistic": "Realistic",
    "hard": "Hard: more worries, little patience",
}

MOST_TO_PRACTISE = 3
"""How many things a debrief says to practise."""


@dataclass
class Parts:
    """The components that a rehearsal is shown in."""

    who: gr.HTML
    begin: gr.Accordion
    difficulty: gr.Radio
    seed: gr.Textbox
    start: gr.Button
    stage: gr.Row
    talk: gr.HTML
    live: gr.HTML
    side: gr.HTML
    hint_text: gr.HTML
    stopped: gr.HTML
    stop_row: gr.Row
    go_on: gr.Button
    stop_end: gr.Button
    say_row: gr.Row
    said: gr.Textbox
    send: gr.Button
    hint: gr.Button
    again: gr.Button
    end: gr.Button
    back_row: gr.Row
    back: gr.Dropdown
    rewind: gr.Button
    debrief: gr.HTML
    practise_row: gr.Row
    practise: list[gr.Button]
    progress: gr.HTML
    next_row: gr.Row
    anew: gr.Button
    same: gr.Button
    note: gr.Button
    earlier: gr.Dropdown
    reopen: gr.Button
    delete: gr.Button
    message: gr.HTML
    pause: gr.Button
    compare: compare.Compare
    drill: drill.Parts

    def shown(self) -> list[Any]:
        """Everything that changes when a rehearsal is shown."""
        return [
            self.begin, self.stage, self.talk, self.live, self.side, self.hint_text, self.stopped, self.stop_row,
            self.say_row, self.said, self.back_row, self.back, self.debrief, self.next_row, self.earlier, self.hint, self.end, self.again, self.message,
            self.pause, self.practise_row, *self.practise, self.progress, *self.compare.shown(), self.drill.stage, self.drill.state,
        ]  # fmt: skip


def layout(page: Page) -> Parts:
    """Lays out the whole tab."""
    p: dict[str, Any] = {"live": page.live}
    _begin(p)
    drilling = drill.choice(page)
    p["message"] = gr.HTML()
    p["drill"] = drill.stage(drilling)
    with gr.Row(visible=False, elem_classes="stage") as p["stage"]:
        with gr.Column(scale=5, min_width=320):
            _debrief(p)
            _talk(p)
        with gr.Column(scale=3, min_width=280, elem_classes="side"):
            p["progress"] = gr.HTML(elem_id="progress")
            p["side"] = gr.HTML()
            with gr.Row(visible=False, elem_classes="back") as p["back_row"]:
                p["back"] = gr.Dropdown([], label="Go back to an earlier turn", scale=3, min_width=160)
                p["rewind"] = gr.Button("Go back", size="sm", scale=1, min_width=90)
    p["compare"] = compare.layout(page)
    with gr.Accordion("Earlier rehearsals and drills", open=False):
        p["earlier"] = gr.Dropdown([], label="Choose one")
        with gr.Row(elem_classes="actions"):
            p["reopen"] = gr.Button("Open", size="sm")
            p["delete"] = gr.Button("Delete for good", size="sm", elem_id="delete-one")
    return Parts(**p)


def _begin(p: dict[str, Any]) -> None:
    with gr.Accordion("Start a new rehearsal", open=True, elem_classes="begin") as p["begin"]:
        p["who"] = gr.HTML()
        choices = [(_LABELS[name], name) for name in DIFFICULTIES]
        p["difficulty"] = gr.Radio(
            choices, value="realistic", label="How hard should it be?", elem_classes="cards"
        )
        with gr.Accordion("Meet the same boss as before", open=False):
            p["seed"] = gr.Textbox(
                label="Number of the boss",
                info="It stands beside the talk. The same number brings the same worries; leave it empty for new ones.",
            )
        p["start"] = gr.Button("Start the talk", variant="primary", elem_id="start")


def _debrief(p: dict[str, Any]) -> None:
    p["debrief"] = gr.HTML(elem_id="debrief")
    with gr.Row(visible=False, elem_classes="actions", elem_id="practise") as p["practise_row"]:
        p["practise"] = [gr.Button(visible=False, variant="primary") for _ in range(MOST_TO_PRACTISE)]
    with gr.Row(visible=False, elem_classes="actions", elem_id="next") as p["next_row"]:
        p["anew"] = gr.Button("Rehearse again, with new worries")
        p["same"] = gr.Button("The same boss again")
        p["note"] = gr.Button("Write the same-day note")


def _talk(p: dict[str, Any]) -> None:
    p["talk"] = gr.HTML(elem_id="talk")
    p["stopped"] = gr.HTML()
    with gr.Row(visible=False, elem_classes="actions") as p["stop_row"]:
        p["go_on"] = gr.Button("Go on from before these words")
        p["stop_end"] = gr.Button("End the rehearsal", variant="primary")
    p["hint_text"] = gr.HTML()
    with gr.Row(elem_classes="say") as p["say_row"]:
        p["said"] = gr.Textbox(
            label="What you say",
            info="Enter sends, Shift+Enter makes a new line.",
            lines=1,
            max_lines=8,
            scale=6,
            elem_id="said",
        )
        p["send"] = gr.Button("Say it", variant="primary", scale=1, min_width=96, elem_id="send")
    with gr.Row(elem_classes="actions"):
        p["hint"] = gr.Button("Hint", size="sm")
        p["again"] = gr.Button("Take back my last turn", size="sm")
        p["pause"] = gr.Button("Pause", size="sm", elem_id="pause")
        p["end"] = gr.Button("End and debrief", size="sm", elem_id="end")
