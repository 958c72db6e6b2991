"""What lies on the table at the end: the sum that was offered last with what it is tied to, and how it was said back."""

from __future__ import annotations

import pytest

from assistant.debriefing.agreed import ASK as ASKED_FOR
from assistant.debriefing.log import exchanges
from assistant.debriefing.terms import Terms, terms
from assistant.debriefing.when import when
from tests.test_debrief import VET, line, play
from tests.test_debrief_agreed_and_open import open_, row, talk
from tests.test_debrief_deals import asked

PAY = "I'd like 420 euros a month more from May."
SHARE = "I'd like the firm to pay 900 of the 1,500 pound licence fee."
HOURLY = "I want 22 quid an hour from May."
POST = "I want to apply for the chief stoker post, it closes on 3 May."


def terms_of(ask: str, later: str) -> Terms:
    lines = [asked(ask), line(later, 2)]
    return terms(exchanges(play(VET, lines, cued=("coverage",)).turns))


@pytest.mark.parametrize(
    ("ask", "said", "offer", "sums"),
    [
        (PAY, "Then 350 from May. And the rest only if the audit passes. Is that fair?", "Then 350 from May. And the rest only if the audit passes.", ["420 euros", "350"]),
        (PAY, "350 now and the rest in autumn.", "350 now and the rest in autumn.", ["420 euros", "350"]),
        (PAY, "Would you take 300 if I do the stock list?", "Would you take 300 if I do the stock list?", ["420 euros", "300"]),
        (PAY, "I hear you. I'd settle for 360 from 1 June.", "I'd settle for 360 from 1 June.", ["420 euros", "360"]),
        (SHARE, "Okay, then 700 and I pay 800. Only once I've passed.", "Okay, then 700 and I pay 800. Only once I've passed.", ["900 of the 1,500 pound", "700"]),
        (HOURLY, "20.50 in May, and 22 in October if the scrap is under 3%.", "20.50 in May, and 22 in October if the scrap is under 3%.", ["22 quid", "20.50"]),
        ("I want a rise of £3,000 from May.", "How about 2,000 now?", "How about 2,000 now?", ["£3,000", "2,000"]),
        ("I'd like the school to pay $800 for the course.", "Fine, let's say 500. You only pay when I pass.", "Fine, let's say 500. You only pay when I pass.", ["$800", "500"]),
    ],
)  # fmt: skip
def test_the_last_offer_is_known_with_what_it_is_tied_to(ask: str, said: str, offer: str, sums: list[str]) -> None:  # fmt: skip
    found = terms_of(ask, said)
    assert (found.less, [words for words, _ in found.sums]) == (offer, sums)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (PAY, "We served 350 in a night, and 400 on Sunday."),
        (PAY, "Then I'd ask 350 people in a survey."),
        (PAY, "Then at 9.30 I ring Ana."),
        (PAY, "But 420 over two years is 210, if I leave."),
        (PAY, "Last year 300 went into the van."),
        (SHARE, "I pay 800 myself."),
        (HOURLY, "The scrap is down from 20 to 12."),
        (HOURLY, "Okay, so 20 apprentices and one master."),
        (HOURLY, "Fine. By 20 May I bring the sheet."),
    ],
)
def test_a_smaller_number_is_not_always_an_offer(ask: str, said: str) -> None:
    found = terms_of(ask, said)
    assert (found.less, len(found.sums)) == ("", 1)


@pytest.mark.parametrize(
    ("said", "less"),
    [
        ("I could do a few trial shifts there in April before I apply.", False),
        ("I could shadow them for two weeks beforehand, as a taster.", False),
        ("Let me do two trial days in the boiler house before anything.", False),
        ("I could just do one trial shift before that.", True),
        ("Let's begin with a trial until July, before you decide.", True),
    ],
)
def test_what_prepares_the_thing_takes_nothing_from_it(said: str, less: bool) -> None:
    assert bool(terms_of(POST, said).less) is less


def test_their_yes_stands_beside_the_sum_that_was_named_last() -> None:
    found = talk((PAY, "That's a lot."), ("Then 350 from May.", "Yes, from me."))
    assert [(one.quote, one.answer) for one in row(found, ASKED_FOR)] == [("Then 350 from May.", "Yes, from me.")]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Right, so that's 350 from 1 June, and 420 in October if the audit passes.", "1 June"),
        ("Good, we said 350 from June and 420 from October.", "June"),
        ("So you pay me 350 from 1 June and the 420 from 1 October.", "1 June"),
    ],
)
def test_what_was_settled_and_said_back_is_what_was_agreed(said: str, day: str) -> None:
    found = talk((PAY, "Yes, from me."), (f"{said} Yes?", "That's right, and I stand by it."))
    assert [(one.quote, one.when, one.answered) for one in row(found, ASKED_FOR)] == [(said, day, 2)]
    assert not open_(found, "Their yes names none")


@pytest.mark.parametrize(
    "said", ["That's 40 covers in May and 60 in June I served.", "So that's settled, and on 1 June we meet."]
)
def test_what_says_something_else_back_changes_nothing(said: str) -> None:
    found = talk((PAY, "Why?"), (said, "That's right."))
    assert [one.quote for one in row(found, ASKED_FOR)] == [PAY]


@pytest.mark.parametrize(("words", "day"), [("18.20 in September", "September"), ("we meet at 18.20", "18.20"), ("so that's 21.50 an hour", "")])  # fmt: skip
def test_a_sum_is_no_time_of_day(words: str, day: str) -> None:
    assert when(words) == day
