"""Domain values for people, with rich: quoted evidence highlighted, meaning never by colour alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.markdown import Markdown
from rich.markup import escape
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table

from assistant import catalog
from assistant.domain import (
    Artefact,
    Clearance,
    ConcernState,
    Document,
    Reading,
    Rehearsal,
    SafetyStop,
    SearchResult,
    SessionSummary,
    Turn,
    Verdict,
)

STATES = {
    ConcernState.DORMANT: ("·", "dim"),
    ConcernState.RAISED: ("?", "yellow"),
    ConcernState.PRESSED: ("!", "red"),
    ConcernState.EASED: ("~", "cyan"),
    ConcernState.SETTLED: ("✓", "green"),
    ConcernState.STUCK: ("✗", "red"),
}
_VERDICT = {Verdict.GO: "green", Verdict.PREPARE_FIRST: "yellow", Verdict.NOT_YET: "red"}


def safe(text: str) -> str:
    """Text of a user or model, so that nothing in it is taken for markup."""
    return escape(text)


def reading(screen: Console, reply: str, found: Reading) -> None:
    """One reply's level and moves."""
    meaning = ("not dealt with", "dealt with in part", "dealt with")[found.level]
    screen.print(f"[b]Level {found.level}[/b] ({meaning})  {safe(reply)}")
    for move, quote in found.quotes.items():
        screen.print(f"  {move.replace('_', ' ')}: “{safe(quote)}”")


def search(screen: Console, found: SearchResult) -> None:
    """Passages with their sources."""
    if not found.answerable:
        screen.print(
            "The guidance here does not cover this question. The nearest that it has:", style="yellow"
        )
    for number, passage in enumerate(found.passages[: 10 if found.answerable else 3], 1):
        screen.print(
            f"\n[b]{number}. {safe(passage.title)}[/b]  [dim]{', '.join(passage.guidance_ids)}[/dim]"
        )
        screen.print(Padding(Markdown(passage.text), (0, 3)))
        screen.print(Padding(f"[dim]Source: {safe(passage.source)}[/dim]", (0, 3)))


def clearance(screen: Console, found: Clearance, *, short: bool = False) -> None:
    """The verdict and the warnings; with ``short`` the advice is left out."""
    screen.print(
        f"[b {_VERDICT[found.verdict]}]{found.verdict.value.capitalize()}.[/] {safe(' '.join(found.reasons))}"
    )
    screen.print(listing("[red]![/]", [(pointer.text, pointer.guidance_id) for pointer in found.warnings]))
    if short:
        return
    if found.advice:
        screen.print("\n[b]What this case calls for[/b]")
    screen.print(listing("•", [(pointer.text, pointer.guidance_id) for pointer in found.advice]))
    screen.print("\nYou decide. This is no legal advice.", style="dim")


def listing(sign: str, items: Sequence[tuple[str, str]]) -> Table:
    """Items with a hanging indent, each with where it comes from."""
    grid = Table.grid(padding=(0, 1))
    for text, origin in items:
        grid.add_row(f"  {sign}", f"{safe(text)} [dim]({origin})[/dim]" if origin else safe(text))
    return grid


def artefact(screen: Console, found: Artefact) -> None:
    """The text, and under it what is blank, withheld and to be seen first."""
    for guidance_id in found.warnings:
        piece = catalog.guidance().get(guidance_id)
        if piece:
            screen.print(f"[red]![/] {safe(piece.short)} [dim]({guidance_id})[/dim]")
    screen.print(Markdown(found.markdown))
    if found.blanks:
        screen.print(f"\n[yellow]Still blank:[/] {safe('; '.join(found.blanks))}")
    for item in found.withheld:
        screen.print(f"[dim]Kept out:[/] “{safe(item.text)}” [dim]({safe(item.why)})[/dim]")


def turn(screen: Console, rehearsal: Rehearsal, found: Turn, *, echo: bool = False) -> None:
    """What was said, the manager's answer, and where the concerns stand."""
    if echo and found.said:
        screen.print(f"\n[bold cyan]{safe(rehearsal.scenario.user.name)}[/]  {safe(found.said)}")
    screen.print(f"\n[bold magenta]{safe(rehearsal.scenario.manager.name)}[/]  {safe(found.utterance.text)}")
    shown = [c for c in found.state.concerns if c.state is not ConcernState.DORMANT]
    status = "  ".join(
        f"[{STATES[c.state][1]}]{STATES[c.state][0]} {c.id.replace('_', ' ')} {c.state.value}[/]"
        for c in shown
    )
    screen.print(f"[dim]turn {found.number} · act: {found.state.act.value}[/dim]  {status}")
    for note in found.utterance.notes:
        if note.startswith("model:"):  # what the guard mended is of no use to the one who rehearses
            screen.print(f"({safe(note)})", style="dim")
    if found.state.outcome:
        screen.print(f"\n[b]Outcome: {found.state.outcome.value}[/b]")


def stopped(screen: Console, found: SafetyStop) -> None:
    """Why the role-play paused, and who can help."""
    body = "\n".join(
        [
            found.why,
            "",
            *(f"• {line}" for line in found.help),
            "",
            "Type /go-on to go on with the talk, or /end.",
        ]
    )
    screen.print(Panel(safe(body), title="The role-play has paused", border_style="yellow"))


def sessions(screen: Console, found: Sequence[SessionSummary]) -> None:
    """A table of what is kept."""
    if not found:
        screen.print("Nothing is kept. 'onward rehearse SCENARIO.json' begins a rehearsal.")
        return
    table = Table("session", "kind", "title", "turns", "outcome", "last used", box=None)
    for row in found:
        table.add_row(
            row.session,
            row.kind,
            safe(row.title),
            str(row.turns),
            row.outcome or "",
            f"{row.updated:%Y-%m-%d %H:%M}",
        )
    screen.print(table)


def documents(screen: Console, guidance: int, found: Sequence[Document]) -> None:
    """What search looks through."""
    screen.print(f"Guidance: {guidance} pieces, from five sources.")
    for item in found:
        screen.print(f"  {item.id}  {safe(item.title)}  ({item.passages} passages)")
    if not found:
        screen.print(
            "No documents of yours. 'onward knowledge add FILE' adds a Markdown or text file.", style="dim"
        )


def report(screen: Console, found: Mapping[str, Any]) -> None:
    """The figures of the eval suites."""
    for suite in found["suites"]:
        table = Table("figure", "value", "at least", "", title=suite["name"], title_justify="left", box=None)
        for figure in suite["figures"]:
            passed = "" if figure["bound"] is None else "ok" if figure["passed"] else "FAILED"
            bound = "" if figure["bound"] is None else str(figure["bound"])
            table.add_row(
                figure["name"],
                f"{figure['value']:.3f}" if isinstance(figure["value"], float) else str(figure["value"]),
                bound,
                passed,
            )
        screen.print(table)
        screen.print(f"[dim]{safe(suite['note'])}[/dim]\n")


def doctor(screen: Console, found: Sequence[Mapping[str, Any]]) -> None:
    """One line a check."""
    for item in found:
        sign, style = ("✓", "green") if item["ok"] else ("✗", "red")
        screen.print(f"[{style}]{sign}[/] [b]{safe(item['name'])}[/b]  {safe(item['says'])}")
