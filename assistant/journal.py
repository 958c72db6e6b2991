"""A rehearsal's journal: the kinds of events, and how they fold back into a rehearsal.

    opened    the manager's opening (turn 0)
    said      the user's words, stored before they are answered
    answered  the turn that answers them
    stopped   a safety stop instead of an answer; the words stay, unanswered
    went_on   the user goes on after a stop
    rewound   back to the state after a turn; a new branch begins
    ended     the user asked for the debrief

Nothing is ever changed or removed, so earlier branches stay readable.
"""

from __future__ import annotations

from assistant.codec import from_json
from assistant.domain import Rehearsal, SafetyStop, StoredSession, Turn
from assistant.errors import NotFound
from assistant.scenario import load_scenario


def fold(stored: StoredSession) -> Rehearsal:
    """The rehearsal as it stands after all events of ``stored``.

    :raises NotFound: when the session is not a rehearsal.
    """
    if stored.kind != "rehearsal":
        raise NotFound(f"The session {stored.session} is a {stored.kind}, not a rehearsal.")
    turns: list[Turn] = []
    branch, stopped, pending, ended = 0, None, None, False
    for event in stored.events:
        payload = event.payload
        match event.kind:
            case "opened":
                turns = [from_json(Turn, payload["turn"])]
            case "said":
                pending = payload["text"]
            case "answered":
                turns.append(from_json(Turn, payload["turn"]))
                pending = None
            case "stopped":
                stopped = from_json(SafetyStop, payload["stop"])
            case "went_on":
                stopped, pending = None, None
            case "rewound":
                turns = turns[: payload["turn"] + 1]
                branch, stopped, pending, ended = payload["branch"], None, None, False
            case "ended":
                ended = True
    return Rehearsal(
        session=stored.session,
        scenario=load_scenario(stored.header["scenario"])[0],
        difficulty=stored.header["difficulty"],
        seed=stored.header["seed"],
        engine=stored.header["engine"],
        branch=branch,
        turns=tuple(turns),
        stopped=stopped,
        pending=pending,
        ended=ended,
    )
