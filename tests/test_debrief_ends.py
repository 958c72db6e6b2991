"""What a debrief says of worries that came back, of a talk that a yes cut short, and of what would answer a worry."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.debriefing.facts import Facts, facts
from assistant.debriefing.log import exchanges
from assistant.debriefing.practice import _sooner
from assistant.debriefing.wording import closing
from assistant.domain import Act, ConcernState, Debrief, Outcome, WorryNote
from assistant.scales import ACTS as TITLES
from tests.test_debrief import ASK, COVER, EMPTY, TYPES, VET, line, play, shown
from tests.test_debrief_deals import PLAIN, ended
from tests.test_debrief_whole_talk import not_now
from ui.present.debrief import _act

# --- worries that came back -----------------------------------------------------------------------------------------------------


def with_states(*states: ConcernState) -> Debrief:
    """A talk in which one worry went through ``states`` after turn 1 (which raised it)."""
    back = line("I haven't asked Jonas, and he may say no.", 1)
    back = (back[0], replace(back[1], takes_back=(COVER[0], back[0])))
    talk = play(VET, [ASK, COVER, back, COVER, COVER], cued=("coverage",))
    turns = list(talk.turns)
    for n, state in enumerate(states, start=1):
        known = turns[n].state
        concerns = tuple(replace(one, state=state, changed_at=n, raised_at=1) if one.id == "coverage" else one for one in known.concerns)  # fmt: skip
        turns[n] = replace(turns[n], state=replace(known, concerns=concerns, current="coverage"))
    return shown(replace(talk, turns=tuple(turns[: len(states) + 1])))


RAISED, SETTLED, EASED = ConcernState.RAISED, ConcernState.SETTLED, ConcernState.EASED


def test_a_worry_that_came_back_is_told_with_its_cause_and_what_it_took() -> None:
    [note] = [
        one
        for one in with_states(RAISED, SETTLED, RAISED, EASED, SETTLED).worries
        if one.concern == "coverage"
    ]
    assert (
        "settled it in turn 2; it came up again in turn 3, after “I haven't asked Jonas, and he may say no”."
        in note.why
    )
    assert "It took 2 more turns to settle it again" in note.why
    [open_] = [one for one in with_states(RAISED, SETTLED, RAISED).worries if one.concern == "coverage"]
    assert "came up again in turn 3" in open_.why
    [smooth] = [one for one in with_states(RAISED, EASED, SETTLED).worries if one.concern == "coverage"]
    assert "came up again" not in smooth.why


def test_what_settled_it_is_shown_in_its_words() -> None:
    states = ConcernState.DORMANT, RAISED, RAISED, SETTLED
    note = WorryNote("timing", SETTLED, states, 3, "", "")
    told = _sooner(note, TYPES["timing"], 1, {2: "Only the Monday round first.", 3: "We stop on 3 May."})
    assert "“We stop on 3 May.”" in told.text
    assert "Monday" not in told.text


# --- a yes that ends the talk -----------------------------------------------------------------------------------------------------


def test_a_close_that_their_yes_left_no_room_for_is_no_fault() -> None:
    cut = shown(ended([ASK, PLAIN]))
    assert any("ended on their yes" in one for one in cut.open_ends)
    assert not [one for one in cut.practise if one.element == Act.CLOSE.value]
    talk = ended([ASK, COVER, PLAIN])
    asked = replace(talk.turns[2], state=replace(talk.turns[2].state, closing=1))
    left = shown(replace(talk, turns=(*talk.turns[:2], asked, *talk.turns[3:])))
    assert not any("ended on their yes" in one for one in left.open_ends)
    assert [one for one in left.practise if one.element == Act.CLOSE.value]
    closed = shown(ended([ASK, COVER, line("I write the list on Friday and you tell Ana.", 2)]))
    assert not any("ended on their yes" in one for one in closed.open_ends)


def test_whoever_got_a_yes_need_not_practise_where_they_want_to_go() -> None:
    found = shown(ended([ASK, PLAIN]))
    assert Act.FUTURE.value not in (*found.acts_done, *found.acts_missing)
    assert Act.FUTURE.value not in [one.element for one in found.practise]


def test_a_condition_on_what_never_came_up_is_told_as_that() -> None:
    theirs = next(one for kind in TYPES.values() for one in kind.conditions if one.startswith(("I ", "I'")))
    [told] = not_now([ASK, COVER], (theirs,)).revisit
    assert "had not come up" in told
    assert f"“{theirs}”" in told
    [old] = not_now([ASK, COVER], ("I have spoken to my sister",)).revisit
    assert "(in their words: “I have spoken to my sister”)" in old


# --- what would answer it ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "post"),
    [
        ("I'd like to become store keeper when Mr Adeyemi retires in December.", True),
        ("I'd like to apply for the vacancy in the dye house.", True),
        ("I'd like to keep the store and retrain two people.", False),
        ("I'd like to run the dye house one day a week.", False),
    ],
)
def test_a_post_that_exists_needs_no_invented_problem(ask: str, post: bool) -> None:
    scenario = replace(VET, preferred_ask=ask, special=frozenset(), evidence=())
    talk = play(scenario, [ASK, EMPTY, EMPTY], cued=("no_path",))
    own = facts(scenario, exchanges(talk.turns))
    assert own.post is post
    text, _ = closing(TYPES["no_path"], exchanges(talk.turns)[1:], replace(own, sentences={}))
    assert ("the post itself" in text) is post
    assert ("problem of theirs" in text) is not post


@pytest.mark.parametrize(
    ("concern", "carries"), [("readiness", True), ("loyalty", False), ("fairness", False)]
)
def test_what_was_said_elsewhere_is_pointed_to_only_where_it_speaks_to_it(
    concern: str, carries: bool
) -> None:
    stop = line("If more than two trays a day come back, I stop and hand it over.", 2, milestone="If more than two trays a day come back", phased_or_trial="I stop and hand it over")  # fmt: skip
    said = exchanges(play(VET, [ASK, stop, EMPTY], cued=("timing",)).turns)
    text, _ = closing(TYPES[concern], said[2:], Facts(), said)
    assert ("turn 2" in text) is carries


# --- on the page --------------------------------------------------------------------------------------------------------------------


def test_what_was_not_heard_stands_apart_from_what_could_be_said() -> None:
    found = shown(play(VET, [EMPTY, EMPTY], cued=("coverage",)))
    [note] = [one for one in found.acts if one.act is Act.IMPACT]
    assert note.better
    html = _act(note)
    assert TITLES[Act.IMPACT] in html
    assert "not heard.</span>\n<p>You have this" in html
    assert Outcome.AGREED is not found.outcome


# --- questions that got no answer --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "answer", "open_"),
    [
        ("What's your number?", "I'd been hoping it would sort itself out.", True),
        ("What's your number?", "I could find 2 euros.", False),
        ("When would you hand it in?", "That is neatly done, I must say.", True),
        ("When would you hand it in?", "Some time after the inspection.", False),
        ("So is it a yes or no?", "It's a sentiment I share.", True),
        ("So is it a yes or no?", "Not yet.", False),
        ("What worries you about it?", "It's a sentiment I share.", False),
        ("Is the 21st all right?", "I used to have a feeling for it.", True),
        ("Is the 21st all right?", "Fine, I'll be there.", False),
    ],
)
def test_a_direct_question_without_an_answer_is_told_with_its_words(question: str, answer: str, open_: bool) -> None:  # fmt: skip
    talk = ended(
        [ASK, line(question, 1, question=question), COVER],
        {2: answer, 3: "Well, well."},
        None,
    )
    told = [one for one in shown(talk).open_ends if "did not say" in one]
    assert bool(told) is open_
    assert all(question in one and "turn 2" in one for one in told)


def test_a_question_that_was_put_twice_is_told_once_and_dropped_once_answered() -> None:
    first, again = (
        line(words, 1, question=words) for words in ("What's your number?", "And what's your number, then?")
    )
    lines = [ASK, first, again, COVER]
    vague = {2: "I see.", 3: "Well, well.", 4: "I see."}
    [told] = [one for one in shown(ended(lines, vague, None)).open_ends if "did not say" in one]
    assert "turns 2, 3" in told
    late = shown(ended(lines, {**vague, 4: "Call it 2 euros."}, None))
    assert not [one for one in late.open_ends if "did not say" in one]
