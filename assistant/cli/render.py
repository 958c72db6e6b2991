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
from rich.text import Text

from assistant import catalog
from assistant.domain import (
    Artefact,
    Clearance,
    ConcernState,
    Debrief,
    Document,
    LineNote,
    Reading,
    Rehearsal,
    Review,
    SafetyStop,
    SearchResult,
    SessionSummary,
    Turn,
    Verdict,
)
from assistant.scales import ANCHORS

_STATE = {
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


def review(screen: Console, draft: str, found: Review) -> None:
    """Scores, the draft with its evidence marked, advice and the rewrite."""
    assessment, rubric = found.assessment, catalog.rubric()
    for name, value in (
        ("specificity", assessment.specificity),
        ("business_framing", assessment.business_framing),
    ):
        title = name.replace("_", " ").capitalize()
        screen.print(f"[b]{title:<17}[/b] [b]{value:>4.1f}[/b] of 10  {_bar(value)}")
        screen.print(Padding(f"[dim]{ANCHORS[name](value)}[/dim]", (0, 0, 0, 2)))
    screen.print()
    screen.print(
        Padding(
            _marked(draft, {name: item.quote for name, item in assessment.elements.items() if item.quote}),
            (0, 2),
        )
    )
    screen.print()
    grid = Table.grid(padding=(0, 2))
    for name, item in assessment.elements.items():
        good = item.present != (name == "negative_tone")
        sign = "[green]✓[/]" if good else "[red]✗[/]" if item.present else "[dim]–[/]"
        absent = "[dim]no complaint, no pressure[/]" if name == "negative_tone" else "[dim]not there[/]"
        grid.add_row(f"  {sign}", rubric[name].title, f"“{safe(item.quote)}”" if item.quote else absent)
    screen.print(grid)
    if not found.advice:
        screen.print("\nNothing is missing: say it as it stands.", style="green")
        return
    screen.print("\n[b]What would help most[/b]")
    for number, advice in enumerate(found.advice, 1):
        screen.print(
            f"\n [b]{number}. {rubric[advice.element].title}[/b]  [dim]{', '.join(advice.guidance_ids)}[/dim]"
        )
        screen.print(Padding(safe(advice.text), (0, 4)))
        if advice.weak and advice.strong:
            pair = f"[dim]weaker:[/]   {safe(advice.weak)}\n[dim]stronger:[/] {safe(advice.strong)}"
            screen.print(Padding(pair, (0, 4)))
    screen.print("\n[b]Your draft, made stronger[/b] [dim](your own facts; fill the blanks)[/dim]")
    screen.print(Padding(_blanks(found.rewrite.text), (0, 2)))


def _bar(value: float) -> str:
    full = round(value)
    return "█" * full + "░" * (10 - full)


def _marked(text: str, quotes: Mapping[str, str]) -> Text:
    """The draft with each quote underlined and its element named behind it."""
    out = Text(text)
    for name, quote in quotes.items():
        start = text.find(quote)
        if start >= 0:
            out.stylize(
                "bold red" if name == "negative_tone" else "bold underline", start, start + len(quote)
            )
    return out


def _blanks(text: str) -> Text:
    out = Text(text)
    out.highlight_regex(r"\[[^\]\n]{2,80}\]", "bold yellow")
    return out


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
    screen.print(_list("[red]![/]", [(pointer.text, pointer.guidance_id) for pointer in found.warnings]))
    if short:
        return
    if found.advice:
        screen.print("\n[b]What this case calls for[/b]")
    screen.print(_list("•", [(pointer.text, pointer.guidance_id) for pointer in found.advice]))
    screen.print("\nYou decide. This is no legal advice.", style="dim")


def _list(sign: str, items: Sequence[tuple[str, str]]) -> Table:
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
        f"[{_STATE[c.state][1]}]{_STATE[c.state][0]} {c.id.replace('_', ' ')} {c.state.value}[/]"
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


def debrief(screen: Console, found: Debrief) -> None:
    """What the rehearsal showed."""
    screen.print(f"\n[b]Debrief[/b]  {safe(found.summary)}")
    for title, names in (("Settled", found.settled), ("Half way", found.eased), ("Still open", found.stuck)):
        if names:
            screen.print(f"  {title}: {', '.join(name.replace('_', ' ') for name in names)}")
    if found.acts_missing:
        screen.print(f"  Acts that did not happen: {', '.join(found.acts_missing)}")
    _notes(screen, "Where it turned", (found.turning_point,) if found.turning_point else ())
    _notes(screen, "Strongest", found.strongest)
    _notes(screen, "To work on", found.weakest)
    _notes(screen, "Careful", found.flags)
    total = found.words_user + found.words_manager
    if found.words_user:
        screen.print(
            f"\nTalking time: you {round(100 * found.words_user / total)} %, your boss {round(100 * found.words_manager / total)} %."
        )
    for condition in found.conditions:
        screen.print(f"Condition: {safe(condition)}")
    if found.manager_tells:
        screen.print(f"\n[b]What they would tell their own boss[/b]\n  “{safe(found.manager_tells)}”")
    if found.practise:
        screen.print("\n[b]To practise[/b]")
    screen.print(_list("•", [(item.text, ", ".join(item.guidance_ids)) for item in found.practise]))


def _notes(screen: Console, title: str, notes: Sequence[LineNote]) -> None:
    for number, note in enumerate(notes):
        if number == 0:
            screen.print(f"\n[b]{title}[/b]")
        screen.print(Padding(f"turn {note.turn}: “{safe(note.quote)}”", (0, 2)))
        screen.print(Padding(safe(note.why), (0, 4)))
        if note.better:
            screen.print(Padding(f"[green]Next time:[/] {safe(note.better)}", (0, 4)))


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
