"""A whole turn of a rehearsal to one reading.

That is the reply's level and moves, the elements of the ask it stated, the acts it served, and whether it only repeats.

The parts come from seams (a listener of replies, a scorer of asks), so a model behind either changes nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from assistant.beside import beside
from assistant.catalog import concerns, table
from assistant.domain import Act, Assessment, Prompted, Reading, Rehearsal, Turn
from assistant.listening.accusing import accuses, apologises, only_accuses
from assistant.listening.acts import acts, asked, requests
from assistant.listening.adding import added
from assistant.listening.choosing import chosen
from assistant.listening.closing import closes
from assistant.listening.conduct import (
    Conduct,
    adds_nothing,
    corrects_a_day,
    repeats,
)
from assistant.listening.constraints import meeting
from assistant.listening.countering import countered
from assistant.listening.dating import ONLY_A_DATE, dated
from assistant.listening.defeating import defeated
from assistant.listening.departing import answered_by, departing, kinds, parting
from assistant.listening.elsewhere import Whose, elsewhere
from assistant.listening.figures import compared, with_sums
from assistant.listening.gaps import not_asked, without_gaps
from assistant.listening.grounds import grounded
from assistant.listening.ideas import taking_up
from assistant.listening.offering import ASKING, in_earnest, kept, only_asking, silent, without_questions
from assistant.listening.opening import opening, purpose
from assistant.listening.plain import answers, fully, named, questions, trials
from assistant.listening.questions import EARNS_NOTHING, OF_THE_TALK, OPEN_QUESTION
from assistant.listening.relenting import owns_up, relents
from assistant.listening.stems import stems
from assistant.listening.supplying import supplying
from assistant.listening.telling import telling, without_shrugs
from assistant.listening.threats import threat, threatening, without_threats
from assistant.listening.together import together
from assistant.listening.wanting import OFFERS, wanted
from assistant.reconciling import ACCUSING
from assistant.seams import Listener, Scorer
from assistant.text.clean import plain, words
from assistant.text.segment import sentences
from assistant.text.spans import find_spans
from assistant.text.stating import after_leave, only_thanks, statement

ENOUGH_TO_ANSWER = 3
"""Fewer words answer no worry ("no", "trust me")."""
ANSWERS_IT = "It makes the move that this worry asks for, with something to hold on to"
BESIDE_A_THREAT = "Read without the threat in it"
PLAINLY = "It plainly answers this worry"
ASKED = "A question answers nothing, so it is read as half an answer"
STATED = "Read without the question and the fillers around it"
TELLING = "Read without what answers nothing in it"
"""Why a level differs from what the listener alone heard (``Reading.notes``)."""
ENOUGH_TO_BEAR = 10
"""Of fewer words, in which no move was found, a reader cannot tell half an answer from a phrase."""
ENOUGH_WORDS = 5
"""Of fewer words nobody can tell the tone."""
_SIGNED = frozenset(
    {"cover", "within_rules", "phased_or_trial", "milestone", "date", "reassurance", "acknowledges"}
)
"""Moves that are misheard most, and settle worries: they stand only where a plain sign of them does (``knowledge/debrief.toml``)."""
_THE_ASK = frozenset({"change", "amount", "negative_tone"})
_COUNTS = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|half|twice)\b", re.I)
"""Numbers that people write in words."""


class TurnListener:
    """Listens to one turn at a time.

    :param own: the built-in listener, which reads the statements of a turn once more by themselves; ``listener`` if None.
    :param whose: which worry words are clearly for.
    """

    def __init__(
        self, listener: Listener, scorer: Scorer, own: Listener | None = None, whose: Whose = lambda _: ""
    ) -> None:
        self._listener, self._scorer, self._own, self._whose = listener, scorer, own or listener, whose
        self._manner = Conduct()

    def built_in(self) -> TurnListener:
        """The same without a model, for what is tried out and not said."""
        return TurnListener(self._own, self._scorer, whose=self._whose)

    def hear(self, prompted: Prompted, said: str, earlier: Sequence[str]) -> Reading:
        """The reading of ``said``.

        :param prompted: what it answers; with an empty concern the level is that of an opening ask.
        :param earlier: the user's earlier turns, oldest first.
        """
        said = after_leave(said)
        prompted = departing(prompted, said)
        return parting(self._telling(prompted, said, earlier), prompted, said)

    def _telling(self, prompted: Prompted, said: str, earlier: Sequence[str]) -> Reading:
        told = telling(said, prompted.concern) if prompted.concern else said
        reading = without_shrugs(self._hear(prompted, told or said, earlier), prompted.concern, said)
        if told == said:
            return reading
        reading = replace(reading, defeats=next(defeated(said, prompted.concern), ""))
        if not told:
            return silent(reading)
        return self._manners(replace(reading, notes=(*reading.notes, TELLING)), prompted, said, earlier)

    def _hear(self, prompted: Prompted, said: str, earlier: Sequence[str]) -> Reading:
        put, free = statement(said), without_threats(said) or said
        scored = beside(lambda: self._scored(free, "" if prompted.concern else statement(free)))
        [reading] = self._listener.read([(prompted, said)])
        if self._manner.is_odd(said):
            return replace(reading, level=0, moves=dict.fromkeys(reading.moves, False), quotes={}, odd=True)
        reading = self._stated(reading, prompted, put, said) if prompted.concern else reading
        assessment = scored()
        elements = frozenset(name for name, finding in assessment.elements.items() if finding.present)
        if len(words(said)) < ENOUGH_WORDS:
            elements -= {"negative_tone"}
        if not prompted.concern:
            elements = asked(said, elements, prompted.ask)
            elements -= {"change"} if self._manner.only_wonders(said) else set()
        reading = self._fairly(reading, prompted, said, elements)
        reading = self._beside_threat(reading, prompted, said)
        if not any(reading.has(move) for move in ACCUSING):
            elements -= {"negative_tone"}  # as with a grievance: only where the words for it are there
        reading = replace(
            reading,
            elements=elements,
            acts=acts(said, elements, reading) | purpose(elements, earlier),
            repeats=repeats(said, prompted.before(earlier)),
        )
        if not prompted.concern:
            reading = opening(
                reading, assessment, elements, next(iter(trials(said)), ""), hedged=self._manner.hedged(said)
            )
            if any(span.kind == "date" for span in find_spans(said)):
                reading = replace(reading, moves={**reading.moves, "date": True})
        else:
            reading = self._answered(reading, prompted, said, earlier)
        reading = grounded(reading, said)
        if corrects_a_day(said):
            reading = replace(reading, moves={**reading.moves, "date": False}, elements=elements - {"time"})
        reading = elsewhere(reading, prompted, said, self._whose, self._own)
        reading = compared(
            without_gaps(reading, prompted.concern, said), said, prompted.known, (prompted.ask, *earlier)
        )
        reading = self._manners(reading, prompted, said, earlier)
        wondered = reading.asks in EARNS_NOTHING and self._manner.only_asks(said)
        return replace(reading, level=0) if reading.repeats or reading.withdrawn or wondered else reading

    def _manners(self, reading: Reading, prompted: Prompted, said: str, earlier: Sequence[str]) -> Reading:
        """The reading with what the turn takes back, its tone, what it asks and whether it sums up."""
        withdrawn = self._manner.withdrawn(said) and not reading.has("ultimatum")
        offers = reading.level == 2 or any(map(reading.has, (*OFFERS, "evidence", "benefit", "ultimatum")))
        put_off = "" if offers else self._manner.postpones(said)
        taken = () if withdrawn else self._manner.takes_back(said, earlier)
        sorry = relents(said, earlier)
        gives_in = bool(withdrawn or put_off) or (reading.has("withdraws") and not sorry)
        asked = not prompted.concern and bool(earlier)
        summed_up = frozenset() if reading.has("ultimatum") else closes(said, asked=asked)
        asks = wanted(self._manner, reading, said, prompted.manager)
        reading = replace(
            with_sums(reading, said),
            level=0 if put_off else reading.level,
            moves={**reading.moves, "withdraws": gives_in},
            takes_back=taken,
            unasked=bool(taken) and self._manner.of_somebody(taken[-1]),
            softened="" if withdrawn or taken else self._manner.softened(said, earlier),
            postpones=put_off,
            relents=sorry or owns_up(said),
            thanks=only_thanks(said),
            chose=chosen(prompted.manager, said),
            tone=self._manner.tone(said, prompted.manager if prompted.concern == "deferral" else ""),
            asks=asks,
            about=self._manner.about(said),
            adds=added(said, " ".join((prompted.ask, prompted.manager, *earlier))) if earlier else "",
            withdrawn=withdrawn,
            closes=summed_up,
            acts=reading.acts | ({Act.CLOSE} if summed_up else frozenset()),
        )
        return countered(not_asked(reading, prompted.concern), kinds(prompted).get(prompted.concern), said)

    def quoted(self, rehearsal: Rehearsal) -> Rehearsal:
        """With the words that the elements of each turn rest on: :meth:`hear` leaves them out, as no answer needs them."""
        return replace(rehearsal, turns=tuple(map(self._quoted, rehearsal.turns)))

    def _quoted(self, turn: Turn) -> Turn:
        reading = turn.reading
        if turn.said is None or reading is None or not reading.elements or reading.element_quotes:
            return turn
        [found] = self._scorer.score([without_threats(turn.said) or turn.said])
        quotes = {name: quote for name in reading.elements if (quote := found.elements[name].quote)}
        return replace(turn, reading=replace(reading, element_quotes=quotes))

    def _stated(self, reading: Reading, prompted: Prompted, put: str, said: str) -> Reading:
        """The better of the reading and that of the statements alone (``put``): a question beside an answer cancels nothing.

        Nor does it answer anything: what only the question made a whole answer is at most half of one.
        """
        asked = in_earnest(said)
        if reading.engine != "embedded" or (reading.level == 2 and not asked) or not (put or asked):
            return reading
        if asked and not put:
            return only_asking(reading, level=1)
        [alone] = self._own.read([(prompted, put)])
        if alone.level < reading.level == 2:
            return replace(reading, level=1, notes=(*reading.notes, ASKED))
        if alone.level <= reading.level:
            return reading
        moves = {move: present or alone.has(move) for move, present in reading.moves.items()}
        return replace(
            reading,
            level=alone.level,
            moves=moves,
            quotes={**alone.quotes, **reading.quotes},
            notes=(*reading.notes, STATED),
        )

    def _scored(self, said: str, put: str) -> Assessment:
        """The assessment of a turn, what its statements alone (``put``) ask for included."""
        [whole, *alone] = self._scorer.score([said, put] if put else [said], quoted=False)
        if not alone or whole.elements["change"].present or not alone[0].elements["change"].present:
            return whole
        elements = {**whole.elements, "change": alone[0].elements["change"]}
        return replace(whole, elements=elements, specificity=max(whole.specificity, alone[0].specificity))

    def _answered(self, reading: Reading, prompted: Prompted, said: str, earlier: Sequence[str]) -> Reading:
        """The reading of a reply to a worry, beside what it says: nothing new, nothing offered, another ask."""
        if self._manner.only_asks(said):
            # Of those only one that is after what would help moves the talk on.
            reading = only_asking(reading, level=int(self._after(said)))
        reading = self._plainly(without_questions(reading), prompted, said)
        if (kind := kinds(prompted).get(prompted.concern)) and not any(map(reading.has, ACCUSING)):
            reading = taking_up(reading, kind, prompted.manager, said)
            reading = reading if self._manner.tone(said) else meeting(reading, kind, prompted, said)
        reading = dated(reading, prompted, said, self._own)
        reading = self._unheard(reading, prompted, said)
        if kind and not self._manner.tone(said):
            reading = supplying(reading, kind, prompted, said, earlier)
            reading = together(reading, kind, said, earlier)
        heard = {move for move, present in reading.moves.items() if present}
        bears = reading.here and len(words(said)) >= ENOUGH_TO_BEAR and not self._manner.tone(said)
        bare = not bears and heard <= {"acknowledges"} and reading.elements <= _THE_ASK
        said_so = any(self._manner.restates(said, one) for one in earlier or [prompted.ask])
        again = said_so and not self._answers_anew(prompted, said)
        threatens = reading.has("ultimatum")
        rest = without_threats(said) if threatens else said
        stale = again or any(adds_nothing(rest, [one]) for one in prompted.before(earlier))
        if again or ((reading.level == 1 or threatens) and (bare or stale)):
            # Acknowledgement alone deals with nothing (rubric), and neither does the ask once more.
            reading = replace(reading, level=0, repeats=reading.repeats or stale)
        anew = (
            reading.level < 2
            and "change" in reading.elements
            and requests(said)
            and self._manner.asks_anew(said, prompted.ask, earlier)
        )
        relieved = int(not any(map(reading.has, ACCUSING)) and self._manner.concedes(said))
        return replace(reading, asks_anew=anew, level=0 if anew else max(reading.level, relieved))

    def _answers_anew(self, prompted: Prompted, said: str) -> bool:
        """Whether a sentence plainly answers the worry with something that the ask had not said."""
        kind = kinds(prompted).get(prompted.concern)
        found = answers(kind, said) if kind else ()
        return any(not adds_nothing(part, [prompted.ask]) for _, part in found)

    def _plainly(self, reading: Reading, prompted: Prompted, said: str) -> Reading:
        """With the moves that plain words for this worry are (``ConcernType.plainly``): at least half an answer."""
        kind = kinds(prompted).get(prompted.concern)
        harsh = {move for move in ACCUSING if reading.has(move)}
        if kind is None or harsh - {"grievance"}:
            return reading
        if harsh:  # a sigh beside a plain answer takes nothing from it, and leaves it half of one
            said = " ".join(part.text for part in sentences(said) if not accuses(part.text))
        whole = [] if harsh else list(fully(kind, said))
        found = [*whole, *answers(kind, said), *named(kind, prompted.manager, said)]
        asked = next(questions(kind, said), "")
        if asked:
            reading = replace(reading, asks="help")  # it is after what would help, in whatever words
            found.append(("question", asked))
        if not found:
            return reading
        notes = tuple(dict.fromkeys(f"{PLAINLY} ({move}): “{part}”" for move, part in found))
        return replace(
            reading,
            level=max(2 if whole else 1, reading.level),
            moves={**reading.moves, **{move: True for move, _ in found}},
            quotes={**dict(reversed(found)), **reading.quotes},
            notes=(*reading.notes, *(notes if reading.level < 1 + bool(whole) else ())),
        )

    def _beside_threat(self, reading: Reading, prompted: Prompted, said: str) -> Reading:
        """A threat's own words answer nothing: only what stands beside them counts, and only as far as it goes."""
        rest = without_threats(said)
        if not (reading.has("ultimatum") and prompted.concern) or rest == said:
            return reading
        [alone] = self._own.read([(prompted, rest)]) if len(words(rest)) >= ENOUGH_TO_ANSWER else [None]
        left = {
            move: present and (move in ASKING or (alone is not None and alone.has(move)))
            for move, present in reading.moves.items()
        }
        level = min(reading.level, alone.level if alone else 0)
        notes = (*reading.notes, BESIDE_A_THREAT) if level < reading.level else reading.notes
        return replace(reading, level=level, moves=left, quotes=kept(reading.quotes, left), notes=notes)

    def _unheard(self, reading: Reading, prompted: Prompted, said: str) -> Reading:
        """A reply that makes the very move its worry asks for, with a figure, a day or a name in it, is at least half an answer."""
        harsh = any(reading.has(move) for move in ACCUSING)
        if reading.level or harsh or ONLY_A_DATE in reading.notes:
            return reading
        best = [move for move in answered_by(prompted)[:2] if move not in ASKING]
        asked = stems(prompted.manager) | stems(kinds(prompted)[prompted.concern].worry)
        for part in (part.text for part in sentences(said)):
            made = [move for move in best if reading.has(move) and self._signs[move].search(plain(part))]
            # What somebody intends needs no figure: a plain "I'm staying" is half an answer (rubric).
            exact = bool(find_spans(part)) or bool(_COUNTS.search(part))
            plainly = made and (made[0] == "reassurance" or exact)
            if plainly and (made[0] == best[0] or stems(part) & asked):
                return replace(
                    reading, level=1, notes=(*reading.notes, f"{ANSWERS_IT} ({made[0]}): “{part}”")
                )
        return reading

    def _fairly(self, reading: Reading, prompted: Prompted, said: str, elements: frozenset[str]) -> Reading:
        """The reading with every doubt on the user's side (``knowledge/conduct.toml``).

        A grievance, a threat or giving up stands only where the words for it are there; an open question is one, and moves the
        talk on (level 1); a word or two deal with nothing, and a threat reassures nobody.
        """
        text, asked, rules = plain(said), prompted.manager.lower(), self._conduct
        denied = prompted.departure or bool(rules["ultimatum", "denied"].search(text))
        outright = any(rules["ultimatum", name].search(text) for name in ("plain", "veiled")) and not denied
        outright = (
            outright or not {"over_head", "harm"}.isdisjoint(self._manner.tone(said)) or bool(threat(said))
        )
        # Whoever says that they stay only hints at nothing; a plain threat is one beside any promise.
        denied = denied or any(answers(concerns()["loyalty"], said))
        # Nor does the boss's own word, said back to answer them.
        hints = [] if denied else [one.group() for one in rules["ultimatum", "words"].finditer(text)]
        sore = reading.has("grievance") or "negative_tone" in elements
        accused = accuses(said, "plain") or (sore and accuses(said)) or ""
        harsh = {
            "ultimatum": outright or (reading.has("ultimatum") and any(one not in asked for one in hints)),
            "grievance": bool(accused) and not apologises(said),
        }
        harsh["withdraws"] = reading.has("withdraws") and bool(rules["withdraws", "words"].search(text))
        moves = {
            move: harsh.get(move, present and (move not in _SIGNED or bool(self._signs[move].search(text))))
            for move, present in reading.moves.items()
        }
        asks = self._after(said) and not any(harsh.values())
        moves["question"] = (
            moves["question"] and ("?" not in said or self._manner.wants_to_know(said))
        ) or asks
        moves["reassurance"] &= not moves["ultimatum"]  # "I'm staying, and if you don't …" reassures nobody
        quotes = kept(reading.quotes, moves)
        if moves["grievance"]:
            quotes = {"grievance": accused} | quotes
        if moves["ultimatum"] and (words_of_it := threatening(said)):
            quotes = {**quotes, "ultimatum": words_of_it}
        level = max(reading.level, int(asks))
        offers = any(moves[move] for move in OFFERS)
        sigh = bool(moves["grievance"] and prompted.concern and level < 2 and not moves["acknowledges"])
        bare = (harsh["ultimatum"] or sigh) and not offers
        if (
            (len(words(said)) < ENOUGH_TO_ANSWER and not asks)
            or self._manner.knows_nothing(said)
            or (moves["grievance"] and only_accuses(said))
            or bare
            or (harsh["ultimatum"] and prompted.concern == "loyalty")
        ):
            level = 0
        return replace(reading, level=level, moves=moves, quotes=quotes)

    def _after(self, said: str) -> bool:
        """Whether the turn asks openly for what would help, or what the boss is worried about."""
        asks = self._manner.asks(said)
        earnest = "?" not in said or in_earnest(said)  # what only proposes something asks for nothing
        return asks not in OF_THE_TALK and (bool(OPEN_QUESTION.search(said) and earnest) or asks == "worry")

    @cached_property
    def _signs(self) -> Mapping[str, re.Pattern[str]]:
        return {move: re.compile(sign) for move, sign in table("debrief")["signs"].items()}

    @cached_property
    def _conduct(self) -> Mapping[tuple[str, str], re.Pattern[str]]:
        return {
            (move, name): re.compile(rule)
            for move, rules in table("conduct").items()
            for name, rule in rules.items()
            if move in ("ultimatum", "withdraws")
        }
