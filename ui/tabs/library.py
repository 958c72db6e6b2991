"""Step 6: ask the guidance a question, answered while one types; and the handbook to print.

A guidance id in place of a question opens that piece: every link to a piece of advice leads here (``ui/page.js``).
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator

import gradio as gr

from assistant import catalog
from assistant.errors import OnwardError
from assistant.settings import Settings
from ui import keeping
from ui.events import Page, Updates, bind
from ui.present import library as present
from ui.present.html import notice
from ui.present.texts import QUESTIONS
from ui.tabs import shelf
from ui.warmup import Warmup

_FOUND = 6
_SHORTEST = 4
"""So many letters are searched while one types; a shorter question waits for the button."""
_SAVE = "(content, name) => onward.save(content, name)"


def build(page: Page, warmup: Warmup | None, settings: Settings, tab: gr.Tab) -> None:
    """Lays out the tab.

    :param warmup: builds the index in the background; None when there is nothing to wait for. :param settings: where
        the user's documents are kept. :param tab: the tab itself.
    """
    gr.HTML(
        '<p class="lead">Ask in your own words. The answers come from five sources on career talks, retold in our own words, '
        "and from your own documents, if you add some.</p>"
    )
    with gr.Row(elem_classes="say"):
        question = gr.Textbox(label="Your question", max_length=2_000, scale=6, elem_id="question")
        search = gr.Button("Search", variant="primary", scale=1, min_width=96, elem_id="search")
    with gr.Row(elem_classes="examples"):
        examples = {gr.Button(words, size="sm"): words for words in QUESTIONS}
    message = gr.HTML()
    found = gr.HTML(elem_id="passages")

    def answer(words: str) -> Iterator[Updates]:
        if words.strip() in catalog.guidance():
            yield {found: present.piece(catalog.guidance()[words.strip()])}
            return
        while warmup is not None and not warmup.ready.wait(0.4):
            yield {message: notice(_waiting(warmup.progress)), found: ""}
        result = page.coach.library.search([words], k=_FOUND)[0]
        if isinstance(result, OnwardError):
            raise result
        yield {found: present.passages(result)}

    def as_typed(words: str) -> Iterator[Updates]:
        if len(words.strip()) < _SHORTEST:
            yield {found: ""}
        else:
            yield from answer(words)

    bind(
        [search.click, question.submit],
        answer,
        [question],
        [found],
        message,
        failed={found: ""},
        js="(words) => onward.asked(words)",
    )
    bind(
        question.input,
        as_typed,
        [question],
        [found],
        message,
        trigger_mode="always_last",
        js="(words) => onward.settled(words)",
    )
    for button, words in examples.items():
        chosen = bind(button.click, lambda words=words: {question: words}, [], [question], message)
        bind(chosen.then, answer, [question], [found], message, failed={found: ""})
    shelf.build(page, settings, tab)
    _playbook(page)


def _playbook(page: Page) -> None:
    """The handbook of the user's case as a file."""
    with gr.Accordion("Your playbook: all of it to print", open=False, elem_id="playbook"):
        gr.HTML(
            "<p>Your own case first and what your documents say to it, then preparing, the five acts, what your boss is likely "
            "to worry about, and what to do afterwards. It is for your eyes only.</p>"
        )
        with gr.Row(elem_classes="actions"):
            buttons = {
                suffix: gr.Button(f"Save as {words}", elem_id=f"save-playbook-{suffix[1:]}")
                for suffix, words in ((".pdf", "PDF, to print"), (".html", "a web page, to read"))
            }
        message = gr.HTML()
    content = gr.Textbox(visible=False, label="The playbook")
    name = gr.Textbox(visible=False, label="Its file name")

    def write(setup: keeping.Id, suffix: str) -> Iterator[Updates]:
        yield {message: notice("The playbook is being made …")}
        # Nothing set up yet: the handbook for everybody.
        scenario = None if page.forms.get(setup) is None else page.forms.scenario(setup)
        made = page.coach.export(page.coach.playbook(scenario), scenario, suffix)
        told = "" if scenario else "This is the whole handbook. Fill in step 1 to have one of your own."
        yield {
            content: b64encode(made).decode("ascii"),
            name: f"playbook{suffix}",
            message: notice(told),
        }

    for suffix, button in buttons.items():
        written = bind(
            button.click,
            write,
            [page.setup, gr.State(suffix)],
            [content, name],
            message,
            failed={content: ""},
        )
        written.then(None, inputs=[content, name], js=_SAVE)


def _waiting(progress: tuple[int, int] | None) -> str:
    if progress is None:
        return "The library is being opened …"
    return f"The library is being built, once: {progress[0]} of {progress[1]} pieces …"
