"""The debrief of a rehearsal for the eye. No section without content; every remark beside the words it is about."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from assistant.domain import (
    Act,
    ActNote,
    Advice,
    ConcernState,
    ConcernType,
    Debrief,
    Guidance,
    HabitNote,
    LineNote,
    Outcome,
    SafetyStop,
    Source,
    WorryNote,
)
from assistant.scales import act_names, parts_not_found
from assistant.text.quotes import opening, shown, within
from ui.present.html import BLANK, cite, items, section, text
from ui.present.rehearsal import ACTS, OUTCOMES, STATES, title

_CELLS: Mapping[ConcernState, tuple[str, str]] = {**STATES, ConcernState.DORMANT: ("·", "not raised yet")}


def debrief(
    found: Debrief,
    manager: str,
    types: Mapping[str, ConcernType],
    guidance: Mapping[str, Guidance],
    sources: Mapping[str, Source],
) -> str:
    """The debrief as one card: a header that says it at one look, then lines, worries, acts, and what to practise.

    After a safety stop: kind words and who can help, and nothing else.
    """
    if found.stopped is not None:
        return _after_a_stop(found, found.stopped)
    practise = items(
        (_practice(one, guidance, sources) for one in found.practise), ordered=True, css="practise"
    )
    turned = found.turning_point
    apart = (
        [turned]
        if turned and turned.turn not in {note.turn for note in (*found.strongest, *found.flags)}
        else []
    )
    quoted = {one.quote for one in found.worries}
    body = (
        section(f"What {manager} tells their own boss", _quoted(found.manager_tells))
        + section("Their worries", _worries(found, types))
        + section("The turning point", _notes(apart))
        + section("Your strongest lines", _notes(found.strongest, turned, quoted))
        + section("Lines to say differently", _notes(found.weakest, None, quoted))
        + section("Careful", _notes(found.flags, turned))
        + section("Check your figures", _notes(found.figures))
        + section("Habits", _habits(found.habits))
        + section("Agreed, and still loose" if found.agreed else "Still loose", _agreed(found))
        + section("When they come back to it", _revisit(found))
        + section("The five parts of the talk", _acts(found))
        + section("What your documents say", _documents(found))
        + section("Talking time", _talking(found, manager, guidance, sources))
        + section("Practise next", practise)
        + section("Worth reading", cite(_unread(found), guidance, sources))
    )
    return f'<div class="card debrief"><h2 tabindex="-1">Debrief</h2>{_header(found, types)}{body}</div>'


def _unread(found: Debrief) -> list[str]:
    """What to read that is not at hand beside a remark already."""
    cited = {gid for one in found.practise for gid in one.guidance_ids} | {*found.talking_guidance}
    return [gid for gid in found.read if gid not in cited]


def _after_a_stop(found: Debrief, stop: SafetyStop) -> str:
    return (
        f'<div class="card debrief pause"><h2 tabindex="-1">We stopped here</h2><p>{text(found.summary)}</p>'
        f"{items(text(line) for line in stop.help)}</div>"
    )


# --- the header ---------------------------------------------------------------------------------------------------


def _header(found: Debrief, types: Mapping[str, ConcernType]) -> str:
    # That the talk was left open is the heading already.
    summary = found.summary if found.outcome is not Outcome.LEFT_OPEN else found.summary.partition(". ")[2]
    told = "".join(f"<p>{text(one)}</p>" for one in (summary, found.because) if one)
    return f'<p class="verdict">{text(OUTCOMES[found.outcome])}</p>{told}{_strip(found.worries, types)}'


def _strip(worries: Sequence[WorryNote], types: Mapping[str, ConcernType]) -> str:
    """The worries' states over the turns, as a picture that is a table: each cell has its sign, colour and word."""
    if not worries:
        return ""
    turns = range(1, len(worries[0].states))
    head = "".join(f'<th scope="col"><span class="sr">Turn </span>{number}</th>' for number in turns)
    rows = "".join(
        f'<tr><th scope="row">{text(title(one.concern, types))}</th>'
        f"{''.join(_cell(one.states[number]) for number in turns)}</tr>"
        for one in worries
    )
    seen = dict.fromkeys(state for one in worries for state in one.states[1:])
    key = " · ".join(f"{_CELLS[state][0]} {_CELLS[state][1]}" for state in _CELLS if state in seen)
    return (
        '<figure class="strip"><div class="wide" tabindex="0" role="region" aria-label="Their worries, turn by turn">'
        f'<table><caption class="sr">Where each worry stood after each turn</caption><thead><tr><th scope="col">After turn</th>{head}'
        f'</tr></thead><tbody>{rows}</tbody></table></div><figcaption class="quiet" aria-hidden="true">{text(key)}</figcaption></figure>'
    )


