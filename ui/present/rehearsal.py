"""A rehearsal for the eye: the talk, the manager's state of mind, the list of earlier ones."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from assistant import catalog
from assistant.domain import (
    Act,
    ConcernState,
    ConcernType,
    Hint,
    Move,
    Outcome,
    Rehearsal,
    SafetyStop,
    SessionSummary,
    Turn,
    Utterance,
)
from assistant.errors import InputError
from assistant.scales import ACTS as ACTS
from ui.present.html import excerpt, items, paragraphs, section, sentences, text

STATES: Mapping[ConcernState, tuple[str, str]] = {
    ConcernState.RAISED: ("?", "raised"),
    ConcernState.PRESSED: ("!", "pressing"),
    ConcernState.EASED: ("~", "eased"),
    ConcernState.SETTLED: ("✓", "settled"),
    ConcernState.STUCK: ("×", "stuck"),
}
"""Symbol and word of each state that the user gets to see."""

LEVELS: tuple[tuple[str, str], ...] = (
    ("×", "passed the worry by"),
    ("~", "went half way"),
    ("✓", "dealt with it"),
)
"""Symbol and words of a reply's level, 0 to 2."""

MOVES: Mapping[Move, str] = {
    Move.GREET: "opens",
    Move.PROBE: "asks what you want",
    Move.RAISE: "raises a worry",
    Move.PRESS: "presses on",
    Move.REOPEN: "comes back to a worry",
    Move.EASE: "is half convinced",
    Move.SETTLE: "has no worry left about it",
    Move.OFFER_IDEA: "offers an idea",
    Move.ASK_NEXT_STEPS: "asks how it goes on",
    Move.AGREE: "agrees",
    Move.AGREE_TRIAL: "agrees to a trial",
    Move.NOT_NOW: "says not now",
    Move.REFUSE: "refuses",
    Move.BREAK_OFF: "breaks off",
    Move.LEAVE_OPEN: "leaves it open",
    Move.PIN_DOWN: "is asked to be definite",
    Move.PART: "leaves it at that",
}
"""What the manager does in a turn, in words."""

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.AGREED: "Agreed",
    Outcome.TRIAL_AGREED: "A trial was agreed",
    Outcome.NOT_NOW: "Not now, with conditions",
    Outcome.REFUSED: "Refused",
    Outcome.BROKEN_OFF: "Broken off",
    Outcome.LEFT_OPEN: "Left open",
}


def transcript(rehearsal: Rehearsal, pending: str | None = None) -> str:
    """The talk so far, with names; ``pending`` are words that are not answered yet."""
    user, manager = rehearsal.scenario.user.name, rehearsal.scenario.manager.name
    rows = "".join(_turn(turn, user, manager) for turn in rehearsal.turns)
    if rehearsal.focus is not None:
        goal = f"To practise this time: {ACTS[rehearsal.focus].lower()}."
        rows = f'<p class="goal">{text(goal)}</p>{rows}'
    waiting = pending or rehearsal.pending
    if waiting:
        rows += said(user, waiting, "you")
        rows += "" if rehearsal.stopped else f'<p class="thinking">{text(manager)} is thinking …</p>'
    return f'<div class="talk" tabindex="0" role="region" aria-label="The talk so far">{rows}</div>'


def newest(rehearsal: Rehearsal) -> str:
    """The manager's newest words, for screen readers."""
    return f"{text(rehearsal.scenario.manager.name)} says: {text(rehearsal.turns[-1].utterance.text)}"


def panel(
    rehearsal: Rehearsal, types: Mapping[str, ConcernType], heard: Collection[Act] | None = None
) -> str:
    """What is going on in the manager: act, concerns with their states, mood, and why they did what they did; after the end only the concerns.

    :param heard: the parts of the talk that were heard, as the debrief has them; without it those of the manager's own state.
    """
    state = rehearsal.state
    over = state.outcome is not None or rehearsal.ended
    seen = [c for c in state.concerns if c.state is not ConcernState.DORMANT]
    rows = items(
        (
            f'<span class="state {c.state.value}"><span aria-hidden="true">{STATES[c.state][0]}</span> {STATES[c.state][1]}</span>'
            f'<span class="worry">{text(title(c.id, types))}</span>'
            + ("<em>on the table now</em>" if c.id == state.current and not over else "")
            for c in seen
        ),
        css="concerns",
    )
    more = (
        ""
        if len(seen) == len(state.concerns) or over
        else '<p class="quiet">There may be more that is not said yet.</p>'
    )
    worries = (rows or '<p class="quiet">Nothing has come up yet.</p>') + (more if seen else "")
    why = f'<details class="why"><summary>Why did they say that?</summary><p>{text(sentences(rehearsal.turns[-1].decision.reason))}</p></details>'
    number = f'<p class="quiet">Number of this boss: {rehearsal.seed}</p>'
    if over:  # what is still to be done is the debrief's to say
        return section("How it stood at the end", worries + number, level=3)
    return (
        section("Where you are", _acts(rehearsal, state.acts_done if heard is None else heard), level=3)
        + section("What worries them", worries, level=3)
        + section("Their mood", f"<p>{text(_mood(rehearsal))}</p>{why}{number}", level=3)
    )


def seed(typed: str | None) -> int | None:
    """The seed that was typed; None when there is none (a field that was never shown has no value at all).

    :raises InputError: when it is no whole number.
    """
    if not (plain := (typed or "").strip()):
        return None
    if not plain.isdecimal() or len(plain) > 9:
        raise InputError(
            "The boss’s number must be a whole number such as 42; leave it empty to meet a new boss."
        )
    return int(plain)


