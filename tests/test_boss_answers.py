"""What the boss says to a question, what is heard as an offer, and that nobody is asked again for what they have given."""

import json
from dataclasses import replace

import pytest

from assistant.domain import (
    Act,
    ConcernState,
    Decision,
    Manager,
    Move,
    Note,
    Reaction,
    Scenario,
    State,
    Turn,
    User,
    Utterance,
)
from assistant.engine.policy import opening
from assistant.engine.step import step
from assistant.errors import InputError
from assistant.listening.acts import asked
from assistant.listening.conduct import Conduct
from assistant.listening.figures import doubted
from assistant.listening.plain import trials
from assistant.settings import Settings
from assistant.speaking.embedded import EmbeddedVoice
from assistant.speaking.room import facts
from assistant.wiring import build
from tests.talking import BOSSES, TYPES, a_worry, hearing, reading, under_way

ASK = "I'd like to run the seed library two mornings a week from 3 March."


@pytest.fixture(scope="module")
def hear(wiring):
    return hearing(wiring, ASK)


def scenario(boss: str = "busy", *constraints: str, alone: bool = False) -> Scenario:
    return Scenario(
        User("Ines Falk", "gardener"),
        Manager("Rosa Brandt", "owner" if alone else "head gardener", boss),
        ASK,
        constraints=tuple(Note(text) for text in constraints),
    )


def said_by(
    boss: str, decision: Decision, said: str, state: State | None = None, *, seed: int = 1, **case
) -> str:
    voice = EmbeddedVoice(TYPES, BOSSES)
    before = () if state is None else (
        Turn(1, "Hello.", None, Decision(Move.RAISE, state.current, "", Act.OPTIONS), Utterance("Well."), state),
    )  # fmt: skip
    return voice.speak(scenario(boss, *case.get("constraints", ()), alone=case.get("alone", False)), before, said, decision, seed).text  # fmt: skip


def texts(boss: str, key: str) -> list[str]:
    return [line.text for line in BOSSES[boss].lines[key]]


# --- what a question wants to know -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "asks", "about"),
    [
        ("How do you see the Saturday stall going?", "view", ""),
        ("What do you make of the two mornings?", "view", ""),
        ("Do you think I'm up to it?", "view", ""),
        ("Who'd have to approve that?", "who", "not_my_decision"),
        ("Is that up to you?", "who", "not_my_decision"),
        ("Does anybody upstairs need to agree?", "who", "not_my_decision"),
        ("Who would open the greenhouse then?", "who", ""),
        ("Is it the cost?", "confirm", "budget"),
        ("So it's about the others, is it?", "confirm", "fairness"),
        ("Are you worried about who does my rounds?", "confirm", "coverage"),
        ("Is it the rules or the money?", "worry", ""),
        ("Do you trust me with the keys?", "regard", ""),
        ("When do I hear from you?", "decide", ""),
        ("Could we fix 9 May to look at it?", "date", ""),
        ("Did you see the stall in April?", "fact", ""),
    ],
)
def test_what_a_question_wants_to_know(said: str, asks: str, about: str) -> None:
    assert (Conduct().asks(said), Conduct().about(said)) == (asks, about)


@pytest.mark.parametrize(
    "said",
    [
        "Who waters? Bela does, from Monday.",
        "And how long? Six weeks.",
        "Bela waters on both mornings. What do you say?",
        "What if I begin with one morning in March?",
    ],
)
def test_what_is_answered_at_once_or_only_polite_is_no_question(said: str) -> None:
    assert Conduct().asks(said) == ""


@pytest.mark.parametrize("said", ["Who waters? I don't know yet.", "What do you say?", "When do you water?"])
def test_what_is_left_open_stays_a_question(said: str) -> None:
    assert Conduct().asks(said)


