"""One turn: State + Reading to State' + Decision; and the replay of a whole rehearsal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from assistant.domain import (
    Act,
    Concern,
    ConcernState,
    ConcernType,
    Decision,
    Move,
    Outcome,
    Reaction,
    Reading,
    State,
    Temperament,
    as_departure,
)
from assistant.engine.agreeing import close, end
from assistant.engine.answering import confirmed, given, said_early, to_say
from assistant.engine.citing import cite
from assistant.engine.departing import FAVOURS, announced, depart, heard_out, stays_after_all, urge
from assistant.engine.fitting import grounds, moves_of
from assistant.engine.halves import placed, spoken_to
from assistant.engine.hearing import conduct, given_way, hear, is_cool, questioned, slights, with_held
from assistant.engine.parting import part, seal
from assistant.engine.policy import LAST_TURN, ONLY_KNOWN, RULES, asked, finish
from assistant.engine.retracting import as_cover, taken_back
from assistant.engine.state import Event, advance
from assistant.engine.weighing import weigh
from assistant.errors import SessionOver

MOST_PROBES = 3
_LAST_WORDS = frozenset(
    {Move.NOT_NOW, Move.REFUSE, Move.BREAK_OFF, Move.LEAVE_OPEN, Move.PIN_DOWN, Move.PART}
)
_WAITS = frozenset({ConcernState.RAISED, ConcernState.PRESSED})
_AT_THE_END = frozenset(
    {
        "leave",
        "date",
        "fact",
        "either",
        "when",
        "detail",
        "who",
        "whom",
        "done",
        "then",
        "around",
        "advice",
    }
)
"""Questions that are answered beside the last word of a talk that ends well; the yes is no answer to them."""
_IN_THE_WAY = frozenset({"snag", "confirm", "verdict", "worry", "view"})
"""Questions whether anything is left in the way of a yes, in the turn after it."""
_BESIDE_AN_ANSWER = frozenset(
    {
        None,
        "question",
        "strong",
        "repeat",
        "hedged",
        "empty",
        "open",
        "departs",
        "firm",
        "jab",
        "softened",
        "relents",
        "sorry",
    }
)
"""What of the user's conduct waits, is left unsaid, or is taken up beside the answer, where a question is to be answered."""


def step(
    state: State, reading: Reading, temperament: Temperament, types: Mapping[str, ConcernType]
) -> tuple[State, Decision]:
    """What the manager decides on hearing ``reading``.

    :raises SessionOver: when the outcome is already set.
    """
    if state.outcome is not None:
        raise SessionOver(
            f"This conversation has ended ({state.outcome}). Ask for the debrief, or rewind to an earlier turn."
        )
    before, reading = state, as_cover(state, with_held(state, reading), types)
    state = replace(state, held=None)
    state = hear(state, reading, temperament)
    remark = conduct(before, reading)
    if remark == "added":
        reading = replace(
            reading, asks="", asks_anew=False
        )  # it is turned down for today, and that is the answer
    news = announced(before, reading)
    if news:
        state, remark = depart(state, temperament, types), "departs"
    if state.departure:
        types, temperament = as_departure(types), temperament.departing or temperament
        remark = _of_a_departure(before, reading, remark)
    sealed = seal(state, reading, temperament) if state.granted else None
    if state.parting:
        state, decision = part(state, reading, temperament)
    elif sealed:
        state, decision = sealed
    else:
        state = replace(state, granted=None, urged=False)
        leaving = (
            questioned(state, reading, temperament)
            or _at_the_news(state, before, reading, temperament, news=news)
            or _leave(state, reading, temperament, types, offered=before.let_go)
        )
        state, decision = leaving or _answer(state, reading, temperament, types)
    if remark == "strong" and decision.move in (Move.PRESS, Move.EASE):
        remark = None  # nobody praises an answer and finds it wanting in one breath
    taken_up = remark if remark in ("grievance", "jab") else decision.remark or remark
    decision = replace(decision, remark=taken_up, departure=state.departure)
    decision = replace(decision, cool=slights(reading) or (is_cool(state) and not state.departure))
    decision = replace(decision, given=given(state, decision, types), made=grounds(reading))
    state, decision = cite(state, decision)
    # A question is answered before anything else, whatever the manager goes on to do; a yes or a no is the answer itself.
    if decision.outcome in (Outcome.AGREED, Outcome.TRIAL_AGREED):
        if reading.asks in FAVOURS:
            return state, replace(decision, answer=to_say(before, state, reading))
        if reading.asks == "act" and not decision.answer:
            return state, replace(decision, answer="act")
        over = decision.move is Move.PART and (reading.asks in _IN_THE_WAY or decision.waits)
        if over and not decision.answer and reading.asks not in _AT_THE_END:
            return state, replace(decision, answer=reading.asks)
        if decision.answer or reading.asks not in _AT_THE_END:
            return state, decision
        answer = "leave" if reading.asks == "date" else to_say(before, state, reading)
        return state, replace(decision, answer=answer)
    to_answer = decision.remark in _BESIDE_AN_ANSWER and decision.move not in _LAST_WORDS
    if not (reading.asks and to_answer):
        return state, decision
    return state, replace(decision, answer=to_say(before, state, reading), about=reading.about)


