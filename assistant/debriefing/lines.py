"""Single lines: the strongest, those to say differently, and where it turned.

What is said of a line is what happened after it: which worry went, what they answered, what became of their trust. Why it
worked is added only where the listener and a surface sign agree. A line that moved a worry on is never blamed, nor is a
question; no line is praised and blamed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from assistant.debriefing.clauses import asks_for
from assistant.debriefing.conduct import remarks, retreat, spoils
from assistant.debriefing.credit import FIGURES, shrugs, speaks, statements
from assistant.debriefing.log import Boss, Exchange, state_of
from assistant.debriefing.quoting import until_stop
from assistant.debriefing.signs import DID, STAYING, asks, leaves, may_answer, plain
from assistant.debriefing.wording import about
from assistant.domain import ConcernState, ConcernType, LineNote, Move, Outcome
from assistant.engine.fitting import moves_of
from assistant.text.quotes import within
from assistant.text.segment import sentences
from assistant.text.spans import find_spans, names_in
from assistant.text.stating import only_thanks
from assistant.writing.wording import stems

_AGAIN = re.compile(
    r"\b(?:stop|go back|goes back|hand it back|hands? it back|take it back|back on|give it back|is off|drop it)\b"
)
_WHO_DOES_IT = frozenset({"coverage", "headcount"})
_GAP = re.compile(
    r"\b(?:it's|that's|there's|leaves?|leaving|left with|is|remains) (?:only|just) (?:the|those|an?|one|two|three|\d)\b[^.;?!]{0,30}\b(?:slots?|gaps?|hours?|shifts?|mornings?|afternoons?|evenings?|left)\b|"
    r"\b(?:(?:still )?(?:nobody|no one) (?:for|on|has|takes)|still (?:open|empty|uncovered)|don't know (?:yet )?who)\b"
)
"""What of the work nobody has yet, by the user's own words."""
_RULE = re.compile(r"\b(?:any(?:one|body|\s\w+ (?:who|whose|with))|every(?:one|body)|each of (?:us|them)|whoever|same (?:rule|condition))\b")  # fmt: skip
_DOES = (
    r"\b(?:with|train|asked|trained|shown) {0}\b|\b{0}(?:['’]s)?(?: and \w+)? (?:covers?|takes?|does|runs?|holds?|keeps?|stands?|could|can|would|will|has|had|comes|starts|"
    r"answers?|agreed|said|already|knows?|sits|minds|starts|steps?)\b"
)

_OFFERS = re.compile(
    r"\bi(?:'d| would|'ll| will| could| can)(?!'t)(?: also| just| then| still| even| gladly| happily)* (?!(?:be|love|like|want|hope|say|think|"
    r"have|need|see|understand|know|mean|guess|prefer|rather|not|never|do (?:anything|it|that|this)|really|manage|cope|try|work|always|get|learn)\b)[a-z]+"
)
"""Something that the speaker would do; on words in lower case."""
_YES_OR_NO = re.compile(
    r"^\W*(?:(?:and|but|so|then|or)\b,? *)*(?:is|are|was|were|do|does|did|will|would|can|could|should|have|has|had|am)\b",
    re.I,
)
_SAYS_YES_OR_NO = re.compile(r"^\W*(?:yes|yeah|yep|no|nope)\b", re.I)

_YES = frozenset({Outcome.AGREED, Outcome.TRIAL_AGREED})
Quote = Callable[[Exchange], str]
"""The words of a turn to quote."""


