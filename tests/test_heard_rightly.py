"""What people do in a talk is heard as what it is: closing, taking back, asking, proposing, correcting."""

from dataclasses import replace

import pytest

from assistant.domain import Act, Concern, ConcernState, Decision, Move, Outcome, Reading, State
from assistant.engine.policy import conclude, derive
from assistant.engine.step import step
from assistant.listening.closing import closes
from assistant.listening.conduct import Conduct, corrects_a_day
from assistant.text.segment import sentences
from assistant.text.stating import proposed
from tests.talking import BOSSES, TYPES, a_worry, hearing, near_the_end, reading, under_way

ASK = "I'd like to lead the new project one day a week from May."


@pytest.fixture(scope="module")
def hear(wiring):
    return hearing(wiring, ASK, about="coverage")


def answer(state: State, reading: Reading, boss: str = "procedural") -> tuple[State, Decision]:
    return step(state, reading, BOSSES[boss], TYPES)


# --- closing ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("So: I email Dr Osei tonight, you tell your lead on Monday, we look at it on 25 January. Agreed?", {"actions", "date"}),
        ("I send you the list on Friday and you put it on the rota, ok?", {"actions", "date"}),
        ("Then I write to HR tomorrow, you sign it on Friday, and on 30 June we look at it.", {"actions", "date"}),
        ("To sum up: I train Jo until 3 May, you tell the team, and we judge it on 1 July by the late orders.", {"actions", "date", "measure"}),
    ],
)  # fmt: skip
def test_who_does_what_by_when_is_a_close(said: str, what: set[str]) -> None:
    assert closes(said) == what


@pytest.mark.parametrize(
    "said",
    [
        "Hannah runs my Fridays from 3 May, I train her in April.",
        "I would start on 3 May if you agree.",
        "You know the May rush, and I see that you need me.",
        "I need you to sign it by Friday. Okay?",
        "I ran the panel in March, you saw it on Tuesday. Right?",
        "So, what do you think?",
    ],
)
def test_what_sums_nothing_up_is_no_close(said: str) -> None:
    assert not closes(said)


def test_a_close_counts_though_it_settles_a_worry_too(hear) -> None:
    said = "So: Hannah takes my Fridays, I train her on 3 May, you tell the team on Monday, we look at it on 25 June. Agreed?"
    reading = hear(said)
    assert Act.CLOSE in reading.acts
    assert reading.level
    state, _ = answer(under_way("procedural", a_worry("coverage")), reading)
    assert state.closed_with >= {"actions", "date"}
    assert Act.CLOSE in state.acts_done


# --- taking the ask back ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "No, forget it, I take it back, I do not want it any more.",
        "Never mind, forget it.",
        "I withdraw my request.",
        "Forget I asked.",
        "I have changed my mind, I do not need it after all.",
    ],
)
def test_taking_the_ask_back_is_honoured_and_ends_kindly(hear, said: str) -> None:
    earlier = ("Hannah has said yes, she takes my Fridays.",)
    reading = hear(said, earlier=earlier)
    assert reading.withdrawn
    assert not reading.takes_back
    state, decision = answer(under_way("procedural", a_worry("coverage")), reading)
    assert state.outcome is Outcome.LEFT_OPEN
    assert (decision.move, decision.remark) == (Move.LEAVE_OPEN, "withdraws")
    assert "took the ask back" in decision.reason


@pytest.mark.parametrize(
    "said",
    [
        "I take that back, it was out of line.",
        "I won't forget it, and never mind the fee.",
        "Forget it for May, then. Could I start in June?",
        "Let's leave it at one day.",
        "Forget the title. I'd do the work as it is.",
        "It doesn't matter which day.",
        "Forget it, just one Friday then.",
    ],
)
def test_what_only_sounds_like_it_takes_nothing_back(said: str) -> None:
    assert not Conduct().withdrawn(said)


