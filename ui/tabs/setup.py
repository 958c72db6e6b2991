"""Step 1: who you are, who your boss is, what you want to ask; then the check."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.components import Component

from assistant import catalog
from assistant.errors import ScenarioError
from assistant.scenario import dump_scenario, read_scenario
from ui import keeping
from ui.events import Page, Updates, bind
from ui.present import form
from ui.present.html import notice
from ui.present.setup import clearance, temperaments
from ui.tabs import readiness

_DOWNLOAD = """(text) => { const a = document.createElement('a');
a.href = URL.createObjectURL(new Blob([text], {type: 'application/json'})); a.download = 'onward-scenario.json';
a.click(); URL.revokeObjectURL(a.href); }"""
_SHOW = "() => onward.show('#clearance')"
_BROKEN = "This file is damaged, or no set-up of Onward’s. Choose one that “Save to a file” made."
_TRUST = [
    ("High: we speak openly", "high"),
    ("Medium: correct, a bit distant", "medium"),
    ("Low: tense, or something stands between us", "low"),
]
_NEXT = (("Rehearse it now", "rehearse"), ("Score my ask", "score"), ("Make the agenda", "agenda"))


@dataclass
class _Parts:
    """The components of the tab."""

    examples: dict[gr.Button, Path]
    fields: dict[str, Component]
    check: gr.Button
    message: gr.HTML
    verdict: gr.HTML
    ready: readiness.Readiness
    onward: gr.Row
    rehearse_now: gr.Button
    upload: gr.UploadButton
    download: gr.Button
    clear: gr.Button
    as_file: gr.Textbox

    @property
    def ordered(self) -> list[Component]:
        """The fields in the order of ``form.FIELDS``."""
        return [self.fields[name] for name in form.FIELDS]


@dataclass(frozen=True)
class Form:
    """What other steps need of this one: the field that holds the ask, and the button that leads on."""

    ask: gr.Textbox
    rehearse_now: gr.Button


def build(page: Page) -> Form:
    """Lays out the tab and connects it."""
    parts = _layout()
    _connect_form(page, parts)
    _connect_files(page, parts)
    ask = parts.fields["preferred_ask"]
    assert isinstance(ask, gr.Textbox)
    return Form(ask, parts.rehearse_now)


def _layout() -> _Parts:
    p: dict[str, Any] = {}
    gr.HTML('<p class="lead">Four fields are enough to begin. Or look around with an example:</p>')
    with gr.Row(elem_classes="examples", elem_id="set-up-examples"):
        p["examples"] = {gr.Button(_label(path), size="sm"): path for path in _examples()}
    with gr.Column(elem_id="form"):
        p["fields"] = _essentials() | _details()
    for name, field in p["fields"].items():
        field.elem_id = f"field-{name}"
    with gr.Row(elem_classes="actions"):
        p["check"] = gr.Button("Check and continue", variant="primary", elem_id="check")
    p["message"] = gr.HTML()
    p["verdict"] = gr.HTML(elem_id="clearance")
    p["ready"] = readiness.layout()
    with gr.Row(visible=False, elem_classes="actions") as p["onward"]:
        buttons = {tab: gr.Button(label) for label, tab in _NEXT}
    for tab, button in buttons.items():
        button.click(None, js=f"() => onward.go('{tab}')")
    p["rehearse_now"] = buttons["rehearse"]
    with gr.Accordion("Keep this set-up as a file, or load one", open=False), gr.Row(elem_classes="actions"):
        p["upload"] = gr.UploadButton("Load a file", file_types=[".json"], size="sm")
        p["download"] = gr.Button("Save to a file", size="sm")
        p["clear"] = gr.Button("Empty the form", size="sm", elem_id="empty-form")
    p["as_file"] = gr.Textbox(visible=False, label="The set-up as a file")
    return _Parts(**p)


def _connect_form(page: Page, parts: _Parts) -> None:
    verdict, onward, message, ordered = parts.verdict, parts.onward, parts.message, parts.ordered

    def remember(old: keeping.Id, *values: Any) -> Updates:
        told = {parts.fields[name]: gr.Textbox(info=note) for name, note in _when(values)[1].items()}
        return told | {page.setup: page.forms.keep(_typed(values), old), message: gr.skip()}

    def inspect(old: keeping.Id, *values: Any) -> Updates:
        kept = page.forms.keep(_typed(values), old)
        try:
            found = keeping.checked(_typed(values))
        except ScenarioError as error:
            hidden = {verdict: "", onward: gr.Row(visible=False), parts.ready.box: gr.Column(visible=False)}
            wrong = form.faulty(_typed(values), str(error.__cause__ or ""))
            return hidden | {page.setup: kept, message: notice(str(error), kind="error", fields=wrong)}
        answer = page.coach.check(found)
        cleared = clearance(answer, found, catalog.guidance(), catalog.sources())
        late = notice(form.past(found.meeting, date.today()))
        listed = readiness.show(page, parts.ready, found, answer)
        return listed | {page.setup: kept, verdict: cleared, onward: gr.Row(visible=True), message: late}

    def restore(setup: keeping.Id) -> Updates:
        data = page.forms.get(setup)
        return (
            {}
            if data is None
            else {parts.fields[name]: value for name, value in form.from_scenario(data).items()}
        )

    leaving = [field.blur for field in ordered if isinstance(field, gr.Textbox | gr.Dropdown)]
    leaving += [field.input for field in ordered if isinstance(field, gr.Radio | gr.CheckboxGroup)]
    told = [page.setup, *(parts.fields[name] for name in form.WHEN)]
    bind(leaving, remember, [page.setup, *ordered], told, message, trigger_mode="always_last")
    shown = [page.setup, verdict, onward, *parts.ready.shown()]
    checked = bind(parts.check.click, inspect, [page.setup, *ordered], shown, message)
    readiness.connect(page, parts.ready)
    checked.then(None, js=_SHOW)
    bind(page.blocks.load, restore, [page.setup], ordered, message)


def _connect_files(page: Page, parts: _Parts) -> None:
    def fill(data: dict[str, Any], old: keeping.Id) -> Updates:
        values = form.from_scenario(data)
        kept = page.forms.keep(form.to_scenario(values), old)
        shown = {parts.fields[name]: values[name] for name in form.FIELDS}
        hidden = {parts.onward: gr.Row(visible=False), parts.ready.box: gr.Column(visible=False)}
        return shown | hidden | {page.setup: kept, parts.verdict: ""}

    def load(path: str, old: keeping.Id) -> Updates:
        file = Path(path)
        try:
            found, notes = read_scenario(file)
        except ScenarioError as error:
            broken = isinstance(error.__cause__, json.JSONDecodeError)
            raise ScenarioError(_BROKEN if broken else form.in_words(str(error))) from error
        finally:
            file.unlink(missing_ok=True)
        said = " ".join(["The set-up is loaded.", *notes])
        return fill(dump_scenario(found), old) | {parts.message: notice(said, kind="done")}

    everything = [*parts.ordered, page.setup, parts.verdict, parts.onward, parts.ready.box]
    for button, path in parts.examples.items():
        bind(
            button.click,
            lambda old, path=path: fill(dump_scenario(read_scenario(path)[0]), old),
            [page.setup],
            everything,
            parts.message,
        )
    bind(parts.upload.upload, load, [parts.upload, page.setup], everything, parts.message)
    bind(parts.clear.click, lambda old: fill({}, old), [page.setup], everything, parts.message)
    saved = bind(
        parts.download.click,
        lambda *values: {parts.as_file: json.dumps(_typed(values), ensure_ascii=False, indent=2)},
        parts.ordered,
        [parts.as_file],
        parts.message,
    )
    saved.then(None, inputs=[parts.as_file], js=_DOWNLOAD)


def _typed(values: tuple[Any, ...]) -> dict[str, Any]:
    return form.to_scenario(_when(values)[0])


def _when(values: tuple[Any, ...]) -> tuple[dict[str, Any], dict[str, str]]:
    return form.read_when(dict(zip(form.FIELDS, values, strict=True)), date.today())


def _essentials() -> dict[str, Component]:
    fields: dict[str, Component] = {}
    with gr.Row():
        fields["user_name"] = gr.Textbox(label="Your name", max_length=120)
        fields["user_role"] = gr.Textbox(
            label="Your role", placeholder="for example: ward sister, tester, pastry chef"
        )
        fields["manager_name"] = gr.Textbox(label="Your boss’s name", max_length=120)
    fields["preferred_ask"] = gr.Textbox(
        label="What you want to ask for",
        info="In your own words, as you would say it. A rough draft is fine; step 3 helps to sharpen it.",
        lines=4,
    )
    fields["manager_temperament"] = gr.Radio(
        temperaments(catalog.temperaments()),
        value="busy",
        label="What kind of boss are they?",
        elem_classes="cards",
    )
    fields["manager_trust"] = gr.Radio(
        _TRUST, value="medium", label="How much trust is there between you?", elem_classes="cards"
    )
    return fields


def _details() -> dict[str, Component]:
    fields: dict[str, Component] = {}
    hint = f"One a line. Begin a line with “{form.PRIVATE}” to keep it out of every text that your boss will read."
    with gr.Accordion(
        "More, if you have two minutes: the more it knows, the closer the rehearsal and the texts",
        open=False,
        elem_id="more",
    ):
        fields["evidence"] = gr.Textbox(label="Results you can point to", info=hint, lines=3)
        fields["constraints"] = gr.Textbox(label="What will worry your boss", info="One a line.", lines=3)
        fields["options"] = gr.Textbox(
            label="Ways it could be done", info="One a line, the one you prefer first.", lines=3
        )
        fields["special"] = gr.CheckboxGroup(
            [(label, key) for key, label in form.SPECIAL.items()], label="Does any of this hold?"
        )
        fields["other"] = gr.Textbox(label="Anything else that is special", info="One a line.", lines=1)
        with gr.Row():
            fields["meeting_date"] = gr.Textbox(
                label="Date of the talk", placeholder="for example 14 June, or next Tuesday"
            )
            fields["meeting_start"] = gr.Textbox(label="Start", placeholder="for example 9.30")
            fields["meeting_minutes"] = gr.Textbox(label="Minutes", placeholder="for example 30")
        with gr.Row():
            fields["meeting_place"] = gr.Textbox(label="Place")
            fields["meeting_link"] = gr.Textbox(label="Link for a video call")
            fields["meeting_timezone"] = gr.Textbox(
                label="Time zone", placeholder="for example Europe/Paris; empty = local time"
            )
        with gr.Row():
            fields["user_organisation"] = gr.Textbox(label="Organisation")
            fields["user_sector"] = gr.Textbox(label="Line of business")
            fields["user_country"] = gr.Textbox(label="Country")
        with gr.Row():
            fields["user_size"] = gr.Dropdown(
                [("not said", ""), "small", "medium", "large"], value="", label="Size of the organisation"
            )
            fields["user_work_mode"] = gr.Dropdown(
                [("not said", ""), "office", "hybrid", "remote"], value="", label="How you work"
            )
            fields["user_tenure"] = gr.Textbox(label="How long you have been there")
        fields["manager_role"] = gr.Textbox(label="Your boss’s role")
        fields["contract"] = gr.Textbox(label="What your contract says that matters here (private)", lines=2)
        fields["notes"] = gr.Textbox(label="Notes for yourself (private)", lines=2)
    return fields


def _examples() -> list[Path]:
    return sorted((catalog.data_root() / "knowledge" / "scenarios").glob("*.json"))


def _label(path: Path) -> str:
    return path.stem.replace("-", " ").capitalize()
