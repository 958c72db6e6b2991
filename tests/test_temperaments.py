"""The eight temperaments: complete, sayable by anyone about anyone, and never the same words twice."""

import re
from collections import Counter

import pytest

from assistant import catalog
from assistant.domain import CONCERNS, ELEMENTS, TEMPERAMENTS, USER_MOVES, Line, Outcome, Temperament

# key: (how many lines at least, words in a line at most, slots that make sense there)
EXPECTED = {
    "greet": (12, 30, {"user"}),
    "greet_remote": (8, 30, {"user"}),
    "probe": (12, 22, set()),
    "probe_open": (8, 22, set()),
    "heard_ask": (8, 14, {"phrase", "amount", "date"}),
    "lead_raise": (12, 7, set()),
    "lead_press": (12, 7, set()),
    "lead_ease": (10, 7, set()),
    "lead_settle": (10, 6, set()),
    "offer_idea": (14, 14, set()),
    "ask_next_steps": (10, 22, set()),
    "agree": (8, 28, set()),
    "agree_trial": (8, 28, set()),
    "not_now": (8, 34, {"condition"}),
    "refuse": (8, 28, set()),
    "break_off": (8, 24, set()),
    "leave_open": (8, 24, set()),
    "on_grievance": (8, 18, set()),
    "on_ultimatum": (8, 18, set()),
    "on_jab": (8, 14, set()),
    "on_relents": (4, 14, set()),
    "on_step": (5, 14, set()),
    "on_sorry": (4, 14, set()),
    "on_news": (10, 12, set()),
    "why_not": (8, 13, set()),
    "on_withdraws": (8, 18, set()),
    "on_question": (8, 16, set()),
    "on_empty": (8, 18, set()),
    "on_repeat": (8, 18, set()),
    "on_odd": (8, 18, set()),
    "on_new_ask": (8, 18, {"phrase"}),
    "on_retract": (8, 18, {"phrase"}),
    "on_strong": (8, 12, {"phrase", "amount", "date", "person"}),
    "recap": (3, 12, set()),
    "recall": (8, 20, {"earlier_person", "earlier_date"}),
    "known": (6, 16, {"fact"}),
    "because": (4, 14, {"fact"}),
    "decides": (3, 18, set()),
    "unknown": (6, 18, set()),
    "whether": (6, 20, set()),
    "pin_date": (4, 18, {"date"}),
    "pin_which": (4, 18, set()),
    "pin_conditions": (4, 20, {"condition"}),
    "pin_refuse": (4, 18, set()),
    "part": (6, 20, set()),
    "grants": (16, 9, set()),
    "authority_mine": (4, 20, set()),
    "authority_above": (4, 20, set()),
    "view": (5, 20, set()),
    "view_clear": (4, 20, set()),
    "is_so": (4, 12, set()),
    "is_not": (4, 12, set()),
    "was_so": (4, 14, set()),
    "on_hedged": (5, 18, set()),
    "on_doubt": (4, 18, set()),
    "on_defeats": (4, 18, set()),
    "on_added": (4, 18, set()),
    "on_clash": (3, 18, {"before", "now"}),
    "on_figure": (3, 18, {"now"}),
    "regard_good": (4, 18, set()),
    "regard_poor": (4, 18, set()),
    "not_yet": (5, 18, set()),
    "so_far_no": (4, 18, set()),
    "ever": (4, 18, set()),
    "leave": (5, 18, {"date"}),
    "doubt_dropped": (4, 22, set()),
    "retract_shown": (3, 18, {"before", "now"}),
    "on_softened": (5, 20, {"person"}),
    "on_postponed": (5, 24, set()),
    "either": (4, 14, set()),
    "agree_above": (6, 24, set()),
    "seal": (9, 16, set()),
    "done": (6, 16, set()),
    "agree_part": (3, 16, set()),
    "yes_to": (3, 12, {"deal"}),
    "as_put": (4, 14, set()),
    "stands": (3, 14, set()),
    "not_in_it": (3, 14, set()),
    "recap_but": (3, 12, {"now"}),
    "yes_now": (3, 14, {"date"}),
    "on_counter": (3, 12, {"sum"}),
    "rest": (3, 18, {"sum"}),
    "rest_no": (3, 18, {"sum"}),
    "limit": (4, 18, set()),
    "unnamed": (4, 16, set()),
    "unsure": (3, 16, set()),
    "again": (2, 12, {"fact"}),
    "which_of": (4, 14, set()),
    "not_as_such": (4, 14, set()),
    "would_do": (4, 16, set()),
    "will_do": (4, 14, set()),
    "no_day": (3, 16, set()),
    "cannot": (4, 16, set()),
    "what_then": (4, 16, set()),
    "not_here": (4, 16, set()),
    "around": (4, 16, set()),
    "advice": (4, 16, set()),
    "nobody": (4, 14, set()),
    "wont_say": (3, 20, set()),
    "undecided": (4, 14, set()),
    "not_done": (4, 14, set()),
    "no_objection": (4, 14, set()),
    "easy": (3, 12, {"condition"}),
    "pick": (3, 10, {"choice"}),
}
WITH_SLOT = {
    "greet": 4,
    "heard_ask": 4,
    "not_now": 8,
    "on_new_ask": 1,
    "on_retract": 1,
    "on_strong": 4,
    "recall": 8,
    "known": 6,
    "because": 4,
    "again": 2,
    "pin_date": 4,
    "pin_conditions": 4,
    "retract_shown": 3,
    "on_softened": 1,
    "on_clash": 3,
    "on_figure": 3,
    "rest": 1,
    "yes_to": 3,
    "recap_but": 3,
    "yes_now": 1,
    "on_counter": 3,
    "easy": 3,
    "pick": 3,
}
UNSAYABLE = re.compile(r"[0-9*_`#<>\[\]()~|\\\"]")  # digits, markup, stage directions
GENDERED = re.compile(r"\b(he|she|him|her|his|hers|himself|herself|sir|madam)\b", re.IGNORECASE)


