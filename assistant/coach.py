"""The only orchestrator: what a shell can ask for, each as one method.

It wires nothing and decides nothing: it passes values from stage to stage and stores them before it returns them.
"""

from __future__ import annotations

import secrets
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from assistant import engine
from assistant.codec import to_json
from assistant.domain import (
    ARTEFACT_KINDS,
    LENGTHS,
    PLAIN,
    TONES,
    Act,
    Artefact,
    Assessment,
    Branch,
    Clearance,
    Debrief,
    Decision,
    Hint,
    Manager,
    Progress,
    Prompted,
    Reading,
    Rehearsal,
    Review,
    SafetyStop,
    Scenario,
    SessionSummary,
    Spending,
    State,
    StoredSession,
    Style,
    Turn,
    User,
)
from assistant.engine.hint import hint
from assistant.engine.progress import point
from assistant.errors import InputError, NotFound, OnwardError, SessionOver
from assistant.journal import branches, can_go_back, fold
from assistant.parts import Parts
from assistant.scoring import versions
from assistant.text.clean import clean, usable

if TYPE_CHECKING:
    from assistant.drilling import Drilling
    from assistant.ledgers import Ledgers
    from assistant.library import Library

_ANYBODY = Scenario(User("you", ""), Manager("your boss"), "")


