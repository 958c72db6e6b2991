"""Jabs, complaints and retreats are flagged by their own words, and what was taken back is told as that."""

from __future__ import annotations

import pytest

from assistant.domain import LineNote
from tests.test_debrief import ASK, COVER, EMPTY, VET, Line, line, play, shown


def jabbed(said: str, *after: Line) -> list[LineNote]:
    found = shown(play(VET, [ASK, line(said, 1), *after], cued=("timing",)))
    return [one for one in found.flags if "about them" in one.why]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("I counted the sheets every week, while you signed them unread. Pia takes the ovens.", "while you signed them"),
        ("Always about you, huh. Pia takes the ovens on Mondays.", "Always about you"),
        ("There's always a form. I bring it on Friday.", "There's always a form."),
        ("You've not looked at anything in two years! Sorry.", "in two years"),
        ("Unbelievable. Three times now. Pia takes the ovens.", "Unbelievable."),
        ("What else do you want to hear?", "What else"),
        ("You weren't paying attention, were you. Pia takes the ovens.", "You weren't paying attention"),
        ("Petra offered, unlike anybody else in this office. She starts on Monday.", "unlike anybody else"),
        ("After everything you've done? Pia takes the ovens on Mondays.", "After everything"),
        ("Do I have to spell that out for you? Pia takes the ovens.", "spell that out"),
        ("You weren't at the depot that week, were you?", ""),
        ("Unlike the trial in May, this one has an end.", ""),
        ("After all you've done for the trainees I'd like to help too.", ""),
        ("Unfair to whom?", ""),
        ("What else do you want to see from me by May?", ""),
        ("You always say that the inspection comes first, and I have planned for it.", ""),
        ("I was there while you were signing the lease in Leeds.", ""),
    ],
)  # fmt: skip
def test_a_jab_is_flagged_with_its_own_words(said: str, words: str) -> None:
    found = jabbed(said)
    assert [words in one.quote for one in found] == ([True] if words else [])


def test_a_jab_that_was_taken_back_is_told_as_that() -> None:
    back = line("Sorry, that was below the belt. Pia takes the ovens on Mondays.", 1)
    assert "You took it back in turn 3" in jabbed("Always about you, huh.", back)[0].why
    assert "took it back" not in jabbed("Always about you, huh.", COVER)[0].why


def test_only_the_last_hard_words_were_taken_back() -> None:
    rich, back = (
        line("That's a bit rich. Pia takes the ovens on Mondays.", 1),
        line("Sorry, that came out sharp. Pia takes the ovens.", 1),
    )
    sore = line("It's ridiculous how the rota is written. Pia takes the ovens.", 0)
    talk = play(VET, [ASK, sore, rich, back, COVER], cued=("timing", "coverage"))
    told = {note.turn: note.why for note in shown(talk).flags}
    assert "You took it back in turn 4" in told[3]
    assert "took it back" not in told[2]


@pytest.mark.parametrize(
    ("said", "complains"),
    [
        ("I cut the returns from 40 to 12 a week in the spring and nobody here ever said thanks.", "nobody here ever said thanks"),
        ("I do the closing four nights a week and get nothing for it.", "get nothing for it"),
        ("Frankly, it's ridiculous.", "ridiculous"),
        ("Nobody has said a word against it so far.", ""),
        ("If nobody said anything by June, we go on.", ""),
        ("Nobody new is needed for the ovens.", ""),
    ],
)  # fmt: skip
def test_a_plain_complaint_is_seen_however_the_turn_was_heard(said: str, complains: str) -> None:
    found = shown(play(VET, [ASK, line(said, 1), COVER], cued=("timing", "coverage"))).flags
    quotes = [note.quote for note in found if "makes a boss defend" in note.why]
    assert [complains in quote for quote in quotes] == ([True] if complains else [])
    assert all(len(quote.split()) <= 14 for quote in quotes)


@pytest.mark.parametrize("said", ["So no, I don't think it's unfair.", "Unfair to Bram, you mean?"])
def test_whoever_rejects_the_word_complains_of_nothing(said: str) -> None:
    talk = play(VET, [ASK, line(said, 1, grievance=said)], cued=("fairness",))
    assert not [one for one in shown(talk).flags if "defend" in one.why]


def test_a_line_with_a_jab_is_not_the_strongest() -> None:
    fine = "Jonas takes my readings on those mornings, and I show him how."
    rude = line(f"Are you listening? {fine}", 2, cover="Jonas takes my readings on those mornings")
    plain = shown(play(VET, [ASK, COVER], cued=("coverage",)))
    assert plain.turning_point is not None
    assert plain.turning_point.turn == 2
    assert 2 not in [one.turn for one in plain.strongest]  # it is told once
    assert 2 not in [one.turn for one in shown(play(VET, [ASK, rude], cued=("coverage",))).strongest]


@pytest.mark.parametrize(
    ("said", "drops"),
    [
        ("It's fine, we can also just leave it until after the move, whenever.", True),
        ("We could also leave it till the summer if that's easier, I don't mind.", True),
        ("There's no rush, really.", True),
        ("We could leave it until 4 September and start then.", False),
        ("I could wait for the keys at the gate.", False),
        ("Do you want me to leave it until Monday?", False),
    ],
)
def test_an_offer_to_put_it_off_is_the_line_to_say_differently(said: str, drops: bool) -> None:
    found = shown(play(VET, [ASK, line(said, 0), EMPTY], cued=("deferral",)))
    told = [one for one in found.weakest if "you offered yourself to drop it" in one.why]
    assert bool(told) is drops
    if drops:
        assert told[0].quote in said
        assert told[0].better
        assert not [one for one in found.flags if one.turn == 2]
