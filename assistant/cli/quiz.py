"""``onward model quiz``: what the configured language model may do here."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from assistant.cli.options import EngineOption, JsonOption, ProfileOption, console, settings

LABELS = {
    "listening": "Judging replies",
    "scoring": "Judging drafts",
    "speaking": "Speaking as the manager",
    "advising": "Wording advice",
    "writing": "Wording texts",
}


def quiz(
    stages: Annotated[
        list[str] | None, typer.Argument(help=f"Only these: {', '.join(LABELS)}.", show_default="all")
    ] = None,
    json: JsonOption = False,
    engine: EngineOption = "auto",
    profile: ProfileOption = None,
) -> None:
    """Ask the model a few judged cases; it is used only for what it passes (some minutes)."""
    from assistant.cli.batch import emit
    from assistant.codec import to_json
    from assistant.errors import InputError
    from assistant.wiring import Wiring

    wanted = list(dict.fromkeys(stages or LABELS))
    if unknown := [stage for stage in wanted if stage not in LABELS]:
        raise InputError(f"There is no stage {unknown[0]!r}. Choose among {', '.join(LABELS)}.")
    parts = Wiring(settings(engine, profile))
    if parts.engine_name == "embedded":
        raise InputError(
            "No language model is configured, so there is nothing to try. Set ONWARD_MODEL, or name one with --engine."
        )
    found = parts.quiz(wanted, _told)
    if json:
        emit(to_json(found), sys.stdout)
        return
    screen = console()
    screen.print(f"\n[b]{found.model}[/b] on the quiz:")
    for one in found.stages:
        verdict = (
            "[green]passed: the model does this[/]"
            if one.passed
            else "[yellow]not passed: the built-in engine does this[/]"
        )
        beside = (
            "" if one.embedded is None else f", built-in {one.embedded:.2f}, both together {one.together:.2f}"
        )
        screen.print(f"  {LABELS[one.stage]:<24} {verdict}")
        screen.print(
            f"    {one.agreement:.2f} (needed {one.needed:.2f}{beside}); {one.cases} cases in {one.seconds:.0f} seconds"
            + (f", {one.failures} without a usable answer" if one.failures else ""),
            style="dim",
        )


def _told(stage: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(
            f"\r{LABELS[stage]}: {done} of {total}   ",
            end="\n" if done == total else "",
            file=sys.stderr,
            flush=True,
        )
    elif done == 0:
        print(f"{LABELS[stage]}: {total} cases …", file=sys.stderr, flush=True)