@dataclass(frozen=True)
class Lines:
    """What the remarks on lines have in common: the worries, the manager's words, and how a turn is quoted.

    ``doubtful``: the turns with a figure that the user's evidence has otherwise; they are not praised. ``said``: every turn.
    """

    types: Mapping[str, ConcernType]
    boss: Boss
    quote: Quote
    doubtful: Collection[int] = ()
    said: Sequence[Exchange] = ()

    def note(self, one: Exchange, why: str, words: str = "") -> LineNote:
        """A remark on one turn. :param words: what to quote of it; without them as it is quoted everywhere."""
        asked = one.before.utterance.text if one.concern else ""
        return LineNote(one.number, words or self.quote(one), why, asked=asked, concern=one.concern)

    def earns(self, one: Exchange, concern: str) -> bool:
        """Whether a turn may be praised for what became of a worry: a statement in it plainly speaks to that, and leaves no gap."""
        if concern not in self.types or (concern in _WHO_DOES_IT and _GAP.search(plain(one.said))):
            return False
        said = " ".join(part for part in _sentences(one.said) if not asks_for(part))
        return bool(speaks(self.types[concern], said))

    def reason(self, one: Exchange, concern: str) -> str:
        """Why the turn worked on a worry; empty where nobody can be sure."""
        if not self.earns(one, concern):
            return ""
        before = " ".join(other.said for other in self.said if other.number < one.number)
        return reason(one, self.types[concern], self.quote(one), before)

    def _carries(self, one: Exchange) -> str:
        """The one sentence of a turn that answered what it settled: of several that of which most can be checked.

        Nothing where the reason of the praise does not stand in it.
        """
        name = next(iter(self._earned(one)), "")
        told = [text for text in statements(one.said) if name and speaks(self.types[name], text)]
        text = max(told, key=lambda text: (len(find_spans(text)), len(text.split())), default="")
        text = next((part for part in _sentences(one.said) if text and text in part), "")
        before = " ".join(other.said for other in self.said if other.number < one.number)
        short = until_stop(text)
        same = reason(one, self.types[name], short, before) == self.reason(one, name) if name else False
        return short if same else ""

    # --- good ----------------------------------------------------------------------------------------------------

    def strongest(self, said: Sequence[Exchange], turned: int | None = None) -> tuple[LineNote, ...]:
        """At most two lines of which it can be said what made them strong; those that moved most first.

        :param turned: the turn of which that is told already, as the one where it turned.
        """
        found = [(one, why) for one in said if (why := self._praise(one))]
        full = [item for item in found if self._earned(item[0])]
        # A half answer is nobody's strongest where another was whole; and what turned the talk is told beside that.
        found = [item for item in full or found if item[0].number != turned]
        found.sort(key=lambda item: (-len(item[0].settled), -item[0].shift, item[0].number))
        return tuple(self.note(one, why, self._carries(one)) for one, why in found[:2])

    def _praise(self, one: Exchange) -> str:
        """What a line did, and why where that is sure; of a half answer nothing without a reason: what became of each worry is told beside it."""
        if self._spoilt(one) or one.shift <= 0:
            return ""
        settled = self._earned(one)
        why = next(filter(None, (self.reason(one, name) for name in (*settled, *one.eased))), "")
        if not (why or settled) or (one.eased and asks(one.said)):
            return ""
        gone = [f"they let go of their worry about {_and([self._about(name) for name in settled])}"] if settled else []  # fmt: skip
        gone += [f"their worry about {_and([self._about(name) for name in one.eased])} was half answered"] if one.eased else []  # fmt: skip
        return f"After this {_and(gone)}.{f' {why}' if why else ''}" if gone else ""

    def _spoilt(self, one: Exchange) -> bool:
        """Whether anything in the turn keeps it from being praised."""
        return one.number in self.doubtful or spoils(one) or bool(remarks(one)) or one.trust[1] < one.trust[0]

    # --- to say differently ----------------------------------------------------------------------------------------

    def empty(self, said: Sequence[Exchange]) -> frozenset[int]:
        """The turns that left the worry on the table where it was, by rules on the user's side."""
        return frozenset(
            one.number
            for one in said
            if one.concern and self._cost(one) is not None and not self._shrugged(one)
        )

    def weakest(
        self, said: Sequence[Exchange], praised: Collection[int], quoted: Collection[int], seed: int = 0
    ) -> tuple[LineNote, ...]:
        """At most two lines that moved nothing, no two on one worry: an offer to drop the ask first, then the emptiest.

        :param quoted: the turns that stand among the worries already, with what the manager said to them.
        """
        drops = [note for one in said if not (one.moved_on or self._good(one)) and one.number not in praised and (note := retreat(one, seed))][:1]  # fmt: skip
        found = [
            (cost, one) for one in said if one.number not in praised and (cost := self._cost(one)) is not None
        ]
        found.sort(key=lambda item: (item[0], item[1].number))
        picked: dict[str, Exchange] = {}
        for _, one in found:
            picked.setdefault(one.concern, one)
        rest = [self.note(one, self._blame(one, said, quoted)) for one in picked.values()]
        return (*drops, *rest)[:2]

    def _good(self, one: Exchange) -> bool:
        reading = one.turn.reading
        full = reading is None or reading.level == 2
        return full or one.shift > 0 or one.closing or bool(one.settled or one.eased)

    def _cost(self, one: Exchange) -> int | None:
        """How little a line did (0: nothing at all); None where nothing is to be said against it."""
        reading = one.turn.reading
        if remarks(one) or asks(one.said) or only_thanks(one.said) or one.turn.decision.outcome is not None:
            return None
        if one.concern == STAYING and leaves(self.said):
            return None  # the plain truth is no empty line, however it is put
        if self._shrugged(one):
            return 0
        if self._good(one) or _plain_answer(one) or _OFFERS.search(plain(one.said)):
            return None
        if not one.concern:
            return 0 if one.turn.decision.move is Move.PROBE and one.turn.decision.remark != "open" else None
        if one.moved_on or one.turn.decision.move in (Move.EASE, Move.SETTLE):
            return None
        kind = self.types[one.concern]
        said_something = may_answer(one, kind) - {"acknowledges"}
        if reading is not None and reading.repeats:
            return 0
        if DID.search(plain(one.said)) or _figure(one.said):
            return None  # something done, or a figure, is never an empty line
        advised = stems(one.said) & stems(kind.next_step)
        # Whatever may answer the worry, or does what the hint advises, is not to be blamed for being misheard.
        return None if said_something or advised else 1

    def _shrugged(self, one: Exchange) -> bool:
        """Whether a turn says to a worry only that its speaker does not know, or that it does not matter."""
        if not one.concern or one.settled or not any(shrugs(text) for text in _sentences(one.said)):
            return False
        rest = list(statements(one.said))
        solid = any(find_spans(text) or _OFFERS.search(plain(text)) for text in rest)
        return not solid and not self.earns(one, one.concern)

    def _blame(self, one: Exchange, said: Sequence[Exchange], quoted: Collection[int]) -> str:
        if not one.concern:
            start = f"They still asked what you want: “{within(_last_question(one.turn.utterance.text))}”"
            asked = next((other for other in said if other.number > one.number and _asks(other)), None)
            return f"{start} You said it in turn {asked.number}; open with that." if asked else start
        topic = self._about(one.concern)
        if self._shrugged(one):
            return f"On {topic} this gives them nothing to go by."
        again = "" if one.number in quoted else self._still(one)
        earlier = _said_before(one, said)
        if earlier is not None:
            start = f"You had said this in turn {earlier.number}; it gave them nothing new on {topic}."
        else:
            start = f"It did not move their worry about {topic}."
        later = next(
            (other for other in said if other.number > one.number and one.concern in other.settled), None
        )
        if later is not None:
            return f"{start}{again} What settled it came in turn {later.number}; say that first."
        return f"{start}{again}"  # what would speak to it stands beside the worry

    def _still(self, one: Exchange) -> str:
        pressed = one.turn.state.current == one.concern
        words = self.boss.raising(one.turn, one.concern) if pressed else ""
        return f" They still said: “{within(words)}”" if words else ""

    # --- where it turned ---------------------------------------------------------------------------------------------

    def turning_point(self, said: Sequence[Exchange]) -> LineNote | None:
        """The line after which most moved: for the better where a worry went, for the worse where trust did."""
        moved: list[Exchange] = []
        # What was won before is not where a talk turned that they broke off.
        broken = bool(said) and said[-1].turn.state.outcome is Outcome.BROKEN_OFF
        for one in said:
            up = not broken and one.shift > 0 and bool(self._earned(one)) and not self._spoilt(one)
            # Against the user only a line that they can see the fault of: a threat, a complaint, a retreat.
            down = one.shift <= -1 and bool(remarks(one)) and one.trust[1] < one.trust[0]
            if (up or down) and abs(one.shift) >= 1:
                moved.append(one)
        # What went the other way than the talk in the end did not turn it, where something went that way.
        ended_well = bool(said) and said[-1].turn.state.stands in _YES
        decided = [one for one in moved if (one.shift > 0) is ended_well]
        best = max(decided or moved, key=lambda one: (abs(one.shift), -one.number), default=None)
        if best is None:
            return None
        start = "Here it turned in your favour" if best.shift > 0 else "Here it turned against you"
        whys = (self.reason(best, name) for name in self._earned(best)) if best.shift > 0 else ()
        why = next(filter(None, whys), "")
        words = self._carries(best) if best.shift > 0 else ""
        return self.note(best, f"{start}: {_and(self._moved(best))}.{f' {why}' if why else ''}", words)

    def _earned(self, one: Exchange) -> list[str]:
        """The worries that a turn settled by words that speak to them; what had been settled before was only put right."""
        before = {name for other in self.said if other.number < one.number for name in other.settled}
        earned = [name for name in one.settled if name not in before and self.earns(one, name)]
        raised = {was.id for was in one.before.state.concerns if was.raised_at is not None}
        # What had never come up was no worry of the talk, and a turn that answered what was asked is told by that.
        return [name for name in earned if name == one.concern] or [name for name in earned if name in raised]

    def _moved(self, one: Exchange) -> list[str]:
        gone = [self._about(name) for name in self._earned(one) if one.shift > 0]
        moved = [f"their worry about {_and(gone)} was gone"] if gone else []
        before = {other.id: other.state for other in one.before.state.concerns}
        if one.shift < 0:
            worse = (ConcernState.PRESSED, ConcernState.STUCK)
            moved = [f"their worry about {self._about(c.id)} grew" for c in one.turn.state.concerns if c.state in worse and before.get(c.id) is not c.state]  # fmt: skip
            if before.get("loyalty", ConcernState.DORMANT) is ConcernState.DORMANT and state_of(one.turn.state, "loyalty") is ConcernState.RAISED:  # fmt: skip
                moved.append("they began to ask whether you stay")
        was, now = one.trust
        if (now > was) == (one.shift > 0) and now != was:
            moved.append(f"their trust went from {was} to {now} of 10")
        return moved

    def _about(self, concern: str) -> str:
        return about(self.types[concern])


