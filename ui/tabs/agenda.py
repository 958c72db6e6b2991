"""Step 4: texts to take along, each with its gaps, what was kept out, and where each fact comes from."""

from __future__ import annotations

import gradio as gr

from assistant import catalog
from assistant.domain import Artefact
from ui import keeping
from ui.events import Page, Updates, bind
from ui.present import texts as present

_DOWNLOAD = """(text, name, kind) => { const a = document.createElement('a');
a.href = URL.createObjectURL(new Blob([text], {type: name.endsWith('.ics') ? 'text/calendar' : 'text/markdown'})); a.download = name;
a.click(); URL.revokeObjectURL(a.href); }"""
_COPY = """async (text) => { const button = document.querySelector('#copy');
try { await navigator.clipboard.writeText(text); button.textContent = 'Copied'; } catch { button.textContent = 'Please copy it below'; }
setTimeout(() => button.textContent = 'Copy the text', 2000); }"""
_TELL = "Keep it private, or change it before you send it."


def build(page: Page, note: gr.Button) -> None:
    """Lays out the tab and connects it.

    :param note: the button after a debrief that asks for the note of the day.
    """
    coach = page.coach
    kind, make = _choice()
    message = gr.HTML()
    with gr.Row(visible=False, elem_classes="stage") as made:
        with gr.Column(scale=5, min_width=320):
            preview = gr.HTML(elem_id="paper")
            with gr.Row(elem_classes="actions"):
                copy = gr.Button("Copy the text", elem_id="copy")
                save = gr.Button("Save as a file (.md)", elem_id="save-md")
                calendar = gr.Button("Save for the calendar (.ics)", visible=False, elem_id="save-ics")
            with gr.Accordion("The plain text", open=False):
                plain = gr.Textbox(label="As Markdown", lines=12, max_lines=30, interactive=False)
        with gr.Column(scale=3, min_width=280, elem_classes="side"):
            remarks = gr.HTML(elem_id="remarks")
    words = gr.Textbox(visible=False, label="Without Markdown's signs")
    name = gr.Textbox(visible=False, label="File name")
    ics = gr.Textbox(visible=False, label="Calendar file")
    ics_name = gr.Textbox(visible=False, label="Name of the calendar file")

    def write(chosen: str, setup: keeping.Id) -> Updates:
        found = page.forms.scenario(setup)
        artefact = coach.draft(chosen, found)
        coach.keep("draft", f"{present.KINDS[chosen]}: {found.user.name} with {found.manager.name}", artefact)
        return {
            made: gr.Row(visible=True),
            preview: present.preview(artefact),
            remarks: present.remarks(artefact, catalog.guidance(), catalog.sources()),
            plain: artefact.markdown,
            words: present.plain(artefact.markdown),
            name: present.file_name(artefact, found.user.name, ".md"),
            calendar: gr.Button(visible=chosen == "invitation"),
        }

    def as_calendar(setup: keeping.Id) -> Updates:
        found = page.forms.scenario(setup)
        artefact: Artefact = coach.draft("invitation", found)
        content = coach.export(artefact, found, ".ics").decode("utf-8")
        return {ics: content, ics_name: present.file_name(artefact, found.user.name, ".ics")}

    shown = [made, preview, remarks, plain, words, name, calendar]
    gone = {made: gr.Row(visible=False)}
    bind([make.click, kind.input], write, [kind, page.setup], shown, message, failed=gone)
    noted = bind(
        note.click,
        lambda setup: write("note", setup) | {kind: "note"},
        [page.setup],
        [*shown, kind],
        message,
        failed=gone,
    )
    noted.then(None, js="() => { onward.go('agenda'); scrollTo(0, 0); }")
    copy.click(None, inputs=[words], js=_COPY)
    save.click(None, inputs=[plain, name], js=_DOWNLOAD)
    bind(calendar.click, as_calendar, [page.setup], [ics, ics_name], message).then(
        None, inputs=[ics, ics_name], js=_DOWNLOAD
    )


def _choice() -> tuple[gr.Dropdown, gr.Button]:
    """What the tab is for, which text, and the button that makes it."""
    gr.HTML(
        '<p class="lead">Each text holds only what you told us in step 1. What is missing stays a visible gap; what is private stays out.</p>'
    )
    kind = gr.Dropdown(
        [(name, key) for key, name in present.KINDS.items()],
        value="agenda",
        label="Which text?",
        filterable=False,
        elem_id="kind",
    )
    make = gr.Button("Make the text", variant="primary", elem_id="make", elem_classes="narrow")
    return kind, make
