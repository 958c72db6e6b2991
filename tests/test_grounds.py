"""Which words a score quotes: of the kind they stand for, whole in themselves, and no review, cover or request as the gain."""

import pytest

from assistant.encoding.tuned import TunedEncoder
from assistant.scoring.advice import EmbeddedAdviser
from assistant.scoring.embedded import EmbeddedScorer
from assistant.scoring.gaps import kind, missing
from assistant.scoring.grounds import asks, borne_out, fit, is_reply
from assistant.text.pay import asks_pay
from assistant.text.quoting import LONGEST, quotable, within


def parted(sentence):
    """The sentence, the first of a text, with its parts."""
    text = f"{sentence} Thank you for reading this far."
    first = quotable(text)[0]
    return {first: within(text, first, joined=True)}


@pytest.fixture(scope="module")
def scorer():
    return EmbeddedScorer(TunedEncoder())


@pytest.mark.parametrize(
    "words",
    [
        "I'd like to be shown the dough sheeter",
        "What about me doing the early ferry",
        "We should buy a second pressure washer",
        "It's time I got a raise",
        "Any chance I can leave at noon on Fridays",
        "Put me on the night ward",
    ],
)
def test_a_request_is_told_by_its_words(words):
    assert asks(words)
    assert fit("change", words) > 0
    assert fit("benefit", words) < 0


@pytest.mark.parametrize(
    "words",
    [
        "I want it on my CV before summer",
        "Can you tell me by Friday?",
        "I tried the free version in May",
        "and give me a broader base",
        "No cost, I'd make up the two hours",
    ],
)
def test_what_asks_for_no_change_is_not_taken_for_the_request(words):
    assert not asks(words)


def test_an_answer_is_asked_of_the_manager_and_a_change_is_not():
    assert is_reply("Could you decide by the 12th?")
    assert not is_reply("Could you put me on the crane course?")


@pytest.mark.parametrize(
    ("element", "better", "worse"),
    [
        ("benefit", "nobody can open the cold store when Ruta is away", "We would look at the returns in May and then decide."),
        ("benefit", "Long cuts get bumped and clients walk out", "Bookings could dip, so keep two chairs free"),
        ("benefit", "The agency was quoted at 9,000", "Pavel covers the gate on those days."),
        ("evidence", "I rang eight of those who never came back", "More than one in ten sent back and I stop"),
        ("cover", "Hamid is willing to do it again", "I keep my grade and salary"),
        ("measure", "I'd hope to see thirty in fifty", "Could you talk to Dr Ito about it on Monday?"),
        ("next_step", "we can meet in June", "I'd need Monday mornings free"),
        ("risk", "The danger is that my Spanish is not perfect", "Would you ask her before the 3rd?"),
        ("amount", "open at six instead of seven", "because I cut scrap from 30 to 9"),
        ("negative_tone", "Everyone else has had a turn", "which she knows"),
    ],
)  # fmt: skip
def test_words_are_told_apart_by_their_kind(element, better, worse):
    assert fit(element, better) > fit(element, worse)


@pytest.mark.parametrize(
    ("sentence", "tells"),
    [
        ("I would like to run the seed bank two days a week.", False),
        ("We would compare the tallies on 3 June and then decide.", False),
        ("Let me price the small jobs: quotes out the same day, fewer lost.", True),
        ("Could I start at five so the vans leave on time?", True),
        ("The queue goes out of the door and people walk off.", True),
    ],
)
def test_a_mere_request_or_review_tells_no_gain(sentence, tells):
    assert borne_out("benefit", parted(sentence), 5) == tells


