"""The drill of step 2: one worry, ten quick replies, feedback at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant import catalog
from assistant.domain import Drill
from assistant.errors import InputError, NotFound
from ui import keeping
from ui.events import Page, Updates, bind
from ui.present import drill as present
from ui.present.html import notice
from ui.present.rehearsal import paused, stop

SHOWN = "() => onward.drill()"
"""Runs in the browser when a drill is shown: the newest line in view, the cursor where one answers."""


@dataclass
class Parts:
    """The components that a drill is shown in."""

    worry: gr.Dropdown
    start: gr.Button
    stage: gr.Column
    summary: gr.HTML
    view: gr.HTML
    stopped: gr.HTML
    stop_row: gr.Row
    go_on: gr.Button
    stop_end: gr.Button
    say_row: gr.Row
    said: gr.Textbox
    send: gr.Button
    end: gr.Button
    pause: gr.Button
    again: gr.Button
    close: gr.Button
    live: gr.HTML
    state: gr.BrowserState

    def shown(self) -> list[Any]:
        """Everything that changes when a drill is shown."""
        return [
            self.stage, self.summary, self.view, self.stopped, self.stop_row, self.say_row, self.said, self.end, self.pause,
            self.again, self.live, self.state,
        ]  # fmt: skip

    def closed(self) -> Updates:
        """No drill is open."""
        return {self.stage: gr.Column(visible=False), self.state: None}


def choice(page: Page) -> dict[str, Any]:
    """Lays out where a drill is begun."""
    p: dict[str, Any] = {"live": page.live, "state": page.drill}
    with gr.Accordion("Or drill one worry: ten quick replies", open=False):
        p["worry"] = gr.Dropdown(
            present.worries(catalog.concerns()), value="timing", label="Which worry of your boss?"
        )
        p["start"] = gr.Button("Start the drill", variant="primary", elem_id="start-drill")
    return p


def stage(p: dict[str, Any]) -> Parts:
    """Lays out where it is played.

    :param p: what :func:`choice` laid out.
    """
    with gr.Column(visible=False, elem_id="drill") as p["stage"]:
        p["summary"] = gr.HTML()
        p["view"] = gr.HTML()
        p["stopped"] = gr.HTML()
        with gr.Row(visible=False, elem_classes="actions") as p["stop_row"]:
            p["go_on"] = gr.Button("Go on from before these words")
            p["stop_end"] = gr.Button("End the drill", variant="primary")
        with gr.Row(elem_classes="say") as p["say_row"]:
            p["said"] = gr.Textbox(
                label="What you answer",
                info="Enter sends, Shift+Enter makes a new line.",
                lines=1,
                max_lines=8,
                scale=6,
                elem_id="drill-said",
            )
            p["send"] = gr.Button("Say it", variant="primary", scale=1, min_width=96)
        with gr.Row(elem_classes="actions"):
            p["again"] = gr.Button("The same worry again", variant="primary", size="sm")
            p["end"] = gr.Button("End the drill", size="sm", elem_id="end-drill")
            p["pause"] = gr.Button("Pause", size="sm")
            p["close"] = gr.Button("Leave the drill", size="sm", elem_id="close-drill")
    return Parts(**p)


class View:
    """Turns drills into what the components show.

    :param aside: what makes room for a drill on the page.
    """

    def __init__(self, page: Page, parts: Parts, aside: Callable[[], Updates]) -> None:
        self.page, self.parts, self.coach, self._aside = page, parts, page.coach, aside

    def show(self, found: Drill, *, said: str = "") -> Updates:
        """A drill as it stands; ``said`` is what the input holds then."""
        parts, types = self.parts, catalog.concerns()
        replies = self.coach.drills.replies(found)
        open_ = not found.over and found.stopped is None
        summary = (
            present.summary(self.coach.drills.summary(found), types, catalog.guidance(), catalog.sources())
            if found.over
            else ""
        )
        return self._aside() | {
            parts.stage: gr.Column(visible=True),
            parts.summary: summary,
            parts.view: present.exchange(found, replies, types),
            parts.stopped: stop(found.stopped) if found.stopped else "",
            parts.stop_row: gr.Row(visible=found.stopped is not None),
            parts.say_row: gr.Row(visible=open_),
            parts.said: said,
            parts.end: gr.Button(visible=open_),
            parts.pause: gr.Button(visible=open_),
            parts.again: gr.Button(visible=found.over),
            parts.live: present.newest(found, replies),
            parts.state: found.session,
        }

    def restore(self, session: str, typed: keeping.Id) -> Updates:
        """The drill after a reload; nothing when it was deleted."""
        try:
            found = self.coach.drills.resume(session)
        except NotFound:
            return {}
        words = self.page.words.get(typed) or {}
        half = words.get("answer", "") if words.get("answer_to") == _place(found) else ""
        return self.show(found, said=half)


def connect(
    page: Page,
    parts: Parts,
    view: View,
    difficulty: gr.Radio,
    back: Callable[[keeping.Id, keeping.Id, keeping.Id], Updates],
    outer: list[Any],
    message: gr.HTML,
) -> None:
    """Connects the drill.

    :param difficulty: what was chosen for rehearsals holds for drills too.
    :param back: what the page shows without the drill, from the ids of the form, the rehearsal and half-typed words.
    :param outer: the components around the drill that change.
    """
    coach, shown = page.coach, [*outer, *parts.shown()]

    def start(setup: keeping.Id, worry: str | None, chosen: str) -> Updates:
        if not worry:
            raise InputError("Choose a worry from the list first.")
        return view.show(coach.drills.start(page.forms.scenario(setup), worry, difficulty=chosen))

    def say(session: str, words: str) -> Any:
        before = coach.drills.resume(session)
        replies, types = coach.drills.replies(before), catalog.concerns()
        yield {parts.view: present.exchange(before, replies, types, pending=words.strip() or None)}
        try:
            coach.drills.say(session, words)
        except Exception:
            yield {parts.view: present.exchange(before, replies, types)}
            raise
        yield view.show(coach.drills.resume(session))

    def go_on(session: str) -> Updates:
        return view.show(coach.drills.go_on(session))

    def end(session: str) -> Updates:
        coach.drills.end(session)
        return view.show(coach.drills.resume(session))

    def again(session: str) -> Updates:
        old = coach.drills.resume(session)
        return view.show(coach.drills.start(old.scenario, old.concern, difficulty=old.difficulty))

    for clicks, handler, inputs in (
        ([parts.start.click], start, [page.setup, parts.worry, difficulty]),
        ([parts.send.click, parts.said.submit], say, [page.drill, parts.said]),
        ([parts.go_on.click], go_on, [page.drill]),
        ([parts.end.click, parts.stop_end.click], end, [page.drill]),
        ([parts.again.click], again, [page.drill]),
    ):
        bind(clicks, handler, inputs, shown, message).then(None, js=SHOWN)
    _connect_leaving(page, parts, message)
    left = bind(parts.close.click, back, [page.setup, page.session, page.typed], shown, message)
    left.then(None, js="() => onward.back()")


def _connect_leaving(page: Page, parts: Parts, message: gr.HTML) -> None:
    """A pause says what is kept, and half-typed words are."""

    def pause(session: str) -> Updates:
        return {parts.stopped: notice(paused(session, "drill", keep=page.keep), kind="done")}

    def keep(session: keeping.Id, typed: keeping.Id, words: str) -> Updates:
        if not session:
            return {}
        place = _place(page.coach.drills.resume(session))
        return {page.typed: page.words.note(typed, answer=words, answer_to=place), message: gr.skip()}

    bind(
        parts.said.blur,
        keep,
        [page.drill, page.typed, parts.said],
        [page.typed],
        message,
        trigger_mode="always_last",
    )
    bind(parts.pause.click, pause, [page.drill], [parts.stopped], message)


def _place(found: Drill) -> list[Any]:
    """Where in which drill half-typed words belong."""
    return [found.session, len(found.turns)]