def _cell(state: ConcernState) -> str:
    sign, word = _CELLS[state]
    return (
        f'<td class="{state.value}"><span aria-hidden="true">{sign}</span><span class="sr">{word}</span></td>'
    )


# --- lines ----------------------------------------------------------------------------------------------------------


def _notes(notes: Sequence[LineNote], turned: LineNote | None = None, quoted: Collection[str] = ()) -> str:
    """Remarks on lines; the one where it turned says so instead, and one that is quoted above is shown by its first words."""
    return "".join(
        f'<figure class="note">{_quoted(opening(note.quote) if note.quote in quoted else note.quote)}<figcaption><span class="quiet">Turn {note.turn}.</span> '
        f"{_blanks(turned.why if turned and turned.turn == note.turn else note.why)}{_instead(note)}</figcaption></figure>"
        for note in notes
    )


def _habits(habits: Sequence[HabitNote]) -> str:
    """What was done again and again, with the words and better ones."""
    return items(
        f'<strong>{text(one.title)}</strong> <span class="quiet">(turns {", ".join(map(str, one.turns))})</span>'
        f"<p>{text(one.why)}</p>"
        + "".join(
            f'<p dir="auto"><span class="quiet">Turn {said.turn}:</span> “{text(within(shown(said.quote)))}”</p>'
            for said in one.quotes
        )
        + (
            f'<div class="instead"><p dir="auto"><strong>Rather:</strong> {text(one.better)}</p></div>'
            if one.better
            else ""
        )
        for one in habits
    )


def _instead(note: LineNote) -> str:
    """The better wording, and where its facts come from."""
    if not note.better:
        return ""
    origins = dict.fromkeys(_origin(fact.source) for fact in note.used)
    whence = f'<p class="quiet">From {text(", ".join(origins))}.</p>' if origins else ""
    return f'<div class="instead"><p dir="auto"><strong>Instead:</strong> {_blanks(note.better)}</p>{whence}</div>'


def _origin(source: str) -> str:
    """A source of a fact for people: ``evidence[0]`` is the first of the results."""
    names = {"preferred_ask": "your ask", "evidence": "your results", "options": "your options"}
    return names.get(source.partition("[")[0], source)


def _blanks(value: str) -> str:
    return BLANK.sub(lambda gap: f'<mark class="blank">{gap[0]}</mark>', text(value))


def _quoted(words: str) -> str:
    return f'<blockquote dir="auto">“{text(within(shown(words)))}”</blockquote>' if words else ""


# --- worries, acts, the rest ---------------------------------------------------------------------------------------


def _agreed(found: Debrief) -> str:
    """Who does what, in the words of the talk, by who does it; and what is left loose."""
    sides = dict.fromkeys(one.who for one in found.agreed)
    rows = [
        f"<strong>{text(who)}</strong>"
        + items(
            f'“{text(within(shown(one.quote)))}” <span class="quiet">(turn {one.turn}{"" if one.when or one.answered is not None else ", no day yet"})</span>'
            + (' <span class="quiet">as they asked</span>' if one.by_boss and who == "You" else "")
            + (' <span class="quiet">in your words</span>' if not one.by_boss and who == "Your boss" else "")
            + (f" They, turn {one.answered}: “{text(within(one.answer))}”" if one.answer else "")
            for one in found.agreed
            if one.who == who
        )
        for who in sides
    ]
    loose = "<strong>Still loose:</strong> " if rows else ""  # alone, the heading says it
    return items([*rows, *(f"{loose}{text(one)}" for one in found.open_ends)])


