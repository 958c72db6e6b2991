"""A direct question gets a direct answer, a question answers nothing itself, and a bad answer gets none of the credit."""

import pytest

from assistant.domain import (
    Act,
    ConcernState,
    Decision,
    Manager,
    Move,
    Note,
    Outcome,
    Prompted,
    Reaction,
    Scenario,
    Turn,
    User,
    Utterance,
)
from assistant.engine.step import step
from assistant.listening.conduct import Conduct
from assistant.scenario import load_scenario
from assistant.speaking.embedded import EmbeddedVoice
from assistant.speaking.permits import holding
from assistant.speaking.takeup import mentioned
from assistant.text.stating import stated
from tests.talking import BOSSES, TYPES, a_worry, hearing, reading, under_way

ASK = "I'd like to run the glaze lab two days a week from 4 May until the autumn fair. Enzo has the wheel class."


@pytest.fixture(scope="module")
def hear(wiring):
    return hearing(wiring, ASK)


def speak(boss: str, decision: Decision, said: str, state=None, *constraints: str) -> Utterance:
    scenario = Scenario(
        User("Mira Toft", "potter"),
        Manager("Leon Abt", "studio head", boss),
        ASK,
        constraints=tuple(map(Note, constraints)),
    )
    before = Turn(1, "Well.", None, decision, Utterance("Hm."), state or under_way(boss, a_worry("coverage")))
    return EmbeddedVoice(TYPES, BOSSES).speak(scenario, (before,), said, decision, seed=5)


def keys(spoken: Utterance) -> list[str]:
    return [line.split("/")[1] for line in spoken.lines]


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("What's the most you could pay a second throwing teacher?", "limit"),
        ("Where would be the limit for you, two kilns or three?", "limit"),
        ("How many evenings short is too short for the studio, for you?", "limit"),
        ("If not, what number is?", "limit"),
        ("You still haven't said how far you could go.", "limit"),
        ("300, 250 or 200?", "limit"),
        ("Would you tell Enzo on Monday?", "act"),
        ("Can you do both?", "act"),
        ("What happens if the kiln cracks again?", "then"),
        ("If a firing fails in June, is it over?", "then"),
        ("Why did you say no to Berit?", "past"),
        ("Are you still cross about the open day?", "past"),
        ("Who else has to agree besides you?", "who"),
        ("I asked who else would have to say yes.", "who"),
        ("What would make it a yes for you?", "help"),
        ("But you didn't say what you'd want to see.", "help"),
        ("Is 200 from October a yes from you?", "verdict"),
        ("Could you live with one evening?", "verdict"),
        ("Which form is it? I'll fill it in tonight if you tell me what it needs.", "detail"),
        ("Is June a bad month for you?", "snag"),
        ("Is that a yes? And could you tell Enzo?", "verdict"),
        ("Could you tell Enzo? And what is missing for you?", "help"),
        # and what is none of these
        ("How many people have you got on Fridays?", "fact"),
        ("What does the clay cost?", "fact"),
        ("Could we have a look at it on 3 June?", "date"),
        ("By Friday I tell you which two glazes. Agreed?", ""),
        ("Could you tell me by 3 June whether it's a yes?", "date"),
    ],
)
def test_what_a_direct_question_is_after(said: str, asks: str) -> None:
    assert Conduct().asks(said) == asks


@pytest.mark.parametrize("boss", sorted(BOSSES))
@pytest.mark.parametrize(
    ("asks", "said", "key"),
    [
        ("limit", "How high could you go?", "limit"),
        ("who", "Who gets the list then?", "unnamed"),
        ("act", "Would you ring the supplier?", "would_do"),
        ("then", "What happens if it cracks?", "what_then"),
        ("past", "What did you tell Berit?", "not_here"),
        ("detail", "Which shelf do you mean?", "unnamed"),
        ("worry", "Is it the kiln or the class?", "which_of"),
    ],
)
def test_it_is_answered_first_whatever_else_the_turn_did(boss: str, asks: str, said: str, key: str) -> None:
    for move, reaction in ((Move.PRESS, None), (Move.EASE, None)):
        decision = Decision(
            move, "coverage", "", Act.OPTIONS, remark="strong", reaction=reaction, answer=asks
        )
        assert keys(speak(boss, decision, said))[0] == key
    if asks in ("worry", "detail"):
        return  # of a worry that is dealt with they say so
    settled = Reaction(Move.SETTLE, "coverage")
    decision = Decision(Move.RAISE, "timing", "", Act.OPTIONS, remark="strong", reaction=settled, answer=asks)
    assert keys(speak(boss, decision, said))[0] == key


@pytest.mark.parametrize("asks", ["worry", "detail"])
def test_a_question_that_its_own_turn_answers_is_called_answered(asks: str) -> None:
    settled = Reaction(Move.SETTLE, "coverage")
    decision = Decision(Move.RAISE, "timing", "", Act.OPTIONS, remark="strong", reaction=settled, answer=asks)
    spoken = keys(speak("busy", decision, "Which hours worry you? Enzo has them all."))
    assert spoken[0] == "was"
    assert "settle" not in spoken  # which would say it twice


