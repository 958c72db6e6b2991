"""Step 4: texts to take along, each with its gaps, what was kept out, and where each fact comes from."""

from __future__ import annotations

from base64 import b64encode

import gradio as gr

from assistant.domain import Artefact, Scenario, Style
from ui import keeping
from ui.events import Page, Updates, bind
from ui.present import texts as present
from ui.present.setup import reminder

_DOWNLOAD = "(content, name) => onward.save(content, name)"
_COPY = """async (text) => { const button = document.querySelector('#copy');
try { await navigator.clipboard.writeText(text); button.textContent = 'Copied'; } catch { button.textContent = 'Please copy it below'; }
setTimeout(() => button.textContent = 'Copy the text', 2000); }"""
_PRINT = "() => window.print()"


def build(page: Page, note: gr.Button) -> None:
    """Lays out the tab and connects it.

    :param note: the button after a debrief that asks for the note of the day.
    """
    coach = page.coach
    kind, tone, length, make = _choice()
    message = gr.HTML()
    with gr.Row(visible=False, elem_classes="stage") as made:
        with gr.Column(scale=5, min_width=320):
            preview = gr.HTML(elem_id="paper")
            with gr.Row(elem_classes="actions"):
                copy = gr.Button("Copy the text", elem_id="copy")
                paper = gr.Button("Print", elem_id="print")
            with gr.Row(elem_classes="actions"):
                form = gr.Dropdown(
                    _forms("agenda"), value=".docx", label="File", filterable=False, elem_id="format", scale=2
                )
                save = gr.Button("Save as a file", elem_id="save", scale=1)
            with gr.Accordion("The plain text", open=False):
                plain = gr.Textbox(label="As Markdown", lines=12, max_lines=30, interactive=False)
        with gr.Column(scale=3, min_width=280, elem_classes="side"):
            remarks = gr.HTML(elem_id="remarks")
    words = gr.Textbox(visible=False, label="Without Markdown's signs")
    content = gr.Textbox(visible=False, label="The file")
    name = gr.Textbox(visible=False, label="File name")

    def drafted(chosen: str, tone: str, length: str, setup: keeping.Id) -> tuple[Artefact, Scenario]:
        found = page.forms.scenario(setup)
        return coach.draft(chosen, found, Style(tone, length)), found

    def write(chosen: str, tone: str, length: str, setup: keeping.Id) -> Updates:
        artefact, found = drafted(chosen, tone, length, setup)
        coach.keep("draft", f"{present.KINDS[chosen]}: {found.user.name} with {found.manager.name}", artefact)
        return {
            made: gr.Row(visible=True),
            preview: reminder(coach.check(found)) + present.whole(artefact),
            remarks: present.remarks(artefact),
            plain: artefact.markdown,
            words: coach.export(artefact, found, ".txt").decode("utf-8"),
            form: gr.Dropdown(_forms(chosen), value=_best(chosen, found)),
        }

    def as_file(suffix: str, chosen: str, tone: str, length: str, setup: keeping.Id) -> Updates:
        artefact, found = drafted(chosen, tone, length, setup)
        return {
            content: b64encode(coach.export(artefact, found, suffix)).decode("ascii"),
            name: present.file_name(artefact, found.user.name, suffix),
        }

    choice = [kind, tone, length, page.setup]
    shown = [made, preview, remarks, plain, words, form]
    gone = {made: gr.Row(visible=False)}
    bind([make.click, kind.input, tone.input, length.input], write, choice, shown, message, failed=gone)
    noted = bind(
        note.click,
        lambda tone, length, setup: write("note", tone, length, setup) | {kind: "note"},
        choice[1:],
        [*shown, kind],
        message,
        failed=gone,
    )
    noted.then(None, js="() => { onward.go('agenda'); scrollTo(0, 0); }")
    copy.click(None, inputs=[words], js=_COPY)
    paper.click(None, js=_PRINT)
    nothing = {content: ""}  # a file that could not be made must not bring back the one before
    bind(save.click, as_file, [form, *choice], [content, name], message, failed=nothing).then(
        None, inputs=[content, name], js=_DOWNLOAD
    )


def _choice() -> tuple[gr.Dropdown, gr.Radio, gr.Radio, gr.Button]:
    """What the tab is for, which text in which words, and the button that makes it."""
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
    with gr.Row():
        tone = gr.Radio(_choices(present.TONES), value="plain", label="Tone", elem_id="tone")
        length = gr.Radio(_choices(present.LENGTHS), value="full", label="Length", elem_id="length")
    make = gr.Button("Make the text", variant="primary", elem_id="make", elem_classes="narrow")
    return kind, tone, length, make


def _choices(names: dict[str, str]) -> list[tuple[str, str]]:
    """A control's choices: what is shown, and what it stands for."""
    return [(name, key) for key, name in names.items()]


def _best(kind: str, scenario: Scenario) -> str:
    """The file that a text is most likely saved as: an invitation goes into the calendar once it has a day and an hour."""
    dated = scenario.meeting.date and scenario.meeting.start
    return ".ics" if kind == "invitation" and dated else ".docx"


def _forms(kind: str) -> list[tuple[str, str]]:
    """The files that a text of ``kind`` can be saved as."""
    return [
        (name, suffix) for suffix, name in present.FORMS.items() if suffix != ".ics" or kind == "invitation"
    ]
