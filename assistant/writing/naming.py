"""How the user speaks to the boss: as in the ask, else by title and surname or by given name, else a blank."""

from __future__ import annotations

import re

from assistant.domain import Scenario
from assistant.writing.wording import TITLES, address, escape, family_first

_MOST = 80
_OPENS = re.compile(
    r"^\s*(?:(?:dear|hi|hello|hey|good (?:morning|afternoon|evening)|so|well|look),? )?"
    r"(?P<name>(?-i:[A-ZÀ-ÞŁŚŻĆŃŠŽČ])[\w'’.-]*(?: (?-i:[A-ZÀ-Þ])[\w'’-]+){0,2}),\s",
    re.I,
)
_NO_NAME = frozenset(
    """yes no well so look ok okay please first firstly second secondly finally now today tomorrow later then until meanwhile
    otherwise instead also still however actually honestly frankly basically ideally maybe perhaps thanks sorry since from after
    before because monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december spring summer autumn winter christmas easter""".split()
)
_TITLED = r"(?<!\w)(?P<title>[A-ZÀ-Þ][\w'’]*\.?) (?P<name>{names})(?!\w)"


def vocative(scenario: Scenario) -> str:
    """The word by which the ask speaks to the boss ("Tio", "Chef", "Ms. Gray"), empty where there is none."""
    found = _OPENS.match(scenario.preferred_ask)
    if found is None:
        return ""
    name = found["name"]
    first = name.split()[0].rstrip(".").lower()
    theirs = set(scenario.manager.name.lower().split())
    theirs_or_title = first in TITLES or bool(set(name.lower().split()) & theirs)
    if not (theirs_or_title or " " not in name) or first in _NO_NAME or first.endswith("ly"):
        return ""
    return name


def by_title(scenario: Scenario) -> str:
    """Title and surname as the ask writes them ("Mr. Hale"), empty where it does not."""
    names = "|".join(re.escape(part) for part in scenario.manager.name.split())
    for found in re.finditer(_TITLED.format(names=names), scenario.preferred_ask):
        if found["title"].rstrip(".").lower() in TITLES:
            return found.group()
    return ""


def form_of_address(scenario: Scenario) -> str:
    """How a text speaks to the boss, safe for Markdown.

    What the user says in the ask counts first. Where the family name comes first and no title is known, nobody can tell
    from the name alone how the two speak to each other: then it is a blank.
    """
    name, country = scenario.manager.name, scenario.user.country
    if said := vocative(scenario) or by_title(scenario):
        return escape(said[:_MOST])
    if family_first(name, country):
        return f"[how you address {escape(name[:_MOST])}]"
    return escape(address(name, country)[:_MOST])
