"""What has to be cleared first is told to the boss: that it is asked, and nothing of what the papers say."""

from dataclasses import replace

import pytest

from assistant.domain import TONES, Manager, Note, Scenario, Style, User
from assistant.writing.embedded import EmbeddedWriter
from assistant.writing.settling import on_probation, settling_values

TOLD = ("agenda", "brief", "invitation", "note", "not_now_plan", "transition_plan", "five_acts")


def case(**changes):
    base = Scenario(
        User("Ana Ruiz", "clerk", organisation="Ruiz & Sons", country="Spain", tenure="4 years"),
        Manager("Linda Gray"),
        "I'd like two days a week on audits from 1 June. Tom covers my desk.",
    )
    return replace(base, **changes)


@pytest.mark.parametrize("kind", TOLD)
@pytest.mark.parametrize("tone", TONES)
def test_a_visa_is_asked_about_before_anything_is_settled(kind, tone):
    text = EmbeddedWriter().write(kind, case(special=("visa",)), Style(tone)).markdown
    assert "visa" in text
    assert "HR or an adviser" in text
    assert "before anything is settled" in text.lower()


@pytest.mark.parametrize(
    ("changes", "papers"),
    [
        ({"constraints": (Note("My work permit names this post"),)}, "work permit"),
        ({"constraints": (Note("My fixed-term contract ends in May"),)}, "contract"),
        (
            {"special": ("visa",), "options": (Note("Extend my contract"),)},
            "visa and my contract",
        ),
        ({"constraints": (Note("My work permit names this post", private=True),)}, ""),
        ({"constraints": (Note("The steel contracts"), Note("Contracts go out in June"))}, ""),
        ({"contract": "Three months of notice"}, ""),
        ({"constraints": (Note("My contract ends in May"),), "special": ("considering_leaving",)}, ""),
    ],
)
def test_only_what_the_user_named_openly_is_asked_about(changes, papers):
    found = settling_values(case(**changes), exits=False)["first"]
    verb = "have" if " and " in papers else "has"
    asked = f"Before anything is settled, my {papers} {verb} to be cleared with HR or an adviser."
    assert found == ([asked] if papers else [])


def test_what_the_contract_says_stays_with_the_user():
    brief = EmbeddedWriter().write("brief", case(constraints=(Note("My contract ends on 3 May"),))).markdown
    assert "my contract has to be cleared with HR or an adviser" in brief
    assert "3 May" not in brief


def test_whoever_goes_hears_from_hr_later():
    leaving = case(preferred_ask="I am leaving. My last day would be 30 June.", special=("visa",))
    assert settling_values(leaving, exits=True)["first"] == [
        "Before my last day is settled, the notice in my contract has to be checked."
    ]
    assert "HR or an adviser" not in EmbeddedWriter().write("resignation_note", leaving).markdown


def test_nothing_is_settled_before_the_probation_review():
    user = User("Ana Ruiz", "clerk", tenure="14 weeks; probation until 31 July 2027")
    assert on_probation(case(user=user))
    assert settling_values(case(user=user), exits=False)["first"] == [
        "Nothing has to be settled before the probation review; my probation runs until 31 July 2027."
    ]