def test_a_complaint_needs_words_for_it_where_something_speaks_for_the_organisation():
    plain, sore = (
        parted("Only Yusuf can mend the drier."),
        parted("Everyone else has had a turn, it is not fair."),
    )
    assert not borne_out("negative_tone", plain, 4)
    assert borne_out("negative_tone", sore, 4)
    assert borne_out("negative_tone", plain, 1)  # where nothing does, the scorer is believed


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        ("I could take the loom on Mondays and Fridays, if Sini takes the dye vats on those two days, which she enjoys, and cleans up.", "which she enjoys"),
        ("They asked for somebody who knows the register, and Jordi, who stood in for me all spring, is willing to do it again.", "is willing to do it again"),
        ("I would like to run the clinic for ewes and goats three mornings a week from 4 April, as a test until the end of June.", "and goats"),
    ],
)  # fmt: skip
def test_what_says_nothing_alone_is_quoted_with_what_it_hangs_on(sentence, whole):
    text = f"{sentence} That is all I have to say about it today."
    parts = [part.text for part in within(text, quotable(text)[0], joined=True)]
    assert any(whole in part for part in parts)
    assert all(not part.startswith(whole) for part in parts)
    assert all(len(part.split()) <= LONGEST for part in parts)


def test_a_number_stays_with_its_month_where_a_long_clause_is_cut():
    text = "I herewith apply for a move from the day crew to the permanent night crew effective 1 March for the sake of my studies."
    assert not any(part.text.endswith("effective 1") for part in within(text, quotable(text)[0]))


REVIEW = (
    "I'd like to run the kiln two days a week from 4 May until the end of July. Zofia minds the shop on those days. "
    "We would count the breakages and the orders on 31 July and then decide."
)


def test_a_review_is_never_called_a_reason(scorer):
    [found] = scorer.score([REVIEW])
    result = EmbeddedAdviser(scorer).advise(REVIEW, found)
    assert (
        not found.elements["benefit"].present or "count the breakages" not in found.elements["benefit"].quote
    )
    assert not any("count the breakages" in piece.text for piece in result.advice)


def test_the_request_is_quoted_and_not_what_goes_with_it(scorer):
    text = (
        "I'd like to take over the training of new pickers. The last four left within a month; the two that I showed "
        "around are still here. I'd need Wednesday mornings free, from the new year."
    )
    [found] = scorer.score([text])
    assert found.elements["change"].quote == "I'd like to take over the training of new pickers."
    assert "Wednesday mornings" in found.elements["amount"].quote


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("I'd like to lead the Tuesday orchard crew.", True),
        ("Could I have two afternoons a week for the archive?", True),
        ("I'd like a secondment to the Porto office.", True),
        ("Can I do my notes from home?", False),
        ("Could we get a second person on the tills at lunch?", False),
        ("I would like to try one count of the float, for four weeks.", False),
        ("We should buy a second label printer.", False),
        ("I'd like a proper contract of 24 hours a week.", False),
        ("Can I have £1.20 an hour more from April?", False),
    ],
)
def test_who_does_your_work_is_asked_where_something_takes_you_away_from_it(scorer, text, asked):
    [found] = scorer.score([text])
    assert ("cover" in missing(text, found, 0.0, granted=frozenset({"change", "benefit"}))) == asked


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("I would like to stop doing the wages run.", "role"),
        ("I request a transfer to nights due to the shift allowance.", "hours"),
        ("Could I go on the course for £640?", "learning"),
        ("I want 80p an hour more.", "pay"),
    ],
)
def test_money_that_is_not_asked_for_makes_no_pay_talk(text, about):
    assert kind(text) == about


@pytest.mark.parametrize("text", ["Can I have £1.20 an hour more from April?", "I'd like 90p an hour extra."])
def test_a_sum_for_each_hour_more_is_pay(text):
    assert asks_pay(text)


@pytest.mark.parametrize(
    "text", ["I take an hour more for the books.", "It costs £2 an hour and no more comes of it."]
)
def test_an_hour_more_is_no_pay(text):
    assert not asks_pay(text)


def test_nobody_is_told_to_leave_out_what_they_ask_for(scorer):
    text = "I think it's time I got a rise. I have been at the yard for seven years."
    [found] = scorer.score([text])
    result = EmbeddedAdviser(scorer).advise(text, found)
    assert "it's time I got a rise" in result.rewrite.text
    assert not any("time I got" in piece.text for piece in result.advice if piece.element == "negative_tone")
