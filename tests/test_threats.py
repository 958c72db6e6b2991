"""Threats in any words, and what only sounds like one: only the boss's refusal makes a condition of a threat."""

import pytest

from assistant import catalog
from assistant.engine.hearing import hear
from assistant.engine.policy import opening
from assistant.listening.threats import HARM, LEAVING, threat
from tests.talking import hearing

THREATS = [
    "And if its no again I hand in my notice.",
    "If its a no, I'm gone by May.",
    "If you say no, I'll tell Corley how you run this place, and you can explain that to the board.",
    "Give it to me or I will make your life hell.",
    "If you can't, TeleSul will.",
    "If I do not have it by Tuesday I leave.",
    "If it's no I go and tell the director who really ran the fair.",
    "Sign it or I tell the owner about the freezer.",
    "There must be money somewhere, and if you can't find it, TeleSul will. They called me twice.",
    "I'm staying, and if you don't give me this I'm off to Vienna.",
    "Say no again and you'll regret it.",
    "If this is refused, don't count on me for the Saturdays any more.",
    "Unless I get the post I go to Brightwater.",
    "If you don't pay me that, Nordwind will.",
    "If you won't give me it, somebody else will.",
    "Refuse, and everybody will hear what happened with the March invoices.",
    "If I don't hear a yes today, you'll have my notice tomorrow.",
    "If the answer is no, then you can do the year-end alone without me.",
    "I'll make sure the board knows about the rota if you don't agree.",
    "You don't want me as an enemy, Fiona.",
    "If you turn me down I'll call in sick until Christmas.",
    "Otherwise I tell the union what goes on here at night.",
    "Do it, or you'll see what happens.",
    "If you don't agree, fine. Then I'll tell your director everything.",
    "I could tell the inspectors a few things about the fridge log.",
    "If not, I'm gone by June.",
    "Give me the Fridays or I stop covering for you.",
    "It's simple: you say yes, or I'll call the recruiter back.",
    "If you are not willing to do this, good luck finding somebody who knows the boiler.",
    "If you keep saying no, you will lose me.",
    "If you can't pay it, Siemens would.",
    "If the answer is no, I'll have a little chat with the director about how you write the duty list.",
    "I'm staying, but if I don't get it the private clinic will be happy to have me.",
    "If you say no, Mercer would have me tomorrow.",
    "Otherwise I might have to look elsewhere, you know.",
    "If you refuse, I may have to leave by the summer.",
]
NONE = [
    "If I don't hear by Tuesday I go ahead and ask Marta for the key.",
    "If it is no, I go home and think about it.",
    "If you say no, will the team have me for the Fridays?",
    "If you don't agree, let me have a word with Tanja about the ward.",
    "If you can't, Hannah will take me through the files.",
    "The ward would be happy to have me on Thursdays if you agree.",
    "If you say no, I'd like to know what would make it a yes.",
    "If you can't decide, who can?",
    "If you can't come on Monday, Hannah will.",
    "Please check it on Friday. If you can't, Hannah will.",
    "If you don't have time, Hannah can sign the sheet.",
    "If it doesn't work, I stop doing it and go back to my old desk.",
    "If it isn't better by June, I hand it back and you decide.",
    "If you say no, I'll understand and stay where I am.",
    "If you say no, I'll tell Rosa that the course is off.",
    "If you can't find the time, I'll write it up and you just sign.",
    "If not, I'll try again in autumn.",
    "Unless you need me on Monday, I'd start with the files.",
    "If you don't agree, tell me which part.",
    "Otherwise I keep doing the mornings as now.",
    "I'll leave the desk tidy on Friday.",
    "I'm off to Vienna for the fair on Tuesday, could we talk before?",
    "If you want, I'll tell Corley what we agreed.",
    "If you say no today, could we look at it again in May?",
    "I'm not saying yes or I leave, I'm asking what is possible.",
    "If the numbers are worse, we stop.",
    "Say no if you have to, I'd rather know.",
    "You'd lose me on Tuesdays only, and Hannah covers those.",
    "If you can't give me the day, could I have the morning?",
    "If we don't find cover, I'd leave it until June.",
    "If you say no, I'd be disappointed, and I'd still finish the audit.",
    "The customers will hear from us sooner if I do the calls.",
    "If you don't mind, I'll show the others how you sort the files.",
    "When you say no to the others, what do you tell them?",
    "If you refuse the day, I'd take one morning.",
    "If you don't see it in the figures by June, I go back to my old shifts.",
    "If I don't get the certificate, I hand the panel back.",
    "I will walk the floor with Ana on Monday.",
    "Unless it costs nothing I wouldn't ask.",
    "If you're not able to move the date, I can do it in the evenings.",
    "If nothing changes I'd need help with the backlog.",
    "Otherwise I might have to look for the key again.",
    "If you say no, I would have to leave it until May.",
    "If its not possible now, I'd try again in autumn.",
    "If it's no, I hand the keys back to Ana.",
]


@pytest.mark.parametrize("said", THREATS)
def test_a_threat_is_one_in_any_words(said: str) -> None:
    found = threat(said)
    assert found is not None
    assert found.words in said


@pytest.mark.parametrize("said", NONE)
def test_a_condition_is_no_threat(said: str) -> None:
    assert threat(said) is None


def test_the_kind_says_whether_it_is_about_leaving() -> None:
    assert threat("If you turn me down, I'm off to Vienna.").kind == LEAVING
    assert threat("Turn me down, and your life here will be hell. I'll make your life hell.").kind == HARM


@pytest.fixture(scope="module")
def read(wiring):
    return hearing(wiring, "I'd like to plan the tours from June.", line="I'm not sure about it.")


@pytest.mark.parametrize("concern", ["loyalty", "coverage", "not_my_decision"])
@pytest.mark.parametrize(
    "said", ["I'm staying, and if you don't give me this I'm off to Vienna.", THREATS[0], THREATS[3]]
)
def test_a_threat_costs_and_is_neither_loyalty_nor_a_close(read, concern: str, said: str) -> None:
    reading = read(said, concern)
    assert reading.has("ultimatum")
    assert reading.level == 0
    assert not reading.has("reassurance")
    assert reading.quotes["ultimatum"] in said
    boss = catalog.temperaments()["supportive"]
    before = opening(boss, catalog.concerns(), seed=1, difficulty="gentle", trust="medium")
    after = hear(before, reading, boss)
    assert after.trust < before.trust
    assert not after.closed_with
