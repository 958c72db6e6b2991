"""``onward ledger after`` for people: a few questions about the real talk; every answer is kept as soon as it is given."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from rich.console import Console

from assistant import catalog
from assistant.cli import render_ledger
from assistant.cli.options import console
from assistant.cli.render import safe
from assistant.domain import THRESHOLDS, Ledger, Likeness, Said, Threshold, Understood
from assistant.errors import InputError, OnwardError
from assistant.ledgers import Ledgers
from assistant.text.calendar import read_day, say_day

_BY = re.compile(r"^([^:]{1,60}):\s+(?=\S)")
_KINDS = re.compile(rf"^({'|'.join(THRESHOLDS)}):\s*(.+)$", re.I)


class _Stop(Exception):
    """The user ends the questions; what was given is kept."""


def person(ledgers: Ledgers, ledger: Ledger) -> None:
    """Asks about the talk, then shows where everything stands."""
    screen, session = console(), ledger.session
    names = f"{safe(ledger.scenario.user.name)} with {safe(ledger.scenario.manager.name)}"
    screen.print(f"\n[b]After the talk[/b]  {names}")
    screen.print("Enter skips a question, /stop ends them. What you have answered is kept.", style="dim")
    with suppress(_Stop):
        if _talk(screen, ledgers, ledger):
            _words(screen, ledgers, session)
            _commitments(screen, ledgers, session)
            _plan(screen, ledgers, session)
            _compare(screen, ledgers, session)
    screen.print()
    found = ledgers.get(session)
    render_ledger.ledger(screen, ledgers, found)
    if any(talk.happened for talk in found.talks):
        screen.print(
            "\n[b]Next[/b]  The note of the day: onward ledger note   Reminders: onward ledger remind"
        )


def quick(ledgers: Ledgers, session: str, words: str, *, agreed: bool = False) -> None:
    """Shows what a sentence was understood as, asks for what it left open, and keeps it when the user agrees."""
    screen = console()
    with suppress(_Stop):
        _quick(screen, ledgers, session, words, agreed=agreed)


def _talk(screen: Console, ledgers: Ledgers, ledger: Ledger) -> bool:
    """Whether the talk took place; records it."""
    happened = _yes(screen, "Did the talk take place?")
    if happened is None:
        return False
    if happened:
        on = _day(screen, ledgers, ledger, "On which day? (Enter: today)", past=True)
        ledgers.talk(ledger.session, on)
        return True
    why = _ask(screen, "What came in between, if you want to note it?")
    ledgers.talk(ledger.session, happened=False, why=why)
    screen.print("Noted. Set a new date soon: onward draft invitation SCENARIO.json writes the invitation.")
    return False


def _words(screen: Console, ledgers: Ledgers, session: str) -> None:
    screen.print(
        "\n[b]What was said?[/b] One thing a line; begin with “Name: ” if it matters who. Enter goes on."
    )
    for line in _lines(screen):
        said = _by(line)
        ledgers.said(session, said.text, said.by)
    screen.print("\n[b]What was decided?[/b] One thing a line. Enter goes on.")
    for line in _lines(screen):
        decided = _by(line)
        ledgers.decided(session, decided.text, decided.by)


def _commitments(screen: Console, ledgers: Ledgers, session: str) -> None:
    screen.print(
        "\n[b]Who does what, by when?[/b] One thing a line: “Ben sends the job description by 3 March”."
    )
    for line in _lines(screen):
        try:
            _quick(screen, ledgers, session, line)
        except OnwardError as problem:
            screen.print(safe(str(problem)), style="yellow")


def _quick(screen: Console, ledgers: Ledgers, session: str, words: str, *, agreed: bool = False) -> None:
    read, ledger = ledgers.understand(session, words), ledgers.get(session)
    render_ledger.understood(screen, read, ledger.scenario.user.country)
    if read.unsure or not agreed:
        answer = _ask(screen, "Keep it like this? y yes, c change it, n no").lower()[:1]
        if answer not in ("y", "c"):
            screen.print("Not kept.", style="dim")
            return
        if answer == "c" or not read.owner or not read.what:
            read = _mended(screen, ledgers, ledger, read)
    made = ledgers.commit(session, read.owner, read.what, read.due)
    screen.print(f"Kept as [b]{made.id}[/b].")


def _mended(screen: Console, ledgers: Ledgers, ledger: Ledger, read: Understood) -> Understood:
    """The three parts, each as the user wants it."""
    owner = _ask(screen, f"Who does it?{_now(read.owner)}") or read.owner
    what = _ask(screen, f"What?{_now(read.what)}") or read.what
    due = (
        _day(screen, ledgers, ledger, f"By which day?{_now(say_day(read.due) if read.due else '')}")
        or read.due
    )
    if not owner or not what:
        raise InputError("It needs somebody who does it, and what. Nothing was kept of this line.")
    return Understood(owner, what, due)


def _now(value: str) -> str:
    return f" (Enter: {safe(value)})" if value else ""


def _plan(screen: Console, ledgers: Ledgers, session: str) -> None:
    if not _yes(screen, "\nWas the answer a “not now”?"):
        return
    screen.print(
        "[b]What must be true to open it again?[/b] One condition a line, as “skill: …”, “exposure: …” or “work: …”, with a day at its "
        "end if one was named (“… by 30 June”). Enter goes on."
    )
    wanted: list[Threshold] = []
    for line in _lines(screen):
        kind = _KINDS.match(line)
        if kind is None:
            screen.print(
                "Begin with skill:, exposure: or work:, so that the plan stays readable.", style="yellow"
            )
            continue
        try:
            wanted.append(ledgers.condition(session, kind[1].lower(), kind[2]))
        except InputError as problem:
            screen.print(safe(str(problem)), style="yellow")
    review = _day(screen, ledgers, ledgers.get(session), "On which day do you both look at it?")
    if wanted:
        ledgers.plan(session, wanted, review)


def _compare(screen: Console, ledgers: Ledgers, session: str) -> None:
    like = _ask(
        screen, "\nHow like your rehearsal was it? much, partly, hardly (Enter: not rehearsed)"
    ).lower()
    types = list(catalog.concerns().values())
    screen.print("[b]Which worries came up?[/b]")
    screen.print("  ".join(f"{n} {kind.title.lower()}" for n, kind in enumerate(types, 1)), style="dim")
    numbers = re.findall(r"\d+", _ask(screen, "Their numbers"))
    worries = [types[int(n) - 1].id for n in numbers if 0 < int(n) <= len(types)]
    helped = _ask(screen, "What helped you in the room?")
    if like or worries or helped:
        ledgers.compare(session, like=like if like in tuple(Likeness) else "", worries=worries, helped=helped)


def _by(line: str) -> Said:
    found = _BY.match(line)
    return Said(line[found.end() :], found[1].strip()) if found else Said(line)


def _ask(screen: Console, question: str) -> str:
    """The answer to a question; ``_Stop`` at the end of input or on /stop."""
    try:
        typed = screen.input(f"{question}  ").strip()
    except EOFError:
        raise _Stop from None
    if not sys.stdin.isatty():
        screen.print(safe(typed))  # a script's words are not echoed by a terminal
    if typed == "/stop":
        raise _Stop
    return typed


def _yes(screen: Console, question: str) -> bool | None:
    """Yes or no; None when neither was said."""
    answer = _ask(screen, f"{question} (y/n)").lower()
    return True if answer.startswith("y") else False if answer.startswith("n") else None


def _lines(screen: Console) -> Iterator[str]:
    while line := _ask(screen, "  ›"):
        yield line


def _day(
    screen: Console, ledgers: Ledgers, ledger: Ledger, question: str, *, past: bool = False
) -> date | None:
    """A day that the user confirms when their words leave it open; None when none is given."""
    country = ledger.scenario.user.country
    while words := _ask(screen, question):
        read = read_day(words, ledgers.today, country, past=past)
        if read is None:
            screen.print(
                "I cannot tell which day that is. Write it as 2027-06-14, or “14 June”.", style="yellow"
            )
        elif not read.remark or _yes(
            screen, f"{read.remark[0].upper()}{safe(read.remark[1:])}. Is that right?"
        ):
            return read.day
    return None
