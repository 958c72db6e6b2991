"""An offer made softer is no broken promise, and an offer to wait is one; what speaks to another worry eases none."""

from dataclasses import replace

import pytest

from assistant import catalog
from assistant.domain import Concern, ConcernState, Move, Outcome, Prompted, Reading, State
from assistant.engine.policy import opening
from assistant.engine.step import step
from assistant.listening.accusing import accuses
from assistant.listening.conduct import Conduct
from assistant.settings import Settings
from assistant.wiring import Wiring
from tests.talking import hearing

TYPES, BOSSES = catalog.concerns(), catalog.temperaments()
ASK = "I'd like to drive the mobile library on Saturdays from 2 May."
PROPOSED = ["Pavel could open the counter on Saturdays."]
TOLD = ["Pavel has agreed to open the counter on Saturdays."]


@pytest.fixture(scope="module")
def hear(tmp_path_factory):
    parts = Wiring(Settings(profile=tmp_path_factory.mktemp("p"), engine="embedded"))

    def listen(said: str, concern: str, earlier=()) -> Reading:
        boss = TYPES[concern].lines["press"][0].text
        return parts.turn_listener.hear(Prompted(ASK, concern, boss), said, earlier)

    return listen


def table(current: str, *others: tuple[str, ConcernState], boss: str = "defensive") -> State:
    state = opening(BOSSES[boss], TYPES, seed=2, difficulty="realistic", trust="medium")
    found = ((current, ConcernState.RAISED), *others)
    return replace(
        state,
        concerns=tuple(Concern(name, how, raised_at=1) for name, how in found),
        current=current,
        ask_heard=frozenset({"change"}),
        turn=2,
    )


@pytest.mark.parametrize(
    ("said", "earlier", "softer", "broken"),
    [
        ("I haven't asked Pavel yet.", PROPOSED, True, False),
        ("He'd do the counter if he wants to, of course; if he likes it, that is.", PROPOSED, True, False),
        ("Nobody has asked Pavel so far.", PROPOSED, True, False),
        ("I haven't asked him yet.", TOLD, False, True),
        ("Pavel hasn't agreed to the counter.", ["Pavel opens the counter on Saturdays."], False, True),
        ("I haven't asked Pavel yet; if he says no, Ada opens it.", PROPOSED, False, False),
        ("I haven't asked you for money.", PROPOSED, False, False),
        ("Has Pavel been asked?", PROPOSED, False, False),
    ],
)
def test_only_what_was_told_as_agreed_is_taken_back(hear, said, earlier, softer, broken) -> None:
    reading = hear(said, "budget", earlier)
    assert (bool(reading.softened), reading.retracts) == (softer, broken)


def test_the_boss_asks_what_then_and_reopens_nothing() -> None:
    state = table("budget", ("policy", ConcernState.SETTLED), ("coverage", ConcernState.SETTLED))
    softer = Reading(0, {}, {}, "test", softened="I haven't asked Pavel yet.")
    asked, decision = step(state, softer, BOSSES["defensive"], TYPES)
    assert (decision.move, decision.remark, asked.patience) == (Move.PRESS, "softened", state.patience)
    assert [c.state for c in asked.concerns] == [c.state for c in state.concerns]
    told, decision = step(asked, Reading(0, {"cover": True}, {}, "test"), BOSSES["defensive"], TYPES)
    assert (decision.remark, told.patience) == ("aside", state.patience)
    idle, decision = step(asked, Reading(0, {}, {}, "test"), BOSSES["defensive"], TYPES)
    assert (decision.remark, idle.patience) == ("empty", state.patience - 1)


@pytest.mark.parametrize(
    ("said", "later"),
    [
        ("We can also just leave it until the strike is over.", True),
        ("Fine, it can wait.", True),
        ("We could come back to it some other time, whenever suits you.", True),
        ("I'd start when the stocktaking is over, on 9 May.", False),
        ("We could put it off until 9 May.", False),
        ("Let's leave it for now, but could I drive one Saturday?", False),
        ("I can bring the keys whenever you need them.", False),
    ],
)
def test_an_offer_to_wait_is_told_from_a_later_start(said: str, later: bool) -> None:
    assert bool(Conduct().postpones(said)) is later


