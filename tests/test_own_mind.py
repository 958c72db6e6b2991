"""What only the boss can tell (whom they have in mind, what they plan, what they miss) is told; a name put as a question is a proposal."""

import re
from dataclasses import replace

import pytest

from assistant.domain import Act, ConcernState, Decision, Manager, Move, Note, Turn, Utterance
from assistant.engine.step import step
from assistant.listening.choosing import chosen
from assistant.listening.conduct import Conduct
from assistant.speaking.asked import alternatives
from assistant.speaking.permits import not_made_up
from assistant.text.stating import proposed
from tests.talking import BOSSES, TYPES, VOICE, a_worry, asked_of, hearing, reading, under_way

ASK = "I'd like to run the glaze lab two days a week from 4 May until the autumn fair."


@pytest.fixture(scope="module")
def hear(wiring):
    return hearing(wiring, ASK)


def speak(
    boss: str,
    decision: Decision,
    said: str,
    worry: str = "coverage",
    *,
    owner: bool = False,
    seed: int = 5,
    **more,
):
    """What a boss says to ``said`` with ``worry`` on the table."""
    scenario = asked_of(boss, ASK, **more)
    if owner:
        scenario = replace(scenario, manager=Manager("Tomas Rehn", "owner", boss))
    before = Turn(1, "Well.", None, decision, Utterance("Hm."), under_way(boss, a_worry(worry), alone=owner))
    return VOICE.speak(scenario, (before,), said, decision, seed)


def answered(asks: str, worry: str = "coverage", move: Move = Move.PRESS) -> Decision:
    return Decision(move, worry, "", Act.OPTIONS, remark="question", answer=asks)


def keys(spoken: Utterance) -> list[str]:
    return [line.split("/")[1] for line in spoken.lines]


# --- what is asked ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("Who do you have in mind to run the new kiln?", "whom"),
        ("I only wanted to know who you see taking over the greenhouse, have you offered it to anyone?", "whom"),
        ("Do you have anyone else for the Saturday market?", "whom"),
        ("Is the foreman's post spoken for?", "whom"),
        ("Which of us would you send to the fair?", "whom"),
        ("Do you plan to keep the evening course next year?", "plans"),
        ("Is your son coming into the garage?", "plans"),
        ("Have you decided what happens with the shop in Graz?", "plans"),
        ("If the others want the same, what will you tell them?", "plans"),
        ("Have you spoken to Anneke yet?", "done"),
        ("Have you thought about who'd take the phones?", "done"),
        ("Which requirement don't I meet?", "short"),
        ("Could you tell me where you think I'm weak, so that I can work on it before 31 July?", "short"),
        ("Who would know that at the council?", "knows"),
        ("What makes it tight for you?", "worry"),
        ("What's the one thing you're most worried about?", "worry"),
        ("What would I have to bring you so that you can take it to the bank?", "help"),
        ("What makes it awkward? The Fridays, or the training itself?", "either"),
        ("Shall I come on Thursday or on Friday?", "either"),
        ("Would Rosa from the bakery be fine with you?", "suits"),
        ("Shall I talk to the night crew first, yes or no?", "leave"),
        ("Are you going to ask the director or do I?", "either"),
        ("What are you afraid would happen if you gave me an answer?", "worry"),
        ("By when can you check the wording?", "date"),
        ("How long do you need to think?", "decide"),
        ("Quick question first: is the science block still being rebuilt next year?", "plans"),
        ("What's the worst that could happen, in your eyes?", "worry"),
        ("Will you at least tell me by Friday?", "date"),
        ("Shall I ask you again on Friday?", "leave"),
        # and what is none of these
        ("You'd have said yes to me running the shop. Would you?", "verdict"),
        ("And if she falls ill?", "then"),
        ("Yes or no?", "verdict"),
        ("Have you decided?", "verdict"),
        ("Who decides that, you or the bank?", "who"),
        ("Will you tell the others on Monday?", "act"),
        ("Have you ever let somebody try it?", "ever"),
        ("Do you trust me with it?", "regard"),
        ("Do you know how many orders we had?", "fact"),
        ("Could you tell me by Friday the 3rd?", "date"),
        ("What would you want to see by June?", "help"),
    ],
)  # fmt: skip
def test_what_a_question_to_the_boss_is_after(said: str, asks: str) -> None:
    assert Conduct().asks(said) == asks


