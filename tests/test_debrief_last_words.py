"""What is put down of a talk: the ask as it was dictated last, nobody's doubt or evidence, and the words that did what is said of them."""

from dataclasses import replace

import pytest

from assistant.debriefing.agreed import Deal
from assistant.debriefing.given import given
from assistant.debriefing.restated import ASK as ASKED_FOR
from assistant.debriefing.result import of_this_talk
from assistant.domain import Act, ConcernState, Move, Note, Outcome, Turn, Utterance, WorryNote
from tests.test_debrief import ASK, COVER, VET, line, play, shown
from tests.test_debrief_deals import PLAIN, agreed, asked, ended

LOOM = "I'd like to run the weaving room on Mondays and Wednesdays from 4 May until the end of July"


def told(first: str, *later: str) -> list[str]:
    """The ask as the debrief of a talk that ended in a yes lists it."""
    lines = [asked(f"{first}."), COVER, *(line(said, 2) for said in later)]
    return [one.quote for one in shown(ended(lines)).agreed if one.who == ASKED_FOR]


@pytest.mark.parametrize(
    ("last", "row"),
    [
        ("Write: Mondays only from 11 May to 31 July, Joost keeps the yarn orders.", "Mondays only from 11 May to 31 July"),
        ("You can say this: Nadia weaves on Mondays from 11 May until 31 July.", "Nadia weaves on Mondays from 11 May until 31 July"),
        ("Please put it down: Mondays from 11 May, two hours, in the weaving room.", "Mondays from 11 May, two hours"),
        ("So we both say: one Monday a week from 11 May, and you decide in July.", "one Monday a week from 11 May"),
        ("One weaving day from 11 May, I show you the cloth, and that's it.", "One weaving day from 11 May"),
    ],
)  # fmt: skip
def test_what_is_dictated_last_takes_the_place_of_the_first_ask(last: str, row: str) -> None:
    found = told(LOOM, last)
    assert any(row in one for one in found)
    assert not any("Mondays and Wednesdays" in one for one in found)


@pytest.mark.parametrize(
    "last",
    [
        "I write the list tonight.",
        "Say hello to Joost on Monday.",
        "Two things: I ring Joost on Monday, you tell the others on Tuesday.",
        "In 2024 I said: not before 3 May and not after 4 June.",
    ],
)
def test_what_dictates_nothing_leaves_the_ask_as_it_was(last: str) -> None:
    assert any("Mondays and Wednesdays" in one for one in told(LOOM, last))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("I want the bread round from 2 May. 40 loaves this season, 25 the season before", False),
        ("I want the bread round from 2 May. Three mornings a week", True),
        ("I want the bread round from 2 May. 300 rolls a day so far", False),
    ],
)
def test_a_figure_of_what_was_is_no_term_of_the_ask(said: str, kept: bool) -> None:
    text, reading = asked(f"{said}.")
    reading = replace(reading, element_quotes={"change": "I want the bread round from 2 May"})
    found = [one.quote for one in shown(ended([(text, reading), COVER, PLAIN])).agreed if one.who == ASKED_FOR]  # fmt: skip
    assert any(said.split(". ")[1] in one for one in found) is kept


@pytest.mark.parametrize(
    ("said", "listed"),
    [
        ("I'm not really sure the counter is what I want to do for ever", False),
        ("I don't know what comes after the counter from 3 May", False),
        ("I'm not sure you'd agree, but I'd like the counter on Mondays from 3 May", True),
        ("I'd like to run the counter on Mondays from 3 May", True),
    ],
)
def test_a_doubt_is_nobodys_ask(said: str, listed: bool) -> None:
    assert bool(told(said)) is listed


@pytest.mark.parametrize(
    ("said", "takes_on"),
    [
        ("My bit I'll do.", False),
        ("A trial, yes, I'd be happy with that.", False),
        ("I'll ask him if he is.", False),
        ("I'll ask the board about the van on Friday.", True),
        ("A reference, yes. I'll write it myself.", True),
    ],
)
def test_what_only_fills_a_yes_is_no_promise(said: str, takes_on: bool) -> None:
    last = ended([ASK, COVER, PLAIN]).turns[-1]
    decision = replace(last.decision, move=Move.AGREE, answer="favour")
    turn: Turn = replace(last, utterance=Utterance(said), decision=decision)
    assert bool(list(given(turn, None, Outcome.AGREED))) is takes_on


def done(act: Act, *said: str) -> str:
    """The words by which a part of the talk is told; empty where it is not."""
    found = shown(ended([ASK, *(line(one, 1) for one in said), COVER]))
    return next((note.quote for note in found.acts if note.act is act and note.done), "")


