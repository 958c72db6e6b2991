"""Advice and rewrite: the right things first, the user's own words, nothing invented."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import catalog
from assistant.domain import ELEMENTS, Advice, Assessment, Finding, Review
from assistant.encoding.tuned import TunedEncoder
from assistant.scoring.advice import MOST_ADVICE, EmbeddedAdviser
from assistant.scoring.embedded import EmbeddedScorer
from assistant.scoring.rewrite import CLOSERS, FRAMES, OPENER
from assistant.text.quoting import LONGEST
from assistant.text.spans import find_spans
from evals.training import data

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
    " ".join([*FRAMES.values(), *CLOSERS, OPENER]).replace("{blank}", "")
    # "To be exact, …", and a request set free from a threat
    + " to be exact could you give i would like to be something to change happen"
)


def hold_the_promises(text: str, result: Review) -> None:
    """What must be true of any review of any text."""
    assert len(result.advice) <= MOST_ADVICE
    assert len({piece.element for piece in result.advice}) == len(result.advice)
    for piece in result.advice:
        assert piece.text
        assert piece.guidance_ids
        assert piece.quote is None or (piece.quote in text and 2 <= len(piece.quote.split()) <= LONGEST)
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
        kinds = [pair.about for pair in element.pairs]
        assert kinds[0] == ""
        assert len(set(kinds)) == len(kinds) > 1
        assert all(pair.weak and pair.strong and pair.weak != pair.strong for pair in element.pairs)
        assert set(element.blanks) <= {"pay", "hours", "learning", "role"}
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
    assert text.index("Dear Ruth") < text.index("[which task")
    assert "I closed the March audit with two points open." in text


def test_a_mere_complaint_becomes_a_scaffold() -> None:
    assert review("rant").rewrite.text.startswith(
        "Could we sit down and talk about what I do next? What I am asking for is ["
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
    assert text.index("[which day") < text.index("Could you ask Priya") < text.index("Many thanks")


def test_a_rewrite_pasted_back_gains_no_second_blank() -> None:
    once = review("bare").rewrite
    again = EmbeddedAdviser().advise(once.text, CASES["bare"][1]).rewrite
    assert again == once


def test_the_same_draft_gets_the_same_review() -> None:
    assert review("sore") == review("sore")


class Keeper:
    """A scorer that likes a text only while it holds the whole draft; it counts what it is asked."""

    def __init__(self, draft: str) -> None:
        self._draft, self.asked = draft, 0

    def score(self, texts: list[str], *, quoted: bool = True) -> list[Assessment]:
        self.asked += len(texts)
        return [assessed(8 if self._draft in text else 1, 5) for text in texts]


def test_a_rewrite_that_the_scorer_rates_lower_is_not_offered() -> None:
    kept = EmbeddedAdviser(Keeper(SORE)).advise(*CASES["sore"]).rewrite.text
    assert kept.startswith(SORE)


def test_gaps_alone_need_no_second_scoring() -> None:
    keeper = Keeper(BARE)
    assert EmbeddedAdviser(keeper).advise(*CASES["bare"]).rewrite == review("bare").rewrite
    assert keeper.asked == 0


@pytest.mark.parametrize(
    ("threat", "request_"),
    [
        ("Unless you give me the night round, I'm off.", "Could you give me the night round?"),
        ("If you don't move me to days by May I'll quit.", "Could you move me to days by May?"),
        ("Either I'm made senior this month or I walk.", "I would like to be made senior this month."),
        ("If nothing changes by March I'm gone.", "I would like something to change by March."),
        ("Give me the raise by Friday or I walk.", "Give me the raise by Friday."),
        (
            "I'd like days from June, otherwise I will have to consider my options.",
            "I'd like days from June.",
        ),
    ],
)
def test_a_request_is_set_free_from_the_threat_around_it(threat: str, request_: str) -> None:
    found = assessed(4, 0.5, change=threat.rstrip("."), negative_tone=threat)
    result = EmbeddedAdviser().advise(threat, found)
    assert result.rewrite.text.startswith(request_)
    hold_the_promises(threat, result)


def test_a_plain_threat_is_named_even_where_no_scorer_hears_it() -> None:
    text = (
        "I'd like the export desk from 1 July. If that isn't possible I will accept the offer from Brenner."
    )
    result = EmbeddedAdviser().advise(text, assessed(6, 5, change="I'd like the export desk"))
    assert result.advice[0].element == "negative_tone"
    assert "Brenner" not in result.rewrite.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("I'd like the Monday desk. Dana takes the phones then.", "cover"),
        ("Can I go on the welding course? It's five days and £620.", "amount"),
        ("I'd like the rota. I rebuilt the old one in spring.", "evidence"),
        ("Could I run the close from May? Yes or no by Thursday?", "next_step"),
        (
            "I'd like a day with the data team. If I made the reports myself we'd have them at once.",
            "mechanism",
        ),
    ],
)
def test_nobody_is_asked_for_what_the_words_plainly_say(text: str, said: str) -> None:
    found = assessed(5, 5, change=text.split(".")[0].split("?")[0], benefit="at once")
    result = EmbeddedAdviser().advise(text, found)
    assert said not in {piece.element for piece in result.advice}
    assert catalog.rubric()[said].blank not in result.rewrite.blanks


def test_the_blank_asks_who_covers_the_days_that_were_asked_for() -> None:
    text = "I'd like Tuesdays and Thursdays off."
    found = assessed(5, 6, change=text, benefit="off", time="off", evidence="off", amount="off")
    assert "[who covers Tuesdays and Thursdays?]" in EmbeddedAdviser().advise(text, found).rewrite.blanks


def test_the_example_fits_what_is_asked_for() -> None:
    pay = EmbeddedAdviser().advise("I'd like a raise.", assessed(4, 2, change="I'd like a raise")).advice[0]
    course = (
        EmbeddedAdviser()
        .advise("Could I do the course?", assessed(4, 2, change="Could I do the course"))
        .advice[0]
    )
    assert pay.element == course.element == "benefit"
    assert pay.strong != course.strong


def test_thanks_alone_are_asked_only_what_they_want() -> None:
    text = "Dear Paolo, thank you for everything this year.\n\nWarm regards,\nYuki\nLab assistant"
    result = EmbeddedAdviser().advise(text, assessed(0.3, 1.6))
    assert [piece.element for piece in result.advice] == ["change"]
    assert result.rewrite.text.startswith("Dear Paolo,")
    assert result.rewrite.text.endswith("Warm regards,\nYuki\nLab assistant")


FACTS = {"date", "time", "duration", "amount", "money", "percent", "number", "name"}
JUDGED = data.asks()[:: len(data.asks()) // 150][:150]


def facts(text: str) -> set[str]:
    """The words of the dates, figures and names in ``text`` outside its blanks."""
    bare = re.sub(r"\[[^\[\]\n]+\]", " ", text)
    spans = [span for span in find_spans(bare) if span.kind in FACTS]
    return {word.lower() for span in spans for word in re.findall(r"\w+", span.text)}


def test_judged_drafts_never_get_worse_and_nothing_is_invented() -> None:
    scorer = EmbeddedScorer(TunedEncoder())
    texts = [row["text"] for row in JUDGED]
    drafts_ = scorer.score(texts)
    reviews = [
        EmbeddedAdviser(scorer).advise(text, found) for text, found in zip(texts, drafts_, strict=True)
    ]
    after = scorer.score([result.rewrite.text for result in reviews])
    for text, before, result, now in zip(texts, drafts_, reviews, after, strict=True):
        hold_the_promises(text, result)
        assert now.specificity >= before.specificity, text
        assert now.business_framing >= before.business_framing, text
        assert facts(result.rewrite.text) <= content(text), text
        assert (result.rewrite.text != text) or not result.advice, text


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
