"""What the page keeps of a visit: the form, the scored drafts and half-typed words, in the coach's store under opaque ids.

The browser holds these ids and nothing else. Every scored draft stays as a version of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from threading import RLock
from typing import Any

from assistant.coach import Coach
from assistant.codec import from_json
from assistant.domain import Assessment, Review, Scenario, Version
from assistant.errors import NotFound, ScenarioError
from assistant.scenario import load_scenario
from ui.present.form import in_words, missing

Id = str | None
"""An id in the browser; None before there is one."""


class _Replaced:
    """Something that is replaced as a whole whenever it changes; old ids lead to the newest one.

    Leaving a field and pressing a button happen at the same moment, both with the id from before: so successors are
    followed, and no copy is left behind.
    """

    kind: str

    def __init__(self, coach: Coach) -> None:
        self._coach, self._lock = coach, RLock()
        self._successors: dict[str, str] = {}

    def get(self, known: Id) -> dict[str, Any] | None:
        """What is kept under an id; None when there is nothing (any more)."""
        with self._lock:
            return _result(self._coach, self._newest(known), self.kind)

    def _replace(self, title: str, value: Mapping[str, Any], old: Id) -> str:
        with self._lock:
            new = self._coach.keep(self.kind, title, dict(value))
            if (current := self._newest(old)) is not None:
                self._successors[current] = new
                with suppress(NotFound):
                    self._coach.delete(current)
        return new

    def _newest(self, known: Id) -> Id:
        while known in self._successors:
            known = self._successors[known]
        return known


class Typed(_Replaced):
    """Half-typed words: the draft of step 3, and the reply in a rehearsal."""

    kind = "typed"

    def note(self, old: Id, **words: Any) -> str:
        """Keeps these words beside the others; the id."""
        with self._lock:
            return self._replace("Half-typed words", (self.get(old) or {}) | words, old)


class Forms(_Replaced):
    """The form of step 1, as the JSON object of a scenario."""

    kind = "setup"

    def keep(self, scenario: Mapping[str, Any], old: Id) -> str:
        """Keeps the form's scenario, complete or not, in place of the one before; its id."""
        user, manager = scenario["user"]["name"] or "?", scenario["manager"]["name"] or "?"
        return self._replace(f"Set-up: {user} with {manager}", scenario, old)

    def scenario(self, setup: Id) -> Scenario:
        """The checked scenario of the kept form.

        :raises ScenarioError: when there is none yet, or something is missing in it.
        """
        data = self.get(setup)
        if data is None:
            raise ScenarioError(
                "Please fill in step 1 first: your name, your role, your boss’s name and what you want to ask."
            )
        return checked(data)


def checked(data: Mapping[str, Any]) -> Scenario:
    """The scenario in the form's data; complaints name the fields as the form does.

    :raises ScenarioError: for the first things to mend.
    """
    if lacking := missing(data):
        raise ScenarioError(f"Still missing in step 1: {', '.join(lacking)}.")
    try:
        return load_scenario(data)[0]
    except ScenarioError as error:
        raise ScenarioError(in_words(str(error))) from error


def keep_score(coach: Coach, draft: str, review: Review) -> str:
    """Keeps a scored draft; its id."""
    return coach.keep("score", f"Draft: {draft[:60]}", {"text": draft, "review": review})


def versions(coach: Coach, ids: Sequence[str]) -> dict[str, Version]:
    """The kept drafts by id, in the order given; those that were deleted are left out."""
    found = {one: _result(coach, one, "score") for one in ids}
    return {
        one: Version(data["text"], from_json(Assessment, data["review"]["assessment"]))
        for one, data in found.items()
        if data is not None
    }


def _result(coach: Coach, session: Id, kind: str) -> dict[str, Any] | None:
    if not session:
        return None
    try:
        stored = coach.stored(session)
    except NotFound:
        return None
    result = stored.header.get("result")
    return dict(result) if stored.kind == kind and isinstance(result, Mapping) else None