def said(temperament: Temperament) -> list[str]:
    """Every text of a temperament that a manager may utter, in the talk or upstairs."""
    lines = [line.text for group in temperament.lines.values() for line in group]
    return lines + [text for group in temperament.tell_own_boss.values() for text in group]


def plain(text: str) -> str:
    """The text without case and punctuation, so that near copies count as copies."""
    return " ".join(re.findall(r"\w+", text.lower()))


@pytest.fixture(params=TEMPERAMENTS)
def temperament(request: pytest.FixtureRequest) -> Temperament:
    return catalog.temperaments()[request.param]


def test_there_are_the_eight() -> None:
    assert set(catalog.temperaments()) == set(TEMPERAMENTS)


def test_policy_values_are_within_their_ranges(temperament: Temperament) -> None:
    assert 2 <= temperament.concerns <= 4
    assert 3 <= temperament.patience <= 7
    assert temperament.yields in {Outcome.AGREED, Outcome.TRIAL_AGREED, Outcome.NOT_NOW}
    assert sorted(temperament.favours) == sorted(CONCERNS)
    assert 2 <= len(temperament.cares_about) <= 4
    assert set(temperament.cares_about) <= {*USER_MOVES, *ELEMENTS}


def test_title_and_a_description_of_two_sentences(temperament: Temperament) -> None:
    assert temperament.title
    assert len(re.findall(r"[.?!](?:\s|$)", temperament.description)) == 2


def test_only_the_unwilling_never_says_yes() -> None:
    assert [t.id for t in catalog.temperaments().values() if t.yields is Outcome.NOT_NOW] == ["unwilling"]


def test_the_keys_are_the_known_ones(temperament: Temperament) -> None:
    assert set(temperament.lines) == set(EXPECTED)


