"""What a boss asked for in particular and got moves the worry on, and what is said over several turns makes a whole answer."""

import pytest

from assistant.domain import ConcernState, Move
from assistant.engine.hearing import hear as heard_by
from assistant.engine.weighing import weigh
from tests.talking import BOSSES, TYPES, a_worry, hearing, reading, under_way

ASK = "I'd like two days a week in the lab from 1 May."
ILL = "Someone's on it, okay. And when that someone's ill?"
STEPS_IN = "There is cover, then. I'd need to know who steps in when that isn't there."
BAD_DAY = "What I mean is a bad day with you in charge. Tell me about one you got through."
SIGN = "Okay, I can see how you'd grow into it. How I'd know that you had, I can't see yet."
IN_YOUR_HEAD = "That covers a piece of it. The things only you know are still only in your head."
STOP = "Okay, I can see you've thought about when. What I can't see is who calls a halt if it gets too much."
WHO_SAYS = "There's more room in the rules than I thought. Who'd confirm it for me, that's still open."


@pytest.fixture(scope="module")
def hear(wiring):
    return hearing(wiring, ASK)


@pytest.mark.parametrize(
    ("concern", "boss", "said"),
    [
        ("coverage", STEPS_IN, "If Petra or Mo is off sick, I come back to the shop that day, that's the deal."),
        ("coverage", ILL, "In that case I drop the lab day and I'm at the counter by eight."),
        ("coverage", IN_YOUR_HEAD, "I've started a sheet for every machine, six are in the red folder already."),
        ("coverage", "Good in outline. It's the passing-on that usually slips.", "Jonas sits beside me in April and does the orders himself, I only watch."),
        ("readiness", BAD_DAY, "On Boxing Day the boiler went and nobody answered, so I rang the plumber, moved the guests and we served breakfast at nine."),
        ("readiness", SIGN, "You'd see it in the complaint book every Friday, and if it's more than two a week I'm not there yet."),
        ("timing", STOP, "You do, and if you're away it's Fatima, she sees the queue first."),
        ("deferral", "You mention April. What'd have to be true, that I haven't thought through.", "Returns below 4 percent for two months."),
        ("policy", WHO_SAYS, "Karim from personnel confirmed it yesterday, I can forward you his mail."),
    ],
)  # fmt: skip
def test_what_they_asked_for_is_heard_in_whatever_words(hear, concern: str, boss: str, said: str) -> None:
    heard = hear(said, concern, boss)
    assert heard.level == 2 or (heard.level == 1 and heard.supplied)


@pytest.mark.parametrize(
    ("concern", "boss", "said"),
    [
        ("coverage", ILL, "Oh, we'll manage somehow, people always do."),
        ("coverage", ILL, "I'd really love to do this, it would be great for me and everybody here."),
        (
            "coverage",
            STEPS_IN,
            "My corrections fell from 31 to 4 since March, and I found the pension error.",
        ),
        ("coverage", STEPS_IN, "Somebody from the other team, maybe, I don't know yet."),
        ("coverage", IN_YOUR_HEAD, "Honestly you're the best boss I've had, and I trust you on that."),
        ("readiness", BAD_DAY, "I work hard every day and I never complain, everybody knows that about me."),
        ("readiness", BAD_DAY, "Rasmus covers the desk on both days, he agreed on Monday."),
        ("timing", STOP, "It won't get too much, don't worry about that."),
        ("timing", STOP, "It costs nothing, the project pays the licence and my salary stays the same."),
        (
            "policy",
            WHO_SAYS,
            "I've been careful with the month-end: nothing between the 25th and the second.",
        ),
    ],
)
def test_what_gives_nothing_of_it_stays_where_it_was(hear, concern: str, boss: str, said: str) -> None:
    heard = hear(said, concern, boss)
    assert heard.level < 2
    assert not heard.supplied


