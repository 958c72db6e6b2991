"""What the trained network reads: a text without what a judgement must not depend on."""

import pytest

from assistant.text.neutral import neutral


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Could I lead the rota? Ola covers my till.", "Could I lead the rota? Mehmet covers my till."),
        ("She trained me, and I trained her brother.", "He trained me, and I trained his brother."),
        ("Hi Marta, hope you're well. May I lead the audit?", "May I lead the audit?"),
        ("May I lead the audit?\n\nKind regards,\nAnna", "May I lead the audit?"),
        ("I'm a nurse, and my patients wait.", "I'm an electrician, and my clients wait."),
        ("Let me train the two cooks.", "Let me train the two salesmen."),
        ("I'd organize the color lab.", "I'd organise the colour lab."),
        ("I'm authorized for the center program.", "I'm authorised for the centre programme."),
    ],
)
def test_what_does_not_matter_is_gone(one, other):
    assert neutral(one) == neutral(other)


@pytest.mark.parametrize(
    "text",
    [
        "Morning shift is mine. I want two Fridays a month.",
        "Thanks to the new rota we lost nobody.",
        "I'd like to try it from Monday in March.",
        "We can size the order by noon.",
    ],
)
def test_what_matters_stays(text):
    assert neutral(text) == text.rstrip(".")


@pytest.mark.parametrize("text", ["Hello", "Thanks", "Dear Sir,", "Hi", "x", "Best wishes, Ana"])
def test_a_text_never_becomes_nothing(text):
    assert neutral(text).strip()
