"""The step after the talk: where everything stands on the page."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import gradio as gr

from assistant import catalog
from ui.present.after import LIKE, SHIFTED
from ui.present.rehearsal import title

MOST_TO_PRACTISE = 3
_ONE_A_LINE = "One thing a line; begin with “Name: ” if it matters who."


@dataclass
class Parts:
    """The components of the tab, by name."""

    lead: gr.HTML
    message: gr.HTML
    picture: gr.HTML
    standing: gr.HTML
    talk_box: gr.Accordion
    happened: gr.Radio
    on: gr.Textbox
    said: gr.Textbox
    decided: gr.Textbox
    like: gr.Radio
    worries: gr.CheckboxGroup
    helped: gr.Textbox
    keep_talk: gr.Button
    agreed: gr.HTML
    quick: gr.Textbox
    read: gr.Button
    read_row: gr.Column
    read_as: gr.HTML
    owner: gr.Textbox
    what: gr.Textbox
    due: gr.Textbox
    keep: gr.Button
    discard: gr.Button
    change_row: gr.Column
    which: gr.Dropdown
    why: gr.Textbox
    kept: gr.Button
    slipped: gr.Button
    drop: gr.Button
    to: gr.Textbox
    move: gr.Button
    plan: gr.HTML
    skill: gr.Textbox
    exposure: gr.Textbox
    work: gr.Textbox
    review: gr.Textbox
    keep_plan: gr.Button
    outcomes: gr.HTML
    time: gr.Textbox
    opportunities: gr.Textbox
    sponsors: gr.Textbox
    remark: gr.Textbox
    keep_signs: gr.Button
    met: gr.Radio
    changed: gr.CheckboxGroup
    close: gr.Button
    note: gr.Button
    remind: gr.Button
    paper: gr.HTML
    plain: gr.Textbox
    copy: gr.Button
    ics: gr.Textbox
    practise_row: gr.Row
    practise: list[gr.Button]
    delete_row: gr.Row
    delete: gr.Button

    def shown(self) -> list[Any]:
        """Every component that a change may redraw."""
        every = [
            getattr(self, one.name) for one in fields(self) if one.name not in ("message", "practise", "ics")
        ]
        return [*every, *self.practise]


def layout() -> Parts:
    """Lays out the tab."""
    p: dict[str, Any] = {
        "lead": gr.HTML(),
        "standing": gr.HTML(elem_id="standing"),
        "message": gr.HTML(elem_id="after-message"),
    }
    p |= _talk() | _agreed() | _plan() | _outcomes() | _round() | _taking_along()
    p["picture"] = gr.HTML(elem_id="arc")
    with gr.Row(visible=False, elem_classes="actions") as p["delete_row"]:
        p["delete"] = gr.Button("Delete what is recorded here", size="sm", elem_id="delete-ledger")
    return Parts(**p)


def _talk() -> dict[str, Any]:
    p: dict[str, Any] = {}
    with gr.Accordion("Record the talk", open=True, elem_id="record") as p["talk_box"]:
        with gr.Row():
            answers = [("Yes", "yes"), ("No, it was put off or cancelled", "no")]
            p["happened"] = gr.Radio(answers, value="yes", label="Did the talk take place?")
            p["on"] = gr.Textbox(label="On which day", placeholder="2027-06-14, or 14 June; empty = today")
        p["said"] = gr.Textbox(label="What was said", info=_ONE_A_LINE, lines=3, elem_id="after-said")
        p["decided"] = gr.Textbox(
            label="What was decided", info=_ONE_A_LINE, lines=2, elem_id="after-decided"
        )
        p["like"] = gr.Radio(
            [(label, key) for key, label in LIKE.items()], label="How like your rehearsal was it?"
        )
        types = catalog.concerns()
        titles = [(title(name, types), name) for name in types]
        p["worries"] = gr.CheckboxGroup(titles, label="Which worries came up?")
        p["helped"] = gr.Textbox(label="What helped you in the room", lines=1)
        with gr.Row(elem_classes="actions"):
            p["keep_talk"] = gr.Button("Keep this", variant="primary", elem_id="keep-talk")
    return p


def _agreed() -> dict[str, Any]:
    p: dict[str, Any] = {}
    gr.HTML("<h3>Who does what, by when</h3>")
    p["agreed"] = gr.HTML(elem_id="agreed")
    with gr.Row(elem_classes="say"):
        p["quick"] = gr.Textbox(
            label="Add in one sentence",
            placeholder="Ben sends the job description by 3 March",
            scale=6,
            elem_id="quick",
        )
        p["read"] = gr.Button("Read it", scale=1, min_width=96, elem_id="read-quick")
    with gr.Column(visible=False, elem_classes="card") as p["read_row"]:
        p["read_as"] = gr.HTML(elem_id="read-as")
        with gr.Row():
            p["owner"] = gr.Textbox(label="Who")
            p["what"] = gr.Textbox(label="What")
            p["due"] = gr.Textbox(label="By which day (may stay empty)", placeholder="for example 14 June")
        with gr.Row(elem_classes="actions"):
            p["keep"] = gr.Button("Keep it", variant="primary", elem_id="keep-quick")
            p["discard"] = gr.Button("Leave it")
    with gr.Column(visible=False) as p["change_row"]:
        with gr.Row():
            p["which"] = gr.Dropdown([], label="What became of it? Choose one", elem_id="which")
            p["why"] = gr.Textbox(label="Reason, if one was given")
            p["to"] = gr.Textbox(label="New day, if it was moved", placeholder="2027-06-14, or 14 June")
        with gr.Row(elem_classes="actions"):
            p["kept"] = gr.Button("It was kept", elem_id="mark-kept")
            p["slipped"] = gr.Button("It slipped")
            p["move"] = gr.Button("Move it to the new day", elem_id="move-it")
            p["drop"] = gr.Button("Drop it")
    return p


def _plan() -> dict[str, Any]:
    p: dict[str, Any] = {"plan": gr.HTML(elem_id="plan")}
    hint = "One a line; end with “by 30 June” if a day was named."
    with gr.Accordion("Told “not now”? Record what must be true", open=False, elem_id="not-now"):
        with gr.Row():
            p["skill"] = gr.Textbox(label="Skill to show", info=hint, lines=2)
            p["exposure"] = gr.Textbox(label="Experience to gain", info=hint, lines=2)
            p["work"] = gr.Textbox(label="Work to deliver", info=hint, lines=2)
        p["review"] = gr.Textbox(
            label="Day on which you both look at it", placeholder="2027-06-14, or 14 June"
        )
        with gr.Row(elem_classes="actions"):
            p["keep_plan"] = gr.Button("Keep this version", elem_id="keep-plan")
    return p


def _outcomes() -> dict[str, Any]:
    p: dict[str, Any] = {}
    with gr.Accordion("What has changed for you? More telling than a title", open=False, elem_id="outcomes"):
        with gr.Row():
            p["time"] = gr.Textbox(
                label="Per cent of your time on what you want to do", placeholder="0 to 100"
            )
            p["opportunities"] = gr.Textbox(
                label="Opportunities that came unasked since last time", placeholder="a number"
            )
        p["sponsors"] = gr.Textbox(label="Who speaks up for you", info="One name a line.", lines=2)
        p["remark"] = gr.Textbox(label="In your words", lines=1)
        with gr.Row(elem_classes="actions"):
            p["keep_signs"] = gr.Button("Keep this entry", elem_id="keep-signs")
        p["outcomes"] = gr.HTML()
    return p


def _round() -> dict[str, Any]:
    p: dict[str, Any] = {}
    with gr.Accordion(
        "Close a round: you looked at it together, or the time is up", open=False, elem_id="round"
    ):
        p["met"] = gr.Radio(
            [("Yes", "yes"), ("No", "no")], label="Did you meet again to look at what was agreed?"
        )
        shifted = [(label, key) for key, label in SHIFTED.items()]
        p["changed"] = gr.CheckboxGroup(shifted, label="What has shifted since? Leave empty if nothing has")
        with gr.Row(elem_classes="actions"):
            p["close"] = gr.Button("Close this round", elem_id="close-round")
    return p


def _taking_along() -> dict[str, Any]:
    p: dict[str, Any] = {}
    with gr.Row(elem_classes="actions"):
        p["note"] = gr.Button("Write the note of the day", elem_id="after-note")
        p["remind"] = gr.Button("Reminders for the calendar (.ics)", elem_id="remind")
    with gr.Row(visible=False, elem_classes="actions") as p["practise_row"]:
        p["practise"] = [gr.Button(visible=False) for _ in range(MOST_TO_PRACTISE)]
    p["paper"] = gr.HTML(elem_id="after-paper")
    p["copy"] = gr.Button("Copy the note", visible=False, elem_id="copy-note", elem_classes="narrow")
    p["plain"] = gr.Textbox(visible=False, label="The note without signs")
    p["ics"] = gr.Textbox(visible=False, label="Reminders")
    return p