def test_whoever_gives_up_is_offered_to_leave_it_and_may_go_on() -> None:
    gives_up = Reading(0, {"withdraws": True}, {}, "test")
    state, decision = answer(under_way("procedural", a_worry("coverage")), gives_up)
    assert (decision.move, decision.remark, state.outcome) == (Move.LEAVE_OPEN, "withdraws", None)
    left, _ = answer(state, Reading(0, {"acknowledges": True}, {}, "test"))
    assert left.outcome is Outcome.LEFT_OPEN
    on, _ = answer(state, Reading(2, {"cover": True}, {}, "test"))
    assert on.concern("coverage").state is ConcernState.SETTLED


# --- questions and proposals -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("What would worry you about that?", "worry"),
        ("Which condition I don't meet?", "short"),
        ("Which form?", "detail"),
        ("What you mean with that?", "worry"),
        ("Where do you see the risk?", "worry"),
        ("What stands in the way?", "worry"),
        ("Why not?", "worry"),
        ("What would show you I can do it?", "help"),
        ("What you need to see by 15 September to make it a yes?", "help"),
        ("What exactly should I bring you?", "help"),
        ("Which skill would tip the balance for you?", "help"),
        ("Could we sit down again on Friday 17 September?", "date"),
        ("What does the course cost?", "fact"),
        ("How many people have you got on Fridays?", "fact"),
        ("Who decides it then?", "who"),
    ],
)
def test_what_the_boss_thinks_is_no_fact_they_could_not_know(said: str, asks: str) -> None:
    assert Conduct().asks(said) == asks


def test_a_question_without_content_earns_nothing_and_costs_nothing(hear) -> None:
    before = under_way("procedural", a_worry("fairness"))
    state = before
    for _ in range(5):
        state, decision = answer(state, hear("What you mean with that?", "fairness"))
        assert decision.move is Move.PRESS
    assert state.concern("fairness") == before.concern("fairness")
    assert (state.trust, state.patience) == (before.trust, before.patience)


def test_the_same_question_again_wastes_time(hear) -> None:
    again = replace(hear("What you mean with that?", "fairness"), level=0, repeats=True)
    before = under_way("procedural", a_worry("fairness"))
    state, _ = answer(before, again)
    assert state.patience < before.patience


def test_questions_alone_come_to_an_end(hear) -> None:
    reading, state = (
        hear("What would worry you about that?", "fairness"),
        under_way("procedural", a_worry("fairness")),
    )
    turns = 0
    while state.outcome is None and turns < 30:
        state, _ = answer(state, reading)
        turns += 1
    assert state.outcome in (Outcome.REFUSED, Outcome.NOT_NOW, Outcome.LEFT_OPEN) or state.parting


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("Would it help if Hannah ran my Friday checks?", "Hannah could run my Friday checks."),
        ("What if I covered the desk until June?", "I could cover the desk until June."),
        ("Could Jo take my Friday round?", "Jo could take my Friday round."),
        ("What if it goes wrong?", ""),
        ("Could you tell them?", ""),
        ("Can I ask what holds you back?", ""),
    ],
)
def test_a_proposal_put_as_a_question_is_a_proposal(asked: str, says: str) -> None:
    assert proposed(asked) == says


def test_help_with_a_name_is_an_answer(hear) -> None:
    reading = hear("Would it help if Hannah ran my Friday checks? She agreed.")
    assert reading.has("cover")
    assert not reading.asks
    state, _ = answer(under_way("procedural", a_worry("coverage")), reading)
    assert state.concern("coverage").state in (ConcernState.EASED, ConcernState.SETTLED)


@pytest.mark.parametrize(
    "said", ["Is trial, two month, from 1 June.", "One Friday a month until then and two after."]
)
def test_a_trial_in_any_words_is_one(hear, said: str) -> None:
    assert hear(said, "timing").has("phased_or_trial")


@pytest.mark.parametrize("said", ["We stop trial.", "The trial is over."])
def test_a_trial_that_is_over_is_none(hear, said: str) -> None:
    assert not hear(said, "timing").has("phased_or_trial")


# --- sentences and days ----------------------------------------------------------------------------------------


def test_no_ends_a_sentence_unless_a_number_follows() -> None:
    assert [part.text for part in sentences("I said no. Then I left.")] == ["I said no.", "Then I left."]
    assert len(sentences("See form no. 12 in the file.")) == 1


