"""The debrief of a rehearsal for the eye. No section without content; every remark beside the words it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.domain import Act, Advice, ConcernType, Debrief, Guidance, LineNote, Source
from ui.present.html import cite, items, section, sentences, text
from ui.present.rehearsal import ACTS, OUTCOMES, title


def debrief(
    found: Debrief,
    manager: str,
    types: Mapping[str, ConcernType],
    guidance: Mapping[str, Guidance],
    sources: Mapping[str, Source],
) -> str:
    """The debrief as one card: outcome, worries, lines, what the manager tells upstairs, what to practise."""
    practise = items(
        (_practice(one, guidance, sources) for one in found.practise), ordered=True, css="practise"
    )
    body = (
        section("Practise next", practise)
        + section("The turning point", _notes([found.turning_point] if found.turning_point else []))
        + section("Your strongest lines", _notes(found.strongest))
        + section("Lines to say differently", _notes(found.weakest))
        + section("Careful", _notes(found.flags))
        + section("Their worries", _worries(found, types))
        + section("The five parts of the talk", _acts(found))
        + section("When they come back to it", items(text(one) for one in found.conditions))
        + section("Talking time", _talking(found, manager))
        + section(f"What {manager} tells their own boss", _tells(found))
    )
    return (
        f'<div class="card debrief"><h2 tabindex="-1">Debrief</h2><p class="verdict">{text(OUTCOMES[found.outcome])}</p>'
        f"<p>{text(found.summary)}</p>{body}</div>"
    )


def _notes(notes: Sequence[LineNote]) -> str:
    return "".join(
        f'<figure class="note"><blockquote dir="auto">“{text(note.quote)}”</blockquote>'
        f'<figcaption><span class="quiet">Turn {note.turn}.</span> {text(sentences(note.why))}'
        + (f"<br><strong>Instead:</strong> {text(note.better)}" if note.better else "")
        + "</figcaption></figure>"
        for note in notes
    )


def _worries(found: Debrief, types: Mapping[str, ConcernType]) -> str:
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


def _acts(found: Debrief) -> str:
    rows = ((("✓ Done", found.acts_done)), ("· Missing", found.acts_missing))
    return items(
        f"<strong>{label}:</strong> {text('; '.join(ACTS[Act(act)].lower() for act in acts))}"
        for label, acts in rows
        if acts
    )


def _talking(found: Debrief, manager: str) -> str:
    total = found.words_user + found.words_manager
    if not found.words_user:
        return ""
    share = round(100 * found.words_user / total)
    return (
        f'<div class="share" aria-hidden="true"><span style="width:{share}%"></span></div>'
        f"<p>You said {found.words_user} words ({share}%), {text(manager)} {found.words_manager}.</p>"
    )


def _tells(found: Debrief) -> str:
    return f'<blockquote dir="auto">“{text(found.manager_tells)}”</blockquote>' if found.manager_tells else ""


def _practice(advice: Advice, guidance: Mapping[str, Guidance], sources: Mapping[str, Source]) -> str:
    quote = f'<blockquote dir="auto">“{text(advice.quote)}”</blockquote>' if advice.quote else ""
    return f"<p>{text(advice.text)}</p>{quote}{cite(advice.guidance_ids, guidance, sources)}"