def _worries(found: Debrief, types: Mapping[str, ConcernType]) -> str:
    if found.worries:
        rows = [_worry(one, types) for one in found.worries]
        hidden = ", ".join(title(concern, types) for concern in found.unraised)
        return items(
            [*rows, f"<strong>· Never came up:</strong> {text(hidden)}"] if hidden else rows, css="plain"
        )
    kinds = (
        ("✓ Settled", found.settled),
        ("~ Eased", found.eased),
        ("× Still open", found.stuck),
        ("· Never came up", found.unraised),
    )
    return items(
        f"<strong>{label}:</strong> {text(', '.join(title(concern, types) for concern in concerns))}"
        for label, concerns in kinds
        if concerns
    )


def _worry(one: WorryNote, types: Mapping[str, ConcernType]) -> str:
    """What they said, what the user answered, what they said to that, what it changed, what would answer it."""
    sign, word = _CELLS[one.state]
    said = [("They", one.raised, one.asked), ("You", one.turn, one.quote), ("They", None, one.reaction)]
    rows = "".join(
        f'<p dir="auto"><span class="quiet">{who}{f", turn {turn}" if turn is not None else ""}:</span> “{text(within(shown(words)))}”</p>'
        for who, turn, words in said
        if words
    )
    told = " ".join(filter(None, (one.why, one.answer)))
    remark = f"<p>{_blanks(told)}</p>" if told else ""
    return (
        f'<span class="state {one.state.value}"><span aria-hidden="true">{sign}</span> {word}</span> '
        f'<strong>{text(title(one.concern, types))}</strong><div class="heard">{rows}</div>{remark}'
    )


def _acts(found: Debrief) -> str:
    if found.acts:
        said: dict[str, list[ActNote]] = {}
        for note in found.acts:
            if note.done or note.better:
                said.setdefault(note.words or note.quote or note.act.value, []).append(note)
        parts = [_act(*notes) for notes in said.values()]
        if lacking := parts_not_found(found.acts):
            parts.append(f"· {text(lacking)}")
        return items(parts, css="plain")
    rows = ((("✓ Done", found.acts_done)), ("· Missing", found.acts_missing))
    return items(
        f"<strong>{label}:</strong> {text('; '.join(ACTS[Act(act)].lower() for act in acts))}"
        for label, acts in rows
        if acts
    )


def _act(note: ActNote, *others: ActNote) -> str:
    """One part of the talk, or those that one sentence was."""
    name = text(act_names((note, *others)))
    if note.quote:
        return f'<strong>✓ {name}</strong> <span class="quiet">(turn {note.turn})</span>\n{_quoted(note.words or note.quote)}'
    if note.done:
        return f'<strong>✓ {name}</strong> <span class="quiet">heard in passing</span>'
    say = f"<p>You have this and did not say it: “{text(note.better)}”</p>"
    return f'<strong>· {name}</strong> <span class="quiet">not heard.</span>\n{say}'


def _revisit(found: Debrief) -> str:
    return items(_blanks(one) for one in found.revisit or found.conditions)


def _documents(found: Debrief) -> str:
    """What of the user's documents came up, or makes a threshold; word for word, with where it stands."""
    return items(
        f'<blockquote dir="auto">“{text(one.text)}”</blockquote><p><cite>{text(one.citation)}</cite>'
        + (f' <span class="quiet">(turn {one.turn})</span>' if one.turn is not None else "")
        + f". {text(one.why)}</p>"
        for one in found.documents
    )


def _talking(
    found: Debrief, manager: str, guidance: Mapping[str, Guidance], sources: Mapping[str, Source]
) -> str:
    total = found.words_user + found.words_manager
    if not found.words_user:
        return ""
    share = round(100 * found.words_user / total)
    remark = f"<p>{text(found.talking)}</p>" if found.talking else ""
    return (
        f'<div class="share" aria-hidden="true"><span style="width:{share}%"></span></div>'
        f"<p>You said {found.words_user} words ({share}%), {text(manager)} {found.words_manager}.</p>"
        f"{remark}{cite(found.talking_guidance, guidance, sources)}"
    )


def _practice(advice: Advice, guidance: Mapping[str, Guidance], sources: Mapping[str, Source]) -> str:
    return f"<p>{_blanks(advice.text)}</p>{_quoted(advice.quote or '')}{cite(advice.guidance_ids, guidance, sources)}"
