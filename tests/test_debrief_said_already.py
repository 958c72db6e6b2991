"""Nobody is told to ask or say what they did, flagged for kind words, or left unflagged for hard ones."""

from __future__ import annotations

import pytest

from assistant.debriefing.acts import _rules as part_rules
from assistant.debriefing.conduct import _complains, _rules, remarks
from assistant.debriefing.facts import Facts
from assistant.debriefing.log import exchanges
from assistant.debriefing.signs import plain
from assistant.debriefing.wording import closing, put_already
from assistant.domain import Act
from tests.test_debrief import ASK, EMPTY, TYPES, VET, line, play, shown


def tried(concern: str, *said: str):
    """The turns on one worry, with these words."""
    talk = play(VET, [ASK, *(line(text) for text in said)], cued=(concern,))
    return [one for one in exchanges(talk.turns) if one.concern == concern]


@pytest.mark.parametrize(
    ("concern", "question", "put"),
    [
        ("readiness", "What would you need to see from me on the ward?", True),
        ("readiness", "Is that enough, or is there something else?", True),
        ("readiness", "Which skill do you miss?", True),
        ("loyalty", "What have I done that sounds like leaving?", True),
        ("policy", "Which clause of the agreement is it?", True),
        ("policy", "Who says so, the union?", True),
        ("not_my_decision", "Who on the council signs it in the end?", True),
        ("timing", "When is the harvest at its worst?", True),
        ("deferral", "And when would you look at it again?", True),
        ("coverage", "Which hours worry you?", True),
        # A question back, or about something else, asks for no answer to the worry.
        ("readiness", "Underwater how, the money or the work?", False),
        ("coverage", "Do you mean the Saturday stall?", False),
        ("policy", "Shall I come back at four?", False),
        ("loyalty", "Is Petra in on Mondays?", False),
        # A proposal is none either.
        ("loyalty", "Would it help if I stayed two years?", False),
        ("readiness", "What would you say to a coffee.", False),
    ],
)
def test_a_question_that_was_put_is_not_prescribed(concern: str, question: str, put: bool) -> None:
    turns = tried(concern, question)
    assert bool(put_already(concern, turns)) is put
    text, _ = closing(TYPES[concern], turns, Facts(), turns)
    assert "What is still missing for you?" not in text or not put


def test_what_they_said_to_the_question_stands_beside_it() -> None:
    known = "I have run it since 2021, 30 of them; first only Mondays, you check me each month, and I pass the exam."
    turns = tried("readiness", "What would you need to see?", known)
    text, _ = closing(TYPES["readiness"], turns, Facts(), turns)
    assert "You asked them in turn 2: “What would you need to see?”" in text
    assert turns[0].turn.utterance.text.split()[0] in text


@pytest.mark.parametrize(
    ("concern", "said", "missing"),
    [
        (
            "headcount",
            "My contract stays as it is, and you dont need to hire anyone.",
            "title, pay and posts",
        ),
        ("headcount", "The pay and the title remain the same.", "title, pay and posts"),
        ("loyalty", "I'd do the coordinator job at least three seasons.", "what you want here"),
        ("loyalty", "I am here and I want this post.", "what you want here"),
        ("policy", "The chamber answers in writing by Thursday.", "what the rule does allow"),
        (
            "not_my_decision",
            "The shift plan is yours to give, the grade is theirs.",
            "the part that is theirs",
        ),
    ],
)
def test_what_was_said_is_not_prescribed(concern: str, said: str, missing: str) -> None:
    turns = tried(concern, said)
    text, _ = closing(TYPES[concern], turns, Facts(), turns)
    assert missing not in text


def test_what_was_not_said_is_still_named() -> None:
    texts = {
        concern: closing(TYPES[concern], turns, Facts(), turns)[0]
        for concern in ("loyalty", "policy", "headcount", "not_my_decision")
        if (turns := tried(concern, EMPTY[0]))
    }
    assert len(texts) == 4
    assert all(text.startswith("What would answer it") for text in texts.values()), texts


@pytest.mark.parametrize(
    ("said", "complains"),
    [
        ("I've been passed over twice, and I'm tired of it.", True),
        ("Everyone else gets a course, and I get the night desk.", True),
        ("The others always get the good rounds.", True),
        ("The others got a rise and I didn't.", True),
        ("I feel overlooked in this kitchen.", True),
        ("The others get the training before their turn.", False),
        ("So nobody feels passed over, I'd ask Lena and Omar first.", False),
        ("Mira wont be overlooked, she gets the Tuesday class.", False),
        ("Everyone else gets it too once they have the certificate.", False),
        ("I don't want anybody to feel ignored by this.", False),
        ("It isn't special, it's for all three wards.", False),
        ("I'd share it out, without anyone being treated unfairly.", False),
    ],
)
def test_care_for_the_others_is_no_complaint(said: str, complains: bool) -> None:
    assert _complains(said) is complains


@pytest.mark.parametrize(
    ("said", "hard"),
    [
        ("You don't have time for me these days.", True),
        ("you dont really have time for us any more", True),
        ("You've got a habit of deciding things over our heads.", True),
        ("What else do you want, a diploma?", True),
        ("What more do you want, my blood?", True),
        ("I know you don't have much time today, so I'll be brief.", False),
        ("You don't have time for me today, so shall I come back on Friday?", False),
        ("What else do you want to know about the rota?", False),
        ("I've got a habit of writing everything down.", False),
        ("What more do you want from the pilot, a report or a figure?", False),
    ],
)
def test_a_jab_is_told_from_a_plain_word(said: str, hard: bool) -> None:
    assert bool(_rules()["jab"].search(plain(said))) is hard
    [*_, last] = exchanges(play(VET, [ASK, line(said)], cued=("coverage",)).turns)
    assert any(remark.kind == "jab" for remark in remarks(last)) is hard


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("The nurses come to me first when the pump alarms.", True),
        ("I do the Denmark tours alone since week six.", True),
        ("I run the night kitchen on my own.", True),
        ("I had the toddlers in the woods three days a week last autumn.", True),
        ("I want to run the night kitchen on my own.", False),
        ("You could come to me if it fails.", False),
        ("I'd do it alone.", False),
        ("Nobody comes to me.", False),
    ],
)
def test_what_somebody_does_for_good_counts_without_a_figure(said: str, stands: bool) -> None:
    assert bool(part_rules()["standing"].search(plain(said))) is stands
    parts = {note.act: note for note in shown(play(VET, [ASK, line(said)], cued=("coverage",))).acts}
    assert parts[Act.IMPACT].done or not stands
