"""Step 3: two scores for a draft ask, the evidence in its own words, what to change, and how versions differ."""

from __future__ import annotations

import gradio as gr

from assistant import catalog
from assistant.coach import Coach
from assistant.domain import Review, Version
from assistant.errors import InputError, OnwardError
from ui import keeping
from ui.events import Page, Updates, bind
from ui.present import score as present
from ui.present.html import notice
from ui.tabs import versions
from ui.tabs.versions import Side

_FILL = "Fill the gaps in brackets, then score it again."
_BACK = "This version is in the field again. Change it and score it, and it goes on as a new version."
_SHOW = "() => onward.show('#review')"
_TO_DRAFT = "() => onward.show('#draft')"
_IF_EMPTY = "(offered, draft) => draft.trim() ? draft : offered"
"""An ask that arrives late never takes the place of words that were typed meanwhile."""


class _Result:
    """Where a scored draft is shown: the result, and how it could read."""

    def __init__(self, coach: Coach) -> None:
        self._coach = coach
        self.result = gr.HTML(elem_id="review")
        with gr.Column(visible=False, elem_classes="card") as better:
            gr.HTML("<h3>How it could read</h3>")
            self.rewrite = gr.HTML()
            self.proposal = gr.State("")
            self.use = gr.Button(
                "Use the rewrite as my next draft", elem_classes=["narrow", "replaces-draft"]
            )
        self.better = better
        self.outputs = [self.result, self.better, self.rewrite, self.proposal]

    def cleared(self) -> Updates:
        """Nothing is scored; the versions so far stay."""
        return {self.result: "", self.better: gr.Column(visible=False)}

    def of(self, text: str, review: Review) -> Updates:
        """What is shown for one draft."""
        evidence = self._coach.evidence(text, review.assessment)
        knowledge = catalog.rubric(), catalog.guidance(), catalog.sources()
        return {
            self.result: present.result(text, review, evidence, *knowledge),
            self.better: gr.Column(visible=review.rewrite.text.strip() != text.strip()),
            self.rewrite: present.rewrite(review),
            self.proposal: review.rewrite.text,
        }


