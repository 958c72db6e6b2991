"""Step 5: after the talk. What was said and agreed, what became of it, what stands out, the whole way as a picture."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import gradio as gr

from assistant import catalog
from assistant.domain import THRESHOLDS, Ledger
from assistant.errors import InputError
from ui import keeping
from ui.events import Page, Updates, bind
from ui.present import after as present
from ui.present import texts, timeline
from ui.present.html import items, notice, text
from ui.present.rehearsal import title
from ui.tabs.after_layout import MOST_TO_PRACTISE, Parts, layout

_HALF = ("said", "decided", "helped", "quick", "skill", "exposure", "work")
"""Fields whose half-typed words are kept."""
_BY = re.compile(r"^([^:]{1,60}):\s+(?=\S)")
_SAVE = """(text) => { if (!text) return; const a = document.createElement('a');
a.href = URL.createObjectURL(new Blob([text], {type: 'text/calendar'})); a.download = 'onward-reminders.ics';
a.click(); URL.revokeObjectURL(a.href); }"""
_COPY = """async (text) => { const button = document.querySelector('#copy-note');
try { await navigator.clipboard.writeText(text); button.textContent = 'Copied'; } catch { button.textContent = 'Please copy it above'; }
setTimeout(() => button.textContent = 'Copy the note', 2000); }"""
_LEAD = "Write down what was agreed while you remember it. From then on this page tells you what is due, what moves, and when to look again."


def build(page: Page, tab: gr.Tab) -> None:
    """Lays out the tab and connects it."""
    parts = layout()
    view = _View(page, parts)
    _connect_talk(page, parts, view)
    _connect_agreed(page, parts, view)
    _connect_later(page, parts, view)
    _connect_taking_along(page, parts, view)
    bind([tab.select, page.blocks.load], view.opened, [page.setup, page.typed], parts.shown(), parts.message)


class _View:
    """Turns a ledger into what the components show."""

    def __init__(self, page: Page, parts: Parts) -> None:
        self.page, self.parts, self.ledgers = page, parts, page.coach.ledgers

    def begun(self, setup: keeping.Id) -> Ledger:
        """The ledger of the set-up, begun if need be."""
        return self.ledgers.open(self.page.forms.scenario(setup))

    def opened(self, setup: keeping.Id, typed: keeping.Id) -> Updates:
        """The tab when it is turned to, with the words that were left half-typed."""
        words = (self.page.words.get(typed) or {}).get("after", {})
        half: Updates = {getattr(self.parts, name): words[name] for name in _HALF if words.get(name)}
        try:
            found = self.ledgers.find(self.page.forms.scenario(setup))
        except InputError as error:
            return half | {self.parts.lead: f'<p class="lead">{text(error)}</p>'}
        return self.show(found) | half if found else half | {self.parts.lead: f'<p class="lead">{_LEAD}</p>'}

    def show(self, found: Ledger) -> Updates:
        """A ledger as it stands."""
        parts, ledgers = self.parts, self.ledgers
        guidance, sources, today = catalog.guidance(), catalog.sources(), ledgers.today
        standing = present.standing(found, ledgers.notices(found), ledgers.rounds(found), guidance, sources)
        return self._practise(found) | {
            parts.lead: "" if found.talks else f'<p class="lead">{_LEAD}</p>',
            parts.standing: f'<div class="card">{standing}</div>' if standing else "",
            parts.talk_box: gr.Accordion(open=not found.talks),
            parts.agreed: present.commitments(found, today),
            parts.change_row: gr.Column(visible=bool(found.commitments)),
            parts.which: gr.Dropdown(choices=present.choices(found), value=None),
            parts.plan: present.plan(found, ledgers.shifts(found)),
            parts.outcomes: timeline.outcomes(found.signs),
            parts.picture: timeline.arc(ledgers.arc(found), today),
            parts.delete_row: gr.Row(visible=True),
        }

    def _practise(self, found: Ledger) -> Updates:
        """Buttons for the worries that came up in the real talk."""
        worries = self.ledgers.practise(found)[:MOST_TO_PRACTISE]
        types = catalog.concerns()
        labels = [f"Practise what came up: {title(one, types).lower()}" for one in worries]
        buttons = {
            button: gr.Button(labels[n], visible=True) if n < len(labels) else gr.Button(visible=False)
            for n, button in enumerate(self.parts.practise)
        }
        return buttons | {self.parts.practise_row: gr.Row(visible=bool(labels))}

    def day(self, ledger: Ledger, words: str | None, *, past: bool = False) -> date | None:
        """The day that was typed; None for nothing. ``InputError`` when the words leave it open."""
        return self.ledgers.day(ledger.session, words, past=past) if words and words.strip() else None

    def emptied(self, *names: str, typed: keeping.Id) -> Updates:
        """These fields without what was typed, now that it is kept."""
        words = dict((self.page.words.get(typed) or {}).get("after", {}))
        left = {name: value for name, value in words.items() if name not in names}
        new = self.page.words.note(typed, after=left) if words else typed
        return {getattr(self.parts, name): "" for name in names} | {self.page.typed: new}


def _connect_talk(page: Page, parts: Parts, view: _View) -> None:
    def keep(setup: keeping.Id, typed: keeping.Id, *values: Any) -> Updates:
        happened, on, said, decided, like, worries, helped = values
        ledger = view.begun(setup)
        session, ledgers = ledger.session, view.ledgers
        ledgers.talk(session, view.day(ledger, on, past=True), happened=happened == "yes")
        for line in _lines(said):
            ledgers.said(session, *_by(line))
        for line in _lines(decided):
            ledgers.decided(session, *_by(line))
        if like or worries or (helped or "").strip():
            ledgers.compare(session, like=like or "", worries=worries or (), helped=helped or "")
        done = notice("It is kept. Now add who does what, by when.", kind="done")
        shown = view.show(ledgers.get(session)) | view.emptied("said", "decided", "helped", typed=typed)
        return shown | {parts.on: "", parts.like: None, parts.worries: [], parts.message: done}

    def half(typed: keeping.Id, *values: str) -> Updates:
        words = {name: value for name, value in zip(_HALF, values, strict=True) if value}
        return {page.typed: page.words.note(typed, after=words), parts.message: gr.skip()}

    told = [parts.happened, parts.on, parts.said, parts.decided, parts.like, parts.worries, parts.helped]
    bind(
        parts.keep_talk.click,
        keep,
        [page.setup, page.typed, *told],
        [*parts.shown(), page.typed],
        parts.message,
    ).then(None, js="() => onward.show('#standing')")
    fields = [getattr(parts, name) for name in _HALF]
    left = [field.blur for field in fields]
    bind(left, half, [page.typed, *fields], [page.typed], parts.message, trigger_mode="always_last")


def _connect_agreed(page: Page, parts: Parts, view: _View) -> None:
    everything = [*parts.shown(), page.typed]

    def read(setup: keeping.Id, words: str) -> Updates:
        found = view.ledgers.understand(view.begun(setup).session, words)
        return {
            parts.read_row: gr.Column(visible=True),
            parts.read_as: present.understood(found),
            parts.owner: found.owner,
            parts.what: found.what,
            parts.due: found.due.isoformat() if found.due else "",
        }

    def keep(setup: keeping.Id, typed: keeping.Id, owner: str, what: str, due: str) -> Updates:
        ledger = view.begun(setup)
        view.ledgers.commit(ledger.session, owner, what, view.day(ledger, due))
        shown = view.show(view.ledgers.get(ledger.session)) | view.emptied("quick", typed=typed)
        return shown | {parts.read_row: gr.Column(visible=False)}

    def change(
        act: Callable[[Ledger, str, str, str], Any], setup: keeping.Id, which: str | None, why: str, to: str
    ) -> Updates:
        if not which:
            raise InputError("Choose from the list which one you mean.")
        ledger = view.begun(setup)
        act(ledger, which, why, to)
        return view.show(view.ledgers.get(ledger.session)) | {parts.why: "", parts.to: ""}

    def mark(state: str, ledger: Ledger, which: str, why: str, _to: str) -> None:
        view.ledgers.mark(ledger.session, which, state, why=why)

    def move(ledger: Ledger, which: str, why: str, to: str) -> None:
        day = view.day(ledger, to)
        if day is None:
            raise InputError("Type the new day first.")
        view.ledgers.move(ledger.session, which, day, why=why)

    reading = [parts.read_row, parts.read_as, parts.owner, parts.what, parts.due]
    bind([parts.read.click, parts.quick.submit], read, [page.setup, parts.quick], reading, parts.message)
    typed = [page.setup, page.typed, parts.owner, parts.what, parts.due]
    bind(parts.keep.click, keep, typed, everything, parts.message)
    bind(
        parts.discard.click,
        lambda: {parts.read_row: gr.Column(visible=False)},
        [],
        [parts.read_row],
        parts.message,
    )
    chosen = [page.setup, parts.which, parts.why, parts.to]
    for button, state in ((parts.kept, "kept"), (parts.slipped, "slipped"), (parts.drop, "dropped")):
        bind(button.click, partial(change, partial(mark, state)), chosen, parts.shown(), parts.message)
    bind(parts.move.click, partial(change, move), chosen, parts.shown(), parts.message)


def _connect_later(page: Page, parts: Parts, view: _View) -> None:
    def plan(
        setup: keeping.Id, typed: keeping.Id, skill: str, exposure: str, work: str, review: str
    ) -> Updates:
        ledger = view.begun(setup)
        wanted = [
            view.ledgers.condition(ledger.session, kind, line)
            for kind, lines in zip(THRESHOLDS, (skill, exposure, work), strict=True)
            for line in _lines(lines)
        ]
        view.ledgers.plan(ledger.session, wanted, view.day(ledger, review))
        shown = view.show(view.ledgers.get(ledger.session))
        return shown | view.emptied("skill", "exposure", "work", typed=typed) | {parts.review: ""}

    def signs(setup: keeping.Id, time: str, opportunities: str, sponsors: str, remark: str) -> Updates:
        ledger = view.begun(setup)
        view.ledgers.observe(
            ledger.session,
            time=_number(time, "The share of your time"),
            opportunities=_number(opportunities, "The number of opportunities"),
            sponsors=_lines(sponsors),
            note=remark or "",
        )
        emptied = {parts.time: "", parts.opportunities: "", parts.sponsors: "", parts.remark: ""}
        return view.show(view.ledgers.get(ledger.session)) | emptied

    def close(setup: keeping.Id, met: str | None, changed: list[str]) -> Updates:
        if met is None:
            raise InputError("Say first whether you met again to look at it.")
        ledger = view.begun(setup)
        view.ledgers.close(ledger.session, met=met == "yes", changed=changed or ())
        return view.show(view.ledgers.get(ledger.session)) | {parts.met: None, parts.changed: []}

    asked = [page.setup, page.typed, parts.skill, parts.exposure, parts.work, parts.review]
    bind(parts.keep_plan.click, plan, asked, [*parts.shown(), page.typed], parts.message)
    told = [page.setup, parts.time, parts.opportunities, parts.sponsors, parts.remark]
    bind(parts.keep_signs.click, signs, told, parts.shown(), parts.message)
    closed = bind(
        parts.close.click, close, [page.setup, parts.met, parts.changed], parts.shown(), parts.message
    )
    closed.then(None, js="() => onward.show('#standing')")


def _connect_taking_along(page: Page, parts: Parts, view: _View) -> None:
    def note(setup: keeping.Id) -> Updates:
        artefact = view.ledgers.note(view.begun(setup))
        return {
            parts.paper: texts.preview(artefact) + _blank(artefact.blanks),
            parts.plain: page.coach.export(artefact, None, ".txt").decode("utf-8"),
            parts.copy: gr.Button(visible=True),
        }

    def remind(setup: keeping.Id) -> Updates:
        found = view.ledgers.reminders(view.begun(setup), 3).decode("utf-8")
        words = "Saved as onward-reminders.ics, with a reminder three days before and on the day. It says who does what: think of who can read your calendar."
        return {parts.ics: found, parts.message: notice(words, kind="done")}

    def practise(setup: keeping.Id, *, place: int) -> Updates:
        ledger = view.begun(setup)
        worry = view.ledgers.practise(ledger)[place]
        return {page.drill: page.coach.drills.start(ledger.scenario, worry).session}

    def delete(setup: keeping.Id) -> Updates:
        page.coach.delete(view.begun(setup).session)
        return {parts.message: notice("What was recorded here is deleted for good.", kind="done")} | {
            parts.standing: "", parts.agreed: "", parts.plan: "", parts.outcomes: "", parts.picture: "", parts.paper: "",
            parts.change_row: gr.Column(visible=False), parts.delete_row: gr.Row(visible=False),
            parts.practise_row: gr.Row(visible=False), parts.copy: gr.Button(visible=False),
            parts.talk_box: gr.Accordion(open=True),
        }  # fmt: skip

    bind(parts.note.click, note, [page.setup], [parts.paper, parts.plain, parts.copy], parts.message).then(
        None, js="() => onward.show('#after-paper')"
    )
    parts.copy.click(None, inputs=[parts.plain], js=_COPY)
    failed = {parts.ics: ""}
    saved = bind(parts.remind.click, remind, [page.setup], [parts.ics], parts.message, failed=failed)
    saved.then(None, inputs=[parts.ics], js=_SAVE)
    for place, button in enumerate(parts.practise):
        begun = bind(button.click, partial(practise, place=place), [page.setup], [page.drill], parts.message)
        begun.then(None, js="() => onward.reopen('rehearse')")
    bind(parts.delete.click, delete, [page.setup], parts.shown(), parts.message)


def _lines(value: str | None) -> list[str]:
    return [line.strip() for line in (value or "").splitlines() if line.strip()]


def _by(line: str) -> tuple[str, str]:
    """What was said, and by whom."""
    found = _BY.match(line)
    return (line[found.end() :], found[1].strip()) if found else (line, "")


def _number(value: str | None, what: str) -> int | None:
    words = (value or "").strip().rstrip("%").strip()
    if not words:
        return None
    if not re.fullmatch(r"\d{1,4}", words):
        raise InputError(f"{what} must be a whole number, not “{words}”.")
    return int(words)


def _blank(blanks: tuple[str, ...]) -> str:
    return f"<h3>Still blank: yours to fill</h3>{items(map(text, blanks))}" if blanks else ""
