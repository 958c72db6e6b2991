"""Habits are named from the second time on, never for a turn that helped; figures only where the evidence has another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import catalog
from assistant.debriefing.figures import contradictions
from assistant.debriefing.grounds import heard, looks_like
from assistant.debriefing.log import exchanges
from assistant.domain import Act, Debrief, Note
from assistant.text.spans import find_spans
from tests.test_debrief import ASK, BREWERY, COVER, VET, Line, line, play, shown


def told(*lines: Line, scenario=BREWERY) -> Debrief:
    return shown(play(scenario, [ASK, *lines], cued=("coverage", "timing")))


def named(found: Debrief) -> dict[str, tuple[int, ...]]:
    return {one.habit: one.turns for one in found.habits}


SHY = line("Maybe I could, I guess, do something there, perhaps.", 0)
TIMID = line("I was just wondering if it might be possible, or something like that.", 0)
SORRY = line("Sorry to bother you with this.", 0)
BUSY = line("I know you're busy, and I apologise for taking your time.", 0)
LONG = line(
    "I have been on the boats for years and "
    + "know every rope and every skipper and " * 12
    + "like it here.",
    0,
)
GREEDY = line("I'd also like the crane licence, and I want the early boat as well.", 0)
MORE = line("I could also do the nets, and I need a new phone too.", 0)


@pytest.mark.parametrize(
    ("lines", "habit", "turns"),
    [
        ([SHY, TIMID], "hedging", (2, 3)),
        ([SORRY, COVER, BUSY], "apology", (2, 4)),
        ([LONG, COVER, LONG], "monologue", (2, 4)),
        ([GREEDY, MORE], "many_asks", (2, 3)),
    ],
)
def test_a_habit_is_named_with_its_turns_and_words(
    lines: list[Line], habit: str, turns: tuple[int, ...]
) -> None:
    found = told(*lines)
    assert named(found)[habit] == turns
    [note] = [one for one in found.habits if one.habit == habit]
    said = {number: text for number, (text, _) in enumerate([ASK, *lines], start=1)}
    assert note.quotes
    assert all(one.quote in said[one.turn] for one in note.quotes)


@pytest.mark.parametrize(
    ("lines", "habit"),
    [
        ([SHY], "hedging"),
        ([SORRY, COVER], "apology"),
        ([line("It's not that I don't know the till, and I'd like a bit more time at it.", 0)] * 3, "hedging"),
        ([LONG], "monologue"),
        ([GREEDY], "many_asks"),
        ([line("Could Jonas perhaps take the readings?", 2, cover="Jonas"), line("Perhaps on Mondays, Jonas covers me.", 2, cover="Jonas covers me")], "hedging"),
        ([line("I'm sorry to hear about your father.", 0), line("Sorry, what did you say?", 0)], "apology"),
        ([line("I also trained Jonas, and I run the till too.", 1, evidence="I also trained Jonas")] * 2, "many_asks"),
    ],
)  # fmt: skip
def test_once_is_no_habit_and_a_good_turn_is_in_none(lines: list[Line], habit: str) -> None:
    assert habit not in named(told(*lines))


def test_an_apology_for_hard_words_is_no_habit() -> None:
    hard = line("If you say no I'll look elsewhere.", 0, ultimatum="If you say no I'll look elsewhere")
    back = line("I'm sorry, I should not have said that.", 0)
    assert "apology" not in named(told(hard, back, back))
    assert "apology" in named(told(back, back))


def test_better_words_are_the_users_own() -> None:
    found = told(SHY, TIMID, SORRY, BUSY)
    spoken = " ".join([BREWERY.preferred_ask, *(note.text for note in BREWERY.evidence), ASK[0]]).lower()
    better = [one.better for one in found.habits if one.better]
    assert better
    assert len(better) == len(set(better))
    assert all(span.text.lower() in spoken for text in better for span in find_spans(text))


def test_no_private_result_is_offered_as_better_words() -> None:
    hidden = replace(BREWERY, evidence=(Note("I found 17 faults that Marta had hidden", private=True),))
    found = told(SORRY, BUSY, scenario=hidden)
    assert all("17" not in one.better and "Marta" not in one.better for one in found.habits)


def test_every_habit_has_its_words() -> None:
    for name, data in catalog.table("habits").items():
        assert data["title"], name
        assert data["why"], name
        assert not find_spans(data["why"])


# --- figures ------------------------------------------------------------------------------------------------------------


def flagged(evidence: list[str], said: str) -> list[str]:
    scenario = replace(VET, evidence=tuple(Note(text) for text in evidence))
    talk = play(scenario, [ASK, line(said, 1, evidence=said)], cued=("timing",))
    return [note.why for note in contradictions(scenario, exchanges(talk.turns))]


@pytest.mark.parametrize(
    ("evidence", "said", "words"),
    [
        ("I cut the waste in the bakery by 30 %", "I cut the waste in the bakery by 40 %.", ("40 %", "30 %")),
        ("I trained three apprentices in the yard last year", "I trained five apprentices in the yard.", ("five", "three")),
        ("My repairs saved 2,000 euros in the spring", "My repairs saved 3,000 euros in the spring.", ("3,000 euros", "2,000 euros")),
        ("We went from 18 late trains to 6 a month after I rewrote the plan", "After I rewrote the plan we went from 18 late trains to 4 a month.", ("4", "6")),
    ],
)  # fmt: skip
def test_another_figure_than_the_evidence_has_is_named(
    evidence: str, said: str, words: tuple[str, str]
) -> None:
    [why] = flagged([evidence], said)
    assert f"You said {words[0]}; your evidence says {words[1]}." in why


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        (["I cut the waste in the bakery by 30 %"], "I cut the waste in the bakery by 30 %."),
        (["I trained three apprentices in the yard"], "I trained 3 apprentices in the yard."),
        (["I trained three apprentices in the yard"], "I painted 12 boats last winter."),
        (["I cut the waste in the bakery by 30 %"], "I would like to cut the waste in the bakery by 50 %."),
        (["I cut unsold loaves from 40 to 12 a day"], "If unsold loaves are above 15 a day, I hand it back."),
        (["The press I set up makes 90 frames a day", "Frames to redo fell from 8 to 3"], "The press I set up makes 90 frames, and frames to redo fell from 8 to 3."),
        (["I closed the year two days early"], "I closed the year early."),
    ],
)  # fmt: skip
def test_what_agrees_or_is_about_something_else_is_not(evidence: list[str], said: str) -> None:
    assert flagged(evidence, said) == []


def test_a_private_figure_is_never_shown() -> None:
    hidden = replace(VET, evidence=(Note("I cut the waste in the bakery by 30 %", private=True),))
    talk = play(hidden, [ASK, line("I cut the waste in the bakery by 40 %.", 1)], cued=("timing",))
    assert contradictions(hidden, exchanges(talk.turns)) == ()


def test_a_line_with_a_doubtful_figure_is_not_praised() -> None:
    wrong = replace(VET, evidence=(Note("I cut the waste in the bakery by 30 %"),))
    said = line(
        "I cut the waste in the bakery by 40 %.",
        2,
        phased_or_trial="I cut the waste",
        evidence="I cut the waste in the bakery by 40 %",
    )
    found = told(said, scenario=wrong)
    assert [note.turn for note in found.figures] == [2]
    assert 2 not in {note.turn for note in found.strongest}


# --- the parts of the talk ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("In the long run I'd like to coordinate the whole harbour.", True),
        ("One day I want to qualify as a shipwright.", True),
        ("I enjoy the work with the engines most.", True),
        ("I'd like to design the beds one day a week.", False),
        ("I developed the rye loaf last spring.", False),
        ("I learned the crane in May.", False),
        ("The next step is the letter to the board.", False),
        ("I'd like to lead the audit myself from May.", False),
    ],
)
def test_where_somebody_wants_to_go(said: str, heard: bool) -> None:
    found = shown(play(VET, [line(said, 2, elements=("change",))]))
    assert (Act.FUTURE.value in found.acts_done) is heard


def test_the_clause_of_a_run_on_sentence_is_shown() -> None:
    said = (
        "So I have been at the yard for a long time and I have seen a lot of people come and go in it, and the foreman knows me well by now, "
        "and in March I repaired 14 hulls alone, and everybody in the yard said that it was quick."
    )
    found = shown(play(VET, [line(said, 1, evidence="I repaired 14 hulls alone")]))
    [note] = [one for one in found.acts if one.act is Act.IMPACT]
    assert note.done
    assert "14 hulls" in note.words
    assert note.words in note.quote
    assert len(note.words.split()) < 20


# --- what a drill's feedback leans on ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("move", "words"),
    [
        ("date", "I sold twelve boats in July"),
        ("evidence", "Rosa covers the phones from 2 to 4"),
        ("acknowledges", "I'd say that's fair to everybody"),
        ("acknowledges", "and I know all the harbours"),
    ],
)
def test_what_only_sounds_like_a_move_is_not_claimed(move: str, words: str) -> None:
    assert not looks_like(move, words)


@pytest.mark.parametrize(
    ("move", "words"),
    [
        ("date", "I bring you the list in July"),
        ("evidence", "Rosa and I answered 200 calls a day"),
        ("acknowledges", "I know the grades are set by the council"),
    ],
)
def test_what_is_the_move_still_is(move: str, words: str) -> None:
    assert looks_like(move, words)


def test_a_drill_quotes_whole_clauses() -> None:
    text, reading = line(
        "My new method cut the repairs from 18 to 6 a month, and that helped.",
        1,
        evidence="repairs from 18 to 6",
    )
    turn = replace(play(VET, [ASK]).turns[-1], said=text, reading=reading)
    assert heard(turn).moves["evidence"] == "My new method cut the repairs from 18 to 6 a month"
