"""Step 3: two scores for a draft ask, the evidence in its own words, and what to change."""

from __future__ import annotations

from collections.abc import Sequence

import gradio as gr

from assistant import catalog
from assistant.coach import Coach
from assistant.domain import Review
from assistant.errors import InputError, OnwardError
from ui import keeping
from ui.events import Page, Updates, bind
from ui.present import score as present
from ui.present.html import notice

_FILL = "Fill the gaps in brackets, then score it again."
_SHOW = "() => onward.show('#review')"


class _Result:
    """Where a scored draft is shown: the result, how it could read, and the versions so far."""

    def __init__(self, coach: Coach) -> None:
        self._coach = coach
        self.result = gr.HTML(elem_id="review")
        with gr.Column(visible=False, elem_classes="card") as better:
            gr.HTML("<h3>How it could read</h3>")
            self.rewrite = gr.HTML()
            self.proposal = gr.State("")
            self.use = gr.Button("Use this as my draft", elem_classes="narrow")
        self.better = better
        self.versions = gr.HTML()
        self.outputs = [self.result, self.better, self.rewrite, self.proposal, self.versions]

    def cleared(self) -> Updates:
        """Nothing is scored; the versions so far stay."""
        return {self.result: "", self.better: gr.Column(visible=False)}

    def of(self, text: str, review: Review, ids: Sequence[str]) -> Updates:
        """What is shown for one draft; ``ids`` are those of all versions."""
        known = list(keeping.versions(self._coach, ids).values())
        return {
            self.result: present.result(
                text, review, catalog.rubric(), catalog.guidance(), catalog.sources()
            ),
            self.better: gr.Column(visible=review.rewrite.text.strip() != text.strip()),
            self.rewrite: present.rewrite(review),
            self.proposal: review.rewrite.text,
            self.versions: present.comparison(known, catalog.rubric()),
        }


def build(page: Page, tab: gr.Tab, ask: gr.Textbox) -> None:
    """Lays out the tab. ``ask`` is the field of step 1 that a finished draft goes back to."""
    coach = page.coach
    gr.HTML(
        '<p class="lead">Write what you would say or send. You get two scores, the words they rest on, and what to change first.</p>'
    )
    draft = gr.Textbox(label="Your draft", lines=4, elem_id="draft")
    with gr.Row(elem_classes="actions"):
        score = gr.Button("Score this draft", variant="primary", elem_id="score")
        from_setup = gr.Button("Take the ask from step 1")
        to_setup = gr.Button("Make this the ask I rehearse")
    message = gr.HTML()
    shown = _Result(coach)

    def rate(text: str, ids: list[str]) -> Updates:
        review = _reviewed(coach.review([text])[0])
        kept = [*ids, keeping.keep_score(coach, text, review)]
        return shown.of(text, review, kept) | {page.drafts: kept, message: notice(present.unfilled(text))}

    def keep(text: str, typed: keeping.Id) -> Updates:
        if not text and typed is None:
            return {message: gr.skip()}
        return {page.typed: page.words.note(typed, draft=text), message: gr.skip()}

    def write(text: str, typed: keeping.Id) -> Updates:
        return keep(text, typed) | {draft: text, message: notice(_FILL)}

    def fetch(setup: keeping.Id) -> Updates:
        return {draft: page.forms.scenario(setup).preferred_ask}

    def fetch_if_empty(setup: keeping.Id, text: str) -> Updates:
        data = page.forms.get(setup)
        return {draft: data["preferred_ask"]} if data and not text.strip() else {}

    def adopt(setup: keeping.Id, text: str) -> Updates:
        if not text.strip():
            raise InputError("Write a draft first.")
        data = page.forms.get(setup)
        if data is None:
            raise InputError(
                "Please fill in step 1 first; then this draft can take the place of the ask there."
            )
        kept = page.forms.keep(data | {"preferred_ask": text}, setup)
        done = notice("Step 1 now holds this draft; the next rehearsal and the texts use it.", kind="done")
        return {ask: text, page.setup: kept, message: done}

    def restore(ids: list[str], typed: keeping.Id) -> Updates:
        known, words = keeping.versions(coach, ids), page.words.get(typed) or {}
        updates: Updates = {page.drafts: list(known)}
        if known:
            last = list(known.values())[-1].text
            updates |= shown.of(last, _reviewed(coach.review([last])[0]), list(known)) | {draft: last}
        return updates | ({draft: words["draft"]} if "draft" in words else {})

    bind(
        score.click,
        rate,
        [draft, page.drafts],
        [*shown.outputs, page.drafts],
        message,
        failed=shown.cleared(),
        show_progress="minimal",
    ).then(None, js=_SHOW)
    half = [draft, page.typed]
    bind(draft.blur, keep, half, [page.typed], message, trigger_mode="always_last")
    bind(from_setup.click, fetch, [page.setup], [draft], message)
    bind(tab.select, fetch_if_empty, [page.setup, draft], [draft], message)
    bind(to_setup.click, adopt, [page.setup, draft], [ask, page.setup], message)
    bind(shown.use.click, write, [shown.proposal, page.typed], [draft, page.typed], message)
    bind(page.blocks.load, restore, [page.drafts, page.typed], [*shown.outputs, draft, page.drafts], message)


def _reviewed(found: Review | OnwardError) -> Review:
    if isinstance(found, OnwardError):
        raise found
    return found