def replay(
    state: State, readings: Iterable[Reading], temperament: Temperament, types: Mapping[str, ConcernType]
) -> list[tuple[State, Decision]]:
    """The same states and decisions again, from stored readings, without any model."""
    out = []
    for reading in readings:
        state, decision = step(state, reading, temperament, types)
        out.append((state, decision))
    return out


def _of_a_departure(before: State, reading: Reading, remark: str | None) -> str | None:
    """What they take up where somebody leaves: a no to "stay" is taken, and nobody is told that a farewell says nothing."""
    if before.urged and reading.wavers:
        return None
    if before.urged and remark in (None, "empty", "repeat", "hedged", "question"):
        return "firm"
    return None if remark == "empty" else remark


def _at_the_news(
    state: State, before: State, reading: Reading, temperament: Temperament, *, news: bool
) -> tuple[State, Decision] | None:
    """What they say first to the news, or to the answer to whether the user would stay; None where the talk just goes on."""
    if before.urged and reading.wavers:
        return stays_after_all(state)
    return urge(state, temperament) if news else None


def _leave(
    state: State,
    reading: Reading,
    temperament: Temperament,
    types: Mapping[str, ConcernType],
    *,
    offered: bool,
) -> tuple[State, Decision] | None:
    """Whether the talk ends here, or they offer to leave it, before the user's words are weighed.

    :param offered: whether they had just offered to leave it.
    """
    if state.ultimatums >= 2:
        return finish(state, Outcome.BROKEN_OFF, "A second threat: they will not go on under pressure.")
    # Whoever answers beside a sigh is still talking.
    sore = reading.has("ultimatum") or (reading.has("grievance") and not reading.level)
    if state.patience <= 0 and (state.ultimatums or state.grievances >= 2) and sore:
        return finish(state, Outcome.BROKEN_OFF, "Patience ran out under grievance or threat.")
    if state.withdrawals >= 2:
        how = "You took the ask back" if reading.withdrawn else "You took the ask back twice"
        return finish(state, Outcome.LEFT_OPEN, f"{how}, and they leave it at that: no decision.")
    if offered and _adds_nothing(reading):
        return finish(state, Outcome.LEFT_OPEN, "You gave it up, and they leave it at that: no decision.")
    if reading.has("withdraws") and _adds_nothing(reading):
        how = "You offered to put it off." if reading.postpones else "You seem to give it up."
        reason = f"{how} They offer to leave it, and wait for what you say."
        return replace(state, let_go=True), Decision(Move.LEAVE_OPEN, state.current, reason, state.act)
    if state.patience <= 0 and reading.level == 0:
        why = "Patience ran out: too many turns dealt with nothing."
        return end(_give_up(state), reading, temperament, types, why)
    return None


def _adds_nothing(reading: Reading) -> bool:
    """Whether the turn brings nothing to go on with: no move, no question, and nothing that answers anything."""
    made = moves_of(reading)
    return reading.level == 0 and not reading.asks and made <= {"acknowledges", "withdraws"}


