"""What counts in a talk: a threat that is meant, an answer that says something; and what does not, however it sounds."""

import pytest

from tests.talking import hearing

ASK = "I'd like to run the tool store two days a week from May."


@pytest.fixture(scope="module")
def hear(wiring):
    return hearing(wiring, ASK, about="coverage")


# --- threats ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "Please ask Birte before you decide, I haven't gone behind your back with her.",
        "I would never go over your head with this.",
        "I don't want to go over your head, so you are the first to hear it.",
        "Nothing here is meant to go behind your back, and I'd begin on 3 May.",
        "It's not about going over your head, I only want to know the rule.",
        "I went over your head in autumn, and I'm sorry about that.",
        "I'm not here to threaten. I'd begin on 3 May with one morning.",
    ],
)
def test_what_somebody_says_they_do_not_do_is_no_threat(hear, said: str) -> None:
    for worry in ("timing", "fairness", "loyalty", "policy"):
        reading = hear(said, worry)
        assert not reading.has("ultimatum")
        assert not reading.tone


@pytest.mark.parametrize(
    "said",
    [
        "I don't want to go over your head, but if you say no I will.",
        "Don't make me go over your head.",
        "I'd hate to have to go over your head.",
        "I could go over your head with this.",
        "If you won't let me, I'm still applying, and you can look for somebody else.",
        "If I don't get it I'm moving to Gruber, they've been ringing.",
        "If nothing comes of it, I'm taking the job in Linz.",
        "If you say no, I'll apply elsewhere.",
    ],
)
def test_going_past_them_or_away_if_they_refuse_is_one(hear, said: str) -> None:
    assert hear(said, "timing").has("ultimatum")


@pytest.mark.parametrize(
    "said",
    [
        "If I don't get it this year, I'll apply again in spring.",
        "If I don't get the parts back by Friday I'm going to Linz, the customer is waiting.",
        "If I don't get to it I'm going to Graz for the fair, and we talk after that.",
        "If it doesn't pass the board, I'm taking the post as it is, and we talk in May.",
        "If you don't let me apply now, I'd like to know when.",
        "If I can't get it done in the two days, I say so in the first week.",
    ],
)
def test_work_that_goes_on_is_none(hear, said: str) -> None:
    assert not hear(said, "timing").has("ultimatum")


def test_waiting_is_pressure_only_where_somebody_refuses_to_wait(hear) -> None:
    assert "pressure" in hear("I'm not waiting another winter for this.", "timing").tone
    assert not hear("I'm not waiting for June to train her, I begin next week.", "timing").tone


# --- what answers nothing --------------------------------------------------------------------------------------

WORKS = "You check my first three orders, then I do them alone, and end of July we look at the waste."


@pytest.mark.parametrize(
    ("worry", "said"),
    [
        ("policy", "Rules are rules, somebody in personnel will find a way, they always do."),
        ("policy", "Some paper from HR or whatever, nothing's going to go wrong, believe me."),
        ("policy", "Then bend the rule. That's your job, not mine."),
        ("timing", "June comes after May, that's life."),
        ("timing", "It'll be fine. Spring follows winter."),
        ("coverage", "You'll find somebody, you always do."),
        ("fairness", "The others will get over it."),
        ("budget", "The money has to come from somewhere, you know how it is."),
        ("readiness", "Trust me, I'll manage somehow."),
        ("readiness", "You must have some opinion of my rounds?"),
        ("coverage", "Do you like my work in the store?"),
        ("policy", "And meanwhile, do I have to tell somebody there?"),
        ("benefit", "Have you got a plan for the waiting customers?"),
    ],
)
def test_trust_truisms_jabs_and_questions_answer_nothing(hear, worry: str, said: str) -> None:
    reading = hear(said, worry if worry != "benefit" else "no_path")
    assert reading.level == 0
    assert not {move for move, made in reading.moves.items() if made} - {"question", "acknowledges"}


@pytest.mark.parametrize(
    ("worry", "said"),
    [
        ("coverage", "Trust me, Birte takes my Mondays, she did it in spring."),
        ("coverage", "You're the boss of Birte too, and she takes my Mondays, she has agreed."),
        ("policy", "It will be fine with HR, clause 4.2 of the handbook allows it for part-timers."),
        ("timing", "The fair comes before the audit, so I'd start on 3 May with one day a week until July."),
        ("readiness", "Trust me on one thing. " + WORKS),
    ],
)
def test_an_answer_beside_them_stands(hear, worry: str, said: str) -> None:
    assert hear(said, worry).level >= 1


@pytest.mark.parametrize(
    "honest",
    [
        "I can't give you a figure for the deposits.",
        "I don't know about the deposits.",
        "I'm not sure about the returns yet.",
        "I haven't checked the returns.",
        "I have no idea about the autumn.",
    ],
)
def test_honesty_beside_an_answer_takes_nothing_from_it(hear, honest: str) -> None:
    alone = hear(WORKS, "readiness").level
    assert alone == 2
    assert hear(f"{honest} {WORKS}", "readiness").level == alone
    assert hear(f"{WORKS} {honest}", "readiness").level == alone
    assert hear(honest, "readiness").level == 0


def test_what_nobody_has_asked_takes_back_no_other_word(hear) -> None:
    agreed = "Birte takes my Mondays, she has agreed."
    said = "I don't know whether the town would pay for it, I haven't asked."
    assert not hear(said, "budget", earlier=[agreed]).takes_back
    assert hear("I haven't asked Birte, to be honest.", "coverage", earlier=[agreed]).takes_back
