"""The debrief for people, with rich: meaning is never carried by colour alone."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.cli.render import STATES, listing, safe
from assistant.domain import ConcernState, Debrief, LineNote, WorryNote

_WORDS = {ConcernState.EASED: "half way", ConcernState.SETTLED: "settled"}


def debrief(screen: Console, found: Debrief) -> None:
    """What the rehearsal showed; after a safety stop kind words alone."""
    if found.stopped is not None:
        screen.print(f"\n{safe(found.summary)}")
        screen.print(listing("•", [(line, "") for line in found.stopped.help]))
        return
    screen.print(f"\n[b]Debrief[/b]  {safe(found.summary)}")
    if found.because:
        screen.print(Padding(safe(found.because), (0, 2)))
    _worries(screen, found.worries)
    _notes(screen, "Where it turned", (found.turning_point,) if found.turning_point else ())
    _notes(screen, "Strongest", found.strongest)
    _notes(screen, "To say differently", found.weakest)
    _notes(screen, "Careful", found.flags)
    _acts(screen, found)
    total = found.words_user + found.words_manager
    if found.words_user:
        share = round(100 * found.words_user / total)
        screen.print(
            f"\nTalking time: you {share} %, your boss {100 - share} %. {safe(found.talking)}".rstrip()
        )
    if found.revisit:
        screen.print("\n[b]When they come back to it[/b]")
        screen.print(listing("•", [(one, "") for one in found.revisit]))
    if found.manager_tells:
        screen.print(f"\n[b]What they would tell their own boss[/b]\n  “{safe(found.manager_tells)}”")
    if found.practise:
        screen.print("\n[b]To practise[/b]")
        rows = [
            (f"{one.text} “{one.quote}”" if one.quote else one.text, ", ".join(one.guidance_ids))
            for one in found.practise
        ]
        screen.print(listing("•", rows))


def _worries(screen: Console, worries: Sequence[WorryNote]) -> None:
    """One row a worry: its states over the turns as signs, where it stands, and the words that brought it there."""
    for one in worries:
        signs = " ".join(f"[{STATES[state][1]}]{STATES[state][0]}[/]" for state in one.states[1:])
        name, word = one.concern.replace("_", " "), _WORDS.get(one.state, "still open")
        screen.print(f"\n  {signs}  [b]{name}[/b] {word}")
        if one.quote:
            screen.print(Padding(f"turn {one.turn}: “{safe(one.quote)}”", (0, 4)))
        screen.print(Padding(safe(one.why), (0, 4)))


def _acts(screen: Console, found: Debrief) -> None:
    grid = Table.grid(padding=(0, 1))
    for note in found.acts:
        sign = "[green]✓[/]" if note.quote else "~" if note.done else "[yellow]·[/]"
        words = (
            f"turn {note.turn}: “{safe(note.quote)}”"
            if note.quote
            else "touched on"
            if note.done
            else "not there."
        )
        say = _blanks(f" You could say: {note.better}") if note.better else Text()
        grid.add_row(f"  {sign}", note.act.value, Text.from_markup(words) + say)
    if found.acts:
        screen.print("\n[b]The five parts of the talk[/b]")
        screen.print(grid)


def _notes(screen: Console, title: str, notes: Sequence[LineNote]) -> None:
    for number, note in enumerate(notes):
        if number == 0:
            screen.print(f"\n[b]{title}[/b]")
        screen.print(Padding(f"turn {note.turn}: “{safe(note.quote)}”", (0, 2)))
        screen.print(Padding(safe(note.why), (0, 4)))
        if note.better:
            screen.print(Padding(Text("Next time: ", "green") + _blanks(note.better), (0, 4)))


def _blanks(text: str) -> Text:
    out = Text(text)
    out.highlight_regex(r"\[[^\]\n]{2,80}\]", "bold yellow")
    return out