def test_a_question_behind_a_few_words_asks_for_nothing_either(hear) -> None:
    heard = hear("Before we start, is the second practice in Linz still happening?")
    assert heard.asks == "plans"
    assert "change" not in heard.elements


def test_a_polite_question_behind_an_offer_asks_for_no_idea(hear) -> None:
    offer = "Let's say Wednesday 24 March at eight, and you tell me yes, or no, or what's missing."
    heard = hear(f"{offer} Is that all right with you?", "deferral")
    assert heard.level
    assert not heard.has("question")
    assert hear("What would you want to see by then?", "deferral").has("question")


def test_a_proposal_that_speaks_to_nothing_is_answered_as_one(hear) -> None:
    assert hear("What if I put the shelves up in December?", "loyalty").asks == "whether"
    assert hear("What if Paul took the keys on Mondays?", "loyalty").asks == "suits"


def test_whoever_is_asked_about_the_people_they_spoke_of_explains_them() -> None:
    assert Conduct().asks("Who do you have in mind?", "Somebody will talk.") == "meant"
    assert Conduct().asks("Who do you have in mind?", "So that's the wish.") == "whom"


def test_a_turn_that_only_wonders_asks_for_nothing(hear) -> None:
    wonders = hear(
        "Hello Tomas, thanks for the time. Can I ask you outright, who do you have in mind to run the lab in May?"
    )
    assert "change" not in wonders.elements
    assert wonders.asks == "whom"
    assert "change" in hear("Hello Tomas. Can I run the glaze lab two days a week from 4 May?").elements


# --- what is answered --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("boss", BOSSES)
@pytest.mark.parametrize(
    ("asks", "said", "key"),
    [
        ("whom", "Who would you pick for the lab?", "nobody"),
        ("plans", "Do you plan to buy a second kiln?", "undecided"),
        ("done", "Have you spoken to the others?", "not_done"),
        ("suits", "Would Enzo be all right for you?", "no_objection"),
        ("short", "What am I still missing?", "easy"),
        ("knows", "Who would know that?", "knows"),
        ("either", "The mornings or the evenings?", "pick"),
        ("either", "Do you ask them, or shall I?", "either"),
    ],
)
def test_it_is_answered_directly_and_first(boss: str, asks: str, said: str, key: str) -> None:
    assert keys(speak(boss, answered(asks), said))[0] == key


def test_what_both_know_comes_before_having_nothing_decided() -> None:
    spoken = speak(
        "busy",
        answered("plans"),
        "Is the second kiln still on?",
        constraints=(Note("The second kiln comes in June"),),
    )
    assert keys(spoken)[0] == "known"


@pytest.mark.parametrize("worry", ["coverage", "policy", "timing", "readiness"])
def test_what_is_missing_is_the_condition_of_the_worry_on_the_table(worry: str) -> None:
    said = {
        one
        for seed in range(8)
        for one in TYPES[worry].conditions
        if one
        in speak("sceptical", answered("short", worry), "Where do I fall short?", worry, seed=seed).text
    }
    assert len(said) > 1
    assert "press" not in keys(speak("sceptical", answered("short", worry), "Where do I fall short?", worry))


@pytest.mark.parametrize("worry", ["budget", "no_path"])
def test_an_owner_answers_as_one(worry: str) -> None:
    above = re.compile(
        r"\babove me\b|\bupstairs\b|\bown boss\b|count the money|mine to spend|told me|asked around"
    )
    for boss in BOSSES:
        for seed in range(8):
            for asks in ("short", "fact", "plans", "help"):
                decision = answered(asks, worry, Move.OFFER_IDEA if asks == "help" else Move.PRESS)
                assert not above.search(
                    speak(boss, decision, "What is missing?", worry, owner=True, seed=seed).text
                )


