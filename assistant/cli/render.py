"""Domain values for people, with rich: quoted evidence highlighted, meaning never by colour alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console, RenderableType
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
    Guidance,
    Imported,
    Reading,
    Rehearsal,
    SafetyStop,
    SearchResult,
    SessionSummary,
    Source,
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
    notes(screen, found.notes)


def search(screen: Console, found: SearchResult) -> None:
    """Passages with their sources."""
    if not found.answerable:
        screen.print(
            "The guidance here does not cover this question. The nearest that it has:", style="yellow"
        )
    for number, passage in enumerate(found.passages[: 10 if found.answerable else 3], 1):
        screen.print(
            f"\n[b]{number}. {safe(passage.citation)}[/b]  [dim]{', '.join(passage.guidance_ids)}[/dim]"
        )
        # What a document of the user's says is quoted as it stands: its markup is not ours to follow.
        shown = safe(passage.text) if passage.document else _markdown(passage.text)
        screen.print(Padding(shown, (0, 3)))
        screen.print(Padding(f"[dim]Source: {safe(passage.source)}[/dim]", (0, 3)))


def piece(
    screen: Console, found: Guidance, others: Sequence[Guidance], sources: Mapping[str, Source]
) -> None:
    """One piece of guidance in full; then each that says otherwise, with when it fits."""
    screen.print(f"[b]{safe(found.title)}[/b]  [dim]{', '.join(found.ids)}[/dim]")
    screen.print(_markdown(f"{found.short}\n\n{found.body}"))
    screen.print(
        f"[dim]Source: {safe(sources[found.source].title)}, {safe(sources[found.source].publisher)}[/dim]"
    )
    for other in others:
        screen.print(
            f"\n[b]Another source says otherwise: {safe(other.title)}[/b]  [dim]{other.ids[0]}[/dim]"
        )
        screen.print(_markdown(f"{other.short}\n\n**Fits when:** {other.fits_when}"))
    if found.see:
        screen.print(f"\n[dim]See also: {', '.join(found.see)} (onward knowledge show ID)[/dim]")


def clearance(screen: Console, found: Clearance, *, short: bool = False) -> None:
    """The verdict and the warnings; with ``short`` the advice is left out."""
    screen.print(
        f"[b {_VERDICT[found.verdict]}]{found.verdict.value.capitalize()}.[/] {safe(' '.join(found.reasons))}"
    )
    screen.print(listing("[red]![/]", [(pointer.text, pointer.guidance_id) for pointer in found.warnings]))
    if short:
        return
    if found.safer:
        screen.print("\n[b]What would make it safer[/b]")
        screen.print(listing("•", [(pointer.text, pointer.guidance_id) for pointer in found.safer]))
    if found.advice:
        screen.print("\n[b]What this case calls for[/b]")
    screen.print(listing("•", [(pointer.text, pointer.guidance_id) for pointer in found.advice]))
    screen.print(
        "\nYou decide. This is no legal advice: HR can tell you the rules where you work; what they mean for you is a question for a "
        "lawyer, a union or an advice service.",
        style="dim",
    )


def listing(sign: str, items: Sequence[tuple[str, str]]) -> Table:
    """Items with a hanging indent, each with where it comes from."""
    grid = Table.grid(padding=(0, 1))
    for text, origin in items:
        grid.add_row(f"  {sign}", f"{safe(text)} [dim]({origin})[/dim]" if origin else safe(text))
    return grid


def artefact(screen: Console, found: Artefact) -> None:
    """What the user is to see first, the text, and under it what is blank and withheld."""
    for note in found.notes:
        if not note.startswith("model:"):
            screen.print(f"[red]![/] {safe(note)}")
    for guidance_id in found.warnings:
        piece = catalog.guidance().get(guidance_id)
        if piece:
            screen.print(f"[red]![/] [b]{safe(piece.title)}.[/b] {safe(piece.short)}")
    screen.print(_markdown(found.markdown))
    if found.blanks:
        screen.print(f"\n[yellow]Still blank:[/] {safe('; '.join(found.blanks))}")
    notes(screen, found.notes)
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
    before = rehearsal.turns[found.number - 1].reading if found.number else None
    told = before.notes if before else ()  # once is enough for what does not change
    heard = [note for note in (found.reading.notes if found.reading else ()) if note not in told]
    notes(screen, [*heard, *found.utterance.notes])
    if found.state.outcome:
        screen.print(f"\n[b]Outcome: {found.state.outcome.value}[/b]")


def notes(screen: Console, found: Iterable[str]) -> None:
    """Why a model did not do something; what the guard mended is of no use to the one who reads."""
    for note in dict.fromkeys(found):
        if note.startswith("model:"):
            screen.print(f"({safe(note)})", style="dim")


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
        files = f", from {safe(', '.join(item.files))}" if item.files else ""
        screen.print(
            f"  {item.id}  {safe(item.title)}  [dim]({item.format}, {_size(item.size)}, {_passages(item.passages)}{files})[/dim]"
        )
    if not found:
        screen.print(
            "No documents of yours. 'onward knowledge add FILE' adds a PDF, a Word document, a web page, Markdown or text.",
            style="dim",
        )


def imported(screen: Console, found: Sequence[Imported], said: Mapping[str, str]) -> None:
    """What became of each file; those that are as they were, or failed, are only counted."""
    for one in found:
        if one.state in said:
            title = one.document.title if one.document else one.name
            rest = f": {_passages(one.document.passages)} (id {one.document.id})" if one.document else ""
            screen.print(f"{said[one.state]} {safe(title)}{rest}.")
        for note in one.notes:
            screen.print(f"  {safe(one.name)} {safe(note)}.", style="dim")
    unchanged = sum(one.state == "unchanged" for one in found)
    failed = sum(one.state == "failed" for one in found)
    if unchanged:
        screen.print(f"Unchanged: {unchanged}.")
    if failed:
        screen.print(f"Left out: {failed}; the reasons are below.")
    if not found:
        screen.print("There is nothing to add in there: no file that can be read.")


def _passages(count: int) -> str:
    return f"{count:,} passage{'' if count == 1 else 's'}"


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 100_000 else f"{count / 1e3:.1f} kB"


def report(screen: Console, found: Mapping[str, Any]) -> None:
    """The figures of the eval suites, beside the last run."""
    from evals.report import bound, number, verdict

    for suite in found["suites"]:
        table = Table(
            "figure", "value", "last run", "bound", "", title=suite["name"], title_justify="left", box=None
        )
        for one in suite["figures"]:
            table.add_row(one["name"], number(one["value"]), number(one["before"]), bound(one), verdict(one))
        screen.print(table)
        if "problem" in suite:
            screen.print(f"[red]FAILED[/red] {safe(suite['problem'])}")
        by = f"{suite['rows']} cases by {suite['by']}. " if suite["by"] else ""
        screen.print(f"[dim]{safe(by + suite['note'])}[/dim]\n")


def doctor(screen: Console, found: Sequence[Mapping[str, Any]]) -> None:
    """One line a check."""
    for item in found:
        sign, style = ("✓", "green") if item["ok"] else ("✗", "red")
        screen.print(f"[{style}]{sign}[/] [b]{safe(item['name'])}[/b]  {safe(item['says'])}")


def _markdown(text: str) -> RenderableType:
    from rich.markdown import Markdown  # a tenth of a second that a score need not wait for

    return Markdown(text)
