"""The embedded listener: what it promises for every reply, and the plain cases it must not get wrong."""

from __future__ import annotations

import pytest

from assistant.domain import CONCERNS, USER_MOVES, Prompted
from assistant.encoding.tuned import TunedEncoder
from assistant.listening.embedded import EmbeddedListener
from assistant.text.quoting import LONGEST

COVERAGE = Prompted(
    "I'd like two days a week on the pricing project.", "coverage", "And who does your desk on those days?"
)
GOOD = (
    "Fair question. Noor takes my desk on Tuesdays and Thursdays; she has done it twice and agreed yesterday. We try it "
    "for six weeks from 3 March, and if a quote goes out late I come straight back."
)


@pytest.fixture(scope="module")
def listener():
    return EmbeddedListener(TunedEncoder())


def test_a_plan_with_a_person_and_a_date_deals_with_it(listener):
    [reading] = listener.read([(COVERAGE, GOOD)])
    assert reading.level == 2
    assert reading.has("cover")
    assert reading.has("date")


@pytest.mark.parametrize(
    "reply",
    [
        "Don't worry, it'll be fine.",
        "I really want this.",
        "Everyone else gets what they want.",
        "Okay, forget it then.",
        "Never mind.",
    ],
)
def test_an_empty_reply_never_wins_the_manager_over(listener, reply):
    [reading] = listener.read([(COVERAGE, reply)])
    assert reading.level < 2


@pytest.mark.parametrize("reply", ["ok", "🙂🙂", "Мне всё равно", "?", "well " * 2000])
@pytest.mark.parametrize("concern", ["", *CONCERNS[:2]])
def test_every_reply_gets_a_reading_with_quotes_that_stand_in_it(listener, reply, concern):
    [reading] = listener.read([(Prompted("", concern, ""), reply)])
    assert reading.level in (0, 1, 2)
    assert tuple(reading.moves) == USER_MOVES
    assert set(reading.quotes) == {name for name, present in reading.moves.items() if present}
    for quote in reading.quotes.values():
        assert quote in reply
        assert len(quote.split()) <= LONGEST


def test_order_is_kept_and_neighbours_do_not_matter(listener):
    items = [(COVERAGE, "Never mind."), (COVERAGE, GOOD)]
    assert listener.read(items) == [listener.read([item])[0] for item in items]
    assert listener.read([]) == []
