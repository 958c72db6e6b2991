"""The embedded checker: rules over traits, and guidance whose ``when`` holds. Needs no language model.

In: a scenario. Out: the verdict, why, the warnings to be seen first, and the guidance that helps most.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant import catalog
from assistant.checking.readiness import readiness, safer
from assistant.checking.traits import traits
from assistant.domain import Clearance, Guidance, Pointer, Scenario, Verdict
from assistant.seams import Scorer

MOST = 14
"""How many pieces of guidance one scenario may call for, warnings included."""

_MOVES = frozenset({"ask:move", "ask:new_role", "ask:vacancy", "ask:secondment", "ask:promotion"})
_PERMIT = _MOVES | {"ask:exit", "ask:terms"}


class EmbeddedChecker:
    """Checks scenarios by rules that can be read aloud.

    :param scorer: says whether the draft ask names a defined change.
    """

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer

    def traits(self, scenario: Scenario) -> frozenset[str]:
        """What is true of the scenario (docs/architecture.md)."""
        change = self._scorer.score([scenario.preferred_ask])[0].elements["change"]
        return traits(scenario, names_change=change.present)

    def concerns(self, scenario: Scenario) -> list[str]:
        """Concern ids that the scenario's constraints or ask bring up, by name."""
        return sorted(
            name.removeprefix("concern:") for name in self.traits(scenario) if name.startswith("concern:")
        )

    def check(self, scenario: Scenario) -> Clearance:
        """The verdict, warnings and advice for this scenario."""
        held = self.traits(scenario)
        verdict, reasons = _verdict(held)
        called = sorted(_called_for(held), key=lambda piece: -piece.weight)
        warnings = [piece for piece in called if piece.warning]
        advice = [piece for piece in called if not piece.warning][: max(0, MOST - len(warnings))]
        return Clearance(
            verdict,
            tuple(reasons),
            _pointers(warnings, held),
            _pointers(advice, held),
            safer(held),
            readiness(held),
        )


def _verdict(held: frozenset[str]) -> tuple[Verdict, list[str]]:
    """The gravest verdict that the traits give, with the reasons for it."""
    if reasons := _why_not_yet(held):
        return Verdict.NOT_YET, reasons
    if reasons := _why_prepare(held):
        return Verdict.PREPARE_FIRST, reasons
    return Verdict.GO, ["Nothing in what you told us speaks against going ahead."]


def _why_not_yet(held: frozenset[str]) -> list[str]:
    reasons = []
    if "trust:low" in held:
        reasons.append(
            "You say that there is little trust between you and your manager; mend that first, or the talk may do harm."
        )
    if "special:probation" in held and held & _MOVES:
        reasons.append(
            "You are in probation, and the ask is a move or a new role; let your work speak until it has ended."
        )
    if "special:visa" in held and held & _PERMIT:
        reasons.append(
            "You are on a visa, and the ask may change what it depends on; ask HR or an adviser before you commit to anything."
        )
    return reasons


def _why_prepare(held: frozenset[str]) -> list[str]:
    reasons = []
    if "leaving" in held:
        reasons.append(
            "Leaving is on your mind; think through every way that your manager could take it before a word of it is said."
        )
    if "evidence:thin" in held:
        reasons.append("You have named fewer than two results of your work; find them before you ask.")
    if "ask:undefined" in held:
        reasons.append(
            "Your ask does not yet say what exactly would change; your manager could not act on it tomorrow."
        )
    return reasons


def _called_for(held: frozenset[str]) -> Iterable[Guidance]:
    """Each piece once, even if it goes by several ids."""
    pieces = {piece.ids[0]: piece for piece in catalog.guidance().values()}
    return (piece for piece in pieces.values() if any(alternative <= held for alternative in piece.when))


def _pointers(pieces: Iterable[Guidance], held: frozenset[str]) -> tuple[Pointer, ...]:
    return tuple(Pointer(piece.ids[0], piece.short, _because(piece, held)) for piece in pieces)


def _because(piece: Guidance, held: frozenset[str]) -> frozenset[str]:
    """The traits of the first alternative that calls for the piece."""
    return next(alternative for alternative in piece.when if alternative <= held)
