"""``sessions``, ``progress``, ``eval`` and ``doctor``: what is kept, measured and set."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import (
    EngineOption,
    JsonOption,
    ProfileOption,
    coach,
    console,
    notice,
    progress_bar,
    settings,
    write_file,
)

if TYPE_CHECKING:
    from assistant.coach import Coach
    from assistant.domain import StoredSession

sessions = typer.Typer(no_args_is_help=True, help="What is kept: list, show, export, delete.")


@sessions.command("list")
def sessions_list(json: JsonOption = False, profile: ProfileOption = None) -> None:
    """All rehearsals and kept results, newest first."""
    from assistant import views
    from assistant.cli import batch, render

    found = coach(profile=profile).sessions()
    if json:
        batch.emit({"sessions": [views.summary(row) for row in found]}, sys.stdout)
    else:
        render.sessions(console(), found)


@sessions.command("show")
def sessions_show(session: str, json: JsonOption = False, profile: ProfileOption = None) -> None:
    """One session as it stands; a rehearsal with all its branches, a drill with its feedback."""
    from assistant.cli import batch
    from assistant.codec import to_json

    guide = coach(profile=profile)
    stored = guide.stored(session)
    if stored.kind == "rehearsal":
        _show_rehearsal(guide, stored, json=json)
    elif stored.kind == "drill":
        _show_drill(guide, stored, json=json)
    else:
        batch.emit(to_json(stored), sys.stdout)


def _show_rehearsal(guide: Coach, stored: StoredSession, *, json: bool) -> None:
    from assistant import views
    from assistant.cli import batch, render_debrief, render_practice

    rehearsal, branches = guide.resume(stored.session), guide.branches(stored.session)
    if not json:
        render_practice.branches(console(), rehearsal, branches)
        if rehearsal.ended or rehearsal.state.outcome is not None:
            render_debrief.debrief(console(), guide.debrief(rehearsal))
        return
    shown = [views.branch(one, rehearsal) for one in branches]
    row = {"session": stored.session, "title": stored.title, "seed": rehearsal.seed}
    batch.emit(row | {"turns": shown[-1]["turns"], "branches": shown}, sys.stdout)


def _show_drill(guide: Coach, stored: StoredSession, *, json: bool) -> None:
    from assistant import views
    from assistant.cli import batch, render_practice

    drill = guide.drills.resume(stored.session)
    replies, summary = guide.drills.replies(drill), guide.drills.summary(drill)
    if json:
        row = {"session": stored.session, "title": stored.title, "seed": drill.seed, "concern": drill.concern}
        shown = [views.drill_reply(reply, drill) for reply in replies]
        batch.emit(row | {"replies": shown} | views.drill_summary(summary, stored.session), sys.stdout)
        return
    for reply in replies:
        render_practice.drill_reply(console(), reply)
    render_practice.drill_summary(console(), summary)


@sessions.command("export")
def sessions_export(
    session: Annotated[str | None, typer.Argument(help="A session's id.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every session.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write to this file instead of stdout.")] = None,
    json: JsonOption = False,  # noqa: ARG001 - exports are JSON either way
    profile: ProfileOption = None,
) -> None:
    """Everything kept about one session or all, as JSON."""
    import json as codec

    from assistant.codec import to_json

    guide = coach(profile=profile)
    wanted = [row.session for row in guide.sessions()] if all_ else [_one(session)]
    value = {"sessions": [to_json(guide.stored(name)) for name in wanted]}
    text = codec.dumps(value, ensure_ascii=False, indent=None if out is None else 2) + "\n"
    if out is None:
        sys.stdout.write(text)
        return
    write_file(out, text.encode("utf-8"), f"{len(wanted)} to ")


@sessions.command("delete")
def sessions_delete(
    session: Annotated[str | None, typer.Argument(help="A session's id.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Everything that is kept, your documents too.")] = False,
    json: JsonOption = False,
    profile: ProfileOption = None,
) -> None:
    """Delete one session, or all that is kept, for good."""
    from assistant.cli import batch

    if all_ and not json and sys.stdin.isatty():
        typer.confirm("Delete all sessions, drafts and your documents for good?", abort=True)
    count = coach(profile=profile).delete(None if all_ else _one(session))
    if json:
        batch.emit({"deleted": count}, sys.stdout)
    else:
        console().print(f"Deleted {count}.")


def _one(session: str | None) -> str:
    from assistant.errors import InputError

    if session is None:
        raise InputError("Say which session (its id from 'onward sessions list'), or --all.")
    return session


def progress(
    json: JsonOption = False,
    limit: Annotated[int, typer.Option(min=1, help="How many rehearsals at most.")] = 20,
    profile: ProfileOption = None,
) -> None:
    """Your last rehearsals side by side: outcome, worries settled, level of your replies, talking time."""
    from assistant import views
    from assistant.cli import batch, render_practice

    found = coach(profile=profile).progress(limit)
    if json:
        batch.emit({"rehearsals": [views.progress(one) for one in found]}, sys.stdout)
    else:
        render_practice.progress(console(), found)


def evaluate(
    suite: Annotated[str | None, typer.Argument(help="One suite; all when left out.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write the report to this file: .md or .json.")] = None,
    json: JsonOption = False,
    engine: EngineOption = "auto",
    profile: ProfileOption = None,
) -> None:
    """Measure the program against its judged data and a model's recorded answers, beside the last run."""
    from assistant.cli import batch, render
    from evals.report import beside, write
    from evals.run import run

    report = beside(run(coach(engine, profile), suite))
    if out is not None:
        write(report, out)
    if json:
        batch.emit(report, sys.stdout)
    else:
        render.report(console(), report)
    if not report["passed"]:
        raise typer.Exit(1)


def doctor(json: JsonOption = False, engine: EngineOption = "auto", profile: ProfileOption = None) -> None:
    """What is installed and set, what the model can do and how fast, and what would leave this machine."""
    from assistant.cli import batch, render
    from assistant.doctor import examine

    found = examine(settings(engine, profile), progress_bar(), notice=notice)
    if json:
        batch.emit({"ok": all(item["ok"] for item in found), "checks": found}, sys.stdout)
    else:
        render.doctor(console(), found)
    if not all(item["ok"] for item in found):
        raise typer.Exit(1)
