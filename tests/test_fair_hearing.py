"""A boss who hears people as they talk: honesty costs nothing, a polite question cancels nothing, pressure buys nothing."""

from __future__ import annotations

import pytest

from assistant import engine
from assistant.coach import Coach
from assistant.debriefing.grounds import looks_like
from assistant.domain import (
    Act,
    Concern,
    ConcernState,
    Decision,
    Move,
    Outcome,
    Prompted,
    Reading,
    State,
)
from assistant.engine.policy import opening
from assistant.listening.conduct import Conduct
from assistant.scenario import load_scenario
from assistant.settings import Settings
from assistant.speaking.permits import out_of_place
from assistant.speaking.room import about_post, about_rank
from assistant.text.stating import really_asks, statement
from assistant.wiring import Wiring
from tests.talking import BOSSES, TYPES, hearing

ASK = "I'd like to train the new drivers one day a week from May."
FULL = (
    "You're right about May. I'd begin on 8 June, after the opening, with one morning a week until 31 July, "
    "and if it gets in the way I stop."
)


@pytest.fixture(scope="module")
def hear(wiring):
    return hearing(wiring, ASK, about="timing", line="This is a bad moment.")


def scenario(ask: str, **more):
    return load_scenario(
        {
            "user": {"name": "Petra Nowak", "role": "driver"},
            "manager": {"name": "Otto Lang"},
            "preferred_ask": ask,
        }
        | more
    )[0]


# --- honesty ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "True, there's no such role on the chart. I'd stay a driver by title until the summer.",
        "You're right, that isn't how the rota works today. So I'd keep my shifts.",
        "Yes, that's right, nobody has agreed to anything yet on your side.",
        "Fair, I haven't spoken to payroll about the difference.",
    ],
)
def test_agreeing_with_the_boss_takes_nothing_back(said: str) -> None:
    assert Conduct().takes_back(said, ["Erik takes my Wednesday shifts, and payroll knows."]) == ()


@pytest.mark.parametrize(
    ("said", "earlier"),
    [
        ("Well, Erik hasn't actually agreed to it.", "Erik takes my Wednesday runs."),
        ("I made that up about the accidents.", "I've had no accident in six years."),
        ("Erik can't do the Wednesday after all.", "Erik has the Wednesday covered."),
    ],
)
def test_what_is_taken_back_is_quoted_with_what_takes_it_back(said: str, earlier: str) -> None:
    assert Conduct().takes_back(said, ["Good morning Otto.", earlier]) == (earlier, said)
    assert Conduct().takes_back(said, []) == ()  # nothing was said that it could take back


# --- questions beside answers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("concern", "said"),
    [
        ("coverage", "Erik takes my Wednesday runs, he is on half time and wants the hours."),
        ("headcount", "Lena has agreed to take my Friday stock list, so nobody new is needed."),
        ("timing", "I'd begin after the line opens, on 8 June, with one morning only."),
    ],
)
@pytest.mark.parametrize(
    "question", ["Does that hold water for you?", "Would the depot manager go along with that?"]
)
def test_a_question_after_an_answer_cancels_nothing(hear, concern: str, said: str, question: str) -> None:
    assert hear(f"{said} {question}", concern).level >= max(1, hear(said, concern).level)


@pytest.mark.parametrize(
    "question", ["What would you look for in somebody like me?", "Is anything coming up?"]
)
def test_a_question_beside_a_clear_ask_leaves_it_clear(hear, question: str) -> None:
    assert "change" in hear(f"I'd like to become depot instructor. {question}", "").elements


def test_a_proposal_put_as_a_question_is_a_statement() -> None:
    assert not really_asks("Erik could take two Wednesdays, maybe?")
    assert statement("um, Erik could take two Wednesdays, maybe?") == "Erik could take two Wednesdays."
    assert really_asks("If not now, can we fix the 23rd?")
    assert statement("What would you need?") == ""


# --- plain answers -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("concern", "said"),
    [
        ("timing", "We could begin once the new line is open."),
        ("timing", "There's no hurry, it need not start before autumn; I'd wait until the opening is over."),
        ("fairness", "Whoever has five clean years can ask for the same thing."),
        ("fairness", "We take turns, and the next on the list has it after me."),
        ("loyalty", "This isn't my ticket out. I mean to stay with the trams."),
        ("headcount", "It's the same people on the same hours."),
        ("coverage", "um, Erik could maybe drive on Wednesdays?"),
        ("readiness", "I've trained four new colleagues on the simulator."),
        ("budget", "It costs nothing extra, I stay on the same pay."),
        ("no_path", "I don't need a title, I'd keep my post."),
    ],
)
def test_a_plain_answer_is_at_least_half_of_one(hear, concern: str, said: str) -> None:
    reading = hear(said, concern)
    assert reading.level >= 1
    assert any(reading.has(move) for move in TYPES[concern].plainly)


