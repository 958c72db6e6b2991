"""What the page keeps of a visit: the form and the scored drafts, in the coach's store under opaque ids.

The browser holds these ids and nothing else. Every scored draft stays as a version of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from threading import Lock
from typing import Any

from assistant.coach import Coach
from assistant.codec import from_json
from assistant.domain import Assessment, Review, Scenario
from assistant.errors import NotFound, ScenarioError
from assistant.scenario import load_scenario
from ui.present.form import in_words, missing
from ui.present.score import Version

Id = str | None
"""An id in the browser; None before there is one."""


class Forms:
    """The form of step 1. It is replaced as a whole whenever it changes; old ids lead to the newest one.

    Leaving a field and pressing a button happen at the same moment, both with the id from before: so successors are
    followed, and no copy is left behind.
    """

    def __init__(self, coach: Coach) -> None:
        self._coach, self._lock = coach, Lock()
        self._successors: dict[str, str] = {}

    def keep(self, scenario: Mapping[str, Any], old: Id) -> str:
        """Keeps the form's scenario, complete or not, in place of the one before; its id."""
        user, manager = scenario["user"]["name"] or "?", scenario["manager"]["name"] or "?"
        with self._lock:
            new = self._coach.keep("setup", f"Set-up: {user} with {manager}", dict(scenario))
            if (current := self._newest(old)) is not None:
                self._successors[current] = new
                with suppress(NotFound):
                    self._coach.delete(current)
        return new

    def get(self, setup: Id) -> dict[str, Any] | None:
        """The kept form as the JSON object of a scenario; None when there is none (any more)."""
        with self._lock:
            return _result(self._coach, self._newest(setup), "setup")

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

    def _newest(self, setup: Id) -> Id:
        while setup in self._successors:
            setup = self._successors[setup]
        return setup


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
        one: Version.of(data["text"], from_json(Assessment, data["review"]["assessment"]))
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
