"""Options that several commands share, and the coach they are for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from assistant.coach import Coach
    from assistant.domain import Scenario
    from assistant.settings import Settings

EngineOption = Annotated[
    str,
    typer.Option("--engine", help="embedded, a model's name, or auto: the configured model, else embedded."),
]
ProfileOption = Annotated[
    Path | None,
    typer.Option("--profile", help="The folder that keeps all state.", show_default="user data folder"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON on stdout and nothing else.")]
InOption = Annotated[
    str | None, typer.Option("--in", help="JSON Lines to answer line by line; - reads standard input.")
]
SaveOption = Annotated[bool, typer.Option("--save", help="Keep the result among the sessions.")]


def settings(engine: str = "auto", profile: Path | None = None, *, keep: bool = True) -> Settings:
    """Settings from the environment, with what the command line says on top."""
    from pydantic import ValidationError

    from assistant.errors import InputError
    from assistant.settings import Settings

    chosen: dict[str, Any] = {} if engine == "auto" else {"engine": engine}
    if profile is not None:
        chosen["profile"] = profile.expanduser().absolute()
    if not keep:
        chosen["keep"] = False
    try:
        return Settings(**chosen)
    except ValidationError as error:
        named = "; ".join(
            f"ONWARD_{'.'.join(map(str, item['loc'])).upper()}: {item['msg']}" for item in error.errors()
        )
        raise InputError(f"A setting cannot be used: {named}.") from error


def coach(
    engine: str = "auto", profile: Path | None = None, *, keep: bool = True, reads: bool = False
) -> Coach:
    """The coach for these options; long work shows its progress on stderr.

    :param reads: as for :func:`assistant.wiring.build`.
    """
    from assistant.wiring import build

    return build(settings(engine, profile, keep=keep), progress_bar(), notice=notice, reads=reads)


def notice(says: str) -> None:
    """What takes a while, on stderr."""
    print(f"onward: {says}", file=sys.stderr)


def write_file(out: Path, content: bytes, what: str = "") -> None:
    """The file, and a line on stderr that says so.

    :param what: what is said before its place ("3 to ").
    """
    from assistant.errors import InputError

    try:
        out.write_bytes(content)
    except OSError as error:
        raise InputError(
            f"{out} cannot be written ({error.strerror}). Choose another place with --out."
        ) from error
    notice(f"wrote {what}{out}")


def console(*, error: bool = False) -> Console:
    """A terminal for people; plain text when it is not one."""
    from rich.console import Console

    return Console(stderr=error, highlight=False)


def progress_bar() -> Callable[[int, int], None]:
    """A progress callback that draws one bar on stderr, only when somebody is looking."""
    state: dict[str, Any] = {}

    def show(done: int, total: int) -> None:
        if not sys.stderr.isatty():
            if done == 0:
                print("Building the search index (once, some seconds) …", file=sys.stderr)
            return
        from rich.progress import Progress

        if "bar" not in state:
            state["bar"] = Progress(console=console(error=True), transient=True)
            state["task"] = state["bar"].add_task("Building the search index (once)", total=total)
            state["bar"].start()
        state["bar"].update(state["task"], completed=done, total=total)
        if done >= total:
            state.pop("bar").stop()

    return show


def scenario(path: Path) -> Scenario:
    """The scenario in a file (or ``-``); notes on ignored keys go to stderr."""
    import json

    from assistant.errors import ScenarioError
    from assistant.scenario import load_scenario, read_scenario

    if str(path) == "-":
        try:
            loaded, notes = load_scenario(json.loads(sys.stdin.buffer.read(1_000_000).decode("utf-8-sig")))
        except ValueError as error:
            raise ScenarioError(
                "Standard input is not one valid JSON object; docs/scenario.md shows what it must look like."
            ) from error
    else:
        loaded, notes = read_scenario(path)
    for note in notes:
        print(f"onward: {note}", file=sys.stderr)
    return loaded


def spoken(text: str | None, what: str) -> str:
    """The argument, or what is typed; ``InputError`` when there is nothing to read from."""
    from assistant.errors import InputError

    if text is not None and text != "-":
        return text
    if text is None and sys.stdin.isatty():
        console(error=True).print(
            f"Type {what}, then press Ctrl-D (Ctrl-Z and Enter on Windows):", style="dim"
        )
    try:
        return sys.stdin.buffer.read(2_000_000).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"What came on standard input for {what} is not UTF-8 text.") from error
