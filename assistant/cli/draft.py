"""``onward draft``: one text to take along, on the screen, as JSON, or in a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import (
    EngineOption,
    JsonOption,
    ProfileOption,
    SaveOption,
    coach,
    console,
    scenario,
    write_file,
)


def draft(
    kind: Annotated[
        str,
        typer.Argument(
            help="invitation agenda brief five_acts note not_now_plan transition_plan resignation_note"
        ),
    ],
    path: Annotated[
        Path, typer.Argument(metavar="SCENARIO.json", help="A scenario; - reads standard input.")
    ],
    tone: Annotated[str, typer.Option(help="plain, warm or formal.")] = "plain",
    length: Annotated[str, typer.Option(help="full or short.")] = "full",
    out: Annotated[
        Path | None, typer.Option(help="Write a file: .md, .txt, .docx, .pdf, or .ics for the invitation.")
    ] = None,
    json: JsonOption = False,
    engine: EngineOption = "auto",
    profile: ProfileOption = None,
    save: SaveOption = False,
) -> None:
    """Write a text to take along: every number, name and date from the scenario, the rest visible blanks."""
    from assistant import views
    from assistant.cli import batch
    from assistant.domain import Style

    guide, case = coach(engine, profile), scenario(path)
    found = guide.draft(kind.replace("-", "_"), case, Style(tone, length))
    if out is not None:
        write_file(out, guide.export(found, case, out.suffix))
    if save:
        guide.keep("draft", f"{found.kind}: {case.user.name}", found)
    if json:
        batch.emit(views.artefact(found), sys.stdout)
    elif out is None:
        from assistant.cli import render

        render.artefact(console(), found)
