"""The commands of ``onward``; each is a few lines that read, call the coach and print."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.cli.options import (
    EngineOption,
    InOption,
    JsonOption,
    ProfileOption,
    SaveOption,
    coach,
    console,
    scenario,
    settings,
    spoken,
)

app = typer.Typer(
    name="onward",
    no_args_is_help=False,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Rehearse the career conversation with your boss, score your draft ask, and take the wording along. "
    "Everything stays on this machine unless you configure a remote model.",
)


@app.callback(invoke_without_command=True)
def _default(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    if version:
        from assistant import __version__

        print(f"onward {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        ui()


@app.command()
def ui(
    port: Annotated[
        int | None, typer.Option(help="The port on 127.0.0.1.", show_default="7860, or the next free one")
    ] = None,
    profile: ProfileOption = None,
    engine: EngineOption = "auto",
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
    keep: Annotated[
        bool, typer.Option(help="Keep sessions on disk; --no-keep forgets all when you stop it.")
    ] = True,
) -> None:
    """Open the web page (same as 'onward' alone)."""
    from ui.app import launch

    launch(settings(engine, profile, keep=keep), port=port, open_browser=browser)


@app.command()
def score(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DRAFT | FILE…]",
            help="The draft ask in quotes, or a text file with it; several files are its versions in order; - reads standard input.",
        ),
    ] = None,
    source: InOption = None,
    json: JsonOption = False,
    engine: EngineOption = "auto",
    profile: ProfileOption = None,
    save: SaveOption = False,
) -> None:
    """Score a draft ask for specificity and business framing, with evidence and advice; compare its versions."""
    guide = coach(engine, profile, reads=True)
    from assistant.cli import scoring

    if json and not words:
        _finish(scoring.machine(guide, source or "-", save=save))
        return
    drafts = [("", row["text"]) for row in _rows(source, "text")] if source else scoring.drafts(words or ())
    if len(drafts) > 1 and not json and not source:
        scoring.compare(guide, drafts, save=save)
    else:
        scoring.person(guide, drafts, json=json, save=save)


@app.command()
def read(
    source: InOption = "-",
    json: JsonOption = False,
    engine: EngineOption = "auto",
    profile: ProfileOption = None,
    save: SaveOption = False,
) -> None:
    """Read replies to a manager's concern: level 0 to 2 and moves (JSON Lines in)."""
    from assistant import views
    from assistant.cli import batch
    from assistant.domain import CONCERNS, Prompted
    from assistant.errors import InputError, OnwardError

    guide = coach(engine, profile, reads=True)
    fields = ("ask", "objection_type", "manager", "reply")

    def answer(rows: Any) -> list[Any]:
        known = [row["objection_type"] in CONCERNS for row in rows]
        items = [(Prompted(row["ask"], row["objection_type"], row["manager"]), row["reply"]) for row in rows]
        readings = iter(guide.read([item for item, fine in zip(items, known, strict=True) if fine]))
        problem = InputError(f"objection_type must be one of {', '.join(CONCERNS)}.", code="unknown_concern")
        found = [next(readings) if fine else problem for fine in known]
        if save:
            for row, item in zip(rows, found, strict=True):
                if not isinstance(item, OnwardError):
                    guide.keep(
                        "read",
                        row["reply"][:80],
                        {"row": {name: row[name] for name in fields}, "reading": item},
                    )
        return found

    if json:
        _finish(
            batch.run(
                source or "-",
                lambda rows: [_seen(i, views.reading) for i in answer(rows)],
                fields,
                sys.stdout,
            )
        )
        return
    rows = _rows(source or "-", *fields)
    for row, found in zip(rows, answer(rows), strict=True):
        if isinstance(found, OnwardError):
            raise found
        from assistant.cli import render

        render.reading(console(), row["reply"], found)


@app.command()
def search(
    question: Annotated[str | None, typer.Argument(help="One question.")] = None,
    source: InOption = None,
    k: Annotated[int, typer.Option("-k", help="How many passages.")] = 10,
    json: JsonOption = False,
    engine: EngineOption = "auto",
    profile: ProfileOption = None,
    save: SaveOption = False,
) -> None:
    """Find guidance for a question, with its source."""
    from assistant import views
    from assistant.cli import batch
    from assistant.errors import OnwardError

    guide = coach(engine, profile)

    def answer(questions: list[str]) -> list[Any]:
        found = guide.library.search(questions, k)
        if save:
            for asked, result in zip(questions, found, strict=True):
                if not isinstance(result, OnwardError):
                    guide.keep("search", asked[:80], result)
        return found

    if question is None and (json or source is not None):
        _finish(
            batch.run(
                source or "-",
                lambda rows: [
                    _seen(item, views.search) for item in answer([row["question"] for row in rows])
                ],
                ("question",),
                sys.stdout,
            )
        )
        return
    [found] = answer([spoken(question, "your question")])
    if isinstance(found, OnwardError):
        raise found
    if json:
        batch.emit(views.search(found), sys.stdout)
    else:
        from assistant.cli import render

        render.search(console(), found)


