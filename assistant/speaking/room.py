"""What is known in the room: the words that a line may take up, and the names that may be spoken.

The manager knows what was said in the talk, and what the scenario says that both know (names, the organisation).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from assistant.domain import Scenario, Turn
from assistant.text.spans import find_spans, reads_as_person

FAMILY_NAME_FIRST = frozenset({"south korea", "korea", "china", "japan", "hungary", "vietnam", "taiwan"})
_CLAUSE = re.compile(r"(?:(?<!\d)[.,:]|[.,:](?!\d)|[;!?()\[\]\n\"“”«»])+|\s[-–—]\s")
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "mr.", "mrs.", "ms.", "dr.", "prof."})
_DANGLING = frozenset(
    """and or but so because if when while that which who to of for with from by at in on as than the a an my our your
    is are was be i'd i'll""".split()
)
_MACHINE = re.compile(r"[{}<>|=_#*\\\\/@^~]")
"""Signs that nobody speaks; words with them are not taken up."""
_AWAY = re.compile(
    r"\b(?:ill|sick|left|leaves|leaving|gone|away|died|retires?|retired|pregnant|refus\w+|threat\w*)\b|n['’]t\b|\bnot\b",
    re.I,
)
_UNFIT = re.compile(
    r"n['’]t\b|\b(?:not|no|never|nobody|sorry|damag\w+|mistakes?|slips?|errors?|wrong|bad(?:ly)?|worse|worst|fail\w*|late|lost|ill|sick|gone|"
    r"left|leav\w+|quit\w*|resign\w*|complain\w*|fault|best boss|boss|you(?:'re|r)?|threat\w*|could|would|can|may|will you)\b",
    re.I,
)
"""Words about trouble, refusals, questions and the manager: quoting them back as what convinced would be absurd."""
_LEADING = re.compile(r"^(?:(?:and|but|so|or|yes|no|well|okay|ok)\b,?\s*)+", re.I)
_SUBORDINATE = frozenset(
    "if when because since that which unless though although while as who until where than thanks thank sorry hi hello".split()
)
_LOWERED = frozenset(
    "the a an we it my our you your they he she this that these those there one two three what how".split()
)
_PAST = re.compile(r"(?:since|last|ago)\b", re.I)
_PAST_BEFORE = re.compile(r"\b(?:since|last|until now|back in)$", re.I)
PHRASE_WORDS = (3, 8)


def call_name(name: str, country: str) -> str:
    """How somebody is addressed among colleagues: the given name, which some languages put last.

    Where the order is not certain (one word, a title), the name stays as it is.
    """
    parts = name.split()
    if len(parts) < 2 or parts[0].lower() in _TITLES:
        return name
    return " ".join(parts[1:]) if country.strip().lower() in FAMILY_NAME_FIRST else parts[0]


def slots(
    scenario: Scenario, turns: Sequence[Turn], said: str | None, condition: str | None
) -> dict[str, str]:
    """Values for the slots of written lines; a slot without a value is missing from the result.

    :param said: the user's newest words, which ``date``, ``amount``, ``person`` and ``phrase`` are taken from.
    :param condition: what the engine wants to see first, for a "not now".
    """
    values = {"user": call_name(scenario.user.name, scenario.user.country)}
    if scenario.user.organisation:
        values["organisation"] = re.split(r",|\(", scenario.user.organisation)[0].strip()
    if condition:
        values["condition"] = condition
    if said:
        values |= _mentioned(scenario, said)
        if phrase := _phrase(said):
            values["phrase"] = phrase
    for earlier in reversed([turn.said for turn in turns[:-1] if turn.said]):
        for key, value in _mentioned(scenario, earlier).items():
            if key != "amount" and value not in (said or ""):
                values.setdefault(f"earlier_{key}", value)
    return values


def _mentioned(scenario: Scenario, text: str) -> dict[str, str]:
    present = {*scenario.user.name.split(), *scenario.manager.name.split()}
    known = people(scenario)
    found: dict[str, str] = {}
    for span in find_spans(text, names=known):
        before = text[: span.start].rstrip()
        if span.kind == "name":
            # A capital at the start of a sentence proves nothing.
            sure = span.text in known or (before and before[-1] not in '.!?:\n“"')
            sentence = text[max(text.rfind(mark, 0, span.start) for mark in ".!?\n") + 1 :]
            away = _AWAY.search(re.split(r"[.!?\n]", sentence, maxsplit=1)[0])
            if sure and not away and reads_as_person(text, span) and not present & set(span.text.split()):
                found.setdefault("person", span.text)
        elif span.kind in ("date", "time"):
            if not (_PAST.match(span.text) or _PAST_BEFORE.search(before)):
                found.setdefault("date", span.text)
        elif span.kind in ("amount", "duration"):
            found.setdefault("amount", span.text)
    return found


@lru_cache(maxsize=256)
def people(scenario: Scenario) -> frozenset[str]:
    """Names that stand in what the user wrote; capitalised words in mid-sentence."""
    texts = [
        scenario.preferred_ask,
        *(note.text for note in (*scenario.evidence, *scenario.options, *scenario.constraints)),
    ]
    return frozenset(span.text for text in texts for span in find_spans(text) if span.kind == "name")


def _phrase(said: str) -> str | None:
    """The longest clause of three to eight words with a date, an amount or a name that can be said back; None without one."""
    least, most = PHRASE_WORDS
    clauses = [_LEADING.sub("", clause.strip(" '’…")) for clause in _CLAUSE.split(said)]
    fitting = [
        clause
        for clause in clauses
        if least <= len(clause.split()) <= most
        and not _MACHINE.search(clause)
        and not _UNFIT.search(clause)
        and find_spans(clause)
        and clause.split()[0].lower() not in _SUBORDINATE
        and clause.split()[-1].lower() not in _DANGLING
    ]
    if not fitting:
        return None
    best = max(fitting, key=lambda clause: len(clause.split()))
    return best[0].lower() + best[1:] if best.split()[0].lower() in _LOWERED else best


def known_words(scenario: Scenario, turns: Sequence[Turn], said: str | None) -> str:
    """Everything that may be repeated by the manager: what was said, and the names both know."""
    user, manager = scenario.user, scenario.manager
    shared = (user.name, user.organisation, user.role, manager.name, manager.role)
    heard: Mapping[int, str] = {turn.number: turn.said for turn in turns if turn.said}
    return "\n".join((*shared, *heard.values(), said or ""))