def reason(one: Exchange, kind: ConcernType, quote: str, before: str = "") -> str:
    """Why the line worked, where the listener heard it and a plain sign of it is in the words quoted; else nothing.

    :param before: what the user had said until then: who was named in it is nothing new.
    """
    reading = one.turn.reading
    if reading is None:
        return ""
    heard = moves_of(reading) & set(kind.answered_by)
    text = plain(quote)
    new = (name for name in names_in(quote) if not re.search(rf"\b{re.escape(name)}\b", before))
    somebody = next((name for name in new if re.search(_DOES.format(re.escape(name)), quote)), "")
    if "cover" in heard and somebody:
        return f"It named somebody ({somebody})."
    if "within_rules" in heard and kind.id == "fairness" and _RULE.search(text):
        return "It gave a rule that holds for everybody."
    if heard & {"milestone", "phased_or_trial"} and _AGAIN.search(text):
        return "It said when you would stop or go back."
    if "evidence" in heard and any(DID.search(plain(part)) and _figure(part) for part in _sentences(quote)):
        return "It gave a figure of yours."
    return ""


def _plain_answer(one: Exchange) -> bool:
    """Whether a turn says yes or no to what was asked so: the plain truth is no empty line."""
    asked = any(
        part.endswith("?") and _YES_OR_NO.search(part) for part in _sentences(one.before.utterance.text)
    )
    return asked and bool(_SAYS_YES_OR_NO.search(one.said))