@pytest.mark.parametrize("key", EXPECTED)
def test_lines_are_enough_short_and_fillable(temperament: Temperament, key: str) -> None:
    least, words, slots = EXPECTED[key]
    lines = temperament.lines[key]
    assert len(lines) >= least
    assert [line.text for line in lines if len(line.text.split()) > words] == []
    assert [line.text for line in lines if line.slots - slots] == []
    assert sum(bool(line.slots) for line in lines) >= WITH_SLOT.get(key, 0)


@pytest.mark.parametrize(
    "key",
    sorted(
        set(EXPECTED)
        - {
            "not_now",
            "recall",
            "known",
            "again",
            "because",
            "pin_date",
            "pin_conditions",
            "retract_shown",
            "on_clash",
            "on_figure",
            "easy",
            "pick",
            "yes_to",
            "recap_but",
            "on_counter",
        }
    ),
)
def test_something_can_be_said_when_nothing_is_known(temperament: Temperament, key: str) -> None:
    assert any(not line.slots for line in temperament.lines[key])


def test_a_lead_into_an_idea_asks_nothing(temperament: Temperament) -> None:
    # The idea itself follows it, so a question here would be answered by the manager.
    assert [line.text for line in temperament.lines["offer_idea"] if line.text.endswith("?")] == []


def test_a_not_now_always_names_its_condition(temperament: Temperament) -> None:
    for line in temperament.lines["not_now"]:
        assert re.search(r"\b(once|if) \{condition\}", line.text, re.IGNORECASE), line.text


def test_the_users_own_words_stand_in_quotes(temperament: Temperament) -> None:
    def unquoted(line: Line) -> bool:
        slot = r"\{(?:phrase|amount|before|now)\}"
        return bool(re.search(rf"(?<!“){slot}|{slot}(?!”)", line.text))

    assert [line.text for group in temperament.lines.values() for line in group if unquoted(line)] == []


def test_no_slot_that_may_be_lower_case_opens_a_sentence(temperament: Temperament) -> None:
    opening = re.compile(r"(?:^|[.?!] )\{(?!user|fact)\w+\}")
    assert [text for text in said(temperament) if opening.search(text)] == []


def test_the_own_boss_hears_of_every_outcome(temperament: Temperament) -> None:
    assert set(temperament.tell_own_boss) == {outcome.value for outcome in Outcome}
    for texts in temperament.tell_own_boss.values():
        assert len(texts) >= 4
        assert [text for text in texts if len(text.split()) > 30] == []
        assert {slot for text in texts for slot in re.findall(r"\{(\w+)\}", text)} <= {"user"}


def test_lines_are_speech_for_any_boss_and_any_trade(temperament: Temperament) -> None:
    for text in said(temperament):
        bare = re.sub(r"\{\w+\}", "", text)
        assert not UNSAYABLE.search(bare), text
        assert not GENDERED.search(bare), text
        assert text == " ".join(text.split())
        assert text[-1] in ".?!…”", text


def test_no_line_is_said_twice_anywhere() -> None:
    counts = Counter(
        plain(text) for temperament in catalog.temperaments().values() for text in said(temperament)
    )
    assert [text for text, times in counts.items() if times > 1] == []


def test_no_manager_can_say_the_same_sentence_twice(temperament: Temperament) -> None:
    # Short ones ("All right.") may recur; a longer sentence in two lines would be heard as a repetition.
    sources = (temperament, *catalog.concerns().values())
    groups = (group for source in sources for group in source.lines.values())
    own = (
        line
        for group in groups
        for line in group
        if not line.temperaments or temperament.id in line.temperaments
    )
    counts = Counter(
        plain(sentence)
        for line in own
        for sentence in re.split(r"(?<=[.!?…])\s+", re.sub(r"“[^”]*”", " ", line.text))
        if len(plain(sentence).split()) >= 4
    )
    assert [sentence for sentence, times in counts.items() if times > 1] == []
