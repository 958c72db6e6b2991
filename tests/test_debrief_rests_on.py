"""What a yes rests on is told: offers that settled a worry, dated points of the close, a second way, what follows if it goes well."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.debriefing import heard
from assistant.debriefing.acts import acts
from assistant.debriefing.agreed import ASK as ASKED_FOR
from assistant.debriefing.agreed import deal
from assistant.debriefing.clauses import BOSS, BOTH, YOU
from assistant.debriefing.facts import Facts
from assistant.debriefing.log import Exchange, exchanges
from assistant.debriefing.relied import claimed
from assistant.debriefing.smaller import begins_small
from assistant.debriefing.terms import terms
from assistant.debriefing.when import days
from assistant.domain import Act, Concern, ConcernState, Debrief, Outcome, Utterance
from tests.test_debrief import VET, line, play, shown
from tests.test_debrief_agreed_and_open import ASK, open_, row, talk
from tests.test_debrief_deals import asked, ended

YES = "Then yes, from me."


def settling(said: str, outcome: Outcome | None = Outcome.AGREED) -> Debrief:
    """The debrief of a talk in which ``said`` settled who does the work, and a plain word got the yes."""
    lines = [asked(ASK[0]), line(said, 2, cover=said), line("That is all from me.", 2)]
    return shown(ended(lines, {1: "Who stands in?", 2: "That will do.", 3: YES}, outcome))


# --- days as they are typed ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("i bring the crates friday 7 may", ["friday 7 may"]),
        ("from 3 may on the early boat", ["3 may"]),
        ("we look at it in the last week of November", ["the last week of November"]),
        ("it starts 15 march", ["15 march"]),
        ("I open the kiln on Tuesday", ["Tuesday"]),
        ("you may do it on 3 sides", []),
        ("by may we know", []),
        ("I march 10 miles", []),
        ("I'd move the firing to Tuesday morning", []),
    ],
)
def test_a_day_is_one_however_it_is_typed(said: str, found: list[str]) -> None:
    assert days(said) == found


# --- what the yes rests on ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "I'd sign for three years at the yard, or pay half of it back if I went",
        "I could write you one page after the fourth firing, say 3 June, and you say if it goes on",
        "I'd train Bo on the lathe for two weeks",
    ],
)
def test_an_offer_that_settled_a_worry_is_told_with_the_yes(said: str) -> None:
    told = row(settling(f"Bo takes the lathe. {said}."), YOU)
    assert [one.quote for one in told] == [said]
    assert not settling(f"Bo takes the lathe. {said}.", None).agreed


@pytest.mark.parametrize(
    "said",
    [
        "I'd like the early shift for six months.",
        "I could never do two years.",
        "I'd happily drop that, it's three hours.",
        "I'd stay two years if you paid for it.",
        "What I could offer is four weeks.",
        "If it rained I'd cover the nets for two days.",
        "Would it help if I signed for two years?",
    ],
)
def test_what_was_not_offered_is_no_promise(said: str) -> None:
    assert not row(settling(f"Bo takes the lathe. {said}"), YOU)


def test_an_offer_that_moved_nothing_is_told_of_nowhere() -> None:
    lines = [asked(ASK[0]), line("I could write you one page a month.", 0), line("That is all from me.", 2)]
    assert not row(shown(ended(lines, {3: YES})), YOU)


def test_the_points_of_the_close_are_told_in_one_sentence_where_they_cannot_be_told_apart() -> None:
    form = "there's the form for the reduced week, I'll fill it in by Wednesday 26 May, you sign it, and it goes to the office before 1 June"
    order = "Put me down for the two small boats from 1 June, tell the crew on 14 April, and look at it with me on 2 August"
    for said, who in ((form, BOTH), (order, BOSS)):
        told = [one for one in talk(ASK, (f"{said}.", YES)).agreed if one.who != ASKED_FOR]
        assert [(one.who, one.quote) for one in told] == [(who, said)]
    for said in ("The fair is on 14 April, the market on 2 August.", "If you sign it by Friday, it goes out on Monday 3 May.", "I ran the fair on 14 April."):  # fmt: skip
        assert {one.who for one in talk(ASK, (said, YES)).agreed} <= {ASKED_FOR}


def test_a_list_of_points_that_a_trial_passes_over_is_an_open_end() -> None:
    said = "The plan tomorrow, your signature by Friday 7 May."
    trial = talk(
        ASK, (said, "A trial, then. I'd have to ask for that upstairs."), outcome=Outcome.TRIAL_AGREED
    )
    assert open_(trial, "your signature by Friday 7 May", "does not name it")
    assert not open_(talk(ASK, (said, YES)), "does not name it")


@pytest.mark.parametrize(
    ("said", "follows"),
    [
        ("If the five samples are good I get the whole bench.", True),
        ("Once all three audits pass, you write down the grade by the end of June.", True),
        ("If it's too much, I get a smaller one.", False),
        ("If nobody comes, I keep the old round.", False),
        ("If anyone asks, you tell them the rule.", False),
        ("If the good samples sell out, do I get the bench?", False),
    ],
)
def test_what_follows_if_it_goes_well_is_part_of_the_yes(said: str, follows: bool) -> None:
    ask = ("I want the whole row of berths from 4 May.", "Why you?")
    found = talk(ask, ("Just the first berth, and in June we look at it.", "Hm."), (said, YES))
    assert bool([one for one in row(found, BOTH) if one.quote == said.rstrip(".")]) is follows
    assert (
        open_(found, "What they agreed to is the second") or open_(found, "came down to a part")
    ) is not follows


def test_a_second_way_of_ones_own_leaves_open_which_of_them_it_is() -> None:
    offers = "And if 80 percent is too much, I'd take 90, but 80 is what I want."
    ask = ("I'd like to go to 80 percent from 1 September.", "Who does the rest?")
    assert open_(talk(ask, (offers, YES)), "a second way", "I'd take 90")
    assert not open_(talk(ask, (offers, "Then 80, from September.")), "a second way")
    assert not open_(talk(ask, ("Ola does the rest.", YES)), "a second way")


# --- which sentence is the ask, and what is another way ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("turn", "quote", "ask"),
    [
        ("I'd like to do the welding course this September. It's ten days and it costs £900.", "it costs £900", "I'd like to do the welding course this September."),
        ("Would it be possible to change to the dye room at some point? maybe June or so", "maybe June or so", "Would it be possible to change to the dye room at some point?"),
        ("I'm thinking of going for the dye room, start in June. It's the same house, and I'd need you to back me.", "I'd need you to back me", "I'm thinking of going for the dye room, start in June."),
        ("I like the dye room. I want Mondays there from June.", "I want Mondays there from June", "I want Mondays there from June."),
    ],
)  # fmt: skip
def test_the_ask_is_the_sentence_that_asks_and_not_its_price_or_month(
    turn: str, quote: str, ask: str
) -> None:
    text, reading = asked(turn)
    said = exchanges(play(VET, [(text, replace(reading, element_quotes={"change": quote}))]).turns)
    assert terms(said).asked == ask
    [purpose] = [one for one in acts(VET, said, deal([said[0].before, said[0].turn], said), Facts()) if one.act is Act.PURPOSE]  # fmt: skip
    assert purpose.quote == ask


@pytest.mark.parametrize(
    ("sentence", "smaller"),
    [
        ("Only one afternoon a week then, to begin with.", True),
        ("Give me only one ward first.", True),
        ("From you I need only one thing: sign the form.", False),
        ("You'd only have to do one thing, ring the yard.", False),
        ("You mean a trial until June?", False),
    ],
)
def test_what_the_other_does_is_no_smaller_ask(sentence: str, smaller: bool) -> None:
    assert begins_small(sentence) is smaller


def test_whom_one_asks_and_what_the_other_does_is_no_new_ask() -> None:
    first = asked("Would it be possible to change to the dye room at some point?")
    for said, less in (("I ask Ilja about the dye room on Friday 4 June.", ""), ("I take the dye room on Mondays, you check the vats with me for a month.", "")):  # fmt: skip
        text, reading = asked(said)
        found = terms(exchanges(play(VET, [first, (text, reading)], cued=("coverage",)).turns))
        assert (found.asked, found.less) == (first[0], less)


def test_so_much_of_the_week_for_an_ask_that_named_none_is_the_ask_as_it_stood_last() -> None:
    ask = ("Would it be possible to change to the customs desk at some point?", "Prove it small.")
    for said, part in (("I could sit with customs half a day a week, for June, and you check how it goes?", True), ("I could write half a page a week about something else?", False)):  # fmt: skip
        found = talk(ask, (said, "Hm."), ("Is that a yes?", YES))
        assert (said in [one.quote for one in row(found, ASKED_FOR)]) is part


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("Or if you'd rather, we wait until 4 October and decide then.", True),
        ("If there's only half of it in the pot, I'd do the first module in May.", True),
        ("The night desk, or at least two evenings of it.", True),
        ("I'd be glad to fit the doors instead of only sanding them.", False),
        ("You mean a trial?", False),
    ],
)
def test_another_way_is_one_that_was_offered(said: str, other: bool) -> None:
    found = shown(play(VET, [asked(ASK[0]), line(said, 1)], cued=("coverage",)))
    assert (Act.OPTIONS.value in found.acts_done) is other


@pytest.mark.parametrize(
    "said",
    [
        "Then I'll write you half a page with two fixed conditions.",
        "Ilja from 6 to 10, four evenings, he has agreed.",
        "30 September, half an hour, we look at which 4 orders it changed.",
    ],
)
def test_what_is_still_to_come_is_no_result(said: str) -> None:
    found = shown(play(VET, [asked(ASK[0]), line(said, 1)], cued=("coverage",)))
    assert Act.IMPACT.value not in found.acts_done


# --- single lines ---------------------------------------------------------------------------------------------------------------


def test_putting_a_misunderstanding_right_is_neither_the_turn_nor_the_answer() -> None:
    played = play(VET, [asked(ASK[0]), line("Bo takes the lathe on Mondays.", 2, cover="Bo takes the lathe on Mondays"), line("I only said that Ana is new.", 1), line("I didn't take anything back. Bo takes the lathe on Mondays.", 2, cover="Bo takes the lathe")], cued=("coverage",))  # fmt: skip
    was = [ConcernState.RAISED, ConcernState.SETTLED, ConcernState.RAISED, ConcernState.SETTLED]
    turns = [played.turns[0]]
    for turn, state in zip(played.turns[1:], was, strict=True):
        worry = (Concern("coverage", state, 1),)
        trust = 6 + (state is ConcernState.SETTLED)
        turns.append(
            replace(turn, state=replace(turn.state, concerns=worry, current="coverage", trust=trust))
        )
    found = shown(replace(played, turns=tuple(turns)))
    assert found.turning_point is not None
    assert found.turning_point.turn == 2
    assert [note.turn for note in found.worries] == [2]
    assert "came up again" not in found.worries[0].why


def test_a_gap_by_the_users_own_words_is_not_praised_as_cover() -> None:
    whole = "Rui takes the counter on Mondays."
    for said, praised in ((whole, True), (f"{whole} So it's only the 10 to 1 slot, three hours.", False)):
        found = shown(play(VET, [asked(ASK[0]), line(said, 2, cover=whole)], cued=("coverage",)))
        lines = [found.turning_point, *found.strongest]
        assert any(one is not None and one.turn == 2 for one in lines) is praised


def test_the_panel_and_the_debrief_tick_the_same_parts(coach, scenario) -> None:
    session = coach.start(scenario, seed=3).session
    for said in ("Hello. I'd like to run the Monday tasting from 3 May.", "Ola has the counter then, he agreed.", "I ring him tonight."):  # fmt: skip
        coach.say(session, said)
        found = coach.resume(session)
        assert {act.value for act in coach.heard(found)} == set(coach.debrief(found).acts_done)
    assert not heard(replace(found, turns=found.turns[:1]))


# --- a "not now" ----------------------------------------------------------------------------------------------------------------

CONDITION = "somebody else can run it without ringing you"


@pytest.mark.parametrize(
    ("said", "met"),
    [
        ("Ola has it from Monday, he runs it without ringing me.", True),
        ("If Ola could run it without ringing me?", False),
        ("Ola is new.", False),
    ],
)
def test_a_condition_that_was_met_by_their_word_is_told_as_such(said: str, met: bool) -> None:
    found = claimed(CONDITION, _after_a_no(said))
    assert (found is not None) is met


def test_a_condition_that_they_never_said_is_not_told() -> None:
    played = play(VET, [asked(ASK[0]), line("It helps me.", 0)], cued=("coverage",))
    last = played.turns[-1]
    both = (CONDITION, "the others were asked first")
    decision = replace(last.decision, conditions=both)
    for words, told in ((f"Come back once {CONDITION}.", both[:1]), ("Not now.", both)):
        turns = (*played.turns[:-1], replace(last, decision=decision, utterance=Utterance(words)))
        assert shown(replace(played, turns=turns)).conditions == told


def test_every_monday_is_no_day_to_look_at_it_again() -> None:
    for said, day in (("He does it on Mondays.", ""), ("Shall we say Monday 3 May?", "Monday 3 May")):
        [*_, one] = _after_a_no(said)
        turn = replace(one.turn, decision=replace(one.turn.decision, answer="date"), utterance=Utterance("Oh, on Mondays? Monday 3 May, fine."))  # fmt: skip
        assert deal([one.before, turn], [replace(one, turn=turn)]).day == day


def _after_a_no(said: str) -> list[Exchange]:
    """The exchanges of a talk whose last turn came after a "not now"."""
    played = play(VET, [asked(ASK[0]), line(said, 1)], cued=("coverage",))
    found = list(exchanges(played.turns))
    before = replace(found[-1].before, state=replace(found[-1].before.state, parting=1))
    after = replace(found[-1].turn, state=replace(found[-1].turn.state, outcome=Outcome.NOT_NOW))
    return [*found[:-1], Exchange(before, after)]
