"""Rudeness by its form: accusing the person, ordering them to do their job, witnesses against them, a choice with somebody above."""

from collections.abc import Callable

import pytest

from assistant.debriefing.conduct import remarks, spoils
from assistant.debriefing.log import exchanges
from assistant.domain import Act, ConcernState, Reading
from assistant.engine.step import step
from assistant.listening.accusing import accuses
from assistant.listening.jabs import jab
from assistant.wiring import Wiring
from tests.talking import BOSSES, TYPES, VOICE, a_worry, asked_of, hearing, reading, under_way
from tests.test_debrief import ASK as OPENING
from tests.test_debrief import VET, play

ASK = "I'd like to run the Saturday workshop from March."
JABS = [
    ("You make a drama out of every little thing.", "timing"),
    ("Every time I ask, you come up with the budget.", "budget"),
    ("Same old story, and I know the end of it.", "policy"),
    ("You run the ward, so fix the roster.", "coverage"),
    ("You're the foreman. Find somebody.", "coverage"),
    ("With you nobody is ever ready.", "readiness"),
    ("Everyone in the depot is laughing about you.", "fairness"),
    ("All you ever think about is who leaves.", "loyalty"),
    ("Nobody in this shop trusts your lists any more.", "fairness"),
    ("It's always the season, or the audit, or the moon with you.", "timing"),
    ("You hide behind the rulebook.", "policy"),
    ("A manager who knew his numbers would see that.", "budget"),
    ("You just don't want to decide.", "deferral"),
    ("No wonder people run away from here.", "loyalty"),
    ("You invent a new rule each time somebody wants something.", "policy"),
    ("You have no idea what I do all day.", "readiness"),
    ("You've been thinking about it for two years already.", "deferral"),
    ("You always dig up that one mistake.", "performance"),
    ("Then plan better, that's all.", "coverage"),
    ("Don't hide behind Easter again.", "timing"),
    ("Just make up your mind for once.", "deferral"),
    ("That's what a manager is for, no?", "coverage"),
    ("You've got two legs as well.", "coverage"),
    ("The scanner is on the shelf, you have eyes too.", "coverage"),
    ("It's not brain surgery.", "readiness"),
    ("How hard can it be to print a list.", "coverage"),
    ("Even you could follow that rota.", "timing"),
    ("Your brother can keep the other 70.", "no_path"),
    ("Some of us have to stand out there in the cold.", "timing"),
    ("Not that you'd notice.", "fairness"),
    ("I wouldn't expect you to understand the night shift.", "coverage"),
    ("You cut our breaks and now you tell me I haven't planned enough.", "coverage"),
]
FAIR = [
    "I need an answer by Thursday because the ferry crew is booked then.",
    "You're the foreman, so I wanted to bring it to you first.",
    "You always said that the saw comes first, and it does: Jonas keeps it on Thursdays.",
    "Everybody on the floor knows how to run the press, so anybody can step in.",
    "They all want to learn it, so I'd draw up a list.",
    "Every time we run out of foil it costs 200, and this would end that.",
    "You run the ward, so you know best which shift can spare me.",
    "You never let me down when I was new.",
    "Everybody here knows that the Saturday shift is the worst, so whoever takes it gets the next pick.",
    "That's no excuse, I know; the second count was mine.",
    "To be straight with you, there's a gap on Tuesdays.",
    "You've always been fair with me, and I'd like to stay.",
    "That's what the pool is for: Nina is on it from Monday.",
    "You had a plan for the second line once; could this be part of it?",
    "You never had a complaint about my bench.",
    "You'd get a better winter out of me than you've had in years.",
    "Can you decide that by yourself, or who would have to sign?",
    "There's always a rush in May with the tourists, so I'd begin in June.",
    "You've got a key as well, so either of us can open.",
    "You have two people free on Mondays, I checked.",
    "The till isn't rocket science, Ola learned it in a day.",
    "It isn't so difficult to hand over, there's a list.",
    "Even if you say no, I'd like to know why.",
    "Your daughter can have the Saturday shift first if she wants it.",
    "You can keep the other van for the Tuesday round.",
    "Some of us could swap with the early shift.",
    "I don't expect you to decide today.",
    "You said no in spring and now you ask for a plan: here it is.",
    "Nobody asked you to pay for it, and I don't either.",
]
HURT = [
    "What you said in the briefing was humiliating.",
    "The way you spoke to me on Friday was degrading.",
    "You overruled me in front of the whole crew.",
    "You made me look like a fool before the client.",
    "And nobody said a word about it, fine.",
]
NOT_HURT = [
    "What happened in March was my mistake, and I've changed the list.",
    "You overruled the first plan, and you were right.",
    "That wasn't meant to be insulting, sorry.",
    "I wouldn't want anyone to feel humiliated by it.",
    "If it makes us look stupid we stop.",
    "You said Friday, fine, Friday it is.",
]


