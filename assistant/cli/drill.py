"""``onward drill``: for programs as JSON Lines, for people as a quick exchange in the terminal."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from assistant import views
from assistant.cli import render, render_practice
from assistant.cli.batch import emit, parse_object
from assistant.cli.options import console, scenario
from assistant.coach import Coach
from assistant.domain import Drill, SafetyStop
from assistant.errors import InputError, OnwardError

_HELP = "Answer in a sentence or two. [b]/end[/b]  what it showed   [b]/quit[/b]  stop here, resume later"


def machine(coach: Coach, drill: Drill) -> bool:
    """One JSON line out for each line in, after the manager's first; whether every line could be answered."""
    emit(views.drill(drill) | {"seed": drill.seed, "difficulty": drill.difficulty}, sys.stdout)
    fine = True
    for raw in sys.stdin.buffer:
        if not raw.strip():
            continue
        try:
            answer = _do(coach, drill.session, parse_object(raw))
        except OnwardError as problem:
            fine = False
            answer = views.error(problem) | {"session": drill.session}
        emit(answer, sys.stdout)
    return fine


def begin(
    coach: Coach,
    concern: str | None,
    path: Path | None,
    seed: int | None,
    difficulty: str,
    resume: str | None,
) -> Drill:
    """The drill to go on with, or a new one.

    :raises InputError: when neither a session nor a worry with a scenario is given.
    """
    if resume is not None:
        return coach.drills.resume(resume)
    if concern is None or path is None:
        raise InputError(
            "Give a worry and a scenario file (onward drill coverage SCENARIO.json), or go on with an earlier drill "
            "by --resume SESSION."
        )
    worry = concern.lower().replace("-", "_").replace(" ", "_")
    return coach.drills.start(scenario(path), worry, seed=seed, difficulty=difficulty)


def _do(coach: Coach, session: str, line: dict[str, Any]) -> dict[str, Any]:
    """What one input line asks for."""
    match line.get("do", "say" if "say" in line else None):
        case "say":
            said = line.get("say")
            if not isinstance(said, str):
                raise InputError('The key "say" must hold a text.', code="missing_field")
            found = coach.drills.say(session, said)
            drill = coach.drills.resume(session)
            if isinstance(found, SafetyStop):
                return views.stopped(found, len(drill.turns) - 1) | {"session": session}
            return views.drill_reply(found, drill)
        case "go_on":
            return views.drill(coach.drills.go_on(session))
        case "end":
            return views.drill_summary(coach.drills.end(session), session)
    raise InputError('A line is {"say": "…"} or {"do": "go_on"|"end"}.', code="unknown_action")


def person(coach: Coach, drill: Drill) -> None:
    """A quick exchange in the terminal; what it showed at the end."""
    screen = console()
    screen.print(
        f"\nDrill {drill.session}, seed {drill.seed}, {drill.difficulty}, engine {drill.engine}.", style="dim"
    )
    screen.print(_HELP, style="dim")
    for reply in coach.drills.replies(drill):
        render_practice.drill_reply(screen, reply)
    while True:
        drill = coach.drills.resume(drill.session)
        if drill.over:
            if not drill.left:
                render_practice.drill_line(screen, drill)
            render_practice.drill_summary(screen, coach.drills.end(drill.session))
            return
        if drill.stopped is not None:
            render.stopped(screen, drill.stopped)
        else:
            render_practice.drill_line(screen, drill)
        try:
            typed = screen.input(f"[bold cyan]{render.safe(drill.scenario.user.name)}[/]  ")
        except EOFError:
            typed = "/quit"
        if not sys.stdin.isatty():
            screen.print(render.safe(typed))  # a script's words are not echoed by a terminal
        if typed.strip() == "/quit":
            screen.print(f"Kept. Go on with: onward drill --resume {drill.session}", style="dim")
            return
        try:
            _obey(coach, drill, typed)
        except OnwardError as problem:
            screen.print(render.safe(str(problem)), style="yellow")


def _obey(coach: Coach, drill: Drill, typed: str) -> None:
    match typed.strip():
        case "/help":
            console().print(_HELP, style="dim")
        case "/end":
            coach.drills.end(drill.session)
        case "/go-on":
            coach.drills.go_on(drill.session)
        case command if command.startswith("/"):
            raise InputError(f"There is no {command.split()[0]}; /help lists what you can type.")
        case _:
            found = coach.drills.say(drill.session, typed)
            if not isinstance(found, SafetyStop):
                render_practice.feedback(console(), found)
