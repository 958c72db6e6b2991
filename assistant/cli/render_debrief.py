"""The debrief for people, with rich: meaning is never carried by colour alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from assistant.cli.render import STATES, listing, safe
from assistant.domain import ActNote, ConcernState, Debrief, HabitNote, LineNote, Promise, WorryNote
from assistant.scales import act_names, parts_not_found
from assistant.text.quotes import opening, shown, within

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
    if found.manager_tells:
        screen.print(Padding(f"To their own boss: “{safe(found.manager_tells)}”", (0, 2)))
    _worries(screen, found.worries)
    shown_below = {note.turn for note in (*found.strongest, *found.flags)}
    if found.turning_point and found.turning_point.turn not in shown_below:
        _notes(screen, "Where it turned", (found.turning_point,))
    quoted = {one.quote for one in found.worries}
    _notes(screen, "Strongest", found.strongest, found.turning_point, quoted)
    _notes(screen, "To say differently", found.weakest, None, quoted)
    _notes(screen, "Careful", found.flags, found.turning_point)
    _notes(screen, "Check your figures", found.figures)
    _habits(screen, found.habits)
    _agreed(screen, found)
    _list(screen, "When they come back to it", [(one, "") for one in found.revisit])
    _acts(screen, found)
    rows = [
        (f"“{one.text}”, {one.citation}. {one.why}", f"turn {one.turn}" if one.turn is not None else "")
        for one in found.documents
    ]
    _list(screen, "What your documents say", rows)
    if found.words_user:
        share = round(100 * found.words_user / (found.words_user + found.words_manager))
        screen.print(
            f"\nTalking time: you {share} %, your boss {100 - share} %. {safe(found.talking)}".rstrip()
        )
    _list(screen, "To practise", [(one.text, "") for one in found.practise])


def _list(screen: Console, title: str, rows: Sequence[tuple[str, str]]) -> None:
    if rows:
        screen.print(f"\n[b]{title}[/b]")
        screen.print(listing("•", list(rows)))


def _agreed(screen: Console, found: Debrief) -> None:
    """Who does what, in the words of the talk; and what is left loose."""
    rows = [
        (
            f"{_doer(one)}: “{within(shown(one.quote))}”{_said_to(one)}",
            f"turn {one.turn}{', no day yet' if _dayless(one) else ''}",
        )
        for one in found.agreed
    ]
    title = "Agreed, and still loose" if rows else "Still loose"
    _list(screen, title, [*rows, *((one, "") for one in found.open_ends)])


def _said_to(one: Promise) -> str:
    return f" They, turn {one.answered}: “{within(one.answer)}”" if one.answer else ""


def _dayless(one: Promise) -> bool:
    return not one.when and one.answered is None


def _doer(one: Promise) -> str:
    """Whose it is; where the other one said it, whose words it is told in."""
    if one.who == ("You" if one.by_boss else "Your boss"):
        return f"{one.who}, {'as they asked' if one.by_boss else 'in your words'}"
    return one.who


def _habits(screen: Console, habits: Sequence[HabitNote]) -> None:
    for number, note in enumerate(habits):
        if number == 0:
            screen.print("\n[b]Habits[/b]")
        turns = ", ".join(str(turn) for turn in note.turns)
        screen.print(Padding(f"[b]{safe(note.title)}[/b] (turns {turns}). {safe(note.why)}", (0, 2)))
        for one in note.quotes:
            screen.print(Padding(f"turn {one.turn}: “{safe(within(shown(one.quote)))}”", (0, 4)))
        if note.better:
            screen.print(Padding(Text("Rather: ", "green") + _blanks(note.better), (0, 4)))


def _worries(screen: Console, worries: Sequence[WorryNote]) -> None:
    """One block a worry: its states over the turns as signs, what was said, what it changed, what would answer it."""
    for one in worries:
        signs = " ".join(f"[{STATES[state][1]}]{STATES[state][0]}[/]" for state in one.states[1:])
        name, word = one.concern.replace("_", " "), _WORDS.get(one.state, "still open")
        screen.print(f"\n  {signs}  [b]{name}[/b] {word}")
        rows = [f"They, turn {one.raised}: “{within(one.asked)}”"] if one.asked else []
        rows += [f"You, turn {one.turn}: “{within(shown(one.quote))}”"] if one.quote else []
        rows += [f"They: “{within(one.reaction)}”"] if one.reaction else []
        for row in [*rows, " ".join(filter(None, (one.why, one.answer)))]:
            screen.print(Padding(_blanks(row), (0, 4)))


def _acts(screen: Console, found: Debrief) -> None:
    """Each part with the sentence that was it; a part that is not there says so only beside what could be said."""
    if found.acts:
        screen.print("\n[b]The five parts of the talk[/b]")
    parts: dict[str, list[ActNote]] = {}
    for note in found.acts:
        if not (note.done or note.better):
            continue
        parts.setdefault(note.words or note.quote or note.act.value, []).append(note)
    for heard, notes in parts.items():
        first = notes[0]
        sign = "[green]✓[/]" if first.done else "[yellow]·[/]"
        words = f": turn {first.turn}: “{within(shown(heard))}”" if first.quote else ""
        name = act_names(notes)
        screen.print(Padding(f"{sign} {name}{safe(words)}", (0, 2)))
        if first.better:
            text = f"Not heard. You have this and did not say it: “{first.better}”"
            screen.print(Padding(safe(text), (0, 4)))
    if lacking := parts_not_found(found.acts):
        screen.print(Padding(f"[yellow]·[/] {safe(lacking)}", (0, 2)))


def _notes(
    screen: Console,
    title: str,
    notes: Sequence[LineNote],
    turned: LineNote | None = None,
    quoted: Collection[str] = (),
) -> None:
    """Remarks on lines; one that is quoted above already only by its first words."""
    for number, note in enumerate(notes):
        if number == 0:
            screen.print(f"\n[b]{title}[/b]")
        words = opening(note.quote) if note.quote in quoted else shown(note.quote)
        screen.print(Padding(f"turn {note.turn}: “{safe(within(words))}”", (0, 2)))
        why = turned.why if turned and turned.turn == note.turn else note.why
        screen.print(Padding(_blanks(why), (0, 4)))
        if note.better:
            screen.print(Padding(Text("Next time: ", "green") + _blanks(note.better), (0, 4)))


def _blanks(text: str) -> Text:
    out = Text(text)
    out.highlight_regex(r"\[[^\]\n]{2,80}\]", "bold yellow")
    return out
