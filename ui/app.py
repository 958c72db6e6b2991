"""The page: header, six tabs in the order of use, privacy. ``launch`` serves it on this machine."""

from __future__ import annotations

import sys
from typing import Any

import gradio as gr

from assistant import what_leaves, wiring
from assistant.coach import Coach
from assistant.settings import Settings
from ui import page, uploads
from ui.events import Page, Updates, bind
from ui.present.html import notice
from ui.present.setup import privacy, spending
from ui.tabs import after, agenda, library, rehearse, score, setup
from ui.warmup import Warmup

_HEADER = """<header class="masthead"><h1>Onward</h1>
<p>Rehearse the conversation with your boss before you have it.</p></header>"""
_DELETED = "Everything is deleted: all rehearsals, drafts, documents and the form. The page starts afresh."
_EVERY = 3.0
"""Seconds between two looks at the running total."""
_STEPS = {
    "setup": "Set up",
    "rehearse": "Rehearse",
    "score": "Draft your ask",
    "agenda": "Agenda and texts",
    "after": "After the talk",
    "library": "Library",
}


def build(coach: Coach, settings: Settings, warmup: Warmup | None = None) -> gr.Blocks:
    """The page around ``coach``.

    :param settings: for the privacy panel. :param warmup: how far the library is; None when it needs no waiting.
    """
    blocks = gr.Blocks(title="Onward", analytics_enabled=False, fill_width=True)
    with blocks:
        frame = Page(coach, blocks, keep=settings.keep)
        gr.HTML(_HEADER, padding=False)
        deleted = gr.HTML()
        flag = gr.Textbox(visible=False, label="Just deleted")
        with gr.Tabs(elem_id="steps", overflow_behavior="wrap"):
            steps = {
                name: gr.Tab(f"{number} {title}", id=name)
                for number, (name, title) in enumerate(_STEPS.items(), 1)
            }
        for name, step in steps.items():
            with step:
                gr.HTML(f"<h2>{_STEPS[name]}</h2>", elem_classes="sr")
        with steps["setup"]:
            form = setup.build(frame)
        with steps["rehearse"]:
            note = rehearse.build(frame, steps["rehearse"], form.rehearse_now)
        with steps["score"]:
            score.build(frame, steps["score"], form.ask)
        with steps["agenda"]:
            agenda.build(frame, note)
        with steps["after"]:
            after.build(frame, steps["after"])
        with steps["library"]:
            library.build(frame, warmup, settings, steps["library"])
        blocks.load(None, js="() => onward.remember()")
        told = lambda flag: {deleted: notice(_DELETED if flag else "", kind="done")}  # noqa: E731
        bind(blocks.load, told, [flag], [], deleted, js="() => onward.deleted()")
        _spending(frame)
        _privacy(frame, settings)
    blocks.queue(default_concurrency_limit=8)
    return blocks


def launch(settings: Settings, *, port: int | None = None, open_browser: bool = True) -> None:
    """Serves the page on this machine until it is interrupted."""
    warmup = Warmup()
    coach = wiring.build(settings, warmup.note, notice=lambda says: print(f"onward: {says}", file=sys.stderr))
    coach.sessions()  # a profile or a model that cannot be used is told now, in the terminal
    _ = coach.leaves_to
    with page.scratch():
        blocks = build(coach, settings, warmup)
        warmup.start(coach)
        try:
            page.serve(blocks, [uploads.route(coach)], port=port, open_browser=open_browser)
        finally:
            warmup.stop()


def _spending(frame: Page) -> None:
    """The running total of a model that is elsewhere; a page without one has none."""
    coach = frame.coach
    if not coach.leaves_to:
        return
    total = gr.HTML(spending(coach.spent, coach.engine_name), elem_id="spent")

    def again(shown: str) -> Any:
        now = spending(coach.spent, coach.engine_name)
        return gr.skip() if now == shown else now

    gr.Timer(_EVERY).tick(again, [total], total, show_progress="hidden", api_visibility="private")


def _privacy(frame: Page, settings: Settings) -> None:
    with gr.Accordion(
        "Privacy: what leaves this machine, and how to delete everything", open=False, elem_id="privacy"
    ):
        who = frame.coach.leaves_to
        gr.HTML(
            privacy(
                frame.coach.engine_name,
                who,
                what_leaves.WHAT_LEAVES,
                str(settings.profile),
                settings.keep,
                what_leaves.search_sends(settings),
            )
        )
        message = gr.HTML()
        delete = gr.Button("Delete everything …", size="sm", elem_classes="narrow")
        with gr.Row(visible=False, elem_classes="actions") as sure:
            yes = gr.Button("Yes, delete all of it for good", variant="stop", size="sm")
            no = gr.Button("Keep it", size="sm")

    def confirm() -> Updates:
        count = len(frame.coach.sessions()) + len(frame.coach.library.documents())
        words = f"This deletes all rehearsals, drafts, what became of the talk, your documents here and the form ({count} entries). It cannot be undone."
        return {message: notice(words), sure: gr.Row(visible=True), delete: gr.Button(visible=False)}

    def cancel() -> Updates:
        return {sure: gr.Row(visible=False), delete: gr.Button(visible=True)}

    kept = [frame.setup, frame.session, frame.drill, frame.typed, frame.drafts]

    def wipe() -> Updates:
        frame.coach.delete(None)
        afresh: Updates = dict(zip(kept, (None, None, None, None, []), strict=True))
        return cancel() | afresh | {message: notice(_DELETED, kind="done")}

    bind(delete.click, confirm, [], [sure, delete], message)
    bind(no.click, cancel, [], [sure, delete], message)
    wiped = bind(yes.click, wipe, [], [sure, delete, *kept], message)
    wiped.then(None, js="() => onward.forget()")
