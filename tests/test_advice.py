"""Advice and rewrite: the right things first, the user's own words, nothing invented."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import catalog
from assistant.domain import ELEMENTS, Advice, Assessment, Finding, Review
from assistant.scoring.advice import MOST_ADVICE, EmbeddedAdviser
from assistant.scoring.rewrite import FRAMES

BARE = "Could I move to parts planning?"
VAGUE = "Dear Ruth, I would like more responsibility. I closed the March audit with two points open."
SORE = (
    "Three people I trained now earn more than me and I am sick of it. "
    "I would like to lead the night intake from 3 May. Anna takes my rounds or I walk."
)
RANT = "Nobody has ever asked what I want here. Everyone else has moved up. It is not fair."
FULL = (
    "I would like to run the Tuesday clinic from 1 June to 30 August. Jo takes my desk. Patients wait nine days and you "
    "want five; I did it in spring and it fell to four. If it is over six in July we stop. Can you decide by Friday?"
)


def assessed(specificity: float = 5, framing: float = 3, **quotes: str | None) -> Assessment:
    """An assessment in which the named elements are present, with their quotes."""
    findings = {name: Finding(name in quotes, quotes.get(name)) for name in ELEMENTS}
    return Assessment(specificity, framing, findings, "test")


CASES = {
    "bare": (BARE, assessed(4, 2, change="Could I move to parts planning")),
    "vague": (VAGUE, assessed(1, 4, evidence="I closed the March audit with two points open")),
    "sore": (
        SORE,
        assessed(
            7,
            1,
            change="I would like to lead the night intake",
            time="from 3 May",
            cover="Anna takes my rounds",
            negative_tone="I am sick of it",
        ),
    ),
    "rant": (RANT, assessed(0, 0, negative_tone="Nobody has ever asked")),
    "full": (FULL, assessed(9.6, 9.4, **dict.fromkeys(name for name in ELEMENTS if name != "negative_tone"))),
}


def review(case: str) -> Review:
    return EmbeddedAdviser().advise(*CASES[case])


def flat(text: str) -> str:
    return " ".join(text.split())


def content(text: str) -> set[str]:
    """The lower-case words of ``text`` outside its blanks."""
    return set(re.findall(r"\w+", re.sub(r"\[[^\[\]\n]+\]", " ", text).lower()))


SCAFFOLD = content(
    " ".join(FRAMES.values()).replace("{blank}", "") + " I would like to talk with you about my next step."
)


def hold_the_promises(text: str, result: Review) -> None:
    """What must be true of any review of any text."""
    assert len(result.advice) <= MOST_ADVICE
    assert len({piece.element for piece in result.advice}) == len(result.advice)
    for piece in result.advice:
        assert piece.text
        assert piece.guidance_ids
        assert piece.quote is None or (piece.quote in text and 2 <= len(piece.quote.split()) <= 12)
        assert "{" not in piece.text or "{" in text
    assert result.rewrite.blanks == tuple(re.findall(r"\[[^\[\]\n]+\]", result.rewrite.text))
    assert content(result.rewrite.text) <= content(text) | SCAFFOLD
    digits = re.sub(r"\[[^\[\]\n]+\]", " ", result.rewrite.text)
    assert set(re.findall(r"\d+", digits)) <= set(re.findall(r"\d+", text))


@pytest.mark.parametrize("case", CASES)
def test_promises(case: str) -> None:
    hold_the_promises(CASES[case][0], review(case))


def test_each_element_has_complete_knowledge() -> None:
    assert set(catalog.rubric()) == set(ELEMENTS)
    for element in catalog.rubric().values():
        slotted = [variant for variant in element.advice if "{quote}" in variant]
        assert 3 <= len(element.advice) <= 4
        assert 0 < len(slotted) < len(element.advice), (
            f"{element.id}: advice is needed with and without a quote"
        )
        assert re.fullmatch(r"\[[^\[\]]+\]", element.blank)
        assert element.weak != element.strong
        assert element.weight > 0


def test_guidance_ids_exist() -> None:
    cited = {gid for element in catalog.rubric().values() for gid in element.guidance_ids}
    assert cited <= set(catalog.guidance())


def test_the_advice_points_at_the_users_own_words() -> None:
    first = review("bare").advice[0]
    assert first.element == "benefit"
    assert first.quote == "Could I move to parts planning"
    assert "“Could I move to parts planning”" in first.text


def test_no_quote_is_worked_into_two_pieces() -> None:
    texts = [piece.text for piece in review("bare").advice]
    assert sum("parts planning" in text for text in texts) == 1


def test_without_a_request_the_request_comes_first() -> None:
    assert review("vague").advice[0].element == "change"
    assert [piece.element for piece in review("rant").advice][:2] == ["change", "negative_tone"]


def test_a_costly_tone_comes_first_and_is_quoted() -> None:
    first = review("sore").advice[0]
    assert (first.element, first.quote) == ("negative_tone", "I am sick of it")


def test_a_complete_draft_gets_no_advice_and_stays_as_it_is() -> None:
    result = review("full")
    assert result.advice == ()
    assert result.rewrite.text == FULL
    assert result.rewrite.blanks == ()


def test_nothing_is_said_about_what_is_there() -> None:
    present = {name for name, finding in CASES["sore"][1].elements.items() if finding.present} - {
        "negative_tone"
    }
    assert not present & {piece.element for piece in review("sore").advice}


def test_the_rewrite_keeps_the_facts_and_leaves_the_grievance_out() -> None:
    text = review("sore").rewrite.text
    assert text.startswith("I would like to lead the night intake from 3 May. Anna takes my rounds. ")
    assert "sick" not in text
    assert "walk" not in text


def test_a_rewrite_without_request_opens_with_a_purpose_after_the_greeting() -> None:
    text = review("vague").rewrite.text
    assert text.index("Dear Ruth") < text.index("[the change")
    assert "I closed the March audit with two points open." in text


def test_a_mere_complaint_becomes_a_scaffold() -> None:
    assert review("rant").rewrite.text.startswith(
        "I would like to talk with you about my next step. What I am asking for is ["
    )
    assert not content(RANT) & content(review("rant").rewrite.text) - SCAFFOLD


def test_an_abrupt_end_is_closed_before_a_sentence_follows() -> None:
    unpunctuated = "can i start at 2 instead of 4"
    text = EmbeddedAdviser().advise(unpunctuated, assessed(4, 2, change=unpunctuated)).rewrite.text
    assert text.startswith("can i start at 2 instead of 4? ")


def test_blanks_stand_before_the_closing_question_and_the_sign_off() -> None:
    draft = "I would like the Leeds desk. Could you ask Priya by Friday?\nMany thanks,\nSam"
    text = (
        EmbeddedAdviser()
        .advise(draft, assessed(5, 3, change="I would like the Leeds desk", next_step="ask Priya by Friday"))
        .rewrite.text
    )
    assert text.startswith("I would like the Leeds desk.")
    assert text.endswith("Many thanks,\nSam")
    assert text.index("[start date") < text.index("Many thanks")


def test_a_rewrite_pasted_back_gains_no_second_blank() -> None:
    once = review("bare").rewrite
    again = EmbeddedAdviser().advise(once.text, CASES["bare"][1]).rewrite
    assert again == once


def test_the_same_draft_gets_the_same_review() -> None:
    assert review("sore") == review("sore")


class WordHater:
    """A scorer that likes a text less the more words it has."""

    def score(self, texts: list[str]) -> list[Assessment]:
        return [assessed(10 - len(text.split()) / 100, 5) for text in texts]


class WordLover:
    """A scorer that likes a text more the more words it has."""

    def score(self, texts: list[str]) -> list[Assessment]:
        return [assessed(len(text.split()) / 100, 5) for text in texts]


def test_a_rewrite_that_the_scorer_rates_lower_is_not_offered() -> None:
    assert EmbeddedAdviser(WordHater()).advise(*CASES["bare"]).rewrite.text == BARE
    assert EmbeddedAdviser(WordLover()).advise(*CASES["bare"]).rewrite == review("bare").rewrite


PROSE = st.lists(
    st.sampled_from(
        [
            "I would like",
            "or I walk",
            "from May,",
            "it is not fair.",
            "Thanks,",
            "\n",
            "- two days",
            "Could you",
            "[date]",
            "{quote}",
            "🙂",
            "so",
            "?",
        ]
    ),
    max_size=12,
).map(" ".join)


@st.composite
def drafts(draw: st.DrawFn) -> tuple[str, Assessment]:
    text = draw(st.text(max_size=120) | PROSE)
    findings = {}
    for name in ELEMENTS:
        start = draw(st.integers(0, len(text)))
        quote = draw(st.sampled_from([None, text[start : start + 25], "not in the text"]))
        findings[name] = Finding(draw(st.booleans()), quote)
    score = st.floats(0, 10)
    return text, Assessment(draw(score), draw(score), findings, "test")


@settings(max_examples=200, deadline=None)
@given(drafts())
def test_promises_hold_for_any_text(draft: tuple[str, Assessment]) -> None:
    hold_the_promises(draft[0], EmbeddedAdviser().advise(*draft))


def test_long_texts_are_dealt_with_quickly() -> None:
    text = "I would like two days a week, or else nobody is asked. " * 400
    result = EmbeddedAdviser().advise(
        text, assessed(4, 1, change="I would like two days a week", negative_tone="nobody is asked")
    )
    hold_the_promises(text, result)
    assert all(isinstance(piece, Advice) for piece in result.advice)
