"""What has the shape of an answer and none of its content earns nothing; the same shape with content counts."""

from dataclasses import replace

import pytest

from assistant.domain import ConcernState, Outcome
from assistant.engine.step import step
from assistant.wiring import Wiring
from tests.talking import BOSSES, TYPES, a_worry, hearing, reading, under_way

ASK = "I'd like to run the allotment office two days a week from 1 April."
DONE = frozenset({"actions", "date", "measure"})
CIRCLES = [
    "Anja takes my tables on Fridays and I take hers on Fridays.",
    "Lupe does my round on Tuesday, and I do Lupe's round on Tuesday.",
    "Femi stands in for me on Thursdays, and on the same days I stand in for him.",
]
NO_CIRCLES = [
    "Anja takes my tables on Fridays and I take hers on Sundays.",
    "Femi stands in for me on Tuesdays, and I do his Saturdays in return.",
    "Lupe does my round on Tuesday morning, and I do Lupe's on Tuesday afternoon.",
    "Lupe does my round on Tuesday, and I do the phones on Tuesday evening.",
]
NO_WAY_OUT = [
    "We try it until 30 June, and if it doesn't work we continue all the same.",
    "Let's run it for six weeks; if the complaints go up, we keep going regardless.",
    "We look at it on 1 May and it goes on either way.",
    "If the error rate falls it worked, and if it rises it worked too.",
    "Judge me by the returns, 4 or 40, no matter.",
]
A_WAY_OUT = [
    "It goes on whatever the weather, and we stop on 1 June if sales fall under 30 a day.",
    "We try it until 30 June, and if it doesn't work we go back to the old rota.",
    "If you're not happy on 31 March, we carry on with the old plan and I drop it.",
    "If more than three come back, I stop. The Friday checks carry on either way.",
    "Two days or three, it doesn't matter to me, but after six weeks we count the complaints and stop above five.",
]
WORST_TIMES = [
    "I'd start on 15 December, which is our worst week of the year.",
    "From Monday. It's the most hectic time we have, but a start is a start.",
    "The first day would be 24 August, right in the middle of the busiest stretch.",
]
GOOD_TIMES = [
    "From 10 January, right after the busiest weeks.",
    "I'd start on 1 March. It's our busiest month, so for those four weeks it's one hour on Fridays only.",
    "Not in August, that's the busiest time. 15 September.",
]


@pytest.mark.parametrize(
    ("concern", "said"),
    [
        *(("coverage", said) for said in [*CIRCLES, "Anyone who has a minute can take the deliveries."]),
        *(("readiness", said) for said in NO_WAY_OUT),
        *(("timing", said) for said in WORST_TIMES),
    ],
)
def test_what_takes_itself_back_answers_nothing(wiring: Wiring, concern: str, said: str) -> None:
    heard = hearing(wiring, ASK, about=concern)(said)
    assert heard.level == 0
    assert not any(heard.moves.values())


@pytest.mark.parametrize(
    ("concern", "said"),
    [
        *(("coverage", said) for said in NO_CIRCLES),
        *(("readiness", said) for said in A_WAY_OUT),
        *(("timing", said) for said in GOOD_TIMES),
    ],
)
def test_the_same_shape_with_something_in_it_counts(wiring: Wiring, concern: str, said: str) -> None:
    heard = hearing(wiring, ASK, about=concern)(said)
    assert heard.level > 0
    assert not heard.defeats


def test_a_good_sentence_beside_an_empty_one_still_counts(wiring: Wiring) -> None:
    hear = hearing(wiring, ASK, about="coverage")
    beside = "Anja takes my tables on Fridays and I take hers on Fridays. Marek has the till, he did it for two weeks in May."
    assert hear(beside).level > 0


def test_they_say_that_it_takes_itself_back(wiring: Wiring) -> None:
    heard = hearing(wiring, ASK, about="readiness")(NO_WAY_OUT[0])
    _, decision = step(under_way("sceptical", a_worry("readiness")), heard, BOSSES["sceptical"], TYPES)
    assert (decision.remark, decision.move) == ("defeats", "press")
    assert (
        step(under_way("sceptical", a_worry("readiness")), reading(), BOSSES["sceptical"], TYPES)[1].remark
        == "empty"
    )


