"""``onward playbook``: the handbook to print; ``onward knowledge show``: one piece of guidance in full."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import (
    EngineOption,
    JsonOption,
    ProfileOption,
    coach,
    console,
    scenario,
    write_file,
)


def playbook(
    path: Annotated[
        Path | None,
        typer.Argument(metavar="[SCENARIO.json]", help="Your case; without it, the whole handbook."),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write a file: .pdf to print, .html, .md, …")] = None,
    json: JsonOption = False,
    engine: EngineOption = "auto",
    profile: ProfileOption = None,
) -> None:
    """A handbook to print: your case, then preparing, the five acts, your boss's worries, after the talk."""
    from assistant import views
    from assistant.cli import batch, render

    guide, case = coach(engine, profile), scenario(path) if path else None
    found = guide.playbook(case)
    if out is not None:
        write_file(out, guide.export(found, case, out.suffix))
    if json:
        batch.emit(views.artefact(found), sys.stdout)
    elif out is None:
        render.artefact(console(), found)


def show(
    piece: Annotated[str, typer.Argument(metavar="ID", help="A guidance id, such as trust-first.")],
    json: JsonOption = False,
) -> None:
    """One piece of guidance in full, with its source and, where sources disagree, the other side."""
    from difflib import get_close_matches

    from assistant import catalog
    from assistant.cli import batch, render
    from assistant.codec import to_json
    from assistant.errors import NotFound

    known = catalog.guidance()
    if piece not in known:
        near = get_close_matches(piece, known, n=3, cutoff=0.5)
        hint = f" Did you mean {' or '.join(near)}?" if near else " 'onward search' finds ids by question."
        raise NotFound(f"There is no guidance with the id {piece!r}.{hint}")
    found = known[piece]
    if json:
        parts = {
            name: value for name, value in to_json(found).items() if name not in ("questions", "also", "when")
        }
        batch.emit(parts | {"body": found.body}, sys.stdout)
        return
    others = [known[other] for other in found.differs]
    render.piece(console(), found, others, catalog.sources())