class Coach:
    """Rehearse, score, draft, search, check. Thread-safe: one turn of one session at a time."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._locks: defaultdict[str, threading.RLock] = defaultdict(threading.RLock)

    @cached_property
    def drills(self) -> Drilling:
        """One worry at a time, ten quick replies."""
        from assistant.drilling import Drilling  # a tenth of a second that a score need not wait for

        return Drilling(self._parts, self._locks)

    @cached_property
    def ledgers(self) -> Ledgers:
        """What became of the talk."""
        from assistant.ledgers import Ledgers

        return Ledgers(self._parts, self._locks)

    @cached_property
    def library(self) -> Library:
        """The guidance and the user's own documents."""
        from assistant.library import Library

        return Library(self._parts)

    @property
    def engine_name(self) -> str:
        """The engine that has a hand in the results."""
        return self._parts.engine_name

    @property
    def leaves_to(self) -> str:
        """Who gets what a model is asked; "" when nothing leaves this machine."""
        return self._parts.leaves_to

    @property
    def spent(self) -> Spending:
        """What the model took since the program started."""
        return self._parts.spent

    # --- rehearsing --------------------------------------------------------------------------------------

    def start(
        self,
        scenario: Scenario,
        *,
        seed: int | None = None,
        difficulty: str = "realistic",
        focus: Act | None = None,
    ) -> Rehearsal:
        """Begins a rehearsal with the manager's opening.

        :param seed: draws the manager's worries and wording; drawn itself when None.
        :param focus: the act of the talk that the user wants to practise; kept for them, the manager knows nothing of it.
        """
        from assistant.scenario import dump_scenario
        from assistant.speaking.permits import of_the_ask
        from assistant.writing.private import open_exit

        parts = self._parts
        seed = secrets.randbelow(1_000_000) if seed is None else seed
        scenario = self.library.informed(scenario)
        state = engine.opening(
            parts.temperaments[scenario.manager.temperament],
            parts.types,
            seed=seed,
            difficulty=difficulty,
            trust=scenario.manager.trust,
            cued=parts.checker.concerns(scenario),
            excerpts=[one.concern for one in scenario.excerpts],
            planned=open_exit(scenario),
            **of_the_ask(scenario),
        )
        opening = self._utter(scenario, (), None, None, state, engine.greeting())
        header = {
            "scenario": dump_scenario(scenario),
            "excerpts": [to_json(one) for one in scenario.excerpts],
            "seed": seed,
            "difficulty": difficulty,
            "engine": self.engine_name,
            "focus": focus.value if focus else None,
        }
        boss = scenario.manager
        title = f"{scenario.user.name} with {boss.name}, {boss.temperament}, {difficulty}"
        session = parts.store.create("rehearsal", title, header)
        parts.store.append(session, "opened", {"turn": to_json(opening)})
        return self.resume(session)

    def resume(self, session: str) -> Rehearsal:
        """The rehearsal as it stands; words that were stored but not answered are answered now."""
        with self._locks[session]:
            rehearsal = fold(self._parts.store.load(session))
            if not rehearsal.turns:
                raise NotFound(f"The session {session} broke off before its first word; start a new one.")
            if rehearsal.pending is not None and rehearsal.stopped is None:
                self._reply(rehearsal, rehearsal.pending)
                rehearsal = fold(self._parts.store.load(session))
            return rehearsal

    def say(self, session: str, text: str, aloud: Callable[[str], None] | None = None) -> Turn | SafetyStop:
        """The manager's answer to ``text``, or why the role-play pauses. The words are stored first.

        :param aloud: told each sentence of the answer as soon as it may be shown; the answer itself counts.
        :raises SessionOver: when the talk has ended.
        :raises InputError: for empty or unusable words, or while the role-play is paused.
        """
        said = clean(text, what="What you said")
        with self._locks[session]:
            rehearsal = self.resume(session)
            if rehearsal.stopped is not None:
                raise InputError("The role-play is paused. Choose to go on, or end it.", code="stopped")
            if rehearsal.state.outcome is not None or rehearsal.ended:
                raise SessionOver(
                    "This conversation has ended. Ask for the debrief, or rewind to an earlier turn."
                )
            self._append(rehearsal, "said", {"text": said})
            if (stop := self._parts.safety.notice(said)) is not None:
                self._append(rehearsal, "stopped", {"stop": to_json(stop)})
                return stop
            return self._reply(rehearsal, said, aloud)

    def go_on(self, session: str) -> Turn:
        """Goes on after a safety stop, without the words that caused it; the turn that stood before it."""
        with self._locks[session]:
            rehearsal = self.resume(session)
            if rehearsal.stopped is None:
                raise InputError(
                    "The role-play is not paused; there is nothing to go on from.", code="not_stopped"
                )
            self._append(rehearsal, "went_on", {})
            return rehearsal.turns[-1]

    def hint(self, session: str) -> Hint:
        """What the manager is really worried about, and one next step."""
        return hint(self.resume(session).state, self._parts.types)

    def rewind(self, session: str, turn: int) -> Rehearsal:
        """Back to the state after ``turn``, which the talk goes on from; a new branch begins and the old one stays readable."""
        with self._locks[session]:
            stored = self._parts.store.load(session)
            rehearsal = fold(stored)
            can_go_back(rehearsal, turn)
            branch = 1 + sum(event.kind == "rewound" for event in stored.events)
            kept = rehearsal.turns[turn].state
            self._parts.store.append(
                session, "rewound", {"turn": turn, "branch": branch}, turns=turn, outcome=kept.outcome
            )
            return self.resume(session)

    def edit(self, session: str, text: str) -> Turn | SafetyStop:
        """Takes the last words back and says ``text`` instead."""
        clean(text, what="What you said")
        with self._locks[session]:
            rehearsal = self.resume(session)
            last = rehearsal.state.turn
            if last == 0 and rehearsal.stopped is None:
                raise InputError(
                    "You have not said anything yet, so there is nothing to say again.", code="no_such_turn"
                )
            self.rewind(session, last if rehearsal.stopped is not None else last - 1)
            return self.say(session, text)

    def end(self, session: str) -> Debrief:
        """Ends the rehearsal where it stands and says what it showed."""
        with self._locks[session]:
            rehearsal = self.resume(session)
            if not rehearsal.ended:
                outcome = rehearsal.state.stands
                self._parts.store.append(session, "ended", {}, turns=rehearsal.state.turn, outcome=outcome)
            return self.debrief(rehearsal)

    def debrief(self, rehearsal: Rehearsal) -> Debrief:
        """What a rehearsal showed so far."""
        user = rehearsal.scenario.user
        temperament = self._parts.temperaments[rehearsal.scenario.manager.temperament]
        from assistant import debriefing
        from assistant.speaking.room import call_name

        return debriefing.debrief(
            self._parts.turn_listener.quoted(rehearsal),
            temperament,
            self._parts.types,
            call_name(user.name, user.country),
            self._parts.at_hand,
            self._parts.turn_listener.built_in().hear,
        )

    def heard(self, rehearsal: Rehearsal) -> frozenset[Act]:
        """The parts of the talk that were heard so far, as the debrief would have them."""
        from assistant import debriefing

        return debriefing.heard(self._parts.turn_listener.quoted(rehearsal))

    def branches(self, session: str) -> tuple[Branch, ...]:
        """Every branch of a rehearsal in the order they were begun, the current one last."""
        self.resume(session)  # words without an answer get theirs first
        return branches(self._parts.store.load(session))

    def progress(self, limit: int = 20) -> tuple[Progress, ...]:
        """The last ``limit`` rehearsals in which something was said, oldest first."""
        found: list[Progress] = []
        for row in self.sessions():
            if row.kind == "rehearsal" and row.turns and len(found) < limit:
                found.append(point(fold(self._parts.store.load(row.session)), row.created))
        return tuple(sorted(found, key=lambda one: one.when))

    def replay(self, session: str) -> bool:
        """Whether the stored readings lead to the stored states and decisions again."""
        rehearsal = self.resume(session)
        temperament = self._parts.temperaments[rehearsal.scenario.manager.temperament]
        readings = [turn.reading for turn in rehearsal.turns if turn.reading is not None]
        again = engine.replay(rehearsal.turns[0].state, readings, temperament, self._parts.types)
        return again == [(turn.state, turn.decision) for turn in rehearsal.turns[1:]]

    def _reply(self, rehearsal: Rehearsal, said: str, aloud: Callable[[str], None] | None = None) -> Turn:
        from assistant.speaking.room import prompted

        parts, turns = self._parts, rehearsal.turns
        state = rehearsal.state
        heard = [turn.said for turn in turns if turn.said]
        reading = parts.turn_listener.hear(prompted(rehearsal), said, heard)
        temperament = parts.temperaments[rehearsal.scenario.manager.temperament]
        after, decision = engine.step(state, reading, temperament, parts.types)
        turn = self._utter(rehearsal.scenario, turns, said, reading, after, decision, aloud)
        self._append(rehearsal, "answered", {"turn": to_json(turn)}, turn)
        return turn

    def _utter(
        self,
        scenario: Scenario,
        turns: Sequence[Turn],
        said: str | None,
        reading: Reading | None,
        state: State,
        decision: Decision,
        aloud: Callable[[str], None] | None = None,
    ) -> Turn:
        voice, guard = self._parts.voice, self._parts.guard
        passing = guard.sieve(scenario, turns, said, decision, aloud) if aloud else None
        utterance = voice.speak(scenario, turns, said, decision, state.seed, passing)
        utterance = guard.check(scenario, turns, said, decision, utterance)
        return Turn(state.turn, said, reading, decision, utterance, state)

    def _append(
        self, rehearsal: Rehearsal, kind: str, payload: Mapping[str, Any], turn: Turn | None = None
    ) -> None:
        state = turn.state if turn else rehearsal.state
        self._parts.store.append(rehearsal.session, kind, payload, turns=state.turn, outcome=state.outcome)

    # --- scoring, reading, searching, checking, writing ----------------------------------------------------

    def assess(self, texts: Sequence[str]) -> list[Assessment | OnwardError]:
        """Scores and elements of each draft, without advice; an error in its place where one cannot be read."""
        found = [usable(text, "The draft ask") for text in texts]
        good = [text for text in found if isinstance(text, str)]
        assessments = iter(self._parts.scorer.score(good) if good else [])
        return [next(assessments) if isinstance(text, str) else text for text in found]

    def review(self, texts: Sequence[str]) -> list[Review | OnwardError]:
        """Scores, advice and a rewrite for each draft; an error in its place where one cannot be read."""
        return [
            found
            if isinstance(found, OnwardError)
            else self.library.reviewed(self._parts.adviser.advise(clean(text), found), clean(text))
            for text, found in zip(texts, self.assess(texts), strict=True)
        ]

    evidence = staticmethod(versions.evidence)
    compare = staticmethod(versions.compare)

    def read(self, items: Sequence[tuple[Prompted, str]]) -> list[Reading | OnwardError]:
        """A reading of each reply to a concern; an error in its place where one cannot be read."""
        found = [(prompted, usable(reply, "The reply")) for prompted, reply in items]
        good = [(prompted, reply) for prompted, reply in found if isinstance(reply, str)]
        readings = iter(self._parts.listener.read(good) if good else [])
        return [next(readings) if isinstance(reply, str) else reply for _, reply in found]

    def check(self, scenario: Scenario) -> Clearance:
        """Is it safe and wise to go ahead?"""
        return self._parts.checker.check(scenario)

    def draft(self, kind: str, scenario: Scenario, style: Style = PLAIN) -> Artefact:
        """A text to take along; ``NotFound`` for an unknown kind, ``InputError`` for an unknown tone or length."""
        if kind not in ARTEFACT_KINDS:
            raise NotFound(
                f"There is no text of the kind {kind!r}. Choose one of {', '.join(ARTEFACT_KINDS)}."
            )
        for name, value, known in (("tone", style.tone, TONES), ("length", style.length, LENGTHS)):
            if value not in known:
                raise InputError(
                    f"The {name} {value!r} is not known. Choose one of {', '.join(known)}.", code=name
                )
        return self._parts.writer.write(kind, self.library.informed(scenario), style)

    def playbook(self, scenario: Scenario | None = None) -> Artefact:
        """A handbook to print: the case, what the user's documents say to it, what guides it; without a scenario, all guidance."""
        from assistant.playbook.text import playbook

        if scenario is None:
            return playbook(None, None, (), None)
        checker, card = self._parts.checker, self._parts.writer.write("five_acts", scenario)
        own = self.library.excerpts(scenario.preferred_ask)
        return playbook(scenario, checker.check(scenario), checker.concerns(scenario), card, own)

    def export(self, artefact: Artefact, scenario: Scenario | None, suffix: str) -> bytes:
        """The artefact as a file of the format ``suffix`` (``.pdf``); InputError names those that can be written.

        :param scenario: whom it is for; None only for a handbook that is for anybody.
        """
        exporter = self._parts.exporters.get(suffix.lower())
        if exporter is None:
            known = ", ".join(sorted(self._parts.exporters))
            raise InputError(
                f"A file of the type {suffix or '(none)'} cannot be written. Choose one of {known}.",
                code="format",
            )
        return exporter.export(artefact, scenario or _ANYBODY)

    # --- what is kept ----------------------------------------------------------------------------------------

    def keep(self, kind: str, title: str, result: Any) -> str:
        """Keeps a score or an artefact; its session id."""
        return self._parts.store.create(kind, title, {"result": to_json(result)})

    def sessions(self) -> list[SessionSummary]:
        """Everything kept, newest first."""
        return self._parts.store.list()

    def stored(self, session: str) -> StoredSession:
        """One session with its whole journal."""
        return self._parts.store.load(session)

    def delete(self, session: str | None) -> int:
        """Deletes one session; or, when None, all of them and the user's documents. How many went."""
        removed = self._parts.store.delete(session)
        return removed if session else removed + self.library.clear()