@pytest.mark.parametrize(
    ("concern", "boss", "said", "gives"),
    [
        ("timing", "A start that can be stopped, I can respect. How late could one still stop it?", "Up to the 20th, after that the flyers are printed.", True),
        ("budget", "Still, the money's got to come from somewhere.", "From the agency line: we paid 3,100 for agency nights in spring and with me on it that's nil.", True),
        ("policy", "That's by the book, more or less. I'd want to see it in the book.", "Page 14 of the staff handbook, third paragraph, I've printed it for you.", True),
        ("budget", "Still, the money's got to come from somewhere.", "There's always money when somebody wants it.", False),
        ("headcount", "I'd want to be sure it doesn't turn into one by the back door.", "It won't, I promise you, honestly.", False),
        ("loyalty", "It was a start. What would keep you?", "Marta and Luis do my tables in July and they've agreed.", False),
    ],
)  # fmt: skip
def test_half_an_answer_that_can_be_checked_is_the_other_half(
    hear, concern: str, boss: str, said: str, gives: bool
) -> None:
    heard = hear(said, concern, boss)
    assert (heard.level == 2 or bool(heard.supplied)) is gives


def test_the_same_again_is_not_what_they_asked_for(hear) -> None:
    said = "If Petra or Mo is off sick, I come back to the shop that day, that's the deal."
    assert not hear(said, "coverage", STEPS_IN, earlier=[said]).supplied


@pytest.mark.parametrize(
    ("difficulty", "supplied", "left"),
    [
        ("realistic", "If Mo is ill I come back that day.", ConcernState.SETTLED),
        ("realistic", "", ConcernState.EASED),
        ("hard", "If Mo is ill I come back that day.", ConcernState.EASED),
    ],
)
def test_who_gives_the_missing_half_has_answered(difficulty: str, supplied: str, left: ConcernState) -> None:
    worry = a_worry("coverage", ConcernState.EASED, partial=1, heard=frozenset({"cover"}))
    state = under_way("supportive", worry, difficulty=difficulty)
    half = reading(1, "cover", supplied=supplied, here=2)
    after, decision = weigh(heard_by(state, half, BOSSES["supportive"]), half, TYPES["coverage"])
    assert after.concern("coverage").state is left
    assert (decision.move is Move.SETTLE) is (left is ConcernState.SETTLED)


PRESSED = "Alright, I needn't panic about it. I'd still like to know what we do if that falls through."


@pytest.mark.parametrize(
    ("concern", "said", "earlier", "whole"),
    [
        ("coverage", "I asked him yesterday, he's happy to.", "Rein takes the store on Mondays.", True),
        ("coverage", "Both of them have agreed, I asked before I came.", "Pia opens on Mondays and Luc closes.", True),
        ("coverage", "He did it in March when I had my knee operated, two weeks.", "My round would be covered by Olek.", True),
        ("coverage", "I'm sure she'd be fine with it.", "Ines runs the tasting room on those days.", False),
        ("coverage", "I haven't asked her yet, I wanted to hear you first.", "Ines runs the tasting room then.", False),
        ("coverage", "She isn't happy with it, but she'd do it.", "Ines runs the tasting room on those days.", False),
        ("coverage", "I asked them and they're fine with it.", "The colleagues will do it, somebody always does.", False),
        ("loyalty", "If anybody rings me, you'd hear it from me first.", "I'm staying, I want to build this here.", True),
        ("loyalty", "You'd be the first to know.", "It's a good team.", False),
        ("loyalty", "You'd be the first to know.", "I'm staying as long as you give me the post.", False),
        ("policy", "Mr Adeyemi in the training office confirmed it this morning.", "The handbook allows one exchange a year.", True),
        ("policy", "I'd ask Karin in HR.", "I hope it's allowed.", False),
        ("headcount", "No new post, it's the same rota.", "Birgit takes my Wednesday round.", True),
        ("headcount", "No extra people, honestly.", "I'd love to do it.", False),
        ("deferral", "We look at the return rate, and if it's under 4 percent you say yes.", "Let's meet again on Tuesday 9 June.", True),
        ("deferral", "I'd look at the figures myself first.", "I'd like it soon.", False),
        ("timing", "If it gets too much I stop.", "We'd start after the audit.", True),
        ("budget", "The fee is 900 euros.", "The repairs we do ourselves now saved 4,200 euros last year.", True),
        ("budget", "It brings in about 1,100 pounds a month.", "I'd like 200 pounds more a month.", True),
        ("budget", "It might bring in 1,100 pounds a month.", "I'd like 200 pounds more a month.", False),
        ("budget", "It saves two hours a day.", "I'd like 200 pounds more a month.", False),
        ("budget", "We saved 4,200 euros last year.", "I'd like to do it on 3 days.", False),
        ("timing", "If it gets too much I stop.", "I'd start whenever.", False),
    ],
)  # fmt: skip
def test_what_is_said_over_several_turns_adds_up(
    hear, concern: str, said: str, earlier: str, whole: bool
) -> None:
    boss = PRESSED if concern == "coverage" else ""
    assert (hear(said, concern, boss, earlier=[earlier]).level == 2) is whole


