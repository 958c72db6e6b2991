"""What a debrief calls missing was looked for in every turn; what it calls agreed was taken; what it counts are answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.debriefing.clauses import BOSS, BOTH, YOU, pieces
from assistant.debriefing.facts import Facts
from assistant.debriefing.log import exchanges
from assistant.debriefing.signs import gives
from assistant.debriefing.terms import names_money, terms
from assistant.debriefing.when import when
from assistant.debriefing.wording import closing
from assistant.domain import Act, ActNote, Debrief, Move, Outcome
from tests.test_debrief import ASK, COVER, EMPTY, QUESTION, TYPES, VET, Line, line, play, shown
from tests.test_debrief_deals import PLAIN, agreed, asked, ended


def part(found: Debrief, act: Act) -> ActNote:
    return next(note for note in found.acts if note.act is act)


# --- said somewhere ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("My ambition is to run the kiln hall on my own.", True),
        ("I want to be the person who answers for the whole fleet.", True),
        ("My aim is to finish the stock list by Friday.", False),
        ("My goal for today is a plain answer.", False),
    ],
)
def test_a_plain_word_for_it_is_a_direction_even_at_the_close(said: str, heard: bool) -> None:
    talk = ended([ASK, COVER, line(said, 1), PLAIN], outcome=None)
    turns = list(talk.turns)
    turns[2] = replace(turns[2], state=replace(turns[2].state, closing=1))
    assert (Act.FUTURE.value in shown(replace(talk, turns=tuple(turns))).acts_done) is heard


def test_the_purpose_is_quoted_where_it_was_said_first() -> None:
    deaf = line("I want the harbour tours.", 0)
    found = shown(play(VET, [deaf, asked("I'd like to take over the harbour tours from May.")]))
    assert (part(found, Act.PURPOSE).turn, part(found, Act.PURPOSE).quote) == (1, deaf[0])
    other = line("I want a word about the rota.", 0)
    found = shown(play(VET, [other, asked("I'd like to take over the harbour tours from May.")]))
    assert part(found, Act.PURPOSE).turn == 2


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("Would you be worried that Pia minds the early shift?", False),
        ("Could I run the early shift two days a week?", True),
        ("Is there any chance I could run the early shift?", True),
    ],
)
def test_only_a_question_that_asks_for_something_is_the_ask(said: str, asks: bool) -> None:
    found = shown(play(VET, [line(said, 1, elements=("change",))]))
    assert part(found, Act.PURPOSE).done is asks


def test_what_was_said_to_another_worry_is_not_missing() -> None:
    stop = line("If more than two loaves a day come back, I stop and return to the shop.", 2, milestone="If more than two loaves a day come back")  # fmt: skip
    said = exchanges(play(VET, [ASK, stop, EMPTY], cued=("timing",)).turns)
    text, used = closing(TYPES["readiness"], said[2:], Facts(), said)
    assert "turn 2" in text
    assert stop[0] in text
    assert not used
    question = line("Would you want me to stop if more than two come back?", 1, milestone="stop if more than two come back")  # fmt: skip
    said = exchanges(play(VET, [ASK, question, EMPTY], cued=("timing",)).turns)
    assert "turn 2" not in closing(TYPES["readiness"], said[2:], Facts(), said)[0]


def test_a_day_that_was_named_is_not_asked_for() -> None:
    def told(close: str) -> list[str]:
        talk = ended([ASK, COVER, line(close, 1)], outcome=None)
        last = talk.turns[-1]
        state = replace(last.state, outcome=Outcome.NOT_NOW, parting=1)
        decision = replace(last.decision, move=Move.NOT_NOW, outcome=Outcome.NOT_NOW)
        return list(shown(replace(talk, turns=(*talk.turns[:-1], replace(last, state=state, decision=decision)))).open_ends)  # fmt: skip

    named = told("Then we look at the figures again on 9 June.")
    assert any("9 June" in one and "did not take it up" in one for one in named)
    assert not any("no day yet" in one for one in named)
    wished = told("And you tell the owners by the Monday?")
    assert any("tell the owners by the Monday" in one and "no answer" in one for one in wished)
    assert any("no day yet" in one for one in told("I start with the pots on 4 May."))


def test_a_weekday_with_its_article_is_a_day() -> None:
    assert when("you tell me by the Monday") == "Monday"
    assert when("you take me off the Monday round") == ""
    assert when("we decide on the Monday ordering") == ""


# --- who does what -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("You: approve the list by Tuesday.", [(BOSS, "You: approve the list by Tuesday")]),
        ("Me: the first draft by noon, Ines and I test it on 3 May.", [(YOU, "Me: the first draft by noon"), (YOU, "Ines and I test it on 3 May")]),
        ("Me: happy with all that.", []),
        ("From 3 May on Ines and I share the desk.", [(YOU, "From 3 May on Ines and I share the desk")]),
        ("I check it with Ines and I send it on Monday.", [(YOU, "I check it with Ines"), (YOU, "I send it on Monday")]),
        ("You, Ines and I meet on Friday.", [(BOTH, "You, Ines and I meet on Friday")]),
        ("You and Ines sign it on Friday.", [(BOSS, "You and Ines sign it on Friday")]),
        ("All good and I send the plan on Friday.", [(YOU, "I send the plan on Friday")]),
    ],
)  # fmt: skip
def test_a_clause_has_all_of_its_subject(sentence: str, found: list[tuple[str, str]]) -> None:
    assert [(who, words) for who, words, _ in pieces(sentence)] == found


def test_a_task_for_the_boss_is_agreed_only_where_they_took_it() -> None:
    close = line("I bring the list on Friday, you send it to the council by 4 May.", 2, elements=("next_step",), acts=(Act.CLOSE,))  # fmt: skip

    def told(answer: str, outcome: Outcome) -> Debrief:
        return shown(ended([ASK, COVER, close], {3: answer}, outcome))

    task = (BOSS, "you send it to the council by 4 May")
    trial = told("Then let it be a trial.", Outcome.TRIAL_AGREED)
    assert task not in agreed(trial)
    assert any("send it to the council by 4 May" in one and "no answer" in one for one in trial.open_ends)
    assert not any("All of it is yours" in one for one in trial.open_ends)
    assert task in agreed(told("A trial, and it goes out by 4 May.", Outcome.TRIAL_AGREED))
    assert task in agreed(told("Of course. A trial it is.", Outcome.TRIAL_AGREED))
    assert task in agreed(told("Go ahead.", Outcome.AGREED))
    alone = shown(ended([ASK, COVER, line("I bring the list on Friday.", 2, elements=("next_step",))]))
    assert any("All of it is yours" in one for one in alone.open_ends)


# --- answers and questions -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        ("What would make you sure about the ovens?", False),
        ("So yes or no?", False),
        ("Sorry, I put that badly.", False),
        ("Which number did you mean? I want to get that right.", False),
        ("Sorry, I was unclear: Pia takes the ovens on Mondays.", True),
        ("Pia takes the ovens on Mondays. Would that do?", True),
        ("I have baked here for nine years.", True),
    ],
)
def test_what_is_an_answer(said: str, answers: bool) -> None:
    [_, one] = exchanges(play(VET, [ASK, line(said, 1)], cued=("coverage",)).turns)
    assert gives(one, TYPES["coverage"]) is answers


def test_a_question_is_never_counted_as_an_answer_or_as_what_worked() -> None:
    found = shown(play(VET, [ASK, QUESTION, QUESTION, COVER], cued=("coverage",)))
    [note] = [one for one in found.worries if one.concern == "coverage"]
    assert "after" not in note.why
    assert not any(str(n) in one.text for one in found.practise for n in (2, 3) if one.element == "coverage")
    only = shown(play(VET, [ASK, line(QUESTION[0], 1, question=QUESTION[0])], cued=("coverage",)))
    [note] = [one for one in only.worries if one.concern == "coverage"]
    assert not note.why.startswith("This ")
    assert not [one for one in only.strongest if one.turn == 2]


# --- conditions and bargaining -------------------------------------------------------------------------------------------


def not_now(lines: list[Line], conditions: tuple[str, ...] = (), answers: dict[int, str] | None = None) -> Debrief:  # fmt: skip
    talk = ended(lines, answers, outcome=None)
    last = talk.turns[-1]
    state = replace(last.state, outcome=Outcome.NOT_NOW, parting=1)
    decision = replace(last.decision, move=Move.NOT_NOW, outcome=Outcome.NOT_NOW, conditions=conditions)
    return shown(replace(talk, turns=(*talk.turns[:-1], replace(last, state=state, decision=decision))))


def test_the_bosss_i_stays_theirs() -> None:
    kind = TYPES["headcount"]
    theirs = next(one for one in kind.conditions if one.startswith(("I ", "I'")))
    [line_] = not_now([ASK, COVER], (theirs,)).revisit
    assert f"“{theirs}”" in line_
    assert "needing another post" in line_
    [plain] = not_now([ASK, COVER], ("the new hall is open",)).revisit
    assert plain.startswith("Once the new hall is open:")


@pytest.mark.parametrize(
    ("ask", "later", "told"),
    [
        ("I'd like to lead the paint shop at 24.80 an hour.", "Alternatively 23.60 from May and the rest in autumn.", "came down"),
        ("I'd like to lead the paint shop for 300 euros more a month.", "I could do it for just 200 euros more.", "came down"),
        ("I'd like to lead the paint shop for 300 euros more a month.", "Pia knows the mixing.", "none of theirs"),
        ("I'd like to lead the paint shop.", "Pia knows the mixing.", ""),
        ("I'd like to lead the paint shop at 24.80 an hour.", "Alternatively we meet at 17.30 on Monday.", ""),
    ],
)  # fmt: skip
def test_what_was_given_for_nothing_is_told(ask: str, later: str, told: str) -> None:
    found = not_now([asked(ask), COVER, line(later, 1)], answers={2: "What about the oven?"})
    bargained = [one for one in found.open_ends if "came down" in one or "none of theirs" in one]
    if told:
        assert any(told in one for one in bargained)
    else:
        assert not [one for one in bargained if "came down" in one]


def test_a_figure_of_theirs_is_a_figure() -> None:
    lines = [asked("I'd like to lead the paint shop for 300 euros more a month."), COVER, EMPTY]
    assert not [one for one in not_now(lines, answers={2: "200 euros is what I have."}).open_ends if "none of theirs" in one]  # fmt: skip
    assert not names_money("We meet at 17.30.")
    assert names_money("It would be 24.80 an hour.")
    assert not terms(exchanges(play(VET, [ASK, COVER], cued=("coverage",)).turns)).priced


def test_a_talk_of_questions_is_told_and_a_few_are_fine() -> None:
    ask = line("What do you think of the second oven?", 1, question="What do you think of the second oven?")
    many = shown(play(VET, [ASK, ask, ask, ask, ask], cued=("coverage",)))
    assert "questions" in [one.habit for one in many.habits]
    few = shown(play(VET, [ASK, ask, EMPTY, ask, EMPTY, EMPTY, COVER], cued=("coverage",)))
    assert "questions" not in [one.habit for one in few.habits]
    put = line("Could Pia take the ovens on Mondays and Tuesdays?", 1, cover="Pia take the ovens")
    assert "questions" not in [one.habit for one in shown(play(VET, [ASK, put, put, put, put], cued=("timing",))).habits]  # fmt: skip
