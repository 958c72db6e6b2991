"""State + temperament to what the manager does next, with the reason. Pure and seeded; no text.

Difficulty changes the rules here (how many worries, how much patience, what a half answer is worth), not only
the words. What each temperament brings is data (``knowledge/temperaments``).
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.domain import (
    Act,
    Concern,
    ConcernState,
    ConcernType,
    Decision,
    Move,
    Outcome,
    State,
    Temperament,
)
from assistant.errors import InputError

LAST_TURN = 24
"""The manager has another appointment: from this turn on the talk is brought to its end."""

_LAST_YES = LAST_TURN + 3
"""The turn from which on a yes is the end of it, since the time is more than up."""


@dataclass(frozen=True)
class Rules:
    """What a difficulty changes. ``tries``: replies that one worry is worth before it is given up or left eased.

    ``partials_settle``: how many half answers, each with something to it, together settle a worry (0: never).
    ``eased_allowed``: how many worries may stay half open in a trial. ``wary``: points of trust that they begin below what the
    scenario says. ``yes_from``: trust below which there is no yes, however well it was argued. ``close``: parts of a close
    (actions, date, measure) that are enough of one.
    """

    concerns: int
    patience: int
    tries: int
    partials_settle: int
    eased_allowed: int
    wary: int
    yes_from: int
    close: int


RULES: Mapping[str, Rules] = {
    "gentle": Rules(
        concerns=-1, patience=2, tries=4, partials_settle=2, eased_allowed=2, wary=0, yes_from=0, close=2
    ),
    "realistic": Rules(
        concerns=0, patience=0, tries=3, partials_settle=2, eased_allowed=1, wary=0, yes_from=3, close=2
    ),
    "hard": Rules(
        concerns=2, patience=-1, tries=2, partials_settle=0, eased_allowed=0, wary=1, yes_from=5, close=3
    ),
}

ONLY_KNOWN = frozenset({"performance"})
"""Worries that nobody may make up: a boss brings up past slips only where the scenario says that there were any."""
_TRUST = {"low": 3, "medium": 5, "high": 7}
_FULL_TRUST = 9
_FED_UP = 3
"""Complaints after which there is no yes any more."""
_CLOSED_DEPARTURE = 2
"""Parts of a close that there are where somebody leaves: who does what, and when; nothing is judged later."""
_MOST_ASKED = 2
"""Times that they ask how it goes on; whoever has answered twice is not asked a third time."""
_RANK = (Outcome.REFUSED, Outcome.NOT_NOW, Outcome.TRIAL_AGREED, Outcome.AGREED)
YES = (Outcome.AGREED, Outcome.TRIAL_AGREED)
_MOVE_OF_OUTCOME = {
    Outcome.AGREED: Move.AGREE,
    Outcome.TRIAL_AGREED: Move.AGREE_TRIAL,
    Outcome.NOT_NOW: Move.PART,
    Outcome.REFUSED: Move.REFUSE,
    Outcome.BROKEN_OFF: Move.BREAK_OFF,
    Outcome.LEFT_OPEN: Move.LEAVE_OPEN,
}


def rng(state: State, purpose: str) -> random.Random:
    """A generator that depends on the seed, the turn and what it is for, so replays draw the same."""
    return random.Random(f"{state.seed}/{state.turn}/{purpose}")


def opening(
    temperament: Temperament,
    types: Mapping[str, ConcernType],
    *,
    seed: int,
    difficulty: str,
    trust: str,
    cued: Iterable[str] = (),
    known: Sequence[str] = (),
    barred: Iterable[str] = (),
    pay: bool = False,
    excerpts: Sequence[str] = (),
    rank: bool = False,
    whole: bool = False,
    only_known: Iterable[str] = (),
    money: bool = False,
    planned: bool = False,
    farewell: Sequence[str] = (),
    alone: bool = False,
) -> State:
    """The state before the first word: which worries this manager brings, in which order.

    :param cued: concern ids that words of the scenario bring up. :param known: those that its constraints are about; they come first, and each of them comes.
    :param farewell: those that they are about where somebody leaves.
    :param barred: concern ids that this manager cannot have; an owner decides by themselves. :param alone: whether nobody is above them.
    :param pay: whether the ask is for money; worries that have nothing to do with it do not come up.
    :param excerpts: for each excerpt of the user's documents the worry that it belongs to, best first; empty for those that
        nobody brings up. Whoever cites rules (``Temperament.cites``) has the worry of the first one before any other.
    :param rank: whether the ask is for a step up; no manager grants one without asking whether somebody is ready.
    :param whole: whether the ask cannot be tried out (to be put forward for a post). :param planned: whether it is to leave.
    :param only_known: concern ids that nobody makes up about an ask of this kind; they come up where they are ``cued``.
    :param money: whether the ask names a sum beside the change, which a yes to the change does not grant, and nobody passes over.
    :raises InputError: for an unknown difficulty.
    """
    if difficulty not in RULES:
        raise InputError(f"The difficulty {difficulty!r} is none of {', '.join(RULES)}.")
    rules = RULES[difficulty]
    draw = random.Random(f"{seed}/worries")
    types = {
        name: kind
        for name, kind in types.items()
        if name not in set(barred) and (kind.pay_conditions or not pay)
    }
    first = [concern for concern in dict.fromkeys(cued) if concern in types]
    draw.shuffle(first)
    named = [concern for concern in dict.fromkeys(known) if concern in types and not planned]
    random.Random(f"{seed}/constraints").shuffle(named)  # apart, so that nothing else is drawn anew
    cites = random.Random(f"{seed}/documents").random() < temperament.cites  # and so is this
    excerpts = tuple(concern if cites and concern in types else "" for concern in excerpts)
    first = list(dict.fromkeys([*filter(None, excerpts[:1]), *named, *first]))
    rest = _of_their_own(temperament, draw, {*types} - {*first, *only_known, *ONLY_KNOWN})
    sure = len({*filter(None, excerpts[:1]), *named})
    wanted = max(2, temperament.concerns + rules.concerns, sure)
    chosen = _chosen(first, rest, wanted, types, sure=sure, rank=rank, money=money or pay)
    return State(
        seed=seed,
        difficulty=difficulty,
        temperament=temperament.id,
        concerns=tuple(Concern(concern) for concern in chosen),
        patience=max(2, temperament.patience + rules.patience),
        trust=_TRUST[trust] - rules.wary,
        pay=pay,
        whole=whole,
        money=money,
        planned=planned,
        alone=alone,
        farewell=tuple(farewell),
        excerpts=excerpts,
    )


def _of_their_own(temperament: Temperament, draw: random.Random, open_to: Collection[str]) -> list[str]:
    """The worries that this manager tends to have, likeliest first; later favourites come less often, so no two talks open alike."""
    weights = {concern: draw.random() / (1 + place) for place, concern in enumerate(temperament.favours)}
    return sorted((c for c in temperament.favours if c in open_to), key=lambda concern: -weights[concern])


def _chosen(
    first: Sequence[str],
    rest: Sequence[str],
    wanted: int,
    types: Mapping[str, ConcernType],
    *,
    sure: int,
    rank: bool,
    money: bool,
) -> Sequence[str]:
    """The worries of a talk: those the scenario brings up ``first``, then the manager's own, likeliest first.

    ``wanted`` at most, and one more where those that are ``sure`` to come leave no room for what an ask of its kind needs.
    """
    # A boss of flesh and blood has a worry of their own beside those the user foresaw.
    own = 1 if first and rest and wanted > 1 else 0
    chosen = [*first[: max(wanted - own, sure)], *rest][:wanted]
    if rank and "readiness" in types and not {"readiness", "performance"} & set(chosen):
        chosen = _with("readiness", chosen, max(sure, min(1, wanted - 1)), wanted)
    if money and "budget" in types and "budget" not in chosen:
        chosen = _with("budget", chosen, max(sure, wanted - 1), wanted)
    return chosen


def _with(worry: str, chosen: Sequence[str], place: int, wanted: int) -> list[str]:
    """The worries with one more at ``place``, and without the last of them where they are too many then."""
    return [*chosen[:place], worry, *chosen[place:]][: max(wanted, place + 1)]


def greeting() -> Decision:
    """Turn 0: the manager opens and hands over."""
    return Decision(Move.GREET, None, "The talk begins; the manager hears the user out first.", Act.PURPOSE)


def asked(state: State) -> bool:
    """Whether an ask is on the table, so that worries can be raised about it."""
    return (
        "change" in state.ask_heard
        or state.probes >= 2
        or any(c.raised_at is not None for c in state.concerns)
    )


def derive(state: State, temperament: Temperament) -> Outcome:
    """The outcome that the states add up to; never from how pleasantly anything was put."""
    best = _answered(state)
    return min(best, _ceiling(state, temperament), key=_RANK.index) if best in _RANK else best


def why_not(state: State, temperament: Temperament) -> str:
    """What a "not now" is for: the worry most open, else what in the talk or in the manager stands before a yes to answered ones."""
    open_ = _most_open(state)
    if open_ and _answered(state) not in YES:
        return open_[0]
    if state.threat:
        return "threat"
    if "change" not in state.ask_heard:
        return "ask"
    if state.grievances >= _FED_UP or (is_wary(state) and state.slights):
        return "rude"
    return "own" if temperament.yields is Outcome.NOT_NOW and not is_wary(state) else "trust"


def _answered(state: State) -> Outcome:
    """What the answers to the worries add up to, whoever the manager is and however the user behaved."""
    rules = RULES[state.difficulty]
    touched = [c.state for c in state.concerns if c.state is not ConcernState.DORMANT]
    settled = touched.count(ConcernState.SETTLED)
    # A worry that was only asked about is no smaller for it; and what goes past it is no ground for a trial.
    eased = sum(c.state is ConcernState.EASED and c.partial > 0 for c in state.concerns)
    met = sum(c.state is ConcernState.EASED and bool(c.heard) for c in state.concerns)
    still_open = len(touched) - settled - eased
    if not touched:
        return Outcome.LEFT_OPEN
    if settled == len(touched):
        return Outcome.AGREED
    if settled + met == len(touched) and settled >= 1 and met <= rules.eased_allowed + _trusted(state):
        return _nearly(state)
    if settled + eased >= still_open and settled + eased > 0 and state.trust >= 3:
        return Outcome.NOT_NOW
    return Outcome.NOT_NOW if state.departure else Outcome.REFUSED  # nobody is forbidden to leave


def _nearly(state: State) -> Outcome:
    """What they say where next to nothing is open: there is no trial of a rise, and a handover sees to the rest of a departure."""
    if state.departure:
        return Outcome.AGREED
    return Outcome.NOT_NOW if state.pay or state.whole else Outcome.TRIAL_AGREED


def _trusted(state: State) -> int:
    """Half-open worries that a manager overlooks beyond the rule, in somebody who has won all their trust; never at hard."""
    return int(state.trust >= _FULL_TRUST and RULES[state.difficulty].partials_settle > 0)


def _ceiling(state: State, temperament: Temperament) -> Outcome:
    """The best that this manager can promise, given who they are and how the user behaved."""
    if "change" not in state.ask_heard or state.threat or state.grievances >= _FED_UP:
        return Outcome.NOT_NOW
    if is_wary(state):
        return Outcome.NOT_NOW  # whoever has been sneered at does not say yes, whatever was answered
    unsure = is_unsure(state, temperament)
    if state.pay or state.whole:  # nobody can try a rise, nor an application
        return Outcome.AGREED if temperament.yields is not Outcome.NOT_NOW and not unsure else Outcome.NOT_NOW
    return min(temperament.yields, Outcome.TRIAL_AGREED, key=_RANK.index) if unsure else temperament.yields


def is_wary(state: State) -> bool:
    """Whether the manager trusts the user too little to say yes, as this difficulty counts it."""
    return state.trust < RULES[state.difficulty].yes_from


def is_unsure(state: State, temperament: Temperament) -> bool:
    """Whether the manager trusts the user too little for a full yes of theirs."""
    return state.trust < temperament.sure_from


def is_closed(state: State) -> bool:
    """Whether the user has said enough of how it goes on, as this difficulty counts it."""
    needed = RULES[state.difficulty].close
    return len(state.closed_with) >= (min(needed, _CLOSED_DEPARTURE) if state.departure else needed)


def conclude(
    state: State, temperament: Temperament, types: Mapping[str, ConcernType], reason: str
) -> tuple[State, Decision]:
    """Ends the talk with the outcome that the states add up to; a "not now" may be pinned down before they part."""
    outcome = derive(state, temperament)
    why = f"{reason} {_because(state, outcome)}"
    rest = left_out(state) if outcome in YES else ""
    asks = not is_closed(state) and state.closing < _MOST_ASKED
    if outcome in YES and state.turn < _LAST_YES:
        # The user has the last word but one: whether it is thanks, how it goes on, or a question about what they agreed to.
        answer = "seal" if asks else "rest" if rest else None
        state = replace(state, current=None, granted=outcome, closing=state.closing + 1, act=Act.CLOSE)
        move = _MOVE_OF_OUTCOME[outcome]
        return state, Decision(move, None, why, Act.CLOSE, outcome=outcome, answer=answer, rest=rest)
    if outcome is not Outcome.NOT_NOW:
        state, decision = finish(state, outcome, why)
        refused = outcome is Outcome.REFUSED
        return state, replace(decision, why=next(iter(_most_open(state)), "") if refused else "")
    because = why_not(state, temperament)
    conditions = _conditions(state, types, because)
    state = replace(state, current=None, parting=1, conditions=conditions)
    return state, Decision(Move.NOT_NOW, None, why, state.act, conditions=conditions, why=because)


def left_out(state: State) -> str:
    """The part of the ask that a yes leaves open: ``money`` never argued for, or a worry half met; else empty.

    ``paid`` where money was named and granted, which is said as well. To go leaves nothing open but the handover.
    """
    if state.departure:
        return ""
    states = {concern.id: concern.state for concern in state.concerns}
    named = state.money and state.money_named
    if named and states.get("budget") is not ConcernState.SETTLED:
        return "money"
    return next((name for name, at in states.items() if at is ConcernState.EASED), "paid" if named else "")


def finish(
    state: State, outcome: Outcome, reason: str, *, move: Move | None = None, answer: str | None = None
) -> tuple[State, Decision]:
    """Ends the talk with ``outcome``, by the move that goes with it or by ``move``."""
    state = replace(state, outcome=outcome, current=None)
    move = move or _MOVE_OF_OUTCOME[outcome]
    return state, Decision(
        move, None, reason, state.act, outcome=outcome, conditions=state.conditions, answer=answer
    )


def _because(state: State, outcome: Outcome) -> str:
    touched = [c.state for c in state.concerns if c.state is not ConcernState.DORMANT]
    settled, eased = touched.count(ConcernState.SETTLED), touched.count(ConcernState.EASED)
    left = len(touched) - settled - eased
    undefined = "" if "change" in state.ask_heard else " You never asked for a defined change."
    wary = " Too little trust for a yes." if is_wary(state) else ""
    return f"Of {len(touched)} worries {settled} settled, {eased} half way, {left} open; trust {state.trust} of 10.{wary}{undefined} So: {outcome}."


def _conditions(state: State, types: Mapping[str, ConcernType], why: str) -> tuple[str, ...]:
    """What must be true to come back to it: one condition for each of the two worries most open, never for a settled one.

    None that the user has met or offered already, as far as the worry has another one. What else stands in the way (``why``)
    has conditions of its own.
    """
    draw, names = rng(state, "conditions"), _most_open(state)
    apart = types["deferral"].apart.get(why, ()) if "deferral" in types and not state.departure else ()
    if state.departure and not names:
        names = ["coverage"]
    first = (draw.choice(apart),) if apart else ()
    return (*first, *(draw.choice(unmet(state, types[name])) for name in names))[:2]


def _most_open(state: State) -> list[str]:
    """The worries that are not settled, the most open ones first."""
    order = (ConcernState.STUCK, ConcernState.PRESSED, ConcernState.RAISED, ConcernState.EASED)
    open_ = sorted((c for c in state.concerns if c.state in order), key=lambda c: order.index(c.state))
    return [c.id for c in open_]


def unmet(state: State, kind: ConcernType) -> Sequence[str]:
    """The conditions of a worry that the user has not met by what they said; all of them where none would be left."""
    known = next((c.heard for c in state.concerns if c.id == kind.id), frozenset())
    made = state.given | state.answered | known
    conditions = (state.pay and kind.pay_conditions) or kind.conditions
    beyond = kind.above if state.alone else ()
    fitting = [one for one in conditions if not any(words in one for words in beyond)] or conditions
    met = [words for words, move in kind.met_by.items() if move in made]
    return [one for one in fitting if not any(words in one for words in met)] or fitting
