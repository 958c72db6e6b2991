"""Which sentence was which part of a talk: ways that were offered, results, where somebody is heading, who does what; in trades of all kinds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain import Act, ActNote, Debrief, Outcome
from tests.test_debrief import ASK, COVER, VET, line, play, shown
from tests.test_debrief_agreed_and_open import talk
from tests.test_debrief_deals import asked, ended

LOOM = ("I'd like to run the loom room from 4 May for 24.50 an hour.", "Why you, though?")


def part(found: Debrief, act: Act) -> ActNote | None:
    return next((note for note in found.acts if note.act is act), None)


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("If 24.50 is too much: 23.20 now and the rest in autumn.", True),
        ("Only the first loom, then, and in August we see.", True),
        ("I could start with one of the four looms.", True),
        ("Or on Mondays only, whichever suits you.", True),
        ("If the room isn't free, from 1 June.", True),
        ("Something small: two looms in May, four in June.", True),
        ("As a trial, then: I run it until 31 August.", True),
        ("I'm the only one who can warp all four looms.", False),
        ("There's only one loom for it.", False),
        ("Sure, I try.", False),
        ("If it's too much for the others, I stop.", False),
        ("Just one of the looms was broken in March.", False),
        ("Would that be all right with the two apprentices?", False),
    ],
)
def test_the_ask_alone_offers_no_other_way(said: str, offered: bool) -> None:
    note = part(talk(LOOM, (said, "I see."), outcome=None), Act.OPTIONS)
    assert note is not None
    assert (note.done, note.quote if offered else "") == (offered, said if offered else "")


@pytest.mark.parametrize(
    ("said", "result"),
    [
        ("410 parcels went out in March and 92 percent came back signed.", True),
        ("I cut the yarn waste from 40 kilos to 12.", True),
        ("We used to lose nine warps a month, and since I set them it's two.", True),
        ("I did give a name.", False),
        ("I've been in the dye house nine years.", False),
        ("Dr. Sand did two evenings before she had her kids, the chair is in room two.", False),
        ("I go from 40 to 28 hours and my pay goes to 70 percent.", False),
        ("For August we train one more weaver from June, with the nine cards I wrote.", False),
        ("Let me put it so: a rider to the contract, signed by 15 July, valid for one year.", False),
        ("Ida goes from 32 to 40 hours, she has wanted that since January, so it's minus 12 and plus 8.", False),
    ],
)  # fmt: skip
def test_a_result_is_something_done_with_what_came_of_it(said: str, result: bool) -> None:
    found = shown(play(VET, [ASK, line(said, 1)], cued=("fairness",)))
    assert (Act.IMPACT.value in found.acts_done) is result


@pytest.mark.parametrize(
    ("said", "heading"),
    [
        ("If I get them I'd do them for two full harvests, so till the end of 2031.", True),
        ("I stay until the second hall is run in, that's summer 2030.", True),
        ("I'd run it for three seasons.", True),
        ("I can commit to the dye house until 2032.", True),
        ("I did it for two seasons.", False),
        ("I'd do it for two weeks.", False),
        ("I've been here for six years.", False),
        ("Nobody would run it for three years.", False),
    ],
)
def test_for_how_many_years_somebody_means_to_do_it_says_where_they_are_heading(said: str, heading: bool) -> None:  # fmt: skip
    found = shown(play(VET, [ASK, line(said, 1)], cued=("loyalty",)))
    assert (Act.FUTURE.value in found.acts_done) is heading


def test_where_somebody_wants_to_go_is_missing_only_beside_words_of_their_own() -> None:
    nothing = shown(play(VET, [asked("I'd like the early rounds from May."), COVER]))
    assert part(nothing, Act.FUTURE) is None
    planned = replace(
        VET, preferred_ask="I'd like to become head of the ward. I need two mornings from 3 May."
    )
    note = part(shown(play(planned, [asked("Two mornings from 3 May, please."), COVER])), Act.FUTURE)
    assert note is not None
    assert "become head of the ward" in note.better


@pytest.mark.parametrize(
    ("before", "said", "quote"),
    [
        ("What do you need from me?", "Two things: sign the form by Friday and tell the office 24.50 from 1 June.", "Two things: sign the form by Friday and tell the office 24.50 from 1 June."),
        ("And when do we talk?", "If anybody grumbles, you could say it's open until 1 July. Maybe we talk again on Wednesday the 9th, here?", "Maybe we talk again on Wednesday the 9th, here?"),
        ("How does it run?", "For the board I give you one page by Monday the 9th, you send it on with your name.", "For the board I give you one page by Monday the 9th, you send it on with your name."),
        ("How does it run?", "I ask Jo tomorrow, I write the list by 20 April, and you tell Ann this week. Could you put it up by Monday?", "I ask Jo tomorrow, I write the list by 20 April, and you tell Ann this week."),
        ("How does it run?", "I'm going to write to the office on 3 May.", "I'm going to write to the office on 3 May."),
    ],
)  # fmt: skip
def test_the_close_is_the_sentence_that_says_who_does_what_by_when(before: str, said: str, quote: str) -> None:  # fmt: skip
    played = ended([ASK, COVER, line(said, 2)], {2: before}, outcome=Outcome.AGREED)
    turns = [replace(turn, state=replace(turn.state, closing=int(turn.number >= 2))) for turn in played.turns]
    note = part(shown(replace(played, turns=tuple(turns))), Act.CLOSE)
    assert note is not None
    assert note.quote == quote


def test_an_ask_that_says_instead_of_what_is_the_bare_ask() -> None:
    hours = ("I'd like to go to 30 hours from 1 October, instead of 38.", "Who does the rest?")
    note = part(talk(hours, ("Ada does.", "I see."), outcome=None), Act.OPTIONS)
    assert note is not None
    assert not note.done
    either = ("I'd like the dye house, or a place in the loom room, from July.", "Why?")
    note = part(talk(either, ("I dyed 40 rolls.", "I see."), outcome=None), Act.OPTIONS)
    assert note is not None
    assert note.done


def test_a_list_of_what_they_do_by_when_closes_a_talk_before_they_asked() -> None:
    said = "Three things: sign the paper by Wednesday, tell the shift leaders, and pay 25 from 1 April."
    note = part(talk(LOOM, ("Ada does the rest.", "I see."), (said, "Hm."), outcome=None), Act.CLOSE)
    assert note is not None
    assert note.quote == said