@pytest.mark.parametrize(
    ("asks", "said"),
    [
        ("help", "What would it take? Enzo has all the hours."),
        ("meant", "What went wrong then? Enzo has all the hours."),
    ],
)
def test_what_they_meant_or_need_is_not_called_answered_where_their_worry_goes(asks: str, said: str) -> None:
    settled = Reaction(Move.SETTLE, "coverage")
    decision = Decision(Move.RAISE, "timing", "", Act.OPTIONS, reaction=settled, answer=asks)
    spoken = keys(speak("busy", decision, said))
    assert "was" not in spoken
    assert spoken[0] == "settle"


def test_whoever_has_named_a_figure_is_not_asked_for_it() -> None:
    decision = Decision(Move.PRESS, "budget", "", Act.OPTIONS, remark="question", answer="limit")
    for seed in range(12):
        scenario = Scenario(User("Mira Toft", "potter"), Manager("Leon Abt", "head", "sceptical"), ASK)
        spoken = EmbeddedVoice(TYPES, BOSSES).speak(
            scenario, (), "I want 300 euros. How much?", decision, seed
        )
        line = next(one for one in spoken.lines if "/limit/" in one)
        assert next(one for one in BOSSES["sceptical"].lines["limit"] if one.id == line).of != "yours"


def test_a_circumstance_answers_only_a_question_that_it_fits() -> None:
    decision = Decision(Move.PRESS, "coverage", "", Act.OPTIONS, remark="question", answer="detail")
    beside = speak(
        "busy",
        decision,
        "Which days would be worst for the kiln room?",
        None,
        "Nobody else knows the kiln room",
    )
    assert "known" not in keys(beside)
    told = speak(
        "busy",
        decision,
        "Which days would be worst for the kiln room?",
        None,
        "The kiln room is full every Friday",
    )
    assert "known" in keys(told)


def test_what_they_are_asked_to_do_is_taken_with_the_yes() -> None:
    state = under_way("busy", a_worry("timing", ConcernState.SETTLED), current=None, closing=1)
    said = ("change", "next_step", "measure", "time")
    closing = reading(2, "date", "milestone", elements=said, asks="act")
    _, decision = step(state, closing, BOSSES["busy"], TYPES)
    assert decision.outcome is Outcome.AGREED
    assert decision.answer == "act"
    assert keys(speak("busy", decision, "Can you tell Enzo by Friday?", state))[-1] == "will_do"


@pytest.mark.parametrize("remark", ["strong", "repeat"])
def test_neither_praise_nor_a_repetition_swallows_a_question(remark: str) -> None:
    heard = (
        reading(2, "cover", asks="limit") if remark == "strong" else reading(1, asks="limit", repeats=True)
    )
    worries = (a_worry("coverage"), a_worry("timing", ConcernState.DORMANT))
    _, decision = step(under_way("busy", *worries), heard, BOSSES["busy"], TYPES)
    assert decision.answer == "limit"


# --- a question answers nothing -----------------------------------------------------------------------------------


def test_a_question_alone_eases_no_worry_that_asking_does_not_answer() -> None:
    for worry, eased in (("coverage", False), ("budget", False), ("readiness", True)):
        state, decision = step(
            under_way("busy", a_worry(worry)), reading(1, "question", asks="help"), BOSSES["busy"], TYPES
        )
        assert (state.concern(worry).state is ConcernState.EASED) is eased
        assert decision.move is Move.OFFER_IDEA


@pytest.mark.parametrize(
    ("concern", "said"),
    [
        ("readiness", "What would you want to see by 15 June to say I can fire alone?"),
        ("budget", "Hang on, we weren't done with the rise. Is 200 from October a yes from you?"),
        ("deferral", "Can you promise me an answer by 15 June?"),
    ],
)
def test_no_question_is_a_whole_answer(hear, concern: str, said: str) -> None:
    assert hear(said, concern).level < 2


@pytest.mark.parametrize(
    "said",
    [
        "Enzo takes the wheel class on both days only, the rest stays mine; he did it all June. Is that enough for you?",
        "Would it help if Enzo took the wheel class on both days? The rest stays mine; he did it all June and said yes.",
    ],
)
def test_an_answer_beside_a_question_stays_one(hear, said: str) -> None:
    assert hear(said, "coverage").level == 2


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("I stay for three more seasons, is that plain enough?", "I stay for three more seasons."),
        ("Enzo takes the Friday class, can you live with that?", "Enzo takes the Friday class."),
        ("The Friday class, is it the problem?", ""),
        ("What is it, is it the class?", ""),
    ],
)
def test_a_question_hung_on_a_statement_leaves_it_one(sentence: str, left: str) -> None:
    assert stated(sentence) == left


