"""``onward ledger``: after the talk. What was agreed, what became of it, what deserves a look, reminders."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.options import JsonOption, ProfileOption, coach, console, scenario, write_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.domain import Commitment, Ledger
    from assistant.ledgers import Ledgers

ledger = typer.Typer(
    no_args_is_help=True, help="After the talk: what was agreed, what became of it, reminders."
)

LedgerOption = Annotated[
    str | None, typer.Option("--ledger", help="A ledger's session.", show_default="the one used last")
]
TodayOption = Annotated[
    str | None,
    typer.Option("--today", help="Work as on this day (YYYY-MM-DD).", show_default="today"),
]
WhyOption = Annotated[str, typer.Option("--why", help="The reason, if one was given.")]
CommitmentArgument = Annotated[
    str, typer.Argument(metavar="ID", help="c1, c2, … as 'onward ledger show' lists them.")
]


@ledger.command("after")
def after(
    path: Annotated[
        Path | None,
        typer.Argument(metavar="[SCENARIO.json]", help="Whose talk; without it, the ledger used last."),
    ] = None,
    json: JsonOption = False,
    which: LedgerOption = None,
    today: TodayOption = None,
    profile: ProfileOption = None,
) -> None:
    """Record the real talk: whether it took place, what was said and decided, who does what by when."""
    from assistant.cli import ledger_after, ledger_lines

    ledgers = _ledgers(profile, today)
    found = ledgers.open(scenario(path)) if path is not None else ledgers.get(which)
    if not json:
        ledger_after.person(ledgers, found)
    elif not ledger_lines.machine(ledgers, found):
        raise typer.Exit(1)


@ledger.command("show")
def show(
    json: JsonOption = False,
    which: LedgerOption = None,
    today: TodayOption = None,
    profile: ProfileOption = None,
) -> None:
    """Where everything stands, and what deserves a look."""
    _shown(_ledgers(profile, today), which, json=json)


@ledger.command("list")
def list_(
    json: JsonOption = False,
    which: LedgerOption = None,
    today: TodayOption = None,
    profile: ProfileOption = None,
) -> None:
    """The commitments alone, the next one due first."""
    from assistant import views
    from assistant.cli import batch, render_ledger

    ledgers = _ledgers(profile, today)
    found = ledgers.get(which)
    if json:
        batch.emit({"commitments": [views.commitment(one) for one in found.commitments]}, sys.stdout)
    else:
        render_ledger.commitments(console(), found, ledgers.today)


@ledger.command("add")
def add(
    words: Annotated[
        str, typer.Argument(help='Who does what by when: "Ben sends the job description by 3 March".')
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Keep it as understood, without asking.")] = False,
    json: JsonOption = False,
    which: LedgerOption = None,
    today: TodayOption = None,
    profile: ProfileOption = None,
) -> None:
    """Add a commitment from one sentence; what was understood is shown before it is kept."""
    from assistant import views
    from assistant.cli import batch, ledger_after
    from assistant.errors import InputError

    ledgers = _ledgers(profile, today)
    session = ledgers.get(which).session
    if not json:
        ledger_after.quick(ledgers, session, words, agreed=yes)
        return
    read = ledgers.understand(session, words)
    if not yes:
        batch.emit(views.understood(read), sys.stdout)
        return
    if read.unsure:
        raise InputError(
            f"Not kept, because it was not plain: {'; '.join(read.unsure)}. Say it more exactly.",
            code="unsure",
        )
    batch.emit(views.commitment(ledgers.commit(session, read.owner, read.what, read.due)), sys.stdout)


@ledger.command("mark")
def mark(
    commitment: CommitmentArgument,
    state: Annotated[str, typer.Argument(help="kept, slipped, or open after all.")],
    why: WhyOption = "",
    json: JsonOption = False,
    which: LedgerOption = None,
    today: TodayOption = None,
    profile: ProfileOption = None,
) -> None:
    """Mark a commitment as kept or slipped."""
    _change(profile, today, which, lambda them, at: them.mark(at, commitment, state, why=why), json=json)


@ledger.command("move")
def move(
    commitment: CommitmentArgument,
    to: Annotated[str, typer.Argument(metavar="DATE", help="The new day: 2027-06-14, or '14 June'.")],
    why: WhyOption = "",
    json: JsonOption = False,
    which: LedgerOption = None,
    today: TodayOption = None,
    profile: ProfileOption = None,
) -> None:
    """Give a commitment another day; the old one stays readable."""

    def moved(them: Ledgers, at: str) -> Commitment:
        return them.move(at, commitment, them.day(at, to), why=why)

    _change(profile, today, which, moved, json=json)


@ledger.command("drop")
def drop(
    commitment: CommitmentArgument,
    why: WhyOption = "",
    json: JsonOption = False,
    which: LedgerOption = None,
    today: TodayOption = None,
    profile: ProfileOption = None,
) -> None:
    """Drop a commitment that no longer matters; it stays readable."""
    _change(profile, today, which, lambda them, at: them.mark(at, commitment, "dropped", why=why), json=json)


@ledger.command("plan")
def plan(
    skill: Annotated[
        list[str] | None, typer.Option(help="A skill to show; end with 'by 30 June' for a day.")
    ] = None,
    exposure: Annotated[list[str] | None, typer.Option(help="An experience to gain.")] = None,
    work: Annotated[list[str] | None, typer.Option(help="A piece of work to deliver.")] = None,
    review: Annotated[str | None, typer.Option(help="The day on which you look at it together.")] = None,
    on: Annotated[str | None, typer.Option(help="When this was agreed, if not today.")] = None,
    json: JsonOption = False,
    which: LedgerOption = None,
    today: TodayOption = None,
    profile: ProfileOption = None,
) -> None:
    """Record what must be true after a "not now"; a later version is compared with the earlier one."""
    ledgers = _ledgers(profile, today)
    session = ledgers.get(which).session
    asked = {"skill": skill or [], "exposure": exposure or [], "work": work or []}
    wanted = [ledgers.condition(session, kind, text) for kind, texts in asked.items() for text in texts]
    ledgers.plan(
        session,
        wanted,
        ledgers.day(session, review) if review else None,
        on=ledgers.day(session, on, past=True) if on else None,
    )
    _shown(ledgers, session, json=json)


@ledger.command("outcomes")
def outcomes(
    time: Annotated[int | None, typer.Option(help="Per cent of your time on what you want to do.")] = None,
    opportunities: Annotated[
        int | None, typer.Option(help="How many came to you unasked since last time.")
    ] = None,
    sponsor: Annotated[list[str] | None, typer.Option(help="Somebody who speaks up for you.")] = None,
    note: Annotated[str, typer.Option(help="In your words.")] = "",
    json: JsonOption = False,
    which: LedgerOption = None,
    today: TodayOption = None,
    profile: ProfileOption = None,
) -> None:
    """Note what counts more than titles: your time, the opportunities that reach you, who speaks for you."""
    from assistant import views
    from assistant.cli import batch, render_ledger

    ledgers = _ledgers(profile, today)
    session = ledgers.get(which).session
    if (time, opportunities, sponsor, note) != (None, None, None, ""):
        ledgers.observe(session, time=time, opportunities=opportunities, sponsors=sponsor or (), note=note)
    found = ledgers.get(session)
    if json:
        batch.emit({"signs": _json(ledgers, found, views)["signs"]}, sys.stdout)
    else:
        render_ledger.signs(console(), found)


@ledger.command("close")
def close(
    met: Annotated[
        bool, typer.Option("--met/--not-met", help="Whether you met again to look at what was agreed.")
    ],
    changed: Annotated[
        list[str] | None, typer.Option(help="What has shifted: time, opportunities, sponsors.")
    ] = None,
    note: Annotated[str, typer.Option(help="In your words.")] = "",
    json: JsonOption = False,
    which: LedgerOption = None,
    today: TodayOption = None,
    profile: ProfileOption = None,
) -> None:
    """Close a round: you looked at what was agreed, and at what has changed since."""
    ledgers = _ledgers(profile, today)
    session = ledgers.get(which).session
    ledgers.close(session, met=met, changed=changed or (), note=note)
    _shown(ledgers, session, json=json)


@ledger.command("ready")
def ready(
    items: Annotated[
        list[str] | None,
        typer.Argument(help="What you have ready: evidence directions process contract confidants horizons."),
    ] = None,
    path: Annotated[
        Path | None,
        typer.Option("--scenario", metavar="SCENARIO.json", help="Begins a ledger if there is none yet."),
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take these ticks away.")] = False,
    json: JsonOption = False,
    which: LedgerOption = None,
    profile: ProfileOption = None,
) -> None:
    """Tick off what you have ready before the talk, or see the list."""
    from assistant.cli import batch, render_ledger

    guide = coach(profile=profile)
    ledgers = guide.ledgers
    found = ledgers.open(scenario(path)) if path is not None else ledgers.get(which)
    for item in items or ():
        found = ledgers.tick(found.session, item, done=not undo)
    if json:
        batch.emit({"ledger": found.session, "ready": sorted(found.ready)}, sys.stdout)
    else:
        render_ledger.readiness(console(), guide.check(found.scenario).readiness, found.ready)


@ledger.command("timeline")
def timeline(
    json: JsonOption = False,
    which: LedgerOption = None,
    today: TodayOption = None,
    profile: ProfileOption = None,
) -> None:
    """The whole arc on one line of time."""
    from assistant import views
    from assistant.cli import batch, render_ledger

    ledgers = _ledgers(profile, today)
    steps = ledgers.arc(ledgers.get(which))
    if json:
        batch.emit(views.timeline(steps), sys.stdout)
    else:
        render_ledger.timeline(console(), steps, ledgers.today)


@ledger.command("note")
def note(
    json: JsonOption = False,
    out: Annotated[Path | None, typer.Option(help="Write it to this file (.md).")] = None,
    which: LedgerOption = None,
    profile: ProfileOption = None,
) -> None:
    """The same-day note with what was said, decided and agreed."""
    from assistant import views
    from assistant.cli import batch, render

    ledgers = _ledgers(profile, None)
    found = ledgers.note(ledgers.get(which))
    if out is not None:
        write_file(out, found.markdown.encode("utf-8"))
    if json:
        batch.emit(views.artefact(found), sys.stdout)
    elif out is None:
        render.artefact(console(), found)


@ledger.command("remind")
def remind(
    out: Annotated[Path, typer.Option(help="The calendar file to write.")] = Path("onward-reminders.ics"),
    days: Annotated[int, typer.Option(help="Remind so many days before, and on the day.")] = 3,
    json: JsonOption = False,
    which: LedgerOption = None,
    profile: ProfileOption = None,
) -> None:
    """Write a calendar file (.ics) with a reminder for each day that is ahead."""
    from assistant.cli import batch

    ledgers = _ledgers(profile, None)
    write_file(out, ledgers.reminders(ledgers.get(which), days))
    print(
        "onward: it holds who does what; colleagues may be able to read a calendar at work.", file=sys.stderr
    )
    if json:
        batch.emit({"file": str(out)}, sys.stdout)


def _ledgers(profile: Path | None, today: str | None) -> Ledgers:
    from assistant.errors import InputError

    try:
        return coach(profile=profile).ledgers.on(date.fromisoformat(today) if today else None)
    except ValueError as error:
        raise InputError(
            f"--today {today!r} is no day: write it as YYYY-MM-DD, for example 2027-06-14."
        ) from error


def _change(
    profile: Path | None,
    today: str | None,
    which: str | None,
    act: Callable[[Ledgers, str], Commitment],
    *,
    json: bool,
) -> None:
    from assistant import views
    from assistant.cli import batch, render_ledger

    ledgers = _ledgers(profile, today)
    found = ledgers.get(which)
    changed = act(ledgers, found.session)
    if json:
        batch.emit(views.commitment(changed), sys.stdout)
    else:
        render_ledger.commitment(console(), changed, found.scenario.user.country)


def _shown(ledgers: Ledgers, which: str | None, *, json: bool) -> None:
    from assistant import views
    from assistant.cli import batch, render_ledger

    found = ledgers.get(which)
    if json:
        batch.emit(_json(ledgers, found, views), sys.stdout)
    else:
        render_ledger.ledger(console(), ledgers, found)


def _json(ledgers: Ledgers, found: Ledger, views: Any) -> dict[str, Any]:
    shown: dict[str, Any] = views.ledger(
        found, ledgers.notices(found), ledgers.rounds(found), ledgers.practise(found)
    )
    return shown
