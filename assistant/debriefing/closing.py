"""The sentence with which the user closes the talk."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.debriefing.clauses import pieces
from assistant.debriefing.granting import EITHER, YES
from assistant.debriefing.log import Exchange
from assistant.debriefing.steps import LOOK, WE_LOOK, summed, threatens
from assistant.text.segment import sentences
from assistant.text.spans import find_spans

_TOGETHER = re.compile(
    r"\b(?:we|us|you|together|look\w*|review\w*|meet\w*|talk\w*|judge|decide|sit|check|come back|again|both|propose|deadline|until|till|by)\b",
    re.I,
)
_DENIES = re.compile(r"\b(?:not|never|if)\b|n't\b|\byes\b[^.]*\bno\b", re.I)
_PLANS = re.compile(rf"{LOOK.pattern}|\b(?:let's|propose|deadline|then|start|begin|first|by)\b", re.I)


def closes(said: Sequence[Exchange]) -> tuple[str, int | None]:
    """The sentence with which the user closes the talk: who does what, or when both look again; generous.

    Before the manager asked how it goes on, only a sentence that names two doers, or a day to look at it, closes.
    """
    best: tuple[int, int, int, str] | None = None
    for one in said:
        if threatens(one):
            continue
        last = one.turn.decision.outcome in YES
        for part in sentences(one.said):
            deeds = list(pieces(part.text))
            doers = len({who for who, _, _ in deeds})
            dated = any(span.kind in ("date", "time") for span in find_spans(part.text))
            looks = dated and bool(LOOK.search(part.text) and WE_LOOK.search(part.text))
            if EITHER.search(part.text):
                continue  # nobody has said which of the two it is
            refuses = _DENIES.search(part.text.replace("’", "'"))
            plans = dated and not refuses and _TOGETHER.search(part.text) and _PLANS.search(part.text)
            here = (one.closing or last) and (doers or plans or list(summed(one, part.text)))
            if here or doers > 1 or (looks and not part.text.endswith("?")):
                mark = doers + 2 * dated + (one.closing or last)
                best = max(best or (0, 0, 0, ""), (mark, one.number, len(deeds), part.text))
    return (best[3], best[1]) if best else ("", None)