@pytest.mark.parametrize(
    ("concern", "said"),
    [
        ("timing", "Timing is never perfect, is it."),
        ("fairness", "The others will get over it."),
        ("loyalty", "You should be glad that I ask you first."),
        ("headcount", "That's for you to sort out, with respect."),
        ("coverage", "I don't know who would do it."),
    ],
)
def test_what_answers_nothing_stays_nothing(hear, concern: str, said: str) -> None:
    assert hear(said, concern).level == 0


# --- threats and flattery --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "If you turn it down, I'll take it to the depot director myself.",
        "It saves nine hours by June. If you stand in the way, I go to the union.",
        "Refuse and you'll be hearing from the works council.",
        "Otherwise I'll complain to your manager.",
        "I go over your head if you say no.",
    ],
)
def test_going_past_the_boss_is_heard_as_a_threat(hear, said: str) -> None:
    reading = hear(said)
    assert reading.has("ultimatum")
    assert reading.level == 0
    assert "over_head" in reading.tone


@pytest.mark.parametrize(
    "said",
    [
        "If the works council has to approve it, I'll take the form to them.",
        "If you agree, we could go to the director together.",
        "If it goes wrong, I go back to my old runs.",
        "If you can't decide that alone, who could we ask?",
        "Otherwise we stop and I drive as before.",
    ],
)
def test_working_with_others_is_no_threat(hear, said: str) -> None:
    assert not hear(said).has("ultimatum")


def step(reading: Reading, boss: str = "supportive") -> tuple[State, State, Decision]:
    """One turn while timing is on the table."""
    state = State(
        seed=1,
        difficulty="realistic",
        temperament=boss,
        concerns=(Concern("timing", ConcernState.RAISED, raised_at=1), Concern("coverage")),
        patience=5,
        trust=5,
        turn=1,
        current="timing",
        ask_heard=frozenset({"change"}),
    )
    after, decision = engine.step(state, reading, BOSSES[boss], TYPES)
    return state, after, decision


def test_a_threat_past_the_boss_costs_and_stays_with_the_worry(hear) -> None:
    before, after, decision = step(hear("If you refuse, I'll write to the director."))
    assert after.trust < before.trust
    assert after.patience < before.patience
    assert decision.remark == "ultimatum"
    assert decision.concern == "timing"


def test_flattery_and_pressure_buy_no_trust(hear) -> None:
    plain, flattered = hear(FULL), hear(f"You're the best boss in town. {FULL}")
    assert step(plain)[1].trust > 5
    assert step(flattered)[1].trust == 5
    assert step(hear(f"{FULL} Just say yes now."))[1].trust < 5


# --- the worry itself ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("What's the fear, Otto?", "timing/own"),
        (
            "Is it that I'd be gone on Wednesdays?",
            "timing/meant",
        ),  # it is not, and they say what they do mean
        ("Which part bothers you?", "timing/own"),
        ("What do you mean by that?", "timing/own"),
    ],
)
def test_asked_about_the_worry_the_boss_says_it(hear, wiring, said: str, says: str) -> None:
    reading = hear(said)
    assert reading.asks == "worry"
    assert reading.level == 1
    before, after, decision = step(reading)
    assert decision.answer == "worry"
    assert after.patience == before.patience
    spoken = wiring.voice.speak(
        scenario(ASK, manager={"name": "Otto Lang", "temperament": "supportive"}), (), said, decision, seed=1
    )
    assert any(line.startswith(says) for line in spoken.lines)


# --- which worries fit -------------------------------------------------------------------------------------------------


def test_a_step_up_is_never_given_without_asking_whether_somebody_is_ready() -> None:
    for seed in range(30):
        state = opening(BOSSES["busy"], TYPES, seed=seed, difficulty="gentle", trust="high", rank=True)
        assert {"readiness", "performance"} & {concern.id for concern in state.concerns}


@pytest.mark.parametrize("boss", sorted(BOSSES))
def test_money_that_the_ask_names_is_no_boss_forgets_about(boss: str) -> None:
    for seed in range(12):
        for difficulty in ("gentle", "realistic", "hard"):
            opened = [
                opening(BOSSES[boss], TYPES, seed=seed, difficulty=difficulty, trust="medium", money=named)
                for named in (True, False)
            ]
            assert "budget" in {concern.id for concern in opened[0].concerns}
            assert len(opened[0].concerns) == len(opened[1].concerns)


