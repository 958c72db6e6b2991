"""Whoever does what the hint says, in their own words, gets at least one step further with that worry."""

import pytest

from assistant.domain import CONCERNS, ConcernState, Prompted
from assistant.engine.hint import hint
from assistant.engine.step import step
from tests.talking import BOSSES, TYPES, a_worry, under_way

ASK = "I'd like to lead the new project one day a week from May."
DOES_IT = {
    "budget": [
        "The extra hours cost nothing, I take them out of my own week. The course is 400 euros, and for it we'd have one less agency nurse in July.",
        "Shadowing is free. Only the software costs something, and it would spare us the two wrong orders a month that we pay for today.",
    ],
    "coverage": [
        "The only thing that nobody else can do is the Monday reconciliation. Ben could learn it in three weeks.",
        "What hangs on me is the kiln. I would teach Farida to load it, she has asked me already.",
    ],
    "deferral": [
        "What would have to be true for you to look at it again?",
        "What has to happen before you'd take it up again, and when would that be?",
    ],
    "fairness": [
        "Whoever has passed the safety test and does two Saturdays can have the same, that would be the rule.",
        "The reason isn't me. Anybody who brings in a client of their own would get to lead the account, you could say that to all of them.",
    ],
    "headcount": [
        "I'd do it inside my own week, on Thursday afternoons. It needs no new post.",
        "Let me begin with a small project beside my present job, six weeks, same team and same hours.",
    ],
    "loyalty": [
        "I want to be here in three years, and I'd like to become good at this with you.",
        "Honestly, I like this place and I mean to stay. I can't promise ten years.",
    ],
    "no_path": [
        "I don't need a title for it. You lose a day every month with the returns, and I would take that off you.",
        "Forget what it is called. The night orders go wrong twice a week, and somebody should look after them.",
    ],
    "not_my_decision": [
        "Which part of it could you say yes to yourself, and who decides the rest?",
        "What of this is yours to decide, and whom would we have to ask for the other part?",
    ],
    "performance": [
        "You mean the late February report. That was mine. Since then I have sent every report two days early.",
        "The wrong invoice in spring was my fault. I now let Olga check each one before it goes out, and there has been none since.",
    ],
    "policy": [
        "The handbook allows remote work up to two days a week, so one day would be inside it.",
        "Mrs Oduya in HR could tell us both what the rule says. I can ask her tomorrow.",
    ],
    "readiness": [
        "Which skill would tip the balance for you?",
        "What is the one thing you'd need to see me do before you would trust me with it?",
    ],
    "timing": [
        "Only the stock list would start in May, two hours a week. The rest waits until the summer sale is over.",
        "I'd begin small, with one delivery a week, and leave everything else until after the audit.",
    ],
}
"""Two replies for each worry that do what its hint says (``ConcernType.next_step``)."""
CASES = [(concern, said) for concern, replies in DOES_IT.items() for said in replies]


@pytest.fixture(scope="module")
def listener(wiring):
    return wiring.turn_listener


def test_every_worry_has_its_hint_and_two_replies() -> None:
    assert set(DOES_IT) == set(CONCERNS)
    for concern in CONCERNS:
        state = under_way("supportive", a_worry(concern), difficulty="gentle")
        assert TYPES[concern].next_step in hint(state, TYPES).text


@pytest.mark.parametrize("spoken", ["raise", "press"])
@pytest.mark.parametrize(("concern", "said"), CASES)
def test_doing_what_the_hint_says_eases_the_worry(listener, concern: str, said: str, spoken: str) -> None:
    line = next(line.text for line in TYPES[concern].lines[spoken] if not line.slots)
    reading = listener.hear(Prompted(ASK, concern, line), said, ())
    for boss, difficulty in (("rudderless", "realistic"), ("procedural", "hard")):
        after, decision = step(
            under_way(boss, a_worry(concern), difficulty=difficulty), reading, BOSSES[boss], TYPES
        )
        assert after.concern(concern).state in (ConcernState.EASED, ConcernState.SETTLED), decision.reason


