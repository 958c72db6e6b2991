"""``onward rehearse``: for programs as JSON Lines, for people as a chat in the terminal."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from assistant import views
from assistant.cli import render, render_debrief
from assistant.cli.batch import emit, parse_object
from assistant.cli.options import console, scenario
from assistant.coach import Coach
from assistant.domain import TEMPERAMENTS, Manager, Rehearsal, SafetyStop, Scenario, Turn, User
from assistant.errors import InputError, OnwardError
from assistant.text.clean import clean

HELP = """[b]/hint[/b]  what are they really worried about?   [b]/again[/b]  take your last words back and say them better
[b]/rewind N[/b]  back to turn N   [b]/why[/b]  why did they do that?   [b]/end[/b]  debrief   [b]/quit[/b]  stop here, resume later"""


# --- for programs ----------------------------------------------------------------------------------------


def machine(coach: Coach, path: Path | None, seed: int | None, difficulty: str, resume: str | None) -> bool:
    """One JSON line out for each line in, after the manager's opening; whether every line could be answered."""
    rehearsal = _begin(coach, path, seed, difficulty, resume)
    emit(
        views.turn(rehearsal.turns[-1], rehearsal)
        | {"seed": rehearsal.seed, "difficulty": rehearsal.difficulty},
        sys.stdout,
    )
    fine = True
    for raw in sys.stdin.buffer:
        if not raw.strip():
            continue
        try:
            answer = _do(coach, rehearsal.session, parse_object(raw))
        except OnwardError as problem:
            fine = False
            answer = views.error(problem) | {"session": rehearsal.session}
        emit(answer, sys.stdout)
    return fine


def _do(coach: Coach, session: str, line: dict[str, Any]) -> dict[str, Any]:
    """What one input line asks for."""
    action = line.get("do", "say" if "say" in line else None)
    match action:
        case "say":
            return _answer(coach, session, coach.say(session, _text(line)))
        case "edit":
            return _answer(coach, session, coach.edit(session, _text(line)))
        case "go_on":
            return _answer(coach, session, coach.go_on(session))
        case "hint":
            return views.hint(coach.hint(session))
        case "rewind":
            turn = line.get("turn")
            if not isinstance(turn, int) or isinstance(turn, bool):
                raise InputError(
                    'Say which turn to go back to: {"do": "rewind", "turn": 2}.', code="missing_field"
                )
            rehearsal = coach.rewind(session, turn)
            return {"turn": turn, "branch": rehearsal.branch, "session": session}
        case "end":
            return views.debrief(coach.end(session), session)
    raise InputError(
        'A line is {"say": "…"} or {"do": "hint"|"rewind"|"edit"|"go_on"|"end"}.', code="unknown_action"
    )


def _text(line: dict[str, Any]) -> str:
    said = line.get("say")
    if not isinstance(said, str):
        raise InputError('The key "say" must hold a text.', code="missing_field")
    return said


def _answer(coach: Coach, session: str, found: Turn | SafetyStop) -> dict[str, Any]:
    rehearsal = coach.resume(session)
    if isinstance(found, SafetyStop):
        return views.stopped(found, rehearsal.state.turn) | {"session": session}
    return views.turn(found, rehearsal)


def _begin(
    coach: Coach, path: Path | None, seed: int | None, difficulty: str, resume: str | None
) -> Rehearsal:
    if resume is not None:
        return coach.resume(resume)
    if path is None:
        raise InputError(
            "Give a scenario file (see docs/scenario.md), or go on with an earlier session by --resume SESSION."
        )
    return coach.start(scenario(path), seed=seed, difficulty=difficulty)


# --- for people ----------------------------------------------------------------------------------------------


def person(coach: Coach, path: Path | None, seed: int | None, difficulty: str, resume: str | None) -> None:
    """A chat in the terminal; the debrief at the end."""
    screen = console()
    case = scenario(path) if path else None
    if resume is None and case is None:
        case = ask_on_the_spot()
    if case is not None:
        rehearsal = coach.start(case, seed=seed, difficulty=difficulty)
        render.clearance(screen, coach.check(case), short=True)
    else:
        rehearsal = coach.resume(resume or "")
    screen.print(
        f"\nSession {rehearsal.session}, seed {rehearsal.seed}, {rehearsal.difficulty}, engine {rehearsal.engine}.",
        style="dim",
    )
    screen.print(HELP, style="dim")
    for turn in rehearsal.turns[:-1]:
        render.turn(screen, rehearsal, turn, echo=True)
    render.turn(screen, rehearsal, rehearsal.turns[-1], echo=resume is not None)
    _chat(coach, rehearsal.session)


