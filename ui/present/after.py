"""The step after the talk for the eye: what stands out, who does what, then and now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from assistant.domain import (
    Commitment,
    CommitmentState,
    Guidance,
    Ledger,
    Notice,
    Round,
    Shift,
    Source,
    Talk,
    Threshold,
    Understood,
)
from assistant.text.calendar import say_day
from ui.present.html import cite, items, section, text

STATES: Mapping[CommitmentState, tuple[str, str, str]] = {
    CommitmentState.OPEN: ("○", "open", "warn"),
    CommitmentState.KEPT: ("✓", "kept", "good"),
    CommitmentState.SLIPPED: ("✗", "slipped", "bad"),
    CommitmentState.MOVED: ("→", "moved", "warn"),
    CommitmentState.DROPPED: ("–", "dropped", ""),
}
"""Sign, word and tone of each state."""
KINDS = {"skill": "Skill to show", "exposure": "Experience to gain", "work": "Work to deliver"}
SHIFTED = {
    "time": "What I spend my time on",
    "opportunities": "What comes my way",
    "sponsors": "Who speaks up for me",
}
LIKE = {"much": "Much like it", "partly": "Partly", "hardly": "Hardly"}


def standing(
    ledger: Ledger,
    notices: Sequence[Notice],
    rounds: Sequence[Round],
    guidance: Mapping[str, Guidance],
    sources: Mapping[str, Source],
) -> str:
    """What stands out, the last talk, and the rounds so far."""
    shown, cited = "", set[str]()
    for one in notices:  # each piece of guidance once, where it is first called for
        quotes = items(map(text, one.quotes), css="quotes")
        fresh = [gid for gid in one.guidance_ids if gid not in cited]
        shown += f"<li>{text(one.text)}{quotes}{cite(fresh, guidance, sources)}</li>"
        cited.update(fresh)
    body = section("What stands out", f"<ul>{shown}</ul>" if shown else "", css="warnings")
    body += _talk(ledger.talks[-1], ledger.scenario.user.country) if ledger.talks else ""
    return body + section("Rounds so far", items(_round(one, ledger.scenario.user.country) for one in rounds))


def _talk(talk: Talk, country: str) -> str:
    if not talk.happened:
        why = f" ({text(talk.why)})" if talk.why else ""
        return f"<p>The talk has not taken place{why}.</p>"
    rows = [f'<span class="quiet">Said{_by(one.by)}:</span> {text(one.text)}' for one in talk.said]
    rows += [f'<span class="quiet">Decided{_by(one.by)}:</span> {text(one.text)}' for one in talk.decided]
    rows += [f'<span class="quiet">What helped:</span> {text(talk.helped)}'] if talk.helped else []
    return section(
        f"The talk of {say_day(talk.on, country)}", items(rows, css="plain") or "<p>It took place.</p>"
    )


def _by(name: str) -> str:
    return f" by {text(name)}" if name else ""


def _round(one: Round, country: str) -> str:
    counts = (
        "counts as one in good faith"
        if one.good_faith
        else f"does not count as one in good faith yet: {text('; '.join(one.missing))}"
    )
    shift = ", ".join(SHIFTED[sign].lower() for sign in one.changed)
    return f"Round {one.number}, closed {say_day(one.closed, country)}, {counts}. {'Shifted: ' + shift if shift else 'No shift'}."


def commitments(ledger: Ledger, today: date) -> str:
    """Who does what by when, what waits first; on a phone each row is a block of its own."""
    if not ledger.commitments:
        return "<p>Nothing is agreed yet.</p>"
    order = sorted(ledger.commitments, key=lambda one: (not one.waiting, one.due or date.max, one.id))
    rows = "".join(_commitment(one, today, ledger.scenario.user.country) for one in order)
    head = "".join(f'<th scope="col">{name}</th>' for name in ("What", "Who", "By", "State"))
    return f'<table class="agreed"><caption class="sr">Who does what by when</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _commitment(one: Commitment, today: date, country: str) -> str:
    sign, word, tone = STATES[one.state]
    before = "".join(
        f'<br><span class="quiet">before: <s>{say_day(move.old, country)}</s>{text(", " * bool(move.why) + move.why)}</span>'
        for move in one.moves
        if move.old
    )
    why = (
        f'<br><span class="quiet">{text(one.why)}</span>'
        if one.why and one.state is not CommitmentState.MOVED
        else ""
    )
    return (
        f'<tr><th scope="row">{text(one.what)}</th><td>{text(one.owner)}</td>'
        f'<td>{_due(one, today, country)}{before}</td><td class="{tone}"><span aria-hidden="true">{sign}</span> {word}{why}</td></tr>'
    )


def _due(one: Commitment, today: date, country: str) -> str:
    if one.due is None:
        return "no day yet"
    days = (one.due - today).days
    plural = "s" * (abs(days) != 1)
    left = "today" if days == 0 else f"in {days} day{plural}" if days > 0 else f"{-days} day{plural} ago"
    shown = f' <span class="quiet">{left}</span>' if one.waiting else ""
    return f"{say_day(one.due, country)}{shown}"


def choices(ledger: Ledger) -> list[tuple[str, str]]:
    """The commitments to choose from, what waits first."""
    order = sorted(ledger.commitments, key=lambda one: (not one.waiting, one.due or date.max, one.id))
    return [(f"{one.owner}: {one.what} ({one.state.value})", one.id) for one in order]


def understood(read: Understood) -> str:
    """What a quick entry left open."""
    if not read.unsure:
        return "<p>This is how I read it. Change what is wrong, then keep it.</p>"
    return f"<p>Please look at this before you keep it:</p>{items(text(doubt) for doubt in read.unsure)}"


def plan(ledger: Ledger, shifts: Sequence[Shift]) -> str:
    """What must be true now, and side by side what was asked before and is asked now."""
    if not ledger.plans:
        return ""
    country, last = ledger.scenario.user.country, ledger.plans[-1]
    now = items(f"{KINDS[item.kind]}: {_threshold(item, country)}" for item in last.thresholds)
    review = f"<p>You look at it together on {say_day(last.review, country)}.</p>" if last.review else ""
    body = section(f"What must be true, as of {say_day(last.on, country)}", now + review)
    if not shifts:
        return body
    rows = "".join(
        f'<tr><th scope="row">{KINDS[(one.now or one.then or last.thresholds[0]).kind]}</th>'
        f'<td><span class="which">Then</span>{_side(one.then, one.then_on, country)}</td>'
        f'<td><span class="which">Now</span>{_side(one.now, one.now_on, country)}</td></tr>'
        for one in shifts
    )
    head = '<th scope="col">Condition</th><th scope="col">Then</th><th scope="col">Now</th>'
    table = f'<table class="compare"><caption class="sr">Conditions then and now</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return body + section("Then and now", table)


def _side(item: Threshold | None, on: date, country: str) -> str:
    day = f'<span class="quiet">{say_day(on, country)}</span>'
    return f"{_threshold(item, country)}<br>{day}" if item else f"not asked<br>{day}"


def _threshold(item: Threshold, country: str) -> str:
    return f"“{text(item.what)}”{f', by {say_day(item.due, country)}' if item.due else ', no day'}"