@app.command()
def check(
    path: Annotated[
        Path, typer.Argument(metavar="SCENARIO.json", help="A scenario; - reads standard input.")
    ],
    json: JsonOption = False,
    engine: EngineOption = "auto",
    profile: ProfileOption = None,
    save: SaveOption = False,
) -> None:
    """Is it safe and wise to go ahead? The verdict, warnings and the advice that this case calls for."""
    from assistant import views
    from assistant.cli import batch

    guide, case = coach(engine, profile), scenario(path)
    found = guide.check(case)
    if save:
        guide.keep("check", case.user.name, found)
    if json:
        batch.emit(views.clearance(found), sys.stdout)
    else:
        from assistant.cli import render, render_ledger

        render.clearance(console(), found)
        kept = guide.ledgers.find(case)
        console().print("\n[b]Have ready before the talk[/b]")
        render_ledger.readiness(console(), found.readiness, kept.ready if kept else frozenset())
        console().print(
            f"Tick off what you have: onward ledger ready evidence --scenario {path}", style="dim"
        )


@app.command()
def rehearse(
    path: Annotated[
        Path | None,
        typer.Argument(metavar="SCENARIO.json", help="A scenario; without one, a few questions are asked."),
    ] = None,
    json: JsonOption = False,
    seed: Annotated[
        int | None, typer.Option(help="Draws worries and wording; the same seed gives the same boss.")
    ] = None,
    difficulty: Annotated[str, typer.Option(help="gentle, realistic or hard.")] = "realistic",
    resume: Annotated[str | None, typer.Option(help="Go on with an earlier session.")] = None,
    engine: EngineOption = "auto",
    profile: ProfileOption = None,
    keep: Annotated[bool, typer.Option(help="Keep the session on disk.")] = True,
) -> None:
    """Rehearse the conversation against a simulated boss."""
    from assistant.cli import rehearsal

    guide = coach(engine, profile, keep=keep)
    if json:
        _finish(rehearsal.machine(guide, path, seed, difficulty, resume))
    else:
        rehearsal.person(guide, path, seed, difficulty, resume)


@app.command()
def drill(
    concern: Annotated[
        str | None,
        typer.Argument(metavar="CONCERN", help="The worry to practise: timing, coverage, budget, …"),
    ] = None,
    path: Annotated[Path | None, typer.Argument(metavar="SCENARIO.json", help="A scenario.")] = None,
    json: JsonOption = False,
    seed: Annotated[int | None, typer.Option(help="Draws the wording.")] = None,
    difficulty: Annotated[str, typer.Option(help="gentle, realistic or hard.")] = "realistic",
    resume: Annotated[str | None, typer.Option(help="Go on with an earlier drill.")] = None,
    engine: EngineOption = "auto",
    profile: ProfileOption = None,
    keep: Annotated[bool, typer.Option(help="Keep the drill on disk.")] = True,
) -> None:
    """Drill one worry of your boss: ten quick replies, each with feedback at once."""
    from assistant.cli import drill as drilling

    guide = coach(engine, profile, keep=keep)
    found = drilling.begin(guide, concern, path, seed, difficulty, resume)
    if json:
        _finish(drilling.machine(guide, found))
    else:
        drilling.person(guide, found)


def _register() -> None:
    from assistant.cli.draft import draft
    from assistant.cli.housekeeping import doctor, evaluate, progress, sessions
    from assistant.cli.knowledge import knowledge
    from assistant.cli.ledger import ledger
    from assistant.cli.model import model
    from assistant.cli.playbook import playbook, show
    from assistant.cli.quiz import quiz

    model.command()(quiz)
    app.command()(draft)
    app.command()(playbook)
    knowledge.command("show")(show)
    app.command()(progress)
    app.add_typer(sessions, name="sessions")
    app.add_typer(knowledge, name="knowledge")
    app.add_typer(ledger, name="ledger")
    app.add_typer(model, name="model")
    app.command("eval")(evaluate)
    app.command()(doctor)


_register()


def _seen(found: Any, view: Any) -> Any:
    from assistant.errors import OnwardError

    return found if isinstance(found, OnwardError) else view(found)


def _finish(fine: bool) -> None:
    if not fine:
        raise typer.Exit(1)


def _rows(source: str, *required: str) -> list[dict[str, Any]]:
    from assistant.cli.batch import read_rows

    return read_rows(source, required)