class _Drafts:
    """What the buttons of the tab do; each takes values of the page and returns what changes."""

    def __init__(self, page: Page) -> None:
        self.page, self.coach = page, page.coach
        self.draft = gr.Textbox(label="Your draft", lines=4, elem_id="draft")
        with gr.Row(elem_classes="actions"):
            self.score = gr.Button("Score this draft", variant="primary", elem_id="score")
            self.from_setup = gr.Button("Take the ask from step 1", elem_classes="replaces-draft")
            self.to_setup = gr.Button("Make this the ask I rehearse")
        self.message = gr.HTML()
        self.shown = _Result(page.coach)
        self.versions = versions.layout(page.coach)
        self.outputs = [*self.shown.outputs, *self.versions.outputs(), page.drafts]

    def rate(self, text: str, ids: list[str]) -> Updates:
        """Scores the draft; a text that was not scored before becomes the newest version."""
        review = self._review(text)
        known = keeping.versions(self.coach, ids)
        new = Version(text, review.assessment) not in known.values()
        kept = [*known, keeping.keep_score(self.coach, text, review)] if new else list(known)
        words = notice(present.unfilled(text))
        return (
            self.shown.of(text, review)
            | self.versions.show(kept)
            | {
                self.page.drafts: kept,
                self.message: words,
            }
        )

    def keep(self, text: str, typed: keeping.Id) -> Updates:
        """Keeps half-typed words."""
        if not text and typed is None:
            return {self.message: gr.skip()}
        return {self.page.typed: self.page.words.note(typed, draft=text), self.message: gr.skip()}

    def write(self, text: str, typed: keeping.Id, told: str = _FILL) -> Updates:
        """Puts a text into the field."""
        return self.keep(text, typed) | {self.draft: text, self.message: notice(told)}

    def go_back(self, chosen: str, ids: list[str], typed: keeping.Id) -> Updates:
        """Puts an earlier version into the field and shows its result; all versions stay."""
        text = versions.version(keeping.versions(self.coach, ids), chosen).text
        return self.shown.of(text, self._review(text)) | self.write(text, typed, _BACK)

    def begin_anew(self, typed: keeping.Id) -> Updates:
        """Another ask: an empty field and no versions yet."""
        empty = self.keep("", typed) | {self.draft: "", self.message: "", self.page.drafts: []}
        return self.shown.cleared() | self.versions.show([]) | empty

    def restore(self, ids: list[str], typed: keeping.Id) -> Updates:
        """What was there before the page was loaded anew."""
        known, words = keeping.versions(self.coach, ids), self.page.words.get(typed) or {}
        updates: Updates = {self.page.drafts: list(known)}
        if known:
            last = list(known.values())[-1].text
            updates |= self.shown.of(last, self._review(last)) | self.versions.show(list(known))
            updates |= {self.draft: last}
        return updates | ({self.draft: words["draft"]} if "draft" in words else {})

    def connect(self) -> None:
        """From the buttons to what they do."""
        page, shown, message = self.page, self.shown, self.message
        scored = bind(
            self.score.click,
            self.rate,
            [self.draft, page.drafts],
            self.outputs,
            message,
            failed=shown.cleared(),
            show_progress="minimal",
        )
        scored.then(None, js=_SHOW)
        half = [self.draft, page.typed]
        bind(self.draft.blur, self.keep, half, [page.typed], message, trigger_mode="always_last")
        used = bind(shown.use.click, self.write, [shown.proposal, page.typed], half, message)
        used.then(None, js=_TO_DRAFT)
        everything = [*self.outputs, self.draft, page.typed]
        bind(self.versions.fresh.click, self.begin_anew, [page.typed], everything, message)
        two = [self.versions.left.choice, self.versions.right.choice]
        changed = [choice.input for choice in two]
        bind(changed, self.versions.compared, [page.drafts, *two], self.versions.outputs(), message)
        for side in (self.versions.left, self.versions.right):
            self._connect_back(side)
        bind(page.blocks.load, self.restore, [page.drafts, page.typed], everything, message)

    def _connect_back(self, side: Side) -> None:
        inputs = [side.choice, self.page.drafts, self.page.typed]
        outputs = [*self.shown.outputs, self.draft, self.page.typed]
        bind(side.back.click, self.go_back, inputs, outputs, self.message).then(None, js=_TO_DRAFT)

    def _review(self, text: str) -> Review:
        [found] = self.coach.review([text])
        if isinstance(found, OnwardError):
            raise found
        return found


def build(page: Page, tab: gr.Tab, ask: gr.Textbox) -> None:
    """Lays out the tab. ``ask`` is the field of step 1 that a finished draft goes back to."""
    gr.HTML(
        '<p class="lead">Write what you would say or send. You get two scores, the words they rest on, and what to change first.</p>'
    )
    drafts = _Drafts(page)
    drafts.connect()
    draft, message = drafts.draft, drafts.message
    offered = gr.Textbox(visible=False, label="The ask of step 1")

    def fetch(setup: keeping.Id) -> Updates:
        return {draft: page.forms.scenario(setup).preferred_ask}

    def offer(setup: keeping.Id, text: str) -> Updates:
        data = page.forms.get(setup)
        return {offered: data["preferred_ask"] if data and not text.strip() else ""}

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

    bind(drafts.from_setup.click, fetch, [page.setup], [draft], message)
    opened = bind(tab.select, offer, [page.setup, draft], [offered], message)
    opened.then(None, inputs=[offered, draft], outputs=[draft], js=_IF_EMPTY)
    bind(drafts.to_setup.click, adopt, [page.setup, draft], [ask, page.setup], message)