def test_a_day_that_is_corrected_is_not_offered(hear) -> None:
    said = "No, 2 August was for whoever comes after me."
    assert corrects_a_day(said)
    assert not corrects_a_day("No, I'd start on 3 May.")
    reading = hear(said, "timing")
    assert not reading.has("date")
    assert "time" not in reading.elements


# --- fair ends -------------------------------------------------------------------------------------------------


def test_a_condition_that_is_met_is_not_named() -> None:
    kind = TYPES["loyalty"]
    for seed in range(8):
        state = under_way(
            "procedural",
            a_worry("loyalty", ConcernState.PRESSED),
            settled(),
            pay=True,
            given=frozenset({"reassurance"}),
            seed=seed,
            trust=4,
            current=None,
        )
        _, decision = conclude(state, BOSSES["procedural"], TYPES, "The end.")
        [condition] = decision.conditions
        met = [words for words, move in kind.met_by.items() if move == "reassurance" and words in condition]
        assert not met, condition


def test_the_words_of_a_met_condition_stand_in_one() -> None:
    for kind in TYPES.values():
        for words, move in kind.met_by.items():
            assert move
            assert any(words in one for one in (*kind.conditions, *kind.pay_conditions)), (kind.id, words)


def settled() -> Concern:
    return a_worry("coverage", ConcernState.SETTLED, changed_at=2)


def test_full_trust_overlooks_one_more_half_answer_and_never_at_hard() -> None:
    half = [
        a_worry(name, ConcernState.EASED, partial=1, heard=frozenset({"date"}))
        for name in ("timing", "fairness")
    ]
    state = under_way("procedural", settled(), *half, trust=9)
    assert derive(state, BOSSES["procedural"]) is Outcome.TRIAL_AGREED
    assert derive(replace(state, trust=8), BOSSES["procedural"]) is Outcome.NOT_NOW
    assert derive(replace(state, difficulty="hard"), BOSSES["procedural"]) is Outcome.NOT_NOW


def test_nobody_praises_an_answer_and_asks_again_in_one_breath() -> None:
    beside = Reading(2, {"evidence": True}, {}, "test")
    _, decision = answer(under_way("procedural", a_worry("timing")), beside)
    assert (decision.move is Move.PRESS) <= (decision.remark != "strong")


@pytest.mark.parametrize(
    "said",
    [
        "Me: the rota by Monday. You: the mail to payroll by Wednesday.",
        "I just told you who does what: I hand over, you confirm in writing by Friday. That's it, isn't it?",
        "From me: the key list by Friday. From your side: one mail to the board.",
        "Like I said, form by Tuesday, you send it Wednesday, HR answers by the end of May.",
        "On Monday I tell the team, on Tuesday Omar gets the keys, on the 30th I'm done.",
        "I'll hand the wards over by the 10th and Sina writes to the families.",
        "So: page to you by Tuesday, your answer by Friday, start on 1 June.",
    ],
)
def test_asked_how_it_goes_on_who_does_what_by_when_is_enough(said: str) -> None:
    assert closes(said, asked=True) >= {"actions", "date"}


@pytest.mark.parametrize(
    "said",
    [
        "I told you yesterday that you do it on Mondays.",
        "I do Mondays now and you do Tuesdays, and that has been so since March.",
        "Ruth covers me on Tuesdays.",
        "The trial ends on 30 June.",
        "You said you'd look at it in May.",
    ],
)
def test_a_day_and_a_habit_are_no_close_though_it_was_asked_for(said: str) -> None:
    assert not closes(said, asked=True)


@pytest.mark.parametrize("boss", ["busy", "supportive", "defensive"])
def test_nobody_asks_three_times_how_it_goes_on(boss: str) -> None:
    state, asked = near_the_end(boss), 0
    for heard in (reading(2, "evidence"), reading(1, asks="fact"), reading(), reading(1), reading()):
        if state.outcome is not None:
            break
        state, decision = step(state, heard, BOSSES[boss], TYPES)
        asked += decision.move is Move.ASK_NEXT_STEPS or decision.answer == "seal"
    assert (state.outcome is not None, asked) == (True, 2)
