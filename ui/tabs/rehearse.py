"""Step 2: the talk with the simulated boss, its side panel, and the debrief."""

from __future__ import annotations

from functools import partial
from typing import Any

import gradio as gr

from assistant import catalog
from assistant.domain import Act, Debrief, Rehearsal
from assistant.errors import InputError, NotFound
from ui import keeping
from ui.events import Page, Updates, bind
from ui.present import rehearsal as present
from ui.present.debrief import debrief
from ui.present.html import cite, notice, text
from ui.present.progress import progress
from ui.present.setup import reminder
from ui.tabs import drill
from ui.tabs.rehearse_layout import MOST_TO_PRACTISE, Parts, layout

_TALK = "() => onward.talk()"
_DEBRIEF = "() => onward.debrief()"
_SHOWN = "() => document.querySelector('#drill') ? onward.drill() : onward.talk()"


def build(page: Page, tab: gr.Tab, rehearse_now: gr.Button) -> gr.Button:
    """Lays out the tab and connects it; the button that asks for the note of the day.

    :param rehearse_now: the button of step 1 that leads here.
    """
    parts = layout(page)
    view = _View(page, parts)
    _connect_talk(page, parts, view)
    _connect_ending(page, parts, view)
    _connect_sessions(page, parts, view)
    _connect_next(page, parts, view, rehearse_now)
    _connect_drill(page, parts, view)
    bind(tab.select, view.whom, [page.setup], [parts.who, parts.earlier], parts.message)
    remembered = [page.setup, page.session, page.typed, page.drill]
    everything = [parts.who, *parts.shown(), *parts.drill.shown()]
    loaded = bind(page.blocks.load, view.restore, remembered, everything, parts.message)
    loaded.then(None, js="() => onward.bottom()")
    return parts.note


class _View:
    """Turns rehearsals into what the components show."""

    def __init__(self, page: Page, parts: Parts) -> None:
        self.page, self.parts, self.coach = page, parts, page.coach
        self.drill = drill.View(page, parts.drill, self.aside)

    def whom(self, setup: keeping.Id) -> Updates:
        """Whom a new rehearsal would be with."""
        return {self.parts.who: self._whom(setup), self.parts.earlier: self.earlier()}

    def restore(
        self, setup: keeping.Id, session: keeping.Id, typed: keeping.Id, drilled: keeping.Id
    ) -> Updates:
        """The page after a reload."""
        updates = self.whom(setup)
        if drilled and (shown := self.drill.restore(drilled, typed)):
            return updates | shown
        if session:
            try:
                found = self.coach.resume(session)
                words = self.page.words.get(typed) or {}
                half = words.get("reply", "") if words.get("reply_to") == _place(found) else ""
                updates |= self.show(found, said=half)
            except NotFound:
                return updates
        return updates

    def back(self, setup: keeping.Id, session: keeping.Id, typed: keeping.Id) -> Updates:
        """The page without a drill: the rehearsal that was open before, or where a new one is begun."""
        closed = self.hidden() | self.parts.drill.closed()
        return closed | self.restore(setup, session, typed, None)

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
            parts.side: present.panel(
                found, catalog.concerns(), () if over or found.ended else self.coach.heard(found)
            ),
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
            parts.next_row: gr.Row(visible=found.ended),
            parts.pause: gr.Button(visible=not found.ended),
            parts.earlier: self.earlier(),
        }
        updates |= self._ended(found) | parts.compare.show(found) | parts.drill.closed()
        return updates if said is None else updates | {parts.said: said}

    def aside(self) -> Updates:
        """The rehearsal makes room for something else."""
        return {
            self.parts.stage: gr.Row(visible=False),
            self.parts.begin: gr.Accordion(open=False),
            self.parts.compare.box: gr.Accordion(visible=False),
            self.parts.earlier: self.earlier(),
            self.parts.live: "",
        }

    def hidden(self) -> Updates:
        """No rehearsal is open."""
        nothing = {
            self.parts.begin: gr.Accordion(open=True),
            self.parts.debrief: "",
            self.parts.next_row: gr.Row(visible=False),
        }
        return self.aside() | nothing

    def _ended(self, found: Rehearsal) -> Updates:
        """The debrief, what to practise next, and how the rehearsals have gone so far."""
        parts = self.parts
        if not found.ended:
            return {parts.debrief: "", parts.practise_row: gr.Row(visible=False), parts.progress: ""}
        shown, types = self.coach.debrief(found), catalog.concerns()
        name = found.scenario.manager.name
        return self._practise(shown) | {
            parts.debrief: debrief(shown, name, types, catalog.guidance(), catalog.sources()),
            parts.progress: progress(self.coach.progress()),
        }

    def _practise(self, shown: Debrief) -> Updates:
        labels = [present.practise(one.element, catalog.concerns()) for one in shown.practise]
        labels = labels[:MOST_TO_PRACTISE]
        buttons: Updates = {
            button: gr.Button(label, visible=True)
            for button, label in zip(self.parts.practise, labels, strict=False)
        }
        rest = {button: gr.Button(visible=False) for button in self.parts.practise[len(labels) :]}
        return buttons | rest | {self.parts.practise_row: gr.Row(visible=bool(labels))}

    def _whom(self, setup: keeping.Id) -> str:
        try:
            found = self.page.forms.scenario(setup)
        except InputError as error:
            return f'<p class="lead">{text(error)}</p>'
        boss = catalog.temperaments()[found.manager.temperament].title.lower()
        return f'<p class="lead">You will talk to <strong>{text(found.manager.name)}</strong> ({text(boss)}, trust {text(found.manager.trust)}).</p>{reminder(self.coach.check(found))}'

    def earlier(self) -> gr.Dropdown:
        """The list of earlier rehearsals and drills; none is chosen, so that none is deleted by a slip."""
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
        before = coach.resume(session)
        updates = view.show(coach.rewind(session, turn), said=None)
        over = before.ended or before.state.outcome is not None
        open_again = notice(f"The talk is open again, as it stood after turn {turn}.")
        return updates | ({parts.message: open_again} if over else {})

    def keep(session: keeping.Id, typed: keeping.Id, words: str) -> Updates:
        if not session:
            return {}
        place = _place(coach.resume(session))
        return {page.typed: page.words.note(typed, reply=words, reply_to=place), parts.message: gr.skip()}

    def pause(session: str) -> Updates:
        return {parts.hint_text: notice(present.paused(session, "rehearsal", keep=page.keep), kind="done")}

    bind(parts.pause.click, pause, [page.session], [parts.hint_text], parts.message)
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

    def fresh(setup: keeping.Id, session: keeping.Id, typed: keeping.Id) -> Updates:
        """Coming from step 1: an old debrief, or a talk about another set-up, makes room for a new one."""
        ready = view.back(setup, session, typed) | {parts.begin: gr.Accordion(open=True)}
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

    bind(rehearse_now.click, fresh, [page.setup, page.session, page.typed], everything, parts.message).then(
        None, js="() => onward.begin()"
    )
    for button, same in ((parts.anew, False), (parts.same, True)):
        begun = bind(button.click, partial(another, same=same), [page.session], everything, parts.message)
        begun.then(None, js=_TALK)


