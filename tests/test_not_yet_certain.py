"""What is not certain settles nothing: help that nobody has asked for, and a question asked back in the place of an answer."""

import pytest

from assistant.domain import ConcernState, Move
from assistant.engine.step import step
from tests.talking import BOSSES, TYPES, a_worry, hearing, reading, under_way

ASK = "I'd like to run the evening ceramics class from 4 May."


@pytest.fixture(scope="module")
def hear(wiring):
    return hearing(wiring, ASK, about="coverage")


@pytest.mark.parametrize(
    "said",
    [
        "Noor could watch the kilns. I haven't asked her.",
        "I think Noor would do the kilns, I'll ask her tomorrow.",
        "Noor takes the firing list on Thursdays, but she doesn't know about it yet.",
        "Hm, Tomek does the late tram on Fridays. I'd have to check with him first.",
        "maybe my friend Ida, she's at the till anyway.. haven't spoken to her yet though",
        "I was hoping Ida would take the till both days, nobody asked her so far.",
    ],
)
def test_help_that_nobody_has_asked_for_is_at_most_half_of_it(hear, said: str) -> None:
    heard = hear(said)
    assert heard.softened
    assert heard.level < 2
    assert not any(one.startswith("coverage/") for one in hear(said, "budget").speaks)


@pytest.mark.parametrize(
    "said",
    [
        "Noor watches the kilns on Mondays, she offered it herself.",
        "Noor watches the kilns. I asked her on Friday and she's glad to.",
        "I'll ask Noor to write down the firing list, and she covers both days from May.",
        "Ida covers the till on both days and I talk to her about the keys on Monday.",
        "I haven't asked for more money, and Ida has the till.",
        "So you haven't asked Ida. Then let me, and she starts in May.",
        "I've never talked badly about Noor, and she watches the kilns.",
    ],
)
def test_whoever_was_asked_makes_no_offer_softer(hear, said: str) -> None:
    assert not hear(said).softened


@pytest.mark.parametrize(
    "said",
    [
        "Somebody will turn up, that's not my problem. You're the manager, you sort the cover out.",
        "You're the boss. You have to work it out.",
        "Something will turn up.",
    ],
)
def test_the_work_handed_back_to_the_boss_is_no_answer(hear, said: str) -> None:
    heard = hear(said)
    assert heard.level == 0
    assert not heard.speaks


def test_a_question_what_is_missing_leaves_nothing_open(hear) -> None:
    said = "Noor watches the kilns on both days, she offered it. So what exactly is missing in me for it?"
    assert not hear(said).gap
    assert hear("Noor watches the kilns on Mondays. Tuesdays are missing still.").gap


@pytest.mark.parametrize("boss", sorted(BOSSES))
def test_the_boss_stays_on_cover_that_is_only_hoped_for(boss: str) -> None:
    hoped = reading(1, "cover", softened="I haven't asked him.")
    state, decision = step(under_way(boss, a_worry("coverage")), hoped, BOSSES[boss], TYPES)
    assert decision.remark == "softened"
    assert state.concern("coverage").state is ConcernState.EASED
    assert "cover" not in state.concern("coverage").heard | decision.made


def test_that_nobody_was_asked_opens_no_worry_that_their_help_never_answered() -> None:
    told = reading(1, takes_back=("Ida does the till.", "I haven't really asked her."), unasked=True)
    talk = under_way("supportive", a_worry("coverage"), a_worry("not_my_decision", ConcernState.SETTLED))
    state, decision = step(talk, told, BOSSES["supportive"], TYPES)
    assert (decision.concern, decision.remark) == ("coverage", "softened")
    assert state.concern("not_my_decision").state is ConcernState.SETTLED
    covered = under_way("supportive", a_worry("timing"), a_worry("coverage", ConcernState.SETTLED))
    state, decision = step(covered, told, BOSSES["supportive"], TYPES)
    assert (decision.move, decision.concern) == (Move.REOPEN, "coverage")


@pytest.mark.parametrize(
    ("about", "boss", "said"),
    [
        ("deferral", "I'd pick it up when things are clearer.", "Clearer in what way? After Easter the boats are out."),
        ("readiness", "You're not far enough yet.", "Far enough for what? I've fired forty loads and lost two pots."),
        ("timing", "The crush scares me.", "Sorry, what do you mean by crush? In May there are only two weddings."),
        ("fairness", "The others will talk.", "Who do you mean by the others? I've been here longest."),
        ("loyalty", "I'd like it to last.", "What are you afraid of? I've turned down two offers since Christmas."),
        ("headcount", "It takes hands.", "What do you mean, hands? I do it beside the rest."),
    ],
)  # fmt: skip
def test_a_question_asked_back_settles_nothing(hear, about: str, boss: str, said: str) -> None:
    assert hear(said, about, boss).level < 2


def test_a_plain_answer_beside_the_question_counts(hear) -> None:
    said = "Which hours worry you? Enzo covers them all, Monday to Friday, he's agreed and he knows the till."
    assert hear(said, "coverage", "There'd be a hole.").level == 2
