"""What a turn of the user changes by itself: trust, patience, acts, and what in their conduct the manager takes up."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain import Act, Concern, ConcernState, Decision, Move, Reading, State, Temperament
from assistant.engine.departing import FAVOURS
from assistant.engine.policy import asked

_CLOSING = {
    "actions": frozenset({"next_step", "cover"}),
    "date": frozenset({"date", "time"}),
    "measure": frozenset({"milestone", "measure"}),
}
_PLAINLY = frozenset({"verdict", "snag", "ever", "leave", "suits", "either"})
"""Questions that want a yes or a no, which comes before any praise for what stands beside them."""
_RUDE = frozenset({"pressure", "jab"})
_FORGIVEN = 6
"""Trust from which on a single slight is forgotten."""
_MIDDLING = 5
"""Trust from which on only a full answer adds to it."""
_SLOW_FROM = 4
"""Trust from which on it grows by one in two turns at most, at hard."""
_AT_HAND = 2
"""How far a turn deals with the worry at hand that is plainly about it (``Reading.here``)."""
_ROOM = 2
"""Patience that a manager keeps until the ask is on the table; talks without one end otherwise."""


def hear(state: State, reading: Reading, temperament: Temperament) -> State:
    """What the turn changes by itself, whatever the manager says to it."""
    pleased = any(reading.has(name) or name in reading.elements for name in temperament.cares_about)
    # Trust grows by answers that deal with something, not by every polite turn; who has little of it is glad of half a one.
    glad = pleased and reading.level > 0 and state.trust < _MIDDLING
    # Flattery, pressure and jabs buy nothing, whatever stands beside them; the latter two cost.
    gained = 0 if reading.tone or _too_soon(state) else int(reading.level == 2 or glad)
    trust = state.trust + gained - (not reading.tone.keys().isdisjoint(_RUDE))
    trust -= 2 * reading.has("ultimatum") + (reading.has("grievance") and reading.level < 2)
    # Whoever asks wastes nobody's time, nor does who tells of their work before they ask or gives up; a threat has a price of its own.
    told = state.current is None and bool(reading.acts)
    asks = reading.asks and not reading.repeats
    free = (
        asks
        or told
        or (reading.chose and not reading.repeats)
        or reading.softened
        or reading.relents
        or reading.has("withdraws")
        or reading.has("ultimatum")
    )
    aside = "answered" if state.aside == "asked" and covers(reading) else "asked" if reading.softened else ""
    free = free or aside == "answered" or state.urged
    wasted = reading.level == 0 and not free
    # Nobody is sent away for a shy beginning: before the ask is heard, impatience leaves room for two more tries.
    wasted = wasted and (asked(state) or state.patience > _ROOM)
    said = reading.elements | {name for name, present in reading.moves.items() if present}
    closed = {name for name, signs in _CLOSING.items() if said & signs}
    if not state.closing and (
        len(closed) < len(_CLOSING) or state.current is None or Act.CLOSE not in reading.acts
    ):
        closed = set()  # before the close, only what sums it up counts as one
    closed |= reading.closes
    if reading.has("ultimatum") or (reading.asks in FAVOURS and not reading.closes):
        closed = set()  # a threat with a day in it is no agreement, and a favour asked for a day is no plan
    state = replace(
        state,
        turn=state.turn + 1,
        trust=min(10, max(0, trust)),
        patience=state.patience - wasted - reading.has("ultimatum"),
        acts_done=state.acts_done | reading.acts | ({Act.CLOSE} if closed else frozenset()),
        ask_heard=state.ask_heard | reading.elements,
        given=state.given | _given(reading),
        early=state.early | (frozenset() if reading.repeats else reading.speaks),
        told=_told(state, reading),
        grievances=state.grievances + reading.has("grievance"),
        slights=state.slights + slights(reading),
        ultimatums=state.ultimatums + reading.has("ultimatum"),
        relented=state.ultimatums if reading.relents else state.relented,
        withdrawals=state.withdrawals + _taken_back(reading),
        aside=aside,
        let_go=False,
        closed_with=state.closed_with | closed,
        money_named=state.money_named or reading.money,
    )
    return replace(state, act=act_of(state))


def _too_soon(state: State) -> bool:
    """Whether a few turns cannot have earned more trust than there is; only who is hard to win counts that."""
    return state.difficulty == "hard" and state.trust >= _SLOW_FROM + state.turn // 2


def slights(reading: Reading) -> bool:
    """Whether the turn complains, threatens or jabs: nobody thanks for it, whatever stands beside it."""
    return reading.has("grievance") or reading.has("ultimatum") or "jab" in reading.tone


def is_cool(state: State) -> bool:
    """Whether the user's rudeness is not forgotten."""
    return state.slights > 1 or (state.slights > 0 and state.trust < _FORGIVEN)