# --- and what the boss says to it ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stands", "answer"),
    [(ConcernState.PRESSED, "is_so"), (ConcernState.EASED, "is_so"), (ConcernState.SETTLED, "was_so")],
)
def test_asked_whether_it_is_a_worry_they_answer_by_its_state(stands: ConcernState, answer: str) -> None:
    state = under_way("procedural", a_worry("timing"), a_worry("budget", stands))
    after, decision = step(state, reading(asks="confirm", about="budget"), BOSSES["procedural"], TYPES)
    assert decision.answer == answer
    assert (after.patience, after.trust) == (state.patience, state.trust)


def test_a_worry_that_they_do_not_have_is_denied_and_one_not_yet_named_is_owned_up_to() -> None:
    state = under_way("busy", a_worry("timing"), a_worry("budget", ConcernState.DORMANT))
    _, denied = step(state, reading(asks="confirm", about="fairness"), BOSSES["busy"], TYPES)
    assert (denied.move, denied.concern, denied.answer) == (Move.PRESS, "timing", "is_not")
    after, owned = step(state, reading(asks="confirm", about="budget"), BOSSES["busy"], TYPES)
    assert (owned.move, owned.concern, owned.answer) == (Move.RAISE, "budget", "is_so")
    assert after.concern("timing").state is ConcernState.RAISED  # and it is not forgotten


@pytest.mark.parametrize("boss", sorted(BOSSES))
def test_who_decides_is_told_by_what_they_can_decide(boss: str) -> None:
    decision = Decision(Move.PRESS, "timing", "", Act.OPTIONS, remark="question", answer="authority")
    mine = under_way(boss, a_worry("timing"))
    above = under_way(boss, a_worry("timing"), a_worry("not_my_decision", ConcernState.DORMANT))
    assert any(
        line in said_by(boss, decision, "Who decides?", mine) for line in texts(boss, "authority_mine")
    )
    assert any(
        line in said_by(boss, decision, "Who decides?", above) for line in texts(boss, "authority_above")
    )
    owner = said_by(boss, decision, "Who decides?", above, alone=True)
    assert any(line in owner for line in texts(boss, "authority_mine"))
    known = said_by(
        boss, decision, "Who decides?", mine, constraints=("Beds are signed off by the estate board",)
    )
    assert "Beds are signed off by the estate board" in known


@pytest.mark.parametrize("boss", sorted(BOSSES))
@pytest.mark.parametrize(("trust", "key"), [(8, "regard_good"), (2, "regard_poor")])
def test_what_they_think_of_the_user_is_told_by_their_trust(boss: str, trust: int, key: str) -> None:
    state = under_way(boss, a_worry("timing"), trust=trust)
    decision = Decision(Move.PRESS, "timing", "", Act.OPTIONS, remark="question", answer="regard")
    assert any(line in said_by(boss, decision, "Do you trust me?", state) for line in texts(boss, key))


def test_at_the_close_nobody_says_that_nothing_is_left_while_a_worry_is_half_open() -> None:
    decision = Decision(Move.ASK_NEXT_STEPS, None, "", Act.CLOSE, remark="question", answer="help")
    clear = texts("sceptical", "view_clear")
    for stands, expected in ((ConcernState.SETTLED, True), (ConcernState.EASED, False)):
        state = under_way("sceptical", a_worry("readiness", stands), current=None)
        spoken = said_by("sceptical", decision, "What else do you need to see?", state)
        assert any(line in spoken for line in clear) is expected


def test_a_question_does_not_soften_anybody() -> None:
    # Asked often enough they go on to the next worry, and grant nothing that was not offered.
    asked_about = a_worry("coverage", ConcernState.EASED, asked=2)
    state = under_way("supportive", asked_about, a_worry("timing", ConcernState.DORMANT))
    _, decision = step(state, reading(1, "question", asks="help"), BOSSES["supportive"], TYPES)
    assert decision.reaction is None
    assert decision.move is not Move.EASE


# --- what was given is not asked for again -------------------------------------------------------------------


