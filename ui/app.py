"""The page: header, five tabs in the order of use, privacy. ``launch`` serves it on this machine."""

from __future__ import annotations

from urllib.parse import urlsplit

import gradio as gr

from assistant import wiring
from assistant.coach import Coach
from assistant.settings import Settings
from ui import page
from ui.events import Page, Updates, bind
from ui.present.html import notice
from ui.present.setup import privacy
from ui.tabs import agenda, library, rehearse, score, setup
from ui.warmup import Warmup

_HEADER = """<header class="masthead"><h1>Onward</h1>
<p>Rehearse the conversation with your boss before you have it.</p></header>"""
_DELETED = "Everything is deleted: all rehearsals, drafts and the form. The page starts afresh."
_STEPS = {
    "setup": "Set up",
    "rehearse": "Rehearse",
    "score": "Draft your ask",
    "agenda": "Agenda and texts",
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
        with steps["library"]:
            library.build(frame, warmup)
        blocks.load(None, js="() => onward.remember()")
        told = lambda flag: {deleted: notice(_DELETED if flag else "", kind="done")}  # noqa: E731
        bind(blocks.load, told, [flag], [], deleted, js="() => onward.deleted()")
        _privacy(frame, settings)
    blocks.queue(default_concurrency_limit=8)
    return blocks


def launch(settings: Settings, *, port: int | None = None, open_browser: bool = True) -> None:
    """Serves the page on this machine until it is interrupted."""
    warmup = Warmup()
    coach = wiring.build(settings, warmup.note)
    coach.sessions()  # a profile that cannot be used is told now, in the terminal
    blocks = build(coach, settings, warmup)
    warmup.start(coach)
    page.serve(blocks, port=port, open_browser=open_browser)


def remote_host(settings: Settings) -> str:
    """Where the user's words go; empty when they stay on this machine."""
    engine = settings.engine_name
    if engine == "embedded" or engine.startswith("local:"):
        return ""
    host = urlsplit(settings.base_url).hostname or ""
    if host in ("127.0.0.1", "localhost", "::1") or (not host and engine.startswith("ollama/")):
        return ""
    return host or "the provider of the model"


def _privacy(frame: Page, settings: Settings) -> None:
    with gr.Accordion(
        "Privacy: what leaves this machine, and how to delete everything", open=False, elem_id="privacy"
    ):
        gr.HTML(privacy(settings.engine_name, remote_host(settings), str(settings.profile), settings.keep))
        message = gr.HTML()
        delete = gr.Button("Delete everything …", size="sm", elem_classes="narrow")
        with gr.Row(visible=False, elem_classes="actions") as sure:
            yes = gr.Button("Yes, delete all of it for good", variant="stop", size="sm")
            no = gr.Button("Keep it", size="sm")

    def confirm() -> Updates:
        count = len(frame.coach.sessions())
        words = f"This deletes all rehearsals, drafts and the form ({count} entries). It cannot be undone."
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