@pytest.mark.parametrize(
    "said",
    [
        "Other studios have been asking, so think about it.",
        "If I don't get it, I've got two other bakeries interested.",
        "I'm staying as long as the nights stop, because that would make anyone leave.",
        "I know a couple of growers who'd be glad of me.",
        "You'd miss me.",
        "Good gardeners don't stay where they aren't valued.",
        "Nobody could blame me if I went.",
        "I wouldn't have to look far for something better.",
    ],
)
@pytest.mark.parametrize("concern", ["loyalty", "timing"])
def test_a_threat_in_passing_reassures_nobody(wiring: Wiring, concern: str, said: str) -> None:
    heard = hearing(wiring, ASK, about=concern)(said)
    assert heard.has("ultimatum")
    assert (heard.level, heard.has("reassurance")) == (0, False)
    before = under_way("defensive", a_worry(concern), trust=5)
    after, decision = step(before, heard, BOSSES["defensive"], TYPES)
    assert decision.remark == "ultimatum"
    assert after.trust < before.trust


@pytest.mark.parametrize(
    ("concern", "said"),
    [
        ("loyalty", "I had an offer from a nursery in May and I said no, because I like it here."),
        ("loyalty", "Another practice called me last year. I turned it down, and I'm staying."),
        ("coverage", "You'd miss me on the early shift, so Tom does it for those weeks."),
        ("headcount", "Two people left because of the nights; with three a month nobody would leave for that."),
        ("not_my_decision", "Two other departments have been asking for the same thing, so HR has a form for it."),
        ("fairness", "If others ask, the same rule holds for them: two years in the post."),
        ("coverage", "Two other schools asked me to write up the checklist, so it is on paper already."),
    ],
)  # fmt: skip
def test_who_mentions_others_or_an_offer_calmly_threatens_nobody(
    wiring: Wiring, concern: str, said: str
) -> None:
    assert not hearing(wiring, ASK, about=concern)(said).has("ultimatum")


@pytest.mark.parametrize(
    "said",
    [
        "You gave the Leeds order to Rita and I was left with the phones.",
        "You've had six months to decide.",
        "You weren't listening, were you?",
        "You're a coward, honestly.",
    ],
)
def test_an_accusation_is_taken_as_one(wiring: Wiring, said: str) -> None:
    heard = hearing(wiring, ASK, about="fairness")(said)
    state, decision = step(
        under_way("defensive", a_worry("fairness"), trust=5), heard, BOSSES["defensive"], TYPES
    )
    assert "jab" in heard.tone
    assert state.trust < 5
    assert decision.cool


@pytest.mark.parametrize(
    "said",
    [
        "You gave me the keys in May and I got the stock counted.",
        "You gave Tom the course and I trained him for the desk.",
        "You picked Rita for the course and I had the notes from her.",
        "You had three weeks with the new scanner, I had two.",
    ],
)
def test_who_tells_what_the_boss_did_accuses_nobody(wiring: Wiring, said: str) -> None:
    assert not hearing(wiring, ASK, about="fairness")(said).tone


@pytest.mark.parametrize("boss", [one for one in BOSSES if one != "unwilling"])
def test_the_yes_after_rudeness_is_no_warm_one(boss: str) -> None:
    settled = a_worry("timing", ConcernState.SETTLED)
    close = reading(2, "date", "milestone", elements=["next_step", "time"])
    rude, civil = (
        step(
            under_way(boss, settled, current=None, closing=1, trust=7, slights=slights, closed_with=DONE),
            close,
            BOSSES[boss],
            TYPES,
        )[1]
        for slights in (2, 0)
    )
    assert rude.outcome == civil.outcome
    assert (rude.cool, civil.cool) == (True, False)


KNOWN = (
    "I'd like to run the seed store two days a week from 1 April, and the forklift course, 400 of 800 euro."
)