def questioned(state: State, reading: Reading, temperament: Temperament) -> tuple[State, Decision] | None:
    """Two figures of the user's for one thing: they ask once which it is, and nothing else; None where they do not.

    Who goes by evidence does, and anybody who is hard to win; who also asks once where a figure comes from that is new to them.
    """
    listens = state.current is not None and not (state.closing or state.departure) and not slights(reading)
    if reading.figure and listens and state.difficulty == "hard" and not (state.sourced or reading.clashes):
        reason = f"They have never heard of that figure ({reading.figure}), so they ask where it comes from."
        decision = Decision(
            Move.PRESS, state.current, reason, state.act, remark="figure", clash=(reading.figure,)
        )
        return replace(state, sourced=True, held=reading), decision
    counts = "evidence" in temperament.cares_about or state.difficulty == "hard"
    if not (reading.clashes and counts and listens) or state.clashed:
        return None
    reason = "Two of your figures do not fit, so they ask which one holds."
    decision = Decision(Move.PRESS, state.current, reason, state.act, remark="clash", clash=reading.clashes)
    return replace(state, clashed=True, held=reading), decision


def with_held(state: State, reading: Reading) -> Reading:
    """The reading with what was held back while they asked about its figures: explaining those takes nothing from an answer."""
    held = state.held
    if (
        held is None
        or held.level <= reading.level
        or slights(reading)
        or reading.odd
        or reading.has("withdraws")
        or reading.retracts
    ):
        return reading
    if reading.guesses and held.figure:  # what rests on a guess is no more than half an answer
        held = replace(held, level=min(1, held.level), moves={**held.moves, "evidence": False})
    moves = {move: present or held.has(move) for move, present in reading.moves.items()}
    return replace(
        reading, level=held.level, moves=moves, elements=reading.elements | held.elements, repeats=False
    )


def _given(reading: Reading) -> frozenset[str]:
    """The moves that the turn made, and that nobody has to ask for again; cover that leaves a gap is none."""
    # Who covers is heard whatever was asked, so that nobody asks for it again.
    made = {move for move, present in reading.moves.items() if present and (reading.level or move == "cover")}
    return frozenset(made - ({"cover"} if reading.gap or reading.softened else set()))


def covers(reading: Reading) -> bool:
    """Whether the turn says who does the user's work, whatever it answers."""
    return reading.has("cover") or any(one.startswith("coverage/") for one in reading.speaks)


def _told(state: State, reading: Reading) -> frozenset[str]:
    """The worries dealt with so far; not who does the work, where the turn leaves that open or takes it back."""
    shaky = reading.gap or reading.softened or reading.unasked
    return (state.told | reading.deals) - ({"coverage"} if shaky else set())


def _taken_back(reading: Reading) -> int:
    """How far the turn takes the ask back: 2 where it says so plainly, 1 where it only gives in, else 0."""
    return 2 if reading.withdrawn else int(reading.has("withdraws") and reading.level == 0)


def act_of(state: State) -> Act:
    """Which of the five acts the talk is in."""
    if state.closing:
        return Act.CLOSE
    if asked(state):
        return Act.OPTIONS
    return max(state.acts_done & {Act.IMPACT, Act.FUTURE}, key=list(Act).index, default=Act.PURPOSE)


def conduct(before: State, reading: Reading) -> str | None:
    """What in the user's conduct the manager takes up first (:class:`Decision`'s ``remark``)."""
    if reading.odd:
        return "odd"
    if reading.has("ultimatum"):
        return "ultimatum"
    if before.threat and reading.relents and not slights(reading):
        return "relents"  # it has cost what it cost, and is spoken of no more
    if reading.relents and not reading.level and not slights(reading):
        return "sorry"
    if reading.level < 2 and reading.has("grievance"):
        return "grievance"
    if "jab" in reading.tone:  # whatever stands beside it: nobody lets that pass in silence
        return "jab"
    if reading.adds and (before.closing or before.granted) and not before.departure:
        return "added"
    if reading.has("withdraws") and reading.level == 0:
        return "postponed" if reading.postpones else "withdraws"
    if reading.retracts and given_way(before):
        return "retract"
    if reading.softened and reading.level < 2:
        return "softened"
    if before.aside == "asked" and covers(reading) and reading.level < 2:
        return "aside"
    if reading.doubted:
        return "doubt"
    if reading.defeats and not reading.level:
        return "defeats"
    if reading.asks_anew:
        return "new_ask"
    if reading.repeats and not before.closing:  # a close sums up what was said
        return "repeat"
    bare = not (
        any(reading.moves.values()) or reading.elements - {"negative_tone"} or reading.speaks or reading.chose
    )
    # What is for the worry at hand, however little it does for it, is not nothing.
    if reading.level == 0 and before.current and not reading.asks and bare and reading.here != _AT_HAND:
        return None if reading.thanks else "empty"
    if reading.asks in _PLAINLY:
        return "question"
    if reading.level == 2 and before.current is not None:
        return None if slights(reading) else "strong"
    if reading.hedged and before.current is None and not before.closing:
        return "hedged"
    if (reading.has("question") or reading.asks) and reading.level < 2:
        return "question"
    return None


def given_way(state: State) -> list[Concern]:
    """The worries that what the user said has settled or eased."""
    return [c for c in state.concerns if c.state in (ConcernState.SETTLED, ConcernState.EASED)]
