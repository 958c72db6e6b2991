"""A polite question that hangs on an offer is answered by what becomes of the offer; "yes, no or when" wants a yes or a no."""

import pytest

from assistant.listening.questions import Questions

QUESTIONS = Questions()


@pytest.mark.parametrize(
    "said",
    [
        "Who takes the night desk is Farid or one of the temps, would you be willing to try that?",
        "Who would open up on Mondays would be Sanne, would that work for you?",
        "Sanne opens up on both Mondays. Would you be willing to try it?",
        "We stop after six weeks if it doesn't hold. Would you be open to a trial?",
        "I hand the keys over on Friday evening. Are you up for giving it a go?",
        "Farid has done it four times already. Could you be happy to go along with that?",
    ],
)
def test_nobody_is_asked_for_a_name_or_a_fact(said: str) -> None:
    assert QUESTIONS.asks(said) == ""


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Would you be willing to ring head office?", "act"),
        ("Would you be ready to sign the form?", "act"),
        ("Who takes the desk then, would you say?", "who"),
        ("Who decides it, do you know?", "who"),
        ("Would you be willing to try that?", "whether"),
    ],
)
def test_what_hangs_on_no_offer_is_still_asked(said: str, kind: str) -> None:
    assert QUESTIONS.asks(said) == kind


@pytest.mark.parametrize(
    "said",
    [
        "Now the grade: yes, no, or by which date?",
        "Yes, no, or when?",
        "So yes, no or not yet?",
        "The rise: yes, no or later?",
        "Well, yes or no, or do I wait?",
    ],
)
def test_yes_no_or_when_wants_a_yes_or_a_no(said: str) -> None:
    assert QUESTIONS.asks(said) == "verdict"


@pytest.mark.parametrize("said", ["Monday, or Tuesday?", "The morning shift or the late one?"])
def test_two_things_are_still_two(said: str) -> None:
    assert QUESTIONS.asks(said) == "either"
