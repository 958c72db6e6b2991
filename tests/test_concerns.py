"""The twelve worries of a manager: complete, sayable, varied and within their limits."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain

import pytest

from assistant import catalog
from assistant.domain import CONCERNS, TEMPERAMENTS, USER_MOVES, ConcernType, Line

LIMITS = {  # kind: (lines, of which with a slot, fewest words, most words)
    "raise": (18, 3, 8, 26),
    "press": (16, 3, 6, 24),
    "ease": (14, 3, 8, 26),
    "settle": (14, 2, 4, 14),
    "reopen": (5, 0, 6, 20),
    "own": (4, 0, 5, 24),
    "was": (2, 0, 8, 16),
    "stays": (3, 0, 6, 20),
    "bars": (3, 0, 5, 14),
    "meant": (6, 0, 8, 24),
    "knows": (2, 0, 4, 12),
    "idea": (20, 0, 5, 21),
}
FILLED_FROM_LAST_TURN = {"phrase", "date", "amount", "person"}
NUMBER_WORDS = re.compile(r"\b(two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand)\b", re.I)
PROMISES = re.compile(
    r"\b(deal|agreed|approved|go ahead|let's do it|i promise|you can have|i'll sign|i(?:'ll)? (?:grant|give you (?:it|that)))\b",
    re.I,
)
COACHING = re.compile(r"\b(you should|you could say|try saying|i'd suggest|my advice)\b", re.I)
MARKUP = re.compile(r"[*_<>#\[\]`]")


def words(text: str) -> int:
    """The number of spoken words; a slot counts as one, a dash as none."""
    return sum(any(c.isalnum() for c in token) for token in text.split())


def lines_of(concern: ConcernType) -> list[Line]:
    """Every line of a concern, whatever its kind, but for those that quote a document."""
    return list(chain.from_iterable(lines for kind, lines in concern.lines.items() if kind != "cite"))


@pytest.fixture(params=CONCERNS)
def concern(request: pytest.FixtureRequest) -> ConcernType:
    """Each of the twelve in turn."""
    return catalog.concerns()[request.param]


def test_the_twelve_are_there() -> None:
    assert set(catalog.concerns()) == set(CONCERNS)


def test_counts_and_lengths(concern: ConcernType) -> None:
    assert set(concern.lines) - {"cite"} == set(LIMITS)
    for kind, (least, slotted, shortest, longest) in LIMITS.items():
        lines = concern.lines[kind]
        assert len(lines) >= least, kind
        assert sum(bool(line.slots) for line in lines) >= slotted, kind
        for line in lines:
            assert shortest <= words(line.text) <= longest, (kind, words(line.text), line.text)


def test_slots_come_from_the_last_turn_and_phrases_are_quoted(concern: ConcernType) -> None:
    for line in lines_of(concern):
        assert line.slots <= FILLED_FROM_LAST_TURN, line.text
        assert line.text.count("{phrase}") == line.text.count("“{phrase}”"), line.text
        assert not line.text.startswith("{"), f"the user's words may be lower case: {line.text}"


def test_lines_are_spoken_and_stay_in_character(concern: ConcernType) -> None:
    for line in lines_of(concern):
        spoken = re.sub(r"\{\w+\}", "", line.text)
        for forbidden in (re.compile(r"\d"), NUMBER_WORDS, PROMISES, COACHING, MARKUP):
            assert not forbidden.search(spoken), (forbidden.pattern, line.text)


def test_temperaments_sound_different_and_none_runs_dry(concern: ConcernType) -> None:
    for kind in ("raise", "press", "idea"):
        lines = concern.lines[kind]
        assert 3 * sum(bool(line.temperaments) for line in lines) >= len(lines), kind
        for temperament in TEMPERAMENTS:
            own = [line for line in lines if temperament in line.temperaments]
            usable = own + [line for line in lines if not line.temperaments]
            assert own, (kind, temperament)
            assert sum(not line.slots for line in usable) >= 8, (kind, temperament)
    assert all(line.temperaments <= set(TEMPERAMENTS) for line in lines_of(concern))


def test_no_line_is_told_by_two_temperaments(concern: ConcernType) -> None:
    # A line is one temperament's own, or it is anybody's: two who share one would sound alike just there.
    assert [line.text for line in lines_of(concern) if len(line.temperaments) > 1] == []


@pytest.mark.parametrize(
    ("kind", "least"), [("raise", 4), ("press", 5), ("ease", 3), ("own", 1), ("idea", 3)]
)
def test_each_temperament_has_words_of_its_own(concern: ConcernType, kind: str, least: int) -> None:
    own = Counter(chain.from_iterable(line.temperaments for line in concern.lines[kind]))
    assert {name: own[name] for name in TEMPERAMENTS if own[name] < least} == {}


def test_an_idea_needs_nothing_of_what_was_asked(concern: ConcernType) -> None:
    # The user's last words are a question; there is nothing in them to take up.
    assert [line.text for line in concern.lines["idea"] if line.slots] == []


def test_the_open_help_more_and_the_guarded_less(concern: ConcernType) -> None:
    def own(temperament: str) -> set[str]:
        return {line.text for line in concern.lines["idea"] if temperament in line.temperaments}

    for giving in ("supportive", "busy", "sceptical", "procedural"):
        assert len(own(giving)) >= 4, giving
        for guarded in ("unwilling", "defensive", "conflict-avoidant", "rudderless"):
            assert len(own(guarded)) >= 3, guarded
            assert own(giving).isdisjoint(own(guarded)), (giving, guarded)


def test_the_busy_are_the_shortest(concern: ConcernType) -> None:
    alone = [line for line in concern.lines["idea"] if len(line.temperaments) == 1]
    busy = [words(line.text) for line in alone if "busy" in line.temperaments]
    other = [words(line.text) for line in alone if "busy" not in line.temperaments]
    assert max(busy) <= 13
    assert sum(busy) / len(busy) < sum(other) / len(other)


def test_explanations_and_conditions(concern: ConcernType) -> None:
    assert concern.title
    assert concern.worry.endswith(".")
    assert concern.next_step.endswith(".")
    assert 2 <= len(concern.guidance_ids) <= 4
    assert 2 <= len(concern.answered_by) <= 4
    assert set(concern.answered_by) <= set(USER_MOVES)
    assert len(set(concern.conditions)) >= 6
    for condition in concern.conditions:
        assert condition[0].islower() or condition.startswith(("I ", "I'", "HR ")), condition
        assert condition[-1].isalpha(), condition
        assert not re.search(r"\d", condition), condition


def test_cues_are_lower_case_and_distinct(concern: ConcernType) -> None:
    assert 12 <= len(concern.cues) <= 25
    assert len(set(concern.cues)) == len(concern.cues)
    assert all(cue == cue.lower().strip() for cue in concern.cues)


def test_no_line_or_condition_occurs_twice() -> None:
    every = [line.text.lower() for c in catalog.concerns().values() for line in lines_of(c)]
    every += [condition for c in catalog.concerns().values() for condition in c.conditions]
    assert [text for text, n in Counter(every).items() if n > 1] == []


@pytest.mark.parametrize("name", ["policy", "readiness"])
def test_a_document_is_named_and_quoted_by_everybody_in_their_own_way(name: str) -> None:
    lines = catalog.concerns()[name].lines["cite"]
    assert len(lines) >= 12
    for line in lines:
        assert line.slots == {"document", "quote"}, line.text
        assert "“{quote}”" in line.text
        assert "the {document}" in line.text.lower()
        spoken = re.sub(r"\{\w+\}", "", line.text)
        assert words(spoken) <= 20, "a quotation and the document's name must fit in beside it"
        for forbidden in (re.compile(r"\d"), NUMBER_WORDS, PROMISES, COACHING, MARKUP):
            assert not forbidden.search(spoken), (forbidden.pattern, line.text)
    citing = {name for name, temperament in catalog.temperaments().items() if temperament.cites}
    own = {one for line in lines for one in line.temperaments}
    assert own == citing
    assert sum(not line.temperaments for line in lines) >= 8


def test_nobody_puts_words_into_quotation_marks_that_the_user_did_not_say() -> None:
    theirs = re.compile(r"\b(?:i|they|somebody|who) (?:say|said|says)\b|\bsay something better than\b", re.I)
    every = [line.text for concern in catalog.concerns().values() for line in lines_of(concern)]
    quoted = [text for text in every if re.search(r"“(?!\{)", text)]
    assert [text for text in quoted if not theirs.search(text)] == []
