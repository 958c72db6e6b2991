"""What the manager is really worried about, and one next step; never the full answer."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.domain import Act, ConcernState, ConcernType, Hint, State, as_departure
from assistant.engine.policy import asked


def hint(state: State, types: Mapping[str, ConcernType]) -> Hint:
    """A hint for the user's next turn, from the state alone."""
    if state.outcome is not None:
        return Hint(
            state.turn,
            "The talk is over. Look at the debrief, or rewind to the turn that you would play differently.",
            (),
        )
    if state.parting and state.departure:
        text = "They cannot keep you; what they have not taken is how you go. Ask what exactly has to be handed over, and by which day."
        return Hint(state.turn, text, ("ask-orderly-exit", "leaving-transition"))
    if state.parting:
        text = "It is a “not now”, and it is worth as much as you can check. Ask what exactly has to be true, then name a day to look at it."
        return Hint(state.turn, text, ("not-now-thresholds", "not-now-plan"))
    if state.current is not None:
        kind = (as_departure(types) if state.departure else types)[state.current]
        again = state.concern(state.current).state is ConcernState.PRESSED
        start = "They asked again because the last answer went past it. " if again else ""
        return Hint(state.turn, f"{start}{kind.worry} {kind.next_step}", kind.guidance_ids)
    if state.urged:
        text = "They would like to keep you, and ask once. A plain and kind no is enough; you owe nobody more reasons."
        return Hint(state.turn, text, ("leaving-no-venting", "ask-orderly-exit"))
    if state.closing and state.departure:
        text = "Your last day is clear once it has been said aloud. Say what you hand over by when, and ask who tells the others."
        return Hint(state.turn, text, ("leaving-transition", "close-summarise"))
    if state.closing:
        text = "Nothing is decided until it has an owner and a date. Say what happens first, and ask when you look at it again."
        return Hint(state.turn, text, ("close-summarise",))
    if not asked(state):
        return Hint(state.turn, *_before_the_ask(state))
    if state.departure:
        text = "They know that you go. Say what you hand over, to whom and by when."
        return Hint(state.turn, text, ("leaving-transition",))
    return Hint(
        state.turn,
        "They are listening. Say the one thing that you most want decided today.",
        ("specific-feasible",),
    )


def _before_the_ask(state: State) -> tuple[str, tuple[str, ...]]:
    if state.planned:
        return (
            "They do not know yet that you go. Say it in one plain sentence with your last day, before you say anything else.",
            ("ask-orderly-exit", "leaving-no-venting"),
        )
    if Act.PURPOSE not in state.acts_done and state.turn == 0:
        return (
            "They do not know yet what this is about, and fear a complaint. Say in one sentence what the talk is for.",
            ("purpose-statement", "lead-with-impact"),
        )
    if Act.IMPACT not in state.acts_done:
        return "They have nothing to hold on to yet. Name one result of yours before you ask.", (
            "lead-with-impact",
            "five-acts",
        )
    return "They cannot say yes to a wish. Name the one thing that would change.", (
        "specific-feasible",
        "ask-grow-in-place",
    )