@pytest.mark.parametrize(
    "said",
    [
        "Good. And if it goes well by August, I want 8 percent as well.",
        "Great. Oh, and a company phone on top, please.",
        "Thanks. I'd also like Fridays off in summer.",
        "One more thing: I need a parking space too.",
        "Could I also have the title, in writing from May?",
    ],
)
def test_one_more_demand_is_heard_as_new_and_is_not_in_the_yes(wiring: Wiring, said: str) -> None:
    heard = hearing(wiring, KNOWN)(said, earlier=["Two days, and nobody new."])
    assert heard.adds
    won = a_worry("timing", ConcernState.SETTLED)
    talk = under_way("sceptical", won, current=None, closing=1, granted=Outcome.TRIAL_AGREED, trust=7)
    state, decision = step(talk, heard, BOSSES["sceptical"], TYPES)
    assert (decision.remark, decision.answer, state.outcome) == ("added", None, Outcome.TRIAL_AGREED)
    before_the_yes = replace(talk, granted=None)
    assert step(before_the_yes, heard, BOSSES["sceptical"], TYPES)[1].remark == "added"


@pytest.mark.parametrize(
    "said",
    [
        "I'd also like you to tell Ana.",
        "I'll write the handover list by Friday, and you sign the course form too.",
        "I want the forklift course as well, as I said.",
        "I'd also like a short note from you by Friday.",
        "I'd like to look at it with you on 1 May too.",
        "I want 300 now and the rest in January.",
    ],
)
def test_a_step_or_what_was_asked_already_is_no_further_demand(wiring: Wiring, said: str) -> None:
    assert not hearing(wiring, KNOWN)(said, earlier=["Two days, and nobody new."]).adds


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("I do 5 crates in two days, so it fits.", "One day is 8 crates, still more than nothing."),
        ("The stall sells 30 baskets a morning.", "Two mornings make 20 baskets."),
        ("I handle 40 calls a shift on the desk.", "One shift is 90 calls."),
        (
            "I trained five apprentices on the mill in spring.",
            "I trained nine apprentices on the mill in spring.",
        ),
    ],
)
def test_two_figures_for_one_thing_are_asked_about_once(wiring: Wiring, before: str, now: str) -> None:
    heard = hearing(wiring, ASK, about="coverage")(now, earlier=[before])
    assert len(heard.clashes) == 2
    talk = under_way("sceptical", a_worry("coverage"), a_worry("timing", ConcernState.DORMANT))
    state, decision = step(talk, heard, BOSSES["sceptical"], TYPES)
    assert (decision.remark, decision.move, state.current) == ("clash", "press", "coverage")
    assert state.concern("coverage") == talk.concern("coverage")
    explained = step(replace(state, held=reading(2, "cover")), reading(), BOSSES["sceptical"], TYPES)[0]
    assert explained.concern("coverage").state is ConcernState.SETTLED
    assert step(state, heard, BOSSES["sceptical"], TYPES)[1].remark != "clash"
    easier = replace(talk, temperament="supportive")
    assert step(easier, heard, BOSSES["supportive"], TYPES)[1].remark != "clash"
    harder = replace(easier, difficulty="hard")
    assert step(harder, heard, BOSSES["supportive"], TYPES)[1].remark == "clash"


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("I do 5 crates in two bench days.", "One design day is 8 crates."),
        ("We do 9 crates a week between us.", "I do 5 crates a week."),
        ("I did 40 calls a shift last year.", "One shift is 90 calls now."),
        ("I'd do it three days a week.", "Two days a week then."),
        (
            "I trained five apprentices on the mill in spring.",
            "I trained nine apprentices on the lathe in autumn.",
        ),
        ("Eight crates a day, that fits.", "Two days is 17 crates."),
        ("I need two hours a day for it.", "One day is eight hours."),
    ],
)
def test_figures_that_may_both_be_right_are_left_alone(wiring: Wiring, before: str, now: str) -> None:
    assert not hearing(wiring, ASK, about="coverage")(now, earlier=[before]).clashes
