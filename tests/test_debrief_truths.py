"""What the debrief tells is what happened: steps, sums, questions, falls and retreats, in trades of all kinds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.debriefing.clauses import BOSS, BOTH, YOU, pieces
from assistant.debriefing.log import exchanges
from assistant.debriefing.result import because
from assistant.debriefing.terms import terms
from assistant.domain import Act, Debrief, Note, Outcome
from tests.test_debrief import ASK, BOSSES, COVER, TYPES, VET, line, play, shown
from tests.test_debrief_deals import PLAIN, agreed, asked, ended
from tests.test_debrief_whole_talk import not_now

# --- steps -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("I'll print the two sheets today and you sign them, okay?", [(YOU, "I'll print the two sheets today"), (BOSS, "you sign them")]),
        ("I train Rasmus on Monday, and if he is off I do the kiln myself.", [(YOU, "I train Rasmus on Monday")]),
        ("I clear the yard on Friday, and for the first week I'm there from six if it snows.", [(YOU, "I clear the yard on Friday")]),
        ("Mondays I count the returns.", [(YOU, "Mondays I count the returns")]),
        ("On 4 June we sit together with the list.", [(BOTH, "On 4 June we sit together with the list")]),
        ("What I do: the rota by 3 May.", [(YOU, "What I do: the rota by 3 May")]),
        ("I start on Monday, but only if the union agrees.", []),
        ("I start on Monday, and only if the union agrees.", []),
        ("Could I ask you what happens on Monday?", []),
    ],
)  # fmt: skip
def test_a_step_ends_where_another_case_begins(sentence: str, found: list[tuple[str, str]]) -> None:
    assert [(who, words) for who, words, _ in pieces(sentence)] == found


def test_a_step_with_a_small_question_behind_it_is_on_the_list() -> None:
    taken = shown(ended([ASK, COVER, line("I'll write the notice today, okay?", 2), PLAIN]))
    assert (YOU, "I'll write the notice today") in agreed(taken)
    open_ = shown(ended([ASK, COVER, line("Shall I write the notice today?", 2), PLAIN]))
    assert not agreed(open_)
    both = shown(ended([ASK, COVER, line("I'll write the notice today and you put a copy in the hall, right?", 2), PLAIN], {3: "I see."}, Outcome.TRIAL_AGREED))  # fmt: skip
    assert any("put a copy in the hall" in one and "no answer" in one for one in both.open_ends)
    assert not any("All of it is yours" in one for one in both.open_ends)


def test_a_question_is_no_step_though_they_say_its_day_back() -> None:
    ask = line("Can I ask straight: what is missing before Mr Ruiz goes in May?", 1)
    found = shown(ended([ASK, ask, PLAIN], {2: "You say May. I'd rather wait."}, None))
    assert not any("ask straight" in one for one in found.open_ends)


# --- asked and granted -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "later"),
    [
        ("I'd like to run the stall from April to September.", "I could write half a page and we file it as a temporary task."),
        ("I'd like to lead the glazing one day a week.", "What I drop is the Monday sorting round, about four hours."),
    ],
)  # fmt: skip
def test_a_page_or_ones_old_work_is_no_part_of_the_ask(ask: str, later: str) -> None:
    assert not terms(exchanges(play(VET, [asked(ask), COVER, line(later, 1)], cued=("coverage",)).turns)).less


def test_a_trial_is_quoted_by_its_clause() -> None:
    talk = play(VET, [asked("I want the glazing crew from May, ten weeks trial, and then we look."), COVER], cued=("coverage",))  # fmt: skip
    told = because(talk.turns[-1].state, Outcome.TRIAL_AGREED, BOSSES["sceptical"], TYPES, exchanges(talk.turns))  # fmt: skip
    assert "(“ten weeks trial”)" in told


@pytest.mark.parametrize(
    ("later", "sums"),
    [
        ("Ok, if 4 is too much at once: 3 euros from May, the rest in autumn.", ["4 euros", "3 euros"]),
        ("I could live with just 3 euros.", ["4 euros", "3 euros"]),
        ("Could it be 3 euros?", ["4 euros"]),
        ("That is about 90 euros a week.", ["4 euros"]),
        ("A new pane costs you 3 euros, and I break none.", ["4 euros"]),
    ],
)
def test_the_sums_that_somebody_went_down_by_are_told(later: str, sums: list[str]) -> None:
    lines = [asked("I want the glazing crew from May for 4 euros more an hour."), COVER, line(later, 2)]
    talk = ended(lines, {2: "I see.", 3: "A try, then."}, Outcome.TRIAL_AGREED)
    assert [words for words, _ in terms(exchanges(talk.turns)).sums] == sums
    told = [one for one in shown(talk).open_ends if "write down which one you mean" in one]
    assert bool(told) is (len(sums) > 1)
    named = ended(lines, {2: "2 euros is what I have.", 3: "A try, then."}, Outcome.TRIAL_AGREED)
    assert not [one for one in shown(named).open_ends if "before they had named" in one]


@pytest.mark.parametrize(
    "said",
    [
        "I'll come straight to it: I'd like to be the one who runs the depot in May.",
        "No licence yet, I'll say that straight.",
        "And you do nothing, I set it up.",
        "Show me where the crew is short and I'll move hours there.",
        "You put me in charge of two trainees and that runs in all four yards now.",
        "Whoever wants to learn it says so by the end of April, I'll teach them off the cards.",
        "Would you ask the harbour master to move to Wednesday, or shall I speak to him?",
    ],
)
def test_what_only_sounds_like_a_step_is_not_agreed(said: str) -> None:
    dated = [one for one in agreed(shown(ended([ASK, COVER, line(said, 2)]))) if "teach" not in one[1]]
    assert not dated
    found = [words for _, words, _ in pieces(said)]
    assert not any("end of April" in words for words in found)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("So what have we got: a talk on 16 June, Wednesdays on the ferry until the end of July.", [(BOTH, "a talk on 16 June"), (BOTH, "Wednesdays on the ferry until the end of July")]),
        ("Mine is the hours note on 18 June.", [(YOU, "Mine is the hours note on 18 June")]),
        ("And at the end, Friday 25 May, we look at it together.", [(BOTH, "Friday 25 May, we look at it together")]),
        ("I bring the tide table on the 19th.", [(YOU, "I bring the tide table on the 19th")]),
    ],
)  # fmt: skip
def test_what_was_fixed_at_the_close_is_on_the_list_with_its_day(said: str, found: list[tuple[str, str]]) -> None:  # fmt: skip
    shown_ = shown(ended([ASK, COVER, line(said, 2)]))
    assert agreed(shown_) == found
    assert all(one.when for one in shown_.agreed)


def test_a_dated_step_stands_without_their_yes() -> None:
    said = line("I'll print the loan list tonight, and you decide.", 1)
    found = not_now([ASK, COVER, said])
    assert not found.agreed
    assert any("I'll print the loan list tonight" in one and "without their yes" in one for one in found.open_ends)  # fmt: skip
    ask = line("I'll start in the shop on 3 May.", 1)
    assert not any("without their yes" in one for one in not_now([ASK, COVER, ask]).open_ends)


def test_a_part_that_was_named_is_told_in_a_whole_sentence() -> None:
    close = line("Your part is asking Solveig by 31 May.", 2)
    found = shown(ended([ASK, COVER, close], {3: "A try, then."}, Outcome.TRIAL_AGREED))
    assert any("named what they would do (“Your part is asking Solveig by 31 May”)" in one for one in found.open_ends)  # fmt: skip


@pytest.mark.parametrize(
    ("later", "less"),
    [
        ("We can also just leave it till autumn if you have too much on.", False),
        ("We could wait until 4 September with it, and do only one day to start.", True),
    ],
)
def test_to_put_it_off_is_no_smaller_ask(later: str, less: bool) -> None:
    lines = [asked("I'd like to plan the tours two days a week from May."), COVER, line(later, 1)]
    assert bool(terms(exchanges(play(VET, lines, cued=("coverage",)).turns)).less) is less


def test_an_end_is_that_of_the_ask_and_no_longer_than_its_day() -> None:
    words, reading = asked("I'd like to apply for the kiln post.")
    posted = (f"The notice is up till 30 June, as you know from the board. {words}", reading)
    assert terms(exchanges(play(VET, [posted, COVER], cued=("coverage",)).turns)).end == ""
    until = asked("I'd like to run the kiln until 30 June and see it grow.")
    assert terms(exchanges(play(VET, [until, COVER], cued=("coverage",)).turns)).end == "until 30 June"


# --- the five parts ----------------------------------------------------------------------------------------------------------


def heard(found: Debrief, act: Act) -> str:
    """The words by which a part counts as heard; empty where it was not."""
    return next(note.quote for note in found.acts if note.act is act)


KILNS = replace(
    VET,
    preferred_ask="I would like to look after the kilns of both studios two afternoons a week from 8 March.",
    evidence=(
        Note("Repaired 14 kilns in the spring, none came back"),
        Note("Trained two apprentices in glazing"),
    ),
)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("You know the yard is full. And nobody else got 14 kilns through the spring.", "nobody else got 14 kilns through the spring"),
        ("I trained two apprentices in glazing. In the spring it was 14 kilns, and none of them came back.", "14 kilns"),
        ("I've earned it.", ""),
        ("Three of my kilns got cancelled since Easter.", ""),
        ("I've checked the handbook, it asks for two years and I have four.", ""),
        ("I've had 14 Saturdays in the yard this year.", ""),
        ("I rebuilt 9 kilns last year and I want to go on like that.", "I rebuilt 9 kilns last year"),
        ("I relined 9 kilns by myself, the firing went from six days to four and nobody said a word.", "I relined 9 kilns by myself, the firing went from six days to four"),
        ("Can we say this then: I put the papers in by 25 June?", ""),
        ("I put the papers in by 25 June.", ""),
    ],
)  # fmt: skip
def test_a_result_counts_wherever_it_was_said(said: str, words: str) -> None:
    found = shown(play(KILNS, [ASK, line(said, 1)], cued=("fairness",)))
    assert words in heard(found, Act.IMPACT)
    assert bool(words) is (Act.IMPACT.value in found.acts_done)


def test_a_result_in_other_words_is_not_called_unused() -> None:
    proud = line("I glazed the whole front last year, 90 square metres.", 1)
    unused = "I repaired 14 kilns in the spring, none came back"
    quiet = shown(play(KILNS, [ASK, proud], cued=("fairness",)))
    assert any(unused in one.text for one in quiet.practise)
    told = line("It was 14 kilns by April, and I fixed each of them.", 1)
    assert not any(unused in one.text for one in shown(play(KILNS, [ASK, proud, told], cued=("fairness",))).practise)  # fmt: skip
    other = line("It was 14 degrees in the hall.", 1)
    assert any(unused in one.text for one in shown(play(KILNS, [ASK, proud, other], cued=("fairness",))).practise)  # fmt: skip


@pytest.mark.parametrize(
    ("said", "there"),
    [
        ("I want to be keeper of the costume store from 1 September.", True),
        ("I want that foundry job in Leeds from September.", True),
        ("I'd like to talk about where my work goes next.", True),
        ("I want to be sure that the store is locked.", False),
        ("I want to be there on Monday.", False),
        ("Nobody has said a word about what's next for me.", False),
    ],
)
def test_an_ask_for_a_post_says_where_somebody_is_heading(said: str, there: bool) -> None:
    found = shown(play(VET, [line(said, 2, elements=("change",))]))
    assert (Act.FUTURE.value in found.acts_done) is there


def test_the_wish_is_quoted_and_not_the_question_beside_it() -> None:
    words, reading = asked("Would you back me?")
    both = (f"There's a post in the dye house and I want to go for it. {words}", reading)
    found = shown(play(VET, [both]))
    assert "I want to go for it" in heard(found, Act.PURPOSE)
    alone = shown(play(VET, [asked("Could I run the dye house on Mondays?")]))
    assert heard(alone, Act.PURPOSE) == "Could I run the dye house on Mondays?"


@pytest.mark.parametrize(
    ("said", "closes"),
    [
        ("Would you ask her to move to Friday, or shall I speak to her?", False),
        ("We have two kilns, and Ana uses the second one on Thursdays until four.", False),
        ("If you don't let me I'm still applying, I don't need you on 30 June.", False),
        ("I write to Ana on Friday.", True),
        ("Then we look at it on 4 May.", True),
    ],
)
def test_what_closes_a_talk_says_what_is_done(said: str, closes: bool) -> None:
    found = shown(ended([ASK, COVER, line(said, 2)]))
    assert (Act.CLOSE.value in found.acts_done) is closes


# --- habits ----------------------------------------------------------------------------------------------------------------------


def test_every_turn_that_hedges_is_counted() -> None:
    shy = line("I was hoping maybe Pia could do some of it?", 1, cover="Pia could do some of it")
    sure = line("Maybe we look at it on 4 June, I guess.", 2, date="4 June")
    found = shown(
        play(
            VET,
            [ASK, line("I guess I'd like that, perhaps.", 0), shy, sure, shy],
            cued=("coverage", "timing"),
        )
    )
    [note] = [one for one in found.habits if one.habit == "hedging"]
    told = set(note.turns) | {number for number in (2, 3, 4, 5) if str(number) in note.why}
    assert told == {2, 3, 4, 5}


def test_questions_beside_a_point_are_no_habit() -> None:
    asks = "What do you make of the second oven?"
    point = line(f"Pia takes the ovens on Mondays and I do the rye bread on Tuesdays and Fridays. {asks}", 1)
    bare = line(asks, 1, question=asks)
    assert "questions" not in [
        one.habit for one in shown(play(VET, [ASK, *[point] * 5], cued=("timing",))).habits
    ]
    found = shown(play(VET, [ASK, bare, point, bare, point, bare], cued=("timing",)))
    [note] = [one for one in found.habits if one.habit == "questions"]
    assert note.turns == (2, 4, 6)
    assert "3 of your 6 turns" in note.why  # those with a point beside the question are no part of it


def test_whoever_names_a_deed_or_asks_back_does_not_leave_the_end_to_chance() -> None:
    def told(said: str) -> bool:
        talk = play(VET, [ASK, COVER, *[line(said, 0)] * 3], cued=("coverage", "timing"))
        turns = [replace(turn, state=replace(turn.state, closing=1)) for turn in talk.turns]
        talk = replace(talk, turns=(*talk.turns[:2], *turns[2:]))
        return "no_close" in [one.habit for one in shown(talk).habits]

    assert told("That sounds lovely to me.")
    assert not told("I'd like you to ask Ana, I'll bring the list this week.")
    assert not told("What exactly are you waiting for?")


def test_a_result_is_offered_with_its_subject() -> None:
    bare = replace(VET, evidence=(Note("Wrote the loan form that the whole house uses"),))
    sorry = line("Sorry to bother you with this.", 0)
    [note] = [
        one
        for one in shown(play(bare, [ASK, sorry, sorry], cued=("timing",))).habits
        if one.habit == "apology"
    ]
    assert note.better == "I wrote the loan form that the whole house uses."


# --- what to practise ------------------------------------------------------------------------------------------------------


def test_after_an_easy_yes_there_is_something_to_practise_with_words_that_exist() -> None:
    talk = ended([ASK, COVER, line("We stop on 3 May if the queue grows.", 2), PLAIN])
    found = shown(talk)
    assert 1 <= len(found.practise) <= 3
    assert sum("second answer ready" in one.text for one in found.practise) <= 1
    known = " ".join([turn.said or "" for turn in talk.turns] + [turn.utterance.text for turn in talk.turns])
    known += " ".join(line.text for kind in TYPES.values() for lines in kind.lines.values() for line in lines)
    for one in found.practise:
        if "second answer ready" in one.text:
            assert one.text.partition("“")[2].rstrip("”") in known


def test_a_jab_beside_an_answer_is_something_to_practise() -> None:
    rich = line("That's a bit rich. Pia takes the ovens on Mondays.", 1)
    [advice] = [one for one in shown(play(VET, [ASK, rich, COVER], cued=("coverage",))).practise if one.element == "coverage"]  # fmt: skip
    assert "In turn 2 a jab at them (“That's a bit rich.”) stood beside your answer" in advice.text
    plain = shown(play(VET, [ASK, line("Pia takes the ovens on Mondays.", 1), COVER], cued=("coverage",)))
    assert not any("a jab" in one.text for one in plain.practise)
