"""Step 5: ask the guidance a question; every answer with its source."""

from __future__ import annotations

from collections.abc import Iterator

import gradio as gr

from assistant import catalog
from assistant.errors import OnwardError
from ui.events import Page, Updates, bind
from ui.present import texts as present
from ui.present.html import notice
from ui.warmup import Warmup

_FOUND = 6


def build(page: Page, warmup: Warmup | None) -> None:
    """Lays out the tab.

    :param warmup: builds the index in the background; None when there is nothing to wait for.
    """
    gr.HTML(
        '<p class="lead">Ask in your own words. The answers come from five sources on career talks, retold in our own words.</p>'
    )
    with gr.Row(elem_classes="say"):
        question = gr.Textbox(label="Your question", max_length=2_000, scale=6, elem_id="question")
        search = gr.Button("Search", variant="primary", scale=1, min_width=96, elem_id="search")
    with gr.Row(elem_classes="examples"):
        examples = {gr.Button(words, size="sm"): words for words in present.QUESTIONS}
    message = gr.HTML()
    found = gr.HTML(elem_id="passages")

    def answer(words: str) -> Iterator[Updates]:
        while warmup is not None and not warmup.ready.wait(0.4):
            yield {message: notice(_waiting(warmup.progress)), found: ""}
        result = page.coach.search([words], k=_FOUND)[0]
        if isinstance(result, OnwardError):
            raise result
        yield {found: present.passages(result, catalog.sources())}

    bind([search.click, question.submit], answer, [question], [found], message, failed={found: ""})
    for button, words in examples.items():
        chosen = bind(button.click, lambda words=words: {question: words}, [], [question], message)
        bind(chosen.then, answer, [question], [found], message, failed={found: ""})


def _waiting(progress: tuple[int, int] | None) -> str:
    if progress is None:
        return "The library is being opened …"
    return f"The library is being built, once: {progress[0]} of {progress[1]} pieces …"