# --- no credit for nothing ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("concern", "said"),
    [
        ("budget", "Finding the money is your job. I just want it."),
        ("budget", "No idea who's done it. I just think it'd be nice. Plenty of places do it probably."),
        ("coverage", "Lots of other studios manage."),
    ],
)
def test_scorn_and_hearsay_answer_nothing(hear, concern: str, said: str) -> None:
    assert hear(said, concern).level == 0


def test_what_is_refused_is_not_offered(hear) -> None:
    assert not hear("I said 300, not less. I don't do it for free.", "budget").has("within_rules")
    assert hear("I'd do the first two months for free.", "budget").has("within_rules")


@pytest.mark.parametrize(
    ("said", "move"),
    [
        ("Give me a day or forget it, I'll go to the association then.", "ultimatum"),
        ("Why is everything a drama with you.", "grievance"),
        ("That's not what I asked and you know it.", "grievance"),
        ("Is there some deal with the fair that I don't know of?", "grievance"),
        ("The class is covered. Honestly, what more do you want.", "grievance"),
    ],
)
def test_accusations_and_ultimatums_are_heard(hear, said: str, move: str) -> None:
    assert hear(said, "timing").has(move)


@pytest.mark.parametrize(
    "said",
    [
        "If May is too early, forget it for now and I come back in August.",
        "Is there a deal with the fair about the stand?",
        "What more do you want to see from me?",
        "What else do you need from me?",
        "What else would you like from me before the stoppage?",
        "What would you need so that it doesn't leave you in a hole?",
        "Why is the kiln room so full?",
    ],
)
def test_what_only_sounds_like_one_is_none(hear, said: str) -> None:
    heard = hear(said, "timing")
    assert not heard.has("ultimatum")
    assert not heard.has("grievance")


def test_a_worry_is_let_go_for_a_reason_that_was_given() -> None:
    grounds = {
        line.id: line.of for kind in TYPES.values() for key in ("ease", "settle") for line in kind.lines[key]
    }
    for made in (frozenset({"milestone"}), frozenset({"evidence"})):
        for seed in range(30):
            decision = Decision(Move.EASE, "readiness", "", Act.OPTIONS, made=made)
            scenario = Scenario(User("Mira Toft", "potter"), Manager("Leon Abt", "head", "sceptical"), ASK)
            spoken = EmbeddedVoice(TYPES, BOSSES).speak(
                scenario, (), "Every second Friday you get a page.", decision, seed
            )
            assert {grounds[line] for line in spoken.lines if line in grounds} <= {"", *made}


def test_nobody_who_named_no_figure_is_told_that_the_sum_is_clear() -> None:
    priced = {
        line.id for key in ("ease", "settle") for line in TYPES["budget"].lines[key] if line.of == "figure"
    }
    assert priced
    for said, made in (
        ("Lena checks the list on Friday.", {"date"}),
        ("It costs 300 euros a year.", {"figure"}),
    ):
        spoken: set[str] = set()
        for seed in range(40):
            for move in (Move.EASE, Move.SETTLE):
                decision = Decision(move, "budget", "", Act.OPTIONS, made=frozenset(made))
                scenario = Scenario(
                    User("Mira Toft", "potter"), Manager("Leon Abt", "head", "sceptical"), ASK
                )
                spoken |= set(EmbeddedVoice(TYPES, BOSSES).speak(scenario, (), said, decision, seed).lines)
        assert bool(spoken & priced) is ("figure" in made)


# --- what was said ------------------------------------------------------------------------------------------------------


def test_what_is_said_for_the_first_time_to_a_worry_repeats_nothing(wiring) -> None:
    earlier = ["Enzo has the wheel class on both days, as in spring."]
    said = "As I said, Enzo has the wheel class on both days, as in spring."
    line = TYPES["coverage"].lines["press"][0].text
    for tried, again in (((), False), ((earlier[0],), True)):
        prompted = Prompted(ASK, "coverage", line, (), tried)
        assert wiring.turn_listener.hear(prompted, said, earlier).repeats is again


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("The posting closes on 20 August, and I want your backing.", None),
        ("Thirty-one complaints a month before March, twelve since.", None),
        ("The fair begins on 3 October.", None),
        ("Rosa retires on 30 June, so I'd take her shelf.", None),
        ("I'd start on 4 May.", "4 May"),
        ("Two days a week from 4 May.", "4 May"),
        ("On 15 July we look at it.", "15 July"),
    ],
)
def test_a_day_is_the_user_s_own_or_not_said_back(said: str, day: str | None) -> None:
    assert mentioned(said, ["Leon"], []).get("date") == day


@pytest.mark.parametrize(
    ("said", "so"),
    [
        ("I plan to stay four more years, is that plain enough?", True),
        ("I'm not going anywhere for the next two seasons.", True),
        ("I like it here.", False),
        ("I've been here for four years.", False),
    ],
)
def test_how_long_somebody_stays_is_heard(said: str, so: bool) -> None:
    scenario, _ = load_scenario(
        {"user": {"name": "Mira", "role": "potter"}, "manager": {"name": "Leon"}, "preferred_ask": ASK}
    )
    assert ("staying" in holding(scenario, [said])) is so
