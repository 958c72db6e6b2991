"""The language-model listener: a level, moves and quotes by JSON Schema, reconciled with the built-in reading.

A move whose quote does not stand in the reply word for word is dropped. The built-in engine reads every reply as well:
its reading is the other half of the result, and all of it when the model fails.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from assistant.asking import Form, Inquiry, harmless, instead, shortened
from assistant.beside import beside
from assistant.domain import USER_MOVES, ConcernType, Prompted, Reading, Usage
from assistant.errors import EngineError, StageFailed
from assistant.reconciling import readings
from assistant.seams import ChatModel, Listener
from assistant.text.grounding import word_for_word

MOST_WORDS = 700
"""Words of a reply that the model is sent; the built-in engine reads all of it."""
_DID = "read this"


class _Move(Form):
    name: Literal[
        "acknowledges", "question", "phased_or_trial", "cover", "evidence", "benefit", "milestone", "date",
        "within_rules", "reassurance", "withdraws", "grievance", "ultimatum",
    ]  # fmt: skip
    quote: str


class Heard(Form):
    """What the model answers; the level comes last, so that an answer that broke off is seen to be incomplete."""

    moves: list[_Move]
    level: Literal[0, 1, 2]


INQUIRY = Inquiry("listening", "reply", Heard, limit=500)


class ModelListener:
    """Implements :class:`assistant.seams.Listener`.

    :param own: the built-in listener. :param types: concern types by id, for the name of the worry.
    :param barred: why the model may not do this; then it is not asked, and each reading says so.
    """

    def __init__(
        self, model: ChatModel, own: Listener, types: Mapping[str, ConcernType], barred: str = ""
    ) -> None:
        self._model, self._own, self._types, self._barred = model, own, types, barred

    def read(self, items: Sequence[tuple[Prompted, str]]) -> list[Reading]:
        """A reading for each (what was asked, the reply), in order; with a note where the model had no part in it."""
        if self._barred:
            return [replace(one, notes=(*one.notes, self._barred)) for one in self._own.read(items)]
        own = beside(lambda: self._own.read(items))  # while the model thinks
        gone: EngineError | None = None
        theirs: list[tuple[Reading | None, tuple[str, ...], tuple[Usage, ...]]] = []
        for prompted, reply in items:
            spent: list[Usage] = []
            judged: Reading | None = None
            notes: tuple[str, ...] = ()
            try:
                if gone:
                    raise gone
                if prompted.concern:  # an opening answers no worry, and is judged as an ask
                    judged = self.judge(prompted, reply, spent)
            except EngineError as error:
                # A model that cannot be reached is not asked again for every line of a batch.
                gone = None if isinstance(error, StageFailed) else error
                notes = (instead(error, _DID),)
            theirs.append((judged, notes, tuple(spent)))
        return [_both(mine, *their) for mine, their in zip(own(), theirs, strict=True)]

    def judge(self, prompted: Prompted, reply: str, spent: list[Usage]) -> Reading:
        """The model's own reading, not reconciled with any other.

        :param spent: what it took is added here.
        :raises EngineError: as :meth:`assistant.asking.Inquiry.ask`.
        """
        kind = self._types.get(prompted.concern)
        heard = INQUIRY.ask(
            self._model,
            spent,
            ask=harmless(shortened(prompted.ask, MOST_WORDS)),
            worry=f"{kind.title}: {kind.worry}" if kind else prompted.concern,
            manager=harmless(shortened(prompted.manager, MOST_WORDS)),
            reply=harmless(shortened(reply, MOST_WORDS)),
        )
        quotes: dict[str, str] = {}
        for move in heard.moves:
            if move.name not in quotes and (quote := word_for_word(move.quote, reply)):
                quotes[move.name] = quote
        moves = {name: name in quotes for name in USER_MOVES}
        return Reading(heard.level, moves, quotes, engine=self._model.id)


def _both(own: Reading, judged: Reading | None, notes: tuple[str, ...], usage: tuple[Usage, ...]) -> Reading:
    """The built-in reading with the model's, or with the note that says why there is none."""
    found = readings(own, judged) if judged else own
    return replace(found, notes=(*found.notes, *notes), usage=usage)