def test_the_boss_names_what_was_given_and_presses_for_what_is_missing() -> None:
    worry = a_worry("coverage", ConcernState.EASED, partial=1, heard=frozenset({"cover"}))
    state = under_way("busy", worry)
    _, decision = step(state, reading(), BOSSES["busy"], TYPES)
    assert decision.move is Move.PRESS
    assert decision.given == {"cover"}
    lines = {line.id: line for line in (*TYPES["coverage"].lines["press"], *BOSSES["busy"].lines["grants"])}
    voice = EmbeddedVoice(TYPES, BOSSES)
    for seed in range(12):
        decided = replace(decision, remark=None, answer=None)
        spoken = [
            lines[one] for one in voice.speak(scenario(), (), "Well.", decided, seed).lines if one in lines
        ]
        assert [line.of for line in spoken] in (["cover", "phased_or_trial"], ["cover", "date"])


def test_a_worry_answered_before_it_comes_up_is_not_raised_as_if_it_had_not_been() -> None:
    state = under_way(
        "defensive", a_worry("coverage", ConcernState.DORMANT), given=frozenset({"cover"}), current=None
    )
    state, decision = step(state, reading(2, "date"), BOSSES["defensive"], TYPES)
    assert (decision.move, decision.given) == (Move.RAISE, {"cover"})
    assert state.concern("coverage").partial == 1
    untold = under_way("defensive", a_worry("coverage", ConcernState.DORMANT), current=None)
    assert step(untold, reading(2, "date"), BOSSES["defensive"], TYPES)[1].given == frozenset()


@pytest.mark.parametrize("boss", sorted(BOSSES))
def test_a_worry_never_voiced_is_not_said_to_have_weighed_on_them(boss: str) -> None:
    unasked = [line.text for line in TYPES["coverage"].lines["settle"] if line.of == "unasked"]
    reaction = Reaction(Move.SETTLE, "coverage")
    decision = Decision(Move.ASK_NEXT_STEPS, None, "", Act.CLOSE, reaction=reaction)
    assert any(line in said_by(boss, decision, "Bela waters.") for line in unasked)
    voiced = under_way(boss, a_worry("coverage"))
    assert not any(line in said_by(boss, decision, "Bela waters.", voiced) for line in unasked)


@pytest.mark.parametrize("boss", sorted(BOSSES))
def test_a_worry_comes_up_in_words_even_beside_a_question_about_something_else(boss: str) -> None:
    # Otherwise they would say later that it is smaller now, and nobody had heard of it.
    asked_for = Decision(Move.RAISE, "fairness", "", Act.OPTIONS, remark="question", answer="detail")
    voice = EmbeddedVoice(TYPES, BOSSES)
    for seed in range(6):
        lines = voice.speak(scenario(boss), (), "Which weeks are bad?", asked_for, seed).lines
        assert any(line.startswith("fairness/raise/") for line in lines)


def test_what_speaks_to_another_worry_counts_when_that_one_comes_up(hear) -> None:
    said = "Whoever has two seasons behind them can have the same mornings next year."
    reading = hear(said, "timing")
    assert "fairness/within_rules" in reading.speaks
    assert not hear("The others can see to it.", "timing").speaks
    state = under_way("busy", a_worry("timing"), a_worry("fairness", ConcernState.DORMANT))
    half = replace(reading, level=2, moves={"phased_or_trial": True}, deals=frozenset())
    state, _ = step(state, half, BOSSES["busy"], TYPES)
    worry = state.concern("fairness")
    assert (worry.state, worry.partial, worry.heard) == (ConcernState.RAISED, 1, {"within_rules"})