@pytest.mark.parametrize(
    "said",
    ["You thanked me for the four seasons.", "I took that back, and it was three weeks ago.", "I've put in nine years here. You owe me this."],
)  # fmt: skip
def test_thanks_retreats_and_pressure_show_no_result(said: str) -> None:
    assert not done(Act.IMPACT, said)
    assert done(Act.IMPACT, said, "I cut the waste from 60 to 20 loaves a week.")


@pytest.mark.parametrize(
    ("said", "future"),
    [
        ("You've given me three reasons in three years, and I'd like yours in writing.", False),
        ("I want the desk job instead of the ovens, some day.", False),
        ("I'd like to grow into the head baker's role in two years.", True),
    ],
)
def test_a_grievance_is_no_direction(said: str, future: bool) -> None:
    assert bool(done(Act.FUTURE, said)) is future


def test_word_that_somebody_will_bring_is_no_second_way() -> None:
    report = "I can come back to you by Friday with an answer from Inga and, if she says no, a new plan."
    other = "If Inga says no, I do the ovens on 5 May myself."
    assert not done(Act.OPTIONS, report).startswith("I can come back")
    assert not any("second way" in end for end in shown(ended([ASK, line(report, 2), COVER])).open_ends)
    assert any("second way" in end for end in shown(ended([ASK, line(other, 2), COVER])).open_ends)


@pytest.mark.parametrize(
    ("said", "evidence", "differs"),
    [
        ("I sold twelve bread orders at about 400 euros each.", "I brought the bread orders down from 1,900 euros a week to 1,650", False),
        ("I brought the bread orders down to 1,500 euros a week.", "I brought the bread orders down to 1,650 euros a week", True),
    ],
)  # fmt: skip
def test_so_much_each_contradicts_no_so_much_a_week(said: str, evidence: str, differs: bool) -> None:
    case = replace(VET, evidence=(Note(evidence),))
    assert bool(shown(play(case, [ASK, line(said, 1)], cued=("coverage",))).figures) is differs


@pytest.mark.parametrize(
    ("said", "flagged"),
    [
        ("Sorry, that was unfair of me, I take it back.", False),
        ("That was out of line. I take that back.", False),
        ("Never mind, forget I asked.", True),
        ("Sorry, forget it, it doesn't matter.", True),
    ],
)
def test_hard_words_taken_back_drop_nothing(said: str, flagged: bool) -> None:
    talk = play(VET, [ASK, line(said, 0, withdraws=said), COVER], cued=("coverage",))
    found = shown(talk)
    assert any("drop it" in note.why for note in (*found.flags, *found.weakest)) is flagged


def test_the_worry_that_was_open_longest_is_the_one_that_brought_them_round() -> None:
    found = shown(ended([ASK, COVER, PLAIN]))
    raised, eased, settled = ConcernState.RAISED, ConcernState.EASED, ConcernState.SETTLED
    note = WorryNote("timing", settled, (raised, settled), turn=2, quote="From 20 May.", why="")
    hard = replace(note, concern="loyalty", states=(raised, eased, eased, settled))
    both = replace(found, settled=("timing", "loyalty"), worries=(note, hard))
    assert "staying with us" in of_this_talk(both, Deal())
    assert "the timing" in of_this_talk(replace(both, worries=(note,)), Deal())
    assert "the last day" in of_this_talk(replace(both, worries=(note,)), Deal(), leaving=True)


@pytest.mark.parametrize(("question", "open_"), [("Is that how you heard it?", False), ("When is the next harbour meeting?", True)])  # fmt: skip
def test_only_a_fact_can_be_unknown(question: str, open_: bool) -> None:
    text, reading = line(question, 1)
    talk = ended([ASK, (text, replace(reading, asks="fact")), COVER])
    first = talk.turns[2]
    unknown = Utterance("I don't know that.", lines=("boss/unknown/0",))
    turns = [*talk.turns[:2], replace(first, utterance=unknown), *talk.turns[3:]]
    found = shown(replace(talk, turns=tuple(turns)))
    assert any("did not know" in end for end in found.open_ends) is open_


def test_a_refusal_to_share_is_not_called_ignorance() -> None:
    text, reading = line("When is the next harbour meeting?", 1)
    talk = ended([ASK, (text, replace(reading, asks="fact")), COVER])
    kept = Utterance("That's beyond what I can share, I'm afraid.", lines=("boss/unknown/0",))
    turns = [*talk.turns[:2], replace(talk.turns[2], utterance=kept), *talk.turns[3:]]
    ends = shown(replace(talk, turns=tuple(turns))).open_ends
    assert any("did not say" in end for end in ends)
    assert not any("did not know" in end for end in ends)


def test_who_takes_a_step_stands_beside_what_was_dictated() -> None:
    last = "Write: Mondays only from 11 May to 31 July, no new loom. I send you the list by Friday."
    found = shown(ended([asked(f"{LOOM}."), COVER, line(last, 2)]))
    assert ("You", "I send you the list by Friday") in agreed(found)
