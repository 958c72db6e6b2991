"""Step 2: the talk with the simulated boss, its side panel, and the debrief."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import gradio as gr

from assistant import catalog
from assistant.domain import DIFFICULTIES, Rehearsal
from assistant.errors import InputError, NotFound
from ui import keeping
from ui.events import Page, Updates, bind
from ui.present import rehearsal as present
from ui.present.debrief import debrief
from ui.present.html import cite, notice, text

_LABELS = {
    "gentle": "Gentle: fewer worries, more patience",
    "realistic": "Realistic",
    "hard": "Hard: more worries, little patience",
}
_TALK = "() => onward.talk()"
_DEBRIEF = "() => onward.debrief()"


@dataclass
class Parts:
    """The components that a rehearsal is shown in."""

    who: gr.HTML
    begin: gr.Accordion
    difficulty: gr.Radio
    seed: gr.Textbox
    start: gr.Button
    stage: gr.Row
    talk: gr.HTML
    live: gr.HTML
    side: gr.HTML
    hint_text: gr.HTML
    stopped: gr.HTML
    stop_row: gr.Row
    go_on: gr.Button
    stop_end: gr.Button
    say_row: gr.Row
    said: gr.Textbox
    send: gr.Button
    hint: gr.Button
    again: gr.Button
    end: gr.Button
    back_row: gr.Row
    back: gr.Dropdown
    rewind: gr.Button
    debrief: gr.HTML
    next_row: gr.Row
    anew: gr.Button
    same: gr.Button
    note: gr.Button
    earlier: gr.Dropdown
    reopen: gr.Button
    delete: gr.Button
    message: gr.HTML

    def shown(self) -> list[Any]:
        """Everything that changes when a rehearsal is shown."""
        return [
            self.begin, self.stage, self.talk, self.live, self.side, self.hint_text, self.stopped, self.stop_row,
            self.say_row, self.said, self.back_row, self.back, self.debrief, self.next_row, self.earlier, self.hint, self.end, self.again, self.message,
        ]  # fmt: skip


def build(page: Page, tab: gr.Tab, rehearse_now: gr.Button) -> gr.Button:
    """Lays out the tab and connects it; the button that asks for the note of the day.

    :param rehearse_now: the button of step 1 that leads here.
    """
    parts = _layout(page)
    view = _View(page, parts)
    _connect_talk(page, parts, view)
    _connect_ending(page, parts, view)
    _connect_sessions(page, parts, view)
    _connect_next(page, parts, view, rehearse_now)
    bind(tab.select, view.whom, [page.setup], [parts.who, parts.earlier], parts.message)
    remembered = [page.setup, page.session, page.typed]
    loaded = bind(page.blocks.load, view.restore, remembered, [parts.who, *parts.shown()], parts.message)
    loaded.then(None, js="() => onward.bottom()")
    return parts.note


class _View:
    """Turns rehearsals into what the components show."""

    def __init__(self, page: Page, parts: Parts) -> None:
        self.page, self.parts, self.coach = page, parts, page.coach

    def whom(self, setup: keeping.Id) -> Updates:
        """Whom a new rehearsal would be with."""
        return {self.parts.who: self._whom(setup), self.parts.earlier: self.earlier()}

    def restore(self, setup: keeping.Id, session: keeping.Id, typed: keeping.Id) -> Updates:
        """The page after a reload."""
        updates = self.whom(setup)
        if session:
            try:
                found = self.coach.resume(session)
                words = self.page.words.get(typed) or {}
                half = words.get("reply", "") if words.get("reply_to") == _place(found) else ""
                updates |= self.show(found, said=half)
            except NotFound:
                return updates
        return updates

    def show(self, found: Rehearsal, *, said: str | None = "") -> Updates:
        """A rehearsal as it stands.

        :param said: what the input holds then; None leaves what is being typed.
        """
        parts, over = self.parts, found.state.outcome is not None
        open_ = not over and not found.ended and found.stopped is None
        updates: Updates = {
            parts.begin: gr.Accordion(open=False),
            parts.stage: gr.Row(visible=True),
            parts.talk: present.transcript(found),
            parts.live: present.newest(found),
            parts.side: present.panel(found, catalog.concerns()),
            parts.hint_text: "",
            parts.stopped: present.stop(found.stopped) if found.stopped else notice(present.over(found)),
            parts.stop_row: gr.Row(visible=found.stopped is not None),
            parts.say_row: gr.Row(visible=open_),
            parts.back: gr.Dropdown(choices=present.rewind_choices(found), value=None),
            parts.back_row: gr.Row(visible=len(found.turns) > 1),
            parts.hint: gr.Button(visible=open_),
            parts.end: gr.Button(
                "See the debrief" if over else "End and debrief",
                variant="primary" if over else "secondary",
                visible=not found.ended and found.stopped is None,
            ),
            parts.again: gr.Button(visible=len(found.turns) > 1 and found.stopped is None),
            parts.debrief: self._debrief(found) if found.ended else "",
            parts.next_row: gr.Row(visible=found.ended),
            parts.earlier: self.earlier(),
        }
        return updates if said is None else updates | {parts.said: said}

    def hidden(self) -> Updates:
        """No rehearsal is open."""
        return {
            self.parts.stage: gr.Row(visible=False),
            self.parts.begin: gr.Accordion(open=True),
            self.parts.debrief: "",
            self.parts.next_row: gr.Row(visible=False),
            self.parts.live: "",
        }

    def _debrief(self, found: Rehearsal) -> str:
        name = found.scenario.manager.name
        return debrief(
            self.coach.debrief(found), name, catalog.concerns(), catalog.guidance(), catalog.sources()
        )

    def _whom(self, setup: keeping.Id) -> str:
        try:
            found = self.page.forms.scenario(setup)
        except InputError as error:
            return f'<p class="lead">{text(error)}</p>'
        boss = catalog.temperaments()[found.manager.temperament].title.lower()
        return f'<p class="lead">You will talk to <strong>{text(found.manager.name)}</strong> ({text(boss)}, trust {text(found.manager.trust)}).</p>'

    def earlier(self) -> gr.Dropdown:
        """The list of earlier rehearsals; none is chosen, so that none is deleted by a slip."""
        return gr.Dropdown(choices=present.earlier(self.coach.sessions()), value=None)


def _connect_talk(page: Page, parts: Parts, view: _View) -> None:
    coach = page.coach

    def start(setup: keeping.Id, difficulty: str, seed: str | None) -> Updates:
        found = coach.start(page.forms.scenario(setup), seed=present.seed(seed), difficulty=difficulty)
        return view.show(found) | {page.session: found.session}

    def say(session: str, words: str) -> Any:
        before = coach.resume(session)
        yield {parts.talk: present.transcript(before, pending=words.strip() or None)}
        try:
            coach.say(session, words)
        except Exception:
            yield {parts.talk: present.transcript(before)}
            raise
        yield view.show(coach.resume(session))

    def hint(session: str) -> Updates:
        found = coach.hint(session)
        return {
            parts.hint_text: present.hint(
                found, cite(found.guidance_ids, catalog.guidance(), catalog.sources())
            )
        }

    def again(session: str) -> Updates:
        last = coach.resume(session).turns[-1]
        if last.said is None:
            raise InputError("You have not said anything yet, so there is nothing to say again.")
        taken_back = coach.rewind(session, last.number - 1)
        words = notice("Your last words are back in the field: change them and send them again.")
        return view.show(taken_back, said=last.said) | {parts.message: words}

    def rewind(session: str, turn: int | None) -> Updates:
        if turn is None:
            raise InputError("Choose the turn that you want to go back to.")
        return view.show(coach.rewind(session, turn), said=None)

    def keep(session: keeping.Id, typed: keeping.Id, words: str) -> Updates:
        if not session:
            return {}
        place = _place(coach.resume(session))
        return {page.typed: page.words.note(typed, reply=words, reply_to=place), parts.message: gr.skip()}

    half = [page.session, page.typed, parts.said]
    bind(parts.said.blur, keep, half, [page.typed], parts.message, trigger_mode="always_last")
    shown = parts.shown()
    begun = bind(
        parts.start.click,
        start,
        [page.setup, parts.difficulty, parts.seed],
        [*shown, page.session],
        parts.message,
    )
    sent = bind([parts.send.click, parts.said.submit], say, [page.session, parts.said], shown, parts.message)
    for event in (begun, sent):
        event.then(None, js=_TALK)
    bind(parts.hint.click, hint, [page.session], [parts.hint_text], parts.message)
    bind(parts.again.click, again, [page.session], shown, parts.message).then(None, js=_TALK)
    bind(parts.rewind.click, rewind, [page.session, parts.back], shown, parts.message).then(None, js=_TALK)


def _connect_ending(page: Page, parts: Parts, view: _View) -> None:
    coach, shown = page.coach, parts.shown()

    def go_on(session: str) -> Updates:
        coach.go_on(session)
        return view.show(coach.resume(session))

    def end(session: str) -> Updates:
        coach.end(session)
        return view.show(coach.resume(session))

    bind(parts.go_on.click, go_on, [page.session], shown, parts.message).then(None, js=_TALK)
    bind([parts.end.click, parts.stop_end.click], end, [page.session], shown, parts.message).then(
        None, js=_DEBRIEF
    )


def _connect_next(page: Page, parts: Parts, view: _View, rehearse_now: gr.Button) -> None:
    coach = page.coach
    everything = [parts.who, *parts.shown(), page.session]

    def fresh(setup: keeping.Id, session: keeping.Id) -> Updates:
        """Coming from step 1: an old debrief, or a talk about another set-up, makes room for a new one."""
        ready = view.whom(setup) | {parts.begin: gr.Accordion(open=True)}
        try:
            found = coach.resume(session) if session else None
        except NotFound:
            found = None
        if found is not None and not found.ended and found.scenario == page.forms.scenario(setup):
            return ready
        return ready | view.hidden() | {page.session: None}

    def another(session: str, *, same: bool) -> Updates:
        old = coach.resume(session)
        found = coach.start(old.scenario, seed=old.seed if same else None, difficulty=old.difficulty)
        return view.show(found) | {page.session: found.session}

    bind(rehearse_now.click, fresh, [page.setup, page.session], everything, parts.message).then(
        None, js="() => onward.begin()"
    )
    for button, same in ((parts.anew, False), (parts.same, True)):
        begun = bind(button.click, partial(another, same=same), [page.session], everything, parts.message)
        begun.then(None, js=_TALK)


def _connect_sessions(page: Page, parts: Parts, view: _View) -> None:
    coach = page.coach

    def reopen(chosen: str | None) -> Updates:
        if not chosen:
            raise InputError("Choose a rehearsal from the list first.")
        return view.show(coach.resume(chosen)) | {page.session: chosen}

    def delete(chosen: str | None, session: keeping.Id) -> Updates:
        if not chosen:
            raise InputError("Choose a rehearsal from the list first.")
        coach.delete(chosen)
        done = {
            parts.earlier: view.earlier(),
            parts.message: notice("The rehearsal is deleted for good.", kind="done"),
        }
        return done | (view.hidden() | {page.session: None} if chosen == session else {})

    everything = [*parts.shown(), page.session]
    bind(parts.reopen.click, reopen, [parts.earlier], everything, parts.message).then(None, js=_TALK)
    bind(parts.delete.click, delete, [parts.earlier, page.session], everything, parts.message)


def _place(found: Rehearsal) -> list[Any]:
    """Where in which talk half-typed words belong: said once, they are not offered again."""
    return [found.session, found.branch, len(found.turns)]


def _layout(page: Page) -> Parts:
    p: dict[str, Any] = {"live": page.live}
    with gr.Accordion("Start a new rehearsal", open=True, elem_classes="begin") as p["begin"]:
        p["who"] = gr.HTML()
        choices = [(_LABELS[name], name) for name in DIFFICULTIES]
        p["difficulty"] = gr.Radio(
            choices, value="realistic", label="How hard should it be?", elem_classes="cards"
        )
        with gr.Accordion("Advanced", open=False):
            p["seed"] = gr.Textbox(
                label="Seed", info="A whole number. The same one brings the same worries; empty draws one."
            )
        p["start"] = gr.Button("Start the talk", variant="primary", elem_id="start")
    p["message"] = gr.HTML()
    with gr.Row(visible=False, elem_classes="stage") as p["stage"]:
        with gr.Column(scale=5, min_width=320):
            p["debrief"] = gr.HTML(elem_id="debrief")
            with gr.Row(visible=False, elem_classes="actions", elem_id="next") as p["next_row"]:
                p["anew"] = gr.Button("Rehearse again, with new worries", variant="primary")
                p["same"] = gr.Button("The same boss again")
                p["note"] = gr.Button("Write the same-day note")
            p["talk"] = gr.HTML(elem_id="talk")
            p["stopped"] = gr.HTML()
            with gr.Row(visible=False, elem_classes="actions") as p["stop_row"]:
                p["go_on"] = gr.Button("Go on from before these words")
                p["stop_end"] = gr.Button("End the rehearsal", variant="primary")
            p["hint_text"] = gr.HTML()
            with gr.Row(elem_classes="say") as p["say_row"]:
                p["said"] = gr.Textbox(
                    label="What you say",
                    info="Enter sends, Shift+Enter makes a new line.",
                    lines=1,
                    max_lines=8,
                    scale=6,
                    elem_id="said",
                )
                p["send"] = gr.Button("Say it", variant="primary", scale=1, min_width=96, elem_id="send")
            with gr.Row(elem_classes="actions"):
                p["hint"] = gr.Button("Hint", size="sm")
                p["again"] = gr.Button("Take back my last turn", size="sm")
                p["end"] = gr.Button("End and debrief", size="sm", elem_id="end")
        with gr.Column(scale=3, min_width=280, elem_classes="side"):
            p["side"] = gr.HTML()
            with gr.Row(visible=False, elem_classes="back") as p["back_row"]:
                p["back"] = gr.Dropdown([], label="Go back to an earlier turn", scale=3, min_width=160)
                p["rewind"] = gr.Button("Go back", size="sm", scale=1, min_width=90)
    with gr.Accordion("Earlier rehearsals", open=False):
        p["earlier"] = gr.Dropdown([], label="Choose one")
        with gr.Row(elem_classes="actions"):
            p["reopen"] = gr.Button("Open", size="sm")
            p["delete"] = gr.Button("Delete for good", size="sm", elem_id="delete-one")
    return Parts(**p)
