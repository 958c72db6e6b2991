"""A yes needs something to say yes to, says to what it is, and says of money and parts only what is so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain import TEMPERAMENTS, Act, Decision, Move, Outcome, Turn, Utterance
from assistant.engine.agreeing import says_nothing
from assistant.engine.step import step
from assistant.speaking.asked import asks_what_then
from assistant.text.doers import doers
from tests.talking import BOSSES, TYPES, VOICE, asked_of, near_the_end, reading

ASK = "I'd like to run the seed bank on Tuesdays and Thursdays from 4 May."
YES = Decision(Move.AGREE, None, "", Act.CLOSE, outcome=Outcome.AGREED)


def said_before(*words: str) -> tuple[Turn, ...]:
    """Turns of the user's in which the first is the ask, and the boss says nothing of note."""
    state = near_the_end("busy")
    begin = Decision(Move.PROBE, None, "", Act.PURPOSE)
    return tuple(
        Turn(n, one, reading(2, elements=("change",)), begin, Utterance("I see."), state)
        for n, one in enumerate(words, start=1)
    )


@pytest.mark.parametrize(
    "empty",
    [reading(), reading(asks="help"), reading(0, "acknowledges"), reading(0, "question", asks="fact")],
)
def test_no_yes_falls_on_a_turn_that_says_nothing(empty) -> None:
    assert says_nothing(empty)
    state = near_the_end("supportive", closing=1)
    after, decision = step(state, empty, BOSSES["supportive"], TYPES)
    assert decision.move is Move.ASK_NEXT_STEPS
    assert (after.outcome, after.granted) == (None, None)


@pytest.mark.parametrize(
    "something",
    [
        reading(1),
        reading(asks="verdict"),
        reading(asks="act"),
        reading(elements=("next_step",)),
        reading(0, "date"),
        reading(closes=frozenset({"actions", "date"})),
    ],
)
def test_whoever_says_how_it_goes_on_or_asks_for_the_yes_gets_it(something) -> None:
    assert not says_nothing(something)
    state = near_the_end("supportive", closing=1)
    _, decision = step(state, something, BOSSES["supportive"], TYPES)
    assert decision.move is Move.AGREE


def test_whoever_never_says_how_it_goes_on_leaves_with_nothing_decided() -> None:
    state, moves = near_the_end("busy", patience=9), []
    while state.outcome is None:
        state, decision = step(state, reading(asks="fact"), BOSSES["busy"], TYPES)
        moves.append(decision.move)
    assert state.outcome is Outcome.LEFT_OPEN
    assert moves.count(Move.ASK_NEXT_STEPS) == len(moves) - 1 > 1


@pytest.mark.parametrize("boss", TEMPERAMENTS)
def test_cover_that_shakes_in_the_last_turn_is_asked_about_before_a_yes(boss: str) -> None:
    shaky = reading(1, "date", softened="I haven't asked Oda yet.", asks="fact")
    state, decision = step(near_the_end(boss, closing=1), shaky, BOSSES[boss], TYPES)
    assert (state.outcome, decision.move, decision.remark) == (None, Move.ASK_NEXT_STEPS, "softened")
    for words, mark in (
        ("I haven't asked Oda. If she says no, what then?", "asked"),
        ("I haven't asked Oda yet.", ""),
    ):
        told = VOICE.speak(asked_of(boss, ASK), said_before(ASK), words, decision, 3)
        assert {line.of for line in BOSSES[boss].lines["on_softened"] if line.id in told.lines} == {mark}


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("And if Oda can't, what do we do?", True),
        ("What happens if they don't agree?", True),
        ("If not, what then?", True),
        ("Could you ask Oda on Monday?", False),
        ("When would it start?", False),
        ("If she says no I do it myself.", False),
    ],
)
def test_who_asks_what_then_is_told(said: str, asks: bool) -> None:
    assert asks_what_then(said) is asks


