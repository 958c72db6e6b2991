"""A scored draft and its versions for people, with rich; meaning is never carried by colour alone."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant import catalog
from assistant.cli.render import notes, safe
from assistant.domain import Comparison, EditKind, Excerpt, Review, ScoreChange, Stretch, Version
from assistant.scales import STEPS, anchor, came_with, element_label, points, score_label, step, use_of

_STYLES = {
    EditKind.KEPT: ("", "", ""),
    EditKind.ADDED: ("{+", "+}", "green underline"),
    EditKind.REMOVED: ("[-", "-]", "red strike"),
}
"""The signs of word diffs (wdiff, git) and a style for each kind of edit."""


def review(screen: Console, found: Review, evidence: Sequence[Stretch]) -> None:
    """Scores, the draft with its evidence marked, advice and the rewrite.

    :param evidence: the draft in stretches, from ``Coach.evidence``.
    """
    for scale in STEPS:
        value = getattr(found.assessment, scale)
        screen.print(f"[b]{score_label(scale):<17}[/b] [b]{value:>4.1f}[/b] of 10  {_bar(value)}")
        screen.print(Padding(f"[dim]{anchor(scale, value)}[/dim]", (0, 0, 0, 2)))
    screen.print()
    screen.print(Padding(marked(evidence), (0, 2)))
    screen.print()
    _elements(screen, found)
    notes(screen, [*found.assessment.notes, *found.notes])
    if not found.advice:
        screen.print("\nNothing is missing: say it as it stands.", style="green")
        _documents(screen, found.excerpts)
        return
    _advice(screen, found)
    _documents(screen, found.excerpts)
    screen.print("\n[b]Your draft, made stronger[/b] [dim](your own facts; fill the blanks)[/dim]")
    screen.print(Padding(_blanks(found.rewrite.text), (0, 2)))


def marked(evidence: Sequence[Stretch]) -> Text:
    """The draft with each quote between ‹ › and its elements named behind it; quotes that overlap make one."""
    out, before, ended = Text(), Stretch(""), list[str]()
    for stretch, after in zip(evidence, [*evidence[1:], Stretch("")], strict=True):
        if stretch.elements and not set(stretch.elements) & set(before.elements):
            out.append("‹", "dim")
        bad = "negative_tone" in stretch.elements
        out.append(stretch.text, "bold red" if bad else "bold underline" if stretch.elements else "")
        ended += stretch.ending
        if ended and not set(stretch.elements) & set(after.elements):
            out.append("›", "dim")
            out.append(f" ({', '.join(map(_title, ended))})", "italic cyan")
            ended = []
        before = stretch
    return out


def versions(
    screen: Console, names: Sequence[str], found: Sequence[Version], steps: Sequence[Comparison]
) -> None:
    """The scores of all versions, then for each step what changed.

    :param names: what to call each version. :param steps: from each version to the next.
    """
    table = Table("", "version", *(score_label(scale) for scale in STEPS), box=None, pad_edge=False)
    for number, (name, version) in enumerate(zip(names, found, strict=True), 1):
        scores = [getattr(version.assessment, scale) for scale in STEPS]
        table.add_row(str(number), safe(name), *(f"{score:>4.1f}  {_bar(score)}" for score in scores))
    screen.print(table)
    for number, change in enumerate(steps, 1):
        screen.print(f"\n[b]From {number} to {number + 1}[/b]")
        for score in change.scores:
            screen.print(Padding(_moved(score), (0, 2)))
        for title, elements in (("New", change.came), ("Gone", change.went), ("In both", change.stayed)):
            if elements:
                screen.print(Padding(f"{title}: {', '.join(map(_title, elements))}", (0, 2)))
        screen.print()
        screen.print(Padding(changed(change), (0, 2)))


def changed(found: Comparison) -> Text:
    """Both texts in one: ``[-removed-]`` and ``{+added+}`` words."""
    out = Text()
    for edit in found.edits:
        before, after, style = _STYLES[edit.kind]
        core = edit.text.strip() if edit.kind is not EditKind.KEPT else ""
        if not core:
            out.append(edit.text)
            continue
        lead, _, tail = edit.text.partition(core)
        out.append(lead).append(before + core + after, style).append(tail)
    return out


def _moved(change: ScoreChange) -> str:
    came, went = map(_title, change.came), map(_title, change.went)
    said = came_with(change.before, change.after, change.telling, list(came), list(went))
    moved = step(change.before, change.after)
    sign = f" ({moved})" if moved else ""
    return f"{score_label(change.scale)} {points(change.before)} → {points(change.after)}{sign}: {said}"


def _title(element: str) -> str:
    return element_label(element, catalog.rubric()[element].title)


def _elements(screen: Console, found: Review) -> None:
    rubric, grid = catalog.rubric(), Table.grid(padding=(0, 2))
    for name, item in found.assessment.elements.items():
        good = item.present != (name == "negative_tone")
        sign = "[green]✓[/]" if good else "[red]✗[/]" if item.present else "[dim]–[/]"
        absent = "[dim]no complaint, no pressure[/]" if name == "negative_tone" else "[dim]not there[/]"
        grid.add_row(f"  {sign}", rubric[name].title, f"“{safe(item.quote)}”" if item.quote else absent)
    screen.print(grid)


def _advice(screen: Console, found: Review) -> None:
    screen.print("\n[b]What would help most[/b]")
    for number, advice in enumerate(found.advice, 1):
        title = catalog.rubric()[advice.element].title
        screen.print(f"\n [b]{number}. {title}[/b]")
        screen.print(Padding(safe(advice.text), (0, 4)))
        screen.print(Padding(f"[dim]guidance: {', '.join(advice.guidance_ids)}[/dim]", (0, 4)))
        if advice.weak and advice.strong:
            pair = f"[dim]weaker:[/]   {safe(advice.weak)}\n[dim]stronger:[/] {safe(advice.strong)}"
            screen.print(Padding(pair, (0, 4)))


def _documents(screen: Console, found: Sequence[Excerpt]) -> None:
    """What the user's documents say about the ask, each with where it stands and what to do with it."""
    for number, one in enumerate(found):
        if number == 0:
            screen.print("\n[b]What your documents say about it[/b]")
        screen.print(Padding(f"“{safe(one.text)}”\n[dim]{safe(one.citation)}[/dim]", (0, 4)))
        if number + 1 == len(found) or use_of(found[number + 1]) != use_of(one):
            screen.print(Padding(f"→ {use_of(one)}", (0, 4, int(number + 1 < len(found)), 4)))


def _bar(value: float) -> str:
    full = round(value)
    return "█" * full + "░" * (10 - full)


def _blanks(text: str) -> Text:
    out = Text(text)
    out.highlight_regex(r"\[[^\]\n]{2,80}\]", "bold yellow")
    return out
