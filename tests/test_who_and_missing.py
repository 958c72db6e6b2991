"""Asked who, whose part, what is missing or what was said, the boss answers that; a yes names nothing that nobody spoke of."""

from dataclasses import replace

import pytest

from assistant.domain import (
    Act,
    ConcernState,
    Decision,
    Manager,
    Move,
    Note,
    Outcome,
    Scenario,
    Turn,
    User,
    Utterance,
)
from assistant.engine.parting import part, seal
from assistant.engine.step import step
from assistant.listening.questions import Questions
from assistant.speaking.moment import Moment
from assistant.speaking.takeup import carries, lays_out
from tests.talking import BOSSES, TYPES, VOICE, a_worry, near_the_end, reading, under_way

ASK = "I'd like to run the seed library on Fridays from 7 May. The shelves cost 380 euros."


def case(boss: str, *constraints: str) -> Scenario:
    return Scenario(
        User("Nele Brandt", "librarian"), Manager("Cem Acar", "branch head", boss), ASK,
        constraints=tuple(map(Note, constraints)),
    )  # fmt: skip


def said_before(worry: str, text: str, boss: str, *, move: Move = Move.RAISE, heard: str = ASK) -> Turn:
    decision = Decision(move, worry, "t", Act.OPTIONS)
    return Turn(1, heard, None, decision, Utterance(text), under_way(boss, a_worry(worry)))


def reply(
    scenario: Scenario, before: Turn, said: str, answer: str | None, *, worry: str = "timing", **more
) -> Utterance:
    decision = Decision(Move.PRESS, worry, "t", Act.OPTIONS, remark="question", answer=answer, **more)
    return VOICE.speak(scenario, (before,), said, decision, seed=3)


def keys(spoken: Utterance) -> list[str]:
    return [line.split("/")[1] for line in spoken.lines]


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("Whose signature does that need?", "who"),
        ("Who on the parish council signs it off?", "who"),
        ("Which bit could you allow then?", "who"),
        ("Is the Friday room yours to give?", "who"),
        ("Could you not settle that yourself?", "who"),
        ("Is there anybody you'd trust with the till?", "whom"),
        ("Who tells the volunteers, you or me?", "either"),
        ("Is that a yes to Fridays or to every second Friday?", "either"),
        ("Is that a yes to Fridays or not?", "verdict"),
        ("Who would she ring if the pump stops? Do you know?", "who"),
        ("So what are we still missing?", "help"),
        ("Did I forget anything?", "help"),
        ("Is there something I've overlooked?", "help"),
        ("Which morning suits you best?", "suits_or_date"),
        # What only looks like it.
        ("Is there a way to do it with fewer people?", "help"),
        ("Which bit worries you?", "worry"),
        ("Who would you put in my place?", "whom"),
    ],
)
def test_what_such_a_question_wants(said: str, asks: str) -> None:
    found = Questions().asks(said)
    assert found in ({"suits", "date"} if asks == "suits_or_date" else {asks})


@pytest.mark.parametrize("boss", BOSSES)
def test_who_of_those_that_were_named_is_a_name_nobody_has(boss: str) -> None:
    scenario = case(boss, "The friends' committee approves new groups")
    before = said_before("timing", "The friends' committee approves new groups. And then?", boss)
    spoken = reply(scenario, before, "Who on the committee is it?", "authority", about="not_my_decision")
    line = next(x for x in BOSSES[boss].lines["unnamed"] if x.id == spoken.lines[0])
    assert line.of == "who"
    # Which rule or day it is wants no person.
    spoken = reply(case(boss), before, "Which shelf do you mean?", "detail")
    assert all(x.of != "who" for x in BOSSES[boss].lines["unnamed"] if x.id in spoken.lines)


@pytest.mark.parametrize("boss", BOSSES)
def test_nobody_says_that_they_decide_where_the_scenario_says_who_does(boss: str) -> None:
    scenario = case(boss, "Head office approves every new group")
    before = said_before("timing", "Spring is full. And then?", boss)
    said = "Who decides about that, you or somebody above? And when would I hear?"
    spoken = reply(scenario, before, said, "decide", about="not_my_decision")
    assert "Head office approves every new group" in spoken.text
    assert keys(spoken)[:2] == ["known", "unsure"]
    alone = reply(case(boss), before, said, "decide", about="not_my_decision")
    assert keys(alone)[:2] == ["authority_mine", "decides"]


