"""The manager's mind: pure, seeded, replayable.

    opening(…)  ->  State                      which worries this manager brings
    step(State, Reading)  ->  State', Decision the manager decides

Theory of operation: a manager is a set of *concerns*, each in one state of one transition table (``state.py``),
plus patience and trust. A user turn arrives as a *reading*; it touches at most the concern on the table. The policy
(``policy.py``) then picks what the manager does next and names the reason; the outcome is derived from the
states alone. No text is written or read here, so nobody can talk the engine into anything.
"""

from assistant.engine.policy import greeting, opening
from assistant.engine.step import replay, step

__all__ = ["greeting", "opening", "replay", "step"]
