"""Step 1 for the eye: the manager to choose, the clearance, what leaves this machine."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.domain import Clearance, Guidance, Pointer, Scenario, Source, Temperament, Verdict
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
    body += section("What helps in your case", first + more, css="advice")
    who = f"{text(scenario.user.name)}, before you talk to {text(scenario.manager.name)}"
    return f'<div class="card clearance {css}"><h2>{who}</h2>{head}{body}</div>'


def privacy(engine: str, host: str, profile: str, keep: bool) -> str:
    """What leaves this machine, and where things are kept.

    :param engine: the engine's name. :param host: where a model answers; empty when nothing leaves the machine.
    """
    leaves = (
        f"What you say in a rehearsal, and your set-up, go to <strong>{text(host)}</strong>, where the model {text(engine)} answers."
        if host
        else "<strong>Nothing leaves this machine.</strong> No account, no statistics, no connection to another computer."
    )
    kept = (
        f"Rehearsals, drafts and the form are kept in <code>{text(profile)}</code> on this machine, and nowhere else."
        if keep
        else "This visit keeps nothing: when the program ends, everything is gone."
    )
    browser = "The browser remembers only a number that says which of them was open."
    return f'<ul class="plain"><li>{leaves}</li><li>{kept}</li><li>{browser}</li></ul>'


def _pointers(
    pointers: tuple[Pointer, ...], guidance: Mapping[str, Guidance], sources: Mapping[str, Source]
) -> str:
    return items(f"{text(p.text)}{cite([p.guidance_id], guidance, sources)}" for p in pointers)


def _gist(value: str) -> str:
    gist = re.split(r"[.;:] ", value)[0].rstrip(".")
    return gist[:1].lower() + gist[1:]