def test_what_speaks_to_a_worry_left_half_open_can_settle_it_from_the_side() -> None:
    half = a_worry("fairness", ConcernState.EASED, partial=1, heard=frozenset({"benefit"}))
    state = under_way("busy", a_worry("timing"), half)
    beside = reading(1, "date", speaks=frozenset({"fairness/within_rules"}))
    assert step(state, beside, BOSSES["busy"], TYPES)[0].concern("fairness").state is ConcernState.SETTLED
    again = reading(0, speaks=frozenset({"fairness/within_rules"}), repeats=True)
    assert step(state, again, BOSSES["busy"], TYPES)[0].concern("fairness").state is ConcernState.EASED


def test_what_was_never_said_in_the_room_is_no_repetition(hear) -> None:
    said = "The seed library, two mornings a week from 3 March."
    earlier = ["I have a wish about my mornings.", "Bela waters on both days."]
    assert not hear(said, "timing", earlier=earlier).repeats
    assert hear("Bela waters on both days.", "timing", earlier=earlier).repeats


# --- offers, shy asks, figures, tones ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "is_one"),
    [
        ("From 3 March to 30 May, then we look at it together.", True),
        ("I'd do the mornings from March until the end of May. After that we sit down and count.", True),
        ("From Easter to midsummer, and you judge whether it pays.", True),
        ("I pruned there from 3 March to 30 May.", False),
        ("I'd do it from 3 March for good.", False),
        ("The path runs from the gate to the pond, and then we look for the key.", False),
    ],
)
def test_a_span_with_both_ends_and_a_look_at_it_then_is_a_trial(hear, said: str, is_one: bool) -> None:
    assert bool(list(trials(said))) is is_one
    assert hear(said, "timing").has("phased_or_trial") is is_one


@pytest.mark.parametrize(
    ("said", "concern"),
    [
        ("Every gardener with three seasons can do the same next year. Would that be all right?", "fairness"),
        ("On those mornings Bela stands in the glasshouse. How does that sound?", "coverage"),
        ("HR confirmed that the agreement allows it. Is that enough for you?", "policy"),
    ],
)
def test_an_offer_beside_a_polite_question_is_heard(hear, said: str, concern: str) -> None:
    reading = hear(said, concern)
    assert reading.level
    assert reading.has(TYPES[concern].answered_by[0]) or reading.has("within_rules")
    assert not reading.asks


@pytest.mark.parametrize(
    "said",
    [
        "Perhaps I could maybe run the seed library on one morning?",
        "I was wondering if I could possibly lead the June tour, if that's okay.",
    ],
)
def test_a_hedged_ask_is_a_weak_one_and_the_boss_notices(hear, said: str) -> None:
    reading = hear(said)
    assert "change" in reading.elements
    assert (reading.level, reading.hedged) == (1, True)
    state = opening(BOSSES["sceptical"], TYPES, seed=1, difficulty="realistic", trust="medium")
    assert step(state, reading, BOSSES["sceptical"], TYPES)[1].remark == "hedged"


def test_a_plain_ask_is_not_hedged_and_a_shy_remark_is_no_ask(hear) -> None:
    assert not hear("I'd like to run the seed library on one morning.").hedged
    assert "change" not in asked("Perhaps you could maybe tell me more.", frozenset())


KNOWN = ("We sold 340 trays in May, and nine came back", "The glasshouse holds 60 tables")


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("We sold 500 trays in May.", True),
        ("We sold 340 trays in May.", False),
        ("In May we sold the trays, and nine came back.", False),
        ("I'd sell 500 trays in May.", False),  # a plan is no claim
        ("I pruned 500 roses.", False),  # nobody knows another figure
        ("Did we sell 500 trays in May?", False),
        ("We sold trays on 12 May.", False),  # a day is no figure
    ],
)
def test_a_figure_that_both_know_otherwise_is_doubted(hear, said: str, wrong: bool) -> None:
    assert bool(doubted(said, KNOWN)) is wrong
    reading = hear(said, "budget", known=KNOWN)
    assert bool(reading.doubted) is wrong
    state = under_way("procedural", a_worry("budget"))
    _, decision = step(state, reading, BOSSES["procedural"], TYPES)
    assert (decision.remark == "doubt") is wrong
    assert not (wrong and (reading.has("evidence") or reading.level == 2))


