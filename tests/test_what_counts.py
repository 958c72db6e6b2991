"""What counts in a talk: a threat that is meant, an answer that says something; and what does not, however it sounds."""

import pytest

from assistant.domain import USER_MOVES, ConcernState
from assistant.engine.step import step
from assistant.wiring import Wiring
from tests.talking import BOSSES, TYPES, a_worry, hearing, reading, under_way

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


# --- good answers in plain words -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("worry", "said", "level"),
    [
        ("coverage", "Nobody has to take over a thing, I do both.", 2),
        ("coverage", "Nothing stays undone, I do it between the rounds.", 2),
        ("coverage", "No one needs to step in.", 1),
        ("coverage", "My own rounds stay with me.", 1),
        ("fairness", "It goes to whoever has done two winters on the gritter.", 2),
        ("fairness", "Whoever has the ticket signs up by the end of March, and we draw lots.", 2),
        ("fairness", "Anybody can put their hand up.", 1),
        ("readiness", "Half an hour with you every second Monday, and you see the list.", 1),
        ("readiness", "Twenty minutes each week of your time.", 1),
    ],
)
def test_what_answers_it_in_plain_words_is_heard(hear, worry: str, said: str, level: int) -> None:
    assert hear(said, worry).level >= level


@pytest.mark.parametrize(
    ("worry", "said"),
    [
        ("coverage", "Nobody can cover it."),
        ("coverage", "Nothing is done about it here."),
        ("coverage", "I do both somehow."),
        ("fairness", "It goes to me."),
        ("readiness", "My desk takes half an hour every week."),
    ],
)
def test_what_only_sounds_like_it_is_not(hear, worry: str, said: str) -> None:
    assert hear(said, worry).level == 0


@pytest.mark.parametrize(
    ("line", "said", "heard"),
    [
        ("And who does your rounds?", "Birte.", True),
        ("Fine, but I can't think who.", "Piet, from the night crew.", True),
        ("And who does your rounds?", "Birte does it.", True),
        ("And who does your rounds?", "Later.", False),
        ("And who does your rounds?", "Honestly, no idea.", False),
        ("And who does your rounds?", "Management will find someone.", False),
        ("When would that be?", "Birte.", False),
    ],
)
def test_a_person_named_where_they_asked_who_is_half_an_answer(
    hear, line: str, said: str, heard: bool
) -> None:
    reading = hear(said, "coverage", line)
    assert (reading.level, reading.has("cover")) == ((1, True) if heard else (0, False))


# --- what is taken back ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "earlier", "back"),
    [
        ("Birte said no.", "Birte could take my Mondays.", True),
        ("Birte has refused, I have nobody.", "Birte takes my Mondays.", True),
        ("She said no.", "Birte takes my Mondays.", True),
        ("She said no problem.", "Birte takes my Mondays.", False),
        ("You said no last year.", "Birte takes my Mondays.", False),
        ("HR said no to a raise.", "Birte takes my Mondays.", False),
        ("Birte won't do it, but Piet will.", "Birte takes my Mondays.", False),
        ("I didn't ask that, but okay.", "I'll ask Birte on Monday. Birte takes my rounds, she has agreed.", False),
    ],
)  # fmt: skip
def test_a_no_of_whoever_was_counted_on_takes_back_what_rested_on_them(hear, said, earlier, back) -> None:
    assert hear(said, "coverage", earlier=[earlier]).retracts is back


@pytest.mark.parametrize(
    ("said", "given_up"),
    [
        ("I can't do it at all this year, I'm on parental leave.", True),
        ("Let's leave it till next summer.", True),
        ("I can't do it at all without Birte.", False),
        ("Leave it till 3 May, then I begin with one morning.", False),
    ],
)
def test_whoever_cannot_or_puts_it_off_by_a_season_gives_it_up(hear, said: str, given_up: bool) -> None:
    assert hear(said, "deferral").has("withdraws") is given_up


# --- manners and trust -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "Is it okay if I shut the door?",
        "Do you mind if I just say what it's about first?",
        "Hello Piet, have you got a minute?",
        "May I sit down?",
    ],
)
def test_manners_are_neither_the_ask_nor_a_question(hear, said: str) -> None:
    reading = hear(said, "")
    assert "change" not in reading.elements
    assert not reading.asks


@pytest.mark.parametrize(
    "said",
    [
        "A senior grade, from January.",
        "One day a week in the archive, from 1 March.",
        "Is it okay if I shut the door? I'd like to move to the paint shop from 3 May.",
        "Could I run the night round on Fridays?",
    ],
)
def test_an_ask_without_a_verb_or_beside_manners_is_one(hear, said: str) -> None:
    reading = hear(said, "")
    assert "change" in reading.elements
    assert reading.level >= 1


@pytest.mark.parametrize(
    "said",
    ["A good week, the last one.", "A busy January, from what I hear.", "The fair from 3 May was a success."],
)
def test_small_talk_asks_for_nothing(hear, said: str) -> None:
    assert "change" not in hear(said, "").elements