def over(rehearsal: Rehearsal) -> str:
    """What is said when the talk has ended by itself; empty while it goes on."""
    outcome = rehearsal.state.outcome
    if outcome is None or rehearsal.ended:
        return ""
    return f"The talk has ended: {OUTCOMES[outcome].lower()}. Look at the debrief, or go back to a turn that you would play differently."


def stop(found: SafetyStop) -> str:
    """Why the role-play pauses, and who can help."""
    return (
        f'<div class="card pause" role="alert"><h3>We stopped the role-play</h3><p>{text(found.why)}</p>'
        f"{items(text(line) for line in found.help)}"
        '<p class="quiet">If this was part of the exercise, you can go on from before these words.</p></div>'
    )


def hint(found: Hint, cites: str) -> str:
    """A hint, with the guidance it rests on."""
    return f'<div class="card hint" role="status"><h3>Hint</h3><p>{paragraphs(found.text)}</p>{cites}</div>'


def rewind_choices(rehearsal: Rehearsal) -> list[tuple[str, int]]:
    """The turns one can go back to, newest first, as (label, number)."""
    earlier = rehearsal.turns[:-1]
    return [
        (
            "the opening" if turn.said is None else f"after turn {turn.number}: “{excerpt(turn.said, 40)}”",
            turn.number,
        )
        for turn in reversed(earlier)
    ]


def earlier(sessions: Sequence[SessionSummary]) -> list[tuple[str, str]]:
    """Rehearsals and drills to reopen as (label, id), newest first."""
    return [(_row(one), one.session) for one in sessions if one.kind in ("rehearsal", "drill")]


def paused(session: str, kind: str, *, keep: bool) -> str:
    """What becomes of a ``kind`` of session (``rehearsal`` or ``drill``) that is left now, and how to come back to it.

    :param keep: whether anything of this visit is written down.
    """
    if not keep:
        return (
            f"This visit keeps nothing: the {kind} waits here as long as Onward runs, and is gone when you stop it. "
            "Until then you find it below, under “Earlier rehearsals and drills”."
        )
    command = "rehearse" if kind == "rehearsal" else "drill"
    return (
        f"Your {kind} is kept as it stands; you can close the page. It opens here again, and later you find it below, under "
        f"“Earlier rehearsals and drills”, or in a terminal by: onward {command} --resume {session}"
    )


def practise(element: str, types: Mapping[str, ConcernType]) -> str:
    """The button for something to practise: a worry to drill, or a part of the talk to rehearse from the top."""
    if element in types:
        return f"Drill: {title(element, types)}"
    return f"Rehearse again: {ACTS[Act(element)][:1].lower()}{ACTS[Act(element)][1:]}"


def title(concern: str, types: Mapping[str, ConcernType]) -> str:
    """What a concern is about, in the words of the debrief; its title or id where they have none."""
    known = types[concern].title if concern in types else concern.replace("_", " ")
    words = str(catalog.table("debrief")["about"].get(concern, known))
    return words[:1].upper() + words[1:]


def _row(one: SessionSummary) -> str:
    what = "turn" if one.kind == "rehearsal" else "reply"
    turns = f"1 {what}" if one.turns == 1 else f"{one.turns} {'turns' if what == 'turn' else 'replies'}"
    ended = f", {one.outcome}" if one.outcome else ""
    return f"{one.updated.astimezone():%d %b %Y, %H:%M} · {one.title} · {turns}{ended}"


def _turn(turn: Turn, user: str, manager: str) -> str:
    mine = said(user, turn.said, "you", f"turn {turn.number}") if turn.said else ""
    spoken = turn.utterance
    by = "" if spoken.engine == "embedded" else f"in the words of {text(spoken.engine)}"
    return mine + said(manager, spoken.text, "boss", by) + _fell_back(spoken)


def _fell_back(spoken: Utterance) -> str:
    """Why the built-in engine spoke although a model is configured; nothing when it did not."""
    told = (note.removeprefix("model: ") for note in spoken.notes if note.startswith("model: "))
    return "".join(f'<p class="quiet fallback">{text(note)}.</p>' for note in told)


def said(name: str, words: str, css: str, mark: str = "") -> str:
    """One line of the talk; ``css`` is ``you`` or ``boss``, ``mark`` says which turn it is."""
    mark = f' <span class="quiet">{mark}</span>' if mark else ""
    return f'<div class="line {css}"><p class="who">{text(name)}{mark}</p><p class="words" dir="auto">{paragraphs(words)}</p></div>'


def _acts(rehearsal: Rehearsal, heard: Collection[Act]) -> str:
    state, rows = rehearsal.state, []
    for act, name in ACTS.items():
        done = act in heard
        mark = "✓" if done else "·"
        current = ' aria-current="step"' if act is state.act and state.outcome is None else ""
        word = '<span class="sr"> (done)</span>' if done else ""
        rows.append(
            f'<li{current} class="{"done" if done else ""}"><span aria-hidden="true">{mark}</span> {text(name)}{word}</li>'
        )
    return f'<ol class="acts">{"".join(rows)}</ol>'


def _mood(rehearsal: Rehearsal) -> str:
    state, at_first = rehearsal.state, rehearsal.turns[0].state.patience
    left = state.patience / max(1, at_first)
    patience = _word(
        left, ((0.7, "Has time for you"), (0.35, "Is getting impatient")), "Has hardly any patience left"
    )
    return f"{patience}, and {_word(state.trust, ((7, 'trusts you'), (4, 'is weighing what you say')), 'is wary of you')}."


def _word(value: float, steps: Sequence[tuple[float, str]], otherwise: str) -> str:
    return next((word for least, word in steps if value >= least), otherwise)