@pytest.mark.parametrize("boss", TEMPERAMENTS)
@pytest.mark.parametrize(
    ("ask", "deal"),
    [
        (ASK, "you run the seed bank on Tuesdays and Thursdays"),
        (
            "Could I swap my Saturday for a Monday every second week?",
            "you swap your Saturday for a Monday every second week",
        ),
        ("It's one day a week in the dye lab, nothing else.", "one day a week in the dye lab"),
        (
            "I'm asking for three evenings a week at the south gate.",
            "three evenings a week at the south gate",
        ),
    ],
)
def test_a_yes_says_to_what_in_the_words_of_the_ask(boss: str, ask: str, deal: str) -> None:
    heard = [
        VOICE.speak(asked_of(boss, ask), said_before(ask), "Yes, on Monday.", YES, seed).text
        for seed in range(4)
    ]
    assert [text for text in heard if deal not in text] == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("It's a big thing, I know. I'd like a bigger thing, one day.", ASK), False),
        (("I'm not sure it is what I'd like to do long term.", ASK), False),
        ((ASK, "Thursdays only, then, from 4 June."), False),
        ((ASK, "Could we start with just the Thursdays?"), False),
        ((ASK, "Oda has the gate on Thursday mornings."), True),
    ],
)
def test_no_scrap_and_no_ask_that_was_come_down_from_is_said_back(said: tuple[str, ...], told: bool) -> None:
    spoken = VOICE.speak(asked_of("busy", ASK), said_before(*said), "Then we have it.", YES, 2).text
    assert ("you run the seed bank" in spoken) is told
    assert not any(scrap in spoken for scrap in ("big", "long term"))


@pytest.mark.parametrize(
    "ask",
    [
        "I'd like to talk about my hours.",
        "I want a clear answer by Friday.",
        "I'd like us to look at it together.",
        "I'd like to be foreman of the dock.",
        "I want 9 percent more pay.",
        "I'd like something with plants, if it's possible.",
    ],
)
def test_what_cannot_be_said_back_is_left_out(ask: str) -> None:
    told = VOICE.speak(asked_of("busy", ask), said_before(ask), "Yes, on Monday.", YES, 2)
    assert not any("/yes_to/" in line for line in told.lines)


def test_nor_is_an_ask_said_back_whose_figure_has_changed_since() -> None:
    ask = "I'm asking for three evenings a week at the south gate."
    turns = said_before(ask, "Then two evenings a week would do.")
    told = VOICE.speak(asked_of("busy", ask), turns, "Yes, on Monday.", YES, 2)
    assert not any("/yes_to/" in line for line in told.lines)


@pytest.mark.parametrize("boss", TEMPERAMENTS)
@pytest.mark.parametrize(
    ("question", "choice"),
    [
        (
            "Is that a yes to the course for 900 euros, or a yes to try two evenings?",
            "a yes to try two evenings",
        ),
        ("So yes to the lathe, or just to a talk in May?", "a yes to a talk in May"),
    ],
)
def test_asked_to_what_the_yes_is_they_name_the_one_that_claims_less(
    boss: str, question: str, choice: str
) -> None:
    told = VOICE.speak(asked_of(boss, ASK), said_before(ASK), question, replace(YES, answer="either"), 1)
    assert choice in told.text


@pytest.mark.parametrize("boss", TEMPERAMENTS)
def test_before_there_is_a_yes_it_is_to_neither(boss: str) -> None:
    question = "Is that a yes to the lathe, or a yes to a talk in May?"
    press = Decision(Move.PRESS, "timing", "", Act.OPTIONS, answer="either")
    told = VOICE.speak(asked_of(boss, ASK), said_before(ASK), question, press, 1)
    assert any("/not_yet/" in line for line in told.lines)


@pytest.mark.parametrize("boss", TEMPERAMENTS)
@pytest.mark.parametrize(
    ("question", "told_so"),
    [
        ("And if Oda can't, what do we do?", True),
        ("What happens if they don't agree?", True),
        ("If the list doesn't get shorter, what then?", False),
        ("How many of them don't come?", False),
    ],
)
def test_what_happens_without_somebody_is_answered_in_the_middle_as_well(
    boss: str, question: str, told_so: bool
) -> None:
    press = Decision(Move.PRESS, "timing", "", Act.OPTIONS, answer="fact")
    told = VOICE.speak(asked_of(boss, ASK), said_before(ASK), question, press, 1)
    assert any("/on_softened/" in line for line in told.lines) is told_so


MONEY = "I'd like to run the seed bank on Tuesdays, with 300 euros a month on top."


