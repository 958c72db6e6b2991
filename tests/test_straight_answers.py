"""A yes-or-no question gets a yes or a no, and whoever asks what the boss meant is told."""

from dataclasses import replace

import pytest

from assistant import catalog
from assistant.domain import (
    Act,
    Concern,
    ConcernState,
    Decision,
    Manager,
    Move,
    Note,
    Outcome,
    Reading,
    Scenario,
    State,
    Turn,
    User,
    Utterance,
)
from assistant.engine.policy import opening
from assistant.engine.step import step
from assistant.listening.conduct import Conduct
from assistant.speaking.embedded import EmbeddedVoice
from assistant.speaking.permits import out_of_place
from assistant.speaking.room import about_applying, facts

TYPES, BOSSES = catalog.concerns(), catalog.temperaments()
ASK = "I'd like to run the kiln on two evenings a week from 7 April."


def state_of(boss: str, *states: tuple[str, ConcernState], current: str | None = None, **more) -> State:
    state = opening(BOSSES[boss], TYPES, seed=1, difficulty="realistic", trust="medium")
    found = tuple(Concern(name, how, raised_at=1) for name, how in states)
    return replace(state, concerns=found, current=current, ask_heard=frozenset({"change"}), turn=2, **more)


def asking(kind: str, level: int = 0, **more) -> Reading:
    return Reading(level, {"question": True}, {}, "test", asks=kind, **more)


def case(boss: str, *constraints: str) -> Scenario:
    return Scenario(
        User("Ruta Berg", "potter"),
        Manager("Leon Abt", "studio head", boss),
        ASK,
        constraints=tuple(map(Note, constraints)),
    )


def speak(boss: str, decision: Decision, said: str, before: tuple[Turn, ...] = (), *constraints: str):
    return EmbeddedVoice(TYPES, BOSSES).speak(case(boss, *constraints), before, said, decision, seed=3)


def turn(state: State, decision: Decision, said: str = "Well.", reading: Reading | None = None) -> Turn:
    return Turn(1, said, reading, decision, Utterance("Hm."), state)


@pytest.mark.parametrize(
    ("said", "boss", "asks"),
    [
        ("So, yes or no?", "", "verdict"),
        ("Can I rely on you here?", "", "verdict"),
        ("Will you support the kiln evenings?", "", "verdict"),
        ("Are you for it?", "", "verdict"),
        ("Is the Wednesday class a problem?", "", "snag"),
        ("Would you mind?", "", "snag"),
        ("Has anybody here ever done it?", "", "ever"),
        ("Shall I bring the list on Monday?", "", "leave"),
        ("Is the plan by Thursday okay?", "", "leave"),
        ("What doubt?", "I've a doubt left.", "meant"),
        ("Which count do you have?", "My count is another.", "meant"),
        ("What does it contradict?", "", "meant"),
        ("Which part can't I do?", "", "meant"),
        ("Then what isn't on the shelf?", "I'd look at what isn't on the shelf.", "meant"),
        ("Who are they?", "What would they get out of it?", "meant"),
        ("Could we have a talk about it on 3 June?", "", "date"),
        ("How have I been doing this year?", "", "regard"),
        ("What's the procedure?", "", "detail"),
        ("Do you ask Ilse, or shall I?", "", "either"),
        ("Should I fire at night, or would you rather I kept to the mornings?", "", "either"),
        # and what looks like one
        ("Is it the gas or the hours?", "", "worry"),
        ("Who would open the studio then?", "What would they get out of it?", "who"),
        ("Do you mind if I just say what it's about first?", "", ""),
        ("Would you support it if the gas bill stayed level?", "", "whether"),
        ("Do you agree to look at it on 9 May?", "", ""),
        ("Is it the money?", "I mean the money.", "confirm"),
        ("What would help you?", "That doesn't help me.", "help"),
        ("Which weeks do you mean?", "Those weeks are full.", "detail"),
        ("Did you see the open day?", "It was a long day.", "fact"),
        ("Which count do you have?", "I've no hands to spare.", "worry"),
        ("Could Ilse take the morning firing?", "", "whether"),
    ],
)
def test_what_is_asked_for(said: str, boss: str, asks: str) -> None:
    assert Conduct().asks(said, boss) == asks


