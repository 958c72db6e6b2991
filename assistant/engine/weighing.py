"""What a reply does to the worry on the table: settles it, eases it, passes it by, or was no answer at all."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain import ConcernState, ConcernType, Decision, Move, Reading, State
from assistant.engine.fitting import beside, fits, moves_of
from assistant.engine.halves import adds_up, placed
from assistant.engine.policy import RULES
from assistant.engine.state import EVENT_OF_LEVEL, Event, advance

_OF_MONEY = frozenset({"budget", "headcount"})
MOST_IDEAS = 2
"""Open questions about one worry that the manager answers with an idea; after that it is for the user to propose."""
_SUBSTANCE = (
    "phased_or_trial",
    "cover",
    "evidence",
    "benefit",
    "milestone",
    "date",
    "within_rules",
    "reassurance",
)
_ALL_THERE_IS = 2
"""Fitting moves beyond which a further half answer need not bring another one."""
_BESIDE = frozenset(
    """confirm view regard detail worry decide date when who fact whether verdict snag ever leave either meant
    limit act around then past suits short knows whom plans done reference tell favour""".split()
)
"""Questions that want to know something, and do not ask what would help with the worry."""
_BACK = frozenset({"meant", "worry"})
"""Questions that ask what the boss meant, or what worries them."""


def weigh(state: State, reading: Reading, kind: ConcernType) -> tuple[State, Decision]:
    """The concern on the table after this reply; ``current`` is None when the manager moves on from it."""
    rules = RULES[state.difficulty]
    event = _event(state, reading, kind)
    before = state.concern(state.current or "")
    if event is Event.MET:
        state = replace(state, answered=state.answered | (moves_of(reading) & set(kind.answered_by)))
    # A half answer adds to what was said before only by another move that speaks to this worry.
    weight = _weight(reading)
    added = (moves_of(reading) & set(kind.answered_by) & weight) - before.heard
    # Heard in full, it is no mere question, though no single move stands out in it.
    # Beside a question asked back only what this worry asks for is an offer.
    telling = weight & set(kind.answered_by) if reading.asks in _BACK else weight
    offered = reading.level > 1 or any(reading.has(move) for move in telling)
    if event is not Event.MET and (decision := _no_try(state, reading, kind, event, offered=offered)):
        asked = before.asked + (decision.move is Move.OFFER_IDEA)
        return placed(state, replace(before, asked=asked), current=before.id), decision
    # A question alone moves the talk on, and eases nothing but a worry that asking is part of the answer to.
    asks = reading.has("question") or bool(reading.asks)
    wonders = event is Event.PARTIAL and not offered and asks and "question" not in kind.answered_by
    concern = (
        replace(before, asked=before.asked + 1)
        if wonders
        else advance(before, event, state.turn, substantial=offered)
    )
    concern = replace(concern, heard=concern.heard | (added if event is not Event.EMPTY else set()))
    again = added or len(concern.heard) > _ALL_THERE_IS
    # Who asks what is missing is told, and not that nothing is; nor does what leaves a gap by its own words make a whole.
    open_ = reading.asks in {"help", *_BACK} or (_loose(reading) and "cover" in kind.answered_by[:1])
    enough = not kind.settled_by or bool(concern.heard & set(kind.settled_by))
    # Whoever gives just what they said was missing from half an answer has given the other half.
    rest = bool(reading.supplied and rules.partials_settle and before.state is ConcernState.EASED)
    if event is Event.PARTIAL and enough and not open_ and (rest or (again and adds_up(state, concern))):
        concern = advance(concern, Event.MET, state.turn)
    if event is Event.EMPTY and concern.state is ConcernState.PRESSED and concern.empty >= rules.tries:
        concern = advance(concern, Event.GIVE_UP, state.turn)
    patient = concern.empty + concern.partial + concern.asked < rules.tries and not concern.revisited
    stays = concern.state is ConcernState.PRESSED or (concern.state is ConcernState.EASED and patient)
    stays = concern.asked < rules.tries if wonders else stays
    state = placed(state, concern, current=concern.id if stays else None)
    if concern.state is ConcernState.SETTLED:
        move, reason = Move.SETTLE, f"Your answer dealt with their worry ({kind.title.lower()})."
    elif event is Event.EMPTY:
        move, reason = Move.PRESS, f"Your answer did not deal with their worry ({kind.title.lower()})."
    elif reading.has("question") and stays and not offered and concern.asked > MOST_IDEAS:
        move, reason = Move.PRESS, "They have said what they can think of, and wait for your proposal."
    elif reading.has("question") and stays and not offered:
        move, reason = (
            Move.OFFER_IDEA,
            f"You asked openly about their worry ({kind.title.lower()}), so they say what they can think of.",
        )
    elif reading.has("question") and not offered:
        # Nothing was offered, so nothing is granted; they go on to the next thing.
        move, reason = Move.PRESS, f"You asked once more about their worry ({kind.title.lower()})."
    else:
        move, reason = Move.EASE, f"Your answer dealt with their worry ({kind.title.lower()}) in part."
    return state, Decision(move, concern.id, reason, state.act)


def _no_try(
    state: State, reading: Reading, kind: ConcernType, event: Event, *, offered: bool
) -> Decision | None:
    """What they do on a turn that tries no answer, and so earns and costs nothing; None where it is to be weighed.

    It is honest about an offer, or answers what was asked about that; only thanks; or it wants to know something, as long as it is not the same question again.
    """
    of_it = kind.title.lower()
    empty, anew = event is Event.EMPTY, not reading.repeats
    if empty and state.aside:
        reason = (
            "You made your offer softer, so they ask what happens if it fails."
            if state.aside == "asked"
            else "You said who else could do it; their worry is still there."
        )
        return Decision(Move.PRESS, kind.id, f"{reason} ({of_it})", state.act)
    if empty and anew and reading.thanks:
        return Decision(
            Move.PRESS, kind.id, f"You thanked them; they say what is still open ({of_it}).", state.act
        )
    asked = state.concern(kind.id).asked
    if empty and anew and reading.asks == "help" and asked < RULES[state.difficulty].tries:
        reason = f"You asked what would help with their worry ({of_it}), so they say it."
        return Decision(Move.OFFER_IDEA, kind.id, reason, state.act)
    if anew and not offered and reading.asks in _BESIDE:
        reason = (
            f"You asked what worries them, so they say it ({of_it})."
            if reading.asks == "worry"
            else f"You asked something else, so they answer that and stay on their worry ({of_it})."
        )
        return Decision(Move.PRESS, kind.id, reason, state.act)
    return None


def _weight(reading: Reading) -> set[str]:
    """The moves that can be an offer: beside a question a date is none by itself ("could you look at it on the 30th?").

    Cover with a gap in it, or by somebody who was not asked, is not heard yet: it stays to be asked for.
    """
    asking = {"date"} if reading.has("question") else set()
    return set(_SUBSTANCE) - asking - ({"cover"} if _loose(reading) else set())


def _loose(reading: Reading) -> bool:
    """Whether what the turn says of cover is not certain yet."""
    return bool(reading.gap or reading.softened)


def _event(state: State, reading: Reading, kind: ConcernType) -> Event:
    """What a reply is to the worry on the table."""
    strict = not RULES[state.difficulty].partials_settle
    event = EVENT_OF_LEVEL[reading.level]
    if event is Event.PARTIAL and reading.here is None and beside(reading, kind):
        event = Event.EMPTY  # half an answer to another worry does nothing for this one
    elif event is Event.MET and not fits(reading, kind):
        # And a good one does not settle it; nor, to somebody who leaves and is asked for each thing once, does it ease it.
        event = Event.EMPTY if state.departure and beside(reading, kind) else Event.PARTIAL
    elif event is Event.MET and reading.saved and kind.id in _OF_MONEY and strict:
        event = Event.PARTIAL  # nor does money that is saved already, where they count
    return event