def _chat(coach: Coach, session: str) -> None:
    screen = console()
    while True:
        rehearsal = coach.resume(session)
        if rehearsal.ended:
            render_debrief.debrief(screen, coach.debrief(rehearsal))
            return
        if rehearsal.stopped is not None:
            render.stopped(screen, rehearsal.stopped)
        elif rehearsal.state.outcome is not None:
            screen.print(
                "The talk is over. [b]/end[/b] for the debrief, or [b]/rewind N[/b] to play a turn again.",
                style="dim",
            )
        try:
            typed = screen.input(f"\n[bold cyan]{render.safe(rehearsal.scenario.user.name)}[/]  ")
        except EOFError:
            typed = "/quit"
        if not sys.stdin.isatty():
            screen.print(render.safe(typed))  # a script's words are not echoed by a terminal
        if typed.strip() == "/quit":
            screen.print(f"Kept. Go on with: onward rehearse --resume {session}", style="dim")
            return
        try:
            _obey(coach, rehearsal, typed)
        except OnwardError as problem:
            screen.print(render.safe(str(problem)), style="yellow")


def _obey(coach: Coach, rehearsal: Rehearsal, typed: str) -> None:
    screen, session = console(), rehearsal.session
    command, _, rest = typed.strip().partition(" ")
    match command:
        case "/help":
            screen.print(HELP, style="dim")
        case "/hint":
            found = coach.hint(session)
            screen.print(
                f"{render.safe(found.text)}  [dim]({', '.join(found.guidance_ids)})[/]", style="green"
            )
        case "/why":
            screen.print(render.safe(rehearsal.turns[-1].decision.reason), style="green")
        case "/again":
            better = rest or screen.input("[bold cyan]Say it better:[/]  ")
            _show(coach, session, coach.edit(session, better))
        case "/rewind":
            if not rest.strip().isdigit():
                raise InputError("Say which turn: /rewind 2")
            again = coach.rewind(session, int(rest))
            opened = "; the talk is open again" if rehearsal.state.outcome or rehearsal.ended else ""
            screen.print(
                f"Back after turn {rest.strip()}{opened}; this is branch {again.branch}.", style="dim"
            )
            render.turn(screen, again, again.turns[-1], echo=True)
        case "/go-on":
            coach.go_on(session)
        case "/end":
            coach.end(session)
        case _ if command.startswith("/"):
            raise InputError(f"There is no {command}; /help lists what you can type.")
        case _:
            _show(coach, session, coach.say(session, typed))


def _show(coach: Coach, session: str, found: Turn | SafetyStop) -> None:
    if isinstance(found, Turn):
        render.turn(console(), coach.resume(session), found)


def ask_on_the_spot() -> Scenario:
    """A scenario from five short questions."""
    if not sys.stdin.isatty():
        raise InputError(
            "Give a scenario file, or run 'onward rehearse' in a terminal to be asked a few questions."
        )
    from rich.prompt import Prompt

    screen = console()
    screen.print("A few questions, then the talk begins. Nothing leaves this machine.\n", style="dim")
    name = _asked("Your name")
    role = _asked("Your job")
    boss = _asked("Your boss's name")
    kind = Prompt.ask("What kind of boss", console=screen, choices=list(TEMPERAMENTS), default="busy")
    ask = _asked("What do you want to ask for, in your own words")
    return Scenario(user=User(name, role), manager=Manager(boss, temperament=kind), preferred_ask=ask)


def _asked(question: str) -> str:
    from rich.prompt import Prompt

    while True:
        try:
            return clean(
                Prompt.ask(question, console=console(), default="", show_default=False), what=question
            )
        except InputError as problem:
            console().print(render.safe(str(problem)), style="yellow")