@pytest.fixture(scope="module")
def hear(wiring: Wiring) -> Callable[..., Reading]:
    return hearing(wiring, ASK)


@pytest.mark.parametrize(("said", "concern"), JABS)
def test_rudeness_is_heard_answers_nothing_and_costs_trust_with_any_boss(
    hear, said: str, concern: str
) -> None:
    heard = hear(said, concern)
    assert heard.tone.get("jab")
    assert heard.level == 0
    for boss in ("supportive", "conflict-avoidant", "busy"):
        before = under_way(boss, a_worry(concern))
        after, decision = step(before, heard, BOSSES[boss], TYPES)
        assert after.trust < before.trust
        assert after.concern(concern).state is ConcernState.PRESSED
        spoken = VOICE.speak(asked_of(boss, ASK), [], said, decision, 3)
        assert any("/on_jab/" in one for one in spoken.lines), (boss, spoken.text)


@pytest.mark.parametrize("said", FAIR)
def test_firm_and_friendly_words_are_no_jab(said: str) -> None:
    assert not jab(said)


@pytest.mark.parametrize("said", HURT)
def test_who_says_that_they_were_hurt_is_heard_and_it_answers_nothing(hear, said: str) -> None:
    heard = hear(said, "coverage")
    assert (heard.has("grievance"), heard.level) == (True, 0)
    before = under_way("sceptical", a_worry("coverage"))
    after, decision = step(before, heard, BOSSES["sceptical"], TYPES)
    assert (after.trust < before.trust, decision.remark) == (True, "grievance")


@pytest.mark.parametrize("said", NOT_HURT)
def test_who_owns_up_or_takes_care_has_no_grievance(said: str) -> None:
    assert not accuses(said, "plain")
    assert not jab(said)


@pytest.mark.parametrize(
    ("boss", "said", "thrown"),
    [
        ("Let's wait till the dust settles.", "The dust has been settling for three years.", True),
        (
            "I'd pick it up when the numbers look steadier.",
            "The numbers have been getting steadier since 2024.",
            True,
        ),
        ("Let's wait till the dust settles.", "The mill has been idle for two years.", False),
        ("Let's wait till the dust settles.", "We haven't had dust in the hall for years.", False),
        ("Let's wait till the dust settles.", "I've kept the dust log for three years.", False),
    ],
)
def test_their_word_for_later_is_thrown_back(hear, boss: str, said: str, thrown: bool) -> None:
    assert ("jab" in hear(said, "deferral", boss).tone) is thrown
    assert "jab" not in hear(said, "coverage", boss).tone


def test_what_stands_beside_it_is_heard(hear) -> None:
    beside = hear("That's the usual song. Ruth does my Tuesdays, she agreed yesterday.", "coverage")
    assert beside.level == 2
    assert beside.tone.get("jab") == "That's the usual song."
    before = under_way("sceptical", a_worry("coverage"))
    after, decision = step(before, beside, BOSSES["sceptical"], TYPES)
    assert after.concern("coverage").state is ConcernState.SETTLED
    assert (after.trust < before.trust, decision.remark) == (True, "jab")


@pytest.mark.parametrize(
    ("said", "threat"),
    [
        ("Give me an answer this week or I'll raise it with the owner.", True),
        ("You have until Wednesday, after that I'm ringing head office.", True),
        ("Decide by Monday, otherwise I'll take it to the board.", True),
        ("Sign it today or the works council hears about it.", True),
        ("Sign it when you've read it, the board meets in June.", False),
        ("If you agree, I'll write to HR on Friday and put you in copy.", False),
        ("Please tell me by Wednesday; otherwise I'll book the autumn course.", False),
        ("Shall I speak to the director, or would you rather do it?", False),
    ],
)
def test_a_choice_with_somebody_above_at_its_end_is_a_threat(hear, said: str, threat: bool) -> None:
    assert hear(said, "deferral").has("ultimatum") is threat


def test_the_bosss_own_word_said_back_is_no_threat(hear) -> None:
    asked = "So what is it, more money or elsewhere?"
    assert not hear("You asked me more or elsewhere, and I said more.", "loyalty", asked).has("ultimatum")
    assert hear("Then I look elsewhere, you leave me no choice.", "loyalty", asked).has("ultimatum")


def test_the_debrief_flags_it_and_praises_nothing_beside_it() -> None:
    rude = "You're the head vet, sort the rota. Ciara covers the desk on both afternoons."
    answer = reading(2, "cover", acts=(Act.OPTIONS,), tone={"jab": "You're the head vet, sort the rota."})
    [*_, last] = exchanges(play(VET, [OPENING, (rude, answer)], cued=("coverage",)).turns)
    assert [remark.kind for remark in remarks(last)] == ["jab"]
    assert spoils(last)
