"""What a turn is heard as: a caveat is no broken word, an answer no other ask, a shrug no answer, and contempt is contempt."""

import pytest

from assistant.domain import ConcernState
from assistant.engine.weighing import weigh
from tests.talking import TYPES, a_worry, hearing, reading, under_way
from tests.test_debrief import ASK as FIRST
from tests.test_debrief import COVER, VET, line, play, shown

ASK = "I'd like to join the lab on Wednesdays from 4 May."


@pytest.fixture
def hear(wiring):
    return hearing(wiring, ASK)


@pytest.mark.parametrize(
    ("said", "before"),
    [
        ("I'd ask Petra to mind the bar, she knows Lisbon. I haven't asked her yet.", "I plan the Lisbon tours on my own."),
        ("For that I thought of Tomek. He hasn't agreed yet.", "Everybody knows the Rioja rows."),
        ("I asked Bruno for the week she's away. He said no, so I come in myself.", "Aisha agreed to swap with me."),
        ("For the shop I'd like Nils. I haven't spoken to him.", "Rosa said yes to sharing the kiln."),
        ("I asked the office about the form. They haven't heard of it.", "Aisha agreed to swap with me."),
        ("Before Easter I can't do that, it would be from May on.", "The Porto orders are done by noon on Fridays."),
        ("Sorry, I take that back, that was unfair of me.", "You never listen to any of us here."),
        ("That was wrong of me, I exaggerated.", "You promised it to me, and you broke it, like always."),
    ],
)  # fmt: skip
def test_a_caveat_about_something_new_takes_nothing_back(hear, said, before) -> None:
    assert not hear(said, "coverage", earlier=[before]).takes_back


@pytest.mark.parametrize(
    ("said", "before"),
    [
        ("I haven't asked him yet.", "Nils has agreed to open the shop."),
        ("To be honest, Hana hasn't said yes.", "Hana minds the counter in June, she said yes."),
        ("So Hana hasn't agreed, and I'd have to ask Ines.", "Hana minds the counter."),
        ("She said no, so I don't have anybody.", "Lena takes my evening rounds."),
        ("Lena has pulled out.", "Joris and Lena take my evening rounds, both agreed."),
        ("I made that up for Ines, the 30 percent.", "I cut the waste by 30 percent."),
    ],
)
def test_what_was_told_and_is_not_so_is_still_taken_back(hear, said, before) -> None:
    assert hear(said, "coverage", earlier=[before]).takes_back


@pytest.mark.parametrize(
    ("said", "boss"),
    [
        (
            "Sorry, that came out wrong. I'd be glad to explain things properly to the new ones instead of rushing them.",
            "What would make you glad to be here a while yet?",
        ),
        ("I'd like to be asked before the rota hangs, instead of finding out from the board.", "What would keep you?"),
        ("I'd like to keep the invoices, and let Priya do the post instead of me.", "Who does your work?"),
    ],
)  # fmt: skip
def test_a_wish_in_answer_to_the_boss_is_no_other_ask(hear, said, boss) -> None:
    assert not hear(said, "loyalty", boss, earlier=[ASK]).asks_anew


@pytest.mark.parametrize("before", ["Say no and I'm off to Hallberg.", "You always give it to your pets."])
def test_hard_words_that_are_dropped_change_no_ask(hear, before) -> None:
    said = "Okay, forget that. I'd just like us to agree on one way to share them out, by month."
    assert not hear(said, "fairness", earlier=[ASK, before]).asks_anew
    assert hear("Forget that. I want double pay on Sundays.", "fairness", earlier=[ASK]).asks_anew


@pytest.mark.parametrize(
    "said",
    [
        "If you say no I might just go to the other bakery, they pay better.",
        "Well if not, I could always move to the hospital across the river.",
        "I guess I'd probably go to Krause's garage when you don't find the money.",
        "If I don't get it I may well leave, to be honest.",
        "If nothing comes of this I could be gone by autumn, you know.",
    ],
)
def test_a_threat_with_a_maybe_is_one(hear, said) -> None:
    assert hear(said, "budget").has("ultimatum")


@pytest.mark.parametrize(
    "said",
    [
        "If you don't want me on Tuesdays I could join Petra on Thursdays.",
        "If you can't find one, I could go to the school across the road and borrow theirs.",
        "If you don't sign it today, I can hand in the form on Monday.",
        "If there's no money for Leeds I could go to another school with a cheaper course.",
        "If I don't get it I'd still be here, I'd try again next year.",
        "I could work at another bank, sure. I'd rather stay.",
    ],
)
def test_what_one_could_do_beside_the_job_is_no_threat(hear, said) -> None:
    assert not hear(said, "budget").has("ultimatum")


@pytest.mark.parametrize(
    ("said", "contempt"),
    [
        ("I said it twice, aren't you listening? It's a saw.", True),
        ("You're just not listening, are you", True),
        ("It's only 900 euros. Whatever", True),
        ("Yeah yeah. Heard that one before.", True),
        ("Dunno. That's a manager's job, isn't it", True),
        ("Not my problem.", True),
        ("Whatever the rota says, I'll keep to it.", False),
        ("Are you listening to the radio when you drive? There was a piece on it.", False),
        ("Did you hear what Eli said? He'd take the mornings.", False),
        ("I stood in for a year, so that's a manager's job I know.", False),
    ],
)
def test_contempt_is_heard_and_its_words_may_mean_no_harm(hear, said, contempt) -> None:
    assert bool(hear(said, "budget").tone.get("jab")) is contempt