def _connect_sessions(page: Page, parts: Parts, view: _View) -> None:
    coach = page.coach

    def reopen(chosen: str | None) -> Updates:
        if not chosen:
            raise InputError("Choose one from the list first.")
        if coach.stored(chosen).kind == "drill":
            return view.drill.show(coach.drills.resume(chosen))
        return view.show(coach.resume(chosen)) | {page.session: chosen}

    def delete(chosen: str | None, session: keeping.Id, drilled: keeping.Id) -> Updates:
        if not chosen:
            raise InputError("Choose one from the list first.")
        coach.delete(chosen)
        done = {parts.earlier: view.earlier(), parts.message: notice("It is deleted for good.", kind="done")}
        if chosen == drilled:
            return done | view.hidden() | parts.drill.closed()
        return done | (view.hidden() | {page.session: None} if chosen == session else {})

    everything = [*parts.shown(), *parts.drill.shown(), page.session]
    bind(parts.reopen.click, reopen, [parts.earlier], everything, parts.message).then(None, js=_SHOWN)
    bind(parts.delete.click, delete, [parts.earlier, page.session, page.drill], everything, parts.message)


def _connect_drill(page: Page, parts: Parts, view: _View) -> None:
    coach, outer = page.coach, [parts.who, *parts.shown(), page.session]

    def practise(session: str, *, place: int) -> Updates:
        """What the debrief says to practise: a worry becomes a drill, a part of the talk a rehearsal from the top."""
        old = coach.resume(session)
        element = coach.debrief(old).practise[place].element
        if element in catalog.concerns():
            return view.drill.show(coach.drills.start(old.scenario, element, difficulty=old.difficulty))
        found = coach.start(old.scenario, difficulty=old.difficulty, focus=Act(element))
        return view.show(found) | {page.session: found.session}

    for place, button in enumerate(parts.practise):
        everything = [*outer, *parts.drill.shown()]
        begun = bind(button.click, partial(practise, place=place), [page.session], everything, parts.message)
        begun.then(None, js=_SHOWN)
    drill.connect(page, parts.drill, view.drill, parts.difficulty, view.back, outer, parts.message)
    parts.compare.connect(parts.message)


def _place(found: Rehearsal) -> list[Any]:
    """Where in which talk half-typed words belong: said once, they are not offered again."""
    return [found.session, found.branch, len(found.turns)]