def test_polite_words_carry_no_tone(hear) -> None:
    for said in ("I'm afraid I can't do Fridays, but Mondays are fine.", "Sorry, that was my mistake."):
        assert "negative_tone" not in hear(said, "timing").elements
    assert hear("You never listen, it's a joke.", "timing").has("grievance")


def test_asking_what_they_fear_is_no_threat(hear) -> None:
    assert not hear("Is it that you think I'd go over your head?", "loyalty").has("ultimatum")
    assert hear("Then I'll go over your head.", "loyalty").has("ultimatum")


def test_saying_what_one_cannot_do_is_not_saying_nothing(hear) -> None:
    state = under_way("defensive", a_worry("timing"))
    _, decision = step(
        state, hear("I'm afraid I can't do Fridays in June.", "timing"), BOSSES["defensive"], TYPES
    )
    assert decision.remark != "empty"


# --- what the boss knows, in their own voice -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("constraint", "fact"),
    [
        ("She said the seed budget is frozen", "The seed budget is frozen"),
        ("My boss keeps saying that the wages fund is empty", "The wages fund is empty"),
        ("No new posts until autumn, she said", "No new posts until autumn"),
        ("We were told that overtime is closed", "Overtime is closed"),
        ("The rose show is on 14 June", "The rose show is on 14 June"),
        ("Hates surprises in front of visitors", None),
        ("Doesn't like change at all", None),
        ("She needs me in the glasshouse", "I need you in the glasshouse"),
        ("He takes every question as an attack", None),
    ],
)
def test_a_constraint_is_said_in_the_boss_own_voice_or_not_at_all(constraint: str, fact: str | None) -> None:
    assert facts(scenario("busy", constraint)) == ((fact,) if fact else ())


# --- going back ---------------------------------------------------------------------------------------------


def test_one_goes_back_into_a_talk_before_its_last_turn(tmp_path) -> None:
    coach = build(Settings(profile=tmp_path, engine="embedded"))
    session = coach.start(scenario("busy"), seed=2).session
    coach.say(session, ASK)
    last = coach.say(session, "Forget I asked, I withdraw my request.")
    assert isinstance(last, Turn)
    assert last.state.outcome is not None
    with pytest.raises(
        InputError, match=f"ended with turn {last.number}; choose one from 0 to {last.number - 1}"
    ):
        coach.rewind(session, last.number)
    assert coach.rewind(session, last.number - 1).state.outcome is None
    assert isinstance(coach.say(session, "Bela waters on both mornings."), Turn)


def test_a_reading_and_a_decision_keep_what_is_new_in_the_journal(tmp_path) -> None:
    coach = build(Settings(profile=tmp_path, engine="embedded"))
    session = coach.start(scenario("defensive"), seed=4).session
    for said in (
        ASK,
        "Is it the money?",
        "Who decides?",
        "Bela waters on both mornings.",
        "How do you see it?",
    ):
        coach.say(session, said)
    assert coach.replay(session)
    events = coach.stored(session).events
    assert json.dumps([event.payload for event in events if event.kind == "answered"])


def test_a_worry_that_was_only_asked_about_is_come_back_to_before_the_end() -> None:
    # It would cost the yes, and nobody would have said so.
    asked_about = a_worry("loyalty", ConcernState.EASED, asked=3)
    met = replace(asked_about, asked=0, partial=1, heard=frozenset({"reassurance"}))
    full = reading(2, "phased_or_trial", "date")
    for worry, back in ((asked_about, "loyalty"), (met, None)):
        before = under_way("busy", a_worry("timing"), worry)
        _, decision = step(before, full, BOSSES["busy"], TYPES)
        assert decision.concern == back
        assert (decision.move is Move.PRESS) is (back is not None)
