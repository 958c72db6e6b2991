"""What tests of a talk share: an ear for the user's turns, readings made by hand, and a talk that is under way."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant import catalog
from assistant.domain import (
    USER_MOVES,
    Act,
    Concern,
    ConcernState,
    Manager,
    Prompted,
    Reading,
    Scenario,
    State,
    User,
)
from assistant.engine.policy import opening
from assistant.speaking.embedded import EmbeddedVoice
from assistant.wiring import Wiring

TYPES, BOSSES = catalog.concerns(), catalog.temperaments()
VOICE = EmbeddedVoice(TYPES, BOSSES)


def hearing(wiring: Wiring, ask: str, *, about: str = "", line: str = "") -> Callable[..., Reading]:
    """A function that hears one turn of somebody who asks for ``ask``.

    :param about: the worry on the table where a call names none. :param line: what the boss has just said, where a call gives
        nothing; else a line of theirs that presses the worry.
    """

    def hear(
        said: str,
        concern: str = about,
        boss: str = line,
        earlier: Sequence[str] = (),
        known: Sequence[str] = (),
    ) -> Reading:
        asked = boss or (TYPES[concern].lines["press"][0].text if concern else "Well, what is it?")
        return wiring.turn_listener.hear(Prompted(ask, concern, asked, tuple(known)), said, earlier)

    return hear


def reading(
    level: int = 0, *moves: str, elements: Sequence[str] = (), acts: Sequence[Act] = (), **more
) -> Reading:
    """A reading of ``level`` with ``moves``, as if a listener had made it."""
    heard = {name: name in moves for name in USER_MOVES}
    return Reading(level, heard, {}, "test", frozenset(elements), frozenset(acts), **more)


def a_worry(name: str, state: ConcernState = ConcernState.RAISED, **more) -> Concern:
    """A worry, which came up in the first turn unless it is dormant."""
    return Concern(name, state, **{"raised_at": None if state is ConcernState.DORMANT else 1} | more)


def under_way(boss: str, *worries: Concern, difficulty: str = "realistic", **more) -> State:
    """A talk in its second turn: the ask was heard, and the first of ``worries`` is on the table."""
    state = opening(BOSSES[boss], TYPES, seed=1, difficulty=difficulty, trust="medium")
    usual = {"current": worries[0].id, "ask_heard": frozenset({"change"}), "turn": 2, "act": Act.OPTIONS}
    return replace(state, concerns=worries, **usual | more)


def asked_of(boss: str, ask: str, **more) -> Scenario:
    """Somebody who asks a boss of the temperament ``boss`` for ``ask``."""
    base = Scenario(
        user=User(name="Ilse Brandt", role="stock keeper"),
        manager=Manager(name="Tomas Rehn", role="site manager", temperament=boss),
        preferred_ask=ask,
    )
    return replace(base, **more)


def near_the_end(boss: str, *worries: Concern, difficulty: str = "realistic", **more) -> State:
    """A talk in its seventh turn whose ask was heard; without ``worries``, two of them are settled."""
    settled = (
        Concern("coverage", ConcernState.SETTLED, 1, 2),
        Concern("timing", ConcernState.SETTLED, 2, 3),
    )
    base = State(
        seed=4, difficulty=difficulty, temperament=boss, concerns=worries or settled, patience=5, trust=8, turn=6,
        ask_heard=frozenset({"change"}),
    )  # fmt: skip
    return replace(base, **more)