@pytest.mark.parametrize(
    ("said", "jab"),
    [
        ("I'm not paid enough to explain this twice.", True),
        ("Are you listening?", True),
        ("There's always a form. Birte takes my Mondays.", True),
        ("There's always Birte on Mondays, she takes my desk.", False),
        ("Birte takes my Mondays.", False),
    ],
)
def test_a_jab_is_heard_and_never_earns_trust(hear, said: str, jab: bool) -> None:
    reading = hear(said, "coverage")
    assert ("jab" in reading.tone) is jab
    before = under_way("supportive", a_worry("coverage"))
    assert (step(before, reading, BOSSES["supportive"], TYPES)[0].trust < before.trust) is jab


def test_trust_above_the_middle_grows_only_by_what_deals_with_something() -> None:
    boss = BOSSES["supportive"]
    cared_for = next(move for move in boss.cares_about if move in USER_MOVES)

    def trust(level: int, before: int) -> int:
        state = under_way("supportive", a_worry("coverage"), trust=before)
        return step(state, reading(level, cared_for, "cover"), boss, TYPES)[0].trust

    assert [trust(1, 5), trust(1, 7)] == [5, 7]
    assert [trust(2, 5), trust(2, 7)] == [6, 8]
    assert trust(1, 3) == 4


# --- said before, and said anew --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("As I said, six Mondays. Nuria takes the bread round on those days only, the rest stays mine; she did it all June.", 2),
        ("As I said, I'd like Monday mornings for the cake orders.", 0),
    ],
)  # fmt: skip
def test_as_i_said_takes_nothing_from_an_answer(wiring: Wiring, said: str, level: int) -> None:
    ask = "I'd like Monday mornings for the cake orders, from 4 May to 12 June. Nuria takes the bread round on Mondays."
    heard = hearing(wiring, ask)(said, "coverage")
    assert heard.level == level
    assert heard.repeats is (level == 0)


@pytest.mark.parametrize(
    ("said", "levels"),
    [
        ("I'm staying at least until summer 2031, that's my plan.", {2}),
        ("I stay this season and next, whatever comes of it.", {2}),
        ("I like the team. I want to build something here, is that so odd?", {1, 2}),
        ("I like the team in Porto.", {0}),
    ],
)
def test_who_says_how_long_they_stay_has_said_it(wiring: Wiring, said: str, levels: set[int]) -> None:
    assert hearing(wiring, "I'd like to run the night bakery from May.")(said, "loyalty").level in levels


@pytest.mark.parametrize(
    ("said", "threatened"),
    [
        ("Check it yourself on 9 May; if it's no good I'm out of the project.", False),
        ("We try it for a month, and if the tills don't agree I'm out.", False),
        ("If nothing changes by May I'm gone.", True),
        ("If you say no, I'm out.", True),
        ("If I don't get it, I'm out.", True),
    ],
)
def test_whoever_leaves_a_trial_that_fails_threatens_nobody(
    wiring: Wiring, said: str, threatened: bool
) -> None:
    heard = hearing(wiring, "I'd like to run the night bakery from May.")(said, "readiness")
    assert heard.has("ultimatum") is threatened


@pytest.mark.parametrize(
    ("worry", "moves", "settled"),
    [
        ("loyalty", ("evidence", "benefit"), False),
        ("loyalty", ("reassurance", "benefit"), True),
        ("not_my_decision", ("milestone", "evidence"), False),
        ("not_my_decision", ("within_rules",), True),
        ("readiness", ("milestone",), True),
    ],
)
def test_a_full_answer_to_something_else_eases_a_worry_at_most(worry: str, moves, settled: bool) -> None:
    talk = under_way("supportive", a_worry(worry))
    after, _ = step(talk, reading(2, *moves), BOSSES["supportive"], TYPES)
    assert after.concern(worry).state is (ConcernState.SETTLED if settled else ConcernState.EASED)


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("Can I ask you straight out, who do you have in mind to open the second kiln in May?", False),
        ("Which days does the choir use the hall?", False),
        ("How about me running the kiln on Fridays?", True),
        ("Could I run the kiln on Fridays from May?", True),
    ],
)
def test_a_question_after_what_they_know_asks_for_nothing(wiring, said: str, asks: bool) -> None:
    opened = hearing(wiring, "I'd like to run the kiln on Fridays.")(said)
    assert ("change" in opened.elements) is asks


@pytest.mark.parametrize(
    ("said", "cover"),
    [
        ("Olga and Piet are both in until six, so there are two on the floor.", True),
        ("Priya's on the till every Friday anyway.", True),
        ("Dita is in on the idea.", False),
        ("Joan is on holiday then.", False),
        ("Ben is on the union board.", False),
    ],
)
def test_whoever_is_there_anyway_covers_it(hear, said: str, cover: bool) -> None:
    assert hear(said, "coverage").has("cover") is cover


def test_speaking_to_the_director_otherwise_is_an_ultimatum(hear) -> None:
    assert hear("Yes or no by Friday, otherwise I'll speak to the director myself.", "fairness").has(
        "ultimatum"
    )
    assert not hear("Shall I speak to the director, or will you?", "fairness").has("ultimatum")


@pytest.mark.parametrize(
    ("said", "stays"),
    [
        ("More, here.", True),
        ("Here. I want more of it.", True),
        ("Here are the figures.", False),
        ("Here's the list you wanted.", False),
    ],
)
def test_here_says_where_they_want_it(hear, said: str, stays: bool) -> None:
    assert hear(said, "loyalty", "More, or elsewhere?").has("reassurance") is stays
