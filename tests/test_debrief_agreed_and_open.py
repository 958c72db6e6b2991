"""Little transcripts, whole: what of them was agreed, and what is left open; a careful colleague would sign each line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.debriefing.agreed import ASK as ASKED_FOR
from assistant.debriefing.clauses import BOSS, BOTH, YOU, meant, pieces, requested
from assistant.debriefing.figures import contradictions
from assistant.debriefing.log import exchanges
from assistant.debriefing.steps import stop, unasked
from assistant.debriefing.terms import terms
from assistant.debriefing.when import when
from assistant.domain import Debrief, Move, Note, Outcome, Promise, Utterance
from tests.test_debrief import BOSSES, VET, line, play, shown
from tests.test_debrief_deals import agreed, asked, ended

TRIAL, FULL = Outcome.TRIAL_AGREED, Outcome.AGREED
Said = tuple[str, str]
"""What the user said, and what the boss answered."""


def talk(ask: Said, *more: Said, outcome: Outcome | None = FULL, closing: int = 0) -> Debrief:
    """The debrief of a talk with these words, in which the boss asked how it goes on after turn ``closing``."""
    lines = [asked(ask[0]), *(line(said, 2) for said, _ in more)]
    played = ended(lines, dict(enumerate([ask[1], *(answer for _, answer in more)], start=1)), outcome)
    turns = [replace(turn, state=replace(turn.state, closing=int(bool(closing) and turn.number >= closing))) for turn in played.turns]  # fmt: skip
    return shown(replace(played, turns=tuple(turns)))


def open_(found: Debrief, *words: str) -> bool:
    """Whether one open end holds all of these words."""
    return any(all(word in one for word in words) for one in found.open_ends)


def row(found: Debrief, who: str) -> list[Promise]:
    return [one for one in found.agreed if one.who == who]


ASK = ("I'd like to run the joinery evening course from 4 May until 30 June.", "Why you, though?")

# --- the deal itself ---------------------------------------------------------------------------------------------------------


def test_what_was_agreed_begins_with_the_ask_and_their_words_to_it() -> None:
    found = talk(ASK, ("Because I taught it twice.", "Then yes, from me."))
    first = found.agreed[0]
    assert (first.who, first.quote, first.turn) == (ASKED_FOR, ASK[0], 1)
    assert (first.answered, first.answer) == (2, "Then yes, from me.")
    assert not row(talk(ASK, ("Because I taught it twice.", "I see."), outcome=None), ASKED_FOR)


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("I want to lead the dye house from 3 May. Six months, and £900 on top for it. I dyed 40 rolls last year.", "I want to lead the dye house from 3 May. Six months, and £900 on top for it."),
        ("I want to lead the dye house from 3 May. Last year I dyed 40 rolls in a month.", "I want to lead the dye house from 3 May."),
        ("Could I lead the dye house from 3 May? What do you think of that by Friday?", "Could I lead the dye house from 3 May?"),
    ],
)  # fmt: skip
def test_the_terms_right_behind_the_ask_belong_to_it(said: str, whole: str) -> None:
    text, reading = line(said, 2, elements=("change",))
    heard = (text, replace(reading, element_quotes={"change": "lead the dye house from 3 May"}))
    assert terms(exchanges(play(VET, [heard], cued=("coverage",)).turns)).whole == whole


def test_a_wish_in_general_words_is_the_ask_where_it_got_its_terms() -> None:
    lines = [
        asked("I'd like to do more of the glazing."),
        asked("What I'm asking for is Mondays in the glazing room for two months from 3 May."),
        line("I'd ask for the same pattern as the apprentices, for two months only.", 1),
    ]
    found = terms(exchanges(play(VET, lines, cued=("coverage",)).turns))
    assert (found.asked_in, found.less) == (2, "")
    vague = terms(
        exchanges(play(VET, [lines[0], line("It means a lot to me.", 1)], cued=("coverage",)).turns)
    )
    assert (vague.asked, vague.asked_in) == ("I'd like to do more of the glazing.", 1)


@pytest.mark.parametrize(
    ("ask", "later", "lower"),
    [
        ("I want the kiln hall from May for £1,200 a year more.", "If £1,200 is too much: £900 from May.", True),
        ("I want the kiln hall from May for £900 a year more.", "If £900 is too little to ask: £1,200 from May.", False),
        ("I want the kiln hall from May for 1.500 euros more.", "I could live with just 1.200 euros.", True),
        ("I want the kiln hall from May for 4,500 pounds more.", "I could live with just 3,600 pounds.", True),
        ("I want the kiln hall from May for £2 an hour more.", "I could live with just £1,200 a year.", False),
        ("I want the kiln hall from May for £4,500 a year more.", "That's £2,250 for the six months, half of the £4,500.", False),
    ],
)  # fmt: skip
def test_sums_in_thousands_are_compared_as_what_they_are(ask: str, later: str, lower: bool) -> None:
    found = terms(exchanges(play(VET, [asked(ask), line("Pia mixes.", 2), line(later, 1)], cued=("coverage",)).turns))  # fmt: skip
    assert (len(found.sums) > 1) is lower


def test_what_lies_on_the_table_at_the_end_is_the_last_step_down() -> None:
    steps = [asked("I'd like to run the seed store four days a week from May."), line("I could do just three days a week.", 1), line("Then only two days a week to start.", 1)]  # fmt: skip
    assert terms(exchanges(play(VET, steps, cued=("coverage",)).turns)).less_in == 3


def test_money_that_nobody_said_again_is_open() -> None:
    ask = ("I want the kiln hall from 4 May for £1,200 a year more.", "Who mixes the glaze?")
    silent = talk(ask, ("Pia does.", "Then let's try it."), outcome=TRIAL)
    assert open_(silent, "£1,200", "never said that sum")
    said = talk(ask, ("Pia does.", "Then let's try it, and the 1200 comes with it."), outcome=TRIAL)
    assert not open_(said, "never said that sum")
    assert not open_(talk(ASK, ("Pia does.", "Then yes.")), "never said that sum")


def test_what_a_yes_leaves_out_is_open_in_their_words() -> None:
    lines = BOSSES["supportive"].lines
    granted, left = lines["agree_part"][0], lines["rest"][1]
    told = f"{granted.text} {left.text}"
    ask = asked("I want the kiln hall from 4 May for £1,200 a year more.")
    close = line("I print the rota and you pay the £1,200 from 4 May. You tell the night crew on Monday.", 2)
    early = line("Will you put the £1,200 into writing by Friday?", 2)
    played = ended([ask, early, close], {2: "Of course. What else?", 3: told})
    last = played.turns[-1]
    turn = replace(last, utterance=Utterance(told, (granted.id, left.id)))  # fmt: skip
    found = shown(replace(played, turns=(*played.turns[:-1], turn)))
    assert found.agreed[0].answer == told
    assert open_(found, "leaves this out", left.text.split(".")[0])
    assert not open_(found, "never said that sum")
    assert [one.quote for one in row(found, BOSS)] == ["You tell the night crew on Monday"]


# --- what the boss does -------------------------------------------------------------------------------------------------------

CLOSE = ("I know the tools.", "So who does what?")


@pytest.mark.parametrize(
    ("said", "answer", "outcome", "has", "open_end"),
    [
        # a question in the turn of the yes is granted by a yes to it, its day or its deed
        ("Can you tell the night crew by Friday?", "Yes from me. Off you go.", FULL, "you tell the night crew by Friday", ""),
        ("Can you tell the night crew by Friday?", "You have my agreement. They'll hear it by Friday.", FULL, "you tell the night crew by Friday", ""),
        ("Can you tell the night crew by Friday?", "It's agreed, and I'll tell the night crew.", FULL, "you tell the night crew by Friday", ""),
        ("Can you tell the night crew by Friday?", "You have my agreement.", FULL, "", "does not name it"),
        ("Can you tell the night crew by Friday?", "Run it as a pilot. If nobody notices, that's a good sign.", TRIAL, "", "heard no answer"),
        ("Can you tell the night crew by Friday?", "So that part's mine. A trial, then.", TRIAL, "", ""),
        # what was stated stands with the full yes
        ("I print the list and you tell the night crew by Friday.", "You have my agreement.", FULL, "you tell the night crew by Friday", ""),
        ("I print the list and you tell the night crew by Friday.", "Try it. We look afterwards.", TRIAL, "", "heard no answer"),
        # nobody is asked to do anything
        ("Would you back anybody who asks with the same record?", "Approved, as discussed.", FULL, "", ""),
        ("What could you do before Easter?", "Try it. We look afterwards.", TRIAL, "", ""),
        ("Could we try it for a month, and you decide then?", "Try it. We look afterwards.", TRIAL, "", ""),
        ("Would you sign that?", "Try it. We look afterwards.", TRIAL, "", ""),
    ],
)  # fmt: skip
def test_a_request_is_the_bosses_promise_only_where_their_next_words_grant_it(
    said: str, answer: str, outcome: Outcome, has: str, open_end: str
) -> None:
    found = talk(ASK, CLOSE, (said, answer), outcome=outcome, closing=2)
    assert [one.quote for one in row(found, BOSS) if not one.by_boss] == ([has] if has else [])
    assert open_(found, open_end) if open_end else not open_(found, "you asked")


def test_a_step_that_they_promised_for_the_yes_is_theirs_once_it_came() -> None:
    would = BOSSES["busy"].lines["would_do"][0]
    ask = line("Can you mail the foundry on Monday?", 1)

    def told(outcome: Outcome | None, lines: tuple[str, ...]) -> Debrief:
        played = ended(
            [asked(ASK[0]), ask, line("Fine.", 2)], {2: would.text, 3: "You've got it."}, outcome, "busy"
        )
        turns = [replace(turn, utterance=replace(turn.utterance, lines=lines if turn.number == 2 else ())) for turn in played.turns]  # fmt: skip
        return shown(replace(played, turns=tuple(turns)))

    assert [one.quote for one in row(told(FULL, (would.id,)), BOSS)] == ["you mail the foundry on Monday"]
    assert not row(told(FULL, ()), BOSS)
    assert not row(told(None, (would.id,)), BOSS)


def test_okay_before_the_next_worry_grants_nothing() -> None:
    said = "And you sign the lease of the oven by Friday?"
    on_the_way = talk(ASK, (said, "Okay. That wasn't nothing. What does it cost?"), ("£40.", "Then yes."))
    assert not row(on_the_way, BOSS)
    plainly = talk(ASK, (said, "Yes, gladly. What does it cost?"), ("£40.", "Then yes."))
    assert [one.quote for one in row(plainly, BOSS)] == ["you sign the lease of the oven by Friday"]


def test_what_both_do_needs_the_close() -> None:
    early = (
        "I do the first month at my present pay, written down, and we both sign.",
        "What does it lead to?",
    )
    assert not row(talk(ASK, early, ("To a second course.", "Try it, then."), outcome=TRIAL), BOTH)
    late = talk(ASK, CLOSE, ("On 3 June we both sign the list.", "Then yes."), closing=2)
    assert [one.quote for one in row(late, BOTH)] == ["On 3 June we both sign the list"]


def test_a_question_about_doing_both_is_answered_for_both() -> None:
    lines = ("Two things: ask the caterer before 9 June, and send me one mail about the hall. Can you do both?", "That'll hold.")  # fmt: skip
    found = talk(ASK, CLOSE, lines, closing=2)
    assert [one.quote for one in row(found, BOSS)] == ["ask the caterer before 9 June, and send me one mail about the hall"]  # fmt: skip
    assert not open_(found, "no answer")


@pytest.mark.parametrize(
    ("sentence", "wish"),
    [
        ("Could you answer me on the hall, please?", ""),
        ("When could you sign it?", ""),
        ("How would you tell the others by Monday?", ""),
        ("Would you support the next one who asks?", ""),
        ("Could you tell Mrs Adeyemi on Monday which hall it is?", "you tell Mrs Adeyemi on Monday which hall it is"),
    ],
)  # fmt: skip
def test_a_question_of_what_and_when_asks_for_no_deed(sentence: str, wish: str) -> None:
    assert requested(sentence).rstrip("?") == wish


# --- what the user does -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "steps"),
    [
        ("I'd bring you the filled form on Monday the 9th.", [("I'd bring you the filled form on Monday the 9th", "Monday the 9th")]),
        ("I'd write the half page by friday 18 june.", [("I'd write the half page by friday 18 june", "friday 18 june")]),
        ("Ola, I ask her tomorrow.", [("Ola, I ask her tomorrow", "tomorrow")]),
        ("By then I'll have the guide for the saw done.", [("By then I'll have the guide for the saw done", "")]),
        ("I free her from the Sunday sheets, that's 20 hours.", [("I free her from the Sunday sheets", "")]),
        ("I send you tonight what we said.", [("I send you tonight what we said", "tonight")]),
        ("I'd bring the form on Monday if you sign it.", []),
        ("I'd start in the shop on Monday.", []),
        ("Give me a day or forget it, I'll go to the town hall on Monday.", []),
        ("From me: the rota by 5 July.", [("From me: the rota by 5 July", "5 July")]),
        ("I keep 60.", []),
        ("Should I bring the form on Monday?", []),
    ],
)  # fmt: skip
def test_the_users_own_steps_stand_with_their_day(said: str, steps: list[tuple[str, str]]) -> None:
    found = talk(ASK, CLOSE, (said, "Then yes."), closing=2)
    assert [(one.quote, one.when) for one in row(found, YOU)] == steps


def test_the_ask_is_no_step_of_the_users() -> None:
    money = ("I'll put the number first: £600 on my pay for the evening course as well, from 4 May.", "What does it cost?")  # fmt: skip
    found = talk(money, ("Two hours.", "Then yes."))
    assert not row(found, YOU)
    assert row(found, ASKED_FOR)[0].quote == money[0]


@pytest.mark.parametrize(
    ("said", "listed"),
    [
        ("If more than three pots crack, I hand the kiln back.", True),
        ("On 25 June we count: more than four cracks and I stop.", True),
        ("Over 5 percent returns and we go back to the old list.", True),
        ("If it snows I take the tram.", False),
        ("Should I stop if it snows?", False),
        ("More than four people asked me about it.", False),
    ],
)
def test_the_condition_under_which_it_stops_is_part_of_the_deal(said: str, listed: bool) -> None:
    turns = play(VET, [asked(ASK[0]), line(said, 2)], cued=("coverage",)).turns
    assert bool(stop(exchanges(turns))) is listed
    assert any(said.rstrip(".") in one.quote for one in talk(ASK, (said, "Then yes.")).agreed) is listed


@pytest.mark.parametrize(
    ("said", "answer", "day"),
    [
        ("On 25 June we count the pots together.", "Then yes.", "25 June"),
        ("Can we write down: look at the list on 29 June?", "Quick. I'll take it. Then yes.", "29 June"),
        ("Can we look at the list on 29 June?", "It's a lovely room, that. Try it.", ""),
        ("If I start in June we can't compare it.", "Then yes.", ""),
        ("From you: you talk to the hall before 9 June.", "Try it.", ""),
    ],
)
def test_the_day_on_which_both_look_is_listed_once(said: str, answer: str, day: str) -> None:
    found = talk(ASK, CLOSE, (said, answer), outcome=FULL if "yes" in answer else TRIAL, closing=2)
    assert [one.when for one in row(found, BOTH)] == ([day] if day else [])


# --- left open ------------------------------------------------------------------------------------------------------------------


def test_an_open_request_is_quoted_whole() -> None:
    asks = (
        "The list is long. Could you put Ines on the July roster by the end of June?",
        "How was the tram?",
    )
    found = talk(ASK, CLOSE, asks, ("That is all.", "Try it."), outcome=TRIAL, closing=2)
    assert open_(found, "“Could you put Ines on the July roster by the end of June?”", "heard no answer")
    joint = talk(ASK, CLOSE, ("You and the hall manager decide by Friday.", "How was the tram?"), outcome=TRIAL, closing=2)  # fmt: skip
    assert not open_(joint, "asked them to “and")


@pytest.mark.parametrize(
    ("later", "told"),
    [
        ("She is good with the saw.", True),
        ("I ask her tomorrow.", True),
        ("I'd ask her on Monday.", True),
        ("She has agreed now.", False),
        ("Could you ask her, please?", True),
        ("I've asked her since, she is in.", False),
    ],
)
def test_somebody_who_was_not_asked_yet_is_an_open_end(later: str, told: bool) -> None:
    count = ("Ines takes my shop hours. I haven't asked her yet.", "And then?")
    found = talk(ASK, count, (later, "Then yes."))
    assert open_(found, "has not said yes yet", "I haven't asked her yet") is told
    turns = play(VET, [asked(ASK[0]), line("I haven't asked for much.", 1)], cued=("coverage",)).turns
    assert unasked(exchanges(turns)) is None


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (("The clock's running.", "How was the tram?"), True),
        (("The clock's running.", "I decide that."), False),
        (("My own boss signs it too.", "How was the tram?"), False),
        (("Look at the board.", "Couldn't tell you."), True),
    ],
)
def test_a_question_who_has_a_say_that_was_put_twice_is_open(answers: tuple[str, str], told: bool) -> None:
    first = ("Who else would have to say yes to that?", answers[0])
    again = ("I asked who else has to say yes.", answers[1])
    found = talk(ASK, first, again, ("Fine.", "Then yes."))
    assert open_(found, first[0], "turns 2, 3") is told
    once = talk(ASK, (first[0], "The clock's running."), ("Fine.", "Then yes."))
    assert not open_(once, first[0])


def test_a_day_that_they_spoke_of_was_taken_up() -> None:
    def told(answer: str) -> bool:
        played = ended([asked(ASK[0]), line("Then we look at it on 8 June.", 1), line("Well.", 1)], {2: answer}, None)  # fmt: skip
        last = played.turns[-1]
        over = replace(last, state=replace(last.state, outcome=Outcome.NOT_NOW, parting=1), decision=replace(last.decision, move=Move.NOT_NOW, outcome=Outcome.NOT_NOW))  # fmt: skip
        return open_(shown(replace(played, turns=(*played.turns[:-1], over))), "8 June", "did not take it up")

    assert told("I see.")
    assert not told("What about 8 June? Is it still on?")


def test_a_measure_is_asked_about_by_no_question_who_does_what() -> None:
    def told(question: str) -> bool:
        played = ended([asked(ASK[0]), line("It will show.", 2), line("Good.", 2)], {2: question})
        turns = list(played.turns)
        turns[2] = replace(turns[2], decision=replace(turns[2].decision, move=Move.ASK_NEXT_STEPS))
        return open_(shown(replace(played, turns=tuple(turns))), question)

    assert told("So who does what?")
    assert not told("How do we know that it worked?")


def test_a_difference_is_no_figure_of_its_own() -> None:
    known = replace(VET, evidence=(Note("Repaired 2 staircases in half a year, 9 the year before"),))
    said = line("I repaired seven fewer staircases in half a year.", 1)
    other = line("I repaired seven staircases in half a year.", 1)
    assert not contradictions(known, exchanges(play(known, [asked(ASK[0]), said]).turns))
    assert contradictions(known, exchanges(play(known, [asked(ASK[0]), other]).turns))


def test_days_as_they_are_typed() -> None:
    assert when("I bring it by wednesday the 9th") == "wednesday the 9th"
    assert when("we may march on") == ""
    assert meant("I'd send it on Friday.") == "I'd send it on Friday"
    assert not meant("I'd send it on Friday, unless it rains.")
    assert [words for _, words, _ in pieces("You tell me by 4 May which hall I could have.")] == ["You tell me by 4 May which hall I could have"]  # fmt: skip
    assert agreed(talk(ASK, ("It will do.", "Then yes."))) == []
