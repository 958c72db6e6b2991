"""A whole turn of a rehearsal to one reading.

That is the reply's level and moves, the elements of the ask it stated, the acts it served, and whether it only repeats.

The parts come from seams (a listener of replies, a scorer of asks), so a model behind either changes nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from assistant.catalog import table
from assistant.domain import Act, Assessment, Prompted, Reading
from assistant.listening.conduct import Conduct, adds_nothing, only_asks, repeats
from assistant.seams import Listener, Scorer
from assistant.text.clean import words
from assistant.text.segment import sentences
from assistant.text.spans import find_spans

ENOUGH_TO_ANSWER = 3
"""Fewer words answer no worry ("no", "trust me")."""
ENOUGH_WORDS = 5
"""Of fewer words nobody can tell the tone."""
_SIGNED = frozenset({"cover", "within_rules", "phased_or_trial", "milestone"})
"""Moves that are misheard most, and settle worries: they stand only where a plain sign of them does (``knowledge/debrief.toml``)."""
_THE_ASK = frozenset({"change", "amount", "negative_tone"})
_ASKING = frozenset({"question", "acknowledges", "withdraws", "grievance", "ultimatum"})
_CONCRETE = frozenset({"amount", "time", "cover", "measure", "next_step"})
_MOVE_OF_ELEMENT = {
    "evidence": "evidence",
    "benefit": "benefit",
    "cover": "cover",
    "measure": "milestone",
    "time": "date",
}
_OPEN_QUESTION = re.compile(
    r"(?:^|[.!?,;:]\s*|\b(?:and|so|but) )(?:what|which|how|when|who|is there|would it|could we)\b[^.!?]{5,}\?",
    re.I,
)


class TurnListener:
    """Listens to one turn at a time."""

    def __init__(self, listener: Listener, scorer: Scorer) -> None:
        self._listener, self._scorer = listener, scorer
        self._manner = Conduct()

    def hear(self, prompted: Prompted, said: str, earlier: Sequence[str]) -> Reading:
        """The reading of ``said``.

        :param prompted: what it answers; with an empty concern the level is that of an opening ask.
        :param earlier: the user's earlier turns, oldest first.
        """
        [reading] = self._listener.read([(prompted, said)])
        if self._manner.is_odd(said):
            return replace(reading, level=0, moves=dict.fromkeys(reading.moves, False), quotes={}, odd=True)
        [assessment] = self._scorer.score([said])
        elements = frozenset(name for name, finding in assessment.elements.items() if finding.present)
        if len(words(said)) < ENOUGH_WORDS:
            elements -= {"negative_tone"}
        if not prompted.concern:
            elements = self._asked(said, elements)
        reading = self._fairly(reading, prompted.concern, said, elements)
        reading = replace(
            reading,
            elements=elements,
            acts=self._acts(said, elements, reading) | _purpose(elements, earlier),
            repeats=repeats(said, earlier),
            element_quotes={
                name: finding.quote
                for name, finding in assessment.elements.items()
                if name in elements and finding.quote
            },
        )
        if not prompted.concern:
            reading = _opening(reading, assessment, elements)
        else:
            reading = self._answered(reading, prompted, said, earlier)
        reading = replace(reading, retracts=self._manner.retracts(said))
        return replace(reading, level=0) if reading.repeats else reading

    def _answered(self, reading: Reading, prompted: Prompted, said: str, earlier: Sequence[str]) -> Reading:
        """The reading of a reply to a worry, beside what it says: nothing new, nothing offered, another ask."""
        if only_asks(said):
            held = {move: present and move in _ASKING for move, present in reading.moves.items()}
            reading = replace(
                reading, moves=held, quotes=_kept(reading.quotes, held), level=min(1, reading.level)
            )
        heard = {move for move, present in reading.moves.items() if present}
        bare = heard <= {"acknowledges"} and reading.elements <= _THE_ASK
        again = self._manner.restates(said, prompted.ask)
        stale = again or adds_nothing(said, [prompted.ask, *earlier])
        if again or (reading.level == 1 and (bare or stale)):
            # Acknowledgement alone deals with nothing (rubric), and neither does the ask once more.
            reading = replace(reading, level=0, repeats=reading.repeats or stale)
        anew = (
            reading.level < 2
            and "change" in reading.elements
            and bool(self._request.search(said.lower().replace("’", "'")))
            and self._manner.asks_anew(said, prompted.ask, earlier)
        )
        return replace(reading, asks_anew=anew, level=0 if anew else reading.level)

    @cached_property
    def _request(self) -> re.Pattern[str]:
        return re.compile(self._table[Act.OPTIONS]["request"])

    @cached_property
    def _table(self) -> Mapping[Act, Mapping[str, Any]]:
        return {Act(name): entry for name, entry in table("acts").items()}

    def _fairly(self, reading: Reading, concern: str, said: str, elements: frozenset[str]) -> Reading:
        """The reading with every doubt on the user's side (``knowledge/conduct.toml``).

        A grievance, a threat or giving up stands only where the words for it are there; an open question is one, and moves the
        talk on (level 1); a word or two deal with nothing, and a threat reassures nobody.
        """
        text = said.lower().replace("’", "'")
        rules = self._conduct
        denied = bool(rules["ultimatum", "denied"].search(text))
        plain = bool(rules["ultimatum", "plain"].search(text)) and not denied
        hinted = reading.has("ultimatum") and bool(rules["ultimatum", "words"].search(text)) and not denied
        sore = reading.has("grievance") or "negative_tone" in elements
        harsh = {
            "ultimatum": plain or hinted,
            "grievance": sore
            and bool(rules["grievance", "words"].search(text))
            and not rules["grievance", "sorry"].search(text),
        }
        harsh["withdraws"] = reading.has("withdraws") and bool(rules["withdraws", "words"].search(text))
        moves = {
            move: harsh.get(move, present and (move not in _SIGNED or bool(self._signs[move].search(text))))
            for move, present in reading.moves.items()
        }
        asks = bool(_OPEN_QUESTION.search(said)) and not any(harsh.values())
        moves["question"] = moves["question"] or asks
        quotes = _kept(reading.quotes, moves)
        level = max(reading.level, int(asks))
        if (len(words(said)) < ENOUGH_TO_ANSWER and not asks) or (
            harsh["ultimatum"] and concern == "loyalty"
        ):
            level = 0
        return replace(reading, level=level, moves=moves, quotes=quotes)

    @cached_property
    def _signs(self) -> Mapping[str, re.Pattern[str]]:
        return {move: re.compile(sign) for move, sign in table("debrief")["signs"].items() if move in _SIGNED}

    @cached_property
    def _conduct(self) -> Mapping[tuple[str, str], re.Pattern[str]]:
        return {
            (move, name): re.compile(rule)
            for move, rules in table("conduct").items()
            for name, rule in rules.items()
            if move in ("ultimatum", "grievance", "withdraws")
        }

    def _asked(self, said: str, elements: frozenset[str]) -> frozenset[str]:
        """The elements, with ``change`` where something of a named size or time is asked for, and not where work is only told of."""
        text = said.lower().replace("’", "'")
        told, asked = (
            re.compile(self._table[act][key])
            for act, key in ((Act.IMPACT, "report"), (Act.OPTIONS, "request"))
        )
        parts = [part.text for part in sentences(said)]
        asking = [part for part in parts if asked.search(part.lower().replace("’", "'"))]
        if asking:
            sized = any(
                span.kind in ("amount", "duration", "date") for part in asking for span in find_spans(part)
            )
            return elements | {"change"} if sized else elements
        opens = any(cue in text for cue in self._table[Act.PURPOSE]["cues"])
        return elements - {"change"} if opens or told.search(text) else elements

    def _acts(self, said: str, elements: frozenset[str], reading: Reading) -> frozenset[Act]:
        text = " ".join(said.lower().replace("’", "'").split())
        return frozenset(
            act
            for act, signs in self._table.items()
            if elements & set(signs["elements"])
            or any(reading.has(move) for move in signs["moves"])
            or any(cue in text for cue in signs["cues"])
        )


def _opening(reading: Reading, assessment: Assessment, elements: frozenset[str]) -> Reading:
    """A turn that answers no concern: judged as an ask, since the listener of replies never saw one.

    Level 2 is a defined change with two concrete elements, 1 a recognisable one, else 0.
    """
    stated = {move for element, move in _MOVE_OF_ELEMENT.items() if element in elements}
    felt = {move for move in ("grievance", "ultimatum") if reading.has(move)}
    open_ = {move for move in ("question", "withdraws") if reading.has(move) and "change" not in elements}
    present = stated | felt | open_
    defined = "change" in elements and len(elements & _CONCRETE) >= 2
    return replace(
        reading,
        level=2 if defined else int("change" in elements or assessment.specificity >= 3),
        moves={move: move in present for move in reading.moves},
        quotes={move: quote for move, quote in reading.quotes.items() if move in present},
    )


def _purpose(elements: frozenset[str], earlier: Sequence[str]) -> frozenset[Act]:
    """Whoever opens with the ask itself has said what the talk is for."""
    return frozenset({Act.PURPOSE} if "change" in elements and not earlier else ())


def _kept(quotes: Mapping[str, str], moves: Mapping[str, bool]) -> dict[str, str]:
    return {move: quote for move, quote in quotes.items() if moves[move]}
