"""What was agreed, what was asked beside what was granted, and what is left loose, in trades of all kinds."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from assistant import catalog
from assistant.debriefing.agreed import ASK as ASKED_FOR
from assistant.debriefing.agreed import deal
from assistant.debriefing.clauses import BOSS, BOTH, YOU, handed, pieces, requested, says_yes
from assistant.debriefing.log import exchanges
from assistant.debriefing.result import because
from assistant.debriefing.terms import terms
from assistant.domain import Act, Debrief, Move, Outcome, Rehearsal, Utterance
from tests.test_debrief import ASK, BOSSES, COVER, EMPTY, TYPES, VET, Line, line, play, shown


def ended(lines: list[Line], answers: dict[int, str] | None = None, outcome: Outcome | None = Outcome.AGREED, boss: str = "supportive") -> Rehearsal:  # fmt: skip
    """A talk that ended so, in which the manager said ``answers`` by turn; None leaves it as it stands."""
    played = play(VET, lines, cued=("coverage",), boss=boss)
    turns = [replace(turn, utterance=Utterance((answers or {}).get(turn.number, "I see."))) for turn in played.turns]  # fmt: skip
    last = turns[-1]
    moves = {Outcome.AGREED: Move.AGREE, Outcome.TRIAL_AGREED: Move.AGREE_TRIAL}
    if outcome is not None:
        decision = replace(last.decision, outcome=outcome, move=moves[outcome])
        turns[-1] = replace(last, state=replace(last.state, outcome=outcome), decision=decision)
    else:
        turns[-1] = replace(last, state=replace(last.state, outcome=None, parting=0))
    return replace(played, turns=tuple(turns), ended=True)


def agreed(found: Debrief) -> list[tuple[str, str]]:
    """Who does what; the ask itself is no step."""
    return [(one.who, one.quote) for one in found.agreed if one.who != ASKED_FOR]


def asked(said: str, *elements: str) -> Line:
    """A turn in which an ask is heard, with the words of its change."""
    text, reading = line(said, 2, elements=("change", *elements), acts=(Act.OPTIONS,))
    return text, replace(reading, element_quotes={"change": said.rstrip(".")})


PLAIN = line("That is all from me.", 2)


# --- who does what -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Your part is one mail to Frieda by Tuesday.", [(YOU, "Your part is one mail to Frieda by Tuesday")]),
        ("I'll talk to the depot, you write to Omar by Monday.", [(BOSS, "I'll talk to the depot"), (YOU, "you write to Omar by Monday")]),
        ("My bit is the letter to the board.", [(BOSS, "My bit is the letter to the board")]),
        ("If it rains, you call the crew.", []),
        ("You could send it some time.", []),
        ("Your part of town is lovely.", []),
    ],
)  # fmt: skip
def test_the_boss_speaks_of_both_sides_too(sentence: str, found: list[tuple[str, str]]) -> None:
    assert [(who, words) for who, words, _ in pieces(sentence, BOSS)] == found


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Send me one page by Thursday.", "Send me one page by Thursday"),
        ("Good, please bring the skipper's log, and I'll read it.", "bring the skipper's log"),
        ("By Friday, write me the order list.", "By Friday, write me the order list"),
        ("Tell me more.", ""),
        ("Send it again once the roof is on.", ""),
        ("Bring it back?", ""),
        ("Go before I think of something.", ""),
        ("Give it a go.", ""),
        ("Then let's put it to the test.", ""),
        ("Put it to the test.", ""),
    ],
)
def test_what_a_boss_wants_handed_over(sentence: str, words: str) -> None:
    assert handed(sentence) == words


@pytest.mark.parametrize(
    ("sentence", "wish"),
    [
        ("Could you tell the night crew on Sunday?", "you tell the night crew on Sunday"),
        ("Will you please ask Mr Adeyemi by Easter?", "you please ask Mr Adeyemi by Easter"),
        ("Could you tell me what you need?", ""),
        ("Would you say how it went?", ""),
        ("If it works, could you tell the others?", ""),
        ("Do you like it?", ""),
    ],
)
def test_what_is_asked_of_the_boss(sentence: str, wish: str) -> None:
    assert requested(sentence) == wish


@pytest.mark.parametrize(
    ("answer", "yes"),
    [("Will do.", True), ("Yes, gladly. You can count on it.", True), ("Fine, I'll ask her.", True), ("Yes, but not this month.", False), ("I'm not sure.", False), ("Yesterday was hard.", False)],
)  # fmt: skip
def test_a_yes_is_a_yes_without_a_but(answer: str, yes: bool) -> None:
    assert says_yes(answer) is yes


def test_a_task_from_the_boss_counts_where_the_user_takes_it() -> None:
    told = {2: "Good. Your part is one mail to Frieda by Tuesday."}
    took = shown(ended([ASK, COVER, line("Will do.", 1), PLAIN], told))
    assert (YOU, "Your part is one mail to Frieda by Tuesday") in agreed(took)
    [task] = [one for one in took.agreed if one.by_boss]
    assert (task.turn, task.when) == (2, "Tuesday")
    refused = shown(ended([ASK, COVER, line("That's too early for me.", 1), PLAIN], told))
    assert not [one for one in refused.agreed if one.by_boss]


def test_what_they_want_sent_with_their_yes_is_on_the_list() -> None:
    found = shown(ended([ASK, COVER, PLAIN], {3: "Then yes. Please send me the plan in writing, and I'll sign it the same day."}))  # fmt: skip
    assert agreed(found) == [(YOU, "send me the plan in writing"), (BOSS, "I'll sign it the same day")]


def test_what_the_boss_does_counts_where_they_said_yes_to_it() -> None:
    close = line("You sign the plan and publish it on 10 March. I tell the ferry crew on Monday.", 2, elements=("next_step",), acts=(Act.CLOSE,))  # fmt: skip
    found = agreed(shown(ended([ASK, COVER, close])))
    assert (BOSS, "You sign the plan and publish it on 10 March") in found
    assert (YOU, "I tell the ferry crew on Monday") in found
    assert not agreed(shown(ended([ASK, COVER, close, EMPTY], outcome=None)))


def test_a_request_is_agreed_by_the_answer_to_it() -> None:
    wish = line(
        "Can you ask the harbour office by 3 May?", 1, question="Can you ask the harbour office by 3 May?"
    )
    yes = shown(ended([ASK, COVER, wish, PLAIN], {3: "Of course. What else?"}))
    assert (BOSS, "you ask the harbour office by 3 May") in agreed(yes)
    silent = shown(ended([ASK, COVER, wish, PLAIN], {3: "Let me think about the rest."}))
    assert (BOSS, "you ask the harbour office by 3 May") not in agreed(silent)
    assert any("heard no answer" in one and "harbour office" in one for one in silent.open_ends)


def test_words_without_anything_in_them_are_no_commitment() -> None:
    assert not list(pieces("I'll note that."))
    assert list(pieces("I'll note the readings."))


# --- asked and granted ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "later"),
    [
        ("I'd like to run the night desk two days a week from June.", "One day a week would also do to begin with."),
        ("I'd like to lead the roofing crew with 300 euros more a month.", "I could start without the 300 euros."),
        ("I'd like to lead the roofing crew with 300 euros more a month.", "I'd do it at the same pay this year."),
        ("I'd like to become deputy matron from May.", "I could do it as acting deputy until 30 September."),
        ("I'd like to plan the tours from May.", "Let's try it for three months first."),
    ],
)  # fmt: skip
def test_less_than_was_asked_is_noticed(ask: str, later: str) -> None:
    found = terms(exchanges(play(VET, [asked(ask), COVER, line(later, 1)], cued=("coverage",)).turns))
    assert (found.asked, found.less, found.less_in) == (ask, later, 3)
    told = shown(ended([asked(ask), COVER, line(later, 2)]))
    assert any(later in one for one in told.open_ends)


@pytest.mark.parametrize(
    ("ask", "later"),
    [
        ("I'd like to run the night desk two days a week from June.", "Rosa takes one day a week of mine, she only has mornings."),
        ("I'd like to run the night desk two days a week from June.", "I did it for three weeks in the autumn."),
        ("I'd like to plan the tours as a trial until October.", "We try it until October and stop if bookings fall."),
        ("I'd like to plan the tours from May.", "We stop on 31 July if the buses are late."),
        ("I'd like to plan the tours from May.", "I keep my own round until 3 June."),
        ("I'd like to become deputy matron from May.", "No trial is needed, I have done it for years."),
        ("I'd like to run the seed store from May.", "If I run the seed store I'd do it for two seasons, until next April, and report to you."),
        ("I'd like to plan the tours from May.", "I'd leave you one page and we take it to the office as a temporary arrangement."),
    ],
)  # fmt: skip
def test_what_is_no_less_is_left_alone(ask: str, later: str) -> None:
    assert not terms(exchanges(play(VET, [asked(ask), COVER, line(later, 1)], cued=("coverage",)).turns)).less


@pytest.mark.parametrize(
    ("ask", "later", "start"),
    [
        ("I'd like to run the clinic for eight weeks from May.", "Fine.", "They agreed to the trial that you asked for (“for eight weeks”)"),
        ("I'd like to run the clinic until Christmas.", "Fine.", "They agreed to the trial that you asked for"),
        ("I'd like to run the clinic.", "I could begin for two months.", "They took the trial that you offered in turn 3"),
        ("I'd like to run the clinic for good.", "Fine.", "They would rather try it"),
    ],
)  # fmt: skip
def test_whose_trial_it_was(ask: str, later: str, start: str) -> None:
    talk = play(VET, [asked(ask), COVER, line(later, 1)], cued=("coverage",))
    assert because(talk.turns[-1].state, Outcome.TRIAL_AGREED, BOSSES["sceptical"], TYPES, exchanges(talk.turns)).startswith(start)  # fmt: skip


# --- left loose ------------------------------------------------------------------------------------------------------------


def test_an_unfinished_talk_is_not_told_as_finished() -> None:
    found = shown(ended([ASK, COVER, line("I'll bring you the list by Friday.", 1)], outcome=None))
    assert "nothing left open" not in found.because
    assert any(
        "I'll bring you the list by Friday" in one and "nothing is agreed" in one for one in found.open_ends
    )


def test_an_idea_of_theirs_that_was_passed_over_is_told() -> None:
    idea = TYPES["coverage"].lines["idea"][0]
    if "{" in idea.text:
        pytest.skip("the first idea has a slot")

    def told(after: Line) -> Debrief:
        talk = ended(
            [ASK, line("What would help you?", 1, question="What would help you?"), after],
            {2: idea.text},
            None,
        )
        turns = list(talk.turns)
        decision = replace(turns[2].decision, move=Move.OFFER_IDEA, concern="coverage")
        turns[2] = replace(turns[2], decision=decision, utterance=Utterance(idea.text, (idea.id,)))
        return shown(replace(talk, turns=tuple(turns)))

    assert any(idea.text.rstrip(".") in one for one in told(EMPTY).open_ends)
    assert not any("gave you an idea" in one for one in told(COVER).open_ends)


def test_a_question_how_it_goes_on_stays_open_where_nothing_is_said() -> None:
    def told(said: str) -> list[str]:
        talk = ended([ASK, COVER, line(said, 1)], {2: "So who does what?"})
        turns = list(talk.turns)
        turns[2] = replace(turns[2], decision=replace(turns[2].decision, move=Move.ASK_NEXT_STEPS))
        return [
            one for one in shown(replace(talk, turns=tuple(turns))).open_ends if "So who does what?" in one
        ]

    assert told("Good, that makes me happy.")
    assert not told("I write the list tonight, you tell the crew on Monday, and we look at it on 1 June.")


def test_a_question_that_the_talk_ended_on_is_told() -> None:
    talk = ended([ASK, COVER], {2: "Good. And which of us tells the skippers?"}, None)
    turns = list(talk.turns)
    turns[-1] = replace(turns[-1], decision=replace(turns[-1].decision, move=Move.ASK_NEXT_STEPS))
    found = shown(replace(talk, turns=tuple(turns))).open_ends
    assert any("which of us tells the skippers?" in one and "ended before" in one for one in found)


def test_after_a_not_now_only_what_they_took_is_agreed() -> None:
    """A day that the manager took is the day; what they said no to is not on the list."""
    talk = play(VET, [ASK, COVER, line("You sign the plan on Monday. I start on 4 May. I'll bring you the list by 2 March.", 1)], cued=("coverage",))  # fmt: skip
    turns = list(talk.turns)
    turns[-2] = replace(turns[-2], state=replace(turns[-2].state, parting=1))
    last = turns[-1]
    turns[-1] = replace(
        last,
        utterance=Utterance("Fine, 4 May. It's in the calendar."),
        state=replace(last.state, outcome=Outcome.NOT_NOW, parting=2, pinned=frozenset({"date"})),
        decision=replace(last.decision, move=Move.PIN_DOWN, answer="date", outcome=Outcome.NOT_NOW),
    )
    found = deal(turns, exchanges(turns))
    assert [one.quote for one in found.promises] == ["I'll bring you the list by 2 March"]
    assert (found.day, found.day_turn) == ("4 May", 3)


def test_the_words_of_the_terms_are_data() -> None:
    assert {"end", "proposes", "less", "without"} <= catalog.table("debrief")["terms"].keys()
    assert all(re.compile(words) for words in catalog.table("debrief")["terms"].values())


def test_each_commitment_is_listed_once() -> None:
    first = line("I'll send you the crew list by Friday.", 2, elements=("next_step",), acts=(Act.CLOSE,))
    again = line("So I send you the crew list by Friday, and you take it upstairs on Monday.", 2, elements=("next_step",), acts=(Act.CLOSE,))  # fmt: skip
    talk = ended([ASK, COVER, first, again])
    found = deal(talk.turns, exchanges(talk.turns)).promises
    assert [one.who for one in found if "crew list" in one.quote] == [YOU]
    assert [one.quote for one in found if one.who == BOSS] == ["you take it upstairs on Monday"]
    assert not [one for one in found if one.who == BOTH]