@pytest.mark.parametrize("boss", sorted(BOSSES))
def test_asked_for_a_yes_or_a_no_they_say_which_and_what_is_between(boss: str) -> None:
    lines = BOSSES[boss].lines
    open_ = state_of(boss, ("budget", ConcernState.RAISED), current="budget")
    after, decision = step(open_, asking("verdict"), BOSSES[boss], TYPES)
    assert (decision.move, decision.answer, after.patience) == (Move.PRESS, "not_yet", open_.patience)
    said = speak(boss, decision, "So, yes or no?", (turn(open_, decision),))
    assert any(line.text in said.text for line in lines["not_yet"])
    assert any(line.text in said.text for line in TYPES["budget"].lines["meant"])
    stuck = replace(open_, concerns=(*open_.concerns, Concern("policy", ConcernState.STUCK, raised_at=1)))
    _, decision = step(stuck, asking("verdict"), BOSSES[boss], TYPES)
    assert decision.answer == "so_far_no"
    assert any(line.text in speak(boss, decision, "Yes or no?").text for line in lines["so_far_no"])


def test_with_nothing_left_between_them_a_yes_or_no_is_the_decision() -> None:
    done = state_of("supportive", ("budget", ConcernState.SETTLED))
    assert step(done, asking("verdict"), BOSSES["supportive"], TYPES)[0].stands is Outcome.AGREED
    assert step(done, asking("fact"), BOSSES["supportive"], TYPES)[0].stands is not Outcome.AGREED


@pytest.mark.parametrize("boss", sorted(BOSSES))
def test_whether_something_is_in_the_way_is_told_by_what_they_know(boss: str) -> None:
    lines = BOSSES[boss].lines
    state = state_of(boss, ("coverage", ConcernState.RAISED), current="coverage")
    _, decision = step(state, asking("snag"), BOSSES[boss], TYPES)
    knows = speak(boss, decision, "Is Wednesday a problem?", (), "The Wednesday class needs the kiln").text
    assert any(line.text in knows for line in lines["is_so"])
    assert "The Wednesday class needs the kiln" in knows
    other = speak(boss, decision, "Is Friday a problem?", (), "The Wednesday class needs the kiln").text
    assert any(line.text in other for line in lines["is_not"])
    assert "Wednesday" not in other


@pytest.mark.parametrize("boss", sorted(BOSSES))
def test_a_step_is_allowed_beside_whatever_they_say_next(boss: str) -> None:
    state = state_of(boss, ("policy", ConcernState.RAISED), current="policy")
    reading = Reading(2, {"within_rules": True}, {}, "test", asks="leave")
    after, decision = step(state, reading, BOSSES[boss], TYPES)
    assert decision.answer == "leave"
    assert after.concern("policy").state is ConcernState.SETTLED
    text = speak(boss, decision, "I'll write it down. Is Friday all right?", (turn(state, decision),)).text
    assert any(line.text.format(date="Friday") in text for line in BOSSES[boss].lines["leave"])


@pytest.mark.parametrize("boss", sorted(BOSSES))
def test_asked_what_they_meant_they_name_the_worry_drop_the_doubt_or_show_both_sayings(boss: str) -> None:
    state = state_of(boss, ("fairness", ConcernState.PRESSED), current="fairness")
    _, decision = step(state, asking("meant"), BOSSES[boss], TYPES)
    pressed = turn(state, replace(decision, answer=None))
    plain = speak(boss, decision, "What doubt?", (pressed,)).text
    assert any(line.text in plain for line in TYPES["fairness"].lines["meant"])
    doubted = turn(state, replace(decision, answer=None, remark="doubt"))
    dropped = speak(boss, decision, "Which count do you have?", (doubted,)).text
    assert any(line.text in dropped for line in BOSSES[boss].lines["doubt_dropped"])
    took_back = Reading(0, {}, {}, "test", takes_back=("Ilse fires in the morning.", "She can't after all."))
    shown = turn(state, replace(decision, answer=None, remark="retract"), reading=took_back)
    both = speak(boss, decision, "What does it contradict?", (shown,)).text
    assert "“Ilse fires in the morning”" in both
    assert "“She can't after all”" in both


