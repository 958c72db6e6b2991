"""``knowledge``: the user's own documents beside the guidance."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.options import JsonOption, ProfileOption, coach, console

if TYPE_CHECKING:
    from assistant.coach import Coach
    from assistant.domain import Imported
    from assistant.seams import ImportProgress

knowledge = typer.Typer(
    no_args_is_help=True, help="Your own documents beside the guidance: add, list, remove."
)
_SAID = {"added": "Added", "changed": "Replaced", "removed": "Gone", "duplicate": "Known"}


@knowledge.command("add")
def add(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|FOLDER|-",
            help="PDF, Word (DOCX), web page, Markdown or text; - reads standard input.",
        ),
    ],
    name: Annotated[str, typer.Option(help="What to call a text from standard input.")] = "standard input",
    json: JsonOption = False,
    profile: ProfileOption = None,
) -> None:
    """Add documents of yours, so that search finds them too; added again, they are brought up to date."""
    from assistant.cli import batch, render

    guide = coach(profile=profile)
    with _progress() as told:
        found = _import(guide, paths, name, told)
    if json:
        batch.emit(_row(found), sys.stdout)
    else:
        render.imported(console(), found, _SAID)
    failed = [one for one in found if one.state == "failed"]
    for one in [] if json else failed:
        print(f"onward: {one.problem}", file=sys.stderr)
    if failed:
        raise typer.Exit(1)


@knowledge.command("list")
def list_(json: JsonOption = False, profile: ProfileOption = None) -> None:
    """The guidance, and the documents that you added."""
    from assistant import catalog
    from assistant.cli import batch, render
    from assistant.codec import to_json

    documents, pieces = coach(profile=profile).library.documents(), len(catalog.guidance())
    if json:
        batch.emit({"guidance": pieces, "documents": [to_json(item) for item in documents]}, sys.stdout)
    else:
        render.documents(console(), pieces, documents)


@knowledge.command("remove")
def remove(
    document: Annotated[
        str | None, typer.Argument(help="A document's id, or a file or folder that you added.")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="All of your documents.")] = False,
    json: JsonOption = False,
    profile: ProfileOption = None,
) -> None:
    """Remove documents that you added; the files themselves stay where they are."""
    from assistant.cli import batch
    from assistant.errors import InputError

    library = coach(profile=profile).library
    if all_ == (document is not None):
        raise InputError("Say which document to remove (its id from 'onward knowledge list'), or --all.")
    count = library.clear() if document is None else len(library.remove(document))
    if json:
        batch.emit({"removed": document or "all", "documents": count}, sys.stdout)
    else:
        console().print(f"Removed {count} document{'' if count == 1 else 's'}.", markup=False)


def _import(guide: Coach, paths: list[str], name: str, told: ImportProgress | None) -> list[Imported]:
    from assistant.domain import MAX_DOCUMENT_BYTES

    found = (
        guide.library.add([Path(path) for path in paths if path != "-"], told) if set(paths) != {"-"} else []
    )
    if "-" in paths:
        found += guide.library.add_text(name, sys.stdin.buffer.read(MAX_DOCUMENT_BYTES + 1), told)
    return found


def _row(found: list[Imported]) -> dict[str, Any]:
    """One object: every file, how many of each state, and of a single document its id, title and size."""
    files = [
        {
            "name": one.name,
            "state": one.state,
            "document": one.document.id if one.document else None,
            "title": one.document.title if one.document else None,
            "passages": one.document.passages if one.document else 0,
            "notes": list(one.notes),
            **({"error": {"code": one.code, "message": one.problem}} if one.problem else {}),
        }
        for one in found
    ]
    counts = {state: sum(one.state == state for one in found) for state in ("added", *_COUNTED)}
    single = {key: files[0][key] for key in ("document", "title", "passages")} if len(files) == 1 else {}
    return single | counts | {"files": files}


_COUNTED = ("changed", "unchanged", "duplicate", "removed", "failed")


@contextmanager
def _progress() -> Iterator[ImportProgress | None]:
    """A bar on stderr with the file and its passages, only when somebody is looking."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.markup import escape
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from assistant.domain import Importing

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[passages]}"))
    with Progress(*columns, TimeElapsedColumn(), console=console(error=True), transient=True) as bar:
        task = bar.add_task("Looking", total=None, passages="")

        def told(step: Importing) -> None:
            share = step.done / step.total if step.total else 0.0
            passages = f"{step.done} of {step.total} passages" if step.total else "reading"
            bar.update(
                task,
                description=escape(f"{step.file} of {step.files}: {step.name[-40:]}"),
                total=float(step.files),
                completed=step.file - 1 + share,
                passages=passages,
            )

        yield told