def test_asked_what_they_want_before_the_worry_was_named_they_say_what_would_end_it() -> None:
    decision = answered("help", "coverage", Move.RAISE)
    spoken = VOICE.speak(
        asked_of("unwilling", ASK),
        (Turn(1, "Well.", None, decision, Utterance("Hm."), under_way("unwilling", a_worry("coverage", ConcernState.DORMANT), current=None)),),
        "What more must I do?", decision, 5,
    )  # fmt: skip
    assert keys(spoken)[0] == "easy"
    assert "raise" in keys(spoken)


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("The invoices in March, or Christmas itself?", ("the invoices in March", "Christmas itself")),
        ("Today or after the stocktaking?", ("today", "after the stocktaking")),
        ("Shall I come on Thursday or on Friday?", ("on Thursday", "on Friday")),
        ("Ana or Jo?", ("Ana", "Jo")),
        ("Can you ask the office, or should I ask them myself?", ()),
        ("My round, or yours?", ()),
        ("What worries you, the kiln or me?", ("the kiln", "you")),
        ("Is it the table or is it me?", ("the table", "you")),
        ("Easter, or the fair?", ("Easter", "the fair")),
    ],
)
def test_of_two_things_one_can_be_said_back(asked: str, named: tuple[str, ...]) -> None:
    assert alternatives(asked) == named


def test_of_two_things_they_take_the_one_that_a_circumstance_speaks_of() -> None:
    full = (Note("The kiln room is full every Friday"),)
    for seed in range(8):
        spoken = speak(
            "sceptical", answered("either"), "The kiln, or the wheel class?", seed=seed, constraints=full
        )
        assert "the kiln" in spoken.text


def test_which_of_the_two_of_them_does_it_is_said() -> None:
    who = {line.id for boss in BOSSES.values() for line in boss.lines["either"] if line.of == "who"}
    for boss in BOSSES:
        for seed in range(4):
            does = speak(boss, answered("either"), "Shall I ring them, or will you?", seed=seed)
            assert does.lines[0] in who
            assert speak(boss, answered("either"), "My way, or yours?", seed=seed).lines[0] not in who


def test_asked_which_of_two_worries_them_they_name_the_one_that_they_spoke_of() -> None:
    decision = answered("worry")
    for before, key in (("It's the kiln that I think of.", "pick"), ("I think of it at night.", "which_of")):
        turn = Turn(
            1, "Well.", None, decision, Utterance(before), under_way("sceptical", a_worry("coverage"))
        )
        spoken = VOICE.speak(
            asked_of("sceptical", ASK), (turn,), "What worries you, the kiln or the class?", decision, 5
        )
        assert keys(spoken)[0] == key


@pytest.mark.parametrize("boss", BOSSES)
def test_asked_whether_they_are_cross_they_do_not_say_yes(boss: str) -> None:
    for seed in range(8):
        told = speak(boss, answered("regard"), "Are you angry with me?", seed=seed).text
        assert not re.match(r"(?:Oh, )?(?:yes|of course|I do\b)", told, re.I)


def test_who_would_know_is_told_by_what_is_asked_and_not_by_the_worry_alone() -> None:
    for said, key in (
        ("Who would know what the law says?", "policy/knows"),
        ("Who could tell me about the mural?", "unnamed"),
    ):
        assert key in speak("busy", answered("knows", "timing"), said, "timing").lines[0]


def test_leave_to_do_something_is_no_leave_to_bring_it() -> None:
    paper = {line.id for boss in BOSSES.values() for line in boss.lines["leave"] if line.of == "paper"}
    for said, brings in (("Shall I talk to the night crew?", False), ("Shall I bring the list?", True)):
        lines = {
            one
            for boss in BOSSES
            for seed in range(20)
            for one in speak(boss, answered("leave"), said, seed=seed).lines
        }
        assert bool(lines & paper) is brings


# --- a proposal put as a question ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "What if I ask Rein from the evening shift, so that you needn't?",
        "Shall I ask Berta this week whether she'd take the class?",
        "Would Berta be all right for you?",
        "Could Ana take my Friday round?",
        "How about Jo standing in for me on Mondays?",
        "What about Mirko? He did it in summer.",
        "What would you say to Linnea doing the desk on Wednesdays?",
        "May I suggest Tariq for the two mornings?",
        "How about Mrs Okafor taking my Year 7 group?",
    ],
)
def test_somebody_put_forward_is_cover_and_hears_whether_they_would_do(hear, said: str) -> None:
    heard = hear(said, "coverage")
    assert heard.has("cover")
    assert heard.level == 1
    assert heard.asks in ("suits", "leave")
    _, decision = step(under_way("busy", a_worry("coverage")), heard, BOSSES["busy"], TYPES)
    assert decision.answer == heard.asks
    assert decision.move is Move.EASE


