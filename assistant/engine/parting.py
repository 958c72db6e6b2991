"""The last turns, when it is said how they decide.

After a yes the user has one more turn, and up to two further ones as long as they ask something (:func:`seal`). After a "not now" the user may pin it down, and gets what this manager can promise at most (``Temperament.pins``).

A day that the user names is taken by whoever gives dates, conditions are said in full by whoever gives those, and whoever
gives neither evades; that is then known, and the debrief names it. Nothing said here changes the outcome.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.domain import Decision, Move, Outcome, Reading, State, Temperament
from assistant.engine.departing import FAVOURS, favour, heard_out
from assistant.engine.policy import LAST_TURN, derive, finish, left_out

MOST_PARTING = 4
"""Turns after the "not now" in which it may be pinned down; what is asked in the last of them is answered too."""
MOST_EVADED = 2
"""Times that a manager evades before they get up."""
MOST_ASKED_ON = 2
"""Turns after a yes that a question keeps open, before the one that ends the talk."""
_OF_A_STEP = ("", "leave", "date", "either", "who", "whom", "when", "then")
"""What is asked about the next step, or about what the yes is to, and not about the part that it leaves open."""
_OF_WHAT_IS_OPEN = frozenset({"help", "short", "worry", "meant"})
"""What is asked about what they still want; it is answered before a day is taken."""
_OF_THEIR_OWN_STEP = frozenset({"around", "advice"})
"""What is asked about what the user does next, which no "not now" answers."""
_NAMES_A_DAY = frozenset({"date", "time"})
_STAYS_ON_IT = frozenset({"milestone", "measure", "next_step", "within_rules"})


def part(state: State, reading: Reading, temperament: Temperament) -> tuple[State, Decision]:
    """What the manager says to the user's words after a "not now"."""
    if reading.has("ultimatum") and state.ultimatums >= 2:
        return finish(state, Outcome.BROKEN_OFF, "A second threat: they will not go on under pressure.")
    if reading.asks in FAVOURS and state.parting <= MOST_PARTING:
        state = replace(state, parting=state.parting + 1)
        reason = "You asked for something beside the “not now”, and they answer that."
        return state, Decision(Move.PIN_DOWN, None, reason, state.act, answer=favour(state, reading.asks))
    if reading.asks in _OF_THEIR_OWN_STEP and state.parting <= MOST_PARTING:
        state = replace(state, parting=state.parting + 1)
        reason = "You asked about a step of your own, and they answer that."
        return state, Decision(Move.PIN_DOWN, None, reason, state.act, answer=reading.asks)
    # What they had named can still be given, and then they cannot but accept it.
    state = heard_out(state, reading)[0] if state.departure else state
    if state.departure and derive(state, temperament) is Outcome.AGREED:
        reason = "You dealt with what they had named, so they accept how you go."
        return finish(replace(state, conditions=()), Outcome.AGREED, reason)
    wanted = _wanted(state, reading)
    if wanted is None or reading.has("ultimatum"):
        return finish(state, Outcome.NOT_NOW, "Nothing more was asked of the “not now”, so it stands.")
    answer, reason = _given(state, reading, wanted, temperament)
    evaded = state.evaded + (answer == "refuse")
    pinned = state.pinned | ({answer} if answer in ("date", "conditions") else frozenset())
    state = replace(state, parting=state.parting + 1, evaded=evaded, pinned=pinned)
    if answer == "date" or evaded >= MOST_EVADED or state.parting > MOST_PARTING:
        return finish(state, Outcome.NOT_NOW, reason, move=Move.PIN_DOWN, answer=answer)
    return state, Decision(Move.PIN_DOWN, None, reason, state.act, conditions=state.conditions, answer=answer)


def seal(state: State, reading: Reading, temperament: Temperament) -> tuple[State, Decision] | None:
    """What the manager says to the user's words after a yes; None where those undo it, so that the talk goes on from there."""
    if state.ultimatums >= 2:
        return finish(state, Outcome.BROKEN_OFF, "A second threat: they will not go on under pressure.")
    if reading.has("withdraws") and not reading.level:
        return finish(state, Outcome.LEFT_OPEN, "You took the ask back after their yes.")
    granted = state.granted
    if granted is None or reading.retracts or derive(state, temperament) is not granted:
        return None
    said = "You said how it goes on" if state.closed_with else "How it goes on was not said"
    rest = left_out(state)
    insists = (
        rest
        and not reading.adds
        and (reading.asks not in _OF_A_STEP or (rest in ("money", "paid") and reading.money))
    )
    why = f"{said}; their yes stands{', as they gave it' if insists else ''}."
    # Whoever asks what is missing hears that, and not only that something is.
    named = insists and reading.asks in _OF_WHAT_IS_OPEN and rest not in ("money", "paid")
    answer = "missing" if named else "rest" if insists else None
    if reading.asks and state.sealed < MOST_ASKED_ON and state.turn < LAST_TURN:
        # Nobody gets up over a question; the one who answers it waits whether there is another.
        state = replace(state, sealed=state.sealed + 1)
        why = f"{why} You asked something, so they are still there."
        decision = Decision(Move.PART, None, why, state.act, outcome=granted, answer=answer, waits=True)
    else:
        state, decision = finish(state, granted, why, move=Move.PART, answer=answer)
    return state, replace(decision, rest=rest)


def _wanted(state: State, reading: Reading) -> str | None:
    """What the user wants pinned down: ``date`` (they name one), ``which`` (they ask for one), ``conditions``; else None."""
    said = reading.elements | {name for name, present in reading.moves.items() if present}
    if reading.odd or reading.has("grievance") or reading.has("withdraws"):
        return None
    if reading.repeats and not reading.asks:
        return None  # said again it is no news; asked again it is still a question
    if reading.asks in _OF_WHAT_IS_OPEN and "date" not in reading.closes:
        return "conditions"
    if said & _NAMES_A_DAY and "date" not in state.pinned:
        return "date"
    if reading.asks in ("date", "when"):
        return "which"
    if reading.asks or said & _STAYS_ON_IT:
        return "conditions"
    return None


def _given(state: State, reading: Reading, wanted: str, temperament: Temperament) -> tuple[str, str]:
    """What they get, and why."""
    kind = "conditions" if wanted == "conditions" else "date"
    if kind not in temperament.pins:
        return "refuse", f"You asked for {_NAMES[wanted]}; a boss of this kind gives none."
    if wanted == "conditions" and ("conditions" in state.pinned or len(state.conditions) < 2):
        if "date" not in temperament.pins:
            return "refuse", "They have said what has to be true, and give no day to look at it."
        if reading.asks in _OF_WHAT_IS_OPEN and state.conditions:
            return "still", "You asked what is still missing, and they say it once more."
        return "which", "What has to be true is said; what is missing is the day to look at it."
    return wanted, f"You asked for {_NAMES[wanted]}, and they give it."


_NAMES = {"date": "the day you named", "which": "a day", "conditions": "what has to be true"}
