"""A drill for the eye: each line of the manager, the reply to it, and what there is to say about it at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.domain import DRILL_REPLIES, ConcernType, Drill, DrillReply, DrillSummary, Guidance, Source
from ui.present.html import cite, items, section, text
from ui.present.rehearsal import LEVELS, said, title


def worries(types: Mapping[str, ConcernType]) -> list[tuple[str, str]]:
    """The worries to drill as (label, id)."""
    return [
        (f"{title(kind.id, types)}: {kind.worry.split('. ')[0].rstrip('.')}", kind.id)
        for kind in types.values()
    ]


def exchange(
    drill: Drill, replies: Sequence[DrillReply], types: Mapping[str, ConcernType], pending: str | None = None
) -> str:
    """The drill so far; ``pending`` is a reply without feedback yet."""
    user, manager = drill.scenario.user.name, drill.scenario.manager.name
    rows = said(manager, drill.turns[0].utterance.text, "boss")
    for reply in replies:
        rows += said(user, reply.said, "you", f"reply {reply.number}") + feedback(reply)
        rows += said(manager, reply.manager, "boss")
    waiting = pending or drill.pending
    rows += said(user, waiting, "you") if waiting else ""
    name = title(drill.concern, types)
    left = "" if drill.over else f"Reply {len(replies) + 1} of {DRILL_REPLIES}. A sentence or two is enough."
    return (
        f'<h2 tabindex="-1">Drill: {text(name)}</h2>'
        f'<div class="talk" tabindex="0" role="region" aria-label="The drill so far">{rows}</div>'
        f'<p class="quiet">{left}</p>'
    )


def feedback(reply: DrillReply) -> str:
    """What there is to say about one reply."""
    sign = LEVELS[reply.level][0]
    grounds = items(f"{text(ground.text)}: <q>{text(ground.quote)}</q>" for ground in reply.grounds)
    advice = f"<p><strong>Next:</strong> {text(reply.advice)}</p>" if reply.advice else ""
    return (
        f'<div class="feedback level-{reply.level}"><p><strong><span aria-hidden="true">{sign}</span> {reply.level} of 2.</strong> '
        f"{text(reply.verdict)}</p>{grounds}{advice}</div>"
    )


def newest(drill: Drill, replies: Sequence[DrillReply]) -> str:
    """The newest feedback and the manager's newest words, for screen readers."""
    heard = f"{replies[-1].verdict} {replies[-1].advice} " if replies else ""
    words = drill.turns[-1].utterance.text
    return f"{text(heard)}{text(drill.scenario.manager.name)} says: {text(words)}"


def summary(
    found: DrillSummary,
    types: Mapping[str, ConcernType],
    guidance: Mapping[str, Guidance],
    sources: Mapping[str, Source],
) -> str:
    """What the drill showed, as one card."""
    levels = "".join(
        f'<li class="level-{level}"><span class="sr">Reply {number} {LEVELS[level][1]}.</span>'
        f'<span aria-hidden="true">{LEVELS[level][0]}</span></li>'
        for number, level in enumerate(found.levels, 1)
    )
    strip = f'<ol class="levels">{levels}</ol>' if levels else ""
    best = ""
    if found.best is not None:
        best = (
            f'<figure class="note"><blockquote dir="auto">“{text(found.best.quote)}”</blockquote>'
            f'<figcaption><span class="quiet">Reply {found.best.turn}.</span> {text(found.best.why)}</figcaption></figure>'
        )
    advice = f"<p>{text(found.advice)}</p>" if found.advice else ""
    read = cite(found.guidance_ids, guidance, sources)
    return (
        f'<div class="card"><h2 tabindex="-1">The drill on {text(title(found.concern, types).lower())}</h2>{strip}'
        f"<p>{text(found.text)}</p>{section('Your best reply', best)}{section('Next time', advice)}"
        f"{section('To read', read)}</div>"
    )