def test_a_question_of_that_kind_earns_and_costs_nothing() -> None:
    state = state_of("busy", ("timing", ConcernState.PRESSED), current="timing")
    for kind in ("verdict", "snag", "ever", "leave", "either", "meant"):
        after, decision = step(state, asking(kind), BOSSES["busy"], TYPES)
        assert (after.patience, after.concern("timing").state) == (state.patience, ConcernState.PRESSED)
        assert decision.act is Act.OPTIONS


# --- after the yes -----------------------------------------------------------------------------------------------


def settled(boss: str = "supportive", **more) -> State:
    return state_of(boss, ("budget", ConcernState.SETTLED), closing=1, **more)


def read(level: int = 1, *moves: str, **more) -> Reading:
    return Reading(level, dict.fromkeys(moves, True), {}, "test", **more)


@pytest.mark.parametrize("boss", sorted(set(BOSSES) - {"unwilling"}))
def test_a_yes_without_a_close_leaves_the_user_one_turn_and_is_a_yes_all_the_while(boss: str) -> None:
    granted, decision = step(settled(boss), read(), BOSSES[boss], TYPES)
    assert (granted.outcome, granted.stands, decision.outcome) == (
        None,
        BOSSES[boss].yields,
        BOSSES[boss].yields,
    )
    asks = speak(boss, decision, "Thank you.").text
    assert any(asks.endswith(line.text) for line in BOSSES[boss].lines["seal"])
    ended, decision = step(granted, read(1, "date", "cover"), BOSSES[boss], TYPES)
    assert (ended.outcome, decision.move) == (BOSSES[boss].yields, Move.PART)
    last = speak(boss, decision, "I tell the others on Monday.").text
    assert any(last == line.text for line in BOSSES[boss].lines["done"])


def test_whoever_has_closed_is_not_asked_again() -> None:
    ended, decision = step(
        settled(closed_with=frozenset({"actions", "date"})), read(), BOSSES["supportive"], TYPES
    )
    assert (ended.granted, decision.answer) == (Outcome.AGREED, None)


def test_what_was_said_of_the_day_or_the_measure_is_not_asked_for() -> None:
    _, decision = step(settled(), read(), BOSSES["busy"], TYPES)
    dated = {line.text for line in BOSSES["busy"].lines["seal"] if line.of == "day"}
    for seed in range(20):
        voice = EmbeddedVoice(TYPES, BOSSES)
        text = voice.speak(case("busy"), (), "I start on 7 April.", decision, seed).text
        assert not any(text.endswith(line) for line in dated)


@pytest.mark.parametrize(
    ("after", "outcome"),
    [
        (read(0, "withdraws"), Outcome.LEFT_OPEN),
        (read(0, "ultimatum"), Outcome.LEFT_OPEN),
        (read(1, takes_back=("The gas is paid.", "It isn't paid after all.")), Outcome.LEFT_OPEN),
    ],
)
def test_a_yes_can_still_be_undone(after: Reading, outcome: Outcome) -> None:
    granted, _ = step(settled(), read(), BOSSES["supportive"], TYPES)
    assert step(granted, after, BOSSES["supportive"], TYPES)[0].stands is outcome