def _answer(
    state: State, reading: Reading, temperament: Temperament, types: Mapping[str, ConcernType]
) -> tuple[State, Decision]:
    if not asked(state):
        return _probe(state, reading)
    reaction = None
    leaves = reading.has("ultimatum") and not ({"over_head", "harm"} & reading.tone.keys() or state.departure)
    if leaves and state.current != "loyalty":
        return _threatened(state)
    if reading.retracts and (yielded := given_way(state)):
        return taken_back(state, reading, yielded, types)
    if (
        reading.asks_anew
        and not state.departure
        and (state.turn < LAST_TURN)
        and (other := _next_worry(state, temperament, types))
    ):
        return _asked_anew(state, other)
    if (named := confirmed(state, reading)) and state.turn < LAST_TURN:
        return _owned_up(state, named)
    state, met = spoken_to(state, reading)
    state, early = heard_out(state, reading) if state.departure else (state, "")
    met = met or early
    if state.current is not None:
        state, decision = weigh(state, reading, types[state.current])
        if decision.move is not Move.SETTLE and state.current is not None and state.turn < LAST_TURN:
            beside = met and decision.move is Move.PRESS  # what it did for another worry is not passed over
            return state, replace(decision, reaction=Reaction(Move.SETTLE, met)) if beside else decision
        reaction = (
            Reaction(decision.move, decision.concern)
            if decision.concern and decision.move is not Move.PRESS
            else None
        )
    reaction = reaction or (Reaction(Move.SETTLE, met) if met else None)
    waiting = [c for c in state.concerns if c.state in _WAITS and not _asked_out(state, c)]
    if waiting and state.turn < LAST_TURN:
        return _return(state, waiting[0], reaction, types)
    state, known = _told_before(state)
    reaction = reaction or (Reaction(Move.SETTLE, known) if known else None)
    dormant = [c for c in state.concerns if c.state is ConcernState.DORMANT]
    if dormant and state.turn < LAST_TURN and not state.closing:
        return _raise(state, _next(state, dormant), reaction, types)
    if (half_open := _half_open(state)) and state.turn < LAST_TURN:
        return _revisit(state, half_open, reaction, types)
    state, decision = close(state, reading, temperament, types)
    return state, replace(decision, reaction=reaction)


def _told_before(state: State) -> tuple[State, str]:
    """The state without the worries that the user has met before they came up, and the last of these; empty where there is none.

    Who covers counts where a full answer to a worry about people said so; any other, to whoever is not hard to win, where it was
    plainly dealt with.
    """
    told = {"coverage"} if "cover" in state.answered else set()
    told |= state.told if RULES[state.difficulty].partials_settle else set()
    met = ""
    for concern in state.concerns:
        if concern.id in told and concern.state is ConcernState.DORMANT:
            settled = advance(advance(concern, Event.RAISE, state.turn), Event.MET, state.turn)
            state, met = placed(state, settled, current=None), concern.id
    return state, met


def _probe(state: State, reading: Reading) -> tuple[State, Decision]:
    state = replace(state, probes=state.probes + 1)
    if state.probes > MOST_PROBES:
        return finish(state, Outcome.LEFT_OPEN, "No ask was made, so there is nothing to decide.")
    told = reading.acts & {Act.PURPOSE, Act.IMPACT, Act.FUTURE}
    reason = (
        "The user has set the scene but asked for nothing yet."
        if told
        else "It is not clear what would change."
    )
    return state, Decision(Move.PROBE, None, reason, state.act, remark="open" if told else None)


def _owned_up(state: State, concern: Concern) -> tuple[State, Decision]:
    """Asked whether it is a worry that they have and did not name yet, they name it; what was open stays open."""
    state = placed(state, advance(concern, Event.RAISE, state.turn), current=concern.id)
    return state, Decision(
        Move.RAISE, concern.id, "You asked whether it was this, and it is one of their worries.", state.act
    )


def _threatened(state: State) -> tuple[State, Decision]:
    """A threat to leave puts loyalty on the table, whatever was settled about it before."""
    known = {c.id: c for c in state.concerns}
    concern = known.get("loyalty", Concern("loyalty"))
    if "loyalty" not in known:
        state = replace(state, concerns=(*state.concerns, concern))
    if concern.state is ConcernState.DORMANT:
        concern, move = advance(concern, Event.RAISE, state.turn), Move.RAISE
    elif concern.state in (ConcernState.SETTLED, ConcernState.EASED):
        concern, move = advance(concern, Event.CONTRADICT, state.turn), Move.REOPEN
    else:
        concern, move = advance(concern, Event.EMPTY, state.turn), Move.PRESS
    state = placed(state, concern, current="loyalty")
    return state, Decision(
        move, "loyalty", "You spoke of leaving, so your loyalty is on the table.", state.act
    )


