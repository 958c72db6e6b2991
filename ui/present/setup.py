"""Step 1 for the eye: the manager to choose, the clearance, what leaves this machine."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.domain import (
    Clearance,
    Guidance,
    Pointer,
    Ready,
    Scenario,
    Source,
    Spending,
    Temperament,
    Verdict,
)
from ui.present.html import cite, items, section, text

_VERDICTS: Mapping[Verdict, tuple[str, str]] = {
    Verdict.GO: (
        "Ready to go",
        "Nothing speaks against having this talk. Rehearse it, then take the texts along.",
    ),
    Verdict.PREPARE_FIRST: (
        "Prepare first",
        "The talk will go better with some more groundwork. You can rehearse in the meantime.",
    ),
    Verdict.NOT_YET: (
        "Not yet",
        "There is a reason to wait with the real talk. Read the warnings; rehearsing does no harm.",
    ),
}
NO_ADVICE = "You decide. This is no legal advice: HR can tell you the rules where you work; what they mean for you is a question for a lawyer, a union or an advice service."
_FIRST = 5
"""How much advice is shown at once."""


def temperaments(found: Mapping[str, Temperament]) -> list[tuple[str, str]]:
    """The kinds of boss as (label, id): the title and the gist of the description."""
    return [(f"{kind.title}: {_gist(kind.description)}", kind.id) for kind in found.values()]


def clearance(
    found: Clearance, scenario: Scenario, guidance: Mapping[str, Guidance], sources: Mapping[str, Source]
) -> str:
    """What the check says: the verdict, the reasons, the warnings before the advice."""
    title, meaning = _VERDICTS[found.verdict]
    css = found.verdict.value.replace(" ", "-")
    reasons = () if found.verdict is Verdict.GO else found.reasons
    head = f'<p class="verdict">{text(title)}</p><p>{text(meaning)}</p>{items(text(reason) for reason in reasons)}'
    warnings, first, rest = (
        _pointers(pointers, guidance, sources)
        for pointers in (found.warnings, found.advice[:_FIRST], found.advice[_FIRST:])
    )
    more = (
        f"<details><summary>More advice ({len(found.advice) - _FIRST})</summary>{rest}</details>"
        if rest
        else ""
    )
    body = section("Read these before you go ahead", warnings, css="warnings")
    safer = items(f"{text(one.text)}{cite([one.guidance_id], guidance, sources)}" for one in found.safer)
    body += section("What would make it safer", safer, css="safer")
    body += section("What helps in your case", first + more, css="advice")
    body += f'<p class="quiet">{NO_ADVICE}</p>'
    who = f"{text(scenario.user.name)}, before you talk to {text(scenario.manager.name)}"
    return f'<div class="card clearance {css}"><h2>{who}</h2>{head}{body}</div>'


def ready_labels(found: Sequence[Ready]) -> list[tuple[str, str]]:
    """What to have ready as (label, id); what this case calls for is said in words."""
    return [
        (f"{one.title}: {one.what}{' Your case calls for it.' if one.needed else ''}", one.id)
        for one in found
    ]


def ready_guidance(
    found: Sequence[Ready], guidance: Mapping[str, Guidance], sources: Mapping[str, Source]
) -> str:
    """The guidance behind what to have ready, thing by thing."""
    rows = items(
        f"{text(one.title)}{cite(one.guidance_ids, guidance, sources)}"
        for one in found
        if any(gid in guidance for gid in one.guidance_ids)
    )
    return (
        f"<details><summary>Why, and how: the guidance behind this list</summary>{rows}</details>"
        if rows
        else ""
    )


def reminder(found: Clearance) -> str:
    """The verdict in short, for steps that come after the check; nothing when there is nothing to mind."""
    if found.verdict is Verdict.GO and not found.warnings:
        return ""
    title, _ = _VERDICTS[found.verdict]
    said = found.reasons if found.verdict is not Verdict.GO else [one.text for one in found.warnings]
    shown = items(text(line) for line in said)
    return f'<div class="notice" id="check-first"><strong>Check first: {text(title.lower())}.</strong>{shown}<p class="quiet">Step 1 says what would make it safer. You decide; rehearsing does no harm.</p></div>'


def privacy(engine: str, who: str, what: str, profile: str, keep: bool, search: Sequence[str] = ()) -> str:
    """What leaves this machine and to whom, and where things are kept.

    :param engine: the engine's name. :param who: who gets ``what`` a model is asked; empty when nothing leaves the machine.
    :param search: what the settings of search send to whom.
    """
    here = "" if engine == "embedded" else f" The model {text(engine)} answers here."
    leaves = (
        f"{text(what[:1].upper() + what[1:])}, goes to <strong>{text(who)}</strong>, where the model {text(engine)} answers. "
        "Nothing else leaves this machine."
        if who
        else f"<strong>Nothing leaves this machine.</strong> No account, no statistics, no connection to another computer.{here}"
    )
    if search:
        leaves = f"Search is set up so that {text('; '.join(search))}. " + (
            leaves if who else f"Nothing else leaves this machine.{here}"
        )
    kept = (
        f"Rehearsals, drafts, the form and the words of your documents are kept in <code>{text(profile)}</code> on this machine, and nowhere else."
        if keep
        else "This visit keeps nothing: when the program ends, everything is gone."
    )
    browser = "The browser remembers only a number that says which of them was open."
    return f'<ul class="plain"><li>{leaves}</li><li>{kept}</li><li>{browser}</li></ul>'


def spending(spent: Spending, engine: str) -> str:
    """The running total of what a remote model took since the program was started."""
    tokens = (
        f"{spent.tokens_in + spent.tokens_out:,} tokens ({spent.tokens_in:,} in, {spent.tokens_out:,} out)"
    )
    about = "about " if spent.estimated else ""
    cost = "cost unknown: no price is set"
    if spent.cost is not None:
        cost = f"about ${spent.cost:.2f}" if spent.cost >= 0.01 else "less than $0.01"
    answers = "1 answer" if spent.answers == 1 else f"{spent.answers:,} answers"
    return f'<p class="quiet spent">{text(engine)} so far: {answers}, {about}{tokens}, {text(cost)}.</p>'


def _pointers(
    pointers: tuple[Pointer, ...], guidance: Mapping[str, Guidance], sources: Mapping[str, Source]
) -> str:
    return items(f"{text(p.text)}{cite([p.guidance_id], guidance, sources)}" for p in pointers)


def _gist(value: str) -> str:
    gist = re.split(r"[.;:] ", value)[0].rstrip(".")
    return gist[:1].lower() + gist[1:]