# --- who can say yes to what ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("boss", sorted(set(BOSSES) - {"unwilling"}))
def test_a_yes_that_somebody_above_must_give_is_passed_on_and_no_more(boss: str) -> None:
    lines = BOSSES[boss].lines
    trial = BOSSES[boss].yields is Outcome.TRIAL_AGREED
    above = settled(boss, closed_with=frozenset({"actions", "date"}))
    above = replace(
        above, concerns=(*above.concerns, Concern("not_my_decision", ConcernState.SETTLED, raised_at=1))
    )
    _, decision = step(above, read(), BOSSES[boss], TYPES)
    text = speak(boss, decision, "Thank you.", (turn(above, decision),)).text
    fitting = [line.text for line in lines["agree_above"] if (line.of == "trial") is trial]
    assert text in fitting
    mine = settled(boss, closed_with=frozenset({"actions", "date"}))
    _, decision = step(mine, read(), BOSSES[boss], TYPES)
    text = speak(boss, decision, "Thank you.", (turn(mine, decision),)).text
    assert text not in [line.text for line in lines["agree_above"]]


def test_to_be_put_forward_is_nothing_to_try() -> None:
    done = settled("sceptical", closed_with=frozenset({"actions", "date"}))
    assert step(done, read(), BOSSES["sceptical"], TYPES)[0].granted is Outcome.TRIAL_AGREED
    assert step(replace(done, whole=True), read(), BOSSES["sceptical"], TYPES)[0].granted is Outcome.AGREED


@pytest.mark.parametrize(
    ("ask", "constraint", "whole", "barred"),
    [
        ("I'd like to apply for the studio head's post.", "Leon retires in May", True, True),
        (
            "I'd like to take the studio manager's position.",
            "The position becomes vacant in May",
            False,
            True,
        ),
        ("I'd like to take the studio manager's position.", "The vacant position is frozen", False, False),
        ("I'd like to fire the kiln on two evenings.", "Leon retires in May", False, False),
        ("I'd like a new role as glaze lead.", "Money is short", False, False),
    ],
)
def test_a_post_that_is_there_needs_no_inventing(ask, constraint, whole, barred) -> None:
    found = replace(case("busy", constraint), preferred_ask=ask)
    assert about_applying(found) is whole
    assert ("no_path" in out_of_place(found)) is barred


@pytest.mark.parametrize(
    ("constraint", "spoken"),
    [
        ("The rules have been different each time", False),
        ("Says yes to whoever was in the room last", False),
        ("The list keeps being moved", False),
        ("Promised in March, and nothing since", False),
        ("The kiln is inspected in June", True),
        ("Every firing goes through the safety officer", True),
    ],
)
def test_a_complaint_about_the_boss_is_never_their_own_word(constraint: str, spoken: bool) -> None:
    assert bool(facts(case("busy", constraint))) is spoken


def test_nobody_is_asked_for_the_start_or_the_person_they_have_named() -> None:
    lines = TYPES["coverage"].lines["press"]
    when = [line.text for line in lines if "from when" in line.text.lower()]
    state = state_of("busy", ("coverage", ConcernState.PRESSED), current="coverage")
    decision = Decision(Move.PRESS, "coverage", "", Act.OPTIONS)
    no_day = replace(case("procedural"), preferred_ask="I'd like to run the kiln on two evenings a week.")

    def heard(scenario: Scenario, said: str) -> set[str]:
        voice = EmbeddedVoice(TYPES, BOSSES)
        before = (turn(state, decision, "Well."),)
        return {voice.speak(scenario, before, said, decision, seed).text for seed in range(250)}

    asked = heard(no_day, "It will work out.")
    assert any(line in text for text in asked for line in when)
    for told in (heard(case("procedural"), "It will work out."), heard(no_day, "I begin on 7 April.")):
        assert not any(line in text for text in told for line in when)


def test_a_step_that_is_said_again_at_the_close_is_taken() -> None:
    again = read(0, "date", "next_step", repeats=True)
    _, decision = step(settled(), again, BOSSES["busy"], TYPES)
    assert decision.remark != "repeat"
    open_ = state_of("busy", ("budget", ConcernState.RAISED), current="budget")
    assert step(open_, again, BOSSES["busy"], TYPES)[1].remark == "repeat"
