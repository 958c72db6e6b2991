"""What has to be cleared before anything is settled: a visa, a contract, notice, probation.

The boss is told that it has to be cleared and with whom, never what the papers say; that stays with the user.
"""

from __future__ import annotations

import re
from typing import Any

from assistant.domain import Scenario
from assistant.writing.wording import escape, shorten

_PERMIT = re.compile(r"\b(?P<what>visa|(?:work|residence) permit)\b", re.I)
_CONTRACT = re.compile(
    r"\bmy (?:\w+[- ])?contract\b|\b(?:fixed|limited)[- ]term\b|\btemporary contract\b|\bnon-?compete\b|\btraining bond\b|\bnotice period\b",
    re.I,
)
_ON_PROBATION = re.compile(
    r"\b(?:on|in|until|till|still|under) (?:\w+ )?probation\b|^probation\b|; ?probation until\b", re.I
)
_STILL = re.compile(r"^(?:(?:still|now|currently) )?(?:on|in|under) (?=(?:\w+ )?probation\b)", re.I)
_WHEN = "before anything is settled"


def on_probation(scenario: Scenario) -> bool:
    """Whether the user is on probation, ticked or told with their time in the post."""
    return "probation" in scenario.special or bool(_ON_PROBATION.search(scenario.user.tenure))


def probation(scenario: Scenario) -> str:
    """What the user said about the end of probation, ``probation`` alone if nothing, empty when there is none."""
    if not on_probation(scenario):
        return ""
    found = [part.strip() for part in re.split(r"[;,]", scenario.user.tenure) if "probation" in part.lower()]
    return escape(shorten(_STILL.sub("", found[0]), 10)) if found else "probation"


def settling_values(
    scenario: Scenario, *, exits: bool, early: bool = False, start: str = ""
) -> dict[str, Any]:
    """What the templates say of it, safe for Markdown.

    :param exits: whether the user openly tells the boss that they go; then an adviser comes first and HR later, so only
        the notice is named.
    :param early: whether the ask names a start before probation ends; then nobody can say that nothing is settled before.
    :param start: that start in the user's words, where they name a date.
    :return: ``first``, sentences; ``first_papers``, the one of them about papers; ``papers``, what it is about; ``probation``.
    """
    papers = "" if exits else " and ".join(f"my {one}" for one in _papers(scenario))
    trial = "" if exits else probation(scenario)
    have = "have" if " and " in papers else "has"
    cleared = (
        [f"{_WHEN.capitalize()}, {papers} {have} to be cleared with HR or an adviser."] if papers else []
    )
    first = [*cleared]
    if exits:
        first.append("Before my last day is settled, the notice in my contract has to be checked.")
    if trial:
        first.append(_until_the_review(trial, early=early, start=start))
    return {
        "first": first,
        "first_papers": " ".join(cleared),
        "papers": papers.removeprefix("my "),
        "probation": trial if not exits else probation(scenario),
    }


def _until_the_review(trial: str, *, early: bool, start: str) -> str:
    """What the user says about the review at the end of their probation."""
    ends = trial.replace(" until ", " runs until ", 1) if trial.startswith("probation until") else ""
    if early:
        when = f" ({start})" if start else ""
        asked = (
            f"My {ends}, and I am asking for a start before that{when}"
            if ends
            else f"I am asking for a start before my probation ends{when}"
        )
        return f"{asked}: would you want the probation review first?"
    return f"Nothing has to be settled before the probation review{f'; my {ends}' if ends else ''}."


def _papers(scenario: Scenario) -> list[str]:
    """The papers that the change may touch, as the user calls them: what they marked as private is not looked at."""
    told = [
        scenario.user.tenure,
        scenario.preferred_ask,
        *(note.text for note in (*scenario.constraints, *scenario.options) if not note.private),
    ]
    permit = next((found["what"].lower() for text in told if (found := _PERMIT.search(text))), "")
    if not permit and "visa" in scenario.special:
        permit = "visa"
    searching = "considering_leaving" in scenario.special
    contract = not searching and any(_CONTRACT.search(text) for text in told)
    return [one for one in (permit, "contract" if contract else "") if one]
