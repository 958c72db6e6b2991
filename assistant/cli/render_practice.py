"""Drills, branches and progress for people, with rich; meaning is never carried by colour alone."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from assistant.cli.render import safe, turn
from assistant.domain import Branch, Drill, DrillReply, DrillSummary, Progress, Rehearsal

_LEVELS = (("✗", "red"), ("~", "yellow"), ("✓", "green"))
"""Sign and colour of the levels 0, 1 and 2."""


def drill_line(screen: Console, drill: Drill) -> None:
    """The line that waits for an answer, and how many are still to come."""
    name = safe(drill.scenario.manager.name)
    screen.print(f"\n[bold magenta]{name}[/]  {safe(drill.turns[-1].utterance.text)}")
    if drill.left:
        screen.print(f"{drill.left} to go", style="dim")


def drill_reply(screen: Console, found: DrillReply) -> None:
    """An earlier reply with the line it answered."""
    screen.print(f"\n[magenta]{safe(found.asked)}[/]\n[cyan]{safe(found.said)}[/]")
    feedback(screen, found)


def feedback(screen: Console, found: DrillReply) -> None:
    """What there is to say about one reply."""
    sign, colour = _LEVELS[found.level]
    screen.print(f"  [{colour}]{sign} {found.level} of 2[/]  {safe(found.verdict)}")
    for ground in found.grounds:
        screen.print(Padding(f"{ground.text}: “{safe(ground.quote)}”", (0, 4)), style="dim")
    if found.advice:
        screen.print(Padding(f"[green]Next:[/] {safe(found.advice)}", (0, 4)))


def drill_summary(screen: Console, found: DrillSummary) -> None:
    """What the drill showed."""
    signs = " ".join(f"[{_LEVELS[level][1]}]{_LEVELS[level][0]}[/]" for level in found.levels)
    screen.print(f"\n[b]The drill[/b]  {safe(found.text)}")
    if signs:
        screen.print(Padding(f"{signs}  [dim](✓ dealt with, ~ half way, ✗ passed by)[/]", (0, 2)))
    if found.best:
        screen.print(f"\n[b]Your best reply[/b], number {found.best.turn}")
        screen.print(Padding(f"“{safe(found.best.quote)}”", (0, 2)))
        screen.print(Padding(safe(found.best.why), (0, 4)))
    if found.advice:
        screen.print(f"\n[green]Next time:[/] {safe(found.advice)} [dim]({', '.join(found.guidance_ids)})[/]")


def branches(screen: Console, rehearsal: Rehearsal, found: Sequence[Branch]) -> None:
    """Each branch with the turns that were played in it."""
    for one in found:
        if len(found) > 1:
            outcome = f", {one.outcome.value}" if one.outcome else ""
            came = "" if one.left is None else f", left branch {one.left} after turn {one.after}"
            current = " (the current one)" if one is found[-1] else ""
            screen.print(f"\n[b]Branch {one.number}[/b]{current}{came}{outcome}")
        for played in one.own:
            turn(screen, rehearsal, played, echo=True)
        if not one.own:
            screen.print("  Nothing was said in it.", style="dim")


def progress(screen: Console, found: Sequence[Progress]) -> None:
    """The last rehearsals, oldest first, with bars."""
    if not found:
        screen.print("No rehearsal yet. 'onward rehearse SCENARIO.json' begins one.")
        return
    table = Table(box=None, padding=(0, 1))
    for column in ("begun", "boss", "outcome", "settled", "level", "your words"):
        table.add_column(column, no_wrap=column not in ("boss", "outcome"))
    for one in found:
        table.add_row(
            f"{one.when.astimezone():%d %b %H:%M}",
            f"{one.temperament}, {one.difficulty}",
            one.outcome.value if one.outcome else "still open",
            _bar(one.settled, _percent(one.settled)),
            _bar(
                None if one.level is None else one.level / 2,
                "–" if one.level is None else f"{one.level:.1f}",
            ),
            _bar(one.own_words, _percent(one.own_words)),
        )
    screen.print(table)
    screen.print(
        "settled: worries settled of those that came up; level: of your replies, 0 to 2; your words: of all words spoken.",
        style="dim",
    )


def _bar(share: float | None, label: str) -> str:
    full = 0 if share is None else round(5 * share)
    return f"{'█' * full}{'░' * (5 - full)} {label}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{round(100 * share)} %"