@pytest.mark.parametrize(
    ("concern", "said"),
    [
        ("fairness", "I deserve it more than the others do."),
        ("fairness", "On 3 February I'd be there at nine."),
        ("loyalty", "Let's see how the year goes."),
        ("coverage", "Somebody will surely do it, they always do."),
        ("not_my_decision", "Just ask the tooth fairy on Tuesday 16 March. I'll come along with a banana."),
        ("policy", "Rules are there to be bent a little."),
        ("budget", "Money is never really the problem, is it?"),
        ("readiness", "I'm a very fast learner and highly motivated."),
        ("timing", "We stop worrying and it will be fine."),
        ("performance", "Everybody makes mistakes."),
        ("no_path", "I want the title because I've earned it."),
        ("headcount", "You'll find somebody."),
    ],
)
def test_what_does_nothing_of_it_eases_nothing(listener, concern: str, said: str) -> None:
    reading = listener.hear(Prompted(ASK, concern, TYPES[concern].lines["press"][0].text), said, ())
    after, decision = step(
        under_way("procedural", a_worry(concern), difficulty="realistic"),
        reading,
        BOSSES["procedural"],
        TYPES,
    )
    assert after.concern(concern).state is ConcernState.PRESSED, (reading.level, decision.reason)


@pytest.mark.parametrize(
    ("concern", "said"),
    [
        ("fairness", "Anyone who has done a year here without complaints can have the same."),
        (
            "fairness",
            "The same rule for all: six months here and the safety test, and you write it on the notice board.",
        ),
        ("loyalty", "I'd sign for two years."),
        ("loyalty", "I put it in writing that I stay until the end of the season."),
    ],
)
def test_a_rule_for_all_and_a_signature_deal_with_it(listener, concern: str, said: str) -> None:
    assert listener.hear(Prompted(ASK, concern, TYPES[concern].lines["press"][0].text), said, ()).level == 2


@pytest.mark.parametrize(
    ("concern", "said"),
    [
        ("budget", "My hours are paid anyway, and each course that we don't buy saves 900 euros."),
        (
            "not_my_decision",
            "I could write one page that you take to Marta, and I come along if she has questions.",
        ),
        ("not_my_decision", "You say yes to the Fridays, and Marta decides about the money."),
        (
            "headcount",
            "It's the same people, the same hours. I'd try it for four Thursdays, and then we look.",
        ),
        ("policy", "Then let me ask HR first, and only if they say yes you sign."),
        ("coverage", "Jo could sit in with me, maybe two Thursdays?"),
        ("timing", "It doesn't have to start now. Winter is quiet for us, maybe then."),
    ],
)
def test_plain_answers_are_at_least_half_of_one(listener, concern: str, said: str) -> None:
    for spoken in ("raise", "press"):
        line = next(line.text for line in TYPES[concern].lines[spoken] if not line.slots)
        after, decision = step(
            under_way("sceptical", a_worry(concern), difficulty="hard"),
            listener.hear(Prompted(ASK, concern, line), said, ()),
            BOSSES["sceptical"],
            TYPES,
        )
        assert after.concern(concern).state in (ConcernState.EASED, ConcernState.SETTLED), decision.reason


@pytest.mark.parametrize(
    "said",
    [
        "Yes, that was my mistake.",
        "There is an offer, I tell you honestly. I'd rather stay, and this would be the reason.",
    ],
)
def test_owning_up_is_neither_giving_up_nor_a_threat(listener, said: str) -> None:
    reading = listener.hear(Prompted(ASK, "performance", "It wasn't good enough."), said, ())
    assert not reading.has("withdraws")
    assert not reading.has("ultimatum")


@pytest.mark.parametrize(
    ("concern", "said"),
    [
        ("fairness", "I write it as one page."),
        ("fairness", "It would be the same for everybody."),
        ("loyalty", "I'm staying."),
        ("loyalty", "I like it here and I mean to stay."),
    ],
)
def test_what_is_only_said_deals_with_half_of_it(listener, concern: str, said: str) -> None:
    assert listener.hear(Prompted(ASK, concern, TYPES[concern].lines["press"][0].text), said, ()).level < 2