@pytest.mark.parametrize("boss", sorted(BOSSES))
def test_the_boss_takes_an_offer_to_wait_and_the_next_nod_ends_it(boss: str) -> None:
    waits = Reading(0, {"withdraws": True}, {}, "test", postpones="It can wait.")
    left, decision = step(table("budget", boss=boss), waits, BOSSES[boss], TYPES)
    assert (decision.move, decision.remark, left.outcome) == (Move.LEAVE_OPEN, "postponed", None)
    assert "put it off" in decision.reason
    ended, _ = step(left, Reading(0, {"acknowledges": True}, {}, "test"), BOSSES[boss], TYPES)
    assert ended.outcome is Outcome.LEFT_OPEN
    back, _ = step(left, Reading(2, {"benefit": True}, {}, "test"), BOSSES[boss], TYPES)
    assert back.outcome is None


@pytest.mark.parametrize(
    ("said", "jab"),
    [
        ("I counted the shelves while you looked the other way.", True),
        ("What else do you want me to say?", True),
        ("How convenient.", True),
        ("I counted the shelves while you were on leave.", False),
        ("What else would you like to see?", False),
        ("Saturday is convenient for everybody.", False),
    ],
)
def test_a_jab_is_one_and_thanks_or_facts_are_none(said: str, jab: bool) -> None:
    assert bool(accuses(said, "plain")) is jab


def test_what_plainly_speaks_to_another_worry_eases_none() -> None:
    state = table("loyalty", ("coverage", ConcernState.RAISED))
    beside = Reading(1, {"date": True}, {}, "test", speaks=frozenset({"coverage/cover"}))
    after, _ = step(state, beside, BOSSES["defensive"], TYPES)
    assert after.concern("loyalty").state is ConcernState.PRESSED
    day = Reading(1, {"date": True}, {}, "test")
    assert step(state, day, BOSSES["defensive"], TYPES)[0].concern("loyalty").state is ConcernState.PRESSED
    for fitting in ("reassurance", "milestone"):
        after, _ = step(
            state, Reading(1, {fitting: True, "date": True}, {}, "test"), BOSSES["defensive"], TYPES
        )
        assert after.concern("loyalty").state is ConcernState.EASED


# --- what gives way on the ask is no other ask ----------------------------------------------------------------

CONCEDED = [
    ("timing", "Then I could start in November instead, once the stocktake is behind you."),
    ("timing", "I can wait with it until the new ovens are running."),
    ("fairness", "I'd rather have one afternoon instead of two, so there's room for the others."),
    ("budget", "Or I pay half of the licence myself for now."),
    ("deferral", "Could we try it for four weeks first, with only the small van?"),
    ("budget", "I'd settle for 15.20 instead and the rest in spring."),
]
TURNED = [
    "Actually what I really want is a move to the showroom in Graz.",
    "I also want a bigger van and a new phone.",
    "On second thoughts, could I get the foreman's post instead?",
]


@pytest.mark.parametrize(("worry", "said"), CONCEDED)
def test_what_gives_way_is_half_an_answer_and_no_new_ask(wiring: Wiring, worry: str, said: str) -> None:
    ask = "I'd like to run the repair corner on two afternoons from 3 October."
    heard = hearing(wiring, ask)(said, worry, earlier=[ask])
    assert not heard.asks_anew
    assert heard.level


@pytest.mark.parametrize("said", TURNED)
def test_another_ask_stays_one(wiring: Wiring, said: str) -> None:
    ask = "I'd like to run the repair corner on two afternoons from 3 October."
    assert hearing(wiring, ask)(said, "timing", earlier=[ask]).asks_anew


HONEST = [
    ("Tomek takes my round.", "I haven't asked Tomek yet, I wanted to hear you first."),
    ("Ewa is in the morning group, so I'd stay at the desk.", "I haven't asked Ewa yet."),
    ("Silke covers the till.", "To be honest, I haven't talked to Silke."),
]


@pytest.mark.parametrize(("before", "now"), HONEST)
def test_honesty_about_who_was_not_asked_is_no_broken_word(wiring: Wiring, before: str, now: str) -> None:
    heard = hearing(wiring, "I'd like Fridays for the archive.")(now, "timing", earlier=[before])
    assert not heard.takes_back
    assert heard.softened


def test_what_was_told_as_agreed_is_taken_back_all_the_same(wiring: Wiring) -> None:
    told = "Silke covers the till, she has agreed."
    hear = hearing(wiring, "I'd like Fridays for the archive.")
    assert hear("To be honest, I haven't talked to Silke.", "coverage", earlier=[told]).takes_back