@pytest.mark.parametrize("boss", BOSSES)
def test_asked_whether_it_is_them_they_do_not_look_for_a_name(boss: str) -> None:
    before = said_before("timing", "Spring is full. And then?", boss)
    spoken = reply(
        case(boss), before, "Who decides on that, you or Dr Lind?", "authority", about="not_my_decision"
    )
    assert "authority_mine" in keys(spoken)
    within = reply(
        case(boss), before, "Who at the council decides that?", "authority", about="not_my_decision"
    )
    assert "authority_mine" not in keys(within)


def test_what_was_said_already_answers_a_question_for_a_day() -> None:
    scenario = case("busy", "Saturdays are short of people", "The roof leaks")
    before = said_before("timing", "Saturdays are short of people. That comes first.", "busy")
    assert (
        "aturdays are short of people" in reply(scenario, before, "Which days are you short?", "detail").text
    )
    assert "again" not in keys(reply(scenario, before, "Which rules do you mean?", "detail"))


def test_what_is_missing_is_said_as_what_would_have_to_be_so() -> None:
    before = said_before("timing", "Spring is full. And then?", "sceptical")
    assert keys(reply(case("sceptical"), before, "What's still missing?", "help"))[0] == "easy"
    decision = Decision(Move.OFFER_IDEA, "timing", "t", Act.OPTIONS, remark="question", answer="help")
    spoken = VOICE.speak(case("sceptical"), (before,), "What would help you with that?", decision, seed=3)
    assert keys(spoken)[0] == "idea"


@pytest.mark.parametrize("asks", ["help", "short", "worry", "meant"])
def test_after_a_yes_whoever_asks_what_is_missing_hears_that_and_no_farewell(asks: str) -> None:
    worries = (
        a_worry("coverage", ConcernState.SETTLED),
        a_worry("loyalty", ConcernState.EASED, partial=1, heard=frozenset({"reassurance"})),
    )
    state = replace(near_the_end("supportive", *worries), granted=Outcome.TRIAL_AGREED, closing=1)
    sealed = seal(state, reading(1, "question", asks=asks), BOSSES["supportive"])
    assert sealed is not None
    state, decision = sealed
    assert (decision.answer, decision.rest) == ("missing", "loyalty")
    before = Turn(
        6,
        "I'd stay two years.",
        None,
        Decision(Move.AGREE_TRIAL, None, "t", Act.CLOSE),
        Utterance("A try, then."),
        state,
    )
    spoken = VOICE.speak(case("supportive"), (before,), "What else would you need on that?", decision, seed=2)
    assert keys(spoken) == ["easy"]
    assert spoken.lines[0].startswith("supportive/")


def test_asked_what_the_yes_is_to_they_name_what_was_asked_for() -> None:
    worries = (
        a_worry("timing", ConcernState.SETTLED),
        a_worry("coverage", ConcernState.EASED, partial=1, heard=frozenset({"cover"})),
    )
    state = replace(near_the_end("busy", *worries), granted=Outcome.TRIAL_AGREED, closing=1)
    before = Turn(
        6, ASK, None, Decision(Move.AGREE_TRIAL, None, "t", Act.CLOSE), Utterance("A try, then."), state
    )
    for said in ("So is that yes to 7 May or to 4 June?", "So is that yes to 4 June or to 7 May?"):
        state_, decision = step(state, reading(0, "question", asks="either"), BOSSES["busy"], TYPES)
        assert (state_.stands, decision.answer) == (Outcome.TRIAL_AGREED, "either")
        text = VOICE.speak(case("busy"), (before,), said, decision, seed=2).text
        assert "7 May" in text
        assert "4 June" not in text


def test_after_a_not_now_what_is_missing_comes_before_a_day() -> None:
    state = replace(near_the_end("busy"), parting=1, conditions=("it is quiet", "somebody covers"))
    asked = reading(1, "date", asks="help", elements=("time",))
    after, decision = part(state, asked, BOSSES["busy"])
    assert decision.answer == "conditions"
    again, decision = part(after, asked, BOSSES["busy"])
    assert (decision.answer, again.outcome) == ("still", None)
    # A day to look at it again is one, whatever is asked beside it.
    _, decision = part(state, replace(asked, closes=frozenset({"date"})), BOSSES["busy"])
    assert decision.answer == "date"