@pytest.mark.parametrize(
    "said",
    [
        "Who would you want there?",
        "What if I ask around a bit?",
        "Shall I ask you again on Friday?",
        "Shall I ask Berta what she thinks of the fair?",
        "Is Berta ill?",
        "Would Friday be all right for you?",
    ],
)
def test_what_puts_nobody_forward_is_no_cover(hear, said: str) -> None:
    assert not hear(said, "coverage").has("cover")


def test_things_to_choose_from_offer_none_of_them(hear) -> None:
    assert not hear("What would I have to bring you? A form, a letter, numbers?", "policy").has(
        "within_rules"
    )
    assert not proposed("Ana or Jo?")


# --- no grievance, nothing softer ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "I haven't asked for any money yet. I was asking who you see in the lab, have you promised it to somebody?",
        "I didn't ask whether the board likes me. I asked what has to be true by the end of October.",
        "I haven't asked about pay, only about the Tuesdays.",
        "Did they promise you a second oven?",
    ],
)
def test_a_question_complains_of_nothing_and_softens_nothing(hear, said: str) -> None:
    heard = hear(said, "timing", earlier=["Berta takes my class on Tuesdays."])
    assert not heard.has("grievance")
    assert not heard.softened
    assert not heard.retracts


def test_a_complaint_put_as_a_question_and_an_offer_made_softer_are_still_heard(hear) -> None:
    for said in ("Why do you always ignore me?", "Are you ignoring everything I say?"):
        assert hear(said, "timing").has("grievance")
    assert hear(
        "I haven't asked Berta yet, to be honest.", "coverage", earlier=["Berta takes my class."]
    ).softened


# --- the boss's own choice --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("boss", "said", "takes"),
    [
        ("More, or elsewhere?", "More, here.", True),
        ("For good, or for a while? It sounds different.", "For a while.", True),
        ("Has something changed, or has it only been quiet?", "It has changed.", True),
        ("Am I the first to hear, or the last?", "The first.", True),
        ("More, or elsewhere?", "I like my work and I think I do it well.", False),
        ("More, or elsewhere?", "Elsewhere?", False),
        ("Who does it?", "More.", False),
    ],
)
def test_one_of_two_is_a_plain_answer(boss: str, said: str, takes: bool) -> None:
    assert bool(chosen(boss, said)) is takes


def test_a_plain_answer_is_neither_called_empty_nor_costs_patience() -> None:
    state = under_way("defensive", a_worry("loyalty"))
    for told, remark in (("More, here.", None), ("", "empty")):
        after, decision = step(state, reading(chose=told), BOSSES["defensive"], TYPES)
        assert decision.remark == remark
        assert after.patience == state.patience - (remark is not None)


# --- what it costs to work less ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "costs"),
    [
        ("From 1 September I would like to work 28 hours a week instead of 40.", False),
        ("I want to cut down my hours from May.", False),
        ("I'd like five days instead of four.", True),
        ("I'd like my rate to go from 17.40 to 19.60 an hour.", True),
        ("I'd like 2 days a week in the lab instead of the floor.", True),
    ],
)
def test_less_work_by_its_numbers_costs_nothing(ask: str, costs: bool) -> None:
    assert ("budget" not in not_made_up(asked_of("busy", ask))) is costs


@pytest.mark.parametrize(
    ("said", "settles"),
    [
        ("You pay less, every month, and it stays less.", True),
        ("My pay goes down to 70 percent with the hours.", True),
        ("Fewer shifts mean less pay.", True),
        ("I'd take the days as unpaid leave.", True),
        ("My pay is less than the others get.", False),
        ("My pay has been cut three times.", False),
        ("It saves money, I promise.", False),
    ],
)
def test_less_pay_deals_with_the_cost(hear, said: str, settles: bool) -> None:
    assert (hear(said, "budget").level == 2) is settles