@pytest.mark.parametrize("boss", TEMPERAMENTS)
def test_money_that_is_not_theirs_is_passed_on_and_stays_so(boss: str) -> None:
    scenario = asked_of(boss, MONEY)
    applies = replace(scenario, special=frozenset({"internal_vacancy"}))  # whose yes is somebody else's
    for rest, move in (("rest", Move.AGREE), ("rest_no", Move.PART)):
        decided = replace(YES, move=move, answer="rest", rest="paid")
        for case, mark in ((applies, "above"), (scenario, "paid")):
            told = VOICE.speak(case, said_before(MONEY), "And the 300 euros, are they in it?", decided, 6)
            marks = {line.of for line in BOSSES[boss].lines[rest] if line.id in told.lines}
            assert marks == {mark}, told.text


@pytest.mark.parametrize("boss", TEMPERAMENTS)
def test_whoever_says_what_the_boss_does_is_not_asked_for_it(boss: str) -> None:
    words = "Your part is one call to the vet by Tuesday."
    for decision, key in (
        (replace(YES, outcome=None, answer="seal"), "seal"),
        (Decision(Move.ASK_NEXT_STEPS, None, "", Act.CLOSE), "ask_next_steps"),
    ):
        asking = {line.id for line in BOSSES[boss].lines[key] if line.of == "part"}
        assert asking
        said = [
            VOICE.speak(asked_of(boss, ASK), said_before(ASK), words, decision, seed) for seed in range(15)
        ]
        assert not any(asking & set(one.lines) for one in said)
    granted = VOICE.speak(asked_of(boss, ASK), said_before(ASK), words, YES, 1)
    assert any("/will_do/" in line for line in granted.lines)


@pytest.mark.parametrize(
    ("said", "yours"),
    [
        ("Your job is one call to the vendor.", True),
        ("First you ask Petra, then I begin.", True),
        ("You sign the form and I send it.", True),
        ("I hope you see what I mean.", False),
        ("You said that yourself.", False),
        ("I do it all, you needn't do a thing.", False),
    ],
)
def test_what_is_said_of_the_boss_is_their_part_only_where_they_do_something(said: str, yours: bool) -> None:
    assert ("yours" in doers(said)) is yours


@pytest.mark.parametrize("boss", TEMPERAMENTS)
@pytest.mark.parametrize(
    ("first", "then", "heard"),
    [
        ("I'd like 8 percent more.", "Could you live with 5 percent from June?", "5 percent"),
        ("I'm asking for 300 euros on top.", "Or we can say 200 euros until autumn.", "200 euros"),
        ("I'm asking for 300 euros on top.", "The old oven cost 200 euros in repairs.", ""),
        ("I'm asking for 300 euros on top.", "I'd be happy with the 300 euros.", ""),
        ("I'd like the late shift.", "I could do it for 5 percent.", ""),
        ("I'm asking for 300 euros on top.", "I'd take 120 from March and the rest in June.", "120"),
        ("I'm asking for 300 euros on top.", "I'd take 12 of them along in March.", ""),
        ("I'm asking for 300 euros on top.", "Let's start at 10 and see.", ""),
        ("I'd like the late shift.", "I'd take 14 from March.", ""),
    ],
)
def test_another_figure_of_theirs_is_heard(boss: str, first: str, then: str, heard: str) -> None:
    press = Decision(Move.PRESS, "timing", "", Act.OPTIONS)
    told = VOICE.speak(asked_of(boss, first), said_before(first), then, press, 3)
    took_in = any("/on_counter/" in line for line in told.lines)
    assert took_in is bool(heard)
    assert heard in told.text


@pytest.mark.parametrize("boss", TEMPERAMENTS)
@pytest.mark.parametrize(
    ("then", "sum_"),
    [
        ("Could you live with 200 euros until autumn?", "200 euros"),
        ("Then make it 450 euros.", "300 euros"),
        ("The pump alone cost 200 euros.", "300 euros"),
    ],
)
def test_the_money_that_is_granted_is_what_the_user_has_come_down_to(boss: str, then: str, sum_: str) -> None:
    decided = replace(YES, outcome=None, answer="rest", rest="paid")
    told = VOICE.speak(asked_of(boss, MONEY), said_before(MONEY, then), "Yes, on Monday.", decided, 6)
    assert sum_ in told.text