def _next_worry(state: State, temperament: Temperament, types: Mapping[str, ConcernType]) -> Concern | None:
    """A worry for another ask: one not raised yet, else one that this manager tends to have; None when there is none left."""
    dormant = [c for c in state.concerns if c.state is ConcernState.DORMANT]
    known = {c.id for c in state.concerns}
    others = [name for name in temperament.favours if name in types and name not in known | ONLY_KNOWN]
    fresh = [Concern(name) for name in others if types[name].pay_conditions or not state.pay]
    return next(iter([*dormant, *fresh]), None)


def _asked_anew(state: State, concern: Concern) -> tuple[State, Decision]:
    """Another ask in the middle: it brings a worry of its own and costs patience; what was open stays open."""
    if all(c.id != concern.id for c in state.concerns):
        state = replace(state, concerns=(*state.concerns, concern))
    state = replace(state, patience=state.patience - 1)
    state = placed(state, advance(concern, Event.RAISE, state.turn), current=concern.id)
    reason = "You asked for something else than before, and that brings a worry of its own."
    return state, Decision(Move.RAISE, concern.id, reason, state.act)


def _return(
    state: State, concern: Concern, reaction: Reaction | None, types: Mapping[str, ConcernType]
) -> tuple[State, Decision]:
    """Back to a worry that something else had pushed aside."""
    reason = f"They come back to a worry that was left open: {types[concern.id].title.lower()}."
    decision = Decision(Move.PRESS, concern.id, reason, state.act, reaction=reaction)
    return replace(state, current=concern.id), decision


def _half_open(state: State) -> Concern | None:
    """A half-met worry that would cost a yes at the end, and that the manager has not come back to yet.

    One that was only asked about always would, and each where nothing can be tried out; else it depends on how many there are.
    """
    eased = [c for c in state.concerns if c.state is ConcernState.EASED]
    settled = any(c.state is ConcernState.SETTLED for c in state.concerns)
    over = len(eased) > RULES[state.difficulty].eased_allowed
    asked = [c for c in state.concerns if c.state in _WAITS and _asked_out(state, c)]
    over = over or state.pay or state.whole
    costly = [c for c in [*asked, *eased] if (over or not c.heard) and not c.revisited]
    return costly[0] if costly and settled else None


def _asked_out(state: State, concern: Concern) -> bool:
    """Whether the user has asked about a worry so often, and offered nothing, that the manager has gone on from it."""
    return concern.asked >= RULES[state.difficulty].tries


def _revisit(
    state: State, concern: Concern, reaction: Reaction | None, types: Mapping[str, ConcernType]
) -> tuple[State, Decision]:
    """Once more to a worry that was left half open: whoever can answer it fully gets the chance to."""
    state = placed(state, replace(concern, revisited=True), current=concern.id)
    reason = f"A worry was left half open, and as it stands it would cost the yes: {types[concern.id].title.lower()}."
    return state, Decision(Move.PRESS, concern.id, reason, state.act, reaction=reaction)


def _next(state: State, dormant: list[Concern]) -> Concern:
    """The next worry; who covers comes last where the user has already said who does."""
    return min(dormant, key=lambda concern: concern.id == "coverage" and "cover" in state.ask_heard)


def _raise(
    state: State, concern: Concern, reaction: Reaction | None, types: Mapping[str, ConcernType]
) -> tuple[State, Decision]:
    concern = advance(concern, Event.RAISE, state.turn)
    if early := said_early(state, concern.id):
        concern = replace(concern, heard=early, partial=1)
    state = placed(state, concern, current=concern.id)
    why = (
        "Your ask is on the table"
        if reaction is None
        else f"That is it on {types[reaction.concern].title.lower()} for now"
    )
    reason = f"{why}; their next worry is {types[concern.id].title.lower()}."
    return state, Decision(Move.RAISE, concern.id, reason, state.act, reaction=reaction)


def _give_up(state: State) -> State:
    """The concern on the table is stuck when the manager has had enough."""
    if state.current is None:
        return state
    return placed(state, advance(state.concern(state.current), Event.GIVE_UP, state.turn), current=None)