def _sentences(text: str) -> list[str]:
    return [part.text for part in sentences(text)]


def _figure(text: str) -> bool:
    return any(span.kind in FIGURES for span in find_spans(text))


def _said_before(one: Exchange, said: Sequence[Exchange]) -> Exchange | None:
    """The earlier turn that has the same words, where the listener heard a repetition too."""
    if one.turn.reading is None or not one.turn.reading.repeats:
        return None
    words = set(re.findall(r"\w+", plain(one.said)))
    for other in said:
        known = set(re.findall(r"\w+", plain(other.said)))
        if other.number < one.number and words and len(words & known) >= 0.7 * len(words):
            return other
    return None


def _asks(one: Exchange) -> bool:
    """Whether the ask was heard for the first time in this turn."""
    return "change" in one.turn.state.ask_heard - one.before.state.ask_heard


def _last_question(text: str) -> str:
    parts = list(sentences(text))
    asked = [n for n, part in enumerate(parts) if part.text.endswith("?")]
    if not asked:
        return text
    # What stands before dots is the beginning of it ("What would you want me to… you know, do?").
    first = next((n for n in range(asked[-1], 0, -1) if not parts[n - 1].text.endswith(("…", "..."))), 0)
    return text[parts[first].start : parts[asked[-1]].end]


def _and(items: Sequence[str]) -> str:
    return ", ".join(items[:-1]) + " and " + items[-1] if len(items) > 1 else "".join(items)
