"""What the debrief tells is what happened: steps, sums, questions, falls and retreats, in trades of all kinds."""

from __future__ import annotations

import pytest

from assistant.debriefing.clauses import BOSS, BOTH, YOU, pieces
from assistant.debriefing.log import exchanges
from assistant.debriefing.result import because
from assistant.debriefing.terms import terms
from assistant.domain import Outcome
from tests.test_debrief import ASK, BOSSES, COVER, TYPES, VET, line, play, shown
from tests.test_debrief_deals import PLAIN, agreed, asked, ended

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
