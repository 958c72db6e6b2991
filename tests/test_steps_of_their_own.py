"""Questions about a step of the user's own: whether they may go to those above, and what the boss would do in their place."""

from dataclasses import replace

import pytest

from assistant.domain import Act, ConcernState, Decision, Move, Note, Turn, Utterance
from assistant.engine.step import step
from assistant.listening.questions import Questions
from tests.talking import BOSSES, TYPES, VOICE, a_worry, asked_of, reading, under_way

BEFORE = Decision(Move.RAISE, "policy", "", Act.OPTIONS)
ASK = "I'd like to run the reading room on Fridays from 2 May."


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("I will write to the head office about it myself, okay?", "around"),
        ("I could talk to the owner on Monday, would that be all right?", "around"),
        ("I'd like to put it to the parish council myself if that's ok", "around"),
        ("Can I take it to your boss then?", "around"),
        ("Would you mind if I ask the director directly?", "around"),
        ("would you mind if I ring HR about it?", "around"),
        ("I'll write to the site manager then. Is that ok with you?", "around"),
        ("So can we write that down now, the two of us?", "act"),
        ("Hm, is there money for it or isn't there?", "worry"),
        ("Are there places in May or not?", "worry"),
        ("Is there a way to do it with fewer people?", "help"),
        ("Is there anything still open?", "help"),
        ("Is the course still open?", "plans"),
        ("Who's going to complain, Berit?", "worry"),
        ("Who minds the shop on Fridays?", "who"),
        ("Could you speak to the director for me?", "act"),
        ("Who tells the owner?", "who"),
        ("I asked the board last year and they said fine.", ""),
        ("If you won't decide, I'll go to the director.", ""),
        ("I'll write to the suppliers, ok?", ""),
        ("What would you do first if you were me?", "advice"),
        ("ok so what would you do in my place?", "advice"),
        ("Where would you start if you were in my shoes?", "advice"),
        ("What would you want to see first?", "help"),
        ("Who would you put in my place?", "whom"),
        ("If she says no then what?", "then"),
        ("If nobody turns up, then what do we do?", "then"),
        ("Do you have to sign me off or can I just enrol?", "fact"),
        ("Shall I ring them or can you?", "either"),
    ],
)
def test_what_such_a_question_wants(said: str, asks: str) -> None:
    assert Questions().asks(said) == asks


@pytest.mark.parametrize("boss", sorted(BOSSES))
def test_whoever_would_go_past_the_boss_hears_what_they_make_of_it(boss: str) -> None:
    for move in (Move.PRESS, Move.EASE, Move.PIN_DOWN):
        worry = None if move is Move.PIN_DOWN else "timing"
        decision = Decision(move, worry, "", Act.OPTIONS, answer="around")
        spoken = VOICE.speak(
            asked_of(boss, ASK), (), "I'll ask the board myself. Is that alright?", decision, 3
        )
        assert "/around/" in spoken.lines[0]


@pytest.mark.parametrize("boss", sorted(BOSSES))
def test_asked_for_advice_they_say_what_they_can_think_of(boss: str) -> None:
    state, decision = step(
        under_way(boss, a_worry("timing")), reading(1, "question", asks="advice"), BOSSES[boss], TYPES
    )
    assert (decision.move, decision.answer) == (Move.OFFER_IDEA, "help")
    assert state.concern("timing").state is ConcernState.RAISED


@pytest.mark.parametrize("boss", sorted(BOSSES))
def test_who_decides_is_said_again_to_whoever_asks_whether_it_is_them(boss: str) -> None:
    case = asked_of(boss, ASK, constraints=(Note("The training post belongs to regional HR"),))
    words = Utterance("The training post belongs to regional HR.", ())
    told = Turn(1, ASK, None, BEFORE, words, under_way(boss, a_worry("policy")))
    decision = Decision(Move.PRESS, "policy", "", Act.OPTIONS, answer="authority")
    spoken = VOICE.speak(case, (told,), "Who decides that really, regional HR or you?", decision, 3)
    assert "/again/" in spoken.lines[0]
    assert "regional HR" in spoken.text


@pytest.mark.parametrize("boss", sorted(BOSSES))
def test_that_something_is_allowed_is_granted_only_where_rules_are_the_worry(boss: str) -> None:
    for worry, fits in (("not_my_decision", False), ("budget", False), ("policy", True)):
        decision = Decision(Move.PRESS, worry, "", Act.OPTIONS, given=frozenset({"within_rules"}))
        lines = [
            VOICE.speak(asked_of(boss, ASK), (), "It is in line with it.", decision, seed).lines
            for seed in range(6)
        ]
        assert any("/grants/" in one for some in lines for one in some) is fits


def test_help_that_is_named_is_heard_whatever_they_press_on() -> None:
    decision = Decision(Move.PRESS, "timing", "", Act.OPTIONS, made=frozenset({"cover"}))
    said = "Jonas takes the Wednesday delivery, he's agreed."
    spoken = [VOICE.speak(asked_of("busy", ASK), (), said, decision, seed).lines[0] for seed in range(8)]
    assert all("/grants/" in line for line in spoken)
    nobody = replace(decision, made=frozenset({"evidence"}))
    assert not any(
        "/grants/" in VOICE.speak(asked_of("busy", ASK), (), said, nobody, seed).lines[0] for seed in range(8)
    )
