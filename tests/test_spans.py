"""Dates, amounts and names are found as people write them."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.spans import find_spans, names_in, with_capitals


def kinds(text, names=()):
    return [(span.kind, span.text) for span in find_spans(text, names)]


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("from 14 June on", "date", "14 June"),
        ("give me the ordering from 3 May", "date", "3 May"),
        ("at the end of July we look", "date", "the end of July"),
        ("all groups from mid-August", "date", "mid-August"),
        ("until Christmas to plan it", "date", "Christmas"),
        ("work Tuesdays and Thursdays here", "date", "Tuesdays and Thursdays"),
        ("start on 2027-06-14", "date", "2027-06-14"),
        ("decide in Q3", "date", "Q3"),
        ("on June 2, 2027 we meet", "date", "June 2, 2027"),
        ("it starts in May", "date", "May"),
        ("In 2025 it was not yet", "date", "2025"),
        ("at 14:30 in the office", "time", "14:30"),
        ("at 9.15 am sharp", "time", "9.15 am"),
        ("for three months", "duration", "three months"),
        ("across six weeks", "duration", "six weeks"),
        ("for a month", "duration", "a month"),
        ("for three weeks in the autumn", "duration", "three weeks"),
        ("six weeks in a row", "duration", "six weeks"),
        ("two days in three shops", "duration", "two days"),
        ("four hours every Monday", "amount", "four hours every Monday"),
        ("two mornings in the week", "amount", "two mornings in the week"),
        ("three quarters of an hour a day", "amount", "three quarters of an hour a day"),
        ("a three-month trial", "duration", "three-month trial"),
        ("three and a half months", "duration", "three and a half months"),
        ("eight weeks each summer", "amount", "eight weeks each summer"),
        ("two days a week on tests", "amount", "two days a week"),
        ("and one Saturday in two in charge", "amount", "one Saturday in two"),
        ("half a day a week", "amount", "half a day a week"),
        ("a fifth of my time", "amount", "a fifth of my time"),
        ("every other Friday", "amount", "every other Friday"),
        ("live-ops planner half time", "amount", "half time"),
        ("62 instead of 72", "number", "62"),
        ("seven of them so far", "number", "seven"),
        ("from 8,000 people", "number", "8,000"),
        ("it cost £3,000, no more", "money", "£3,000"),
        ("on 2 million won", "money", "2 million won"),
        ("was 31%, now", "percent", "31%"),
        ("ten per cent less", "percent", "ten per cent"),
        ("hand banqueting over to Marta", "name", "Marta"),
        ("when Mr Kiprop retires", "name", "Kiprop"),
        ("Ola covers my checks", "name", "Ola"),
        ("I trained Zoë and she runs it", "name", "Zoë"),
        ("before Black Friday", "name", "Black Friday"),
    ],
)
def test_finds(text, kind, found):
    assert (kind, found) in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "May I ask you something?",
        "I would march on.",
        "The one who opens it.",
        "HR said so. It is mine.",
        "Planning will help.",
        "You've said it. That'd be good. We'll see. It'll help.",
        "Payroll is late. Somebody has it. Everybody's desk. Dispatch will wait.",
        "I think Somebody said so, and That'd help. Won't do. Parcels are late and parcels will be.",
        "lunch in the canteen",
    ],
)
def test_finds_nothing(text):
    assert kinds(text) == []


AMOUNTS = [
    f"I'd take {amount} {rest}"
    for amount in (
        "three weeks", "two days a week", "an hour a day", "one Saturday in two", "half a day", "several hours",
        "a fifth of my time", "two or three nights", "a couple of days", "twice a week",
    )
    for rest in (
        "in the autumn.", "until June.", "to learn it.", "and no more.", "a", "per", "in", "of the", "each", "in a shop",
    )
]  # fmt: skip


@pytest.mark.parametrize("text", AMOUNTS)
def test_no_value_begins_or_ends_in_the_air(text):
    dangling = {"in", "the", "a", "an", "of", "to", "and", "until", "per", "each", "every"}
    values = [span.text.lower().split() for span in find_spans(text)]
    assert values
    assert not [
        words for words in values if words[-1] in dangling or words[0] in dangling - {"a", "an", "the"}
    ]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("we sit down on 30 september, ok?", ["30 september"]),
        ("from mid august till the 1st of june", ["mid august", "the 1st of june"]),
        ("i can do friday or every wednesday", ["friday", "every wednesday"]),
        ("from 3 may i'd be in the kiln room", ["3 may"]),
        ("2 may come and 3 may not, and i march to work in march's rain", []),
        ("it may be that we may leave", []),
    ],
)
def test_days_and_months_need_no_capital(text, days):
    assert [span.text for span in find_spans(text) if span.kind == "date"] == days
    assert with_capitals("3 may") == "3 May"
    assert with_capitals("friday or saturday") == "Friday or Saturday"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jonas takes the till.", ["Jonas"]),
        ("Carlos said he'd do it.", ["Carlos"]),
        ("Andreas is free on Fridays.", ["Andreas"]),
        ("Parents offered to help.", []),
        ("Guests will notice.", []),
        ("Deliveries run late.", []),
    ],
)
def test_a_name_may_end_like_a_plural(text, names):
    assert names_in(text) == names


def test_known_names_are_found_anywhere():
    assert names_in("王伟 and I agreed. Rivka too.", names={"王伟", "Rivka"}) == ["王伟", "Rivka"]


@given(st.text(max_size=400))
def test_spans_are_in_order_and_quote_the_text(text):
    spans = find_spans(text)
    assert all(text[span.start : span.end] == span.text and span.text for span in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


def test_long_texts_are_quick():
    text = "I trained Tom for three weeks from 3 May, two days a week, at 14:30. " * 300
    start = time.perf_counter()
    assert find_spans(text)
    assert time.perf_counter() - start < 3