@pytest.mark.parametrize(
    ("said", "concern"),
    [
        ("Not really, it helps me. They can all look out for themselves.", "fairness"),
        ("If the others want more, they should ask for it like me.", "fairness"),
        ("It's everyone for themselves, isn't it.", "fairness"),
        ("One of us would handle it.", "coverage"),
        ("Someone will jump in.", "coverage"),
        ("The others can ask for it if they want it, not my problem.", "fairness"),
        ("Everyone can ask for it, but that's their business, not mine.", "fairness"),
    ],
)
def test_a_shrug_earns_nothing(hear, said, concern) -> None:
    assert not hear(said, concern).level


def test_a_jab_with_a_question_mark_asks_for_nothing(hear) -> None:
    assert not hear("Are you even listening? I said Luka.", "fairness").has("question")
    assert hear("Are you listening? What would help you with that?", "fairness").has("question")


def test_beside_a_shrug_about_who_asks_a_rule_stays_one(hear) -> None:
    assert hear("Everyone can ask for it on the same terms; who does is their business.", "fairness").level


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("Jonas covers Tuesdays and Wednesdays, he's agreed. That just leaves the Thursday.", False),
        ("Luc does Monday to Thursday, he said yes, so there's only the Friday left to fill.", False),
        ("Otto takes the phones, he's agreed, but between four and five nobody's there.", False),
        ("Ines agreed to do the till. For the deliveries I still need somebody.", False),
        ("Eli does the afternoon, so it's only 10 to 13 that's left, and for that Sanna comes in; she's agreed.", True),
        ("Petra takes the counter, she's agreed, so the shop stays open till eight.", True),
        ("Marta has agreed to take my round, it's only two hours a week.", True),
        ("Marta has agreed to take my round on Mondays, which leaves two people at the desk.", True),
        ("Eli covers my Mondays, he has agreed, and before nine nobody's in anyway.", True),
    ],
)  # fmt: skip
def test_cover_that_leaves_a_gap_is_half_an_answer(hear, said, whole) -> None:
    heard = hear(said, "coverage")
    assert (heard.level == 2) is whole
    aside = hear(said, "budget")
    assert whole or "coverage" not in aside.deals


@pytest.mark.parametrize(
    ("gap", "state"), [("", ConcernState.SETTLED), ("That leaves the Thursday.", ConcernState.EASED)]
)
def test_half_answers_do_not_add_up_over_a_gap(gap, state) -> None:
    half = a_worry("coverage", ConcernState.EASED, partial=1, heard=frozenset({"date"}))
    after, _ = weigh(under_way("supportive", half), reading(1, "cover", gap=gap), TYPES["coverage"])
    assert after.concern("coverage").state is state


@pytest.mark.parametrize(
    ("said", "stays"),
    [
        ("I'm not going to another bakery, that was just talk.", True),
        ("My wife works at the school here and we've just bought the flat.", True),
        ("I wasn't really going to leave, I was angry.", True),
        ("I don't want to go to the competition.", True),
        ("I'm not going to wait for ever.", False),
        ("My wife works in Leeds, so we'll see.", False),
        ("I'm not going to stay if nothing changes.", False),
    ],
)
def test_what_denies_leaving_reassures_in_part(hear, said, stays) -> None:
    heard = hear(said, "loyalty", "Are you off after that?")
    assert (bool(heard.level), heard.has("ultimatum")) == (stays, False)


@pytest.mark.parametrize(
    ("said", "hard"),
    [
        ("if you dont want me i could move to the port, theyre short of people", "threat"),
        ("look if you say no I might just go to the distillery in Midleton, they're looking", "threat"),
        ("the council sets it, fine, thats not my problem", "jab"),
        ("youre not listening", "jab"),
        ("If you say no to Thursdays, could I go to the course on Mondays, they're looking for one more there.", ""),
        ("I could go to the archive on Fridays, they're looking for help, if that suits you.", ""),
    ],
)  # fmt: skip
def test_hard_words_typed_in_haste_are_heard_alike(hear, said, hard) -> None:
    heard = hear(said, "budget")
    assert (heard.has("ultimatum"), "jab" in heard.tone) == (hard == "threat", hard == "jab")


def test_a_refusal_with_somebody_in_their_place_takes_nothing_back(hear) -> None:
    told = ["Marek takes the gate on Fridays."]
    assert not hear("Marek said no, so Ines takes it, she's agreed.", "coverage", earlier=told).takes_back
    assert not hear(
        "He said no. So I'd close at one and take two hours on Tuesday.", "coverage", earlier=told
    ).takes_back
    assert hear("Marek said no. I don't know what now.", "coverage", earlier=told).takes_back


@pytest.mark.parametrize(
    ("said", "softer"),
    [
        ("I don't know their rules, I haven't asked the office.", False),
        ("The clay isn't priced, I haven't asked the supplier yet.", False),
        ("I haven't asked her yet.", True),
        ("Nobody has asked Rosa so far.", True),
    ],
)
def test_an_office_that_was_not_asked_makes_no_offer_softer(hear, said, softer) -> None:
    heard = hear(said, "budget", earlier=["Rosa could share the kiln with me."])
    assert (bool(heard.softened), bool(heard.takes_back)) == (softer, False)


def test_a_threat_that_was_taken_back_is_told_as_that() -> None:
    menace = "If you say no I'm off to Hallberg."
    threat = line(menace, 0, ultimatum=menace)
    back = line("That came out wrong. Pia takes the ovens on Mondays.", 1)
    told = [
        shown(play(VET, [FIRST, threat, then, COVER], cued=("timing",))).flags[0].why
        for then in (back, COVER)
    ]
    assert ["You took it back in turn 3" in why for why in told] == [True, False]