def test_a_part_that_was_left_to_nobody_stays_open(hear) -> None:
    earlier = ["Eli does the afternoon, so only ten to one is left open."]
    assert hear("I've spoken to her and she's fine with it.", "coverage", PRESSED, earlier=earlier).level < 2


def test_all_parts_at_once_are_heard_whatever_is_on_the_table(hear) -> None:
    said = (
        "And I'm staying, I want to build this here. If I have a problem you hear it first, in your office."
    )
    assert "loyalty" in hear(said, "headcount").deals
    assert "loyalty" not in hear("And you hear it first, in your office.", "headcount").deals


@pytest.mark.parametrize(
    ("said", "boss", "asks"),
    [
        ("When?", "Not at the moment. Later, perhaps.", {"when", "decide"}),
        ("Later when? Give me a day.", "Not at the moment. Later, perhaps.", {"when", "date", "decide"}),
        ("Okay, later. Which month?", "Later's such a good time.", {"when", "decide"}),
        ("Later how?", "Not at the moment. Later, perhaps.", {"meant"}),
        ("So what exactly is missing in me?", "I'm not sure you're there yet.", {"help", "short"}),
        ("Who would you want covering?", "Who does what you do now?", {"help"}),
        ("Whom would you like to have at my desk?", "Who does what you do now?", {"help"}),
        ("Whom have you got in mind?", "Who does what you do now?", {"whom"}),
        ("Mo does the till then. Is that what you wanted to know?", ILL, {""}),
        ("Mo does the till then. Does that answer it?", ILL, {""}),
        ("I send you the mail tonight. Is that how you heard it?", ILL, {""}),
        ("Is that what you mean?", ILL, {"meant", "worry"}),
        ("Is that what the rule says?", ILL, {"fact", "detail"}),
    ],
)  # fmt: skip
def test_what_a_question_back_wants_to_know(hear, said: str, boss: str, asks: set[str]) -> None:
    assert hear(said, "coverage", boss).asks in asks


@pytest.mark.parametrize(
    ("said", "jab"),
    [
        ("If the shelves stay empty the shelves stay empty.", True),
        ("Well, if they quit, they quit.", True),
        ("Who drives the late bus is your problem.", True),
        ("You find somebody, you're the boss.", True),
        ("You'll have to find someone for the ovens then, won't you.", True),
        ("It's hardly my job to find my own replacement.", True),
        ("If she's ill she's ill, so I come in myself that day.", False),
        ("If it works it works for all of us.", False),
        ("I know cover is your headache, and I'd like to take it off you.", False),
        ("You'd have to find somebody for Mondays, and I'd train them.", False),
        ("You're the manager, so you decide who takes the Friday round; I'd suggest Marta.", False),
        ("It's not my job to say, but Marta would do it.", False),
        ("It's your department and I'd like to stay in it.", False),
        ("You find the day, I bring the plan.", False),
    ],
)
def test_their_work_handed_back_with_a_shrug_is_a_jab(hear, said: str, jab: bool) -> None:
    heard = hear(said, "coverage")
    assert ("jab" in heard.tone) is jab
    assert not (jab and heard.level)


def test_an_apology_with_something_behind_it_gives_nothing_up(hear) -> None:
    late = "What breaks if I leave it? Nothing? Then I leave it."
    assert not hear("ok sorry. Lena does the breakfast pastry.", "deferral", late).has("withdraws")


def test_a_condition_about_somebody_else_is_no_softer_offer(hear) -> None:
    earlier = ["Yanis holds the oven alone on Mondays."]
    said = "If your daughter wants in by then I stay at the main shop; if she wants in, that is."
    assert not hear(said, "deferral", earlier=earlier).softened
    assert hear("He'd do it if he wants to.", "coverage", earlier=earlier).softened
    assert not hear("True, we haven't talked, and that's partly me.", "loyalty", earlier=earlier).softened
    assert hear("I haven't talked to Yanis yet.", "coverage", earlier=["Yanis could do the oven."]).softened