def test_worries_fit_what_is_asked() -> None:
    assert about_rank(scenario("I would like to be promoted to team lead."))
    assert not about_rank(scenario(ASK))
    assert not about_post(scenario(ASK))
    assert set(
        out_of_place(scenario("I'd like to apply for the opening.", special=["internal_vacancy"]))
    ) == {
        "no_path",
        "headcount",
    }


def test_no_post_is_refused_that_nobody_asked_for(wiring) -> None:
    decision = Decision(Move.RAISE, "headcount", "", Act.OPTIONS)
    posts = {line.id for lines in TYPES["headcount"].lines.values() for line in lines if line.of == "post"}
    assert posts
    for seed in range(60):
        spoken = wiring.voice.speak(scenario(ASK), (), ASK, decision, seed=seed)
        assert not posts & set(spoken.lines)


# --- the close -----------------------------------------------------------------------------------------------------------


def test_before_a_yes_there_is_room_for_who_what_and_when(hear) -> None:
    full = hear(FULL)
    state = State(
        seed=1,
        difficulty="realistic",
        temperament="supportive",
        concerns=(Concern("timing", ConcernState.RAISED, raised_at=1),),
        patience=5,
        trust=5,
        turn=1,
        current="timing",
        ask_heard=frozenset({"change", "time", "cover", "measure"}),
    )
    assert full.level == 2
    after, decision = engine.step(state, full, BOSSES["supportive"], TYPES)
    assert decision.move is Move.ASK_NEXT_STEPS
    assert after.outcome is None
    last = hear(
        "I write to Erik today, you tell the depot, and on 30 June we look at the errors together.", ""
    )
    _, decision = engine.step(after, last, BOSSES["supportive"], TYPES)
    assert decision.outcome is Outcome.AGREED


# --- the debrief -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("move", "quote"),
    [
        ("cover", "Who do you think could cover?"),
        ("cover", "What else worries you about the handover?"),
        ("question", "When Bruno was ill I did the tarts."),
        ("date", "as article 14 of the agreement says"),
        ("date", "or Wednesday at some point"),
        ("phased_or_trial", "I know you start with the close-out this week."),
        ("benefit", "Thanks for saving me a slot."),
        ("milestone", "if we were to run short"),
        ("acknowledges", "You agree, of course."),
        ("phased_or_trial", "Omar covered the kiln for two weeks in May"),
    ],
)
def test_a_quote_looks_like_what_it_is_said_to_be(move: str, quote: str) -> None:
    assert not looks_like(move, quote)


@pytest.mark.parametrize(
    ("move", "quote"),
    [
        ("cover", "Erik takes my runs on Wednesday."),
        ("question", "What would settle it for you?"),
        ("date", "we look at it again on 30 June"),
        ("phased_or_trial", "we try it for four weeks and stop if it fails"),
    ],
)
def test_what_looks_like_it_may_be_claimed(move: str, quote: str) -> None:
    assert looks_like(move, quote)


WEAK = ("Please, I really want it.", "It would be good for everybody.", "I'd do my best, you know me.")


@pytest.mark.parametrize("boss", ["busy", "defensive", "procedural", "supportive"])
def test_what_to_say_next_time_would_help_in_the_same_place(boss: str, tmp_path) -> None:
    coach = Coach(Wiring(Settings(profile=tmp_path, engine="embedded", keep=False)))
    case = scenario(
        ASK, manager={"name": "Otto Lang", "temperament": boss}, evidence=["No accident in six years"]
    )
    offered = 0
    for seed in range(3):
        rehearsal = coach.start(case, seed=seed, difficulty="realistic")
        for said in (ASK, *WEAK):
            if coach.resume(rehearsal.session).state.outcome is None:
                coach.say(rehearsal.session, said)
        for note in coach.end(rehearsal.session).weakest:
            offered += (
                bool(note.better) or "What would speak to it" in note.why
            )  # a wording, or what to bring
            if note.better:
                prompted = Prompted(ASK if note.concern else "", note.concern, note.asked)
                assert coach._parts.turn_listener.hear(prompted, note.better, ()).level >= 1
    assert offered


def test_a_shy_beginning_does_not_end_the_talk(hear) -> None:
    state = opening(BOSSES["busy"], TYPES, seed=3, difficulty="hard", trust="medium")
    for said in ("Um, hello. I don't know how to start.", "It's about, well, the other thing, sort of."):
        state, _ = engine.step(state, hear(said, ""), BOSSES["busy"], TYPES)
    assert state.patience >= 2
    assert state.outcome is None
