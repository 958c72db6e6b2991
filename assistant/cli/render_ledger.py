"""The ledger for people, with rich: commitments, what deserves a look, the timeline. Meaning is never by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from assistant import catalog
from assistant.cli.render import listing, safe
from assistant.domain import (
    LANES,
    Commitment,
    CommitmentState,
    Ledger,
    Notice,
    Ready,
    Step,
    Talk,
    Threshold,
    Understood,
)
from assistant.ledgers import Ledgers
from assistant.text.calendar import say_day

_SIGNS = {
    CommitmentState.OPEN: ("○", "yellow"),
    CommitmentState.KEPT: ("✓", "green"),
    CommitmentState.SLIPPED: ("✗", "red"),
    CommitmentState.MOVED: ("→", "yellow"),
    CommitmentState.DROPPED: ("–", "dim"),
}
LANE_TITLES = dict(
    zip(LANES, ("preparing", "rehearsing", "writing", "the talk", "agreed", "looking back"), strict=True)
)


def ledger(screen: Console, ledgers: Ledgers, found: Ledger) -> None:
    """Where everything stands: what stands out first, then the talk, the commitments and the plan."""
    cited: set[str] = set()
    for notice in ledgers.notices(found):  # each piece of guidance once, where it is first called for
        _notice(screen, notice, cited)
        cited.update(notice.guidance_ids)
    if found.talks:
        _talk(screen, found.talks[-1], found.scenario.user.country)
    commitments(screen, found, ledgers.today)
    if found.plans:
        country, last = found.scenario.user.country, found.plans[-1]
        version = f"version {len(found.plans)}, " if len(found.plans) > 1 else ""
        screen.print(f"\n[b]What must be true[/b]  [dim]({version}{say_day(last.on, country)})[/dim]")
        for item in last.thresholds:
            screen.print(f"  {_threshold(item, country)}")
        if last.review:
            screen.print(f"  You look at it together on {say_day(last.review, country)}.")
    for one in ledgers.rounds(found):
        counts = "counts as one in good faith" if one.good_faith else "does not count yet"
        shift = f"shifted: {', '.join(one.changed)}" if one.changed else "no shift"
        screen.print(f"\n[b]Round {one.number}[/b], closed {say_day(one.closed)}: {counts}, {shift}.")
    if worries := ledgers.practise(found):
        titles = ", ".join(catalog.concerns()[one].title.lower() for one in worries)
        screen.print(f"\n[b]To rehearse next[/b]  {titles}")
        screen.print(f"  onward drill {worries[0]} SCENARIO.json", style="dim")


def _notice(screen: Console, found: Notice, cited: set[str]) -> None:
    sign = "[cyan]·[/]" if found.kind in ("soon", "undated") else "[red]![/]"
    screen.print(f"{sign} {safe(found.text)}")
    for quote in found.quotes:
        screen.print(Padding(safe(quote), (0, 4)), style="dim")
    fresh = [gid for gid in found.guidance_ids if gid not in cited]
    pieces = [(catalog.guidance()[gid].short, gid) for gid in fresh]
    if pieces:
        screen.print(Padding(listing("›", pieces), (0, 2)))


def _talk(screen: Console, talk: Talk, country: str) -> None:
    if not talk.happened:
        why = f" ({safe(talk.why)})" if talk.why else ""
        screen.print(f"\nThe talk has not taken place{why}.")
        return
    screen.print(f"\n[b]The talk of {say_day(talk.on, country)}[/b]")
    for one in (*talk.said, *talk.decided):
        label = "decided" if one in talk.decided else "said"
        by = f", {one.by}" if one.by else ""
        screen.print(f"  [dim]{label}{safe(by)}:[/dim] {safe(one.text)}")
    if talk.helped:
        screen.print(f"  [dim]helped:[/dim] {safe(talk.helped)}")


def commitments(screen: Console, found: Ledger, today: date) -> None:
    """A table of the commitments, the next one due first."""
    if not found.commitments:
        screen.print(
            '\nNothing is agreed yet. Add it: onward ledger add "Ben sends the job description by 3 March"'
        )
        return
    table = Table(box=None, padding=(0, 1), title="\nWho does what", title_justify="left", title_style="bold")
    for column in ("", "who", "what", "by"):
        table.add_column(column, no_wrap=column == "")
    order = sorted(found.commitments, key=lambda one: (not one.waiting, one.due or date.max, one.id))
    for one in order:
        sign, colour = _SIGNS[one.state]
        state = f"[{colour}]{one.id} {sign} {one.state.value}[/]"
        table.add_row(state, safe(one.owner), safe(one.what), _due(one, today, found.scenario.user.country))
    screen.print(table)


def _due(one: Commitment, today: date, country: str) -> str:
    if one.due is None:
        return "no day yet"
    days = (one.due - today).days
    left = (
        ""
        if not one.waiting
        else " (today)"
        if days == 0
        else f" ({'in ' * (days > 0)}{abs(days)} day{'s' * (abs(days) != 1)}{' ago' * (days < 0)})"
    )
    before = "".join(f", before: {say_day(move.old, country)}" for move in one.moves if move.old)
    return f"{say_day(one.due, country)}{left}[dim]{before}[/dim]"


def commitment(screen: Console, one: Commitment, country: str) -> None:
    """One commitment after it was changed."""
    sign, colour = _SIGNS[one.state]
    due = f", by {say_day(one.due, country)}" if one.due else ""
    screen.print(f"[{colour}]{sign} {one.state.value}[/]  {one.id} {safe(one.owner)}: {safe(one.what)}{due}")
    for move in one.moves:
        if move.old:
            screen.print(
                f"   [dim]before: {say_day(move.old, country)}{safe(f', {move.why}' if move.why else '')}[/dim]"
            )


def understood(screen: Console, found: Understood, country: str) -> None:
    """What a sentence was understood as, with what it left open."""
    due = say_day(found.due, country) if found.due else "[yellow]no day[/]"
    screen.print(
        f"  [dim]who[/dim] {safe(found.owner) or '[yellow]?[/]'}   [dim]what[/dim] {safe(found.what) or '[yellow]?[/]'}   [dim]by[/dim] {due}"
    )
    for doubt in found.unsure:
        screen.print(f"  [yellow]? {safe(doubt)}[/]")


def _threshold(item: Threshold, country: str) -> str:
    due = f", by {say_day(item.due, country)}" if item.due else ""
    return f"[dim]{item.kind}:[/dim] {safe(item.what)}{due}"


def signs(screen: Console, found: Ledger) -> None:
    """The outcomes over time, with bars for the share of time."""
    if not found.signs:
        screen.print(
            "Nothing is noted yet: onward ledger outcomes --time 20 --opportunities 1 --sponsor Rosa"
        )
        return
    table = Table(box=None, padding=(0, 1))
    for column in ("noted", "time on what you want", "opportunities", "who speaks for you"):
        table.add_column(column)
    for one in found.signs:
        full = 0 if one.time is None else round(one.time / 10)
        bar = "–" if one.time is None else f"{'█' * full}{'░' * (10 - full)} {one.time} %"
        came = "–" if one.opportunities is None else str(one.opportunities)
        table.add_row(
            say_day(one.on, found.scenario.user.country), bar, came, safe(", ".join(one.sponsors)) or "–"
        )
    screen.print(table)


def readiness(screen: Console, items: Sequence[Ready], ready: frozenset[str]) -> None:
    """The list of what to have ready, with the ticks."""
    for item in items:
        box, colour = ("[x]", "green") if item.id in ready else ("[ ]", "yellow" if item.needed else "dim")
        needed = "  [yellow](your case calls for it)[/]" if item.needed and item.id not in ready else ""
        screen.print(f"[{colour}]{safe(box)}[/] [b]{item.title}[/b]{needed}")
        screen.print(Padding(safe(item.what), (0, 4)))


def timeline(screen: Console, steps: Sequence[Step], today: date) -> None:
    """Every step on a line of time, today among them; in a narrow terminal it wraps, nothing is cut off."""
    if not steps:
        screen.print("Nothing has happened yet. 'onward check SCENARIO.json' is a good beginning.")
        return
    table = Table(box=None, padding=(0, 1), show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column()
    shown = False
    for step in steps:
        if not shown and step.on >= today:
            shown = True
            table.add_row(today.isoformat(), "[cyan]◆[/]", "[cyan]today[/]", "")
        count = f"{step.count} × " if step.count > 1 else ""
        detail = f" [dim]({safe(step.detail)})[/dim]" if step.detail else ""
        dot = "●" if step.on <= today else "○"
        table.add_row(
            step.on.isoformat(),
            dot,
            f"[dim]{LANE_TITLES[step.lane]}[/dim]",
            f"{count}{safe(step.title)}{detail}",
        )
    if not shown:
        table.add_row(today.isoformat(), "[cyan]◆[/]", "[cyan]today[/]", "")
    screen.print(table)
    screen.print("● past   ○ ahead   ◆ today", style="dim")