@pytest.mark.parametrize("boss", BOSSES)
def test_a_yes_that_takes_money_along_calls_it_by_its_sum(boss: str) -> None:
    yes = Decision(Move.AGREE, None, "t", Act.CLOSE, outcome=Outcome.AGREED, answer="rest", rest="paid")
    named = said_before("budget", "What does it cost?", boss, heard="The shelves cost 380 euros.")
    unnamed = said_before("budget", "What does it cost?", boss, heard="Only a few shelves.")
    for before, is_named in ((named, True), (unnamed, False)):
        spoken = VOICE.speak(case(boss), (before,), "So from 7 May. Is it a yes?", yes, seed=1)
        assert ("380 euros" in spoken.text) is is_named
    part_ = Decision(Move.PART, None, "t", Act.CLOSE, outcome=Outcome.AGREED, answer="rest", rest="paid")
    assert "380 euros" in VOICE.speak(case(boss), (named,), "You mean the shelves?", part_, seed=1).text


@pytest.mark.parametrize("boss", BOSSES)
def test_nobody_is_above_before_the_boss_has_said_so(boss: str) -> None:
    vacancy = replace(case(boss), special=frozenset({"internal_vacancy"}))
    trial = Decision(Move.AGREE_TRIAL, None, "t", Act.CLOSE, outcome=Outcome.TRIAL_AGREED)
    before = said_before("timing", "And when?", boss)
    spoken = VOICE.speak(vacancy, (before,), "A month, then.", trial, seed=1)
    assert keys(spoken)[-1] == "agree_trial"
    told = said_before("not_my_decision", "That gets decided above me.", boss)
    assert keys(VOICE.speak(vacancy, (told,), "A month, then.", trial, seed=1))[-1] == "agree_above"
    yes = replace(trial, move=Move.AGREE, outcome=Outcome.AGREED)
    for seed in range(4):
        text = VOICE.speak(vacancy, (before,), "Fine.", yes, seed=seed).text.lower()
        assert not {"upstairs", "above", "up"} & set(text.replace(",", " ").replace(".", " ").split())


@pytest.mark.parametrize(
    ("said", "carried"),
    [
        ("Matron Botha takes it to the directorate on Monday.", True),
        ("Bridget from safety hands it in on Tuesday.", True),
        ("Ewa will bring the page to the board.", True),
        ("Bridget covers my bench on Tuesday.", False),
        ("I take it to the board myself.", False),
    ],
)
def test_who_carries_it_is_heard(said: str, carried: bool) -> None:
    assert carries([said]) is carried


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("I send you the page tomorrow, you sign by Friday 7 May and Ewa hands it in on 10 May.", True),
        ("I bring the list on 3 June. Your part is the signature by 9 June.", True),
        ("I'd start on 3 June.", False),
        ("I start on 3 June and stop on 1 September.", False),
        ("You told me on 3 June that it's 9 June.", False),
    ],
)
def test_whoever_lays_it_out_is_not_asked_for_the_steps(said: str, whole: bool) -> None:
    assert lays_out(said) is whole
    before = said_before("timing", "And then?", "busy")
    decision = Decision(Move.ASK_NEXT_STEPS, None, "t", Act.CLOSE)
    assert (
        "laid_out" in Moment(case("busy"), (before,), said, decision, BOSSES["busy"], TYPES, None).holds
    ) is whole  # type: ignore[arg-type]
    asks = {VOICE.speak(case("busy"), (before,), said, decision, seed).text for seed in range(25)}
    assert any("What are we doing?" in one or "first step" in one for one in asks) is not whole


@pytest.mark.parametrize(
    ("boss", "move"), [("sceptical", "phased_or_trial"), ("busy", "milestone"), ("supportive", "cover")]
)
def test_an_idea_taken_up_is_seen(boss: str, move: str) -> None:
    worry = "coverage" if move == "cover" else "readiness"
    before = said_before(worry, "Prove it small.", boss, move=Move.OFFER_IDEA)
    eased = Decision(Move.EASE, worry, "t", Act.OPTIONS, made=frozenset({move, "acknowledges"}))
    spoken = VOICE.speak(case(boss), (before,), "One shelf in May, and you look at it.", eased, seed=4)
    credit = next(x for x in BOSSES[boss].lines["grants"] if x.id == spoken.lines[0])
    assert credit.of == move
    plain = said_before(worry, "I doubt it.", boss, move=Move.PRESS)
    assert "grants" not in keys(VOICE.speak(case(boss), (plain,), "One shelf in May.", eased, seed=4))
