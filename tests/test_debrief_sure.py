"""What a debrief praises, ticks and advises is sure: whole little talks from many trades, each rule with its counter-examples."""

from __future__ import annotations

import pytest

from assistant.debriefing.credit import shows_result, speaks
from assistant.debriefing.log import exchanges
from assistant.debriefing.signs import leaves
from assistant.domain import Act
from tests.test_debrief import ASK, COVER, EMPTY, TYPES, VET, line, play, shown


@pytest.mark.parametrize(
    ("worry", "said", "does"),
    [
        ("coverage", "Rosa takes the till on Saturdays.", True),
        ("coverage", "Which Saturdays do you mean?", False),
        ("coverage", "I don't remember who did it last time.", False),
        ("readiness", "I ran the crane alone for six weeks last autumn.", True),
        ("readiness", "If two welds fail, I go back to the bench.", True),
        ("readiness", "Hang on, we weren't done with the rent. If not, what is it?", False),
        ("budget", "Your budget is fixed, I know, 5,000 a year. I'd take 4,000.", False),
        ("timing", "It'll be busy in July too.", False),
        ("timing", "I only start on 3 August, after the harvest.", True),
        ("loyalty", "We sit down on 3 June and look at the files.", False),
        ("policy", "Tell me the rule and I'll check it with the directors.", False),
    ],
)
def test_only_a_statement_that_speaks_to_the_worry_earns_praise(worry: str, said: str, does: bool) -> None:
    assert bool(speaks(TYPES[worry], said)) is does


@pytest.mark.parametrize(
    ("said", "result"),
    [
        ("I cut the waste from 9 to 4 crates a week.", True),
        ("46 detours planned since January, and 44 went out right first time.", True),
        ("I've got three years in this post.", False),
        ("I've decided to leave for film work.", False),
        ("I was thinking 300 a month.", False),
        ("The team writes you a line on what I did.", False),
    ],
)
def test_a_result_is_something_done(said: str, result: bool) -> None:
    assert shows_result(said) is result


@pytest.mark.parametrize(
    ("said", "goes"),
    [
        ("I'm leaving at the end of May.", True),
        ("I've decided to leave for film work.", True),
        ("I won't be staying past the winter.", True),
        ("I'm not leaving.", False),
        ("If you say no, I'm leaving.", False),
        ("I'm going to the depot on Monday.", False),
        ("I won't be staying late on Friday.", False),
    ],
)
def test_whoever_goes_has_answered_whether_they_stay(said: str, goes: bool) -> None:
    talk = play(VET, [ASK, line(said), EMPTY], cued=("loyalty",))
    assert bool(leaves(exchanges(talk.turns))) is goes
    found = shown(talk)
    [note] = [one for one in found.worries if one.concern == "loyalty"]
    assert ("You told them that you go" in note.why) is goes
    assert not (goes and [one for one in found.practise if one.element == "loyalty"])


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("The money's your problem.", "about them"),
        ("Is there some deal with Bruno I don't know of?", "about them"),
        ("Give me a day or forget it.", "pushes"),
        ("I know that the money is your problem.", ""),
        ("What's your problem with the date?", ""),
        ("Is there some form I should fill in?", ""),
        ("Give me a day or two to write it down.", ""),
    ],
)
def test_rude_words_and_take_it_or_leave_it_are_named(said: str, named: str) -> None:
    why = " ".join(note.why for note in shown(play(VET, [ASK, line(said), COVER], cued=("timing",))).flags)
    assert named in why if named else not why


@pytest.mark.parametrize(
    ("said", "blamed"),
    [
        ("I don't know. It'll be fine.", True),
        ("I don't know yet, but Rosa takes the till from 3 May.", False),
        ("I'd skip the stock count that week and open the shop as now.", False),
    ],
)
def test_a_shrug_is_to_be_said_differently_and_an_offer_is_not(said: str, blamed: bool) -> None:
    found = shown(play(VET, [ASK, line(said), COVER], cued=("coverage",), boss="sceptical"))
    assert (2 in [one.turn for one in found.weakest]) is blamed


def test_a_person_is_news_only_once() -> None:
    ask = line("Jonas and I talked, and I'd like to run the panel two mornings a week from 1 March.", 2, elements=("change", "amount", "time"))  # fmt: skip
    takes = line("On those mornings Jonas takes my readings.", 2, cover="Jonas takes my readings")
    new = shown(play(VET, [ASK, takes], cued=("coverage",))).turning_point
    old = shown(play(VET, [ask, takes], cued=("coverage",))).turning_point
    assert new is not None
    assert "It named somebody (Jonas)." in new.why
    assert old is not None
    assert "It named somebody" not in old.why


def test_another_way_is_no_second_ask_and_nothing_is_missing_without_use() -> None:
    other = line("Or if that's too much, I could do one morning a week instead.", 1, elements=("change",))
    parts = {note.act: note for note in shown(play(VET, [ASK, other], cued=("timing",))).acts}
    assert parts[Act.OPTIONS].quote == other[0]
    assert Act.FUTURE not in parts
    plain = {note.act: note for note in shown(play(VET, [ASK, COVER], cued=("timing",))).acts}
    assert not plain[Act.OPTIONS].done
